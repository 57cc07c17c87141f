"""The house's walls: who may import whom, and what the browser's part may never touch."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordguide.site.bundle.rooms import rooms
from coordguide.site.bundle.runtime import BROWSER_ROOMS

SOURCE = Path(__file__).parents[2] / "src" / "coordguide"

# A room to the rooms of ours it may import, beside itself; the package's own file knows nobody.
MAY_IMPORT = {"__init__": frozenset[str](), **{r.name: r.may_import for r in rooms("package")}}

# What a pure function needs. Files, network, clock, chance and the page are not among it.
PURE = {
    "__future__",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "itertools",
    "json",
    "math",
    "re",
    "string",
    "textwrap",
    "types",
    "typing",
    "zlib",
}
IMPURE_CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}
CLOCK_CALLS = {"today", "now", "utcnow", "fromtimestamp"}

FILES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module a file imports, wherever in it, with its line; ours with the room's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = f"coordguide.{node.module or ''}".rstrip(".") if node.level else node.module
            if base == "coordguide":
                yield from ((node.lineno, f"coordguide.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, base


def forbidden_arrows(room: str, tree: ast.AST) -> list[str]:
    """Imports of our own rooms that the table does not allow."""
    allowed = MAY_IMPORT[room] | {room, "__version__"}
    wrong = []
    for line, name in imported(tree):
        package, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if package == "coordguide" and target and target not in allowed:
            wrong.append(f"line {line}: {room} imports {target}")
    return wrong


def impurities(tree: ast.AST) -> list[str]:
    """Imports and calls that reach outside: the browser's part only computes."""
    wrong = [
        f"line {line}: import of {name}"
        for line, name in imported(tree)
        if name.partition(".")[0] not in PURE | {"coordguide"}
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in IMPURE_CALLS:
                wrong.append(f"line {node.lineno}: call of {called.id}")
            elif isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS:
                wrong.append(f"line {node.lineno}: call of {called.attr}")
    return wrong


def parse(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def test_every_room_is_in_the_table() -> None:
    assert {room_of(path) for path in FILES} == MAY_IMPORT.keys()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_follow_the_table(path: Path) -> None:
    assert forbidden_arrows(room_of(path), parse(path)) == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(path) in {"__init__", *BROWSER_ROOMS}], ids=name
)
def test_the_browsers_part_is_pure(path: Path) -> None:
    assert impurities(parse(path)) == []


def test_the_browser_gets_these_rooms_and_no_other() -> None:
    """Entered a second time on purpose: a word in a file decides what everybody downloads."""
    assert set(BROWSER_ROOMS) == {"model", "view", "engine", "documents", "practice", "protocol"}
    assert all(MAY_IMPORT[room] <= set(BROWSER_ROOMS) for room in BROWSER_ROOMS)


def test_what_is_called_pure_is_in_the_standard_library() -> None:
    assert sys.stdlib_module_names >= PURE


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("model", "from coordguide.engine.conditions import read"),
        ("engine", "from coordguide import documents"),
        ("engine", "def later():\n    import coordguide.protocol"),
        ("engine", "from ..protocol import handle"),
        ("practice", "from coordguide.protocol import handle"),
        ("authoring", "from coordguide.site.plugin import CoordguidePlugin"),
        ("proof", "from coordguide.cli.main import main"),
        ("lms", "from coordguide import model"),
        ("site", "from coordguide.proof import proving"),
        ("site", "from coordguide.cli.main import main"),
    ],
)
def test_a_forbidden_arrow_is_seen(room: str, code: str) -> None:
    assert len(forbidden_arrows(room, ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from pathlib import Path",
        "import time",
        "from urllib import request",
        "import js",
        "from pyodide.ffi import to_js",
        "import random",
        "import markdown",
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "open('x')",
        "print('x')",
    ],
)
def test_an_impure_line_is_seen(code: str) -> None:
    assert len(impurities(ast.parse(code))) == 1
