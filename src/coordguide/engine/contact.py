"""One contact judged: the decision, its layers, the release, and the steps that follow."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from coordguide.engine.advice import advice, sentences
from coordguide.engine.answer import answer_of
from coordguide.engine.conditions import Facts
from coordguide.engine.headline import Headline, headline
from coordguide.engine.layers import (
    decide_kind,
    judge_kind,
    narrowest,
    strictest,
    strictest_layer,
)
from coordguide.engine.methods import rank_methods
from coordguide.engine.phrases import (
    DOUBTED_PARTS,
    DUTY_PARTS,
    doubt_phrase,
    duty_phrase,
    limit_phrase,
    roi_phrase,
)
from coordguide.engine.questions import AskedQuestions, find_questions
from coordguide.engine.records import find_resolutions, review_records
from coordguide.engine.roi import derive
from coordguide.engine.rulebook import Rulebook
from coordguide.engine.speaking import laws_apart
from coordguide.model import LAYERS, OVERRULING, PERMITTED, SETTLED, TONES, Contact, Element
from coordguide.view import (
    ContactView,
    ElementView,
    KindView,
    Reason,
    RoiView,
    Sentence,
)


class JudgedContact(NamedTuple):
    """A contact's view, and the questions asked about it."""

    view: ContactView
    questions: AskedQuestions


def judge(book: Rulebook, about: Facts, asked: AskedQuestions, contact: Contact) -> JudgedContact:
    """Judge one contact.

    Takes the rulebook, the facts of the case, what was asked of the case, and
    the contact; returns its view and what was asked about it. The same facts
    give the same answer, so answers already worked out are kept.
    """
    key = json.dumps([about.known(), contact.id, contact.facts], sort_keys=True)
    return book.remember(key, lambda: _judge(book, about, asked, contact))


class ContactPreview(NamedTuple):
    """What the case must know of a contact before all of it can be asked about."""

    information: tuple[str, ...]
    asks_authorization: bool


def preview(book: Rulebook, about: Facts, contact: Contact) -> ContactPreview:
    """Look ahead at a contact for what adds a question about the case.

    Takes the rulebook, the facts of the case and the contact; returns the kinds
    of information on screen, and whether an authorization is asked for: whom the
    member is treated together with matters only then (A.A.C. R4-6-1105(E)).
    """
    key = json.dumps(["preview", about.known(), contact.facts], sort_keys=True)
    return book.remember(key, lambda: _preview(book, about, contact))


def _preview(book: Rulebook, about: Facts, contact: Contact) -> ContactPreview:
    facts = about.with_fact("contact", contact.id)
    find_questions(book, "contact", contact.facts, facts, ("about", "release"))
    is_asked = {facts.get("authorization-asked"), facts.get("release-asked")} == {"yes"}
    return ContactPreview(tuple(facts.get("information") or ()), is_asked)


def decide_alone(book: Rulebook, about: Facts, contact: Contact) -> str:
    """Decide for one contact, and work out nothing beside that.

    Takes the rulebook, the facts of the case and the contact; returns the decision
    that ``judge`` gives the contact.
    """
    facts, _ = _find_facts(book, about, contact)
    return strictest(decide_kind(book, each) for each in _by_kind(facts).values())


def _find_facts(book: Rulebook, about: Facts, contact: Contact) -> tuple[Facts, AskedQuestions]:
    """Return what is known of a contact before it is judged, and what was asked."""
    facts = about.with_fact("contact", contact.id)
    first = find_questions(book, "contact", contact.facts, facts, ("about", "release"))
    for fact, (value, sources) in derive(facts, book.elements, facts.get("today")).items():
        facts.learn(fact, value, sources)
    facts.learn("consent-settled", _consent_settled(facts), ("consent-now",))
    facts.learn("kind", None, ("information",))
    return facts, first


def _by_kind(facts: Facts) -> dict[str, Facts]:
    """Return the facts for each kind of information; as they are where no kind is known yet."""
    kinds = facts.get("information") or ()
    return {kind: facts.with_fact("kind", kind) for kind in kinds} or {"": facts}


