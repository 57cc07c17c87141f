"""What a case of an older content means today: answers that are now asked of each contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordguide.model import NOT_SHARING

ASKED_OF_EACH = {
    "family-involvement-agreed": ("family", "friend-or-caregiver", "parent-or-decider"),
}
"""Questions that were asked once for a case, with the kinds of contacts they are about."""


def of_today(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the one contact whom it can only mean what a case once said for all of them.

    Takes a case as JSON or TOML gives it, of any shape, and returns it, changed only where
    exactly one contact is meant. A yes about several people was said of nobody in
    particular (45 CFR 164.510(b)(2)): it stays where it is, where nobody reads it.
    """
    facts, rows = data.get("facts"), data.get("contacts")
    if not isinstance(facts, Mapping) or not isinstance(rows, list):
        return data
    for fact, kinds in ASKED_OF_EACH.items():
        meant = [number for number, row in enumerate(rows) if _is_meant(row, kinds)]
        if fact in facts and len(meant) == 1:
            rows = list(rows)
            row = rows[meant[0]]
            rows[meant[0]] = {**row, "facts": {fact: facts[fact], **row["facts"]}}
            facts = {name: answer for name, answer in facts.items() if name != fact}
    return {**data, "facts": facts, "contacts": rows}


def _is_meant(row: Any, kinds: tuple[str, ...]) -> bool:
    said = row.get("facts") if isinstance(row, Mapping) else None
    if not isinstance(said, Mapping):
        return False
    return said.get("contact-kind") in kinds and said.get("direction") not in NOT_SHARING
