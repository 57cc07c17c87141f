"""Citations in pages, written ``[@CON-1]`` or ``[@45-cfr-164-508 (c)(1)]``.

Each becomes a link into the register of sources. Code, in a fence or between
backquotes, is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coordguide.model import Citation, Content

if TYPE_CHECKING:
    from coordguide.site.pages.page_context import PageContext

REGISTER = "sources/index.md"
"""The page that holds every statement and every law under its own anchor."""

_CITE = re.compile(r"\[@(?P<cite>[^\]\n]+)\]")
_CODE_OR_CITE = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|`[^`\n]+`)|\[@(?P<cite>[^\]\n]+)\]",
    re.DOTALL | re.MULTILINE,
)


class NotCarried(Exception):
    """A page of one edition cites a statement that its document does not make."""


class UnknownSource(Exception):
    """A page cites an id that no statement and no law has; the text names page and id."""


def link_citations(markdown: str, context: PageContext) -> str:
    """Turn every citation of a page into a link to its entry in the register.

    Takes the page's Markdown and where it is; returns the Markdown with links.
    Raises ``UnknownSource`` and ``NotCarried``, with page, line and id.
    """

    def link(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        try:
            return context.cite(found["cite"])
        except (KeyError, NotCarried) as error:
            line = markdown.count("\n", 0, found.start()) + 1
            raise UnknownSource(
                f"docs/{context.path}, line {line}: [@{found['cite']}] "
                + (
                    f"stands in a page of one edition, but {error}."
                    if isinstance(error, NotCarried)
                    else "names no statement and no law. "
                    "Write the id as its file below checklist/content/ has it."
                )
            ) from error

    return _CODE_OR_CITE.sub(link, markdown)


def link_html(text: str, context: PageContext) -> str:
    """Turn the citations in a piece of compiled content into links, as HTML."""

    def link(found: re.Match[str]) -> str:
        cite = Citation.parse(found["cite"])
        where = f"{context.href('sources/')}#{cite.source}"
        return f'<a class="cite" href="{where}">{context.name(cite)}</a>'

    return _CITE.sub(link, text)


def name(cite: Citation, content: Content) -> str:
    """Return what a reader calls the source: ``CON-1``, ``45 CFR 164.508(c)``, or nothing."""
    is_known = cite.source in content.statements or cite.source in content.laws
    return content.name_source(cite) if is_known else ""
