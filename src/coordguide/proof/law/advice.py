"""The second reading, continued: when a person is told, warned or asked something.

Keys say what is shown (``("caution", "family-least")``); each formula says when,
in every case, also where answers are open or unsure.
"""

from __future__ import annotations

from collections.abc import Iterable

import z3

from coordguide.engine.conditions import Condition
from coordguide.model import Rule
from coordguide.proof.law.documents import is_borne
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.forms import (
    PAPER_BEARERS,
    asks_authorization,
    asks_hipaa,
    asks_part_2,
    is_no_treater,
    is_not_for_tpo,
    is_release_asked,
)
from coordguide.proof.law.member import UNDER_18
from coordguide.proof.law.plan_policy import is_of_the_sheets
from coordguide.proof.law.release import FERPA, HIPAA, PART_2
from coordguide.proof.logic import Formula, NamedFormulas
from coordguide.proof.space import Space

Pairs = Iterable[tuple[Rule, Condition]]


def shown_by_rules(cases: Space, pairs: Pairs | None = None) -> NamedFormulas:
    """Return what the practice rules of the content, or some others, show, and when."""
    found: dict[tuple[str, ...], list[Formula]] = {}
    for rule, when in cases.book.rules.get("advice", ()) if pairs is None else pairs:
        found.setdefault(name_of(rule), []).append(cases.reading(rule).truth(when).holds)
    return {name: cases.logic.algebra.any(formulas) for name, formulas in found.items()}


def name_of(rule: Rule) -> tuple[str, ...]:
    """Return the name of what a rule of advice shows, as ``shown_by_law`` has it."""
    (gives, what), *more = rule.gives.items()
    parts = what if isinstance(what, list) else (str(what), *(value for _, value in more))
    # Each reason to tell somebody stands for itself; nothing else has two.
    return (gives, *parts, rule.id) if gives == "notify" else (gives, *parts)


def shown_by_law(cases: Space) -> NamedFormulas:
    """Return what ought to be shown, and when."""
    case = CaseFacts(cases)
    return {
        **_notices(case),
        **_notes(case),
        **{("caution", name): when for name, when in _cautions(case).items()},
        **{("problem", name): z3.And(_signed(case), f) for name, f in _problems(case).items()},
        **_headlines(case),
        **_contradictions(cases),
    }


