"""What a paper may know: the visible answers, what follows from them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from coordguide.conditions import Facts
from coordguide.model import PERMITTED
from coordguide.release import derive
from coordguide.rulebook import Rulebook
from coordguide.view import ContactView, RequestView, View

PAPER_FACTS: dict[str, tuple[str, ...]] = {
    "roi-status": ("valid", "invalid", "missing", "declined", "not-needed", "unknown"),
    "requests": ("none", "to-ask", "waiting", "repeated", "to-review"),
    "records-outstanding": ("yes", "no"),
    "notice-to": ("person", "representative", "both", "nobody"),
    "told": ("everybody", "somebody-missing", "nobody-to-tell"),
    "followed-up": ("yes", "no"),
}
"""Facts that only papers and audit items may test, with their values.

``requests`` says how far the records asked for have come, ``notice-to`` who must
be told, ``told`` whether they were, and ``followed-up`` whether each open request
was repeated or has a date to come.
"""


def facts_of(book: Rulebook, view: View, contact: ContactView | None = None) -> Facts:
    """Gather the facts that the conditions of papers and audit items are held against.

    Takes the rulebook, the view of a case and, for a paper about one contact,
    its view. Answers to hidden questions are not in a view, so never in here.
    """
    known = {"today": view.today, "edition": view.edition, **view.answers[""]}
    if view.state:
        known["state"] = view.state
    kinds = (view.answers[c.id].get("contact-kind", "") for c in view.contacts)
    known["contact-kinds"] = sorted(set(kinds))
    can_share = any(each.decision in PERMITTED for each in view.contacts)
    known["coordinating"] = "yes" if can_share else "no"
    known["told"] = _told(view)
    known["notice-to"] = _notice_to(view)
    if contact is None:
        return Facts(known, book.definitions)
    facts = Facts({**known, **view.answers[contact.id]}, book.definitions)
    for fact, (value, sources) in derive(facts, book.elements, view.today).items():
        facts.learn(fact, value, sources)
    facts.learn("decision", contact.decision)
    facts.learn("roi-status", contact.roi.status)
    waiting = contact.records.outstanding
    facts.learn("requests", _requests(waiting))
    facts.learn("records-outstanding", "yes" if waiting else "no")
    facts.learn("followed-up", "yes" if _is_followed_up(waiting, view.today) else "no")
    return facts


def _requests(open_requests: Iterable[RequestView]) -> str:
    states = {_state(request) for request in open_requests}
    order = ("repeated", "waiting", "to-ask", "to-review")
    return next((state for state in order if state in states), "none")


def _state(request: RequestView) -> str:
    if not request.asked_on:
        return "to-ask"
    if not request.next_date:
        return "to-review"
    return "repeated" if request.attempts > 1 else "waiting"


def _is_followed_up(waiting: Iterable[RequestView], today: str) -> bool:
    return all(not r.next_date or r.attempts > 1 or r.next_date >= today for r in waiting)


def _told(view: View) -> str:
    if not view.notify.must:
        return "nobody-to-tell"
    told = {row["who"] for row in view.answers[""].get("notified") or []}
    owed = {notice.who for notice in view.notify.must}
    return "everybody" if owed <= told else "somebody-missing"


def _notice_to(view: View) -> str:
    owed = {notice.who == "member" for notice in view.notify.must}
    if len(owed) == 2:
        return "both"
    return {True: "person", False: "representative"}[owed.pop()] if owed else "nobody"
