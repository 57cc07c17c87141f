"""Who says so, entered twice: each source at its sentence, and each sentence at its source.

The content names the sources of a sentence. ``checklist/citations.toml`` is the
ledger of citations, made by a second reading of the sentences: for each source the
records that rest on it, and in how many places. What only one of the two has is
a slip in that one or the other. Rules are not in it, because the cases name theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from coordguide.authoring.files import read_toml, show
from coordguide.authoring.lint import cited_by
from coordguide.authoring.problems import ContentError, Problem
from coordguide.model import KINDS, Content, Record

LEDGER = Path("../citations.toml")
"""Where the ledger is, from the content folder."""

Ledger = Mapping[str, Mapping[str, int]]
"""Source, with its paragraph, to the records that cite it and how often each does."""


def places(content: Content) -> Counter[tuple[str, str]]:
    """Count the places where each record cites each source: ``("45-cfr-164-501", "elements/H1")``.

    Takes the content; returns the counts without those of the rules.
    """
    return Counter(
        (str(cite), f"{kind}/{record.id}")
        for kind in KINDS
        if kind != "rules"
        for record in getattr(content, kind).values()
        for cite in cited_by(record)
    )


def entered(ledger: Ledger) -> Counter[tuple[str, str]]:
    """Count the same places as the ledger has them."""
    return Counter(
        {(source, name): n for source, found in ledger.items() for name, n in found.items()}
    )


def differences(content: Content, ledger: Ledger) -> Iterator[tuple[str, str, int, int]]:
    """Yield each source and record that content and ledger count differently, with both counts.

    Takes the content and the ledger. An edition that the ledger does not
    know is passed over: a plan is added as one file.
    """
    cited, read = places(content), entered(ledger)
    known = {name for _, name in read}
    for source, name in sorted(cited.keys() | read.keys()):
        if name.startswith("editions/") and name not in known:
            continue
        if cited[source, name] != read[source, name]:
            yield source, name, cited[source, name], read[source, name]


def agrees(ledger: Ledger, kind: str, record: Record) -> bool:
    """Say whether the ledger counts the citations of one record as the record does."""
    name = f"{kind}/{record.id}"
    read = {source: found[name] for source, found in ledger.items() if name in found}
    return Counter(map(str, cited_by(record))) == Counter(read)


def load_ledger(root: Path) -> Ledger:
    """Read the ledger beside a content folder; a content without one has an empty ledger.

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
    """Yield a problem for each source and record that content and ledger count differently."""
    ledger = load_ledger(root)
    for source, name, cited, read in differences(content, ledger) if ledger else ():
        fix = f"Read {source} and the sentence once more. If the content is right, " + (
            f'write "{name}" = {cited} under ["{source}"].' if cited else "remove this line."
        )
        allowed = f"{_times(cited)}, as the content cites it"
        yield Problem(show(root / LEDGER), f"{source}, {name}", _times(read), allowed, fix)


def _times(count: int) -> str:
    return "no place" if not count else f"{count} place{'' if count == 1 else 's'}"