def _judge(book: Rulebook, about: Facts, asked: AskedQuestions, contact: Contact) -> JudgedContact:
    facts, first = _find_facts(book, about, contact)
    found = {kind: judge_kind(book, each) for kind, each in _by_kind(facts).items()}
    judged, views = list(found.values()), {kind: view for kind, view in found.items() if kind}
    decision = strictest(view.decision for view in judged)
    facts.learn("decision", decision)
    both = first.and_then(
        find_questions(book, "contact", contact.facts, facts, ("method", "records", "notify"))
    )
    ruling = [view for view in judged if view.decision == decision]
    # A no that nothing overrules is told as one, whatever else is asked for.
    by_themselves = sorted(judged, key=lambda view: view.decision in OVERRULING)
    visible = [question for _, question in asked.rows + first.rows]
    # What stands on top of several kinds of information speaks of none of them.
    of_kind = facts.with_fact("kind", next(iter(views))) if len(views) == 1 else facts
    top, state = headline(book, of_kind), facts.get("state")
    why = _why_under(book, top, decision, ruling, visible)
    limit = narrowest(view.limit for view in ruling)
    held = [kind for kind, view in views.items() if view.decision == decision]
    duties = {name: _say_of_duties(book, name, found) for name in DUTY_PARTS}
    records = review_records(book, facts)
    view = ContactView(
        id=contact.id,
        kind=facts.get("contact-kind") or "",
        label=book.short_label("contact-kind", facts.get("contact-kind") or ""),
        decision=decision,
        title=top.title,
        tone=TONES[decision],
        explainable=decision not in (*PERMITTED, *SETTLED, "incomplete"),
        limit=limit,
        says=(
            *why,
            *(_headed(book, name, said) for name, told in duties.items() for said in told),
            *_limited_to(book, limit, facts),
            *_part_may_go(book, decision, judged, state),
        ),
        who_decides=duties["who-decides"],
        extent=duties["extent"],
        meanwhile=duties["meanwhile"],
        layers={
            layer: strictest_layer(layer, [view.layers[layer] for view in by_themselves])
            for layer in LAYERS
        },
        by_information=_told_by_kind(book, facts, views, top, visible),
        roi=_release(book, facts, judged),
        cautions=_cautions(book, facts, found),
        methods=rank_methods(book, facts),
        records=records,
        resolution=find_resolutions(book, facts, records.outstanding),
        next=both.open,
        phone=_on_the_phone(book, facts, judged),
        answer=answer_of(book, facts, top, decision, held, limit),
        todo=top.todo,
    )
    return JudgedContact(view, both)


def _consent_settled(facts: Facts) -> str:
    """Say whether it is settled that consent can be had, or is refused, in an emergency.

    While nobody has said so it is ``open``, and an emergency is not held up:
    42 CFR 2.51(a)(1) asks only that consent cannot be had in time.
    """
    answer = facts.get("consent-now")
    return answer if answer in ("can", "refused") else "open"


def _told_by_kind(
    book: Rulebook,
    facts: Facts,
    views: dict[str, KindView],
    top: Headline,
    visible: Iterable[str],
) -> dict[str, KindView]:
    """Put on each kind of information its name, and what fits its own decision."""
    told = {}
    for kind, view in views.items():
        about = facts.with_fact("kind", kind)
        about.learn("decision", view.decision)
        own = top if len(views) == 1 else headline(book, about)
        says = _why_under(book, own, view.decision, [view], visible)
        told[kind] = replace(
            view,
            title=own.title,
            label=book.short_label("information", kind),
            says=says,
            answer=answer_of(book, about, own, view.decision, [kind], view.limit),
        )
    return told


_DECISIVE = {
    "not-decided-here": ("duty",),
    "legal-duty": ("duty",),
    "listen-only": (),
    "act-now": ("emergency",),
    "stop": ("stricter-law", "hipaa"),
    "get-roi-first": ("plan-policy",),
    "proceed-without-roi": ("plan-policy", "hipaa", "stricter-law"),
    "proceed": ("plan-policy", "hipaa", "stricter-law"),
}
_STOPPING = ("objection", "consent-needed", "authorization-needed")


def _why_under(
    book: Rulebook, top: Headline, decision: str, views: list[KindView], visible: Iterable[str]
) -> tuple[Sentence, ...]:
    """Say why under a headline; a member's no is the whole reason, with no way around told."""
    return (top.first,) if top.is_alone else say_why(book, decision, views, visible, top.first)


