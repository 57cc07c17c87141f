"""The things the checklist knows: content records and the case they are asked about.

Everything here is frozen and plain. Content comes from one JSON bundle that
``coordguide.authoring`` compiles; a case comes from ``coordguide.engine.case_reader``.
This module imports nothing else of the package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

LAYERS = ("plan-policy", "hipaa", "stricter-law", "emergency", "duty")
"""The legal answers that are never merged (``docs/contribute/vocabulary.md``, "The answer")."""

DECISIONS = (
    "stop",
    "not-decided-here",
    "ask-privacy-officer",
    "get-roi-first",
    "incomplete",
    "legal-duty",
    "act-now",
    "listen-only",
    "proceed-without-roi",
    "proceed",
)
"""Every decision, strictest first (``docs/contribute/vocabulary.md``)."""

STATUSES: dict[str, tuple[str, ...]] = {
    "plan-policy": ("unknown", "not-met", "exception", "not-applicable", "met"),
    "hipaa": ("not-governing", "authorization-needed", "unknown", "satisfied", "permitted"),
    "stricter-law": ("objection", "consent-needed", "unknown", "satisfied", "none"),
    "emergency": ("applies", "unknown", "none"),
    "duty": ("report", "agreement", "elsewhere", "unknown", "order", "none"),
}
"""What each layer can answer. Where several rules hold, the one named first here wins:
the strictest, save that neither an emergency that applies nor a report that is due is ever
hidden, and that where HIPAA does not govern it asks for nothing."""

OPENING = ("exception", "not-applicable", "met", "satisfied", "permitted", "none")
"""The statuses under which a layer stands in nobody's way."""

LIMITS = (
    "presence",
    "report",
    "order",
    "emergency",
    "involvement",
    "minimum",
    "care",
)
"""What an answer may be limited to, narrowest first (``docs/contribute/vocabulary.md``)."""

PERMITTED = ("proceed", "proceed-without-roi", "act-now")
"""The decisions under which something may be disclosed now."""

OVERRULING = ("act-now", "legal-duty", "not-decided-here")
"""The decisions that an emergency or a duty makes, whatever the other layers say."""

SETTLED = ("not-decided-here", "legal-duty", "listen-only")
"""The decisions that no release and no other answer of the member would turn into a yes."""

DIRECTIONS = ("both", "share", "request", "listen", "presence-only", "report")
"""What is done with a contact."""

NOT_SHARING = ("listen", "report")
"""The directions that are no sharing: only rules that name one of them speak of it."""

STEPS = ("about", "release", "method", "records", "notify")
"""The places a question can stand in: about the member, then the four steps."""

SHEET_PARTS = ("definition", "release", "method", "records", "notify", "upkeep")
"""The headings of the papers to print under which statements of a document are repeated."""

TONES: dict[str, str] = {
    "stop": "stop",
    "not-decided-here": "away",
    "ask-privacy-officer": "ask",
    "get-roi-first": "wait",
    "incomplete": "open",
    "legal-duty": "due",
    "act-now": "act",
    "listen-only": "listen",
    "proceed-without-roi": "go",
    "proceed": "go",
}
"""How each decision is shown: a page has a mark and a color for each tone, none for a decision."""

STATUS_TONES: dict[str, str] = {
    "met": "good",
    "exception": "good",
    "permitted": "good",
    "satisfied": "good",
    "not-met": "bad",
    "authorization-needed": "bad",
    "consent-needed": "bad",
    "objection": "bad",
    "applies": "alert",
    "report": "due",
    "order": "due",
    "agreement": "away",
    "elsewhere": "away",
    "not-applicable": "none",
    "not-governing": "none",
    "none": "none",
    "unknown": "open",
}
"""How each status of a layer is shown, in the same way."""

ROI_STATUSES = ("valid", "invalid", "missing", "declined", "not-needed", "unknown")
"""How a release as a whole can stand."""

NOTICE_DUTIES = ("must-not", "must", "may")
"""What a rule can say of telling somebody; where several speak, the one named first wins."""

REGIMES = (
    "hipaa",
    "authorization",
    "part-2",
    "ferpa",
    "arizona",
    "north-carolina",
    "california",
    "protected",
    "together",
)
"""The sets of elements a release can be held against."""

STATES = ("AZ", "NC", "CA", "other")
"""The states whose law is covered, and every other one (``docs/contribute/vocabulary.md``)."""

UNSURE = "unsure"
"""The answer of somebody who does not know; never read as yes or no."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Who says so: a source statement or a legal text, with the paragraph meant."""

    source: str
    paragraph: str = ""

    @classmethod
    def parse(cls, written: str) -> Citation:
        """Read ``"CON-1"`` or ``"45-cfr-164-508 (c)(1)(i)"``.

        Takes the citation as written in a content file; returns the source id
        and the paragraph, which may be empty.
        """
        source, _, paragraph = written.strip().partition(" ")
        return cls(source, paragraph.strip())

    def __str__(self) -> str:
        return f"{self.source} {self.paragraph}".strip()


