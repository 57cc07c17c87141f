"""``make bench``: how the work grows with contacts, rules and editions, in one process."""

import json
import statistics
import time
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.model import Content
from coordguide.proof import proving
from coordguide.site.bundle.assets import read_cases

TIMES = (1, 5, 20)
CONTACTS = (1, 10, 50)
FIRST = date(2026, 6, 1)
CLAIM = 0  # the statement that no proceed stands while anything is missing


# Starts a worker, or goes on with it, and sends it one message after the other.
ASK = """([address, requests]) => new Promise((resolve, reject) => {
  const begun = window.worker;
  const worker = begun ?? (window.worker = new Worker(address, { type: "module" }));
  const send = () => {
    if (!requests.length) return resolve();
    worker.postMessage({ ...requests.shift(), id: requests.length + 1 });
  };
  worker.onmessage = ({ data }) => {
    if (data.event === "failed") reject(new Error(JSON.stringify(data)));
    else if (data.event === "ready" || data.type === "result") send();
    else if (data.type === "error") reject(new Error(data.message));
  };
  if (begun) send();
})"""


def measure_growth(root: Path, bundle: dict[str, Any]) -> None:
    case = largest_case(root)
    plain = Content.from_bundle(bundle)
    print("\nms to evaluate a case, and what it grows by")
    tell("contacts", CONTACTS, lambda n: answers(plain, with_contacts(case, n)))
    ten = with_contacts(case, 10)
    tell("times the rules, 10 contacts", TIMES, lambda n: answers(more_rules(bundle, n), ten))
    tell("times the editions, 10 contacts", TIMES, lambda n: answers(more_editions(bundle, n), ten))
    print("\nms to read the content")
    tell("times the rules", TIMES, lambda n: reading(multiplied(bundle, "rules", n)))
    tell("times the editions", TIMES, lambda n: reading(with_editions(bundle, n)))
    print("\nms to prove one statement for one edition")
    tell("times the rules", TIMES[:2], lambda n: proof(more_rules(bundle, n)))
    print(f"editions alike are proved once: {len(proving.tasks(plain))} tasks now,", end=" ")
    print(f"{len(proving.tasks(more_editions(bundle, 5)))} with 5 times the editions")


def tell(what: str, numbers: tuple[int, ...], measure: Callable[[int], float]) -> None:
    """Print a line: the time for each number, and its ratio to the time for the first."""
    taken = [measure(number) for number in numbers]
    row = "".join(
        f"{f'{n}: {ms:.2f} ({ms / taken[0]:.2f})':>24}"
        for n, ms in zip(numbers, taken, strict=True)
    )
    print(f"{what:34}{row}")


def largest_case(root: Path) -> dict[str, Any]:
    found = max(read_cases(root), key=lambda case: len(case["contacts"]))
    return json.loads(json.dumps(found, default=str))


def with_contacts(case: dict[str, Any], number: int) -> dict[str, Any]:
    some = case["contacts"]
    team = [{**some[n % len(some)], "id": f"contact-{n + 1}"} for n in range(number)]
    return {**case, "contacts": team}


def answers(content: Content, case: dict[str, Any], rounds: int = 12) -> float:
    """Return the median time of an answer in ms, each to a day not asked about before."""
    taken = []
    for turn in range(rounds):
        given = {**case, "today": str(FIRST + timedelta(days=turn))}
        started = time.perf_counter()
        evaluate(content, read_case(given, content))
        taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken[2:])


def multiplied(bundle: dict[str, Any], kind: str, times: int) -> dict[str, Any]:
    """Return the content with each record of a kind that many times, under other ids."""
    more = [
        {**deepcopy(record), "id": f"{record['id']}-{turn}"}
        for turn in range(1, times)
        for record in bundle[kind]
    ]
    return {**bundle, kind: [*bundle[kind], *more]}


def more_rules(bundle: dict[str, Any], times: int) -> Content:
    return Content.from_bundle(multiplied(bundle, "rules", times))


def with_editions(bundle: dict[str, Any], times: int) -> dict[str, Any]:
    """Return the content with each edition that many times, and named wherever the first is."""
    named = [edition["id"] for edition in bundle["editions"]]

    def spread(value: Any) -> Any:
        if isinstance(value, dict):
            own = {key: spread(one) for key, one in value.items()}
            return own | {
                f"{key}-{turn}": own[key]
                for key in value
                if key in named
                for turn in range(1, times)
            }
        if isinstance(value, list):
            own = [spread(one) for one in value]
            return own + [
                f"{one}-{turn}" for one in value if one in named for turn in range(1, times)
            ]
        return value

    kinds = {
        kind: spread(records)
        for kind, records in bundle.items()
        if isinstance(records, list) and kind != "editions"
    }
    return {**multiplied(bundle, "editions", times), **kinds}


def more_editions(bundle: dict[str, Any], times: int) -> Content:
    return Content.from_bundle(with_editions(bundle, times))


def reading(bundle: dict[str, Any]) -> float:
    text = json.dumps(bundle)
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        Content.from_bundle(json.loads(text))
        taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken)


def proof(content: Content) -> float:
    started = time.perf_counter()
    proving.run(content, proving.Task("claim", "flyer", CLAIM), str(FIRST))
    return 1000 * (time.perf_counter() - started)


def measure_memory(
    site_dir: Path, root: Path, site_url: str, new_browser: Callable[[], Browser]
) -> None:
    (assets,) = (site_dir / "assets" / "coordguide").iterdir()
    worker = f"{site_url}/assets/coordguide/{assets.name}/worker.js"
    case = largest_case(root)
    with new_browser() as browser:
        page = browser.new_context(service_workers="block").new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{site_url}/sources/")
        bare = held(browser)
        page.evaluate(ASK, [worker, requests(with_contacts(case, 1), 1)])
        ready = held(browser)
        page.evaluate(ASK, [worker, requests(with_contacts(case, CONTACTS[-1]), 20)])
        after = held(browser)
    print(
        f"\nMB of the page's process: {bare / 1e3:.0f} without Python, {ready / 1e3:.0f} with it,"
    )
    print(
        f"{after / 1e3:.0f} after 20 answers on {CONTACTS[-1]} contacts; Python's own share:",
        end=" ",
    )
    print(f"ratio {(after - bare) / (ready - bare):.2f}   target 1.50")


def held(browser: Browser) -> int:
    """Return the memory of the largest process that draws a page, in kB (Linux only)."""
    asked = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    files = [
        Path(f"/proc/{one['id']}/smaps_rollup")
        for one in asked["processInfo"]
        if one["type"] == "renderer"
    ]
    return max(int(file.read_text().partition("Pss:")[2].split()[0]) for file in files)


def requests(case: dict[str, Any], number: int) -> list[dict[str, Any]]:
    days = (str(FIRST + timedelta(days=turn)) for turn in range(number))
    return [{"v": 1, "type": "evaluate", "case": {**case, "today": day}} for day in days]
