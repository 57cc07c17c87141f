"""What the browser loads: our compiled modules and the part of the library they use, no more."""

import importlib.util
import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coordguide.site.bundle.assets import read_cases
from coordguide.site.bundle.runtime import LIBRARY, Runtime, archive, is_for_browser, module_name


@pytest.fixture(scope="session")
def runtime(root: Path, site_dir: Path) -> Runtime:
    return Runtime(root)


@pytest.fixture(scope="session")
def served(site_dir: Path) -> zipfile.ZipFile:
    (path,) = site_dir.glob(f"assets/coordguide/*/{LIBRARY}")
    return zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def test_our_modules_are_exactly_the_browsers(served: zipfile.ZipFile, root: Path) -> None:
    ours = {name for name in served.namelist() if name.startswith("coordguide/")}
    source = root / "src"
    names = {f"{path.relative_to(source).with_suffix('.pyc')}" for path in source.rglob("*.py")}
    assert ours == {name for name in names if is_for_browser(module_name(name))}
    assert {"coordguide/__init__.pyc", "coordguide/protocol/__init__.pyc"} <= ours
    rooms = ("authoring", "proof", "lms", "site", "cli")
    assert not [n for n in ours if n.startswith(tuple(f"coordguide/{room}/" for room in rooms))]


def test_everything_is_stored_and_compiled_for_the_runtime(served: zipfile.ZipFile) -> None:
    for entry in served.infolist():
        assert entry.compress_type == zipfile.ZIP_STORED
        assert served.read(entry)[:4] == importlib.util.MAGIC_NUMBER, entry.filename


def test_the_library_is_trimmed(served: zipfile.ZipFile, runtime: Runtime) -> None:
    complete = zipfile.ZipFile(io.BytesIO(runtime.complete_library()))
    kept, all_there = set(served.namelist()), set(complete.namelist())
    assert kept < all_there
    assert {"json/__init__.pyc", "_strptime.pyc", "traceback.pyc"} <= kept
    assert not {"tomllib/__init__.pyc", "unittest/__init__.pyc", "http/server.pyc"} & kept


def test_equal_input_gives_equal_bytes(
    runtime: Runtime, bundle: dict[str, Any], root: Path
) -> None:
    modules = runtime.modules_used(bundle, read_cases(root))
    once, again = (
        archive(runtime.library(), runtime.wheel(), lambda name: name in modules) for _ in range(2)
    )
    assert once == again


def test_the_package_needs_nothing_but_the_standard_library(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == []


def test_pins_name_hashes_and_no_place_to_fetch_from(root: Path) -> None:
    for path in (root / "requirements").glob("*.txt"):
        lines = [line for line in path.read_text("utf-8").splitlines() if line[:1].isalnum()]
        assert lines and all("==" in line for line in lines), path
        assert "://" not in path.read_text("utf-8"), path
        assert path.read_text("utf-8").count("--hash=sha256:") >= len(lines), path
    lock = (root / "checklist" / "web" / "package-lock.json").read_text("utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
