"""Releases: all or nothing, and the days on which an answer changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordguide.engine.conditions import Facts, read
from coordguide.engine.roi import (
    DERIVED,
    REGIMES,
    add_business_days,
    completeness,
    derive,
    is_expired,
    one_year_after,
)
from coordguide.model import Element

TODAY = "2026-11-23"
DATED = {"roi-expiry-kind": "date", "roi-signed-on": "2026-01-01"}


def derived(
    elements: list[Element] | None = None, today: str = TODAY, **known: Any
) -> dict[str, Any]:
    """Work out the values of all derived facts from some answers."""
    facts = Facts({name.replace("_", "-"): value for name, value in known.items()}, {})
    pairs = {"hipaa": [(element, read(element.when)) for element in elements or []]}
    return {fact: value for fact, (value, _) in derive(facts, pairs, today).items()}


class TestCompleteness:
    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            (["present", "present"], "complete"),
            (["present", "missing"], "incomplete"),
            (["unsure", "missing", None], "incomplete"),
            (["present", "unsure"], "unsure"),
            (["unsure", None], "unsure"),
            (["present", None], None),
            ([], "complete"),
        ],
    )
    def test_all_or_nothing(self, answers: list, said: str | None) -> None:
        """One missing element spoils the form; one doubtful or open one keeps it unknown."""
        assert completeness(answers) == said

    # From the best answer to the worst; so are the results.
    BEST_FIRST = ("present", "unsure", None, "missing")
    RANKS: ClassVar = {"complete": 2, "unsure": 1, None: 1, "incomplete": 0}

    @given(answers=st.lists(st.sampled_from(BEST_FIRST), min_size=1), data=st.data())
    def test_a_worse_answer_never_makes_a_better_form(
        self, answers: list, data: st.DataObject
    ) -> None:
        """Taking an element away, doubting it or leaving it open never mends a form."""
        place = data.draw(st.integers(0, len(answers) - 1))
        worse = data.draw(st.sampled_from(self.BEST_FIRST[self.BEST_FIRST.index(answers[place]) :]))
        changed = [*answers[:place], worse, *answers[place + 1 :]]
        assert self.RANKS[completeness(changed)] <= self.RANKS[completeness(answers)]

    @given(answers=st.lists(st.sampled_from(["present", "missing", "unsure", None])))
    def test_a_missing_element_always_counts(self, answers: list) -> None:
        """Nothing said about the others excuses an element that is missing."""
        assert completeness([*answers, "missing"]) == "incomplete"


class TestElements:
    H1 = Element("H1", regime="hipaa")
    IF_OTHER = Element("H3", regime="hipaa", when={"fact": "signer", "is": "other"})
    DUTY = Element("H9", regime="hipaa", duty=True)

    def test_a_duty_never_spoils_a_form(self) -> None:
        """A duty of the one who discloses is no part of the form."""
        found = derived([self.H1, self.DUTY], roi_elements={"H1": "present", "H9": "missing"})
        assert found["elements-hipaa"] == "complete"

    @pytest.mark.parametrize(
        ("known", "said"),
        [
            ({"signer": "member"}, "complete"),
            ({"signer": "other"}, None),
            ({"signer": "unsure"}, "unsure"),
            ({}, None),
        ],
    )
    def test_an_element_counts_where_it_applies(self, known: dict, said: str | None) -> None:
        """While it is open whether an element applies, the form is not complete."""
        found = derived([self.H1, self.IF_OTHER], roi_elements={"H1": "present"}, **known)
        assert found["elements-hipaa"] == said

    def test_nothing_said_is_not_known(self) -> None:
        """A form nobody looked at is neither complete nor incomplete."""
        assert derived([self.H1])["elements-hipaa"] is None

    @pytest.mark.parametrize(
        ("said", "doubt"), [("unsure", "yes"), ("present", "no"), ("missing", "no")]
    )
    def test_doubt_is_a_fact_of_its_own(self, said: str, doubt: str) -> None:
        """A missing element does not hide that another one is doubtful."""
        second = Element("H2", regime="hipaa")
        found = derived([self.H1, second], roi_elements={"H1": said, "H2": "missing"})
        assert found["elements-hipaa"] == "incomplete"
        assert found["doubt-hipaa"] == doubt


class TestExpiry:
    @pytest.mark.parametrize(
        ("last", "said"),
        [("2026-11-22", "passed"), ("2026-11-23", "not-passed"), ("2026-11-24", "not-passed")],
    )
    def test_good_through_its_last_day(self, last: str, said: str) -> None:
        """A release that ends today is still good; from the day after it is not."""
        assert derived(roi_expires_on=last, **DATED)["expiry"] == said
        assert is_expired(last, TODAY) is (said == "passed")

    def test_leap_day_is_a_day(self) -> None:
        """29 February counts as the day between 28 February and 1 March."""
        known = {**DATED, "roi-expires-on": "2028-02-29"}
        assert derived(today="2028-02-29", **known)["expiry"] == "not-passed"
        assert derived(today="2028-03-01", **known)["expiry"] == "passed"

    @pytest.mark.parametrize(
        ("happened", "said"),
        [("yes", "passed"), ("no", "not-passed"), ("unsure", "unsure"), (None, None)],
    )
    def test_event(self, happened: str | None, said: str | None) -> None:
        """An event ends a release once it has happened; in doubt it stays in doubt."""
        known = {"roi_expiry_kind": "event", "roi_expiry_event_happened": happened}
        assert derived(**known)["expiry"] == said

    @pytest.mark.parametrize("kind", ["none", "unsure", None])
    def test_other_kinds_say_themselves(self, kind: str | None) -> None:
        """No end, a doubtful end and no answer are three different things."""
        assert derived(roi_expiry_kind=kind)["expiry"] == kind

    def test_date_not_yet_given(self) -> None:
        """An end on a date that was not written down is not known."""
        assert derived(**DATED)["expiry"] is None

    def test_dates_in_the_wrong_order_decide_nothing(self) -> None:
        """A last day before the signing is a slip of the pen, not an expired release."""
        found = derived(
            roi_expiry_kind="date", roi_signed_on="2026-11-02", roi_expires_on="2026-11-01"
        )
        assert found["expiry"] is None
        assert found["date-order"] == "expires-before-signed"

    @pytest.mark.parametrize(
        ("kind", "first", "never"),
        [
            ("date", "roi-expires-on", "roi-expiry-event-happened"),
            ("event", "roi-expiry-event-happened", "roi-expires-on"),
            (None, "roi-expiry-kind", "roi-expires-on"),
        ],
    )
    def test_rests_on_the_questions_of_its_kind(
        self, kind: str | None, first: str, never: str
    ) -> None:
        """Nobody is told to answer a question that is not asked for this kind of end."""
        known = {} if kind is None else {"roi-expiry-kind": kind}
        _, sources = derive(Facts(known, {}), {}, TODAY)["expiry"]
        assert sources[0] == first
        assert never not in sources


class TestDateOrder:
    @pytest.mark.parametrize(
        ("signed", "expires", "said"),
        [
            ("2026-11-23", "2026-11-23", "in-order"),
            ("2026-11-23", None, "in-order"),
            ("2026-11-24", "2027-01-01", "signed-in-future"),
            ("2026-11-23", "2026-11-22", "expires-before-signed"),
            (None, "2026-11-22", None),
        ],
    )
    def test_order(self, signed: str | None, expires: str | None, said: str | None) -> None:
        """Signed today and good for today is in order; a signing tomorrow is not."""
        assert derived(roi_signed_on=signed, roi_expires_on=expires)["date-order"] == said

    @pytest.mark.parametrize(
        ("signed", "said"), [("2026-11-23", "done"), ("2026-11-24", None), (None, None)]
    )
    def test_a_signing_in_the_future_is_not_done(
        self, signed: str | None, said: str | None
    ) -> None:
        """A release signed tomorrow is no signed release today."""
        assert derived(roi_signed_on=signed)["signing"] == said


class TestOneYear:
    @pytest.mark.parametrize(
        ("day", "after"),
        [
            ("2026-11-23", "2027-11-23"),
            ("2027-02-28", "2028-02-28"),
            ("2027-03-01", "2028-03-01"),
            ("2028-02-29", "2029-02-28"),
            ("9999-06-01", "9999-06-01"),
        ],
    )
    def test_same_day_next_year(self, day: str, after: str) -> None:
        """A leap day gives the earlier of the two readings, so no limit is overstated."""
        assert one_year_after(day) == after

    @pytest.mark.parametrize(
        ("last", "said"), [("2027-01-01", "yes"), ("2027-01-02", "no"), (None, None)]
    )
    def test_dated_release(self, last: str | None, said: str | None) -> None:
        """The last day within the year is the same calendar day one year later."""
        found = derived(roi_expires_on=last, **DATED)
        assert found["expiry-within-year"] == said

    @pytest.mark.parametrize(("today", "said"), [("2027-01-01", "yes"), ("2027-01-02", "no")])
    def test_event_may_come_late(self, today: str, said: str) -> None:
        """A release that ends with an event is still bound by the year itself."""
        known = {"roi_expiry_kind": "event", "roi_signed_on": "2026-01-01"}
        assert derived(today=today, **known)["expiry-within-year"] == said

    @pytest.mark.parametrize(("kind", "said"), [("none", "no"), ("unsure", "unsure"), (None, None)])
    def test_other_kinds(self, kind: str | None, said: str | None) -> None:
        """No end is not within a year; an unknown end is unknown."""
        found = derived(roi_expiry_kind=kind, roi_signed_on="2026-01-01")
        assert found["expiry-within-year"] == said

    def test_not_signed_yet(self) -> None:
        """Without the day of signing nobody knows when the year ends."""
        found = derived(roi_expiry_kind="date", roi_expires_on="2026-12-31")
        assert found["expiry-within-year"] is None


class TestBusinessDays:
    @pytest.mark.parametrize(
        ("day", "days", "after"),
        [
            ("2026-11-23", 5, "2026-11-30"),
            ("2026-11-20", 1, "2026-11-23"),
            ("2026-11-21", 1, "2026-11-23"),
            ("2026-11-22", 1, "2026-11-23"),
            ("2028-02-28", 1, "2028-02-29"),
            ("2026-11-23", 0, "2026-11-23"),
            ("9999-12-31", 5, "9999-12-31"),
        ],
    )
    def test_weekends_do_not_count(self, day: str, days: int, after: str) -> None:
        """A Friday's next business day is Monday; the calendar's end is the end."""
        assert add_business_days(day, days) == after

    @given(start=st.dates(max_value=date(9000, 1, 1)), days=st.integers(1, 500))
    def test_lands_on_a_weekday_with_that_many_between(self, start: date, days: int) -> None:
        """Exactly so many weekdays lie after the start, up to and with the day found."""
        end = date.fromisoformat(add_business_days(start.isoformat(), days))
        passed = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
        assert end.weekday() < 5
        assert sum(day.weekday() < 5 for day in passed) == days


class TestDerive:
    ANSWER = st.sampled_from(["present", "missing", "unsure"])
    DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31)).map(date.isoformat)
    KNOWN = st.fixed_dictionaries(
        {},
        optional={
            "roi-elements": st.dictionaries(st.sampled_from(["H1", "H2"]), ANSWER),
            "roi-signed-on": DAYS,
            "roi-expires-on": DAYS,
            "roi-expiry-kind": st.sampled_from(["date", "event", "none", "unsure"]),
            "roi-expiry-event-happened": st.sampled_from(["yes", "no", "unsure"]),
        },
    )

    @given(known=KNOWN, today=DAYS)
    def test_every_fact_has_one_of_its_values(self, known: dict, today: str) -> None:
        """Whatever was answered, a derived fact is one of its values, unsure or not known."""
        pairs = {"hipaa": [(Element("H1"), read({})), (Element("H2"), read({}))]}
        found = derive(Facts(known, {}), pairs, today)
        assert found.keys() == DERIVED.keys()
        for fact, (value, sources) in found.items():
            assert value in (*DERIVED[fact], "unsure", None)
            assert sources

    def test_each_regime_has_its_own_elements(self) -> None:
        """Every regime is worked out, also one without a single element."""
        assert {f"elements-{regime}" for regime in REGIMES} <= derived().keys()


class TestAnswered:
    """Whether everything about a release has been answered."""

    H1 = Element("H1", regime="hipaa")
    WHOLE: ClassVar = {
        "roi_elements": {"H1": "present"},
        "roi_signed_by": "member",
        "roi_signed_on": "2026-01-01",
        "roi_expiry_kind": "none",
        "roi_revoked": "no",
        "roi_covers_recipient": "yes",
        "roi_covers_information": "unsure",
        "roi_fits": "yes",
    }

    def test_every_answer_given(self) -> None:
        """An answer of "not sure" is an answer."""
        assert derived([self.H1], **self.WHOLE)["release-answered"] == "yes"

    @pytest.mark.parametrize("fact", WHOLE)
    def test_one_answer_missing(self, fact: str) -> None:
        """Any answer still to be given leaves it open."""
        known = {name: value for name, value in self.WHOLE.items() if name != fact}
        assert derived([self.H1], **known)["release-answered"] is None

    def test_a_date_that_cannot_be_right(self) -> None:
        """A day of signing after today has to be asked about again."""
        known = {**self.WHOLE, "roi_signed_on": "2999-01-01"}
        assert derived([self.H1], **known)["release-answered"] is None
