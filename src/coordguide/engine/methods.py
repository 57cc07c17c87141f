"""Which channel suits the need, and what to mind when using it."""

from __future__ import annotations

from collections.abc import Iterable

from coordguide.engine.conditions import Condition, Facts, read
from coordguide.engine.rulebook import Rulebook
from coordguide.model import Method
from coordguide.view import MethodView, Sentence


def rank_methods(book: Rulebook, facts: Facts) -> tuple[MethodView, ...]:
    """Rank every channel for the needs at hand, those that are not there last.

    Takes the rulebook and what is known of the contact; returns the channels
    with reasons and safeguards (statement CON-2: the method that suits the need).
    """
    needs: list[str] = facts.get("need") or []
    channels: list[str] = facts.get("channels") or []
    state = facts.get("state")

    def place(method: Method) -> tuple[bool, int, int]:
        return (
            method.id not in channels,
            -sum(method.fits.get(need, 0) for need in needs),
            method.order,
        )

    ranked = sorted(book.content.methods.values(), key=place)
    return tuple(
        MethodView(
            id=method.id,
            label=book.text(method, "label"),
            rank=number,
            available=method.id in channels,
            in_edition=book.names_method(method),
            reasons=_method_reasons(book, method, needs, state),
            safeguards=_safeguards(book, method, facts),
            cites=_cited_once(book, method, state),
        )
        for number, method in enumerate(ranked, start=1)
    )


def _method_reasons(
    book: Rulebook, method: Method, needs: Iterable[str], state: str | None
) -> tuple[Sentence, ...]:
    words = method.text.get("fits", {})
    return tuple(
        Sentence(book.fill(words[need]), _cited_once(book, method, state), need)
        for need in needs
        if need in words and method.fits.get(need, 0) > 0
    )


def _safeguards(book: Rulebook, method: Method, facts: Facts) -> tuple[Sentence, ...]:
    # One whose condition is not yet known is shown: a needless safeguard harms nobody.
    state = facts.get("state")
    each = book.once(f"safeguards of {method.id} in {state}", lambda: _prepare(book, method, state))
    return tuple(sentence for sentence, when in each if when.truth(facts) is not False)


def _prepare(
    book: Rulebook, method: Method, state: str | None
) -> tuple[tuple[Sentence, Condition], ...]:
    return tuple(
        (
            Sentence(book.fill(item["text"]), book.cited_by(item, state), item["id"]),
            read(item.get("when", {})),
        )
        for item in book.parts(method.safeguards)
    )


def _cited_once(book: Rulebook, method: Method, state: str | None) -> tuple[str, ...]:
    return book.once(
        f"citations of {method.id} in {state}", lambda: book.cited(method.cites, state)
    )
