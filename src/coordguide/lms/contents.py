"""Which of the site's files a package needs."""

from __future__ import annotations

from collections.abc import Mapping

SCRIPTS = ("course.js", "worker.js", "pyodide.js")
"""The scripts of a package: its page's, that of the engine's worker, and the runtime's."""

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

NEEDED = (*SCRIPTS, *STYLES, *DATA)
"""All that a package needs to run."""

NOTICES = ("LICENSE.txt", "NOTICES.txt")
"""What its licenses ask for: our license, and the notices of what others made."""


class MissingFile(Exception):
    """The build did not make a file that a package needs; the text names it."""


def choose(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files a package needs, by name.

    Takes all files of the checklist and the practice, and the notices, by name. Raises
    ``MissingFile``.
    """
    chosen = {*NEEDED, *NOTICES}
    if missing := sorted(chosen - files.keys()):
        raise MissingFile(f"a package needs {', '.join(missing)}, which the build did not make")
    return {name: files[name] for name in sorted(chosen)}
