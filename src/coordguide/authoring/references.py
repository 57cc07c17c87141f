"""Checks the content files against each other: sources, editions, facts and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coordguide.authoring.checks_by_kind import BY_KIND
from coordguide.authoring.files import ContentFiles, Source
from coordguide.authoring.grammar import check_when
from coordguide.authoring.index import ContentIndex, words_in
from coordguide.authoring.lint import engine_facts
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.documents.phrases import document_phrases
from coordguide.engine.phrases import engine_phrases
from coordguide.model import DECISIONS, Citation


def check_references(files: ContentFiles) -> Iterator[Problem]:
    """Yield every problem that shows only when the files are held side by side."""
    index = ContentIndex.of(files)
    yield from _check_twins(files)
    for source in files.sources:
        yield from _check_citations(source, index)
        yield from _check_editions(source, index)
        yield from _check_conditions(source, index)
        check = BY_KIND.get(source.kind)
        if check:
            yield from check(source, index)
    yield from _check_outcomes(index)
    yield from _check_phrases(index)


def _check_twins(files: ContentFiles) -> Iterator[Problem]:
    """Ids that are used twice; statements and laws share one space, and so do all facts."""
    space = {
        "statements": "sources",
        "laws": "sources",
        "questions": "facts",
        "definitions": "facts",
    }
    first: dict[tuple[str, str], str] = {
        ("facts", fact): "the engine" for fact in (*engine_facts(), "kind")
    }
    for source in files.sources:
        place = (space.get(source.kind, source.kind), source.id)
        if place in first:
            fix = f"It is taken by {first[place]}; choose another id, or remove one of the two."
            yield source.problem("id", f"{quote(source.id)} a second time", "an id of its own", fix)
        first.setdefault(place, source.file)


def _check_citations(source: Source, index: ContentIndex) -> Iterator[Problem]:
    yield from _check_cites(source, "cites", source.data, index)
    yield from _check_bearers(source, "rests-on", source.data, index)
    for key, rows in source.data.items():
        for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
            if isinstance(row, dict):
                yield from _check_cites(source, f"{key}[{number}].cites", row, index)
                yield from _check_bearers(source, f"{key}[{number}].rests-on", row, index)


def _check_bearers(
    source: Source, key: str, table: dict[str, Any], index: ContentIndex
) -> Iterator[Problem]:
    """Yield a problem where what something rests on is no list of statements."""
    names = table.get("rests-on", ["none"])
    if not isinstance(names, list) or not names:
        fix = 'Write it as ["CON-1"], or leave it out.'
        yield source.problem(key, quote(names), "a list of statements", fix)
        return
    for name in names if "rests-on" in table else ():
        known = index.ids["statements"]
        if name not in known and str(name).casefold() not in index.files.unread:
            fix = suggest(name, known, "Correct it, or add the statement.")
            yield source.problem(key, quote(name), "the id of a statement", fix)


def _check_cites(
    source: Source, key: str, table: dict[str, Any], index: ContentIndex
) -> Iterator[Problem]:
    cites = table.get("cites")
    if cites == []:
        yield source.problem(key, "an empty list", "at least one citation", "Name who says so.")
    for cite in cites if isinstance(cites, list) else []:
        if isinstance(cite, str) and not index.is_source(Citation.parse(cite).source):
            names = [*index.ids["statements"], *index.ids["laws"]]
            fix = suggest(
                Citation.parse(cite).source, names, "Correct it, or add the statement or law."
            )
            yield source.problem(
                key, quote(cite), "the id of a statement or law, a space, the paragraph", fix
            )


def _check_editions(source: Source, index: ContentIndex) -> Iterator[Problem]:
    named = [*_slugs(source.data.get("editions")), *_slugs(source.data.get("same-duty"))]
    for slug in named:
        if (
            isinstance(slug, str)
            and slug not in index.ids["editions"]
            and slug not in index.files.unread
        ):
            fix = suggest(slug, index.ids["editions"], "Correct it, or add the edition.")
            yield source.problem(
                "editions", quote(slug), join(index.ids["editions"]) or "the id of an edition", fix
            )


def _slugs(named: Any) -> Iterable[Any]:
    return named if isinstance(named, (list, dict)) else ()


def _check_conditions(source: Source, index: ContentIndex) -> Iterator[Problem]:
    facts = index.facts_for(source.kind)
    for key in ("when", "applies"):
        if source.data.get(key):
            yield from check_when(source.file, key, source.data[key], facts)
    for key in ("safeguards", "blocks"):
        rows = source.data.get(key)
        for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
            if isinstance(row, dict) and row.get("when"):
                yield from check_when(source.file, f"{key}[{number}].when", row["when"], facts)


def _check_outcomes(index: ContentIndex) -> Iterator[Problem]:
    for decision in DECISIONS:
        if decision not in index.ids["outcomes"] and decision not in index.files.unread:
            fix = f"Add outcomes/{decision}.toml."
            yield Problem(
                "outcomes",
                "",
                f'no file for the decision "{decision}"',
                "one file for each decision",
                fix,
            )


def _check_phrases(index: ContentIndex) -> Iterator[Problem]:
    """Find the set phrases that an answer or a document looks up by what it is about."""
    values = {
        fact: words_in(index.ids["questions"][fact], "values")
        for fact in ("information", "direction")
        if fact in index.ids["questions"]
    }
    of_documents = document_phrases(values.get("information", ()), values.get("direction", ()))
    for phrase in dict.fromkeys((*engine_phrases(), *of_documents)):
        if phrase not in index.ids["phrases"] and phrase not in index.files.unread:
            found = f'no file for the phrase "{phrase}"'
            fix = f"Add phrases/{phrase}.toml: an answer or a document says it."
            yield Problem("phrases", "", found, "one file for each phrase that is said", fix)
