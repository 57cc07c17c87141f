"""The checklist used at random: at each step no answer but of the facts, and nothing lost.

The seed stands in the name of the test and makes a run that can be repeated; the variables
``COORDGUIDE_SEED`` and ``COORDGUIDE_STEPS`` choose another one, for a long run by hand.
"""

from __future__ import annotations

import json
import os
import random
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.model import Content

pytestmark = pytest.mark.browser

DRIVER = Path(__file__).with_name("driver.js")
STEPS = int(os.environ.get("COORDGUIDE_STEPS", "1950"))
IN_EACH_FRAME = 650
BATCH = 130
SEEDS = [int(os.environ["COORDGUIDE_SEED"])] if "COORDGUIDE_SEED" in os.environ else [1, 2]
FIRST_DAY = date(2026, 6, 15)

KILL = "() => self.engines.at(-1).dispatchEvent(new ErrorEvent('error', { message: 'killed' }))"

OPENED = (
    "nc-complete-release-to-pcp",
    "field-40-az-part-2-suicide-emergency-room",
    "az-medical-emergency-side-by-side",
)
REFUSED = ("{", json.dumps({"kind": "coordguide-case", "format": 99}))
"""Files that take the place of the case, and files that are refused."""

State = dict[str, Any] | None


class Witness:
    """Compares what was seen on the page with the facts it was seen beside."""

    def __init__(self, content: Content, files: list[str]) -> None:
        offers = content.questions["contact-kind"].offers
        self._settled = {fact for offer in offers for fact in offer.get("sets", {})}
        self._files = [json.loads(text)["case"]["facts"] for text in files]
        self._decisions = lru_cache(None)(self._decide)
        self._content = content
        # By the key of the case: one that is brought back brings with it what can be undone.
        self._all_removed: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self._removed = self._all_removed.setdefault("", [])
        self.told = 0

    def _decide(self, case: str) -> dict[str, str]:
        view = evaluate(self._content, read_case(json.loads(case), self._content))
        return {contact.id: contact.decision for contact in view.contacts}

    def answers_are_of_the_facts(self, seen: dict[str, Any], done: list[str]) -> None:
        """Assert that each answer a person can read is that of the facts as they are."""
        read = {(one["contact"], one["decision"]) for one in seen["cards"] if not one["heldBack"]}
        if not read:
            return
        self.told += 1
        facts = json.dumps(seen["case"])
        all_told = set(self._decisions(facts).items())
        # One question at a time, only the contact at hand may be on screen.
        is_right = read <= all_told if seen["pace"] == "one" else read == all_told
        assert is_right, "\n".join([*done, facts, f"{seen['pace']}: {sorted(read, key=str)}"])

    def nothing_is_lost(self, done: str, before: State, after: State, key: str) -> None:
        """Assert that an act changed only what it is there to change."""
        act = done.split(" ")[0]
        self._removed = self._all_removed.setdefault(key, [])
        if before is None or after is None:
            assert before == after or act in ("answer", "edition", "erase", "bring", "open"), done
        elif act in ("nothing", "change", "step", "why", "tab", "save", "way", "pace"):
            assert after == before, done
        elif act == "open":
            self._opened(int(done.split(" ")[1]), before, after)
        elif act in ("add", "remove", "undo"):
            assert self._contacts(act, before, after), done
        elif act in ("answer", "edition", "chip", "date"):
            # A box that is not ticked any more takes its answer with it, and who the contact
            # is takes what that settled; nothing else goes.
            answered = done.split(" ")[1].split(".")[-1]
            ours = {answered} | (self._settled if answered == "contact-kind" else set())
            gone = set(_gone(before, after))
            assert gone <= ours if act == "answer" else len(gone - self._settled) <= 1, done

    def begin_anew(self) -> None:
        """Forget what could be undone: the page was loaded again."""
        self._all_removed = {}

    def _opened(self, number: int, before: Any, after: Any) -> None:
        is_refused = number >= len(self._files)
        assert after["facts"] == (before if is_refused else {"facts": self._files[number]})["facts"]

    def _contacts(self, act: str, before: Any, after: Any) -> bool:
        was, now = before["contacts"], after["contacts"]
        if act == "add":
            return bool(now[:-1] == was and not now[-1]["facts"])
        if now == was:  # a press on a button of before does nothing
            return act == "remove" or not self._removed
        if act == "remove":
            (at,) = (place for place, one in enumerate(was) if one not in now)
            self._removed.append((at, was[at]))
            return bool(now == was[:at] + was[at + 1 :])
        at, contact = self._removed.pop()
        return bool(now == [*was[:at], contact, *was[at:]])


def _gone(before: Any, after: Any) -> Any:
    """Yield what was answered before and is not any more."""
    parts = [(before["facts"], after["facts"])]
    now = {one["id"]: one["facts"] for one in after["contacts"]}
    parts += [(one["facts"], now[one["id"]]) for one in before["contacts"]]
    yield from (fact for was, is_ in parts for fact in was if fact not in is_)


def prepared(files: list[str]) -> str:
    """Write for the driver what files there are, and from which on they are refused."""
    return f"self.savedFiles = {json.dumps([*files, *REFUSED])}; self.refusedFrom = {len(files)};"


