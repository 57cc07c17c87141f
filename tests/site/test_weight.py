"""A guide page is light, and none waits for Python."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

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
