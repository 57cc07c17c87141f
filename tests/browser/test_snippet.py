"""The page that makes a portal's two lines: what it writes is what it shows."""

from collections.abc import Callable

import pytest
from axe import serious
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def maker(new_context: Callable[..., BrowserContext], site_url: str) -> Page:
    """The page with its picture ready."""
    # Tall enough for the theme's list of pages, which else is half under its own title.
    size = {"width": 1280, "height": 1600}
    asked = ["clipboard-read", "clipboard-write"]
    page = new_context(viewport=size, permissions=asked).new_page()
    page.goto(f"{site_url}/portals/snippet/")
    drawn(page)
    return page


def drawn(page: Page) -> None:
    frame = page.frame_locator("coordination-checklist iframe")
    expect(frame.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)


def test_what_is_chosen_is_written_shown_and_copied(maker: Page, site_url: str) -> None:
    wrong: list[str] = []
    maker.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    maker.get_by_label("Edition", exact=True).select_option("orange-county-mhp")
    maker.get_by_label("Light or dark").select_option("dark")
    maker.get_by_label("Accent color on dark").fill("#c9a7ff")
    lines = maker.locator(".highlight code").first
    expect(lines).to_contain_text(f'src="{site_url}/embed/coordination-checklist.js"')
    expect(lines).to_contain_text(
        '<coordination-checklist edition="orange-county-mhp" theme="dark">'
    )
    expect(lines).to_contain_text("--coordination-accent-dark: #c9a7ff;")
    frame = maker.frame_locator("coordination-checklist iframe")
    expect(frame.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    expect(frame.locator('input[value="orange-county-mhp"]')).to_be_checked()
    expect(frame.locator(".cl-top .cl-button").first).to_have_css("color", "rgb(201, 167, 255)")
    maker.get_by_role("button", name="Copy the lines").click()
    expect(maker.locator(".snippet-copy [role=status]")).to_have_text("Copied.")
    assert maker.evaluate("navigator.clipboard.readText()") == lines.text_content()
    assert wrong == []


def test_a_color_that_is_not_taken_is_named_with_what_to_do(maker: Page) -> None:
    color, said = maker.get_by_label("Accent color, such as"), maker.locator(".snippet-said")
    color.fill("#fcfcfc")
    expect(said).to_contain_text("“#fcfcfc” does not stand out enough")
    color.fill("purple")
    expect(said).to_contain_text("Write it as #5b2a91.")
    color.fill("#5b2a91")
    expect(said).to_be_empty()


def test_it_is_walked_by_keyboard_and_accessible(maker: Page) -> None:
    maker.get_by_label("A button that opens it").focus()
    maker.keyboard.press("Space")
    door = maker.get_by_role("button", name="How the checklist looks")
    expect(door).to_be_visible()
    expect(maker.locator(".highlight code").first).to_contain_text(" compact>")
    assert serious(maker) == []
    door.press("Enter")
    drawn(maker)
    assert serious(maker) == []
