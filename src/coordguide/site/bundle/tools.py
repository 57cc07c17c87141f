"""Runs the tools that the browser's files are made with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


class ToolError(Exception):
    """A tool the browser's files are made with failed; the text says which and why."""


def run(*command: str, given: bytes | None = None, folder: Path | None = None) -> bytes:
    """Run a tool of this environment (or of node) and return what it printed.

    Takes the command, what it reads from its input, and the folder it runs in.
    Raises ``ToolError``.
    """
    bin_folder = Path(sys.executable).parent
    words = [sys.executable, *command] if command[0] == "-m" else list(command)
    environment = os.environ | {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}",
        # Compiled files then carry a digest of their source instead of the time of the build.
        "SOURCE_DATE_EPOCH": "315532800",
    }
    try:
        done = subprocess.run(
            words, input=given, capture_output=True, env=environment, check=True, cwd=folder
        )
    except FileNotFoundError:
        raise ToolError(f"Please install {command[0]}, then build again.") from None
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).decode(errors="replace").splitlines()
        # Node quotes the line an error is in; the runtime's own are megabytes long.
        short = "\n".join(line for line in said if len(line) < 1000)
        raise ToolError(f"{' '.join(command[:3])} failed:\n{short}") from error
    return done.stdout