def _headlines(case: CaseFacts) -> NamedFormulas:
    """Return what stands on top of an answer, and what to say or do first."""
    danger = case.is_(
        "emergency",
        *("serious-and-imminent-threat", "medical-emergency", "threat-and-medical-emergency"),
    )
    medical = case.is_("emergency", "medical-emergency", "threat-and-medical-emergency")
    refused = z3.And(_said_no(case), case.decides("stop", "get-roi-first"))
    known = z3.Or(list(case.cases.raw["contact-kind"].values()))
    office = case.is_contact("plan-or-payer", *PAPER_BEARERS)
    papers = case.is_("custody-or-court-order", "papers-forbid")
    shut_out = z3.And(case.is_contact("parent-or-decider"), case.minor, papers)
    objected = case.is_("member-objected", "yes")
    waits = ("stop", "ask-privacy-officer", "get-roi-first", "incomplete", "not-decided-here")
    closed = z3.And(case.decides("stop", "not-decided-here"), case.gives)
    # "Not sure" counts for saying nothing.
    unsure = z3.Or(case.is_("court-role", "unsure"), case.is_("outside-reason", "unsure"))
    others = z3.And(
        known,
        z3.Not(case.is_contact("own-team", "member", "plan-or-payer")),
        z3.Or(case.goes_by_no_law_of_its_own, unsure),
        case.may_know_nothing,
    )
    # What an audit may have without a form was not read, so that no form is asked for it there.
    looks_over = case.is_("payer-purpose", "audit", "quality-review")
    audit = z3.And(looks_over, case.decides("not-decided-here"))
    its_plan = z3.Or(
        case.is_("payer-purpose", "payment", "coordination"),
        z3.And(looks_over, case.decides("stop")),
    )
    return {
        ("first", "call-for-help"): danger,
        ("first", "medical-staff"): medical,
        ("first", "threat"): z3.And(case.threat, case.ordinary),
        ("first", "write-down"): danger,
        # G.S. 7B-301(a), 108A-102: police are not who the report goes to.
        ("headline", "4"): z3.And(
            *(case.is_("direction", "report"), case.is_("state", "NC")),
            *(case.is_contact("police"), case.decides("legal-duty")),
        ),
        ("headline", "5"): z3.And(case.is_("direction", "report"), case.decides("legal-duty")),
        ("headline", "6"): z3.And(case.decides("act-now"), case.is_("direction", "request")),
        # 164.512(j)(1)(i)(B): those able to lessen the threat, or its target.
        ("headline", "7"): z3.And(case.decides("act-now"), case.close, case.threat),
        # 164.512(e)(1)(i): what the order expressly names.
        ("headline", "8"): z3.And(
            case.decides("legal-duty"),
            case.is_("legal-paper", "court-order"),
            case.of_kind("psychotherapy-notes"),
        ),
        # G.S. 7B-505.1 has us tell; that we ask is nobody's order.
        ("headline", "9"): z3.And(case.decides("legal-duty"), case.is_("direction", "request")),
        ("headline", "10"): z3.And(danger, case.decides(*waits)),
        ("headline", "11"): z3.And(
            case.is_("direction", "report"), case.is_("report-about", "other-adult")
        ),
        ("headline", "12"): z3.And(
            case.is_("direction", "report"), case.decides("not-decided-here")
        ),
        # 164.510(b)(3): in the member's best interest.
        ("headline", "13"): z3.And(case.decides("act-now"), case.close),
        ("headline", "15", "yes"): z3.And(
            case.deceased, objected, case.decides("stop", "get-roi-first")
        ),
        ("headline", "20", "yes"): z3.And(refused, known, z3.Not(office)),
        ("headline", "21", "yes"): z3.And(refused, office),
        # 164.502(g)(3): no form cures what the papers say.
        ("headline", "25"): z3.And(
            *(case.is_contact("parent-or-decider"), case.minor),
            *(case.is_("custody-or-court-order", "papers-forbid"), case.decides("stop")),
        ),
        ("headline", "30"): z3.And(case.is_("direction", "request"), case.decides("stop")),
        ("headline", "35"): z3.And(
            case.is_contact("member"),
            case.decides("ask-privacy-officer"),
            case.is_("emergency", "no"),
        ),
        ("headline", "36"): z3.And(case.is_nobody, case.decides("ask-privacy-officer")),
        # Who may be asked is asked: an adult who decides alone, or a minor on their own consent.
        ("headline", "37"): z3.And(
            case.is_contact("family", "friend-or-caregiver"),
            case.is_("family-involvement-agreed", "unsure"),
            case.decides("ask-privacy-officer"),
            case.is_("emergency", "no"),
            z3.Or(z3.And(case.adult, case.is_("decision-maker", "self")), case.own_consent),
            case.is_("setting", "ordinary"),
        ),
        ("headline", "38"): z3.And(
            case.is_("authority-known", "no", "unsure"), case.decides("ask-privacy-officer")
        ),
        ("headline", "40"): z3.And(
            case.is_("roi", "unsure"),
            case.decides("ask-privacy-officer"),
            case.is_("emergency", "no"),
            # Where who decides, or what the sender is, is open too, a form is not all there is.
            case.decider_is_known,
            case.is_("setting", "ordinary", "part-2-program"),
        ),
        # 164.502(g)(5): the form goes to nobody of whom harm is suspected.
        ("headline", "39"): z3.And(
            *(case.no_safe_signer, z3.Not(case.is_contact("parent-or-decider"))),
            case.is_("roi", "not-signed"),
            *(case.decides("ask-privacy-officer"), case.is_("emergency", "no")),
        ),
        ("phone", "listen"): case.decides("listen-only"),
        ("phone", "form-first"): z3.And(closed, its_plan),
        ("phone", "neither-confirm-nor-deny"): z3.Or(
            z3.And(closed, z3.Or(others, case.is_("payer-purpose", "other", "unsure"))),
            z3.And(z3.Or(case.close, shut_out), case.decides("ask-privacy-officer"), case.gives),
        ),
        ("phone", "call-back"): z3.And(closed, case.knows_already),
        ("phone", "own-wish"): z3.And(
            *(case.decides("not-decided-here"), case.gives, case.is_contact("member", "own-team")),
        ),
        ("phone", "take-the-request"): z3.And(closed, z3.Or(case.by_own_law, audit)),
    }


