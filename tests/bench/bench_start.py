"""``make bench``: how many bytes the checklist is, how soon it answers, how fast after that.

Every figure is printed as measured on this machine in this run. Times of
different runs do not compare: what compares are the ratios, whose two sides
took turns in the same rounds, each in a browser started anew.
"""

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import other_forms
from libraries import put_complete_library
from playwright.sync_api import Browser, Error
from throttled import Line, throttled
from weighing import BYTES_UNTIL_USABLE

from coordguide.model import Content
from coordguide.site.bundle.assets import read_cases
from coordguide.site.bundle.runtime import RUNTIME_FILES
from coordguide.site.serving import headers

ROUNDS = 7
SLOW_ROUNDS = 3
MOST_SECONDS = 600  # for all rounds of one table
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

# Waits for a mark, of ours or of a page beside it, and returns when it was set.
MARK = """(name) => new Promise((resolve, reject) => {
  const end = performance.now() + 90_000;
  const look = () => {
    const found = performance.getEntriesByType("mark").find((mark) =>
      mark.name === name || mark.name === `coordguide:${name}`);
    if (found) resolve(found.startTime);
    else if (performance.now() > end) reject(new Error(`${name} was not reached in 90 s`));
    else setTimeout(look, 20);
  };
  look();
})"""

LONG_TASKS = """
let held = 0;
new PerformanceObserver((list) => list.getEntries().forEach((task) => { held += task.duration; }))
  .observe({ type: "longtask", buffered: true });
window.longTasks = () => held;
"""

# Presses the answer to the first question as soon as it is painted, and waits for what comes first.
PRESS_DANGER = """
{
  const told = () => [...document.querySelectorAll(".cl-first")].some((one) => one.offsetParent)
    ? performance.mark("told") : setTimeout(told, 1);
  const press = () => {
    const choice = document.querySelector(
      '#checklist input[name="emergency"][value="medical-emergency"]');
    const painted = performance.getEntriesByName("first-contentful-paint").length;
    if (!choice || !painted) return setTimeout(press, 1);
    choice.click();
    told();
  };
  press();
}
"""

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


class Start(NamedTuple):
    """One thing that is started in every round: where it is, how it is used, and what is timed.

    ``marks`` are the names of the marks to read, ``act`` a script that presses something as soon
    as it is there, ``again`` whether the same profile comes back once the offline store is filled.
    """

    name: str
    address: str
    marks: tuple[str, ...]
    act: str = ""
    again: bool = False


class Figure(NamedTuple):
    """One line of the table: what is measured beside what, and what it should reach at most."""

    says: str
    ours: str
    beside: str
    target: float


FIGURES = (
    Figure("an answer is taken, beside LHC-Forms drawing", "site usable", "LHC-Forms drawn", 0.35),
    Figure("Python answers, beside a bare page with it", "site ready", "bare ready", 0.50),
    Figure("the same on a second visit", "site ready again", "bare ready again", 0.50),
    Figure("the same, second visit, beside LHC-Forms", "site ready again", "LHC-Forms drawn", 1.0),
    Figure("the whole library instead of ours", "complete ready", "bare ready", 1.0),
    Figure("first words in an emergency, beside SurveyJS", "danger told", "SurveyJS told", 1.0),
)
AT_10_MBIT = (Figure("Python answers at 10 Mbit/s, 40 ms", "site ready", "bare ready", 0.55),)


