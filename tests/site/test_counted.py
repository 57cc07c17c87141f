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


def of_three(content: Content) -> Content:
    """The content with three of its editions, whatever others there are."""
    chosen = ("flyer", "tip-sheet", "orange-county-mhp")
    statements = {
        name: replace(one, editions={e: how for e, how in one.editions.items() if e in chosen})
        for name, one in content.statements.items()
    }
    editions = {name: content.editions[name] for name in chosen}
    return replace(content, editions=editions, statements=statements)


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
    three = of_three(content)
    assert marks.how_many(place(three), "CON-1") == "two of the three documents"
    assert marks.how_many(place(three), "META-1") == "all three documents"
    wide = with_a_sixth(three, "CON-1")
    assert marks.how_many(place(wide), "CON-1") == "three of the four documents"
    assert marks.how_many(place(wide), "META-1") == "three of the four documents"


def test_who_says_something_is_named_from_the_content(content: Content) -> None:
    three = of_three(content)
    assert marks.who(place(three), "REM-1") == "Orange County"
    wide = with_a_sixth(three, "REM-1")
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
