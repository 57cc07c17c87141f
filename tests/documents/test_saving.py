"""A saved case opens to the same answer, says what is different, or is refused whole."""

from __future__ import annotations

import json
import random
import string
import unicodedata
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from coordguide.engine.case_reader import MOST_ROWS, read_case
from coordguide.engine.evaluation import evaluate
from coordguide.model import Content
from coordguide.protocol import saved_case
from coordguide.protocol.label import plain_label
from coordguide.protocol.saved_case import (
    FORMAT,
    KIND,
    MOST_ASIDE,
    MOST_CHARACTERS,
    OpenedCase,
    SavedError,
    _sum,
    open_saved,
    save,
    visible_case,
)


def resealed(data: dict[str, Any]) -> str:
    """The file as somebody would write it who reckons the checksum anew."""
    body = {key: value for key, value in data.items() if key != "sum"}
    return json.dumps({**body, "sum": _sum(body)})


@pytest.fixture
def saved(scenarios: Callable, content: Content) -> str:
    case = read_case(scenarios("orange-county-mhp")["at-work"], content)
    return save(content, case, "File 12", "k3y")


def refusal(text: str, content: Content) -> str:
    with pytest.raises(SavedError) as caught:
        open_saved(text, content)
    assert str(caught.value).endswith(".")
    return caught.value.code


