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

from coordguide.engine.rulebook import Rulebook
from coordguide.model import LAYERS, STATUSES
from coordguide.proof import situation_claims
from coordguide.proof.completion import Completion, has_no_reason_to_wait
from coordguide.proof.law.advice import shown_by_law, shown_by_rules
from coordguide.proof.law.contact import SUBSTANCE_USE
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import needs_authorization
from coordguide.proof.law.layers import compared, read_by_law, unlike_law
from coordguide.proof.law.plan_policy import plan_asks
from coordguide.proof.law.questions import asked_by_law, asked_by_rules
from coordguide.proof.law.who_asks import asks_the_member, needs_no_form
from coordguide.proof.logic import Formula
from coordguide.proof.pairs import (
    PROCEED,
    Refutation,
    adding_information_is_no_gain,
    removing_an_element_is_no_gain,
    taking_an_answer_back_is_no_yes,
    unknown_never_leads_to_proceed,
)
from coordguide.proof.solver import differing, shared_space, space

SECOND_READING = 22
"""The number under which the comparison with the second reading is reported."""


@dataclass(frozen=True)
class Claim:
    """One statement of the vocabulary and the cases that would break it."""

    number: int
    says: str
    against: Callable[[Rulebook, str], Iterator[Refutation]]


def _nothing_required_is_missing(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    form = (
        case.ferpa_consent
        if kind == "education-records"
        else z3.If(case.part_2, case.part_2_consent, case.hipaa_form)
    )
    authorized = z3.Implies(needs_authorization(case), case.hipaa_form)
    # Whoever decides needs nobody's leave, so that no objection is asked about there.
    willing = z3.Or(case.is_("member-objected", "no"), case.is_a_decider)
    required = z3.And(form, authorized, z3.Not(case.is_open), willing)
    yield cases, z3.And(case.decides("proceed"), z3.Not(required))
    excepted = z3.And(
        z3.BoolVal(case.has_exception("same-plan-program")),
        case.is_("same-plan-program", "yes"),
        case.treats,
        # Cal. Health & Safety 120985: a reportable disease may go to who treats the member.
        z3.Or(case.health, z3.BoolVal(kind == "communicable-disease")),
        case.ordinary,
        case.is_("emergency", "no"),
        case.is_("member-objected", "no"),
        case.is_("roi", "signed", "not-signed"),
        z3.Not(case.is_("roi-revoked", "yes", "unsure")),
    )
    nobody_asks = z3.And(z3.Not(plan_asks(case)), needs_no_form(case))
    free = z3.Or(excepted, nobody_asks)
    yield cases, z3.And(case.decides("proceed-without-roi"), z3.Not(free))


def _substance_use_has_its_own_consent(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    told = z3.Or(
        case.is_the_member,
        asks_the_member(case),
        z3.And(case.is_contact("own-team"), case.needs_to_know),
    )
    listed = z3.And(told, z3.BoolVal(kind != "sud-counseling-notes"))
    consented = z3.Or(z3.And(case.part_2_consent, z3.Not(case.is_open)), listed)
    yield cases, z3.And(case.part_2, case.decides(*PROCEED), z3.Not(consented))
    if kind not in SUBSTANCE_USE:
        return
    medical = z3.And(
        z3.BoolVal(kind == "sud-part-2"), case.medical_emergency, case.is_medical_personnel
    )
    acts = z3.And(case.part_2, case.decides("act-now"))
    yield cases, z3.And(acts, z3.Not(medical))
    if kind == "sud-counseling-notes":
        own = case.is_("sud-counseling-notes-form", "own-form")
        yield cases, z3.And(case.decides(*PROCEED), z3.Not(own))


def _psychotherapy_notes_have_their_own(book: Rulebook, kind: str) -> Iterator[Refutation]:
    if kind != "psychotherapy-notes":
        return
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    own = z3.And(case.hipaa_form, case.is_("psychotherapy-notes-form", "own-form"))
    yield cases, z3.And(case.decides(*PROCEED), z3.Not(own))
    yield cases, z3.And(case.decides("act-now"), z3.Not(case.threat))
    ordered = case.is_("legal-paper", "court-order", "part-2-order")
    yield cases, z3.And(case.shares, case.decides("legal-duty"), z3.Not(ordered))


def _policy_never_blocks_an_emergency(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    status = {layer: view.status for layer, view in cases.layers.items()}
    law_stops = z3.Or(
        status["stricter-law"]["objection"],
        status["stricter-law"]["consent-needed"],
        status["hipaa"]["authorization-needed"],
    )
    yield cases, z3.And(case.decides("stop"), z3.Not(law_stops))
    emergency = z3.Or(case.threat, case.medical_emergency)
    willing = case.is_("member-objected", "no")
    # Who neither treats nor is close gets nothing by a medical emergency, so nothing is blocked.
    reached = z3.Not(z3.And(case.is_contact("social-services"), z3.Not(case.threat)))
    yield cases, z3.And(emergency, willing, reached, case.decides("get-roi-first"))
    applies = z3.And(case.shares, status["emergency"]["applies"])
    yield cases, z3.And(applies, z3.Not(case.decides("act-now")))
    owed = z3.And(case.shares, z3.Or(status["duty"]["report"], status["duty"]["order"]))
    done = case.decides("legal-duty", "act-now")
    yield cases, z3.And(owed, z3.Not(done))


def _minors_own_consent_keeps_parents_out(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    by_parent = case.is_("roi-signed-by", "parent-or-guardian", "other-representative")
    if kind != "education-records":
        yield cases, z3.And(case.own_consent, by_parent, case.decides("proceed"))
    told: dict[str, list[Formula]] = {"must": [], "may": [], "must-not": []}
    for rule, when in book.advice("notify"):
        if rule.gives["notify"] == "parent-or-guardian":
            told[rule.gives["duty"]].append(cases.logic.truth(when).holds)
    yield cases, z3.And(case.own_consent, z3.Or(told["must"] + told["may"]))
    yield cases, z3.And(case.own_consent, z3.Not(z3.Or(told["must-not"])))


def _editions_do_not_leak(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    if case.has_exception("same-plan-program"):
        return
    yield cases, cases.layers["plan-policy"].status["exception"]
    # W&I 5328.1 is of county mental health; North Carolina has a like rule.
    elsewhere = z3.Not(case.is_("state", "NC"))
    for fact in ("family-spoken-consent", "asked-by-them"):
        yield cases, z3.And(elsewhere, cases.visible.get(fact, z3.BoolVal(False)))
    present = z3.And(case.is_("direction", "presence-only"), case.decides("legal-duty"))
    yield cases, z3.And(present, z3.Not(case.is_("legal-paper", "court-order", "part-2-order")))


def _every_decision_rests_on_a_rule(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    # A paper, or a school as sender, is answered from the duty before anything else is read.
    paper = case.is_("legal-paper", "court-order", "part-2-order", "subpoena", "agency-demand")
    at_once = case.decides("legal-duty", "not-decided-here")
    # What the paper asks for may be open still; that is asked before anything else, too.
    waits = z3.And(paper, cases.layers["duty"].status["unknown"])
    by_paper = z3.Or(waits, z3.And(paper, case.decides("act-now")))
    by_duty = z3.And(case.shares, z3.Or(at_once, by_paper))
    for layer in LAYERS:
        before = layer in ("duty", "emergency")
        reached = z3.BoolVal(True) if before else z3.Not(by_duty)
        yield cases, z3.And(reached, cases.layers[layer].no_rule)


def _rules_do_not_contradict(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
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
        # A threat and a medical emergency at once are judged each by its own rules.
        twofold = z3.BoolVal(False)
        if layer == "emergency":
            twofold = z3.And(case.threat, case.medical_emergency)
        for one, other in pairs:
            yield cases, z3.And(held[one], held[other], z3.Not(twofold))


def _must_and_must_not_never_meet(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    told: dict[tuple[str, str], list[Formula]] = {}
    for rule, when in book.advice("notify"):
        key = (rule.gives["notify"], rule.gives["duty"])
        told.setdefault(key, []).append(cases.logic.truth(when).holds)
    for who in {who for who, _ in told}:
        never = told.get((who, "must-not"), [])
        wanted = told.get((who, "must"), []) + told.get((who, "may"), [])
        yield cases, z3.And(z3.Or(never), z3.Or(wanted))


def _rules_agree_with_the_second_reading(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    for layer in LAYERS:
        differs = unlike_law(read_by_law(layer, case), cases.layers[layer].read)
        yield cases, z3.And(compared(layer, case), differs)
    waits = has_no_reason_to_wait(case, cases.layers, cases.decision)
    yield cases, waits


def _what_is_shown_agrees(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = shared_space(book, kind)
    yield cases, differing(shown_by_rules(cases), shown_by_law(cases))
    yield cases, differing(asked_by_rules(cases), asked_by_law(cases))


def _decided_early_stays_decided(book: Rulebook, kind: str) -> Iterator[Refutation]:
    cases = space(book, kind)
    filled = Completion(cases)
    cases.more = filled.constraints
    for layer in LAYERS:
        yield cases, filled.changes(layer, cases.layers[layer].status)


SITUATION_CLAIMS = (
    Claim(
        11,
        "No proceed without a release that was said to fit this.",
        situation_claims.no_proceed_without_a_fitting_release,
    ),
    Claim(
        12,
        "A report is never held up, and nobody suspected is tipped off.",
        situation_claims.a_report_is_never_held_up,
    ),
    Claim(
        13,
        "Where there is or may be a duty, nothing is answered by asking for consent.",
        situation_claims.a_duty_is_never_answered_no,
    ),
    Claim(
        14,
        "Listening is always allowed, and nothing else is called listening.",
        situation_claims.listening_is_always_allowed,
    ),
    Claim(
        15,
        "Telling who decides depends on nobody else's leave.",
        situation_claims.who_decides_needs_nobodys_leave,
    ),
    Claim(
        16,
        "No yes toward whom abuse is suspected of, nor on that signature.",
        situation_claims.no_yes_toward_who_is_suspected,
    ),
    Claim(
        17,
        "Part 2 information passes only by its consent and the listed ways.",
        situation_claims.part_2_passes_only_where_listed,
    ),
    Claim(
        18,
        "No kind of contact but a physical health provider treats by itself.",
        situation_claims.no_kind_of_contact_treats_by_itself,
    ),
    Claim(
        19,
        "A new question left open, or unsure, opens nothing.",
        situation_claims.what_is_new_opens_nothing_by_being_open,
    ),
    Claim(
        20,
        "The common case sees one new question, and none without a release.",
        situation_claims.the_budget_holds,
    ),
)
"""The claims about who asks, danger and duty."""

CLAIMS = (
    Claim(
        1,
        "No proceed while anything required is missing, unsure, ended, taken back or not covering.",
        _nothing_required_is_missing,
    ),
    Claim(
        2,
        "Substance use records need their own consent; a medical emergency opens Part 2 to staff.",
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
        5, "What is not known or unsure never leads to a proceed.", unknown_never_leads_to_proceed
    ),
    Claim(
        6,
        "Removing an element never makes the decision more permissive.",
        removing_an_element_is_no_gain,
    ),
    Claim(
        6,
        "Adding a kind of information never makes the decision more permissive.",
        adding_information_is_no_gain,
    ),
    Claim(
        6,
        "Turning an answer to unsure or back never turns a decision into a proceed.",
        taking_an_answer_back_is_no_yes,
    ),
    Claim(
        7,
        "Where the minor's own consent governs, the parent neither signs nor is told by default.",
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
    Claim(
        9,
        "Nobody must be told and must not be told at once.",
        _must_and_must_not_never_meet,
    ),
    *SITUATION_CLAIMS,
    Claim(
        SECOND_READING,
        "Each rule applies when a second reading says so, and nothing waits without reason.",
        _rules_agree_with_the_second_reading,
    ),
    Claim(
        SECOND_READING,
        "What is asked, shown and told appears exactly when the second reading says so.",
        _what_is_shown_agrees,
    ),
    Claim(
        SECOND_READING,
        "What a layer answers while questions are open, it still answers once they are filled in.",
        _decided_early_stays_decided,
    ),
)
"""Every claim that is checked over all cases."""
