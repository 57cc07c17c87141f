"""Several members in one portal, and one after another at one desk: their answers never meet."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from pace import in_whole_steps
from playwright.sync_api import BrowserContext, Error, Frame, Page, expect
from waiting import tries

pytestmark = pytest.mark.browser

NOTHING_KEPT = "Nothing is kept here over a reload"
CAME_BACK = "The answers given here before are back"

KEEP_EVENTS = """<script>
window.events = [];
for (const element of document.querySelectorAll("coordination-checklist"))
  for (const type of ["ready", "error"])
    element.addEventListener(type, ({ detail }) => events.push({ type, ...detail }));
</script>"""


@pytest.fixture
def open_portal(
    new_context: Callable[..., BrowserContext], serve: Any, site_url: str, tmp_path: Any
) -> Iterator[Callable[..., Page]]:
    """Open a portal on the checklist's own site, where the browser lets a frame keep something."""
    with ExitStack() as stack:

        def opened(*elements: str) -> Page:
            html = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
            <script type="module" src="{site_url}/embed/coordination-checklist.js"></script>
            <h1>Portal</h1>{"".join(elements)}{KEEP_EVENTS}"""
            address = stack.enter_context(serve(tmp_path, {}, {"/": html.encode()}))
            page = new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(address)
            return page

        yield opened


def element(attributes: str) -> str:
    return f"<coordination-checklist edition=flyer {attributes}></coordination-checklist>"


def frame_of(page: Page, number: int = 0) -> Frame:
    """The frame of an element once it works out answers."""
    inside = page.locator("coordination-checklist").nth(number).locator("iframe")
    frame = inside.element_handle().content_frame()
    assert frame
    expect(frame.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    return frame


def age(frame: Frame | Page, value: str) -> None:
    frame.locator(f'input[name="member-age"][value="{value}"]').check()


def expect_age(frame: Frame | Page, value: str | None) -> None:
    chosen = frame.locator('[name="member-age"]:checked')
    expect(frame.locator(".cl-card").first).to_be_visible()  # drawn from the engine's answer
    if value is None:
        expect(chosen).to_have_count(0)
    else:
        expect(chosen).to_have_value(value)


def kept(frame: Frame | Page) -> list[str]:
    """The names under which this tab keeps an answer; an edition alone says nothing of a member."""
    found = json.loads(frame.evaluate("JSON.stringify({ ...sessionStorage })"))
    return sorted(name for name, text in found.items() if "member-age" in text)


def test_frames_without_a_case_keep_nothing_and_know_nothing_of_each_other(open_portal) -> None:
    page = open_portal(element(""), element('case="Ann Example"'))
    frames = frame_of(page, 0), frame_of(page, 1)
    age(frames[0], "12-to-17")
    expect_age(frames[0], "12-to-17")
    expect_age(frames[1], None)
    for frame in frames:
        expect(frame.locator(".cl-status")).to_contain_text(NOTHING_KEPT)
        expect(frame.locator("#cl-files")).to_contain_text(NOTHING_KEPT)
        assert kept(frame) == []
    # What is no name is refused as a whole, and said.
    assert page.evaluate("events.filter(({ code }) => code === 'case-refused').length") == 1
    page.once("dialog", lambda dialog: dialog.accept())  # the browser asks before it is left
    page.reload()
    for number in (0, 1):
        frame = frame_of(page, number)
        expect_age(frame, None)
        expect(frame.locator("#checklist")).not_to_contain_text(CAME_BACK)


def test_a_frame_that_the_browser_kept_begins_anew(open_portal) -> None:
    """Who goes back in a portal may get its page as it was left, for another member."""
    page = open_portal(element(""))
    frame = frame_of(page)
    age(frame, "12-to-17")
    expect_age(frame, "12-to-17")
    frame.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")  # as with each page
    expect_age(frame, "12-to-17")
    frame.evaluate(
        """() => {
            window.isOfBefore = true;
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    for _ in tries(page):
        with suppress(Error):  # between two pages
            if not frame_of(page).evaluate("window.isOfBefore === true"):
                break
    expect_age(frame_of(page), None)
    expect(frame_of(page).locator("#checklist")).not_to_contain_text(CAME_BACK)


def test_each_case_has_a_memory_of_its_own_until_it_is_cleared(open_portal) -> None:
    page = open_portal(element("case=first-1"), element("case=second-2"))
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.url.partition('#')[0]} {one.headers}"))
    first, second = frame_of(page, 0), frame_of(page, 1)
    age(first, "12-to-17")
    age(second, "18-or-older")
    expect_age(first, "12-to-17")
    expect_age(second, "18-or-older")
    assert kept(first) == ["coordguide:case:first-1", "coordguide:case:second-2"]
    page.reload()
    first, second = frame_of(page, 0), frame_of(page, 1)
    expect_age(first, "12-to-17")
    expect_age(second, "18-or-older")
    for frame in (first, second):
        expect(frame.locator(".cl-status")).to_contain_text(CAME_BACK)
        expect(frame.locator(".cl-status")).not_to_contain_text(NOTHING_KEPT)
        expect(frame.locator("#checklist")).not_to_contain_text("open in another")
    # The next member, in the same place of the portal, and back.
    switch(page, "third-3")
    expect_age(frame_of(page), None)
    expect(frame_of(page).locator("#checklist")).not_to_contain_text(CAME_BACK)
    age(frame_of(page), "under-12")
    expect_age(frame_of(page), "under-12")
    switch(page, "first-1")
    expect_age(frame_of(page), "12-to-17")
    # The same case twice on a page is said.
    expect(second.locator("#checklist")).not_to_contain_text("open in another")
    switch(page, "second-2")
    expect(second.locator(".cl-news")).to_contain_text("open in another tab or frame")
    switch(page, "first-1")
    # A clear takes its own case; nothing of it can be brought back.
    assert clear(page, "") is True
    expect_age(frame_of(page), None)
    assert kept(frame_of(page)) == ["coordguide:case:second-2", "coordguide:case:third-3"]
    assert clear(page, "{ every: true }") is True
    assert kept(frame_of(page)) == []
    # No server was told any name.
    assert [line for line in asked if "first-1" in line or "third-3" in line] == []