def _said_no(case: CaseFacts) -> Formula:
    """Say that the member said no: to the form, to this contact, or to family and friends."""
    parent = z3.And(case.is_contact("parent-or-decider"), case.own_consent)
    no = case.is_("family-involvement-agreed", "no")
    either = z3.And(z3.Or(z3.And(case.close, case.is_alive), parent), no)
    return z3.Or(case.is_("roi", "declined"), case.is_("member-objected", "yes"), either)


def _signed(case: CaseFacts) -> Formula:
    return case.is_("roi", "signed")


def _notices(case: CaseFacts) -> NamedFormulas:
    # Orange County's sheet asks for no notice, so there it is good practice only.
    is_asked = not case.has_exception("same-plan-program")
    duty, prefix = ("must", "notify-") if is_asked else ("may", "oc-notify-")
    told = {
        **{("member", duty, prefix + name): f for name, f in _tell_the_member(case).items()},
        **{(who, duty, prefix + name): f for who, name, f in _tell_another(case)},
        **{("member", "may", f"notify-{name}"): f for name, f in _tell_besides(case).items()},
        **{(who, "may", f"notify-{name}"): f for who, name, f in _tell_with_care(case)},
        **{
            ("parent-or-guardian", "must-not", f"notify-no-{name}"): f
            for name, f in _tell_no_parent(case).items()
        },
        ("other-representative", "must-not", "notify-no-suspected-representative"): z3.And(
            case.decider_is_suspect, case.is_("decision-maker", "other-representative")
        ),
    }
    book = case.cases.book
    return {
        ("notify", *key): when for key, when in told.items() if is_borne(book, f"rules/{key[-1]}")
    }


def _goes_on(case: CaseFacts) -> Formula:
    """Say that something may be shared now."""
    return case.decides("proceed", "proceed-without-roi", "act-now")


def _coordinates(case: CaseFacts) -> Formula:
    """Say that care is being coordinated, so that somebody is to be told of it: CON-4."""
    return case.cases.coordinating


def _is_unclear(case: CaseFacts) -> Formula:
    """Say that a minor consented alone, or may have, and that this need not count."""
    consented = "minor-consented-to-own-care"
    unlawful = z3.And(case.without_own_consent, case.is_(consented, "yes"))
    return z3.And(case.minor, z3.Or(unlawful, case.is_(consented, "unsure")))


def _is_no_warning(case: CaseFacts) -> Formula:
    """Say that nobody is warned: after a warning, whom to tell is a question of safety."""
    return case.is_("emergency", "no", "medical-emergency")


def _is_to_be_told(case: CaseFacts) -> Formula:
    """Say that somebody is to be told: once care is coordinated, and nobody was warned."""
    return z3.And(_coordinates(case), _is_no_warning(case))


def _tell_the_member(case: CaseFacts) -> dict[str, Formula]:
    alone = z3.And(case.adult, case.is_("decision-maker", "self"))
    told = {
        "adult": z3.And(alone, case.is_("emergency", "no")),
        "adult-after-emergency": z3.And(alone, case.is_("emergency", "medical-emergency")),
        "unsure-decider": z3.And(case.adult, case.is_("decision-maker", "unsure")),
        "minor": case.own_consent,
        "minor-consent-unclear": _is_unclear(case),
    }
    return {name: z3.And(_is_to_be_told(case), when) for name, when in told.items()}


