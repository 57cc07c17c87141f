"""The checklist in pages of others: what crosses the frame, and what is refused on either side."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from answers import ADULT, PRIMARY_CARE, of_contact
from axe import serious
from jsonschema_rs import Draft202012Validator
from playwright.sync_api import BrowserContext, Frame, Page, expect
from scripts import put_beside
from typist import Typist
from waiting import tries

pytestmark = pytest.mark.browser

# In every frame: each message that arrives there.
LISTEN = """window.heard = [];
addEventListener("message", ({ data, source }) => {
  heard.push(data);
  window.lastSource = source;
});"""

# In every frame: what printing would say, without a dialog that nobody closes.
PRINT = """window.print = () => {
  for (const type of ["beforeprint", "afterprint"]) dispatchEvent(new Event(type));
};"""

# In the portal's page: each event of the element.
# In a frame: the engine is asked nothing any more, and the page says how often it wanted to.
HOLD = """() => {
  window.isHeld = true;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message) {
    if (!window.isHeld) return postMessage.call(this, message);
    const { dataset } = document.getElementById("checklist");
    dataset.held = String(Number(dataset.held ?? 0) + (message.type === "evaluate"));
  };
}"""

EVENTS = """<script>
window.events = [];
for (const type of ["ready", "resize", "step", "complete", "error", "note"])
  document.querySelector("coordination-checklist")
    .addEventListener(type, ({ detail }) => events.push({ type, ...detail }));
