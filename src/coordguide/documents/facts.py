"""What a document may know: the visible answers, what follows from them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coordguide.engine.conditions import Facts
from coordguide.engine.notification import coordinates, rests_on_release
from coordguide.engine.records import is_silent
from coordguide.engine.roi import derive
from coordguide.engine.rulebook import Rulebook
from coordguide.view import ContactView, OpenQuestion, RequestView, View

DOCUMENT_FACTS: dict[str, tuple[str, ...]] = {
    "roi-status": ("valid", "invalid", "missing", "declined", "not-needed"),
    "requests": ("none", "to-ask", "waiting", "repeated", "silent", "to-review"),
    "records-asked": ("yes", "no"),
    "records-reviewed": ("yes", "no"),
    "findings-recorded": ("yes",),
    "method-at-hand": ("yes", "no"),
    "notice-to": ("person", "representative", "both", "nobody"),
    "told": ("everybody", "somebody-missing"),
    "told-wrongly": ("yes", "no"),
    "followed-up": ("yes", "no"),
    "sender-may-be-named": ("yes", "no"),
    "of-a-case": ("yes", "no"),
}
"""Facts that only documents and audit items may test, with their values.

Each is absent while no answer shows it. ``requests`` says how far the records
asked for have come, ``notice-to`` who must be told, ``told`` whether they were,
``told-wrongly`` whether somebody was who must not be, and ``followed-up``
whether each open request was repeated or has a date to come. The name of a
Part 2 program tells what the care is (42 CFR 2.12), so ``sender-may-be-named``
is yes only where the sender is known to be none. ``of-a-case`` is no in a blank form.
"""


def facts_of(book: Rulebook, view: View, contact: ContactView | None = None) -> Facts:
    """Gather the facts that the conditions of documents and audit items are held against.

    Takes the rulebook, the view of a case and, for a document about one contact,
    its view. Answers to hidden questions are not in a view, so never in here.
    """
    known = {"today": view.today, "edition": view.edition, **view.answers[""], **_of_case(view)}
    if contact is None:
        return Facts(known, book.definitions)
    facts = Facts({**known, **view.answers[contact.id]}, book.definitions)
    for fact, (value, sources) in derive(facts, book.elements, view.today).items():
        facts.learn(fact, value, sources)
    for fact, value in _of_contact(view, contact).items():
        facts.learn(fact, value)
    return facts


def unanswered(book: Rulebook, view: View) -> tuple[OpenQuestion, ...]:
    """Return the visible questions without an answer, or with a part still missing.

    A contradiction opens answered questions too, and one side of it may be
    hidden, so those are left to the screen.
    """
    is_whole = {q.id for q in book.content.questions.values() if q.kind != "elements"}
    return tuple(
        each
        for each in view.next
        if each.fact not in view.answers[each.contact or ""] or each.fact not in is_whole
    )


def _of_case(view: View) -> dict[str, Any]:
    kinds = (view.answers[c.id].get("contact-kind", "") for c in view.contacts)
    can_share = any(coordinates(each) for each in view.contacts)
    notify = view.notify
    rows = view.answers[""].get("notified")
    told = {row["who"] for row in rows or ()}
    owed = {notice.who for notice in notify.must}
    # A document that obliges to nothing still lets somebody be told.
    addressed = owed or {notice.who for notice in notify.may}
    return {
        "contact-kinds": sorted(set(kinds)),
        "contact-information": _information(view),
        "coordinating": "yes" if can_share else "no",
        "rests-on-release": _yes(any(map(rests_on_release, view.contacts))),
        "notice-to": _notice_to(addressed),
        "sender-may-be-named": _yes(view.answers[""].get("setting") == "ordinary"),
        "of-a-case": "yes",
        **({"state": view.state} if view.state else {}),
        **({} if rows is None else {
            "told": "everybody" if owed <= told else "somebody-missing",
            "told-wrongly": _yes(told & {notice.who for notice in notify.must_not}),
        }),
    }  # fmt: skip


def _information(view: View) -> list[str]:
    """Return every kind of information that some contact is about."""
    kinds = (view.answers[contact.id].get("information") or () for contact in view.contacts)
    return sorted({kind for each in kinds for kind in each})


def _notice_to(addressed: set[str]) -> str:
    if addressed > {"member"}:
        return "both"
    if not addressed:
        return "nobody"
    return "person" if "member" in addressed else "representative"


def _of_contact(view: View, contact: ContactView) -> dict[str, str]:
    answers = view.answers[contact.id]
    waiting = contact.records.outstanding
    rows = answers.get("records-requested")
    facts = {
        "decision": contact.decision,
        "requests": _requests(waiting),
        "followed-up": _yes(_is_followed_up(waiting, view.today)),
    }
    if contact.roi.status != "unknown":
        facts["roi-status"] = contact.roi.status
    if rows is not None:
        facts["records-asked"] = _yes(any(row.get("asked-on") for row in rows))
        facts["records-reviewed"] = _yes(rows and not waiting)
    if "findings" in answers:
        facts["findings-recorded"] = "yes"
    if "channels" in answers and "need" in answers:
        facts["method-at-hand"] = _yes(any(method.available for method in contact.methods))
    return facts


def _yes(truth: object) -> str:
    return "yes" if truth else "no"


def _requests(open_requests: Iterable[RequestView]) -> str:
    states = {_state(request) for request in open_requests}
    order = ("silent", "repeated", "waiting", "to-ask", "to-review")
    return next((state for state in order if state in states), "none")


def _state(request: RequestView) -> str:
    if not request.asked_on:
        return "to-ask"
    if not request.next_date:
        return "to-review"
    if is_silent(request):
        return "silent"
    return "repeated" if request.attempts > 1 else "waiting"


def _is_followed_up(waiting: Iterable[RequestView], today: str) -> bool:
    return all(not r.next_date or r.attempts > 1 or r.next_date >= today for r in waiting)
