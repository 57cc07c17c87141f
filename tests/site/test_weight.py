"""A guide page is light, none waits for Python, and the checklist takes answers long before it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from weighing import BYTES_UNTIL_USABLE

from coordguide.site.bundle import offline
from coordguide.site.bundle.runtime import RUNTIME_FILES
from coordguide.site.bundle.scripts import ENGINE_STARTS_WITH

pytestmark = pytest.mark.browser

LIMIT = 120_000  # bytes on a first visit, compressed as our server sends them
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


UNTIL_USABLE = 150_000  # bytes before an answer on the first screen is taken
ENGINE = [*ENGINE_STARTS_WITH, *RUNTIME_FILES, "stdlib.zip", "content.json"]
"""What the worker asks for beside the page, and now and then before it."""

UNTIL_READY = 4_400_000
"""Bytes until Python answered; our server takes the best compression for small files only."""


def test_the_checklist_takes_an_answer_soon_and_asks_for_little_until_python_answers(
    new_context: Callable[..., BrowserContext], site_url: str
) -> None:
    asked: list[Any] = []
    context = new_context()
    context.on("requestfinished", lambda request: asked.append(request))
    page = context.new_page()
    page.goto(f"{site_url}/checklist/")
    page.locator("#checklist[data-state=ready]").wait_for(timeout=60_000)
    assert 0 < page.evaluate(BYTES_UNTIL_USABLE, ENGINE) <= UNTIL_USABLE
    sizes = [max(0, one.sizes()["responseBodySize"]) for one in asked]
    assert 2_000_000 < sum(sizes) <= UNTIL_READY  # the runtime is among them
    assert len(asked) <= 30


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
        if name.startswith(
            ("contribute/", "decisions/", "portals/", "embed/", "practice/packages/")
        )
    ]
