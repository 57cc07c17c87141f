"""The steps after the decision: method, records, obstacles, notice, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coordguide.conditions import Condition, Facts, read
from coordguide.model import PERMITTED, Citation, Method, RecordKind
from coordguide.release import add_business_days
from coordguide.rulebook import Rulebook
from coordguide.view import (
    ContactView,
    MethodView,
    NoticeView,
    NotifyView,
    RecordsView,
    RequestView,
    ResolutionView,
    Sentence,
    Task,
)

FOLLOW_UP_DAYS = 5
"""Business days between requests: this tool's default, no law or source names a number."""


def rank_methods(book: Rulebook, facts: Facts) -> tuple[MethodView, ...]:
    """Rank every channel for the needs at hand, those that are not there last.

    Takes the rulebook and what is known of the contact; returns the channels
    with reasons and safeguards (statement CON-2: the method that suits the need).
    """
    needs: list[str] = facts.get("need") or []
    channels: list[str] = facts.get("channels") or []

    def place(method: Method) -> tuple[bool, int, int]:
        return (
            method.id not in channels,
            -sum(method.fits.get(need, 0) for need in needs),
            method.order,
        )

    ranked = sorted(book.content.methods.values(), key=place)
    return tuple(
        MethodView(
            id=method.id,
            label=book.text(method, "label"),
            rank=number,
            available=method.id in channels,
            in_edition=book.edition.id in method.editions,
            reasons=_method_reasons(book, method, needs),
            safeguards=_safeguards(book, method, facts),
            cites=_cited_once(book, method),
        )
        for number, method in enumerate(ranked, start=1)
    )


def _method_reasons(book: Rulebook, method: Method, needs: Iterable[str]) -> tuple[Sentence, ...]:
    words = method.text.get("fits", {})
    return tuple(
        Sentence(book.fill(words[need]), _cited_once(book, method), need)
        for need in needs
        if need in words and method.fits.get(need, 0) > 0
    )


def _safeguards(book: Rulebook, method: Method, facts: Facts) -> tuple[Sentence, ...]:
    # One whose condition is not yet known is shown: a needless safeguard harms nobody.
    each = book.once(f"safeguards of {method.id}", lambda: _prepare(book, method))
    return tuple(sentence for sentence, when in each if when.truth(facts) is not False)


def _prepare(book: Rulebook, method: Method) -> tuple[tuple[Sentence, Condition], ...]:
    return tuple(
        (
            Sentence(book.fill(item["text"]), _cites(book, item), item["id"]),
            read(item.get("when", {})),
        )
        for item in method.safeguards
    )


def _cited_once(book: Rulebook, method: Method) -> tuple[str, ...]:
    return book.once(f"citations of {method.id}", lambda: book.cited(method.cites))


def _cites(book: Rulebook, item: dict[str, Any]) -> tuple[str, ...]:
    return book.cited(Citation.parse(cite) for cite in item.get("cites", ()))


def review_records(book: Rulebook, facts: Facts) -> RecordsView:
    """Say what to ask for, what to leave out, and what is outstanding (statement CON-3)."""
    each = book.once("records", lambda: _prepare_records(book))
    kinds = [(record, line) for record, line, when in each if when.truth(facts) is not False]
    requests = facts.get("records-requested") or []
    open_requests = (_request(book, row) for row in requests)
    return RecordsView(
        ask_for=tuple(line for record, line in kinds if not record.leave_out),
        leave_out=tuple(line for record, line in kinds if record.leave_out),
        outstanding=tuple(request for request in open_requests if request),
    )


def _prepare_records(book: Rulebook) -> tuple[tuple[RecordKind, Sentence, Condition], ...]:
    records = book.content.records.values()
    return tuple((record, _record_line(book, record), read(record.when)) for record in records)


def _record_line(book: Rulebook, record: RecordKind) -> Sentence:
    reason = book.text(record, "reason")
    label = book.text(record, "label")
    return Sentence(f"{label}: {reason}" if reason else label, book.cited(record.cites), record.id)


