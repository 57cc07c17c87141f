"""A trainee's journey through the Arizona course, on the site and inside a learning system."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect
from waiting import tries

from coordguide.engine.evaluation import evaluate
from coordguide.model import Content
from coordguide.practice import PosedDecision, Practice, pose
from coordguide.practice.progress import CaseWork, Progress, write

pytestmark = pytest.mark.browser

COURSE = "arizona-complete-health"
READY = 60_000


class Trainee:
    """Somebody who works through the course, wherever its screen is."""

    def __init__(self, screen: Page | FrameLocator) -> None:
        self.screen = screen

    def ready(self) -> None:
        root = self.screen.locator("#practice")
        expect(root).to_have_attribute("data-state", "ready", timeout=READY)

    def begin(self) -> None:
        self.ready()
        self.screen.locator(".pr-cases button").first.click()

    def answer(self, step: str, response: tuple[str, ...]) -> None:
        """Mark choices of a decision and decide."""
        place = self.screen.locator(f'[data-step="{step}"]')
        for box in place.locator("input:checked").all():
            if box.get_attribute("type") == "checkbox":
                box.uncheck()
        for choice in response:
            place.locator(f'input[value="{choice}"]').check()
        place.get_by_role("button", name="Decide").click()

    def expect_tries(self, step: str, is_done: bool) -> None:
        place = self.screen.locator(f'[data-step="{step}"]')
        expect(place).to_have_attribute("data-done", str(is_done).lower())
        expect(place.locator(".pr-verdict")).to_be_visible()

    def go_on(self) -> None:
        """Go to the next case, or to the result after the last."""
        self.screen.locator(".pr-end .cl-primary").click()

    def score(self) -> int:
        """The score on the result's screen."""
        said = self.screen.locator(".pr-outcome + p").inner_text()
        return int(re.search(r"(\d+) ?%", said)[1])


@pytest.fixture(scope="module")
def practice(site_dir: Path, content: Content) -> Practice:
    """The courses and cases of the built site."""
    (file,) = site_dir.glob("assets/coordguide/*/practice.json")
    return Practice.from_bundle(json.loads(file.read_text("utf-8")), content)


@pytest.fixture(scope="module")
def cases(practice: Practice, content: Content) -> list[list[PosedDecision]]:
    """Every decision of the course, case by case, with the engine's answer to it."""
    lessons = [practice.lessons[name] for name in practice.courses[COURSE].cases]
    return [
        [pose(content, evaluate(content, one.case), one, decision) for decision in one.decisions]
        for one in lessons
    ]


@pytest.fixture(scope="session")
def package(site_dir: Path, system_files: Path) -> Callable[[str], str]:
    """Unpack a package as the site offers it; returns the address of its page."""
    parts = site_dir / "practice" / "packages"

    def unpack(standard: str) -> str:
        (common,) = parts.glob("common-*.part")
        end = parts / f"practice-{COURSE}-{standard}.end"
        folder = system_files / f"package-{standard}"
        if not folder.exists():
            whole = io.BytesIO(common.read_bytes() + end.read_bytes())
            zipfile.ZipFile(whole).extractall(folder)
        return f"{folder.name}/index.html"

    return unpack


def miss(posed: PosedDecision) -> tuple[str, ...]:
    """Return a wrong answer, though none that would share what the law keeps back."""
    return next(
        (choice,)
        for choice, _ in posed.choices
        if not posed.is_right((choice,)) and not posed.is_critical((choice,))
    )


