"""The largest files that may be opened take no more than five times as long as a large case."""

import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from coordguide.engine.case_reader import MOST_CONTACTS, MOST_ROWS, MOST_TIMES, read_case
from coordguide.model import Content, Question
from coordguide.protocol import saved_case
from coordguide.protocol.saved_case import SavedError, open_saved, save

TODAY = "2026-11-23"
FACTS = {"contact-kind": "physical-health", "direction": "both", "information": ["health"]}


def sealed(case: dict[str, Any], of: str) -> str:
    """Put a case into a saved file of an older content, its checksum reckoned anew."""
    data = json.loads(of) | {"case": case, "content": {"version": "2025.1", "sha256": "0" * 64}}
    del data["sum"]
    return json.dumps({**data, "sum": saved_case._sum(data)})


def many(count: int) -> list[dict[str, Any]]:
    return [{"id": f"contact-{n}", "facts": dict(FACTS)} for n in range(1, count + 1)]


def one(**facts: Any) -> list[dict[str, Any]]:
    return [{"id": "contact-1", "facts": facts}]


HOSTILE: dict[str, dict[str, Any]] = {
    "unknown answers": {"facts": {f"gone-{n}": "x" for n in range(14_500)}},
    "unknown answers of every contact": {
        "contacts": [
            {"id": f"contact-{n}", "facts": {f"gone-{m}": "x" * 400 for m in range(18)}}
            for n in range(50)
        ]
    },
    "contacts": {"contacts": many(2_400)},
    "rows": {"contacts": one(**{"records-requested": [{"kind": "x"}] * 14_500})},
    "values": {"contacts": one(information=["health"] * 14_500)},
    "elements": {"contacts": one(**{"roi-elements": {f"E{n}": "x" for n in range(14_500)}})},
    "one long word": {"facts": {"state": "x" * 490_000}},
    "digits": {"facts": {"state": [10**22] * 14_500}},
    "too many values": {"facts": {"state": [1] * 100_000}},
    "too long": {"facts": {"state": "x" * 5_000_000}},
}


@pytest.fixture(scope="module")
def reference(root: Path, content: Content) -> str:
    """A large case: as many contacts with a release as there may be, none of them like another."""
    text = (root / "checklist" / "cases" / "nc-complete-release-to-pcp.toml").read_text("utf-8")
    known = json.loads(json.dumps(tomllib.loads(text), default=str))
    facts = known["contacts"][0]["facts"]
    contacts = [
        {"id": f"contact-{day}", "facts": {**facts, "roi-signed-on": f"2026-06-{1 + day % 28:02}"}}
        for day in range(1, MOST_CONTACTS + 1)
    ]
    case = {part: known[part] for part in ("edition", "today", "facts")}
    return save(content, read_case({**case, "contacts": contacts}, content))


def seconds(text: str, content: Content) -> float:
    """Return the best of three times to open or refuse a file."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        try:
            open_saved(text, content)
        except SavedError as error:
            assert error.code
        times.append(time.perf_counter() - begun)
    return min(times)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_largest_file_is_opened_or_refused_as_fast_as_a_large_case(
    name: str, reference: str, content: Content
) -> None:
    case = {"edition": "flyer", "today": TODAY, "facts": {}, "contacts": many(1)}
    text = sealed({**case, **HOSTILE[name]}, reference)
    ratio = seconds(text, content) / seconds(reference, content)
    assert ratio < 5, f"{ratio:.1f} times as long"


def test_the_largest_case_there_may_be_is_a_file_that_can_be_opened(content: Content) -> None:
    """Every question answered as long as it may be, were all of them asked at once."""
    of: dict[str, dict[str, Any]] = {"case": {}, "contact": {}}
    for question in content.questions.values():
        of[question.scope][question.id] = longest_answer(content, question)
    contacts = [{"id": f"contact-{n}", "facts": of["contact"]} for n in range(MOST_CONTACTS)]
    case = read_case(
        {"edition": "orange-county-mhp", "today": TODAY, "facts": of["case"], "contacts": contacts},
        content,
    )
    text = save(content, case)
    assert open_saved(text, content).is_same
    unasked = json.dumps({"facts": of["case"], "contacts": contacts}, indent=1)
    answer = json.dumps(json.loads(text)["answer"], indent=1)
    assert len(unasked) + len(answer) < saved_case.MOST_CHARACTERS
    assert (unasked + answer).count(",") < saved_case.MOST_COMMAS


def longest_answer(content: Content, question: Question) -> Any:
    told = {"on": TODAY, "channel": max(content.methods, key=len)}
    asked = dict.fromkeys(("asked-on", "follow-up-on", "received-on"), TODAY)
    asked |= {"kind": max(content.records, key=len), "attempts": 99, "reviewed": "yes"}
    asked |= {"asked-again": [TODAY] * MOST_TIMES}
    kinds: dict[str, Any] = {
        "date": TODAY,
        "several": [value for value in question.values if value != "none"],
        "elements": dict.fromkeys(content.elements, "present"),
        "records": [asked | {"id": f"{n:016}"} for n in range(MOST_ROWS)],
        "notified": [told | {"who": max(question.values or ("",), key=len)}] * MOST_ROWS,
    }
    return kinds.get(question.kind) or max(question.values, key=len)
