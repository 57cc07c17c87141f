"""Compiles the content files into the one bundle that the engine and the site use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coordguide.authoring import left_out, lint, markup, shared_text
from coordguide.authoring.checks import check_file
from coordguide.authoring.files import ContentFiles, Source, read
from coordguide.authoring.problems import ContentError, Problem
from coordguide.authoring.references import check_references
from coordguide.authoring.shapes import MARKDOWN
from coordguide.model import KINDS, Content


def load(root: Path) -> dict[str, Any]:
    """Read, check and compile the content below ``root``.

    Takes the folder that holds one folder per kind and ``sources.toml``;
    returns the bundle: ``version``, ``sha256`` over the canonical JSON of the
    kinds, and one list of records per kind, by ``order`` and then id, with
    Markdown turned into HTML. Raises ``ContentError`` with every problem found.
    """
    files = read(root)
    problems = [*files.problems, *shared_text.spread(files)]
    for source in files.sources:
        problems += check_file(source)
    problems += check_references(files)
    if problems:
        raise ContentError(problems)
    bundle = _bundle(files)
    problems += _lint(files, Content.from_bundle(bundle))
    if problems:
        raise ContentError(problems)
    return bundle


def _lint(files: ContentFiles, content: Content) -> Iterator[Problem]:
    """Yield what only shows when the content is asked: what is dead, doubled or said by nobody."""
    sources = {(source.kind, source.id): source for source in files.sources}
    yield from left_out.refused(content, sources)
    for question, edition in lint.unreachable_questions(content):
        where = f" in {edition}" if edition else ""
        fix = "Correct the condition, or remove the question."
        found = f"a condition that no answers meet{where}"
        yield sources["questions", question].problem("when", found, "a question that is asked", fix)
    for one, other in lint.doubled_rules(content):
        fix = "Remove one of the two, or say where they differ."
        found = f'the same condition and result as the rule "{one}"'
        yield sources["rules", other].problem("when", found, "each rule once in its layer", fix)
    for (kind, record), where in lint.nobody_says_so(content).items():
        fix = "Cite what speaks there too, or name the states or editions it is for."
        found = f"no citation that speaks for {where}"
        yield sources[kind, record].problem("cites", found, "a citation wherever it shows", fix)


def _bundle(files: ContentFiles) -> dict[str, Any]:
    kinds = {
        kind: [_compile(source) for source in sorted(files.of(kind), key=_rank)] for kind in KINDS
    }
    return {"version": files.settings["version"], "sha256": digest(kinds), **kinds}


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
