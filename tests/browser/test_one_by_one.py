"""One question at a time, as whoever is new sees the checklist: on, back, and what it comes to."""

import pytest
from axe import serious
from playwright.sync_api import Locator, Page, expect
from waiting import tries

pytestmark = pytest.mark.browser

NOON = "2026-06-15T10:00:00"
ONLY_HEALTH = "Only this: Ordinary health information (diagnosis, medication, plan, progress)"


@pytest.fixture
def asked(page: Page, site_url: str):
    """Open the page as a fresh browser shows it, and wait until it answers."""

    def opened(query: str = "?edition=arizona-complete-health") -> "Walk":
        page.clock.set_fixed_time(NOON)
        page.goto(f"{site_url}/checklist/{query}")
        expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
        if query:  # the first answer is on its way
            expect(page.locator("#cl-panel")).to_have_attribute("data-decision", "incomplete")
        return Walk(page)

    return opened


class Walk:
    """Presses what a person sees, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def question(self) -> Locator:
        return self.page.locator("#checklist .cl-question:visible").first

    def expect_asked(self, fact: str) -> None:
        expect(self.question()).to_have_attribute("data-question", fact)

    def choose(self, fact: str, value: str) -> None:
        self.expect_asked(fact)
        self.question().locator(f'input[value="{value}"]').first.click()
        self.presses += 1

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.presses += 1

    def go_on(self) -> None:
        self.press("Continue")

    def expect_answer(self, decision: str) -> None:
        card = self.page.locator(".cl-card")
        expect(card).to_have_attribute("data-decision", decision)
        expect(self.page.locator("#checklist .cl-question")).to_have_count(0)

    def to_the_release(self) -> None:
        """The usual case: an adult, an ordinary clinic, the family doctor."""
        self.choose("emergency", "no")
        self.expect_asked("contact-kind")
        self.press("Primary care doctor (PCP)")
        self.press("All 3 are so")
        self.choose("decision-maker", "self")
        self.choose("direction", "both")
        self.expect_asked("information")
        self.press(ONLY_HEALTH)


def date(page: Page, fact: str, value: str) -> None:
    page.locator(f'#checklist input[name="contact-1.{fact}"]').fill(value)


def test_from_the_first_question_to_the_copied_note(asked):
    """Nine presses and two dates to the answer, one more to the note."""
    walk = asked()
    page = walk.page
    walk.to_the_release()
    walk.choose("roi", "signed")
    walk.choose("roi-signed-by", "member")
    walk.expect_asked("roi-elements")
    date(page, "roi-signed-on", "2026-01-05")
    date(page, "roi-expires-on", "2026-12-31")
    walk.press("Every part above is on the form, and all 5 are so")
    walk.expect_answer("proceed")
    assert walk.presses <= 9
    expect(page.locator(".cl-answer-says")).to_contain_text("until December 31, 2026")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    walk.press("Copy the chart note")
    assert walk.presses <= 10
    expect(page.locator(".cl-live")).to_contain_text("The note was copied.")


def test_without_a_release_the_form_is_one_press_away(asked):
    walk = asked()
    walk.page.evaluate("window.print = () => { window.printed = true }")
    walk.to_the_release()
    walk.choose("roi", "not-signed")
    walk.choose("member-objected", "no")
    walk.expect_answer("get-roi-first")
    walk.page.locator('[data-act="main"]').click()
    expect(walk.page.locator(".cl-document")).to_be_visible()
    assert walk.presses + 1 <= 9
    assert walk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_in_danger_the_answer_comes_before_every_other_question(asked):
    walk = asked()
    walk.choose("emergency", "medical-emergency")
    expect(walk.page.locator(".cl-app > .cl-first")).to_be_in_viewport()
    walk.expect_asked("contact-kind")  # who it is decides what they may be told
    walk.press("Hospital or ER")
    walk.choose("direction", "share")
    walk.expect_asked("information")
    walk.press(ONLY_HEALTH)
    walk.expect_answer("act-now")


def test_in_danger_a_no_does_not_come_before_what_may_open_it(asked):
    """A member's no closes the record to a relative, and a threat may open it again."""
    walk = asked()
    walk.choose("emergency", "serious-and-imminent-threat")
    walk.expect_asked("contact-kind")
    walk.press("Spouse, adult child, sister, brother or other relative")
    walk.choose("direction", "share")
    walk.choose("family-involvement-agreed", "no")
    walk.expect_asked("information")
    walk.press(ONLY_HEALTH)
    walk.press("All 3 are so")
    walk.choose("decision-maker", "self")
    walk.expect_answer("act-now")
    answer = walk.page.locator(".cl-answer-says")
    expect(answer).to_contain_text("tell this person if they can lessen the danger")


