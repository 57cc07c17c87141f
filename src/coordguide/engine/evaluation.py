"""The one question this product answers: what may be done now in a case, and who says so.

``evaluate`` is pure: content and case in, view out. It reads no file, clock or
network; today's date is part of the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from coordguide import __version__
from coordguide.engine.advice import advice, sentences
from coordguide.engine.conditions import Facts
from coordguide.engine.contact import JudgedContact, decide_alone, judge, preview
from coordguide.engine.contradictions import find_contradictions
from coordguide.engine.notification import coordinates, rests_on_release, who_to_notify
from coordguide.engine.outstanding import list_tasks
from coordguide.engine.questions import AskedQuestions, find_questions, place_questions
from coordguide.engine.roi import DERIVED
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import DECISIONS, NOT_SHARING, Case, Content
from coordguide.view import Contradiction, OpenQuestion, View

ENGINE_FACTS: dict[str, tuple[str, ...]] = {
    **DERIVED,
    "decision": DECISIONS,
    "consent-settled": ("can", "refused", "open"),
    "coordinating": ("yes", "no"),
    "rests-on-release": ("yes", "no"),
    "relative-agreed": ("yes", "no"),
    "authorization-for-some": ("yes", "no"),
    "several-deciders": ("yes", "no"),
}
"""Facts that no one is asked but conditions may test, with their values.

``kind`` (one kind of information), ``contact-kinds`` and ``contact-information``
(those of everybody something may be shared with or asked of), ``edition``, ``state`` and
``today`` exist besides, with the values of the content.
"""


def evaluate(content: Content, case: Case) -> View:
    """Answer a case.

    Takes the content and a case read by ``coordguide.engine.case_reader``; returns the view
    with a decision, its layers and citations for each contact, whom to
    notify, and every question still open.
    """
    return answer(rulebook(content, case.edition), case)


def answer(book: Rulebook, case: Case) -> View:
    """Answer a case by the rulebook of its edition; see ``evaluate``."""
    content = book.content
    about = _facts_to_begin_with(book, case)
    asked = _ask_about_the_case(book, case, about)
    judged = [judge(book, about, asked, contact) for contact in case.contacts]
    contacts = tuple(each.view for each in judged)
    coordinating = any(coordinates(contact) for contact in contacts)
    about.learn("coordinating", "yes" if coordinating else "no")
    about.learn("rests-on-release", "yes" if any(map(rests_on_release, contacts)) else "no")
    about.learn("relative-agreed", "yes" if any(map(_may_take_part, judged)) else "no")
    later = find_questions(book, "case", case.facts, about, ("method", "records", "notify"))
    notify = who_to_notify(book, about)
    rows = tuple(_rows(book, about.get("state"), asked, judged, later))
    # Where none of the answers is asked of a contact, there is nothing to correct. What is said
    # of the case, such as another state than the edition's, is told all the same.
    again = {problem: _asked_again(problem, rows) for problem in find_contradictions(book, case)}
    problems = tuple(problem for problem, found in again.items() if found or not problem.contact)
    still_open = _still_open(asked.and_then(later), judged, chain.from_iterable(again.values()))
    return View(
        edition=case.edition,
        today=case.today,
        state=about.get("state"),
        engine=__version__,
        content={"version": content.version, "sha256": content.sha256},
        contacts=contacts,
        notify=notify,
        notes=advice(book, "note", about),
        outstanding=list_tasks(book, contacts, notify, about),
        problems=problems,
        complete=bool(contacts) and not still_open and not problems,
        next=still_open,
        first=sentences(book, "first", about),
        ask=rows,
        answers={
            "": asked.and_then(later).answers,
            **{each.view.id: each.questions.answers for each in judged},
        },
    )


def _may_take_part(contact: JudgedContact) -> bool:
    """Say whether this is somebody close who may take part in the care: 45 CFR 164.510(b)."""
    is_close = contact.view.kind in ("family", "friend-or-caregiver")
    agreed = contact.questions.answers.get("family-involvement-agreed")
    return is_close and agreed in ("yes", "cannot-be-asked")


def decision_of(book: Rulebook, case: Case) -> str:
    """Decide for the only contact of a case, and work out nothing beside that.

    Takes the rulebook of the case's edition and a case with one contact; returns the
    decision that ``answer`` gives that contact.
    """
    about = _facts_to_begin_with(book, case)
    _ask_about_the_case(book, case, about)
    (contact,) = case.contacts
    return decide_alone(book, about, contact)


def _facts_to_begin_with(book: Rulebook, case: Case) -> Facts:
    about = Facts({"today": case.today, "edition": case.edition}, book.definitions)
    if book.edition.state:
        about.learn("state", book.edition.state)
    return about


def _ask_about_the_case(book: Rulebook, case: Case, about: Facts) -> AskedQuestions:
    """Ask about the case, and once more where an answer about a contact adds a question."""
    steps = ("about", "release")
    shared = [c.facts for c in case.contacts if c.facts.get("direction") not in NOT_SHARING]
    about.learn("contact-kinds", sorted({facts.get("contact-kind", "") for facts in shared}))
    # Whom the papers allow may be one who is only listened to.
    deciders = [c for c in case.contacts if c.facts.get("contact-kind") == "parent-or-decider"]
    about.learn("several-deciders", "yes" if len(deciders) > 1 else "no")
    find_questions(book, "case", case.facts, about, steps)
    seen = [preview(book, about, contact) for contact in case.contacts]
    about.learn("contact-information", sorted({kind for each in seen for kind in each.information}))
    is_asked = any(each.asks_authorization for each in seen)
    about.learn("authorization-for-some", "yes" if is_asked else "no")
    return find_questions(book, "case", case.facts, about, steps)


def _asked_again(problem: Contradiction, rows: Iterable[dict[str, Any]]) -> list[OpenQuestion]:
    """Return the questions on screen whose answers contradict each other, or a hidden one."""
    on_screen = {(row["contact"], row["question"]) for row in rows}
    found = (OpenQuestion(problem.contact, fact) for fact in problem.facts)
    return [again for again in found if (again.contact, again.fact) in on_screen]


def _still_open(
    case: AskedQuestions, judged: list[JudgedContact], again: Iterable[OpenQuestion]
) -> tuple[OpenQuestion, ...]:
    """Return every question to answer, or to look at again where answers contradict."""
    found = [OpenQuestion(None, fact) for fact in case.open]
    found += [OpenQuestion(each.view.id, fact) for each in judged for fact in each.questions.open]
    return tuple(dict.fromkeys((*found, *again)))


def _rows(
    book: Rulebook,
    state: str | None,
    asked: AskedQuestions,
    judged: list[JudgedContact],
    later: AskedQuestions,
) -> Iterator[dict[str, Any]]:
    """Yield the visible questions in the order in which they stand on screen."""
    for row in place_questions(book, state, asked, "start", {}):
        yield {"contact": None, **row}
    before: dict[str, Any] = {}
    for each in judged:
        for row in place_questions(book, state, each.questions, "contact", before):
            yield {"contact": each.view.id, **row}
        before = each.questions.answers
    for row in place_questions(book, state, later, "start", {}):
        yield {"contact": None, **row}
