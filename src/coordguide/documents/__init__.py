"""What the provider takes away: papers, reminders and the reviewer's rows, made from a view.

Only what a view answers to visible questions reaches a paper. Names are never
known here: a paper has blanks for them, filled by whoever prints it.
"""

from collections.abc import Callable

from coordguide.documents.blocks import as_html, as_text
from coordguide.documents.facts import PAPER_FACTS
from coordguide.documents.fills import FILLS
from coordguide.documents.paper import WORDS
from coordguide.documents.reminders import calendar, reminders
from coordguide.documents.review import audit, audit_table, crosswalk, result, table
from coordguide.documents.writing import Written, carried, offers, write
from coordguide.rulebook import Rulebook
from coordguide.view import View

FORMS: dict[str, Callable[[Rulebook, View, str], str]] = {
    "ics": calendar,
    "csv": table,
    "json": result,
    "audit": audit_table,
}
"""The forms a case can be taken away in, beside its papers; each takes the case's key."""

__all__ = [
    "FILLS",
    "FORMS",
    "PAPER_FACTS",
    "WORDS",
    "Written",
    "as_html",
    "as_text",
    "audit",
    "carried",
    "crosswalk",
    "offers",
    "reminders",
    "write",
]