</script>"""

CONTACT = of_contact({**PRIMARY_CARE, "roi": "not-signed"})


@pytest.fixture
def open_portal(new_context, serve, site_url, tmp_path) -> Iterator[Callable[..., Page]]:
    """Open a portal's page of one's own, on another site than the checklist's."""
    with ExitStack() as stack:

        def opened(attributes: str = "", head: str = "", table: Any = None) -> Page:
            html = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
            <script type="module" src="{site_url}/embed/coordination-checklist.js"></script>{head}
            <h1>Portal</h1><coordination-checklist {attributes}>
            <a href="{site_url}/checklist/">Open it</a></coordination-checklist>{EVENTS}"""
            address = stack.enter_context(serve(tmp_path, table or {}, {"/": html.encode()}))
            context = new_context(viewport={"width": 1280, "height": 900})
            context.add_init_script(LISTEN + PRINT)
            page = context.new_page()
            page.goto(address.replace("127.0.0.1", "localhost"))
            return page

        yield opened


def ready(page: Page, number: int = 1) -> Frame:
    """Wait for one frame of a page and return it."""
    expect(page.locator("iframe")).not_to_have_count(number - 1)
    frame = page.frames[number]
    expect(frame.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    return frame


def answer(frame: Frame, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        frame.locator(f'input[name="{name}"][value="{value}"]').check()


def frame_at(page: Page, end: str) -> Frame:
    """Wait for a frame by the end of its address."""
    for _ in tries(page):
        if found := [one for one in page.frames if one.url.endswith(end)]:
            return found[0]
    raise AssertionError(f"no frame at {end}")


def wait_for(page: Page | Frame, script: str) -> Any:
    """Ask until something is there. The policy allows no script as a string in the page."""
    for _ in tries(page if isinstance(page, Page) else page.page):
        if found := page.evaluate(script):
            return found
    raise AssertionError(f"never: {script}")


def test_two_editions_side_by_side_in_the_demonstration_portal(
    demo: str, new_context: Callable[..., BrowserContext], schema: dict[str, Any]
) -> None:
    context = new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.goto(demo)
    arizona, orange = ready(page, 1), ready(page, 2)
    answer(arizona, {**ADULT, **CONTACT})
    expect(arizona.locator(".cl-card")).to_have_attribute("data-decision", "get-roi-first")
    expect(arizona.locator(".cl-status")).to_contain_text("Nothing is kept here over a reload")
    expect(orange.locator('input[value="orange-county-mhp"]')).to_be_checked()
    expect(orange.locator('[name="member-age"]:checked')).to_have_count(0)
    arizona.locator('[data-act="save"]').click()
    arizona.locator("#cl-case-label").fill("Canary 77")
    arizona.locator('[data-act="cancel"]').click()
    arizona.get_by_role("button", name="Open “Summary").first.click()
    expect(arizona.locator("#cl-note")).to_be_visible()
    for frame in (arizona, orange):
        wait_for(frame, "document.scrollingElement.scrollHeight <= innerHeight")
    told = wait_for(page, "heard.some(({ step }) => step === 'summary') && heard")
    fits(schema, [*told, *arizona.evaluate("heard"), *orange.evaluate("heard")])
    assert {"ready", "resize", "step"} == {message["type"] for message in told}
    crossed = json.dumps(told)
    facts = {value for value in {**ADULT, **CONTACT}.values() if value not in ("no", "self")}
    assert not [word for word in (*facts, "Canary 77", "Get a release") if f'"{word}' in crossed]
    # Only now, and once.
    arizona.locator('[data-act="send"]').dblclick()
    expect(page.locator(".notes article")).to_contain_text("Coordination of care", ignore_case=True)
    expect(arizona.locator(".cl-said")).to_have_text(f"The note was sent to {demo}.")
    notes = page.evaluate("heard.filter(({ type }) => type === 'note')")
    fits(schema, notes)
    assert len(notes) == 1
    assert "Get a release first. " in notes[0]["text"]
    assert "Canary 77" not in notes[0]["text"]
    assert wrong == []


def test_the_demonstration_is_accessible_and_walked_by_keyboard_alone(
    demo: str, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(demo)
    frames = [ready(page, 1), ready(page, 2)]
    assert [serious(place) for place in (page, *frames)] == [[], [], []]
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the checklists")).to_be_focused()
    page.keyboard.press("Enter")
    for frame in frames:
        walk_to(page, frame, '[name="member-age"][value="18-or-older"]')
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(frame.locator('[name="member-age"][value="12-to-17"]')).to_be_checked()
        expect(frame.locator('[data-question="custody-or-court-order"]')).to_be_visible()
    walk_to(page, page.main_frame, ".told")
    for frame in reversed(frames):  # and back
        walk_to(page, frame, '[name="member-age"]:checked', "Shift+Tab")


def walk_to(page: Page, frame: Frame, wanted: str, key: str = "Tab") -> None:
    """Press a key until the focus is on what is wanted; a frame that lets nobody out fails."""
    for _ in range(80):
        page.keyboard.press(key)
        held = frame.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted)
        if held and frame.evaluate("document.hasFocus()"):
            return
    raise AssertionError(f"{wanted} was not reached with {key}")


def fits(schema: dict[str, Any], messages: list[dict[str, Any]]) -> None:
    check = Draft202012Validator(schema)
    for message in messages:
        check.validate(message)


# All that a portal can learn: messages, details of events, and what stands in its own page.
LEARNT = """() => {
  const element = document.querySelector("coordination-checklist");
  return JSON.stringify([heard, events, element.shadowRoot.innerHTML, location.href,
                         document.documentElement.outerHTML, { ...localStorage }]);
}"""


def test_a_portal_that_is_not_listed_learns_nothing_and_gets_no_note(open_portal, saved) -> None:
    page = open_portal('edition="flyer"')
    frame = ready(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    typist = Typist(page, frame)
    typist.open(saved("flyer-no-release", "First one"), "First one")
    typist.papers()
    label = typist.label()
    locked, passphrase = typist.keep(label)
    typist.open(locked, label, passphrase)
    typist.dates()
    frame.get_by_role("button", name="Copy the note").click()
    expect(frame.locator("#cl-note")).to_be_visible()
    expect(frame.locator('[data-act="send"]')).to_have_count(0)
    # Not even where the page around it asks in the frame's own words.
    page.evaluate("lastSource.postMessage({...heard[0], from: 'portal', type: 'note'}, '*')")
    page.wait_for_timeout(300)
    assert not page.evaluate("heard.some(({ type }) => type === 'note')")
    wait_for(page, "events.some(({ step }) => step === 'summary')")
    learnt = page.evaluate(LEARNT) + str([(one.url, one.name) for one in page.frames])
    learnt += unquote_plus(learnt)
    canaries = [*typist.names, *typist.answers]
    assert len(canaries) >= 10
    assert [one for one in canaries if one in learnt] == []
    assert asked == []


def test_a_plain_frame_tells_nothing(open_portal, site_url) -> None:
    """Whoever does not speak to the frame first is told nothing, not even a height."""
    page = open_portal('edition="flyer"')
    inside = ready(page)
    page.evaluate("document.addEventListener('step', () => { window.isBubbling = true; })")
    answer(inside, {"member-age": "18-or-older"})
    inside.locator('[data-place="contact"] h2').first.click()
    wait_for(page, "events.some(({ step }) => step === 'contact')")
    assert not page.evaluate("window.isBubbling")
    plain = f"{site_url}/embed/?edition=flyer&theme=light"
    page.evaluate(
        """(address) => { document.querySelector("coordination-checklist").remove();
        heard.length = 0;
        const frame = Object.assign(document.createElement("iframe"), { src: address });
        document.body.append(frame); }""",
        plain,
    )
    frame = frame_at(page, plain)
    expect(frame.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    answer(frame, {"member-age": "18-or-older"})
    expect(frame.locator(".cl-card").first).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("heard") == []


def test_a_portal_is_told_where_the_engine_does_not_start(open_portal) -> None:
    page = open_portal()
    page.route("**/worker.js", lambda route: route.abort())
    page.reload()
    wait_for(page, "events.some(({ code }) => code === 'engine-failed')")
    assert not page.evaluate("events.some(({ type }) => type === 'ready')")


def test_a_portal_hears_nothing_of_facts_that_changed_since(open_portal, saved) -> None:
    """While the engine works out a new answer, the one on screen is of the case before."""
    page = open_portal("edition=flyer")
    frame = ready(page)
    Typist(page, frame).open(saved("flyer-no-release"))
    wait_for(page, "events.some(({ type }) => type === 'complete')")
    frame.evaluate(HOLD)  # from now on the engine hears no question, and the view stays as it is
    page.evaluate("window.before = events.length")
    page.locator("coordination-checklist").evaluate("it => it.setAttribute('edition', 'tip-sheet')")
    frame.locator('[data-act="use-proposed"]').click()
    expect(frame.locator("#checklist")).to_have_attribute("data-held", "1")  # asked, not answered
    frame.locator('[data-place="records"] h2').click()
    # The frame speaks meanwhile: of the person's place, which needs no answer.
    wait_for(page, "events.slice(before).some(({ step }) => step === 'records')")
    page.wait_for_timeout(300)
    finished = "events.slice(before).some(({ type }) => ['complete', 'note'].includes(type))"
    assert not page.evaluate(finished)
    frame.evaluate("window.isHeld = false")
    frame.locator('input[name="member-age"][value="12-to-17"]').check()
    # What comes with the answer moves the page, and a press on what moves is lost.
    expect(frame.locator("#checklist:not([data-stale]) .cl-card")).to_be_visible()
    frame.locator('[data-place="release"] h2').click()
    wait_for(page, "events.slice(before).some(({ step }) => step === 'release')")
    assert not page.evaluate(finished)


def test_forged_messages_are_ignored_on_both_sides(
    open_portal, serve, tmp_path, site_url: str
) -> None:
    page = open_portal('edition="flyer" theme="light"')
    frame = ready(page)
    wait_for(page, "events.some(({ type }) => type === 'step')")
    settings = {"ns": "coordination-checklist", "v": 1, "from": "portal", "type": "settings"}
    dark = {**settings, "theme": "dark"}
    # To the frame: from a window that is not the one around it; and with a wrong shape.
    page.evaluate(
        """(message) => { const other = document.body.appendChild(document.createElement("iframe"));
        other.contentWindow.eval("(target, message) => target.postMessage(message, '*')")
          (lastSource, message); }""",
        dark,
    )
    for bad in ({"v": 2}, {"ns": "x"}, {"from": "frame"}, {"more": 1}, {"edition": "<b>"}):
        page.evaluate("(message) => lastSource.postMessage(message, '*')", {**dark, **bad})
    # To the element: from the portal's own page, from its frame with a wrong shape, and from
    # a page of another origin in that frame.
    resize = {**settings, "from": "frame", "type": "resize", "height": 7777}
    page.evaluate("(message) => postMessage(message, '*')", resize)
    for bad in ({"height": "7777"}, {"height": 7777.5}, {"height": -1}, {"more": 1}, {"v": 2}):
        frame.evaluate("(message) => parent.postMessage(message, '*')", {**resize, **bad})
    page.wait_for_timeout(300)
    assert frame.evaluate("document.documentElement.dataset.mdColorScheme") == "default"
    told = page.evaluate("events")
    assert {one["height"] % 512 for one in told if one["type"] == "resize"} == {0}
    assert not [one for one in told if "more" in one]
    page.evaluate("(message) => lastSource.postMessage(message, '*')", dark)  # the real one
    expect(frame.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    # From a page of the checklist's own origin, in another frame than the element's.
    page.evaluate(
        """(address) => { document.body.append(
        Object.assign(document.createElement("iframe"), { src: address })); }""",
        f"{site_url}/embed/messages.schema.json",
    )
    stranger = frame_at(page, "messages.schema.json")
    stranger.evaluate("(m) => parent.postMessage(m, '*')", {**resize, "height": 6666})
    wait_for(page, "heard.some(({ height }) => height === 6666)")
    assert not page.evaluate("events.some(({ height }) => height === 6666)")
    elsewhere = {**resize, "height": 8888}
    forger = f"<script>parent.postMessage({json.dumps(elsewhere)}, '*')</script>"
    with serve(tmp_path, {}, {"/": forger.encode()}) as address:
        page.evaluate(
            """(address) => { document.querySelector("coordination-checklist")
            .shadowRoot.querySelector("iframe").src = address; }""",
            address,
        )
        wait_for(page, "heard.some(({ height }) => height === 8888)")
        assert not page.evaluate("events.some(({ height }) => height === 8888)")


def test_both_sides_judge_a_message_as_the_schema_does(
    page: Page, site_url: str, schema: dict[str, Any], root: Path, site_dir: Path
) -> None:
    """The page's own check against a validator of the standard, over messages of every kind."""
    chance = random.Random(7)
    tried = [one for kind in schema["$defs"].values() for one in variants(kind, chance)]
    put_beside(page, root, site_dir, "embed/fits.ts", "fits.js")
    page.goto(f"{site_url}/embed/")
    said = page.evaluate(
        """async (tried) => {
            const at = document.getElementById("checklist").dataset.assets;
            const { isMessage } = await import(new URL(at + "fits.js", location));
            return tried.map((one) => isMessage(one, one.from));
        }""",
        tried,
    )
    check = Draft202012Validator(schema)
    expected = [check.is_valid(one) for one in tried]
    differing = [one for one, a, b in zip(tried, said, expected, strict=True) if a != b]
    assert differing == []
    assert sum(expected) > 20
    assert expected.count(False) > 400


