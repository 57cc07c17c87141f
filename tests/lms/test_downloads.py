"""The packages as they are offered: on the site, and by the command line."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from coordguide.__main__ import main

NAME = "practice-arizona-complete-health-scorm12"
PAGE = "practice/learning-systems/"


@pytest.fixture(scope="module")
def checksum(site_dir: Path) -> str:
    """The checksum that the page shows for one package."""
    page = (site_dir / PAGE / "index.html").read_text("utf-8")
    return re.search(rf'data-name="{NAME}\.zip"[^>]*data-sha256="(\w{{64}})"', page)[1]


@pytest.mark.browser
def test_a_package_is_put_together_checked_and_given(
    page: Page, site_url: str, checksum: str
) -> None:
    page.goto(f"{site_url}/{PAGE}")
    row = page.locator("tr", has=page.locator(f'[data-name="{NAME}.zip"]'))
    expect(row.locator("code")).to_have_text(checksum)
    with page.expect_download() as given:
        row.get_by_role("button").click()
    assert given.value.suggested_filename == f"{NAME}.zip"
    assert hashlib.sha256(given.value.path().read_bytes()).hexdigest() == checksum
    expect(page.locator(".packages [role=status]")).to_contain_text("checksum is the one")

    # A part of another version, as while a site is being replaced: nothing is saved.
    def alter(route: Route) -> None:
        route.fulfill(body=route.fetch().body()[:-1] + b"\1")

    downloads: list[object] = []
    page.on("download", lambda one: downloads.append(one))
    page.route(f"**/{NAME}.end", alter)
    row.get_by_role("button").click()
    expect(page.locator(".packages [role=status]")).to_contain_text("was not saved")
    page.route(f"**/{NAME}.end", lambda route: route.abort())
    row.get_by_role("button").click()
    expect(page.locator(".packages [role=status]")).to_contain_text("could not be fetched")
    assert downloads == []


@pytest.fixture
def lms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Run ``coordguide lms``; returns its status and what it wrote."""

    def run(**changed: str) -> tuple[int, str, str]:
        given = {
            "course": "arizona-complete-health",
            "standard": "scorm12",
            "out": str(tmp_path / "package.zip"),
        }
        words = [f"--{name}={value}" for name, value in (given | changed).items()]
        status = main(["lms", *words])
        return status, *capsys.readouterr()

    return run


def test_the_command_writes_the_very_same_bytes(
    lms: Callable[..., tuple[int, str, str]], tmp_path: Path, checksum: str
) -> None:
    status, said, _ = lms()
    assert status == 0
    written = tmp_path / "package.zip"
    assert hashlib.sha256(written.read_bytes()).hexdigest() == checksum
    assert said == f"{checksum}  {written}\n"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"course": "arizona"}, '--course: found "arizona"; allowed: '),
        ({"endpoint": "https://lrs.example.com/"}, "--endpoint: found with scorm12"),
        ({"standard": "xapi", "endpoint": "lrs.example.com"}, "such as https://lrs.example.com/"),
        ({"standard": "xapi", "endpoint": "https://a.example; script-src *"}, "such as https://"),
        ({"out": "no-such-folder/package.zip"}, "no-such-folder/package.zip cannot be written"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    site_dir: Path,
    lms: Callable[..., tuple[int, str, str]],
    changed: dict[str, str],
    said: str,
) -> None:
    status, _, refused = lms(**changed)
    assert status == 2
    assert said in refused
    assert "Traceback" not in refused
