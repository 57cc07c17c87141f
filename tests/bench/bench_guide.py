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
            context = browser.new_context()
            page = context.new_page()
            asked: list[Any] = []
            page.on("requestfinished", lambda request, asked=asked: asked.append(request))
            page.goto(f"{site_url}/{'' if name == '.' else name + '/'}", wait_until="networkidle")
            sizes = [one.sizes()["responseBodySize"] for one in asked if one.url[:4] == "http"]
            rows.append((sum(sizes), len(sizes), name))
            context.close()
    print("\nbytes and requests of a first visit, compressed, heaviest first")
    for size, requests, name in sorted(rows, reverse=True):
        print(f"{size:10,} {requests:4}  {name}")
