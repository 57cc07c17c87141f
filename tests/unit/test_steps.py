"""The steps after the decision: channel, records, findings, notice, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coordguide.view import MethodView, RequestView, View

Answer = Callable[..., View]


class TestMethods:
    def ranked(self, view: View) -> list[tuple[str, bool]]:
        """Return the channels of the one contact, best first, and whether both sides have them."""
        return [(method.id, method.available) for method in view.contacts[0].methods]

    @pytest.mark.parametrize(
        ("need", "channels", "ranked"),
        [
            (["urgent"], ["phone", "fax"], [("phone", True), ("fax", True)]),
            (["papers"], ["phone", "fax"], [("fax", True), ("phone", True)]),
            (["urgent", "papers"], ["phone", "fax"], [("phone", True), ("fax", True)]),
            (["urgent"], ["fax"], [("fax", True), ("phone", False)]),
            (None, ["phone", "fax"], [("phone", True), ("fax", True)]),
            (["papers"], None, [("fax", False), ("phone", False)]),
        ],
    )
    def test_best_for_the_need_first(
        self, need: list | None, channels: list | None, ranked: list, answer: Answer
    ) -> None:
        """What fits the need comes first, what is not there last, ties in the content's order."""
        view = answer(need=need, channels=channels)
        assert self.ranked(view) == ranked
        assert [method.rank for method in view.contacts[0].methods] == [1, 2]

    def method(self, view: View, name: str) -> MethodView:
        """Return one channel of the one contact."""
        return next(method for method in view.contacts[0].methods if method.id == name)

    def test_a_reason_for_each_need_it_fits(self, answer: Answer) -> None:
        """A channel says why it suits; where it does not, it says nothing."""
        view = answer(need=["urgent", "papers"])
        assert [r.text for r in self.method(view, "phone").reasons] == ["Fast."]
        assert [r.text for r in self.method(view, "fax").reasons] == ["Carries papers."]

    @pytest.mark.parametrize(
        ("facts", "shown"),
        [
            ({"age": "adult"}, ["voice"]),
            ({"age": "minor"}, ["voice", "minor-call"]),
            ({}, ["voice", "minor-call"]),
        ],
    )
    def test_safeguards(self, facts: dict, shown: list[str], answer: Answer) -> None:
        """A safeguard is left out only where it is known not to apply."""
        safeguards = self.method(answer(facts=facts), "phone").safeguards
        assert [item.id for item in safeguards] == shown

    def test_whether_the_edition_names_it(self, answer: Answer) -> None:
        """A channel that the edition does not mention is marked."""
        view = answer(edition="plan-b")
        assert self.method(view, "phone").in_edition
        assert not self.method(view, "fax").in_edition


class TestRecords:
    def test_what_to_ask_for_and_what_to_leave_out(self, answer: Answer) -> None:
        """Each kind of record stands in one of the two lists, with its reason."""
        records = answer().contacts[0].records
        assert [line.text for line in records.ask_for] == ["Diagnoses: why"]
        assert [line.text for line in records.leave_out] == ["Private notes"]

    def test_a_kind_that_may_apply_is_shown(self, answer: Answer) -> None:
        """While the age is not known, no record is dropped."""
        shown = answer(facts={}).contacts[0].records.ask_for
        assert [line.id for line in shown] == ["diagnoses", "school"]

    def request(self, answer: Answer, **row: Any) -> RequestView | None:
        """Return what is still open about one requested record."""
        written = {"kind": "diagnoses"} | {k.replace("_", "-"): v for k, v in row.items()}
        found = answer(records_requested=[written]).contacts[0].records.outstanding
        return found[0] if found else None

    def test_not_asked_for(self, answer: Answer) -> None:
        """A record on the list and not asked for has no date yet."""
        found = self.request(answer)
        assert (found.says, found.next_date, found.attempts) == ("Diagnoses: ask.", "", 0)

    @pytest.mark.parametrize(
        ("attempts", "date", "written"),
        [
            (None, "2026-11-09", "Nov 9, 2026"),
            (0, "2026-11-09", "Nov 9, 2026"),
            (1, "2026-11-09", "Nov 9, 2026"),
            (2, "2026-11-16", "Nov 16, 2026"),
        ],
    )
    def test_waiting(self, attempts: int | None, date: str, written: str, answer: Answer) -> None:
        """Five business days after the last time; of a time without a day, five more."""
        row = {} if attempts is None else {"attempts": attempts}
        found = self.request(answer, asked_on="2026-11-02", **row)
        assert found.says == f"Diagnoses: ask again on {written}."
        assert found.attempts == (attempts or 1)  # what was asked for on a day was asked for once
        assert (found.next_date, found.clock) == (date, "tool-default")

    def test_each_later_time_has_its_day(self, answer: Answer) -> None:
        """The next date counts from the last day, whatever order the days were entered in."""
        days = ["2026-11-16", "2026-11-04"]
        found = self.request(answer, asked_on="2026-11-02", asked_again=days[1:])
        assert (found.attempts, found.next_date) == (2, "2026-11-11")
        assert (found.asked_on, found.asked_again) == ("2026-11-02", ("2026-11-04",))
        found = self.request(answer, asked_on="2026-11-02", asked_again=days, attempts=1)
        assert (found.attempts, found.next_date) == (3, "2026-11-23")
        assert found.asked_again == ("2026-11-04", "2026-11-16")

    @pytest.mark.parametrize(
        "row",
        [
            {"asked-on": "2026-11-02", "asked-again": ["2026-11-09", "2026-11-16"]},
            {"asked-on": "2026-11-02", "attempts": 3},
        ],
    )
    def test_the_third_time_without_an_answer(self, row: dict, answer: Answer) -> None:
        """Nobody has to find out by themselves that no answer came: whom to turn to is said."""
        (contact,) = answer(records_requested=[{"kind": "diagnoses", **row}]).contacts
        (found,) = contact.records.outstanding
        assert found.says == "Diagnoses: asked 3 times, no answer."
        assert (found.next_date, found.clock) == ("2026-11-23", "tool-default")
        assert [path.finding for path in contact.resolution] == ["no-response"]
        came = {**row, "received-on": "2026-11-20"}
        (contact,) = answer(records_requested=[{"kind": "diagnoses", **came}]).contacts
        assert contact.resolution == ()

    def test_the_persons_own_date_wins(self, answer: Answer) -> None:
        """The tool's default is only a suggestion."""
        found = self.request(answer, asked_on="2026-11-02", follow_up_on="2026-11-05")
        assert (found.next_date, found.clock) == ("2026-11-05", "your-date")

    @pytest.mark.parametrize("reviewed", [None, "no"])
    def test_received_but_not_read(self, reviewed: str | None, answer: Answer) -> None:
        """A record that came is read next; nobody asks again."""
        found = self.request(
            answer, asked_on="2026-11-02", received_on="2026-11-05", reviewed=reviewed
        )
        assert (found.says, found.next_date) == ("Diagnoses: read it.", "")

    def test_done(self, answer: Answer) -> None:
        """A record received and reviewed is no longer outstanding."""
        assert self.request(answer, received_on="2026-11-05", reviewed="yes") is None

    def test_reviewed_without_being_received_is_not_done(self, answer: Answer) -> None:
        """Nobody reviews what never came."""
        assert self.request(answer, asked_on="2026-11-02", reviewed="yes") is not None


