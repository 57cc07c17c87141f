"""Every statement holds where it can be checked quickly, and a broken rule is caught."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coordguide import authoring
from coordguide.authoring.citation_ledger import load_ledger
from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.model import Content
from coordguide.proof import content_checks, enumeration, proving
from coordguide.proof.claims import CLAIMS, SECOND_READING
from coordguide.proof.editions import distinct
from coordguide.proof.mutation.corners import corner_of
from coordguide.proof.mutation.mutants import WHOLE, Mutant, mutants
from coordguide.proof.mutation.run import Nets
from coordguide.proof.proving import Task

pytestmark = pytest.mark.slow  # some minutes of solving and of mutants

TODAY = "2026-11-23"
SHARES = 8
"""Parts of the mutants, so that the tests can share them among the cores."""

SOME_PARTS = 3
"""One of so many changes of a part is tried here; ``coordguide mutate`` tries all."""

SAY_THE_SAME = {
    f"rules/{what}"
    for what in (
        "california-minor-care-coordination: a part changed, contact-kind also behavioral-health",
        "california-minor-may-sign: a part changed, roi one of ['not-signed', 'declined']",
        "caution-policy-waived: a part changed, contact-kind also member",
        "caution-verify-member: a part changed, "
        "decision one of ['proceed-without-roi', 'ask-privacy-officer']",
        "caution-verify-member: a part changed, decision also stop",
        "headline-ask-whether-agreed: a part changed, contact-kind also behavioral-health",
        "headline-release-not-found: a part changed, setting is school",
        "hipaa-presence-only: a part changed, family-involvement-agreed also no",
        "hipaa-presence-only: a part changed, "
        "without family-involvement-agreed one-of ['yes', 'cannot-be-asked']",
        "medical-emergency-from-school: a part changed, "
        "setting one of ['ordinary', 'part-2-program']",
        "medical-emergency-family: a part changed, without member-objected is no",
        "medical-emergency-family-not-open: a part changed, without not(member-objected is no)",
        "notify-parent-with-care: a part changed, without is-minor is yes",
        "oc-same-plan-exception: a part changed, without plan-policy-applies is yes",
        "oc-same-plan-objection: a part changed, without plan-policy-applies is yes",
        "other-state-treating-provider: a part changed, without decider-known is yes",
        "phone-take-the-request: a part changed, decision one of ['not-decided-here']",
        "state-authorization-in-force: a part changed, kind also health",
    )
} | {
    "definitions/emergency-in-doubt: a part changed, without medical-emergency is yes",
    "definitions/state-asks-no-form: a part changed, without team-tie is interpreter-of-member",
    "questions/consent-now: a part changed, setting one of ['ordinary', 'school']",
    "questions/representative-safety: a part changed, without is-adult is yes",
}
"""Changes of a rule's part that the solver shows to change no answer: another rule says as much."""

CONTENT = Path(__file__).parents[2] / "checklist" / "content"
CASES = CONTENT.parent / "cases"


@pytest.mark.parametrize("number", range(len(CLAIMS)))
def test_claims_hold_in_the_edition_with_an_exception(content: Content, number: int) -> None:
    result = proving.run(content, Task("claim", "orange-county-mhp", number), TODAY)
    assert result.against == []


@pytest.mark.parametrize(
    "check",
    ["texts", "citations", "independence", "influence", "idle", "questions", "duties", "left-out"],
)
def test_the_content_as_a_whole_is_in_order(content: Content, check: str) -> None:
    assert proving.run(content, Task("whole", check), TODAY).against == []


def some_of_the_block() -> list[tuple[enumeration.Entry, int]]:
    """The family member in each edition, and who treats the member where a plan has an exception.

    Some contacts of the block; `prove` asks about all of them.
    """
    entries = enumeration.entries(Content.from_bundle(authoring.load(CONTENT)))
    treating = [(entry, 0) for entry in entries if "yes" in entry[1].values()]
    return [*((entry, -1) for entry in entries), *treating]


def test_the_block_covers_every_state_with_and_without_an_exception(content: Content) -> None:
    entries = enumeration.entries(content)
    states = {content.editions[edition].state for edition, _ in entries}
    assert states == {law.state for law in content.laws.values() if law.state}
    assert {answer for _, plan in entries for answer in plan.values()} == {"yes", "no"}


@pytest.mark.parametrize("entry, contact", some_of_the_block())
def test_the_engine_keeps_the_statements_for_every_case_of_a_contact(
    content: Content, entry: enumeration.Entry, contact: int
) -> None:
    points = enumeration.points(entry, [enumeration.CONTACTS[contact]])
    count, found = enumeration.run(content, points)
    assert count > 2000
    assert found == []


def test_cases_can_be_finished(content: Content) -> None:
    content_task = Task("finish", "orange-county-mhp")
    assert proving.run(content, content_task, TODAY).against == []


