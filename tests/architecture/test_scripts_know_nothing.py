"""The scripts hold no knowledge about care: no id of a fact, a decision, a status or a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordguide.model import DECISIONS, LAYERS, ROI_STATUSES, STATUSES

ROOT = Path(__file__).parents[2]
FOLDERS = ("checklist/web", "checklist/embed")

EXCEPTIONS = {
    # A word that is spelled like an id, and what it is instead.
    "state": "the state of the page, of a course or of an engine",
    "stop": "a tone: which mark and color something has",
    "none": "a tone, no reporter, or no value in a style",
    "missing": "what may be said of one part of a form",
    "notified": "a kind of question: rows of people who were told",
    "unknown": "what a learning system answers",
    "incomplete": "what a learning system calls a lesson that goes on",
    "member-age": "a wrong answer that the build sends on purpose (record-modules.mjs)",
}


def ids() -> set[str]:
    """Everything the page may not know by name."""
    content = ROOT / "checklist" / "content"
    named = {path.stem for kind in ("questions", "phrases") for path in (content / kind).iterdir()}
    statuses = {status for found in STATUSES.values() for status in found}
    return named | {*DECISIONS, *LAYERS, *statuses, *ROI_STATUSES}


SCRIPTS = sorted(
    path
    for folder in FOLDERS
    for end in ("js", "ts", "tsx", "mjs")
    for path in (ROOT / folder).rglob(f"*.{end}")
    if "node_modules" not in path.parts
)
_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"""(["'`])([a-z0-9-]+)\1""")
_KEY = re.compile(r"(?m)(?:^|[{,(])\s*([a-z0-9]+):")
_PUT_TOGETHER = re.compile(r"`(?:status|roi|layer|plain|note|limit|reminder)-\$\{")


def known_by(script: str, known: set[str]) -> Iterator[str]:
    """Yield each id that stands in a script as a text, as a key, or put together from parts."""
    code = _COMMENT.sub("", script)
    for name in [found[2] for found in _QUOTED.finditer(code)]:
        if name in known:
            yield name
    for name in [found[1] for found in _KEY.finditer(code)]:
        if name in known:
            yield name
    for found in _PUT_TOGETHER.finditer(code):
        yield found[0]


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) > 20


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_knows_an_id_of_the_content(path: Path) -> None:
    found = set(known_by(path.read_text("utf-8"), ids())) - EXCEPTIONS.keys()
    assert found == set(), "Let the engine say it (coordguide.view), and show what it says."


def test_every_exception_is_needed() -> None:
    every = {name for path in SCRIPTS for name in known_by(path.read_text("utf-8"), ids())}
    assert EXCEPTIONS.keys() - every == set()
    assert all(EXCEPTIONS.values())


@pytest.mark.parametrize(
    "script",
    [
        'if (answer.decision === "act-now") show();',
        'const FORM = "roi";',
        'facts["contact-kind"]',
        "const MARKS = { met: 1 };",
        "phrases[`status-${layer}-${status}`]",
    ],
)
def test_knowledge_is_seen(script: str) -> None:
    assert list(known_by(script, ids()))


def test_a_comment_is_no_knowledge() -> None:
    assert list(known_by('// as with "roi"\nlet a = 1; /* "act-now" */', ids())) == []
