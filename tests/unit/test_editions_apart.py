"""What one edition's document says is never told as another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from every_edition import EDITIONS

from coordguide.engine.catalogue import catalogue
from coordguide.engine.conditions import Facts
from coordguide.engine.questions import AskedQuestions, place_questions
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import Citation, Content
from coordguide.site.pages import checklist_page


def shown(book: Rulebook) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield everything this edition can show, with its citations."""
    content = book.content
    conditioned = [*book.questions, *chain(*book.rules.values(), *book.elements.values())]
    here = Facts({"edition": book.edition.id, "state": book.edition.state or None}, {})
    records = [
        *(record for record, when in conditioned if when.truth(here) is not False),
        *content.outcomes.values(),
        *content.methods.values(),
        *content.records.values(),
        *content.phrases.values(),
    ]
    yield from ((record.id, record.cites) for record in records)
    parts = [(m.id, m.safeguards) for m in content.methods.values()]
    parts += [(path.id, steps) for path, steps in book.paths()]
    for name, items in parts:
        yield from ((name, tuple(map(Citation.parse, item["cites"]))) for item in items)


@pytest.mark.parametrize("edition", EDITIONS)
def test_whatever_is_shown_has_a_source_of_its_own(content: Content, edition: str) -> None:
    """With other documents' statements left out, each sentence still says who says so."""
    book = rulebook(content, edition)
    assert [name for name, cites in shown(book) if not book.cited(cites)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_statement_of_another_document_is_cited(content: Content, edition: str) -> None:
    """The words of an edition cite only statements that its document carries."""
    book = rulebook(content, edition)
    words = catalogue(book)
    every = tuple((question.step, question.id) for question, _ in book.questions)
    questions = place_questions(book, None, AskedQuestions(every, {}, (), {}, {}), "start", {})
    cited = {
        cite.split(" ")[0]
        for item in (*questions, *words["elements"].values(), *words["outcomes"].values())
        for cite in item["cites"]
    }
    assert cited
    statements = {name for name in cited if name in content.statements}
    assert all(edition in content.statements[name].editions for name in statements)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_checklist_to_print_cites_its_own_document_only(content: Content, edition: str) -> None:
    page = checklist_page.render(content, "../assets/")
    section = page.partition(f'id="print-{edition}"')[2].partition("</section>")[0]
    cited = set(re.findall(r'href="\.\./sources/#([^"]+)"', section))
    assert len(cited) > 50
    strangers = {
        name
        for name in cited & content.statements.keys()
        if edition not in content.statements[name].editions
    }
    state = content.editions[edition].state
    other_states = {
        name
        for name in cited & content.laws.keys()
        if state and content.laws[name].state not in ("", state)
    }
    assert strangers | other_states == set()
