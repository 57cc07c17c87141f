"""Checks the parts of a practice case that trainees see: there, of their kind, and cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.model import NOTICE_DUTIES, Citation, Content
from coordguide.practice.decisions import KINDS

DOCUMENTS = ("release", "fax-cover", "records", "message")
"""The kinds of document that a case can show."""

_REQUIRED = ("title", "story", "mistake", "mistake-cites", "names", "contacts", "ask", "expect")
_ASK = ("kind", "contact", "hint", "information", "finding", "duty")
_DOCUMENT = ("kind", "contact", "title", "lines")
_LINE = ("label", "text", "has")
_NEEDS = {
    "decision": ("contact",),
    "release": ("contact",),
    "missing": ("contact",),
    "channel": ("contact",),
    "safeguards": ("contact",),
    "leave-out": ("contact",),
    "next-step": ("contact", "finding"),
    "tell": ("duty",),
}


def check_shape(file: str, data: dict[str, Any], content: Content) -> Iterator[Problem]:
    """Yield every problem of a practice case that can be seen before the engine is asked.

    Takes the file's name, the case as read from TOML, and the content.
    """
    for key in _REQUIRED:
        if not data.get(key):
            yield Problem(file, key, "nothing", "a value in every practice case", "Add this key.")
    for key in ("title", "story", "mistake"):
        if not isinstance(data.get(key, ""), str):
            yield Problem(file, key, quote(data[key]), "text in quotes", 'Write it as "…".')
    yield from _check_cites(file, data.get("mistake-cites", []), content)
    contacts = [row.get("id") for row in _rows(data.get("contacts"))]
    yield from _check_names(file, data.get("names", {}), contacts)
    for number, row in enumerate(_rows(data.get("ask")), start=1):
        yield from _check_ask(file, f"ask[{number}]", row, contacts, content)
    for number, row in enumerate(_rows(data.get("documents")), start=1):
        yield from _check_document(file, f"documents[{number}]", row, contacts)


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _check_cites(file: str, cites: Any, content: Content) -> Iterator[Problem]:
    known = {*content.statements, *content.laws}
    for cite in cites if isinstance(cites, list) else [cites]:
        if not isinstance(cite, str) or Citation.parse(cite).source not in known:
            fix = suggest(cite, known, "Cite a statement or a legal text of the register.")
            yield Problem(file, "mistake-cites", quote(cite), "a source of the register", fix)


def _check_names(file: str, names: Any, contacts: list[Any]) -> Iterator[Problem]:
    if not isinstance(names, dict) or set(names) != set(contacts):
        found = join(names, "and") if isinstance(names, dict) else quote(names)
        fix = 'Write names = { contact = "Dr. Ames, family doctor" }.'
        allowed = f"a name for each contact: {join(map(str, contacts), 'and')}"
        yield Problem(file, "names", found or "nothing", allowed, fix)


def _check_ask(
    file: str, key: str, row: dict[str, Any], contacts: list[Any], content: Content
) -> Iterator[Problem]:
    yield from _check_keys(file, key, row, _ASK)
    kind = row.get("kind")
    if kind not in KINDS:
        fix = suggest(kind, KINDS, "Use one of these.")
        yield Problem(file, f"{key}.kind", quote(kind), join(KINDS), fix)
        return
    for name in (*_NEEDS[kind], "hint"):
        if not row.get(name) and not _is_misspelt(name, row, _ASK):
            yield Problem(file, f"{key}.{name}", "nothing", f"a value for {kind}", "Add this key.")
    questions = content.questions
    allowed = {
        "contact": tuple(contacts),
        "information": questions["information"].values,
        "finding": questions["findings"].values,
        "duty": NOTICE_DUTIES,
    }
    for name, values in allowed.items():
        if row.get(name) and row[name] not in values:
            fix = suggest(row[name], values, "Use one of these.")
            yield Problem(file, f"{key}.{name}", quote(row[name]), join(values), fix)


def _check_document(
    file: str, key: str, row: dict[str, Any], contacts: list[Any]
) -> Iterator[Problem]:
    yield from _check_keys(file, key, row, _DOCUMENT)
    if row.get("kind") not in DOCUMENTS:
        fix = suggest(row.get("kind"), DOCUMENTS, "Use one of these.")
        yield Problem(file, f"{key}.kind", quote(row.get("kind")), join(DOCUMENTS), fix)
    if row.get("contact") and row["contact"] not in contacts:
        fix = suggest(row["contact"], contacts, "Use one of these.")
        yield Problem(file, f"{key}.contact", quote(row["contact"]), join(contacts), fix)
    if not row.get("title"):
        yield Problem(file, f"{key}.title", "nothing", "what stands on top of it", "Add this key.")
    lines = row.get("lines")
    if not lines or len(_rows(lines)) != len(lines):
        fix = 'Write lines = [ { label = "…", text = "…" }, … ].'
        yield Problem(file, f"{key}.lines", quote(lines), "a list of lines", fix)
    for number, line in enumerate(_rows(lines), start=1):
        place = f"{key}.lines[{number}]"
        yield from _check_keys(file, place, line, _LINE)
        for name in ("label", "text"):
            is_written = isinstance(line.get(name), str) and line[name].strip()
            if not is_written and not _is_misspelt(name, line, _LINE):
                fix = "Write it, and “(blank)” where the paper is blank."
                yield Problem(file, f"{place}.{name}", quote(line.get(name)), "words", fix)


def _check_keys(
    file: str, key: str, row: dict[str, Any], known: tuple[str, ...]
) -> Iterator[Problem]:
    for name in row:
        if name not in known:
            fix = suggest(name, known, "Remove it.")
            yield Problem(file, f"{key}.{name}", "an unknown key", join(known), fix)


def _is_misspelt(key: str, row: dict[str, Any], known: tuple[str, ...]) -> bool:
    """Say whether an unknown key is this one misspelt, so that it is reported once."""
    unknown = (name for name in row if name not in known)
    return any(f'"{key}"' in suggest(name, known, "") for name in unknown)
