"""The answer: one sentence, one thing to do, and what it rests on one press away."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def checklist(next_case):
    """No test here needs a fresh page."""
    return next_case


def test_the_answer_says_who_what_and_until_when(checklist, case):
    checklist.enter(case("az-complete-release-to-pcp"))
    checklist.expect_decision("proceed")
    says = checklist.card().locator(".cl-answer-says")
    expect(says).to_contain_text(
        "You may talk with this doctor, nurse or pharmacist and exchange ordinary health "
        "information, until May 31, 2027."
    )
    assert says.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 24
    assert checklist.card().locator(".cl-says > p").count() <= 2


def test_the_answer_says_within_which_limit_and_who_says_so(checklist, case):
    checklist.enter(case("situation-nc-housing-with-release"))
    says = checklist.card().locator(".cl-answer-says")
    expect(says).to_contain_text("Limited to: only the least that will do.")
    expect(says.get_by_role("link")).to_contain_text(["45 CFR 164.502(b)"])


def test_an_answer_is_told_once(checklist, case):
    page = checklist.page
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    page.evaluate("""() => {
        const live = document.querySelector(".cl-live");
        const { dataset } = document.documentElement;
        dataset.told = "";
        new MutationObserver(() => { dataset.told += live.textContent; })
            .observe(live, { childList: true });
    }""")
    checklist.answer({**checklist.PRIMARY_CARE, "roi": "not-signed"}, "contact-1")
    checklist.answer({"member-objected": "no"}, "contact-1")
    said = "Get a release signed before you talk with this doctor"
    told = page.locator("html")
    expect(told).to_have_attribute("data-told", re.compile(said))
    checklist.expect_decision("get-roi-first")
    page.wait_for_timeout(500)
    assert told.get_attribute("data-told").count(said) == 1


def test_without_a_release_its_form_is_one_press_away(checklist, case):
    page = checklist.page
    # Counted where it can be waited for: the page's policy lets no text be run as a script.
    page.evaluate("""() => {
        const { dataset } = document.documentElement;
        dataset.printed = 0;
        self.print = () => { dataset.printed = Number(dataset.printed) + 1; };
    }""")
    checklist.enter(case("flyer-no-release"))
    act = checklist.card().locator('[data-act="main"]')
    expect(act).to_have_text("Print the release form")
    act.click()
    expect(page.locator("html")).to_have_attribute("data-printed", "1")
    expect(page.locator('[data-document="release-hipaa"]')).to_be_focused()
    expect(page.locator(".cl-document")).to_be_visible()


def test_a_no_is_written_down(checklist, case):
    checklist.enter(case("field-85-nc-referring-physician-over-no"))
    act = checklist.card().locator('[data-act="main"]')
    expect(act).to_have_text("Write down the no")
    act.click()
    expect(checklist.page.locator('[data-document="refusal-note"]')).to_be_focused()


def test_what_may_be_done_is_copied_for_the_chart(open_checklist, case):
    checklist = open_checklist(permissions=["clipboard-read", "clipboard-write"])
    checklist.enter(case("az-complete-release-to-pcp"))
    act = checklist.card().locator('[data-act="main"]')
    expect(act).to_have_text("Copy the chart note")
    act.click()
    expect(checklist.card().locator(".cl-act")).to_contain_text("The note was copied.")
    assert "You may proceed" in checklist.page.evaluate("navigator.clipboard.readText()")


def test_in_danger_nobody_is_sent_to_a_form(checklist, case):
    checklist.enter(case("az-medical-emergency-school-records"))
    expect(checklist.card().locator(".cl-answer-says").first).to_contain_text("Call for help now")
    expect(checklist.card().locator('[data-act="main"]')).to_have_text("Copy the chart note")


def test_each_source_is_one_press_away(checklist, case):
    """No citation of the answer is lost to the short form."""
    checklist.enter(case("az-complete-release-to-pcp"))
    checklist.card().get_by_role("button", name="Why am I seeing this?").click()
    cites = checklist.card().locator(".cl-cites")
    for source in ("CON-1", "45 CFR 164.506(c)", "45 CFR 164.508(a)(1)", "A.R.S. 36-509"):
        expect(cites).to_contain_text(source)


@pytest.mark.parametrize("is_past", [False, True], ids=["on that day", "a day later"])
def test_a_reason_past_its_review_date_says_so(is_past, fresh_checklist, content):
    checklist = fresh_checklist
    until = sorted(rule.review_by for rule in content.rules.values() if rule.review_by)
    day = date.fromisoformat(until[-1]) + timedelta(days=1) if is_past else until[0]
    checklist.page.clock.set_fixed_time(f"{day}T10:00:00")
    checklist.open("?edition=flyer")
    checklist.answer({"state": "NC", **checklist.ADULT})
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.answer({"roi": "not-signed", "member-objected": "no"}, "contact-1")
    checklist.expect_decision("get-roi-first")
    checklist.card().get_by_role("button", name="Why am I seeing this?").click()
    reasons = checklist.card().locator(".cl-reason[data-rule]")
    expect(reasons.first).to_be_visible()
    marked = reasons.filter(has_text="(past its review date)")
    expect(marked).to_have_count(reasons.count() if is_past else 0)
