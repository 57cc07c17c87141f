"""What a forge runs is what everybody runs by hand, and its forms ask for no real person."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]-*.yml"))
# Put together here, so that this file does not name them either.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com")
FETCHED_OR_BUILT = {".git", ".venv", "node_modules", "build", ".hypothesis", "__pycache__"}


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def commands_of_check() -> list[str]:
    """What ``make check`` runs, line by line, without the folders that it names."""
    rule = (ROOT / "Makefile").read_text("utf-8").partition("\ncheck:")[2]
    lines = rule.partition("\n\n")[0].replace(" --quiet", "").replace(" src tests", "")
    return lines.replace("$(PYTHON)", ".venv/bin/python").split("\n\t")[1:]


def test_github_only_calls_make() -> None:
    jobs = read(".github/workflows/check-and-publish.yml")["jobs"].values()
    steps = [step for job in jobs for step in job["steps"]]
    assert [step["run"] for step in steps if "run" in step] == ["make check test"]
    (kept,) = (step for step in steps if "upload" in step.get("uses", ""))
    assert kept["with"]["path"] == "site"


def test_gitlab_only_calls_make() -> None:
    jobs = read(".gitlab-ci.yml")
    assert jobs["check"]["script"] == ["make check test"]
    assert jobs["check"]["artifacts"]["paths"] == ["site"]
    assert jobs["pages"]["needs"] == ["check"]


def test_hooks_before_a_commit_are_lines_of_make_check() -> None:
    (ours,) = read(".pre-commit-config.yaml")["repos"]
    assert ours["repo"] == "local"
    for hook in ours["hooks"]:
        assert hook["entry"] in commands_of_check(), hook["id"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_lets_nobody_name_a_real_person(form: Path) -> None:
    fields = read(str(form))["body"]
    (promise,) = fields[-1]["attributes"]["options"]
    assert promise["required"] is True
    assert "real person" in promise["label"]
    assert "about a real person" in fields[0]["attributes"]["value"]  # before anything is written


def test_the_first_form_is_about_a_wrong_proceed_in_any_edition() -> None:
    form = read(str(FORMS[0]))
    assert form["name"] == "A wrong proceed"
    (asked,) = (field for field in form["body"] if field.get("id") == "edition")
    *editions, other = asked["attributes"]["options"]
    files = (ROOT / "checklist/content/editions").glob("*.toml")
    assert set(editions) == {tomllib.loads(file.read_text("utf-8"))["id"] for file in files}
    assert other == "another edition, or not known"


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile("|".join(map(re.escape, REGISTRIES)).encode())
    assert [str(file) for file in ours(ROOT) if hosts.search(file.read_bytes())] == []


def ours(folder: Path) -> Iterator[Path]:
    """Yield the project's own files, without what was fetched, built or measured."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in FETCHED_OR_BUILT and path != ROOT / "site":
            yield from ours(path)
        elif path.is_file():
            yield path
