"""Compiles the practice cases and courses, and fails where story and engine disagree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coordguide.authoring import markup
from coordguide.authoring.courses import check_coverage, check_lengths, read_courses
from coordguide.authoring.expectations import differences
from coordguide.authoring.files import read_toml, show
from coordguide.authoring.lessons import check_shape
from coordguide.authoring.problems import ContentError, Problem, quote
from coordguide.authoring.stories import Facts, Teller, check_forms
from coordguide.engine.case_reader import CaseError, read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content
from coordguide.practice import Lesson, UndecidedError, pose
from coordguide.practice.lessons import read_lesson
from coordguide.view import View


def load_practice(root: Path, bundle: dict[str, Any]) -> dict[str, Any]:
    """Read, check and compile the practice beside the content.

    Takes the content folder, whose neighbors ``cases`` and ``courses`` are
    read, and the compiled content. Returns ``version`` and ``sha256`` of the
    content, ``courses`` and ``cases``. Raises ``ContentError`` with every
    problem found.
    """
    content = Content.from_bundle(bundle)
    compiler = _Compiler(content)
    paths = sorted((root.parent / "cases").glob("*.toml"))
    rows = [row for path in paths if (row := compiler.compile(path))]
    courses, problems = read_courses(root.parent / "courses", rows, content)
    problems += compiler.problems
    if not problems:
        problems += check_coverage(rows, courses, content)
        problems += check_lengths(rows, courses, content)
    if problems:
        raise ContentError(problems)
    return {
        "version": bundle["version"],
        "sha256": bundle["sha256"],
        "courses": courses,
        "cases": [{k: v for k, v in row.items() if k != "file"} for row in rows],
    }


def is_in_order(path: Path, content: Content) -> bool:
    """Say whether one file is a practice case whose story, facts and answers agree."""
    return _Compiler(content).compile(path) is not None


class _Compiler:
    def __init__(self, content: Content) -> None:
        self.content = content
        self.problems: list[Problem] = []

    def compile(self, path: Path) -> dict[str, Any] | None:
        """Return one practice case for the bundle; None for other cases and bad ones."""
        data, file = read_toml(path), show(path)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        if not data.get("practice"):
            return None
        found = list(check_shape(file, data, self.content))
        try:
            case = None if found else read_case(data, self.content)
        except CaseError as error:
            case = None
            found = [
                Problem(file, one.key, quote(one.found), ", ".join(one.allowed), one.message)
                for one in error.problems
            ]
        if case is None:
            self.problems += found
            return None
        row, teller = self._tell(file, path.stem, data)
        view = evaluate(self.content, case)
        row["known"] = list(_known(self.content, view, row["names"], teller))
        lesson = read_lesson(row, self.content)
        found = [*teller.problems, *check_forms(teller), *self._expected(file, data)]
        found += self._asked(file, view, lesson)
        self.problems += found
        if found:
            return None
        return {**row, "digest": _digest(self.content, view, lesson)}

    def _tell(self, file: str, name: str, data: dict[str, Any]) -> tuple[dict[str, Any], Teller]:
        teller = Teller(file, Facts.of(data))
        kept = ("title", "mistake", "mistake-cites", "names", "edition", "today", "facts")
        row = {
            "file": file,
            "id": name,
            **{key: data[key] for key in kept},
            "contacts": data["contacts"],
            "ask": data["ask"],
            "story": markup.render(teller.words("story", data["story"])),
            "documents": [
                _document(teller, f"documents[{number}]", one)
                for number, one in enumerate(data.get("documents", []), start=1)
            ],
        }
        return row, teller

    def _expected(self, file: str, data: dict[str, Any]) -> Iterator[Problem]:
        try:
            lines = list(differences(self.content, data))
        except KeyError as error:
            allowed = "case, and the id of a contact, with what an answer holds"
            yield Problem(file, "expect", f"{error}", allowed, "Correct the name.")
            return
        for line in lines:
            place, _, told = line.partition(": ")
            fix = "Find out who is wrong: the story's facts, the rules, or what was expected."
            yield Problem(file, f"expect.{place}", told, "what the engine answers", fix)

    def _asked(self, file: str, view: View, lesson: Lesson) -> Iterator[Problem]:
        for number, decision in enumerate(lesson.decisions, start=1):
            try:
                pose(self.content, view, lesson, decision)
            except UndecidedError as error:
                allowed = "a decision that the engine answers from the facts"
                fix = "Give the facts that decide it, or ask something else."
                yield Problem(file, f"ask[{number}]", f"{decision.kind}: {error}", allowed, fix)


def _document(teller: Teller, key: str, row: dict[str, Any]) -> dict[str, Any]:
    about = row.get("contact", "")
    lines = []
    for number, line in enumerate(row["lines"], start=1):
        words = teller.words(f"{key}.lines[{number}]", line["text"], about)
        lines.append({"label": line["label"], "text": words})
        if "has" in line:
            teller.told.has.setdefault(about, set()).update(line["has"])
    return {"kind": row["kind"], "title": row["title"], "lines": lines}


_IN_DOCUMENTS = ("elements", "records", "notified")
"""Kinds of answer that are too long for a line: a document shows them."""


def _known(
    content: Content, view: View, names: dict[str, str], teller: Teller
) -> Iterator[dict[str, Any]]:
    """Yield in the words of the checklist what counts and the words of the case do not tell."""
    book = rulebook(content, view.edition)
    for contact, answers in view.answers.items():
        for fact, value in answers.items():
            question = content.questions[fact]
            if question.kind in _IN_DOCUMENTS or teller.told.tells(contact, fact):
                continue
            yield {
                "about": names.get(contact, ""),
                "ask": book.text(question, "ask"),
                "answer": book.label(fact, value),
            }


def _digest(content: Content, view: View, lesson: Lesson) -> str:
    """Return a short name for the decisions of a case, their choices and their answers."""
    posed = [pose(content, view, lesson, decision) for decision in lesson.decisions]
    told = [[one.question, one.choices, one.correct] for one in posed]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:6]
