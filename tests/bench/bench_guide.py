"""``make bench``: how long the site takes to build, and what each page weighs on a first visit."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from coordguide.model import Content
from coordguide.site.pages import printed

BUILDS = 3
EDITION = "orange-county-mhp"  # its copies of the guide stand for those of the others
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def measure_build(root: Path, content: Content, site_dir: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir"]
    times = []
    for turn in range(BUILDS):
        started = time.perf_counter()
        subprocess.run([*command, tmp_path / str(turn)], cwd=root, check=True, env=QUIET)
        times.append(time.perf_counter() - started)
    pages = len(list(site_dir.rglob("index.html")))
    print(f"\nseconds to build {pages} pages again, sheets kept: {statistics.median(times):.1f}")
    (tmp_path / "checklist").symlink_to(root / "checklist")  # nothing kept there: all anew
    started = time.perf_counter()
    sheets = printed.make(content, tmp_path)
    print(f"seconds to set {len(sheets)} sheets anew: {time.perf_counter() - started:.1f}")


STOCK = """site_name: Stock
theme: {name: material, font: false, features: [navigation.instant]}
plugins: [search]
"""


def measure_beside_stock(
    root: Path,
    site_url: str,
    tmp_path: Path,
    serve: Callable[..., Any],
    new_browser: Callable[[], Browser],
) -> None:
    """Weigh a guide page beside one of the theme as it comes, with the same words."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_bytes((root / "docs/guide/release.md").read_bytes())
    (tmp_path / "mkdocs.yml").write_text(STOCK)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=tmp_path, check=True, env=QUIET)
    with new_browser() as browser, serve(tmp_path / "site", {}) as stock:
        ours, (theirs, _) = weighed(browser, f"{site_url}/guide/release/"), weighed(browser, stock)
    print(f"\nbytes of a guide page, first visit: {ours[0]:,}, beside the theme as it comes")
    print(f"{theirs:,}: ratio {ours[0] / theirs:.2f}   target 1.00")


def weighed(browser: Browser, address: str) -> tuple[int, int]:
    """Return bytes and requests of a first visit, compressed as sent."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[Any] = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(address, wait_until="networkidle")
    sizes = [one.sizes()["responseBodySize"] for one in asked if one.url[:4] == "http"]
    context.close()
    return sum(sizes), len(sizes)


def measure_pages(site_dir: Path, site_url: str, new_browser: Callable[[], Browser]) -> None:
    names = sorted(
        file.parent.relative_to(site_dir).as_posix() for file in site_dir.rglob("index.html")
    )
    rows = []
    with new_browser() as browser:
        for name in names:
            is_twin = name.startswith("editions/") and "/" in name[9:] and EDITION not in name
            if name == "checklist" or is_twin:
                continue
            address = f"{site_url}/{'' if name == '.' else name + '/'}"
            rows.append((*weighed(browser, address), name))
    print("\nbytes and requests of a first visit, compressed, heaviest first")
    for size, requests, name in sorted(rows, reverse=True):
        print(f"{size:10,} {requests:4}  {name}")
