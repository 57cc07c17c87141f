"""The lists and tables of documents that are worked out from the view, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coordguide.documents import note, short_note
from coordguide.documents.draft import Draft
from coordguide.documents.phrases import direction_phrase
from coordguide.model import PERMITTED
from coordguide.view import ContactView


def records_to_ask(draft: Draft) -> list[str]:
    """Return the records to ask for: those named in the case and not yet received, else all."""
    contact = draft.contact
    if contact is None:
        return []
    rows = draft.answers(contact).get("records-requested") or []
    wanted = {row["kind"] for row in rows if not row.get("received-on")}
    return [r.text for r in contact.records.ask_for if not wanted or r.id in wanted]


def records_waiting(draft: Draft) -> list[list[str]]:
    """Return a row for each record asked for and not received: label, days, times asked."""
    requests = draft.contact.records.outstanding if draft.contact else ()
    return [
        [r.label, "; ".join(map(draft.book.day, (r.asked_on, *r.asked_again))), str(r.attempts)]
        for r in requests
        if r.asked_on and r.next_date
    ]


def records_left_out(draft: Draft) -> list[str]:
    """Return what is not to be sent."""
    return [record.text for record in draft.contact.records.leave_out] if draft.contact else []


def safeguards(channel: str) -> Callable[[Draft], list[str]]:
    """Make the list of safeguards of one channel for the contact."""

    def listed(draft: Draft) -> list[str]:
        methods = draft.contact.methods if draft.contact else ()
        found = next((method for method in methods if method.id == channel), None)
        return [safeguard.text for safeguard in found.safeguards] if found else []

    return listed


def coordinated(draft: Draft) -> list[list[str]]:
    """Return a row for each contact something is shared with: who, about what, and how."""
    return [
        [
            draft.answer(contact, "contact-kind"),
            draft.say(direction_phrase(draft.answers(contact).get("direction", "both")),
                      what=draft.plain_information(contact)),
            draft.method(contact) or draft.say("note-not-recorded"),
        ]
        for contact in draft.sharing()
    ]  # fmt: skip


def to_tell(draft: Draft) -> list[str]:
    """Return whom the notice is for, and who else may get one."""
    notify = draft.view.notify
    return [
        draft.say("notice-for", who=n.label, reason=n.says) for n in (*notify.must, *notify.may)
    ]


def not_to_tell(draft: Draft) -> list[str]:
    """Return who must not get the notice, and why."""
    return [draft.say("notice-not-for", who=n.label, reason=n.says)
            for n in draft.view.notify.must_not]  # fmt: skip


def attendees(draft: Draft) -> list[list[str]]:
    """Return a row for each possible attendee: who, and what they may hear."""
    person = [draft.say("agenda-person"), draft.say("agenda-everything")]
    return [person, *([draft.name(c), _may_hear(draft, c)] for c in draft.view.contacts)]


def _may_hear(draft: Draft, contact: ContactView) -> str:
    allowed = [
        draft.short("information", kind)
        for kind, answer in contact.by_information.items()
        if answer.decision in PERMITTED
    ]
    if contact.decision in PERMITTED and allowed:
        return ", ".join(allowed)
    return draft.say("agenda-not-invited", decision=contact.title)


def found(draft: Draft) -> list[str]:
    """Return what the review found about each contact that may attend."""
    return [path.title for contact in draft.sharing() for path in contact.resolution] or [
        draft.say("agenda-no-findings")
    ]


FILLS: dict[str, Callable[[Draft], list[Any]]] = {
    "short-contact": short_note.contact,
    "short-case": short_note.case,
    "note-about": note.about,
    "note-who": note.who,
    "note-basis": note.basis,
    "note-method": note.method,
    "note-records": note.records,
    "note-findings": note.findings,
    "note-notified": note.notified,
    "note-next": note.next_step,
    "note-open": note.open_items,
    "records-to-ask": records_to_ask,
    "records-waiting": records_waiting,
    "records-left-out": records_left_out,
    "phone-safeguards": safeguards("phone"),
    "fax-safeguards": safeguards("fax"),
    "meeting-safeguards": safeguards("meeting"),
    "coordinated": coordinated,
    "to-tell": to_tell,
    "not-to-tell": not_to_tell,
    "attendees": attendees,
    "found": found,
}
"""What a block's ``from`` may name."""
