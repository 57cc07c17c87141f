"""What stands on top of an answer: the outcome's own words, or those that fit the case better.

A rule of advice may give a ``headline``: its title, its first sentence and what
is to do then stand in place of the outcome's. Its number is its rank; the
lowest that holds is shown. So nobody in danger reads "ask" or "do not share"
first, and a member's no is said as such.
"""

from __future__ import annotations

from typing import NamedTuple

from coordguide.engine.conditions import Facts
from coordguide.engine.rulebook import Rulebook
from coordguide.engine.speaking import laws_apart
from coordguide.view import Sentence


class Headline(NamedTuple):
    """The title of an answer, its first sentence, and what is to do (empty where nothing is).

    ``is_rule`` says whether a rule gave it. Where it is ``alone`` the first sentence is the
    whole reason: a member's no is not told beside a form that could be signed.
    """

    title: str
    first: Sentence
    todo: Sentence
    is_rule: bool = False
    is_alone: bool = False


def headline(book: Rulebook, facts: Facts) -> Headline:
    """Return what stands on top of the answer.

    Takes the rulebook and the facts of a contact with its ``decision``;
    returns the words of the rule of the lowest rank that holds, else those of
    the decision's outcome.
    """
    state = facts.get("state")
    holding = [rule for rule, when in book.advice("headline") if when.truth(facts) is True]
    if holding:
        rule = min(holding, key=lambda rule: rule.gives["headline"])
        said = book.rule_text(rule, state)
        first = Sentence(said.says, said.cites, rule.id)
        todo = Sentence(said.fix, said.cites, rule.id)
        return Headline(book.text(rule, "title"), first, todo, True, "alone" in rule.gives)
    outcome = book.content.outcomes[facts.get("decision")]
    first = outcome_says(book, outcome.id, state, laws_apart(facts))
    todo = Sentence(book.text(outcome, "todo"), first.cites, outcome.id)
    return Headline(book.text(outcome, "title"), first, todo)


def outcome_says(
    book: Rulebook, decision: str, state: str | None, apart: tuple[str, ...] = ()
) -> Sentence:
    """Return what a decision means, with the sources that speak in this state and this case."""
    outcome = book.content.outcomes[decision]
    return Sentence(book.text(outcome, "says"), book.cited(outcome.cites, state, apart), decision)