def _tell_another(case: CaseFacts) -> list[tuple[str, str, Formula]]:
    safe = z3.And(_is_to_be_told(case), case.is_("representative-safety", "no"))
    return [(who, name, z3.And(safe, when)) for who, name, when in _who_else(case)]


def _who_else(case: CaseFacts) -> list[tuple[str, str, Formula]]:
    represented = z3.And(case.adult, case.is_("decision-maker", "other-representative"))
    return [
        (
            "parent-or-guardian",
            "guardian",
            z3.And(case.adult, case.is_("decision-maker", "guardian")),
        ),
        ("parent-or-guardian", "parent", case.parent_decides),
        ("other-representative", "representative", represented),
    ]


def _tell_with_care(case: CaseFacts) -> list[tuple[str, str, Formula]]:
    """Tell whoever decides so that a suspected person close to home does not hear of it."""
    guarded, parents, represented = (when for _, _, when in _who_else(case))
    careful = z3.And(_is_to_be_told(case), case.is_("representative-safety", "suspected-other"))
    return [
        ("parent-or-guardian", "parent-with-care", z3.And(careful, z3.Or(guarded, parents))),
        ("other-representative", "representative-with-care", z3.And(careful, represented)),
    ]


def _tell_besides(case: CaseFacts) -> dict[str, Formula]:
    represented = z3.And(case.adult, case.is_("decision-maker", "guardian", "other-representative"))
    # A child who hears of it takes it home, where somebody is suspected.
    safe = case.is_("representative-safety", "no")
    return {
        "adult-with-guardian": z3.And(_is_no_warning(case), represented),
        "minor-too": z3.And(_is_no_warning(case), case.parents_consent, safe),
    }


def _tell_no_parent(case: CaseFacts) -> dict[str, Formula]:
    papers = case.is_("custody-or-court-order", "yes", "unsure")
    takes_part = z3.Or(case.agreed, case.cannot_be_asked)
    guarded = z3.And(case.adult, case.is_("decision-maker", "guardian"))
    # The parent may be the one who is threatened.
    calm = _is_no_warning(case)
    return {
        "parent-minor-consent": case.own_consent,
        "parent-yet": z3.And(calm, _is_unclear(case)),
        "parent-custody": z3.And(calm, case.without_own_consent, papers),
        "parent-papers-forbid": z3.And(
            case.without_own_consent, case.is_("custody-or-court-order", "papers-forbid")
        ),
        # 164.510(b)(3): who cannot be asked may need the parent there.
        "parent-of-adult": z3.And(
            case.adult,
            case.is_("decision-maker", "self"),
            case.is_("emergency", "no"),
            case.is_("setting", "ordinary", "part-2-program", "unsure"),
            z3.Not(takes_part),
        ),
        "suspected-decider": z3.And(case.decider_is_suspect, z3.Or(case.minor, guarded)),
        "unverified-guardian": z3.And(calm, case.adult, case.is_("decision-maker", "unsure")),
    }


def _notes(case: CaseFacts) -> NamedFormulas:
    in_north_carolina, in_california = case.is_("state", "NC"), case.is_("state", "CA")
    # Nobody is told about a member who has died.
    deciders = case.is_("decision-maker", "self", "guardian", "other-representative", "unsure")
    told = z3.And(_coordinates(case), z3.Or(case.minor, deciders))
    any_suspicion = case.is_("representative-safety", "suspected-decider", "suspected-other",
                             "unsure")  # fmt: skip
    return {
        ("note", "confidential-channel"): case.is_("confidential-channel-requested", "yes"),
        ("note", "north-carolina-minor"): z3.And(in_north_carolina, case.own_consent),
        ("note", "other-state"): case.is_("state", "other"),
        ("note", "report-may-be-due"): any_suspicion,
        ("say", "before-sharing"): z3.And(told, in_north_carolina, case.is_("emergency", "no")),
        # 164.508(b)(5) is about a release: without one there is nothing to revoke.
        ("say", "may-take-back"): z3.And(told, case.decides("proceed")),
        ("say", "who-and-why"): told,
        ("write", "notice"): told,
        ("write", "parent-attempt"): z3.And(in_california, case.own_consent),
    }


