"""How many presses each task takes, walked by what a person sees, on a telephone.

The tasks are those of people who try the tool; a press on the first page counts, a typed word or
day does not. Beside each bound that is not the one aimed at stands the one aimed at.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

NOON = "2026-06-15T10:00:00"
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}
MOST_SCREENS = 1.5
# The form is read once, with its days; and what was asked for is a list to choose from.
LONG = {"roi-elements": 3.0, "records-requested": 2.0}
PASSPHRASE = "a slow green river"
AZ = "Arizona Complete Health"
EVERY_PART = re.compile("^Every part above is on the form")
NOT_SIGNED = re.compile("^No, not signed yet, and .+ has not said no to sharing")


class Task:
    """Presses what a person sees, counts, and looks how long each step is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.too_long: dict[str, float] = {}

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Press once, and wait for the next step."""
        before = self.here().get_attribute("data-stop")
        self.touch(name, role)
        expect(self.here()).not_to_have_attribute("data-stop", before)
        self.measure()

    def touch(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Press something that leaves the person where they are."""
        exact = isinstance(name, str)
        self.page.locator("#checklist").get_by_role(role, name=name, exact=exact).first.click()
        self.presses += 1

    def choose(self, *names: str) -> None:
        """Press one answer after the other."""
        for name in names:
            self.press(name, "radio")

    def here(self) -> Locator:
        return self.page.locator("#checklist [data-stop]")

    def measure(self) -> None:
        """Keep what is longer than a step may be."""
        step = self.here().get_attribute("data-stop") or ""
        height = self.here().evaluate("step => step.getBoundingClientRect().height / innerHeight")
        if height > MOST_SCREENS:
            self.too_long[step.split(".")[-1]] = height

    def write_days(self) -> None:
        """Write both days of a form."""
        for question, day in (
            ("On what day was it signed?", "2026-01-05"),
            ("What is the last day?", "2026-12-31"),
        ):
            self.page.get_by_label(question).first.fill(day)

    def begin(self, plan: str = AZ) -> None:
        """Say that nobody is in danger, and whose member it is."""
        self.choose("No", plan)

    def up_to_the_release(self, plan: str = AZ, who: str = "Primary care doctor (PCP)") -> None:
        """The usual adult, with ordinary health information, given and asked for."""
        self.begin(plan)
        self.press(who)
        self.press("All 3 are so")
        self.choose("The client" if "Orange" in plan else "The member", "Both")
        self.press(re.compile("^Only this: Ordinary"))

    def expect_answer(self, says: str) -> None:
        expect(self.page.locator(".cl-card .cl-verdict").first).to_contain_text(says)


@pytest.fixture(scope="module")
def phone(browser: Browser, site_url: str) -> Iterator[Page]:
    """One page for all tasks: to start the engine anew for each takes longer than the task."""
    context = browser.new_context(service_workers="block", viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(f"{site_url}/checklist/")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    yield page
    context.close()


@pytest.fixture
def task(phone: Page) -> Iterator[Task]:
    """A task on the cleared page; whose member it is is said there as by a link at home."""
    phone.set_viewport_size(PHONE)
    task = Task(phone)
    yield task
    start_over(phone)
    grown = {step: high for step, high in task.too_long.items() if high > LONG.get(step, 0)}
    assert grown == {}


def start_over(page: Page) -> None:
    page.get_by_role("button", name="Start over").first.click()
    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_role("group", name="Is there an emergency right now?")).to_be_visible()


@pytest.fixture
def home(page: Page, site_url: str) -> Page:
    """The first page, and no engine behind it: none of what is asked there needs one."""
    page.route("**/worker*", lambda route: route.abort())
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}/")
    return page


def test_a_plan_at_home_is_the_answer_to_whose_member_it_is(home: Page) -> None:
    home.get_by_role("article").get_by_role("link", name=AZ).first.click()
    home.get_by_role("radio", name="No", exact=True).click()
    expect(home.get_by_role("group", name="Whose member is this?")).to_be_hidden()


def test_1_a_signed_release_and_the_copied_note(task: Task) -> None:
    task.up_to_the_release()
    task.press("Yes, and the member signed it")
    task.write_days()
    task.press(EVERY_PART)
    task.expect_answer("You may proceed")
    assert task.presses <= 9
    task.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    task.touch("Copy the chart note")
    expect(task.page.locator(".cl-live")).to_contain_text("The note was copied.")
    assert task.presses <= 10
    said = "Her nurse; the medication list; they will fax it"
    task.touch(re.compile("^.?Write down when you talked"))
    task.page.get_by_label("On what day did you talk?").fill("2026-06-15")
    task.page.get_by_role("region", name="After the contact").get_by_role("textbox").last.fill(said)
    expect(task.page.get_by_label("On June 15, 2026: spoke with whom").first).to_have_value(said)
    task.touch("Copy the chart note")
    expect(task.page.locator(".cl-live")).to_contain_text("The note was copied.")
    assert said in task.page.evaluate("navigator.clipboard.readText()")


def test_2_no_release_and_the_printed_form(task: Task) -> None:
    task.page.evaluate("window.print = () => { window.printed = true }")
    task.up_to_the_release()
    task.press(NOT_SIGNED)
    task.expect_answer("Get a release first")
    task.touch("Print the release form")
    task.page.wait_for_function("window.printed")
    assert task.presses <= 9


