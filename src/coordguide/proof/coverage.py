"""Which rules, questions and elements have no second reading yet, said to an editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coordguide.authoring.files import show
from coordguide.authoring.problems import Problem
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import LAYERS, Content, Rule
from coordguide.proof.editions import distinct
from coordguide.proof.law.advice import name_of, shown_by_law
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.layers import read_by_law
from coordguide.proof.law.questions import asked_by_law
from coordguide.proof.solver import space

LAW = "src/coordguide/proof/law"
"""Where the second reading stands."""

Names = set[tuple[str, ...]]


def check_coverage(root: Path, content: Content) -> Iterator[Problem]:
    """Yield a problem for each rule, question, element or record without its formula.

    Takes the content folder and the compiled content. A rule counts as read
    where its formula gives the same answer as the rule.
    """
    found = {
        problem for edition in distinct(content) for problem in _lacking(root, content, edition)
    }
    yield from sorted(found)


def _lacking(root: Path, content: Content, edition: str) -> Iterator[Problem]:
    book = rulebook(content, edition)
    law = _told_by_law(book)
    for layer in LAYERS:
        for rule, _ in book.rules.get(layer, ()):
            if (layer, rule.gives["status"], rule.id) not in law:
                yield _rule_problem(root, rule, law)
    for rule, _ in book.rules.get("advice", ()):
        if name_of(rule) not in law:
            named = f"({', '.join(name_of(rule))}) is shown, in {LAW}/advice.py"
            yield _problem(root, "rules", rule.id, named)
    elements = [element for pairs in book.elements.values() for element, _ in pairs]
    for kind, records, verb in (
        ("questions", [question for question, _ in book.questions], "is asked"),
        ("elements", elements, "stands on the form"),
        ("records", content.records.values(), "is listed"),
    ):
        for record in records:
            if (kind.removesuffix("s"), record.id) not in law:
                named = f'"{record.id}" {verb}, in {LAW}/questions.py'
                yield _problem(root, kind, record.id, named)


def _told_by_law(book: Rulebook) -> Names:
    """Return the name of everything that the second reading has a formula for."""
    cases = space(book, "health")
    case = CaseFacts(cases)
    by_layer = ((layer, *name) for layer in LAYERS for name in read_by_law(layer, case))
    return {*shown_by_law(cases), *asked_by_law(cases), *by_layer}


def _rule_problem(root: Path, rule: Rule, law: Names) -> Problem:
    given = rule.gives["status"]
    for layer, status, *name in (name for name in law if name[0] == rule.layer):
        if name == [rule.id]:
            advice = f'Read what it cites again: "{status}" and "{given}" cannot both be right.'
            return Problem(
                _file(root, "rules", rule.id), "gives", f'status "{given}"',
                f'"{status}", as the second reading of {layer} has it', advice,
            )  # fmt: skip
    return _problem(root, "rules", rule.id, f'it applies, under "{given}", in {_file_for(rule)}')


def _problem(root: Path, kind: str, name: str, what: str) -> Problem:
    fix = (
        f"Read the cited text once more and write there, not from this file, when {what}. "
        "See docs/contribute/add-rule.md."
    )
    return Problem(
        _file(root, kind, name), "when", "a condition that is written only once",
        f'one with a formula under "{name}" in the second reading', fix,
    )  # fmt: skip


def _file(root: Path, kind: str, name: str) -> str:
    return show(root / kind / f"{name}.toml")


_BY_LAYER = {layer: layer.replace("-", "_") for layer in LAYERS if layer != "stricter-law"}
_BY_STATE = {"AZ": "arizona", "NC": "north_carolina", "CA": "california", "other": "other"}
_BY_SOURCE = {"42-cfr-2": "part_2", "34-cfr-99": "ferpa", "45-cfr": "minors"}


def _file_for(rule: Rule) -> str:
    """Return the file of the second reading in which a rule belongs."""
    if rule.layer in _BY_LAYER:
        return f"{LAW}/{_BY_LAYER[rule.layer]}.py"
    if len(rule.states) == 1:
        return f"{LAW}/states/{_BY_STATE[rule.states[0]]}.py"
    # What a rule cites first is what it is about.
    for cite in rule.cites:
        for prefix, name in _BY_SOURCE.items():
            if cite.source.startswith(prefix):
                return f"{LAW}/{name}.py"
    return f"{LAW}/state_authorization.py"
