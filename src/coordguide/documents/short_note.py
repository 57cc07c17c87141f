"""The chart note in six lines, with blanks for what only the one who made the contact knows."""

from __future__ import annotations

from collections.abc import Iterator

from coordguide.documents import note
from coordguide.documents.blocks import Block
from coordguide.documents.draft import Draft
from coordguide.documents.phrases import direction_phrase
from coordguide.engine.phrases import limit_phrase
from coordguide.model import PERMITTED
from coordguide.view import ContactView

_BLANK = "____"
"""Room for a word that the one who made the contact writes; the content has it, too."""


def contact(draft: Draft) -> list[str | Block]:
    """Say with whom, what was decided and why, the release, what was said, and the records.

    What was said is a blank, which is filled in on the page and kept nowhere.
    """
    about = note.contact_of(draft)
    return [
        draft.say(
            "short-with",
            kind=draft.answer(about, "contact-kind"),
            what=_what(draft, about),
        ),
        draft.say(
            "short-answer",
            date=draft.book.day(draft.view.today),
            decision=about.title,
            why=" ".join(_why(draft, about)),
        ),
        note.release(draft, about)[0],
        *_done(draft, about),
    ]


def _what(draft: Draft, about: ContactView) -> str:
    """Say in the plainest words what is given, asked for, or done instead."""
    direction = draft.answers(about).get("direction")
    what = draft.plain_information(about) or _BLANK
    return draft.say(direction_phrase(direction), what=what) if direction else ""


def _why(draft: Draft, about: ContactView) -> Iterator[str]:
    """Yield the first reason with who says so, and what the answer is limited to."""
    limits = [said for said in about.says if said.id == limit_phrase(about.limit)]
    for said in (*about.says[:1], *limits):
        yield f"{said.text} [{draft.cited(said.cites)}]"


def _done(draft: Draft, about: ContactView) -> list[str | Block]:
    """Leave room for what was said and found; nothing may be left to fill in for no contact."""
    if about.decision == "listen-only":
        return [draft.say("short-listened")]
    if about.decision == "legal-duty":
        return [draft.say("short-reported")] if about.limit == "report" else []
    if about.decision not in PERMITTED:
        return [*note.method(draft)]
    day, method = draft.answers(about).get("spoke-on"), draft.method(about)
    date = draft.book.day(day) if day else _BLANK
    if method:
        spoke = draft.say("short-spoke-by", method=method, date=date)
    else:
        spoke = draft.say("short-spoke-on", date=date) if day else draft.say("short-spoke")
    said = {"kind": "blank", "id": f"{about.id}.said", "text": spoke, "lines": 3}
    return [said, *_records(draft, about)]


def _records(draft: Draft, about: ContactView) -> list[str]:
    answers = draft.answers(about)
    if answers.get("records-requested") or "findings" in answers:
        found = note.findings(draft) if "findings" in answers else []
        return [" ".join([*note.records(draft), *found[:1]])]
    is_asking = answers.get("direction") in note.ASKING
    return [draft.say("short-records-open")] if is_asking else []


def case(draft: Draft) -> list[str]:
    """Say who was told, and the next step."""
    parts = {"told": note.told(draft), "next": note.next_step(draft)}
    return [draft.say("short-after", **{name: _ended(said) for name, said in parts.items()})]


def _ended(said: list[str]) -> str:
    return " ".join(f"{line.rstrip('.')}." for line in said)
