"""The lines of the chart note: what was decided and done, and what was not done, never left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coordguide.documents.draft import Draft
from coordguide.documents.facts import unanswered
from coordguide.documents.phrases import NOTED, noted_phrase
from coordguide.engine.phrases import layer_phrase
from coordguide.engine.records import days_asked, times_asked
from coordguide.model import PERMITTED, SETTLED
from coordguide.view import ContactView

ASKING = ("request", "both")
"""The directions in which something is asked for."""


def about(draft: Draft) -> list[str]:
    """Say about whom the note is, without a name: age, who decides, where."""
    answers = draft.answers(None)
    return [
        draft.say(noted_phrase(fact), answer=draft.answer(None, fact))
        for fact in NOTED
        if fact in answers or fact == "member-age"
    ]


def who(draft: Draft) -> list[str]:
    """Say with whom care is coordinated, in which direction, and about what."""
    contact = contact_of(draft)
    lines = [
        draft.say("note-kind", kind=draft.answer(contact, "contact-kind")),
        draft.say("note-direction", direction=draft.answer(contact, "direction")),
        draft.say("note-information", what=draft.answer(contact, "information")),
    ]
    if "treating" in draft.answers(contact):
        lines.insert(1, draft.say("note-treating", answer=draft.answer(contact, "treating")))
    return lines


def basis(draft: Draft) -> list[str]:
    """Say on what ground sharing rests: the decision, its reasons, the layers, the release."""
    contact = contact_of(draft)
    lines = [
        draft.say("note-decision", decision=contact.title, date=draft.book.day(draft.view.today))
    ]
    lines += [f"{said.text} [{draft.cited(said.cites)}]" for said in contact.says]
    if len(contact.by_information) > 1:
        lines += [
            draft.say(
                "note-by-information", what=draft.short("information", kind), decision=v.title
            )
            for kind, v in contact.by_information.items()
        ]
    for layer, answer in contact.layers.items():
        lines.append(draft.say(layer_phrase(layer), status=answer.says))
    return [*lines, *release(draft, contact)]


def release(draft: Draft, contact: ContactView) -> list[str]:
    """Say how it stands with the release: signed by whom and when, until when, what is missing."""
    given = draft.answers(contact).get("roi")
    status = contact.roi.says
    if given == "declined":
        return [draft.say("note-release-declined")]
    if given != "signed":
        name = "note-release-not-signed" if given == "not-signed" else "note-release-unknown"
        return [draft.say(name, status=status)]
    missing = [e.label for e in contact.roi.elements if e.status == "missing"]
    lines = [
        draft.say(
            "note-release",
            status=status,
            signer=draft.answer(contact, "roi-signed-by"),
            signed=draft.answer(contact, "roi-signed-on"),
            expires=_ends(draft, contact),
        )
    ]
    return lines + [draft.say("note-missing", element=label) for label in missing]


def _ends(draft: Draft, contact: ContactView) -> str:
    is_dated = draft.answers(contact).get("roi-expiry-kind") == "date"
    return draft.answer(contact, "roi-expires-on" if is_dated else "roi-expiry-kind")


def method(draft: Draft) -> list[str]:
    """Say which way of contact is planned and why; no answer records which one was used."""
    contact = contact_of(draft)
    if contact.decision not in PERMITTED:
        return [draft.say("note-method-not-done", reason=_why_no_contact(draft, contact))]
    lines = [draft.say("note-need", need=draft.answer(contact, "need"))]
    again = draft.say("note-next-contact", date=draft.answer(contact, "next-contact-on"))
    if "spoke-on" in draft.answers(contact):
        lines.append(draft.say("note-spoke", date=draft.answer(contact, "spoke-on")))
    planned = next((m for m in contact.methods if m.available), None)
    if planned is None:
        reason = draft.say("note-no-channel")
        return [*lines, draft.say("note-method-not-done", reason=reason), again]
    reasons = " ".join(reason.text for reason in planned.reasons)
    why = reasons or draft.say("note-not-recorded")
    return [*lines, draft.say("note-method", method=planned.label, why=why), again]


def records(draft: Draft) -> list[str]:
    """Say which records were asked for, received and reviewed."""
    contact = contact_of(draft)
    reason = _why_not_asked(draft, contact)
    if reason:
        return [draft.say("note-records-not-done", reason=reason)]
    rows = draft.answers(contact).get("records-requested")
    if not rows:
        return [draft.say("note-records-none")]
    return [_record(draft, row) for row in rows]


def _record(draft: Draft, row: dict[str, Any]) -> str:
    not_done = draft.say("note-not-done")
    return draft.say(
        "note-record",
        record=draft.book.text(draft.book.content.records[row["kind"]], "label"),
        asked="; ".join(map(draft.book.day, days_asked(row))) or not_done,
        attempts=str(times_asked(row)),
        received=draft.book.day(row.get("received-on", not_done)),
        reviewed=draft.say("note-done") if row.get("reviewed") == "yes" else not_done,
    )


def _why_no_contact(draft: Draft, contact: ContactView) -> str:
    # A report or an order is not held back, so nothing is "not allowed yet".
    return draft.say("note-not-part" if contact.decision in SETTLED else "note-not-allowed")


def _why_not_asked(draft: Draft, contact: ContactView) -> str:
    if contact.decision not in PERMITTED:
        return _why_no_contact(draft, contact)
    return "" if draft.answers(contact).get("direction") in ASKING else draft.say("note-give-only")


def findings(draft: Draft) -> list[str]:
    """Say what the review found and what is to be done about it."""
    contact = contact_of(draft)
    if "findings" not in draft.answers(contact):
        reason = _why_not_asked(draft, contact) or draft.say("note-no-findings-yet")
        return [draft.say("note-findings-not-done", reason=reason)]
    lines = [draft.say("note-findings", findings=draft.answer(contact, "findings"))]
    for path in contact.resolution:
        lines += [draft.say("note-step", finding=path.title, step=s.text) for s in path.steps]
    return lines


def notified(draft: Draft) -> list[str]:
    """Say who was told, when and how; who was not; and who must not be."""
    must_not = draft.view.notify.must_not
    not_to_tell = [draft.say("note-not-to-tell", who=n.label, reason=n.says) for n in must_not]
    return [*_told(draft), *not_to_tell] or [draft.say("note-not-done")]


def told(draft: Draft) -> list[str]:
    """Say who was told, when and how, and who was not."""
    return _told(draft) or [draft.say("note-not-done")]


def _told(draft: Draft) -> list[str]:
    rows = draft.answers(None).get("notified") or []
    lines = [_notice(draft, row) for row in rows]
    told = {row["who"] for row in rows}
    notify = draft.view.notify
    may_begin = bool(draft.sharing())
    reason = draft.say("note-not-yet" if may_begin else "note-nothing-shared")
    lines += [
        draft.say("note-notice-not-done", who=notice.label, reason=reason)
        for notice in notify.must
        if notice.who not in told
    ]
    return lines


def _notice(draft: Draft, row: dict[str, Any]) -> str:
    channel = draft.book.content.methods.get(row.get("channel", ""))
    nothing = draft.say("note-not-recorded")
    return draft.say(
        "note-notice",
        who=draft.book.label("notified", row["who"]),
        date=draft.book.day(row.get("on", nothing)),
        channel=draft.book.text(channel, "label") if channel else nothing,
    )


def next_step(draft: Draft) -> list[str]:
    """Name the next step with its date: the earliest one that has a day, else the first task."""
    dated = [each for contact in draft.view.contacts for each in _dated(draft, contact)]
    if dated:
        day, contact, says = min(dated, key=lambda each: each[0])
        name = "note-next" if day >= draft.view.today else "note-next-past"
        return [draft.say(name, date=draft.book.day(day), step=_prefix(draft, contact) + says)]
    tasks = open_items(draft)
    if tasks == [draft.say("note-nothing-open")]:
        return tasks
    return [draft.say("note-next-undated", step=tasks[0])]


def _dated(draft: Draft, contact: ContactView) -> Iterator[tuple[str, ContactView, str]]:
    for request in contact.records.outstanding:
        if request.next_date:
            yield request.next_date, contact, request.says
    day = draft.answers(contact).get("next-contact-on")
    if day:
        yield day, contact, draft.say("note-next-contact-step")


def open_items(draft: Draft) -> list[str]:
    """List every task, then every question on screen that has no answer."""
    contacts = {c.id: c for c in draft.view.contacts}
    lines = [_prefix(draft, contacts.get(t.contact or "")) + t.text for t in draft.view.outstanding]
    questions = draft.book.content.questions
    for still in unanswered(draft.book, draft.view):
        asked = draft.book.text(questions[still.fact], "ask")
        place = _prefix(draft, contacts.get(still.contact or ""))
        lines.append(draft.say("note-unanswered", question=place + asked))
    return lines or [draft.say("note-nothing-open")]


def _prefix(draft: Draft, contact: ContactView | None) -> str:
    if contact is None or len(draft.view.contacts) == 1:
        return ""
    return f"{draft.name(contact)}: "


def contact_of(draft: Draft) -> ContactView:
    """Return the contact that lines are about; raises ``ValueError`` where there is none."""
    if draft.contact is None:
        raise ValueError("these lines of the chart note are about one contact")
    return draft.contact
