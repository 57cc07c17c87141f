"""The formulas mean what the engine does: two evaluations of the same case, compared."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from every_edition import EDITIONS
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coordguide.engine.conditions import Facts
from coordguide.engine.contact import preview
from coordguide.engine.evaluation import evaluate
from coordguide.engine.questions import find_questions
from coordguide.engine.roi import is_expired, one_year_after
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import DECISIONS, LAYERS, LIMITS, NOT_SHARING, Case, Contact, Content
from coordguide.proof import random_cases
from coordguide.proof.logic import Plain
from coordguide.proof.solver import TODAY
from coordguide.proof.space import FOR_SOME, SEVERAL, Space
from coordguide.view import KindView, View

# The same examples each time: a test that fails tomorrow must fail because of a change. To look
# for the shortest case that fails takes minutes, and the first one found tells as much.
REPEATABLE = settings(
    max_examples=40,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
EACH_EDITION = 100


def plainly(content: Content, case: Case, contact: Contact, kind: str) -> Space:
    """Evaluate one contact and kind with the formulas, every symbol being simply true or false."""

    book = rulebook(content, case.edition)

    def said(fact: str, value: str) -> bool:
        if fact == "dates":
            return order(case.today, contact.facts)[value]
        others = [c for c in case.contacts if c != contact]
        if fact == FOR_SOME:
            return any(preview(book, facts_of(book, case), c).asks_authorization for c in others)
        if fact == SEVERAL:
            return any(c.facts.get("contact-kind") == "parent-or-decider" for c in others)
        shared = [c.facts for c in others if c.facts.get("direction") not in NOT_SHARING]
        if fact == "contact-kinds":
            return any(facts.get("contact-kind") == value for facts in shared)
        if fact == "contact-information":
            return any(value in preview(book, facts_of(book, case), c).information for c in others)
        name, _, element = fact.partition(".")
        answer = {**case.facts, **contact.facts}.get(name)
        if element:
            return (answer or {}).get(element) == value
        if value == "given":
            return answer is not None
        return value in answer if isinstance(answer, list) else answer == value

    return Space(book, kind, Plain(), said)


def facts_of(book: Rulebook, case: Case) -> Facts:
    """Return what the engine knows of a case before it looks at its contacts."""
    known = {"edition": case.edition, "today": case.today}
    about = Facts(known | ({"state": book.edition.state} if book.edition.state else {}),
                  book.definitions)  # fmt: skip
    shared = [c.facts for c in case.contacts if c.facts.get("direction") not in NOT_SHARING]
    about.learn("contact-kinds", [facts.get("contact-kind", "") for facts in shared])
    about.learn("contact-information", [k for f in shared for k in f.get("information", ())])
    find_questions(book, "case", case.facts, about, ("about", "release"))
    return about


def order(today: str, facts: dict[str, Any]) -> dict[str, bool]:
    """Say in which order the days of a release stand; a day not given stands nowhere."""
    signed, ends = facts.get("roi-signed-on"), facts.get("roi-expires-on")
    return {
        "signed-by-today": bool(signed and signed <= today),
        "ended-by-today": bool(ends and is_expired(ends, today)),
        "ends-before-signed": bool(signed and ends and ends < signed),
        "ends-within-year": bool(signed and ends and ends <= one_year_after(signed)),
        "today-within-year": bool(signed and today <= one_year_after(signed)),
    }


def answers(content: Content, case: Case) -> Iterator[tuple[Contact, str, KindView]]:
    """Yield what the engine answers for each contact and kind of information."""
    view = evaluate(content, case)
    for contact, found in zip(case.contacts, view.contacts, strict=True):
        for kind, answer in found.by_information.items():
            yield contact, kind, answer
        if contact.facts.get("direction") in NOT_SHARING:
            # Nothing is shared or asked for, so no kind of information is judged.
            yield contact, "health", KindView(found.decision, "", found.layers, found.limit)


def assert_same(content: Content, case: Case) -> int:
    """Compare decision and layers of every contact and kind; return how many were compared."""
    count = 0
    for contact, kind, answer in answers(content, case):
        space = plainly(content, case, contact, kind)
        found = {
            layer: [s for s, is_so in space.layers[layer].status.items() if is_so]
            for layer in LAYERS
        }
        assert found == {layer: [answer.layers[layer].status] for layer in LAYERS}, case
        assert [d for d in DECISIONS if space.decision[d]] == [answer.decision], case
        assert "".join(limit for limit in LIMITS if space.limit[limit]) == answer.limit, case
        count += 1
    return count


@pytest.mark.parametrize("edition", EDITIONS)
def test_formulas_and_engine_agree_on_cases_by_chance(content: Content, edition: str) -> None:
    chance = random.Random(edition)
    compared = sum(
        assert_same(content, random_cases.some_case(content, edition, chance.choice))
        for _ in range(EACH_EDITION)
    )
    assert compared > EACH_EDITION


@given(data=st.data())
@REPEATABLE
def test_formulas_and_engine_agree_on_any_case(content: Content, data: st.DataObject) -> None:
    def choose(options: Any) -> Any:
        return data.draw(st.sampled_from(options))

    assert_same(content, random_cases.some_case(content, choose(tuple(content.editions)), choose))


@given(data=st.data(), days=st.integers(-800, 800), end=st.integers(-800, 800))
@REPEATABLE
def test_formulas_and_engine_agree_on_any_days(
    content: Content, data: st.DataObject, days: int, end: int
) -> None:
    from datetime import date, timedelta

    def choose(options: Any) -> Any:
        return data.draw(st.sampled_from(options))

    case = random_cases.some_case(content, choose(tuple(content.editions)), choose)
    today = date.fromisoformat(TODAY)
    dates = {"roi-signed-on": today + timedelta(days), "roi-expires-on": today + timedelta(end)}
    given_days = {fact: day.isoformat() for fact, day in dates.items()}
    contacts = tuple(Contact(c.id, {**c.facts, "roi": "signed", "roi-expiry-kind": "date",
                                    **given_days}) for c in case.contacts)  # fmt: skip
    assert_same(content, Case(case.edition, TODAY, case.facts, contacts))


@given(data=st.data())
@REPEATABLE
def test_a_further_contact_changes_no_other(content: Content, data: st.DataObject) -> None:
    def choose(options: Any) -> Any:
        return data.draw(st.sampled_from(options))

    case = random_cases.some_case(content, choose(tuple(content.editions)), choose)
    another = random_cases.some_case(content, case.edition, choose).contacts[0]
    more = Contact("one-more", another.facts)
    before = evaluate(content, case)
    after = evaluate(content, Case(case.edition, TODAY, case.facts, (more, *case.contacts)))
    if asked_of_the_case(before) != asked_of_the_case(after):
        return  # It brings a question about the member along.
    others = after.contacts[1:]
    assert [c.by_information for c in before.contacts] == [c.by_information for c in others], case
    assert [c.decision for c in before.contacts] == [c.decision for c in others], case


def asked_of_the_case(view: View) -> list[str]:
    """Return the questions about the member that are on screen before anything is decided."""
    about = (row for row in view.ask if row["contact"] is None and row["step"] == "about")
    return [row["question"] for row in about]
