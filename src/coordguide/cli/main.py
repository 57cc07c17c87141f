"""The command line: decide a case, check the content, trace words, list and add editions."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from coordguide.authoring import ContentError, left_out, lint, load
from coordguide.authoring.citation_ledger import check_ledger
from coordguide.authoring.grammar import is_day
from coordguide.authoring.practice import load_practice
from coordguide.authoring.problems import join, quote, suggest
from coordguide.authoring.tracing import trace
from coordguide.cli import documents, lms, new, output, prove
from coordguide.cli.inputs import CONTENT, InputError, case_from, content_folder, content_from
from coordguide.engine.evaluation import evaluate
from coordguide.engine.explanation import explain
from coordguide.engine.rulebook import rulebook
from coordguide.model import KINDS, Content
from coordguide.view import to_json

_OLD_NAMES = {"documents": ("papers",)}
"""Commands that had another name before, which scripts of others may still call."""


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Takes the arguments (those of the process by default). Returns the exit
    status: 0, or 1 for content that is not in order or words not found, or 2
    for input that cannot be used.
    """
    for stream in (sys.stdout, sys.stderr):
        # Output is UTF-8 whatever the terminal claims, as the JSON has to be.
        getattr(stream, "reconfigure", lambda **_: None)(
            encoding="utf-8", errors="backslashreplace"
        )
    arguments = _parser().parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except InputError as error:
        print(output.plain(error), file=sys.stderr)
        return 2
    except ContentError as error:
        print(output.plain(error), file=sys.stderr)
        print(f"{_count(len(error.problems), 'problem')} in the content", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader, `head` for example, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--content", type=Path, metavar="DIR", help=f"content folder, {CONTENT} by default"
    )
    parser = argparse.ArgumentParser(prog="coordguide", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int], words: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=words, description=words, parents=[shared], aliases=_OLD_NAMES.get(name, ())
        )
        command.set_defaults(run=run)
        return command

    decide = add("decide", _decide, "Say what may be done now in a case, and who says so.")
    decide.add_argument("case", metavar="CASE", help="a JSON or TOML file, or - for standard input")
    decide.add_argument("--text", action="store_true", help="for people, instead of JSON")
    decide.add_argument(
        "--why", action="store_true", help="with the rules, and what would change it"
    )
    decide.add_argument("--today", type=_day, metavar="DATE", help="as of this day, YYYY-MM-DD")
    check = add("check", _check, "Check every content file and say what to correct.")
    check.add_argument("--today", type=_day, metavar="DATE", help="day for the review dates")
    words = add("trace", _trace, "Find the file and key where words were written.")
    words.add_argument("words", help="the words as they are read, in quotes")
    questions = add("questions", _questions, "List every question of an edition in order.")
    questions.add_argument("--edition", required=True, metavar="SLUG")
    questions.add_argument("--json", action="store_true", help="as JSON, with conditions")
    documents.add_commands(add, _day)
    prove.add_commands(add, _day)
    lms.add_commands(add)
    new.add_commands(add)
    add("editions", _editions, "List the editions: id, title and state.")
    return parser


def _day(text: str) -> str:
    if not is_day(text):
        raise argparse.ArgumentTypeError(
            f'found "{text}"; allowed: a day of the calendar as YYYY-MM-DD, such as 2026-11-23'
        )
    return text


def _decide(arguments: argparse.Namespace) -> int:
    content = content_from(arguments)
    case = case_from(arguments, content)
    view = to_json(evaluate(content, case))
    if arguments.why:
        for contact in view["contacts"]:
            contact["explanation"] = to_json(explain(content, case, contact["id"]))
    if arguments.text:
        _print_lines(output.tell_answer(rulebook(content, case.edition), view))
    else:
        print(json.dumps(view, ensure_ascii=False, indent=2))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    folder = content_folder(arguments)
    bundle = load(folder)
    content = Content.from_bundle(bundle)
    practice = load_practice(folder, bundle)
    slips = [*check_ledger(folder, content), *prove.check_second_reading(folder, content)]
    if slips:
        raise ContentError(slips)
    counts = (_count(len(getattr(content, kind)), kind.removesuffix("s")) for kind in KINDS)
    print(f"content is in order: {join(counts, 'and')} (version {content.version})")
    offered = (_count(len(practice[kind]), kind.removesuffix("s")) for kind in ("courses", "cases"))
    print(f"practice is in order: {join(offered, 'and')}")
    for note in left_out.falls(folder, content):
        print(output.plain(note))
    today = arguments.today or date.today().isoformat()
    notes = {
        "statements that no record cites": lint.uncited_statements(content),
        "laws not read in a copy of the text": tuple(lint.unverified_laws(content)),
        f"rules past their review date on {today}": lint.rules_past_review(content, today),
    }
    for title, ids in notes.items():
        print(output.write(f"{title}: {', '.join(ids) or 'none'}"))
    return 0


def _trace(arguments: argparse.Namespace) -> int:
    if not arguments.words.strip():
        raise InputError(
            'trace: found no words; allowed: words as they are read, such as "client agrees"'
        )
    found = trace(arguments.words, content_folder(arguments))
    if not found:
        print(f"{quote(arguments.words)} was not found; try fewer words", file=sys.stderr)
        return 1
    _print_lines(map(str, found))
    return 0


def _questions(arguments: argparse.Namespace) -> int:
    content = content_from(arguments)
    slug = arguments.edition
    if slug not in content.editions:
        advice = suggest(slug, content.editions, "See `coordguide editions`.")
        raise InputError(
            f"--edition: found {quote(slug)}; allowed: {join(content.editions)}. {advice}"
        )
    listed = output.list_questions(rulebook(content, slug))
    if arguments.json:
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        _print_lines(output.tell_questions(listed))
    return 0


def _editions(arguments: argparse.Namespace) -> int:
    for edition in content_from(arguments).editions.values():
        print(f"{edition.id:24} {edition.state or '-':3} {edition.text['title']}")
    return 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
