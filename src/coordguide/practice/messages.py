"""The practice's own requests: what the page asks, and what it is told.

Between messages only the courses stay loaded; how far a trainee came travels
with each request as text (``coordguide.practice.progress``).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content
from coordguide.practice import progress as kept
from coordguide.practice.decisions import PosedDecision, pose
from coordguide.practice.feedback import tell_decision, tell_sentence, tell_try
from coordguide.practice.lessons import Course, Lesson, Practice
from coordguide.practice.progress import CourseStanding, NotProgress, Progress
from coordguide.view import Sentence


class RefusedMessage(Exception):
    """A request that cannot be answered; has a code and a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class _Desk:
    """One build's courses beside its content; poses each case once."""

    def __init__(self, content: Content, practice: Practice) -> None:
        self.content = content
        self.practice = practice

    @lru_cache(maxsize=256)  # noqa: B019  one desk lives as long as the page
    def posed(self, lesson: Lesson) -> tuple[PosedDecision, ...]:
        view = evaluate(self.content, lesson.case)
        return tuple(pose(self.content, view, lesson, decision) for decision in lesson.decisions)

    def course(self, name: Any) -> Course:
        if not isinstance(name, str) or name not in self.practice.courses:
            raise RefusedMessage("unknown-course", f"There is no course '{name}'.")
        return self.practice.courses[name]

    def progress(self, request: dict[str, Any]) -> tuple[Course, Progress]:
        state = request.get("state")
        course = self.course(request.get("course"))
        if not isinstance(state, str):
            raise RefusedMessage("bad-state", "The progress is missing. Open the course again.")
        try:
            return course, kept.read(state, course, self.practice, self.posed)[0]
        except NotProgress as error:
            message = "The progress cannot be read. Open the course again."
            raise RefusedMessage("bad-state", message) from error

    def lesson(self, course: Course, name: Any) -> Lesson:
        if name not in course.cases:
            raise RefusedMessage("unknown-case", f"There is no case '{name}' in this course.")
        return self.practice.lessons[name]

    def reply(self, course: Course, progress: Progress, /, **more: Any) -> dict[str, Any]:
        """Return the progress as text, how the course stands, and what else was asked for."""
        standing = CourseStanding.of(progress, course, self.practice, self.posed)
        return {
            "state": kept.write(progress, self.practice, self.posed),
            "open": progress.open,
            "standing": {
                "decisions": standing.decisions,
                "done": standing.done,
                "right": standing.right,
                "percent": standing.percent,
                "passing": course.passing,
                "complete": standing.complete,
                "passed": standing.passed,
                "again": standing.again,
                "sections": list(standing.sections),
                "review": list(standing.review),
            },
            **more,
        }


_desks: list[_Desk] = []


def answer(request: dict[str, Any], content: Content) -> dict[str, Any]:
    """Answer one request of ``REQUESTS``; raises ``RefusedMessage``."""
    kind = request["type"]
    if kind not in REQUESTS:
        raise RefusedMessage("unknown-type", f"'{kind}' is not a message this checklist knows.")
    if kind == "practice-load":
        return _load(request, content)
    if not _desks or _desks[0].content is not content:
        raise RefusedMessage("not-loaded", "The courses are not loaded yet.")
    return _ANSWERS[kind](request, _desks[0])


def _load(request: dict[str, Any], content: Content) -> dict[str, Any]:
    try:
        practice = Practice.from_bundle(request["practice"], content)
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedMessage(
            "bad-courses", f"The courses could not be loaded ({error})."
        ) from error
    _desks[:] = [_Desk(content, practice)]
    return {
        "courses": [
            {
                "id": course.id,
                "title": course.title,
                "edition": course.edition,
                "passing": course.passing,
                "cases": len(course.cases),
            }
            for course in practice.courses.values()
        ]
    }


