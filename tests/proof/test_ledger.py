"""No citation can be left out without the ledger of citations noticing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coordguide.authoring.citation_ledger import check_ledger, differences, load_ledger
from coordguide.model import Citation, Content
from coordguide.proof.mutation.mutants import mutants
from coordguide.proof.mutation.run import Nets

ROOT = Path(__file__).parents[2] / "checklist" / "content"


def test_both_books_agree(content: Content) -> None:
    assert list(differences(content, load_ledger(ROOT))) == []


def test_no_citation_outside_the_rules_can_be_left_out(content: Content) -> None:
    dropped = [m for m in mutants(content) if m.way == "without a citation" and m.kind != "rules"]
    assert {m.kind for m in dropped} >= {"elements", "documents", "methods", "resolutions"}
    assert len(dropped) > 800
    ledger = load_ledger(ROOT)
    nets = Nets(content, {}, ledger)
    left = [m for m in dropped if nets.judge(m).end != "killed"]
    # A plan like another is added as one file; its citations are not read a second time.
    known = {name for found in ledger.values() for name in found}
    added = {one.id for one in content.editions.values() if one.like}
    added -= {name.removeprefix("editions/") for name in known}
    assert [str(m) for m in left if m.kind != "editions" or m.record.id not in added] == []
    without_a_book = Nets(content, {}, {})
    assert {without_a_book.judge(m).end for m in dropped if m.record.cites} == {"survived"}


def test_an_edition_the_book_does_not_know_is_added_as_one_file(content: Content) -> None:
    flyer = content.editions["flyer"]
    sixth = {**content.editions, "sixth": replace(flyer, id="sixth")}
    assert list(differences(replace(content, editions=sixth), load_ledger(ROOT))) == []


@pytest.mark.parametrize("kind", ["elements", "methods"])
def test_an_editor_is_told_which_line_to_mend(content: Content, kind: str) -> None:
    record = next(iter(getattr(content, kind).values()))
    more = replace(record, cites=(*record.cites, Citation("45-cfr-164-402", "(1)")))
    changed = replace(content, **{kind: {**getattr(content, kind), record.id: more}})
    (problem,) = check_ledger(ROOT, changed)
    assert str(problem) == (
        f"checklist/citations.toml: 45-cfr-164-402 (1), {kind}/{record.id}: found no place; "
        "allowed: 1 place, as the content cites it. Read 45-cfr-164-402 (1) and the sentence once "
        f'more. If the content is right, write "{kind}/{record.id}" = 1 under '
        '["45-cfr-164-402 (1)"].'
    )


def test_a_content_without_a_second_book_is_checked_without_it(tmp_path: Path, content) -> None:
    assert list(check_ledger(tmp_path / "content", content)) == []