def test_one_question_is_on_screen_and_the_one_before_is_a_press_away(asked):
    walk = asked()
    questions = walk.page.locator("#checklist .cl-question:visible")
    expect(questions).to_have_count(1)
    walk.choose("emergency", "no")
    walk.expect_asked("contact-kind")
    expect(questions).to_have_count(1)
    walk.press("Back")
    walk.expect_asked("edition")
    walk.press("Back")
    walk.expect_asked("emergency")
    expect(walk.question().locator('input[value="no"]')).to_be_focused()  # what was chosen
    walk.go_on()
    walk.expect_asked("contact-kind")


def test_change_leads_to_the_answer_and_from_there_to_where_one_was(asked):
    walk = asked()
    walk.to_the_release()
    walk.expect_asked("roi")
    walk.page.get_by_role("button", name="What you said so far").click()
    walk.page.locator('[data-fact="decision-maker"] [data-act="change"]').click()
    walk.expect_asked("decision-maker")
    expect(walk.question().locator('input[value="self"]')).to_be_focused()
    walk.choose("decision-maker", "self")  # pressed once more, it changes nothing and goes on
    walk.expect_asked("roi")


def test_with_the_keys_one_looks_at_every_choice_before_enter_goes_on(asked):
    walk = asked()
    page = walk.page
    page.locator('input[name="emergency"][value="no"]').focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    walk.expect_asked("emergency")
    expect(page.locator('input[name="emergency"][value="no"]')).to_be_checked()
    page.keyboard.press("Enter")
    walk.expect_asked("contact-kind")
    expect(page.locator("#cl-search-contact-1-contact-kind")).to_be_focused()
    page.keyboard.type("pcp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".cl-confirm")).to_be_visible()


def test_who_goes_on_without_an_answer_is_told_and_loses_nothing(asked):
    walk = asked()
    walk.go_on()
    walk.expect_asked("emergency")
    expect(walk.question().locator(".cl-wrong")).to_contain_text("Choose an answer first")
    walk.choose("emergency", "no")
    walk.expect_asked("contact-kind")
    walk.press("Skip for now")
    expect(walk.page.locator(".cl-confirm")).to_be_visible()
    walk.press("Ask me one by one")
    walk.choose("member-age", "12-to-17")
    expect(walk.page.locator(".cl-confirm")).to_have_count(0)


@pytest.mark.parametrize("fact, value", [("member-age", "12-to-17"), ("setting", "school")])
def test_what_differs_on_a_card_is_asked_alone(asked, fact, value):
    """Of what is confirmed together, only what is not so is asked by itself, or with the rest."""
    walk = asked()
    page = walk.page
    walk.choose("emergency", "no")
    walk.press("Primary care doctor (PCP)")
    lines = page.locator(".cl-confirm li[data-fact]")
    expect(lines).to_have_count(3)
    line = page.locator(f'.cl-confirm li[data-fact="{fact}"]')
    if fact == "setting":
        line = page.locator(f'.cl-confirm li[data-fact="{fact}"]')
        line.get_by_role("button").click()
        walk.expect_asked(fact)
        walk.choose(fact, value)
        expect(lines).to_have_count(2)
        walk.press("Both are so")
    else:  # the other ages stand below the card, with all else on it
        page.get_by_role("button", name="No: 12 to 17. The rest is so.").click()
        for asked_of_minors in ("minor-consented-to-own-care", "custody-or-court-order"):
            walk.choose(asked_of_minors, "no")
        walk.choose("representative-safety", "no")
        facts = page.evaluate("JSON.parse(sessionStorage['coordguide:case']).state.facts")
        assert facts["member-age"] == "12-to-17"
        assert facts["setting"] == "ordinary"
        assert facts["confidential-channel-requested"] == "no"
    expect(page.locator(".cl-confirm")).to_have_count(0)


def test_a_form_that_is_half_read_waits_for_the_rest(asked):
    """What is usually so may be confirmed first; the days of the form are still asked for."""
    walk = asked()
    walk.to_the_release()
    walk.choose("roi", "signed")
    walk.choose("roi-signed-by", "member")
    walk.expect_asked("roi-elements")
    walk.press("Something is missing or unclear")  # then each part is said by itself
    walk.press("All 5 are so")
    walk.expect_asked("roi-elements")
    expect(walk.page.locator("#cl-panel")).to_have_attribute("data-decision", "incomplete")
    walk.press("All of these are on the form")
    date(walk.page, "roi-signed-on", "2026-01-05")
    date(walk.page, "roi-expires-on", "2026-12-31")
    walk.go_on()
    walk.expect_answer("proceed")


def test_what_was_missing_on_the_form_is_not_confirmed_with_the_rest(asked):
    """One press for a whole form is offered only while nothing was said of its parts."""
    walk = asked()
    page = walk.page
    walk.to_the_release()
    walk.choose("roi", "signed")
    walk.choose("roi-signed-by", "member")
    expect(page.locator(".cl-confirm button").last).to_contain_text("Every part above")
    walk.press("Something is missing or unclear")
    expect(page.locator(".cl-confirm button").last).to_have_text("All 5 are so")
    page.locator('input[name="contact-1.roi-elements.H2"][value="missing"]').check()
    date(page, "roi-signed-on", "2026-01-05")
    date(page, "roi-expires-on", "2026-12-31")
    walk.press("All 5 are so")
    expect(page.locator('input[name="contact-1.roi-elements.H2"][value="missing"]')).to_be_checked()
    expect(page.locator("#cl-panel")).not_to_have_attribute("data-decision", "proceed")


def test_a_question_asked_before_the_engine_is_there_stays_on_screen(page: Page, site_url: str):
    """On a slow line somebody is in the middle of a question when the engine comes."""
    held = []
    page.route("**/content.json", lambda route: held.append(route))
    page.goto(f"{site_url}/checklist/?edition=flyer")
    walk = Walk(page)
    walk.choose("emergency", "no")
    walk.expect_asked("member-age")
    for _ in tries(page):
        if held:
            break
    for route in held:
        route.continue_()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(page.locator("#cl-panel")).to_have_attribute("data-decision", "incomplete")
    walk.expect_asked("member-age")
    walk.choose("member-age", "18-or-older")
    walk.expect_asked("contact-kind")


def test_what_is_confirmed_together_says_who_asks_for_it(asked):
    walk = asked()
    walk.choose("emergency", "no")
    walk.press("Primary care doctor (PCP)")
    card = walk.page.locator(".cl-confirm")
    card.get_by_role("button", name="Why am I seeing this?").click()
    expect(card.get_by_role("link", name="42 CFR 2.11")).to_be_visible()


def test_from_a_link_one_comes_to_a_question_on_a_card(asked):
    """Of what is confirmed together, one may be looked for by itself."""
    walk = asked()
    walk.to_the_release()
    walk.choose("roi", "signed")
    walk.choose("roi-signed-by", "member")
    walk.press("Skip for now")
    expect(walk.page.locator(".cl-card")).to_have_attribute("data-decision", "incomplete")
    walk.page.get_by_role("button", name="Go to the next open question").click()
    walk.expect_asked("roi-elements")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_at_any_stop(new_context, site_url, scheme, width):
    page = new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    ).new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(f"{site_url}/checklist/?edition=arizona-complete-health")
    expect(page.locator("#cl-panel")).to_have_attribute("data-decision", "incomplete")
    walk = Walk(page)

    def is_fine() -> None:
        page.evaluate("scrollTo(0, 0)")
        assert serious(page) == []

    is_fine()
    walk.go_on()  # nothing chosen: an error stands at the question
    is_fine()
    walk.choose("emergency", "no")
    walk.expect_asked("contact-kind")
    page.get_by_role("button", name="Show the whole list").click()
    is_fine()
    walk.press("Primary care doctor (PCP)")
    expect(page.locator(".cl-confirm")).to_be_visible()
    page.get_by_role("button", name="What you said so far").click()
    is_fine()
    walk.press("All 3 are so")
    walk.choose("decision-maker", "self")
    walk.choose("direction", "both")
    walk.expect_asked("information")
    is_fine()
    walk.question().locator('input[value="health"]').click()
    walk.go_on()
    walk.choose("roi", "signed")
    walk.choose("roi-signed-by", "member")
    walk.expect_asked("roi-elements")
    page.get_by_role("button", name="What else to do (3); it does not decide").click()
    is_fine()
    walk.press("All of these are on the form")
    date(page, "roi-signed-on", "2026-01-05")
    date(page, "roi-expires-on", "2026-12-31")
    walk.press("All 5 are so")
    walk.expect_answer("proceed")
    is_fine()
    page.emulate_media(media="print")
    for unwanted in (".cl-status", ".cl-ways", '[data-act="files"]', ".cl-steps"):
        assert not page.locator(unwanted).first.is_visible()
    expect(page.locator(".cl-answer-says")).to_be_visible()


