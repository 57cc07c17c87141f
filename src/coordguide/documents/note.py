"""The lines of the chart note: what was decided and done, and what was not done, never left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coordguide.documents.facts import unanswered
from coordguide.documents.paper import Paper
from coordguide.model import LAYERS, PERMITTED
from coordguide.view import ContactView

_ASKING = ("request", "both")


def about(paper: Paper) -> list[str]:
    """Say about whom the note is, without a name: age, who decides, where."""
    answers = paper.answers(None)
    facts = ("member-age", "decision-maker", "minor-consented-to-own-care",
             "custody-or-court-order", "setting", "emergency")  # fmt: skip
    return [
        paper.say(f"note-{fact}", answer=paper.answer(None, fact))
        for fact in facts
        if fact in answers or fact == "member-age"
    ]


def who(paper: Paper) -> list[str]:
    """Say with whom care is coordinated, in which direction, and about what."""
    contact = _contact(paper)
    lines = [
        paper.say("note-kind", kind=paper.answer(contact, "contact-kind")),
        paper.say("note-direction", direction=paper.answer(contact, "direction")),
        paper.say("note-information", what=paper.answer(contact, "information")),
    ]
    if "treating" in paper.answers(contact):
        lines.insert(1, paper.say("note-treating", answer=paper.answer(contact, "treating")))
    return lines


def basis(paper: Paper) -> list[str]:
    """Say on what ground sharing rests: the decision, its reasons, the layers, the release."""
    contact = _contact(paper)
    lines = [paper.say("note-decision", decision=contact.title, date=paper.view.today)]
    lines += [f"{said.text} [{paper.cited(said.cites)}]" for said in contact.says]
    if len(contact.by_information) > 1:
        lines += [
            paper.say(
                "note-by-information", what=paper.short("information", kind), decision=v.title
            )
            for kind, v in contact.by_information.items()
        ]
    for layer in LAYERS:
        status = paper.say(f"status-{layer}-{contact.layers[layer].status}")
        lines.append(paper.say(f"layer-{layer}", status=status))
    return [*lines, *_release(paper, contact)]


def _release(paper: Paper, contact: ContactView) -> list[str]:
    given = paper.answers(contact).get("roi")
    status = paper.say(f"roi-{contact.roi.status}")
    if given == "declined":
        return [paper.say("note-release-declined")]
    if given != "signed":
        name = "note-release-not-signed" if given == "not-signed" else "note-release-unknown"
        return [paper.say(name, status=status)]
    missing = [e.label for e in contact.roi.elements if e.status == "missing"]
    lines = [
        paper.say(
            "note-release",
            status=status,
            signer=paper.answer(contact, "roi-signed-by"),
            signed=paper.answer(contact, "roi-signed-on"),
            expires=_ends(paper, contact),
        )
    ]
    return lines + [paper.say("note-missing", element=label) for label in missing]


def _ends(paper: Paper, contact: ContactView) -> str:
    is_dated = paper.answers(contact).get("roi-expiry-kind") == "date"
    return paper.answer(contact, "roi-expires-on" if is_dated else "roi-expiry-kind")


def method(paper: Paper) -> list[str]:
    """Say which way of contact is planned and why; no answer records which one was used."""
    contact = _contact(paper)
    if contact.decision not in PERMITTED:
        return [paper.say("note-method-not-done", reason=paper.say("note-not-allowed"))]
    lines = [paper.say("note-need", need=paper.answer(contact, "need"))]
    again = paper.say("note-next-contact", date=paper.answer(contact, "next-contact-on"))
    planned = next((m for m in contact.methods if m.available), None)
    if planned is None:
        reason = paper.say("note-no-channel")
        return [*lines, paper.say("note-method-not-done", reason=reason), again]
    reasons = " ".join(reason.text for reason in planned.reasons)
    why = reasons or paper.say("note-not-recorded")
    return [*lines, paper.say("note-method", method=planned.label, why=why), again]


def records(paper: Paper) -> list[str]:
    """Say which records were asked for, received and reviewed."""
    contact = _contact(paper)
    reason = _why_not_asked(paper, contact)
    if reason:
        return [paper.say("note-records-not-done", reason=reason)]
    rows = paper.answers(contact).get("records-requested")
    if not rows:
        return [paper.say("note-records-none")]
    return [_record(paper, row) for row in rows]


def _record(paper: Paper, row: dict[str, Any]) -> str:
    not_done = paper.say("note-not-done")
    return paper.say(
        "note-record",
        record=paper.book.text(paper.book.content.records[row["kind"]], "label"),
        asked=row.get("asked-on", not_done),
        attempts=str(row.get("attempts", 1 if row.get("asked-on") else 0)),
        received=row.get("received-on", not_done),
        reviewed=paper.say("note-done") if row.get("reviewed") == "yes" else not_done,
    )


def _why_not_asked(paper: Paper, contact: ContactView) -> str:
    if contact.decision not in PERMITTED:
        return paper.say("note-not-allowed")
    return "" if paper.answers(contact).get("direction") in _ASKING else paper.say("note-give-only")


def findings(paper: Paper) -> list[str]:
    """Say what the review found and what is to be done about it."""
    contact = _contact(paper)
    if "findings" not in paper.answers(contact):
        reason = _why_not_asked(paper, contact) or paper.say("note-no-findings-yet")
        return [paper.say("note-findings-not-done", reason=reason)]
    lines = [paper.say("note-findings", findings=paper.answer(contact, "findings"))]
    for path in contact.resolution:
        lines += [paper.say("note-step", finding=path.title, step=s.text) for s in path.steps]
    return lines


def notified(paper: Paper) -> list[str]:
    """Say who was told, when and how; who was not; and who must not be."""
    rows = paper.answers(None).get("notified") or []
    lines = [_notice(paper, row) for row in rows]
    told = {row["who"] for row in rows}
    notify = paper.view.notify
    may_begin = bool(paper.sharing())
    reason = paper.say("note-not-yet" if may_begin else "note-nothing-shared")
    lines += [
        paper.say("note-notice-not-done", who=notice.label, reason=reason)
        for notice in notify.must
        if notice.who not in told
    ]
    lines += [paper.say("note-not-to-tell", who=n.label, reason=n.says) for n in notify.must_not]
    return lines or [paper.say("note-not-done")]


def _notice(paper: Paper, row: dict[str, Any]) -> str:
    channel = paper.book.content.methods.get(row.get("channel", ""))
    nothing = paper.say("note-not-recorded")
    return paper.say(
        "note-notice",
        who=paper.book.label("notified", row["who"]),
        date=row.get("on", nothing),
        channel=paper.book.text(channel, "label") if channel else nothing,
    )


def next_step(paper: Paper) -> list[str]:
    """Name the next step with its date: the earliest one that has a day, else the first task."""
    dated = [each for contact in paper.view.contacts for each in _dated(paper, contact)]
    if dated:
        day, contact, says = min(dated, key=lambda each: each[0])
        name = "note-next" if day >= paper.view.today else "note-next-past"
        return [paper.say(name, date=day, step=_prefix(paper, contact) + says)]
    tasks = open_items(paper)
    if tasks == [paper.say("note-nothing-open")]:
        return tasks
    return [paper.say("note-next-undated", step=tasks[0])]


def _dated(paper: Paper, contact: ContactView) -> Iterator[tuple[str, ContactView, str]]:
    for request in contact.records.outstanding:
        if request.next_date:
            yield request.next_date, contact, request.says
    day = paper.answers(contact).get("next-contact-on")
    if day:
        yield day, contact, paper.say("note-next-contact-step")


def open_items(paper: Paper) -> list[str]:
    """List every task, then every question on screen that has no answer."""
    contacts = {c.id: c for c in paper.view.contacts}
    lines = [_prefix(paper, contacts.get(t.contact or "")) + t.text for t in paper.view.outstanding]
    questions = paper.book.content.questions
    for still in unanswered(paper.book, paper.view):
        asked = paper.book.text(questions[still.fact], "ask")
        place = _prefix(paper, contacts.get(still.contact or ""))
        lines.append(paper.say("note-unanswered", question=place + asked))
    return lines or [paper.say("note-nothing-open")]


def _prefix(paper: Paper, contact: ContactView | None) -> str:
    is_named = contact is not None and len(paper.view.contacts) > 1
    return f"{paper.name(contact)}: " if is_named else ""


def _contact(paper: Paper) -> ContactView:
    if paper.contact is None:
        raise ValueError("these lines of the chart note are about one contact")
    return paper.contact
