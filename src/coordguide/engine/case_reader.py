"""Reading a case: every fact is checked against what the content allows.

What is wrong is said with its place, what was found and what is allowed, so
that the command line can name the key and the page can mark the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordguide.engine.older_cases import ASKED_OF_EACH, of_today
from coordguide.model import Case, Contact, Content, Question

ELEMENT_ANSWERS = ("present", "missing", "unsure")
"""What may be said of one element of a release."""

MOST_PROBLEMS = 200
"""After so many problems nothing more is read: it is no case, and to go on helps nobody."""

MOST_CONTACTS = 50
"""The largest care team one case may hold."""

MOST_ROWS = 20
"""How many records may be asked of one contact, and how many people told, in one case."""

MOST_TIMES = 2
"""How often one record may be asked for again: after the third time in all it goes another way."""

_ABOUT_A_CASE = ("id", "sentence", "reason", "cites", "expect")
PRACTICE_KEYS = (
    "practice",
    "title",
    "story",
    "mistake",
    "mistake-cites",
    "names",
    "documents",
    "ask",
)
"""What a case holds besides where trainees work on it (``coordguide.practice``)."""
_NAME = r"[a-z0-9][a-z0-9-]{0,39}"
_ROW_KEYS = {
    "records": {
        "kind": str,
        "id": str,
        "asked-on": date,
        "asked-again": list,
        "attempts": int,
        "follow-up-on": date,
        "received-on": date,
        "reviewed": str,
    },
    "notified": {"who": str, "on": date, "channel": str},
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a case, and where: contact and fact, or a key of the file."""

    key: str
    message: str
    found: Any = None
    allowed: tuple[str, ...] = ()
    contact: str | None = None
    fact: str | None = None

    def __str__(self) -> str:
        allowed = f" Allowed: {', '.join(self.allowed)}." if self.allowed else ""
        return f"{self.key}: {self.message}{allowed}"