def _longer_than_a_year(case: CaseFacts) -> Formula:
    raw, dates = case.cases.raw, case.cases.raw["dates"]
    signed, ends = raw["roi-signed-on"]["given"], raw["roi-expires-on"]["given"]
    kind = "roi-expiry-kind"
    return z3.Or(
        case.is_(kind, "none"),
        z3.And(case.is_(kind, "date"), signed, ends, z3.Not(dates["ends-within-year"])),
        z3.And(case.is_(kind, "event"), signed, z3.Not(dates["today-within-year"])),
    )


_SPEAKING = (
    *("proceed", "proceed-without-roi", "act-now"),
    *("get-roi-first", "ask-privacy-officer", "incomplete"),
)
"""The decisions under which something is, or may yet be, shared."""


def _cautions(case: CaseFacts) -> dict[str, Formula]:
    too_long = z3.And(_signed(case), _longer_than_a_year(case))
    acts, tells = case.decides("act-now"), case.is_("direction", "share", "both")
    speaking = case.decides(*_SPEAKING)
    sees_the_record = z3.And(
        case.is_contact("member", "parent-or-decider"),
        case.decides("proceed", "proceed-without-roi"),
    )
    cautions = {
        "arizona-12-months": z3.And(case.is_("state", "AZ"), too_long),
        # Whoever cannot tell who it is about is told nothing of the member; a no is left alone.
        "advice-without-name": z3.And(
            case.is_contact("behavioral-health"),
            *(tells, case.decides("stop", "ask-privacy-officer", "get-roi-first")),
            *(case.is_("member-objected", "no"), case.is_("roi", "signed", "not-signed", "unsure")),
        ),
        # G.S. 122C-53(i), of a competent adult who asks.
        "attorney-on-request": z3.And(
            *(case.is_("state", "NC"), case.is_members_attorney, case.ordinary),
            *(case.adult, case.is_("decision-maker", "self")),
            *(case.is_("member-objected", "no"), z3.Not(case.decides("proceed"))),
        ),
        "asked-for-records": z3.And(
            *(case.decides("get-roi-first"), case.treats, tells),
            z3.Or(
                z3.And(case.is_("roi", "not-signed"), case.is_("member-objected", "no", "unsure")),
                z3.And(case.is_("roi", "signed"), case.is_("roi-revoked", "no")),
            ),
        ),
        "california-one-year": z3.And(case.is_("state", "CA"), too_long),
        "california-share-choice": z3.And(case.is_("state", "CA"), _signed(case)),
        # Whom a threat lets be told is told what lessens it: 164.512(j), not 164.510(b).
        "family-least": z3.And(
            case.close,
            z3.Or(
                case.decides("proceed", "proceed-without-roi", "get-roi-first"),
                z3.And(acts, case.is_("emergency", "medical-emergency")),
            ),
        ),
        # 164.502(g): whoever decides agrees, not the child or the ward.
        "whose-word-counts": z3.And(
            case.agreed,
            z3.Or(
                case.represented,
                z3.And(case.minor, case.is_("minor-consented-to-own-care", "unsure")),
            ),
            _goes_on(case),
        ),
        "north-carolina-minor-life-at-stake": z3.And(
            case.is_("state", "NC"),
            case.medical_emergency,
            case.is_contact("parent-or-decider"),
            case.own_consent,
            case.shares,
        ),
        # Fam. 6924(d), H&S 124260(c): the parent takes part unless that does not fit.
        "california-minor-in-danger": z3.And(
            case.is_("state", "CA"),
            case.medical_emergency,
            case.is_contact("parent-or-decider"),
            case.own_consent,
            case.shares,
        ),
        # 164.512(e)(1)(i): what an order expressly authorizes.
        "ask-for-the-order": z3.And(
            case.is_contact("court-appointed"),
            case.is_("legal-paper", "none"),
            case.decides("stop"),
        ),
        "couple-others": z3.And(case.is_("treated-together", "couple-or-family"), _goes_on(case)),
        "group-others": z3.And(case.is_("treated-together", "group"), _goes_on(case)),
        # 164.510(b)(3): who cannot be asked cannot sign.
        "cannot-sign-now": z3.And(case.cannot_be_asked, case.decides("get-roi-first")),
        "only-who-can-help": z3.And(
            acts,
            z3.Or(
                case.is_contact("none-of-these"),
                z3.And(
                    case.threat,
                    case.is_contact(
                        "own-team", "specialty-care", "therapy-services", "social-services"
                    ),
                ),
            ),
        ),
        # 164.510(b)(3): in the member's best interest, which whoever harms them is not.
        "not-who-harms": z3.And(case.close, _goes_on(case)),
        # 164.512(e): a threat is no way to answer a paper.
        "paper-beside-danger": z3.And(
            acts,
            case.shares,
            case.is_(
                "legal-paper",
                *("court-order", "part-2-order", "subpoena", "agency-demand", "unsure"),
            ),
        ),
        "consent-at-hand": case.is_("consent-now", "can"),
        "consent-refused": case.is_("consent-now", "refused"),
        "report-instead": z3.And(
            case.is_contact("protective-services"),
            case.is_("direction", "share", "both", "request"),
            z3.Not(case.decides("proceed", "proceed-without-roi", "act-now", "legal-duty")),
        ),
        # Penal Code 1524(c).
        "search-of-records": z3.And(
            *(case.is_("state", "CA"), case.is_contact("police")),
            case.is_("legal-paper", "court-order"),
        ),
        # 164.522(b): what the plan sends goes elsewhere on request.
        "plan-tells-parents": z3.And(
            *(case.is_contact("plan-or-payer"), case.is_("payer-purpose", "payment"), tells),
            case.is_("minor-consented-to-own-care", "yes"),
            case.decides("proceed", "proceed-without-roi"),
        ),
        "threat-elsewhere": z3.And(acts, case.threat, case.is_("state", "other")),
        # H&S 123115(a)(1).
        "california-minor-copies": z3.And(
            *(case.is_("state", "CA"), case.is_contact("parent-or-decider")),
            *(case.is_("member-age", "12-to-17"), tells),
            z3.Or(
                case.decides("proceed-without-roi"),
                z3.And(case.decides("proceed"), case.is_("minor-consented-to-own-care", "no")),
            ),
        ),
        # 42 CFR 2.14(c).
        "director-may-tell": z3.And(
            z3.Or(case.threat, case.medical_emergency),
            case.is_("setting", "part-2-program"),
            case.is_("minor-consented-to-own-care", "yes"),
            *(case.is_contact("parent-or-decider"), case.gives),
        ),
        "crime-on-premises": z3.And(case.is_contact("police"), case.decides("stop")),
        "record-of-others": sees_the_record,
        "harm-from-access": sees_the_record,
        "paid-in-full": z3.And(
            case.is_contact("plan-or-payer"),
            *(case.is_("member-objected", "yes", "unsure"), tells),
            z3.Not(case.decides("stop", "not-decided-here")),
        ),
        "tell-before-the-plan": z3.And(
            case.is_("state", "NC"),
            case.is_contact("plan-or-payer"),
            case.is_("payer-purpose", "coordination", "quality-review"),
            *(tells, case.decides("proceed-without-roi")),
        ),
        "part-2-log": z3.And(acts, asks_part_2(case)),
        "part-2-notice": z3.And(case.decides("proceed"), asks_part_2(case)),
        "policy-waived": z3.And(acts, is_of_the_sheets(case)),
        "received-onward": z3.And(
            case.received_onward,
            case.is_("information", "sud-part-2"),
            z3.Or(_goes_on(case), case.decides("get-roi-first")),
        ),
        "report-no-warning": case.is_("direction", "report"),
        "report-tell-adult": z3.And(
            case.is_("direction", "report"), case.is_("report-about", "adult")
        ),
        "school-keeps": z3.And(case.is_contact("school-or-community"), tells, speaking),
        "suspect-signs-nothing": z3.And(
            *(case.no_safe_signer, is_release_asked(case)),
            case.decides("stop", "ask-privacy-officer", "get-roi-first"),
        ),
        "threat-write-down": z3.And(acts, case.threat),
        "verify-member": z3.And(
            case.is_contact("member"),
            case.decides("proceed", "proceed-without-roi", "ask-privacy-officer"),
        ),
        "verify-who-asks": _verify(case),
    }
    if case.has_exception("same-plan-program"):
        cautions["hipaa-inside-plan"] = case.is_("same-plan-program", "yes")
    return cautions


