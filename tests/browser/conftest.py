"""The checklist as a person meets it: opened, answered, read."""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs

import pytest
from answers import ADULT, PRIMARY_CARE
from pace import in_whole_steps
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect
from watching import Watch

from coordguide.engine.case_reader import read_case
from coordguide.model import Content
from coordguide.protocol.saved_case import save
from coordguide.site.serving import demo_portal
from coordguide.site.serving.server import make_both

expect.set_options(timeout=20_000)  # the tests beside us may hold both processors

NOON = "2026-06-15T10:00:00"
"""A day on which the releases of the tests are good."""

CONTENTS = """() => {
    const all = document.getElementById("checklist").cloneNode(true);
    all.querySelector(".cl-live").textContent = "";  // what was said, not what is there
    for (const one of all.querySelectorAll("*")) {  // in one order, whoever made the element
        const found = [...one.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
        for (const { name } of found) one.removeAttribute(name);
        for (const { name, value } of found) one.setAttribute(name, value);
    }
    const parts = document.querySelectorAll("#checklist :is(input, select, textarea, dialog)");
    const set = [...parts].map(({ name, value, checked, open }) => [name, value, checked, open]);
    const kept = Object.keys({ ...sessionStorage, ...localStorage }).filter((name) =>
        name.startsWith("coordguide"));
    const around = [...document.body.children].map(({ localName, className }) =>
        [localName, className]);
    return JSON.stringify([all.outerHTML, set, kept, around, scrollX, scrollY]);
}"""


ASKED_LATER = ("treated-together",)
"""Facts of a case whose question hangs on the release of some contact."""


class Checklist:
    """Answers questions on the page and counts what a person would have to do."""

    ADULT: ClassVar[dict[str, str]] = ADULT
    PRIMARY_CARE: ClassVar[dict[str, str]] = PRIMARY_CARE

    def __init__(self, page: Page, address: str, order: list[str]) -> None:
        self.page = page
        self.address = address
        self.order = order
        self.actions = 0

    def open(self, query: str = "", state: str = "ready") -> "Checklist":
        in_whole_steps(self.page).goto(f"{self.address}/checklist/{query}")
        expect(self.page.locator("#checklist")).to_have_attribute(
            "data-state", state, timeout=60_000
        )
        return self

    def control(self, name: str, value: str) -> Locator:
        return self.page.locator(f'#checklist input[name="{name}"][value="{value}"]')

    def choose(self, name: str, value: str) -> None:
        self.control(name, value).check()
        self.actions += 1

    def change(self, name: str, value: str) -> None:
        """Answer a question whose place was folded to a line, as a person would."""
        self.unfold(name)
        self.choose(name, value)

    def unfold(self, name: str) -> None:
        """Open the place of a question again where it was folded to a line."""
        line = self.page.locator(f'.cl-folded [data-fact="{name.split(".")[-1]}"]')
        place = self.page.locator(".cl-place", has=line)
        place.locator('[data-act="change"]').click()
        self.actions += 1

    def answer(self, answers: dict[str, str], contact: str = "") -> None:
        for fact, value in answers.items():
            self.choose(f"{contact}.{fact}" if contact else fact, value)

    def enter(self, case: dict[str, Any]) -> None:
        """Open the page for a practice case and give its answers as a person would."""
        self.page.clock.set_fixed_time(f"{case['today']}T10:00:00")
        self.open(f"?edition={case['edition']}")
        # Some questions about the case are asked only once it is known what is asked of a contact.
        later = {fact: value for fact, value in case["facts"].items() if fact in ASKED_LATER}
        self.give({fact: v for fact, v in case["facts"].items() if fact not in later})
        for number, contact in enumerate(case["contacts"], start=1):
            if number > 1:
                self.press("Add a contact")
            self.give(contact["facts"], f"contact-{number}.")
        self.give(later)

    def give(self, facts: dict[str, Any], prefix: str = "") -> None:
        """Give answers in the order in which the page asks, whatever kind they are."""
        for fact in sorted(facts, key=self.order.index):
            name, value = prefix + fact, facts[fact]
            if isinstance(value, dict):
                expect(self.page.locator(f'[name^="{name}."]').first).to_be_visible()
                for element, status in value.items():
                    if self.control(f"{name}.{element}", status).count():  # a case may name more
                        self.choose(f"{name}.{element}", status)
            elif isinstance(value, list):
                for one in value:
                    self.choose(name, one)
            elif fact.endswith("-on"):
                self.date(name, str(value))
            elif fact != "roi-expiry-kind" or value != "date":
                self.choose(name, value)

    def date(self, name: str, value: str) -> None:
        self.page.locator(f'#checklist input[name="{name}"]').fill(value)
        self.actions += 1

    def press(self, text: str) -> None:
        self.page.get_by_role("button", name=text).first.click()
        self.actions += 1

    def card(self, contact: str = "contact-1") -> Locator:
        return self.page.locator(f'.cl-card[data-contact="{contact}"]')

    def open_layers(self, within: Locator | None = None) -> None:
        """Show how each layer answers by itself."""
        (within or self.card()).get_by_role("button", name="Each answer by itself").click()
        self.actions += 1

    def row(self, contact: str = "contact-1") -> Locator:
        """A contact in the care team."""
        return self.page.locator(f'.cl-team [data-contact="{contact}"]')

    def expect_decision(self, decision: str, contact: str = "contact-1") -> None:
        """The care team says it, and so does the answer, where this contact is in view."""
        expect(self.row(contact)).to_have_attribute("data-decision", decision)
        if self.row(contact).get_attribute("data-current") is not None:
            expect(self.card(contact)).to_have_attribute("data-decision", decision)

    def contents(self) -> str:
        """Return everything on the page, set in it and kept by it."""
        return self.page.evaluate(CONTENTS)

    def settle(self) -> None:
        """Wait until the engine owes no answer, on a page whose clock is installed.

        It answers in turn, so that what is asked last is answered last. Who puts the clock
        forward before that makes the page believe that the engine is dead.
        """
        self.page.clock.run_for(200)  # papers are asked for a moment after the answer is there
        self.card().get_by_role("button", name="What would change this?").click()
        expect(self.card().locator(".cl-changes li").first).to_be_visible()

    def complete_release(self, contact: str = "contact-1") -> None:
        """Answer the release's questions so that it is signed, complete and current."""
        self.answer({"roi": "signed", "roi-signed-by": "member"}, contact)
        self.press("All of these are on the form")
        self.date(f"{contact}.roi-signed-on", "2026-01-05")
        self.date(f"{contact}.roi-expires-on", "2026-12-31")
        self.press("All 5 are so")  # with the question whether the form fits