def _request(book: Rulebook, row: dict[str, Any]) -> RequestView | None:
    """Return what is still open about one requested record, or None when it is done."""
    received, asked = row.get("received-on"), row.get("asked-on")
    if received and row.get("reviewed") == "yes":
        return None
    attempts = row.get("attempts", 1 if asked else 0)
    chosen = row.get("follow-up-on")
    due = chosen or (add_business_days(asked, FOLLOW_UP_DAYS * max(attempts, 1)) if asked else "")
    name = "record-to-review" if received else "record-waiting" if asked else "record-to-ask"
    phrase = book.content.phrases[name]
    label = book.text(book.content.records[row["kind"]], "label")
    return RequestView(
        kind=row["kind"],
        label=label,
        says=book.fill(phrase.text["says"], record=label, date=due),
        asked_on=asked or "",
        attempts=attempts,
        next_date="" if received else due,
        clock="your-date" if chosen else "tool-default",
        cites=book.cited(phrase.cites),
    )


def find_resolutions(book: Rulebook, facts: Facts) -> tuple[ResolutionView, ...]:
    """Return the path of this edition for each finding of the record review."""
    findings = facts.get("findings") or []
    return tuple(
        ResolutionView(
            record.finding,
            book.text(record, "title"),
            tuple(
                Sentence(book.fill(step["text"]), _cites(book, step), record.id)
                for step in record.steps
            ),
        )
        for record in book.content.resolutions.values()
        if record.finding in findings
        and (not record.editions or book.edition.id in record.editions)
    )


_DUTIES = ("must-not", "must", "may")
_CHANNELS = {"yes": "notice-channel-asked", "no": "notice-channel-open"}


def who_to_notify(book: Rulebook, facts: Facts) -> NotifyView:
    """Say who must, may and must not be told (statement CON-4 and what limits it).

    Where two rules speak of the same person, "must not" wins over "must", and
    that over "may". A rule that is not yet decided tells nobody anything.
    """
    told: dict[str, tuple[str, NoticeView]] = {}
    asked = facts.get("confidential-channel-requested")
    channel = book.content.phrases[_CHANNELS.get(asked, "notice-channel-ask-first")]
    for rule, when in book.practice("notify"):
        if when.truth(facts) is not True:
            continue
        who, duty = rule.gives["notify"], rule.gives["duty"]
        said = book.said(rule, facts.get("state"))
        notice = NoticeView(
            who,
            book.label("notified", who),
            said.says,
            "" if duty == "must-not" else book.text(channel, "says"),
            rule.id,
            said.cites,
            said.checked,
        )
        if who not in told or _DUTIES.index(duty) < _DUTIES.index(told[who][0]):
            told[who] = (duty, notice)
    by_duty = {duty: tuple(n for d, n in told.values() if d == duty) for duty in _DUTIES}
    return NotifyView(
        by_duty["must"],
        by_duty["may"],
        by_duty["must-not"],
        _advice(book, "say", facts),
        _advice(book, "write", facts),
    )


def _advice(book: Rulebook, gives: str, facts: Facts) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(said.says, said.cites, rule.id)
        for rule, when in book.practice(gives)
        if when.truth(facts) is True
        for said in (book.said(rule, facts.get("state")),)
    )


def list_tasks(
    book: Rulebook, contacts: tuple[ContactView, ...], notify: NotifyView, about: Facts
) -> tuple[Task, ...]:
    """List what is still to do, contact by contact, then for the case."""
    tasks = [task for contact in contacts for task in _contact_tasks(book, contact)]
    told = {row["who"] for row in about.get("notified") or []}
    if any(contact.decision in PERMITTED for contact in contacts):
        phrase = book.content.phrases["notice-to-give"]
        tasks += [
            Task(None, "notify", book.fill(phrase.text["says"], who=notice.label), notice.cites)
            for notice in notify.must
            if notice.who not in told
        ]
    return tuple(tasks)


def _contact_tasks(book: Rulebook, contact: ContactView) -> Iterable[Task]:
    outcome = book.content.outcomes[contact.decision]
    todo = book.text(outcome, "todo")
    if todo:
        yield Task(contact.id, "release", todo, book.cited(outcome.cites))
    for element in contact.roi.elements:
        if element.duty and element.status == "missing":
            yield Task(contact.id, "release", element.fix, element.cites)
    for request in contact.records.outstanding:
        yield Task(contact.id, "records", request.says, request.cites)
