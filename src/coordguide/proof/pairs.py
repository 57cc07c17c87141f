"""Claims about two cases at once: one, and the same with an answer changed."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from coordguide.engine.rulebook import Rulebook
from coordguide.model import DECISIONS, Content
from coordguide.proof.logic import Formula
from coordguide.proof.solver import LISTS, Symbols, space
from coordguide.proof.space import Space

PROCEED = ("proceed", "proceed-without-roi")
"""The decisions that let a disclosure go ahead outside an emergency."""

Refutation = tuple[Space, Formula]


def kinds(content: Content) -> tuple[str, ...]:
    """Return every kind of information."""
    return content.questions["information"].values


def unknown_never_leads_to_proceed(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases where filling in open or unsure answers undoes a proceed."""
    if kind != "health":
        return
    (contact, spaces), (filled, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = filled.raw[fact]
        if fact in LISTS:
            same += [raw[name] == other[name] for name in raw]
        else:
            same += [z3.Implies(raw[v], other[v]) for v in raw if v != "unsure"]
            same.append(z3.Implies(z3.Or(list(raw.values())), z3.Or(list(other.values()))))
    yield beside(contact, filled), z3.And(_may_proceed(spaces), z3.Not(_may_proceed(others)), *same)


def removing_an_element_is_no_gain(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases where an element less on the form permits more."""
    if kind != "health":
        return  # One contact with every kind of information it may have is one space.
    (contact, spaces), (less, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = less.raw[fact]
        if fact.startswith("roi-elements."):
            removed = z3.And(raw["present"], other["missing"])
            same.append(z3.Or(removed, z3.And([raw[v] == other[v] for v in raw])))
        else:
            same += [raw[v] == other[v] for v in raw]
    yield beside(contact, less), z3.And(_is_laxer(others, spaces), *same)


def adding_information_is_no_gain(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases where a further kind of information permits more."""
    if kind != "health":
        return
    (contact, spaces), (more, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = more.raw[fact]
        relate = z3.Implies if fact == "information" else lambda one, two: one == two
        same += [relate(raw[v], other[v]) for v in raw]
    yield beside(contact, more), z3.And(_is_laxer(others, spaces), *same)


def _contact(book: Rulebook, copy: str = "") -> tuple[Space, tuple[Space, ...]]:
    """Return the spaces of every kind for one contact; the first stands for them all.

    They share their symbols; a kind counts where the contact's information has it.
    """
    spaces = tuple(space(book, kind, copy) for kind in kinds(book.content))
    has = {each.kind: Symbols(copy).symbol("information", each.kind) for each in spaces}
    spaces[0].raw["information"] = has
    return spaces[0], spaces


def _judged(spaces: tuple[Space, ...]) -> dict[str, Formula]:
    """Say which kinds are judged: those asked about, or one where nothing is asked about them."""
    has, visible = spaces[0].raw["information"], spaces[0].visible["information"]
    found = {kind: z3.And(visible, formula) for kind, formula in has.items()}
    first = spaces[0].kind
    return {**found, first: z3.Or(found[first], z3.Not(visible))}


def _strictness(spaces: tuple[Space, ...], rank: int) -> Formula:
    """Say that some kind the contact has is decided this strictly, or more."""
    has = _judged(spaces)
    return z3.Or(
        [
            z3.And(has[each.kind], z3.Or([each.decision[d] for d in DECISIONS[: rank + 1]]))
            for each in spaces
        ]
    )


def _is_laxer(one: tuple[Space, ...], other: tuple[Space, ...]) -> Formula:
    """Say that ``one`` is decided less strictly than ``other``, which has some information."""
    return z3.Or(
        [
            z3.And(_strictness(other, rank), z3.Not(_strictness(one, rank)))
            for rank in range(len(DECISIONS))
        ]
    )


def taking_an_answer_back_is_no_yes(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases where an answer taken back, or turned to unsure, makes a proceed."""
    if kind != "health":
        return
    (contact, spaces), (less, others) = _contact(book), _contact(book, "'")
    same = []
    for fact, raw in contact.raw.items():
        other = less.raw[fact]
        if fact in LISTS:
            same += [raw[v] == other[v] for v in raw]
        else:
            same += [z3.Implies(other[v], raw[v]) for v in other if v != "unsure"]
            same.append(z3.Implies(z3.Or(list(other.values())), z3.Or(list(raw.values()))))
    yield beside(contact, less), z3.And(_may_proceed(others), z3.Not(_may_proceed(spaces)), *same)


def _may_proceed(spaces: tuple[Space, ...]) -> Formula:
    """Say that the contact has some information, and every kind of it may proceed."""
    has = _judged(spaces)
    each = [z3.Implies(has[s.kind], z3.Or([s.decision[d] for d in PROCEED])) for s in spaces]
    return z3.And(z3.Or(list(has.values())), *each)


def beside(first: Space, second: Space) -> Space:
    """Return the first space with what the second one obeys added to it."""
    first.beside = second
    return first
