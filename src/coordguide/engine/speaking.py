"""Which laws have no part in a case, so that no set sentence names them in it.

A set sentence, such as what a decision means, cites whatever may be behind it. In an
ordinary clinic nothing is behind it that speaks of substance use programs only. A rule
is another matter: it cites what it rests on, and says so wherever it holds.
"""

from __future__ import annotations

from coordguide.engine.conditions import Facts

PART_2 = "42-cfr-2-"
"""How the ids of the paragraphs of 42 CFR Part 2 begin."""


def laws_apart(facts: Facts) -> tuple[str, ...]:
    """Return how the ids of laws begin that are known to have no part in the case.

    Takes the facts of the case or of a contact. While the setting or the kind of
    information is open or unsure, every law has its part.
    """
    is_no_program = facts.get("setting") in ("ordinary", "school")
    return (PART_2,) if is_no_program and facts.get("part-2-in-play") == "no" else ()
