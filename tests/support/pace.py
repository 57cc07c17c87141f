"""The pace of the checklist: tests of answers see whole steps, as who is practised does."""

from playwright.sync_api import Page

WHOLE_STEPS = """try {
    // Assigned, for tests in which the page itself may keep nothing.
    if (top === self) localStorage["coordguide:pace"] = "whole";
} catch {
    // A page that may keep nothing.
}"""


def in_whole_steps(page: Page) -> Page:
    """Have a page show whole steps, as if the person had asked for them before."""
    page.add_init_script(WHOLE_STEPS)
    return page
