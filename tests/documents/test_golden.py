"""Every paper of every edition reads as it was read and approved of, word for word.

Set COORDGUIDE_WRITE_GOLDEN=1 to write the files anew, then read what changed. An edition that
is like another needs none: its papers are written from what was approved for the other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from every_edition import EDITIONS, ON_THEIR_OWN

from coordguide.documents import as_text, offers, write
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content

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


@pytest.mark.parametrize("edition", ON_THEIR_OWN)
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
    assert path.is_file(), f"{path.name} is not there: COORDGUIDE_WRITE_GOLDEN=1 writes it"
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_paper_of_the_edition_is_among_them(
    edition: str, scenarios: Callable, answered: Callable, content: Content
) -> None:
    """The cases call for every paper that the edition has."""
    called = {n["id"] for case in scenarios(edition).values() for n in offers(*answered(case))}
    ours = {paper.id for paper, _ in rulebook(content, edition).documents if paper.step}
    assert called == ours
