"""The engine asked about a whole block of cases, one by one: no sampling and no solver.

Every combination of the facts that decide most, with every kind of
information in each case. The statements are checked on the engine's own
answers, in the plain terms of the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from coordguide.engine.evaluation import evaluate
from coordguide.model import DECISIONS, Case, Contact, Content
from coordguide.proof.editions import distinct
from coordguide.proof.solver import TODAY
from coordguide.view import ContactView, KindView

PROCEED = ("proceed", "proceed-without-roi")

EMERGENCIES = ("no", "serious-and-imminent-threat", "medical-emergency")
SETTINGS = ("ordinary", "part-2-program", "unsure")
OBJECTIONS = ("no", "yes", "unsure")
DIRECTIONS = ("share", "request")
CONTACTS: tuple[dict[str, str], ...] = (
    {"contact-kind": "behavioral-health", "treating": "yes", "medical-personnel": "yes"},
    {"contact-kind": "behavioral-health", "treating": "yes", "medical-personnel": "no"},
    {"contact-kind": "physical-health"},
    *(
        {"contact-kind": kind, "treating": treating, "medical-personnel": "no"}
        for kind in ("specialty-care", "school-or-community")
        for treating in ("yes", "no", "unsure")
    ),
    *({"contact-kind": "family", "family-involvement-agreed": a} for a in ("yes", "no", "unsure")),
)
RELEASES: dict[str, dict[str, Any]] = {
    "complete": {},
    "lacks a part": {"missing": ("H1", "P1", "F1")},
    "doubtful part": {"unsure": ("H1", "P1", "F1")},
    "ended": {"roi-expires-on": "2026-11-22"},
    "taken back": {"roi-revoked": "yes"},
    "perhaps taken back": {"roi-revoked": "unsure"},
    "not signed": {"roi": "not-signed"},
    "declined": {"roi": "declined"},
    "not sure": {"roi": "unsure"},
}
Entry = tuple[str, dict[str, str]]
"""An edition of the block, with what is answered about its exceptions."""


def entries(content: Content) -> tuple[Entry, ...]:
    """Return what the block is asked about: one edition of each group that decides alike.

    Takes the content. An edition with exceptions comes once for each answer about them. Those
    that name no state are left out: the block answers for the states whose law is covered.
    """
    chosen = [content.editions[name] for name in distinct(content)]
    return tuple(
        (edition.id, dict(zip(edition.exceptions, answers, strict=True)))
        for edition in chosen
        if edition.state
        for answers in product(("yes", "no"), repeat=len(edition.exceptions))
    )


@dataclass(frozen=True)
class Point:
    """One case of the block, in the terms it is made of."""

    edition: str
    plan: dict[str, str]
    emergency: str
    setting: str
    contact: dict[str, str]
    release: str
    objected: str
    direction: str

    def is_doubtful(self, kind: str) -> bool:
        """Say whether some answer that matters to this kind of information is unsure.

        Psychotherapy notes need an authorization whoever the contact is, and
        what is under Part 2 wherever it is does not depend on the sender.
        """
        unsure = ("doubtful part", "perhaps taken back", "not sure")
        said = (self.contact.get(fact) for fact in ("treating", "family-involvement-agreed"))
        of_contact = "unsure" in said and kind != "psychotherapy-notes"
        of_sender = self.setting == "unsure" and not kind.startswith("sud")
        return self.release in unsure or self.objected == "unsure" or of_contact or of_sender

    def case(self, content: Content) -> Case:
        """Write the case the way the engine reads it."""
        about = {
            "member-age": "18-or-older",
            "decision-maker": "self",
            "emergency": self.emergency,
            "setting": self.setting,
            "confidential-channel-requested": "no",
            "treated-together": "no",
            "member-needs-care-now": "no",
        }
        facts = {
            **_release(content),
            **_marked(content, RELEASES[self.release]),
            **self.contact,
            **self.plan,
            "direction": self.direction,
            "member-objected": self.objected,
            "information": list(content.questions["information"].values),
        }
        return Case(self.edition, TODAY, about, (Contact("contact", facts),))


def _release(content: Content) -> dict[str, Any]:
    return {
        "roi": "signed", "roi-signed-by": "member", "roi-signed-on": "2026-06-01",
        "roi-expiry-kind": "date", "roi-expires-on": "2027-05-31", "roi-revoked": "no",
        "roi-covers-recipient": "yes", "roi-covers-information": "yes",
        "psychotherapy-notes-form": "own-form", "sud-counseling-notes-form": "own-form",
        "roi-fits": "yes", "part-2-source": "received-other", "consent-now": "cannot",
        "student-in-college": "no", "asked-by-them": "no", "family-spoken-consent": "no",
        "roi-elements": dict.fromkeys(content.elements, "present"),
    }  # fmt: skip


def _marked(content: Content, release: dict[str, Any]) -> dict[str, Any]:
    said = dict.fromkeys(content.elements, "present")
    said |= dict.fromkeys(release.get("missing", ()), "missing")
    said |= dict.fromkeys(release.get("unsure", ()), "unsure")
    facts = {fact: value for fact, value in release.items() if fact not in ("missing", "unsure")}
    return {"roi-elements": said, **facts}


def points(entry: Entry, contacts: Iterable[dict[str, str]] = CONTACTS) -> Iterator[Point]:
    """Yield every case of the block for one of its entries and some of its contacts."""
    rest = (EMERGENCIES, SETTINGS, contacts, RELEASES, OBJECTIONS, DIRECTIONS)
    return (Point(*entry, *values) for values in product(*rest))


def broken(point: Point, contact: ContactView) -> Iterator[tuple[int, str]]:
    """Yield each of the first six statements that the engine's answer breaks, and how."""
    for kind, answer in contact.by_information.items():
        yield from _kind_broken(point, kind, answer)
    decisions = [answer.decision for answer in contact.by_information.values()]
    if contact.decision != min(decisions, key=DECISIONS.index):
        yield 6, "the contact's decision is not the strictest of its kinds"


