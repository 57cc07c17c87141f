"""The case as a file the user keeps: saved, opened again, and answered anew.

A case that a tab kept over a reload is opened by the same means: what this content
does not know of it is set aside and named, and nothing more than that.

A saved file names the engine and the content it was answered with, and the
answer of then, so that opening it shows what is different now. Only answers to
visible questions are saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from coordguide import __version__
from coordguide.engine.case_reader import MOST_CONTACTS, CaseError, Problem, read_case
from coordguide.engine.evaluation import evaluate
from coordguide.model import Case, Content
from coordguide.protocol import strictjson
from coordguide.protocol.label import MOST_LABEL, plain_label
from coordguide.view import View

KIND = "coordguide-case"
"""What a saved file calls itself."""

FORMAT = 1
"""The version of the file's shape; raised when an older program could not read it."""

MOST_CHARACTERS = 500_000
"""The largest file that is opened; no case that can be saved is larger."""

MOST_COMMAS = 15_000
"""How many values a saved case may list, told by its commas before anything is parsed."""

MOST_ASIDE = 100
"""How many answers may be unknown: another version differs in a few, and each is told."""

KEY = r"[0-9a-z]{0,40}"
"""What the key of a case may be: chosen at random, so that it says nothing."""

_KEYS = {"kind", "format", "engine", "content", "label", "key", "case", "answer", "sum"}


class SavedError(ValueError):
    """A file that cannot be opened; ``code`` says why, the text is for people."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(_WHY[code])


_WHY = {
    "too-large": "This file is too large to be a saved case. Nothing was changed.",
    "not-a-case": "This is not a case saved by this checklist. Nothing was changed.",
    "damaged": "This file was cut off or changed after it was saved. Nothing was changed here.",
    "newer": "This file was saved by a newer checklist. Reload this page, then open it again.",
    "not-readable": "This file names an edition or a shape this checklist does not have.",
}


@dataclass(frozen=True)
class UnusedAnswer:
    """One saved answer that this content does not know; kept and named, not used."""

    contact: str | None
    fact: str | None
    value: Any
    message: str


@dataclass(frozen=True)
class Difference:
    """One part of the answer that is not what it was when the file was saved."""

    contact: str | None
    part: str
    was: Any
    now: Any


@dataclass(frozen=True)
class OpenedCase:
    """A saved case, answered anew, with everything that is different."""

    case: Case
    view: View
    label: str
    key: str
    engine: str
    content: dict[str, str]
    aside: tuple[UnusedAnswer, ...]
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing was set aside and the answer is the same."""
        return not self.aside and not self.differences


def save(content: Content, case: Case, label: str = "", key: str = "") -> str:
    """Write a case as the text of a file.

    Takes the content, the case, the user's label for it (what cannot be seen
    in it is left out) and the key that its reminders carry; returns JSON text.
    """
    view = evaluate(content, case)
    data = {
        "kind": KIND,
        "format": FORMAT,
        "engine": __version__,
        "content": view.content,
        "label": plain_label(label),
        "key": key,
        "case": visible_case(view),
        "answer": answer_of(view),
    }
    return json.dumps({**data, "sum": _sum(data)}, indent=1) + "\n"


def visible_case(view: View) -> dict[str, Any]:
    """Return the case of a view as JSON, with the answers to visible questions only."""
    return {
        "edition": view.edition,
        "today": view.today,
        "facts": view.answers[""],
        "contacts": [{"id": c.id, "facts": view.answers[c.id]} for c in view.contacts],
    }


def answer_of(view: View) -> dict[str, Any]:
    """Return what a replay compares: each decision with its layers, and whom to tell."""
    notify = view.notify
    return {
        "contacts": {
            contact.id: {
                "decision": contact.decision,
                "release": contact.roi.status,
                **{name: layer.status for name, layer in contact.layers.items()},
                **{f"kind {kind}": v.decision for kind, v in contact.by_information.items()},
            }
            for contact in view.contacts
        },
        "notify": {
            "must": sorted(n.who for n in notify.must),
            "may": sorted(n.who for n in notify.may),
            "must-not": sorted(n.who for n in notify.must_not),
        },
    }


