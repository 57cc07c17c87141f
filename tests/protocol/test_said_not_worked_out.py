"""What a page shows and no longer works out: it is said by the answer, for every case file."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from coordguide.documents import as_html, as_text, blocks, html_parts, text_parts
from coordguide.model import DECISIONS, PERMITTED, SETTLED, STATUS_TONES, STATUSES, TONES, Content
from coordguide.protocol import handle
from coordguide.protocol.saved_case import SavedError, fit
from coordguide.site.bundle.assets import page_case

Ask = Callable[..., dict[str, Any]]
CASES = sorted((Path(__file__).parents[2] / "checklist" / "cases").glob("*.toml"))
CASE = page_case(
    Path(__file__).parents[2] / "checklist" / "cases" / "az-complete-release-to-pcp.toml"
)


@pytest.fixture(scope="module")
def plain(ask: Ask) -> Ask:
    """Ask without holding each message against the contract, which other tests do."""

    def asking(kind: str, **more: Any) -> dict[str, Any]:
        return json.loads(handle(json.dumps({"v": 1, "id": 1, "type": kind, **more})))

    return asking


def test_what_would_change_an_answer_is_offered_where_something_would(plain: Ask) -> None:
    """No button stands on an answer that allows, or that no other answer would turn."""
    seen = set()
    for case in map(page_case, CASES):
        for contact in plain("evaluate", case=case)["view"]["contacts"]:
            seen.add((contact["decision"], contact["explainable"]))
            explained = plain("explain", case=case, contact=contact["id"])
            assert (
                contact["explainable"]
                or not explained["changes"]
                or (contact["decision"] == "incomplete")
            )
    assert ("act-now", False) in seen
    assert {decision for decision, is_offered in seen if is_offered}.isdisjoint(
        (*PERMITTED, *SETTLED, "incomplete")
    )


def variants(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a case as it is, with a next contact planned, and with an end by event."""
    planned, ending = deepcopy(case), deepcopy(case)
    for contact in planned["contacts"]:
        contact["facts"]["next-contact-on"] = "2027-01-04"
    for contact in ending["contacts"]:
        if contact["facts"].get("roi-expiry-kind") == "date":
            contact["facts"]["roi-expiry-kind"] = "event"
            contact["facts"]["roi-expiry-event-happened"] = "no"
    return [case, planned, ending]


def test_as_many_reminders_are_told_as_the_file_holds(plain: Ask) -> None:
    """The button for a calendar stands exactly where there is something to remember."""
    told = []
    for case in (variant for path in CASES for variant in variants(page_case(path))):
        reminders = plain("evaluate", case=case)["reminders"]
        text = plain("take", case=case, **{"as": "ics"})["text"]
        assert reminders == text.count("BEGIN:VEVENT"), case
        told.append(reminders)
    assert min(told) == 0
    assert max(told) > 1


def test_every_decision_and_status_has_a_tone() -> None:
    assert TONES.keys() == set(DECISIONS)
    assert STATUS_TONES.keys() == {one for found in STATUSES.values() for one in found}


def test_questions_say_where_they_stand_and_whether_they_are_done(plain: Ask) -> None:
    case = deepcopy(CASE)
    del case["contacts"][0]["facts"]["roi-revoked"]
    rows = {row["question"]: row for row in plain("evaluate", case=case)["ask"]}
    assert rows["member-age"]["section"] == "start"
    assert rows["contact-kind"]["section"] == "contact"
    assert rows["roi"]["section"] == "release"
    assert rows["roi"]["done"]
    assert not rows["roi-revoked"]["done"]
    assert rows["roi-revoked"]["confirm"] == "no"
    assert "confirm" not in rows["roi-covers-recipient"]  # it has its answer
    assert rows["roi-expiry-kind"]["beside"]["question"] == "roi-expires-on"


def direction_of_one_more(plain: Ask, about_the_first: dict[str, Any]) -> dict[str, Any]:
    """Return the first question about a second contact, after these answers about the first."""
    case = deepcopy(CASE)
    first = {"contact-kind": "physical-health", "direction": "both", "information": ["health"]}
    case["contacts"] = [
        {"id": "contact-1", "facts": first | about_the_first},
        {"id": "contact-2", "facts": {"contact-kind": "physical-health"}},
    ]
    rows = plain("evaluate", case=case)["ask"]
    return next(r for r in rows if (r["contact"], r["question"]) == ("contact-2", "direction"))


def test_what_was_said_of_one_contact_may_be_said_of_the_next(plain: Ask) -> None:
    row = direction_of_one_more(plain, {"roi": "not-signed", "member-objected": "no"})
    assert row["as-before"] == {
        "direction": "both",
        "information": ["health"],
        "roi": "not-signed",
        "member-objected": "no",
    }


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ({"roi": "not-signed", "member-objected": "yes"}, "roi"),
        ({"roi": "not-signed", "member-objected": "unsure"}, "roi"),
        ({"roi": "signed", "roi-signed-by": "member"}, "information"),
        ({"roi": "declined"}, "information"),
    ],
)
def test_a_no_and_a_signed_form_are_asked_about_for_each_contact(
    plain: Ask, said: dict[str, Any], last: str
) -> None:
    row = direction_of_one_more(plain, said)
    assert list(row["as-before"])[-1] == last


@pytest.mark.parametrize("information", [["sud-part-2"], ["health", "psychotherapy-notes"]])
def test_what_is_specially_protected_is_not_taken_on(plain: Ask, information: list[str]) -> None:
    row = direction_of_one_more(plain, {"information": information})
    assert "as-before" not in row