def _kind_broken(point: Point, kind: str, answer: KindView) -> Iterator[tuple[int, str]]:
    decision = answer.decision
    if decision == "proceed" and (point.release != "complete" or point.objected != "no"):
        yield 1, f"{kind} proceeds with a release that is: {point.release}"
    if decision == "proceed-without-roi" and not _is_excepted(point, kind):
        yield 1, f"{kind} proceeds without a release outside the exception"
    if decision == "act-now" and kind.startswith("sud") and not _is_medical(point, kind):
        yield 2, f"{kind} is opened by an emergency to somebody not medical"
    if decision == "act-now" and kind == "psychotherapy-notes" and point.emergency[0] != "s":
        yield 3, f"{kind} are opened without a threat"
    if decision == "stop" and not _law_stops(answer):
        yield 4, f"{kind} stops although no law does"
    if decision == "get-roi-first" and point.emergency != "no" and point.objected == "no":
        yield 4, f"{kind} waits for a release in an emergency"
    if decision in PROCEED and point.is_doubtful(kind):
        yield 5, f"{kind} proceeds in doubt"


def _is_excepted(point: Point, kind: str) -> bool:
    return (
        point.plan.get("same-plan-program") == "yes"
        # Cal. Health & Safety 120985: a reportable disease may go to who treats the member.
        and (kind == "health" or (kind == "communicable-disease" and _treats(point)))
        and point.setting == "ordinary"
        and point.emergency == "no"
        and point.objected == "no"
        and point.release not in ("declined", "taken back", "perhaps taken back", "not sure")
    )


def _treats(point: Point) -> bool:
    return point.contact["contact-kind"] == "physical-health" or (
        point.contact.get("treating") == "yes"
    )


def _is_medical(point: Point, kind: str) -> bool:
    staff = point.contact["contact-kind"] == "physical-health"
    named = point.contact.get("medical-personnel") == "yes"
    return kind == "sud-part-2" and point.emergency == "medical-emergency" and (staff or named)


def _law_stops(answer: KindView) -> bool:
    stricter, hipaa = answer.layers["stricter-law"].status, answer.layers["hipaa"].status
    return stricter in ("consent-needed", "objection") or hipaa == "authorization-needed"


def run(content: Content, some: Iterable[Point]) -> tuple[int, list[tuple[int, str, Case]]]:
    """Ask the engine about some points; return how many answers there were and what broke.

    A release that lacks a part is also compared with the same one complete.
    """
    count, found = 0, []
    complete: dict[tuple[str, ...], str] = {}
    for point in some:
        case = point.case(content)
        contact = evaluate(content, case).contacts[0]
        count += len(contact.by_information)
        found += [(number, says, case) for number, says in broken(point, contact)]
        whole = Point(**{**vars(point), "release": "complete"})
        key = (whole.edition, *map(str, vars(whole).values()))
        better = complete.setdefault(key, contact.decision) if point == whole else complete.get(key)
        is_less = point.release in ("lacks a part", "doubtful part")
        if is_less and better and DECISIONS.index(contact.decision) > DECISIONS.index(better):
            found.append((6, "a release that lacks a part permits more", case))
    return count, found
