"""What the provider takes away: documents, reminders and the reviewer's rows, made from a view.

Only what a view answers to visible questions reaches a document. Names are never
known here: a document has blanks for them, filled by whoever prints it.
"""

from collections.abc import Callable

from coordguide.documents.blocks import LINE, Part, as_html, as_text, html_parts, text_parts
from coordguide.documents.chart_audit import audit, audit_table, crosswalk, result, table
from coordguide.documents.draft import WORDS
from coordguide.documents.facts import DOCUMENT_FACTS
from coordguide.documents.filled_lists import FILLS
from coordguide.documents.reminders import calendar, reminders
from coordguide.documents.writer import WrittenDocument, carried, main_acts, offers, write
from coordguide.engine.rulebook import Rulebook
from coordguide.view import View

FORMS: dict[str, Callable[[Rulebook, View, str], str]] = {
    "ics": calendar,
    "csv": table,
    "json": result,
    "audit": audit_table,
}
"""The forms a case can be taken away in, beside its documents; each takes the case's key."""

__all__ = [
    "DOCUMENT_FACTS",
    "FILLS",
    "FORMS",
    "LINE",
    "WORDS",
    "Part",
    "WrittenDocument",
    "as_html",
    "as_text",
    "audit",
    "carried",
    "crosswalk",
    "html_parts",
    "main_acts",
    "offers",
    "reminders",
    "text_parts",
    "write",
]
