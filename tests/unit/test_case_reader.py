"""Reading a case: what is wrong is named with its place, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordguide.engine.case_reader import (
    ELEMENT_ANSWERS,
    MOST_CONTACTS,
    MOST_ROWS,
    CaseError,
    Problem,
    read_case,
)
from coordguide.model import Case, Content

Reads = Callable[..., Case]
Refuses = Callable[..., Problem]


@pytest.fixture(scope="session")
def reads(tiny: Content, make_case: Callable) -> Reads:
    """Read a case of ``make_case`` with the tiny content."""
    return lambda **changes: read_case(make_case(**changes), tiny)


@pytest.fixture(scope="session")
def refuses(tiny: Content, make_case: Callable) -> Refuses:
    """Read a case that has exactly one thing wrong with it; return that."""

    def refuse(**changes: Any) -> Problem:
        with pytest.raises(CaseError) as caught:
            read_case(make_case(**changes), tiny)
        (problem,) = caught.value.problems
        return problem

    return refuse


class TestGoodCases:
    def test_every_kind_of_answer_is_kept(self, reads: Reads) -> None:
        """What was answered is what the engine sees."""
        rows = [{"kind": "diagnoses", "asked-on": "2026-11-02", "attempts": 2, "reviewed": "no"}]
        told = [{"who": "member", "on": "2026-11-03", "channel": "phone"}]
        case = reads(facts={"age": "adult", "notified": told}, records_requested=rows)
        assert (case.edition, case.today) == ("plan-a", "2026-11-23")
        assert case.facts == {"age": "adult", "notified": told}
        assert case.contacts[0].facts["records-requested"] == rows
        assert case.contacts[0].facts["roi-signed-on"] == "2026-11-01"

    def test_null_is_not_known(self, reads: Reads) -> None:
        """An answer taken back is as if it was never given, also inside a row."""
        case = reads(
            facts={"age": None},
            contacts=[
                {
                    "id": "a",
                    "facts": {
                        "roi": None,
                        "records-requested": [{"kind": "diagnoses", "asked-on": None}],
                    },
                }
            ],
        )
        assert case.facts == {}
        assert case.contacts[0].facts == {"records-requested": [{"kind": "diagnoses"}]}

    def test_several_are_put_in_order_once(self, reads: Reads) -> None:
        """The order of ticking and a double tick make no other case."""
        case = reads(information=["sud", "health", "sud"])
        assert case.contacts[0].facts["information"] == ["health", "sud"]
        assert reads(information=["sud"]).contacts[0].facts["information"] == ["sud"]

    def test_dates_of_toml_are_dates(self, reads: Reads) -> None:
        """A case file may write a date without quotes."""
        assert (
            reads(roi_signed_on=date(2026, 11, 1)).contacts[0].facts["roi-signed-on"]
            == "2026-11-01"
        )

    def test_the_given_day_wins(self, tiny: Content, make_case: Callable) -> None:
        """Asked as of another day, the case's own day does not count."""
        assert read_case(make_case(), tiny, today="2030-01-01").today == "2030-01-01"

    def test_what_a_case_file_says_of_itself_is_allowed(
        self, tiny: Content, make_case: Callable
    ) -> None:
        """The words around a practice case are no facts and no mistakes."""
        case = make_case() | {"sentence": "A case.", "reason": "Why.", "cites": [], "expect": {}}
        assert read_case(case, tiny).edition == "plan-a"

    def test_a_case_may_have_no_contacts_yet(self, reads: Reads) -> None:
        """A case that was only begun can be read."""
        assert reads(contacts=[]).contacts == ()