def test_a_no_to_one_contact_is_not_confirmed_away_for_the_next(plain: Ask) -> None:
    case = deepcopy(CASE)
    asked = {"contact-kind": "physical-health", "direction": "both", "information": ["health"]}
    for said, confirm in (("yes", None), ("no", "no")):
        first = {**asked, "roi": "not-signed", "member-objected": said}
        second = {**asked, "roi": "not-signed"}
        case["contacts"] = [
            {"id": "contact-1", "facts": first},
            {"id": "contact-2", "facts": second},
        ]
        rows = plain("evaluate", case=case)["ask"]
        of_second = [r for r in rows if r["contact"] == "contact-2"]
        row = next(r for r in of_second if r["question"] == "member-objected")
        assert row.get("confirm") == confirm


def test_who_signed_is_said_with_the_form_only_where_the_member_decides(plain: Ask) -> None:
    case = deepcopy(CASE)
    for decider, offered in (("self", True), ("guardian", False)):
        case["facts"]["decision-maker"] = decider
        row = next(r for r in plain("evaluate", case=case)["ask"] if r["question"] == "roi")
        said = [one["answers"] for one in row["at-once"]]
        assert ({"roi": "signed", "roi-signed-by": "member"} in said) is offered
        assert {"roi": "not-signed", "member-objected": "no"} in said


def test_no_law_of_another_state_is_sent(plain: Ask, content: Content) -> None:
    """A page shows every citation that it gets."""

    def cites(node: Any) -> list[str]:
        if isinstance(node, list):
            return [one for part in node for one in cites(part)]
        if not isinstance(node, dict):
            return []
        return [*node.get("cites", ()), *(one for part in node.values() for one in cites(part))]

    for case in map(page_case, CASES):
        reply = plain("evaluate", case=case)
        state = reply["view"]["state"]
        laws = (content.laws.get(cite.split(" ")[0]) for cite in cites(reply))
        others = {law.id for law in laws if law and state and law.state not in ("", state)}
        assert others == set(), (case["edition"], state)


class TestBlanks:
    """Where a blank is, a document says; nobody looks for a line in finished text."""

    BLOCKS = (
        {"kind": "paragraph", "text": "Before & after", "cites": ()},
        {"kind": "blank", "id": "name", "text": "Name", "lines": 1, "cites": ()},
        {"kind": "blank", "id": "why", "text": "Why", "lines": 2, "cites": ()},
    )

    @pytest.mark.parametrize("line", ["_" * 40, "_" * 12, "….."])
    def test_a_blank_is_found_whatever_its_line_is(
        self, line: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(blocks, "LINE", line)
        for parts in (text_parts(self.BLOCKS), html_parts(self.BLOCKS)):
            assert [part.blank for part in parts if part.blank] == ["name", "why"]
        text = [part.text for part in text_parts(self.BLOCKS)]
        assert text == ["Before & after\n\nName: ", line, "\nWhy: ", f"{line}\n{line}", "\n"]

    def test_parts_together_are_the_whole(self) -> None:
        text, html = text_parts(self.BLOCKS), html_parts(self.BLOCKS)
        assert "".join(part.text for part in text) == as_text(self.BLOCKS)
        assert "".join(part.text for part in html) == as_html(self.BLOCKS)


class TestRecall:
    """A case kept by an older page loses what is not known here, named, and nothing more."""

    FACTS: dict[str, Any] = CASE["contacts"][0]["facts"]

    def kept(self, **facts: Any) -> dict[str, Any]:
        case = deepcopy(CASE)
        case["contacts"][0]["facts"] |= {key.replace("_", "-"): v for key, v in facts.items()}
        return case

    @pytest.mark.parametrize(
        ("facts", "lost", "left"),
        [
            ({"gone": "x"}, "x", {"gone": None}),
            (
                {"information": ["health", "gone"]},
                "gone",
                {"information": ["health"]},
            ),
            ({"information": ["gone"]}, "gone", {"information": None}),
            (
                {"roi_elements": {"H1": "present", "H2": "perhaps"}},
                "perhaps",
                {"roi-elements": {"H1": "present"}},
            ),
            (
                {"records_requested": [{"kind": "diagnoses"}, {"kind": "gone"}]},
                {"kind": "gone"},
                {"records-requested": [{"kind": "diagnoses"}]},
            ),
            (
                {"records_requested": [{"kind": "diagnoses", "attempts": "many"}]},
                "many",
                {"records-requested": [{"kind": "diagnoses"}]},
            ),
            (
                {"records_requested": [{"kind": "gone"}]},
                {"kind": "gone"},
                {"records-requested": None},
            ),
        ],
    )
    def test_only_what_is_not_known_is_lost(
        self, facts: dict[str, Any], lost: Any, left: dict[str, Any], ask: Ask
    ) -> None:
        reply = ask("recall", case=self.kept(**facts))
        (aside,) = reply["aside"]
        assert aside["value"] == lost
        now = reply["case"]["contacts"][0]["facts"]
        for fact, answer in left.items():
            assert now.get(fact) == answer
        untouched = self.FACTS.keys() - left.keys()
        assert {fact: now[fact] for fact in untouched} == {f: self.FACTS[f] for f in untouched}

    def test_a_whole_case_comes_back_as_it_was(self, ask: Ask) -> None:
        reply = ask("recall", case=CASE)
        assert reply["case"] == CASE
        assert reply["aside"] == []

    @pytest.mark.parametrize(
        "case", [None, 1, [], {}, {"edition": "gone"}, CASE | {"edition": "x"}]
    )
    def test_what_is_no_case_is_refused(self, case: Any, plain: Ask, content: Content) -> None:
        assert plain("recall", case=case)["code"] == "not-readable"
        with pytest.raises(SavedError):
            fit(case, content)
