"""The journey and the frames in Firefox and in a WebKit, both Debian's.

What is not tried here is told in ``docs/portals/browsers.md``.
"""

import json
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from answers import ADULT, PRIMARY_CARE, of_contact
from jsonschema_rs import Draft202012Validator
from other_browsers import firefox, webkit
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

pytestmark = pytest.mark.browser

# How each is started, and how a date is typed into its field.
BROWSERS = {"firefox": (firefox, "%Y-%m-%d"), "webkit": (webkit, "%m/%d/%Y")}

NOT_YET = [
    NoSuchElementException,
    StaleElementReferenceException,
    ElementNotInteractableException,
    ElementClickInterceptedException,
    TimeoutException,
]


class Screen:
    """A browser as a person uses it, who waits until a thing is there before pressing it."""

    def __init__(self, driver: WebDriver, date_format: str) -> None:
        self.driver = driver
        self.date_format = date_format
        self.frame: WebElement | None = None
        self.told_errors: set[str] = set()
        self.wait = WebDriverWait(driver, 120, 0.1, NOT_YET)

    def find(self, selector: str) -> WebElement:
        return self.wait.until(lambda driver: driver.find_element("css selector", selector))

    def press(self, how: str, what: str, shows: str) -> None:
        """Press a thing until it shows: an answer just drawn may move it from under the pointer."""

        def is_shown(driver: WebDriver) -> bool:
            return bool(driver.find_elements("css selector", shows))

        def pressed(driver: WebDriver) -> bool:
            self.try_again_if_told()
            if not is_shown(driver):
                element = driver.find_element(how, what)
                self.show(element)
                element.click()
                WebDriverWait(driver, 3, 0.05).until(is_shown)
            return True

        try:
            self.wait.until(pressed)
        except TimeoutException as late:
            page = self.find("body")
            state = page.find_element("id", "checklist").get_attribute("data-state")
            raise AssertionError(f"{what} never showed {shows}; {state}: {page.text}") from late

    def try_again_if_told(self) -> None:
        """Do what the page says where Python took too long, on a machine that is busy."""
        failed = "#checklist[data-state=failed] button"
        for button in self.driver.find_elements("css selector", failed):
            if "Try again" in button.text:
                self.told_errors = {"error"}
                self.show(button)
                button.click()

    def show(self, element: WebElement) -> None:
        """Bring it into view. WebKit's driver does not do so by itself, least of all in a frame."""
        look = """arguments[0].scrollIntoView({ block: "center" });
            return arguments[0].getBoundingClientRect().y"""
        inside = self.driver.execute_script(look, element)
        if self.frame:
            scroll = """const { y } = arguments[0].getBoundingClientRect();
                scrollBy(0, y + arguments[1] - innerHeight / 2);"""
            self.driver.switch_to.default_content()
            self.driver.execute_script(scroll, self.frame, inside)
            self.driver.switch_to.frame(self.frame)

    def button(self, text: str, shows: str) -> None:
        self.press("xpath", f"//button[contains(normalize-space(), '{text}')]", shows)

    def answer(self, answers: dict[str, str]) -> None:
        for name, value in answers.items():
            control = f'#checklist input[name="{name}"][value="{value}"]'
            self.press("css selector", control, f"{control}:checked")

    def date(self, name: str, day: date) -> None:
        self.find(f'#checklist input[name="{name}"]').send_keys(day.strftime(self.date_format))

    def enter_frame(self, edition: str) -> None:
        """Go into one of a portal's checklists and wait for its Python."""
        frame = f"""return document.querySelector("coordination-checklist[edition={edition}]")
            .shadowRoot?.querySelector("iframe")"""
        self.leave_frame()
        self.frame = self.wait.until(lambda driver: driver.execute_script(frame))
        self.driver.switch_to.frame(self.frame)
        self.start_python()

    def start_python(self) -> None:
        """Wait until answers are worked out."""

        def is_ready(driver: WebDriver) -> bool:
            self.try_again_if_told()
            return bool(driver.find_elements("css selector", "#checklist[data-state=ready]"))

        self.wait.until(is_ready)

    def leave_frame(self) -> None:
        self.frame = None
        self.driver.switch_to.default_content()


