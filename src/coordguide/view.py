"""The answer to a case: what may be done for each contact now, why, and what is open.

The classes mirror the JSON that ``coordguide decide`` prints; ``to_json`` turns
any of them into it (``by_information`` becomes ``by-information``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """One sentence on screen or paper, and who says so."""

    text: str
    cites: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class Reason:
    """One rule that bears on a layer, the answers it rests on, and its sources.

    ``holds`` is ``yes``, or ``not-known`` while ``open`` or ``unsure`` facts
    keep it undecided. ``checked`` is False where a legal text behind the rule
    was not checked; ``past_review`` where its review date has gone by.
    """

    rule: str
    holds: str
    says: str
    fix: str
    facts: dict[str, Any]
    open: tuple[str, ...]
    unsure: tuple[str, ...]
    cites: tuple[str, ...]
    strength: str
    checked: bool
    past_review: bool


@dataclass(frozen=True)
class LayerView:
    """The answer of one layer, never mixed with another's.

    ``says`` is its status in words, ``tone`` one of ``STATUS_TONES``.
    """

    status: str
    because: tuple[Reason, ...] = ()
    says: str = ""
    tone: str = ""


@dataclass(frozen=True)
class KindView:
    """The decision for one kind of information, and what it is limited to.

    ``limit`` is one of ``LIMITS``, or empty where the decision has none of its own.
    ``label`` is the kind in short, ``tone`` one of ``TONES``, ``says`` why, ``answer`` the
    decision as one sentence.
    """

    decision: str
    title: str
    layers: dict[str, LayerView]
    limit: str = ""
    label: str = ""
    tone: str = ""
    says: tuple[Sentence, ...] = ()
    answer: Sentence = field(default=Sentence(""))


@dataclass(frozen=True)
class ElementView:
    """One element of a release and what was said of it."""

    id: str
    regime: str
    duty: bool
    status: str
    label: str
    fix: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class RoiView:
    """The release as a whole: all or nothing, with what is wrong and how to fix it."""

    status: str
    says: str
    problems: tuple[Reason, ...]
    elements: tuple[ElementView, ...]


@dataclass(frozen=True)
class MethodView:
    """One channel, ranked for the need at hand."""

    id: str
    label: str
    rank: int
    available: bool
    in_edition: bool
    reasons: tuple[Sentence, ...]
    safeguards: tuple[Sentence, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class RequestView:
    """One record asked for and not yet dealt with, and the next step."""

    kind: str
    label: str
    says: str
    asked_on: str
    asked_again: tuple[str, ...]
    attempts: int
    next_date: str
    clock: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class RecordsView:
    """What to ask for, what to leave out, and what is still open."""

    ask_for: tuple[Sentence, ...] = ()
    leave_out: tuple[Sentence, ...] = ()
    outstanding: tuple[RequestView, ...] = ()


@dataclass(frozen=True)
class ResolutionView:
    """The path of this edition for one finding."""

    finding: str
    title: str
    steps: tuple[Sentence, ...]


@dataclass(frozen=True)
class ContactView:
    """Everything the engine says about one contact.

    ``label`` is its kind in short, ``tone`` one of ``TONES``, and ``explainable``
    says whether ``explain`` has an answer that the view does not give.
    ``who_decides``, ``extent`` and ``meanwhile`` speak of a duty: who decides what is
    not decided here, how far a duty goes, and what to do and never to do until then.
    ``answer`` is the decision as one sentence: who, what, until when, within which limit.
    ``phone`` is what to say to somebody who calls. ``todo`` becomes the first
    of the tasks and is not printed by itself.
    """

    id: str
    kind: str
    label: str
    decision: str
    title: str
    tone: str
    explainable: bool
    limit: str
    says: tuple[Sentence, ...]
    who_decides: tuple[Sentence, ...]
    extent: tuple[Sentence, ...]
    meanwhile: tuple[Sentence, ...]
    layers: dict[str, LayerView]
    by_information: dict[str, KindView]
    roi: RoiView
    cautions: tuple[Reason, ...]
    methods: tuple[MethodView, ...]
    records: RecordsView
    resolution: tuple[ResolutionView, ...]
    next: tuple[str, ...]
    phone: tuple[Sentence, ...] = ()
    answer: Sentence = field(default=Sentence(""))
    todo: Sentence = field(default=Sentence(""), metadata={"json": False})


@dataclass(frozen=True)
class NoticeView:
    """Somebody to tell, or not to tell, about the coordination, and by which channel."""

    who: str
    label: str
    says: str
    channel: str
    rule: str
    cites: tuple[str, ...]
    checked: bool


@dataclass(frozen=True)
class NotifyView:
    """Who must, may and must not be told, what to say, and what to write down."""

    must: tuple[NoticeView, ...] = ()
    may: tuple[NoticeView, ...] = ()
    must_not: tuple[NoticeView, ...] = ()
    say: tuple[Sentence, ...] = ()
    write_down: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Task:
    """One thing still to do, for one contact or for the case."""

    contact: str | None
    step: str
    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot all be right; named and asked about, never resolved silently."""

    contact: str | None
    facts: tuple[str, ...]
    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenQuestion:
    """One question still to be answered."""

    contact: str | None
    fact: str


@dataclass(frozen=True)
class View:
    """The whole answer to a case.

    ``first`` is what to read before all else while somebody is in danger, whatever
    else is open. ``ask`` lists the questions now visible, where each stands and whether
    it is done, and ``answers`` what was answered to them, by contact id ("" for the
    case); neither is part of the printed answer.
    """

    edition: str
    today: str
    state: str | None
    engine: str
    content: dict[str, str]
    contacts: tuple[ContactView, ...]
    notify: NotifyView
    notes: tuple[Reason, ...]
    outstanding: tuple[Task, ...]
    problems: tuple[Contradiction, ...]
    complete: bool
    next: tuple[OpenQuestion, ...]
    first: tuple[Sentence, ...] = ()
    ask: tuple[dict[str, Any], ...] = field(default=(), metadata={"json": False})
    answers: dict[str, dict[str, Any]] = field(default_factory=dict, metadata={"json": False})


def to_json(value: Any) -> Any:
    """Turn a view, or any part of one, into plain JSON values."""
    kind: Any = type(value)
    if kind is str:  # most of a view is words
        return value
    if kind in (list, tuple):
        return [to_json(inner) for inner in value]
    if kind is dict:
        return {key: to_json(inner) for key, inner in value.items()}
    return {key: to_json(getattr(value, name)) for name, key in _keys(kind)} or value


@cache
def _keys(kind: Any) -> tuple[tuple[str, str], ...]:
    """Return the fields of a class of views with their keys in JSON; none for other values."""
    if not is_dataclass(kind):
        return ()
    shown = (item.name for item in fields(kind) if item.metadata.get("json", True))
    return tuple((name, name.replace("_", "-")) for name in shown)
