"""What a command is given, found and read, or refused in a sentence."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from coordguide.authoring import load
from coordguide.authoring.files import parse_toml
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.engine.case_reader import CaseError, read_case
from coordguide.model import Case, Content
from coordguide.protocol import strictjson

CONTENT = Path("checklist/content")
"""Where the content files are, from the folder of the project."""


class InputError(Exception):
    """What was given cannot be used; says file, key, what was found and what is allowed."""


def content_from(arguments: argparse.Namespace) -> Content:
    """Load the content a command names, or the one it is run beside; raises ``InputError``."""
    return Content.from_bundle(load(content_folder(arguments)))


def content_folder(arguments: argparse.Namespace) -> Path:
    """Return the content folder: the one given, one at or above here, or the source tree's."""
    given: Path | None = arguments.content
    if given:
        if not given.is_dir():
            raise InputError(f"--content: found {quote(str(given))}, which is no folder")
        return given
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[3]):
        if (folder / CONTENT).is_dir():
            return folder / CONTENT
    raise InputError(f"found no {CONTENT} here or above; name the folder with --content DIR")


def case_from(arguments: argparse.Namespace, content: Content) -> Case:
    """Read the case a command names, as of the day it names or, where there is none, today.

    Takes arguments with ``case`` and ``today``; raises ``InputError``.
    """
    name, data = _read_case_file(arguments.case)
    today = arguments.today
    if today is None and isinstance(data, dict) and "today" not in data:
        today = date.today().isoformat()
    try:
        return read_case(data, content, today)
    except CaseError as error:
        raise InputError(
            "\n".join(_case_problem(name, problem) for problem in error.problems)
        ) from error


def read_text(name: str) -> str:
    """Read the text of a file, or of standard input where the name is ``-``."""
    try:
        return _read_bytes(name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            f"{shown(name)}: found bytes that are not UTF-8; save the file as UTF-8"
        ) from None
    except OSError as error:
        raise InputError(f"{shown(name)}: cannot be opened ({error.strerror})") from None


def shown(name: str) -> str:
    """Return what a file is called in a message."""
    return "standard input" if name == "-" else name


def _read_case_file(name: str) -> tuple[str, Any]:
    text = read_text(name)
    if name.endswith(".json") or (not name.endswith(".toml") and text.lstrip().startswith("{")):
        return shown(name), _parse_json(text, shown(name))
    data = parse_toml(text, shown(name))
    if isinstance(data, Problem):
        raise InputError(str(data))
    return shown(name), data


def _read_bytes(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _parse_json(text: str, name: str) -> Any:
    try:
        strictjson.check_limits(text)
        return json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, name))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InputError(f"{name}: {place}: found text that is not JSON ({error.msg})") from None
    except ValueError as error:
        raise InputError(f"{name}: found {error}") from None


def _once(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    """Build an object; a key written twice would lose the first answer without a word."""
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InputError(f"{name}: {twice}: found twice; allowed: once. Remove one of the two.")
    return table


def _case_problem(name: str, problem: Any) -> str:
    found = "" if problem.found is None else f" Found: {quote(problem.found)}."
    allowed = f" Allowed: {join(problem.allowed)}." if problem.allowed else ""
    is_misspelt = isinstance(problem.found, str) and problem.found not in problem.allowed
    advice = suggest(problem.found, problem.allowed, "") if is_misspelt else ""
    return f"{name}: {problem.key}: {problem.message}{found}{allowed} {advice}".rstrip()
