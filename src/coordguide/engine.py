"""The one question this product answers: what may be done now in a case, and who says so.

``evaluate`` is pure: content and case in, view out. It reads no file, clock or
network; today's date is part of the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coordguide import __version__
from coordguide.conditions import Facts
from coordguide.layers import judge_kind, reason, strictest, strictest_layer
from coordguide.model import DECISIONS, LAYERS, PERMITTED, Case, Contact, Content, Question, Rule
from coordguide.release import DERIVED, derive
from coordguide.rulebook import Rulebook, cited, rulebook
from coordguide.steps import (
    find_resolutions,
    list_tasks,
    rank_methods,
    review_records,
    who_to_notify,
)
from coordguide.view import (
    ContactView,
    Contradiction,
    ElementView,
    KindView,
    Open,
    Reason,
    ReleaseView,
    Sentence,
    View,
)

ENGINE_FACTS: dict[str, tuple[str, ...]] = {
    **DERIVED,
    "decision": DECISIONS,
    "coordinating": ("yes", "no"),
}
"""Facts that no one is asked but conditions may test, with their values.

``kind`` (one kind of information), ``contact-kinds`` (those of the whole care
team), ``edition``, ``state`` and ``today`` exist besides, with the values of the content.
"""


def evaluate(content: Content, case: Case) -> View:
    """Answer a case.

    Takes the content and a case read by ``coordguide.cases``; returns the view
    with a decision, four layers and citations for each contact, whom to
    notify, and every question still open.
    """
    book = rulebook(content, case.edition)
    about = Facts({"today": case.today, "edition": case.edition}, book.definitions)
    if book.edition.state:
        about.learn("state", book.edition.state)
    about.learn("contact-kinds", sorted({c.facts.get("contact-kind", "") for c in case.contacts}))
    scope = _Scope(book)
    scope.ask(None, case.facts, about, ("about", "release"))
    contacts = tuple(_contact(scope, about, contact) for contact in case.contacts)
    coordinating = any(contact.decision in PERMITTED for contact in contacts)
    about.learn("coordinating", "yes" if coordinating else "no")
    scope.ask(None, case.facts, about, ("method", "records", "notify"))
    notify = who_to_notify(book, about)
    problems = _contradictions(book, case)
    return View(
        edition=case.edition,
        today=case.today,
        state=about.get("state"),
        engine=__version__,
        content={"version": content.version, "sha256": content.sha256},
        contacts=contacts,
        notify=notify,
        notes=_practice(book, "note", about),
        outstanding=list_tasks(book, contacts, notify, about),
        problems=problems,
        complete=bool(contacts) and not scope.open and not problems,
        next=tuple(scope.open),
        ask=tuple(scope.asked),
        answers=scope.answers,
    )


class _Scope:
    """Walks the questions in order; keeps what is asked, answered and still open."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.asked: list[dict[str, Any]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.open: list[Open] = []

    def ask(
        self, contact: Contact | None, given: dict[str, Any], facts: Facts, steps: Iterable[str]
    ) -> tuple[str, ...]:
        """Ask the visible questions of some steps; return those without an answer.

        A fact whose question is hidden is ignored, so it never reaches ``facts``.
        """
        name = contact.id if contact else None
        scope = "contact" if contact else "case"
        missing: list[str] = []
        for question, when in self.book.questions:
            if question.scope != scope or question.step not in steps:
                continue
            if when.truth(facts) is not True:
                continue
            self.asked.append({"contact": name, "step": question.step, "question": question.id})
            answer = self._visible_part(question, given.get(question.id), facts)
            if answer is not None:
                facts.learn(question.id, answer)
                self.answers.setdefault(name or "", {})[question.id] = answer
            if not self._is_answered(question, answer, facts):
                missing.append(question.id)
                self.open.append(Open(name, question.id))
        return tuple(missing)

    def visible(self, contact: str) -> tuple[str, ...]:
        """Return the questions asked so far of the case and of this contact, in order."""
        return tuple(row["question"] for row in self.asked if row["contact"] in (None, contact))

    def _visible_part(self, question: Question, answer: Any, facts: Facts) -> Any:
        if question.kind != "elements" or answer is None:
            return answer
        hidden = {
            element.id
            for regime in self.book.elements.values()
            for element, applies in regime
            if applies.truth(facts) is False
        }
        return {element: said for element, said in answer.items() if element not in hidden}

    def _is_answered(self, question: Question, answer: Any, facts: Facts) -> bool:
        if question.kind != "elements" or answer is None:
            return answer is not None
        return all(
            element.id in answer
            for regime in self.book.elements.values()
            for element, applies in regime
            if not element.duty and applies.truth(facts) is True
        )


