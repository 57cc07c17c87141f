"""Mistakes in practice cases and courses: each said once, with file, key and how to fix it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordguide.authoring import ContentError
from coordguide.authoring.practice import load_practice

FORM = "cases/practice-az-form-without-an-end.toml"
COURSE = "courses/arizona-complete-health.toml"
GENERAL = "courses/general.toml"

Edit = tuple[str, str, str]


@pytest.fixture
def found(
    root: Path, bundle: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Edit the practice of this checkout in a copy; returns the problem lines."""

    def edit(*edits: Edit, drop: str = "") -> list[str]:
        for folder in ("cases", "courses"):
            kept = "practice-*.toml" if folder == "cases" else "*.toml"
            (tmp_path / folder).mkdir()
            for path in (root / "checklist" / folder).glob(kept):
                shutil.copy(path, tmp_path / folder)
        for file, old, new in edits:
            path = tmp_path / file
            text = path.read_text("utf-8")
            assert text.count(old) >= 1, old
            path.write_text(text.replace(old, new, 1), "utf-8")
        if drop:
            (tmp_path / drop).unlink()
        monkeypatch.chdir(tmp_path)
        try:
            load_practice(tmp_path / "content", bundle)
        except ContentError as error:
            return str(error).splitlines()
        return []

    return edit


def test_the_practice_of_this_checkout_is_in_order(found):
    assert found() == []


# A case that is not in order is missing in its courses too: those lines name the course.
def of_the_case(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("cases/")]


