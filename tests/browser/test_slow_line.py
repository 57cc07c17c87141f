"""A slow line: the page starts as long as something comes, and keeps what came."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pace import in_whole_steps
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from slow_line import Line, over

pytestmark = pytest.mark.browser

SOME = 300_000  # bytes of each file
ALMOST = 15_000  # ms, of the 20 seconds that nothing may come

# In the page: everything that a screen reader was told by its own line.
HEAR = """window.said = [];
addEventListener("DOMContentLoaded", () => {
  const live = document.querySelector(".cl-live, .pr-live");
  if (live) new MutationObserver(() => live.textContent && said.push(live.textContent))
    .observe(live, { childList: true, characterData: true, subtree: true });
});"""


@pytest.fixture
def connect(
    site_dir: Path, new_context: Callable[..., BrowserContext]
) -> Iterator[Callable[[Line], tuple[Page, str]]]:
    """Open a page over a line, its clock in the test's hand; with the address of the site."""
    with ExitStack() as stack:

        def connected(line: Line) -> tuple[Page, str]:
            page = new_context().new_page()
            page.add_init_script(HEAR)
            page.clock.install(time=0)
            page.clock.pause_at(1_000)  # real time would go on beside what is fast-forwarded
            return page, stack.enter_context(over(line, site_dir))

        yield connected


def here(page: Page) -> float:
    """Return how many megabytes the page says are here; less than none where it says nothing."""
    said = page.locator("[role=status]").first.inner_text()
    told = re.search(r"([\d.]+) of [\d.]+\sMB", said)
    return float(told[1]) if told else -1


def arrived(page: Page, more_than: float = -1) -> float:
    """Wait until the page says that more is here, and return how many megabytes."""
    for _ in range(600):
        if (now := here(page)) > more_than:
            return now
        page.wait_for_timeout(100)
    raise AssertionError(f"never more than {more_than} MB")


def state(page: Page, wanted: str) -> None:
    root = page.locator("#checklist, #practice")
    expect(root).to_have_attribute("data-state", wanted, timeout=60_000)


@pytest.mark.parametrize("zips", [False, True], ids=["plain", "compressed"])
@pytest.mark.parametrize("path", ["checklist/?edition=flyer", "practice/flyer/"])
def test_a_line_that_trickles_starts_the_engine_however_long_it_takes(connect, path, zips) -> None:
    line = Line(zips=zips)
    page, address = connect(line)
    page.goto(f"{address}/{path}")
    for _ in range(7):  # much longer than the limit of the checklist and of the practice before
        before = here(page)  # now, since of what was let before some may have come late
        line.let(SOME)
        arrived(page, more_than=before)
        page.clock.fast_forward(ALMOST)
        state(page, "loading")
    line.let()
    state(page, "ready")
    expect(page.locator("[role=status]").first).not_to_contain_text("MB")
    told = [one for one in page.evaluate("said") if "MB" in one]
    assert len(told) <= 3, told


@pytest.mark.parametrize("continues", [True, False], ids=["goes on", "begins anew"])
def test_a_line_that_falls_silent_is_said_and_what_came_is_kept(connect, continues) -> None:
    line = Line(continues=continues)
    page, address = connect(line)
    in_whole_steps(page).goto(f"{address}/checklist/?edition=flyer")
    line.let(2_000_000)
    arrived(page, more_than=5)
    line.hold()
    page.locator('input[name="member-age"][value="18-or-older"]').check()
    page.clock.fast_forward(21_000)
    state(page, "failed")
    expect(page.locator(".cl-status")).to_contain_text("It took too long to arrive")
    expect(page.locator('.static-checklist[data-edition="flyer"]')).to_be_visible()
    before = here(page)
    page.get_by_role("button", name="Try again").click()
    if continues:
        line.let(SOME)
        arrived(page, more_than=before)
    line.let()
    state(page, "ready")
    expect(page.locator('input[name="member-age"][value="18-or-older"]')).to_be_checked()
    if continues:
        assert max(line.asked["pyodide.asm.wasm"]) > 0, "no file went on where it had stopped"


