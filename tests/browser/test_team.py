"""The care team: a table of who, the answer and what comes next."""

from itertools import combinations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def checklist(next_case):
    """No test here needs a fresh page."""
    return next_case


def test_each_row_says_who_what_and_what_comes_next(checklist, case):
    checklist.enter(case("oc-care-team-of-three"))
    rows = checklist.page.get_by_role("table", name="Care team").get_by_role("row")
    expect(rows).to_have_count(4)
    for part in ("Who", "Answer", "Next"):
        expect(rows.first.get_by_role("columnheader", name=part)).to_be_visible()
    for row in rows.all()[1:]:
        expect(row.get_by_role("rowheader")).to_contain_text("Contact")
        expect(row.locator(".cl-verdict strong").first).not_to_be_empty()  # a status in words
        expect(row.get_by_role("button")).to_have_count(2)


def test_beside_the_questions_stands_the_answer_of_this_contact_and_no_other(checklist, case):
    page = checklist.page
    checklist.enter(case("oc-care-team-of-three"))
    for number in (1, 2, 3):
        checklist.row(f"contact-{number}").locator(".cl-tab").click()
        expect(page.locator(".cl-card")).to_have_count(1)
        expect(checklist.card(f"contact-{number}")).to_be_visible()


def test_a_row_leads_to_what_is_still_open(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.press("Add a contact")
    checklist.row().get_by_role("button", name="still open").click()
    expect(checklist.card("contact-1")).to_be_visible()
    expect(page.locator('[data-question="roi"] input').first).to_be_focused()


def test_where_the_contacts_are_folded_no_button_lies_on_another(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.choose("contact-1.roi", "not-signed")
    team = page.locator(".cl-place[data-folded]", has=page.locator(".cl-team"))
    expect(team).to_be_visible()
    for size in (1280, 360):
        page.set_viewport_size({"width": size, "height": 740})
        boxes = [button.bounding_box() for button in team.get_by_role("button").all()]
        assert len(boxes) > 2
        for first, second in combinations(boxes, 2):
            apart = (
                first["x"] + first["width"] <= second["x"]
                or second["x"] + second["width"] <= first["x"]
                or first["y"] + first["height"] <= second["y"]
                or second["y"] + second["height"] <= first["y"]
            )
            assert apart, (size, first, second)


def test_on_a_phone_each_row_is_a_card(checklist, case):
    page = checklist.page
    page.set_viewport_size({"width": 360, "height": 740})
    checklist.enter(case("oc-care-team-of-three"))
    who = checklist.row().get_by_role("rowheader").bounding_box()
    answer = checklist.row().get_by_role("cell").first.bounding_box()
    assert answer["y"] >= who["y"] + who["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_no_contact_is_left_out(checklist, case):
    """The panel prints one answer; of what is not finished the table prints the others."""
    page = checklist.page
    checklist.enter(case("oc-care-team-of-three"))
    page.emulate_media(media="print")
    for contact in ("contact-1", "contact-2", "contact-3"):
        expect(checklist.row(contact).locator(".cl-verdict").first).to_be_visible()
    expect(checklist.row("contact-1").get_by_role("button", name="open")).to_be_hidden()
    expect(page.locator(".cl-contacts")).to_be_hidden()
    page.emulate_media(media="screen")
