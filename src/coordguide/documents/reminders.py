"""Reminders as an iCalendar file (RFC 5545): whole days, titles that tell a stranger nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple
from zlib import crc32

from coordguide.documents.phrases import reminder_phrase
from coordguide.engine.records import is_done
from coordguide.engine.rulebook import Rulebook
from coordguide.model import PERMITTED
from coordguide.view import ContactView, View

_MOST_OCTETS = 73  # of the 75 that RFC 5545 allows a line, with its fold and end


class Reminder(NamedTuple):
    """One day to remember: its date, what kind it is, and what tells it from the others."""

    day: str
    kind: str
    key: str


def reminders(view: View) -> tuple[Reminder, ...]:
    """List the days to remember, earliest first.

    Takes the view of a case; returns the day of each next contact and of each
    open request's follow-up, and the last day of each release that something
    now rests on. A day the tool proposes is its editable default, no legal term.
    """
    return tuple(sorted({each for contact in view.contacts for each in _of(view, contact)}))


def _of(view: View, contact: ContactView) -> Iterator[Reminder]:
    answers = view.answers[contact.id]
    if contact.decision in PERMITTED and answers.get("roi-expiry-kind") == "date":
        expires = answers.get("roi-expires-on")
        if expires and contact.roi.status == "valid":
            yield Reminder(expires, "release-ends", contact.id)
    if answers.get("next-contact-on"):
        yield Reminder(answers["next-contact-on"], "next-contact", contact.id)
    requests = answers.get("records-requested") or ()
    for request, name in zip(contact.records.outstanding, _names(requests), strict=True):
        if request.next_date:
            yield Reminder(request.next_date, "follow-up", f"{contact.id}.{name}")


def _names(requests: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Name the open requests: by their id, or by kind and number where a case gave them none.

    One that is done keeps its number from the others.
    """
    seen: Counter[str] = Counter()
    for row in requests:
        kind = row["kind"]
        seen[kind] += "id" not in row
        if not is_done(row):
            yield f"row.{row['id']}" if "id" in row else f"{kind}.{seen[kind]}"


def calendar(book: Rulebook, view: View, case_key: str = "") -> str:
    """Write the reminders as the text of an ``.ics`` file.

    Takes the rulebook, the view, and a key that tells this case from others
    with the same answers. Equal input gives equal text; an identifier holds
    neither a name nor an answer, and with a key it stays when a date changes.
    """
    case = case_key or f"{crc32(repr(sorted(view.answers.items())).encode()):08x}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//coordguide//{view.engine}, content {view.content['version']}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-COORDGUIDE-CONTENT:{view.content['sha256']}",
    ]
    for reminder in reminders(view):
        lines += _event(book, view, reminder, case)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(book: Rulebook, view: View, reminder: Reminder, case: str) -> list[str]:
    start = date.fromisoformat(reminder.day)
    after = start + timedelta(days=1) if start < date.max else start
    return [
        "BEGIN:VEVENT",
        f"UID:{case}.{reminder.kind}.{_hidden(reminder.key)}@coordguide.invalid",
        f"DTSTAMP:{_digits(view.today)}T000000Z",
        f"DTSTART;VALUE=DATE:{_digits(reminder.day)}",
        f"DTEND;VALUE=DATE:{_digits(after.isoformat())}",
        f"SUMMARY:{_escaped(book.phrase(reminder_phrase(reminder.kind)))}",
        f"DESCRIPTION:{_escaped(book.phrase('reminder-more'))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _hidden(key: str) -> str:
    """Return a key that tells events apart and says nothing: a contact's id may be a word."""
    return f"{crc32(key.encode()):08x}"


def _digits(day: str) -> str:
    return day.replace("-", "")


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line where it grows over the octets allowed; what follows begins with a space."""
    part = ""
    for character in line:
        if len(f"{part}{character}".encode()) > _MOST_OCTETS:
            yield part
            part = " "
        part += character
    yield part
