"""What must hold of the situations of who asks, danger and duty: statements 11 to 21.

As in ``claims``, each yields a space and a formula that no case may satisfy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import z3

from coordguide.engine.conditions import Test
from coordguide.engine.rulebook import Rulebook
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.release import BY_ANOTHER
from coordguide.proof.law.who_asks import asks_the_member
from coordguide.proof.logic import Formula
from coordguide.proof.pairs import PROCEED, Refutation, beside, brings_up
from coordguide.proof.solver import LISTS, shared_space, space
from coordguide.proof.space import Space

NEW_QUESTIONS = (
    "roi-fits",
    "representative-safety",
    "treated-together",
    "member-needs-care-now",
    "consent-now",
    "legal-paper",
    "report-about",
    "authority-known",
    "worker-role",
    "payer-purpose",
    "team-tie",
    "part-2-source",
    "asked-by-them",
    "student-in-college",
    "roi-form",
    "court-role",
    "outside-reason",
)
"""The questions that the situations added, which the budget speaks of."""

YES = (*PROCEED, "act-now", "legal-duty")
"""The decisions under which something is told now."""


def no_proceed_without_a_fitting_release(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases that proceed on a form that was not said to fit this."""
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    fits = z3.And(case.is_("roi", "signed"), case.is_("roi-fits", "yes"))
    yield cases, z3.And(case.decides("proceed"), z3.Not(fits))