def test_editions_share_a_proof_only_where_they_are_alike(content: Content) -> None:
    assert ("flyer", "tip-sheet") in distinct(content).values()
    rule = content.rules["plan-no-release"]
    fewer = replace(rule, editions=tuple(e for e in rule.editions if e != "tip-sheet"))
    changed = replace(content, rules={**content.rules, rule.id: fewer})
    assert ("tip-sheet",) in distinct(changed).values()


def test_a_broken_rule_is_answered_with_a_case_against_it(content: Content) -> None:
    rule = content.rules["part-2-consent-needed"]
    never = replace(rule, when={"fact": "setting", "is": "part-2-program"})
    broken = replace(content, rules={**content.rules, rule.id: never})
    number = next(n for n, claim in enumerate(CLAIMS) if claim.number == SECOND_READING)
    result = proving.run(broken, Task("claim", "arizona-complete-health", number), TODAY)
    assert result.against
    assert result.example is not None
    view = evaluate(broken, read_case(result.example, broken))
    assert view.contacts[0].decision


def test_rules_not_yet_in_force_are_left_out(content: Content) -> None:
    early = proving.in_force(content, "2003-01-01")
    assert content.rules.keys() - early.rules.keys()


def test_an_idle_rule_is_named(content: Content) -> None:
    rule = content.rules["plan-no-release"]
    dead = {"all": [rule.when, {"fact": "roi", "is": "signed"}]}
    broken = replace(content, rules={**content.rules, rule.id: replace(rule, when=dead)})
    assert "the rule plan-no-release never decides anything" in content_checks.idle(broken)


def _case_files() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in CASES.glob("*.toml")}


def _mutant(content: Content, says: str) -> Mutant:
    return next(mutant for mutant in mutants(content) if str(mutant) == says)


@pytest.mark.parametrize("edition", ["flyer", "orange-county-mhp"])
def test_the_second_reading_speaks_of_every_rule_and_question(
    content: Content, edition: str
) -> None:
    corner = corner_of(content, edition, "health")
    law = {*corner.shown_by_law, *(name for named in corner.law.values() for name in named)}
    rules = [read for layer in corner.cases.layers.values() for read in layer.read]
    found = {*corner.shown, *((rule.gives["status"], rule.id) for rule, _, _ in rules)}
    assert found - law == set(), "say it in src/coordguide/proof/ too, see docs/contribute"


@pytest.fixture(scope="session")
def nets(content: Content) -> Nets:
    """All nets; what they read of the content once serves every mutant."""
    return Nets(content, _case_files(), load_ledger(CONTENT))


@pytest.fixture(scope="session")
def without_cases(content: Content) -> Nets:
    """All nets but the case files and the list of what was entered twice."""
    return Nets(content, {}, {})


@pytest.mark.parametrize("share", range(SHARES))
def test_no_change_can_go_unnoticed(content: Content, nets: Nets, share: int) -> None:
    whole = [mutant for mutant in mutants(content) if mutant.way in WHOLE]
    parts = [mutant for mutant in mutants(content) if mutant.way not in WHOLE]
    some = [*whole, *parts[::SOME_PARTS]][share::SHARES]
    unseen = [fate for fate in map(nets.judge, some) if fate.end != "killed"]
    unseen = [f for f in unseen if f.end != "same" or str(f.mutant) not in SAY_THE_SAME]
    assert [str(fate.mutant) for fate in unseen] == []


@pytest.mark.parametrize(
    "says",
    [
        # Part 2 stops it first, so that no answer shows it:
        "rules/arizona-family: a part changed, without setting is ordinary",
        # Nothing holds it back, yet it would never be decided for family:
        "definitions/right-signer: a part changed, without minor-consented-to-own-care is no",
        "rules/notify-adult: not everywhere, without tip-sheet",
        "elements/H6r: turned around",
        "questions/medical-personnel: a part changed, without medical-emergency is yes",
        "records/psychotherapy-notes: turned around",
    ],
)
def test_the_second_reading_alone_notices(content: Content, without_cases: Nets, says: str) -> None:
    fate = without_cases.judge(_mutant(content, says))
    assert (fate.end, fate.by) == ("killed", "second reading")


def test_what_no_case_tells_apart_survives(content: Content, without_cases: Nets) -> None:
    cited = next(m for m in mutants(content) if m.way == "without a citation" and m.record.cites)
    assert without_cases.judge(cited).end == "survived"
    half_read = "oc-same-plan-unusable-release: a part changed, without release-answered is yes"
    fate = without_cases.judge(_mutant(content, f"rules/{half_read}"))
    assert fate.end == "survived"
    assert fate.case is not None


def test_a_part_that_changes_nothing_is_named(content: Content) -> None:
    rule = content.rules["release-expired"]
    signed = {"fact": "roi", "is": "signed"}
    wordy = replace(rule, when={"all": [signed, rule.when]})
    told = replace(content, rules={**content.rules, rule.id: wordy})
    says = "rules/release-expired: a part changed, without roi is signed"
    assert Nets(told, {}, {}).judge(_mutant(told, says)).end == "same"