def say_why(
    book: Rulebook, decision: str, views: list[KindView], visible: Iterable[str], first: Sentence
) -> tuple[Sentence, ...]:
    """Return the sentences of the layers that made the decision, each once.

    Takes the rulebook, the decision, the kinds of information that have it, the
    questions on screen, which a sentence about an open one names, and the
    sentence that goes first. What a state's own rule says comes before what holds
    everywhere, and that the document does not speak of a contact comes last: the
    page shows the first lines only, and the reason is to be among them.
    """
    said: dict[str, tuple[int, Sentence]] = {first.text: (-1, first)}
    for view in views:
        for layer, answer in view.layers.items():
            if decision == "stop" and answer.status not in _STOPPING:
                continue
            if decision in _DECISIVE and layer not in _DECISIVE[decision]:
                continue
            if decision not in _DECISIVE and answer.status != "unknown":
                continue
            for because in answer.because:
                place = _place_of(book, layer, answer.status, because)
                for sentence in _sentences(book, because, visible):
                    said.setdefault(sentence.text, (place, sentence))
    return tuple(sentence for _, sentence in sorted(said.values(), key=lambda each: each[0]))


def _place_of(book: Rulebook, layer: str, status: str, because: Reason) -> int:
    """Say how early a reason is told; reasons of one place keep the order of the layers."""
    if layer == "plan-policy":
        return 3 if status == "not-applicable" else 0
    return 1 if layer == "stricter-law" and book.content.rules[because.rule].states else 2


def say_of_duty(book: Rulebook, name: str, views: list[KindView]) -> tuple[Sentence, ...]:
    """Return what the rules of a duty say under one name, each sentence once.

    Takes the rulebook, ``who-decides``, ``extent`` or ``meanwhile``, and the views of
    the kinds of information; only those that a duty decides are heard. A duty to tell
    of which nobody knows whether it holds lends no words of its own: what they let
    out might not be let out.
    """
    said: dict[str, Sentence] = {}
    for view in views:
        reasons = view.layers["duty"].because if view.decision in SETTLED else ()
        for because in reasons:
            rule = book.content.rules[because.rule]
            text = book.text(rule, name)
            if because.holds != "yes" and rule.gives["status"] == "order":
                text = book.phrase(doubt_phrase(name)) if name in DOUBTED_PARTS else ""
            if text:
                said.setdefault(text, Sentence(text, because.cites, because.rule))
    return tuple(said.values())


def _say_of_duties(book: Rulebook, name: str, views: dict[str, KindView]) -> tuple[Sentence, ...]:
    """Say what the rules of a duty say, and of which kinds where it is not about all.

    "Send nothing" is not to be read of what a law has us tell.
    """
    own = {kind: say_of_duty(book, name, [view]) for kind, view in views.items()}
    return tuple(
        sentence
        if len(kinds) == len(views)
        else Sentence(
            book.phrase("of-these-kinds", kinds=", ".join(kinds), says=sentence.text),
            sentence.cites,
            sentence.id,
        )
        for sentence in say_of_duty(book, name, [*views.values()])
        if (
            kinds := [
                book.short_label("information", kind) for kind in own if sentence in own[kind]
            ]
        )
    )


def _headed(book: Rulebook, name: str, said: Sentence) -> Sentence:
    """Return a sentence on a duty with what it tells put before it."""
    return Sentence(book.phrase(duty_phrase(name), says=said.text), said.cites, said.id)


def _limited_to(book: Rulebook, limit: str, facts: Facts) -> Iterable[Sentence]:
    """Say what the answer is limited to."""
    if limit:
        phrase = book.content.phrases[limit_phrase(limit)]
        says = book.phrase("limited-to", limit=book.phrase(phrase.id))
        cites = book.cited(phrase.cites, facts.get("state"), laws_apart(facts))
        yield Sentence(says, cites, phrase.id)