class TestTheCaseItself:
    @pytest.mark.parametrize("data", [None, [], "case", 7, True])
    def test_no_table(self, data: Any, tiny: Content) -> None:
        """Anything but a table is refused as a whole."""
        with pytest.raises(CaseError, match="A case is a table"):
            read_case(data, tiny)

    @pytest.mark.parametrize(
        ("edition", "words"),
        [
            ("plan-z", "'plan-z' is not an edition"),
            (None, "missing"),
            (["plan-a"], "not an edition"),
        ],
    )
    def test_unknown_edition(self, edition: Any, words: str, refuses: Refuses) -> None:
        """The editions that exist are named."""
        problem = refuses(edition=edition)
        assert problem.key == "edition"
        assert problem.found == edition
        assert problem.allowed == ("plan-a", "plan-b")
        assert words in problem.message

    def test_unknown_key(self, tiny: Content, make_case: Callable) -> None:
        """A misspelt part of a case is not passed over."""
        with pytest.raises(CaseError) as caught:
            read_case(make_case() | {"fact": {}}, tiny)
        (problem,) = caught.value.problems
        assert (problem.key, problem.found) == ("fact", "fact")
        assert "facts" in problem.allowed

    @pytest.mark.parametrize("facts", [[], "age", 3])
    def test_facts_are_a_table(self, facts: Any, refuses: Refuses) -> None:
        """Facts of another shape are refused, with where they stand."""
        assert refuses(facts=facts).key == "facts"
        problem = refuses(contacts=[{"id": "pcp", "facts": facts}])
        assert (problem.key, problem.contact) == ("contacts[0].facts", "pcp")

    def test_everything_wrong_is_told_at_once(self, tiny: Content) -> None:
        """Nobody mends a file one message at a time."""
        with pytest.raises(CaseError) as caught:
            read_case({"edition": "x", "today": "x", "facts": {"x": 1}, "contacts": 1}, tiny)
        assert [p.key for p in caught.value.problems] == ["edition", "today", "facts.x", "contacts"]
        assert str(caught.value).count("\n") == 3


class TestDates:
    @pytest.mark.parametrize(
        "day",
        [
            "2026-02-29",
            "2026-13-01",
            "2026-11-31",
            "23.11.2026",
            "2026-11-23T00:00",
            "20261123",
            "2026-W48-1",
            "２０２６-11-23",
            "0000-01-01",
            "",
            20261123,
            True,
            ["2026-11-23"],
            datetime(2026, 11, 23, 12),
        ],
        ids=repr,
    )
    def test_a_day_that_is_not_one(self, day: Any, refuses: Refuses) -> None:
        """A date that does not exist, or is written otherwise, is named and not guessed."""
        problem = refuses(roi_signed_on=day)
        assert problem.key == "contacts[0].facts.roi-signed-on"
        assert (problem.contact, problem.fact, problem.found) == ("pcp", "roi-signed-on", day)
        assert "2026-11-23" in problem.message

    def test_leap_day_of_a_leap_year(self, reads: Reads) -> None:
        """29 February exists in 2028."""
        assert (
            reads(roi_expires_on="2028-02-29").contacts[0].facts["roi-expires-on"] == "2028-02-29"
        )

    @pytest.mark.parametrize("today", [None, "tomorrow", "2026-02-30", 5])
    def test_today_is_needed(self, today: Any, refuses: Refuses) -> None:
        """No answer is given as of an unknown day."""
        problem = refuses(today=today)
        assert (problem.key, problem.found) == ("today", today)


class TestAnswers:
    def test_unknown_fact(self, refuses: Refuses) -> None:
        """A fact nobody asks for is named, with the facts that are asked."""
        problem = refuses(facts={"agee": "adult"})
        assert (problem.key, problem.found, problem.contact) == ("facts.agee", "agee", None)
        assert "age" in problem.allowed
        assert "roi" not in problem.allowed

    def test_fact_of_the_other_scope(self, refuses: Refuses) -> None:
        """A fact of the case does not belong to a contact."""
        problem = refuses(contacts=[{"id": "pcp", "facts": {"age": "adult"}}])
        assert problem.key == "contacts[0].facts.age"
        assert (problem.contact, problem.fact) == ("pcp", "age")

    @pytest.mark.parametrize(
        "value", ["Signed", "", 1, True, ["signed"], {"signed": True}], ids=repr
    )
    def test_unknown_value(self, value: Any, refuses: Refuses) -> None:
        """An answer that is none of the answers is refused, never read as one."""
        problem = refuses(roi=value)
        assert problem.key == "contacts[0].facts.roi"
        assert problem.found == value
        assert problem.allowed == ("signed", "not-signed", "declined", "unsure")

    @pytest.mark.parametrize("value", ["health", [], {"health": True}, 5], ids=repr)
    def test_several_need_a_list(self, value: Any, refuses: Refuses) -> None:
        """One answer without a list, or an empty list, is no answer to such a question."""
        problem = refuses(information=value)
        assert (problem.key, problem.found) == ("contacts[0].facts.information", value)
        assert problem.allowed == ("health", "sud")

    @pytest.mark.parametrize("item", ["x", 1, None, ["health"], {"health": 1}], ids=repr)
    def test_one_of_several_is_unknown(self, item: Any, refuses: Refuses) -> None:
        """One wrong item among right ones is named, whatever it is."""
        assert refuses(information=["health", item]).found == item

    def test_none_stands_alone(self, refuses: Refuses) -> None:
        """Nothing found and something found cannot both be so."""
        problem = refuses(findings=["none", "clash"])
        assert problem.fact == "findings"
        assert "'none'" in problem.message

    @pytest.mark.parametrize("value", ["present", ["H1"], 3], ids=repr)
    def test_elements_need_a_table(self, value: Any, refuses: Refuses) -> None:
        """What stands on a form is said element by element."""
        assert refuses(roi_elements=value).found == value

    def test_unknown_element(self, refuses: Refuses) -> None:
        """An element that no release has is named, with those that exist."""
        problem = refuses(roi_elements={"H99": "present"})
        assert problem.key == "contacts[0].facts.roi-elements.H99"
        assert problem.found == "H99"
        assert problem.allowed == ("H1", "H2", "H3", "H9", "P1")

    @pytest.mark.parametrize("status", ["yes", True, None, ["present"], {"present": 1}], ids=repr)
    def test_unknown_status_of_an_element(self, status: Any, refuses: Refuses) -> None:
        """An element is present, missing or unsure, and nothing else."""
        problem = refuses(roi_elements={"H1": status})
        assert (problem.found, problem.allowed) == (status, ELEMENT_ANSWERS)


