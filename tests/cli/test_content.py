"""``coordguide check``, ``trace``, ``questions`` and ``editions``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coordguide.model import STEPS


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The real content, free to be broken."""
    return Path(shutil.copytree(root / "checklist" / "content", tmp_path / "content"))


def test_check_counts_what_is_in_order(run, content) -> None:
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"content is in order: {len(content.statements)} statements, ")
    assert f"{len(content.rules)} rules" in done.stdout
    assert f"version {content.version}" in done.stdout


def test_check_names_what_is_broken(run, copy) -> None:
    rule = copy / "rules" / "plan-no-release.toml"
    rule.write_text(rule.read_text().replace('layer = "plan-policy"', 'layer = "plan-polcy"'))
    done = run("check", "--content", str(copy))
    assert (done.returncode, done.stdout) == (1, "")
    assert f'{rule}: layer: found "plan-polcy"; allowed: ' in done.stderr
    assert 'Did you mean "plan-policy"?' in done.stderr
    assert done.stderr.endswith("1 problem in the content\n")


def test_check_lists_rules_past_their_review(run, content) -> None:
    due = "rules past their review date on 2099-01-01: "
    told = " ".join(run("check", "--today", "2099-01-01").stdout.split())
    assert due + ", ".join(content.rules) in told
    assert "review date on 2020-01-01: none" in run("check", "--today", "2020-01-01").stdout


def test_check_of_no_folder_is_bad_input(run, tmp_path) -> None:
    done = run("check", "--content", str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert "--content: found" in done.stderr


def test_content_is_found_from_a_folder_below_and_from_anywhere(run, root, tmp_path) -> None:
    expected = run("editions").stdout
    assert run("editions", cwd=root / "checklist" / "content" / "rules").stdout == expected
    assert run("editions", cwd=tmp_path).stdout == expected


def test_content_at_or_above_here_comes_before_the_programs_own(run, copy, tmp_path) -> None:
    (tmp_path / "checklist").mkdir()
    own = Path(shutil.move(copy, tmp_path / "checklist" / "content"))
    flyer = own / "editions" / "flyer.toml"
    flyer.write_text(flyer.read_text().replace("flyer without a publisher", "ours"))
    assert "(ours)" in run("editions", cwd=own / "rules").stdout


def test_editions_have_slug_title_and_state(run, content) -> None:
    lines = run("editions").stdout.splitlines()
    assert len(lines) == len(content.editions)
    for line, edition in zip(lines, content.editions.values(), strict=True):
        assert line.split()[:2] == [edition.id, edition.state or "-"]
        assert line.endswith(edition.text["title"])


def test_questions_as_json_stand_in_order_with_labels(run, content) -> None:
    listed = json.loads(run("questions", "--edition", "orange-county-mhp", "--json").stdout)
    steps = [STEPS.index(question["step"]) for question in listed["questions"]]
    assert steps == sorted(steps)
    by_id = {question["id"]: question for question in listed["questions"]}
    assert set(by_id) == {
        q.id
        for q in content.questions.values()
        if (not q.editions or "orange-county-mhp" in q.editions)
        and (not q.edition_states or "CA" in q.edition_states)
    }
    signer = by_id["roi-signed-by"]
    assert signer["values"][0]["value"] == "member"
    assert all(value["label"] for value in signer["values"])
    assert signer["when"] == content.questions["roi-signed-by"].when
    written = [str(cite) for cite in content.questions["roi-signed-by"].cites]
    assert signer["cites"] == [cite for cite in written if cite != "CON-1"]  # not of this edition
    assert {element["id"]: element["regime"] for element in listed["elements"]}["H1"] == "hipaa"
    assert "{person}" not in json.dumps(listed)


def test_questions_keep_the_editions_apart(run) -> None:
    county, flyer = (
        {
            q["id"]
            for q in json.loads(run("questions", "--edition", e, "--json").stdout)["questions"]
        }
        for e in ("orange-county-mhp", "flyer")
    )
    assert county - flyer == {"same-plan-program"}
    assert flyer - county == {"state"}


def test_questions_in_words_say_when_they_are_asked(run) -> None:
    told = run("questions", "--edition", "flyer").stdout
    assert "asked when roi is signed" in told
    assert "  - signed: " in told
    assert "H1 [hipaa]" in told


def test_questions_of_an_unknown_edition(run) -> None:
    done = run("questions", "--edition", "flier")
    assert (done.returncode, done.stdout) == (2, "")
    assert '--edition: found "flier"; allowed: flyer, ' in done.stderr
    assert 'Did you mean "flyer"?' in done.stderr


def place_of(file: Path, words: str) -> int:
    lines = file.read_text().splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line)


