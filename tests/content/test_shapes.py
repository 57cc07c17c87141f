"""Whatever stands in a key, the answer is a list of problems, never a crash."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from coordguide.authoring.shapes import SHAPES
from coordguide.model import KINDS

SMALL = Path(__file__).parent / "small"
FILES = sorted(str(path.relative_to(SMALL)) for path in SMALL.glob("*/*.toml"))
ODD = (5, [{}], [[5]], {"x": [5]}, {"fact": {"is": []}})


def write(value: Any) -> str:
    """The value as inline TOML, whose texts and numbers are those of JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {write(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def write_file(data: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {write(value)}\n" for key, value in data.items())


def test_every_kind_of_record_has_a_shape() -> None:
    assert SHAPES.keys() == KINDS.keys()


@pytest.mark.parametrize("file", [f for f in FILES if not f.startswith("outcomes/a")])
def test_odd_value_in_any_key_is_a_problem(tree, file: str) -> None:
    data = tomllib.loads((tree.root / file).read_text())
    for key in data:
        for odd in ODD:
            if (key, odd) != ("order", 5):
                tree.write(file, write_file(data | {key: odd}))
                assert tree.problems(), f"{key} = {odd}"


@pytest.mark.parametrize("file", [f for f in FILES if not f.startswith("outcomes/a")])
def test_odd_value_in_any_text_is_a_problem(tree, file: str) -> None:
    data = tomllib.loads((tree.root / file).read_text())
    for key in data.get("text", {}):
        for odd in ODD:
            tree.write(file, write_file(data | {"text": data["text"] | {key: odd}}))
            assert tree.problems(), f"text.{key} = {odd}"