def test_a_line_that_breaks_off_is_taken_up_again_without_a_press(connect) -> None:
    line = Line()
    page, address = connect(line)
    in_whole_steps(page).goto(f"{address}/checklist/?edition=flyer")
    came = 0.0
    for _ in range(3):
        line.let(700_000)
        came = arrived(page, more_than=came + 1)
        line.break_off()
    line.let()
    state(page, "ready")
    assert max(line.asked["pyodide.asm.wasm"]) > 1_000_000


def test_nothing_else_shares_the_line_before_the_engine_is_there(
    site_dir, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(service_workers="allow").new_page()
    line = Line()
    with over(line, site_dir) as address:
        in_whole_steps(page).goto(f"{address}/checklist/?edition=flyer")
        line.let(SOME)
        arrived(page, more_than=0.5)
        page.wait_for_timeout(1_000)
        kept = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
        assert page.evaluate(kept) == 0
        line.let()
        state(page, "ready")
        expect(page.locator("html")).to_have_attribute("data-offline", "kept", timeout=60_000)


def test_a_line_that_brings_nothing_at_all_is_given_up_after_20_seconds(connect) -> None:
    page, address = connect(Line())
    in_whole_steps(page).goto(f"{address}/checklist/?edition=flyer")
    state(page, "loading")
    page.clock.fast_forward(19_000)
    state(page, "loading")
    page.clock.fast_forward(2_000)
    state(page, "failed")
    expect(page.locator(".cl-status")).to_contain_text("It took too long to arrive")


def test_the_engine_is_on_its_way_before_the_pages_own_script(page: Page, site_url: str) -> None:
    """It takes longest, so it begins first; the page's script takes it over, and there is one."""
    asked: list[str] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.route("**/checklist.js", lambda route: held.append(route))
    in_whole_steps(page).goto(f"{site_url}/checklist/?edition=flyer", wait_until="commit")
    root = page.locator("#checklist")
    page.wait_for_timeout(5_000)  # it has said all there is to say, and nobody listened
    assert "pyodide.asm.wasm" in asked
    expect(root).to_have_attribute("data-state", "static")
    for route in held:
        route.continue_()
    expect(root).to_have_attribute("data-state", "ready", timeout=60_000)
    assert asked.count("pyodide.asm.wasm") == 1
    assert len([one for one in page.workers if one.url.endswith("/worker.js")]) == 1


def test_without_the_script_that_comes_first_the_page_starts_the_engine_itself(
    page: Page, site_url: str
) -> None:
    page.route("**/early.js", lambda route: route.abort())
    in_whole_steps(page).goto(f"{site_url}/checklist/?edition=flyer")
    root = page.locator("#checklist")
    expect(root).to_have_attribute("data-state", "ready", timeout=60_000)


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_when_the_script_takes_over(page: Page, site_url: str, width: int) -> None:
    """As built, the page stands as it goes on, and no checklist to print is seen to come and go."""
    held: list[Route] = []
    page.set_viewport_size({"width": width, "height": 800})
    page.route("**/checklist.js", lambda route: held.append(route))
    page.goto(f"{site_url}/checklist/", wait_until="commit")
    root, choice = page.locator("#checklist"), page.locator('[name="emergency"][value="no"]')
    choice.wait_for()
    expect(root).to_have_attribute("data-state", "static")
    before = place_of(choice)
    printed = page.locator(".static-checklist, .cl-jump")
    assert sum(one.bounding_box()["height"] for one in printed.all()) < 5
    page.locator(".cl-plain").evaluate("(told) => told.remove()")  # it says that no script came
    for route in held:
        route.continue_()
    expect(root).to_have_attribute("data-state", "ready", timeout=60_000)
    after = place_of(choice)
    assert abs(after[0] - before[0]) <= 2, (before, after)
    assert abs(after[1] - before[1]) <= 4, (before, after)
    expect(printed).to_have_count(1)  # the links to them, which no style shows
    expect(printed).to_be_hidden()
    expect(page.locator(".cl-panel")).to_be_visible()


def place_of(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    return box["x"], box["y"]
