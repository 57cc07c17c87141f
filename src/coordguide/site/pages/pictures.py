"""The guide's pictures, drawn from what the checklist itself asks and answers.

What a picture says is looked up in the content or asked of the engine, so it
cannot differ from the checklist.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from coordguide.engine.conditions import Facts
from coordguide.engine.evaluation import evaluate
from coordguide.engine.layers import Ruling, decide
from coordguide.engine.phrases import layer_phrase, status_phrase
from coordguide.model import Case, Contact, Content, Resolution
from coordguide.site.pages.checklist_page import WORDS
from coordguide.site.pages.drawing import WIDTH, Box, line, picture, word
from coordguide.site.pages.page_context import PageContext, Steps

_GAP = 22
STEPS = WORDS["steps"]
LADDER = (
    ("emergency", "applies"),
    ("duty", "order"),
    ("duty", "elsewhere"),
    ("stricter-law", "objection"),
    ("stricter-law", "consent-needed"),
    ("hipaa", "authorization-needed"),
    ("hipaa", "unknown"),
    ("plan-policy", "not-met"),
    ("plan-policy", "exception"),
    ("plan-policy", "met"),
)
"""What can decide, in the order in which the engine asks; the decisions are the engine's."""
NOTHING = {
    "emergency": "none",
    "duty": "none",
    "stricter-law": "none",
    "hipaa": "permitted",
    "plan-policy": "met",
}
"""A case in which no layer stands in the way."""


def draw(context: PageContext, name: str, finding: str = "no-response") -> str:
    """Return one of the pictures by name."""
    return _PICTURES[name](context, finding)


def hipaa_permits(content: Content, edition: str, kind: str) -> bool:
    """Ask the engine whether HIPAA alone lets a group hear what a treating provider may."""
    facts = {"contact-kind": kind, "information": ["health"], "direction": "share"}
    case = Case(
        edition,
        "2026-01-01",
        {
            "member-age": "18-or-older",
            "decision-maker": "self",
            "setting": "ordinary",
            "emergency": "no",
        },
        (Contact("contact-1", facts),),
    )
    return evaluate(content, case).contacts[0].layers["hipaa"].status == "permitted"


def team(context: PageContext, finding: str) -> str:
    """Draw the member in the middle of the six groups."""
    content = context.content
    book = context.books[0]
    question = content.questions["contact-kind"]
    width, top = 132, 0
    groups, parts, words = [], [], []
    center = Box(130, 118, 160, context.fill("{Person}"), is_strong=True)
    for at, kind in enumerate(question.values):
        label = book.short_label("contact-kind", kind)
        permits = hipaa_permits(content, book.edition.id, kind)
        y = top + 6 if at < 3 else center.bottom + 64
        box = Box(2 + at % 3 * (width + 10), y, width, label, is_dashed=not permits)
        groups.append(box)
        x, edge = box.middle[0], box.bottom if at < 3 else box.y
        target = center.y if at < 3 else center.bottom
        parts.append(line(x, edge, (x + 210) / 2, target, arrow=False, dashed=not permits))
        limit = "HIPAA lets treating providers share." if permits else "More is needed first."
        words.append(f"{label}. {limit}")
    height = max(box.bottom for box in groups)
    parts += [box.svg() for box in (*groups, center)]
    parts.append(word(2, height + 26, "Solid: HIPAA alone lets treating providers share."))
    parts.append(
        word(2, height + 46, "Dashed: more is needed first. Policy is a matter of its own.")
    )
    words.insert(0, context.fill("The {person} is in the middle of six groups."))
    return picture("team", "The care team", words, parts, height + 54)