@dataclass(frozen=True)
class Record:
    """One content file: an id, the words people read, and who says so."""

    id: str
    text: dict[str, Any] = field(default_factory=dict)
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Statement(Record):
    """One statement of a source document; ``editions`` says who carries it and how.

    ``same_duty`` names the editions whose variant asks for the same in other words,
    and ``sheet`` the part of the papers to print that repeats it, if any.
    """

    topic: str = ""
    sheet: str = ""
    editions: dict[str, str] = field(default_factory=dict)
    same_duty: tuple[str, ...] = ()

    def says_in(self, edition: str) -> str:
        """Return what it says in an edition: the edition's own variant, else the common words."""
        variants: dict[str, str] = self.text.get("variants", {})
        return variants.get(edition) or str(self.text["says"])


@dataclass(frozen=True)
class Law(Record):
    """One legal text: where it stands, when it was read, and whether it was checked.

    ``state`` is the one state it speaks for, or empty where it is told everywhere.
    """

    short: str = ""
    state: str = ""
    link: str = ""
    seen: str = ""
    seen_in: str = ""
    verified: bool = False


@dataclass(frozen=True)
class Question(Record):
    """One thing to ask, of the case or of each contact.

    ``when`` is a condition as ``coordguide.engine.conditions`` reads it, or empty for
    a question that is always asked. ``fix`` names answers that somebody could
    still bring about, such as getting a release signed (``today`` and
    ``in-a-year`` stand for days). A case can be complete without an ``optional`` one.
    ``offered_when`` says of a value when it makes sense, ``settled`` which answer
    another answer gives to a question that is then not asked, and ``offers`` in
    everyday words what leads to which value, and which other answers it settles.
    ``at_once`` holds what one press may say in full: a value here and the answers to what
    would be asked next. ``as_before`` holds, by question, the values that one press may give
    for one more contact as they were given for the contact before.
    With ``confirm`` its first value may be given together with others by one press, or
    alone where several can be chosen, and with ``others_shown`` the other values stand
    beside it; ``beside`` names the question (``fact``) that stands beside this one and the
    ``value`` here that an answer there chooses. What can be said only once the contact took
    place is asked ``afterwards``.
    ``edition_states`` names the states of the editions that ask it, ``none`` for those without
    one; ``rests_on`` the statements that bear it, see ``coordguide.engine.resting``.
    """

    step: str = "about"
    scope: str = "case"
    kind: str = "choice"
    optional: bool = False
    confirm: bool = False
    others_shown: bool = False
    afterwards: bool = False
    beside: dict[str, str] = field(default_factory=dict)
    order: int = 0
    values: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    edition_states: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    when: dict[str, Any] = field(default_factory=dict)
    offered_when: dict[str, Any] = field(default_factory=dict)
    settled: tuple[dict[str, Any], ...] = ()
    offers: tuple[dict[str, Any], ...] = ()
    at_once: tuple[dict[str, Any], ...] = ()
    as_before: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Element(Record):
    """One element of a release under one regime; a duty never decides validity."""

    regime: str = ""
    order: int = 0
    duty: bool = False
    when: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition(Record):
    """A name for a condition: a derived fact that is yes, no or not yet known."""

    when: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule(Record):
    """One rule: when it holds, what it gives in its layer, and since when.

    ``directions`` names those of ``NOT_SHARING`` it speaks of; a rule on sharing
    names none, and is silent where somebody only listens or reports. ``edition_states`` and
    ``rests_on`` are as for a question.
    """

    layer: str = ""
    editions: tuple[str, ...] = ()
    edition_states: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    when: dict[str, Any] = field(default_factory=dict)
    gives: dict[str, Any] = field(default_factory=dict)
    strength: str = ""
    effective: str = ""
    review_by: str = ""


@dataclass(frozen=True)
class Outcome(Record):
    """One decision in words: its title and what it means."""


@dataclass(frozen=True)
class Method(Record):
    """One channel: how well it fits each need, its safeguards, and which editions name it."""

    order: int = 0
    editions: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    fits: dict[str, int] = field(default_factory=dict)
    safeguards: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class RecordKind(Record):
    """One kind of record to ask for or to leave out."""

    order: int = 0
    leave_out: bool = False
    when: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Resolution(Record):
    """What to do about one finding, step by step, in the editions named."""

    finding: str = ""
    editions: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    steps: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Phrase(Record):
    """One sentence that the engine or a document places by itself, with its source."""


