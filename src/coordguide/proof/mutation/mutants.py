"""Every way to get the content wrong by one step: what a test or a proof must notice.

A mutant leaves out a rule, leaves out one of its citations, gives another
status, or turns a condition around: all of it, one part of it, its ``all`` and
``any``, or one of its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from coordguide.engine.evaluation import ENGINE_FACTS
from coordguide.model import KINDS, STATUSES, UNSURE, Content, Method, Record, Rule

WHOLE = ("deleted", "without a citation", "turned around")
"""The ways that are few enough for every run of the tests."""

CONDITIONED = ("rules", "definitions", "questions", "elements", "records")
"""The kinds of records that have a condition."""

When = dict[str, Any]


@dataclass(frozen=True)
class Mutant:
    """One change of one record: ``record`` is what stands instead, None where it is gone."""

    kind: str
    id: str
    way: str
    detail: str
    record: Record | None

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}: {self.way}{f', {self.detail}' if self.detail else ''}"

    def put_into(self, content: Content) -> Content:
        """Return the content with this one change."""
        records = dict(getattr(content, self.kind))
        if self.record is None:
            del records[self.id]
        else:
            records[self.id] = self.record
        change: dict[str, Any] = {self.kind: records}
        return replace(content, **change)


def mutants(content: Content) -> Iterator[Mutant]:
    """Yield every mutant of the content, record by record, always in the same order."""
    for kind in CONDITIONED:
        for record in getattr(content, kind).values():
            if isinstance(record, Rule):
                yield from _rule(record)
            if record.when:
                yield from _conditions(content, kind, record)
    for method in content.methods.values():
        yield from _safeguards(content, method)
    for kind in KINDS:
        for record in getattr(content, kind).values():
            if kind != "rules":  # theirs are left out above, beside the other changes of a rule
                yield from _citations(kind, record)


def _rule(rule: Rule) -> Iterator[Mutant]:
    yield Mutant("rules", rule.id, "deleted", "", None)
    for cite in rule.cites:
        left = tuple(other for other in rule.cites if other != cite)
        yield Mutant("rules", rule.id, "without a citation", str(cite), replace(rule, cites=left))
    for field in ("editions", "states"):
        for value in getattr(rule, field):
            left = tuple(other for other in getattr(rule, field) if other != value)
            if left:
                yield Mutant(
                    "rules",
                    rule.id,
                    "not everywhere",
                    f"without {value}",
                    _with(rule, field, left),
                )
    for key, allowed in (("status", STATUSES.get(rule.layer, ())), ("duty", _DUTIES)):
        given = rule.gives.get(key)
        for other in allowed if given else ():
            if other != given:
                changed = replace(rule, gives={**rule.gives, key: other})
                yield Mutant("rules", rule.id, "gives another answer", other, changed)


_DUTIES = ("must", "may", "must-not")


def _with[R: Record](record: R, field: str, value: Any) -> R:
    change: dict[str, Any] = {field: value}
    return replace(record, **change)


def _citations(kind: str, record: Record) -> Iterator[Mutant]:
    """Yield the record without each of its citations, and without each of its entries'."""
    for cite in record.cites:
        left = tuple(other for other in record.cites if other != cite)
        yield Mutant(kind, record.id, "without a citation", str(cite), replace(record, cites=left))
    for key, value in vars(record).items():
        for number, entry in enumerate(value if isinstance(value, tuple) else ()):
            for cite in entry.get("cites", ()) if isinstance(entry, dict) else ():
                entries = [*value]
                entries[number] = {**entry, "cites": [c for c in entry["cites"] if c != cite]}
                changed = _with(record, key, tuple(entries))
                detail = f"{key}[{number + 1}]: {cite}"
                yield Mutant(kind, record.id, "without a citation", detail, changed)


def _conditions(content: Content, kind: str, record: Any) -> Iterator[Mutant]:
    turned = replace(record, when={"not": record.when})
    yield Mutant(kind, record.id, "turned around", "", turned)
    for place, when in _changes(content, record.when):
        yield Mutant(kind, record.id, "a part changed", place, replace(record, when=when))


def _safeguards(content: Content, method: Method) -> Iterator[Mutant]:
    for number, item in enumerate(method.safeguards):
        if "when" not in item:
            continue
        changes = (("turned around", {"not": item["when"]}), *_changes(content, item["when"]))
        for place, when in changes:
            items = [*method.safeguards]
            items[number] = {**item, "when": when}
            changed = replace(method, safeguards=tuple(items))
            yield Mutant("methods", method.id, "a part changed", f"{item['id']}: {place}", changed)


def _changes(content: Content, when: When) -> Iterator[tuple[str, When]]:
    """Yield each way to change one part of a condition, with words that say which."""
    if "fact" in when:
        yield from _other_values(content, when)
        return
    (operator, inner), *_ = when.items()
    if operator == "not":
        yield f"no longer not {tell(inner)}", inner
        yield from ((place, {"not": changed}) for place, changed in _changes(content, inner))
        return
    other = "any" if operator == "all" else "all"
    if len(inner) > 1:
        yield f"{other} instead of {operator} of {len(inner)}", {other: inner}
    for number, part in enumerate(inner):
        around = [*inner[:number], {"not": part}, *inner[number + 1 :]]
        yield f"not {tell(part)}", {operator: around}
        if len(inner) > 1:
            yield f"without {tell(part)}", {operator: inner[:number] + inner[number + 1 :]}
        for place, changed in _changes(content, part):
            yield place, {operator: [*inner[:number], changed, *inner[number + 1 :]]}


def _other_values(content: Content, test: When) -> Iterator[tuple[str, When]]:
    fact = test["fact"]
    (operator, value), *_ = ((k, v) for k, v in test.items() if k != "fact")
    allowed = [v for v in values_of(content, fact) if v != UNSURE]
    if operator == "one-of":
        for gone in value:
            left = [v for v in value if v != gone]
            if left:
                yield f"{fact} one of {left}", {"fact": fact, operator: left}
        more = [v for v in allowed if v not in value]
        for new in more[:1]:
            yield f"{fact} also {new}", {"fact": fact, operator: [*value, new]}
    elif operator in ("is", "includes"):
        for new in allowed:
            if new != value:
                yield f"{fact} {operator} {new}", {"fact": fact, operator: new}


def values_of(content: Content, fact: str) -> tuple[str, ...]:
    """Return the values a fact can have, in the order in which they are asked."""
    if fact in content.questions:
        return content.questions[fact].values
    if fact in content.definitions:
        return ("yes", "no")
    asked = {"kind": "information", "contact-kinds": "contact-kind"}
    if fact in asked:
        return content.questions[asked[fact]].values
    return ENGINE_FACTS.get(fact, ())


def tell(when: Mapping[str, Any]) -> str:
    """Write a condition in one line."""
    if "fact" in when:
        (operator, value), *_ = ((k, v) for k, v in when.items() if k != "fact")
        return f"{when['fact']} {operator} {value}"
    (operator, inner), *_ = when.items()
    parts: Iterable[Any] = [inner] if operator == "not" else inner
    return f"{operator}({'; '.join(tell(part) for part in parts)})"