def switch(page: Page, case: str) -> None:
    page.evaluate(
        "(name) => document.querySelector('coordination-checklist').setAttribute('case', name)",
        case,
    )
    frame_of(page)


def clear(page: Page, how: str) -> bool:
    """Clear the first frame, and wait until it has begun anew."""
    frame = frame_of(page)
    frame.evaluate("window.isOfBefore = true")
    said = page.evaluate(f"document.querySelector('coordination-checklist').clear({how})")
    for _ in tries(page):
        if not frame_of(page).evaluate("window.isOfBefore === true"):
            break
    assert not frame_of(page).evaluate("window.isOfBefore === true")
    return said


def test_a_frame_that_does_not_answer_is_not_called_cleared(open_portal) -> None:
    page = open_portal(element("case=one"))
    page.route("**/embed/?*", lambda route: route.abort())
    page.reload()
    page.clock.install()
    page.evaluate(
        """() => {
            const element = document.querySelector("coordination-checklist");
            window.said = [];
            for (const _ of [1, 2]) element.clear().then((isDone) => said.push(isDone));
        }"""
    )
    assert page.evaluate("said") == []  # a second press is no answer to the first
    page.clock.fast_forward(6_000)
    assert page.evaluate("said") == [False, False]


def test_a_sandbox_does_not_say_that_it_erased_what_it_cannot_reach(open_portal) -> None:
    page = open_portal(element("case=one sandbox"))
    age(frame_of(page), "12-to-17")
    assert clear(page, "") is True
    expect_age(frame_of(page), None)
    page.clock.install()
    frame_of(page)
    page.evaluate(
        """() => void document.querySelector("coordination-checklist").clear({ every: true })
            .then((isDone) => (window.said = isDone))"""
    )
    page.wait_for_timeout(1_000)
    assert page.evaluate("window.said ?? null") is None
    page.clock.fast_forward(6_000)
    assert page.evaluate("window.said") is False


