"""What the policy by itself stops: ways out of a page, each tried from inside on purpose."""

import re
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from foreign import Foreign, foreign
from playwright.sync_api import BrowserContext, Page, Worker, expect
from waiting import tries

pytestmark = pytest.mark.browser

PUT = """
  const put = (name, more, inside = document.body) => {
    const one = Object.assign(document.createElement(name), more);
    inside.append(one);
    return one;
  };
  const link = (more) => put("link", more, document.head);
"""
# Each leads to `to`; some are refused at once, and say so by an error.
STOPPED = {
    "fetch": "fetch(to)",
    "fetch-blind": "fetch(to, { mode: 'no-cors', method: 'POST', body: 'x' })",
    "fetch-last": "fetch(to, { mode: 'no-cors', keepalive: true })",
    "xhr": "const one = new XMLHttpRequest(); one.open('GET', to); one.send()",
    "beacon": "navigator.sendBeacon(to, 'x')",
    "ping": "put('a', { href: '#', ping: to }).click()",
    "websocket": "new WebSocket(to.replace('http', 'ws'))",
    "events": "new EventSource(to)",
    "image": "new Image().src = to",
    "image-set": "new Image().srcset = to + ' 2x, ' + to + ' 1x'",
    "icon": "link({ rel: 'icon', href: to })",
    "video": "put('video', { src: to, preload: 'auto' })",
    "script": "put('script', { src: to })",
    "module": "import(to)",
    "style": "link({ rel: 'stylesheet', href: to })",
    "style-text": "put('style', { textContent: `@import '${to}'` })",
    "background": "put('p', { textContent: 'x' }).style.backgroundImage = `url(${to})`",
    "font": "new FontFace('any', `url(${to})`).load()",
    "frame": "put('iframe', { src: to })",
    "object": "put('object', { data: to })",
    "embed": "put('embed', { src: to })",
    "form": "put('form', { action: to, method: 'post', target: 'any' }).submit()",
    "form-get": "put('form', { action: to, target: '_blank' }).submit()",
    "prefetch": "link({ rel: 'prefetch', href: to })",
    "preload-fetch": "link({ rel: 'preload', as: 'fetch', href: to })",
    "preload-image": "link({ rel: 'preload', as: 'image', href: to })",
    "preload-script": "link({ rel: 'preload', as: 'script', href: to })",
    "preload-style": "link({ rel: 'preload', as: 'style', href: to })",
    "preload-font": "link({ rel: 'preload', as: 'font', crossOrigin: '', href: to })",
    "preload-module": "link({ rel: 'modulepreload', href: to })",
    "base": "put('base', { href: to + '/' }, document.head); new Image().src = 'any'",
    "worker": "new Worker(URL.createObjectURL(new Blob([`fetch('${to}')`])))",
}
IN_WORKER = {
    "in-worker-fetch": "fetch(to)",
    "in-worker-xhr": "const one = new XMLHttpRequest(); one.open('GET', to); one.send()",
    "in-worker-websocket": "new WebSocket(to.replace('http', 'ws'))",
    "in-worker-events": "new EventSource(to)",
    "in-worker-module": "import(to)",
    "in-worker-font": "new FontFace('any', `url(${to})`).load()",
}
# No policy stops these in Chromium; docs/portals/verify-privacy.md says what holds them instead.
OPEN = {
    "window": "window.open(to)",
    "link": "put('a', { href: to, target: '_blank', rel: 'noopener' }).click()",
    "navigation": "location.href = to",
}


@pytest.fixture
def elsewhere() -> Iterator[Foreign]:
    with foreign() as server:
        yield server


def opened(page: Page, site: str, path: str = "/checklist/") -> Page:
    page.goto(site + path)
    root = page.locator(":is(#checklist, #practice)")
    if root.count():
        expect(root).to_have_attribute("data-state", "ready", timeout=60_000)
    return page


