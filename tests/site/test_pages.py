"""Every page of the site in a real browser: quiet, from one origin, and accessible."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe import told, violations
from playwright.sync_api import BrowserContext, Page, Request, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def addresses(site_dir: Path) -> list[str]:
    """The path of every page, from the built files."""
    pages = [path.parent.relative_to(site_dir).as_posix() for path in site_dir.rglob("index.html")]
    return ["/" if page == "." else f"/{page}/" for page in sorted(pages)]


def test_no_page_asks_another_origin_or_breaks_its_policy(
    new_context: Callable[..., BrowserContext], site_url: str, addresses: list[str]
) -> None:
    page = new_context(service_workers="allow").new_page()
    asked: list[Request] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for address in [*addresses, "/no-such-page/"]:
        page.goto(site_url + address)
        if address == "/checklist/":
            page.locator("#checklist[data-state=ready]").wait_for()
    expected = "404 (Not Found)"  # what a browser says of the page that is not there
    assert [line for line in said if expected not in line] == []
    elsewhere = {
        r.url for r in asked if urlsplit(r.url).scheme != "data" and not r.url.startswith(site_url)
    }
    assert elsewhere == set()
    assert len(asked) > len(addresses)


def test_search_finds_a_statement(page: Page, site_url: str) -> None:
    page.goto(site_url + "/")
    query = page.locator("[data-md-component=search-query]").first
    query.click()  # the index is fetched when somebody turns to the search
    query.press_sequentially("CON-1")
    page.locator(".md-search-result__link[href*='CON-1']").first.wait_for()


def test_colors_can_be_switched(page: Page, site_url: str) -> None:
    page.goto(site_url + "/")
    body = page.locator("body")
    before = body.get_attribute("data-md-color-scheme")
    page.locator("label[title='Switch to dark colors']").click()
    expect(body).not_to_have_attribute("data-md-color-scheme", before)
    page.get_by_label("Switch to light colors").wait_for(state="attached")


def test_citations_lead_to_their_place(page: Page, site_url: str) -> None:
    page.goto(site_url + "/editions/flyer/")
    page.locator("a.cite[href$='#CON-1']").first.click()
    page.locator("#CON-1").wait_for()
    assert urlsplit(page.url).path == "/sources/"
    assert "release" in page.locator("#CON-1 + p").inner_text()


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/sources/",
        "/editions/",
        "/editions/orange-county-mhp/",
        "/editions/orange-county-mhp/obstacles/",
        "/guide/",
        "/guide/release/",
        "/guide/who/",
        "/guide/members/",
        "/guide/forms/",
        "/forms/arizona-complete-health/release-hipaa/",
        "/forms/flyer/ca/consent-part-2/",
        "/forms/orange-county-mhp/meeting-agenda/",
        "/glossary/",
        "/paper/",
    ],
)
def test_pages_are_accessible(new_context, site_url: str, address: str, colors: str) -> None:
    context = new_context(color_scheme=colors)
    page = context.new_page()
    page.goto(site_url + address)
    assert told(violations(page)) == []
