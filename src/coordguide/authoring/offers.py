"""Checks what a question offers: its everyday words, and values that make sense only sometimes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coordguide.authoring.files import Source
from coordguide.authoring.grammar import check_when
from coordguide.authoring.index import ContentIndex, words_in
from coordguide.authoring.problems import Problem, join, quote, suggest


def check_offers(source: Source, index: ContentIndex) -> Iterator[Problem]:
    """Yield every problem of what one question offers, and of what is settled without it."""
    values = words_in(source, "values")
    yield from _check_rows(source, index, values)
    yield from _check_at_once(source, index, values)
    for fact, given in _table(source.data.get("as-before")).items():
        for value in given if isinstance(given, list) else [given]:
            yield from _check_sets(source, "as-before", {fact: value}, index)
    for value, when in _table(source.data.get("offered-when")).items():
        key = f"offered-when.{value}"
        if value not in values:
            fix = suggest(value, values, "Use a value of this question.")
            yield source.problem(key, "a value that is not there", join(values), fix)
        yield from check_when(source.file, key, when, index.facts)
    for number, row in enumerate(_rows(source.data.get("settled")), 1):
        key = f"settled[{number}]"
        if "when" in row:
            yield from check_when(source.file, f"{key}.when", row["when"], index.facts)
        answer = row.get("answer", [])
        for value in answer if isinstance(answer, list) else [answer]:
            if value not in values:
                fix = suggest(value, values, "Use a value of this question.")
                yield source.problem(f"{key}.answer", quote(value), join(values), fix)


def _check_rows(source: Source, index: ContentIndex, values: tuple[str, ...]) -> Iterator[Problem]:
    offers = _rows(source.data.get("offers"))
    groups = tuple(_table(_table(source.data.get("text")).get("groups")))
    seen: set[Any] = set()
    for number, offer in enumerate(offers, 1):
        key = f"offers[{number}]"
        for name, allowed in (("value", values), ("group", groups)):
            if name in offer and offer[name] not in allowed:
                fix = suggest(offer[name], allowed, "Use one of these.")
                yield source.problem(f"{key}.{name}", quote(offer[name]), join(allowed), fix)
        if offer.get("id") in seen:
            found = f"{quote(offer['id'])} a second time"
            yield source.problem(f"{key}.id", found, "each id once", "Rename one of the two.")
        seen.add(offer.get("id"))
        yield from _check_sets(source, f"{key}.sets", _table(offer.get("sets")), index)
    offered = {offer.get("value") for offer in offers}
    for value in values if offers else ():
        if value not in offered:
            found = f"no offer that leads to {quote(value)}"
            yield source.problem("offers", found, "an offer for each value", "Add one.")


def _check_at_once(
    source: Source, index: ContentIndex, values: tuple[str, ...]
) -> Iterator[Problem]:
    for number, row in enumerate(_rows(source.data.get("at-once")), 1):
        key = f"at-once[{number}]"
        if "value" in row and row["value"] not in values:
            fix = suggest(row["value"], values, "Use a value of this question.")
            yield source.problem(f"{key}.value", quote(row["value"]), join(values), fix)
        if "when" in row:
            yield from check_when(source.file, f"{key}.when", row["when"], index.facts)
        yield from _check_sets(source, f"{key}.sets", _table(row.get("sets")), index)


def _check_sets(
    source: Source, key: str, sets: dict[str, Any], index: ContentIndex
) -> Iterator[Problem]:
    for fact, answer in sets.items():
        question = index.ids["questions"].get(fact)
        if question is None:
            fix = suggest(fact, index.ids["questions"], "Name a question.")
            yield source.problem(f"{key}.{fact}", "no such question", "ids of questions", fix)
        elif answer not in words_in(question, "values"):
            allowed = words_in(question, "values")
            fix = suggest(answer, allowed, "Use one of these.")
            yield source.problem(f"{key}.{fact}", quote(answer), join(allowed), fix)


def _rows(value: Any) -> list[dict[str, Any]]:
    rows = value if isinstance(value, list) else []
    return [row for row in rows if isinstance(row, dict)]


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
