"""Compiles the content files into the one bundle that the engine and the site use."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from coordguide.authoring import markup
from coordguide.authoring.checks import check_file
from coordguide.authoring.problems import ContentError
from coordguide.authoring.reading import Reading, Source, read
from coordguide.authoring.references import check_references
from coordguide.authoring.shapes import MARKDOWN
from coordguide.model import KINDS


def load(root: Path) -> dict[str, Any]:
    """Read, check and compile the content below ``root``.

    Takes the folder that holds one folder per kind and ``sources.toml``;
    returns the bundle: ``version``, ``sha256`` over the canonical JSON of the
    kinds, and one list of records per kind, by ``order`` and then id, with
    Markdown turned into HTML. Raises ``ContentError`` with every problem found.
    """
    reading = read(root)
    problems = [*reading.problems]
    for source in reading.sources:
        problems += check_file(source)
    problems += check_references(reading)
    if problems:
        raise ContentError(problems)
    return _bundle(reading)


def _bundle(reading: Reading) -> dict[str, Any]:
    kinds = {
        kind: [_compile(source) for source in sorted(reading.of(kind), key=_rank)] for kind in KINDS
    }
    return {"version": reading.settings["version"], "sha256": digest(kinds), **kinds}


def _rank(source: Source) -> tuple[int, str]:
    return (source.data.get("order", 0), source.id)


def digest(kinds: dict[str, Any]) -> str:
    """Return the SHA-256 of the records as canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(kinds, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _compile(source: Source) -> dict[str, Any]:
    text = source.data.get("text", {})
    html = {key: markup.render(words) if key in MARKDOWN else words for key, words in text.items()}
    return {**source.data, **({"text": html} if html else {})}
