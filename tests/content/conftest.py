"""A small content that is in order, for each test to break in one place."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordguide.authoring import ContentError, load
from coordguide.documents.phrases import document_phrases
from coordguide.engine.phrases import engine_phrases

SMALL = Path(__file__).parent / "small"


@dataclass(frozen=True)
class Tree:
    """A content folder that a test may break."""

    root: Path

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{file} has {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")

    def problems(self) -> list[str]:
        """The problem lines of this content; none when it is in order."""
        try:
            load(self.root)
        except ContentError as error:
            assert str(error).splitlines() == [str(problem) for problem in error.problems]
            return str(error).splitlines()
        return []

    def assert_only_problem(self, file: str, words: list[str]) -> None:
        """One line, of this file unless the words name another, holding all the words."""
        (line,) = self.problems()
        assert all(word in line for word in words), line
        assert line.startswith(f"{file}: ") or ".toml: " in words[0], line


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A small content that is in order, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    tree = Tree(tmp_path)
    kinds = tomllib.loads((SMALL / "questions/information.toml").read_text("utf-8"))["values"]
    for phrase in (*engine_phrases(), *document_phrases(kinds, ())):
        if not (tmp_path / f"phrases/{phrase}.toml").exists():
            tree.write(f"phrases/{phrase}.toml", f'id = "{phrase}"\n[text]\nsays = "{phrase}"\n')
    return tree
