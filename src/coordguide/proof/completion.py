"""Open and unsure cases: what filling them in may change, and when there is a reason to wait."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from coordguide.model import LAYERS, STATUSES, UNSURE
from coordguide.proof.law.answers import RuleFormulas
from coordguide.proof.law.facts import CaseFacts
from coordguide.proof.law.layers import expected
from coordguide.proof.logic import Formula, LayerFormulas
from coordguide.proof.solver import LISTS, check, sensible, solver_of, space
from coordguide.proof.space import Space

READ_STRICTLY = (
    "setting",
    "legal-paper",
    "team-tie",
    "representative-safety",
    "suspected-person",
    "minor-consented-to-own-care",
    "custody-or-court-order",
    "family-spoken-consent",
    "asked-by-them",
    "family-involvement-agreed",
    "member-objected",
    "decision-maker",
)
"""The questions, beside those about the form, to which "not sure" is an answer that is read.

It is read on the strict side, or another layer tells to ask: of a Part 2 program, as if it may be
one; of a paper, a tie or the member's leave, as if there were none; of whom to suspect, as if it
were so. Whoever later knows better may get another answer.
"""


class Completion:
    """The cases of a space, each with one of the ways to fill in what is open or unsure."""

    def __init__(self, cases: Space) -> None:
        self._second = space(cases.book, cases.kind, "'")
        case = CaseFacts(self._second)
        self._law = {layer: expected(layer, case) for layer in LAYERS}
        self.constraints = [*sensible(self._second), case.is_answered, *self._same(cases)]
        self.solver = solver_of((*sensible(cases), *self.constraints))

    def _same(self, cases: Space) -> Iterator[Formula]:
        read = (f for f in cases.raw if f in READ_STRICTLY or f.startswith("roi"))
        yield from (z3.Not(cases.raw[fact].get(UNSURE, z3.BoolVal(False))) for fact in read)
        # Until it is known whether the member consents, help is not held up (decisions, 0012).
        said, now = (each.logic.answers["consent-now"].values for each in (cases, self._second))
        yield from (said[value] == now[value] for value in ("can", "refused"))
        for fact, raw in cases.raw.items():
            other = self._second.raw[fact]
            if fact in LISTS:
                yield from (raw[value] == other[value] for value in raw)
            else:
                yield from (z3.Implies(raw[v], other[v]) for v in raw if v != UNSURE)

    def changes(self, layer: str, status: RuleFormulas) -> Formula:
        """Say that a layer is decided, and that filling in the rest would undo it.

        A missing consent may still turn out to be an objection: both stop. So may a missing
        authorization be a school's, whose records HIPAA leaves alone: the duty waits for that.
        A report is left to others until it is known whether it is due (decisions, 0012). With a
        form or without, what HIPAA allows it allows.
        """
        later = {
            "consent-needed": ("objection",),
            "authorization-needed": ("not-governing",),
            "elsewhere": ("report", "agreement"),
            "satisfied": ("permitted",),
        }
        law, never = self._law[layer], z3.BoolVal(False)
        allowed = {
            name: z3.Or([law.get(each, never) for each in (name, *later.get(name, ()))])
            for name in status
        }
        decided = (name for name in status if name != "unknown")
        return z3.Or([z3.And(status[name], z3.Not(allowed[name])) for name in decided])

    def find(self, formula: Formula) -> z3.ModelRef | None:
        """Return a case, with one way to fill it in, for which the formula is true."""
        return check(self.solver, formula)


def has_no_reason_to_wait(
    case: CaseFacts, layers: dict[str, LayerFormulas], decision: dict[str, Formula]
) -> Formula:
    """Say that a case is incomplete with nothing open, or doubtful with nothing unsure."""
    holding = [
        truth.holds
        for layer, view in layers.items()
        for _, rank, truth in view.read
        if STATUSES[layer][rank] == "unknown"
    ]
    stuck = z3.And(decision["incomplete"], z3.Not(open_questions(case)))
    asked = z3.And(decision["ask-privacy-officer"], z3.Not(unsure_answers(case)))
    open_law = z3.Or(*holding, *(view.no_rule for view in layers.values()))
    return z3.Or(stuck, z3.And(asked, z3.Not(open_law)))


def open_questions(case: CaseFacts) -> Formula:
    """Say that a question on screen has no answer yet, or the days cannot be right."""
    cases = case.cases
    open_ = [
        z3.And(cases.visible[fact], z3.Not(z3.Or(list(raw.values()))))
        for fact, raw in cases.raw.items()
        if fact in cases.visible
    ]
    parts = [z3.Or(list(r.values())) for f, r in cases.raw.items() if f.startswith("roi-elements.")]
    dates = cases.raw["dates"]
    in_order = z3.And(dates["signed-by-today"], z3.Not(dates["ends-before-signed"]))
    return z3.Or(*open_, z3.And(cases.visible["roi-elements"], z3.Not(z3.And(in_order, *parts))))


def unsure_answers(case: CaseFacts) -> Formula:
    """Say that some answer on screen is unsure."""
    cases = case.cases
    shown = {f: cases.visible[f.partition(".")[0]] for f, r in cases.raw.items() if UNSURE in r}
    return z3.Or([z3.And(when, cases.raw[fact][UNSURE]) for fact, when in shown.items()])
