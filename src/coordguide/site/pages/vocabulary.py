"""The vocabulary: every fact with its question, values and conditions, drawn from the content.

Comments and contributors point to it; the ids in it are permanent.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from itertools import groupby

from coordguide.authoring.condition_words import tell_condition
from coordguide.engine.evaluation import ENGINE_FACTS
from coordguide.model import DECISIONS, LAYERS, LIMITS, STATUSES, STEPS, Question
from coordguide.site.pages.page_context import PageContext

_STEPS = dict(
    zip(
        STEPS,
        ("About the case", "Release of information", "Way of contact", "Records", "Notification"),
        strict=True,
    )
)


def draw(context: PageContext, part: str) -> str:
    """Return one part of the vocabulary; raises ``KeyError`` for one there is not."""
    return _PARTS[part](context)


def questions(context: PageContext) -> str:
    """Return every question by step: its id, words, help, values and when it is asked."""
    parts = []
    for step, asked in groupby(context.content.questions_in_order, lambda one: one.step):
        parts += [f"### {_STEPS[step]}", *(_question(context, one) for one in asked)]
    return "\n\n".join(parts)


def _editions_of(context: PageContext, question: Question) -> str:
    """Say in which editions a question is asked; nothing where it is asked in all."""
    slugs = [book.edition.id for book in context.books if book.is_ours(question)]
    return "" if len(slugs) == len(context.books) else f", in {', '.join(slugs)}"


def _question(context: PageContext, question: Question) -> str:
    lines = [
        f"#### `{question.id}` {{ #{question.id} }}",
        f"{context.fill(question.text['ask'])} {context.cites(question.cites)}",
        f"Asked of {'the case' if question.scope == 'case' else 'each contact'}"
        + (f" where {tell_condition(question.when)}" if question.when else "")
        + _editions_of(context, question)
        + (". It may be left open." if question.optional else "."),
    ]
    if help_ := question.text.get("help"):
        lines.append(f"<div>{context.fill(help_)}</div>")
    if question.values:
        lines.append("\n".join(["| Value | In words |", "|---|---|", *_values(context, question)]))
    return "\n\n".join(lines)


def _values(context: PageContext, question: Question) -> list[str]:
    labels = question.text.get("values", {})
    offered = {
        value: f" (offered where {tell_condition(when)})"
        for value, when in question.offered_when.items()
    }
    return [
        f"| `{value}` | {_cell(context.fill(labels.get(value, value)) + offered.get(value, ''))} |"
        for value in question.values
    ]


def derived(context: PageContext) -> str:
    """Return the facts that are worked out: by definition, or by the engine with their values."""
    rows = [
        f"| `{one.id}` | {_cell(tell_condition(one.when))} {context.cites(one.cites)} |"
        for one in context.content.definitions.values()
    ]
    rows += [
        f"| `{fact}` | worked out by the engine: {', '.join(values)} |"
        for fact, values in ENGINE_FACTS.items()
    ]
    return "\n".join(["| Fact | Yes where |", "|---|---|", *rows])


def answers(context: PageContext) -> str:
    """Return the decisions, strictest first, what each layer can answer, and the limits."""
    outcomes = context.content.outcomes
    rows = [
        f"| `{one}` | {_cell(context.fill(outcomes[one].text['title']))} | "
        f"{_cell(context.fill(outcomes[one].text['says']))} {context.cites(outcomes[one].cites)} |"
        for one in DECISIONS
    ]
    layers = [f"| `{layer}` | {', '.join(STATUSES[layer])} |" for layer in LAYERS]
    return "\n\n".join(
        [
            "\n".join(["| Decision | On screen | What it means |", "|---|---|---|", *rows]),
            "\n".join(["| Layer | What it can answer |", "|---|---|", *layers]),
            f"A yes may be limited, narrowest first: {', '.join(LIMITS)}.",
        ]
    )


def _cell(text: str) -> str:
    """Return a text as one cell of a table."""
    return html.escape(" ".join(text.split()), quote=False).replace("|", "\\|")


_PARTS: dict[str, Callable[[PageContext], str]] = {
    "questions": questions,
    "derived": derived,
    "answers": answers,
}
