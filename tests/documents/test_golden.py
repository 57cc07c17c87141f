"""Every paper of every edition reads as it was read and approved of, word for word.

Set COORDGUIDE_WRITE_GOLDEN=1 to write the files anew, then read what changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordguide.documents import as_text, offers, write
from coordguide.model import Content

EDITIONS = (
    "flyer",
    "arizona-complete-health",
    "tip-sheet",
    "ambetter-north-carolina",
    "orange-county-mhp",
)
GOLDEN = Path(__file__).parent / "golden"
VERSIONS = re.compile(r"^Coordguide .*$", re.MULTILINE)


def papers(book: Any, view: Any) -> dict[str, str]:
    found = {}
    for offer in offers(book, view):
        paper = write(book, view, offer["id"], offer["contact"])
        name = f"{offer['id']}-{offer['contact']}" if offer["contact"] else offer["id"]
        found[name] = VERSIONS.sub(
            "Coordguide, its content and their versions.", as_text(paper.blocks)
        )
    return found


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("scenario", ["before", "at-work", "part-2", "minor", "asked"])
def test_papers_read_as_approved(
    edition: str, scenario: str, scenarios: Callable, answered: Callable
) -> None:
    """The papers of this case, as one text."""
    found = papers(*answered(scenarios(edition)[scenario]))
    text = "".join(f"=== {name}\n{paper}\n" for name, paper in found.items())
    path = GOLDEN / f"{edition}-{scenario}.txt"
    if os.environ.get("COORDGUIDE_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_paper_of_the_edition_is_among_them(
    edition: str, scenarios: Callable, answered: Callable, content: Content
) -> None:
    """The three cases call for every paper that the edition has."""
    called = {n["id"] for case in scenarios(edition).values() for n in offers(*answered(case))}
    ours = {
        d.id for d in content.documents.values() if d.step and edition in (d.editions or EDITIONS)
    }
    assert called == ours
