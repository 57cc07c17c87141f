"""The commands that write what is taken away, and that open a saved case."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from coordguide import __version__
from coordguide.authoring.problems import join, quote, suggest
from coordguide.cli import output
from coordguide.cli.inputs import InputError, case_from, content_from, read_text, shown
from coordguide.documents import FORMS, as_html, as_text, crosswalk, offers, write
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.protocol.saved_case import Difference, OpenedCase, SavedError, open_saved, save

Add = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_commands(add: Add, day: Callable[[str], str]) -> None:
    """Add the commands ``documents``, ``take``, ``crosswalk`` and ``replay``.

    Takes what adds one command to the command line, and what reads a day.
    """
    documents = add(
        "documents", _documents, "List the documents a case calls for, or write one of them."
    )
    documents.add_argument("--write", metavar="ID", help="write this document")
    documents.add_argument("--contact", metavar="ID", help="the contact the document is about")
    documents.add_argument("--html", action="store_true", help="as HTML, instead of plain text")
    take = add("take", _take, "Write a case as a table, an audit, JSON, reminders or a saved file.")
    take.add_argument("--as", dest="form", required=True, choices=(*FORMS, "saved"))
    for command in (documents, take):
        command.add_argument("case", metavar="CASE", help="a JSON or TOML file, or -")
        command.add_argument("--today", type=day, metavar="DATE", help="as of this day")
    cross = add("crosswalk", _crosswalk, "Write an edition's audit items with their facts.")
    cross.add_argument("--edition", required=True, metavar="SLUG")
    replay = add("replay", _replay, "Answer a saved case anew and name what is different.")
    replay.add_argument("file", metavar="FILE", help="a saved case, or - for standard input")


def _documents(arguments: argparse.Namespace) -> int:
    content = content_from(arguments)
    case = case_from(arguments, content)
    book, view = rulebook(content, case.edition), evaluate(content, case)
    if arguments.write is None:
        for offer in offers(book, view):
            print(f"{offer['id']:28} {offer['contact'] or '-':16} {offer['title']}")
        return 0
    document = write(book, view, arguments.write, arguments.contact)
    if document is None:
        ids = [document.id for document, _ in book.documents if document.step]
        about = [contact.id for contact in view.contacts]
        advice = suggest(arguments.write, ids, f"Contacts of this case: {join(about) or 'none'}.")
        raise InputError(
            f"--write: found {quote(arguments.write)} with the contact "
            f"{quote(arguments.contact)}; allowed: {join(ids)}. {advice}"
        )
    is_html = arguments.html
    print(as_html(document.blocks, document.size) if is_html else as_text(document.blocks), end="")
    return 0


def _take(arguments: argparse.Namespace) -> int:
    content = content_from(arguments)
    case = case_from(arguments, content)
    if arguments.form == "saved":
        print(save(content, case), end="")
        return 0
    book = rulebook(content, case.edition)
    print(FORMS[arguments.form](book, evaluate(content, case), ""), end="")
    return 0


def _crosswalk(arguments: argparse.Namespace) -> int:
    content = content_from(arguments)
    if arguments.edition not in content.editions:
        advice = suggest(arguments.edition, content.editions, "See `coordguide editions`.")
        raise InputError(
            f"--edition: found {quote(arguments.edition)}; "
            f"allowed: {join(content.editions)}. {advice}"
        )
    print(crosswalk(rulebook(content, arguments.edition)), end="")
    return 0


def _replay(arguments: argparse.Namespace) -> int:
    content = content_from(arguments)
    try:
        opened = open_saved(read_text(arguments.file), content)
    except SavedError as error:
        raise InputError(f"{shown(arguments.file)}: {error}") from error
    for line in tell(opened):
        print(output.plain(line))
    return 0 if opened.is_same else 1


def tell(opened: OpenedCase) -> list[str]:
    """Say what a replay found, line by line."""
    then, now = opened.content, opened.view.content
    lines = [
        f"saved with engine {opened.engine}, content {then['version']} ({then['sha256']})",
        f"now engine {__version__}, content {now['version']} ({now['sha256']})",
    ]
    for aside in opened.aside:
        place = f"{aside.contact or 'the case'}: {aside.fact} = {json.dumps(aside.value)}"
        lines.append(output.write(f"set aside, {place}. {aside.message}"))
    lines += [output.write(_told(difference)) for difference in opened.differences]
    return [*lines, "the same answer" if opened.is_same else "not the same"]


def _told(difference: Difference) -> str:
    place = difference.contact or "the case"
    return (
        f"{place}: {difference.part} was {json.dumps(difference.was)}, "
        f"is now {json.dumps(difference.now)}"
    )
