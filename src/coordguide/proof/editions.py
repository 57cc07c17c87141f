"""Which editions ask the same questions under the same rules, so that one proof covers them."""

from __future__ import annotations

from coordguide.engine.rulebook import rulebook
from coordguide.model import Content


def distinct(content: Content) -> dict[str, tuple[str, ...]]:
    """Return one edition of each group that decides alike, with the whole group.

    Editions are alike where state, exceptions, questions and rules are the
    same records, and no condition asks which edition it is.
    """
    groups: dict[object, list[str]] = {}
    for edition in content.editions.values():
        book = rulebook(content, edition.id)
        rules = [pair for pairs in book.rules.values() for pair in pairs]
        conditions = [when for _, when in (*book.questions, *rules)]
        conditions += book.definitions.values()
        asks = any("edition" in when.mentions() for when in conditions)
        key = (
            edition.id if asks else "",
            edition.state,
            edition.exceptions,
            tuple(question.id for question, _ in book.questions),
            tuple(sorted(rule.id for rule, _ in rules)),
        )
        groups.setdefault(key, []).append(edition.id)
    return {group[0]: tuple(group) for group in groups.values()}
