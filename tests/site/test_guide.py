"""The guide carries every statement, blends no editions, and grows by one file."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordguide.engine.conditions import Facts
from coordguide.engine.layers import Ruling, decide
from coordguide.model import LAYERS, REGIMES, Content
from coordguide.site.pages import pictures
from coordguide.site.pages.checklist_page import WORDS

Build = Callable[[Path], Any]

NAMED = (
    "provider engagement administrator",
    "provider relations",
    "contract monitor",
    "clinic director",
)
"""Whom some documents name and others do not."""
STATEMENTS = "tests/content/statement-ids.txt"
"""The ids of the register of source statements; they are permanent."""

PHRASES = "tests/site/source-phrases.txt"
"""Digests of every eight words in a row of the source documents, which are not ours to
publish: the first twelve digits of SHA-256 over the words in lower case, single spaces."""
SIXTH = """
id = "made-up-plan"
order = 6
number = "900"
state = "AZ"
publisher = "Made-up Plan"
code = "MUP-1"
revised = "May 1, 2026"
like = "flyer"
without = ["BEN-7"]
cites = ["CON-1"]
[terms]
person = "guest"
people = "guests"
plan = "made-up plan"
[[contacts]]
label = "Help desk"
value = "on the fifth floor"
verified = false
cites = ["our-reading"]
[[escalation]]
who = "Floor manager"
text = "Made up for this test."
cites = ["our-reading"]
[text]
title = "Made-up Plan: Coordination of Care"
short = "Made-up Plan"
summary = "A plan made up for a test."
note = "Nothing here is real."
"""


@pytest.fixture(scope="session")
def edition_pages(content: Content, site_dir: Path) -> dict[str, dict[str, str]]:
    """The own text of every page of every edition, without menus."""
    return {
        slug: {
            file.parent.relative_to(site_dir).as_posix(): article(file.read_text("utf-8"))
            for file in sorted((site_dir / "editions" / slug).rglob("index.html"))
        }
        for slug in content.editions
    }


def article(page: str) -> str:
    return page.partition("<article")[2].partition("</article>")[0]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_pages_of_an_edition_rest_on_its_document_alone(
    content: Content, edition_pages: dict[str, dict[str, str]]
) -> None:
    leaks = {
        (name, cited)
        for slug, pages in edition_pages.items()
        for name, page in pages.items()
        for cited in re.findall(r'sources/#([A-Z]+-\w+)"', page)
        if slug not in content.statements[cited].editions
    }
    assert leaks == set()


def test_whom_one_document_names_appears_nowhere_else(
    content: Content, edition_pages: dict[str, dict[str, str]]
) -> None:
    saying = {
        who: {
            slug
            for one in content.statements.values()
            for slug in one.editions
            if who in one.says_in(slug).lower()
        }
        for who in NAMED
    }
    assert all(0 < len(owners) < len(content.editions) for owners in saying.values())
    leaks = {
        (name, who)
        for slug, pages in edition_pages.items()
        for name, page in pages.items()
        for who, owners in saying.items()
        if slug not in owners and who in words(page).lower()
    }
    assert leaks == set()


def test_pages_speak_the_editions_words(edition_pages: dict[str, dict[str, str]]) -> None:
    assert "The client" in words(
        edition_pages["orange-county-mhp"]["editions/orange-county-mhp/who"]
    )
    for pages in edition_pages.values():
        assert not [name for name, page in pages.items() if re.search(r"\{[A-Za-z]+\}", page)]


def test_each_statement_that_no_page_carries_stops_the_build(checkout: Path, build: Build) -> None:
    """Whether a page says it or only cites it; all that are missing are named at once."""
    for page, old in (("what.md", ",DEF-8b"), ("references.md", "[@REF-3]")):
        path = checkout / "docs/guide" / page
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, ""), "utf-8")
    done = build(checkout)
    assert done.returncode == 1
    assert "carries DEF-8b, REF-3: cite each once" in done.stderr


def test_every_row_of_the_register_is_a_statement(content: Content, root: Path) -> None:
    rows = set((root / STATEMENTS).read_text("utf-8").split())
    assert len(rows) > 70
    assert rows == set(content.statements)


def test_no_eight_words_are_those_of_a_source(root: Path, site_dir: Path) -> None:
    theirs = set((root / PHRASES).read_text("utf-8").split())
    assert len(theirs) > 1000
    listed = article((site_dir / "guide/references/index.html").read_text("utf-8"))
    works = runs(words(" ".join(re.findall(r"<li>.*?</li>", listed, re.DOTALL))))  # their titles
    found = {
        (run, file.parent.relative_to(site_dir).as_posix())
        for file in sorted(site_dir.rglob("index.html"))
        for run in runs(words(article(file.read_text("utf-8")))) - works
        if mark(run) in theirs and not re.search(r"\b(http|https|doi)\b", run)
    }
    assert found == set()


def mark(run: str) -> str:
    """What a run of words is known by in the list, which tells no word of it."""
    return hashlib.sha256(run.encode()).hexdigest()[:12]


def runs(text: str, length: int = 8) -> set[str]:
    """All runs of so many words, without their marks."""
    plain = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(plain[at : at + length]) for at in range(len(plain) - length + 1)}


def test_a_sixth_plan_is_one_file_and_a_build_needs_no_git(checkout: Path, build: Build) -> None:
    (checkout / "checklist/content/editions/made-up-plan.toml").write_text(SIXTH, "utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "coordguide", "check"], cwd=checkout, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not (checkout / ".git").exists()
    done = build(checkout)
    assert done.returncode == 0, done.stderr
    site = checkout / "site"
    home = words(article((site / "editions/made-up-plan/index.html").read_text("utf-8")))
    for told in ("Made-up Plan", "MUP-1", "May 1, 2026", "fifth floor", "Floor manager", "guest"):
        assert told in home
    release = words(article((site / "editions/made-up-plan/release/index.html").read_text("utf-8")))
    assert "CON-1" in release
    assert "BEN-7" not in (site / "editions/made-up-plan/why/index.html").read_text("utf-8")
    assert (site / "paper/made-up-plan-tip-sheet.pdf").is_file()
    assert 'value="made-up-plan"' in (site / "checklist/index.html").read_text("utf-8")
    compared = (site / "editions/index.html").read_text("utf-8")
    assert "Made-up Plan" in compared
    for_everybody = (site / "guide/release/index.html").read_text("utf-8")
    assert "Made-up Plan" in for_everybody
    assert "Content version" in for_everybody


def test_every_answer_has_its_place_in_the_guide(content: Content, site_dir: Path) -> None:
    for folder in ("guide", *(f"editions/{slug}" for slug in content.editions)):
        page = (site_dir / folder / "answers/index.html").read_text("utf-8")
        assert [one for one in content.outcomes if f'id="{one}"' not in page] == []


def test_the_picture_of_the_release_asks_in_the_engines_order() -> None:
    """A rung decides whatever the rungs below it say, and never against one above."""
    ladder = pictures.LADDER
    for at, (layer, status) in enumerate(ladder):
        for below, other in ladder[at + 1 :]:
            if below == layer:
                continue
            given = {**pictures.NOTHING, below: other, layer: status}
            decided = decide(
                lambda name, g=given: Ruling(g[name], (), g[name] == "unknown"), Facts({}, {})
            )
            assert decided == pictures.decision(layer, status), (layer, status, below, other)


def test_every_layer_and_every_kind_of_form_has_its_words() -> None:
    assert WORDS["layers"].keys() == set(LAYERS)
    assert WORDS["regimes"].keys() == set(REGIMES)


def test_pictures_can_be_read_without_seeing_them(site_dir: Path) -> None:
    for name in ("guide", "guide/release", "guide/who", "guide/obstacles"):
        page = (site_dir / name / "index.html").read_text("utf-8")
        drawn = re.findall(r"<svg role=.*?</figure>", page, re.DOTALL)
        assert drawn
        for picture in drawn:
            title, described = re.search(r'aria-labelledby="(\S+) (\S+)"', picture).groups()
            assert re.search(rf'<title id="{title}">[^<]+</title>', picture)
            assert re.search(rf'<desc id="{described}">[^<]+</desc>', picture)
            assert "<details><summary>" in picture
            assert "style=" not in picture


def test_every_page_says_how_far_to_rely_on_it(site_dir: Path) -> None:
    for file in sorted(site_dir.rglob("index.html")):
        page = file.read_text("utf-8")
        # The checklist has no foot: each of its sheets says the same of itself.
        is_sheets = file.parent == site_dir / "checklist"
        this, version = ("this", "content") if is_sheets else ("this page", "content version")
        assert f"No clinician and no lawyer has reviewed {this}." in page, file
        assert "Report an error" in page, file
        assert re.search(rf"{version} \d{{4}}\.\d\d", page, re.IGNORECASE), file
