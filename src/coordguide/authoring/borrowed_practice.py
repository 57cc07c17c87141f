"""Practice for an edition that is like another: its cases and course, told for the new document.

A case is borrowed only if story, facts and answers still agree in the new edition, and if no word
of it is about the other document alone.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coordguide.authoring.files import read_toml
from coordguide.authoring.practice import is_in_order
from coordguide.authoring.problems import Problem
from coordguide.model import STATES, Citation, Content, Edition

_KIND = re.compile(r"\b([Tt]he) (?:tip sheet|flyer|sheet|guide)\b")
_STATE = re.compile(r'^state = "[A-Za-z]+"\n', re.MULTILINE)
_STATE_MARK = re.compile(r"\[([^\]\n]*)\]\(state=[A-Za-z]+\)")
_OWN_NAMES = re.compile(r"\b(?:flyer|tip sheet)s?\b", re.IGNORECASE)


def borrow(folder: Path, content: Content, edition: Edition) -> dict[Path, str]:
    """Return the files of a course for an edition like another, and of its cases.

    Takes the content folder, whose neighbors ``cases`` and ``courses`` are read, the content with
    the new edition in it, and that edition. Returns the text of each file by its path; empty where
    the other edition has no course or no case of it can be borrowed.
    """
    course = _course_of(folder, edition.like)
    if course is None:
        return {}
    files: dict[Path, str] = {}
    sections = []
    for section in course["sections"]:
        kept = []
        for name in section["cases"]:
            path = folder.parent / "cases" / f"{_renamed(name, edition)}.toml"
            text = _told_for(folder.parent / "cases" / f"{name}.toml", content, edition)
            if text and _holds(path.name, text, content):
                files[path] = text
                kept.append(path.stem)
        if kept:
            sections.append((section["title"], kept))
    if sections:
        path = folder.parent / "courses" / f"{edition.id}.toml"
        files[path] = _write_course(edition, course["passing"], sections)
    return files


def _course_of(folder: Path, edition: str) -> dict[str, Any] | None:
    for path in sorted((folder.parent / "courses").glob("*.toml")):
        data = read_toml(path)
        if not isinstance(data, Problem) and data.get("edition") == edition:
            return data
    return None


def _renamed(name: str, edition: Edition) -> str:
    """Return the name of a borrowed case: ``practice-az-last-day`` is of one edition's cases."""
    return f"practice-{edition.id}-{name.split('-', 2)[2]}"


def _told_for(path: Path, content: Content, edition: Edition) -> str:
    """Return a case told for the new edition; empty where it speaks of the other one alone."""
    text = path.read_text("utf-8")
    cites = tomllib.loads(text).get("mistake-cites", []) + tomllib.loads(text).get("cites", [])
    if not all(_may_cite(Citation.parse(cite), content, edition) for cite in cites):
        return ""
    model = content.editions[edition.like]
    text = text.replace(f'edition = "{model.id}"', f'edition = "{edition.id}"', 1)
    text = _KIND.sub(lambda found: f"{found[1]} document", text)
    text = _in_state(text, content, edition, model)
    names = [model.text["short"], model.publisher] if model.state else []
    if edition.state:
        names += [name for state, name in _states(content).items() if state != edition.state]
    is_of_another = _OWN_NAMES.search(text) or any(name in text for name in names)
    return "" if is_of_another else text


def _may_cite(cite: Citation, content: Content, edition: Edition) -> bool:
    statement, law = content.statements.get(cite.source), content.laws.get(cite.source)
    if law and edition.state:
        return law.state in ("", edition.state)
    return statement is None or edition.id in statement.editions


def _states(content: Content) -> dict[str, str]:
    """Return the names of the states whose law is covered."""
    names: dict[str, str] = content.questions["state"].text["values"]
    return {state: names[state] for state in STATES[:-1]}


def _in_state(text: str, content: Content, edition: Edition, model: Edition) -> str:
    """Return a case for the new edition's state: answered where it asks, fixed where it does not.

    A state that the story names becomes the one that the edition fixes.
    """
    if edition.state:
        names = _states(content)
        here = names[edition.state]
        text = _STATE.sub("", text)
        named = re.compile("|".join(re.escape(name) for name in names.values()))
        return _STATE_MARK.sub(lambda found: named.sub(here, found[1]), text)
    if model.state:
        return text.replace("[facts]\n", f'[facts]\nstate = "{model.state}"\n', 1)
    return text


def _holds(name: str, text: str, content: Content) -> bool:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        return is_in_order(path, content)


def _write_course(edition: Edition, passing: int, sections: list[tuple[str, list[str]]]) -> str:
    return "\n".join(_course_lines(edition, passing, sections)) + "\n"


def _course_lines(
    edition: Edition, passing: int, sections: list[tuple[str, list[str]]]
) -> Iterator[str]:
    yield "# The practice course of this edition. Its cases were written for another document and"
    yield "# are told for this one: read each. docs/contribute/add-course.md says what may change."
    title = f"{edition.text['short']}: coordinating care"
    yield f"title = {json.dumps(title, ensure_ascii=False)}"
    yield f'edition = "{edition.id}"'
    yield "# The percentage of decisions that have to be right at the first try."
    yield f"passing = {passing}"
    for heading, cases in sections:
        yield "\n[[sections]]"
        yield f"title = {json.dumps(heading, ensure_ascii=False)}"
        yield from ("cases = [", *(f'  "{case}",' for case in cases), "]")