def a_report_is_never_held_up(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases that hold up a report, or tip off the person suspected."""
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    reports = case.is_("direction", "report")
    yield cases, z3.And(reports, z3.Not(case.decides("legal-duty", "not-decided-here")))
    told = [
        cases.logic.truth(when).holds
        for rule, when in book.advice("notify")
        if rule.gives["notify"] != "member" and rule.gives["duty"] != "must-not"
    ]
    suspected = case.is_("representative-safety", "suspected-decider")
    yield cases, z3.And(suspected, z3.Or(told))


def a_duty_is_never_answered_no(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases in which there is, or may be, a duty, and consent is asked for first."""
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    none = cases.layers["duty"].status["none"]
    refused = case.decides("stop", "get-roi-first", "ask-privacy-officer")
    yield cases, z3.And(z3.Not(none), refused)


def listening_is_always_allowed(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases in which listening is held up, or something else is called listening."""
    cases = shared_space(book, kind)
    listens = CaseFacts(cases).is_("direction", "listen")
    yield cases, z3.Xor(listens, cases.decision["listen-only"])
    more = [
        cases.visible[question.id]
        for question, _ in book.questions
        if question.scope == "contact" and question.id not in ("contact-kind", "direction")
    ]
    yield cases, z3.And(listens, z3.Or(more))


def who_decides_needs_nobodys_leave(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases in which telling who decides depends on what only matters to others."""
    one, other = space(book, kind), space(book, kind, "'")
    case, changed = CaseFacts(one), CaseFacts(other)
    free = {"family-involvement-agreed", "family-spoken-consent", "member-objected"}
    own_form = z3.Or(case.part_2, z3.BoolVal(kind == "psychotherapy-notes"))
    same = _same(one, other, lambda fact: fact not in free and not fact.startswith("roi"))
    same_form = _same(one, other, lambda fact: fact.startswith("roi"))
    yield (
        beside(one, other),
        z3.And(
            case.is_the_decider,
            changed.is_the_decider,
            *same,
            z3.Or(z3.Not(own_form), z3.And(same_form)),
            z3.Or([one.decision[d] != other.decision[d] for d in one.decision]),
        ),
    )


def _same(one: Space, other: Space, wanted: Callable[[str], bool]) -> list[Formula]:
    return [
        one.raw[fact][value] == other.raw[fact][value]
        for fact in one.raw
        if fact == "dates" or wanted(fact)
        for value in one.raw[fact]
    ]


def no_yes_toward_who_is_suspected(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases that tell whom abuse is suspected of, or go by that person's signature."""
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    suspected = z3.And(case.represented, case.decider_is_suspect)
    toward = z3.And(case.is_contact("parent-or-decider"), case.decides(*PROCEED, "act-now"))
    signed = z3.And(case.is_("roi-signed-by", *BY_ANOTHER), case.decides("proceed"))
    yield cases, z3.And(suspected, z3.Or(toward, signed))
    yield cases, z3.And(case.may_be_the_suspect, case.decides(*PROCEED, "act-now"))


def part_2_passes_only_where_listed(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases in which Part 2 information passes otherwise than by a listed way."""
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    asked = case.is_("consent-now", "can", "refused")
    medical = z3.And(cases.decision["act-now"], case.is_medical_personnel, z3.Not(asked))
    listed = z3.Or(
        medical,
        z3.And(case.is_contact("own-team"), case.needs_to_know),
        z3.And(case.is_("direction", "report"), case.is_("report-about", "child")),
        case.is_("legal-paper", "part-2-order"),
        case.is_the_member,
        asks_the_member(case),
    )
    if kind == "sud-counseling-notes":
        listed = z3.And(case.is_("direction", "report"), case.is_("report-about", "child"))
    # A report goes beyond no record; whose it is matters only where the sender is a program.
    reports = z3.And(case.is_("direction", "report"), z3.Not(case.program))
    fits = z3.And(case.part_2_consent, z3.Not(case.is_open), case.notes_alone)
    passes = z3.And(case.part_2, case.decides(*YES), z3.Not(reports))
    yield cases, z3.And(passes, z3.Not(fits), z3.Not(listed))


def no_kind_of_contact_treats_by_itself(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases in which a contact counts as treating without it having been said."""
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    treats = cases.logic.truth(Test("treats-member", "is", "yes")).holds
    inside = cases.layers["plan-policy"].status["exception"]
    never = case.is_contact(
        *("court-appointed", "plan-or-payer", "protective-services", "social-services"),
        *("member", "public-agency"),
    )
    yield cases, z3.And(z3.Or(treats, inside), z3.Or(never, z3.Not(case.treats)))


def what_is_new_opens_nothing_by_being_open(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases in which a new question left open, or unsure, makes a yes.

    What the answer brings up is a question of its own: while that is open the case waits.
    """
    less, whole = space(book, kind), space(book, kind, "'")
    yes = [z3.Or([each.decision[d] for d in YES]) for each in (less, whole)]
    same: list[Formula] = []
    for fact, raw in whole.raw.items():
        other = less.raw[fact]
        if fact in NEW_QUESTIONS and fact not in LISTS:
            same += [z3.Implies(other[v], raw[v]) for v in other if v != "unsure"]
            same.append(z3.Implies(z3.Or(list(other.values())), z3.Or(list(raw.values()))))
        else:
            same += [raw[v] == other[v] for v in raw]
    # Help is never held up by the question whether the member can consent now.
    held = whole.raw["consent-now"]
    asked = z3.And(less.decision["act-now"], z3.Or(held["can"], held["refused"]))
    waits = z3.And(whole.decision["incomplete"], brings_up(less, whole, is_open=True))
    yield beside(less, whole), z3.And(yes[0], z3.Not(z3.Or(yes[1], asked, waits)), *same)


def the_budget_holds(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the common cases that see another new question than the one about the form."""
    if kind != "health":
        return
    cases = shared_space(book, kind)
    case = CaseFacts(cases)
    others = z3.Or(
        *cases.raw["contact-kinds"].values(),
        *cases.raw["contact-information"].values(),
        *cases.raw["authorization-for-some"].values(),
        *(formula for name, formula in cases.raw["information"].items() if name != "health"),
    )
    common = z3.And(
        case.adult,
        case.is_("decision-maker", "self"),
        case.ordinary,
        case.is_("emergency", "no"),
        case.is_contact("physical-health"),
        case.is_("direction", "share", "request", "both"),
        case.is_("member-objected", "no"),
        z3.Not(others),
    )
    signed = case.is_("roi", "signed")
    allowed = {"roi-fits": signed}
    more = [
        z3.Xor(cases.visible[name], allowed.get(name, z3.BoolVal(False)))
        for name in NEW_QUESTIONS
        if name in cases.visible
    ]
    yield cases, z3.And(common, z3.Or(more))