def test_trace_finds_file_line_and_key(run, root) -> None:
    file = "checklist/content/questions/member-age.toml"
    line = place_of(root / file, "ask =")
    done = run("trace", "HOW   old is the\nmember?")
    assert f"{file}:{line}: text.ask: " in done.stdout


def test_trace_finds_words_an_edition_puts_in(run) -> None:
    told = run("trace", "How old is the client").stdout
    assert "questions/member-age.toml" in told


def test_trace_finds_the_entry_in_a_list(run, root) -> None:
    file = "checklist/content/editions/orange-county-mhp.toml"
    line = place_of(root / file, 'who = "Contract monitor of each')
    assert f"{file}:{line}: escalation[3].who: " in run("trace", "contract monitor of each").stdout


def test_trace_finds_the_line_inside_a_long_text(run, root) -> None:
    file = "checklist/content/editions/orange-county-mhp.toml"
    line = place_of(root / file, "It describes obstacles")
    assert f"{file}:{line}: text.differs: " in run("trace", "It describes obstacles").stdout


def test_trace_finds_the_label_of_one_value_among_equals(run, root) -> None:
    file = "checklist/content/questions/roi-revoked.toml"
    found = [line for line in run("trace", "not sure").stdout.splitlines() if file in line]
    number = place_of(root / file, "unsure = ")
    assert found[0].startswith(f"{file}:{number}: text.values.unsure: ")


def test_trace_finds_words_across_lines_and_marks_in_the_guide(run, tmp_path, copy) -> None:
    project = tmp_path / "project"
    (project / "checklist").mkdir(parents=True)
    shutil.move(copy, project / "checklist" / "content")
    (project / "docs").mkdir()
    (project / "docs" / "page.md").write_text(
        "# Top\n\n## Deep\n\nOne\nline **with\n[a link](x.md)** in [@CON-1].\n"
    )
    done = run("trace", "with a link in.", cwd=project)
    assert done.stdout == "docs/page.md:6: Deep: line **with\n"


def test_trace_of_words_that_are_not_there(run) -> None:
    done = run("trace", "xyzzy " * 3)
    assert (done.returncode, done.stdout) == (1, "")
    assert "was not found" in done.stderr


def test_trace_of_no_words(run) -> None:
    done = run("trace", " ")
    assert done.returncode == 2
    assert "found no words" in done.stderr


def test_trace_works_on_content_that_is_broken(run, copy) -> None:
    (copy / "rules" / "plan-no-release.toml").write_text("id = ")
    assert "member-age.toml" in run("trace", "How old is the", "--content", str(copy)).stdout


@pytest.mark.parametrize("arguments", [[], ["decide"], ["questions"], ["decode", "x"], ["trace"]])
def test_call_without_what_it_needs(run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage: coordguide" in done.stderr


def test_reader_that_stops_early_is_no_error(root) -> None:
    command = f"'{sys.executable}' -m coordguide questions --edition flyer --json | head -c 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=root, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_is_utf_8_whatever_the_terminal_claims(root) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coordguide", "trace", "the plan’s policy"],
        cwd=root,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert "the plan’s policy" in done.stdout.decode("utf-8")
