"""``make bench``: how many bytes the checklist is, how soon it answers, how fast after that.

Every figure is printed as measured on this machine in this run. Times of
different runs do not compare: what compares are the ratios, whose two sides
took turns in the same rounds, each in a browser started anew.
"""

import json
import shutil
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from libraries import put_complete_library
from playwright.sync_api import Browser

from coordguide.site.bundle.assets import read_cases
from coordguide.site.bundle.runtime import RUNTIME_FILES

ROUNDS = 7
CALLS = {1: 300, 5: 100, 50: 20}  # contacts of the case to messages timed

SIZES = """
const { gzipSync, brotliCompressSync } = require("node:zlib");
const { readFileSync } = require("node:fs");
const sizes = process.argv.slice(1).map((path) => {
  const raw = readFileSync(path);
  return [raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length];
});
console.log(JSON.stringify(sizes));
"""
BARE_PAGE = """<!doctype html><title>bare</title><p id="done"></p>
<script type="module" src="bare.js"></script>"""
BARE_SCRIPT = """
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
python.runPython("1 + 1");
performance.mark("coordguide:ready");
document.getElementById("done").dataset.state = "ready";
"""
READY = "performance.getEntriesByName('coordguide:ready')[0].startTime"

# Starts the site's worker and times messages one after the other, after some to warm up.
# Each message is about another day, so that every contact is judged anew.
TIME = """([address, request, calls]) => new Promise((resolve, reject) => {
  const worker = new Worker(address, { type: "module" });
  const times = [];
  let sent;
  const send = () => {
    const today = new Date(Date.UTC(2026, 5, 1 + times.length)).toISOString().slice(0, 10);
    sent = performance.now();
    worker.postMessage({ ...request, case: { ...request.case, today }, id: times.length + 1 });
  };
  worker.onmessage = ({ data }) => {
    if (data.event === "failed") reject(new Error(JSON.stringify(data)));
    else if (data.event === "ready") send();
    else if (data.type === "error") reject(new Error(data.message));
    else if (data.type === "result") {
      times.push(performance.now() - sent);
      if (times.length < calls + 10) send(); else resolve(times.slice(10));
    }
  };
})"""


def spread(times: list[float]) -> str:
    return f"{min(times):.0f} / {statistics.median(times):.0f} / {max(times):.0f}"


def measure_sizes(site_dir: Path, root: Path) -> None:
    (assets,) = (site_dir / "assets" / "coordguide").iterdir()
    npm = root / "checklist" / "web" / "node_modules" / "pyodide"
    names = (*RUNTIME_FILES.values(), "python_stdlib.zip", "pyodide-lock.json")
    stock = [npm / name for name in names]
    ours = sorted(path for path in assets.rglob("*") if path.is_file())
    ran = subprocess.run(["node", "-e", SIZES, *ours, *stock], check=True, capture_output=True)
    sizes = json.loads(ran.stdout)
    print(f"{'bytes of the checklist':28}{'raw':>12}{'gzip':>12}{'brotli':>12}")
    for path, row in zip(ours, sizes, strict=False):
        print(f"{path.name:28}" + "".join(f"{size:12,}" for size in row))
    total, bare = (
        [sum(column) for column in zip(*rows, strict=True)]
        for rows in (sizes[: len(ours)], sizes[len(ours) :])
    )
    print(f"{'all of it':28}" + "".join(f"{size:12,}" for size in total))
    print(f"{'runtime as it comes':28}" + "".join(f"{size:12,}" for size in bare))
    print(
        f"{'ratio':28}"
        + "".join(f"{ours / theirs:12.2f}" for ours, theirs in zip(total, bare, strict=True))
    )


def measure_start(
    site_dir: Path,
    root: Path,
    tmp_path: Path,
    serve: Callable[..., Any],
    new_browser: Callable[[], Browser],
) -> None:
    complete, bare = tmp_path / "complete", tmp_path / "bare"
    shutil.copytree(site_dir, complete)
    put_complete_library(complete, root)
    shutil.copytree(root / "checklist/web/node_modules/pyodide", bare)
    (bare / "index.html").write_text(BARE_PAGE)
    (bare / "bare.js").write_text(BARE_SCRIPT)
    times: dict[str, list[float]] = {"checklist": [], "complete library": [], "bare runtime": []}
    with serve(site_dir) as one, serve(complete) as two, serve(bare, {}) as three:
        addresses = (f"{one}/checklist/", f"{two}/checklist/", f"{three}/")
        for _ in range(ROUNDS):
            for name, address in zip(times, addresses, strict=True):
                with new_browser() as browser:
                    page = browser.new_page()
                    page.goto(address)
                    page.locator("[data-state=ready]").wait_for(state="attached", timeout=60_000)
                    times[name].append(page.evaluate(READY))
    print(
        f"\nms from navigation to the first answer, {ROUNDS} rounds in turn, "
        "a new browser each: min / median / max"
    )
    for name, taken in times.items():
        pairs = [a / b for a, b in zip(taken, times["bare runtime"], strict=True)]
        print(
            f"{name:28}{spread(taken):>24}   {statistics.median(pairs):.2f} of the bare runtime"
            f" (worst {max(pairs):.2f})"
        )


def measure_answers(
    site_dir: Path, root: Path, site_url: str, new_browser: Callable[[], Browser]
) -> None:
    case = json.loads(
        json.dumps(max(read_cases(root), key=lambda case: len(case["contacts"])), default=str)
    )
    (assets,) = (site_dir / "assets" / "coordguide").iterdir()
    print("\nms from a message to its answer in the browser, median / 99 of 100 below / worst")
    with new_browser() as browser:
        page = browser.new_page()
        page.goto(f"{site_url}/sources/")
        for contacts, calls in CALLS.items():
            team = [
                {**case["contacts"][n % len(case["contacts"])], "id": f"contact-{n + 1}"}
                for n in range(contacts)
            ]
            request = {"v": 1, "type": "evaluate", "case": {**case, "contacts": team}}
            worker = f"{site_url}/assets/coordguide/{assets.name}/worker.js"
            times = sorted(page.evaluate(TIME, [worker, request, calls]))
            print(
                f"{f'contacts: {contacts}':28}{statistics.median(times):8.1f}"
                f"{times[calls * 99 // 100 - 1]:8.1f}{times[-1]:8.1f}"
            )
