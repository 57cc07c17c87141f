"""Whole journeys, from the edition to the note, as a clinic would make them."""

import pytest
from every_edition import EDITIONS, EXCEPTIONS, WITHOUT_STATE
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def checklist(next_case):
    """Most journeys begin where another one ended."""
    return next_case


def start(checklist, edition):
    checklist.open()
    checklist.choose("edition", edition)
    state = {"state": "other"} if edition in WITHOUT_STATE else {}
    checklist.answer({**state, **checklist.ADULT})
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    for exception in EXCEPTIONS[edition]:
        checklist.choose(f"contact-1.{exception}", "no")


def finish(checklist):
    checklist.choose("contact-1.need", "quick-clarification")
    checklist.choose("contact-1.channels", "phone")
    checklist.press("Nothing to request")
    checklist.choose("contact-1.findings", "none")
    checklist.press("Nobody yet")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_complete_release_leads_to_a_note_in_every_edition(checklist, edition):
    start(checklist, edition)
    checklist.expect_decision("incomplete")
    checklist.complete_release()
    checklist.expect_decision("proceed")
    finish(checklist)
    note = checklist.page.locator("#cl-note")
    expect(note).to_contain_text("You may proceed")
    expect(note).to_contain_text("Phone")
    expect(checklist.page.locator(".cl-steps [data-done=true]")).to_have_count(4)


@pytest.mark.parametrize("edition", EDITIONS)
def test_without_a_release_the_plan_says_get_one_first(checklist, edition):
    start(checklist, edition)
    checklist.answer({"roi": "not-signed", "member-objected": "no"}, "contact-1")
    checklist.expect_decision("get-roi-first")
    checklist.open_layers()
    policy = checklist.card().locator('[data-layer="plan-policy"]')
    expect(policy).to_have_attribute("data-status", "not-met")
    expect(checklist.card().locator('[data-layer="hipaa"]')).to_have_attribute(
        "data-status", "permitted"
    )


def test_inside_orange_countys_plan_the_exception_applies(checklist):
    checklist.open("?edition=orange-county-mhp")
    checklist.answer(checklist.ADULT)
    checklist.answer({**checklist.PRIMARY_CARE, "contact-kind": "behavioral-health"}, "contact-1")
    checklist.answer(
        {
            "treating": "yes",
            "same-plan-program": "yes",
            "roi": "not-signed",
            "member-objected": "no",
        },
        "contact-1",
    )
    checklist.expect_decision("proceed-without-roi")


def test_the_simple_case_takes_at_most_twenty_actions(checklist):
    checklist.open()
    checklist.choose("edition", "arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.complete_release()
    finish(checklist)
    checklist.expect_decision("proceed")
    expect(checklist.page.locator("#cl-note")).to_contain_text("You may proceed")
    assert checklist.actions <= 20


def press_until(page: Page, key: str, wanted: str, most: int = 60) -> None:
    """Press a key until the element in focus matches a selector."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} was not reached with {key}")


def test_the_whole_journey_by_keyboard_alone(fresh_checklist):
    checklist = fresh_checklist
    page = checklist.open().page
    contact = "contact-1."

    def tab_to(wanted: str) -> None:
        expect(page.locator(wanted).first).to_be_visible()
        press_until(page, "Tab", wanted)

    def choose(name: str, value: str) -> None:
        # One stop for a group of radio buttons, arrows inside it, as everywhere.
        tab_to(f'input[name="{name}"]')
        page.keyboard.press("Space")
        press_until(page, "ArrowDown", f'input[name="{name}"][value="{value}"]')

    def tick(name: str, value: str) -> None:
        tab_to(f'input[name="{name}"][value="{value}"]')
        page.keyboard.press("Space")

    def press(text: str) -> None:
        expect(page.get_by_role("button", name=text).first).to_be_visible()
        for _ in range(60):
            if text in page.evaluate("document.activeElement.textContent"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")

    # In the order of the page: danger is asked about first.
    first = {"emergency": checklist.ADULT["emergency"], "edition": "arizona-complete-health"}
    for name, value in (first | checklist.ADULT).items():
        choose(name, value)
    choose(contact + "contact-kind", "physical-health")
    choose(contact + "direction", "both")
    tick(contact + "information", "health")
    choose(contact + "roi", "signed")
    choose(contact + "roi-signed-by", "member")
    press("All of these are on the form")
    tab_to(f'input[name="{contact}roi-signed-on"]')
    page.keyboard.type("01052026")
    tab_to(f'input[name="{contact}roi-expires-on"]')
    page.keyboard.type("12312026")
    press("All 5 are so")
    checklist.expect_decision("proceed")
    tick(contact + "need", "quick-clarification")
    tick(contact + "channels", "phone")
    press("Nothing to request")
    tick(contact + "findings", "none")
    press("Nobody yet")
    press("Copy the note")
    expect(page.locator(".cl-said")).not_to_be_empty()
