"""The checks over a whole content that is in order."""

from __future__ import annotations

from coordguide.authoring import lint, load
from coordguide.model import Content


def test_statement_that_nobody_cites(tree) -> None:
    text = (tree.root / "statements/con-1.toml").read_text().replace("CON-1", "CON-2")
    tree.write("statements/con-2.toml", text)
    assert lint.uncited_statements(Content.from_bundle(load(tree.root))) == ("CON-2",)


def test_statement_cited_only_inside_an_entry_counts(tree) -> None:
    text = (tree.root / "statements/con-1.toml").read_text().replace("CON-1", "CON-2")
    tree.write("statements/con-2.toml", text)
    file = "resolutions/no-response.toml"
    tree.replace(file, 'again."\ncites = ["CON-1"]', 'again."\ncites = ["CON-2"]')
    assert lint.uncited_statements(Content.from_bundle(load(tree.root))) == ()


def test_law_not_read_in_a_copy_is_listed_with_its_users(tree) -> None:
    tree.replace("laws/45-cfr-164-508.toml", "verified = true", "verified = false")
    content = Content.from_bundle(load(tree.root))
    assert lint.unverified_laws(content) == {"45-cfr-164-508": ("H1", "no-release")}


def test_rule_is_past_review_from_the_day_after(tree) -> None:
    content = Content.from_bundle(load(tree.root))
    assert lint.rules_past_review(content, "2027-01-01") == ()
    assert lint.rules_past_review(content, "2027-01-02") == ("no-release", "tell-member")


def test_same_rule_for_other_editions_is_no_double(tree) -> None:
    file = "rules/no-release.toml"
    tree.replace(file, 'layer = "plan-policy"', 'layer = "plan-policy"\neditions = ["flyer"]')
    text = (tree.root / file).read_text().replace('"no-release"', '"county-no-release"')
    tree.write("rules/county-no-release.toml", text.replace('["flyer"]', '["county"]'))
    assert lint.doubled_rules(Content.from_bundle(load(tree.root))) == ()


def test_rule_that_only_another_states_law_speaks_for_is_refused(tree) -> None:
    law, rule = "laws/45-cfr-164-508.toml", "rules/no-release.toml"
    tree.replace(law, "short =", 'state = "CA"\nshort =')
    tree.replace(rule, '["CON-1", "45-cfr-164-508 (b)"]', '["45-cfr-164-508 (b)"]')
    (says,) = [p for p in tree.problems() if "rules/no-release.toml" in p]
    assert "cites: found no citation that speaks for flyer in AZ" in says
    tree.replace(rule, "cites =", 'states = ["CA"]\ncites =')
    assert [p for p in tree.problems() if "rules/no-release.toml" in p] == []


def add_question(tree, name: str, when: str) -> None:
    text = (tree.root / "questions/roi-signed-on.toml").read_text()
    text = text.replace("roi-signed-on", name).replace("order = 10", "order = 90")
    tree.write(f"questions/{name}.toml", text.replace("cites =", f"when = {when}\ncites ="))


def test_question_behind_a_day_is_reachable(tree) -> None:
    add_question(tree, "late", '{ fact = "roi-signed-on", after = "2099-12-31" }')
    assert tree.problems() == []


def test_question_behind_an_element_is_reachable(tree) -> None:
    elements = (tree.root / "questions/roi-signed-on.toml").read_text()
    elements = elements.replace('"date"', '"elements"').replace("roi-signed-on", "roi-elements")
    tree.write("questions/roi-elements.toml", elements)
    add_question(tree, "late", '{ fact = "roi-elements", includes = "H1" }')
    assert tree.problems() == []


def test_question_behind_a_question_that_is_hidden_then_is_not_reachable(tree) -> None:
    add_question(
        tree,
        "late",
        '{ all = [{ fact = "member-age", is = "under-18" },'
        ' { fact = "decision-maker", is = "self" }] }',
    )
    (line,) = tree.problems()
    assert line.startswith("questions/late.toml: when: found a condition that no answers meet")


def test_every_question_of_the_real_content_is_reachable(content) -> None:
    assert lint.unreachable_questions(content) == ()
    assert lint.doubled_rules(content) == ()