@dataclass(frozen=True)
class Document(Record):
    """One document to take away: when it is offered, and its blocks with blanks for names.

    ``template`` marks a form that the organization approves before use, and
    ``size`` a type size in points that a law asks for. ``main`` is the rank of a document
    that can be what to do next, of which the lowest counts, ``main_for`` the decisions after
    which it can (none: after each), and ``press`` what is done with it.
    ``made`` is the phrase that ends it.
    A document without a ``step`` is part of others and never offered by itself. ``blank`` holds
    what is taken as known where it is written with no case at all; without it there is no such.
    """

    step: str = ""
    scope: str = "contact"
    order: int = 0
    template: bool = True
    size: int = 0
    main: int = 0
    press: str = ""
    made: str = "document-made"
    main_for: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    when: dict[str, Any] = field(default_factory=dict)
    blank: dict[str, Any] = field(default_factory=dict)
    blocks: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class ChartAuditItem(Record):
    """One item of a chart audit: met, not met, or not evidenced by the answers.

    It is left out where ``applies`` does not hold.
    """

    scope: str = "contact"
    order: int = 0
    editions: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    when: dict[str, Any] = field(default_factory=dict)
    applies: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Edition(Record):
    """One source document as published: who, when, its terms, contacts and exceptions.

    ``like`` names the edition whose text it shares, ``without`` the statements
    that it leaves out of that text. ``portals`` are the origins of websites that
    a person may send the note to, where such a site frames the checklist.
    """

    order: int = 0
    number: str = ""
    state: str = ""
    publisher: str = ""
    code: str = ""
    revised: str = ""
    exceptions: tuple[str, ...] = ()
    like: str = ""
    without: tuple[str, ...] = ()
    portals: tuple[str, ...] = ()
    terms: dict[str, str] = field(default_factory=dict)
    contacts: tuple[dict[str, Any], ...] = ()
    escalation: tuple[dict[str, Any], ...] = ()


KINDS: dict[str, type[Record]] = {
    "statements": Statement,
    "laws": Law,
    "questions": Question,
    "elements": Element,
    "definitions": Definition,
    "rules": Rule,
    "outcomes": Outcome,
    "methods": Method,
    "records": RecordKind,
    "resolutions": Resolution,
    "phrases": Phrase,
    "documents": Document,
    "audits": ChartAuditItem,
    "editions": Edition,
}
"""Folder below ``checklist/content/`` (and key of the bundle) to the record it holds."""

_TUPLES = (
    "editions",
    "edition_states",
    "rests_on",
    "same_duty",
    "states",
    "directions",
    "settled",
    "offers",
    "at_once",
    "values",
    "fix",
    "exceptions",
    "without",
    "portals",
    "contacts",
    "escalation",
    "safeguards",
    "steps",
    "blocks",
)


def _record(kind: type[Record], data: dict[str, Any]) -> Record:
    fields: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name == "cites":
            value = tuple(Citation.parse(cite) for cite in value)
        elif name in _TUPLES and isinstance(value, list):
            value = tuple(value)
        fields[name] = value
    return kind(**fields)


@dataclass(frozen=True, eq=False)
class Content:
    """All records of one content version, each kind keyed by id in reading order."""

    version: str
    sha256: str
    statements: dict[str, Statement]
    laws: dict[str, Law]
    questions: dict[str, Question]
    elements: dict[str, Element]
    definitions: dict[str, Definition]
    rules: dict[str, Rule]
    outcomes: dict[str, Outcome]
    methods: dict[str, Method]
    records: dict[str, RecordKind]
    resolutions: dict[str, Resolution]
    phrases: dict[str, Phrase]
    documents: dict[str, Document]
    audits: dict[str, ChartAuditItem]
    editions: dict[str, Edition]

    @classmethod
    def from_bundle(cls, bundle: dict[str, Any]) -> Content:
        """Build the content from the JSON object that ``authoring.compile`` writes.

        Takes ``{"version", "sha256", "<kind>": [record, ...], ...}``; returns
        the content. Raises ``KeyError``, ``TypeError`` or ``AttributeError``
        where the bundle is not one that ``authoring`` wrote.
        """
        kinds = {
            name: {data["id"]: _record(kind, data) for data in bundle[name]}
            for name, kind in KINDS.items()
        }
        return cls(version=bundle["version"], sha256=bundle["sha256"], **kinds)  # type: ignore[arg-type]

    def name_source(self, cite: Citation) -> str:
        """Return what a reader calls a source: ``CON-1``, ``45 CFR 164.506(c)``.

        Takes a citation; returns it with a law's short name, and as written
        where no law has this id.
        """
        law = self.laws.get(cite.source)
        if law is None:
            return str(cite)
        # No space before a paragraph in brackets, as lawyers write it.
        space = "" if cite.paragraph.startswith("(") else " "
        return f"{law.short}{space}{cite.paragraph}".strip()

    @cached_property
    def questions_in_order(self) -> tuple[Question, ...]:
        """The questions as they are asked: by step, then by ``order``."""
        return tuple(sorted(self.questions.values(), key=lambda q: (STEPS.index(q.step), q.order)))


@dataclass(frozen=True)
class Contact:
    """Somebody the provider wants to coordinate with, and what is known about it."""

    id: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One situation: an edition, a day, facts of the case and its contacts."""

    edition: str
    today: str
    facts: dict[str, Any] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
