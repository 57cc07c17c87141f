"""The lists and tables of papers that are worked out from the view, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coordguide.documents import note
from coordguide.documents.paper import Paper
from coordguide.model import PERMITTED
from coordguide.view import ContactView


def records_to_ask(paper: Paper) -> list[str]:
    """Return the records to ask for: those named in the case and not yet received, else all."""
    contact = paper.contact
    if contact is None:
        return []
    rows = paper.answers(contact).get("records-requested") or []
    wanted = {row["kind"] for row in rows if not row.get("received-on")}
    return [r.text for r in contact.records.ask_for if not wanted or r.id in wanted]


def records_waiting(paper: Paper) -> list[list[str]]:
    """Return a row for each record asked for and not received: label, first asked, times asked."""
    requests = paper.contact.records.outstanding if paper.contact else ()
    return [[r.label, r.asked_on, str(r.attempts)] for r in requests if r.asked_on and r.next_date]


def records_left_out(paper: Paper) -> list[str]:
    """Return what is not to be sent."""
    return [record.text for record in paper.contact.records.leave_out] if paper.contact else []


def safeguards(channel: str) -> Callable[[Paper], list[str]]:
    """Make the list of safeguards of one channel for the contact."""

    def listed(paper: Paper) -> list[str]:
        methods = paper.contact.methods if paper.contact else ()
        found = next((method for method in methods if method.id == channel), None)
        return [safeguard.text for safeguard in found.safeguards] if found else []

    return listed


def coordinated(paper: Paper) -> list[list[str]]:
    """Return a row for each contact something is shared with: who, about what, and how."""
    return [
        [
            paper.answer(contact, "contact-kind"),
            paper.say(f"plain-{paper.answers(contact).get('direction', 'both')}",
                      what=paper.plain_information(contact)),
            paper.method(contact) or paper.say("note-not-recorded"),
        ]
        for contact in paper.sharing()
    ]  # fmt: skip


def to_tell(paper: Paper) -> list[str]:
    """Return whom the notice is for, and who else may get one."""
    notify = paper.view.notify
    return [
        paper.say("notice-for", who=n.label, reason=n.says) for n in (*notify.must, *notify.may)
    ]


def not_to_tell(paper: Paper) -> list[str]:
    """Return who must not get the notice, and why."""
    return [paper.say("notice-not-for", who=n.label, reason=n.says)
            for n in paper.view.notify.must_not]  # fmt: skip


def attendees(paper: Paper) -> list[list[str]]:
    """Return a row for each possible attendee: who, and what they may hear."""
    person = [paper.say("agenda-person"), paper.say("agenda-everything")]
    return [person, *([paper.name(c), _may_hear(paper, c)] for c in paper.view.contacts)]


def _may_hear(paper: Paper, contact: ContactView) -> str:
    allowed = [
        paper.short("information", kind)
        for kind, answer in contact.by_information.items()
        if answer.decision in PERMITTED
    ]
    if contact.decision in PERMITTED and allowed:
        return ", ".join(allowed)
    return paper.say("agenda-not-invited", decision=contact.title)


def found(paper: Paper) -> list[str]:
    """Return what the review found about each contact that may attend."""
    return [path.title for contact in paper.sharing() for path in contact.resolution] or [
        paper.say("agenda-no-findings")
    ]


FILLS: dict[str, Callable[[Paper], list[Any]]] = {
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