def judge(witness: Witness, before: State, run: dict[str, Any]) -> State:
    """Assert of each step of a batch what must hold; returns the case after it."""
    for step, (done, seen) in enumerate(zip(run["done"], run["seen"], strict=True)):
        witness.answers_are_of_the_facts(seen, run["done"][max(0, step - 8) : step + 1])
        witness.nothing_is_lost(done, before, seen["case"], seen["key"])
        before = seen["case"]
    for seen in (*run["later"], run["end"]):
        witness.answers_are_of_the_facts(seen, run["done"])
    assert run["unlike"] == [], run["done"][-8:]
    assert run["left"] > 3, "nothing can be done"
    return before


@pytest.mark.parametrize("seed", SEEDS)
def test_used_at_random_the_page_is_never_wrong_and_never_stuck(
    seed, fresh_checklist, content, saved
):
    checklist, page = fresh_checklist, fresh_checklist.page
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{error} {getattr(error, 'stack', '')}"))
    files = [saved(name) for name in OPENED]
    page.add_init_script(prepared(files))
    page.add_init_script(path=DRIVER)
    checklist.open("?edition=flyer")
    checklist.choose("emergency", "no")
    witness, chance, day = Witness(content, files), random.Random(seed), FIRST_DAY
    before = page.evaluate("kept()")
    for batch in range(STEPS // BATCH):
        run = page.evaluate("([seed, steps]) => drive(seed, steps)", [seed * 1000 + batch, BATCH])
        assert faults == []  # a page that could not be drawn shows what was there before
        judge(witness, before, run)
        day = disturb(page, chance, day, witness)
        before = page.evaluate("kept()")
    assert witness.told > STEPS / 20


def test_two_frames_of_a_portal_used_at_random_side_by_side_never_meet(
    new_context, serve, site_url, tmp_path, content, saved
):
    """Each has the case of another member; what is done in one is never seen in the other."""
    element = "<coordination-checklist edition=flyer case={}></coordination-checklist>"
    html = f"""<!doctype html><script type="module"
        src="{site_url}/embed/coordination-checklist.js"></script>
        {element.format("first")}{element.format("second")}"""
    files = [saved(name) for name in OPENED]
    with serve(tmp_path, {}, {"/": html.encode()}) as address:
        page = new_context().new_page()
        page.clock.set_fixed_time(f"{FIRST_DAY}T10:00:00")
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(prepared(files))
        page.add_init_script(path=DRIVER)
        page.goto(address)
        witnesses = [Witness(content, files), Witness(content, files)]
        befores: list[State] = [None, None]
        for batch in range(IN_EACH_FRAME // BATCH):
            frames = [ready_frame(page, number) for number in (0, 1)]
            kept = [frame.evaluate("kept()") for frame in frames]
            assert [said_in(one) for one in kept] == [said_in(before) for before in befores]
            for number, frame in enumerate(frames):
                about = [7000 + 10 * batch + number, BATCH]
                frame.evaluate("([seed, steps]) => void (self.run = drive(seed, steps))", about)
            runs = [frame.evaluate("self.run") for frame in frames]
            for number, run in enumerate(runs):
                befores[number] = judge(witnesses[number], kept[number], run)
            assert faults == []
            if batch % 2:
                page.reload()
                for witness in witnesses:
                    witness.begin_anew()
        assert min(witness.told for witness in witnesses) > IN_EACH_FRAME / 20


def said_in(state: State) -> list[Any]:
    """What was said about the member; a case without an edition takes the one of the address."""
    parts = [] if state is None else [{"id": None, **state}, *state["contacts"]]
    return [(part["id"], part["facts"]) for part in parts if part["facts"]]


def ready_frame(page: Page, number: int) -> Frame:
    inside = page.locator("coordination-checklist").nth(number).locator("iframe")
    frame = inside.element_handle().content_frame()
    expect(frame.locator("#checklist[data-state='ready']")).to_be_attached(timeout=60_000)
    return frame


def disturb(page: Page, chance: random.Random, day: date, witness: Witness) -> date:
    """Do to the page what happens to pages; returns the day it is after that."""
    what = chance.choice(["reload", "kill", "dark", "narrow", "offline", "night"])
    if what == "reload":
        page.reload()
        witness.begin_anew()
    elif what == "kill":
        page.evaluate(KILL)
    elif what == "dark":
        page.emulate_media(color_scheme=chance.choice(["dark", "light"]))
    elif what == "narrow":
        page.set_viewport_size({"width": chance.choice([360, 1280]), "height": 720})
    elif what == "offline":
        page.context.set_offline(chance.random() < 0.5)
        page.context.set_offline(False)
    else:
        day += timedelta(days=1)
        page.clock.set_fixed_time(f"{day}T10:00:00")
        page.evaluate("dispatchEvent(new Event('focus'))")
    again = page.get_by_role("button", name="Try again")
    expect(page.locator("#checklist[data-state='ready']").or_(again)).to_be_visible(timeout=60_000)
    if again.is_visible():
        if page.locator("dialog[open]").count():  # a question that was left open lies above it
            page.keyboard.press("Escape")
        again.click()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    return day
