"""The command line as a person calls it, from the checkout unless a test says where."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordguide.__main__ import main


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call a command with what is given on standard input; no exception may leave it."""

    def call(*arguments: str, given: str | bytes = b"", cwd: Path = root) -> Done:
        data = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        try:
            status = main(list(arguments))
        except SystemExit as left:  # argparse leaves so
            status = int(left.code or 0)
        return Done(status, *capsys.readouterr())

    return call