def open_saved(text: str, content: Content) -> OpenedCase:
    """Open a saved file and answer its case anew.

    Takes the file's text and the content. Returns the case with what was set
    aside and what is different. Raises ``SavedError`` for a file that is
    foreign, damaged, too large or newer; the caller's own case is not touched.
    """
    data = _read(text)
    theirs, ours = data["content"], {"version": content.version, "sha256": content.sha256}
    is_newer = _number(theirs["version"]) > _number(ours["version"])
    if is_newer or _number(data["engine"]) > _number(__version__):
        raise SavedError("newer")
    is_older = theirs != ours or data["engine"] != __version__
    case, aside = _fit(data["case"], content, may_drop=is_older)
    if not all(_is_said(one.fact) and _is_said(one.value) for one in aside):
        raise SavedError("damaged")
    view = evaluate(content, case)
    return OpenedCase(
        case=case,
        view=view,
        label=plain_label(data["label"]),
        key=data["key"],
        engine=data["engine"],
        content=theirs,
        aside=aside,
        differences=_differences(data["answer"], answer_of(view)),
    )


def _read(text: str) -> dict[str, Any]:
    if len(text) > MOST_CHARACTERS or text.count(",") > MOST_COMMAS:
        raise SavedError("too-large")
    try:
        data = strictjson.parse(text, once=True)
    except ValueError:
        is_ours = f'"{KIND}"' in text[:200]
        raise SavedError("damaged" if is_ours else "not-a-case") from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise SavedError("not-a-case")
    if type(data.get("format")) is int and data["format"] > FORMAT:
        raise SavedError("newer")
    body = {key: value for key, value in data.items() if key != "sum"}
    if data.keys() != _KEYS or data["sum"] != _sum(body) or not _has_shape(data):
        raise SavedError("damaged")
    return data


_PLAIN = r"[0-9]{1,9}(\.[0-9]{1,9}){0,5}"
_DIGEST = r"[0-9a-f]{1,64}"
_WORD = r"[a-z0-9-]{1,60}"
_PART = rf"(kind )?{_WORD}"
_SAID = r"[A-Za-z0-9-]{1,60}"
_MOST_PARTS = 40
"""More than an answer has about one contact, or tells of whom to tell."""


def _has_shape(data: dict[str, Any]) -> bool:
    content = data["content"]
    texts = {
        "engine": _PLAIN,
        "label": rf".{{0,{MOST_LABEL}}}",
        "key": KEY,
    }
    return (
        data["format"] == FORMAT
        and all(_is(pattern, data[name]) for name, pattern in texts.items())
        and isinstance(content, dict)
        and content.keys() == {"version", "sha256"}
        and _is(_PLAIN, content["version"])
        and _is(_DIGEST, content["sha256"])
        and _is_answer(data["answer"])
    )


def _is_answer(answer: Any) -> bool:
    """Say whether an answer holds the engine's own words only: what differs is told on screen."""
    if not isinstance(answer, dict) or answer.keys() != {"contacts", "notify"}:
        return False
    contacts, notify = answer["contacts"], answer["notify"]
    return (
        isinstance(contacts, dict)
        and isinstance(notify, dict)
        and len(contacts) <= MOST_CONTACTS
        and all(_is(_WORD, name) and isinstance(one, dict) for name, one in contacts.items())
        and all(len(parts) <= _MOST_PARTS for parts in (notify, *contacts.values()))
        and all(_is(_PART, part) for parts in (notify, *contacts.values()) for part in parts)
        and all(_is(_WORD, said) for one in contacts.values() for said in one.values())
        and all(isinstance(who, list) and len(who) <= _MOST_PARTS for who in notify.values())
        and all(_is(_WORD, said) for who in notify.values() for said in who)
    )


