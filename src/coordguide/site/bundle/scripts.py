"""Bundles the page's scripts: one file for each thing that loads scripts.

The scripts stand in ``checklist/web`` in many small files; ``esbuild`` makes one
minified file for each entry. Digests are put in on the way, in the order in
which one file starts the next: the worker holds those of the engine's files, and
each page's bundle holds that of the worker, of the script that the worker begins
with, and of what is fetched later. The page itself names the digest of its bundle.
Source maps, and what went into each file, are left in ``build/scripts/`` and are not
part of the site. Equal input gives equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coordguide.site.bundle.integrity import digest
from coordguide.site.bundle.tools import run

WORKER = "worker.js"
"""The engine's worker, started by every page that decides something."""

WORD_PROCESSOR = "word-processor.js"
"""Writes a file for a word processor; larger than the checklist, so it is loaded on demand."""

PAGES = {
    "checklist.js": "screens/shell.tsx",
    "frame.js": "embed/frame.ts",
    "practice.js": "practice/site.js",
    "course.js": "practice/package.js",
}
"""What each page runs, by the name it is served under, and the script it begins with: of the
checklist, the page for frames, the practice on the site, and a course for a learning system."""

ENGINE_STARTS_WITH = (WORKER, "pyodide.js")
"""What the engine begins with; pages name it ahead, so that it is there when the worker starts."""

FETCHED = (*ENGINE_STARTS_WITH, WORD_PROCESSOR, "practice.json")
"""What the scripts of pages start, load or fetch themselves, each with a digest they know."""

SCHEME = "scheme.js"
"""Sets light or dark before the page for frames is painted."""

EARLY = "early.js"
"""Starts the engine's worker while the browser still reads the page."""

_TARGET = "es2022"


class Scripts:
    """Bundles the scripts of one checkout.

    ``root`` is the checkout; ``messages`` are the shapes of the messages that
    cross the frame, by their type.
    """

    def __init__(self, root: Path, messages: Mapping[str, Any]) -> None:
        self.web = root / "checklist" / "web"
        self.made = root / "build" / "scripts"
        self.messages = json.dumps(messages, separators=(",", ":"))

    def all(self, engine: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return every script of the checklist and the practice, by the name it is served under.

        Takes the engine's files by name. Raises ``ToolError``.
        """
        made = {
            WORKER: self.bundle(
                "engine/worker.ts",
                WORKER,
                ENGINE_DIGESTS=digests(engine),
                ENGINE_SIZES={name: len(data) for name, data in engine.items()},
            ),
            WORD_PROCESSOR: self.bundle("documents/word-processor.js", WORD_PROCESSOR),
            SCHEME: self.bundle("embed/scheme.ts", SCHEME, "--format=iife"),
            EARLY: self.bundle("engine/early.ts", EARLY),
        }
        known = {**engine, **made}
        fetched = digests({name: known[name] for name in FETCHED})
        for name, entry in PAGES.items():
            made[name] = self.bundle(entry, name, FETCHED_DIGESTS=fetched)
        return made

    def element(self, *, for_package: bool = False) -> bytes:
        """Return the element that portals load, as one script. Raises ``ToolError``.

        ``for_package`` is for a portal that serves the script itself, so that where it
        comes from says nothing of where the checklist is.
        """
        name = "element-of-package.js" if for_package else "element.js"
        return self.bundle("../embed/element.ts", name, IS_PACKAGE=for_package)

    def bundle(
        self, entry: str, name: str, *options: str, **values: Mapping[str, str | int] | bool
    ) -> bytes:
        """Return one script with all that it imports, minified.

        Takes the script it begins with, below ``checklist/web``; the name of
        the file; options of ``esbuild``; and values to put in for the names
        the scripts declare. Raises ``ToolError``.
        """
        made = self.made / name
        command = [
            str(self.web / "node_modules" / ".bin" / "esbuild"),
            entry,
            "--bundle",
            "--format=esm",
            "--jsx=automatic",
            "--jsx-import-source=preact",
            "--minify",
            "--charset=utf8",
            f"--target={_TARGET}",
            "--sourcemap=external",
            "--log-level=warning",
            # The runtime is served as it is, beside the worker.
            "--alias:pyodide=./pyodide.js",
            "--external:./pyodide.js",
            f"--define:MESSAGES={self.messages}",
            *(f"--define:{key}={json.dumps(value)}" for key, value in values.items()),
            *options,
            f"--metafile={made}.made-of.json",
            f"--outfile={made}",
        ]
        run(*command, folder=self.web)
        return made.read_bytes()


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digest of each file, by its name."""
    return {name: digest(files[name]) for name in sorted(files)}
