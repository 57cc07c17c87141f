"""Host only: citations in pages, written ``[@CON-1]`` or ``[@45-cfr-164-508 (c)(1)]``.

Each becomes a link into the register of sources. Code, in a fence or between
backquotes, is left as it is.
"""

from __future__ import annotations

import posixpath
import re

from coordguide.model import Citation, Content

REGISTER = "sources/index.md"
"""The page that holds every statement and every law under its own anchor."""

_CODE_OR_CITE = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|`[^`\n]+`)|\[@(?P<cite>[^\]\n]+)\]",
    re.DOTALL | re.MULTILINE,
)


class UnknownSource(Exception):
    """A page cites an id that no statement and no law has; the text names page and id."""


def link_citations(markdown: str, page: str, content: Content) -> str:
    """Turn every citation of a page into a link to its place in the register.

    Takes the page's Markdown, its path below ``docs`` and the content;
    returns the Markdown with links. Raises ``UnknownSource``.
    """
    register = posixpath.relpath(REGISTER, posixpath.dirname(page) or ".")

    def link(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        cite = Citation.parse(found["cite"])
        line = markdown.count("\n", 0, found.start()) + 1
        text = name(cite, content)
        if not text:
            raise UnknownSource(
                f"docs/{page}, line {line}: [@{cite}] names no statement and no law. "
                "Write the id as its file below checklist/content/ has it."
            )
        return f"[{text}]({register}#{cite.source}){{ .cite }}"

    return _CODE_OR_CITE.sub(link, markdown)


def name(cite: Citation, content: Content) -> str:
    """Return what a reader calls the source: ``CON-1``, ``45 CFR 164.508(c)``, or nothing."""
    if cite.source in content.statements:
        return str(cite)
    if law := content.laws.get(cite.source):
        return (
            law.short + cite.place
            if cite.place.startswith("(")
            else f"{law.short} {cite.place}".strip()
        )
    return ""
