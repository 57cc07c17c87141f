"""A guide page is light, and none waits for Python."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from coordguide.site.bundle import offline

pytestmark = pytest.mark.browser

LIMIT = 250_000  # bytes on a first visit, compressed as our server sends them
PAGES = (
    "/",
    "/guide/",
    "/guide/release/",
    "/guide/obstacles/",
    "/editions/",
    "/editions/orange-county-mhp/",
    "/editions/orange-county-mhp/law/",
    "/sources/",
    "/guide/forms/",
    "/forms/arizona-complete-health/release-hipaa/",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_first_visit_is_light_and_needs_no_python(
    new_context: Callable[..., BrowserContext], site_url: str, address: str
) -> None:
    asked: list[Any] = []
    page = new_context().new_page()
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(site_url + address, wait_until="networkidle")
    sizes = {one.url: one.sizes()["responseBodySize"] for one in asked if one.url[:4] == "http"}
    assert sum(sizes.values()) < LIMIT, sizes
    assert not [url for url in sizes if "pyodide" in url or "stdlib" in url]


def test_the_copy_for_use_without_network_is_as_large_as_its_page_says(
    site_dir: Path, root: Path
) -> None:
    page = (root / "docs/about/offline.md").read_text("utf-8")
    said = int(re.search(r"about (\d+) megabytes", page)[1])
    size = sum((site_dir / name).stat().st_size for name in offline.kept(site_dir))
    assert abs(size / 1e6 - said) < 3
    kept = offline.kept(site_dir)
    for part in (
        "checklist/",
        "guide/",
        "editions/flyer/",
        "forms/flyer/",
        "paper/",
        "practice/",
        "glossary/",
        "sources/",
    ):
        assert any(name.startswith(part) for name in kept), part
    assert not [
        name
        for name in kept
        if name.startswith(("contribute/", "decisions/", "portals/", "embed/"))
    ]