class TestRows:
    @pytest.mark.parametrize("value", ["diagnoses", {"kind": "diagnoses"}, 1], ids=repr)
    def test_rows_need_a_list(self, value: Any, refuses: Refuses) -> None:
        """Requests are kept as a list, also when there is one."""
        assert refuses(records_requested=value).found == value

    @pytest.mark.parametrize("row", ["diagnoses", None, ["diagnoses"]], ids=repr)
    def test_a_row_is_a_table(self, row: Any, refuses: Refuses) -> None:
        """Each entry says what it is about."""
        problem = refuses(records_requested=[{"kind": "diagnoses"}, row])
        assert problem.key == "contacts[0].facts.records-requested[1]"

    @pytest.mark.parametrize("kind", ["x", None, ["diagnoses"], {"a": 1}], ids=repr)
    def test_unknown_record(self, kind: Any, refuses: Refuses) -> None:
        """A record of no known kind is named, with the kinds there are."""
        problem = refuses(records_requested=[{"kind": kind}])
        assert problem.key.endswith("[0].kind")
        assert problem.allowed == ("diagnoses", "school", "private-notes")

    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ("attempts", True),
            ("attempts", -1),
            ("attempts", 100),
            ("attempts", 1.0),
            ("attempts", "2"),
            ("attempts", [1]),
            ("reviewed", "maybe"),
            ("reviewed", True),
            ("reviewed", {}),
            ("asked-on", "soon"),
            ("received-on", "2026-02-30"),
            ("follow-up-on", 7),
            ("asked-again", "2026-11-09"),
            ("asked-again", ["2026-11-09"] * 3),
            ("note", "free words"),
            ("id", "Dr. X"),
            ("id", 7),
            ("id", ["a"]),
        ],
        ids=repr,
    )
    def test_wrong_cell(self, cell: str, value: Any, refuses: Refuses) -> None:
        """A wrong cell is named with row and column; free words have no place."""
        problem = refuses(records_requested=[{"kind": "diagnoses", cell: value}])
        assert problem.key == f"contacts[0].facts.records-requested[0].{cell}"
        assert problem.found == (cell if cell == "note" else value)

    def test_a_wrong_day_among_several(self, refuses: Refuses) -> None:
        """Of several days the one that is none is named by its number."""
        row = {"kind": "diagnoses", "asked-again": [None, "soon"]}
        problem = refuses(records_requested=[row])
        assert problem.key == "contacts[0].facts.records-requested[0].asked-again[1]"
        assert problem.found == "soon"

    def test_two_rows_of_one_id(self, reads: Reads, refuses: Refuses) -> None:
        """Two requests of one id could not be told apart in a calendar."""
        rows = [{"kind": "diagnoses", "id": "a"}, {"kind": "diagnoses"}]
        assert reads(records_requested=rows).contacts[0].facts["records-requested"] == rows
        problem = refuses(records_requested=[*rows, {"kind": "school", "id": "a"}])
        assert (problem.key, problem.found) == ("contacts[0].facts.records-requested[2].id", "a")

    def test_too_many_rows(self, reads: Reads, refuses: Refuses) -> None:
        """A list of twenty is read; one more is refused with the number found."""
        rows = [{"kind": "diagnoses"}] * (MOST_ROWS + 1)
        assert len(reads(records_requested=rows[1:]).contacts[0].facts["records-requested"]) == 20
        problem = refuses(records_requested=rows)
        assert problem.key == "contacts[0].facts.records-requested[20]"

    @pytest.mark.parametrize("channel", ["pigeon", 1, ["phone"], {"phone": 1}], ids=repr)
    def test_unknown_channel(self, channel: Any, refuses: Refuses) -> None:
        """Somebody is told by a channel that exists."""
        problem = refuses(facts={"notified": [{"who": "member", "channel": channel}]})
        assert problem.key == "facts.notified[0].channel"
        assert problem.allowed == ("phone", "fax")

    @pytest.mark.parametrize("who", ["neighbor", None, ["member"]], ids=repr)
    def test_unknown_person(self, who: Any, refuses: Refuses) -> None:
        """Only those whom the checklist speaks of can have been told."""
        problem = refuses(facts={"notified": [{"who": who}]})
        assert (problem.key, problem.allowed) == ("facts.notified[0].who", ("member", "parent"))


