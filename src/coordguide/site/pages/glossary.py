"""Short forms and terms, explained where they stand and on one page.

They are in the header of ``docs/glossary.md``, each with ``term``, ``means``
and ``cites``, and ``short: true`` where the term is to be explained wherever a
page uses it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.utils import meta

from coordguide.site.pages.page_context import PageContext

FILE = "docs/glossary.md"


def read(root: Path) -> list[dict[str, Any]]:
    """Return the glossary's terms, in the order of the alphabet."""
    _, header = meta.get_data((root / FILE).read_text("utf-8"))
    return sorted(header["terms"], key=lambda entry: entry["term"].lower())


def tooltips(terms: list[dict[str, Any]]) -> str:
    """Return the lines that make Markdown explain the short forms of a page."""
    lines = [f"*[{one['term']}]: {_first(one['means'])}" for one in terms if one.get("short")]
    return "\n".join(lines)


def _first(text: str) -> str:
    return text.split(". ")[0].rstrip(".")


def glossary(context: PageContext) -> str:
    """Return every term with what it means and who says so."""
    entries = []
    for one in context.site.terms:
        anchor = one["term"].lower().replace(" ", "-")
        entries.append(
            f"## {one['term']} {{ #{anchor} }}\n\n{one['means']} {context.cites(one['cites'])}"
        )
    return "\n\n".join(entries)
