"""Host only: the checklist's page as built.

It holds the first questions, so that they can be read and answered while
Python still loads, and a complete checklist of every edition to read and
print where nothing can be loaded at all. All that is said about care comes
from the content; the template adds the words of the page only.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from coordguide.model import Citation, Content, Question
from coordguide.rulebook import rulebook
from coordguide.site.citations import name

STEP_TITLES = {
    "release": "Release of information",
    "method": "Way of contact",
    "records": "Records",
    "notify": "Notification",
}
"""The four steps as the page calls them, the same words as in ``checklist/web/words.js``."""

_LAYERS = {
    "plan-policy": "Plan policy",
    "hipaa": "HIPAA",
    "stricter-law": "Stricter law",
    "emergency": "Emergency",
}
_REGIMES = {
    "hipaa": "Parts of a HIPAA authorization",
    "authorization": "Where the law asks for an authorization",
    "part-2": "Parts of a Part 2 consent",
    "ferpa": "Parts of a FERPA consent",
    "arizona": "Added by Arizona",
    "north-carolina": "Added by North Carolina",
    "california": "Added by California",
}


def render(content: Content, assets_url: str) -> str:
    """Write the checklist's page.

    Takes the content and the address of the checklist's files, relative to
    the page and ending in a slash; returns the HTML to stand in the page.
    Every text is escaped, except Markdown that the content's compiler turned
    into clean HTML.
    """
    environment = Environment(
        loader=PackageLoader("coordguide.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["parsed"] = Citation.parse
    return environment.get_template("checklist.html").render(
        assets=assets_url,
        root=assets_url.partition("assets/")[0],
        books=[rulebook(content, edition) for edition in content.editions],
        first=first_questions(content),
        steps=STEP_TITLES,
        layers=_LAYERS,
        regimes=_REGIMES,
        named=name,
    )


def first_questions(content: Content) -> list[Question]:
    """Return the questions about the case that are asked of everybody, as radio buttons."""
    return [
        question
        for question in content.questions_in_order
        if question.step == "about"
        and question.scope == "case"
        and question.kind == "choice"
        and not question.when
        and not question.editions
    ]