class TestResolutions:
    @pytest.mark.parametrize(
        ("edition", "title", "step"),
        [("plan-a", "Clash in A", "Talk, member."), ("plan-b", "Clash in B", "Write.")],
    )
    def test_the_path_of_this_edition(
        self, edition: str, title: str, step: str, answer: Answer
    ) -> None:
        """A finding leads to the steps of the edition at hand, with their sources."""
        (path,) = answer(edition=edition, findings=["clash"]).contacts[0].resolution
        assert (path.finding, path.title) == ("clash", title)
        assert [(line.text, line.cites) for line in path.steps] == [(step, ("CON-1",))]

    def test_nothing_found(self, answer: Answer) -> None:
        """No finding, no path."""
        assert answer(findings=["none"]).contacts[0].resolution == ()


class TestNotice:
    def told(self, view: View) -> dict[str, list[str]]:
        """Return who must, may and must not be told."""
        notify = view.notify
        lists = {"must": notify.must, "may": notify.may, "must-not": notify.must_not}
        return {duty: [notice.who for notice in notices] for duty, notices in lists.items()}

    def test_must_not_wins(self, answer: Answer) -> None:
        """Where one rule allows and another forbids, the person is not told."""
        view = answer(facts={"age": "adult"})
        assert self.told(view) == {"must": ["member"], "may": [], "must-not": ["parent"]}

    def test_a_rule_not_yet_decided_tells_nobody(self, answer: Answer) -> None:
        """While the age is open, nobody is told anything."""
        assert self.told(answer(facts={})) == {"must": [], "may": [], "must-not": []}

    def test_says_who_says_so(self, answer: Answer) -> None:
        """A notice carries its words, its rule and its sources."""
        (notice,) = answer().notify.must
        assert (notice.label, notice.rule) == ("MEMBER", "tell-member")
        assert (notice.says, notice.cites) == ("Rule tell-member for the member.", ("CON-1",))


class TestTasks:
    def tasks(self, view: View) -> list[tuple[str | None, str, str]]:
        """Return what is left to do."""
        return [(task.contact, task.step, task.text) for task in view.outstanding]

    def test_notice_is_due_once_something_may_be_disclosed(self, answer: Answer) -> None:
        """Whoever must be told and was not is a task of the case."""
        assert self.tasks(answer()) == [(None, "notify", "Tell MEMBER.")]

    def test_notice_given_is_done(self, answer: Answer) -> None:
        """Who was told need not be told again."""
        told = {"age": "adult", "notified": [{"who": "member"}]}
        assert self.tasks(answer(facts=told)) == []

    def test_no_notice_of_what_does_not_happen(self, answer: Answer) -> None:
        """Where nothing may be disclosed, nobody need be told; the decision says what to do."""
        view = answer(roi="not-signed")
        assert self.tasks(view) == [("pcp", "release", "Do get-roi-first.")]

    def test_a_duty_not_met_is_a_task(self, answer: Answer) -> None:
        """A missing duty does not spoil the form, but is to be done."""
        view = answer(
            roi_elements={"H1": "present", "H2": "present", "H9": "missing", "P1": "present"}
        )
        assert view.contacts[0].decision == "proceed"
        assert ("pcp", "release", "Add H9.") in self.tasks(view)

    def test_what_makes_a_form_invalid_is_one_task(self, answer: Answer) -> None:
        """A form that lacks an element is mended as a whole; the decision says so."""
        view = answer(roi_elements={"H1": "missing", "H2": "present"})
        assert self.tasks(view) == [("pcp", "release", "Do get-roi-first.")]

    def test_open_requests_are_tasks(self, answer: Answer) -> None:
        """A record that did not come is to be asked for again."""
        rows = [{"kind": "diagnoses", "asked-on": "2026-11-02"}]
        tasks = self.tasks(answer(records_requested=rows))
        assert tasks[0] == ("pcp", "records", "Diagnoses: ask again on Nov 9, 2026.")
