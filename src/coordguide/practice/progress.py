"""How far a trainee came in one course: kept as a short text, counted by first tries.

What counts is the first try of each decision, in the newest working of its
case; hints and second tries cost nothing. The text names no person. It fits
the 4,096 characters that SCORM 1.2 leaves for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from coordguide.practice.decisions import PosedDecision
from coordguide.practice.lessons import Course, Lesson, Practice

FORMAT = "1"
"""The first word of a kept progress; another format is set aside, never guessed at."""

MOST_CHARACTERS = 4096
"""What SCORM 1.2 leaves for it (``cmi.suspend_data``)."""

TRIES = 2
"""After so many tries a decision is explained and done."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CASE = re.compile(r"([a-z0-9-]+)~([0-9a-f]*)~([1-9][0-9]{0,2})~([0-9a-z.,]*)")

Response = tuple[str, ...]
"""The ids of the choices that were marked, in the order of the choices."""

Poser = Callable[[Lesson], tuple[PosedDecision, ...]]
"""Poses every decision of a case."""


class NotProgress(ValueError):
    """A kept text that cannot be used; ``code`` says why: ``foreign`` or ``older``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class CaseWork:
    """One case as worked on: how often it was begun, and the responses to each decision."""

    tries: list[list[Response]]
    workings: int = 1


@dataclass
class Progress:
    """Everything kept about one course: the cases begun, and the one that is open."""

    course: str
    open: str = ""
    works: dict[str, CaseWork] = field(default_factory=dict)

    def work(self, lesson: Lesson) -> CaseWork:
        """Return the work on a case, begun now where it was not."""
        return self.works.setdefault(lesson.id, CaseWork([[] for _ in lesson.decisions]))

    def work_again(self, lesson: Lesson) -> None:
        """Put the tries of a case aside; its newest working is the one that counts."""
        before = self.work(lesson).workings
        self.works[lesson.id] = CaseWork([[] for _ in lesson.decisions], min(before + 1, 999))


def is_done(posed: PosedDecision, tries: list[Response]) -> bool:
    """Say whether a decision is over: answered as the engine does, or out of tries."""
    return len(tries) >= TRIES or any(posed.is_right(response) for response in tries)


def write(progress: Progress, practice: Practice, pose_all: Poser) -> str:
    """Write progress as text: ``1|course|open case|case~digest~workings~tries|…``.

    Each try is one number, a bit for each choice; tries of a decision are
    joined by dots, decisions by commas.
    """
    parts = [FORMAT, progress.course, progress.open]
    for case, work in progress.works.items():
        posed = pose_all(practice.lessons[case])
        tries = ",".join(
            ".".join(_number(one, response) for response in responses)
            for one, responses in zip(posed, work.tries, strict=True)
        )
        parts.append(f"{case}~{practice.lessons[case].digest}~{work.workings}~{tries}")
    return "|".join(parts)


def read(
    text: str, course: Course, practice: Practice, pose_all: Poser
) -> tuple[Progress, list[str]]:
    """Read kept progress, setting aside what no longer fits.

    Returns the progress and the ids of cases that must be begun anew, because
    they changed or left the course. Raises ``NotProgress``.
    """
    version, _, rest = text.partition("|")
    if version != FORMAT:
        raise NotProgress("older" if version.isdigit() else "foreign")
    name, *parts = rest.split("|")
    if name != course.id or not parts:
        raise NotProgress("foreign")
    progress, aside = Progress(course.id), []
    for part in parts[1:]:
        found = _CASE.fullmatch(part)
        if not found:
            raise NotProgress("foreign")
        case, digest, workings, tries = found.groups()
        lesson = practice.lessons.get(case) if case in course.cases else None
        work = lesson and lesson.digest == digest and _work(pose_all(lesson), workings, tries)
        if work:
            progress.works[case] = work
        else:
            aside.append(case)
    progress.open = parts[0] if parts[0] in progress.works else ""
    return progress, aside


def _work(posed: tuple[PosedDecision, ...], workings: str, written: str) -> CaseWork | None:
    groups = written.split(",")
    if len(groups) != len(posed):
        return None
    tries: list[list[Response]] = []
    for one, group in zip(posed, groups, strict=True):
        responses = [_response(one, number) for number in group.split(".")] if group else []
        if len(responses) > TRIES or not all(responses):
            return None
        tries.append(responses)
    return CaseWork(tries, int(workings))


def _number(posed: PosedDecision, response: Response) -> str:
    number = sum(1 << place for place, (name, _) in enumerate(posed.choices) if name in response)
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _response(posed: PosedDecision, number: str) -> Response:
    """Return the choices a number stands for; none where it stands for something else."""
    bits = int(number, 36) if number else 0
    if bits >> len(posed.choices):
        return ()
    return tuple(name for place, (name, _) in enumerate(posed.choices) if bits >> place & 1)


@dataclass(frozen=True)
class CourseStanding:
    """How a course stands, counted from progress.

    ``passed`` is None until every decision is done. A critical first try
    keeps the course from being passed until its case was worked again.
    """

    decisions: int
    done: int
    right: int
    percent: int
    complete: bool
    passed: bool | None
    again: int
    sections: tuple[dict[str, Any], ...]
    review: tuple[dict[str, Any], ...]

    @classmethod
    def of(
        cls, progress: Progress, course: Course, practice: Practice, pose_all: Poser
    ) -> CourseStanding:
        """Count the decisions of a course."""
        marks = {case: _mark(practice.lessons[case], progress, pose_all) for case in course.cases}
        total = sum(mark["of"] for mark in marks.values())
        done = sum(mark["done"] for mark in marks.values())
        right = sum(mark["right"] for mark in marks.values())
        review = tuple(row for mark in marks.values() for row in mark.pop("review"))
        is_safe = not any(row["critical"] for row in review)
        complete = done == total
        return cls(
            decisions=total,
            done=done,
            right=right,
            # Rounded down: a number on screen must never look passed when it is not.
            percent=right * 100 // total,
            complete=complete,
            passed=(is_safe and right * 100 >= course.passing * total) if complete else None,
            again=sum(work.workings - 1 for work in progress.works.values()),
            sections=tuple(
                {"title": section.title, "cases": [marks[case] for case in section.cases]}
                for section in course.sections
            ),
            review=review,
        )


def _mark(lesson: Lesson, progress: Progress, pose_all: Poser) -> dict[str, Any]:
    posed = pose_all(lesson)
    work = progress.works.get(lesson.id)
    tries = work.tries if work else [[] for _ in posed]
    pairs = list(zip(posed, tries, strict=True))
    first = [(one, responses[0]) for one, responses in pairs if responses]
    done = sum(is_done(one, responses) for one, responses in pairs)
    review = [
        {
            "case": lesson.id,
            "title": lesson.title,
            "step": one.decision.id,
            "question": one.question,
            "critical": one.is_critical(response),
            "read": list(one.read),
            "edition": lesson.case.edition,
        }
        for one, response in first
        if not one.is_right(response)
    ]
    return {
        "id": lesson.id,
        "title": lesson.title,
        "of": len(posed),
        "done": done,
        "right": len(first) - len(review),
        "critical": sum(row["critical"] for row in review),
        "state": "done" if done == len(posed) else "begun" if work else "new",
        "review": review,
    }