def _open(request: dict[str, Any], desk: _Desk) -> dict[str, Any]:
    """Open a course; what was kept of another version is named, not lost silently."""
    course = desk.course(request.get("course"))
    state = request.get("state")
    progress, note = Progress(course.id), ""
    aside: list[str] = []
    if isinstance(state, str) and state:
        try:
            progress, aside = kept.read(state, course, desk.practice, desk.posed)
            note = "changed" if aside else ""
        except NotProgress as error:
            note = error.code
    lessons = desk.practice.lessons
    titles = [lessons[case].title if case in lessons else case for case in aside]
    edition = desk.content.editions.get(course.edition)
    return desk.reply(
        course,
        progress,
        note=note,
        aside=titles,
        course={
            "id": course.id,
            "title": course.title,
            "edition": edition.text["title"] if edition else "",
            "passing": course.passing,
        },
    )


def _case(request: dict[str, Any], desk: _Desk) -> dict[str, Any]:
    """Show a case: its story and documents, and each decision with what was answered so far."""
    course, progress = desk.progress(request)
    lesson = desk.lesson(course, request.get("case"))
    work = progress.work(lesson)
    progress.open = lesson.id
    posed = desk.posed(lesson)
    book = rulebook(desk.content, lesson.case.edition)
    asks = [
        {
            "step": one.decision.id,
            "kind": one.decision.kind,
            "question": one.question,
            "several": one.several,
            "hint": one.decision.hint,
            "choices": [{"id": name, "text": text} for name, text in one.choices],
            "tries": [tell_try(book, one, tries[: n + 1]) for n in range(len(tries))],
        }
        for one, tries in zip(posed, work.tries, strict=True)
    ]
    edition = book.edition
    shown = {
        "id": lesson.id,
        "title": lesson.title,
        "edition": {"id": edition.id, "title": edition.text["title"]},
        "story": lesson.story,
        "known": list(lesson.known),
        "documents": list(lesson.documents),
        "mistake": tell_sentence(book, Sentence(lesson.mistake, lesson.mistake_cites)),
        "asks": asks,
    }
    return desk.reply(course, progress, case=shown)


def _answer(request: dict[str, Any], desk: _Desk) -> dict[str, Any]:
    """Judge a response to one decision."""
    course, progress = desk.progress(request)
    lesson = desk.lesson(course, request.get("case"))
    posed = {one.decision.id: (place, one) for place, one in enumerate(desk.posed(lesson))}
    step = request.get("step")
    if not isinstance(step, str) or step not in posed:
        raise RefusedMessage("unknown-step", f"There is no decision '{step}' in this case.")
    place, one = posed[step]
    response = _response(one, request.get("response"))
    work = progress.work(lesson)
    tries = work.tries[place]
    if kept.is_done(one, tries):
        raise RefusedMessage(
            "already-decided", "This decision was made. Work the case again to change it."
        )
    tries.append(response)
    progress.open = lesson.id
    book = rulebook(desk.content, lesson.case.edition)
    return desk.reply(
        course,
        progress,
        judged=tell_try(book, one, tries),
        decided=tell_decision(lesson, one, work.workings, tries),
    )


def _response(posed: PosedDecision, given: Any) -> tuple[str, ...]:
    known = [name for name, _ in posed.choices]
    if not isinstance(given, list) or any(name not in known for name in given):
        raise RefusedMessage("bad-response", "This answer is not among the choices.")
    if not given or (len(given) > 1 and not posed.several):
        few = "one choice" if not posed.several else "at least one choice"
        raise RefusedMessage("bad-response", f"Mark {few} first.")
    return tuple(name for name in known if name in given)


def _again(request: dict[str, Any], desk: _Desk) -> dict[str, Any]:
    """Begin a case anew; its newest working is the one that counts."""
    course, progress = desk.progress(request)
    lesson = desk.lesson(course, request.get("case"))
    progress.work_again(lesson)
    progress.open = lesson.id
    return desk.reply(course, progress)


def _leave(request: dict[str, Any], desk: _Desk) -> dict[str, Any]:
    """Close the open case, so that the course opens at its list."""
    course, progress = desk.progress(request)
    progress.open = ""
    return desk.reply(course, progress)


_ANSWERS = {
    "practice-open": _open,
    "practice-case": _case,
    "practice-answer": _answer,
    "practice-again": _again,
    "practice-leave": _leave,
}

REQUESTS = ("practice-load", *_ANSWERS)
"""The types of request answered here."""
