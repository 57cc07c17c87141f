"""``coordguide new edition``: from the command to content, practice and packages in order."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coordguide import authoring
from coordguide.authoring.practice import load_practice
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content

NEW = ("new", "edition", "made-up-plan", "--title", "Made-up Plan: a “sheet”")


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The content with its cases and courses, free to be added to."""
    for folder in ("content", "cases", "courses"):
        shutil.copytree(root / "checklist" / folder, tmp_path / "checklist" / folder)
    return tmp_path / "checklist" / "content"


@pytest.fixture
def new(run: Callable, copy: Path) -> Callable:
    def call(*options: str) -> object:
        return run(*NEW, *options, "--content", str(copy))

    return call


def files(folder: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.toml"))}


@pytest.mark.parametrize(
    ("like", "state"),
    [("flyer", "NC"), ("ambetter-north-carolina", ""), ("orange-county-mhp", "CA")],
)
def test_one_command_adds_an_edition_with_its_practice(
    new: Callable, run: Callable, copy: Path, like: str, state: str
) -> None:
    before = files(copy.parent)
    done = new("--like", like, *(["--state", state] if state else []))
    assert (done.returncode, done.stderr) == (0, "")
    after = files(copy.parent)
    assert {path: after[path] for path in before} == before
    told = [line for line in done.stdout.splitlines() if line.startswith("written: ")]
    assert len(told) == len(after) - len(before) >= 1
    checked = run("check", "--content", str(copy))
    assert (checked.returncode, checked.stderr) == (0, "")
    bundle = authoring.load(copy)
    content = Content.from_bundle(bundle)
    edition = content.editions["made-up-plan"]
    assert list(content.editions)[-1] == edition.id
    assert (edition.state, edition.like, edition.number) == (state, like, "005")
    assert edition.exceptions == content.editions[like].exceptions
    asked = {question.id for question, _ in rulebook(content, edition.id).questions}
    assert ("state" in asked) == (not state)
    practice = load_practice(copy, bundle)
    assert edition.id in {course["edition"] for course in practice["courses"]} or (
        "No practice case of the other edition holds here" in done.stdout
    )


def test_borrowed_cases_speak_of_the_new_document(new: Callable, copy: Path) -> None:
    new("--like", "flyer", "--state", "NC", "--short", "Made-up")
    course = tomllib.loads((copy.parent / "courses/made-up-plan.toml").read_text("utf-8"))
    assert (course["title"], course["edition"]) == ("Made-up: coordinating care", "made-up-plan")
    borrowed = list((copy.parent / "cases").glob("practice-made-up-plan-*.toml"))
    named = {case for section in course["sections"] for case in section["cases"]}
    assert {path.stem for path in borrowed} == named
    text = (copy.parent / "cases/practice-made-up-plan-nothing-signed.toml").read_text("utf-8")
    assert "lives in North Carolina." in text
    assert "What does the document ask for" in text
    for path in borrowed:
        assert not {"flyer", "Arizona", "arizona"} & set(path.read_text("utf-8").split())


def test_what_is_left_out_takes_its_cases_with_it(new: Callable, copy: Path) -> None:
    done = new("--like", "flyer", "--without", "CON-4", "BEN-7")
    assert done.returncode == 0
    written = tomllib.loads((copy / "editions/made-up-plan.toml").read_text("utf-8"))
    assert written["without"] == ["CON-4", "BEN-7"]
    assert "CON-4" not in written["cites"]
    for path in (copy.parent / "cases").glob("practice-made-up-plan-*.toml"):
        assert "CON-4" not in path.read_text("utf-8")


def test_a_document_like_none_gets_its_file_and_the_next_steps(new: Callable, copy: Path) -> None:
    before = set(files(copy.parent))
    done = new()
    assert done.returncode == 0
    assert set(files(copy.parent)) - before == {copy / "editions/made-up-plan.toml"}
    written = tomllib.loads((copy / "editions/made-up-plan.toml").read_text("utf-8"))
    assert written["text"]["title"] == "Made-up Plan: a “sheet”"
    assert "like" not in written
    assert "docs/contribute/add-edition.md" in " ".join(done.stdout.split())


REFUSED = [
    (["Made Up", "--title", "A"], 'ID: found "Made Up"; allowed: lower-case'),
    (["flyer", "--title", "A"], 'ID: found "flyer"; allowed: an id that no edition has'),
    (["general", "--title", "A"], "courses/general.toml has"),
    (["--title", "A"], "ID: found nothing; allowed: its id"),
    (["made-up-plan"], "--title: found nothing"),
    (["made-up-plan", "--title", "A", "--state", "TX"], '--state: found "TX"; allowed: AZ, '),
    (["made-up-plan", "--title", "A", "--like", "flier"], 'Did you mean "flyer"?'),
    (["made-up-plan", "--title", "A", "--without", "BEN-7"], "--without: found without"),
]


def test_what_cannot_be_added_is_refused(
    run: Callable, copy: Path, bundle: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordguide.cli.new.load", lambda _: bundle)
    before = files(copy.parent)
    for arguments, words in REFUSED:
        done = run("new", "edition", *arguments, "--content", str(copy))
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert words in done.stderr
    assert files(copy.parent) == before


def test_an_edition_that_the_check_refuses_leaves_nothing(new: Callable, copy: Path) -> None:
    before = files(copy.parent)
    done = new("--like", "flyer", "--without", "CON-1")
    assert done.returncode == 1
    assert "made-up-plan.toml: " in done.stderr
    assert files(copy.parent) == before


def test_no_file_is_written_over(new: Callable, copy: Path) -> None:
    taken = copy.parent / "cases" / "practice-made-up-plan-nothing-signed.toml"
    shutil.copy(copy.parent / "cases" / "flyer-no-release.toml", taken)
    before = files(copy.parent)
    done = new("--like", "flyer")
    assert done.returncode == 2
    assert f"{taken}: found a file; allowed: none of that name" in done.stderr
    assert files(copy.parent) == before


def test_a_terminal_is_asked_for_what_no_option_says(
    run: Callable, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    answers = iter(["made-up-plan", "Made-up Plan", "", "AZ", "tip-sheet"])

    def answer(words: str) -> str:
        asked.append(words)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("coordguide.cli.new.sys", terminal)
    done = run("new", "edition", "--content", str(copy))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(asked) == 5
    written = tomllib.loads((copy / "editions/made-up-plan.toml").read_text("utf-8"))
    assert (written["state"], written["like"]) == ("AZ", "tip-sheet")
    assert written["publisher"] == "not named in the document"
