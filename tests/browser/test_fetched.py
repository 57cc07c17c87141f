"""What a page's scripts fetch is used as it was built, or not at all."""

import json

import pytest
from pace import in_whole_steps
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

# A worker that says the engine is ready, as a changed one could.
FORGED = """self.postMessage({ v: 1, type: "event", event: "ready", loaded: { v: 1, id: 0,
  type: "loaded", engine: "9", editions: [], content: { version: "2026.1", sha256: "0" } } });"""


def test_a_worker_that_was_changed_is_not_believed(page: Page, site_url: str) -> None:
    def forge(route: Route) -> None:
        if route.request.resource_type == "fetch":
            page.wait_for_timeout(1_000)  # the check comes late; the forged word is there before
        route.fulfill(body=FORGED, content_type="text/javascript")

    page.route("**/worker.js", forge)
    in_whole_steps(page).goto(f"{site_url}/checklist/?edition=flyer")
    root = page.locator("#checklist")
    expect(root).to_have_attribute("data-state", "failed")
    expect(page.locator(".cl-status")).to_contain_text("did not arrive, or not whole")


def test_practice_cases_that_were_changed_are_not_shown(page: Page, site_url: str) -> None:
    def change(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(body=text.replace("The empty folder", "The changed folder"))

    page.route("**/practice.json", change)
    page.goto(f"{site_url}/practice/flyer/")
    root = page.locator("#practice")
    expect(root).to_have_attribute("data-state", "failed", timeout=60_000)
    expect(page.locator(".cl-status")).to_contain_text("did not arrive, or not whole")
    expect(root).not_to_contain_text("The changed folder")
    page.unroute("**/practice.json")
    page.get_by_role("button", name="Try again").click()
    expect(root).to_have_attribute("data-state", "ready", timeout=60_000)


def searched(page: Page, word: str) -> None:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(word)


def test_the_search_index_is_fetched_when_somebody_turns_to_the_search(
    page: Page, site_url: str
) -> None:
    """A third of a megabyte, and half a second of a processor that the engine needs."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    in_whole_steps(page).goto(f"{site_url}/checklist/")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    assert [url for url in asked if "search_index" in url] == []
    page.keyboard.press("/")  # the theme's own key
    page.keyboard.type("release")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_a_search_index_that_was_changed_finds_nothing(page: Page, site_url: str) -> None:
    index = {
        "config": {"lang": ["en"], "separator": r"\s+", "pipeline": []},
        "docs": [{"location": "https://elsewhere.example/", "title": "Release", "text": "release"}],
    }
    page.route("**/search_index.json", lambda route: route.fulfill(json=index))
    page.goto(f"{site_url}/guide/")
    searched(page, "release")
    expect(page.locator(".md-search-result__meta")).to_contain_text("did not arrive")
    expect(page.locator(".md-search-result__item")).to_have_count(0)


def test_a_search_that_was_changed_runs_no_script_in_the_page(page: Page, site_url: str) -> None:
    """The theme starts a worker, for which no digest can be given; what it says is drawn."""
    hostile = """<img src=x onerror="window.ran = 1"><script>window.ran = 1</script>
        <iframe srcdoc="<script>parent.ran = 1</script>"></iframe>"""
    found = {"location": "guide/", "title": hostile, "text": hostile, "score": 1, "terms": {}}
    said = json.dumps({"type": 3, "data": {"items": [[found]]}})
    body = f"""onmessage = ({{ data }}) => {{
        if (data.type === 0) postMessage({{ type: 1 }});
        if (data.type === 2) postMessage({said}); }};"""
    page.route(
        "**/workers/search*.js",
        lambda route: route.fulfill(body=body, content_type="text/javascript"),
    )
    page.goto(f"{site_url}/guide/")
    searched(page, "release")
    expect(page.locator(".md-search-result__item")).to_have_count(1)
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
