"""The hard cases on screen: minors, Part 2, schools, emergencies, contradictions, what if."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def checklist(next_case):
    """No test here needs a fresh page."""
    return next_case


@pytest.mark.parametrize(
    "name",
    [
        "az-minor-14-parent-signs",
        "nc-minor-14-own-consent",
        "ca-minor-14-own-consent",
        "other-state-minor-14",
        "az-part-2-program-with-consent",
        "az-school-nurse-treats",
        "az-school-records-without-consent",
        "oc-care-team-of-three",
    ],
)
def test_a_practice_case_gets_its_answer_on_screen(checklist, case, name):
    wanted = case(name)
    checklist.enter(wanted)
    for number, contact in enumerate(wanted["contacts"], start=1):
        expected = wanted["expect"][contact["id"]]
        checklist.expect_decision(expected["decision"], f"contact-{number}")


def test_a_minor_who_consented_alone_is_told_and_the_parent_is_not(checklist, case):
    checklist.enter(case("nc-minor-14-own-consent"))
    notice = checklist.page.locator('[data-place="notify"]')
    expect(notice.locator(".cl-result", has_text="Must not be told")).to_contain_text("parent")
    expect(notice.locator(".cl-result", has_text="What to say")).to_be_visible()
    expect(notice.locator(".cl-result", has_text="What to write down")).to_be_visible()
    expect(checklist.page.locator(".cl-panel .cl-cautions").last).to_contain_text("bill of 2025")


def test_a_hipaa_form_does_not_open_part_2_records(checklist, case):
    checklist.enter(case("az-hipaa-form-for-part-2"))
    checklist.expect_decision("stop")
    card = checklist.card()
    checklist.open_layers()
    expect(card.locator('[data-layer="hipaa"]')).to_have_attribute("data-status", "permitted")
    expect(card.locator('[data-layer="stricter-law"]')).to_contain_text("consent is needed")
    group = checklist.page.locator('[data-group$=":part-2"]')
    expect(group.get_by_role("heading")).to_contain_text("Part 2 consent")
    expect(group.locator(".cl-fix").first).to_be_visible()
    release = checklist.page.locator('[data-place="release"] [data-key="result:form"]')
    expect(release).to_contain_text("cannot be used")
    expect(release.locator(".cl-fix").first).to_be_visible()


def test_one_press_completes_one_list_and_not_the_others(checklist, case):
    wanted = case("az-health-and-part-2-apart")
    facts = wanted["contacts"][0]["facts"]
    wanted["contacts"][0]["facts"] = {**facts, "roi": "signed", "roi-signed-by": "member"}
    wanted["contacts"][0]["facts"].pop("roi-elements", None)
    checklist.enter(wanted)
    part_2 = checklist.page.locator('[data-group$=":part-2"]')
    part_2.get_by_role("button", name="All of these are on the form").click()
    expect(part_2).to_contain_text("All parts are on the form")
    expect(part_2.get_by_role("button", name="Show the parts")).to_be_focused()
    hipaa = checklist.page.locator('[data-group$=":hipaa"]')
    expect(hipaa.get_by_role("radio", name="On the form").first).not_to_be_checked()
    duties = checklist.page.get_by_role("group", name="Duties beside the form")
    expect(duties.get_by_role("radio", checked=True)).to_have_count(0)


def test_in_an_emergency_the_kinds_stand_side_by_side(checklist, case):
    checklist.enter(case("az-medical-emergency-side-by-side"))
    kinds = checklist.card().locator(".cl-kinds > li")
    health, notes = kinds.nth(0), kinds.nth(1)
    expect(health).to_have_attribute("data-decision", "act-now")
    expect(health).to_contain_text("Act now")
    expect(health).to_contain_text("Write down")
    expect(notes).to_have_attribute("data-decision", "stop")
    # While somebody is in danger the call for help stands where "do not share" stood.
    expect(notes).to_contain_text("Call for help now")
    assert health.bounding_box()["y"] == notes.bounding_box()["y"]
    for kind in (health, notes):
        checklist.open_layers(kind)
        expect(kind.locator("[data-layer]")).to_have_count(5)


def test_the_line_of_a_small_screen_hides_no_kind(checklist, case):
    checklist.page.set_viewport_size({"width": 360, "height": 740})
    checklist.enter(case("az-medical-emergency-side-by-side"))
    bar = checklist.page.locator(".cl-bar")
    expect(bar).to_contain_text("Act now")
    expect(bar).to_contain_text("Call for help now")


def test_what_would_change_the_answer_is_said_in_words(checklist, case):
    checklist.enter(case("az-hipaa-form-for-part-2"))
    what_if = checklist.card().get_by_role("button", name="What would change this?")
    what_if.click()
    changes = checklist.card().locator(".cl-changes li")
    expect(changes.first).to_be_visible()
    expect(checklist.card()).to_contain_text("You may proceed")
    checklist.card().get_by_role("button", name="The rules in the order").click()
    expect(checklist.card().locator("ol [data-rule]").first).to_be_visible()
    before = changes.count()
    element = changes.first.get_attribute("data-fact").split(".")[1]
    checklist.choose(f"contact-1.roi-elements.{element}", "present")
    expect(changes).to_have_count(before - 1)


def test_what_is_allowed_is_not_asked_how_it_would_be(checklist, case):
    checklist.enter(case("az-complete-release-to-pcp"))
    checklist.expect_decision("proceed")
    expect(checklist.card().get_by_role("button", name="What would change")).to_have_count(0)


def test_a_rule_not_yet_decided_reads_as_one_that_depends(checklist):
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")  # the release is not said
    checklist.card().get_by_role("button", name="Why am I seeing this?").click()
    undecided = checklist.page.locator('#why-card-contact-1 [data-holds="not-known"]').first
    expect(undecided).to_contain_text("If it applies:")
    expect(undecided).to_contain_text("Depends on:")


def test_a_contradiction_is_named_at_its_fields_and_leads_there(checklist, case):
    wanted = case("az-complete-release-to-pcp")
    wanted["contacts"][0]["facts"]["roi-expires-on"] = "2026-01-01"
    checklist.enter(wanted)
    for fact in ("roi-signed-on", "roi-expires-on"):
        wrong = checklist.page.locator(f'[data-question="{fact}"] > .cl-wrong')
        expect(wrong).to_contain_text("do not fit together")
    panel = checklist.page.locator(".cl-problem")
    expect(panel).to_contain_text("before the day of signing")
    panel.get_by_role("button").last.click()
    expect(checklist.page.locator('input[name="contact-1.roi-expires-on"]')).to_be_focused()


def test_a_hidden_answer_that_contradicts_can_be_taken_back(checklist):
    checklist.open("?edition=arizona-complete-health")
    checklist.answer({"member-age": "12-to-17", "minor-consented-to-own-care": "yes"})
    checklist.choose("member-age", "18-or-older")
    problem = checklist.page.locator(".cl-problem")
    expect(problem).to_be_visible()
    problem.get_by_role("button", name="Take back the earlier answer").click()
    expect(problem).to_have_count(0)


def test_the_panel_says_which_content_decided(checklist, content):
    checklist.open("?edition=flyer")
    decided = checklist.page.locator(".cl-decided")
    expect(decided).to_contain_text(content.version)
    expect(decided).to_contain_text(content.sha256[:12])
    expect(decided).to_contain_text("June 15, 2026")


def test_an_emergency_and_a_part_2_setting_are_never_confirmed_in_a_group(checklist):
    checklist.open("?edition=arizona-complete-health")
    checklist.answer({"member-age": "18-or-older", "decision-maker": "self"})
    expect(checklist.control("emergency", "no")).to_be_visible()
    expect(checklist.page.locator('[data-place="start"] .cl-confirm')).to_have_count(0)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.answer({"roi": "signed"}, "contact-1")
    confirm = checklist.page.locator(".cl-confirm")
    expect(confirm).to_contain_text("revoked")
    expect(confirm).to_contain_text("said no")
    expect(confirm).not_to_contain_text("emergency")
    expect(checklist.control("contact-1.roi-revoked", "no")).not_to_be_checked()


def test_answered_places_fold_and_open_again(checklist, case):
    checklist.enter(case("az-complete-release-to-pcp"))
    start = checklist.page.locator('[data-place="start"]')
    expect(start).to_have_attribute("data-folded", "true")
    expect(start.locator('[data-fact="member-age"]')).to_contain_text("18 or older")
    start.get_by_role("button", name="Change").click()
    expect(start.get_by_role("radio").first).to_be_focused()
    checklist.choose("member-age", "12-to-17")
    expect(start.locator('[data-question="custody-or-court-order"]')).to_be_visible()
    expect(start).not_to_have_attribute("data-folded", "true")


def test_a_finished_case_is_not_long(checklist, case):
    checklist.page.set_viewport_size({"width": 1280, "height": 900})
    checklist.enter(case("az-complete-release-to-pcp"))
    checklist.choose("contact-1.need", "quick-clarification")
    checklist.choose("contact-1.channels", "phone")
    checklist.press("Nothing to request")
    checklist.choose("contact-1.findings", "none")
    checklist.press("Nobody yet")
    expect(checklist.page.locator("#cl-note")).to_be_visible()
    assert checklist.page.evaluate("document.documentElement.scrollHeight") < 3900
