"""Progress: kept as text, read back strictly, counted by first tries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordguide.practice import CourseStanding, Practice, Progress
from coordguide.practice.progress import MOST_CHARACTERS, TRIES, CaseWork, NotProgress, read, write

COURSE = "arizona-complete-health"
FORM = "practice-az-form-without-an-end"
TEEN = "practice-az-teen-alone"
COUNTED = {"arizona-complete-health": 3, "flyer": 2}
"""The sections whose decisions are counted below; cases added later stand in others."""


def work(practice, posed, wrong=None, course=COURSE):
    """A course worked to its end: right at once, except the responses given by case and step."""
    done = Progress(course)
    for case in practice.courses[course].cases:
        tries = []
        for one in posed(practice.lessons[case]):
            first = (wrong or {}).get((case, one.decision.id))
            tries.append([first, one.correct] if first else [one.correct])
        done.works[case] = CaseWork(tries)
    return done


def stand(progress, practice, posed, **change):
    course = practice.courses[progress.course]
    course = replace(course, sections=course.sections[: COUNTED[course.id]], **change)
    return CourseStanding.of(progress, course, practice, posed)


def test_progress_comes_back_as_it_was(practice, posed):
    before = work(practice, posed, {(FORM, "1-missing"): ("h1", "h2")})
    before.works[TEEN].workings = 3
    before.works.pop("practice-az-emergency-room")
    before.open = TEEN
    text = write(before, practice, posed)
    after, aside = read(text, practice.courses[COURSE], practice, posed)
    assert (after, aside) == (before, [])
    assert write(after, practice, posed) == text


@pytest.mark.parametrize("course", ["flyer", "general", "arizona-complete-health"])
def test_the_longest_progress_fits_scorm_12(practice, posed, course):
    longest = Progress(course)
    for case in practice.courses[course].cases:
        every = [[tuple(name for name, _ in one.choices)] * TRIES
                 for one in posed(practice.lessons[case])]  # fmt: skip
        longest.works[case] = CaseWork(every, 999)
    assert len(write(longest, practice, posed)) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0|arizona-complete-health|", "older"),
        ("2|arizona-complete-health|", "older"),
        ("", "foreign"),
        ("{}", "foreign"),
        ("1", "foreign"),
        ("1|arizona-complete-health", "foreign"),
        ("1|flyer|", "foreign"),
        ("1|arizona-complete-health||no form", "foreign"),
        ("1|arizona-complete-health||<b>~00~1~", "foreign"),
    ],
)
def test_what_is_no_progress_of_this_course_is_refused(practice, posed, text, code):
    with pytest.raises(NotProgress) as error:
        read(text, practice.courses[COURSE], practice, posed)
    assert error.value.code == code


def test_a_case_that_changed_begins_anew_and_the_rest_stays(practice, posed):
    text = write(work(practice, posed), practice, posed)
    changed = replace(practice.lessons[TEEN], digest="000000")
    newer = Practice(practice.courses, {**practice.lessons, TEEN: changed})
    progress, aside = read(text, practice.courses[COURSE], newer, posed)
    assert aside == [TEEN]
    assert set(progress.works) == set(practice.courses[COURSE].cases) - {TEEN}


def test_a_case_that_left_the_course_is_set_aside(practice, posed):
    course = practice.courses[COURSE]
    shorter = replace(course, sections=course.sections[:2])
    progress, aside = read(write(work(practice, posed), practice, posed), shorter, practice, posed)
    assert set(aside) == {case for section in course.sections[2:] for case in section.cases}
    assert set(progress.works) == set(shorter.cases)


@pytest.mark.parametrize(
    "tries", ["", "1", "1,1", "1,1,1,1", "zzzzzzz,,", "1.1.1,,", "1..1,,", "0,,"]
)
def test_tries_that_cannot_be_begin_the_case_anew(practice, posed, tries):
    digest = practice.lessons[FORM].digest
    text = f"1|{COURSE}|{FORM}|{FORM}~{digest}~1~{tries}"
    progress, aside = read(text, practice.courses[COURSE], practice, posed)
    assert (progress.works, progress.open, aside) == ({}, "", [FORM])


def test_only_first_tries_count(practice, posed):
    wrong = {(FORM, "1-missing"): ("h1",), (FORM, "3-decision"): ("proceed",)}
    standing = stand(work(practice, posed, wrong), practice, posed)
    assert (standing.right, standing.decisions, standing.percent) == (18, 20, 90)
    assert standing.passed is True
    assert [(row["case"], row["step"], row["critical"]) for row in standing.review] == [
        (FORM, "1-missing", False),
        (FORM, "3-decision", False),
    ]


def test_the_mark_is_reached_exactly_or_not(practice, posed):
    progress = work(
        practice, posed, {(FORM, "1-missing"): ("h1",), (FORM, "2-release"): ("valid",)}
    )
    assert stand(progress, practice, posed, passing=90).passed is True
    assert stand(progress, practice, posed, passing=91).passed is False


def test_a_percentage_never_looks_passed_when_it_is_not(practice, posed):
    wrong = {("practice-flyer-nothing-signed", "1-release"): ("valid",)}
    standing = stand(work(practice, posed, wrong, "flyer"), practice, posed, passing=88)
    assert (standing.right, standing.decisions) == (7, 8)  # 87.5 %
    assert (standing.percent, standing.passed) == (87, False)


def test_a_critical_error_keeps_the_course_from_being_passed(practice, posed):
    wrong = {(TEEN, "2-tell"): ("none-of-these",)}
    assert stand(work(practice, posed, wrong), practice, posed).passed is True
    case = "practice-az-emergency-room"
    wrong = {(case, "3-decision"): ("act-now",)}
    progress = work(practice, posed, wrong)
    standing = stand(progress, practice, posed)
    assert (standing.percent, standing.passed) == (95, False)
    progress.work_again(practice.lessons[case])
    assert stand(progress, practice, posed).passed is None
    again = work(practice, posed).works[case]
    progress.works[case].tries = again.tries
    standing = stand(progress, practice, posed)
    assert (standing.percent, standing.passed, standing.again) == (100, True, 1)


def test_nothing_is_passed_before_everything_is_done(practice, posed):
    progress = work(practice, posed)
    progress.works[TEEN].tries[-1] = []
    standing = stand(progress, practice, posed)
    assert (standing.complete, standing.passed, standing.done) == (False, None, 19)


def test_progress_is_told_by_sections(practice, posed):
    progress = Progress(COURSE)
    progress.work(practice.lessons[FORM]).tries[0] = [("h1",)]
    sections = stand(progress, practice, posed).sections
    assert [section["title"] for section in sections] == [
        "The release",
        "Making contact",
        "Stricter law and emergencies",
    ]
    first, second, *_ = sections[0]["cases"]
    assert (first["state"], first["done"], first["right"], first["of"]) == ("begun", 0, 0, 3)
    assert second["state"] == "new"
