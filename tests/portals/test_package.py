"""The element as an npm package, in portals made with React, with Angular, and with nothing."""

import json
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from waiting import tries

from coordguide import __version__
from coordguide.site.serving import package

pytestmark = pytest.mark.browser  # what builds these portals is fetched for `make test` only

HERE = Path(__file__).parent
STRICT = (
    "default-src 'none'; script-src 'self'; frame-src {site}; require-trusted-types-for 'script'"
)
WITH_COMPILER = "default-src 'none'; script-src 'self' 'unsafe-eval'; frame-src {site}"


@pytest.fixture(scope="module")
def portals(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of portals, with the package installed beside what they are built with."""
    folder = tmp_path_factory.mktemp("portals")
    (folder / "node_modules").mkdir()
    for one in (HERE / "node_modules").iterdir():
        (folder / "node_modules" / one.name).symlink_to(one)
    with tarfile.open(package.make(root, folder)) as packed:
        packed.extractall(folder / "node_modules", filter="data")
    (folder / "node_modules/package").rename(folder / "node_modules" / package.NAME)
    for source in (*HERE.glob("*.ts"), *HERE.glob("*.tsx"), HERE / "tsconfig.json"):
        (folder / source.name).write_bytes(source.read_bytes())
    # Another library of the portal may bring a copy of its own.
    script = (folder / "node_modules" / package.NAME / "index.js").read_bytes()
    (folder / "second-copy.js").write_bytes(script)
    return folder


@pytest.fixture(scope="module")
def tool(root: Path, portals: Path) -> Callable[..., str]:
    """Run a tool of ``checklist/web`` among the portals and return what it printed."""

    def run(name: str, *options: str) -> str:
        command = [root / "checklist/web/node_modules/.bin" / name, *options]
        done = subprocess.run(command, cwd=portals, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture
def open_portal(
    new_context: Callable[..., BrowserContext],
    serve: Callable[..., Page],
    site_url: str,
    portals: Path,
    tool: Callable[..., str],
) -> Iterator[Callable[..., Page]]:
    """Bundle a portal and open it, on another site than the checklist's."""
    with ExitStack() as stack:

        def opened(source: str, body: str, policy: str = STRICT) -> Page:
            script = portals / f"{source}.js"
            tool("esbuild", source, "--bundle", "--format=esm", f"--outfile={script}")
            html = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
            <script type="module" src="/portal.js"></script>
            <body data-site="{site_url}">{body}"""
            table = {"/": {"Content-Security-Policy": policy.format(site=site_url)}}
            files = {"/": html.encode(), "/portal.js": script.read_bytes()}
            address = stack.enter_context(serve(portals, table, files))
            page = new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(address.replace("127.0.0.1", "localhost"))
            return page

        yield opened


def ready(page: Page) -> Page:
    """Wait for the checklist in the only frame of a page."""
    frame = page.frame_locator("iframe")
    expect(frame.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    return frame


def test_it_has_the_version_of_the_site_and_a_license(portals: Path) -> None:
    folder = portals / "node_modules" / package.NAME
    described = json.loads((folder / "package.json").read_text("utf-8"))
    assert described["version"] == __version__
    assert "Apache License" in (folder / "LICENSE").read_text("utf-8")


def test_equal_input_gives_an_equal_package(root: Path, portals: Path, tmp_path: Path) -> None:
    again = package.make(root, tmp_path)
    assert again.read_bytes() == (portals / again.name).read_bytes()


def test_the_types_know_what_the_element_takes_and_says(tool: Callable[..., str]) -> None:
    tool("tsc")


@pytest.fixture
def drawn(portals: Path, tool: Callable[..., str], site_url: str) -> str:
    """What a server sends of the portal in React."""
    script = portals / "on-server.cjs"
    bundled = ["react-on-server.tsx", "--bundle", "--platform=node", f"--outfile={script}"]
    tool("esbuild", *bundled, f'--define:SITE="{site_url}"')
    done = subprocess.run(["node", script], capture_output=True, text=True, check=True)
    assert f'<coordination-checklist site="{site_url}"' in done.stdout
    return done.stdout.strip()


@pytest.mark.parametrize("where", ["in the browser", "on a server"])
def test_react_draws_it_hears_it_and_clears_it(
    open_portal: Callable[..., Page], drawn: str, site_url: str, where: str
) -> None:
    begun = drawn if where == "on a server" else ""
    page = open_portal("react.tsx", f'<div id="portal" data-site="{site_url}">{begun}</div>')
    frame, told = ready(page), page.locator("output")
    expect(told).to_contain_text("ready flyer")
    page.get_by_role("button", name="Another plan").click()
    expect(told).to_contain_text("ready orange-county-mhp")
    if where == "in the browser":
        expect(told).to_contain_text("step start")
    frame.locator('input[name="member-age"][value="12-to-17"]').check()
    for _ in tries(page):  # on a busy machine a first press may go by
        page.get_by_role("button", name="Clear").click()
        if "cleared true" in told.inner_text():
            break
    expect(told).to_contain_text("cleared true")
    expect(frame.locator('[name="member-age"]:checked')).to_have_count(0)


def test_angular_binds_its_attributes_and_hears_its_events(
    open_portal: Callable[..., Page],
) -> None:
    page = open_portal("angular.ts", "<app-portal></app-portal>", WITH_COMPILER)
    ready(page)
    expect(page.locator("output")).to_contain_text("ready flyer")
    page.get_by_role("button", name="Another plan").click()
    expect(page.locator("output")).to_contain_text("ready orange-county-mhp")


def test_in_a_narrow_place_a_button_opens_it_over_the_page(
    open_portal: Callable[..., Page],
) -> None:
    page = open_portal("plain.ts", "<aside></aside><output></output>")
    door = page.get_by_role("button", name="Coordination checklist, Sample Plan")
    door.focus()
    expect(page.locator("iframe")).to_have_count(0)  # nothing is loaded for who does not need it
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Coordination checklist, Sample Plan")
    frame = ready(page)
    expect(page.locator("output")).to_contain_text("ready")
    box, button = dialog.bounding_box(), dialog.get_by_role("button", name="Close").bounding_box()
    inside = page.locator("iframe").bounding_box()
    assert box["height"] > 800
    assert inside["height"] > 700
    assert button["height"] >= 24
    assert button["y"] + button["height"] <= inside["y"]
    frame.locator('input[name="member-age"][value="12-to-17"]').check()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    expect(door).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.locator('[name="member-age"][value="12-to-17"]')).to_be_checked()


@pytest.mark.parametrize("site", ["", "javascript:alert(1)", "http://[", None], ids=str)
def test_without_the_address_of_a_site_the_words_of_the_portal_stand(
    open_portal: Callable[..., Page], portals: Path, site: str | None
) -> None:
    (portals / "words.ts").write_text('import "coordination-checklist";\n', "utf-8")
    said = "" if site is None else f' site="{site}"'
    body = f"<coordination-checklist{said}>By phone: 555-0100</coordination-checklist>"
    page = open_portal("words.ts", body)
    expect(page.get_by_text("By phone")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
