"""The answer and the questions as lines of text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coordguide.authoring.condition_words import tell_condition
from coordguide.engine.phrases import layer_phrase
from coordguide.engine.rulebook import Rulebook
from coordguide.protocol.label import UNSEEN

WIDTH = 88
"""Columns a line may fill."""

_STAY = "\N{NO-BREAK SPACE}"


def plain(text: object) -> str:
    """Return text of a file somebody sent so that a terminal only shows it."""
    # Tabs and line ends stay: they are what a message of several lines is made of.
    return UNSEEN.sub(
        lambda found: found[0] if found[0] in "\t\n" else ascii(found[0])[1:-1], str(text)
    )


def write(text: str, indent: int = 0, cites: Iterable[str] = (), mark: str = "") -> str:
    """Return one paragraph, wrapped and indented, with its citations behind it."""
    # A citation stays on one line: its spaces are put back after wrapping.
    sources = f" [{'; '.join(cite.replace(' ', _STAY) for cite in cites)}]" if cites else ""
    first = " " * indent + mark
    return textwrap.fill(
        text + sources,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    ).replace(_STAY, " ")


def tell_answer(book: Rulebook, view: Mapping[str, Any]) -> Iterator[str]:
    """Yield the answer to a case, line by line.

    Takes the rulebook of the case's edition and the view as JSON has it.
    """
    yield write(f"{book.text(book.edition, 'title')}, as of {book.day(view['today'])}")
    yield from _tell_sentences("First:", view["first"])
    for contact in view["contacts"]:
        yield ""
        yield from _tell_contact(book, contact)
    yield from _tell_reasons("Note:", view["notes"])
    yield from _tell_notices(view["notify"])
    yield from _tell_list("Answers that cannot all be right:", view["problems"])
    yield from _tell_list("Still to do:", view["outstanding"])
    yield from _tell_list("Still to answer:", [_asked(book, item) for item in view["next"]])
    content = view["content"]
    yield ""
    yield f"content {content['version']} ({content['sha256'][:12]}), engine {view['engine']}"


def _tell_contact(book: Rulebook, contact: Mapping[str, Any]) -> Iterator[str]:
    kind = book.label("contact-kind", contact["kind"]) if contact["kind"] else "kind not known"
    yield write(f"{contact['id']} ({kind}): {contact['title']}")
    for sentence in contact["says"]:
        yield write(sentence["text"], 2, sentence["cites"], "- ")
    if len(contact["by-information"]) > 1:
        for information, answer in contact["by-information"].items():
            yield write(f"{book.label('information', information)}: {answer['title']}", 2)
    said = {sentence["text"] for sentence in contact["says"]}
    for layer, answer in contact["layers"].items():
        yield write(_name_layer(book, layer, answer["says"]), 2)
        # What is not known yet is asked for above; a rule that may not hold is no reason.
        reasons = (reason for reason in answer["because"] if reason["holds"] == "yes")
        yield from (_tell_reason(reason) for reason in reasons if reason["says"] not in said)
    yield from _tell_release(contact["roi"])
    yield from _tell_reasons("Mind this:", contact["cautions"], 2)
    yield from _tell_sentences("On the phone:", contact["phone"], 2)
    yield from _tell_follow_up(contact)
    yield from _tell_explanation(book, contact.get("explanation"))


def _tell_explanation(book: Rulebook, explanation: Mapping[str, Any] | None) -> Iterator[str]:
    if not explanation or not explanation["changes"]:
        return
    outcome = book.content.outcomes[explanation["then"]]
    yield write(f"What would change this, to: {book.text(outcome, 'title')}", 2)
    for change in explanation["changes"]:
        yield write(change["says"], 4, (), "- ")


def _tell_release(roi: Mapping[str, Any]) -> Iterator[str]:
    yield write(f"Release: {roi['says']}", 2)
    for problem in roi["problems"]:
        yield write(f"{problem['says']} {problem['fix']}", 4, problem["cites"], "- ")
    for element in roi["elements"]:
        if element["status"] == "missing":
            text = f"{element['id']}, {element['label']}: {element['fix']}"
            yield write(text, 4, element["cites"], "- ")


def _name_layer(book: Rulebook, layer: str, says: str) -> str:
    return book.phrase(layer_phrase(layer), status=says)


def _tell_reason(reason: Mapping[str, Any], indent: int = 4) -> str:
    unchecked = "" if reason["checked"] else " (Rests on a text not checked officially.)"
    overdue = " (Past its review date.)" if reason["past-review"] else ""
    return write(reason["says"] + unchecked + overdue, indent, reason["cites"], "- ")


def _tell_reasons(
    title: str, reasons: Iterable[Mapping[str, Any]], indent: int = 0
) -> Iterator[str]:
    told = [_tell_reason(reason, indent + 2) for reason in reasons]
    if told:
        yield from (*([] if indent else [""]), write(title, indent), *told)


def _tell_sentences(
    title: str, sentences: Iterable[Mapping[str, Any]], indent: int = 0
) -> Iterator[str]:
    told = [write(line["text"], indent + 2, line["cites"], "- ") for line in sentences]
    if told:
        yield from (*([] if indent else [""]), write(title, indent), *told)


def _tell_follow_up(contact: Mapping[str, Any]) -> Iterator[str]:
    methods = [method["label"] for method in contact["methods"] if method["available"]]
    if methods:
        yield write(f"Channels, best first: {', '.join(methods)}", 2)
    for path in contact["resolution"]:
        yield write(path["title"], 2)
        for step in path["steps"]:
            yield write(step["text"], 4, step["cites"], "- ")


def _tell_notices(notify: Mapping[str, Any]) -> Iterator[str]:
    for duty, title in (("must", "Tell"), ("may", "May be told"), ("must-not", "Do not tell")):
        for notice in notify[duty]:
            yield ""
            yield write(f"{title}: {notice['label']}. {notice['says']}", 0, notice["cites"])


def _tell_list(title: str, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    lines = [
        write(f"{item['contact']}: {item['text']}" if item["contact"] else item["text"],
              2, item.get("cites", ()), "- ")
        for item in items
    ]  # fmt: skip
    if lines:
        yield from ("", title, *lines)


def _asked(book: Rulebook, item: Mapping[str, Any]) -> dict[str, Any]:
    question = book.content.questions[item["fact"]]
    return {"contact": item["contact"], "text": f"{book.text(question, 'ask')} ({item['fact']})"}


def list_questions(book: Rulebook) -> dict[str, Any]:
    """Return every question and element of an edition, in order, in its own terms.

    The result is plain JSON: ``edition``, ``title``, ``state``, ``questions``
    and ``elements``.
    """
    return {
        "edition": book.edition.id,
        "title": book.text(book.edition, "title"),
        "state": book.edition.state,
        "questions": [
            {
                "id": question.id,
                "step": question.step,
                "scope": question.scope,
                "kind": question.kind,
                "ask": book.text(question, "ask"),
                "help": book.text(question, "help"),
                "values": [
                    {"value": value, "label": book.label(question.id, value)}
                    for value in question.values
                ],
                "when": question.when,
                "cites": book.cited(question.cites),
            }
            for question, _ in book.questions
        ],
        "elements": [
            {
                "id": element.id,
                "regime": regime,
                "duty": element.duty,
                "label": book.text(element, "label"),
                "fix": book.text(element, "fix"),
                "when": element.when,
                "cites": book.cited(element.cites),
            }
            for regime, pairs in book.elements.items()
            for element, _ in pairs
        ],
    }


def tell_questions(listed: Mapping[str, Any]) -> Iterator[str]:
    """Yield the result of ``list_questions`` line by line."""
    yield write(str(listed["title"]))
    for question in listed["questions"]:
        yield ""
        place = f"[{question['step']}, {question['scope']}]"
        yield write(f"{question['id']} {place} {question['ask']}", 0, question["cites"])
        for value in question["values"]:
            yield write(f"{value['value']}: {value['label']}", 2, mark="- ")
        if question["when"]:
            yield write(f"asked when {tell_condition(question['when'])}", 2)
    yield from ("", "Elements of a release")
    for element in listed["elements"]:
        duty = ", a duty" if element["duty"] else ""
        text = f"{element['id']} [{element['regime']}{duty}] {element['label']}"
        yield write(text, 2, element["cites"])
