"""What rests on the statements of a document, and so falls with the last of them.

A rule that speaks for some documents holds in each because that document says so. Where
one leaves the statement out, the law cited beside it does not say the same, so the
rule must not stay behind. The same holds of every part of a record that nothing else bears.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from coordguide.model import Citation, Record


def rests_on(record: Record, statements: Container[str]) -> tuple[str, ...]:
    """Return the statements that bear a record; none where it stands without any document.

    Takes the record and the ids of all statements. They are those that it names itself
    under ``rests-on``, or else those it cites, if it speaks for some editions only or
    cites nothing but statements.
    """
    named: tuple[str, ...] = getattr(record, "rests_on", ())
    is_of_some = bool(getattr(record, "editions", ()))
    return named or _borne(record.cites, statements, is_of_some)


def part_rests_on(part: Mapping[str, Any], statements: Container[str]) -> tuple[str, ...]:
    """Return the statements that bear one part of a record, such as a block or a step.

    Takes the part and the ids of all statements: those under ``rests-on``, or else those
    cited, if nothing but statements is.
    """
    named = tuple(part.get("rests-on", ()))
    return named or _borne(map(Citation.parse, part.get("cites", ())), statements, False)


def _borne(
    cites: Iterable[Citation], statements: Container[str], is_of_some: bool
) -> tuple[str, ...]:
    sources = [cite.source for cite in cites]
    said = tuple(source for source in sources if source in statements)
    return said if is_of_some or len(said) == len(sources) else ()
