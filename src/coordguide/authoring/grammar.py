"""Checks conditions as written in `when`: one operator, a known fact, a possible value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coordguide.authoring.problems import Problem, join, quote, suggest

GROUPS = ("all", "any", "not")
"""What joins conditions."""
_OPERATORS = ("is", "one-of", "includes", "before", "after")
OPERATORS_BY_KIND = {
    "choice": ("is", "one-of"),
    "several": ("includes",),
    "date": ("before", "after"),
    "elements": ("includes",),
    "records": (),
    "notified": (),
}
"""The operators that can be asked of the answer to each kind of question."""


@dataclass(frozen=True)
class Fact:
    """Something a condition may ask about: its kind of question and its values.

    The kind is empty, and nothing more is checked, where its file could not be read.
    """

    kind: str = "choice"
    values: tuple[str, ...] = ()


Facts = dict[str, Fact]


def is_id(text: str) -> bool:
    """Say whether the text may be an id: lower-case letters, digits and single hyphens."""
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None


def is_day(text: Any) -> bool:
    """Say whether the text is a calendar day that exists, written YYYY-MM-DD."""
    try:
        return isinstance(text, str) and datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check_when(file: str, key: str, when: Any, facts: Facts) -> Iterator[Problem]:
    """Yield every problem of one condition and of the conditions inside it.

    Takes the file and key it stands in, the condition as read from TOML, and
    the facts that exist.
    """
    if not isinstance(when, dict) or not when:
        fix = 'Write it as { fact = "…", is = "…" }, or leave the key out if it always holds.'
        yield Problem(file, key, quote(when), "a table with one operator", fix)
        return
    groups = [name for name in when if name in GROUPS]
    if groups:
        yield from _check_group(file, key, when, groups, facts)
    else:
        yield from _check_test(file, key, when, facts)


def _check_group(
    file: str, key: str, when: dict[str, Any], groups: list[str], facts: Facts
) -> Iterator[Problem]:
    if len(when) > 1:
        fix = "Put each part in a table of its own inside all = [ … ]."
        yield Problem(
            file, key, join(when, "and") + " side by side", f"one of {join(GROUPS)} alone", fix
        )
        return
    name = groups[0]
    inner = when[name]
    if name == "not":
        yield from check_when(file, f"{key}.not", inner, facts)
        return
    if not isinstance(inner, list) or not inner:
        yield Problem(
            file,
            f"{key}.{name}",
            quote(inner),
            "a list of conditions",
            f"Write {name} = [ {{ … }}, … ].",
        )
        return
    for number, part in enumerate(inner, 1):
        yield from check_when(file, f"{key}.{name}[{number}]", part, facts)


def _check_test(file: str, key: str, when: dict[str, Any], facts: Facts) -> Iterator[Problem]:
    unknown = [name for name in when if name != "fact" and name not in _OPERATORS]
    for name in unknown:
        fix = suggest(name, ("fact", *_OPERATORS, *GROUPS), "Use one of the operators.")
        yield Problem(
            file, f"{key}.{name}", f'the key "{name}"', join(("fact", *_OPERATORS, *GROUPS)), fix
        )
    if unknown:
        return
    operators = [name for name in when if name in _OPERATORS]
    if len(operators) != 1:
        found = join(operators, "and") + " together" if operators else "no operator"
        fix = (
            "Split it into several conditions inside all = [ … ]."
            if operators
            else 'Add is = "…", for example.'
        )
        yield Problem(file, key, found, f"exactly one of {join(_OPERATORS)}", fix)
        return
    fact = when.get("fact")
    if not isinstance(fact, str) or fact not in facts:
        found = quote(fact) if "fact" in when else "no fact"
        fix = suggest(fact, facts, "Correct the name, or add the question or definition.")
        yield Problem(
            file, f"{key}.fact", found, "the id of a question, a definition or a derived fact", fix
        )
        return
    yield from _check_operand(file, key, fact, operators[0], when[operators[0]], facts[fact])


def _check_operand(
    file: str, key: str, name: str, operator: str, operand: Any, fact: Fact
) -> Iterator[Problem]:
    fitting = OPERATORS_BY_KIND.get(fact.kind, _OPERATORS)
    if operator not in fitting:
        allowed = join(fitting) or "no condition on it"
        fix = f'"{name}" is answered as {fact.kind}; use {allowed}.'
        yield Problem(file, f"{key}.{operator}", f'"{operator}" asked of "{name}"', allowed, fix)
        return
    if operator in ("before", "after"):
        if operand != "today" and not is_day(operand):
            fix = "Write a day that exists as YYYY-MM-DD."
            yield Problem(
                file,
                f"{key}.{operator}",
                quote(operand),
                '"today" or a day such as "2026-01-31"',
                fix,
            )
        return
    yield from _check_values(file, f"{key}.{operator}", name, operator, operand, fact)


def _check_values(
    file: str, key: str, name: str, operator: str, operand: Any, fact: Fact
) -> Iterator[Problem]:
    if operator == "one-of" and (not isinstance(operand, list) or not operand):
        yield Problem(file, key, quote(operand), "a list of values", 'Write one-of = ["…", "…"].')
        return
    for value in operand if operator == "one-of" else [operand]:
        if not isinstance(value, str) or (fact.values and value not in fact.values):
            fix = suggest(value, fact.values, f'Use a value of "{name}".')
            yield Problem(file, key, quote(value), join(fact.values) or "a value in quotes", fix)
