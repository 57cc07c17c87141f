"""What a trainee works on: courses, and cases with a story, documents and decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coordguide.engine.case_reader import read_case
from coordguide.model import Case, Content


@dataclass(frozen=True)
class PracticeDecision:
    """One decision a case asks for; what is right about it is never written here.

    ``kind`` is one of ``coordguide.practice.decisions.KINDS``. ``information``,
    ``finding`` and ``duty`` narrow the kinds that need it.
    """

    id: str
    kind: str
    contact: str = ""
    hint: str = ""
    information: str = ""
    finding: str = ""
    duty: str = ""


@dataclass(frozen=True, eq=False)
class Lesson:
    """One practice case as the page gets it.

    ``digest`` changes whenever a decision, its choices or its answer does, so
    that progress kept from another version is told from this one's.
    """

    id: str
    title: str
    story: str
    mistake: str
    mistake_cites: tuple[str, ...]
    names: dict[str, str]
    known: tuple[dict[str, Any], ...]
    documents: tuple[dict[str, Any], ...]
    decisions: tuple[PracticeDecision, ...]
    case: Case
    digest: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a course: its title and the ids of its cases in order."""

    title: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """A named list of cases with a passing mark in percent."""

    id: str
    title: str
    passing: int
    sections: tuple[Section, ...]
    edition: str = ""

    @property
    def cases(self) -> tuple[str, ...]:
        """The ids of all its cases, in order."""
        return tuple(case for section in self.sections for case in section.cases)


@dataclass(frozen=True, eq=False)
class Practice:
    """Every course and case that one build offers."""

    courses: dict[str, Course]
    lessons: dict[str, Lesson] = field(default_factory=dict)

    @classmethod
    def from_bundle(cls, bundle: dict[str, Any], content: Content) -> Practice:
        """Build it from the JSON object that ``authoring.practice`` writes.

        Takes ``{"courses": […], "cases": […], …}`` and the content that its
        cases are read against. Raises ``KeyError``, ``TypeError`` or
        ``ValueError`` where the bundle is not one that ``authoring`` wrote.
        """
        courses = {row["id"]: read_course(row) for row in bundle["courses"]}
        lessons = {row["id"]: read_lesson(row, content) for row in bundle["cases"]}
        if unknown := {case for course in courses.values() for case in course.cases} - set(lessons):
            raise KeyError(sorted(unknown)[0])
        return cls(courses, lessons)


def read_course(row: dict[str, Any]) -> Course:
    """Read one course of the bundle."""
    sections = tuple(Section(one["title"], tuple(one["cases"])) for one in row["sections"])
    return Course(row["id"], row["title"], row["passing"], sections, row.get("edition", ""))


def read_lesson(row: dict[str, Any], content: Content) -> Lesson:
    """Read one practice case of the bundle; raises ``CaseError`` where its facts are none."""
    case = read_case({key: row[key] for key in ("edition", "today", "facts", "contacts")}, content)
    return Lesson(
        id=row["id"],
        title=row["title"],
        story=row["story"],
        mistake=row["mistake"],
        mistake_cites=tuple(row["mistake-cites"]),
        names=dict(row["names"]),
        known=tuple(row["known"]),
        documents=tuple(row["documents"]),
        decisions=tuple(
            PracticeDecision(f"{number}-{one['kind']}", **one)
            for number, one in enumerate(row["ask"], start=1)
        ),
        case=case,
        digest=row.get("digest", ""),
    )
