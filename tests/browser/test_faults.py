"""What goes wrong around a case: it is never lost, and the page says what to do."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from every_edition import EDITIONS
from pace import in_whole_steps
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

NOON = datetime(2026, 12, 15, 12)

# Remembers the engine's workers, so that a test can kill one; the theme's search has one, too.
REMEMBER = """window.workers = [];
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    if (String(given[0]).endsWith("/worker.js")) window.workers.push(this);
  }
};"""

REFUSE = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("no room", "QuotaExceededError"); };
}"""


@pytest.fixture
def assets(site_dir: Path) -> Path:
    """The folder of the checklist's files."""
    (folder,) = (site_dir / "assets" / "coordguide").iterdir()
    return folder


def answered(checklist) -> Page:
    checklist.open("?edition=flyer")
    checklist.answer({"state": "NC", **checklist.ADULT})
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.answer({"roi": "not-signed", "member-objected": "no"}, "contact-1")
    checklist.expect_decision("get-roi-first")
    return checklist.page


def is_there(checklist) -> None:
    """Every answer is still there, and so is the decision."""
    checklist.expect_decision("get-roi-first")
    kept = checklist.page.evaluate("JSON.parse(sessionStorage['coordguide:case']).state")
    assert kept["facts"]["member-age"] == "18-or-older"
    assert kept["contacts"][0]["facts"]["roi"] == "not-signed"


def status(page: Page, text: str) -> None:
    expect(page.locator(".cl-status")).to_contain_text(text)


def is_ready(page: Page) -> None:
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)


def killed(checklist) -> Page:
    """Answer, and kill the worker, which says nothing of it."""
    checklist.page.clock.install(time=NOON)
    checklist.page.add_init_script(REMEMBER)
    page = answered(checklist)
    page.evaluate("window.workers.at(-1).terminate()")
    return page


def test_a_killed_worker_is_noticed_and_started_again(open_checklist):
    checklist = open_checklist()
    page = killed(checklist)
    checklist.choose("contact-1.roi", "signed")
    expect(page.locator(".cl-panel")).to_be_hidden()  # it is of the case before
    page.clock.fast_forward(20_100)
    status(page, "started again")
    expect(page.locator(".cl-panel")).to_be_hidden()
    checklist.choose("contact-1.roi", "not-signed")
    is_ready(page)
    is_there(checklist)
    expect(page.locator("#checklist")).not_to_have_attribute("data-stale", "")


def test_a_killed_worker_is_noticed_while_somebody_goes_on_answering(open_checklist):
    """To ask again is no sign of life of the one who is asked."""
    checklist = open_checklist()
    page = killed(checklist)
    said = []
    for roi in ("signed", "not-signed", "signed", "not-signed", "signed"):
        checklist.choose("contact-1.roi", roi)
        page.clock.fast_forward(8_000)
        page.wait_for_timeout(300)  # it is drawn; the clock of the page goes on by itself, too
        said.append(page.locator(".cl-status").inner_text())
    assert any("started again" in text for text in said), said


def test_an_answer_of_before_does_not_stand_by_what_is_new(open_checklist):
    checklist = open_checklist()
    checklist.page.add_init_script(REMEMBER)
    page = answered(checklist)
    page.route("**/stdlib.zip", lambda route: None)  # starting again takes its time
    page.evaluate("window.workers.at(-1).postMessage({ big: 1n })")
    status(page, "started again")
    expect(page.locator(".cl-panel")).to_be_visible()
    checklist.choose("contact-1.roi", "signed")
    expect(page.locator("#checklist")).to_have_attribute("data-stale", "")
    expect(page.locator(".cl-panel")).to_be_hidden()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "loading")


HOLD = """() => {
  window.isHeld = true;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message) {
    if (!window.isHeld) postMessage.call(this, message);
  };
}"""


