"""How a try and its reasons are told: to the page, and to a learning system."""

from __future__ import annotations

from typing import Any

from coordguide.engine.rulebook import Rulebook
from coordguide.model import Citation
from coordguide.practice.decisions import PosedDecision
from coordguide.practice.lessons import Lesson
from coordguide.practice.progress import Response, is_done
from coordguide.view import Sentence


def tell_try(book: Rulebook, posed: PosedDecision, tries: list[Response]) -> dict[str, Any]:
    """Say how the newest try stands; the answer and its reasons only when it is done."""
    response = tries[-1]
    done = is_done(posed, tries)
    return {
        "response": list(response),
        "right": posed.is_right(response),
        "critical": posed.is_critical(response),
        "done": done,
        "correct": list(posed.correct) if done else [],
        "says": [tell_sentence(book, one) for one in posed.says] if done else [],
        "read": list(posed.read),
    }


def tell_decision(
    lesson: Lesson, posed: PosedDecision, workings: int, tries: list[Response]
) -> dict[str, Any]:
    """Return the newest try as a learning system records it; its id is never used twice."""
    again = f".again-{workings}" if workings > 1 else ""
    later = f".{len(tries)}" if len(tries) > 1 else ""
    return {
        "id": f"{lesson.id}.{posed.decision.id}{again}{later}",
        "case": lesson.id,
        "step": posed.decision.id,
        "description": posed.question,
        "choices": [{"id": name, "text": text} for name, text in posed.choices],
        "response": list(tries[-1]),
        "correct": list(posed.correct),
        "result": "correct" if posed.is_right(tries[-1]) else "wrong",
        "critical": posed.is_critical(tries[-1]),
    }


def tell_sentence(book: Rulebook, sentence: Sentence) -> dict[str, Any]:
    """Return a sentence with its citations named, linked, and marked where unchecked."""
    return {
        "text": book.fill(sentence.text),
        "cites": [_cite(book, Citation.parse(cite)) for cite in sentence.cites],
    }


def _cite(book: Rulebook, cite: Citation) -> dict[str, Any]:
    content = book.content
    href = f"sources/#{cite.source}"
    if statement := content.statements.get(cite.source):
        title = book.fill(statement.says_in(book.edition.id))
        return {"name": cite.source, "href": href, "title": title, "link": "", "unchecked": False}
    law = content.laws[cite.source]
    return {
        "name": content.name_source(cite),
        "href": href,
        "title": law.text["title"],
        "link": law.link,
        "unchecked": bool(law.link) and not law.verified,
    }
