"""The page of a package, launched for xAPI: its policy, its place of before, and access."""

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe import told, violations
from playwright.sync_api import Page, expect
from waiting import tries

from coordguide.lms import STANDARDS, Course, Packer

pytestmark = pytest.mark.browser

COURSE = "arizona-complete-health"
DOCUMENT = "coordguide.place"


@pytest.fixture(scope="module")
def packer(site_dir: Path) -> Packer:
    """A packer of the site's own files."""
    (assets,) = (site_dir / "assets" / "coordguide").iterdir()
    files = {
        path.relative_to(assets).as_posix(): path.read_bytes()
        for path in assets.rglob("*")
        if path.is_file()
    }
    files |= {name: (site_dir / name).read_bytes() for name in ("LICENSE.txt", "NOTICES.txt")}
    return Packer(files, "2026.11")


@pytest.fixture
def launch(
    page: Page, system: Any, system_files: Path, record_store: Any, packer: Packer
) -> Callable[[str], dict[str, Any]]:
    """Unpack a package that may report to an address, and open it; returns the trainee."""
    system.store = record_store

    def launched(endpoint: str) -> dict[str, Any]:
        folder = system_files / uuid.uuid4().hex
        package = packer.pack(Course(COURSE, "Arizona", 80), STANDARDS["xapi"], endpoint)
        zipfile.ZipFile(io.BytesIO(package.data)).extractall(folder)
        account = {"homePage": "https://lms.example.com", "name": folder.name}
        actor = {"objectType": "Agent", "account": account}
        activity = package.course.activity
        agent = json.dumps(actor, separators=(",", ":"))
        name = {"activityId": activity, "agent": agent, "stateId": DOCUMENT}
        system.documents[frozenset(name.items())] = {"place": f"0|{COURSE}|old", "told": {}}
        query = {
            "endpoint": system.endpoint,
            "auth": "Basic dHJhaW5lcjpzZWNyZXQ=",
            "actor": json.dumps(actor),
        }
        page.goto(f"{system.address}/{folder.name}/index.html?{urlencode(query)}")
        return actor

    return launched


def test_a_place_of_an_older_version_is_told_and_the_trainee_goes_on(
    launch: Callable[[str], dict[str, Any]], page: Page, system: Any
) -> None:
    actor = launch(system.endpoint.removesuffix("/xapi"))
    expect(page.locator("#practice")).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(page.locator(".pr-news")).to_contain_text("version")
    page.locator(".pr-cases button").first.click()
    page.locator(".pr-choices input").first.check()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".pr-verdict")).to_be_visible()
    for _ in tries(page):
        verbs = [one["verb"]["id"].split("/")[-1] for one in system.store.statements(actor)]
        if "progressed" in verbs and "answered" in verbs:
            break
    assert sorted(set(verbs)) == ["answered", "initialized", "progressed"]
    expect(page.locator(".pr-notice")).to_have_count(0)
    assert told(violations(page)) == []


@pytest.mark.parametrize(
    ("says", "told", "can_retry"), [(401, "login", False), (500, "error (500)", True)]
)
def test_no_retry_is_offered_that_cannot_succeed(
    launch: Callable[[str], dict[str, Any]],
    page: Page,
    system: Any,
    says: int,
    told: str,
    can_retry: bool,
) -> None:
    launch(system.endpoint.removesuffix("/xapi"))
    expect(page.locator("#practice")).to_have_attribute("data-state", "ready", timeout=60_000)
    system.says = says
    page.locator(".pr-cases button").first.click()
    notice = page.locator(".pr-notice")
    expect(notice).to_contain_text(told)
    expect(notice.get_by_role("button", name="Retry")).to_have_count(int(can_retry))
    expect(notice.get_by_role("button", name="Save the result as a file")).to_be_visible()


def test_a_package_reports_to_no_store_but_the_one_it_was_made_for(
    launch: Callable[[str], dict[str, Any]], page: Page, system: Any
) -> None:
    actor = launch("https://lrs.example.com")
    expect(page.locator("#notice")).to_contain_text("cannot be reached")
    assert system.store.statements(actor) == []
