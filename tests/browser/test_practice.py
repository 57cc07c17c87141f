"""The practice as a trainee meets it on the site: by keyboard, interrupted, judged, printed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe import serious
from going_back import back, new_page
from pace import in_whole_steps
from playwright.sync_api import Page, expect
from watching import holding

from coordguide.engine.evaluation import evaluate
from coordguide.model import Content
from coordguide.practice import Lesson, PosedDecision, Practice, Progress, pose
from coordguide.practice.progress import CaseWork, write

pytestmark = pytest.mark.browser

FLYER = "flyer"
EMPTY = "practice-flyer-nothing-signed"
STATE = "practice-flyer-which-state"
KEPT = "coordguide:practice:"

Tries = dict[tuple[str, str], list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def practice(site_dir: Path, content: Content) -> Practice:
    """The courses and cases of the built site."""
    (file,) = site_dir.glob("assets/coordguide/*/practice.json")
    return Practice.from_bundle(json.loads(file.read_text("utf-8")), content)


@pytest.fixture(scope="module")
def posed(content: Content) -> Callable[[Lesson], tuple[PosedDecision, ...]]:
    """Pose every decision of a case."""

    def pose_all(lesson: Lesson) -> tuple[PosedDecision, ...]:
        view = evaluate(content, lesson.case)
        return tuple(pose(content, view, lesson, decision) for decision in lesson.decisions)

    return pose_all


@pytest.fixture
def worked(practice: Practice, posed) -> Callable[..., str]:
    """Progress as the page keeps it: the whole course right at once, save for these tries."""

    def make(course: str, other: Tries | None = None) -> str:
        progress = Progress(course)
        for case in practice.courses[course].cases:
            tries = [
                (other or {}).get((case, one.decision.id), [one.correct])
                for one in posed(practice.lessons[case])
            ]
            progress.works[case] = CaseWork(tries)
        return write(progress, practice, posed)

    return make


@pytest.fixture
def open_course(site_url: str) -> Callable[..., Page]:
    """Open a course, with the progress that the browser kept of it."""

    def opened(page: Page, course: str, kept: str = "") -> Page:
        # In the address only once: what the page keeps later must survive a reload.
        page.goto(f"{site_url}/practice/")
        if kept:
            page.evaluate(
                "([name, text]) => localStorage.setItem(name, text)", [KEPT + course, kept]
            )
        page.goto(f"{site_url}/practice/{course}/")
        expect_ready(page)
        return page

    return opened


def expect_ready(page: Page) -> None:
    expect(page.locator("#practice")).to_have_attribute("data-state", "ready", timeout=60_000)


def test_a_case_is_worked_by_keyboard_alone_and_goes_on_after_a_reload(page, open_course):
    open_course(page, FLYER)
    live = page.locator(".pr-live")
    page.get_by_role("button", name="Start: The empty folder").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The empty folder")).to_be_focused()

    page.locator('[data-step="1-release"]').get_by_role("button", name="Decide").focus()
    page.keyboard.press("Enter")
    expect(live).to_have_text("Mark an answer first.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(live).to_contain_text("Hint: What is in the folder?")
    expect(page.get_by_role("button", name="Decide")).to_be_focused()

    page.locator('[name="1-release"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    verdict = page.locator('[data-step="1-release"] .pr-verdict')
    expect(verdict).to_be_focused()
    expect(verdict).to_contain_text("one try is left")
    page.keyboard.press("Tab")
    expect(page.locator('[name="1-release"]').first).to_be_focused()

    page.reload()
    expect_ready(page)
    expect(page.get_by_text("You are back where you stopped.")).to_be_visible()
    expect(page.get_by_role("heading", name="The empty folder")).to_be_focused()
    expect(page.locator('[data-step="1-release"] .pr-verdict')).to_contain_text("one try is left")
    page.locator('[name="1-release"]').first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator('[data-step="1-release"] .pr-verdict')).to_contain_text("at the second try")
    why = page.locator('[data-step="1-release"] .pr-why')
    expect(why.get_by_role("link", name=re.compile("CON-1")).first).to_be_visible()
    expect(page.locator('[data-step="2-decision"] legend')).to_be_visible()
    page.get_by_role("button", name="All cases of this course").press("Enter")
    expect(page.locator(f'[data-case="{EMPTY}"]')).to_contain_text("1 of 3 decisions made")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(
    new_context, open_course, worked, scheme
):
    size = {"width": 360, "height": 740}
    context = new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    course = "ambetter-north-carolina"
    case = "practice-nc-said-no"
    kept = worked(course, {(case, "1-decision"): [("proceed",)], (case, "2-tell"): []})
    page = open_course(context.new_page(), course, kept)
    seen = [serious(page)]
    page.locator(f'[data-case="{case}"] button').click()
    expect(page.locator(".pr-critical")).to_be_visible()
    seen.append(serious(page))
    page.locator('[data-step="1-decision"] input[value="stop"]').check()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator('[data-step="2-tell"] fieldset')).to_be_visible()
    seen.append(serious(page))
    open_course(page, FLYER, worked(FLYER))
    page.get_by_role("button", name="See the result").click()
    page.get_by_label("Your name").fill("Sam Example")
    expect(page.locator(".pr-certificate")).to_be_visible()
    seen.append(serious(page))
    assert seen == [[], [], [], []]
    assert page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]


def test_a_critical_error_must_be_worked_again_before_the_course_is_passed(
    page, open_course, worked
):
    course, case = "arizona-complete-health", "practice-az-emergency-room"
    wrong = {(case, "3-decision"): [("act-now",), ("stop",)]}
    open_course(page, course, worked(course, wrong))
    row = page.locator(f'[data-case="{case}"]')
    expect(row).to_contain_text("1 critical error")
    page.get_by_role("button", name="See the result").click()
    expect(page.locator(".pr-outcome")).to_have_text(re.compile("Not passed yet"))
    expect(page.get_by_text("95 %: 23 of 24 decisions right")).to_be_visible()
    expect(page.locator(".pr-certificate-part")).to_have_count(0)
    review = page.locator(".pr-review")
    link = review.get_by_role("link", name=re.compile("What each answer means"))
    assert link.get_attribute("href").endswith(f"editions/{course}/answers/#stop")
    review.get_by_role("button", name="Work this case again").click()
    for step, choice in (
        ("1-decision", "act-now"),
        ("2-decision", "act-now"),
        ("3-decision", "stop"),
    ):
        page.locator(f'[data-step="{step}"] input[value="{choice}"]').check()
        page.get_by_role("button", name="Decide").click()
        expect(page.locator(f'[data-step="{step}"] .pr-why')).to_be_visible()
    page.get_by_role("button", name="See the result").click()
    expect(page.locator(".pr-outcome")).to_have_text(re.compile("Passed"))
    expect(page.get_by_text("1 case was worked again.")).to_be_visible()


def test_the_certificate_prints_as_a_tagged_sheet_and_nobody_keeps_the_name(
    watch, watched, open_course, worked, content
):
    page = watched(service_workers="block")
    open_course(page, FLYER, worked(FLYER))
    before = len(watch.sent)
    page.get_by_role("button", name="See the result").click()
    page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    page.get_by_role("button", name="Print the certificate").click()
    expect(page.get_by_text("Write your name first.")).to_be_visible()
    name = page.get_by_label("Your name")
    expect(name).to_be_focused()
    text_fields = page.locator("#practice :is(textarea, input:not([type=radio], [type=checkbox]))")
    expect(text_fields).to_have_count(1)
    for unwanted in ("spellcheck", "writingsuggestions"):  # some browsers send away what is typed
        expect(name).to_have_attribute(unwanted, "false")
    canaries = [f"Zzq {number} {what}" for number, what in enumerate(("Canary", "Ünal", "O'Hen"))]
    sheet = page.locator(".pr-certificate")
    for canary in canaries:
        name.fill(canary)
        expect(sheet).to_contain_text(canary)
    for words in ("The flyer", "100 %", content.version, content.sha256, "Self-issued"):
        expect(sheet).to_contain_text(words)
    expect(sheet.locator("time")).to_have_attribute("datetime", re.compile(r"\d{4}-\d\d-\d\d"))
    page.get_by_role("button", name="Print the certificate").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    pdf = page.pdf(tagged=True)
    for tag in (b"/StructTreeRoot", b"/S /H2", b"/S /Table", b"/S /TH"):
        assert tag in pdf, tag
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert holding(watch.places(page), canaries) == set()
    assert [url for _, url, _ in watch.sent[before:]] == []
    assert watch.abroad() == []
    page.reload()
    expect_ready(page)
    page.get_by_role("button", name="See the result").click()
    expect(page.get_by_label("Your name")).to_have_value("")


def test_the_name_is_gone_for_who_goes_back(keeping_browser, open_course, worked, site_url):
    """A browser may show the page as it was left."""
    page = open_course(new_page(keeping_browser), FLYER, worked(FLYER))
    page.get_by_role("button", name="See the result").click()
    page.get_by_label("Your name").fill("Zzq Canary")
    expect(page.locator(".pr-certificate")).to_contain_text("Zzq Canary")
    page.goto(f"{site_url}/guide/")
    back(page, f"{site_url}/practice/{FLYER}/")
    expect(page.get_by_label("Your name")).to_have_value("")
    expect(page.locator(".pr-certificate")).to_have_count(0)
    expect(page.get_by_text("9 of 9 decisions")).to_be_visible()
    assert "Zzq" not in page.content()
    page.context.close()


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("0|flyer||whatever", "kept by an older version"),
        ("not progress at all", "cannot be read"),
        (f"1|flyer|{EMPTY}|{EMPTY}~000000~1~,,", "The empty folder"),
    ],
    ids=["older", "foreign", "changed"],
)
def test_progress_of_another_version_is_named_and_the_trainee_goes_on(
    page, open_course, kept, words
):
    open_course(page, FLYER, kept)
    expect(page.locator(".pr-news")).to_contain_text(words)
    page.locator(f'[data-case="{EMPTY}"] button').click()
    expect(page.locator('[data-step="1-release"]')).to_be_visible()


def test_what_cannot_be_kept_is_said_retried_and_saved_as_a_file(page, open_course):
    page.add_init_script(
        "Storage.prototype.setItem = function () { throw new DOMException('full'); }"
    )
    open_course(page, FLYER)
    page.locator(f'[data-case="{STATE}"] button').click()
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("This browser keeps nothing for this page.")
    page.locator('[data-step="1-release"] input[value="valid"]').check()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator('[data-step="2-decision"]')).to_be_visible()
    with page.expect_download() as saved:
        notice.get_by_role("button", name="Save the result as a file").click()
    file = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert file["kind"] == "coordguide-practice-result"
    assert [one["result"] for one in file["decisions"]] == ["correct"]
    assert file["standing"]["right"] == 1
    notice.get_by_role("button", name="Retry").click()
    expect(notice).to_be_visible()
    page.evaluate("delete Storage.prototype.setItem")
    page.evaluate("Storage.prototype.setItem = function (name, text) { this[name] = text; }")
    notice.get_by_role("button", name="Retry").click()
    expect(notice).to_have_count(0)
    expect(page.locator(".pr-live")).to_have_text("Everything is reported now.")


def test_starting_over_asks_first(page, open_course, worked):
    open_course(page, FLYER, worked(FLYER))
    other = open_course(page.context.new_page(), FLYER)
    page.get_by_role("button", name="Start the course over").click()
    expect(page.get_by_role("button", name="Keep my progress")).to_be_focused()
    page.get_by_role("button", name="Keep my progress").click()
    expect(page.get_by_text("9 of 9 decisions made")).to_be_visible()
    page.get_by_role("button", name="Start the course over").click()
    page.get_by_role("button", name="Clear it").click()
    # In the other tab as well, which would else bring back what it shows with its next decision.
    for tab in (page, other):
        expect(tab.get_by_text("0 of 9 decisions made")).to_be_visible()


def test_without_scripts_the_cases_are_there_to_read(new_context, site_url, practice):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_url}/practice/{FLYER}/")
    expect(page.get_by_text("Practice needs scripts and WebAssembly")).to_be_visible()
    for case in practice.courses[FLYER].cases:
        expect(page.get_by_role("heading", name=practice.lessons[case].title)).to_be_visible()
    expect(page.locator(".pr-document").first).to_be_visible()
    table = page.request.get(f"{site_url}/practice/{FLYER}.csv").text().splitlines()
    assert table[0].startswith("course,passing mark (%),section,case,title,edition,decisions")
    assert len(table) == 1 + len(practice.courses[FLYER].cases)
    assert table[1].startswith(f"flyer,80,The release,{EMPTY},The empty folder,flyer,3")


def test_the_checklist_does_not_fetch_the_practice(page, site_url):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    in_whole_steps(page).goto(f"{site_url}/checklist/")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    assert [url for url in asked if "practice" in url] == []
