"""The search knows the words that people type when somebody asks them for information."""

import json
import re
from pathlib import Path

import pytest

# The words of issue 12 (``shared/situations.md``, fault 11), the everyday words beside them, and
# the page that has to be among those found.
TERMS = {
    "subpoena": "asked",
    "court order": "asked",
    "attorney": "asked",
    "lawyer": "asked",
    "custody evaluator": "asked",
    "guardian ad litem": "asked",
    "divorce": "asked",
    "custody": "minors",
    "police": "asked",
    "warrant": "asked",
    "probation": "asked",
    "parole": "asked",
    "foster": "asked",
    "child protective services": "asked",
    "mandated report": "safety",
    "duty to warn": "safety",
    "suicide": "safety",
    "911": "safety",
    "988": "safety",
    "overdose": "safety",
    "elder abuse": "safety",
    "insurer": "asked",
    "case manager": "asked",
    "utilization review": "asked",
    "employer": "asked",
    "landlord": "asked",
    "housing": "asked",
    "coroner": "asked",
    "HIV": "asked",
    "friend": "asked",
    "spouse": "asked",
    "verbal": "asked",
    "phone": "asked",
    "interpreter": "asked",
    "supervisor": "asked",
    "death": "asked",
    "e-signature": "release",
    "electronic signature": "release",
    "fax": "release",
    "couples therapy": "together",
    "group therapy": "together",
    "emancipated": "minors",
    "redisclosure": "law",
}


@pytest.fixture(scope="session")
def searched(site_dir: Path) -> dict[str, str]:
    """What the search has of each page of the guide, by the page's name."""
    index = json.loads((site_dir / "search/search_index.json").read_text("utf-8"))
    found: dict[str, str] = {}
    for part in index["docs"]:
        page = part["location"].split("#")[0]
        if name := re.fullmatch(r"guide/([a-z-]+)/", page):
            text = f"{part['title']} {part['text']}"
            found[name[1]] = f"{found.get(name[1], '')} {plain(text)}"
    return found


def plain(text: str) -> str:
    """Words alone, in small letters, as the search compares them."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"<[^>]+>", " ", text).lower()))


@pytest.mark.parametrize("term", TERMS)
def test_the_guide_is_found_by_everyday_words(searched: dict[str, str], term: str) -> None:
    pages = {name for name, text in searched.items() if f" {plain(term)}" in f" {text}"}
    assert TERMS[term] in pages, f"“{term}” is on {sorted(pages) or 'no page of the guide'}"


def test_what_is_for_builders_is_not_in_the_way(site_dir: Path) -> None:
    """Decision records speak of answers, too, and stood above the page that helps."""
    index = json.loads((site_dir / "search/search_index.json").read_text("utf-8"))
    found = {part["location"] for part in index["docs"]}
    assert [one for one in found if one.startswith(("contribute/", "decisions/"))] == []
