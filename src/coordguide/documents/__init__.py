"""What the provider takes away: papers, reminders and the reviewer's rows, made from a view.

Only what a view answers to visible questions reaches a paper. Names are never
known here: a paper has blanks for them, filled by whoever prints it.
"""

from coordguide.documents.blocks import as_html, as_text
from coordguide.documents.facts import PAPER_FACTS
from coordguide.documents.fills import FILLS
from coordguide.documents.paper import WORDS
from coordguide.documents.writing import Written, carried, offers, write

__all__ = [
    "FILLS",
    "PAPER_FACTS",
    "WORDS",
    "Written",
    "as_html",
    "as_text",
    "carried",
    "offers",
    "write",
]
