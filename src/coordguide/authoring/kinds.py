"""Checks what holds for one kind of content file only, such as a label for every value."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coordguide.authoring.known import Known, definitions_behind, questions_behind, words_in
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.authoring.reading import Source
from coordguide.authoring.shapes import STATUSES, TERMS
from coordguide.model import DECISIONS, STEPS

_NO_VALUES = ("date", "elements")


def _check_outcome(source: Source, known: Known) -> Iterator[Problem]:
    if source.id not in DECISIONS:
        fix = suggest(source.id, DECISIONS, "Remove the file.")
        yield Problem(source.file, "id", quote(source.id), join(DECISIONS), fix)


def _check_statement(source: Source, known: Known) -> Iterator[Problem]:
    text = source.data.get("text")
    variants = text.get("variants", {}) if isinstance(text, dict) else {}
    editions = source.data.get("editions")
    editions = editions if isinstance(editions, dict) else {}
    for slug, how in editions.items():
        if how not in ("carried", "variant"):
            fix = suggest(how, ("carried", "variant"), "Use one of these.")
            yield Problem(source.file, f"editions.{slug}", quote(how), "carried or variant", fix)
        elif how == "variant" and slug not in variants:
            yield Problem(
                source.file,
                f"text.variants.{slug}",
                "nothing",
                "the words of the variant",
                "Add them.",
            )
    for slug in variants if isinstance(variants, dict) else ():
        if editions.get(slug) != "variant":
            fix = f'Write {slug} = "variant" under [editions], or remove these words.'
            yield Problem(
                source.file,
                f"text.variants.{slug}",
                "words of no variant",
                "editions that vary",
                fix,
            )


def _check_question(source: Source, known: Known) -> Iterator[Problem]:
    values = words_in(source, "values")
    if not values and source.data.get("kind") not in _NO_VALUES:
        yield Problem(
            source.file, "values", "no values", "a list of answers", 'Add values = ["…", "…"].'
        )
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield Problem(
            source.file, "values", f"{quote(value)} twice", "each value once", "Remove one."
        )
    yield from _check_labels(source, "values", values)
    yield from _check_order(source, known)


def _check_labels(source: Source, key: str, names: tuple[str, ...]) -> Iterator[Problem]:
    """Every value needs words, and no words may stand for a value that is not there."""
    text = source.data.get("text")
    labels = text.get(key, {}) if isinstance(text, dict) else {}
    if not isinstance(labels, dict):
        return
    for name in names:
        if name not in labels:
            yield Problem(
                source.file,
                f"text.{key}.{name}",
                "nothing",
                "words for every value",
                f'Add {name} = "…".',
            )
    for name in labels:
        if name not in names:
            fix = suggest(name, names, "Remove it, or add the value.")
            yield Problem(source.file, f"text.{key}.{name}", "words for no value", join(names), fix)


def _place(source: Source) -> tuple[int, int]:
    step, order = source.data.get("step"), source.data.get("order")
    return (STEPS.index(step) if step in STEPS else -1, order if isinstance(order, int) else 0)


def _check_order(source: Source, known: Known) -> Iterator[Problem]:
    for fact in sorted(questions_behind(source.data.get("when"), known, set())):
        other = known.ids["questions"].get(fact)
        if other is None:
            continue
        if other.data.get("scope") == "contact" and source.data.get("scope") == "case":
            fix = "A question of the case cannot wait for one contact's answer; make its scope contact."
            yield Problem(source.file, "when", quote(fact), "questions of the case", fix)
        elif _place(other) >= _place(source):
            fix = f'Give "{fact}" a smaller order, or this question a larger one.'
            yield Problem(
                source.file,
                "when",
                f"{quote(fact)}, asked later",
                "questions asked before this one",
                fix,
            )


def _check_definition(source: Source, known: Known) -> Iterator[Problem]:
    if source.id in definitions_behind(source.data.get("when"), known, set()):
        fix = "Say it in terms of questions instead."
        yield Problem(
            source.file,
            "when",
            "a definition that rests on itself",
            "questions and other facts",
            fix,
        )


def _check_rule(source: Source, known: Known) -> Iterator[Problem]:
    statuses = STATUSES.get(str(source.data.get("layer")))
    gives = source.data.get("gives")
    if statuses and isinstance(gives, dict):
        status = gives.get("status")
        if status not in statuses:
            found = quote(status) if "status" in gives else "no status"
            yield Problem(
                source.file,
                "gives.status",
                found,
                join(statuses),
                suggest(status, statuses, "Use one."),
            )
    effective, review_by = source.data.get("effective"), source.data.get("review-by")
    if isinstance(effective, str) and isinstance(review_by, str) and review_by < effective:
        fix = "A rule is reviewed after it takes effect; correct one of the two days."
        yield Problem(source.file, "review-by", quote(review_by), f"a day from {effective} on", fix)


def _check_method(source: Source, known: Known) -> Iterator[Problem]:
    fits = source.data.get("fits")
    fits = fits if isinstance(fits, dict) else {}
    needs = known.facts["need"].values if "need" in known.facts else ()
    for need, degree in fits.items():
        if needs and need not in needs:
            fix = suggest(need, needs, "Use a value of the question need.")
            yield Problem(source.file, f"fits.{need}", "an unknown need", join(needs), fix)
        if degree not in (0, 1, 2, 3):
            yield Problem(
                source.file, f"fits.{need}", quote(degree), "0, 1, 2 or 3", "3 fits best."
            )
    yield from _check_labels(source, "fits", tuple(fits))


def _check_resolution(source: Source, known: Known) -> Iterator[Problem]:
    findings = known.facts["findings"].values if "findings" in known.facts else ()
    finding = source.data.get("finding")
    if findings and isinstance(finding, str) and finding not in findings:
        fix = suggest(finding, findings, "Use a value of the question findings.")
        yield Problem(source.file, "finding", quote(finding), join(findings), fix)


def _check_edition(source: Source, known: Known) -> Iterator[Problem]:
    terms = source.data.get("terms")
    terms = terms if isinstance(terms, dict) else {}
    for name in TERMS:
        if not terms.get(name) and "terms" in source.data:
            yield Problem(
                source.file,
                f"terms.{name}",
                "nothing",
                "the word this edition uses",
                f'Add {name} = "…".',
            )
    for name in words_in(source, "exceptions"):
        if name not in known.ids["questions"]:
            fix = suggest(name, known.ids["questions"], "Correct it, or add the question.")
            yield Problem(
                source.file,
                "exceptions",
                quote(name),
                "the id of the question that asks for it",
                fix,
            )


BY_KIND: dict[str, Callable[[Source, Known], Iterator[Problem]]] = {
    "statements": _check_statement,
    "questions": _check_question,
    "definitions": _check_definition,
    "rules": _check_rule,
    "outcomes": _check_outcome,
    "methods": _check_method,
    "resolutions": _check_resolution,
    "editions": _check_edition,
}
"""The further check of a kind, where it has one."""