def worker_of(page: Page) -> Worker:
    """Return the worker in which the rules run; the theme's search has one, too."""
    (worker,) = (one for one in page.workers if "/assets/coordguide/" in one.url)
    return worker


def attempt(on: Page | Worker, ways: dict[str, str], origin: str) -> None:
    """Try each way in a page or a worker, whatever comes of it."""
    for name, way in ways.items():
        on.evaluate(
            f"""async (to) => {{ {PUT}
                const later = new Promise((then) => setTimeout(then, 50));
                try {{ await Promise.race([(async () => {{ {way} }})(), later]); }} catch {{}}
            }}""",
            f"{origin}/{name}",
        )


def wait_for(page: Page, elsewhere: Foreign, ways: Iterable[str]) -> None:
    for _ in tries(page):
        if elsewhere.ways() >= set(ways):
            break
    assert set(ways) - elsewhere.ways() == set()


SAID = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.mark.parametrize("path", ["/checklist/", "/embed/", "/guide/", "/practice/flyer/"])
@pytest.mark.parametrize("by", ["header", "page"])
def test_the_policy_alone_lets_nothing_out(
    by: str, path: str, page: Page, site_dir: Path, serve: Any, elsewhere: Foreign
) -> None:
    """As it is sent, with no word of it in the page, and as the page says it without a header."""
    silent = SAID.sub("", (site_dir / path.strip("/") / "index.html").read_text("utf-8"))
    given = (None, {path: silent.encode()}) if by == "header" else ({}, None)
    with serve(site_dir, *given) as site:
        opened(page, site, path)
        attempt(page, STOPPED, elsewhere.origin)
        page.wait_for_timeout(1_000)
        assert elsewhere.came == []


def test_the_policy_alone_lets_nothing_out_of_the_worker(
    page: Page, site_url: str, elsewhere: Foreign
) -> None:
    for path in ("/checklist/", "/practice/flyer/"):
        attempt(worker_of(opened(page, site_url, path)), IN_WORKER, elsewhere.origin)
    page.wait_for_timeout(1_000)
    assert elsewhere.came == []


def test_without_a_policy_each_way_leads_out(
    new_context: Callable[..., BrowserContext],
    site_url: str,
    site_dir: Path,
    serve: Any,
    elsewhere: Foreign,
) -> None:
    """Else the tests before would prove nothing; and a worker has no policy but what is sent."""
    page = opened(new_context(bypass_csp=True).new_page(), site_url, "/about/privacy/")
    attempt(page, STOPPED, elsewhere.origin)
    wait_for(page, elsewhere, STOPPED)
    with serve(site_dir, {}) as site:
        attempt(worker_of(opened(page, site)), IN_WORKER, elsewhere.origin)
        wait_for(page, elsewhere, IN_WORKER)


def test_what_no_policy_stops(page: Page, site_url: str, elsewhere: Foreign) -> None:
    opened(page, site_url)
    attempt(page, OPEN, elsewhere.origin)
    wait_for(page, elsewhere, OPEN)
    page.wait_for_url(f"{elsewhere.origin}/navigation")
    opened(page, site_url)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind(("127.0.0.1", 0))
        heard.settimeout(30)
        page.evaluate(CALL, heard.getsockname()[1])
        assert heard.recv(2_000)


CALL = """async (port) => {
    globalThis.call = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    call.createDataChannel("any");
    await call.setLocalDescription();
}"""


def test_no_script_of_the_site_knows_a_way_that_no_policy_stops(site_dir: Path) -> None:
    """But for links, which a person presses; a window or another page would pass the proxy."""
    unwanted = re.compile(r"RTCPeerConnection|WebTransport|dns-prefetch|preconnect")
    scripts = [path for path in site_dir.rglob("*") if path.suffix in (".js", ".mjs")]
    assert len(scripts) > 10
    found = [(path.name, unwanted.findall(path.read_text("utf-8"))) for path in scripts]
    assert [one for one in found if one[1]] == []