class TestContacts:
    @pytest.mark.parametrize("contacts", [{}, "pcp", None, 1], ids=repr)
    def test_contacts_are_a_list(self, contacts: Any, tiny: Content, make_case: Callable) -> None:
        """A care team is a list, also when it is one."""
        with pytest.raises(CaseError, match="contacts is a list"):
            read_case(make_case() | {"contacts": contacts}, tiny)

    @pytest.mark.parametrize(
        "row", [None, "pcp", ["pcp"], {"id": "pcp", "name": "Dr. X"}], ids=repr
    )
    def test_a_contact_has_id_and_facts(self, row: Any, refuses: Refuses) -> None:
        """A contact's name, or anything else, has no place in a case."""
        problem = refuses(contacts=[{"id": "a"}, row])
        assert (problem.key, problem.found) == ("contacts[1]", row)

    @pytest.mark.parametrize(
        "name", [None, "", "PCP", "Dr. X", "-a", "a" * 41, "é", "a\n", 1, ["a"]], ids=repr
    )
    def test_id(self, name: Any, refuses: Refuses) -> None:
        """An id cannot carry a name or anything else about a person."""
        problem = refuses(contacts=[{"id": name}])
        assert (problem.key, problem.found) == ("contacts[0].id", name)

    def test_two_of_one_id(self, refuses: Refuses) -> None:
        """Two contacts of one id could not be told apart."""
        problem = refuses(contacts=[{"id": "a"}, {"id": "a"}])
        assert (problem.key, problem.found) == ("contacts[1].id", "a")
        assert "Two contacts" in problem.message

    def test_too_many(self, reads: Reads, refuses: Refuses) -> None:
        """A team of fifty is read; one more is refused with the number found."""
        team = [{"id": f"c{n}"} for n in range(MOST_CONTACTS + 1)]
        assert len(reads(contacts=team[:-1]).contacts) == MOST_CONTACTS
        problem = refuses(contacts=team)
        assert (problem.key, problem.found) == ("contacts", MOST_CONTACTS + 1)


class TestProblemInWords:
    def test_key_message_and_what_is_allowed(self) -> None:
        """One line says where, what and what instead."""
        assert str(Problem("a.b", "Wrong.", allowed=("x", "y"))) == "a.b: Wrong. Allowed: x, y."
        assert str(Problem("a.b", "Wrong.")) == "a.b: Wrong."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
"""Any JSON value."""


class TestGarbage:
    """Whatever a case holds, it is read or refused, in the words of ``CaseError``."""

    @given(data=JSON)
    def test_any_value_as_the_case(self, data: Any, content: Content) -> None:
        """No JSON value makes the reader fail in another way."""
        with pytest.raises(CaseError):
            read_case(data, content)

    @given(data=st.data(), answer=JSON)
    def test_any_value_as_an_answer(
        self, data: st.DataObject, answer: Any, content: Content
    ) -> None:
        """No answer to any real question makes the reader fail in another way."""
        question = data.draw(st.sampled_from(list(content.questions.values())))
        facts = {question.id: answer}
        case = {
            "edition": next(iter(content.editions)),
            "today": "2026-11-23",
            "facts": facts if question.scope == "case" else {},
            "contacts": [{"id": "a", "facts": facts}] if question.scope == "contact" else [],
        }
        try:
            read_case(case, content)
        except CaseError as error:
            assert {problem.fact for problem in error.problems} == {question.id}
