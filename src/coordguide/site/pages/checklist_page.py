"""The checklist's page as built.

It holds the first questions, so that they can be read and answered while
Python still loads, and a complete checklist of every edition to read and
print where nothing can be loaded at all. All that is said about care comes
from the content; the template adds the words of the page only.
"""

from __future__ import annotations

from typing import Any

from coordguide.engine.conditions import Condition, Facts
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import OURS, Rulebook, rulebook
from coordguide.model import Case, Citation, Content, Question
from coordguide.site.bundle.scripts import ENGINE_STARTS_WITH
from coordguide.site.pages import templating
from coordguide.site.pages.citations import name
from coordguide.site.pages.footer import NOTICE
from coordguide.view import Sentence

WORDS: dict[str, dict[str, str]] = {
    "steps": {
        "release": "Release of information",
        "method": "Way of contact",
        "records": "Records",
        "notify": "Notification",
    },
    "layers": {
        "plan-policy": "Plan policy",
        "hipaa": "HIPAA",
        "stricter-law": "Stricter law",
        "emergency": "Emergency",
        "duty": "Legal duty",
    },
    "regimes": {
        "hipaa": "HIPAA release",
        "authorization": "Where HIPAA asks for an authorization",
        "part-2": "Part 2 consent (substance use treatment)",
        "ferpa": "FERPA consent (school records)",
        "arizona": "Added by Arizona",
        "california": "Added by California",
        "north-carolina": "Added by North Carolina",
        "protected": "Where records are specially protected",
        "together": "Where people are treated together",
    },
    "page": {
        "start": "Before you start",
        "first": "First of all",
        "edition": "Whose member is this?",
        "steps": "Place in the checklist",
        "panel": "What may be done now",
        "panelEmpty": (
            "Say whose member this is, and answer the first questions. "
            "The answer for each contact appears here."
        ),
        "duties": "Duties beside the form",
    },
}
"""The page's own words that its HTML and its scripts share; the scripts read them from the page."""

OTHER_PLAN = "Another plan, or none"
"""The way in where a document is of no plan; the checklist then asks for the state."""


def render(content: Content, assets_url: str) -> str:
    """Write the checklist's part of a page of the site.

    Takes the content and the address of the checklist's files, relative to the
    page and ending in a slash; returns the HTML to stand in the page. Every
    text is escaped, except Markdown that the content's compiler turned into
    clean HTML.
    """
    return _fill("checklist.html", content, assets_url, "checklist.js", "one")


def render_bare(content: Content, assets_url: str) -> str:
    """Write the whole page for frames: the same checklist without a site around it."""
    return _fill("embed.html", content, assets_url, "frame.js", "whole")


def portals(content: Content) -> dict[str, list[str]]:
    """Return by edition the origins that a note may be sent to."""
    return {edition.id: list(edition.portals) for edition in content.editions.values()}


def _fill(template: str, content: Content, assets_url: str, script: str, pace: str) -> str:
    environment = templating.environment()
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False}
    environment.filters["parsed"] = Citation.parse
    books = [rulebook(content, edition) for edition in content.editions]
    environment.tests["applicable_in"] = lambda when, book: may_hold(book, when)
    return environment.get_template(template).render(
        assets=assets_url,
        root=assets_url.partition("assets/")[0],
        books=books,
        first=first_questions(content),
        emergencies=first_of_all(content),
        words=WORDS,
        built={**WORDS, **_asked_first(content)},
        ahead=ENGINE_STARTS_WITH,
        script=script,
        pace=pace,
        portals=portals(content),
        notice=NOTICE,
        named=name,
        plans=plans(books),
        plan_of=plan_of,
        ours=OURS,
    )


def _asked_first(content: Content) -> dict[str, list[dict[str, Any]]]:
    """Return the editions and the first questions in words, for the scripts to draw from."""
    books = [rulebook(content, edition) for edition in content.editions]
    book = books[0]
    return {
        "editions": [
            {
                "id": one.edition.id,
                "title": one.text(one.edition, "title"),
                "plan": plan_of(one),
            }
            for one in plans(books)
        ],
        "first": [
            {
                "id": question.id,
                "ask": book.text(question, "ask"),
                "help": book.text(question, "help") if question.text.get("help") else "",
                "values": [
                    {"value": value, "label": book.label(question.id, value)}
                    for value in question.values
                ],
            }
            for question in first_questions(content)
        ],
    }


def plans(books: list[Rulebook]) -> list[Rulebook]:
    """Return the rulebooks as a person looks for them: those of plans before those of none."""
    return sorted(books, key=lambda book: not book.edition.state)


def plan_of(book: Rulebook) -> str:
    """Return what a person chooses an edition by: the plan, or that it is another or none."""
    short = book.text(book.edition, "short")
    return short if book.edition.state else f"{OTHER_PLAN} ({short})"


def first_of_all(content: Content) -> dict[str, tuple[Sentence, ...]]:
    """Return what the engine says before all else, by the answer that brings it up.

    Takes the content. The page as built shows it as soon as that answer is chosen, with no
    edition and no engine yet; it is the engine's own answer to a case that says no more.
    """
    edition = next(iter(content.editions))
    day = f"{content.version.replace('.', '-')}-01"
    first = first_questions(content)[0]
    said = {
        value: evaluate(content, Case(edition, day, {first.id: value})).first
        for value in first.values
    }
    return {value: sentences for value, sentences in said.items() if sentences}


def may_hold(book: Rulebook, when: Condition) -> bool:
    """Say whether a condition can hold in an edition, before anything is asked.

    Takes the rulebook and the condition. An edition settles itself and its
    state, so that one state's rules are not printed in another's checklist.
    """
    state = {"state": book.edition.state} if book.edition.state else {}
    return when.truth(Facts({"edition": book.edition.id, **state}, book.definitions)) is not False


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
        and not question.edition_states
    ]
