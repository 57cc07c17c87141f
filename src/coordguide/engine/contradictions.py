"""Answers that cannot all be right: named and asked about, never resolved silently."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from coordguide.engine.conditions import Facts
from coordguide.engine.roi import derive
from coordguide.engine.rulebook import Rulebook
from coordguide.model import REGIMES, Case, Contact, Rule
from coordguide.view import Contradiction


def find_contradictions(book: Rulebook, case: Case) -> tuple[Contradiction, ...]:
    """Find every contradiction of a case.

    Takes the rulebook and the case; returns those among the answers about the
    case, then those of each contact. Hidden answers count here: a contradiction
    is named even where one side is not asked.
    """
    about = {"today": case.today, **case.facts}
    found: list[Contradiction] = []
    for contact in (None, *case.contacts):
        key = json.dumps(["contradictions", about, contact and contact.facts], sort_keys=True)
        problems = book.remember(key, partial(_find, book, about, contact))
        found += [Contradiction(contact.id if contact else None, *problem) for problem in problems]
    return tuple(found)


_Problem = tuple[tuple[str, ...], str, tuple[str, ...]]


def _find(book: Rulebook, about: dict[str, Any], contact: Contact | None) -> list[_Problem]:
    facts = Facts({**about, **contact.facts} if contact else about, book.definitions)
    # The parts of a form are many; where no contradiction rests on them, none is looked at.
    elements = book.elements if book.once("contradictions: form", lambda: _uses_form(book)) else {}
    for fact, (value, sources) in derive(facts, elements, about["today"]).items():
        facts.learn(fact, value, sources)
    return [
        (tuple(rule.gives["contradiction"]), said.says, said.cites)
        for rule, when in book.advice("contradiction")
        if (contact is None) == _is_of_case(book, rule) and when.truth(facts) is True
        for said in (book.rule_text(rule, facts.get("state")),)
    ]


def _uses_form(book: Rulebook) -> bool:
    """Say whether some contradiction rests on what is derived from the parts of a form."""
    seen: set[str] = set()
    found = [when for _, when in book.advice("contradiction")]
    while found:
        names = found.pop().mentions() - seen
        seen |= names
        found += [book.definitions[name] for name in names if name in book.definitions]
    return not seen.isdisjoint(("release-answered", *_OF_A_FORM))


_OF_A_FORM = tuple(f"{what}-{regime}" for what in ("elements", "doubt") for regime in REGIMES)


def _is_of_case(book: Rulebook, rule: Rule) -> bool:
    questions = book.content.questions
    return all(questions[fact].scope == "case" for fact in rule.gives["contradiction"])