class CaseError(ValueError):
    """A case that cannot be read; ``problems`` lists what is wrong, up to ``MOST_PROBLEMS``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def read_case(data: Any, content: Content, today: str | None = None) -> Case:
    """Read a case from a mapping as JSON or TOML gives it.

    Takes the mapping, the content, and optionally the ISO date to answer as of
    (which wins over the case's own ``today``). Returns the case; raises
    ``CaseError`` naming each key, what was found and what is allowed.
    """
    reader = _Reader(content)
    case = reader.case(data, today)
    if case is None or reader.problems:
        raise CaseError(reader.problems)
    return case


class _Reader:
    def __init__(self, content: Content) -> None:
        self.content = content
        self.problems: list[Problem] = []

    def wrong(self, key: str, message: str, **where: Any) -> None:
        self.problems.append(Problem(key, message, **where))
        if len(self.problems) == MOST_PROBLEMS:
            raise CaseError(self.problems)

    def case(self, data: Any, today: str | None) -> Case | None:
        if not isinstance(data, Mapping):
            self.wrong(
                "case", "A case is a table with edition, today, facts and contacts.", found=data
            )
            return None
        data = of_today(data)
        known = ("edition", "today", "facts", "contacts", *_ABOUT_A_CASE, *PRACTICE_KEYS)
        for key in data:
            if key not in known:
                self.wrong(str(key), f"'{key}' is not a part of a case.", found=key, allowed=known)
        edition = data.get("edition")
        if not isinstance(edition, str) or edition not in self.content.editions:
            self.wrong(
                "edition",
                f"'{edition}' is not an edition." if edition else "The edition is missing.",
                found=edition,
                allowed=tuple(self.content.editions),
            )
            edition = ""
        day = self.day("today", today or data.get("today"), required=True)
        facts = self.facts("facts", data.get("facts", {}), scope="case", contact=None)
        return Case(edition, day or "", facts, self.contacts(data.get("contacts", [])))

    def contacts(self, rows: Any) -> tuple[Contact, ...]:
        if not isinstance(rows, list):
            self.wrong("contacts", "contacts is a list of tables with id and facts.", found=rows)
            return ()
        if len(rows) > MOST_CONTACTS:
            self.wrong(
                "contacts", f"A case holds at most {MOST_CONTACTS} contacts.", found=len(rows)
            )
            return ()
        read: list[Contact] = []
        for number, row in enumerate(rows):
            key = f"contacts[{number}]"
            if not isinstance(row, Mapping) or set(row) - {"id", "facts"}:
                self.wrong(key, "A contact has id and facts, nothing else.", found=row)
                continue
            name = row.get("id")
            if not isinstance(name, str) or not re.fullmatch(_NAME, name):
                self.wrong(
                    f"{key}.id",
                    "A contact id is lower-case letters, digits and hyphens.",
                    found=name,
                )
                continue
            if name in (contact.id for contact in read):
                self.wrong(f"{key}.id", f"Two contacts are called '{name}'.", found=name)
                continue
            facts = self.facts(f"{key}.facts", row.get("facts", {}), scope="contact", contact=name)
            read.append(Contact(name, facts))
        return tuple(read)

    def facts(self, key: str, data: Any, scope: str, contact: str | None) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            self.wrong(key, "facts is a table of fact = answer.", found=data, contact=contact)
            return {}
        known = tuple(q.id for q in self.content.questions.values() if q.scope == scope)
        read: dict[str, Any] = {}
        for fact, answer in data.items():
            place = f"{key}.{fact}"
            if fact not in known:
                is_moved = scope == "case" and fact in ASKED_OF_EACH
                self.wrong(
                    place,
                    f"'{fact}' is asked of each contact: say it of each one."
                    if is_moved
                    else f"'{fact}' is not a fact of a {scope}.",
                    found=fact,
                    allowed=known,
                    contact=contact,
                    fact=str(fact),
                )
            elif answer is not None:
                read[fact] = self.answer(place, self.content.questions[fact], answer, contact)
        return read

    def answer(self, key: str, question: Question, answer: Any, contact: str | None) -> Any:
        where: dict[str, Any] = {"contact": contact, "fact": question.id}
        if question.kind == "date":
            return self.day(key, answer, **where)
        if question.kind == "several":
            return self.several(key, question, answer, where)
        if question.kind == "elements":
            return self.elements(key, answer, where)
        if question.kind in _ROW_KEYS:
            return self.rows(key, question, answer, where)
        if not isinstance(answer, str) or answer not in question.values:
            self.wrong(
                key,
                f"'{answer}' is not an answer here.",
                found=answer,
                allowed=question.values,
                **where,
            )
        return answer

    def several(self, key: str, question: Question, answer: Any, where: dict[str, Any]) -> Any:
        if not isinstance(answer, list) or not answer:
            self.wrong(
                key,
                "This needs a list with at least one answer.",
                found=answer,
                allowed=question.values,
                **where,
            )
            return answer
        for value in answer:
            if not isinstance(value, str) or value not in question.values:
                self.wrong(
                    key,
                    f"'{value}' is not an answer here.",
                    found=value,
                    allowed=question.values,
                    **where,
                )
        if "none" in answer and len(answer) > 1:
            self.wrong(key, "'none' cannot stand beside another answer.", found=answer, **where)
        return [value for value in question.values if value in answer]

    def elements(self, key: str, answer: Any, where: dict[str, Any]) -> Any:
        if not isinstance(answer, Mapping):
            self.wrong(
                key,
                "This is a table of element = present, missing or unsure.",
                found=answer,
                **where,
            )
            return answer
        for element, status in answer.items():
            if element not in self.content.elements:
                self.wrong(
                    f"{key}.{element}",
                    f"'{element}' is not an element of a release.",
                    found=element,
                    allowed=tuple(self.content.elements),
                    **where,
                )
            elif status not in ELEMENT_ANSWERS:
                self.wrong(
                    f"{key}.{element}",
                    f"'{status}' is not an answer here.",
                    found=status,
                    allowed=ELEMENT_ANSWERS,
                    **where,
                )
        return dict(answer)

    def rows(self, key: str, question: Question, answer: Any, where: dict[str, Any]) -> Any:
        if not isinstance(answer, list):
            self.wrong(
                key, "This is a list of tables; an empty list means none.", found=answer, **where
            )
            return answer
        fitting = answer[:MOST_ROWS]
        self.row_names(key, fitting, where)
        read = [self.row(f"{key}[{n}]", question, row, where) for n, row in enumerate(fitting)]
        for number, row in enumerate(answer[MOST_ROWS:], MOST_ROWS):
            too_many = f"This takes at most {MOST_ROWS} entries."
            self.wrong(f"{key}[{number}]", too_many, found=row, **where)
        return read

    def row_names(self, key: str, rows: list[Any], where: dict[str, Any]) -> None:
        taken: list[Any] = []
        for number, row in enumerate(rows):
            name = row.get("id") if isinstance(row, Mapping) else None
            if name is None:
                continue
            if not isinstance(name, str) or not re.fullmatch(_NAME, name) or name in taken:
                self.wrong(
                    f"{key}[{number}].id",
                    "The id of an entry is lower-case letters, digits and hyphens, no other's.",
                    found=name,
                    **where,
                )
            taken.append(name)

    def row(self, key: str, question: Question, row: Any, where: dict[str, Any]) -> Any:
        allowed = _ROW_KEYS[question.kind]
        if not isinstance(row, Mapping):
            self.wrong(key, "Each entry is a table.", found=row, allowed=tuple(allowed), **where)
            return row
        first = next(iter(allowed))
        values = tuple(self.content.records) if question.kind == "records" else question.values
        if row.get(first) not in values:
            self.wrong(
                f"{key}.{first}",
                f"'{row.get(first)}' is not an answer here.",
                found=row.get(first),
                allowed=values,
                **where,
            )
        read: dict[str, Any] = {}
        for name, value in row.items():
            if name not in allowed:
                self.wrong(
                    f"{key}.{name}",
                    f"'{name}' is not kept here.",
                    found=name,
                    allowed=tuple(allowed),
                    **where,
                )
            elif value is not None:
                read[name] = self.cell(f"{key}.{name}", name, allowed[name], value, where)
        return read

    def cell(self, key: str, name: str, kind: type, value: Any, where: dict[str, Any]) -> Any:
        if kind is date:
            return self.day(key, value, **where)
        if kind is list:
            return self.days(key, value, where)
        if kind is int and (type(value) is not int or not 0 <= value <= 99):
            self.wrong(key, "This is a whole number from 0 to 99.", found=value, **where)
        if name == "reviewed" and value not in ("yes", "no"):
            self.wrong(
                key,
                f"'{value}' is not an answer here.",
                found=value,
                allowed=("yes", "no"),
                **where,
            )
        if name == "channel" and value not in tuple(self.content.methods):
            self.wrong(
                key,
                f"'{value}' is not a channel.",
                found=value,
                allowed=tuple(self.content.methods),
                **where,
            )
        return value

    def days(self, key: str, value: Any, where: dict[str, Any]) -> Any:
        if not isinstance(value, list) or len(value) > MOST_TIMES:
            message = f"This is a list of at most {MOST_TIMES} dates."
            self.wrong(key, message, found=value, **where)
            return []
        read = (self.day(f"{key}[{n}]", one, **where) for n, one in enumerate(value))
        return [day for day in read if day]

    def day(self, key: str, value: Any, required: bool = False, **where: Any) -> str | None:
        if value is None and not required:
            return None
        written = value.isoformat() if type(value) is date else value
        try:
            if not isinstance(written, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
                raise ValueError
            return date.fromisoformat(written).isoformat()
        except ValueError:
            not_one = f"'{written}' is not a date of the calendar"
            shown = "The date is missing" if value is None else not_one
            self.wrong(
                key, f"{shown}; write year-month-day, such as 2026-11-23.", found=written, **where
            )
            return None