def test_questions_put_off_are_asked_for_below_the_answer(asked):
    walk = asked()
    walk.to_the_release()
    walk.press("Skip for now")  # the release
    walk.choose("member-objected", "no")
    expect(walk.page.locator(".cl-card")).to_have_attribute("data-decision", "incomplete")
    walk.page.get_by_role("button", name="Go to the next open question").click()
    walk.expect_asked("roi")


def test_answers_pressed_before_the_engine_is_there_go_on_too(page: Page, site_url: str):
    page.route("**/worker*", lambda route: route.abort())
    page.goto(f"{site_url}/checklist/")
    walk = Walk(page)
    walk.choose("emergency", "no")
    walk.choose("edition", "flyer")
    walk.choose("member-age", "18-or-older")
    walk.choose("setting", "ordinary")
    walk.choose("confidential-channel-requested", "no")
    expect(page.locator("#checklist")).to_contain_text("The rules are still being loaded")


def test_the_pace_is_remembered_and_tells_nothing_of_a_case(asked):
    walk = asked()
    page = walk.page
    walk.choose("emergency", "no")
    walk.press("Show whole steps")
    expect(page.locator('#checklist .cl-question[data-question="member-age"]')).to_be_visible()
    assert page.evaluate("({...localStorage})['coordguide:pace']") == "whole"
    page.reload()
    expect(page.locator('#checklist .cl-question[data-question="contact-kind"]')).to_be_visible(
        timeout=60_000
    )
    expect(page.locator('#checklist .cl-question[data-question="emergency"]')).to_be_visible()
    walk.press("Show one question at a time")
    expect(page.locator("#checklist .cl-question:visible")).to_have_count(1)


