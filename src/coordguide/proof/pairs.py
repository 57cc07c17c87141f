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
    yield beside(contact, filled), z3.And(_may_proceed(spaces), _is_undone(spaces, others), *same)


def removing_an_element_is_no_gain(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases where an element less on the form permits more."""
    if kind != "health":
        return  # One contact with every kind of information it may have is one space.
    (contact, spaces), (less, others) = _contact(book), _contact(book, "'", "roi-elements.")
    same = []
    for fact, raw in contact.raw.items():
        if fact.startswith("roi-elements."):
            other = less.raw[fact]
            removed = z3.And(raw["present"], other["missing"])
            same.append(z3.Or(removed, z3.And([raw[v] == other[v] for v in raw])))
    yield beside(contact, less), z3.And(_is_laxer(others, spaces), *same)


def adding_information_is_no_gain(book: Rulebook, kind: str) -> Iterator[Refutation]:
    """Yield the cases where a further kind of information permits more.

    It may bring up a question, such as whether the form stands alone. A doubt about that
    then becomes a question that is open, whose answer may be a stop (decisions, 0002). And
    where Part 2 comes in play, a threat is known to be a medical emergency, too.
    """
    if kind != "health":
        return
    (contact, spaces), (more, others) = _contact(book), _contact(book, "'", "information")
    had, has = contact.raw["information"], more.raw["information"]
    same = [z3.Implies(had[each], has[each]) for each in had]
    waits = z3.And(
        _is_decided(spaces, "ask-privacy-officer"),
        _is_decided(others, "incomplete"),
        _brings_up(spaces, others, is_open=False),
    )
    helped = z3.And(_is_decided(others, "act-now"), _needs_care(more), z3.Not(_needs_care(contact)))
    allowed = z3.Or(waits, helped)
    yield beside(contact, more), z3.And(_is_laxer(others, spaces), z3.Not(allowed), *same)


def _needs_care(cases: Space) -> Formula:
    """Say that it was asked, and answered, that the member needs care now."""
    return cases.logic.answers["member-needs-care-now"].values["yes"]


def _brings_up(one: tuple[Space, ...], more: tuple[Space, ...], is_open: bool) -> Formula:
    """Say that something is asked in ``more`` of a kind the contact has, and not in ``one``."""
    has = one[0].raw["information"]
    pairs = zip(one, more, strict=True)
    return z3.Or([z3.And(has[a.kind], brings_up(a, b, is_open)) for a, b in pairs])


def brings_up(one: Space, more: Space, is_open: bool) -> Formula:
    """Say that ``more`` has a question or a part of the form that ``one`` has not.

    With ``is_open``, one that is still to be answered.
    """
    return z3.Or(
        [
            z3.And(asked, z3.Not(z3.Or(said))) if is_open else asked
            for asked, said in _newly_asked(one, more)
        ]
    )


def _newly_asked(one: Space, more: Space) -> Iterator[tuple[Formula, list[Formula]]]:
    """Yield when each question and part is asked in ``more`` only, and what may be said to it."""
    for fact, visible in more.visible.items():
        if fact in more.raw:
            yield z3.And(visible, z3.Not(one.visible[fact])), list(more.raw[fact].values())
    for part, applies in (pair for pairs in more.book.elements.values() for pair in pairs):
        if not part.duty:
            asked, before = more.logic.truth(applies).holds, one.logic.truth(applies).holds
            said = more.raw[f"roi-elements.{part.id}"]
            yield z3.And(asked, z3.Not(before)), list(said.values())


def _is_decided(spaces: tuple[Space, ...], decision: str) -> Formula:
    """Say that this is the strictest decision of the kinds that the contact has."""
    rank = DECISIONS.index(decision)
    return z3.And(_strictness(spaces, rank), z3.Not(_strictness(spaces, rank - 1)))


def _contact(book: Rulebook, copy: str = "", changed: str = "") -> tuple[Space, tuple[Space, ...]]:
    """Return the spaces of every kind for one contact; the first stands for them all.

    They share their symbols; a kind counts where the contact's information has it.
    """
    spaces = tuple(space(book, kind, copy, changed) for kind in kinds(book.content))
    symbol = Symbols(copy, changed).symbol
    has = {each.kind: symbol("information", each.kind) for each in spaces}
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
    yield beside(contact, less), z3.And(_may_proceed(others), _is_undone(others, spaces), *same)


def _is_undone(less: tuple[Space, ...], whole: tuple[Space, ...]) -> Formula:
    """Say that what ``less`` lets go ahead no longer does once more is answered.

    An answer may bring up a question: the case then waits for that one, too. A duty to say
    that the member is here is a yes already, and no less than the one by a release.
    """
    first = whole[0]
    told = z3.And(first.raw["direction"]["presence-only"], first.decision["legal-duty"])
    waits = z3.And(_is_decided(whole, "incomplete"), _brings_up(less, whole, is_open=True))
    return z3.Not(z3.Or(_may_proceed(whole), told, waits))


def _may_proceed(spaces: tuple[Space, ...]) -> Formula:
    """Say that the contact has some information, and every kind of it may proceed."""
    has = _judged(spaces)
    each = [z3.Implies(has[s.kind], z3.Or([s.decision[d] for d in PROCEED])) for s in spaces]
    return z3.And(z3.Or(list(has.values())), *each)


def beside(first: Space, second: Space) -> Space:
    """Return the first space with what the second one obeys added to it."""
    first.beside = second
    return first
