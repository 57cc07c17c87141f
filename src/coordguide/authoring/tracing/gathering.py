"""Gathers every text of the project that somebody may read, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from coordguide.authoring.files import read_toml, show
from coordguide.authoring.problems import Problem
from coordguide.authoring.tracing import pages, program, scripts, tables
from coordguide.authoring.tracing.plain import Text

Reader = Callable[[str, str], Iterator[Text]]
"""Takes the name of a file and its text; yields the words for people in it."""

_READERS: dict[str, Reader] = {
    ".toml": tables.texts,
    ".md": pages.markdown,
    ".html": pages.html,
    ".js": scripts.texts,
    ".ts": scripts.texts,
    ".py": program.texts,
    ".yml": pages.lines,
    "": pages.lines,
}
"""What reads each kind of file, by the ending of its name."""

_WHERE = (
    ("checklist/content", "**/*.toml"),
    ("docs", "**/*.md"),
    (".", "*.md"),
    ("checklist/cases", "*.toml"),
    ("checklist/courses", "**/*.toml"),
    ("checklist/embed", "**/*.*"),
    ("checklist/offline", "**/*.*"),
    ("checklist/web", "*/**/*.*"),
    ("checklist/web", "*.*"),
    ("docs/javascripts", "*.js"),
    ("docs/overrides", "**/*.html"),
    ("src/coordguide/site/pages/templates", "*.*"),
    ("src/coordguide", "**/*.py"),
    (".", "mkdocs.yml"),
    (".", "Makefile"),
)
"""Where words for people are written, from the folder that holds ``checklist``; read in this
order, the content first."""

_FOREIGN = ("node_modules",)
"""Folders with the work of others."""


def gather(root: Path) -> Iterator[Text]:
    """Yield every text of the content below ``root`` and of the project around it.

    A file that cannot be read is passed over: finding words is no check.
    """
    top = root.parent.parent
    seen: set[Path] = set()
    for folder, pattern in (("", "**/*.toml"), *_WHERE):
        begin = root if not folder else top / folder
        for path in sorted(begin.glob(pattern)):
            is_ours = not set(path.relative_to(begin).parts) & set(_FOREIGN)
            if is_ours and path.is_file() and path not in seen:
                seen.add(path)
                yield from _read(path)


def _read(path: Path) -> Iterator[Text]:
    reader = _READERS.get(path.suffix)
    if reader is None:
        return
    try:
        yield from reader(show(path), path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, SyntaxError, OSError):
        return


def terms_of(root: Path) -> list[dict[str, str]]:
    """Return the terms that each edition of the content puts into sentences."""
    read = (read_toml(path) for path in sorted((root / "editions").glob("*.toml")))
    terms = (data["terms"] for data in read if not isinstance(data, Problem) and "terms" in data)
    return [one for one in terms if isinstance(one, dict)]