def walk(
    cases: list[list[PosedDecision]], trainee: Trainee, reload: Callable[[], None]
) -> Iterator[int]:
    """Work through the course with two wrong answers; yields the decisions made so far.

    The page is loaded anew after the first wrong answer, while its second try
    is still open, and once more in the middle of the course.
    """
    made, total = 0, sum(map(len, cases))
    trainee.begin()
    for case in cases:
        for posed in case:
            step = posed.decision.id
            if made in (1, total // 2):
                trainee.answer(step, miss(posed))
                trainee.expect_tries(step, is_done=False)
                reload()
                trainee.ready()
                trainee.expect_tries(step, is_done=False)
            trainee.answer(step, posed.correct)
            trainee.expect_tries(step, is_done=True)
            made += 1
            yield made
        trainee.go_on()


def test_both_ways_give_the_same_score_and_lose_nothing(
    page: Page,
    new_context: Callable[..., Any],
    site_url: str,
    practice: Practice,
    cases: list[list[PosedDecision]],
    sit: Callable[[str], Any],
    package: Callable[[str], str],
) -> None:
    total = sum(map(len, cases))
    at_site = new_context().new_page()
    at_site.goto(f"{site_url}/practice/{COURSE}/")
    alone = Trainee(at_site)
    assert list(walk(cases, alone, at_site.reload))[-1] == total

    sitting = sit("scorm12").open(package("scorm12"))
    inside = Trainee(page.frame_locator("#course"))
    system = sitting.system

    def reload() -> None:
        kept = system.kept["suspend_data"]
        page.reload()
        inside.ready()
        assert system.kept["suspend_data"] == kept

    expected = (total - 2) * 100 // total
    verdict = "passed" if expected >= practice.courses[COURSE].passing else "failed"
    for made in walk(cases, inside, reload):
        reported = (f"{int(made / total * 100 + 0.5)}%", verdict if made == total else "incomplete")
        for _ in tries(page):  # the page shows a verdict a little before it is reported
            core = system.kept["core"]
            if (core["lesson_location"], core["lesson_status"]) == reported:
                break
        assert (core["lesson_location"], core["lesson_status"]) == reported

    assert alone.score() == inside.score() == expected
    core = system.kept["core"]
    assert (core["score"]["raw"], core["score"]["max"]) == (str(expected), "100")
    written = [one for commit in system.commits for one in commit["cmi"]["interactions"].values()]
    results = {one["id"]: one["result"] for one in written}
    assert sorted(results.values()) == ["correct"] * total + ["wrong"] * 2


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_a_strict_system_refuses_nothing_of_a_whole_course(
    page: Page,
    cases: list[list[PosedDecision]],
    sit: Callable[..., Any],
    package: Callable[[str], str],
    standard: str,
) -> None:
    sitting = sit(standard, "strict").open(package(standard))
    inside = Trainee(page.frame_locator("#course"))

    def reload() -> None:
        page.reload()
        inside.ready()

    total = sum(map(len, cases))
    assert list(walk(cases, inside, reload))[-1] == total
    assert inside.score() == (total - 2) * 100 // total
    inside.screen.get_by_role("button", name="Close the course").click()
    expect(inside.screen.get_by_text("The course is closed.")).to_be_visible()
    page.wait_for_timeout(50)  # the console is heard a little later
    # 403 says that nothing was kept yet, which is no fault of who asks.
    assert [one for one in sitting.refused if one[:2] != [403, "GetValue"]] == []
    status = {"scorm12": "core.lesson_status", "scorm2004": "success_status"}[standard]
    assert sitting.system.kept[f"cmi.{status}"] == "passed"


@pytest.mark.parametrize(
    ("standard", "mode"), [("scorm12", "normal"), ("scorm12", "browse"), ("scorm2004", "review")]
)
def test_to_look_at_promises_nothing_that_is_not_kept(
    page: Page,
    practice: Practice,
    content: Content,
    sit: Callable[..., Any],
    package: Callable[[str], str],
    standard: str,
    mode: str,
) -> None:
    """Who failed opens the course again; only where it is recorded is there something to mend."""

    def posed(lesson: Any) -> list[PosedDecision]:
        given = evaluate(content, lesson.case)
        return [pose(content, given, lesson, decision) for decision in lesson.decisions]

    failed = Progress(COURSE)
    for case in practice.courses[COURSE].cases:
        decisions = posed(practice.lessons[case])
        failed.works[case] = CaseWork([[wrong(one), one.correct] for one in decisions])
    leave = {"scorm12": "cmi.core.exit", "scorm2004": "cmi.exit"}[standard]
    sitting = sit(standard, "strict")
    sitting.system.kept = {
        leave: "suspend",
        "cmi.suspend_data": write(failed, practice, posed),
    }
    sitting.open(package(standard), mode=mode)
    inside = page.frame_locator("#course")
    Trainee(inside).ready()
    is_kept = mode == "normal"
    said = expect(inside.locator("#notice"))
    if is_kept:
        said.to_be_empty()
    else:
        said.to_contain_text("nothing is recorded. What you decide here is gone when you leave.")
    over = inside.get_by_role("button", name="Start the course over")
    expect(over).to_have_count(int(is_kept))

    inside.get_by_role("button", name="See the result").click()
    shown = inside.locator(".pr-stage")
    expect(shown).to_contain_text("The passing mark is 80 %.")
    expect(shown).to_contain_text("A critical error keeps the course from being passed")
    promises = re.findall(r"Work (?:the|its|this) cases?|work again", shown.inner_text())
    assert bool(promises) == is_kept
    expect(over).to_have_count(int(is_kept))

    inside.get_by_role("button", name="All cases of this course").click()
    inside.locator(".pr-cases button").first.click()
    expect(inside.locator(".pr-end")).to_be_visible()
    again = inside.get_by_role("button", name="Work this case again")
    expect(again).to_have_count(int(is_kept))
    assert [one for one in sitting.refused if one[0] != 403] == []


def wrong(posed: PosedDecision) -> tuple[str, ...]:
    """Return a wrong answer, and a critical one where there is one."""
    answers = [(choice,) for choice, _ in posed.choices if not posed.is_right((choice,))]
    return next(filter(posed.is_critical, answers), answers[0])
