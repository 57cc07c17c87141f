"""Cases made by choosing: any mixture of answered, open and unsure, and how to finish one.

``choose`` picks one of some options, by chance or as a test framework likes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from coordguide.engine.case_reader import ELEMENT_ANSWERS
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import Case, Contact, Content, Question
from coordguide.proof.solver import TODAY
from coordguide.view import OpenQuestion

Choose = Callable[[Sequence[Any]], Any]

DAYS = (-700, -366, -365, -364, -30, -1, 0, 1, 30, 364, 365, 366, 700)
"""Days from today that a date can be: around today and around a year."""

MOST_ANSWERS = 1000
"""More answers than this to finish one case mean that it cannot be finished."""


def some_case(content: Content, edition: str, choose: Choose) -> Case:
    """Return a case in which each question of the edition is answered, or not, by choice."""
    questions = [question for question, _ in rulebook(content, edition).questions]
    contacts = tuple(
        Contact(f"contact-{number}", _facts(content, questions, "contact", choose))
        for number in range(1, choose((1, 1, 1, 2, 3)) + 1)
    )
    return Case(edition, TODAY, _facts(content, questions, "case", choose), contacts)


def _facts(
    content: Content, questions: list[Question], scope: str, choose: Choose
) -> dict[str, Any]:
    return {
        question.id: answer(content, question, choose)
        for question in questions
        if question.scope == scope and choose((True, True, True, True, False))
    }


def answer(content: Content, question: Question, choose: Choose) -> Any:
    """Return one answer to a question, by choice."""
    if question.kind == "choice":
        return choose(question.values)
    if question.kind == "several":
        many = [v for v in question.values if v != "none" and choose((True, False, False))]
        return many or [choose(question.values)]
    if question.kind == "date":
        return (date.fromisoformat(TODAY) + timedelta(days=choose(DAYS))).isoformat()
    if question.kind == "elements":
        return _elements(content, choose)
    return []


def _elements(content: Content, choose: Choose) -> dict[str, str]:
    mostly = choose(("present", "present", "unsure"))
    odd = choose(tuple(content.elements))
    said = {**dict.fromkeys(content.elements, mostly), odd: choose(ELEMENT_ANSWERS)}
    if choose((True, False, False)):
        del said[choose(tuple(content.elements))]
    return said


def finish(content: Content, case: Case, choose: Choose) -> tuple[Case, int]:
    """Answer what is asked next until the case is complete.

    Returns the finished case and how many answers it took. Raises
    ``ValueError`` where nothing is asked although the case is not complete, or
    where it takes more than ``MOST_ANSWERS``.
    """
    for count in range(MOST_ANSWERS):
        view = evaluate(content, case)
        if view.complete:
            return case, count
        if not view.next:
            raise ValueError("not complete, and nothing is asked")
        # Where answers contradict, any answer on screen may be the one to correct.
        shown = [OpenQuestion(row["contact"], row["question"]) for row in view.ask]
        asked = choose(choose((shown, view.next)) if view.problems else view.next)
        question = content.questions[asked.fact]
        said = dict.fromkeys(content.elements, "present")
        given = said if question.kind == "elements" else answer(content, question, choose)
        case = _with(case, asked.contact, asked.fact, given)
    raise ValueError(f"not complete after {MOST_ANSWERS} answers")


def _with(case: Case, contact: str | None, fact: str, given: Any) -> Case:
    facts, contacts = case.facts, case.contacts
    if contact is None:
        facts = {**facts, fact: given}
    else:
        contacts = tuple(
            Contact(c.id, {**c.facts, fact: given}) if c.id == contact else c for c in contacts
        )
    return Case(case.edition, case.today, facts, contacts)
