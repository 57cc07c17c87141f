"""What a tab keeps: for how long, of which day, and what happens where it cannot be read."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from scripts import put_beside

from coordguide.engine.case_reader import MOST_CONTACTS, read_case
from coordguide.model import Content

pytestmark = pytest.mark.browser


@pytest.fixture
def checklist(next_case):
    """Whoever reloads the page or changes its clock takes a fresh one."""
    return next_case


NAME = "coordguide:case"
DAY, NEXT_DAY = "2026-06-15", "2026-06-16"


SEEN = """(when) => new Promise((done) => {
    const look = () => JSON.parse(sessionStorage["coordguide:case"]).seen === Date.parse(when)
        ? done() : setTimeout(look, 100);
    look();
})"""
"""Wait until the tab keeps that somebody was there at this time."""


def released_until_the_end_of(day: str, checklist) -> Page:
    """Answer a case whose release ends on this day."""
    checklist.open("?edition=flyer")
    checklist.answer({"state": "NC", **checklist.ADULT})
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.complete_release()
    checklist.date("contact-1.roi-expires-on", day)
    checklist.expect_decision("proceed")
    return checklist.page


def news(page: Page) -> Any:
    return expect(page.locator(".cl-status"))


def test_after_midnight_the_answer_is_of_the_new_day(fresh_checklist):
    checklist = fresh_checklist
    page = released_until_the_end_of(DAY, checklist)
    page.clock.set_fixed_time(f"{NEXT_DAY}T00:00:02")
    checklist.expect_decision("get-roi-first")
    news(page).to_contain_text("worked out as of June 16, 2026 now")
    expect(page.locator("#cl-today")).to_have_value(NEXT_DAY)


def test_who_asked_about_another_day_keeps_it_after_midnight(fresh_checklist):
    checklist = fresh_checklist
    page = released_until_the_end_of(DAY, checklist)
    page.locator("#cl-today").fill("2026-06-10")
    expect(page.locator("#cl-today-note")).to_be_visible()
    page.clock.set_fixed_time(f"{NEXT_DAY}T00:00:02")
    page.wait_for_timeout(1500)  # the page looks at the clock each second
    expect(page.locator("#cl-today")).to_have_value("2026-06-10")
    expect(page.locator(".cl-status")).not_to_contain_text("A new day")
    checklist.expect_decision("proceed")


def test_a_case_brought_back_after_midnight_is_of_the_new_day(fresh_checklist, saved):
    """It went from the page before, when a file was opened, and its release ended with that day."""
    page = released_until_the_end_of(DAY, fresh_checklist)
    with page.expect_file_chooser() as chooser:
        page.locator('[data-act="open"]').first.click()
    file = {"name": "case.json", "mimeType": "application/json"}
    chooser.value.set_files({**file, "buffer": saved("az-no-release").encode()})
    fresh_checklist.expect_decision("get-roi-first")
    page.clock.set_fixed_time(f"{NEXT_DAY}T00:00:02")
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.locator('[data-act="bring-back"]').click()
    news(page).to_contain_text("worked out as of June 16, 2026 now")
    fresh_checklist.expect_decision("get-roi-first")
    expect(page.locator("#cl-today")).to_have_value(NEXT_DAY)


def test_a_reload_after_midnight_is_of_the_new_day(fresh_checklist):
    checklist = fresh_checklist
    checklist.page.clock.set_fixed_time(f"{DAY}T23:50:00")
    page = released_until_the_end_of(DAY, checklist)
    page.goto(f"{checklist.address}/robots.txt")  # the page itself must not see midnight come
    page.clock.set_fixed_time(f"{NEXT_DAY}T00:05:00")
    checklist.open()
    checklist.expect_decision("get-roi-first")
    news(page).to_contain_text("worked out as of June 16, 2026 now")


@pytest.mark.parametrize("later", ["10:31:00", "09:29:00"], ids=["later", "set-back"])
def test_what_was_left_alone_too_long_does_not_come_back(later, fresh_checklist):
    checklist = fresh_checklist
    page = released_until_the_end_of(DAY, checklist)
    page.clock.set_fixed_time(f"{DAY}T{later}")
    page.reload()
    news(page).to_contain_text("nothing was done for more than 30 minutes")
    checklist.choose("member-age", "18-or-older")
    expect(page.locator(".cl-verdict").first).to_be_visible()
    assert "contact-kind" not in page.evaluate(f"sessionStorage['{NAME}']")
    expect(checklist.control("contact-1.roi", "signed")).to_have_count(0)


def test_what_comes_back_in_time_counts_from_the_last_sign_of_somebody(fresh_checklist):
    checklist = fresh_checklist
    page = released_until_the_end_of(DAY, checklist)
    page.clock.set_fixed_time(f"{DAY}T10:20:00")
    page.keyboard.press("Shift")  # somebody reads
    page.evaluate(SEEN, f"{DAY}T10:20:00")
    page.clock.set_fixed_time(f"{DAY}T10:45:00")
    page.reload()
    checklist.expect_decision("proceed")


CONTACT = {"id": "contact-1", "facts": {"contact-kind": "family"}}
CASE = {"edition": "flyer", "today": DAY, "facts": {"state": "NC"}, "contacts": [CONTACT]}


def kept(**changes: Any) -> str:
    case = {"state": {**CASE, **changes}, "caseLabel": "12", "key": "ab", "idle": 30}
    return json.dumps(case)


UNREADABLE = {
    "cut off": kept()[:-9],
    "no object": "7",
    "nothing": "null",
    "no case": json.dumps({"state": None}),
    "facts are a list": kept(facts=[]),
    "facts are gone": kept(facts=None),
    "no contacts": kept(contacts=[]),
    "contacts of nothing": kept(contacts=[None]),
    "contacts are a number": kept(contacts=7),
    "a contact without facts": kept(contacts=[{"id": "contact-1"}]),
    "a number for a name": kept(contacts=[{"id": 1, "facts": {}}]),
    "another name": kept(contacts=[{"id": "__proto__", "facts": {}}]),
    "one name twice": kept(contacts=[CONTACT, CONTACT]),
    "a number for an edition": kept(edition=7),
    "no day": kept(today=None),
    "not a day": kept(today="soon"),
    "too many contacts": kept(
        contacts=[{"id": f"contact-{n}", "facts": {}} for n in range(1, MOST_CONTACTS + 2)]
    ),
    "too deep": kept(facts={"state": json.loads("[" * 900 + "]" * 900)}),
}
"""What a tab may have kept that is no case."""

LEFT_TO_THE_ENGINE = ("not a day", "too many contacts", "too deep")
"""Of these, what the page itself takes for a case."""

ONLY_A_PART = {
    "answers of another kind": kept(
        facts=json.loads('{"__proto__": {"x": 1}, "state": {"a": 1}, "member-age": "under-12"}'),
        contacts=[
            {"id": "contact-1", "facts": {"records-requested": "all", "roi-elements": ["H1"]}}
        ],
    ),
    "a label that is none": json.dumps({"state": CASE, "caseLabel": {}, "key": 7, "idle": "x"}),
}
"""What a tab may have kept that is a case but for a part."""


def come_back_to(text: str, checklist) -> Page:
    page = checklist.page
    page.goto(f"{checklist.address}/robots.txt")
    page.evaluate(f"(text) => (sessionStorage['{NAME}'] = text)", text)
    return checklist.open().page


def can_work(checklist) -> None:
    checklist.choose("edition", "flyer")
    checklist.choose("member-age", "18-or-older")
    expect(checklist.card()).to_be_visible()
    checklist.press("Add a contact")
    expect(checklist.card("contact-2")).to_be_visible()
    expect(checklist.page.locator("#cl-files [data-act='erase']").first).to_be_visible()


@pytest.fixture
def recalled(checklist, root, site_dir):
    """What the page makes of kept texts: the kind, if it is given out whole, if it stays."""
    page = checklist.open("?edition=flyer").page
    put_beside(page, root, site_dir, "case/tab-storage.ts", "tab-storage.js")
    return lambda texts: page.evaluate(
        """async (texts) => {
            const at = document.getElementById("checklist").dataset.assets;
            const { recall } = await import(new URL(at + "tab-storage.js", location));
            const before = sessionStorage["coordguide:case"];
            const found = texts.map((text) => {
                sessionStorage["coordguide:case"] = text.replace(
                    /-(\\d+) AGO/, (_, minutes) => Date.now() - minutes * 60_000);
                const [kind, said] = Object.entries(recall())[0];
                return [kind, said === text, "coordguide:case" in sessionStorage];
            });
            sessionStorage["coordguide:case"] = before;
            return found;
        }""",
        texts,
    )


def test_what_is_no_case_is_not_taken_for_one(recalled):
    found = recalled([*UNREADABLE.values()])
    left = [
        name
        for name, (kind, is_whole, _) in zip(UNREADABLE, found, strict=True)
        if (kind, is_whole) != ("damaged", True)
    ]
    assert tuple(left) == LEFT_TO_THE_ENGINE


def test_what_was_kept_and_cannot_be_read_is_named_and_given_out(fresh_checklist):
    for name in ("cut off", *LEFT_TO_THE_ENGINE):
        page = come_back_to(UNREADABLE[name], fresh_checklist)
        news(page).to_contain_text("cannot be read")
        with page.expect_download() as waiting:
            page.locator('[data-act="take-damaged"]').click()
        assert waiting.value.path().read_text("utf-8") == UNREADABLE[name]
    can_work(fresh_checklist)


def test_what_cannot_be_read_ends_with_its_time_as_well(recalled):
    text = '{"state": 7, "idle": 10, "seen": -%d AGO}'
    found = recalled([text % minutes for minutes in (11, 1, 0)])
    assert [(kind, kept) for kind, _, kept in found] == [
        ("over", False),
        ("damaged", True),
        ("damaged", True),
    ]


def test_what_was_kept_and_can_be_read_in_part_comes_back(fresh_checklist):
    for name, text in ONLY_A_PART.items():
        page = come_back_to(text, fresh_checklist)
        expect(fresh_checklist.card(), name).to_be_visible()
        expect(page.locator('[data-act="take-damaged"]'), name).to_have_count(0)


def test_what_cannot_be_read_can_be_erased(fresh_checklist):
    page = come_back_to(UNREADABLE["not a day"], fresh_checklist)
    page.locator('.cl-status [data-act="erase"]').click()
    page.get_by_role("button", name="Clear everything").click()
    expect(page.locator('[data-act="take-damaged"]')).to_have_count(0)
    assert page.evaluate(f"sessionStorage['{NAME}'] ?? null") is None
    can_work(fresh_checklist)


def test_a_case_takes_no_more_contacts_than_can_be_read_back(fresh_checklist, content: Content):
    contacts = [{**CONTACT, "id": f"contact-{n}"} for n in range(1, MOST_CONTACTS + 1)]
    page = come_back_to(kept(contacts=contacts), fresh_checklist)
    expect(page.locator("#cl-place-contact")).to_contain_text(f"at most {MOST_CONTACTS} contacts")
    add = page.locator('[data-act="add-contact"]')
    expect(add).to_have_count(0)
    page.locator('[data-act="remove-contact"]').click()
    add.click()
    expect(add).to_have_count(0)
    expect(page.locator('[data-act="undo"]')).to_have_count(0)
    read_case(json.loads(page.evaluate(f"sessionStorage['{NAME}']"))["state"], content)
