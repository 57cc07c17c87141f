"""Checks what holds for one kind of content file only, such as a label for every value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from coordguide.authoring.documents import check_document
from coordguide.authoring.files import Source
from coordguide.authoring.index import ContentIndex, facts_behind, words_in
from coordguide.authoring.lint import engine_facts
from coordguide.authoring.offers import check_offers
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.authoring.shapes import ADVICE, TERMS
from coordguide.model import DECISIONS, LIMITS, NOTICE_DUTIES, STATUSES, STEPS

_NO_VALUES = ("date", "elements", "records")
# As a browser writes an origin: scheme, host in lower case, and a port that is not the usual one.
_ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:(?!443$)[1-9]\d{0,4})?")


def _check_outcome(source: Source, index: ContentIndex) -> Iterator[Problem]:
    if source.id not in DECISIONS:
        fix = suggest(source.id, DECISIONS, "Remove the file.")
        yield source.problem("id", quote(source.id), join(DECISIONS), fix)


def _check_statement(source: Source, index: ContentIndex) -> Iterator[Problem]:
    text = source.data.get("text")
    variants = text.get("variants") if isinstance(text, dict) else {}
    variants = variants if isinstance(variants, dict) else {}
    editions = source.data.get("editions")
    editions = editions if isinstance(editions, dict) else {}
    for slug, how in editions.items():
        if how not in ("carried", "variant"):
            fix = suggest(how, ("carried", "variant"), "Use one of these.")
            yield source.problem(f"editions.{slug}", quote(how), "carried or variant", fix)
        elif how == "variant" and slug not in variants:
            yield source.problem(
                f"text.variants.{slug}", "nothing", "the words of the variant", "Add them."
            )
    for slug in variants:
        if editions.get(slug) != "variant":
            fix = f'Write {slug} = "variant" under [editions], or remove these words.'
            yield source.problem(
                f"text.variants.{slug}", "words of no variant", "editions that vary", fix
            )


def _check_question(source: Source, index: ContentIndex) -> Iterator[Problem]:
    values = words_in(source, "values")
    yield from _check_order(source, index)
    if not values and source.data.get("kind") not in _NO_VALUES:
        yield source.problem("values", "no values", "a list of answers", 'Add values = ["…", "…"].')
        return
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield source.problem("values", f"{quote(value)} twice", "each value once", "Remove one.")
    yield from _check_labels(source, "values", values)
    text = source.data.get("text")
    if isinstance(text, dict) and "said" in text:
        yield from _check_labels(source, "said", values)
    yield from check_offers(source, index)
    yield from _check_beside(source, index, values)


def _check_beside(
    source: Source, index: ContentIndex, values: tuple[str, ...]
) -> Iterator[Problem]:
    beside = source.data.get("beside")
    if not isinstance(beside, dict):
        return
    for key, known in (("fact", tuple(index.ids["questions"])), ("value", values)):
        if beside.get(key) not in known:
            fix = suggest(beside.get(key), known, 'Write it as { fact = "…", value = "…" }.')
            yield source.problem(f"beside.{key}", quote(beside.get(key)), join(known), fix)


def _check_labels(source: Source, key: str, names: tuple[str, ...]) -> Iterator[Problem]:
    """Every value needs words, and no words may stand for a value that is not there."""
    text = source.data.get("text")
    labels = text.get(key, {}) if isinstance(text, dict) else {}
    if not isinstance(labels, dict):
        return
    for name in names:
        if name not in labels:
            yield source.problem(
                f"text.{key}.{name}", "nothing", "words for every value", f'Add {name} = "…".'
            )
    for name in labels:
        if name not in names:
            fix = suggest(name, names, "Remove it, or add the value.")
            yield source.problem(f"text.{key}.{name}", "words for no value", join(names), fix)


def _phase(scope: str, step: str) -> int:
    """Return when the engine asks it: the case's facts, each contact, then the case's notices.

    Within a contact, the decision falls between the release and the method.
    """
    is_early = step in ("about", "release")
    if scope == "contact":
        return 1 if is_early else 2
    return 0 if is_early else 3


def _place(source: Source) -> tuple[int, int, int]:
    step, order = source.data.get("step"), source.data.get("order")
    if step not in STEPS or not isinstance(order, int):
        return (-1, -1, -1)
    return (_phase(source.data.get("scope", "case"), step), STEPS.index(step), order)


def _check_order(source: Source, index: ContentIndex) -> Iterator[Problem]:
    mine = _place(source)
    for fact in sorted(facts_behind(source.data.get("when"), index)):
        other = index.ids["questions"].get(fact)
        if other is None:
            yield from _check_worked_out(source, fact, mine[0])
        elif other.data.get("scope") == "contact" and source.data.get("scope") == "case":
            fix = "The case cannot wait for one contact's answer; make the scope contact."
            yield source.problem("when", quote(fact), "questions of the case", fix)
        elif _place(other) >= mine:
            fix = f'Give "{fact}" an earlier step or a smaller order, or this question a later one.'
            yield source.problem("when", f"{quote(fact)}, asked later", "earlier questions", fix)


def _check_worked_out(source: Source, fact: str, phase: int) -> Iterator[Problem]:
    if fact not in engine_facts() and fact != "kind":
        return
    is_known = {
        "coordinating": phase == 3,
        "rests-on-release": phase == 3,
        "relative-agreed": phase == 3,
        "authorization-for-some": True,
        "several-deciders": True,
        "kind": False,
    }.get(fact, phase == 2)
    if not is_known:
        fix = "Test the answers it rests on instead."
        found = f"{quote(fact)}, not worked out yet when this is asked"
        yield source.problem("when", found, "earlier questions", fix)


def _check_definition(source: Source, index: ContentIndex) -> Iterator[Problem]:
    if source.id in facts_behind(source.data.get("when"), index):
        fix = "Say it in terms of questions instead."
        yield source.problem("when", "a definition that rests on itself", "other facts", fix)


def _check_rule(source: Source, index: ContentIndex) -> Iterator[Problem]:
    gives = source.data.get("gives")
    # What may be given follows from the layer, which is checked by itself.
    if isinstance(gives, dict) and source.data.get("layer") in (*STATUSES, "advice"):
        yield from _check_gives(source, gives, index)
    effective, review_by = source.data.get("effective"), source.data.get("review-by")
    if isinstance(effective, str) and isinstance(review_by, str) and review_by < effective:
        fix = "A rule is reviewed after it takes effect; correct one of the two days."
        yield source.problem("review-by", quote(review_by), f"a day from {effective} on", fix)


def _check_gives(source: Source, gives: dict[str, Any], index: ContentIndex) -> Iterator[Problem]:
    statuses = STATUSES.get(str(source.data.get("layer")))
    keys = ("status", "limit") if statuses else ADVICE
    for key in gives:
        if key not in keys:
            fix = suggest(key, keys, "Remove it.")
            yield source.problem(f"gives.{key}", "an unknown key", join(keys), fix)
    needed: dict[str, tuple[str, ...]] = {}
    if statuses:
        needed["status"] = statuses
        needed |= {"limit": LIMITS} if "limit" in gives else {}
        yield from _check_duty_words(source, str(gives.get("status")))
    elif "notify" in gives:
        notified = index.facts.get("notified")
        needed |= {"notify": notified.values if notified else (), "duty": NOTICE_DUTIES}
    elif not gives:
        yield source.problem("gives", "nothing in it", join(ADVICE[:-1]), "Say what it gives.")
    for key, values in needed.items():
        yield from _check_given(source, gives, key, values)
    yield from _check_headline(source, gives)
    yield from _check_contradiction(source, gives.get("contradiction", []), index)


def _check_headline(source: Source, gives: dict[str, Any]) -> Iterator[Problem]:
    """Check that a headline has a rank and a title, and that no other rule has a title."""
    is_headline = "headline" in gives
    if is_headline and type(gives["headline"]) is not int:
        yield source.problem(
            "gives.headline", quote(gives["headline"]), "a whole number", "The lowest is shown."
        )
    if "alone" in gives and (not is_headline or gives["alone"] != "yes"):
        found = quote(gives["alone"]) if is_headline else "a rule without a headline"
        yield source.problem("gives.alone", found, '"yes", in a headline', "Remove it otherwise.")
    text = source.data.get("text")
    has_title = isinstance(text, dict) and "title" in text
    if is_headline and not has_title:
        yield source.problem("text.title", "nothing", "the headline", 'Add title = "…".')
    elif has_title and not is_headline:
        yield source.problem("text.title", "a title", "none", "Only a headline has one.")


_DUTY_WORDS = {
    "report": ("extent", "meanwhile"),
    "order": ("extent", "meanwhile"),
    "agreement": ("who-decides", "meanwhile"),
    "elsewhere": ("who-decides", "meanwhile"),
    "unknown": ("who-decides", "meanwhile"),
}


def _check_duty_words(source: Source, status: str) -> Iterator[Problem]:
    """Yield each word a duty lacks: how far it goes or who decides, and what to do meanwhile."""
    text = source.data.get("text")
    wanted = _DUTY_WORDS.get(status, ()) if source.data.get("layer") == "duty" else ()
    for key in wanted:
        if isinstance(text, dict) and key not in text:
            yield source.problem(f"text.{key}", "nothing", "the words of a duty", "Add them.")


def _check_given(
    source: Source, gives: dict[str, Any], key: str, values: tuple[str, ...]
) -> Iterator[Problem]:
    if key not in gives:
        if not any(f'"{key}"' in suggest(name, (key,), "") for name in gives):
            fix = f'Add {key} = "…" to gives.'
            yield source.problem(f"gives.{key}", "nothing", join(values), fix)
    elif values and gives[key] not in values:
        fix = suggest(gives[key], values, "Use one of these.")
        yield source.problem(f"gives.{key}", quote(gives[key]), join(values), fix)


def _check_contradiction(source: Source, facts: Any, index: ContentIndex) -> Iterator[Problem]:
    for fact in facts if isinstance(facts, list) else [facts]:
        if fact not in list(index.ids["questions"]):
            fix = suggest(fact, index.ids["questions"], "Name the questions that disagree.")
            yield source.problem("gives.contradiction", quote(fact), "ids of questions", fix)


def _check_method(source: Source, index: ContentIndex) -> Iterator[Problem]:
    fits = source.data.get("fits")
    fits = fits if isinstance(fits, dict) else {}
    needs = index.facts["need"].values if "need" in index.facts else ()
    unknown = [need for need in fits if needs and need not in needs]
    for need in unknown:
        fix = suggest(need, needs, "Use a value of the question need.")
        yield source.problem(f"fits.{need}", "an unknown need", join(needs), fix)
    for need, degree in fits.items():
        if degree not in range(10):
            allowed = "a whole number from 0 to 9"
            yield source.problem(f"fits.{need}", quote(degree), allowed, "9 fits best.")
    if not unknown:
        yield from _check_labels(source, "fits", tuple(fits))


def _check_resolution(source: Source, index: ContentIndex) -> Iterator[Problem]:
    findings = index.facts["findings"].values if "findings" in index.facts else ()
    finding = source.data.get("finding")
    if findings and isinstance(finding, str) and finding not in findings:
        fix = suggest(finding, findings, "Use a value of the question findings.")
        yield source.problem("finding", quote(finding), join(findings), fix)


def _check_edition(source: Source, index: ContentIndex) -> Iterator[Problem]:
    terms = source.data.get("terms")
    terms = terms if isinstance(terms, dict) else {}
    for name in TERMS:
        if not terms.get(name) and "terms" in source.data:
            yield source.problem(
                f"terms.{name}", "nothing", "the word this edition uses", f'Add {name} = "…".'
            )
    for origin in words_in(source, "portals"):
        if not _ORIGIN.fullmatch(origin):
            fix = "Write the origin alone, as https://portal.example, without a path."
            yield source.problem("portals", quote(origin), "an https origin", fix)
    for name in words_in(source, "exceptions"):
        if name not in index.ids["questions"]:
            fix = suggest(name, index.ids["questions"], "Correct it, or add the question.")
            yield source.problem(
                "exceptions", quote(name), "the id of the question that asks for it", fix
            )


BY_KIND: dict[str, Callable[[Source, ContentIndex], Iterator[Problem]]] = {
    "statements": _check_statement,
    "questions": _check_question,
    "definitions": _check_definition,
    "rules": _check_rule,
    "outcomes": _check_outcome,
    "methods": _check_method,
    "resolutions": _check_resolution,
    "documents": check_document,
    "editions": _check_edition,
}
"""The further check of a kind, where it has one."""