class NextCase(Checklist):
    """The checklist on a page where other cases were entered before, all of it erased.

    To start the engine anew for every test would take most of the time of all tests.
    """

    def open(self, query: str = "", state: str = "ready") -> "NextCase":
        """Choose the edition that an address would choose, and the day it is."""
        expect(self.page.locator("#checklist")).to_have_attribute("data-state", state)
        for edition in parse_qs(query.removeprefix("?")).get("edition", []):
            self.control("edition", edition).check()
            expect(self.page.locator("#cl-today")).to_be_visible()
            self.page.evaluate("dispatchEvent(new Event('focus'))")  # a new day is seen at once
            other_day = self.page.get_by_role("button", name="Today", exact=True)
            if other_day.count():
                other_day.click()
        return self

    def erase(self) -> None:
        """Erase what is entered, as a person does before the next case."""
        for erase in self.page.locator('[data-act="erase"]').all():
            erase.click()
            self.page.get_by_role("button", name="Clear everything").click()
            expect(self.page.locator(".cl-card")).to_have_count(0)
        self.page.evaluate("scrollTo(0, 0)")


class Desk:
    """The page that tests share: handed on only where it is in all it shows as a fresh one."""

    def __init__(self, browser: Browser, address: str, order: list[str]) -> None:
        self.browser = browser
        self.address = address
        self.order = order
        self.checklist: NextCase | None = None
        self.fresh = ""

    def next_case(self) -> NextCase:
        """Return the checklist with nothing in it."""
        if self.checklist is None or not self._is_cleared(self.checklist):
            self.close()
            self._open()
        self.checklist.actions = 0
        return self.checklist

    def _is_cleared(self, used: NextCase) -> bool:
        page = used.page
        page.set_default_timeout(5_000)  # what a failed test left is not waited for
        try:
            used.erase()
            page.clock.set_fixed_time(NOON)
            used.open("?edition=flyer").erase()  # a case is of the day on which it was begun
        except (AssertionError, Error):
            return False
        page.set_default_timeout(60_000)
        page.set_viewport_size({"width": 1280, "height": 720})
        return used.contents() == self.fresh

    def _open(self) -> None:
        page = self.browser.new_context(service_workers="block").new_page()
        page.clock.set_fixed_time(NOON)
        self.fresh = Checklist(page, self.address, self.order).open().contents()
        self.checklist = NextCase(page, self.address, self.order)

    def close(self) -> None:
        """Close the page, with all that it kept."""
        if self.checklist:
            self.checklist.page.context.close()
            self.checklist = None