def _is_said(value: Any) -> bool:
    """Say whether an answer holds words that some content could have: no sentence of its own."""
    if isinstance(value, dict):
        return all(_is_said(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(_is_said(part) for part in value)
    return not isinstance(value, str) or _is(_SAID, value)


def _is(pattern: str, value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _sum(data: dict[str, Any]) -> str:
    """Return a checksum: it finds damage, not somebody who reckons it anew."""
    written = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return f"{crc32(written.encode()):08x}"


def fit(data: Any, content: Content) -> tuple[Case, tuple[UnusedAnswer, ...]]:
    """Read a case that an older page kept, without the answers this content does not know.

    Takes the case as JSON has it, which may be of any shape, and the content.
    Returns the case and each answer set aside. Raises ``SavedError`` where it is none.
    """
    return _fit(data, content, may_drop=True)


def _fit(data: Any, content: Content, may_drop: bool) -> tuple[Case, tuple[UnusedAnswer, ...]]:
    """Read a saved case; with ``may_drop``, set aside the answers this content does not know."""
    aside: list[UnusedAnswer] = []
    while True:
        try:
            return read_case(data, content), tuple(aside)
        except CaseError as error:
            if not may_drop:
                raise SavedError("damaged") from None
            if len(aside) + len(error.problems) > MOST_ASIDE:
                raise SavedError("not-readable") from None
            # The last row first: none moves before it was looked at.
            dropped = [_drop(data, problem) for problem in reversed(_apart(error.problems))]
            aside += reversed(dropped)


def _apart(problems: Iterable[Problem]) -> list[Problem]:
    """Return of each answer, part and row the first problem; one reading serves for all of them."""
    first: dict[tuple[str | None, str | None, str], Problem] = {}
    for problem in problems:
        _, _, inner = problem.key.rpartition(f".{problem.fact}")
        row = re.match(r"\[\d+\]", inner)
        first.setdefault((problem.contact, problem.fact, row[0] if row else inner), problem)
    return list(first.values())


def _drop(data: dict[str, Any], problem: Problem) -> UnusedAnswer:
    """Take one unknown answer out of a case, or refuse the case where none is to blame.

    Of several answers, of the parts of a form and of rows only the one that is not
    known goes. The last of several, or the last row, takes its question with it: an
    empty list would say "none", which nobody said.
    """
    if problem.fact is None:
        raise SavedError("not-readable")
    facts = data["facts"]
    if problem.contact is not None:
        facts = next(c["facts"] for c in data["contacts"] if c["id"] == problem.contact)
    whole = facts[problem.fact]
    place = _place_in(whole, problem)
    if place is None:
        value = facts.pop(problem.fact)
    else:
        holder, key = place
        part = holder.pop(key)
        # An unknown part of a form is named itself; what was said of it tells nobody anything.
        value = key if problem.found == key else part
        if not whole:
            del facts[problem.fact]
    return UnusedAnswer(problem.contact, problem.fact, value, problem.message)


def _place_in(whole: Any, problem: Problem) -> tuple[Any, Any] | None:
    """Return what holds the part of an answer that is to blame, and its key in there.

    None where the whole answer is to blame.
    """
    _, _, inner = problem.key.rpartition(f".{problem.fact}")
    if isinstance(whole, dict):
        part = inner.removeprefix(".")
        return (whole, part) if part in whole else None
    if not isinstance(whole, list):
        return None
    row = re.fullmatch(r"\[(\d+)\](?:\.([^\[]+)(?:\[(\d+)\])?)?", inner)
    if not row:
        return (whole, whole.index(problem.found)) if problem.found in whole else None
    number, cell = int(row[1]), row[2]
    is_named = isinstance(whole[number], dict) and cell in whole[number]
    # Without its first cell, the kind or the person, a row is about nobody.
    if is_named and cell not in ("kind", "who"):
        # Of several days in one cell, only the one that is to blame.
        return (whole[number][cell], int(row[3])) if row[3] else (whole[number], cell)
    return whole, number


def _differences(was: dict[str, Any], now: dict[str, Any]) -> tuple[Difference, ...]:
    found = [
        Difference(contact, part, old.get(part), new.get(part))
        for contact, old, new in _pairs(was["contacts"], now["contacts"])
        for part in dict.fromkeys((*old, *new))
        if old.get(part) != new.get(part)
    ]
    found += [
        Difference(None, f"notify {duty}", was["notify"].get(duty), people)
        for duty, people in now["notify"].items()
        if was["notify"].get(duty) != people
    ]
    return tuple(found)


def _pairs(was: dict[str, Any], now: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [(name, was.get(name, {}), now.get(name, {})) for name in dict.fromkeys((*was, *now))]
