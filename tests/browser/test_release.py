"""A release stands by itself: any server for files will do, and all in it is accounted for."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from pace import in_whole_steps
from playwright.sync_api import BrowserContext, expect

from coordguide.site.notices import parts, written
from coordguide.site.serving import archive, bill_of_materials

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def released(root: Path, site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release, and the archive unpacked in it."""
    folder = tmp_path_factory.mktemp("release")
    with zipfile.ZipFile(archive.make(root, site_dir, folder)) as made:
        made.extractall(folder)
    return folder


@pytest.fixture(params=["", "below/"], ids=["at the top", "in a folder below"])
def plain_server(released: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Python's own server for files: no headers of ours, no types of ours."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    (site,) = (path for path in released.iterdir() if path.is_dir())
    top = tmp_path if request.param else site
    if request.param:
        (tmp_path / "below").symlink_to(site)
    with subprocess.Popen(
        command, cwd=top, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        address = server.stdout.readline().partition("(")[2].partition("/)")[0]
        yield f"{address}/{request.param}".rstrip("/")
        server.terminate()


def test_it_runs_from_a_plain_server(
    new_context: Callable[..., BrowserContext], plain_server: str
) -> None:
    page = new_context(service_workers="allow").new_page()
    in_whole_steps(page).goto(f"{plain_server}/checklist/?edition=flyer")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    page.locator('input[name="member-age"][value="12-to-17"]').check()
    expect(page.locator('[data-question="custody-or-court-order"]')).to_be_visible()
    refused = page.evaluate(
        "fetch('http://elsewhere.invalid/').then(() => 'sent', () => 'refused')"
    )
    assert refused == "refused"
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "connect-src 'self'" in policy
    expect(page.locator("html")).to_have_attribute("data-offline", "kept", timeout=60_000)


def test_the_checksums_are_right(released: Path) -> None:
    (site,) = (path for path in released.iterdir() if path.is_dir())
    for folder in (released, site):
        subprocess.run(["sha256sum", "--check", "--quiet", archive.SUMS], cwd=folder, check=True)
    listed = {line[66:] for line in (site / archive.SUMS).read_text().splitlines()}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert there - listed == {archive.SUMS}


def test_the_bill_of_materials_is_valid_and_whole(released: Path) -> None:
    text = (released / bill_of_materials.FILE).read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    named = {part["name"]: part for part in json.loads(text)["components"]}
    wanted = {"pyodide", "docx", "python", "@fontsource/atkinson-hyperlegible", "mkdocs-material"}
    assert wanted <= named.keys()
    assert "axe-core" not in named  # for tests only
    (site,) = (path for path in released.iterdir() if path.is_dir())
    for part in named.values():
        for place in part.get("evidence", {}).get("occurrences", ()):
            assert (site / place["location"]).is_file(), part["name"]
    for name in ("stdlib.zip", "pyodide.asm.wasm", "word-processor.js", "checklist.js"):
        assert any(part.endswith(f"/{name}") for part in named)


def test_license_and_notices_are_of_what_is_in_the_archive(root: Path, released: Path) -> None:
    (site,) = (path for path in released.iterdir() if path.is_dir())
    assert (site / "LICENSE.txt").read_bytes() == (root / "LICENSE").read_bytes()
    there = parts.find(root, parts.folder(site))
    assert (site / "NOTICES.txt").read_text("utf-8") == written.notices(there)


def test_the_same_site_gives_the_same_bytes(root: Path, site_dir: Path, tmp_path: Path) -> None:
    first, second = (archive.make(root, site_dir, tmp_path / part) for part in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_over_plain_http_all_works_but_locking_and_the_copy(
    new_context: Callable[..., BrowserContext], site_url: str
) -> None:
    """At another name than this computer's, which browsers take for as good as https."""
    page = new_context(service_workers="allow").new_page()
    plain = "http://checklist.invalid"
    page.route(
        f"{plain}/**",
        lambda route: route.fulfill(
            response=route.fetch(url=route.request.url.replace(plain, site_url))
        ),
    )
    in_whole_steps(page).goto(f"{plain}/checklist/?edition=flyer")
    assert not page.evaluate("isSecureContext")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    page.locator('input[name="member-age"][value="18-or-older"]').check()
    expect(page.locator(".cl-card").first).to_be_visible()
    expect(page.locator("html")).not_to_have_attribute("data-offline", "kept")
    page.get_by_role("button", name="Open “Summary").first.click()
    page.get_by_role("button", name="Copy the note").click()
    expect(page.locator(".cl-note-part .cl-said")).not_to_be_empty()
    page.locator('#cl-files [data-act="save"]').click()
    expect(page.locator(".cl-file-dialog")).to_contain_text("cannot encrypt here")
    with page.expect_download():
        page.locator('[data-act="save-unlocked"]').click()
