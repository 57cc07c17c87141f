"""Mistakes in what may stand in a key: layer, status, step, kind and the like."""

from __future__ import annotations

import pytest

AGE = "questions/member-age.toml"
RULE = "rules/no-release.toml"
TELL = "rules/tell-member.toml"
SAYS = "statements/con-1.toml"
PHONE = "methods/phone.toml"
COUNTY = "editions/county.toml"

# A mistake: the file, what is replaced by what, and the words its one line must hold.
MISTAKES = {
    "unknown state of a rule": (
        RULE,
        'layer = "plan-policy"',
        'layer = "plan-policy"\nstates = ["CAL"]',
        'states: found "CAL"',
        'mean "CA"?',
    ),
    "unknown state of an edition": (
        COUNTY,
        'state = "CA"',
        'state = "XX"',
        'state: found "XX"',
        "AZ, NC or CA",
    ),
    "unknown layer": (
        RULE,
        '"plan-policy"',
        '"plan-polcy"',
        'layer: found "plan-polcy"',
        'mean "plan-policy"?',
    ),
    "unknown status": (RULE, '"not-met"', '"unmet"', 'gives.status: found "unmet"', 'mean "met"?'),
    "no status": (
        RULE,
        'status = "not-met"',
        'stat = "not-met"',
        "gives.stat: found an unknown key",
        'mean "status"?',
    ),
    "nothing given": (
        TELL,
        '{ notify = "member", duty = "must" }',
        "{}",
        "gives: found nothing in it",
        "Say what it gives.",
    ),
    "notice without a duty": (
        TELL,
        ', duty = "must"',
        "",
        "gives.duty: found nothing",
        "must-not, must or may",
    ),
    "unknown duty": (
        TELL,
        'duty = "must"',
        'duty = "should"',
        'gives.duty: found "should"',
        "must-not, must or may",
    ),
    "unknown strength": (
        RULE,
        '"contract"',
        '"contrat"',
        'strength: found "contrat"',
        'mean "contract"?',
    ),
    "unknown step": (AGE, '"about"', '"abuot"', 'step: found "abuot"', 'mean "about"?'),
    "unknown scope": (
        AGE,
        'scope = "case"',
        'scope = "member"',
        'scope: found "member"',
        "case or contact",
    ),
    "unknown kind of question": (
        AGE,
        '"choice"',
        '"choices"',
        'kind: found "choices"',
        'mean "choice"?',
    ),
    "unknown regime": (
        "elements/h1.toml",
        '"hipaa"',
        '"hippa"',
        'regime: found "hippa"',
        'mean "hipaa"?',
    ),
    "unknown topic": (
        SAYS,
        '"considerations"',
        '"consideration"',
        'topic: found "consideration"',
        'mean "considerations"?',
    ),
    "portal with a path": (
        COUNTY,
        'state = "CA"',
        'state = "CA"\nportals = ["https://portal.example/notes"]',
        'portals: found "https://portal.example/notes"',
        "an https origin",
    ),
    "portal without encryption": (
        COUNTY,
        'state = "CA"',
        'state = "CA"\nportals = ["http://portal.example"]',
        'portals: found "http://portal.example"',
        "an https origin",
    ),
    "every portal": (
        COUNTY,
        'state = "CA"',
        'state = "CA"\nportals = ["https://*.example"]',
        'portals: found "https://*.example"',
        "an https origin",
    ),
    "fit out of range": (
        PHONE,
        "urgent = 3",
        "urgent = 12",
        "fits.urgent: found 12",
        "from 0 to 9",
    ),
}


def test_an_edition_may_list_portals(tree) -> None:
    listed = 'state = "CA"\nportals = ["https://portal.example", "https://x.portal.example:8443"]'
    tree.replace(COUNTY, 'state = "CA"', listed)
    assert tree.problems() == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_in_one_line(tree, mistake: str) -> None:
    file, old, new, *words = MISTAKES[mistake]
    tree.replace(file, old, new)
    tree.assert_only_problem(file, words)