def test_each_member_of_the_team_has_an_answer_of_its_own(asked):
    walk = asked()
    page = walk.page
    walk.to_the_release()
    walk.choose("roi", "not-signed")
    walk.choose("member-objected", "no")
    walk.expect_answer("get-roi-first")
    walk.press("+ Add a contact")
    walk.expect_asked("contact-kind")
    walk.press("School counselor or school psychologist who does not treat")
    walk.choose("direction", "both")
    walk.choose("treated-together", "no")  # who does not treat needs a form that the law asks for
    expect(page.locator(".cl-for")).to_contain_text("Contact 2")
    page.get_by_role("button", name="Care team").click()
    rows = page.get_by_role("table", name="Care team").get_by_role("row")
    expect(rows).to_have_count(3)
    rows.nth(1).locator(".cl-tab").click()
    walk.expect_answer("get-roi-first")


def test_a_saved_case_opens_on_its_answer(asked, saved, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(saved("oc-care-team-of-three"))
    walk = asked("")
    with walk.page.expect_file_chooser() as chooser:
        walk.page.get_by_role("button", name="Open a saved case").click()
    chooser.value.set_files(file)
    expect(walk.page.get_by_role("table", name="Care team")).to_be_visible()
    expect(walk.page.locator(".cl-card")).to_be_visible()
    expect(walk.page.locator("#cl-title-opened")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_stop_is_longer_than_two_screens_of_a_phone(new_context, site_url, scheme):
    """The target is one and a half; the whole page, its head and foot counted, is within two."""
    page = new_context(
        viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True
    ).new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(f"{site_url}/checklist/?edition=arizona-complete-health")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    walk = Walk(page)

    def fits() -> None:
        section = page.locator("[data-stop]").bounding_box()
        assert section
        assert section["height"] <= 740 * 1.5
        assert page.evaluate("document.documentElement.scrollWidth") == 360

    fits()
    walk.choose("emergency", "no")
    walk.expect_asked("contact-kind")
    fits()
    walk.press("Primary care doctor (PCP)")
    expect(page.locator(".cl-confirm")).to_be_visible()
    fits()
    walk.press("Ask me one by one")
    for fact, value in (
        ("member-age", "18-or-older"),
        ("decision-maker", "self"),
        ("setting", "ordinary"),
        ("confidential-channel-requested", "no"),
        ("direction", "both"),
    ):
        walk.expect_asked(fact)
        fits()
        walk.choose(fact, value)
    walk.expect_asked("information")
    fits()
