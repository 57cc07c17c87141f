"""Mistakes in conditions: operators, facts, values, and what is asked when."""

from __future__ import annotations

import pytest

AGE = "questions/member-age.toml"
MAKER = "questions/decision-maker.toml"
RULE = "rules/no-release.toml"
PHONE = "methods/phone.toml"
ADULT = "definitions/is-adult.toml"

# A mistake: the file, what is replaced by what, and the words its one line must hold.
MISTAKES = {
    "no operator": (ADULT, ', is = "18-or-older"', "", "when: found no operator", "exactly one of"),
    "two operators": (
        ADULT,
        'when = { fact = "member-age", is = "18-or-older" }',
        'when = { fact = "member-age", is = "18-or-older" , one-of = ["under-18"] }',
        "when: found is and one-of together",
        "inside all",
    ),
    "unknown operator": (
        ADULT,
        "is =",
        "equals =",
        'when.equals: found the key "equals"',
        "is, one-of",
    ),
    "all beside a fact": (
        ADULT,
        'when = { fact = "member-age", is = "18-or-older" }',
        'when = { fact = "member-age", is = "18-or-older" , all = [] }',
        "when: found fact, is and all side by side",
        "inside all",
    ),
    "all of nothing": (
        RULE,
        "when = { all = [",
        "when = { all = [], any = [",
        "when: found all and any side by side",
        "inside all",
    ),
    "any of no list": (
        ADULT,
        'when = { fact = "member-age", is = "18-or-older" }',
        'when = { any = { fact = "member-age" } }',
        "when.any: found a table with fact",
        "any = [",
    ),
    "not of nothing": (
        ADULT,
        'when = { fact = "member-age", is = "18-or-older" }',
        "when = { not = {} }",
        "when.not: found a table with nothing in it",
        "leave the key out",
    ),
    "unknown fact": (
        ADULT,
        "member-age",
        "members-age",
        'when.fact: found "members-age"',
        'mean "member-age"?',
    ),
    "no fact": (
        RULE,
        '{ fact = "is-adult", is = "yes" }',
        '{ is = "yes" }',
        "when.all[1].fact: found no fact",
        "question",
    ),
    "unknown value": (
        ADULT,
        '"18-or-older"',
        '"18-and-older"',
        'when.is: found "18-and-older"',
        'mean "18-or-older"?',
    ),
    "unknown value in a list": (
        RULE,
        '["health", "sud-part-2"]',
        '["helth"]',
        'when.all[2].one-of: found "helth"',
        'mean "health"?',
    ),
    "unknown value of a definition": (
        RULE,
        'is = "yes"',
        'is = "true"',
        'when.all[1].is: found "true"',
        "yes, no or unsure",
    ),
    "unknown decision": (
        "questions/need.toml",
        '"stop"',
        '"halt"',
        'when.not.is: found "halt"',
        "ask-privacy-officer",
    ),
    "one-of without a list": (
        RULE,
        'one-of = ["health", "sud-part-2"]',
        'one-of = "health"',
        "when.all[2].one-of: found",
        "one-of = [",
    ),
    "operator that does not fit": (
        PHONE,
        'includes = "sud-part-2"',
        'is = "sud-part-2"',
        'safeguards[1].when.is: found "is" asked of "information"',
        "use includes",
    ),
    "condition on what cannot be tested": (
        RULE,
        '{ fact = "is-adult", is = "yes" }',
        '{ fact = "notified", includes = "member" }',
        "when.all[1].includes",
        "no condition on it",
    ),
    "day in a condition": (
        RULE,
        'before = "today"',
        'before = "2026-02-30"',
        'when.all[3].before: found "2026-02-30"',
        "day that exists",
    ),
    "asked before its reason": (
        AGE,
        "order = 10",
        "order = 50",
        'decision-maker.toml: when: found "member-age", asked later',
        "smaller order",
    ),
    "case waits for a contact": (
        "questions/notified.toml",
        'fact = "coordinating", is = "yes"',
        'fact = "need", includes = "urgent"',
        'when: found "need"',
        "make the scope contact",
    ),
    "decision before it is made": (
        "questions/information.toml",
        "cites =",
        'when = { fact = "decision", is = "stop" }\ncites =',
        "information.toml: when: found",
        "Test the answers",
    ),
    "definition of itself": (
        ADULT,
        'when = { fact = "member-age", is = "18-or-older" }',
        'when = { not = { fact = "is-adult", is = "no" } }',
        "when: found a definition that rests on itself",
        "other facts",
    ),
    "question nobody reaches": (
        MAKER,
        '{ fact = "is-adult", is = "yes" }',
        '{ all = [{ fact = "is-adult", is = "yes" }, { fact = "member-age", is = "under-18" }] }',
        "when: found a condition that no answers meet",
        "Correct the condition",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_in_one_line(tree, mistake: str) -> None:
    file, old, new, *words = MISTAKES[mistake]
    tree.replace(file, old, new)
    tree.assert_only_problem(file, words)
