"""Reads the second book of citations and says where it and the content count otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coordguide.authoring.problems import ContentError, Problem
from coordguide.authoring.reading import read_toml, show
from coordguide.model import Content
from coordguide.proof.ledger import Ledger, differences

LEDGER = Path("../citations.toml")
"""Where the second book is, from the content folder."""


def load_ledger(root: Path) -> Ledger:
    """Read the second book beside a content folder; a content without one has an empty book.

    Raises ``ContentError`` where the file cannot be read.
    """
    path = root / LEDGER
    if not path.exists():
        return {}
    data = read_toml(path)
    if isinstance(data, Problem):
        raise ContentError([data])
    return data


def check_ledger(root: Path, content: Content) -> Iterator[Problem]:
    """Yield a problem for each source and record that the two books count otherwise."""
    ledger = load_ledger(root)
    for source, name, cited, read in differences(content, ledger) if ledger else ():
        fix = f"Read {source} and the sentence once more. If the content is right, " + (
            f'write "{name}" = {cited} under ["{source}"].' if cited else "remove this line."
        )
        allowed = f"{_times(cited)}, as the content cites it"
        yield Problem(show(root / LEDGER), f"{source}, {name}", _times(read), allowed, fix)


def _times(count: int) -> str:
    return "no place" if not count else f"{count} place{'' if count == 1 else 's'}"
