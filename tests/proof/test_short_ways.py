"""What spares the judge of mutants its longest ways says nothing else than those ways would."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from coordguide.authoring.expectations import differences
from coordguide.engine.rulebook import rulebook
from coordguide.model import LAYERS, Content
from coordguide.proof.mutation.asked import Asked
from coordguide.proof.mutation.corners import Corner, Glance
from coordguide.proof.mutation.mutants import mutants
from coordguide.proof.mutation.sample import SIZE, Drawn, Sample, draw

pytestmark = pytest.mark.slow  # thousands of cases, and every case file with a mutant


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, dict[str, Any]]:
    """Every case file by its name."""
    paths = (root / "checklist" / "cases").glob("*.toml")
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}


@pytest.fixture(scope="module")
def drawn(content: Content, files: dict[str, dict[str, Any]]) -> Drawn:
    """The cases that are looked at first."""
    return draw(content, files.values())


@pytest.mark.parametrize(
    "edition, kind", [("orange-county-mhp", "health"), ("flyer", "sud-part-2")]
)
def test_a_glance_says_of_its_cases_what_the_solver_says_of_all(
    content: Content, drawn: Drawn, edition: str, kind: str
) -> None:
    corner = Corner(rulebook(content, edition), kind)
    glance, sample = Glance(corner, drawn), Sample(corner.cases, drawn)
    for layer in LAYERS:
        pairs = zip(corner.cases.layers[layer].read, glance.cases.layers[layer].read, strict=True)
        for (rule, _, truth), (_, _, found) in pairs:
            assert found.holds == sample.where(truth.holds), rule.id
            assert found.fails == sample.where(truth.fails), rule.id
        assert glance.compared[layer].bit_count() > SIZE / 4
    for name, shown in corner.shown.items():
        assert glance.shown[name] == sample.where(shown), name


def test_a_case_that_is_left_out_would_not_have_noticed(
    content: Content, files: dict[str, dict[str, Any]]
) -> None:
    """Each case file with one mutant, of all there are some from everywhere."""
    asked, noticed = Asked(content, files), 0
    kinds = ("definitions", "questions", "elements")
    some = [m for m in mutants(content) if m.kind in kinds and m.way == "a part changed"]
    apart = len(some) // len(files)
    for (name, data), mutant in zip(files.items(), some[::apart], strict=False):
        left_out = name not in asked.where_it_differs(mutant.kind, mutant.id, mutant.record.when)
        differs = next(differences(mutant.put_into(content), data), None) is not None
        assert not (left_out and differs), f"{name} notices {mutant}"
        noticed += differs
    assert noticed, "the mutants are such that none of them would show"
