"""Mistakes in the keys of a content file: names, types, ids, days, addresses."""

from __future__ import annotations

import pytest

AGE = "questions/member-age.toml"
RULE = "rules/no-release.toml"
LAW = "laws/45-cfr-164-508.toml"
FLYER = "editions/flyer.toml"
PATH = "resolutions/no-response.toml"

# A mistake: the file, what is replaced by what, and the words its one line must hold.
MISTAKES = {
    "unknown key": (
        RULE,
        "strength =",
        "strenght =",
        "strenght: found an unknown key",
        'mean "strength"?',
    ),
    "unknown key far from any": (
        RULE,
        "effective",
        "zzz",
        "zzz: found an unknown key",
        "Remove it.",
    ),
    "missing key": (
        RULE,
        'strength = "contract"\n',
        "",
        "strength: found nothing",
        "Add this key.",
    ),
    "number for text": (LAW, 'short = "45 CFR 164.508"', "short = 45", "short: found 45", '"…"'),
    "text for number": (AGE, "order = 10", 'order = "10"', 'order: found "10"', "without quotes"),
    "text for yes or no": (
        LAW,
        "verified = true",
        'verified = "yes"',
        'verified: found "yes"',
        "true or false",
    ),
    "true for a number": (AGE, "order = 10", "order = true", "order: found true", "a whole number"),
    "text for a list": (
        RULE,
        'cites = ["CON-1", "45-cfr-164-508 (b)"]',
        'cites = "CON-1"',
        "cites: found",
        '["CON-1"]',
    ),
    "text for a table": (
        RULE,
        '{ status = "not-met" }',
        '"not-met"',
        'gives: found "not-met"',
        "{ … }",
    ),
    "text for a list of tables": (
        PATH,
        "[[steps]]\n",
        "[steps]\n",
        "steps: found a table",
        "[[heading]]",
    ),
    "id is not the name": (
        RULE,
        'id = "no-release"',
        'id = "none"',
        'id: found "none"',
        "Rename the file to none.toml",
    ),
    "no id": (RULE, 'id = "no-release"\n', "", "id: found nothing", 'Add id = "no-release".'),
    "capitals in an id": (
        RULE,
        'id = "no-release"',
        'id = "No-Release"',
        "id: found",
        "lower-case",
    ),
    "edition without its terms": (
        FLYER,
        'people = "members"\n',
        "",
        "terms.people: found nothing",
        'Add people = "…".',
    ),
    "day that does not exist": (
        RULE,
        '"2027-01-01"',
        '"2027-02-30"',
        'review-by: found "2027-02-30"',
        "day that exists",
    ),
    "day in another order": (
        LAW,
        '"2026-11-23"',
        '"23.11.2026"',
        'seen: found "23.11.2026"',
        "YYYY-MM-DD",
    ),
    "review before effect": (
        RULE,
        '"2027-01-01"',
        '"2024-01-01"',
        'review-by: found "2024-01-01"',
        "from 2025-01-01 on",
    ),
    "no values": (
        AGE,
        'values = ["18-or-older", "under-18"]\n',
        "values = []\n",
        "values: found no values",
        "Add values",
    ),
    "value twice": (
        AGE,
        '"18-or-older", "under-18"]',
        '"18-or-older", "under-18", "under-18"]',
        'values: found "under-18" twice',
        "Remove one.",
    ),
    "address of a law": (LAW, '"https://www.ecfr', '"www.ecfr', "link: found", "full address"),
    "citations of an entry": (
        PATH,
        'again."\ncites = ["CON-1"]',
        'again."\ncites = "CON-1"',
        'steps[1].cites: found "CON-1"',
        "a list of citations",
    ),
    "text for yes or no in an entry": (
        FLYER,
        "verified = false",
        'verified = "no"',
        'contacts[1].verified: found "no"',
        "true or false",
    ),
    "address in an entry": (
        FLYER,
        "verified = false",
        'link = "javascript:alert(1)"',
        "contacts[1].link: found",
        "full address",
    ),
    "empty words in an entry": (
        PATH,
        '"Ask again."',
        '""',
        "steps[1].text: found empty text",
        "Write them",
    ),
    "unknown key in an entry": (
        PATH,
        'text = "Ask again."',
        'text = "Ask again."\nword = "x"',
        "steps[1].word: found an unknown key",
        "text, cites or rests-on",
    ),
    "no version": (
        "sources.toml",
        "version",
        "verison",
        "version: found only verison",
        'Write version = "2026.11".',
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_in_one_line(tree, mistake: str) -> None:
    file, old, new, *words = MISTAKES[mistake]
    tree.replace(file, old, new)
    tree.assert_only_problem(file, words)
