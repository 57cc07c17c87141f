"""What our pages promise has a test beside it, and no new promise comes without one."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROMISES: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/promises.toml").read_text("utf-8"))[
    "promises"
]
PAGES = [
    "SECURITY.md",
    "docs/about/offline.md",
    "docs/about/privacy.md",
    "docs/portals/browsers.md",
    "docs/portals/frames.md",
    "docs/portals/host.md",
    "docs/portals/index.md",
    "docs/portals/intranet.md",
    "docs/portals/members.md",
    "docs/portals/threat-model.md",
    "docs/portals/verify-privacy.md",
]
SCHEMAS = ["checklist/embed/messages.schema.json", "src/coordguide/protocol/messages.schema.json"]

# A block ends at an empty line, at the next item or row, and where what is no text begins.
BLOCK = re.compile(r"^(?:[-*] |\d+\. |\|| {4})?\S.*(?:\n(?![-*] |\d+\. |\||#|```|\s*$).+)*", re.M)
NO_TEXT = re.compile(
    r"\A---\n[\s\S]*?^---$|^```[\s\S]*?^```$|^#.*$|^!!!.*$|^<!--.*$|^\|.*\n\|[-|]+\|$", re.M
)
SENTENCE_END = re.compile(r"(?<=[.!?])[*”)]*\s+(?=\S)")
WORD = re.compile(r"\w{2}")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a page begins and ends: of paragraphs, list items and table cells."""
    bare = NO_TEXT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    found = []
    for block in BLOCK.finditer(bare):
        is_row = block[0].startswith("|")
        # The first cell names what the others speak of.
        start = block.start() + (block[0].index("|", 1) if is_row else 0)
        parts = re.finditer(r"[^|]+", bare[start : block.end()]) if is_row else [None]
        for part in parts:
            first, last = (start + part.start(), start + part.end()) if part else block.span()
            ends = [first + end.end() for end in SENTENCE_END.finditer(bare[first:last])]
            spans = zip([first, *ends], [*ends, last], strict=True)
            found += [span for span in spans if WORD.search(bare[slice(*span)])]
    return found


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the tests that a file holds, those of a class with its name before them."""
    found = set()
    for one in ast.parse((ROOT / path).read_text("utf-8")).body:
        inside = one.body if isinstance(one, ast.ClassDef) else [one]
        start = f"{one.name}::" if isinstance(one, ast.ClassDef) else ""
        found |= {start + each.name for each in inside if isinstance(each, ast.FunctionDef)}
    return frozenset(found)


def is_there(test: str) -> bool:
    """Say whether a test that is named as pytest names it stands where it should."""
    path, _, name = test.partition("::")
    name = name.partition("[")[0]
    return (
        name.split("::")[-1].startswith("test_")
        and (ROOT / path).is_file()
        and name in names_in(path)
    )


def unpromised(page: str, text: str, promises: list[dict[str, Any]]) -> list[str]:
    """Return each sentence of a page of which no promise holds a word."""
    held = [
        (start, start + len(one["says"]))
        for one in promises
        if one["page"] == page and (start := text.find(one["says"])) >= 0
    ]
    return [
        text[first:last].strip()
        for first, last in sentences(text)
        if not any(start < last and first < end for start, end in held)
    ]


def test_each_promise_has_a_test_or_a_reason() -> None:
    for one in PROMISES:
        assert one.keys() in ({"page", "says", "test"}, {"page", "says", "why"}), one
        assert one["page"] in PAGES + SCHEMAS, one
        assert one.get("test") or one["why"].endswith("."), one


def test_each_test_that_is_named_is_there() -> None:
    given = [one["test"] for one in PROMISES if "test" in one]
    named = {test for found in given for test in ([found] if isinstance(found, str) else found)}
    assert len(named) > 80
    assert [test for test in sorted(named) if not is_there(test)] == []


@pytest.mark.parametrize("page", PAGES + SCHEMAS)
def test_each_promise_stands_word_for_word_in_its_page(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    said = [one["says"] for one in PROMISES if one["page"] == page]
    assert said
    assert [says for says in said if text.count(says) != 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_each_sentence_is_among_the_promises(page: str) -> None:
    assert unpromised(page, (ROOT / page).read_text("utf-8"), PROMISES) == []


PAGE = """---
title: A page
---
# A heading

One claim. Another.

- A third. A fourth

| Who | What |
|---|---|
| We | A fifth. A sixth. | – |

```
code. Is none.
```
"""


def test_a_new_sentence_is_seen_wherever_it_stands() -> None:
    held = [{"page": "one", "says": says} for says in ("One claim", "third", "A sixth")]
    assert unpromised("one", PAGE, held) == ["Another.", "A fourth", "A fifth."]


def test_a_test_that_is_gone_is_seen() -> None:
    here = "tests/architecture/test_promises.py"
    assert is_there(f"{here}::test_a_test_that_is_gone_is_seen[of-any-kind]")
    assert not is_there(f"{here}::test_that_nobody_wrote")
    assert not is_there(f"{here}::is_there")
    assert not is_there("tests/gone.py::test_a_test_that_is_gone_is_seen")
