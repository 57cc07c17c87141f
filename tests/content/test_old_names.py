"""Content files written before something was renamed are read as if written today."""

from __future__ import annotations

from coordguide.authoring import load

QUESTION = "questions/roi-signed-on.toml"
FIX = 'fix = ["today"]\n'


def test_a_rule_of_the_layer_practice_is_one_of_advice(tree) -> None:
    today = load(tree.root)
    tree.replace("rules/tell-member.toml", 'layer = "advice"', 'layer = "practice"')
    assert load(tree.root) == today


def test_a_question_with_mend_is_one_with_fix(tree) -> None:
    tree.replace(QUESTION, "[text]\n", f'{FIX}[text]\nfix = "Have it signed."\n')
    today = load(tree.root)
    tree.replace(QUESTION, FIX, FIX.replace("fix", "mend"))
    tree.replace(QUESTION, 'fix = "Have', 'mend = "Have')
    assert load(tree.root) == today
    (question,) = (one for one in today["questions"] if one["id"] == "roi-signed-on")
    assert question["fix"] == ["today"]
    assert question["text"]["fix"] == "Have it signed."


def test_old_and_new_side_by_side_are_not_guessed(tree) -> None:
    tree.replace(QUESTION, "[text]\n", f'{FIX}mend = ["today"]\n[text]\n')
    tree.assert_only_problem(QUESTION, ["mend", "an unknown key"])
