"""What is still to do, contact by contact and then for the case."""

from __future__ import annotations

from collections.abc import Iterable

from coordguide.engine.conditions import Facts
from coordguide.engine.notification import coordinates
from coordguide.engine.rulebook import Rulebook
from coordguide.view import ContactView, NotifyView, Task


def list_tasks(
    book: Rulebook, contacts: tuple[ContactView, ...], notify: NotifyView, about: Facts
) -> tuple[Task, ...]:
    """List what is still to do, contact by contact, then for the case."""
    tasks = [task for contact in contacts for task in _contact_tasks(contact)]
    told = {row["who"] for row in about.get("notified") or []}
    if any(coordinates(contact) for contact in contacts):
        phrase = book.content.phrases["notice-to-give"]
        tasks += [
            Task(None, "notify", book.fill(phrase.text["says"], who=notice.label), notice.cites)
            for notice in notify.must
            if notice.who not in told
        ]
    return tuple(tasks)


def _contact_tasks(contact: ContactView) -> Iterable[Task]:
    if contact.todo.text:
        yield Task(contact.id, "release", contact.todo.text, contact.todo.cites)
    for element in contact.roi.elements:
        if element.duty and element.status == "missing":
            yield Task(contact.id, "release", element.fix, element.cites)
    for request in contact.records.outstanding:
        yield Task(contact.id, "records", request.says, request.cites)