def steps(context: PageContext, finding: str) -> str:
    """Draw the way through the checklist."""
    content = context.content
    on = content.questions["need"].when["one-of"]
    book = context.books[0]
    asked = [q for q in content.questions_in_order if not context.edition or book.is_ours(q)]
    count = {step: sum(q.step == step for q in asked) for step in ("about", *STEPS)}
    boxes: list[Box] = []

    def add(text: str, strong: bool = False, dashed: bool = False) -> None:
        y = boxes[-1].bottom + _GAP if boxes else 2
        boxes.append(Box(30, y, WIDTH - 60, text, strong, dashed))

    add(f"Before you start: up to {count['about']} questions about the case")
    for number, (step, title) in enumerate(STEPS.items(), 1):
        add(f"{number}. {title}: up to {count[step]} questions", strong=True)
        if step == "release":
            rest = [one for one in content.outcomes if one not in on]
            add("Goes on: " + "; ".join(book.text(content.outcomes[one], "title") for one in on))
            add(
                "Waits here: "
                + "; ".join(book.text(content.outcomes[one], "title") for one in rest),
                dashed=True,
            )
    add("A note for the chart, with what is still open")
    main = [box for box in boxes if not box.is_dashed]
    parts = [box.svg() for box in boxes]
    x = WIDTH / 2
    for before, after in itertools.pairwise(boxes):
        if not before.is_dashed:
            parts.append(line(x, before.bottom, x, after.y, dashed=after.is_dashed))
    goes, method = main[2], main[3]
    parts.append(line(15, goes.middle[1], 15, method.middle[1], arrow=False))
    parts.append(line(30, goes.middle[1], 15, goes.middle[1], arrow=False))
    parts.append(line(15, method.middle[1], 30, method.middle[1]))
    words = [box.text + "." for box in boxes]
    words.append(
        "Only what goes on reaches step 2. What waits can be asked again once it is solved."
    )
    return picture("steps", "The way through the checklist", words, parts, boxes[-1].bottom + 3)


def release(context: PageContext, finding: str) -> str:
    """Draw how the layers lead to an answer."""
    content = context.content
    book = context.books[0]
    parts, words, y = [], [], 22.0
    rungs = [
        rung
        for rung in LADDER
        if rung[1] != "exception" or any(b.edition.exceptions for b in context.books)
    ]
    boxes = []
    for layer, status in rungs:
        title = book.text(content.outcomes[decision(layer, status)], "title")
        said = content.phrases[status_phrase(layer, status)].text["says"]
        if status == "unknown":
            asked = "Something that decides is unknown or not sure"
        else:
            asked = context.fill(book.phrase(layer_phrase(layer), status=said))
        left = Box(2, y, 226, asked)
        right = Box(268, y, 150, title, is_strong=True)
        boxes.append(left)
        parts += [left.svg(), right.svg(), line(228, y + 18, 268, y + 18)]
        words.append(f"{asked}: {title}.")
        y = max(left.bottom, right.bottom) + _GAP
    for before, after in itertools.pairwise(boxes):
        parts.append(line(115, before.bottom, 115, after.y))
        parts.append(word(122, after.y - 6, "else"))
    parts.append(word(2, 14, "Asked in this order:"))
    return picture("release", "What decides, in its order", words, parts, y - _GAP + 3)


def decision(layer: str, status: str) -> str:
    """Return what the engine decides where one layer answers so and no other objects."""
    given = {**NOTHING, layer: status}
    return decide(lambda name: Ruling(given[name], (), given[name] == "unknown"), Facts({}, {}))


def escalation(context: PageContext, finding: str) -> str:
    """Draw the way up for one finding, a ladder for each path that a document gives."""
    return "\n\n".join(_path(context, *path) for path in context.paths(finding))


def _path(context: PageContext, record: Resolution, steps: Steps, slugs: list[str]) -> str:
    named = ", ".join(context.content.editions[slug].text["short"] for slug in slugs)
    title = context.fill(record.text["title"]) + ("" if context.edition else f": {named}")
    boxes: list[Box] = []
    for number, step in enumerate(steps, 1):
        y = boxes[-1].bottom + _GAP if boxes else 2
        boxes.append(Box(2, y, WIDTH - 4, f"{number}. {context.fill(step['text'])}"))
    x = WIDTH / 2
    parts = [box.svg() for box in boxes]
    parts += [line(x, a.bottom, x, b.y) for a, b in itertools.pairwise(boxes)]
    words = [context.fill(step["text"]) for step in steps]
    return picture(record.id, title, words, parts, boxes[-1].bottom + 3)


_PICTURES: dict[str, Callable[[PageContext, str], str]] = {
    "team": team,
    "steps": steps,
    "release": release,
    "escalation": escalation,
}
