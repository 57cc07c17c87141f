"""Why a contact is decided as it is, and the smallest change of answers that would allow it.

The changes come from the questions' own ``fix`` values: answers that getting a
form signed, or asking the member again, could bring about. Nothing is guessed
about age, place or law; an answer of "not sure" is tried both ways.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import Any

from coordguide.engine.evaluation import decision_of, evaluate
from coordguide.engine.roi import one_year_after
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import PERMITTED, SETTLED, UNSURE, Case, Contact, Content, Question
from coordguide.view import ContactView, KindView

MOST_UNKNOWN = 3
"""How many "not sure" answers, beside those that can be fixed, are settled both ways."""


@dataclass(frozen=True)
class Link:
    """One rule on the way to the decision, in the order in which it counted."""

    information: str
    layer: str
    status: str
    status_says: str
    rule: str
    holds: str
    says: str
    cites: tuple[str, ...]
    facts: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One answer that would have to be another one; ``contact`` is None for the case's own."""

    contact: str | None
    fact: str
    before: Any
    after: Any
    says: str


@dataclass(frozen=True)
class Explanation:
    """The rules behind a decision, and what would change it, with the decision then reached."""

    decision: str
    trace: tuple[Link, ...]
    changes: tuple[Change, ...]
    then: str


def explain(content: Content, case: Case, contact: str) -> Explanation:
    """Explain the decision for one contact.

    Takes the content, the case and the contact's id; returns the rules in the
    order in which they counted and the smallest change found that would allow
    the contact (none where it is allowed already, where no release is the question,
    or where no change of these answers would do). Raises ``KeyError`` for an unknown contact.
    """
    chosen = {each.id: each for each in case.contacts}[contact]
    view = _view(content, case, chosen)
    changed = (
        None
        if view.decision in (*PERMITTED, *SETTLED)
        else _Search(content, case, chosen).smallest()
    )
    if changed is None:
        return Explanation(view.decision, _trace(view), (), view.decision)
    answers, then = changed
    book = rulebook(content, case.edition)
    order = [question.id for question, _ in book.questions]
    keys = sorted(_in_short(answers), key=lambda key: order.index(key[0]))
    changes = tuple(_change(book, case, chosen, key, answers[key]) for key in keys)
    return Explanation(view.decision, _trace(view), changes, then)


def _view(content: Content, case: Case, contact: Contact) -> ContactView:
    view = evaluate(content, replace(case, contacts=(contact,)))
    return view.contacts[0]


def _trace(view: ContactView) -> tuple[Link, ...]:
    kinds: Mapping[str, KindView | ContactView] = view.by_information or {"": view}
    return tuple(
        Link(kind, layer, answer.status, answer.says, r.rule, r.holds, r.says, r.cites, r.facts)
        for kind, judged in kinds.items()
        for layer, answer in judged.layers.items()
        for r in answer.because
    )


# An answer's place: the question, and for a release's elements the element.
Key = tuple[str, str]
Answers = dict[Key, Any]


class _Search:
    """Looks for the fewest answers that, given otherwise, would let the contact go ahead."""

    def __init__(self, content: Content, case: Case, contact: Contact) -> None:
        self.case = case
        self.contact = contact
        self.given = {**case.facts, **contact.facts}
        self.book = rulebook(content, case.edition)
        self.questions = {question.id: question for question, _ in self.book.questions}
        elements = chain.from_iterable(self.book.elements.values())
        self.elements = [element.id for element, _ in elements if not element.duty]
        self._decisions: dict[str, str] = {}

    def smallest(self) -> tuple[Answers, str] | None:
        """Return the changes and the decision they lead to, or None where none was found."""
        attempts = map(self._other_than_given, self._attempts())
        found = [self._reduce(all_) for all_ in attempts if self._allows(all_)]
        if not found:
            return None
        best = min(found, key=len)
        return best, self._decision(best)

    def _attempts(self) -> Iterator[Answers]:
        """Yield everything fixed at once, for each signer and each way an open answer may go."""
        fixable = [q for q in self.questions.values() if q.fix]
        single = {self._key(q): self._fixed(q.fix[0]) for q in fixable if len(q.fix) == 1}
        single.pop(("roi-elements", ""), None)
        single |= {("roi-elements", element): "present" for element in self.elements}
        choices = [[(self._key(q), value) for value in q.fix] for q in fixable if len(q.fix) > 1]
        choices += [[(self._key(q), value) for value in _known(q)] for q in self._unknown()]
        for picked in product(*choices):
            yield single | dict(picked)

    def _unknown(self) -> list[Question]:
        """Return the questions answered "not sure" that nobody can fix, the first few."""
        asked = (q for q in self.questions.values() if q.step in ("about", "release") and not q.fix)
        return [q for q in asked if self.given.get(q.id) == UNSURE][:MOST_UNKNOWN]

    @staticmethod
    def _key(question: Question) -> Key:
        return question.id, ""

    def _fixed(self, value: str) -> str:
        return {"today": self.case.today, "in-a-year": one_year_after(self.case.today)}.get(
            value, value
        )

    def _with(self, answers: Answers) -> tuple[Case, Contact]:
        case, contact = dict(self.case.facts), dict(self.contact.facts)
        for (fact, element), value in answers.items():
            facts = case if self.questions[fact].scope == "case" else contact
            facts[fact] = {**facts.get(fact, {}), element: value} if element else value
        return replace(self.case, facts=case), Contact(self.contact.id, contact)

    def _other_than_given(self, answers: Answers) -> Answers:
        return {key: after for key, after in answers.items() if _before(self.given, key) != after}

    def _decision(self, answers: Answers) -> str:
        """Return what a change leads to; the same change is met on many ways."""
        key = json.dumps(sorted(answers.items()))
        if key not in self._decisions:
            case, contact = self._with(answers)
            self._decisions[key] = decision_of(self.book, replace(case, contacts=(contact,)))
        return self._decisions[key]

    def _allows(self, answers: Answers) -> bool:
        return self._decision(answers) in PERMITTED

    def _reduce(self, needed: Answers) -> Answers:
        """Drop every change that is not needed; what remains cannot be made smaller."""
        for key in list(needed):
            without = {k: after for k, after in needed.items() if k != key}
            if self._allows(without):
                needed = without
        return needed


def _known(question: Question) -> Iterator[str]:
    return (value for value in question.values if value != UNSURE)


def _before(given: dict[str, Any], key: Key) -> Any:
    fact, element = key
    return given.get(fact, {}).get(element) if element else given.get(fact)


def _in_short(answers: Answers) -> Answers:
    """Leave out what a new release holds anyway: that it is to be signed, and by whom, says it."""
    if ("roi", "") not in answers:
        return answers
    said = ("roi-signed-by",)
    return {key: v for key, v in answers.items() if key[0] in said or not key[0].startswith("roi-")}


def _change(book: Rulebook, case: Case, contact: Contact, key: Key, after: Any) -> Change:
    fact, element = key
    before = _before({**case.facts, **contact.facts}, key)
    question = book.content.questions[fact]
    owner = None if question.scope == "case" else contact.id
    if element:
        words = book.text(book.content.elements[element], "fix")
        return Change(owner, f"{fact}.{element}", before, after, words)
    label = book.label(fact, after)
    if fix := book.text(question, "fix"):
        words = f"{fix} {label}" if len(question.fix) > 1 else fix
    else:
        phrase = book.content.phrases["change-answer"].text["says"]
        words = book.fill(phrase, question=book.text(question, "ask"), answer=label)
    return Change(owner, fact, before, after, words)
