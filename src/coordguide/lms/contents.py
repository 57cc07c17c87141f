"""Which of the site's files a package needs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

STARTS = ("practice/package.js", "engine/worker.js")
"""The scripts a package begins with: its page's, and that of the engine's worker."""

STYLES = ("checklist.css", "practice.css", "practice/package.css")
"""The styles of its page; the last stands in for those of the site's theme."""

DATA = (
    "content.json",
    "practice.json",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "stdlib.zip",
)
"""What the scripts fetch while they run."""

_IMPORT = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew\s+URL\s*\(\s*)["'](?P<path>\.{0,2}/?[\w./-]+\.m?js)["']"""
)


class MissingModule(Exception):
    """A script imports a file that the site does not have; the text names both."""


def choose(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files a package needs, by name: styles, data, and each script that is imported.

    Takes all files of the checklist and the practice by name. Raises
    ``MissingModule``.
    """
    chosen = {*_imported(files, STARTS), *DATA, *STYLES}
    if missing := sorted(chosen - files.keys()):
        raise MissingModule(f"a package needs {', '.join(missing)}, which the build did not make")
    return {name: files[name] for name in sorted(chosen)}


def _imported(files: Mapping[str, bytes], starts: tuple[str, ...]) -> set[str]:
    """Follow imports from these scripts to all that they need."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        if name not in files:
            raise MissingModule(f"a package needs {name}, which the site does not have")
        found.add(name)
        waiting += _imports(name, files[name].decode())
    return found


def _imports(name: str, script: str) -> Iterator[str]:
    # The runtime's own script is made by a compiler and names files of other surroundings.
    if name.startswith("pyodide"):
        return
    for match in _IMPORT.finditer(script):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"]))
