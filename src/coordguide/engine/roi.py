"""The few calculations about a release that a table cannot say: element sets and dates.

Each result is a derived fact that rules and definitions may test. Dates are
local calendar days as ISO strings; today's date is given, never looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, date, timedelta

from coordguide.engine.conditions import Condition, Facts
from coordguide.model import REGIMES, UNSURE, Element

DERIVED: dict[str, tuple[str, ...]] = {
    **{f"elements-{regime}": ("complete", "incomplete") for regime in REGIMES},
    **{f"doubt-{regime}": ("yes", "no") for regime in REGIMES},
    "release-doubt": ("yes", "no"),
    "release-answered": ("yes",),
    "signing": ("done",),
    "expiry": ("not-passed", "passed", "none"),
    "expiry-within-year": ("yes", "no"),
    "date-order": ("in-order", "signed-in-future", "expires-before-signed"),
}
"""Derived facts and the values each can have (or unsure, or not known)."""

Derived = tuple[str | None, tuple[str, ...]]


def derive(
    facts: Facts, elements: Mapping[str, Iterable[tuple[Element, Condition]]], today: str
) -> dict[str, Derived]:
    """Work out every derived fact of one release.

    Takes what is known of the contact, the elements of each regime with the
    conditions under which each applies, and today's ISO date; returns each
    fact of ``DERIVED`` with its value (None where not yet known) and the answered
    facts behind it.
    """
    answers = {regime: _answers(facts, elements.get(regime, ())) for regime in REGIMES}
    said = [answer for regime in answers.values() for answer in regime]
    in_doubt = [facts.get(fact) for fact in (*_RELEASE_FACTS, *_SIGNER_FACTS)]
    signing, expiry = _signing(facts, today), _expiry(facts, today)
    answered = (
        *said,
        signing,
        expiry,
        *(facts.get(fact) for fact in _CHOICES),
        facts.get("roi-elements"),
    )
    ending = _expiry_facts(facts.get("roi-expiry-kind"))
    return {
        **{
            f"elements-{r}": (
                completeness(a),
                ("roi-elements", *_in_doubt(facts, elements.get(r, ()))),
            )
            for r, a in answers.items()
        },
        **{f"doubt-{r}": (_doubt(facts, elements.get(r, ())), ("roi-elements",)) for r in REGIMES},
        "release-doubt": (
            "yes" if UNSURE in in_doubt else "no",
            (*_RELEASE_FACTS, *_SIGNER_FACTS),
        ),
        "release-answered": (None if None in answered else "yes", _RELEASE_FACTS),
        "signing": (signing, ("roi-signed-on",)),
        "expiry": (expiry, ending),
        "expiry-within-year": (_within_year(facts, today), (*ending, "roi-signed-on")),
        "date-order": (_date_order(facts, today), ("roi-signed-on", "roi-expires-on")),
    }


def _expiry_facts(kind: str | None) -> tuple[str, ...]:
    """Return the facts an end of this kind rests on, the one to correct first."""
    more = {"date": ("roi-expires-on",), "event": ("roi-expiry-event-happened",)}
    return (*more.get(kind or "", ()), "roi-expiry-kind")


_CHOICES = (
    "roi-signed-by",
    "roi-expiry-kind",
    "roi-revoked",
    "roi-covers-recipient",
    "roi-covers-information",
    "roi-fits",
)
_RELEASE_FACTS = (
    *_CHOICES,
    "roi-form",
    "roi-elements",
    "roi-signed-on",
    "roi-expires-on",
    "roi-expiry-event-happened",
)
_SIGNER_FACTS = ("decision-maker", "minor-consented-to-own-care")


def completeness(answers: Iterable[str | None]) -> str | None:
    """Say whether a set of elements is complete: all or nothing, no score.

    Takes the answer for each element that applies; returns ``incomplete`` as
    soon as one is missing, ``unsure``, or None while one is not answered. HHS
    refused partial credit: 45 CFR 164.508(b)(2)(ii).
    """
    found = set(answers)
    if "missing" in found:
        return "incomplete"
    if UNSURE in found:
        return UNSURE
    return None if None in found else "complete"


def _answers(facts: Facts, elements: Iterable[tuple[Element, Condition]]) -> list[str | None]:
    given = facts.get("roi-elements") or {}
    answers: list[str | None] = []
    for element, applies in elements:
        truth = applies.truth(facts)
        if element.duty or truth is False:
            continue
        answers.append(given.get(element.id) if truth else _while_open(applies, facts))
    return answers


def _doubt(facts: Facts, elements: Iterable[tuple[Element, Condition]]) -> str:
    """Say whether a part is unsure that surely belongs on the form.

    Whether a part belongs there may be in doubt although nobody doubts the form.
    """
    given = facts.get("roi-elements") or {}
    unsure = (
        given.get(element.id) == UNSURE and applies.truth(facts) is True
        for element, applies in elements
        if not element.duty
    )
    return "yes" if any(unsure) else "no"


def _in_doubt(facts: Facts, elements: Iterable[tuple[Element, Condition]]) -> list[str]:
    """Return the unsure facts for which it is open whether a part belongs on the form."""
    open_parts = [
        applies
        for element, applies in elements
        if not element.duty and applies.truth(facts) is None
    ]
    return sorted({fact for applies in open_parts for fact in applies.doubts(facts)[0]})


def _while_open(applies: Condition, facts: Facts) -> str | None:
    unsure, unanswered = applies.doubts(facts)
    return UNSURE if unsure and not unanswered else None


def _signing(facts: Facts, today: str) -> str | None:
    signed = facts.get("roi-signed-on")
    return "done" if signed is not None and signed <= today else None


def _date_order(facts: Facts, today: str) -> str | None:
    signed, expires = facts.get("roi-signed-on"), facts.get("roi-expires-on")
    if signed is None:
        return None
    if signed > today:
        return "signed-in-future"
    return "expires-before-signed" if expires is not None and expires < signed else "in-order"


def is_expired(expires_on: str, today: str) -> bool:
    """Say whether a release with this last day may no longer be used.

    Takes two ISO dates. A release is good through its date and unusable from
    the day after: 45 CFR 164.508(b)(2)(i), "has passed".
    """
    return today > expires_on


def _expiry(facts: Facts, today: str) -> str | None:
    kind: str | None = facts.get("roi-expiry-kind")
    if kind == "date":
        expires = facts.get("roi-expires-on")
        signed = facts.get("roi-signed-on")
        if expires is None or (signed is not None and expires < signed):
            return None
        return "passed" if is_expired(expires, today) else "not-passed"
    if kind == "event":
        happened: str | None = facts.get("roi-expiry-event-happened")
        return {"yes": "passed", "no": "not-passed"}.get(happened or "", happened)
    return kind


def one_year_after(day: str) -> str:
    """Return the same calendar day one year later, as an ISO date.

    29 February becomes 28 February, the earlier of the two readings, so that a
    limit of twelve months is never overstated. The calendar ends with the year 9999.
    """
    start = date.fromisoformat(day)
    if (start.month, start.day) == (2, 29):
        start -= timedelta(days=1)
    return start.replace(year=min(start.year + 1, MAXYEAR)).isoformat()


def _within_year(facts: Facts, today: str) -> str | None:
    kind: str | None = facts.get("roi-expiry-kind")
    signed = facts.get("roi-signed-on")
    if kind in (None, UNSURE):
        return kind
    if kind == "none":
        return "no"
    if signed is None:
        return None
    # An event may come late, so the year itself is the outer limit.
    last = facts.get("roi-expires-on") if kind == "date" else today
    return None if last is None else ("yes" if last <= one_year_after(signed) else "no")


def add_business_days(day: str, days: int) -> str:
    """Return the ISO date ``days`` weekdays after ``day``; holidays are not known here."""
    current = date.fromisoformat(day)
    while days > 0 and current < date.max:
        current += timedelta(days=1)
        days -= current.weekday() < 5
    return current.isoformat()