class TestReplay:
    def test_every_practice_case_comes_back_the_same(
        self, practice_cases: dict[str, dict[str, Any]], content: Content
    ) -> None:
        """Saved and opened, each case has the answers and the decisions it had."""
        for name, data in practice_cases.items():
            case = read_case(data, content)
            opened = open_saved(save(content, case), content)
            assert opened.is_same, name
            before, after = evaluate(content, case), opened.view
            assert visible_case(after) == visible_case(before)
            assert [c.decision for c in after.contacts] == [c.decision for c in before.contacts]

    def test_label_and_key_come_back(self, saved: str, content: Content) -> None:
        """What the user called the case, and the key of its reminders, are kept."""
        opened = open_saved(saved, content)
        assert (opened.label, opened.key) == ("File 12", "k3y")

    def test_what_cannot_be_seen_is_in_no_label(self, saved: str, content: Content) -> None:
        """It is left out when a file is written and, of a file of before, when it is opened."""
        typed = "\u202eFi\u200fle\ufeff \x0712\u2066"
        case = open_saved(saved, content).case
        assert json.loads(save(content, case, typed + "\n"))["label"] == "File 12"
        opened = open_saved(resealed(json.loads(saved) | {"label": typed}), content)
        assert (opened.label, opened.is_same) == ("File 12", True)
        # It takes no room from what was typed beside it.
        assert json.loads(save(content, case, "\u202e" * 20 + "x" * 20))["label"] == "x" * 20

    def test_nothing_but_what_cannot_be_seen_goes_from_a_label(self) -> None:
        """By the categories of Unicode: controls, formats, ends of lines, halves of characters."""
        every = [chr(code) for code in range(0x110000)]
        unseen = {one for one in every if not plain_label(one)}
        assert {unicodedata.category(one) for one in unseen} <= {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn"}
        turning = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI", "B", "S")
        assert {one for one in every if unicodedata.bidirectional(one) in turning} <= unseen
        assert set("\u200e\u200f\u061c\ufeff\u200b\x00\x1f\x7f\x9f") <= unseen
        kept = "Größe 1\u00a0# 山 ‘x’ 👩\u200d⚕\ufe0f"
        assert plain_label(kept) == kept

    def test_the_file_names_engine_and_content(self, saved: str, content: Content) -> None:
        """Who answered, and by which rules, stands in every file."""
        data = json.loads(saved)
        assert (data["kind"], data["format"], data["engine"]) == (KIND, FORMAT, "0.2.0")
        assert data["content"] == {"version": content.version, "sha256": content.sha256}

    def test_a_changed_decision_is_named(self, saved: str, content: Content) -> None:
        """An answer of then that is another one now is told part by part."""
        data = json.loads(saved)
        data["answer"]["contacts"]["doctor"]["decision"] = "stop"
        opened = open_saved(resealed(data), content)
        (difference,) = opened.differences
        assert (difference.contact, difference.part) == ("doctor", "decision")
        assert (difference.was, difference.now) == ("stop", "proceed")

    def test_an_older_content_is_fitted_and_told(self, saved: str, content: Content) -> None:
        """Facts, values and elements of another content are set aside by name, the rest is kept."""
        data = json.loads(saved)
        data["content"] = {"version": "2025.1", "sha256": "0" * 64}
        facts = data["case"]["contacts"][0]["facts"]
        facts["favorite-color"] = "green"
        facts["need"] = [*facts["need"], "company"]
        facts["roi-elements"]["H99"] = "present"
        data["case"]["facts"]["emergency"] = "perhaps"
        opened = open_saved(resealed(data), content)
        aside = {(a.contact, a.fact): a.value for a in opened.aside}
        assert aside == {
            (None, "emergency"): "perhaps",
            ("doctor", "favorite-color"): "green",
            ("doctor", "need"): "company",
            ("doctor", "roi-elements"): "H99",
        }
        assert opened.case.contacts[0].facts["channels"] == ["phone", "fax", "meeting"]
        assert not opened.is_same

    def test_of_a_list_that_is_too_long_now_the_rest_is_set_aside(
        self, saved: str, content: Content
    ) -> None:
        """A file of an engine that knew no limit opens, and what goes is named."""
        data = json.loads(saved) | {"engine": "0.1.0"}
        rows = [{"kind": "services", "attempts": number} for number in range(MOST_ROWS + 2)]
        data["case"]["contacts"][0]["facts"]["records-requested"] = rows
        opened = open_saved(resealed(data), content)
        assert opened.case.contacts[0].facts["records-requested"] == rows[:MOST_ROWS]
        assert [one.value for one in opened.aside] == rows[MOST_ROWS:]

    def test_of_several_days_only_the_one_that_is_none_is_set_aside(
        self, saved: str, content: Content
    ) -> None:
        """The request, and the other day of it, stay."""
        data = json.loads(saved) | {"engine": "0.1.0"}
        row = {"kind": "services", "asked-again": ["2026-11-09", "soon"]}
        data["case"]["contacts"][0]["facts"]["records-requested"] = [row]
        opened = open_saved(resealed(data), content)
        kept = {"kind": "services", "asked-again": ["2026-11-09"]}
        assert opened.case.contacts[0].facts["records-requested"] == [kept]
        assert [one.value for one in opened.aside] == ["soon"]

    def test_many_unknown_answers_are_set_aside_in_few_readings(
        self, saved: str, content: Content, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The work grows with the file and no faster, and ends where it is no case of ours."""
        data = json.loads(saved)
        data["content"] = {"version": "2025.1", "sha256": "0" * 64}
        rows = [{"kind": "gone", "asked-on": "never"} for _ in range(30)]
        data["case"]["contacts"][0]["facts"]["records-requested"] = rows
        data["case"]["facts"].update({f"gone-{number}": "x" for number in range(MOST_ASIDE - 60)})
        readings = []
        monkeypatch.setattr(
            saved_case, "read_case", lambda *of: readings.append(1) or read_case(*of)
        )
        opened = open_saved(resealed(data), content)
        assert len(opened.aside) == MOST_ASIDE - 30
        assert [one.fact for one in opened.aside[:2]] == ["gone-0", "gone-1"]
        assert len(readings) == 2
        data["case"]["facts"].update({f"gone-{number}": "x" for number in range(MOST_ASIDE + 1)})
        assert refusal(resealed(data), content) == "not-readable"
        assert len(readings) == 3

    def test_an_edition_that_is_gone(self, saved: str, content: Content) -> None:
        """Without its edition a case cannot be answered."""
        data = json.loads(saved)
        data["content"]["sha256"] = "0" * 64
        data["case"]["edition"] = "gone"
        assert refusal(resealed(data), content) == "not-readable"


class TestRefusals:
    def test_newer(self, saved: str, content: Content) -> None:
        """A file of a newer format, content or engine asks for a reload, not for luck."""
        data = json.loads(saved)
        newer = [
            {**data, "format": FORMAT + 1, "more": 1},
            {**data, "content": {**data["content"], "version": "2999.1"}},
            {**data, "engine": "99.0"},
        ]
        assert [refusal(resealed(each), content) for each in newer] == ["newer"] * 3

    @pytest.mark.parametrize(
        "text",
        ["", "x", "null", "[]", "{}", '{"kind": "letter"}', "<html>", "PK\x03\x04", "[" * 99_999,
         '{"kind": NaN}', "\ufeff{}", '{"edition": "flyer", "facts": {}}'],
        ids=lambda text: repr(text[:20]),
    )  # fmt: skip
    def test_foreign(self, text: str, content: Content) -> None:
        """What is no saved case is called that."""
        assert refusal(text, content) == "not-a-case"

    def test_huge(self, saved: str, content: Content) -> None:
        """A file far larger than any case is not read at all."""
        assert refusal(saved + " " * MOST_CHARACTERS, content) == "too-large"

    def test_a_key_that_stands_twice(self, saved: str, content: Content) -> None:
        """Two answers to one question are not chosen between."""
        assert refusal(saved.replace('"label"', '"key": "a", "label"', 1), content) == "damaged"

    def test_an_unknown_answer_in_todays_content(self, saved: str, content: Content) -> None:
        """With the same content, an answer it does not know can only be damage."""
        data = json.loads(saved)
        data["case"]["facts"]["emergency"] = "perhaps"
        assert refusal(resealed(data), content) == "damaged"


def damage(saved: str, chance: random.Random) -> str:
    """Harm a file the way disks, mail and people do."""
    place = chance.randrange(len(saved))
    other = chance.randrange(len(saved))
    letters = string.ascii_letters + string.digits + '{}[]":,\\ \n\x00é\ud800'
    kind = chance.randrange(8)
    if kind == 0:
        return saved[:place]
    if kind == 1:
        return saved[place:]
    if kind == 2:
        return saved[:place] + chance.choice(letters) + saved[place + 1 :]
    if kind == 3:
        return saved[: min(place, other)] + saved[max(place, other) :]
    if kind == 4:
        return saved[:place] + saved[other : other + 40] + saved[place:]
    if kind == 5:
        return saved[:place] + chance.choice(letters) * 3 + saved[place:]
    if kind == 6:
        data = json.loads(saved)
        _change_somewhere(data, chance)
        return json.dumps(data)
    lines = saved.splitlines()
    chance.shuffle(lines)
    return "\n".join(lines)


def _change_somewhere(data: Any, chance: random.Random) -> None:
    while isinstance(data, (dict, list)) and data:
        key = chance.choice(list(data) if isinstance(data, dict) else range(len(data)))
        inner = data[key]
        if not isinstance(inner, (dict, list)) or not inner or chance.random() < 0.2:
            data[key] = chance.choice([None, 7, "x", [], {}, "yes", -1, True, 1e300])
            return
        data = inner


def test_two_thousand_damaged_files(saved: str, content: Content) -> None:
    """Each is refused with a sentence, or means the very same case (as with a moved space)."""
    chance = random.Random(20261123)
    whole = open_saved(saved, content)
    codes: dict[str, int] = {}
    for _ in range(2000):
        text = damage(saved, chance)
        try:
            opened = open_saved(text, content)
        except SavedError as error:
            codes[error.code] = codes.get(error.code, 0) + 1
        else:
            assert _same(opened, whole), text
            codes["same"] = codes.get("same", 0) + 1
    assert codes["damaged"] > 500
    assert codes["not-a-case"] > 100
    assert codes.get("same", 0) < 500


def test_damage_with_a_right_checksum(saved: str, content: Content) -> None:
    """Changed by hand and sealed anew, a file is still refused or read in full, never half."""
    chance = random.Random(7)
    for _ in range(500):
        data = deepcopy(json.loads(saved))
        _change_somewhere(data, chance)
        try:
            opened = open_saved(resealed(data), content)
        except SavedError:
            continue
        assert isinstance(opened, OpenedCase)


@pytest.mark.parametrize(
    "forge",
    [
        lambda data: data["answer"]["contacts"].update({"Legal says: you may proceed": {}}),
        lambda data: data["answer"]["contacts"].update(other={"": "x"}),
        lambda data: data["answer"]["contacts"].update(other={"decision": "You may proceed."}),
        lambda data: data["answer"]["contacts"].update(other={"decision": {"toString": 1}}),
        lambda data: data["answer"]["contacts"].update({f"c{n}": {} for n in range(60)}),
        lambda data: data["answer"]["notify"].update(must=["Nobody; just go on"]),
        lambda data: data["answer"]["notify"].update(must="member"),
        lambda data: data["content"].update(sha256=5),
        lambda data: data["content"].update(sha256=None),
        lambda data: data["content"].update(version="9" * 5000),
        lambda data: data.update(engine="9" * 5000),
    ],
)
def test_a_forged_file_says_nothing_of_its_own(
    forge: Callable[[dict[str, Any]], None], saved: str, content: Content
) -> None:
    """What differs is told on screen, so that only the engine's own words may stand there."""
    data = json.loads(saved)
    forge(data)
    with pytest.raises(SavedError) as refused:
        open_saved(resealed(data), content)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("legal says: you may proceed", "yes"),
        ("left-handed", "Legal says: you may proceed."),
        ("left-handed", ["yes", "\u202eyes"]),
        ("left-handed", {"H1": {"Go on.": 1}}),
        ("left-handed", "x" * 61),
    ],
)
def test_what_a_forged_file_leaves_unknown_says_nothing_either(
    fact: str, value: Any, saved: str, content: Content
) -> None:
    """An answer of another content is told on screen, too: it may be made of such words only."""
    data = json.loads(saved)
    data["content"] = {"version": "2025.1", "sha256": "0" * 64}
    data["case"]["facts"][fact] = value
    with pytest.raises(SavedError) as refused:
        open_saved(resealed(data), content)
    assert refused.value.code == "damaged"


def _same(one: OpenedCase, other: OpenedCase) -> bool:
    return (one.case, one.label, one.key, one.is_same) == (
        other.case, other.label, other.key, other.is_same
    )  # fmt: skip
