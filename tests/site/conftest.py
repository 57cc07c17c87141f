"""A copy of the project that may be broken, and how it is built."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Build = Callable[[Path], subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(root: Path, site_dir: Path, tmp_path: Path) -> Path:
    """A copy whose pages and content may be changed; finished steps of the build are reused."""
    for name in ("docs", "checklist"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "checklist/web/node_modules").symlink_to(root / "checklist/web/node_modules")
    (tmp_path / "src").symlink_to(root / "src")
    for name in ("runtime", "paper"):
        shutil.copytree(root / "build" / name, tmp_path / "build" / name)
    for name in ("LICENSE", "mkdocs.yml", "pyproject.toml"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="session")
def build() -> Build:
    """Build a copy; a whole build takes long, so tests of its outcome share one where they can."""

    def built(checkout: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        return subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=300)

    return built
