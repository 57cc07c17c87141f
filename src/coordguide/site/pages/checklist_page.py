"""The checklist's page as built.

It holds the first questions, so that they can be read and answered while
Python still loads, and a complete checklist of every edition to read and
print where nothing can be loaded at all. All that is said about care comes
from the content; the template adds the words of the page only.
"""

from __future__ import annotations

from coordguide.engine.conditions import Condition, Facts
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import Citation, Content, Question
from coordguide.site.bundle.integrity import digest
from coordguide.site.pages import templating
from coordguide.site.pages.citations import name
from coordguide.site.pages.footer import NOTICE

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
        "edition": "Which edition applies?",
        "steps": "Place in the checklist",
        "panel": "What may be done now",
        "panelEmpty": (
            "Choose an edition and answer the first questions. "
            "The answer for each contact appears here."
        ),
        "duties": "Duties beside the form",
    },
}
"""The page's own words that its HTML and its scripts share; the scripts read them from the page."""

SHELL_MODULES = (
    "case/clock",
    "case/encryption",
    "case/other-tabs",
    "case/state",
    "case/tab-storage",
    "documents/blocks",
    "documents/documents",
    "documents/download",
    "engine/client",
    "screens/actions",
    "screens/answered-sections",
    "screens/answers-in-words",
    "screens/contact-choice",
    "screens/dom",
    "screens/explanation",
    "screens/files",
    "screens/layout",
    "screens/note",
    "screens/panel",
    "screens/questions",
    "screens/results",
    "screens/rows",
    "screens/shell",
    "screens/sources",
    "words/checklist",
    "words/documents",
    "words/files",
)
"""The scripts of the page itself, named ahead so that they are fetched side by side."""

WORKER_FILES = ("engine/worker.js", "digests.js", "pyodide.js")
"""The first scripts of the engine's worker, fetched while the page is still read."""


LATER = ("documents/word-processor.js", "docx.js")
"""Scripts that are fetched when somebody asks for a word-processor file."""

EMBED_MODULES = ("embed/frame.js", "embed/fits.js", "embed/messages.js", "embed/theme.js")
"""What the page for frames runs beside the shell."""


def render(content: Content, assets: dict[str, bytes], assets_url: str) -> str:
    """Write the checklist's part of a page of the site.

    Takes the content, the checklist's files by name, and the address of their
    folder, relative to the page and ending in a slash; returns the HTML to
    stand in the page. Every text is escaped, except Markdown that the
    content's compiler turned into clean HTML.
    """
    return _fill("checklist.html", content, assets, assets_url, "screens/shell.js", ())


def render_bare(content: Content, assets: dict[str, bytes], assets_url: str) -> str:
    """Write the whole page for frames: the same checklist without a site around it."""
    return _fill("embed.html", content, assets, assets_url, EMBED_MODULES[0], EMBED_MODULES)


def _fill(
    template: str,
    content: Content,
    assets: dict[str, bytes],
    assets_url: str,
    entry: str,
    more: tuple[str, ...],
) -> str:
    environment = templating.environment()
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False}
    environment.filters["parsed"] = Citation.parse
    environment.tests["applicable_in"] = lambda when, book: may_hold(book, when)
    named = [*(f"{module}.js" for module in SHELL_MODULES), *more]
    return environment.get_template(template).render(
        assets=assets_url,
        integrity={name: digest(data) for name, data in assets.items()},
        imports=[*named, *LATER, *WORKER_FILES],
        root=assets_url.partition("assets/")[0],
        books=[rulebook(content, edition) for edition in content.editions],
        first=first_questions(content),
        words=WORDS,
        modules=[*named, *WORKER_FILES],
        entry=entry,
        notice=NOTICE,
        named=name,
    )


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
    ]
