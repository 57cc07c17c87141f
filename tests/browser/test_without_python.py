"""Where the engine cannot run, the page says so and leaves a complete checklist to print."""

import json
from datetime import datetime

import pytest
from every_edition import EDITIONS
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def blocked_url(site_dir, serve):
    """The site under a policy that forbids WebAssembly."""
    written = (site_dir / "headers.json").read_text("utf-8")
    with serve(site_dir, json.loads(written.replace(" 'wasm-unsafe-eval'", ""))) as address:
        yield address


def test_without_scripts_all_checklists_can_be_read(open_checklist):
    page = open_checklist(java_script_enabled=False).open(state="static").page
    expect(page.locator("#checklist")).to_contain_text("Scripts are off")
    expect(page.locator(".static-checklist:visible")).to_have_count(len(EDITIONS))
    expect(page.locator(".cl-jump a")).to_have_count(len(EDITIONS))
    page.locator('input[name="member-age"]').first.check()
    expect(page.locator(".cl-first:visible")).to_have_count(0)
    page.locator('input[name="emergency"][value="medical-emergency"]').check()
    expect(page.locator(".cl-first:visible")).to_contain_text("911")


def test_each_printed_checklist_is_complete(open_checklist, content):
    page = open_checklist(java_script_enabled=False).open(state="static").page
    for edition in content.editions.values():
        printed = page.locator(f'.static-checklist[data-edition="{edition.id}"]')
        expect(printed.locator("h3", has_text="of 4")).to_have_count(4)
        expect(printed).to_contain_text("No clinician and no lawyer has reviewed this")
        expect(printed).to_contain_text(content.version)
        for element in ("H1", "H9", "H12"):
            expect(printed).to_contain_text(f"{element}:")
        for contact in edition.contacts:
            expect(printed).to_contain_text(contact["value"])
        assert "{" not in printed.inner_text()
        expect(printed.locator("input, button")).to_have_count(0)


def test_one_states_rules_are_not_printed_in_anothers_checklist(open_checklist, content):
    checklist = open_checklist(java_script_enabled=False)
    page = checklist.page
    page.goto(f"{checklist.address}/checklist/")
    names = {"AZ": "Arizona", "CA": "California", "NC": "North Carolina"}
    fixed = [one for one in content.editions.values() if one.state]
    assert {one.state for one in fixed} == names.keys()
    for edition in fixed:
        printed = page.locator(f'.static-checklist[data-edition="{edition.id}"]')
        added = printed.locator("h4", has_text="Added by").all_inner_texts()
        assert added == [f"Added by {names[edition.state]}"]


def test_checklists_below_are_laid_out_when_somebody_comes_near(open_checklist):
    """All of them would hold up what stands above, until the scripts hide them."""
    page = open_checklist().page
    page.route("**/checklist.js", lambda route: route.abort())
    page.goto(f"{open_checklist().address}/checklist/")
    last = page.locator(".static-checklist h3").last
    is_laid_out = "it => it.checkVisibility({ contentVisibilityAuto: true })"
    assert not last.evaluate(is_laid_out)
    page.locator('.cl-jump a[href="#print-orange-county-mhp"]').click()
    printed = page.locator('.static-checklist[data-edition="orange-county-mhp"]')
    expect(printed.locator("h2")).to_be_in_viewport()
    last.scroll_into_view_if_needed()
    assert last.evaluate(is_laid_out)


def test_where_webassembly_is_blocked_the_chosen_checklist_is_shown(open_checklist, blocked_url):
    checklist = open_checklist(blocked_url)
    asked: list[str] = []
    checklist.page.on("request", lambda request: asked.append(request.url))
    page = checklist.open("?edition=orange-county-mhp", state="failed").page
    # Told at once, and not after megabytes that could not be used.
    assert [url for url in asked if url.endswith(".wasm")] == []
    expect(page.locator(".cl-status")).to_contain_text("could not start")
    expect(page.locator(".cl-status")).to_contain_text(
        "WebAssembly, which it needs, is switched off"
    )
    expect(page.locator(".static-checklist:visible")).to_have_count(1)
    expect(page.locator('.static-checklist[data-edition="orange-county-mhp"]')).to_be_visible()
    checklist.choose("edition", "flyer")
    expect(page.locator('.static-checklist[data-edition="flyer"]')).to_be_visible()
    expect(page.locator(".static-checklist:visible")).to_have_count(1)


@pytest.mark.parametrize("path", ["checklist/", "practice/flyer/"])
def test_a_browser_without_webassembly_is_told_at_once(path, chromium, start_with, site_url):
    args = [*start_with["args"], "--js-flags=--jitless"]
    with chromium.launch(**{**start_with, "args": args}) as browser:
        page = browser.new_page(service_workers="block")
        page.clock.install(
            time=datetime(2026, 6, 15, 9)
        )  # and stays: what takes 20 seconds or 90 never comes
        page.clock.pause_at(datetime(2026, 6, 15, 10))
        page.goto(f"{site_url}/{path}")
        assert page.evaluate("typeof WebAssembly") == "undefined"
        status = page.locator(".cl-status")
        expect(status).to_contain_text("WebAssembly, which it needs, is switched off")
        expect(status).not_to_contain_text("connection")


def test_an_engine_is_given_up_after_20_seconds_without_a_sign_of_life(checklist):
    page = checklist.page
    held = []
    page.clock.install(time=0)
    page.clock.pause_at(1_000)  # real time would go on beside what is fast-forwarded
    page.route("**/stdlib.zip", lambda route: held.append(route))
    page.route("**/content.json", lambda route: None)
    checklist.open(state="loading")
    checklist.choose("member-age", "18-or-older")
    page.clock.fast_forward(19_000)
    expect(page.locator("#checklist")).to_have_attribute("data-state", "loading")
    held[0].continue_()
    expect(page.locator(".cl-status")).to_contain_text("Almost ready")
    page.clock.fast_forward(19_000)
    expect(page.locator("#checklist")).to_have_attribute("data-state", "loading")
    page.clock.fast_forward(2_000)
    expect(page.locator("#checklist")).to_have_attribute("data-state", "failed")
    expect(checklist.control("member-age", "18-or-older")).to_be_checked()


def test_a_second_try_starts_the_engine_and_keeps_the_answers(checklist):
    page = checklist.page
    page.route("**/content.json", lambda route: route.abort())
    checklist.open("?edition=arizona-complete-health", state="failed")
    checklist.choose("member-age", "12-to-17")
    page.unroute("**/content.json")
    checklist.press("Try again")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready")
    expect(checklist.control("member-age", "12-to-17")).to_be_checked()
    expect(page.locator('[data-question="custody-or-court-order"]')).to_be_visible()


def test_marks_tell_when_the_page_is_usable_and_ready(open_checklist):
    page = open_checklist().open().page
    names = page.evaluate("performance.getEntriesByType('mark').map(mark => mark.name)")
    assert {"coordguide:usable", "coordguide:ready"} <= set(names)
