"""Reminders that a real calendar reads: whole local days, and titles that tell nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from coordguide.documents import FORMS, reminders
from coordguide.model import Content

TITLES = {"Be in touch again", "Follow up on a request", "Last day of a form"}


def read(answered: Callable, case: dict[str, Any], key: str = "k1") -> list[Any]:
    book, view = answered(case)
    written = FORMS["ics"](book, view, key)
    calendar = Calendar.from_ical(written, multiple=False)
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in events)
    return events


def test_days_titles_and_span(scenarios: Callable, answered: Callable) -> None:
    """The follow-up, the next contact and the last day of the release, each a whole day."""
    events = read(answered, scenarios("arizona-complete-health")["at-work"])
    assert [(e.decoded("DTSTART"), e.decoded("DTEND")) for e in events] == [
        (date(2026, 11, 16), date(2026, 11, 17)),
        (date(2026, 12, 3), date(2026, 12, 4)),
        (date(2027, 9, 30), date(2027, 10, 1)),
    ]
    assert {str(e["SUMMARY"]) for e in events} == TITLES


def test_nothing_of_the_case_stands_in_it(
    practice_cases: dict[str, dict[str, Any]], scenarios: Callable, answered: Callable
) -> None:
    """Every event has one of three titles and one description, whatever the case."""
    cases = [*practice_cases.values(), *scenarios("orange-county-mhp").values()]
    events = [event for case in cases for event in read(answered, case)]
    assert {str(e["SUMMARY"]) for e in events} == TITLES
    assert {str(e["DESCRIPTION"]) for e in events} == {"Set by a checklist. See the chart."}


def test_lines_end_and_fold_as_the_standard_says(scenarios: Callable, answered: Callable) -> None:
    """CRLF at every end, at most 75 octets a line."""
    written = FORMS["ics"](*answered(scenarios("flyer")["at-work"]), "k1")
    assert written.endswith("END:VCALENDAR\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))


def test_identifiers(scenarios: Callable, answered: Callable) -> None:
    """The same event keeps its identifier when its date moves; another case has others."""
    case = scenarios("flyer")["at-work"]
    first = [str(e["UID"]) for e in read(answered, case)]
    assert len(set(first)) == len(first)
    case["contacts"][0]["facts"]["records-requested"][0]["follow-up-on"] = "2026-12-24"
    moved = read(answered, case)
    assert {str(e["UID"]) for e in moved} == set(first)
    assert date(2026, 12, 24) in [e.decoded("DTSTART") for e in moved]
    assert not {str(e["UID"]) for e in read(answered, case, "k2")} & set(first)
    assert not any("doctor" in uid for uid in first)


def test_two_requests_for_one_kind_are_two_events(scenarios: Callable, answered: Callable) -> None:
    """A record asked for twice over keeps two reminders apart."""
    case = scenarios("flyer")["at-work"]
    facts = case["contacts"][0]["facts"]
    facts["records-requested"] = [{"kind": "services", "asked-on": "2026-11-20"}] * 2
    assert len({str(e["UID"]) for e in read(answered, case)}) == 4


def test_a_request_keeps_its_event_when_one_before_it_is_taken_out(
    scenarios: Callable, answered: Callable
) -> None:
    """A calendar knows requests by name, not by place; one without a name keeps its place."""
    case = scenarios("flyer")["at-work"]
    facts = case["contacts"][0]["facts"]
    days = ("2026-12-01", "2026-12-02", "2026-12-03")
    rows = [{"kind": "services", "asked-on": "2026-11-20", "follow-up-on": day} for day in days]
    facts["records-requested"] = [rows[0] | {"id": "a1"}, rows[1], rows[2] | {"id": "c3"}]
    before = {e.decoded("DTSTART"): str(e["UID"]) for e in read(answered, case)}
    del facts["records-requested"][0]
    after = {e.decoded("DTSTART"): str(e["UID"]) for e in read(answered, case)}
    assert before.keys() - after.keys() == {date(2026, 12, 1)}
    assert after.items() <= before.items()
    assert len(set(before.values())) == len(before)


def test_a_removed_contact_takes_no_other_contacts_reminders(
    scenarios: Callable, answered: Callable
) -> None:
    """What is left of the case replaces its own events in a calendar, and no others."""
    case = scenarios("flyer")["at-work"]
    first = case["contacts"][0]
    case["contacts"] = [first, {**first, "id": "clinic"}]
    both = {str(e["UID"]) for e in read(answered, case)}
    del case["contacts"][1]
    of_first = {str(e["UID"]) for e in read(answered, case)}
    case["contacts"] = [{**first, "id": "clinic"}]
    of_second = {str(e["UID"]) for e in read(answered, case)}
    assert len(of_first) == len(of_second) == 3
    assert both == of_first | of_second
    assert not of_first & of_second
    assert not any("clinic" in uid for uid in both)


def test_a_request_that_is_done_leaves_the_others_their_reminders(
    scenarios: Callable, answered: Callable
) -> None:
    """Of two requests for one kind the second stays the second when the first came."""
    case = scenarios("flyer")["at-work"]
    facts = case["contacts"][0]["facts"]
    facts["records-requested"] = [
        {"kind": "services", "asked-on": "2026-11-20", "follow-up-on": day}
        for day in ("2026-12-01", "2026-12-02")
    ]
    before = {e.decoded("DTSTART"): str(e["UID"]) for e in read(answered, case)}
    facts["records-requested"][0] |= {"received-on": "2026-11-22", "reviewed": "yes"}
    after = {e.decoded("DTSTART"): str(e["UID"]) for e in read(answered, case)}
    assert before.keys() - after.keys() == {date(2026, 12, 1)}
    assert after.items() <= before.items()


@pytest.mark.parametrize("last", ["0999-12-31", "9999-12-31"])
def test_the_ends_of_the_calendar(last: str, scenarios: Callable, answered: Callable) -> None:
    """A year of three or four digits is still written with four."""
    case = scenarios("flyer")["at-work"]
    rows = [{"kind": "services", "asked-on": "0999-12-01", "follow-up-on": last}]
    case["contacts"][0]["facts"]["records-requested"] = rows
    assert date.fromisoformat(last) in [e.decoded("DTSTART") for e in read(answered, case)]


def test_no_reminder_of_a_release_that_carries_nothing(
    scenarios: Callable, answered: Callable
) -> None:
    """Where nothing may be shared, no last day is put into a calendar."""
    assert reminders(answered(scenarios("flyer")["before"])[1]) == ()


def test_the_versions_are_in_it(scenarios: Callable, answered: Callable, content: Content) -> None:
    """Engine, content version and its SHA-256 go with the file."""
    written = FORMS["ics"](*answered(scenarios("flyer")["at-work"]), "k1").replace("\r\n ", "")
    assert f"0.2.0, content {content.version}" in written
    assert content.sha256 in written