def _verify(case: CaseFacts) -> Formula:
    """Say where identity and authority are to be verified: 45 CFR 164.514(h)."""
    asks = z3.Or(case.is_by_office, case.is_contact("parent-or-decider"))
    # Good faith suffices where a threat is the ground: 164.514(h)(2)(iv).
    threat = z3.And(case.decides("act-now"), case.threat)
    said_no = case.decides("stop", "listen-only")
    return z3.And(case.shares, asks, z3.Not(said_no), z3.Not(threat))


def _problems(case: CaseFacts) -> dict[str, Formula]:
    return {
        **_parts_missing(case),
        **_ends(case),
        **_signers(case),
        "counseling-notes-shared": case.is_("sud-counseling-notes-form", "shared-form"),
        "psychotherapy-notes-shared": case.is_("psychotherapy-notes-form", "shared-form"),
        "revoked": case.is_("roi-revoked", "yes"),
        "names-someone-else": case.is_("roi-fits", "names-someone-else"),
        "other-direction": case.is_("roi-fits", "other-direction"),
        "other-purpose": case.is_("roi-fits", "other-purpose"),
        "wrong-contact": case.is_("roi-covers-recipient", "no"),
        "wrong-information": case.is_("roi-covers-information", "no"),
    }


def _parts_missing(case: CaseFacts) -> dict[str, Formula]:
    def lacks(*elements: str) -> Formula:
        return z3.Or([case.is_part(element, "missing") for element in elements])

    by_another = case.is_(
        "roi-signed-by", "parent-or-guardian", "member-and-parent", "other-representative"
    )
    hipaa = z3.Or(lacks(*HIPAA), z3.And(by_another, lacks("H6r")))
    usual = [part for part in PART_2 if part != "P6"]
    court = z3.And(case.for_criminal_justice, lacks("CJ1", "CJ2"))
    no_court = z3.And(case.is_not_for_a_court, lacks("P6"))
    part_2 = z3.Or(lacks(*usual), court, no_court, z3.And(case.for_tpo, lacks("P4c", "P10")))
    together = case.is_("treated-together", "couple-or-family")
    arizona = z3.Or(lacks("AZ1"), z3.And(together, lacks("AZ2")))
    return {
        "part-missing": z3.And(asks_hipaa(case), hipaa),
        "joined-form": z3.And(asks_authorization(case), lacks("D4")),
        "part-2-part-missing": z3.And(asks_part_2(case), part_2),
        "school-part-missing": z3.And(case.is_("information", "education-records"), lacks(*FERPA)),
        "arizona-part-missing": z3.And(case.is_("state", "AZ"), asks_authorization(case), arizona),
        "california-part-missing": z3.And(
            case.is_("state", "CA"), is_no_treater(case), lacks("CA1", "CA2", "CA3", "CA4")
        ),
    }