STORY = [
    # what the words tell, and what the facts hold
    ("[38 years old](member-age=18-or-older)", "[15](member-age=12-to-17)",
     ["story", 'member-age = "12-to-17"', '"18-or-older", as the facts say', "Correct the words"]),
    ("(member-age=18-or-older)", "(member-aeg=18-or-older)",
     ["story", 'a mark of "member-aeg"', 'Did you mean "member-age"?']),
    ("(doctor.contact-kind=physical-health)", "(nurse.contact-kind=physical-health)",
     ["story", 'a mark of "nurse.contact-kind"', "a fact that this case holds"]),
    ("You are a counselor.", "It is the year 2024.",
     ["story", "the year 2024", "{roi-signed-on}"]),
    ("You are a counselor.", "You are a <b>counselor</b>.", ["story", "raw HTML"]),
    ("{roi-signed-on}", "{roi-expires-on}",
     ["documents[1].lines[8]", 'a mark of "roi-expires-on"']),
    ("{roi-signed-on}", "{roi-revoked}", ["documents[1].lines[8]", "which is no day"]),
    ("You are a counselor.", "You are [a [counselor](doctor.roi=signed)](doctor.roi=signed).",
     ["story", "a mark inside another one"]),
    # the form on the desk, and its parts
    ('H5 = "missing"', 'H5 = "present"',
     ["documents", "H5 missing on the form shown for doctor", "H5 present, as roi-elements says"]),
    ('has = ["H4"] }', 'has = ["H4", "H5"] }',
     ["documents", "H5 present on the form", "H5 missing, as roi-elements says"]),
    ('has = ["H4"] }', 'has = ["H4", "P10"] }',
     ["documents", "P10 present on the form", "P10 not named"]),
    # what the author expected, and what is asked
    ('roi = "invalid"', 'roi = "valid"',
     ["expect.doctor.roi", "expected valid, answered invalid", "Find out who is wrong"]),
    ("[expect.doctor]", "[expect.nurse]", ["expect", "nurse", "the id of a contact"]),
    ('kind = "missing"', 'kind = "channel"', ["ask[1]", "no channel of this contact suits"]),
    ('kind = "missing"', 'kind = "mising"', ["ask[1].kind", '"mising"', 'Did you mean "missing"?']),
    ('kind = "missing"\ncontact = "doctor"', 'kind = "missing"\ncontact = "docter"',
     ["ask[1].contact", '"docter"', 'Did you mean "doctor"?']),
    ('kind = "missing"\ncontact = "doctor"', 'kind = "missing"',
     ["ask[1].contact", "a value for missing"]),
    ('kind = "release"\ncontact = "doctor"\nhint', 'kind = "release"\ncontact = "doctor"\nhitn',
     ["ask[2].hitn", 'Did you mean "hint"?']),
    ('kind = "missing"\n', 'kind = "tell"\nduty = "should"\n',
     ["ask[1].duty", '"should"', "must-not"]),
    # its parts
    ('title = "The form with a gap"\n', "", ["title", "nothing", "Add this key"]),
    ('title = "The form with a gap"', "title = 3", ["title", "text in quotes"]),
    ('"our-reading", "45-cfr-164-508 (c)(1)(v)"]\nnames', '"our-readin"]\nnames',
     ["mistake-cites", '"our-readin"', 'Did you mean "our-reading"?']),
    ('names = { doctor', 'names = { nurse', ["names", "nurse", "a name for each contact: doctor"]),
    ('kind = "release"\ncontact = "doctor"\ntitle', 'kind = "relaese"\ncontact = "doctor"\ntitle',
     ["documents[1].kind", '"relaese"', 'Did you mean "release"?']),
    ('label = "Valid until"', 'label = ""', ["documents[1].lines[5].label", "words"]),
    ('label = "Valid until", text', 'label = "Valid until", txet',
     ["documents[1].lines[5].txet", 'Did you mean "text"?']),
    ('roi-revoked = "no"', 'roi-revoked = "perhaps"',
     ["contacts[0].facts.roi-revoked", '"perhaps"', "yes"]),
    ('today = "2026-11-23"', 'today = "2026-11-31"', ["today", "not a date of the calendar"]),
    ("practice = true\n", "practice = true\nstroy = 1\n", ["stroy", "not a part of a case"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), STORY)
def test_a_mistake_in_a_case_is_said_once(found, old, new, words):
    (line,) = of_the_case(found((FORM, old, new)))
    assert line.startswith(f"{FORM}: "), line
    assert all(word in line for word in words), line


def test_a_form_that_nobody_can_see_is_missed(found, root):
    text = (root / "checklist" / FORM).read_text("utf-8")
    shown = text[text.index("[[documents]]") : text.index("[[ask]]")]
    (line,) = of_the_case(found((FORM, shown, "")))
    assert "no document that shows the form for doctor" in line


COURSES = [
    ('title = "Arizona', 'titel = "Arizona', ["titel", 'Did you mean "title"?']),
    ("passing = 80", "passing = 180", ["passing", "180", "a percentage from 1 to 100"]),
    ("passing = 80", "passing = true", ["passing", "true"]),
    ('edition = "arizona-complete-health"', 'edition = "arizona"', ["edition", '"arizona"']),
    ('"practice-az-last-day"', '"practice-az-lastday"',
     ["sections[1].cases", 'Did you mean "practice-az-last-day"?']),
    ('"practice-az-last-day"', '"practice-nc-said-no"',
     ["sections[1].cases", "a case of ambetter-north-carolina"]),
    ('"practice-az-last-day"', '"practice-az-form-without-an-end"',
     ["sections[1].cases", "twice", "each case once"]),
    ('title = "The release"\n', "", ["sections[1]", "title and cases"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), COURSES)
def test_a_mistake_in_a_course_is_said(found, old, new, words):
    lines = found((COURSE, old, new))
    assert all(line.startswith(f"{COURSE}: ") for line in lines)
    assert sum(all(word in line for word in words) for line in lines) == 1, lines


def test_a_course_without_sections(found):
    path = "courses/flyer.toml"
    lines = found(*[(path, "[[sections]]", "[[parts]]")] * 3)  # it has three
    assert any("sections: found" in line and "a list of sections" in line for line in lines)


def without(case: str, course: str, section: str = "") -> list[Edit]:
    """Edits that keep a case from being practiced, with its section where it is alone there."""
    line = f'  "{case}",\n'
    alone = f'\n[[sections]]\ntitle = "{section}"\ncases = [\n{line}]\n'
    return [
        (f"cases/{case}.toml", "practice = true", "practice = false"),
        (f"courses/{course}.toml", alone if section else line, ""),
    ]


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        (
            [
                *without("practice-tip-threat", "tip-sheet"),
                (GENERAL, '  "practice-tip-threat",\n', ""),
            ],
            ["no case for decision act-now"],
        ),
        (
            [
                *without("practice-nc-no-answer", "ambetter-north-carolina", "Records"),
                (GENERAL, '  "practice-nc-no-answer",\n', ""),
            ],
            ["no case for finding no-response"],
        ),
        (without("practice-az-second-thoughts", "arizona-complete-health"), []),
        (
            without("practice-az-last-day", "arizona-complete-health"),
            ["danger a release that ends today", "no case for finding different-diagnoses"],
        ),
        ([(COURSE, '  "practice-az-second-thoughts",\n', "")], ["a case of no course"]),
    ],
    ids=["decision", "finding", "shown-by-others", "two", "no-course"],
)
def test_what_must_be_practiced_is_counted(found, edits, words):
    lines = found(*edits)
    assert len(lines) == len(words), lines
    assert all(any(word in line for line in lines) for word in words), lines


def test_an_edition_without_a_course_is_named(found):
    lines = found(drop="courses/flyer.toml")
    assert [line for line in lines if "flyer: found no course" in line]
    assert sum("a case of no course" in line for line in lines) == 2


def test_a_course_too_long_for_scorm_12_is_named(found, monkeypatch):
    monkeypatch.setattr("coordguide.authoring.courses.MOST_CHARACTERS", 900)
    (line,) = found()
    assert line.startswith("checklist/courses/general.toml: sections: found cases whose progress")
