"""Editions made for the proof show what stays in force although nothing bears it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import Content
from coordguide.proof import made_editions, proving
from coordguide.proof.claims import CLAIMS, SECOND_READING
from coordguide.proof.proving import Task

pytestmark = pytest.mark.slow


def without(content: Content, *names: str, like: str = "flyer", state: str = "CA") -> Rulebook:
    """Return the rulebook of an edition like another, without some of its statements."""
    edition = made_editions.like(content.editions[like], "made", state, list(names))
    return rulebook(made_editions.made(content, [edition]), "made")


def changed(content: Content, kind: str, name: str, **values: object) -> Content:
    """Return the content with one record changed."""
    records = getattr(content, kind)
    record = replace(records[name], **values)
    return replace(content, **{kind: {**records, name: record}})


def test_nothing_stays_and_nothing_else_falls(content: Content) -> None:
    book = without(content, "CON-4")
    assert "notify-adult" not in {rule.id for rule, _ in book.rules["advice"]}
    assert list(made_editions.stays(book)) == []


def test_a_duty_that_an_aside_would_keep_is_found(content: Content) -> None:
    """DEF-2 is cited beside CON-4, and says nothing of telling anybody."""
    broken = changed(content, "rules", "notify-unsure-decider", rests_on=())
    assert list(made_editions.stays(without(broken, "CON-4"))) == [
        "made: rules/notify-unsure-decider stays"
    ]
    assert list(made_editions.read_otherwise(broken)) == [
        "rules/notify-unsure-decider rests on CON-4 and DEF-2, or on CON-4?"
    ]


def test_an_audit_item_that_would_stay_as_ours_is_found(content: Content) -> None:
    broken = changed(content, "audits", "records-asked", rests_on=())
    found = list(made_editions.stays(without(broken, "CON-3")))
    assert found == ["made: audits/records-asked stays"]


def test_a_rule_that_falls_too_early_is_found(content: Content) -> None:
    broken = changed(content, "rules", "plan-no-release", rests_on=("CON-2",))
    found = list(made_editions.stays(without(broken, "CON-2")))
    assert found == ["made: rules/plan-no-release fell"]


def test_what_check_refuses_is_passed_over(content: Content) -> None:
    editions = [
        made_editions.like(content.editions["flyer"], "mute", "AZ", ["CON-1"]),
        made_editions.like(content.editions["flyer"], "sound", "AZ", ["CON-2"]),
    ]
    wide = made_editions.made(content, editions)
    assert [edition.id for edition in made_editions.accepted(wide)] == ["sound"]


def test_a_statement_that_is_none_is_an_error(content: Content) -> None:
    with pytest.raises(ValueError, match='found "CON-9"'):
        without(content, "CON-9")


# Without a duty, without a way up, and a county's sheet read in another state.
@pytest.mark.parametrize(
    "book",
    [("flyer", "CA", "CON-4", "DEF-2", "CON-3"), ("orange-county-mhp", "NC", "DEF-8c", "HOW-6")],
)
def test_both_readings_agree_in_editions_that_lack_something(
    content: Content, book: tuple[str, ...]
) -> None:
    like, state, *names = book
    made = without(content, *names, like=like, state=state)
    assert "made" in {edition.id for edition in made_editions.accepted(made.content)}
    for claim in CLAIMS:
        if claim.number in (9, SECOND_READING) and "early" not in claim.against.__name__:
            for cases, formula in claim.against(made, "health"):
                assert proving.find(cases, formula) is None, claim.says


def test_an_edition_made_by_chance_is_made_again(content: Content) -> None:
    one, other = (made_editions.one_by_chance(content, "a seed")[1] for _ in range(2))
    assert (one.id, one.without) == (other.id, other.without)
    assert Task("made", "0", 0) in proving.tasks(content)