def card(decision: str) -> str:
    return f'.cl-card[data-contact="contact-1"][data-decision="{decision}"]'


@pytest.fixture(scope="module")
def paths(root: Path) -> dict[str, str]:
    """Where the browsers and what they need are, installed now if they are missing."""
    found = subprocess.run(
        [root / "tests/find-other-browsers"], check=True, capture_output=True, text=True
    )
    return dict(zip(("firefox", "webkit", "driver", "screen"), found.stdout.split(), strict=True))


@pytest.fixture(scope="module", params=BROWSERS)
def screen(
    request: pytest.FixtureRequest,
    paths: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Screen]:
    start, date_format = BROWSERS[request.param]
    with start(paths, tmp_path_factory.mktemp(request.param)) as driver:
        yield Screen(driver, date_format)


def test_a_complete_release_leads_to_a_note(screen: Screen, site_url: str) -> None:
    today = date.today()
    screen.driver.get(f"{site_url}/checklist/?edition=arizona-complete-health")
    screen.start_python()
    screen.button("Show whole steps", shows='#checklist input[name="member-age"]')
    screen.answer({**ADULT, **of_contact(PRIMARY_CARE)})
    screen.find(card("incomplete"))
    screen.answer({"contact-1.roi": "signed", "contact-1.roi-signed-by": "member"})
    screen.button("All of these are on the form", shows=".cl-complete")
    screen.date("contact-1.roi-signed-on", today - timedelta(days=30))
    screen.date("contact-1.roi-expires-on", today + timedelta(days=300))
    screen.button("All 5 are so", shows=card("proceed"))
    screen.answer({"contact-1.need": "quick-clarification", "contact-1.channels": "phone"})
    screen.button("Nothing to request", shows='.cl-chip[aria-pressed="true"]')
    screen.answer({"contact-1.findings": "none"})
    screen.button("Nobody yet", shows=".cl-steps li:nth-child(4) [data-done=true]")
    assert len(screen.driver.find_elements("css selector", ".cl-steps [data-done=true]")) == 4
    # While an answer is on its way the note is empty: it tells none of older facts.
    note = screen.wait.until(lambda driver: driver.find_element("css selector", "#cl-note").text)
    assert "You may proceed" in note
    assert "Phone" in note


def test_two_editions_in_the_demonstration_portal(
    screen: Screen, demo: str, schema: dict[str, Any]
) -> None:
    screen.driver.get(demo)
    screen.enter_frame("orange-county-mhp")
    screen.find('input[value="orange-county-mhp"]:checked')
    screen.enter_frame("arizona-complete-health")
    screen.answer({**ADULT, **of_contact(PRIMARY_CARE), "contact-1.roi": "not-signed"})
    screen.find(card("get-roi-first"))
    screen.leave_frame()
    told = screen.wait.until(enough_events)
    # A portal hears of an error exactly where the page said that the engine took too long.
    assert {event["type"] for _, event in told} == {"ready", "resize", "step", *screen.told_errors}
    check = Draft202012Validator(schema)
    for _, event in told:  # ids and versions only
        check.validate({"ns": "coordination-checklist", "v": 1, "from": "frame", **event})
    assert "18-or-older" not in str(told)


def enough_events(driver: WebDriver) -> list[tuple[str, dict[str, Any]]] | None:
    """Return what the portal's page was told, once both are ready and one was answered."""
    script = "return [...document.querySelectorAll('.told li')].map((line) => line.textContent)"
    lines = [line.split(" ", 2) for line in driver.execute_script(script)]
    told = [(edition[:-1], {"type": kind, **json.loads(detail)}) for edition, kind, detail in lines]
    ready = {edition for edition, event in told if event["type"] == "ready"}
    steps = {event["step"] for edition, event in told if event["type"] == "step"}
    return told if len(ready) == 2 and "release" in steps else None
