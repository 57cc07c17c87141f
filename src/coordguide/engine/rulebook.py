"""The content of one edition, made ready to be asked: conditions read, terms filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from coordguide.engine.conditions import Condition, read
from coordguide.engine.resting import part_rests_on, rests_on
from coordguide.model import (
    NOT_SHARING,
    REGIMES,
    ChartAuditItem,
    Citation,
    Content,
    Definition,
    Document,
    Edition,
    Element,
    Method,
    Question,
    Record,
    Resolution,
    Rule,
)

REMEMBERED = 256
"""How many answers a rulebook keeps: what it judged, and the contradictions it found."""

OURS = "tool-default"
"""The source of what is said by this tool alone."""


class RuleText(NamedTuple):
    """The words of a rule, who says so, and whether every law behind it was checked."""

    says: str
    fix: str
    cites: tuple[str, ...]
    checked: bool


class Rulebook:
    """Everything of the content that one edition can use.

    Built once per content and edition with ``rulebook``; holds pairs of a
    record and its condition, in the order in which they are read.
    """

    def __init__(self, content: Content, edition: str) -> None:
        self.content = content
        self.edition: Edition = content.editions[edition]
        self.definitions: dict[str, Condition] = {
            record.id: _read_once(record) for record in content.definitions.values()
        }
        self.questions = self._pairs(content.questions_in_order)
        self.documents = self._pairs(content.documents.values())
        self.audits = self._pairs(content.audits.values())
        rules: dict[str, list[tuple[Rule, Condition]]] = {}
        for rule in filter(self.is_ours, content.rules.values()):
            rules.setdefault(rule.layer, []).append((rule, in_scope(rule)))
        self.rules = {layer: tuple(pairs) for layer, pairs in rules.items()}
        self.elements: dict[str, tuple[tuple[Element, Condition], ...]] = {
            regime: tuple(
                (element, _read_once(element))
                for element in content.elements.values()
                if element.regime == regime
            )
            for regime in REGIMES
        }

        self._once: dict[str, Any] = {}
        self._remembered: dict[str, Any] = {}
        self._rule_texts: dict[tuple[str, str | None], RuleText] = {}

    def once[T](self, key: str, work_out: Callable[[], T]) -> T:
        """Return what follows from the content alone, worked out the first time it is asked for."""
        if key not in self._once:
            self._once[key] = work_out()
        answer: T = self._once[key]
        return answer

    def settled(self, question: Question) -> tuple[tuple[Condition, Any], ...]:
        """Return the answers that others give to a question, each with when they do."""
        rows = question.settled
        return self.once(
            f"settled {question.id}",
            lambda: tuple((read(row["when"]), row["answer"]) for row in rows),
        )

    def offered_when(self, question: Question) -> dict[str, Condition]:
        """Return when each value is offered; one without a condition always is."""
        return self.once(
            f"offered {question.id}",
            lambda: {value: read(when) for value, when in question.offered_when.items()},
        )

    def at_once(self, question: Question) -> tuple[tuple[Condition, dict[str, Any]], ...]:
        """Return what one press may say in full, each with when it is offered."""
        rows = question.at_once
        return self.once(
            f"at once {question.id}",
            lambda: tuple((read(row.get("when", {})), row) for row in rows),
        )

    def remember[T](self, key: str, work_out: Callable[[], T]) -> T:
        """Return what was worked out under this key before, or work it out now.

        The same facts give the same answer, so that an answer about one contact
        leaves the others as they are. What was not used for longest is let go.
        """
        answer = self._remembered.pop(key) if key in self._remembered else work_out()
        self._remembered[key] = answer
        while len(self._remembered) > REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)))
        return answer

    def rule_text(self, rule: Rule, state: str | None) -> RuleText:
        """Return what a rule says in a state; None where the state is not known yet."""
        key = rule.id, state
        if key not in self._rule_texts:
            self._rule_texts[key] = RuleText(
                self.text(rule, "says"),
                self.text(rule, "fix"),
                self.cited(rule.cites, state),
                self.is_checked(rule.cites, state),
            )
        return self._rule_texts[key]

    def is_ours(self, record: Record) -> bool:
        """Say whether a record is for this edition and its document still bears it."""
        editions = getattr(record, "editions", ())
        states = getattr(record, "edition_states", ())
        is_meant = not editions or self.edition.id in editions
        is_of_state = not states or (self.edition.state or "none") in states
        return is_meant and is_of_state and self.bears(record)

    def bears(self, record: Record) -> bool:
        """Say whether this edition's document makes a statement that a record rests on."""
        return self._carries_one(rests_on(record, self.content.statements))

    def parts(self, rows: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
        """Return those parts of a record, such as its steps, that stand in this edition."""
        known = self.content.statements
        return tuple(row for row in rows if self._carries_one(part_rests_on(row, known)))

    def paths(self, finding: str = "") -> tuple[tuple[Resolution, tuple[dict[str, Any], ...]], ...]:
        """Return what this edition does about a finding, or about each, with the steps that stand.

        A path of which no step stands is none.
        """
        ours = filter(self.is_ours, self.content.resolutions.values())
        every = self.once(
            "paths",
            lambda: tuple((path, steps) for path in ours if (steps := self.parts(path.steps))),
        )
        return tuple(each for each in every if finding in ("", each[0].finding))

    def _carries_one(self, names: tuple[str, ...]) -> bool:
        """Say whether the document makes one of these statements, or none is needed."""
        statements = self.content.statements
        return not names or any(self.edition.id in statements[name].editions for name in names)

    def names_method(self, method: Method) -> bool:
        """Say whether this edition's document names a way of contact itself."""
        return self.edition.id in method.editions and self.bears(method)

    def _pairs[R: (Question, Document, ChartAuditItem)](
        self, records: Iterable[R]
    ) -> tuple[tuple[R, Condition], ...]:
        return tuple((r, _read_once(r)) for r in records if self.is_ours(r))

    def advice(self, gives: str) -> Iterable[tuple[Rule, Condition]]:
        """Return the rules of advice that give something of this kind, such as ``notify``."""
        return (pair for pair in self.rules.get("advice", ()) if gives in pair[0].gives)

    def fill(self, text: str, **more: str) -> str:
        """Put the edition's terms, and any further words, into a sentence."""
        if "{" not in text:
            return text
        for name, word in {**self.edition.terms, **more}.items():
            text = text.replace("{" + name + "}", word)
            text = text.replace("{" + name.capitalize() + "}", word[:1].upper() + word[1:])
        return text

    def text(self, record: Record, key: str) -> str:
        """Return one text of a record in the edition's terms; empty where it has none."""
        return self.fill(record.text.get(key, ""))

    def phrase(self, name: str, **more: str) -> str:
        """Return a set phrase in the edition's terms, with further words put in."""
        return self.fill(self.content.phrases[name].text["says"], **more)

    def day(self, day: str) -> str:
        """Write an ISO date as people do; what is none is returned as it is."""
        try:
            known = date.fromisoformat(day)
        except ValueError:
            return day
        month = self.phrase("month-names").split()[known.month - 1]
        return self.phrase("written-day", month=month, day=str(known.day), year=str(known.year))

    def label(self, fact: str, value: Any) -> str:
        """Return the words for one answer to a question, or the answer itself."""
        question = self.content.questions.get(fact)
        if question and question.kind == "date":
            return self.day(str(value))
        labels = question.text.get("values", {}) if question else {}
        if isinstance(value, list):
            return ", ".join(self.label(fact, item) for item in value if isinstance(item, str))
        return self.fill(labels.get(value, str(value)))

    def short_label(self, fact: str, value: Any) -> str:
        """Return the words for one answer without the examples that follow in brackets."""
        return self.label(fact, value).partition(" (")[0]

    def said(self, fact: str, value: str) -> str:
        """Return how an answer is called within a sentence, or its label where nothing is said."""
        words = self.content.questions[fact].text.get("said", {}).get(value)
        return self.fill(words) if words else self.short_label(fact, value)

    def cited(
        self, cites: Iterable[Citation], state: str | None = None, apart: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Write citations the way views carry them.

        Takes the citations, the state of the case, where it is known, and how the ids of
        laws begin that have no part in it. A statement that this edition's document does
        not carry is left out, and so is another state's law: what one says is never told
        as another's. Where only a law without a part would be left, it is told.
        """
        here = [str(cite) for cite in cites if self._speaks_here(cite, state)]
        return tuple(cite for cite in here if not cite.startswith(apart)) or tuple(here)

    def cited_by(self, entry: Mapping[str, Any], state: str | None = None) -> tuple[str, ...]:
        """Write the citations of an entry inside a record, such as one step of several."""
        return self.cited(map(Citation.parse, entry.get("cites", ())), state)

    def cited_or_ours(self, record: Record, state: str | None = None) -> tuple[str, ...]:
        """Write who says a sentence that stays where no document bears it: then it is ours."""
        return self.cited(record.cites, state) if self.bears(record) else (OURS,)

    def is_checked(self, cites: Iterable[Citation], state: str | None = None) -> bool:
        """Say whether every legal text cited for this state was read in a copy of the text."""
        laws = self.content.laws
        here = (cite.source for cite in cites if self._speaks_here(cite, state))
        return all(laws[source].verified for source in here if source in laws)

    def _speaks_here(self, cite: Citation, state: str | None) -> bool:
        if statement := self.content.statements.get(cite.source):
            return self.edition.id in statement.editions
        law = self.content.laws.get(cite.source)
        here = state or self.edition.state
        return not law or not law.state or not here or law.state == here


_OF_SHARING = ("plan-policy", "hipaa", "stricter-law")


def in_scope(rule: Rule) -> Condition:
    """Read a rule's condition together with the states and the directions that it is for."""
    return _kept(rule, lambda: _read_in_scope(rule))


def _read_in_scope(rule: Rule) -> Condition:
    parts: list[dict[str, Any]] = []
    if rule.states:
        parts.append({"fact": "state", "one-of": list(rule.states)})
    if rule.directions:
        parts.append({"fact": "direction", "one-of": list(rule.directions)})
    elif rule.layer in _OF_SHARING:
        parts.append({"not": {"fact": "direction", "one-of": list(NOT_SHARING)}})
    parts += [rule.when] if rule.when else []
    if len(parts) < 2:
        return read(parts[0] if parts else {})
    return read({"all": parts})


def _read_once(record: Definition | Question | Element | Document | ChartAuditItem) -> Condition:
    return _kept(record, lambda: read(record.when))


def _kept(record: Record, work_out: Callable[[], Condition]) -> Condition:
    """Keep a record's condition with it, as a cached property is: other rulebooks hold it, too."""
    kept: dict[str, Any] = vars(record)
    if "condition" not in kept:
        kept["condition"] = work_out()
    condition: Condition = kept["condition"]
    return condition


@lru_cache(maxsize=16)
def rulebook(content: Content, edition: str) -> Rulebook:
    """Return the rulebook of one edition, built once per content."""
    return Rulebook(content, edition)