def _ends(case: CaseFacts) -> dict[str, Formula]:
    raw, dates = case.cases.raw, case.cases.raw["dates"]
    endless = case.is_("roi-expiry-kind", "none")
    in_order = z3.Not(z3.And(raw["roi-signed-on"]["given"], dates["ends-before-signed"]))
    by_date = z3.And(
        case.is_("roi-expiry-kind", "date"),
        raw["roi-expires-on"]["given"],
        in_order,
        dates["ended-by-today"],
    )
    return {
        "expired": z3.Or(by_date, case.is_("roi-expiry-event-happened", "yes")),
        "without-end": z3.And(endless, asks_hipaa(case)),
        "part-2-without-end": z3.And(endless, asks_part_2(case), is_not_for_tpo(case)),
    }


_SIGNERS = ("member", "parent-or-guardian", "member-and-parent", "other-representative")
_FOR_ADULTS = {
    "self": "member",
    "guardian": "parent-or-guardian",
    "other-representative": "other-representative",
    "deceased": "other-representative",
}


_WITH_MEMBER = ("member", "member-and-parent")


def _signers(case: CaseFacts) -> dict[str, Formula]:
    def signed_by_none_of(*right: str) -> Formula:
        return case.is_("roi-signed-by", *(who for who in _SIGNERS if who not in right))

    def decided_by_none_of(right: str) -> Formula:
        return case.is_("decision-maker", *(who for who in _FOR_ADULTS if who != right))

    parents = ("parent-or-guardian", "member-and-parent")
    adult = z3.And(
        case.adult,
        *(z3.Or(decided_by_none_of(who), signed_by_none_of(by)) for who, by in _FOR_ADULTS.items()),
    )
    minor = z3.And(
        case.minor,
        z3.Or(case.without_own_consent, signed_by_none_of(*_WITH_MEMBER)),
        z3.Or(case.is_("minor-consented-to-own-care", "no"), signed_by_none_of(*_WITH_MEMBER)),
        z3.Or(
            case.is_("minor-consented-to-own-care", "yes"),
            case.is_("custody-or-court-order", "papers-forbid"),
            signed_by_none_of(*parents),
        ),
    )
    grown_up = z3.And(case.adult, case.is_("decision-maker", "self"))
    return {
        "wrong-signer": z3.Or(adult, minor),
        "turned-18": z3.And(grown_up, case.is_("roi-signed-by", *parents)),
        "part-2-both-sign": z3.And(
            asks_part_2(case), case.parents_consent, signed_by_none_of("member-and-parent")
        ),
    }


