"""To go back, in a browser that keeps the pages one left, as people's browsers do."""

from contextlib import suppress

from playwright.sync_api import Browser, Error, Page
from waiting import tries

KEPT = """addEventListener("pageshow", ({ persisted }) => {
    if (persisted) history.replaceState({ ...history.state, wasKept: true }, "");
})"""


def new_page(keeping_browser: Browser) -> Page:
    """Open a page, in a context of its own, that tells when the browser had kept it."""
    context = keeping_browser.new_context(service_workers="block")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.add_init_script(KEPT)
    return page


def back(page: Page, address: str) -> None:
    """Go to a page that the browser kept, the one before, and wait until it is there."""
    with page.expect_event("framenavigated", lambda frame: frame == page.main_frame):
        page.evaluate("history.back()")
    page.wait_for_url(address, wait_until="commit")
    for _ in tries(page):
        with suppress(Error):  # between two pages, where it is loaded anew
            if page.evaluate("history.state?.wasKept === true"):
                return
    raise AssertionError("The browser loaded the page anew by itself.")