def _contact(scope: _Scope, about: Facts, contact: Contact) -> ContactView:
    book = scope.book
    facts = about.with_fact("contact", contact.id)
    first = scope.ask(contact, contact.facts, facts, ("about", "release"))
    for fact, (value, sources) in derive(facts, book.elements, facts.get("today")).items():
        facts.learn(fact, value, sources)
    kinds = facts.get("information")
    facts.learn("kind", None, ("information",))
    views = {kind: judge_kind(book, facts.with_fact("kind", kind)) for kind in kinds or ()}
    judged = list(views.values()) or [judge_kind(book, facts)]
    decision = strictest(view.decision for view in judged)
    facts.learn("decision", decision)
    then = scope.ask(contact, contact.facts, facts, ("method", "records", "notify"))
    outcome = book.content.outcomes[decision]
    return ContactView(
        id=contact.id,
        kind=facts.get("contact-kind") or "",
        decision=decision,
        title=book.text(outcome, "title"),
        says=_says(
            book, decision, [v for v in judged if v.decision == decision], scope.visible(contact.id)
        ),
        layers={
            layer: strictest_layer(layer, [view.layers[layer] for view in judged])
            for layer in LAYERS
        },
        by_information=views,
        roi=_release(book, facts, judged),
        cautions=_practice(book, "caution", facts),
        methods=rank_methods(book, facts),
        records=review_records(book, facts),
        resolution=find_resolutions(book, facts),
        next=first + then,
    )


def _practice(book: Rulebook, gives: str, facts: Facts) -> tuple[Reason, ...]:
    return tuple(
        reason(book, rule, when, facts)
        for rule, when in book.practice(gives)
        if when.truth(facts) is True
    )


_DECISIVE = {
    "act-now": ("emergency",),
    "stop": ("stricter-law", "hipaa"),
    "get-roi-first": ("plan-policy",),
    "proceed-without-roi": ("plan-policy", "hipaa", "stricter-law"),
    "proceed": ("plan-policy", "hipaa", "stricter-law"),
}
_STOPPING = ("objection", "consent-needed", "authorization-needed")


def _says(
    book: Rulebook, decision: str, views: list[KindView], visible: Iterable[str]
) -> tuple[Sentence, ...]:
    """Return the sentences of the layers that made the decision, each once."""
    outcome = book.content.outcomes[decision]
    said = {"": Sentence(book.text(outcome, "says"), cited(outcome.cites), decision)}
    for view in views:
        for layer, answer in view.layers.items():
            if decision == "stop" and answer.status not in _STOPPING:
                continue
            if decision in _DECISIVE and layer not in _DECISIVE[decision]:
                continue
            if decision not in _DECISIVE and answer.status != "unknown":
                continue
            for because in answer.because:
                for sentence in _sentences(book, because, visible):
                    said.setdefault(sentence.text, sentence)
    return tuple(said.values())


def _sentences(book: Rulebook, because: Reason, visible: Iterable[str]) -> Iterable[Sentence]:
    """Say why a rule holds, or which of the questions on screen keep it open."""
    if because.holds == "yes":
        yield Sentence(because.says, because.cites, because.rule)
        return
    for phrase, facts in (("not-sure-about", because.unsure), ("answer-first", because.open)):
        words = book.content.phrases[phrase].text["says"]
        for fact in visible:
            if fact in facts:
                asked = book.text(book.content.questions[fact], "ask")
                yield Sentence(book.fill(words, question=asked), because.cites, because.rule)


def _release(book: Rulebook, facts: Facts, views: list[KindView]) -> ReleaseView:
    given = facts.get("roi-elements") or {}
    elements = tuple(
        ElementView(
            element.id, regime, element.duty, given.get(element.id, "not-answered"),
            book.text(element, "label"), book.text(element, "fix"), cited(element.cites),
        )
        for regime, pairs in book.elements.items()
        for element, applies in pairs
        if applies.truth(facts) is True
    ) if facts.get("roi") == "signed" else ()
    return ReleaseView(_release_status(facts, views), _practice(book, "problem", facts), elements)


def _release_status(facts: Facts, views: list[KindView]) -> str:
    roi = facts.get("roi")
    if all(view.layers["plan-policy"].status == "exception" for view in views):
        return "not-needed"
    if roi in ("not-signed", "declined"):
        return {"not-signed": "missing"}.get(roi, roi)
    if roi != "signed":
        return "unknown"
    kinds = facts.get("information") or (None,)
    answers = {facts.with_fact("kind", kind).get("release-valid") for kind in kinds}
    if "no" in answers:
        return "invalid"
    return "valid" if answers == {"yes"} else "unknown"


def _contradictions(book: Rulebook, case: Case) -> tuple[Contradiction, ...]:
    found: list[Contradiction] = []
    # Hidden answers count here: a contradiction is named even where one side is not asked.
    known = {"today": case.today, **case.facts}
    for contact in (None, *case.contacts):
        facts = Facts({**known, **contact.facts} if contact else known, book.definitions)
        for fact, (value, sources) in derive(facts, book.elements, case.today).items():
            facts.learn(fact, value, sources)
        for rule, when in book.practice("contradiction"):
            about = rule.gives["contradiction"]
            if (contact is None) == _is_of_case(book, rule) and when.truth(facts) is True:
                found.append(
                    Contradiction(
                        contact.id if contact else None,
                        tuple(about),
                        book.text(rule, "says"),
                        cited(rule.cites),
                    )
                )
    return tuple(found)


def _is_of_case(book: Rulebook, rule: Rule) -> bool:
    questions = book.content.questions
    return all(questions[fact].scope == "case" for fact in rule.gives["contradiction"])
