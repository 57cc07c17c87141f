"""Mistakes in what content files say of each other: citations, editions, needs, variants."""

from __future__ import annotations

import pytest

AGE = "questions/member-age.toml"
RULE = "rules/no-release.toml"
TELL = "rules/tell-member.toml"
SAYS = "statements/con-1.toml"
PHONE = "methods/phone.toml"
PATH = "resolutions/no-response.toml"
COUNTY = "editions/county.toml"
PLAN = "questions/same-plan-program.toml"

# A mistake: the file, what is replaced by what, and the words its one line must hold.
MISTAKES = {
    "unknown citation": (AGE, '["CON-1"]', '["CON-2"]', 'cites: found "CON-2"', 'mean "CON-1"?'),
    "unknown citation inside": (
        PATH,
        'again."\ncites = ["CON-1"]',
        'again."\ncites = ["REM-9"]',
        'steps[1].cites: found "REM-9"',
        "add the statement or law",
    ),
    "no citation": (AGE, 'cites = ["CON-1"]\n', "", "cites: found nothing", "Add this key."),
    "empty citations": (
        RULE,
        'cites = ["CON-1", "45-cfr-164-508 (b)"]',
        "cites = []",
        "cites: found an empty list",
        "Name who says so.",
    ),
    "step without a citation": (
        PATH,
        'again."\ncites = ["CON-1"]\n',
        'again."\n',
        "steps[1].cites: found nothing",
        "Add this key.",
    ),
    "unknown edition": (
        PLAN,
        '["county"]',
        '["conty"]',
        'editions: found "conty"',
        'mean "county"?',
    ),
    "unknown edition of a statement": (
        SAYS,
        'flyer = "carried"',
        'flier = "carried"',
        'editions: found "flier"',
        'mean "flyer"?',
    ),
    "neither carried nor variant": (
        SAYS,
        '"carried"',
        '"caried"',
        'editions.flyer: found "caried"',
        'mean "carried"?',
    ),
    "variant without words": (
        SAYS,
        'flyer = "carried"',
        'flyer = "variant"',
        "text.variants.flyer: found nothing",
        "Add them.",
    ),
    "words of no variant": (
        SAYS,
        'county = "variant"',
        'county = "carried"',
        "text.variants.county: found words of no variant",
        'county = "variant"',
    ),
    "unknown exception": (
        COUNTY,
        '["same-plan-program"]',
        '["same-plan"]',
        'exceptions: found "same-plan"',
        'mean "same-plan-program"?',
    ),
    "unknown person to tell": (
        TELL,
        'notify = "member"',
        'notify = "membr"',
        'gives.notify: found "membr"',
        'mean "member"?',
    ),
    "contradiction of no question": (
        TELL,
        'notify = "member", duty = "must"',
        'contradiction = ["age"]',
        'gives.contradiction: found "age"',
        "Name the questions",
    ),
    "unknown need": (
        PHONE,
        "[fits]\nurgent",
        "[fits]\nurgnt",
        "fits.urgnt: found an unknown need",
        'mean "urgent"?',
    ),
    "unknown finding": (
        PATH,
        'finding = "no-response"',
        'finding = "no-reply"',
        'finding: found "no-reply"',
        'mean "no-response"?',
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_in_one_line(tree, mistake: str) -> None:
    file, old, new, *words = MISTAKES[mistake]
    tree.replace(file, old, new)
    tree.assert_only_problem(file, words)
