"""An editor is told which rule, question or element the second reading does not know yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coordguide.cli.main import main
from coordguide.model import Content
from coordguide.proof.coverage import check_coverage

ROOT = Path(__file__).parents[2] / "checklist" / "content"


WHERE = (
    ("rules", "plan-no-release", "plan_policy.py"),
    ("rules", "hipaa-treatment", "hipaa.py"),
    ("rules", "no-emergency", "emergency.py"),
    ("rules", "part-2-consent-needed", "part_2.py"),
    ("rules", "school-records-given", "ferpa.py"),
    ("rules", "minor-consent-unclear", "minors.py"),
    ("rules", "state-authorization-missing", "state_authorization.py"),
    ("rules", "arizona-family", "states/arizona.py"),
    ("rules", "notify-adult", "advice.py"),
    ("questions", "setting", "questions.py"),
    ("elements", "H1", "questions.py"),
    ("records", "last-visit", "questions.py"),
)
"""Records to copy, and the file in which a formula for such a record belongs."""


def test_everything_has_its_second_reading(content: Content) -> None:
    assert list(check_coverage(ROOT, content)) == []


def test_what_has_none_is_named_with_the_place_to_write_it(content: Content) -> None:
    more = content
    for kind, copied, _ in WHERE:
        records = getattr(more, kind)
        new = replace(records[copied], id=f"new-{copied}")
        more = replace(more, **{kind: {**records, new.id: new}})
    told = {problem.file: str(problem) for problem in check_coverage(ROOT, more)}
    assert len(told) == len(WHERE)
    for kind, copied, where in WHERE:
        said = told[f"checklist/content/{kind}/new-{copied}.toml"]
        assert f"in src/coordguide/proof/law/{where}." in said
        assert "docs/contribute/add-rule.md" in said


def test_another_answer_than_the_second_reading_gives_is_named(content: Content) -> None:
    rule = content.rules["hipaa-treatment"]
    milder = replace(rule, gives={"status": "satisfied"})
    changed = replace(content, rules={**content.rules, rule.id: milder})
    (problem,) = check_coverage(ROOT, changed)
    assert str(problem) == (
        'checklist/content/rules/hipaa-treatment.toml: gives: found status "satisfied"; allowed: '
        '"permitted", as the second reading of hipaa has it. Read what it cites again: "permitted" '
        'and "satisfied" cannot both be right.'
    )


def test_the_check_of_the_content_asks_for_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = "notes/x.toml: when: found a condition that is written only once"
    monkeypatch.setattr("coordguide.proof.coverage.check_coverage", lambda *_: iter([gap]))
    assert main(["check"]) == 1
    assert gap in capsys.readouterr().err