def _part_may_go(
    book: Rulebook, decision: str, views: list[KindView], state: str | None
) -> Iterable[Sentence]:
    """Say so where the strictest kind holds up steps that another kind may take."""
    decisions = {view.decision for view in views}
    if decision in PERMITTED or not decisions & {*PERMITTED, "act-now"}:
        return
    # Nobody plans a contact of its own for what an emergency needs now.
    goes_now = "act-now" in decisions and decision != "act-now"
    phrase = book.content.phrases["part-at-once" if goes_now else "part-may-go"]
    yield Sentence(book.phrase(phrase.id), book.cited(phrase.cites, state), phrase.id)


def _on_the_phone(book: Rulebook, facts: Facts, views: list[KindView]) -> tuple[Sentence, ...]:
    """Return what to say to somebody who calls; whoever may be told a part is not turned away."""
    said = sentences(book, "phone", facts)
    decisions = {view.decision for view in views}
    if not said or not decisions & {*PERMITTED, "act-now", "legal-duty"}:
        return said
    name = "phone-part-at-once" if "act-now" in decisions else "phone-part-may-go"
    phrase = book.content.phrases[name]
    cites = book.cited(phrase.cites, facts.get("state"), laws_apart(facts))
    return (Sentence(book.phrase(phrase.id), cites, phrase.id),)


def _cautions(book: Rulebook, facts: Facts, views: dict[str, KindView]) -> tuple[Reason, ...]:
    """Return the cautions, those of a kind that an emergency lets go among them.

    Whom never to tell is not left out because another kind of information waits.
    """
    said = {caution.rule: caution for caution in advice(book, "caution", facts)}
    for kind, view in views.items():
        if view.decision == "act-now" != facts.get("decision"):
            about = facts.with_fact("kind", kind)
            about.learn("decision", view.decision)
            said |= {caution.rule: caution for caution in advice(book, "caution", about)}
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


def _release(book: Rulebook, facts: Facts, views: list[KindView]) -> RoiView:
    given = facts.get("roi-elements") or {}
    state = facts.get("state")
    elements = (
        tuple(
            ElementView(
                element.id,
                regime,
                element.duty,
                given.get(element.id, "not-answered"),
                *book.once(
                    f"element {element.id} in {state}", partial(_words, book, element, state)
                ),
            )
            for regime, pairs in book.elements.items()
            for element, applies in pairs
            if applies.truth(facts) is True
        )
        if facts.get("roi") == "signed"
        else ()
    )
    status = _release_status(facts, views)
    if any(view.decision == "stop" for view in views):
        # Beside a stop no release counts, whatever stands on it: a no or a law goes before it.
        status = {"valid": "invalid", "not-needed": "missing"}.get(status, status)
    problems = advice(book, "problem", facts)
    says = book.phrase(roi_phrase(_words_for_release(status, bool(problems), views)))
    return RoiView(status, says, problems, elements)


def _words_for_release(status: str, has_problem: bool, views: list[KindView]) -> str:
    """Return how to tell of a release, so that no line beside it says otherwise."""
    decisions = {view.decision for view in views}
    # What goes without a release says nothing of the one on file; only "proceed" rests on it.
    if status == "invalid" and "proceed" in decisions:
        return "valid-in-part"
    is_settled = not has_problem and "ask-privacy-officer" not in decisions
    return "valid-in-doubt" if status == "valid" and not is_settled else status


def _words(book: Rulebook, element: Element, state: str | None) -> tuple[str, str, tuple[str, ...]]:
    label, fix = book.text(element, "label"), book.text(element, "fix")
    return label, fix, book.cited(element.cites, state)


_OPEN = ("not-decided-here", "ask-privacy-officer", "incomplete")


def _release_status(facts: Facts, views: list[KindView]) -> str:
    roi = facts.get("roi")
    is_free = all(view.decision == "proceed-without-roi" for view in views)
    if is_free:
        return "not-needed"
    if facts.get("release-asked") == "no":
        # Where it is open who this is or what holds, so is whether a form would be needed.
        is_open = any(view.decision in _OPEN for view in views)
        return "unknown" if is_open else "not-needed"
    if roi in ("not-signed", "declined"):
        return "missing" if roi == "not-signed" else "declined"
    if roi != "signed":
        return "unknown"
    kinds = facts.get("information") or (None,)
    answers = {facts.with_fact("kind", kind).get("release-valid") for kind in kinds}
    if "no" in answers:
        return "invalid"
    return "valid" if answers == {"yes"} else "unknown"
