"""An emergency comes first: above every question, before an edition, an age or a Python."""

import re

import pytest
from pace import in_whole_steps
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CALL = re.compile("Call 911, or 988")

# Its sentences without the sources, which the built page names in another form.
SENTENCES = """(box) => {
  const copy = box.cloneNode(true);
  for (const mark of copy.querySelectorAll("a, em, .cl-marks")) mark.remove();
  return [...copy.querySelectorAll("p")].map((line) => line.textContent.trim());
}"""


@pytest.mark.parametrize("path", ["checklist/", "embed/"])
@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("serious-and-imminent-threat", None),
        ("medical-emergency", "Those who give medical care"),
        ("threat-and-medical-emergency", "Those who give medical care"),
    ],
)
def test_what_comes_first_waits_for_no_edition(
    page: Page, site_url: str, path: str, value: str, says: str | None
) -> None:
    """No engine is needed either: what it would say stands in the page as built."""
    page.route("**/worker*", lambda route: route.abort())
    in_whole_steps(page).goto(f"{site_url}/{path}")
    first = page.locator("#checklist fieldset").first
    expect(first).to_have_attribute("data-question", "emergency")
    expect(page.locator(".cl-first:visible")).to_have_count(0)
    page.locator(f'input[name="emergency"][value="{value}"]').check()
    said = page.locator(".cl-first:visible")
    expect(said).to_have_count(1)
    expect(said).to_contain_text(CALL)
    expect(said).to_contain_text("Do not say that the member is in treatment")
    if says:
        expect(said).to_contain_text(says)
    expect(said.get_by_role("link").first).to_have_attribute("href", re.compile("sources/#"))
    box, question = said.bounding_box(), first.bounding_box()
    assert box and question
    assert box["y"] < question["y"]


def test_the_engine_says_the_same_once_there_is_a_case(page: Page, site_url: str) -> None:
    in_whole_steps(page).goto(f"{site_url}/checklist/")
    page.locator('input[name="emergency"][value="medical-emergency"]').check()
    built = page.locator(".cl-first:visible").evaluate(SENTENCES)
    page.locator('input[name="edition"][value="flyer"]').check()
    drawn = page.locator(".cl-app > .cl-first")
    expect(drawn).to_be_visible(timeout=60_000)
    assert drawn.evaluate(SENTENCES) == built
    expect(page.locator(".cl-first:visible")).to_have_count(1)


@pytest.mark.parametrize("edition", ["", "?edition=flyer"])
def test_on_a_phone_it_comes_into_sight(new_context, site_url: str, edition: str) -> None:
    """It stands above what is pressed, which a small screen may have scrolled away."""
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    in_whole_steps(page).goto(f"{site_url}/checklist/{edition}")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    page.locator('input[name="emergency"][value="medical-emergency"]').check()
    first = page.locator(".cl-first:visible").get_by_text(CALL)
    expect(first).to_be_in_viewport(ratio=1)


def test_each_sentence_of_an_answer_stands_once(checklist) -> None:
    """A rule that says who decides and what to do until then is not told three times."""
    checklist.open("?edition=ambetter-north-carolina")
    checklist.answer(checklist.ADULT)
    checklist.answer({"contact-kind": "court-or-attorney", "direction": "share"}, "contact-1")
    checklist.answer({"legal-paper": "subpoena", "information": "health"}, "contact-1")
    checklist.expect_decision("not-decided-here")
    lines = checklist.card().locator(":is(.cl-says, .cl-said) p").all_inner_texts()
    assert len(lines) > 3
    assert len(set(lines)) == len(lines)
    for part in ("who-decides", "meanwhile", "phone"):
        expect(checklist.card().locator(f'[data-said="{part}"]')).to_be_visible()
