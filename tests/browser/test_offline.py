"""After one visit the site opens without network; a newer version waits until it is wanted."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pace import in_whole_steps
from playwright.sync_api import BrowserContext, Error, Page, expect
from waiting import tries

from coordguide.site.bundle import integrity, offline
from coordguide.site.serving.server import make_server

pytestmark = pytest.mark.browser

NEW = "0123456789abcdef"


class Host:
    """A server of a site that can be switched off and on again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.connections: list[socket.socket] = []
        self.on()

    def on(self) -> None:
        self.server: ThreadingHTTPServer = make_server(self.folder, self.port)
        self.port = self.server.server_port
        answer = self.server.process_request

        def process_request(request: socket.socket, client: tuple[str, int]) -> None:
            self.connections.append(request)
            answer(request, client)

        self.server.process_request = process_request
        Thread(target=self.server.serve_forever, daemon=True).start()

    def off(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        for one in self.connections:  # also those a browser holds open
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def host(site_dir: Path, tmp_path: Path) -> Iterator[Host]:
    """A copy of the site that a test may change."""
    shutil.copytree(site_dir, tmp_path / "site")
    host = Host(tmp_path / "site")
    yield host
    host.off()


@pytest.fixture
def visited(host: Host, new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a browser that visited the checklist once."""
    page = in_whole_steps(new_context(service_workers="allow").new_page())
    is_ready(page, f"{host.address}/checklist/?edition=flyer")
    is_kept(page)
    return page


def is_ready(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)


def is_kept(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-offline", "kept", timeout=60_000)


def renew(folder: Path, root: Path, name: str = NEW) -> None:
    """Make a newer version of a site: another folder of files, and another word on a page."""
    (old,) = (folder / "assets" / "coordguide").iterdir()
    change(folder, old.name, name)
    change(folder, "Coordination of Care", "Coordination of Care, renewed")
    old.rename(old.with_name(name))
    offline.write(root, folder)


def change(folder: Path, before: str, now: str) -> None:
    for page in folder.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(before, now))


def take_newer(page: Page) -> None:
    expect(page.locator(".newer-version")).to_contain_text("A newer version", timeout=60_000)
    with page.expect_navigation():
        page.get_by_role("button", name="Use the newer version").click()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)


def look_for_newer(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")


def test_the_checklist_and_the_guide_of_an_edition_open_without_network(visited, host):
    page = visited
    host.off()
    is_ready(page, f"{host.address}/checklist/?edition=orange-county-mhp")
    page.locator('input[name="member-age"][value="12-to-17"]').check()
    expect(page.locator('[data-question="custody-or-court-order"]')).to_be_visible()
    for path in ("editions/orange-county-mhp/", "editions/orange-county-mhp/release/", "guide/"):
        answer = page.goto(f"{host.address}/{path}")
        assert answer.ok
        assert page.evaluate("getComputedStyle(document.querySelector('.md-grid')).maxWidth") != ""
    page.goto(f"{host.address}/contribute/")
    expect(page.locator("h1")).to_contain_text("Without network")
    for short in ("checklist?edition=flyer", "checklist/index.html?edition=flyer"):
        is_ready(page, f"{host.address}/{short}")
        assert page.url == f"{host.address}/checklist/?edition=flyer"
    # A browser short of room may drop the copy: that ends in no circle.
    page.evaluate("caches.keys().then((all) => Promise.all(all.map((one) => caches.delete(one))))")
    with pytest.raises(Error, match=r"ERR_CONNECTION_REFUSED|ERR_FAILED"):
        page.goto(f"{host.address}/contribute/")
    host.on()


def test_two_copies_in_two_folders_leave_each_other_alone(site_dir, tmp_path, new_context, root):
    """Also where one stands in a folder of the other."""
    shutil.copytree(site_dir, tmp_path / "host" / "one")
    shutil.copytree(site_dir, tmp_path / "host" / "one" / "two")
    (tmp_path / "host" / "headers.json").write_text("{}")
    host = Host(tmp_path / "host")
    page = new_context(service_workers="allow").new_page()
    for folder in ("one", "one/two"):
        is_ready(page, f"{host.address}/{folder}/checklist/?edition=flyer")
        is_kept(page)
    for name in (NEW, NEW[::-1]):
        renew(tmp_path / "host" / "one" / "two", root, name)
        look_for_newer(page)
        take_newer(page)
        assert name in page.locator("#checklist").get_attribute("data-assets")
    host.off()
    for folder in ("one/two", "one"):
        is_ready(page, f"{host.address}/{folder}/checklist/?edition=orange-county-mhp")
    scopes = page.evaluate(
        """navigator.serviceWorker.getRegistrations().then((all) =>
            all.map(({ scope }) => new URL(scope).pathname).sort())"""
    )
    assert scopes == ["/one/", "/one/two/"]


def test_a_store_of_before_the_folders_had_names_goes(visited, host, root):
    page = visited
    page.evaluate(
        """async () => {
            for (const [name, folder] of [["0123", "./"], ["4567", "/other/checklist/"]]) {
                const store = await caches.open("coordguide:" + name);
                await store.put(new URL(folder, location), new Response(""));
            }
        }"""
    )
    renew(host.folder, root)
    look_for_newer(page)
    take_newer(page)
    kept = page.evaluate("caches.keys()")
    assert "coordguide:0123" not in kept
    assert "coordguide:4567" in kept


def test_a_newer_version_can_be_used_on_the_first_visit(visited, host, root):
    """No page is held to the old version then, so that the newer is in use when it is asked for."""
    page = visited
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    renew(host.folder, root)
    look_for_newer(page)
    take_newer(page)
    assert errors == []
    assert NEW in page.locator("#checklist").get_attribute("data-assets")


def test_a_newer_version_that_is_on_its_way_is_offered(visited, host, root):
    page = visited
    page.reload()
    renew(host.folder, root)
    look_for_newer(page)
    other = page.context.new_page()
    other.goto(f"{host.address}/guide/")
    expect(other.locator(".newer-version")).to_contain_text("A newer version", timeout=60_000)


def test_a_page_that_is_not_kept_has_its_styles_after_an_update(visited, host, root):
    page = visited
    page.reload()
    style = host.folder / "stylesheets" / "site.css"
    before = integrity.digest(style.read_bytes())
    style.write_text(style.read_text("utf-8") + "\n:root { --renewed: yes; }\n")
    change(host.folder, before, integrity.digest(style.read_bytes()))
    renew(host.folder, root)
    page.goto(f"{host.address}/contribute/")
    expect(page.locator("html")).to_have_css("--renewed", "yes")
    page.goto(f"{host.address}/guide/")  # from the copy, with the style of the copy
    expect(page.locator("html")).not_to_have_css("--renewed", "yes")
    loaded = "[...document.styleSheets].some(({ href }) => href?.includes('stylesheets/site.css'))"
    assert page.evaluate(loaded)


def test_a_newer_version_waits_and_is_never_mixed_with_the_old_one(visited, host, root):
    page = visited
    page.locator('input[name="member-age"][value="12-to-17"]').check()
    page.reload()  # from now on the copy answers
    (old,) = (host.folder / "assets" / "coordguide").iterdir()
    renew(host.folder, root)
    broken = host.folder / "guide" / "index.html"
    good = broken.read_bytes()
    broken.write_bytes(good + b"<!-- half of the upload -->")
    with pytest.raises(Exception, match="ServiceWorker"):
        look_for_newer(page)
        page.evaluate(
            """navigator.serviceWorker.getRegistration().then((one) => new Promise((done, failed) =>
            one.installing.onstatechange = ({ target }) =>
              target.state === "redundant" ? failed(Error("ServiceWorker")) : done()))"""
        )
    expect(page.locator(".newer-version")).to_have_count(0)
    broken.write_bytes(good)
    look_for_newer(page)
    expect(page.locator(".newer-version")).to_contain_text("A newer version", timeout=60_000)
    expect(page.locator("html")).to_have_attribute("data-offline", "kept")
    other = page.context.new_page()  # still the old one, whole, though the server lost it
    is_ready(other, f"{host.address}/checklist/?edition=flyer")
    assert old.name in other.locator("#checklist").get_attribute("data-assets")
    with page.expect_navigation():
        page.get_by_role("button", name="Use the newer version").click()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    assert NEW in page.locator("#checklist").get_attribute("data-assets")
    expect(page.locator('input[name="member-age"][value="12-to-17"]')).to_be_checked()
    # The other tab belongs to the old version and can still load a part of it, from our copy.
    other.context.new_cdp_session(other).send("Network.clearBrowserCache")
    loaded = other.evaluate(
        """() => import(new URL(document.getElementById("checklist").dataset.assets
                                + "word-processor.js", location.href)).then(() => true)"""
    )
    assert loaded


def test_never_where_data_is_saved_before_the_first_copy(site_url, new_context):
    """The browser's own switch; where there is a copy already, newer ones are looked for."""
    context = new_context(service_workers="allow")
    context.add_init_script(
        """Object.defineProperty(navigator, "connection",
               { value: { get saveData() { window.wasAsked = true; return !window.isFree; } } })"""
    )
    page = context.new_page()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    is_ready(page, f"{site_url}/checklist/?edition=flyer")
    for _ in tries(page):
        if page.evaluate("window.wasAsked === true"):
            break
    page.wait_for_timeout(1_000)
    known = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert page.evaluate(known) == 0
    assert page.evaluate("caches.keys()") == []
    expect(page.locator("html")).not_to_have_attribute("data-offline", re.compile("."))
    assert f"{site_url}/offline.js" not in asked
    page.add_init_script("window.isFree = true")
    page.reload()
    is_kept(page)  # the same page where nothing is to be saved
    other = context.new_page()
    other.goto(f"{site_url}/checklist/")
    is_kept(other)


def test_never_in_a_frame(site_url, new_context):
    # The policy allows no frame at all; here it is out of the way.
    page = new_context(service_workers="allow", bypass_csp=True).new_page()
    page.goto(f"{site_url}/about/privacy/")
    page.evaluate(
        """() => { const frame = document.createElement("iframe");
                   frame.src = "../../checklist/"; document.body.append(frame); }"""
    )
    frame = page.frame_locator("iframe")
    expect(frame.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    page.wait_for_timeout(500)
    known = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert page.evaluate(known) == 0
