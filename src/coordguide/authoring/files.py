"""Finds the content files and reads them, before anything is judged."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coordguide.authoring.old_names import bring_up_to_date
from coordguide.authoring.problems import Problem, join, quote, suggest
from coordguide.model import KINDS

SETTINGS = "sources.toml"
"""The file that names the version of the whole content."""

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class Source:
    """One content file as read: its kind, where it is, and its keys."""

    kind: str
    path: Path
    file: str
    data: dict[str, Any]

    @property
    def id(self) -> str:
        """The id written in the file, or the file's name where none is."""
        written = self.data.get("id")
        return written if isinstance(written, str) else self.path.stem

    def problem(self, key: str, found: str, allowed: str, fix: str) -> Problem:
        """Return a problem of this file."""
        return Problem(self.file, key, found, allowed, fix)


@dataclass
class ContentFiles:
    """Everything found below the content folder, and what could not be read."""

    sources: list[Source] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[Source]:
        """Return the files of one kind, in the order of their names."""
        return [source for source in self.sources if source.kind == kind]


def show(path: Path) -> str:
    """Write a path the way it is quickest to open: from here where it is below here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def plain(value: Any) -> Any:
    """Turn the dates that TOML reads into the text that JSON has for them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


def read_toml(path: Path) -> dict[str, Any] | Problem:
    """Read one TOML file; returns its table, or the problem that kept it shut."""
    name = show(path)
    try:
        return parse_toml(path.read_text("utf-8-sig"), name)
    except UnicodeDecodeError:
        return Problem(name, "", "bytes that are not UTF-8", "", "Save the file as UTF-8.")
    except OSError as error:
        found = f"a file that cannot be opened ({error.strerror})"
        return Problem(name, "", found, "", "Check that it is there and may be read.")


def parse_toml(text: str, name: str) -> dict[str, Any] | Problem:
    """Read TOML from text; returns its table, or the problem with the line it is in.

    Takes the text and the name to call its file by.
    """
    try:
        table: dict[str, Any] = plain(tomllib.loads(text))
        return table
    except RecursionError:
        return Problem(name, "", "brackets nested too deeply", "", "Close each bracket.")
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = f"line {place[1]}" if place and place[1] else "the end of the file"
        reason = _PLACE.sub("", message)
        fix = "Look there and just before it for a missing quote, bracket or equals sign."
        return Problem(name, line, f"text that is not TOML ({reason})", "", fix)


def read(root: Path) -> ContentFiles:
    """Read every content file below ``root``.

    Returns what was read. A folder, file or syntax that does not belong is a
    problem in the result, so that the rest can still be checked.
    """
    files = ContentFiles()
    if not root.is_dir():
        files.problems.append(
            Problem(
                show(root),
                "",
                "no such folder",
                "the folder of content files",
                "Name it with --content.",
            )
        )
        return files
    for path in sorted(root.iterdir()):
        if path.is_dir() and path.name in KINDS:
            _read_kind(path, files)
        elif path.is_dir():
            fix = suggest(path.name, KINDS, "Move the files to the folder of their kind.")
            files.problems.append(
                Problem(show(path), "", "a folder of no known kind", join(KINDS), fix)
            )
    _read_settings(root / SETTINGS, files)
    return files


def _read_kind(folder: Path, files: ContentFiles) -> None:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix != ".toml" or "." in path.stem:
            fix = "Rename it, or move it out of the content."
            files.problems.append(
                Problem(show(path), "", f'a file named "{path.name}"', "<id>.toml", fix)
            )
            continue
        data = read_toml(path)
        if isinstance(data, Problem):
            files.unread.add(path.stem.casefold())
            files.problems.append(data)
        else:
            data = bring_up_to_date(folder.name, data)
            files.sources.append(Source(folder.name, path, show(path), data))


def _read_settings(path: Path, files: ContentFiles) -> None:
    data = read_toml(path)
    if isinstance(data, Problem):
        files.problems.append(data)
        return
    files.settings = data
    version = data.get("version")
    if not isinstance(version, str) or not version.strip():
        found = quote(version) if "version" in data else f"only {join(data, 'and') or 'nothing'}"
        fix = 'Write version = "2026.11".'
        files.problems.append(Problem(show(path), "version", found, "year and month", fix))
