"""Every tool of the build is pinned by its digest, and nothing runs while it is installed."""

import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PINS = sorted((ROOT / "requirements").glob("*.txt"))
BY_HAND = [
    ROOT / "Makefile",
    *sorted((ROOT / "requirements").glob("find-*")),
    *sorted(path for path in (ROOT / "tests").iterdir() if path.is_file() and not path.suffix),
    *sorted((ROOT / ".ci").iterdir()),
    ROOT / ".gitlab-ci.yml",
    *sorted((ROOT / ".github/workflows").iterdir()),
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def lines(word: str) -> list[str]:
    """Each line with a command somewhere in what people and forges run."""
    return [
        line.strip()
        for path in BY_HAND
        for line in path.read_text("utf-8").splitlines()
        if re.search(word, line)
    ]


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.stem)
def test_each_package_has_one_version_and_its_digests(path: Path) -> None:
    entries = re.split(r"\n(?=\S)", path.read_text("utf-8"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    for entry in packages:
        assert re.match(r"[\w.\[\],-]+==\S+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
    assert path.with_suffix(".in").is_file()


def test_python_packages_are_installed_by_digest_or_from_here() -> None:
    found = lines(r"\bpip install\b")
    assert len(found) >= 4
    for line in found:
        is_local = "--no-deps --no-build-isolation --editable ." in line
        assert is_local or re.search(r"--require-hashes -r requirements/\w+\.txt", line), line


@pytest.mark.parametrize("folder", ["checklist/web", "tests/bench/others", "tests/portals"])
def test_each_npm_package_has_its_digest(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
    for path, package in lock["packages"].items():
        assert not path or package["integrity"].startswith("sha512-"), path
        assert "resolved" not in package, path
    own = json.loads((ROOT / folder / "package.json").read_text("utf-8"))
    for version in (own["dependencies"] | own.get("devDependencies", {})).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)


def test_npm_packages_run_nothing_while_they_are_installed() -> None:
    found = lines(r"\bnpm (ci|i|install)\b")
    assert found
    assert all("npm ci --ignore-scripts" in line for line in found), found
    setup = (ROOT / "checklist/web/.npmrc").read_text("utf-8")  # for whoever installs by hand
    assert re.search(r"^ignore-scripts=true$", setup, re.MULTILINE)
    assert not lines(r"\bnpx\b")


def test_what_a_forge_takes_from_others_is_pinned_by_commit() -> None:
    for path in (ROOT / ".github/workflows").iterdir():
        jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
        uses = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
        assert uses
        for one in uses:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one), one