def variants(kind: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    """A good message of this kind, and messages in which one thing is changed."""
    good = {name: example(shape) for name, shape in kind["properties"].items()}
    values = [None, True, -1, 0, 7, 1.5, 10**7, "", "a", "A b", "<b>", "x" * 61, [], {}, {"a": 1}]
    values += ["0" * 64, "auto", "start", "portal", "frame", {"accent": "#123456"}, {"font": 7}]
    yield good
    for name in good:
        yield {key: value for key, value in good.items() if key != name}
        yield from ({**good, name: chance.choice(values)} for _ in range(8))
    yield {**good, "toString": "x"}


def example(shape: dict[str, Any]) -> Any:
    if "const" in shape:
        return shape["const"]
    if "enum" in shape:
        return shape["enum"][0]
    kinds = {"integer": 640, "boolean": True, "object": {"accent": "#004d40"}}
    if shape["type"] in kinds:
        return kinds[shape["type"]]
    return "0" * 64 if "64" in shape.get("pattern", "") else "en" if "lang" in str(shape) else "abc"


def test_only_plain_and_readable_values_dress_the_frame(open_portal) -> None:
    style = """<style>coordination-checklist { --coordination-accent: #5b2a91;
    --coordination-font: Georgia, serif; --coordination-text-size: 18px;
    --coordination-radius: 12px; --coordination-background: #fffdf8; --unknown: 1px; }</style>"""
    page = open_portal('edition="flyer" theme="light" label="\u202eOur checklist\u200f"', style)
    frame = ready(page)
    title = page.locator("iframe")
    expect(title).to_have_attribute("title", "Our checklist")  # nothing turns the words beside it
    page.evaluate("document.querySelector('[label]').setAttribute('label', '\u2066')")
    expect(title).to_have_attribute("title", "Coordination checklist")
    root = frame.locator("#checklist")
    expect(root).to_have_css("font-size", "18px")
    expect(root).to_have_css("font-family", "Georgia, serif")
    expect(root).to_have_css("background-color", "rgb(255, 253, 248)")
    expect(frame.locator(".cl-top .cl-button")).to_have_css("color", "rgb(91, 42, 145)")
    expect(frame.locator(".cl-top .cl-button")).to_have_css("border-radius", "12px")
    assert not page.evaluate("events.some(({ type }) => type === 'error')")
    refused = {
        "accent": [
            "#fcfcfc",
            "#737373",
            "red",
            "url(//x)",
            "#12345",
            "rgb(1 2 300)",
            "rgba(0, 0, 0, 0.1)",
        ],
        "background": ["#101010", "linear-gradient(red, blue)"],
        "text": ["#dddddd"],
        "font": ["Wingdings", "Georgia, Comic Sans"],
        "text-size": ["8px", "40px", "2em", "calc(1px)"],
        "radius": ["99px", "50%", "-1px"],
    }
    for name, values in refused.items():
        for value in values:
            code = (
                "theme-contrast"
                if value in ("#fcfcfc", "#737373", "#101010", "#dddddd")
                else "theme-refused"
            )
            page.evaluate(
                """([name, value]) => { events.length = 0;
                const one = document.querySelector("coordination-checklist");
                one.style.setProperty("--coordination-" + name, value);
                one.restyle(); }""",
                [name, value],
            )
            wait_for(page, f"events.some((e) => e.code === '{code}' && e.name === '{name}')")
        page.evaluate("document.querySelector('coordination-checklist').removeAttribute('style')")
    assert frame.locator("#checklist").get_attribute("style").count(";") <= 6


def test_an_accent_for_dark_is_worn_in_the_dark_only(open_portal) -> None:
    style = """<style>coordination-checklist { --coordination-accent: #5b2a91;
    --coordination-accent-dark: #c9a7ff; }</style>"""
    page = open_portal('edition="flyer" theme="light"', style)
    button = ready(page).locator(".cl-top .cl-button").first
    expect(button).to_have_css("color", "rgb(91, 42, 145)")
    dress = "([name, value]) => document.querySelector('coordination-checklist')[name](...value)"
    page.evaluate(dress, ["setAttribute", ["theme", "dark"]])
    expect(button).to_have_css("color", "rgb(201, 167, 255)")
    assert not page.evaluate("events.some(({ type }) => type === 'error')")
    page.add_style_tag(content="coordination-checklist { --coordination-accent-dark: #222222; }")
    page.evaluate(dress, ["restyle", []])
    wait_for(page, "events.some((e) => e.code === 'theme-contrast' && e.name === 'accent-dark')")


SIZES = pytest.mark.parametrize("size", [(1280, 900), (390, 800)], ids=["desk", "telephone"])


@SIZES
def test_what_stands_below_stays_when_the_frame_says_its_height(size, open_portal) -> None:
    page = open_portal(
        'edition="flyer"', "<style>coordination-checklist { display: block }</style>"
    )
    page.set_viewport_size({"width": size[0], "height": size[1]})
    # Before any script of the page: each height that the frame is given.
    page.context.add_init_script("""{
        window.heights = [];
        addEventListener("message", ({ data }) => {
            const frame = document.querySelector("coordination-checklist")?.shadowRoot.firstChild;
            if (data?.type === "resize") heights.push([frame.style.height, data.height]);
        }, true);
    }""")
    page.reload()
    ready(page)
    before, first = wait_for(page, "heights.length && heights[0]")
    assert before == f"{first}px"


@SIZES
def test_a_question_moves_by_a_line_at_most_when_the_engine_comes(size, open_portal) -> None:
    """Who reads or presses while the engine starts does not miss."""
    page = open_portal('edition="arizona-complete-health"')
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.context.add_init_script("""{
        window.places = [];
        requestAnimationFrame(function look() {
            const started = "#checklist:not([data-state=static])";
            const field = document.querySelector(`${started} input[name="member-age"]`);
            if (field) places.push(field.getBoundingClientRect().y + scrollY);
            requestAnimationFrame(look);
        });
    }""")
    page.reload()
    frame = ready(page)
    expect(frame.locator(".cl-asof")).to_be_visible()  # drawn from the engine's answer
    places = frame.evaluate("places")
    assert max(places) - min(places) <= 30


@SIZES
def test_what_is_answered_stays_where_it_is_in_a_frame_as_tall_as_its_content(
    size, open_portal
) -> None:
    """Nothing scrolls in such a frame, so that nothing could make good what moves above."""
    page = open_portal('edition="arizona-complete-health"')
    page.set_viewport_size({"width": size[0], "height": size[1]})
    frame = ready(page)
    wait_for(frame, "document.scrollingElement.scrollHeight <= innerHeight")
    moved = {}
    for name, value in {**ADULT, **CONTACT}.items():
        field = frame.locator(f'input[name="{name}"][value="{value}"]')
        page.evaluate("(by) => scrollBy(0, by - 400)", field.bounding_box()["y"])
        page.wait_for_timeout(100)
        before = field.bounding_box()
        field.evaluate("it => it.click()")  # the driver's own click may scroll first
        page.wait_for_timeout(300)
        moved[name] = abs(field.bounding_box()["y"] - before["y"])
        expect(frame.locator(".cl-card").first).to_be_visible()  # drawn once, from now on
    assert {name: by for name, by in moved.items() if by > 40} == {}


def test_a_form_is_copied_in_a_frame_that_is_given_no_clipboard(
    new_context, serve, site_url, tmp_path
):
    html = f'<!doctype html><iframe width="1000" height="700" src="{site_url}/embed/"></iframe>'
    with serve(tmp_path, {}, {"/": html.encode()}) as address:
        portal = address.replace("127.0.0.1", "localhost")
        context = new_context()
        context.grant_permissions(["clipboard-read"], origin=portal)
        page = context.new_page()
        page.goto(portal)
        frame = ready(page)
        answer(frame, {"edition": "arizona-complete-health", **ADULT, **CONTACT})
        answer(frame, {"contact-1.member-objected": "no"})
        frame.locator('[data-document="request-to-sign"]').click()
        paper = frame.locator(".cl-document")
        paper.get_by_role("button", name="Copy", exact=True).click()
        expect(paper.locator(".cl-said")).to_have_text("Copied.")
        page.locator("iframe").evaluate("(frame) => frame.remove()")
        page.evaluate("focus()")
        assert "SIGN A RELEASE" in page.evaluate("navigator.clipboard.readText()")


def test_a_sandbox_stays_one_however_its_words_are_written(open_portal) -> None:
    """A browser reads `Allow-Same-Origin` too; a frame with it knows of no sandbox around it."""
    page = open_portal('edition="flyer" sandbox="Allow-Same-Origin ALLOW-Downloads"')
    frame = ready(page)
    assert frame.evaluate("self.origin") == "null"
    words = page.locator("iframe").get_attribute("sandbox").split()
    assert sorted(words) == ["allow-downloads", "allow-scripts"]


def test_attributes_may_change_at_any_time(open_portal) -> None:
    page = open_portal('edition="flyer" lang="en" theme="light"')
    frame = ready(page)
    answer(frame, {"member-age": "18-or-older"})

    def put(name: str, value: str) -> None:
        page.evaluate(
            """([name, value]) => document.querySelector("coordination-checklist")
            .setAttribute(name, value)""",
            [name, value],
        )

    put("theme", "dark")
    expect(frame.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    put("edition", "orange-county-mhp")  # proposed: the case was begun
    use = frame.locator('[data-act="use-proposed"]')
    expect(use).to_be_visible()
    expect(frame.locator('input[value="flyer"]')).to_be_checked()
    use.click()
    expect(frame.locator('input[value="orange-county-mhp"]')).to_be_checked()
    expect(use).to_have_count(0)
    expect(frame.locator('[name="member-age"][value="18-or-older"]')).to_be_checked()
    wait_for(page, "events.some((e) => e.type === 'ready' && e.edition === 'orange-county-mhp')")
    put("edition", "no-such-edition")
    wait_for(page, "events.some(({ code }) => code === 'edition-unknown')")
    expect(frame.locator('input[value="orange-county-mhp"]')).to_be_checked()
    put("lang", "xx")
    wait_for(page, "events.some(({ code }) => code === 'language-unknown')")
    page.evaluate("document.querySelector('coordination-checklist').remove()")
    expect(page.locator("iframe")).to_have_count(0)


def test_a_portal_that_changes_its_looks_changes_no_case(open_portal, saved) -> None:
    page = open_portal('edition="orange-county-mhp" theme="light"')
    frame = ready(page)
    Typist(page, frame).open(saved("flyer-no-release"))
    expect(frame.locator(".cl-card")).to_have_attribute("data-decision", "get-roi-first")
    page.locator("coordination-checklist").evaluate("it => it.setAttribute('theme', 'dark')")
    expect(frame.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    page.wait_for_timeout(300)
    expect(frame.locator('input[value="flyer"]')).to_be_checked()


def test_where_the_frame_is_blocked_the_portals_own_link_is_shown(open_portal, site_url) -> None:
    policy = f"script-src 'unsafe-inline' {site_url}; frame-src 'none'"
    page = open_portal(head="", table={"/": {"Content-Security-Policy": policy}})
    page.clock.install()
    page.reload()
    expect(page.locator("iframe")).to_have_count(1)
    expect(page.get_by_role("link", name="Open it")).to_be_hidden()
    page.clock.fast_forward(21_000)
    expect(page.get_by_role("link", name="Open it")).to_be_visible()
    assert page.evaluate("events.at(-1)") == {"type": "error", "code": "no-answer"}