def test_nothing_is_handed_out_of_facts_that_changed_since(open_checklist, saved):
    """While an answer is awaited, whatever keeps it away, the one of before is out of reach."""
    checklist = open_checklist().open()
    page = checklist.page
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a saved case").first.click()
    file = {"name": "case.json", "mimeType": "application/json"}
    chooser.value.set_files({**file, "buffer": saved("flyer-no-release").encode()})
    checklist.expect_decision("get-roi-first")
    page.locator(".cl-steps button").last.click()
    expect(page.locator("#cl-note")).to_be_visible()
    page.evaluate("() => { window.print = () => { window.isPrinted = true; }; }")
    page.evaluate(HOLD)
    checklist.change("state", "NC")
    for part in (".cl-panel", ".cl-verdicts", "#cl-note", ".cl-team .cl-verdict"):
        expect(page.locator(part).first).to_be_hidden()
    page.locator('.cl-note-part [data-act="print"]').evaluate("it => it.click()")
    expect(page.locator(".cl-live")).to_contain_text("not there yet")
    assert not page.evaluate("window.isPrinted")
    page.evaluate("window.isHeld = false")
    checklist.choose("state", "AZ")
    for part in (".cl-panel", ".cl-verdicts", "#cl-note", ".cl-team .cl-verdict"):
        expect(page.locator(part).first).to_be_visible()


ASKED = """window.asked = [];
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message, ...more) {
  if (message.type === "evaluate") window.asked.push([message.id, message.have]);
  postMessage.call(this, message, ...more);
};"""


def test_no_answer_of_an_engine_before_is_taken_for_one_of_this(open_checklist):
    """What is said to be as in another answer is looked up there: its name is given once only."""
    checklist = open_checklist()
    checklist.page.add_init_script(ASKED)
    checklist.page.add_init_script(REMEMBER)
    page = answered(checklist)
    page.evaluate("window.workers.at(-1).postMessage({ big: 1n })")
    status(page, "started again")
    is_ready(page)
    for answer in ("signed", "declined", "not-signed"):
        checklist.choose("contact-1.roi", answer)
    is_there(checklist)
    ids = [asked for asked, _ in page.evaluate("window.asked")]
    assert len(ids) > 6
    assert ids == sorted(set(ids))


def test_an_engine_that_fails_twice_is_left_to_the_person(open_checklist):
    checklist = open_checklist()
    checklist.page.add_init_script(REMEMBER)
    page = answered(checklist)
    printed = page.locator(".static-checklist")
    expect(printed).to_have_count(0)  # while it answers they would only slow each answer down
    fail = "window.workers.at(-1).postMessage({ big: 1n })"  # what the worker cannot even read
    page.evaluate(fail)
    status(page, "started again")
    is_ready(page)
    is_there(checklist)
    page.evaluate(fail)
    status(page, "could not go on. What you entered is kept.")
    expect(page.locator('.static-checklist[data-edition="flyer"]')).to_be_visible()
    checklist.press("Try again")
    is_ready(page)
    is_there(checklist)
    expect(printed).to_have_count(0)


def test_a_case_brought_back_while_the_engine_is_gone_leaves_a_way_on(open_checklist, saved):
    checklist = open_checklist()
    checklist.page.add_init_script(REMEMBER)
    page = answered(checklist)
    with page.expect_file_chooser() as waiting:
        page.locator('[data-act="open"]').first.click()
    text = saved("flyer-complete-release-other-state").encode()
    waiting.value.set_files({"name": "c.json", "mimeType": "application/json", "buffer": text})
    checklist.expect_decision("proceed")
    for said in ("started again", "could not go on"):
        page.evaluate("window.workers.at(-1).postMessage({ big: 1n })")
        status(page, said)
        if said == "started again":
            is_ready(page)
            checklist.expect_decision("proceed")
    checklist.press("Bring back the case that was here before")
    # What is on screen is of the other case: nothing of it may be pressed.
    expect(page.locator(".cl-columns")).to_have_attribute("inert", "")
    checklist.press("Try again")
    is_ready(page)
    is_there(checklist)
    expect(page.locator(".cl-columns")).not_to_have_attribute("inert", "")


