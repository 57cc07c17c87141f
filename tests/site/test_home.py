"""The first page: danger first, then what somebody needs, and an answer of the engine."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.phrases import layer_phrase
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content
from coordguide.site.pages import edition_marks, sample
from coordguide.site.pages.page_context import PageContext

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def home(site_dir: Path) -> str:
    page = (site_dir / "index.html").read_text("utf-8")
    return page[page.index("<h1") : page.index("</article>")]


def test_danger_comes_before_everything_else(home: str) -> None:
    first = re.sub(r"<[^>]+>", "", home.split("<h2", 1)[0])
    assert "911" in first
    assert "988" in first


def test_each_need_has_a_door_that_leads_somewhere(home: str, site_dir: Path) -> None:
    doors = home.split('id="what-do-you-need"', 1)[1].split("<h2", 1)[0]
    led = re.findall(r'<strong><a href="([^"#]*)(?:#([^"]+))?"', doors)
    assert len(led) == 6
    for path, anchor in led:
        page = (site_dir / path / "index.html").read_text("utf-8")
        # The checklist's parts are drawn when it is open; a test in the browser follows that one.
        assert not anchor or path == "checklist/" or f'id="{anchor}"' in page, (path, anchor)


def test_every_plan_leads_into_the_checklist(home: str, content: Content) -> None:
    plans = home.split('id="whose-member-is-this"', 1)[1].split("<h2", 1)[0]
    for edition in content.editions.values():
        assert f'href="checklist/?edition={edition.id}">{edition.text["short"]}</a>' in plans
    assert "Another plan, or none" in plans


def test_where_every_plan_is_named_there_is_no_other(content: Content) -> None:
    books = {name: one for name, one in content.editions.items() if one.state}
    context = PageContext(replace(content, editions=books), "index.md", "")
    assert "Another plan" not in edition_marks.plans(context)
    assert edition_marks.plans(context).count("?edition=") == len(books)


def test_the_sample_is_what_the_checklist_answers(content: Content) -> None:
    facts = {"contact-kind": "police", "direction": "share", "information": ["health"]}
    case = {
        "edition": "flyer", "today": "2026-11-23", "facts": {"emergency": "no"},
        "contacts": [{"id": "one", "facts": facts}],
    }  # fmt: skip
    context = PageContext(
        content, "index.md", "", front_matter={"sample": {"asks": "An officer asks.", **case}}
    )
    (contact,) = evaluate(content, read_case(case, content)).contacts
    told = sample.answer(context)
    assert "An officer asks." in told
    said = [contact.answer, *contact.says[1:3], contact.todo]
    assert len(said) == 4
    for sentence in said:
        assert sentence.text
        assert html.escape(sentence.text) in told
        assert all(context.cites([cite]) in told for cite in sentence.cites)
    book = rulebook(content, "flyer")
    for name, layer in contact.layers.items():
        words = book.phrase(layer_phrase(name), status=f"**{html.escape(layer.says)}**")
        (line,) = [one for one in told.splitlines() if words in one]
        assert all(context.cites([cite]) in line for one in layer.because for cite in one.cites)
    assert "{" not in re.sub(r"\{ \.cite \}", "", told)
