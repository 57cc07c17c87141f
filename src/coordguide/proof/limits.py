"""What an answer is limited to, as formulas: the narrowest limit that a deciding rule gives."""

from __future__ import annotations

from collections.abc import Iterable

from coordguide.model import LIMITS, STATUSES
from coordguide.proof.logic import Algebra, Formula, LayerFormulas

_LIMITING = {
    "act-now": ("emergency",),
    "legal-duty": ("duty",),
    "proceed-without-roi": ("hipaa", "stricter-law", "plan-policy"),
    "proceed": ("hipaa", "stricter-law", "plan-policy"),
}
"""The layers whose rules limit what a decision lets out (situations, 3)."""


def limits(
    a: Algebra, decision: dict[str, Formula], layers: dict[str, LayerFormulas]
) -> dict[str, Formula]:
    """Return a formula for each of ``LIMITS``: the answer is limited to that."""
    given: dict[str, list[Formula]] = {limit: [] for limit in LIMITS}
    # An emergency never opens more than it needs, whether or not its rule says so.
    given["emergency"].append(decision["act-now"])
    for name, limiting in _LIMITING.items():
        for layer in limiting:
            for limit, rules in _rules_that_limit(a, layers[layer], layer):
                given[limit].append(a.all((decision[name], rules)))
    found: dict[str, Formula] = {}
    narrower: list[Formula] = []
    for limit in LIMITS:
        holds = a.any(given[limit])
        found[limit] = a.all((holds, *(a.not_(other) for other in narrower)))
        narrower.append(holds)
    return found


def _rules_that_limit(a: Algebra, view: LayerFormulas, layer: str) -> Iterable[tuple[str, Formula]]:
    for rule, rank, truth in view.read:
        limit = rule.gives.get("limit")
        if limit:
            status = view.status[STATUSES[layer][rank]]
            yield limit, a.all((truth.holds, view.is_best(rank), status))
