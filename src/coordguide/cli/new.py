"""The command that writes the files of a new edition, from options or from answers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from coordguide.authoring import ContentError, load
from coordguide.authoring.borrowed_practice import borrow
from coordguide.authoring.files import show
from coordguide.authoring.grammar import is_id
from coordguide.authoring.new_edition import NewEdition, write_edition
from coordguide.authoring.problems import join, quote, suggest
from coordguide.authoring.shapes import SHAPES
from coordguide.cli import output
from coordguide.cli.inputs import InputError, content_folder
from coordguide.model import Content

Add = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]

_STATES = SHAPES["editions"].choices["state"]
_ASKED = {
    "id": "Its id, in lower-case letters, digits and hyphens, such as my-plan",
    "title": "The title of the document",
    "publisher": "Who published it; nothing if the document does not say",
    "state": "The state that the document fixes, AZ, NC or CA; nothing if none",
    "like": "The edition whose text it shares; nothing if none",
}
"""What a terminal is asked for where no option said it."""

_MUST = ("id", "title")


def add_commands(add: Add) -> None:
    """Add the command ``new``; takes what adds one command to the command line."""
    new = add(
        "new", _new, "Write the files of a new edition, with comments on what each key means."
    )
    new.add_argument("what", choices=("edition",))
    new.add_argument("id", nargs="?", metavar="ID", help="the permanent id, such as my-plan")
    new.add_argument("--title", metavar="WORDS", help="the title of the document")
    new.add_argument("--like", metavar="SLUG", help="the edition whose text it shares")
    new.add_argument(
        "--without", nargs="+", default=[], metavar="STATEMENT", help="what it leaves out of it"
    )
    new.add_argument("--state", metavar="STATE", help="the state it fixes: AZ, NC or CA")
    new.add_argument("--publisher", metavar="NAME", help="who published it")
    new.add_argument("--short", default="", metavar="NAME", help="its name in menus")
    new.add_argument("--summary", default="", metavar="WORDS", help="what it is, in a sentence")
    new.add_argument("--code", default="", metavar="CODE", help="the code printed on it")
    new.add_argument("--revised", default="", metavar="DAY", help="the day it gives, as printed")


def _new(arguments: argparse.Namespace) -> int:
    folder = content_folder(arguments)
    content = Content.from_bundle(load(folder))
    new = _read(arguments, content)
    path = folder / "editions" / f"{new.id}.toml"
    _check_place(folder, new.id)
    _write({path: write_edition(new, content)})
    if not new.like:
        _tell([path], _ALONE)
        return 0
    try:
        wide = Content.from_bundle(load(folder))
        practice = borrow(folder, wide, wide.editions[new.id])
        _write(practice)
    except (ContentError, InputError):
        path.unlink()  # a file that the check refuses would stop every other command
        raise
    _tell([path, *practice], _LIKE if practice else _UNPRACTICED)
    return 0


def _read(arguments: argparse.Namespace, content: Content) -> NewEdition:
    said: dict[str, str] = {}
    for name, words in _ASKED.items():
        given = getattr(arguments, name)
        said[name] = _ask(words) if given is None and sys.stdin.isatty() else given or ""
        if name in _MUST and not said[name].strip():
            option = "ID" if name == "id" else f"--{name}"
            raise InputError(f"{option}: found nothing; allowed: {words[0].lower()}{words[1:]}")
    more = {name: getattr(arguments, name) for name in ("short", "summary", "code", "revised")}
    new = NewEdition(**said, **more, without=tuple(arguments.without))
    _check(new, content)
    return new


def _ask(words: str) -> str:
    try:
        return input(f"{words}: ").strip()
    except EOFError:
        return ""


def _check(new: NewEdition, content: Content) -> None:
    if not is_id(new.id):
        allowed = "lower-case letters, digits and hyphens"
        raise InputError(f"ID: found {quote(new.id)}; allowed: {allowed}")
    if new.id in content.editions:
        raise InputError(f"ID: found {quote(new.id)}; allowed: an id that no edition has")
    if new.state not in _STATES:
        states = join(state for state in _STATES if state)
        raise InputError(f"--state: found {quote(new.state)}; allowed: {states}, or none")
    alone = [one.id for one in content.editions.values() if not one.like]
    if new.like and new.like not in alone:
        advice = suggest(new.like, alone, "Name an edition that is not itself like another.")
        raise InputError(f"--like: found {quote(new.like)}; allowed: {join(alone)}. {advice}")
    if new.without and not new.like:
        raise InputError("--without: found without --like; allowed: only beside it")


def _check_place(folder: Path, name: str) -> None:
    """Raise ``InputError`` where a page or a course has that name already."""
    docs = folder.parents[1] / "docs"
    places = [docs / "editions" / f"{name}.md", docs / "practice" / f"{name}.md"]
    places.append(folder.parent / "courses" / f"{name}.toml")
    for place in places:
        if place.exists():
            raise InputError(f"ID: found {quote(name)}, which {show(place)} has; allowed: another")


def _write(files: dict[Path, str]) -> None:
    """Write files that are not there yet; raises ``InputError`` and leaves what is there."""
    for path in files:
        if path.exists():
            raise InputError(f"{show(path)}: found a file; allowed: none of that name. Move it.")
    for path, text in files.items():
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise InputError(f"{show(path)}: cannot be written ({error.strerror})") from error


_LIKE = (
    "Read the comments in the first file and correct its words.",
    "Read the stories of the practice cases: they were told for the other document.",
    "Run `coordguide check`, then `make serve` to look at it.",
)
_UNPRACTICED = (
    "Read the comments in the file and correct its words.",
    "No practice case of the other edition holds here: see docs/contribute/add-course.md.",
    "Run `coordguide check`, then `make serve` to look at it.",
)
_ALONE = (
    "Read the comments in the file and correct its words.",
    "Say which statements the document makes, and which rules hold: "
    "see docs/contribute/add-edition.md. Until then the check refuses the edition.",
    "Write its practice course: see docs/contribute/add-course.md.",
    "Run `coordguide check`.",
)


def _tell(paths: list[Path], steps: tuple[str, ...]) -> None:
    for path in paths:
        print(output.plain(f"written: {show(path)}"))
    print("\nNext:")
    for number, step in enumerate(steps, start=1):
        print(output.write(step, 2, (), f"{number}. "))
