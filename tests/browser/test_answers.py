"""Nothing entered is lost: early, changed, hidden, wrong or removed."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def checklist(next_case):
    """Whoever looks at the start of the page takes a fresh one."""
    return next_case


def test_answers_given_while_the_engine_loads_are_kept(fresh_checklist):
    checklist = fresh_checklist
    page = checklist.page
    held = []
    page.route("**/stdlib.zip", lambda route: held.append(route))
    checklist.open(state="loading")
    checklist.choose("edition", "arizona-complete-health")
    checklist.choose("member-age", "12-to-17")
    checklist.control("setting", "unsure").focus()
    page.wait_for_timeout(200)
    held[0].continue_()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready")
    expect(page.locator('[data-question="custody-or-court-order"]')).to_be_visible()
    expect(checklist.control("edition", "arizona-complete-health")).to_be_checked()
    expect(checklist.control("member-age", "12-to-17")).to_be_checked()
    expect(checklist.control("setting", "unsure")).to_be_focused()


def test_the_address_can_choose_the_edition(fresh_checklist):
    checklist = fresh_checklist
    checklist.open("?edition=orange-county-mhp")
    expect(checklist.control("edition", "orange-county-mhp")).to_be_checked()
    expect(checklist.card()).to_be_visible()


def test_an_unknown_edition_in_the_address_is_named_by_the_field(fresh_checklist):
    checklist = fresh_checklist
    checklist.open("?edition=atlantis")
    field = checklist.page.locator('[data-question="edition"]')
    expect(field).to_contain_text("atlantis")
    message = field.get_attribute("aria-describedby")
    expect(checklist.page.locator(f"#{message}")).to_contain_text("not an edition")
    checklist.choose("edition", "flyer")
    expect(checklist.card()).to_be_visible()
    expect(field).not_to_contain_text("atlantis")


def test_changing_an_early_answer_keeps_the_later_ones(checklist):
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.complete_release()
    checklist.expect_decision("proceed")
    checklist.choose("contact-1.roi", "not-signed")
    checklist.expect_decision("get-roi-first")
    expect(checklist.control("contact-1.roi-signed-by", "member")).to_have_count(0)
    checklist.choose("contact-1.roi", "signed")
    checklist.expect_decision("proceed")
    expect(checklist.page.locator('input[name="contact-1.roi-signed-on"]')).to_have_value(
        "2026-01-05"
    )


def test_another_edition_keeps_the_answers(checklist):
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.choose("edition", "orange-county-mhp")
    expect(checklist.page.locator('[data-question="member-age"] legend')).to_contain_text("client")
    expect(checklist.control("member-age", "18-or-older")).to_be_checked()


def test_contacts_are_added_removed_and_brought_back(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.press("Add a contact")
    expect(checklist.control("contact-2.contact-kind", "behavioral-health")).to_be_focused()
    checklist.choose("contact-2.contact-kind", "school-or-community")
    expect(page.locator(".cl-team [data-contact]")).to_have_count(2)
    expect(checklist.card("contact-2")).to_contain_text("Contact 2: School or community")
    checklist.press("Remove Contact 2")
    expect(page.locator(".cl-team [data-contact]")).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    checklist.press("Undo")
    expect(page.locator(".cl-team [data-contact]")).to_have_count(2)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(checklist.control("contact-2.contact-kind", "school-or-community")).to_be_checked()
    page.locator(".cl-tab").first.click()
    expect(checklist.control("contact-1.contact-kind", "physical-health")).to_be_checked()


def test_an_answer_that_comes_while_a_button_is_pressed_does_not_take_it_away(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    page.set_viewport_size({"width": 1280, "height": 2400})  # nothing to scroll, so all moves
    checklist.choose("member-age", "18-or-older")
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    page.locator('[data-act="add-contact"]').hover()
    page.mouse.down()
    page.evaluate("""() => {
      const other = document.querySelector('input[name="member-age"][value="12-to-17"]');
      other.checked = true;
      other.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    page.wait_for_timeout(500)  # the answer is there, and more questions stand above the button
    expect(page.locator(".cl-panel")).to_be_hidden()  # but what is drawn is the answer before
    # Nor while the next press has begun, however soon after the one before.
    page.evaluate("""() => {
      for (const kind of ["pointerup", "pointerdown"]) dispatchEvent(new PointerEvent(kind));
    }""")
    page.wait_for_timeout(200)
    expect(page.locator(".cl-panel")).to_be_hidden()
    page.mouse.up()
    expect(page.locator(".cl-tab")).to_have_count(2)
    expect(page.locator(".cl-panel")).to_be_visible()
    expect(checklist.control("minor-consented-to-own-care", "no")).to_be_visible()


def test_each_contact_that_was_removed_can_be_brought_back(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    for _ in range(2):
        checklist.press("Add a contact")
    remove = page.locator('[data-act="remove-contact"]')
    remove.dblclick()  # one hand's slip takes one contact away, not two
    expect(page.locator(".cl-team [data-contact]")).to_have_count(2)
    remove.click()
    expect(page.locator(".cl-team [data-contact]")).to_have_count(1)
    checklist.press("Undo")
    checklist.press("Undo")
    expect(page.locator(".cl-team [data-contact]")).to_have_count(3)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_a_date_that_is_not_complete_is_named_by_the_field_and_kept(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.answer({**checklist.PRIMARY_CARE, "roi": "signed"}, "contact-1")
    field = page.locator('input[name="contact-1.roi-signed-on"]')
    field.focus()
    page.keyboard.type("02302026")
    field.blur()
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby").split()[-1]
    expect(page.locator(f"#{described}")).to_contain_text("does not exist")
    expect(checklist.control("contact-1.roi", "signed")).to_be_checked()
    checklist.date("contact-1.roi-signed-on", "2026-02-28")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_answers_that_do_not_fit_together_are_named_by_the_field(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.complete_release()
    checklist.date("contact-1.roi-expires-on", "2025-12-31")
    wrong = page.locator('[data-question="roi-expires-on"] .cl-wrong')
    expect(wrong).to_be_visible()
    expect(page.locator('input[name="contact-1.roi-expires-on"]')).to_have_value("2025-12-31")


def test_another_day_can_be_asked_about(checklist):
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.complete_release()
    checklist.expect_decision("proceed")
    checklist.date("today", "2027-01-01")
    checklist.expect_decision("get-roi-first")
    checklist.press("Today")
    checklist.expect_decision("proceed")


def test_starting_over_asks_first(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.press("Start over")
    checklist.press("Keep my answers")
    expect(checklist.control("member-age", "18-or-older")).to_be_checked()
    checklist.press("Start over")
    checklist.press("Clear everything")
    expect(checklist.control("edition", "arizona-complete-health")).not_to_be_checked()
    expect(page.locator("#cl-title-start")).to_be_focused()
    checklist.choose("edition", "flyer")
    expect(checklist.control("member-age", "18-or-older")).not_to_be_checked()


def test_why_shows_the_rule_the_answers_and_the_sources(checklist):
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.answer(
        {**checklist.PRIMARY_CARE, "roi": "not-signed", "member-objected": "no"}, "contact-1"
    )
    checklist.expect_decision("get-roi-first")
    why = checklist.card().get_by_role("button", name="Why am I seeing this?")
    why.click()
    expect(why).to_have_attribute("aria-expanded", "true")
    body = checklist.page.locator("#why-card-contact-1")
    expect(body).to_contain_text("No, not signed yet")
    expect(body.locator(".cl-cites")).to_contain_text("CON-1")
    expect(body.locator('.cl-cites a[href="../sources/#CON-1"]')).to_have_count(1)


def test_a_law_that_was_not_checked_says_so(checklist):
    checklist.open("?edition=orange-county-mhp")
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.answer(
        {"same-plan-program": "no", "roi": "not-signed", "member-objected": "no"}, "contact-1"
    )
    checklist.card().get_by_role("button", name="Why am I seeing this?").click()
    expect(checklist.card()).to_contain_text("not yet checked against the official text")


def test_nothing_is_called_done_while_questions_are_open(next_case):
    """In danger nothing may be left to do, while much is still to be said."""
    checklist = next_case
    checklist.open("?edition=arizona-complete-health")
    checklist.choose("emergency", "serious-and-imminent-threat")
    checklist.choose("setting", "ordinary")
    checklist.choose("contact-1.contact-kind", "physical-health")
    checklist.choose("contact-1.direction", "share")
    checklist.choose("contact-1.information", "health")
    checklist.expect_decision("act-now")
    summary = checklist.page.locator("#cl-place-summary")
    summary.get_by_role("button", name="Open").click()
    expect(summary).to_contain_text("Some questions are still open")
    expect(summary).not_to_contain_text("Nothing is outstanding")


def test_the_note_is_copied(open_checklist, site_url):
    checklist = open_checklist(permissions=["clipboard-read", "clipboard-write"])
    page = checklist.open("?edition=flyer").page
    checklist.answer({"state": "other", **checklist.ADULT})
    checklist.answer(
        {**checklist.PRIMARY_CARE, "roi": "not-signed", "member-objected": "no"}, "contact-1"
    )
    checklist.expect_decision("get-roi-first")
    checklist.press("Copy the note")
    expect(page.locator(".cl-said")).to_contain_text("copied")
    assert "get" in page.evaluate("navigator.clipboard.readText()").lower()


def test_requests_are_tracked_in_rows(checklist):
    page = checklist.open("?edition=arizona-complete-health").page
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.complete_release()
    checklist.choose("contact-1.need", "exchange-documents")
    checklist.choose("contact-1.channels", "fax")
    add = page.locator('[data-question="records-requested"] .cl-add button').nth(1)
    kind = add.inner_text().removeprefix("+ ")
    add.click()
    expect(page.locator('input[name="contact-1.records-requested.0.asked-on"]')).to_be_focused()
    expect(page.locator('input[name="contact-1.records-requested.0.asked-on"]')).to_have_value(
        "2026-06-15"
    )
    checklist.choose("contact-1.findings", "none")
    checklist.press("Nobody yet")
    expect(page.locator(".cl-outstanding")).to_contain_text(kind)
    checklist.unfold("records-requested")
    page.locator('input[name="contact-1.records-requested.0.received-on"]').fill("2026-06-15")
    page.locator('select[name="contact-1.records-requested.0.reviewed"]').select_option("yes")
    expect(page.locator(".cl-outstanding")).not_to_contain_text(kind)
    question = page.locator('[data-question="records-requested"]')
    question.locator("[data-add]").click()
    for taken_out in (".cl-again .cl-link", ".cl-row-remove"):
        question.locator(taken_out).click()
    expect(question.locator(".cl-row")).to_have_count(0)
    for _ in range(2):
        question.locator('[data-act="undo-row"]').click()
    for cell in ("received-on", "asked-again.0"):
        expect(page.locator(f'input[name="contact-1.records-requested.0.{cell}"]')).to_have_value(
            "2026-06-15"
        )
    expect(question.locator('[data-act="undo-row"]')).to_have_count(0)


def test_a_question_tells_no_other_states_law(checklist):
    checklist.open("?edition=flyer")
    checklist.answer({"state": "AZ", "member-age": "12-to-17"})
    asked = checklist.page.locator('[data-question="minor-consented-to-own-care"]')
    asked.get_by_role("button", name="Why").click()
    expect(asked.locator(".cl-cites li")).to_have_count(1)
    expect(asked.locator(".cl-cites li")).to_contain_text("45 CFR 164.502(g)(3)(i)")
    checklist.choose("state", "CA")
    expect(asked.locator(".cl-cites")).to_contain_text("Fam. Code 6924")
    expect(asked.locator(".cl-cites")).not_to_contain_text("N.C.G.S.")


TRANSLATED = """() => {
    const words = document.createTreeWalker(document.querySelector(".cl-app"),
        NodeFilter.SHOW_TEXT);
    const found = [];
    while (words.nextNode()) found.push(words.currentNode);
    for (const one of found.filter((text) => text.data.trim())) {
        const font = document.createElement("font");
        font.textContent = one.data;
        one.replaceWith(font);
    }
}"""


@pytest.mark.parametrize("way", ["click", "tap"])
def test_the_first_press_in_another_part_counts_also_on_a_translated_page(way, open_checklist):
    """Gaining the focus draws the page anew; that waits until the finger is up."""
    checklist = open_checklist(has_touch=True)
    checklist.open("?edition=flyer")
    checklist.answer({"state": "NC", **checklist.ADULT})
    page = checklist.page
    checklist.control("contact-1.contact-kind", "physical-health").focus()
    page.wait_for_timeout(200)
    page.evaluate(TRANSLATED)
    press = page.locator('[data-act="add-contact"]')
    press.click() if way == "click" else press.tap()
    expect(page.locator(".cl-tab")).to_have_count(2)
    checklist.control("contact-2.contact-kind", "physical-health").focus()
    page.wait_for_timeout(200)
    page.evaluate(TRANSLATED)
    erase = page.locator('[data-act="erase"]')
    erase.click() if way == "click" else erase.tap()
    expect(page.get_by_role("button", name="Clear everything")).to_be_visible()
