"""The vocabulary page names every fact, value and answer that the content has."""

from __future__ import annotations

import pytest

from coordguide.engine.evaluation import ENGINE_FACTS
from coordguide.model import DECISIONS, STATUSES, Content
from coordguide.site.pages import vocabulary
from coordguide.site.pages.page_context import PageContext


@pytest.fixture
def page(content: Content) -> PageContext:
    return PageContext(content, "contribute/vocabulary.md", "contribute/vocabulary/")


def test_every_question_with_its_words_values_and_condition(
    page: PageContext, content: Content
) -> None:
    written = vocabulary.draw(page, "questions")
    for question in content.questions.values():
        part = written.split(f"#### `{question.id}` ")[1].split("####")[0]
        assert page.fill(question.text["ask"]) in part
        assert all(f"| `{value}` |" in part for value in question.values), question.id
        assert (" where " in part.split("Asked of ")[1].split("\n")[0]) == bool(question.when)


def test_every_fact_that_is_worked_out(page: PageContext, content: Content) -> None:
    written = vocabulary.draw(page, "derived")
    assert all(f"| `{fact}` |" in written for fact in (*content.definitions, *ENGINE_FACTS))


def test_every_answer(page: PageContext) -> None:
    written = vocabulary.draw(page, "answers")
    assert all(f"| `{decision}` |" in written for decision in DECISIONS)
    assert all(", ".join(statuses) in written for statuses in STATUSES.values())
