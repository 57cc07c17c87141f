"""What the content files may refer to: each other's ids, sources to cite, facts to ask about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from coordguide.authoring.files import ContentFiles, Source
from coordguide.authoring.grammar import GROUPS, OPERATORS_BY_KIND, Fact, Facts
from coordguide.authoring.lint import engine_facts
from coordguide.documents import DOCUMENT_FACTS
from coordguide.model import STATES, UNSURE


@dataclass
class ContentIndex:
    """What the files may refer to: ids by kind, sources to cite, facts to ask about."""

    files: ContentFiles
    ids: dict[str, dict[str, Source]]
    facts: Facts

    @classmethod
    def of(cls, files: ContentFiles) -> ContentIndex:
        """Gather the ids and facts of everything that was read."""
        ids: dict[str, dict[str, Source]] = defaultdict(dict)
        for source in files.sources:
            ids[source.kind].setdefault(source.id, source)
        # A file that cannot be read is one problem, not one for each that refers to it.
        unread = {name: Fact(kind="") for name in files.unread}
        return cls(files, ids, unread | _facts(ids))

    def facts_for(self, kind: str) -> Facts:
        """Return the facts that conditions of one kind of file may test."""
        if kind not in ("documents", "audits"):
            return self.facts
        return self.facts | {name: Fact(values=values) for name, values in DOCUMENT_FACTS.items()}

    def is_source(self, name: str) -> bool:
        """Say whether a statement or law has this id, also in a file that could not be read."""
        return (
            name in self.ids["statements"]
            or name in self.ids["laws"]
            or name.casefold() in self.files.unread
        )


def _facts(ids: dict[str, dict[str, Source]]) -> Facts:
    facts = {name: Fact(values=values) for name, values in engine_facts().items()}
    facts |= {name: Fact(values=("yes", "no", UNSURE)) for name in ids["definitions"]}
    facts["today"] = Fact("date")
    facts["edition"] = Fact(values=tuple(ids["editions"]))
    facts["state"] = Fact(values=STATES)
    for name, source in ids["questions"].items():
        kind = _answered_as(source)
        values = tuple(ids["elements"]) if kind == "elements" else words_in(source, "values")
        facts[name] = Fact(kind, values)
    facts["kind"] = Fact(values=facts.get("information", Fact()).values)
    facts["contact-kinds"] = Fact("several", facts.get("contact-kind", Fact()).values)
    facts["contact-information"] = Fact("several", facts["kind"].values)
    return facts


def _answered_as(question: Source) -> str:
    kind = question.data.get("kind")
    return kind if isinstance(kind, str) and kind in OPERATORS_BY_KIND else "choice"


def words_in(source: Source, key: str) -> tuple[str, ...]:
    """Return a list of texts of a file, leaving out what is not text."""
    written = source.data.get(key)
    return (
        tuple(word for word in written if isinstance(word, str))
        if isinstance(written, list)
        else ()
    )


def facts_behind(when: Any, index: ContentIndex, seen: frozenset[str] = frozenset()) -> set[str]:
    """Return every fact a condition rests on, definitions and what is behind them included."""
    if isinstance(when, list):
        return set().union(*(facts_behind(part, index, seen) for part in when))
    if not isinstance(when, dict):
        return set()
    fact = when.get("fact")
    if not isinstance(fact, str):
        return set().union(*(facts_behind(when.get(name), index, seen) for name in GROUPS))
    definition = index.ids["definitions"].get(fact)
    if definition is None or fact in seen:
        return {fact}
    return {fact} | facts_behind(definition.data.get("when"), index, seen | {fact})