def test_an_older_case_does_not_come_back_in_the_place_of_one_that_found_no_room(
    open_portal,
) -> None:
    page = open_portal(element("case=one"))
    frame = frame_of(page)
    age(frame, "12-to-17")
    expect_age(frame, "12-to-17")
    frame.evaluate("""() => { Storage.prototype.setItem = () => {
        throw new DOMException("no room", "QuotaExceededError"); }; }""")
    age(frame, "18-or-older")
    expect_age(frame, "18-or-older")
    assert kept(frame) == []
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect_age(frame_of(page), None)


def loaded_anew(page: Page, move: Callable[[], Any]) -> None:
    """Go somewhere within the page's history, and wait for the page that comes in its place."""
    page.evaluate("window.isOfBefore = true")
    move()
    for _ in tries(page):
        with suppress(Error):  # between two pages
            if not page.evaluate("window.isOfBefore === true"):
                break
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    assert not page.evaluate("window.isOfBefore === true")


def test_a_link_may_name_a_case_and_keeps_it_over_places_in_the_page(page, site_url) -> None:
    def opened(end: str) -> None:
        in_whole_steps(page).goto(f"{site_url}/checklist/?edition=flyer{end}")
        expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)

    opened("#case=one")
    age(page, "12-to-17")
    expect_age(page, "12-to-17")
    assert "case" not in page.url
    page.evaluate("location.hash = 'cl-files'")  # a place within the page
    page.reload()
    expect_age(page, "12-to-17")
    assert kept(page) == ["coordguide:case:one"]
    # Only what is behind the # changes: the browser itself would leave the page as it is.
    loaded_anew(
        page, lambda: in_whole_steps(page).goto(f"{site_url}/checklist/?edition=flyer#case=two")
    )
    expect_age(page, None)
    # Back is the case before, and the address is the same for both.
    loaded_anew(page, page.go_back)
    expect_age(page, "12-to-17")
    loaded_anew(page, page.go_forward)
    expect_age(page, None)
    age(page, "under-12")
    expect_age(page, "under-12")
    page.goto(f"{site_url}/guide/")
    opened("")  # from the guide, the case goes on
    expect_age(page, "under-12")
    opened("#case=no%20name")
    expect_age(page, None)
    expect(page.locator(".cl-status")).to_contain_text(NOTHING_KEPT)
    age(page, "18-or-older")
    assert kept(page) == ["coordguide:case:one", "coordguide:case:two"]
    page.reload()
    expect_age(page, None)  # also without the address


def test_what_a_tab_keeps_of_a_case_ends_with_its_time(page, site_url) -> None:
    """Also where nobody comes back to it."""
    page.goto(f"{site_url}/embed/#case=now")
    state = {
        "edition": "flyer",
        "today": "2026-01-01",
        "facts": {"member-age": "12-to-17"},
        "contacts": [{"id": "contact-1", "facts": {}}],
    }
    page.evaluate(
        """(state) => {
            const keep = (name, minutes, more = {}) => sessionStorage.setItem(
                "coordguide:case:" + name,
                JSON.stringify({ state, caseLabel: "", key: "k", idle: 30,
                                 seen: Date.now() - minutes * 60_000, ...more }));
            keep("long-ago", 31);
            keep("lately", 5);
            keep("for-good", 999, { idle: 0 });
            sessionStorage.setItem("coordguide:case", sessionStorage["coordguide:case:long-ago"]);
            sessionStorage.setItem("coordguide:case:damaged", "{ member-age");
            // Its own page offers it as a file, until its time is over.
            const cut = (minutes) => sessionStorage["coordguide:case:lately"]
                .replace(/"seen":\\d+/, `"seen":${Date.now() - minutes * 60_000}`).slice(0, -1);
            sessionStorage.setItem("coordguide:case:unread", cut(5));
            sessionStorage.setItem("coordguide:case:unread-too-long", cut(31));
        }""",
        state,
    )
    page.reload()
    left = ["for-good", "lately", "unread"]
    assert kept(page) == [f"coordguide:case:{name}" for name in left]