@pytest.fixture
def case(root: Path) -> Callable[[str], dict[str, Any]]:
    """Read a case file by its name."""
    return lambda name: tomllib.loads((root / "checklist" / "cases" / f"{name}.toml").read_text())


@pytest.fixture(scope="session")
def order(content: Content) -> list[str]:
    """Every question in the order in which it is asked."""
    return [question.id for question in content.questions_in_order]


@pytest.fixture(scope="session")
def schema(root: Path) -> dict[str, Any]:
    """The published shape of everything that crosses the frame."""
    return json.loads((root / "checklist/embed/messages.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def demo(site_dir: Path, root: Path) -> Iterator[str]:
    """The demonstration portal as `make serve` runs it."""
    servers = make_both(site_dir, root / demo_portal.FOLDER, 0, 0)
    with ExitStack() as stack:
        for server in servers:
            stack.enter_context(server)
            Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
        yield demo_portal.origins(servers[1])[0]


@pytest.fixture
def fresh_checklist(page: Page, site_url: str, order: list[str]) -> Checklist:
    """The checklist on a fresh page, its clock held on a day the releases of the tests are good."""
    page.clock.set_fixed_time(NOON)
    return Checklist(page, site_url, order)


@pytest.fixture
def checklist(fresh_checklist: Checklist) -> Checklist:
    """The checklist that a module works on: a fresh one, where the module does not say else."""
    return fresh_checklist


@pytest.fixture(scope="session")
def desk(browser: Browser, site_url: str, order: list[str]) -> Iterator[Desk]:
    """The page that tests share."""
    desk = Desk(browser, site_url, order)
    yield desk
    desk.close()


@pytest.fixture
def next_case(desk: Desk) -> NextCase:
    """The checklist for a test that changes nothing but answers; all before it is erased."""
    return desk.next_case()


@pytest.fixture
def open_checklist(
    new_context: Callable[..., BrowserContext], site_url: str, order: list[str]
) -> Iterator[Callable[..., Checklist]]:
    """Open the checklist in a context of one's own: small, dark, without scripts, ..."""

    def opened(address: str = site_url, **options: Any) -> Checklist:
        return Checklist(new_context(**options).new_page(), address, order)

    return opened


@pytest.fixture
def watch(site_url: str) -> Iterator[Watch]:
    watch = Watch(site_url)
    yield watch
    watch.close()


@pytest.fixture
def watched(watch: Watch, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Open a page whose every request, message, line and address is seen."""

    def opened(**options: Any) -> Page:
        context = new_context(**{"service_workers": "allow", "proxy": watch.proxy, **options})
        watch.over(context)
        return context.new_page()

    return opened


@pytest.fixture
def saved(root: Path, content: Content) -> Callable[..., str]:
    """A case as a file that the page opens, in its own edition or in another one."""

    def written(name: str, label: str = "saved", edition: str = "") -> str:
        text = (root / "checklist" / "cases" / f"{name}.toml").read_text("utf-8")
        known = json.loads(json.dumps(tomllib.loads(text), default=str))
        parts = ("edition", "today", "facts", "contacts")
        known["edition"] = edition or known["edition"]
        if content.editions[known["edition"]].state:
            known["facts"].pop("state", None)
        return save(content, read_case({part: known[part] for part in parts}, content), label)

    return written
