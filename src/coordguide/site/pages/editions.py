"""The guide once more for each edition, in its own words and with nobody else's.

Every page below ``docs/guide/`` is also written for each edition, and each
edition gets a page of its own. What differs stands in the page between marks:

``<!-- coordguide:only carries=OBS-1 -->`` … ``<!-- coordguide:end -->``

``only carries=OBS-1``     where the document makes that statement
``only lacks=OBS-1``       where it is not
``only state=AZ``          where the edition is of that state, or of none
``only exception=ID``      where the document names that exception from the release
``only editions=one``      in the edition's pages; ``editions=all`` in the page for everybody

A page for everybody shows all of them, except ``editions=one``. ``{person}``,
``{people}`` and ``{plan}`` become the edition's words.
"""

from __future__ import annotations

import posixpath
import re
from importlib.resources import files as package_files

import yaml
from mkdocs.utils import meta

from coordguide.model import Content, Edition

GUIDE = "guide/"
"""Where the pages are that every edition gets a copy of."""

TERMS = {"person": "member", "people": "members", "plan": "plan"}
"""The words of the page for everybody."""

_ONLY = re.compile(
    r"^<!-- coordguide:only (?P<test>[a-z]+)=(?P<value>[A-Za-z0-9,-]+) -->\n"
    r"(?P<body>.*?)^<!-- coordguide:end -->\n?",
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"(?<=\]\()(?!https?:|mailto:|#)(?P<path>[^)\s#?]+)")


class UnknownTest(Exception):
    """An ``only`` mark asks something there is no answer to; the text names it."""


def home(edition: str) -> str:
    """Return the path of an edition's own page."""
    return f"editions/{edition}.md"


def copy_of(page: str, edition: str) -> str:
    """Return the path of a guide page as one edition has it: ``editions/flyer/release.md``."""
    inner = page.removeprefix(GUIDE)
    return f"editions/{edition}/" + ("guide.md" if inner == "index.md" else inner)


def write_home(edition: Edition) -> str:
    """Return the Markdown of an edition's own page."""
    template = (
        package_files("coordguide.site.pages").joinpath("templates/edition.md").read_text("utf-8")
    )
    header = {
        "title": edition.text["short"],
        "edition": edition.id,
        "keywords": [edition.publisher, edition.code, edition.text["title"]],
        "step": "about",
    }
    return _with_header(header, template.replace("$title", edition.text["title"]))


def write_copy(text: str, page: str, edition: Edition) -> str:
    """Return a guide page as one edition has it, its links still leading where they led.

    Takes the page's text with its header, its path below ``docs`` and the edition.
    """
    body, header = meta.get_data(text)
    target = copy_of(page, edition.id)

    def lead(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), found["path"]))
        if path.startswith(GUIDE) and path.endswith(".md"):
            path = copy_of(path, edition.id)
        return posixpath.relpath(path, posixpath.dirname(target))

    header |= {
        "title": f"{header['title']} ({edition.text['short']})",
        "edition": edition.id,
        "source": page,
        "search": {"exclude": True},
    }
    return _with_header(header, _LINK.sub(lead, body))


def _with_header(header: dict[str, object], body: str) -> str:
    return f"---\n{yaml.safe_dump(header, allow_unicode=True)}---\n\n{body}"


def shape(markdown: str, content: Content, edition: Edition | None) -> str:
    """Keep what the edition has, in its words; with no edition, keep what is for everybody.

    Raises ``UnknownTest``.
    """

    def keep(found: re.Match[str]) -> str:
        shown = _passes(found["test"], found["value"].split(","), content, edition)
        return found["body"] if shown else ""

    kept = _ONLY.sub(keep, markdown)
    for name, word in (edition.terms if edition else TERMS).items():
        kept = kept.replace("{" + name + "}", word)
        kept = kept.replace("{" + name.capitalize() + "}", word[:1].upper() + word[1:])
    return kept


def _passes(test: str, values: list[str], content: Content, edition: Edition | None) -> bool:
    if test == "editions":
        return values == (["one"] if edition else ["all"])
    if test in ("carries", "lacks"):
        carriers = [content.statements[value].editions for value in values]
        if edition is None:
            return True
        return any(edition.id in slugs for slugs in carriers) == (test == "carries")
    if test == "state":
        return edition is None or edition.state in ("", *values)
    if test == "exception":
        return edition is None or bool(set(values) & set(edition.exceptions))
    raise UnknownTest(f"only {test}={','.join(values)}")
