"""Which records to ask for, what is still open about them, and what to do about a finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coordguide.engine.conditions import Condition, Facts, read
from coordguide.engine.roi import add_business_days
from coordguide.engine.rulebook import Rulebook
from coordguide.model import RecordKind
from coordguide.view import RecordsView, RequestView, ResolutionView, Sentence

FOLLOW_UP_DAYS = 5
"""Business days between requests: this tool's default, no law or source names a number."""

SILENT_AFTER = 3
"""After so many requests without an answer it goes the plan's way up: a default, too."""


def review_records(book: Rulebook, facts: Facts) -> RecordsView:
    """Say what to ask for, what to leave out, and what is outstanding (statement CON-3)."""
    state = facts.get("state")
    each = book.once(f"records in {state}", lambda: _prepare_records(book, state))
    kinds = [(record, line) for record, line, when in each if when.truth(facts) is not False]
    requests = facts.get("records-requested") or []
    open_requests = (_request(book, row, state) for row in requests)
    return RecordsView(
        ask_for=tuple(line for record, line in kinds if not record.leave_out),
        leave_out=tuple(line for record, line in kinds if record.leave_out),
        outstanding=tuple(request for request in open_requests if request),
    )


def _prepare_records(
    book: Rulebook, state: str | None
) -> tuple[tuple[RecordKind, Sentence, Condition], ...]:
    return tuple(
        (record, _record_line(book, record, state), read(record.when))
        for record in book.content.records.values()
    )


def _record_line(book: Rulebook, record: RecordKind, state: str | None) -> Sentence:
    reason = book.text(record, "reason")
    label = book.text(record, "label")
    says = f"{label}: {reason}" if reason else label
    return Sentence(says, book.cited_or_ours(record, state), record.id)


def days_asked(row: dict[str, Any]) -> list[str]:
    """Return the ISO days on which a record was asked for, as far as they were written down."""
    days = [row.get("asked-on"), *(row.get("asked-again") or ())]
    return sorted(day for day in days if day)


def times_asked(row: dict[str, Any]) -> int:
    """Return how often a record was asked for; a case of before has a number without days."""
    return max(row.get("attempts") or 0, len(days_asked(row)))


def is_silent(request: RequestView) -> bool:
    """Say whether a record was asked for again and again, and nothing came."""
    return bool(request.next_date) and request.attempts >= SILENT_AFTER


def is_done(row: dict[str, Any]) -> bool:
    """Whether a requested record came and was looked through."""
    return bool(row.get("received-on")) and row.get("reviewed") == "yes"


def _request(book: Rulebook, row: dict[str, Any], state: str | None) -> RequestView | None:
    """Return what is still open about one requested record, or None when it is done."""
    if is_done(row):
        return None
    received, days, attempts = row.get("received-on"), days_asked(row), times_asked(row)
    chosen = row.get("follow-up-on")
    untold = attempts - len(days)  # times of which no day was written down
    due = chosen or (add_business_days(days[-1], FOLLOW_UP_DAYS * (untold + 1)) if days else "")
    waits = "record-silent" if attempts >= SILENT_AFTER else "record-waiting"
    name = "record-to-review" if received else waits if days else "record-to-ask"
    phrase = book.content.phrases[name]
    label = book.text(book.content.records[row["kind"]], "label")
    return RequestView(
        kind=row["kind"],
        label=label,
        says=book.fill(
            phrase.text["says"], record=label, date=book.day(due), attempts=str(attempts)
        ),
        asked_on=days[0] if days else "",
        asked_again=tuple(days[1:]),
        attempts=attempts,
        next_date="" if received else due,
        clock="your-date" if chosen else "tool-default",
        cites=book.cited_or_ours(phrase, state),
    )


def find_resolutions(
    book: Rulebook, facts: Facts, requests: Iterable[RequestView]
) -> tuple[ResolutionView, ...]:
    """Return the path of this edition for each finding of the record review.

    Takes the rulebook, the facts of a contact and its open requests: that nobody answers is
    found where it was said, and where it was asked often enough.
    """
    findings, state = list(facts.get("findings") or ()), facts.get("state")
    if any(map(is_silent, requests)):
        findings.append("no-response")
    return tuple(
        ResolutionView(
            record.finding,
            book.text(record, "title"),
            tuple(
                Sentence(book.fill(step["text"]), book.cited_by(step, state), record.id)
                for step in steps
            ),
        )
        for record, steps in book.paths()
        if record.finding in findings
    )