def _contradictions(cases: Space) -> NamedFormulas:
    """Return what cannot all be right; hidden answers count here."""

    def given(fact: str, *values: str) -> Formula:
        return z3.Or([cases.raw[fact][value] for value in values])

    minor, dates, raw = given("member-age", *UNDER_18), cases.raw["dates"], cases.raw
    signed = z3.And(given("roi", "signed"), raw["roi-signed-on"]["given"])
    ends = z3.And(given("roi-expiry-kind", "date"), raw["roi-expires-on"]["given"])
    found = {
        ("member-age", "minor-consented-to-own-care"): z3.And(
            given("member-age", "18-or-older"), given("minor-consented-to-own-care", "yes")
        ),
        ("member-age", "decision-maker"): z3.And(
            minor, given("decision-maker", "guardian", "other-representative")
        ),
        ("emergency", "decision-maker"): z3.And(
            given("decision-maker", "deceased"),
            given("emergency", "medical-emergency", "threat-and-medical-emergency"),
        ),
        ("contact-kind", "decision-maker"): z3.And(
            given("contact-kind", "parent-or-decider"),
            given("decision-maker", "self"),
            given("member-age", "18-or-older"),
        ),
        ("decision-maker", "contact-kind"): z3.And(
            given("decision-maker", "deceased"), given("contact-kind", "member")
        ),
        ("roi-signed-on",): z3.And(signed, z3.Not(dates["signed-by-today"])),
        ("roi-signed-on", "roi-expires-on"): z3.And(
            signed, dates["signed-by-today"], ends, dates["ends-before-signed"]
        ),
    }
    state = cases.book.edition.state
    if state:
        others = [formula for value, formula in cases.other_states.items() if value != state]
        found[("state",)] = z3.Or(others)
    return {("contradiction", *facts): formula for facts, formula in found.items()}
