"""Reads the courses, and counts that the practice cases cover what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from coordguide.authoring.files import read_toml, show
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.model import DECISIONS, Content
from coordguide.practice import Practice, Progress, pose
from coordguide.practice.decisions import KINDS
from coordguide.practice.progress import MOST_CHARACTERS, TRIES, CaseWork, write
from coordguide.view import View

FEWEST_CASES = 16
"""How many practice cases there are at least."""

_KEYS = ("title", "edition", "passing", "sections")
_SECTION = ("title", "cases")
_CASES = "checklist/cases"


def read_courses(
    folder: Path, rows: list[dict[str, Any]], content: Content
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Read every course below a folder.

    Takes the folder, the compiled practice cases and the content; returns the
    courses for the bundle, those of editions first, and what is wrong with them.
    """
    editions = {row["id"]: row["edition"] for row in rows}
    courses: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        data, file = read_toml(path), show(path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        found = list(_check_course(file, data, editions, content))
        problems += found
        if not found:
            courses.append({"id": path.stem, "edition": "", **data})
    order = list(content.editions)
    courses.sort(
        key=lambda one: (order.index(one["edition"]) if one["edition"] else len(order), one["id"])
    )
    return courses, problems


def _check_course(
    file: str, data: dict[str, Any], editions: dict[str, str], content: Content
) -> Iterator[Problem]:
    for key in data:
        if key not in _KEYS:
            fix = suggest(key, _KEYS, "Remove it.")
            yield Problem(file, key, "an unknown key", join(_KEYS), fix)
    if not isinstance(data.get("title"), str) or not data["title"].strip():
        yield Problem(file, "title", quote(data.get("title")), "a title", 'Write title = "…".')
    edition = data.get("edition", "")
    if edition and edition not in content.editions:
        fix = suggest(edition, content.editions, "Leave it out for a course of all editions.")
        yield Problem(file, "edition", quote(edition), join(content.editions), fix)
    passing = data.get("passing")
    if type(passing) is not int or not 1 <= passing <= 100:
        fix = "Write passing = 80."
        yield Problem(file, "passing", quote(passing), "a percentage from 1 to 100", fix)
    sections = data.get("sections")
    if not isinstance(sections, list) or not sections:
        fix = 'Write [[sections]] with title = "…" and cases = ["…"].'
        yield Problem(file, "sections", quote(sections), "a list of sections", fix)
        return
    used: set[str] = set()
    for number, section in enumerate(sections, start=1):
        yield from _check_section(file, f"sections[{number}]", section, edition, editions, used)


def _check_section(
    file: str, key: str, section: Any, edition: str, editions: dict[str, str], used: set[str]
) -> Iterator[Problem]:
    cases = section.get("cases") if isinstance(section, dict) else None
    if not cases or not isinstance(cases, list) or not section.get("title") or len(section) != 2:
        fix = 'Write title = "…" and cases = ["…"].'
        yield Problem(file, key, quote(section), f"a table with {join(_SECTION, 'and')}", fix)
        return
    for case in cases:
        if case not in editions:
            fix = suggest(case, editions, "Name a case with practice = true.")
            yield Problem(
                file, f"{key}.cases", quote(case), "a practice case that is in order", fix
            )
        elif edition and editions[case] != edition:
            found = f"{quote(case)}, a case of {editions[case]}"
            fix = "Take another case, or leave edition out."
            yield Problem(file, f"{key}.cases", found, f"cases of {edition}", fix)
        elif case in used:
            yield Problem(
                file, f"{key}.cases", f"{quote(case)} twice", "each case once", "Remove it."
            )
        used.add(case)


def check_coverage(
    rows: list[dict[str, Any]], courses: list[dict[str, Any]], content: Content
) -> Iterator[Problem]:
    """Yield what no practice case shows though it must be practiced, and cases in no course."""
    taught = {case for course in courses for one in course["sections"] for case in one["cases"]}
    for row in rows:
        if row["id"] not in taught:
            fix = "Add it to a course, or remove practice = true."
            yield Problem(row["file"], "practice", "a case of no course", "a case of a course", fix)
    if len(rows) < FEWEST_CASES:
        fix = "Write more cases with practice = true."
        yield Problem(_CASES, "practice", f"{len(rows)} cases", f"{FEWEST_CASES} or more", fix)
    seen = _covered(rows, content)
    for name, wanted in _wanted(content).items():
        for value in wanted:
            if value not in seen[name]:
                fix = "Write a practice case that shows it."
                yield Problem(_CASES, "practice", f"no case for {name} {value}", "one or more", fix)
    for edition in _with_own_text(content):
        if not any(course["edition"] == edition for course in courses):
            fix = "Write one file for it."
            yield Problem(
                "checklist/courses", edition, "no course", "a course of each edition", fix
            )


def _with_own_text(content: Content) -> list[str]:
    """Return the editions to practice by themselves; who shares a text shares its cases."""
    return [edition.id for edition in content.editions.values() if not edition.like]


def _wanted(content: Content) -> dict[str, Iterable[str]]:
    return {
        "edition": _with_own_text(content),
        "decision": DECISIONS,
        "finding": [one for one in content.questions["findings"].values if one != "none"],
        "question": KINDS,
        "danger": _DANGERS,
    }


_DANGERS: dict[str, Callable[[View, dict[str, Any]], bool]] = {
    "a minor who consented alone": lambda view, about: (
        about.get("minor-consented-to-own-care") == "yes"
        and any(one.who == "parent-or-guardian" for one in view.notify.must_not)
    ),
    "Part 2": lambda view, about: "sud-part-2" in about["information"],
    "psychotherapy notes": lambda view, about: "psychotherapy-notes" in about["information"],
    "an emergency": lambda view, about: about.get("emergency", "no") != "no",
    "an objection": lambda view, about: "yes" in about["member-objected"],
    "a release that ends today": lambda view, about: view.today in about["roi-expires-on"],
}


def _covered(rows: list[dict[str, Any]], content: Content) -> dict[str, set[str]]:
    seen: dict[str, set[str]] = {name: set() for name in _wanted(content)}
    for row in rows:
        view = _view(row, content)
        asks = row["ask"]
        seen["edition"].add(row["edition"])
        seen["question"] |= {one["kind"] for one in asks}
        seen["finding"] |= {one["finding"] for one in asks if one["kind"] == "next-step"}
        asked = {one["contact"] for one in asks if one["kind"] == "decision"}
        seen["decision"] |= {one.decision for one in view.contacts if one.id in asked}
        about = _about(view)
        seen["danger"] |= {name for name, shows in _DANGERS.items() if shows(view, about)}
    return seen


def _view(row: dict[str, Any], content: Content) -> View:
    case = {key: row[key] for key in ("edition", "today", "facts", "contacts")}
    return evaluate(content, read_case(case, content))


def _about(view: View) -> dict[str, Any]:
    """Return the visible answers of the case, and those of all contacts gathered by fact."""
    own = [view.answers[contact.id] for contact in view.contacts]
    several = [kind for answers in own for kind in answers.get("information", [])]
    gathered = {
        fact: {answers.get(fact) for answers in own}
        for fact in ("member-objected", "roi-expires-on")
    }
    return {**view.answers[""], **gathered, "information": set(several)}


def check_lengths(
    rows: list[dict[str, Any]], courses: list[dict[str, Any]], content: Content
) -> Iterator[Problem]:
    """Yield courses whose progress could outgrow what SCORM 1.2 keeps."""
    practice = Practice.from_bundle({"courses": courses, "cases": rows}, content)

    def pose_all(lesson: Any) -> Any:
        view = evaluate(content, lesson.case)
        return tuple(pose(content, view, lesson, decision) for decision in lesson.decisions)

    for course in practice.courses.values():
        longest = Progress(course.id, course.cases[0])
        for case in course.cases:
            posed = pose_all(practice.lessons[case])
            every = [[tuple(name for name, _ in one.choices)] * TRIES for one in posed]
            longest.works[case] = CaseWork(every, 999)
        length = len(write(longest, practice, pose_all))
        if length > MOST_CHARACTERS:
            file = f"checklist/courses/{course.id}.toml"
            found = f"cases whose progress takes {length} characters"
            allowed = f"{MOST_CHARACTERS}, which is what SCORM 1.2 keeps"
            yield Problem(file, "sections", found, allowed, "Make two courses of it.")
