"""What works in which frame: each is tried, and must be as the page about frames says."""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from answers import ADULT, PRIMARY_CARE, of_contact
from playwright.sync_api import BrowserContext, BrowserType, Frame, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

pytestmark = pytest.mark.browser

QUERY = "?edition=arizona-complete-health"
OPEN = "allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"
ISOLATED = {
    "/": {
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
}
ANSWERS = {**ADULT, **of_contact({**PRIMARY_CARE, "roi": "not-signed"})}
BLOCKED = ".cl-blocked"
MOMENT = 1500  # ms in which something would have happened


def element(attributes: str = "") -> str:
    return (
        '<script type="module" src="CHECKLIST/embed/coordination-checklist.js"></script>'
        f'<coordination-checklist edition="arizona-complete-health" {attributes}>'
        "</coordination-checklist>"
    )


def iframe(sandbox: str = "") -> str:
    return f'<iframe {sandbox} width="1000" height="700" src="CHECKLIST/embed/{QUERY}"></iframe>'


PORTALS = {
    "element": element(),
    "element-cookies": element('case="sample-1"'),
    "element-same-site": element('case="sample-1"'),
    "element-isolated": element(),
    "element-sandbox": element("sandbox"),
    "element-sandbox-open": element(f'sandbox="{OPEN}"'),
    "iframe": iframe(),
    "iframe-sandbox": iframe('sandbox="allow-scripts"'),
    "iframe-sandbox-origin": iframe('sandbox="allow-scripts allow-same-origin"'),
}


@pytest.fixture(scope="session")
def known(root: Path) -> dict[str, dict[str, str]]:
    frames = tomllib.loads((root / "checklist/embed/frames.toml").read_text("utf-8"))["frames"]
    return {frame["id"]: frame["finds"] for frame in frames}


@pytest.fixture
def contexts(
    new_context: Callable[..., BrowserContext],
    chromium: BrowserType,
    start_with: dict[str, Any],
    tmp_path: Path,
) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser for each kind of frame: one that lets other sites keep something, or the usual."""
    usual = new_context()
    lenient = tmp_path / "lenient"
    settings = lenient / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"profile": {"cookie_controls_mode": 0}}))
    other = chromium.launch_persistent_context(lenient, **start_with)
    yield lambda kind: other if kind == "element-cookies" else usual
    other.close()


def test_each_frame_does_what_its_page_says(
    contexts, serve, site_url: str, tmp_path: Path, known: dict[str, dict[str, str]]
) -> None:
    assert list(known) == ["link", *PORTALS]
    found = {"link": try_out(contexts("link"), f"{site_url}/embed/{QUERY}")}
    for kind, body in PORTALS.items():
        html = f"<!doctype html><h1>Portal</h1>{body.replace('CHECKLIST', site_url)}"
        table = ISOLATED if kind == "element-isolated" else {}
        with serve(tmp_path, table, {"/": html.encode()}) as address:
            is_same = kind == "element-same-site"
            at = address if is_same else address.replace("127.0.0.1", "localhost")
            found[kind] = try_out(contexts(kind), at)
    assert found == known


def try_out(context: BrowserContext, address: str) -> dict[str, str]:
    """Use the checklist in one frame and say what came of it, by column."""
    page = context.new_page()
    page.goto(address)
    frame = page.frames[-1]
    root = frame.locator("#checklist")
    expect(root).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(root).to_have_css("font-size", "16px")  # the styles came too
    expect(root.locator(".cl-place").first).to_have_css("border-top-style", "solid")
    for name, value in ANSWERS.items():
        frame.locator(f'input[name="{name}"][value="{value}"]').check()
    card = frame.locator(".cl-card")
    expect(card).to_have_attribute("data-decision", "get-roi-first")
    frame.get_by_role("button", name="Open “Summary").first.click()
    expect(frame.locator("#cl-note")).to_be_visible()
    finds = {
        "decides": "yes",
        "keeps": keeps(frame),
        "saves": saves(page, frame),
        "prints": prints(frame),
        "copies": copies(frame),
        "links": links(context, frame),
    }
    page.close()
    return finds


def keeps(frame: Frame) -> str:
    if "Nothing is kept here" in frame.locator(".cl-status").inner_text():
        return "told"
    return "yes" if "not-signed" in frame.evaluate("JSON.stringify(sessionStorage)") else "no"


def saves(page: Page, frame: Frame) -> str:
    files: list[Any] = []
    page.on("download", lambda file: files.append(file))
    press_save(frame)
    frame.locator('[data-act="save-unlocked"]').click()
    wait(frame, lambda: files)
    if files:
        if frame.evaluate("self.origin") == "null":  # which offers the text, too, a moment later
            frame.locator(BLOCKED).wait_for()
        close(frame)
        return "yes"
    text = frame.locator(f"{BLOCKED} textarea")
    if text.count() and "coordguide-case" in text.input_value():
        close(frame)
        return "told"
    return "no"


def press_save(frame: Frame) -> None:
    """Press Save until it asks, as a person does whose first press a scrolling page took away."""
    asked = frame.locator('[data-act="save-unlocked"]')
    for _ in range(3):
        frame.locator('#cl-files [data-act="save"]').click()
        with suppress(PlaywrightTimeout):
            return asked.wait_for(timeout=20_000)
    raise AssertionError(f"Save never asked: {frame.locator('#cl-files').inner_text()!r}")


def prints(frame: Frame) -> str:
    frame.evaluate("addEventListener('beforeprint', () => (window.printed = true))")
    frame.locator('.cl-note-part [data-act="print"]').click()
    wait(frame, lambda: frame.evaluate("window.printed") or frame.locator(BLOCKED).count())
    if frame.evaluate("window.printed"):
        frame.evaluate("dispatchEvent(new Event('afterprint'))")
        return "yes"
    return close(frame)


def copies(frame: Frame) -> str:
    frame.get_by_role("button", name="Copy the note").click()
    expect(frame.locator(".cl-said")).not_to_be_empty()
    return "yes" if "copied" in frame.locator(".cl-said").inner_text() else "told"


def links(context: BrowserContext, frame: Frame) -> str:
    opened: list[Page] = []
    context.on("page", lambda one: opened.append(one))
    frame.locator(".cl-card a[href*='sources']").first.click()
    wait(frame, lambda: opened or frame.locator(BLOCKED).count())
    if not opened:
        return close(frame)
    opened[0].wait_for_url("**/sources/**")
    opened[0].close()
    return "yes"


def close(frame: Frame) -> str:
    """Close the words that stand in for what is forbidden, if there are any."""
    if not frame.locator(BLOCKED).count():
        return "no"
    frame.locator(f"{BLOCKED} button").click()
    return "told"


def wait(frame: Frame, happened: Callable[[], Any]) -> None:
    for _ in range(MOMENT // 50):
        if happened():
            return
        frame.page.wait_for_timeout(50)
