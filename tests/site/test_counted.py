"""How many documents there are, and which of them say something, is counted and never written."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from coordguide.model import Content
from coordguide.site.pages import marks
from coordguide.site.pages.page_context import PageContext

NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
COUNTED = re.compile(
    rf"\b(?:(?:all|other|the) {NUMBER} (?:other )?(?:source )?(?:documents|editions|sheets)"
    rf"|{NUMBER} source documents|of the {NUMBER} (?:other )?(?:documents|editions|sheets)"
    rf"|other of the {NUMBER}\b"
    r"|only one document|only one of the documents)",
    re.IGNORECASE,
)
HISTORY = ("docs/decisions",)
"""What was so when it was written."""


def with_a_sixth(content: Content, *carried: str) -> Content:
    """The content with one more edition, whose document makes these statements."""
    sixth = replace(content.editions["flyer"], id="sixth", text={"short": "Sixth & last"})
    statements = {
        name: replace(one, editions={**one.editions, "sixth": "carried"})
        if name in carried
        else one
        for name, one in content.statements.items()
    }
    return replace(content, editions={**content.editions, "sixth": sixth}, statements=statements)


def place(content: Content) -> PageContext:
    return PageContext(content, "index.md", "")


def test_documents_are_counted_from_the_content(content: Content) -> None:
    assert marks.how_many(place(content), "CON-1") == "four of the five documents"
    assert marks.how_many(place(content), "META-1") == "all five documents"
    wide = with_a_sixth(content, "CON-1")
    assert marks.how_many(place(wide), "CON-1") == "five of the six documents"
    assert marks.how_many(place(wide), "META-1") == "five of the six documents"


def test_who_says_something_is_named_from_the_content(content: Content) -> None:
    assert marks.who(place(content), "REM-1") == "Orange County"
    wide = with_a_sixth(content, "REM-1")
    assert marks.who(place(wide), "REM-1") == "Orange County and Sixth &amp; last"


def test_a_mark_of_no_statement_is_refused(content: Content) -> None:
    for mark in (marks.how_many, marks.who):
        with pytest.raises(KeyError, match="CON-99"):
            mark(place(content), "CON-99")


def test_no_sentence_counts_the_documents_by_hand(root: Path) -> None:
    pages = [*(root / "docs").rglob("*.md"), *(root / "checklist/content").rglob("*.toml")]
    pages += [root / "README.md", *(root / "checklist/cases").glob("*.toml")]
    found = [
        f"{path.relative_to(root)}: {hit[0]}"
        for path in pages
        if not str(path.relative_to(root)).startswith(HISTORY)
        for hit in COUNTED.finditer(path.read_text("utf-8"))
    ]
    assert found == []
