"""What must hold for every case (vocabulary, "What must hold for every case").

Each claim yields pairs of a space and a formula that no case may satisfy. What
a claim requires is written here from the vocabulary and the law, in terms of
the answers themselves, and not by way of the definitions the content uses:
the two are meant to check each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import z3

from coordguide.model import DECISIONS, LAYERS, STATUSES, Content
from coordguide.proof.logic import Formula
from coordguide.proof.seen import SUBSTANCE_USE, Seen
from coordguide.proof.solver import LISTS, Symbols, space
from coordguide.proof.space import Space
from coordguide.rulebook import Rulebook, rulebook

PROCEED = ("proceed", "proceed-without-roi")
"""The decisions that let a disclosure go ahead outside an emergency."""

Against = tuple[Space, Formula]


@dataclass(frozen=True)
class Claim:
    """One statement of the vocabulary and the cases that would break it."""

    number: int
    says: str
    against: Callable[[Rulebook, str], Iterator[Against]]


def books(content: Content) -> Iterator[Rulebook]:
    """Yield the rulebook of every edition."""
    return (rulebook(content, edition) for edition in content.editions)


def kinds(content: Content) -> tuple[str, ...]:
    """Return every kind of information."""
    return content.questions["information"].values


def _nothing_required_is_missing(book: Rulebook, kind: str) -> Iterator[Against]:
    cases = space(book, kind)
    seen = Seen(cases)
    part_2 = z3.Or(z3.BoolVal(kind in SUBSTANCE_USE), seen.is_("setting", "part-2-program"))
    form = (
        seen.ferpa_consent
        if kind == "education-records"
        else z3.If(part_2, seen.part_2_consent, seen.hipaa_form)
    )
    beyond_treatment = z3.Implies(
        z3.And(z3.Not(seen.treats), z3.Not(seen.is_("contact-kind", "family"))), seen.hipaa_form
    )
    required = z3.And(form, beyond_treatment, seen.is_("member-objected", "no"))
    yield cases, z3.And(seen.decides("proceed"), z3.Not(required))
    excepted = z3.And(
        z3.BoolVal("same-plan-program" in book.edition.exceptions),
        seen.is_("same-plan-program", "yes"),
        seen.treats,
        z3.BoolVal(kind == "health"),
        seen.is_("setting", "ordinary"),
        seen.is_("emergency", "no"),
        seen.is_("member-objected", "no"),
        seen.is_("roi", "signed", "not-signed"),
        z3.Not(seen.is_("roi-revoked", "yes", "unsure")),
    )
    yield cases, z3.And(seen.decides("proceed-without-roi"), z3.Not(excepted))


def _substance_use_has_its_own_consent(book: Rulebook, kind: str) -> Iterator[Against]:
    cases = space(book, kind)
    seen = Seen(cases)
    if kind not in SUBSTANCE_USE:
        program = seen.is_("setting", "part-2-program")
        yield cases, z3.And(program, seen.decides(*PROCEED), z3.Not(seen.part_2_consent))
        return
    yield cases, z3.And(seen.decides(*PROCEED), z3.Not(seen.part_2_consent))
    medical = z3.And(
        z3.BoolVal(kind == "sud-part-2"),
        seen.is_("emergency", "medical-emergency"),
        z3.Or(seen.is_("contact-kind", "physical-health"), seen.is_("medical-personnel", "yes")),
    )
    yield cases, z3.And(seen.decides("act-now"), z3.Not(medical))
    if kind == "sud-counseling-notes":
        own = seen.is_("sud-counseling-notes-form", "own-form")
        yield cases, z3.And(seen.decides(*PROCEED), z3.Not(own))


def _psychotherapy_notes_have_their_own(book: Rulebook, kind: str) -> Iterator[Against]:
    if kind != "psychotherapy-notes":
        return
    cases = space(book, kind)
    seen = Seen(cases)
    own = z3.And(seen.hipaa_form, seen.is_("psychotherapy-notes-form", "own-form"))
    yield cases, z3.And(seen.decides(*PROCEED), z3.Not(own))
    threat = seen.is_("emergency", "serious-and-imminent-threat")
    yield cases, z3.And(seen.decides("act-now"), z3.Not(threat))


def _policy_never_blocks_an_emergency(book: Rulebook, kind: str) -> Iterator[Against]:
    cases = space(book, kind)
    seen = Seen(cases)
    status = {layer: view.status for layer, view in cases.layers.items()}
    law_stops = z3.Or(
        status["stricter-law"]["objection"],
        status["stricter-law"]["consent-needed"],
        status["hipaa"]["authorization-needed"],
    )
    yield cases, z3.And(seen.decides("stop"), z3.Not(law_stops))
    emergency = seen.is_("emergency", "serious-and-imminent-threat", "medical-emergency")
    willing = seen.is_("member-objected", "no")
    yield cases, z3.And(emergency, willing, seen.decides("get-roi-first"))
    yield cases, z3.And(status["emergency"]["applies"], z3.Not(seen.decides("act-now")))


def _unknown_never_leads_to_proceed(book: Rulebook, kind: str) -> Iterator[Against]:
    """A proceed stays what it is however the open and unsure answers come out."""
    if kind != "health":
        return
    (contact, spaces), (filled, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = filled.raw[fact]
        if fact in LISTS:
            same += [raw[name] == other[name] for name in raw]
        else:
            same += [z3.Implies(raw[v], other[v]) for v in raw if v != "unsure"]
            same.append(z3.Implies(z3.Or(list(raw.values())), z3.Or(list(other.values()))))
    yield _pair(contact, filled), z3.And(_may_proceed(spaces), z3.Not(_may_proceed(others)), *same)


def _removing_an_element_is_no_gain(book: Rulebook, kind: str) -> Iterator[Against]:
    if kind != "health":
        return  # One contact with every kind of information it may have is one space.
    (contact, spaces), (less, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = less.raw[fact]
        if fact.startswith("roi-elements."):
            removed = z3.And(raw["present"], other["missing"])
            same.append(z3.Or(removed, z3.And([raw[v] == other[v] for v in raw])))
        else:
            same += [raw[v] == other[v] for v in raw]
    yield _pair(contact, less), z3.And(_is_laxer(others, spaces), *same)


def _adding_information_is_no_gain(book: Rulebook, kind: str) -> Iterator[Against]:
    if kind != "health":
        return
    (contact, spaces), (more, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = more.raw[fact]
        relate = z3.Implies if fact == "information" else lambda one, two: one == two
        same += [relate(raw[v], other[v]) for v in raw]
    yield _pair(contact, more), z3.And(_is_laxer(others, spaces), *same)


def _contact(book: Rulebook, copy: str = "") -> tuple[Space, tuple[Space, ...]]:
    """Return the spaces of every kind for one contact; the first stands for them all.

    They share their symbols; a kind counts where the contact's information has it.
    """
    spaces = tuple(space(book, kind, copy) for kind in kinds(book.content))
    has = {each.kind: Symbols(copy).symbol("information", each.kind) for each in spaces}
    spaces[0].raw["information"] = has
    return spaces[0], spaces


def _strictness(spaces: tuple[Space, ...], rank: int) -> Formula:
    """The formula that some kind the contact has is decided this strictly, or more."""
    has = spaces[0].raw["information"]
    return z3.Or(
        [
            z3.And(has[each.kind], z3.Or([each.decision[d] for d in DECISIONS[: rank + 1]]))
            for each in spaces
        ]
    )


def _is_laxer(one: tuple[Space, ...], other: tuple[Space, ...]) -> Formula:
    """The formula that ``one`` is decided less strictly than ``other``, which has some information."""
    return z3.Or(
        [
            z3.And(_strictness(other, rank), z3.Not(_strictness(one, rank)))
            for rank in range(len(DECISIONS))
        ]
    )


def _taking_an_answer_back_is_no_yes(book: Rulebook, kind: str) -> Iterator[Against]:
    if kind != "health":
        return
    (contact, spaces), (less, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = less.raw[fact]
        if fact in LISTS:
            same += [raw[v] == other[v] for v in raw]
        else:
            same += [z3.Implies(other[v], raw[v]) for v in other if v != "unsure"]
            same.append(z3.Implies(z3.Or(list(other.values())), z3.Or(list(raw.values()))))
    yield _pair(contact, less), z3.And(_may_proceed(others), z3.Not(_may_proceed(spaces)), *same)


def _may_proceed(spaces: tuple[Space, ...]) -> Formula:
    """The formula that the contact has some information, and every kind of it may proceed."""
    has = spaces[0].raw["information"]
    each = [z3.Implies(has[s.kind], z3.Or([s.decision[d] for d in PROCEED])) for s in spaces]
    return z3.And(z3.Or(list(has.values())), *each)


def _pair(first: Space, second: Space) -> Space:
    """Return the first space with what the second one obeys added to it."""
    first.beside = second
    return first


def _minors_own_consent_keeps_parents_out(book: Rulebook, kind: str) -> Iterator[Against]:
    cases = space(book, kind)
    seen = Seen(cases)
    by_parent = seen.is_(
        "roi-signed-by", "parent-or-guardian", "member-and-parent", "other-representative"
    )
    if kind != "education-records":
        yield cases, z3.And(seen.own_consent, by_parent, seen.decides("proceed"))
    told = {"must": [], "may": [], "must-not": []}
    for rule, when in book.practice("notify"):
        if rule.gives["notify"] == "parent-or-guardian":
            told[rule.gives["duty"]].append(cases.logic.truth(when).holds)
    yield cases, z3.And(seen.own_consent, z3.Or(told["must"] + told["may"]))
    yield cases, z3.And(seen.own_consent, z3.Not(z3.Or(told["must-not"])))


def _editions_do_not_leak(book: Rulebook, kind: str) -> Iterator[Against]:
    cases = space(book, kind)
    if "same-plan-program" not in book.edition.exceptions:
        yield cases, cases.decision["proceed-without-roi"]
        yield cases, cases.layers["plan-policy"].status["exception"]


def _every_decision_rests_on_a_rule(book: Rulebook, kind: str) -> Iterator[Against]:
    cases = space(book, kind)
    for layer in LAYERS:
        yield cases, cases.layers[layer].no_rule


def _rules_do_not_contradict(book: Rulebook, kind: str) -> Iterator[Against]:
    cases = space(book, kind)
    clashes = {
        "plan-policy": (("met", "not-met"), ("exception", "not-met"), ("exception", "met")),
        "hipaa": (("authorization-needed", "permitted"), ("authorization-needed", "satisfied")),
        "emergency": (("applies", "none"),),
    }
    for layer, pairs in clashes.items():
        held = {
            s: z3.Or([t.holds for _, r, t in cases.layers[layer].read if STATUSES[layer][r] == s])
            for s in STATUSES[layer]
        }
        for one, other in pairs:
            yield cases, z3.And(held[one], held[other])


CLAIMS = (
    Claim(
        1,
        "No proceed while anything required is missing, unsure, ended, taken back or not covering.",
        _nothing_required_is_missing,
    ),
    Claim(
        2,
        "Substance use records never proceed without their own consent; only medical staff in a medical emergency get Part 2 records without.",
        _substance_use_has_its_own_consent,
    ),
    Claim(
        3,
        "Psychotherapy notes need their own authorization, even inside the same plan.",
        _psychotherapy_notes_have_their_own,
    ),
    Claim(
        4,
        "The plan's policy alone never blocks an emergency and never answers stop.",
        _policy_never_blocks_an_emergency,
    ),
    Claim(
        5, "What is not known or unsure never leads to a proceed.", _unknown_never_leads_to_proceed
    ),
    Claim(
        6,
        "Removing an element never makes the decision more permissive.",
        _removing_an_element_is_no_gain,
    ),
    Claim(
        6,
        "Adding a kind of information never makes the decision more permissive.",
        _adding_information_is_no_gain,
    ),
    Claim(
        6,
        "Turning an answer to unsure or back never turns a decision into a proceed.",
        _taking_an_answer_back_is_no_yes,
    ),
    Claim(
        7,
        "Where the minor's own consent governs, the parent is neither the signer nor told by default.",
        _minors_own_consent_keeps_parents_out,
    ),
    Claim(
        8, "The same-plan exception exists only in the edition that has it.", _editions_do_not_leak
    ),
    Claim(
        9,
        "Every layer of every decision rests on at least one rule.",
        _every_decision_rests_on_a_rule,
    ),
    Claim(9, "No two rules of a layer contradict each other.", _rules_do_not_contradict),
)
"""Every claim that is checked over all cases."""
