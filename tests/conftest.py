"""What tests share: the content, the built site, our server, and a real browser."""

import fcntl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Page,
    expect,
    sync_playwright,
)

from coordguide import authoring
from coordguide.model import Content
from coordguide.site.serving.headers import Table
from coordguide.site.serving.server import make_server

ROOT = Path(__file__).parent.parent
SLOW = 60_000  # ms: two browsers share a small machine with the tests beside them
OFF = [  # the last list counts: what the driver switches off for its own sake, and the popups
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    # Pages of the browser's own below its address bar: half of what opening a page costs.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
]
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # a forge's container has little shared memory
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join(OFF),
    # A test is over before compiling the runtime once more, for speed, would pay; of a tenth of
    # this budget the start alone leaves nothing. What a test never calls need not be compiled.
    "--js-flags=--wasm-tiering-budget=2000000000 --wasm-lazy-compilation",
]

expect.set_options(timeout=SLOW)

Serve = Callable[..., AbstractContextManager[str]]

# A test that asks for one of these needs what `make quick` goes without.
NEEDS = {
    "site_dir": "built",
    "chromium": "browser",
    "start_with": "browser",
    "record_store": "browser",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for, however far behind other fixtures that stands."""
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def bundle() -> dict[str, Any]:
    """The content as the build compiles it."""
    return authoring.load(ROOT / "checklist" / "content")


@pytest.fixture(scope="session")
def content(bundle: dict[str, Any]) -> Content:
    """The content as the engine reads it."""
    return Content.from_bundle(bundle)


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The site as ``make build`` leaves it, built now unless it is fresh."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # workers of one run must not build side by side
        subprocess.run(["make", "--silent", "build"], cwd=ROOT, check=True)
    return ROOT / "site"


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Serve any folder with our own server: ``with serve(folder, headers) as address``.

    A third argument holds files by their address, to send instead of the folder's.
    """

    @contextmanager
    def serving(
        folder: Path, table: Table | None = None, instead: dict[str, bytes] | None = None
    ) -> Iterator[str]:
        server = make_server(folder, 0, table, instead)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    return serving


@pytest.fixture(scope="session")
def site_url(site_dir: Path, serve: Serve) -> Iterator[str]:
    """The address of the built site, without a slash at its end."""
    with serve(site_dir) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """The kind of browser the tests drive."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def start_with() -> dict[str, Any]:
    """How the system's Chromium is started: where it is, and its flags."""
    found = subprocess.run(
        [ROOT / "tests" / "find-browser"], check=True, capture_output=True, text=True
    )
    return {"executable_path": found.stdout.strip(), "args": FLAGS}


@pytest.fixture(scope="session")
def new_browser(chromium: BrowserType, start_with: dict[str, Any]) -> Callable[[], Browser]:
    """Start the system's Chromium: ``with new_browser() as browser``."""
    return lambda: chromium.launch(**start_with)


@pytest.fixture(scope="session")
def browser(new_browser: Callable[[], Browser]) -> Iterator[Browser]:
    """One browser for all tests; each test has its own context in it."""
    with new_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def keeping_browser(chromium: BrowserType, start_with: dict[str, Any]) -> Iterator[Browser]:
    """One that keeps the pages one left, for who goes back; the driver switches that off."""
    off = ["--disable-back-forward-cache"]
    with chromium.launch(**start_with, ignore_default_args=off) as browser:
        yield browser


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser context of one's own (scripts off, dark, small, ...); closed by itself."""
    opened = []

    def open_context(**options: Any) -> BrowserContext:
        # Only tests of use without network keep the whole site; a copy would also hide from
        # other tests what they ask of the server.
        context = browser.new_context(**{"service_workers": "block", **options})
        context.set_default_timeout(SLOW)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A fresh page: nothing stored, nothing cached."""
    return new_context().new_page()
