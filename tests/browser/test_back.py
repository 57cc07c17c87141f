"""Going back: a browser may show a page as it was left, with a case that is over since."""

import pytest
from answers import ADULT, PRIMARY_CARE, of_contact
from going_back import back, new_page
from pace import in_whole_steps
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NAME = "Qwvx Backwards"
CHECKLIST = "**/checklist/**"
ERASE = """() => {
    document.querySelector('[data-act="erase"]').click();
    document.querySelector('.cl-dialog button[value="yes"]').click();
}"""
# Chromium itself keeps no checklist while another one begins; other browsers do. What such a
# page is told, and what stands on it once all of it has heard of that, before it is there anew.
KEPT = """(kept) => {
    if (kept) sessionStorage["coordguide:case"] = kept;
    else sessionStorage.clear();
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    return document.querySelectorAll("#checklist :is(input:checked, [data-decision])").length;
}"""


def test_what_was_left_is_there_but_no_name(keeping_browser: Browser, site_url: str) -> None:
    """In a browser that keeps pages, as people's do: names in papers are kept by nobody."""
    page = new_page(keeping_browser)
    in_whole_steps(page).goto(f"{site_url}/checklist/?edition=arizona-complete-health")
    is_ready(page)
    answers = ADULT | of_contact(PRIMARY_CARE | {"roi": "not-signed", "member-objected": "no"})
    for name, value in answers.items():
        page.locator(f'input[name="{name}"][value="{value}"]').check()
    page.locator('[data-document="release-hipaa"]').first.click()
    page.locator('.cl-document [data-blank="person-name"]').fill(NAME)
    page.goto(f"{site_url}/guide/")
    back(page, CHECKLIST)
    is_ready(page)
    expect_decision(page)
    expect(page.locator(".cl-status")).to_contain_text("given here before are back")
    fields = "[...document.querySelectorAll('input, textarea')].map(({ value }) => value)"
    assert NAME not in str([page.content(), page.evaluate(fields)])
    page.evaluate(ERASE)
    page.goto(f"{site_url}/guide/")
    back(page, CHECKLIST)
    is_ready(page)
    # The address names an edition, so that an answer to an empty case follows.
    expect(page.locator(".cl-card")).to_have_attribute("data-decision", "incomplete")
    expect(page.locator('[name="member-age"]:checked')).to_have_count(0)
    assert "18-or-older" not in page.evaluate("JSON.stringify({ ...sessionStorage })")
    page.context.close()


@pytest.mark.parametrize("later", ["", "18-or-older"], ids=["erased", "replaced"])
def test_a_case_that_is_over_does_not_come_back(fresh_checklist, later: str) -> None:
    """Another page of the tab erased it, or put another case in its place."""
    page = fresh_checklist.open("?edition=flyer").page
    page.locator('input[name="member-age"][value="12-to-17"]').check()
    expect_decision(page)
    kept = page.evaluate("sessionStorage['coordguide:case']").replace("12-to-17", later)
    with page.expect_navigation():
        assert page.evaluate(KEPT, kept if later else None) == 0
    is_ready(page)
    chosen = page.locator('[name="member-age"]:checked')
    if later:
        expect(chosen).to_have_value(later)
        expect_decision(page)
    else:
        expect(chosen).to_have_count(0)
    assert "12-to-17" not in page.evaluate("JSON.stringify({ ...sessionStorage })")


def is_ready(page: Page) -> None:
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)


def expect_decision(page: Page) -> None:
    expect(page.locator(".cl-card").first).to_be_visible()
