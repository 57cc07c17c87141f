"""Other programs change the page under it: translators, password managers, extensions."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# How translators and extensions rewrite a page: each does this to every text in it.
WAYS = {
    "in its place": """(text, font) => { font.firstChild.textContent = text.data.toUpperCase();
        text.replaceWith(font); }""",
    "before it goes": """(text, font) => { font.firstChild.textContent = text.data.toUpperCase();
        text.parentNode.insertBefore(font, text); text.remove(); }""",
    "around it": """(text, font) => { text.before(font); font.firstChild.append(text);
        text.data = text.data.toUpperCase(); }""",
    "where it stands": "(text) => { text.data = text.data.toUpperCase(); }",
    "twice": """(text, font) => {
        const { parentNode } = text;
        font.firstChild.textContent = "wait";
        text.replaceWith(font);
        const other = document.createElement("font");
        other.textContent = text.data.toUpperCase();
        parentNode.replaceChild(other, font); }""",
}

REWRITE = """(part) => {
    const rewrite = WAY;
    const all = document.createTreeWalker(document.querySelector(part), NodeFilter.SHOW_TEXT);
    const found = [];
    while (all.nextNode()) found.push(all.currentNode);
    for (const text of found.filter((one) => one.data.trim())) {
        const font = document.createElement("font");
        font.append(document.createElement("font"));
        rewrite(text, font);
    }
    return document.querySelector(part).textContent;
}"""


@pytest.fixture
def page(fresh_checklist) -> Page:
    checklist = fresh_checklist
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.answer({**checklist.PRIMARY_CARE, "roi": "not-signed"}, "contact-1")
    checklist.expect_decision("get-roi-first")
    return checklist.page


ANSWERS = (("signed", "incomplete"), ("not-signed", "get-roi-first"))


def rewrite(page: Page, way: str, part: str) -> str:
    """Rewrite a part of the page; returns how it reads then."""
    return page.evaluate(REWRITE.replace("WAY", way), part)


def sign(page: Page, answer: str, decision: str) -> None:
    page.locator(f'input[name="contact-1.roi"][value="{answer}"]').check()
    expect(page.locator(".cl-card")).to_have_attribute("data-decision", decision)
    # What there is to do comes after the answer; where that is open there is nothing.
    acts = 0 if decision == "incomplete" else 1
    expect(page.locator('.cl-card [data-act="main"]')).to_have_count(acts)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_page_that_is_translated_shows_each_answer_whole(page: Page, way: str) -> None:
    """After an answer the page reads as if nobody had rewritten it, to the last sentence."""
    panel = page.locator(".cl-panel")
    texts = {}
    for answer, decision in ANSWERS:
        sign(page, answer, decision)
        texts[answer] = panel.text_content()
    for part in (".cl-app", ".cl-panel"):
        for answer, decision in ANSWERS:
            title = page.locator(".cl-card .cl-verdict strong").inner_text()
            assert title.upper() in rewrite(page, way, part)
            sign(page, answer, decision)
            expect(panel).to_have_text(texts[answer])
    expect(page.locator(".cl-app font")).to_have_count(0)


def test_what_another_program_works_at_beside_ours_is_left_alone(page: Page) -> None:
    page.evaluate("""() => {
        const widget = document.createElement("span");
        widget.className = "widget";
        widget.textContent = "one";
        document.querySelector(".cl-card").prepend(widget);
    }""")
    page.evaluate("document.querySelector('.widget').replaceChildren('two')")
    sign(page, "signed", "incomplete")
    expect(page.locator(".cl-card > .widget")).to_have_text("two")
