"""Readers find what they came for: with scripts off, on a phone, by keyboard, by search."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

# What is asked, the links followed from the first page, and the words that answer it.
ASKED = {
    "May I call the school?": (["School and community"], "Not before somebody has signed for it"),
    "What if the hospital does not answer?": (["Obstacles"], "the clinic director can turn to"),
    "Who resolves two diagnoses?": (["Obstacles"], "the physician’s diagnosis typically prevails"),
    "Whom do I call at Ambetter?": (["Its contacts"], "Provider Engagement Administrator"),
    "What does a release need?": (["Step 1"], "What information may be shared"),
}
WORDS = {  # what providers type, and a page that must be among the first results
    "ROI": "guide/release",
    "consent": "guide/release",
    "42 CFR": "guide/release",
    "fax": "guide/method",
    "PCP": "guide/who/physical-health",
    "teen": "guide/minors",
    "school": "guide/who/school-community",
    "hospital does not answer": "guide/obstacles",
    "subpoena": "guide/asked",
    "probation": "guide/asked",
    "insurer": "guide/asked",
    "mandated report": "guide/safety",
    "duty to warn": "guide/safety",
    "couples therapy": "guide/together",
    "e-signature": "guide/release",
    "blank release": "guide/forms",
    "ROI form": "guide/forms",
    "letter to a school": "guide/forms",
    "fax cover sheet": "guide/forms",
}


def follow(page: Page, question: str, links: list[str]) -> None:
    item = page.locator("main li", has_text=question)
    item.get_by_role("link", name=links[0]).click()
    for name in links[1:]:
        page.locator("main").get_by_role("link", name=name).first.click()


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "scripts off"])
def test_answers_are_three_steps_away(
    new_context: Callable[..., BrowserContext], site_url: str, question: str, scripts: bool
) -> None:
    small = {"width": 320, "height": 640}
    page = new_context(viewport=small, java_script_enabled=scripts).new_page()
    page.goto(site_url + "/")
    links, answer = ASKED[question]
    assert len(links) <= 3
    follow(page, question, links)
    expect(page.get_by_text(answer).first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, f"{page.url} is {wide} wide"


@pytest.mark.parametrize("question", ASKED)
def test_answers_are_reached_by_keyboard(page: Page, site_url: str, question: str) -> None:
    page.goto(site_url + "/")
    links, answer = ASKED[question]
    link = page.locator("main li", has_text=question).get_by_role("link", name=links[0])
    found = link.element_handle()  # to look for it anew after each key costs far more than the key
    for _ in range(120):
        page.keyboard.press("Tab")
        if found.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(answer).first).to_be_visible()


@pytest.mark.parametrize("question", ASKED)
def test_answers_are_on_paper(
    new_context: Callable[..., BrowserContext], site_url: str, question: str
) -> None:
    page = new_context().new_page()
    links, answer = ASKED[question]
    page.goto(site_url + "/")
    follow(page, question, links)
    page.emulate_media(media="print")
    expect(page.get_by_text(answer).first).to_be_visible()
    expect(page.locator(".md-header")).to_be_hidden()


@pytest.mark.parametrize("words", WORDS)
def test_search_knows_the_words_of_providers(page: Page, site_url: str, words: str) -> None:
    page.goto(site_url + "/")
    query = page.locator("[data-md-component=search-query]").first
    query.click()  # the index is fetched when somebody turns to the search
    query.fill(words)  # at once, so that no answer is one to the first letters alone
    query.press("End")
    first = page.locator(".md-search-result__item").locator("nth=0")
    first.wait_for()
    found = page.locator(".md-search-result__item > a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    assert any(f"/{WORDS[words]}/" in one for one in found[:4]), found[:6]


def test_a_chosen_edition_is_kept(page: Page, site_url: str) -> None:
    page.goto(site_url + "/guide/release/")
    page.locator(".edition-bar").get_by_role("link", name="Orange County").click()
    page.wait_for_url("**/editions/orange-county-mhp/release/")
    page.goto(site_url + "/")  # by its address, as on another day
    page.locator("main li", has_text="Is it policy or law?").get_by_role("link").click()
    page.wait_for_url("**/editions/orange-county-mhp/law/")
    page.goto(site_url + "/guide/minors/")
    page.locator(".edition-offer").get_by_role("link").click()
    page.wait_for_url("**/editions/orange-county-mhp/minors/")
    page.locator("main .md-button").first.click()
    page.wait_for_url("**/checklist/?edition=orange-county-mhp#notify")
    page.goto(site_url + "/editions/orange-county-mhp/law/")
    page.locator(".edition-bar").get_by_role("link", name="All documents").click()
    page.wait_for_url("**/guide/law/")
    expect(page.locator(".edition-offer")).to_have_count(0)


def test_the_row_of_editions_works_without_storage(
    new_context: Callable[..., BrowserContext], site_url: str
) -> None:
    context = new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.goto(site_url + "/guide/release/")
    page.on("pageerror", lambda error: wrong.append(error.message))
    page.locator(".edition-bar").get_by_role("link", name="Tip sheet").click()
    page.wait_for_url("**/editions/tip-sheet/release/")
    assert [one for one in wrong if "editions" in one] == []


def test_an_edition_is_kept_without_scripts(
    new_context: Callable[..., BrowserContext], site_url: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site_url + "/editions/ambetter-north-carolina/release/")
    link = page.locator(".md-sidebar--primary a", has_text="2. Choosing a method").first
    assert link.get_attribute("href") == "../method/"
