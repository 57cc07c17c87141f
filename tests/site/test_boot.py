"""The same app on the trimmed library, on the complete one, and in CPython: equal answers."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from libraries import put_complete_library
from pace import in_whole_steps
from playwright.sync_api import Page

from coordguide.protocol import handle
from coordguide.site.bundle.assets import read_cases

pytestmark = pytest.mark.browser

# Starts the site's own worker, sends it the requests once it is ready, returns its replies: as
# one text, since the driver takes objects apart and puts them together again value by value.
ASK = """([address, requests]) => new Promise((resolve, reject) => {
  const replies = [];
  const worker = new Worker(address, { type: "module" });
  worker.onerror = (error) => reject(new Error(error.message));
  worker.onmessage = ({ data }) => {
    if (data.event === "failed") reject(new Error(JSON.stringify(data)));
    else if (data.event === "ready") requests.forEach((request) => worker.postMessage(request));
    else if (data.type !== "event" && replies.push(data) === requests.length)
      resolve(JSON.stringify(replies));
  };
})"""


@pytest.fixture(scope="session")
def cases(root: Path) -> list[dict[str, Any]]:
    return json.loads(json.dumps(read_cases(root), default=str))


@pytest.fixture(scope="session")
def requests(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every practice case, evaluated and written down, and messages that are wrong."""
    # A catalogue is its edition's, and most of a reply: once for each edition.
    first = {case["edition"]: case for case in reversed(cases)}
    good = [
        {"type": "evaluate", "case": case, "catalogue": case is first[case["edition"]]}
        for case in cases
    ]
    notes = [{"type": "document", "case": case, "document": "chart-note"} for case in cases]
    bad = [
        {"type": "evaluate", "case": {**cases[0], "edition": "no-such-edition"}},
        {"type": "evaluate", "case": {**cases[0], "facts": {"member-age": "2000-02-30"}}},
        {"type": "evaluate", "case": {**cases[0], "today": "2026-02-30"}},
        {"type": "no-such-type"},
        {},
    ]
    return [
        {"v": 1, "id": number, **message} for number, message in enumerate([*good, *notes, *bad], 1)
    ]


@pytest.fixture(scope="session")
def expected(bundle: dict[str, Any], requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What CPython answers."""
    handle(json.dumps({"v": 1, "id": 0, "type": "load", "content": bundle}))
    return [json.loads(handle(json.dumps(request))) for request in requests]


@pytest.fixture
def complete_site(site_dir: Path, root: Path, tmp_path: Path) -> Path:
    """The built site, its library replaced by the complete one."""
    copy = tmp_path / "site"
    shutil.copytree(site_dir, copy)
    put_complete_library(copy, root)
    return copy


def answers(page: Page, address: str, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    in_whole_steps(page).goto(f"{address}/checklist/")
    assets = page.locator("#checklist").get_attribute("data-assets")
    worker = page.evaluate("(path) => new URL(path + 'worker.js', location.href).href", assets)
    return json.loads(page.evaluate(ASK, [worker, requests]))


def test_cases_cover_every_decision_of_this_release(
    expected: list[dict[str, Any]], cases: list[dict[str, Any]]
) -> None:
    assert len(cases) >= 10
    assert all(reply["type"] == "result" for reply in expected[: 2 * len(cases)])
    assert all(reply["type"] == "error" for reply in expected[2 * len(cases) :])


def test_the_trimmed_library_answers_as_cpython(
    page: Page, site_url: str, requests: list[dict[str, Any]], expected: list[dict[str, Any]]
) -> None:
    assert answers(page, site_url, requests) == expected


def test_the_complete_library_answers_as_cpython(
    page: Page,
    complete_site: Path,
    serve: Callable[..., Any],
    requests: list[dict[str, Any]],
    expected: list[dict[str, Any]],
) -> None:
    with serve(complete_site) as address:
        assert answers(page, address, requests) == expected