def measure_start(
    site_dir: Path,
    root: Path,
    content: Content,
    tmp_path: Path,
    serve: Callable[..., Any],
    new_browser: Callable[[], Browser],
) -> None:
    complete, bare, others = tmp_path / "complete", tmp_path / "bare", tmp_path / "others"
    shutil.copytree(site_dir, complete)
    put_complete_library(complete, root)
    shutil.copytree(root / "checklist/web/node_modules/pyodide", bare)
    (bare / "index.html").write_text(BARE_PAGE)
    (bare / "bare.js").write_text(BARE_SCRIPT)
    other_forms.write(content, root / "tests/bench/others/node_modules", others)
    with ExitStack() as stack:
        one, two = (stack.enter_context(serve(folder)) for folder in (site_dir, complete))
        three, four = (stack.enter_context(serve(folder, {})) for folder in (bare, others))
        starts = [
            Start("site", f"{one}/checklist/", ("usable", "ready"), again=True),
            Start("danger", f"{one}/checklist/", ("told",), act=PRESS_DANGER),
            Start("complete", f"{two}/checklist/", ("ready",)),
            Start("bare", f"{three}/", ("ready",), again=True),
            Start("LHC-Forms", f"{four}/lhc-forms.html", ("drawn",)),
            Start("SurveyJS", f"{four}/surveyjs.html", ("drawn", "told")),
        ]
        times = in_turn(starts, ROUNDS, new_browser)
    print(f"\nms from navigation, {ROUNDS} rounds in turn, a new browser each: min / median / max")
    show(times, FIGURES)
    long_tasks = [taken["site long tasks"] for taken in times]
    print(f"{'long tasks until ready, ms':46}{spread(long_tasks):>24}   target 50")
    asked = [taken["site bytes until usable"] for taken in times]
    print(f"{'bytes until usable, compressed':46}{spread(asked):>24}   target 150000")


def measure_start_on_a_slow_line(
    site_dir: Path, root: Path, tmp_path: Path, new_browser: Callable[[], Browser]
) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(root / "checklist/web/node_modules/pyodide", bare)
    (bare / "index.html").write_text(BARE_PAGE)
    (bare / "bare.js").write_text(BARE_SCRIPT)
    line = Line(rate=10_000_000, delay=0.04)
    with throttled(site_dir, headers.read(site_dir), line) as one, throttled(bare, {}, line) as two:
        starts = [
            Start("site", f"{one}/checklist/", ("ready",)),
            Start("bare", f"{two}/", ("ready",)),
        ]
        times = in_turn(starts, SLOW_ROUNDS, new_browser)
    print(f"\nms over a slow line, {SLOW_ROUNDS} rounds in turn: min / median / max")
    show(times, AT_10_MBIT)


def in_turn(
    starts: list[Start], rounds: int, new_browser: Callable[[], Browser]
) -> list[dict[str, float]]:
    """Start each thing once in every round; a round in which one fails counts for nothing."""
    times = []
    end = time.monotonic() + MOST_SECONDS
    for number in range(rounds):
        if time.monotonic() > end:
            print(f"\n{number} of {rounds} rounds: the others would take too long")
            break
        print(f"\rround {number + 1} of {rounds}", end="", flush=True)
        try:
            times.append({name: ms for one in starts for name, ms in timed(one, new_browser)})
        except Error as error:
            print(f"\nround {number + 1} counts for nothing: {error.message.splitlines()[0]}")
    return times


def timed(start: Start, new_browser: Callable[[], Browser]) -> Iterator[tuple[str, float]]:
    """Start one thing in a new browser; yield what was timed by name, in ms."""
    with new_browser() as browser:
        context = browser.new_context()
        context.add_init_script(LONG_TASKS + start.act)
        for visit in ("", " again") if start.again else ("",):
            page = context.new_page()
            page.goto(start.address)
            for mark in start.marks:
                ms = page.evaluate(MARK, mark)
                yield f"{start.name} {mark}{visit}", ms
            yield f"{start.name} long tasks{visit}", page.evaluate("longTasks()")
            if "usable" in start.marks:
                yield (
                    f"{start.name} bytes until usable{visit}",
                    page.evaluate(BYTES_UNTIL_USABLE, []),
                )
            if start.again and start.name == "site":
                page.locator("html[data-offline=kept]").wait_for(state="attached", timeout=60_000)
            page.close()


def show(times: list[dict[str, float]], figures: Iterable[Figure]) -> None:
    """Print a table: each figure, what it is compared with, and the ratio of each round."""
    for figure in figures:
        ours = [taken[figure.ours] for taken in times]
        beside = [taken[figure.beside] for taken in times]
        pairs = [one / other for one, other in zip(ours, beside, strict=True)]
        ratio = f"{min(pairs):.2f} / {statistics.median(pairs):.2f} / {max(pairs):.2f}"
        print(
            f"{figure.says:46}{spread(ours):>24}{spread(beside):>24}{ratio:>22}"
            f"   target {figure.target:.2f}"
        )


def spread(times: list[float]) -> str:
    return f"{min(times):.0f} / {statistics.median(times):.0f} / {max(times):.0f}"


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
