"""The guide leads into the checklist at the right step, and its answers lead back."""

import pytest
from pace import in_whole_steps
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("step", ["release", "method", "records", "notify"])
def test_a_link_of_the_guide_opens_its_step(page, site_url, step):
    """The address names the edition and the step; the step's title has the focus."""
    in_whole_steps(page).goto(f"{site_url}/checklist/?edition=flyer#{step}")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(page.locator(f"#cl-title-{step}")).to_be_focused()


def test_an_answer_leads_to_the_page_that_explains_it(page, site_url):
    """The link names this edition and this decision, and the page has that anchor."""
    in_whole_steps(page).goto(f"{site_url}/checklist/?edition=tip-sheet")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    link = page.locator(".cl-more a").first
    expect(link).to_have_attribute("href", "../editions/tip-sheet/answers/#incomplete")
    page.goto(f"{site_url}/editions/tip-sheet/answers/#incomplete")
    expect(page.locator("#incomplete")).to_be_visible()
