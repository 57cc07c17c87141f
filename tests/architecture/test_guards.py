"""The list of guards against faults is true: each stands where it says, and so does its test."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUARDS = tomllib.loads((ROOT / "tests" / "guards.toml").read_text("utf-8"))["guards"]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard["guard"])
def test_each_guard_stands_where_the_list_says(guard: dict[str, str]) -> None:
    assert (ROOT / guard["file"]).read_text("utf-8").count(guard["text"]) == 1
    file, *_, name = guard["test"].split("::")  # of a class, where there is one
    assert f"def {name.partition('[')[0]}(" in (ROOT / file).read_text("utf-8")


WORDS = sorted((ROOT / "checklist" / "web" / "words").glob("*.*"))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
def test_no_word_of_the_page_is_given_twice(path: Path) -> None:
    """Of two with one name, a script takes the last and says nothing."""
    given: dict[int, set[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        depth = len(line) - len(line.lstrip())
        if line.lstrip().startswith("}"):
            given = {one: words for one, words in given.items() if one <= depth}
        if word := re.match(r' +([\w-]+|"[^"]+"): ', line):
            assert word[1] not in given.setdefault(depth, set())
            given[depth].add(word[1])
