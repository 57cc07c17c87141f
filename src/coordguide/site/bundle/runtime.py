"""The browser's Python, made small enough to start quickly.

The runtime is the pinned npm package ``pyodide``. Its standard library and
our wheel are compiled by ``pyodide py-compile``; then the modules that a real
run imported and our browser modules go into one stored archive, which the
worker gives to the runtime as its standard library. One file, nothing to
unpack, no package installer. A run on the complete library is kept beside it
for the test that looks for a module missing from the trim.

Slow steps are kept under ``build/runtime/``, named by a digest of what went
into them, so that a second build only copies.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from coordguide.site.bundle.rooms import rooms
from coordguide.site.bundle.tools import run

BROWSER_ROOMS = tuple(room.name for room in rooms("package") if room.browser)
"""The rooms of our package that the browser gets, beside the package's own name and version."""

RUNTIME_FILES = {
    # Many servers, those of learning systems above all, do not know the ending .mjs and
    # send it with a type that browsers refuse for a module.
    "pyodide.js": "pyodide.mjs",
    "pyodide.asm.js": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}
"""Files of the npm package that are served as they are, by the name they are served under."""

LIBRARY = "stdlib.zip"
"""Name of the one archive: trimmed standard library and our modules."""

RECORDED = 20
"""One of so many cases is run to record the modules: all take a minute and import no other."""

log = logging.getLogger("mkdocs.plugins.coordguide.runtime")


class Runtime:
    """Makes what the browser needs to run our package, from one checkout.

    ``root`` is the checkout; its ``build/runtime`` keeps finished steps.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = root / "build" / "runtime"
        self.npm = root / "checklist" / "web" / "node_modules" / "pyodide"

    def files(self, bundle: dict[str, Any], cases: list[dict[str, Any]]) -> dict[str, bytes]:
        """Return the files to serve, by name: the runtime and the trimmed archive.

        Takes the content bundle and the practice cases that the recorded run
        asks about. Raises ``ToolError`` where a tool fails.
        """
        files = {name: (self.npm / source).read_bytes() for name, source in RUNTIME_FILES.items()}
        modules = self.modules_used(bundle, cases)
        files[LIBRARY] = archive(self.library(), self.wheel(), lambda name: name in modules)
        return files

    def complete_library(self) -> bytes:
        """Return the archive with the whole standard library, for comparison in tests."""
        return archive(self.library(), self.wheel(), lambda name: True)

    def library(self) -> Path:
        """Return the runtime's standard library, compiled."""
        source = self.npm / "python_stdlib.zip"

        def compile_library(target: Path) -> None:
            log.info("Compiling the standard library for the browser")
            shutil.copyfile(source, target)
            run("pyodide", "py-compile", "--silent", "--no-keep", str(target))

        return self._kept("stdlib", ".zip", [source.read_bytes()], compile_library)

    def wheel(self) -> Path:
        """Return our wheel, compiled for the runtime."""
        sources = [self.root / "pyproject.toml", *sorted((self.root / "src").rglob("*.py"))]

        def compile_wheel(target: Path) -> None:
            log.info("Building and compiling the package")
            with tempfile.TemporaryDirectory() as folder:
                run("-m", "build", "--no-isolation", "--wheel", "--outdir", folder, str(self.root))
                (built,) = Path(folder).glob("*.whl")
                run("pyodide", "py-compile", "--silent", "--no-keep", str(built))
                (compiled,) = Path(folder).glob("*.whl")
                shutil.copyfile(compiled, target)

        return self._kept("wheel", ".whl", [path.read_bytes() for path in sources], compile_wheel)

    def modules_used(self, bundle: dict[str, Any], cases: list[dict[str, Any]]) -> frozenset[str]:
        """Return the names of all modules a run over some of the cases imported.

        The run is a real one, on the same runtime (``record-modules.mjs``). Which case it is
        matters to no import, and that every case is answered with what was kept is tested.
        """
        script = self.root / "checklist" / "web" / "engine" / "record-modules.mjs"
        work = json.dumps({"content": bundle, "cases": cases[::RECORDED]}, default=str).encode()
        made_from = [
            work,
            script.read_bytes(),
            self.wheel().read_bytes(),
            self.library().read_bytes(),
        ]

        def record(target: Path) -> None:
            log.info("Recording which modules the package uses in the browser's Python")
            target.write_bytes(run("node", str(script), str(self.wheel()), given=work))

        return frozenset(json.loads(self._kept("modules", ".json", made_from, record).read_bytes()))

    def _kept(
        self, name: str, suffix: str, made_from: list[bytes], make: Callable[[Path], None]
    ) -> Path:
        """Return the kept result of one step, made now unless its inputs were seen before."""
        digest = hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in made_from))
        kept = self.store / f"{name}-{digest.hexdigest()[:16]}{suffix}"
        if not kept.exists():
            self.store.mkdir(parents=True, exist_ok=True)
            for outdated in self.store.glob(f"{name}-*"):
                outdated.unlink()
            with tempfile.TemporaryDirectory(dir=self.store) as folder:
                unfinished = Path(folder) / f"{name}{suffix}"
                make(unfinished)
                unfinished.replace(kept)
        return kept


def archive(library: Path, wheel: Path, wanted: Callable[[str], bool]) -> bytes:
    """Put a compiled standard library and our compiled browser modules into one archive.

    Takes both files and a test on module names for the library. The archive
    is stored, not compressed: the browser reads modules from it one by one,
    and the transfer is compressed as a whole. Equal input gives equal bytes.
    """
    entries = dict(_entries(library, wanted))
    entries |= dict(_entries(wheel, is_for_browser))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as written:
        for name in sorted(entries):
            written.writestr(zipfile.ZipInfo(name), entries[name])
    return buffer.getvalue()


def module_name(entry: str) -> str:
    """Return the module that an archive's entry holds: ``json/__init__.pyc`` is ``json``."""
    return entry.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")


def is_for_browser(module: str) -> bool:
    """Say whether a module of ours, by its full name, is one the browser gets."""
    package, _, rest = module.partition(".")
    return package == "coordguide" and rest.partition(".")[0] in ("", *BROWSER_ROOMS)


def _entries(path: Path, wanted: Callable[[str], bool]) -> Iterable[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as opened:
        for name in opened.namelist():
            if name.endswith(".pyc") and wanted(module_name(name)):
                yield name, opened.read(name)