def test_3_the_school_psychologist_of_a_teen(task: Task) -> None:
    task.begin("Ambetter of North Carolina")
    task.press("School counselor or school psychologist who does not treat")
    task.press(re.compile("^No: 12 to 17.+ The rest is so"))
    task.press(re.compile("^No, a parent or guardian consented; and there is no custody"))
    task.choose("No", "Both", "No")  # and whether the member is treated with others
    task.press(re.compile("^Only this: Ordinary"))
    task.press(NOT_SIGNED)
    task.expect_answer("Stop: do not share")
    expect(task.page.get_by_role("button", name="Print the release form")).to_be_visible()
    assert task.presses <= 10  # aimed at 8


def test_5_and_9_a_hospital_that_does_not_answer(task: Task, tmp_path: Path) -> None:
    """From nothing to the letter; then, with the case kept, one press for each record."""
    page = task.page
    task.begin("Orange County")
    task.press("Hospital or ER")
    task.press("All 3 are so")
    task.choose("The client", "Ask only")
    task.press(re.compile("^Only this: Ordinary"))
    task.press("No; and there is a release that the client signed")
    task.write_days()
    task.press(EVERY_PART)
    task.press(re.compile("^Step 3 of 4"))
    task.touch(re.compile("Discharge summary"))
    page.get_by_label("Asked on", exact=True).fill("2026-05-20")
    for day in ("2026-05-27", "2026-06-03"):
        task.touch(re.compile("^. Asked again$|^Asked again$"))
        page.get_by_label("Asked again on").last.fill(day)
    task.measure()
    task.touch("Open the letter for help")
    expect(page.locator(".cl-document")).to_contain_text("June 3, 2026")
    assert task.presses <= 14  # aimed at 10

    task.touch("Save this case to a file")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    with page.expect_download() as written:
        task.touch("Save with a passphrase")
    file = tmp_path / written.value.suggested_filename
    written.value.save_as(file)
    start_over(page)

    again = Task(page)
    with page.expect_file_chooser() as chooser:
        again.touch("Open a saved case")
    chooser.value.set_files(file)
    passphrase = page.get_by_label("This file is encrypted. Its passphrase:")
    expect(passphrase).to_be_focused()
    passphrase.fill("not this one")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The passphrase is not right").first).to_be_visible()
    passphrase.fill(PASSPHRASE)
    page.keyboard.press("Enter")
    waiting = page.get_by_role("region", name="Waiting for records")
    expect(waiting).to_contain_text("Discharge summary: asked for on May 20, 2026")
    assert again.presses + 1 <= 2  # with the door at home
    again.touch(re.compile("^Arrived today"))
    expect(waiting).to_contain_text("Discharge summary: arrived on June 15, 2026")
    assert again.presses + 1 <= 3
    again.touch(re.compile("^Looked through"))
    expect(waiting).to_be_hidden()


def test_6_what_to_say_to_a_mother_who_calls(home: Page) -> None:
    home.get_by_role("main").get_by_role("link", name="Somebody contacted me").click()
    expect(home.get_by_text("I can’t say whether anyone is or is not")).to_be_visible()
    expect(home.get_by_text("A parent or guardian who chose the care")).to_be_visible()


def test_7_an_emergency(home: Page) -> None:
    """Two presses: the door and the emergency; and one, to the page that says more."""
    home.get_by_role("link", name="I want to contact somebody").click()
    home.get_by_role("radio", name=re.compile("^Yes: a medical emergency")).click()
    said = home.locator(".cl-first:visible")
    expect(said).to_contain_text("Those who give medical care")
    expect(said.get_by_text("Call 911")).to_be_in_viewport()
    home.go_back()
    home.get_by_role("link", name="in danger").click()
    expect(home.get_by_text("Medical staff may get what the emergency needs")).to_be_visible()


def test_an_emergency_that_was_taken_back_holds_nobody_up(home: Page) -> None:
    """By the keys one passes over answers; the next question comes into sight all the same."""
    home.get_by_role("link", name="I want to contact somebody").click()
    expect(home.locator("#checklist")).not_to_have_attribute("data-state", "static")
    home.get_by_role("radio", name="No", exact=True).focus()
    for key in ("ArrowDown", "ArrowUp", "Enter"):
        home.keyboard.press(key)
    expect(home.locator(".cl-first:visible")).to_have_count(0)
    expect(home.get_by_text("Whose member is this?")).to_be_in_viewport()


def test_8_a_care_team_of_five(task: Task) -> None:
    task.up_to_the_release()
    task.press("Yes, and the member signed it")
    task.write_days()
    task.press(EVERY_PART)
    task.press("Psychiatrist")
    task.press("The same for this contact")
    task.press(NOT_SIGNED)
    for written, name in (("teacher", "Teacher or principal"), ("dentist", "Dentist")):
        task.page.get_by_label(re.compile("^Type who it is")).fill(written)
        task.press(name)
        task.press("The same for this contact")
        if name.startswith("Teacher"):  # once in a case: is the member treated with others?
            task.choose("No")
    task.press("Spouse, adult child, sister, brother or other relative")
    task.press("The same for this contact")
    task.choose("No")
    assert task.presses <= 20
    task.page.set_viewport_size(DESK)
    rows = task.page.get_by_role("table", name="Care team").get_by_role("row")
    expect(rows).to_have_count(6)
    rows.first.scroll_into_view_if_needed()
    for row in rows.all()[1:]:
        expect(row.locator(".cl-verdict strong").first).not_to_be_empty()
        expect(row).to_be_in_viewport(ratio=1)


def test_a_blank_form_is_two_presses_from_home(home: Page) -> None:
    home.get_by_role("link", name="I need a form or a letter").click()
    release = home.get_by_role("list").filter(has=home.locator('a[href$="release-hipaa/"]')).first
    release.get_by_role("link", name=AZ).click()
    expect(home.get_by_role("heading", level=1)).to_contain_text("elease")
