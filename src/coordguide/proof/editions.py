"""Which editions ask the same questions under the same rules, so that one proof covers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coordguide.engine.conditions import Condition, Facts, Junction, Not, Test
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content


def distinct(content: Content) -> dict[str, tuple[str, ...]]:
    """Return one edition of each group that decides alike, with the whole group.

    Editions are alike where state, exceptions, questions and rules are the
    same records, and every condition that asks which edition it is says the same of them.
    """
    groups: dict[object, list[str]] = {}
    for edition in content.editions.values():
        book = rulebook(content, edition.id)
        rules = [pair for pairs in book.rules.values() for pair in pairs]
        conditions = [when for _, when in (*book.questions, *rules)]
        conditions += book.definitions.values()
        key = (
            _said_of(edition.id, conditions),
            edition.state,
            edition.exceptions,
            tuple(question.id for question, _ in book.questions),
            tuple(sorted(rule.id for rule, _ in rules)),
        )
        groups.setdefault(key, []).append(edition.id)
    return {group[0]: tuple(group) for group in groups.values()}


def _said_of(edition: str, conditions: Iterable[Condition]) -> tuple[tuple[str, bool | None], ...]:
    """Return what each test of the edition says of this one."""
    facts = Facts({"edition": edition}, {})
    tests = {test for when in conditions for test in _edition_tests(when)}
    return tuple(sorted((f"{test.operator} {test.value}", test.truth(facts)) for test in tests))


def _edition_tests(condition: Condition) -> Iterator[Test]:
    if isinstance(condition, Test) and condition.fact == "edition":
        yield condition
    elif isinstance(condition, Not):
        yield from _edition_tests(condition.part)
    elif isinstance(condition, Junction):
        for part in condition.parts:
            yield from _edition_tests(part)
