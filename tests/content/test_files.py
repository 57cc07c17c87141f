"""Mistakes in the files themselves: syntax, encoding, place, ids used twice; and many at once."""

from __future__ import annotations

import pytest

from coordguide.authoring import ContentError, load

AGE = "questions/member-age.toml"
RULE = "rules/no-release.toml"
SAYS = "statements/con-1.toml"
LAW = "laws/45-cfr-164-508.toml"
FLYER = "editions/flyer.toml"


def test_small_content_is_in_order(tree) -> None:
    assert tree.problems() == []


def test_syntax_error_names_file_and_line(tree) -> None:
    tree.replace(RULE, 'id = "no-release"', 'id = "no-release')
    (line,) = tree.problems()
    assert line.startswith(f"{RULE}: line 1: found text that is not TOML")
    assert "missing quote" in line


def test_key_twice_is_a_syntax_error_with_its_line(tree) -> None:
    tree.replace(RULE, 'id = "no-release"', 'id = "no-release"\nid = "no-release"')
    (line,) = tree.problems()
    assert line.startswith(f"{RULE}: line 2: found text that is not TOML")


def test_day_without_quotes_that_does_not_exist_is_a_syntax_error(tree) -> None:
    tree.replace(RULE, '"2027-01-01"', "2027-02-30")
    (line,) = tree.problems()
    assert f"{RULE}: line 12: found text that is not TOML" in line


def test_day_without_quotes_is_read(tree) -> None:
    tree.replace(RULE, '"2027-01-01"', "2027-01-01")
    assert tree.problems() == []


def test_file_that_cannot_be_read_is_one_problem_not_many(tree) -> None:
    tree.replace(SAYS, 'id = "CON-1"', 'id = "CON-1')
    tree.replace(AGE, 'id = "member-age"', 'id = "member-age')
    assert len(tree.problems()) == 2


def test_file_in_another_encoding(tree) -> None:
    (tree.root / RULE).write_bytes(b'id = "\xff"')
    assert tree.problems() == [f"{RULE}: found bytes that are not UTF-8. Save the file as UTF-8."]


def test_id_twice(tree) -> None:
    tree.write("laws/con-1.toml", (tree.root / LAW).read_text().replace("45-cfr-164-508", "con-1"))
    tree.write(
        "questions/is-adult.toml", (tree.root / AGE).read_text().replace("member-age", "is-adult")
    )
    found = [line for line in tree.problems() if "a second time" in line]
    assert found == [
        'questions/is-adult.toml: id: found "is-adult" a second time; allowed: an id of its own. '
        "It is taken by definitions/is-adult.toml; choose another id, or remove one of the two."
    ]


def test_id_of_a_fact_the_engine_works_out(tree) -> None:
    text = (tree.root / AGE).read_text().replace("member-age", "decision")
    tree.write("questions/decision.toml", text)
    assert any("taken by the engine" in line for line in tree.problems())


def test_two_files_with_one_id(tree) -> None:
    tree.write("statements/con-9.toml", (tree.root / SAYS).read_text())
    lines = tree.problems()
    assert any('con-9.toml: id: found "CON-1"; allowed: the file' in line for line in lines)
    assert any('id: found "CON-1" a second time' in line for line in lines)


def test_decision_without_words(tree) -> None:
    (tree.root / "outcomes/stop.toml").unlink()
    (line,) = tree.problems()
    assert line == (
        'outcomes: found no file for the decision "stop"; allowed: one file for each decision. '
        "Add outcomes/stop.toml."
    )


def test_outcome_of_no_decision(tree) -> None:
    text = (tree.root / "outcomes/stop.toml").read_text().replace("stop", "stopp")
    tree.write("outcomes/stopp.toml", text)
    (line,) = tree.problems()
    assert 'outcomes/stopp.toml: id: found "stopp"' in line
    assert 'Did you mean "stop"?' in line


def test_folder_of_no_kind(tree) -> None:
    tree.write("rule/x.toml", 'id = "x"')
    (line,) = tree.problems()
    assert line.startswith("rule: found a folder of no known kind")
    assert line.endswith('Did you mean "rules"?')


def test_file_that_is_no_record(tree) -> None:
    tree.write("rules/notes.txt", "x")
    tree.write("rules/no-release.es.toml", "[text]")
    assert [line.split(":")[0] for line in tree.problems()] == [
        "rules/no-release.es.toml",
        "rules/notes.txt",
    ]


def test_no_content_folder(tree, tmp_path) -> None:
    with pytest.raises(ContentError, match="no such folder"):
        load(tmp_path / "nowhere")


def test_rule_said_twice(tree) -> None:
    text = (tree.root / RULE).read_text().replace('"no-release"', '"no-release-again"')
    tree.write("rules/no-release-again.toml", text)
    (line,) = tree.problems()
    assert line.startswith("rules/no-release-again.toml: when: found the same condition")
    assert 'the rule "no-release"' in line


def test_question_nobody_reaches_in_one_edition(tree) -> None:
    text = (tree.root / "questions/same-plan-program.toml").read_text()
    text = text.replace('"same-plan-program"', '"other-plan"').replace('["county"]', '["flyer"]')
    text = text.replace(
        'fact = "information", includes = "health"', 'fact = "same-plan-program", is = "no"'
    )
    tree.write("questions/other-plan.toml", text.replace("order = 40", "order = 50"))
    (line,) = tree.problems()
    assert (
        "questions/other-plan.toml: when: found a condition that no answers meet in flyer" in line
    )


def test_every_mistake_is_told_at_once(tree) -> None:
    for file, old, new in (
        (RULE, '"contract"', '"x"'),
        (AGE, '"about"', '"x"'),
        (FLYER, "order = 1", 'order = "x"'),
    ):
        tree.replace(file, old, new)
    assert {line.split(":")[0] for line in tree.problems()} >= {RULE, AGE, FLYER}


def test_brackets_without_end(tree) -> None:
    tree.write("rules/deep.toml", "id = " + "[" * 100_000)
    (line,) = tree.problems()
    assert line.startswith("rules/deep.toml: found brackets nested too deeply")


def test_hidden_file_is_passed_over(tree) -> None:
    tree.write("rules/.draft.toml", "id = ")
    assert tree.problems() == []
