"""``documents``, ``take``, ``crosswalk`` and ``replay``: what is taken away by command line."""

from __future__ import annotations

import json

import pytest

from coordguide.protocol.saved_case import _sum

NO_RELEASE = "checklist/cases/az-no-release.toml"
PROCEED = "checklist/cases/az-complete-release-to-pcp.toml"


def test_documents_of_a_case_are_listed(run) -> None:
    done = run("documents", NO_RELEASE)
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "short-note", "chart-note", "request-to-sign", "release-hipaa"
    ]  # fmt: skip


def test_the_documents_command_answers_to_its_old_name(run) -> None:
    assert run("papers", NO_RELEASE) == run("documents", NO_RELEASE)


def test_a_document_is_written_as_text_and_as_html(run) -> None:
    wanted = ("documents", NO_RELEASE, "--write", "release-hipaa", "--contact", "contact")
    assert run(*wanted).stdout.startswith("RELEASE OF HEALTH INFORMATION\n")
    html = run(*wanted, "--html").stdout
    assert html.startswith('<article data-size="14"><h1>Release of health information</h1>')


@pytest.mark.parametrize(
    "words",
    [("--write", "realease-hipaa", "--contact", "contact"), ("--write", "release-hipaa"),
     ("--write", "chart-note", "--contact", "contact")],
    ids=" ".join,
)  # fmt: skip
def test_a_paper_that_is_not_there_is_refused(run, words) -> None:
    done = run("documents", NO_RELEASE, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "allowed: short-note" in done.stderr
    assert "contact" in done.stderr


@pytest.mark.parametrize(
    ("form", "begins"),
    [("ics", "BEGIN:VCALENDAR"), ("csv", '"edition"'), ("audit", '"edition"'), ("json", "{"),
     ("saved", '{\n "kind": "coordguide-case"')],
)  # fmt: skip
def test_a_case_is_taken_away(run, form, begins) -> None:
    done = run("take", "--as", form, PROCEED)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)


def test_crosswalk_of_an_edition(run) -> None:
    done = run("crosswalk", "--edition", "orange-county-mhp")
    assert '"release-or-same-plan"' in done.stdout
    assert run("crosswalk", "--edition", "orange").returncode == 2


def test_a_saved_case_replays_the_same(run) -> None:
    saved = run("take", "--as", "saved", PROCEED).stdout
    done = run("replay", "-", given=saved)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "the same answer")
    assert "content" in done.stdout


def test_a_difference_is_named(run) -> None:
    data = json.loads(run("take", "--as", "saved", PROCEED).stdout)
    data.pop("sum")
    data["answer"]["contacts"]["contact"]["decision"] = "stop"
    done = run("replay", "-", given=json.dumps({**data, "sum": _sum(data)}))
    assert done.returncode == 1
    assert 'contact: decision was "stop", is now "proceed"' in done.stdout
    assert done.stdout.endswith("not the same\n")


@pytest.mark.parametrize("given", ["", "{}", "edition = 'flyer'", b"\xff"], ids=repr)
def test_a_file_that_is_no_saved_case_is_refused(run, given) -> None:
    done = run("replay", "-", given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("standard input:")