def halved(folder: Path) -> Callable[[Route], None]:
    def fulfill(route: Route) -> None:
        data = (folder / route.request.url.rpartition(f"/{folder.name}/")[2]).read_bytes()
        route.fulfill(body=data[: len(data) // 2], content_type=kind(route.request.url))

    return fulfill


def blocked(route: Route) -> None:
    route.abort()


def kind(url: str) -> str:
    return {"js": "text/javascript", "asm": "application/wasm", "son": "application/json"}.get(
        url.rpartition(".")[2][-3:].lstrip("."), "application/zip"
    )


def test_a_part_of_the_engine_that_is_cut_off_or_blocked_is_said(checklist, assets):
    page = answered(checklist)
    cut = dict.fromkeys(
        (
            "content.json",
            "stdlib.zip",
            "pyodide.asm.wasm",
            "pyodide.asm.js",
            "pyodide.js",
            "worker.js",
        ),
        halved(assets),
    )
    for name, act in [*cut.items(), *dict.fromkeys(("stdlib.zip", "worker.js"), blocked).items()]:
        page.route(f"**/{name}", act)
        page.reload()
        expect(page.locator("#checklist")).to_have_attribute("data-state", "failed")
        status(page, "What you answered above is kept.")
        status(page, "Try again")
        expect(page.locator(".cl-status")).not_to_contain_text("too long")  # noticed by itself
        expect(checklist.control("member-age", "18-or-older")).to_be_checked()
        page.unroute(f"**/{name}")
    checklist.press("Try again")
    is_ready(page)
    is_there(checklist)


def test_a_file_that_was_changed_is_not_taken(checklist, assets):
    """Whole and readable, but not as it was built."""
    page = checklist.page

    def changed(route: Route) -> None:
        data = (assets / route.request.url.rpartition(f"/{assets.name}/")[2]).read_bytes()
        route.fulfill(
            body=data.replace(b"2026", b"2027", 1) + b"\n", content_type=kind(route.request.url)
        )

    for name in ("content.json", "pyodide.js", "worker.js"):
        page.route(f"**/{name}", changed)
        checklist.open(state="failed")
        status(page, "A part of it did not arrive, or not whole.")
        page.unroute(f"**/{name}")
    page.route("**/checklist.js", changed)
    in_whole_steps(page).goto(f"{checklist.address}/checklist/")
    expect(page.locator(".cl-plain")).to_contain_text("did not arrive whole")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "static")
    expect(page.locator(".static-checklist:visible")).to_have_count(len(EDITIONS))


def test_a_script_that_is_loaded_on_demand_is_not_taken_where_it_was_changed(checklist, assets):
    """No tag of the page names it: the script that loads it knows its digest."""
    page = answered(checklist)
    page.locator("[data-document]").first.click()
    page.route(
        "**/word-processor.js",
        lambda route: route.fulfill(
            body=(assets / "word-processor.js").read_bytes() + b"\ndocument.title = 'changed';",
            content_type="text/javascript",
        ),
    )
    page.locator('.cl-document [data-act="docx"]').click()
    expect(page.locator(".cl-live")).to_contain_text("The file could not be made.")
    expect(page).not_to_have_title("changed")


def test_a_script_of_the_page_that_is_cut_off_or_blocked_is_said(checklist, assets):
    page = checklist.page
    for act in (halved(assets), blocked):
        page.route("**/checklist.js", act)
        in_whole_steps(page).goto(f"{checklist.address}/checklist/?edition=flyer")
        expect(page.locator(".cl-plain")).to_contain_text("Reload the page to try again")
        expect(page.locator(".cl-plain")).to_be_visible()
        expect(page.locator(".static-checklist:visible")).to_have_count(len(EDITIONS))
        page.unroute("**/checklist.js")


def test_storage_that_is_full_in_the_middle_loses_nothing(checklist):
    page = answered(checklist)
    page.evaluate(REFUSE)
    checklist.choose("contact-1.roi", "signed")
    checklist.expect_decision("incomplete")
    expect(page.locator(".cl-news")).to_contain_text("no more room to keep your answers")
    expect(page.locator("#cl-files")).to_contain_text("Save the case to a file before you leave.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_a_copied_tab_says_so_and_goes_its_own_way(checklist):
    page = answered(checklist)
    with page.context.expect_page() as opened:
        page.evaluate("void window.open(location.href)")  # copies what the tab keeps
    copy = opened.value
    is_ready(copy)
    for tab in (page, copy):
        expect(tab.locator(".cl-news")).to_contain_text("open in another tab")
    copy.locator('[data-act="erase"]').click()
    copy.get_by_role("button", name="Clear everything").click()
    expect(copy.locator(".cl-card")).to_have_count(0)
    is_there(checklist)
    page.reload()
    is_ready(page)
    is_there(checklist)
    expect(page.locator(".cl-news")).not_to_contain_text("another tab")


def test_another_case_in_another_tab_is_not_spoken_of(checklist):
    page = answered(checklist)
    other = page.context.new_page()
    in_whole_steps(other).goto(f"{checklist.address}/checklist/?edition=flyer")
    is_ready(other)
    expect(other.locator("#cl-files")).to_be_visible()
    for tab in (page, other):
        expect(tab.locator(".cl-news")).to_have_count(0)


def test_a_case_of_an_older_page_is_opened_without_what_is_not_known(checklist):
    page = answered(checklist)
    page.evaluate(
        """() => {
            const kept = JSON.parse(sessionStorage["coordguide:case"]);
            kept.state.facts["left-handed"] = "yes\u202e" + "s".repeat(5000);
            kept.state.contacts[0].facts["same-roof"] = "yes";
            kept.state.facts["setting"] = "no-longer-a-value";
            sessionStorage["coordguide:case"] = JSON.stringify(kept);
        }"""
    )
    page.reload()
    is_ready(page)
    news = page.locator(".cl-news")
    for fact in ("left-handed", "same-roof", "setting"):
        expect(news).to_contain_text(fact)
    told = news.inner_text()  # to know it again, but for what could turn the line or fill the page
    assert "yesss" in told and "\u202e" not in told and len(told) < 1000
    checklist.choose("setting", "ordinary")
    is_there(checklist)


def test_what_was_kept_and_cannot_be_read_does_not_stop_the_page(checklist):
    page = checklist.page
    page.goto(f"{checklist.address}/portals/")
    for kept in ('{"state":', '{"state": {"facts": null, "contacts": [{}]}}'):
        page.evaluate("(kept) => (sessionStorage['coordguide:case'] = kept)", kept)
        checklist.open("?edition=flyer")
        checklist.choose("member-age", "18-or-older")
        expect(checklist.card()).to_be_visible()


def test_a_case_of_an_edition_that_is_gone_keeps_its_answers(checklist):
    page = answered(checklist)
    page.evaluate(
        """() => {
            const kept = JSON.parse(sessionStorage["coordguide:case"]);
            kept.state.edition = "no-longer";
            sessionStorage["coordguide:case"] = JSON.stringify(kept);
        }"""
    )
    in_whole_steps(page).goto(f"{checklist.address}/checklist/")
    is_ready(page)
    checklist.choose("edition", "flyer")
    is_there(checklist)


@pytest.mark.parametrize(
    ("day", "said"),
    [("2019-03-01", "before these rules were written"), ("2199-03-01", "past their review date")],
)
def test_a_clock_that_cannot_be_right_is_named(day, said, open_checklist):
    checklist = open_checklist()
    checklist.page.clock.set_fixed_time(f"{day}T10:00:00")
    page = checklist.open("?edition=flyer").page
    status(page, said)
    status(page, "Answer as of")
    page.locator("#cl-today").fill("2026-12-15")
    checklist.answer({"state": "NC", **checklist.ADULT})
    expect(page.locator(".cl-card").first).to_be_visible()
    checklist.press("Erase everything")
    checklist.press("Clear everything")
    expect(page.locator(".cl-card")).to_have_count(0)
    status(page, said)


def test_a_clock_that_is_right_is_not_spoken_of(open_checklist):
    checklist = open_checklist()
    checklist.page.clock.set_fixed_time(NOON)
    page = checklist.open("?edition=flyer").page
    expect(page.locator(".cl-status")).not_to_contain_text("clock")


def test_neither_sleep_nor_a_clock_that_is_set_clears_the_page(open_checklist):
    checklist = open_checklist()
    page = checklist.page
    page.clock.install(time=NOON)
    answered(checklist)
    checklist.settle()
    asks = page.locator(".cl-idle-dialog")
    page.clock.fast_forward("08:00:00")  # a laptop that was shut over night
    expect(asks).to_be_visible()
    is_there(checklist)
    page.clock.set_system_time(datetime(2027, 1, 1))
    page.clock.run_for(3_000)
    expect(asks).to_be_visible()
    page.get_by_role("button", name="Keep my answers").last.click()
    is_there(checklist)
    page.clock.run_for(2_000)
    expect(asks).to_be_hidden()
    page.clock.set_system_time(datetime(2026, 1, 1))  # set back: nobody is there for ever
    page.clock.run_for(2_000)
    expect(asks).to_be_visible()
