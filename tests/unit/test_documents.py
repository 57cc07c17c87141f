"""The chart note: what was asked and answered, what was not done, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coordguide.cases import read_case
from coordguide.documents import as_text, chart_note
from coordguide.engine import evaluate
from coordguide.model import Content
from coordguide.rulebook import rulebook

Note = Callable[..., str]
CANARY = "1987-06-05"


@pytest.fixture(scope="session")
def note(tiny: Content, make_case: Callable) -> Note:
    """Write the note of a case of ``make_case`` as plain text."""

    def write(**changes: Any) -> str:
        case = read_case(make_case(**changes), tiny)
        blocks = chart_note(rulebook(tiny, case.edition), evaluate(tiny, case))
        return as_text(blocks)

    return write


class TestChartNote:
    def test_a_finished_case(self, note: Note) -> None:
        """The whole note of a case where everything was done."""
        row = {"kind": "diagnoses", "asked-on": "2026-11-02", "received-on": "2026-11-05"}
        written = note(
            facts={
                "age": "adult",
                "notified": [{"who": "member", "on": "2026-11-03", "channel": "phone"}],
            },
            need=["papers"],
            channels=["phone", "fax"],
            records_requested=[row | {"reviewed": "yes"}],
            findings=["clash"],
        )
        assert written.splitlines() == [
            "NOTE",
            "Plan A, 2026-11-23.",
            "",
            "CONTACT 1: CLINIC",
            "Decision: Title proceed",
            "- Says proceed. [CON-1]",
            "- Rule signed-release for the member. [CON-1]",
            "- Rule treatment for the member. [CON-1]",
            "- Rule ordinary for the member. [CON-1]",
            "- plan-policy: met",
            "- hipaa: permitted",
            "- stricter-law: none",
            "- emergency: none",
            "- Information: HEALTH",
            "- Release: valid. Signed: 2026-11-01. Ends: 2027-10-31.",
            "- Need: PAPERS. Method: Fax.",
            "- Diagnoses: asked 2026-11-02, received 2026-11-05, reviewed yes.",
            "- Findings: CLASH.",
            "- Talk, member.",
            "",
            "TOLD",
            "- MEMBER on 2026-11-03 by Phone.",
            "",
            "OPEN",
            "- Nothing.",
            "Content 1 (0123456789ab).",
            "Reviewed by nobody.",
        ]

    def test_nothing_is_supposed(self, note: Note) -> None:
        """Of a contact without a single answer, everything is not recorded or not done."""
        written = note(facts={}, contacts=[{"id": "new", "facts": {}}])
        assert "CONTACT 1: NOT RECORDED" in written
        assert "Information: not recorded" in written
        assert "Release: unknown. Signed: not recorded. Ends: not recorded." in written
        assert "Need: not recorded. Method: not done." in written
        assert "Records: none asked for." in written
        assert "Findings: not recorded." in written
        assert "TOLD\n- not done" in written

    def test_each_contact_by_number_and_kind(self, note: Note, make_case: Callable) -> None:
        """A note names contacts by number and kind, never by the id somebody chose."""
        good = make_case()["contacts"][0]["facts"]
        team = [
            {"id": "dr-smith", "facts": good},
            {"id": "mother", "facts": good | {"contact-kind": "family"}},
        ]
        written = note(contacts=team)
        assert written.index("CONTACT 1: CLINIC") < written.index("CONTACT 2: FAMILY")
        assert "smith" not in written
        assert "- Contact 2: FAMILY: Do stop." in written

    def test_a_case_without_contacts(self, note: Note) -> None:
        """A case that was only begun gives a note that says so."""
        assert "TOLD\n- not done" in note(contacts=[])


class TestWhatWasNotDone:
    @pytest.mark.parametrize(
        ("changes", "line"),
        [
            ({"roi_signed_on": None}, "Signed: not recorded."),
            ({"roi_expires_on": None}, "Ends: not recorded."),
            ({"roi_expiry_kind": None}, "Ends: not recorded."),
            ({"roi_expiry_kind": "none"}, "Ends: NONE."),
            ({"roi_expiry_kind": "event"}, "Ends: EVENT."),
            ({"roi": "not-signed"}, "Release: missing. Signed: not recorded. Ends: not recorded."),
            ({"need": ["urgent"]}, "Need: URGENT. Method: not done."),
            ({"channels": ["fax"]}, "Need: not recorded. Method: Fax."),
        ],
        ids=repr,
    )
    def test_release_and_method(self, changes: dict, line: str, note: Note) -> None:
        """What is missing reads as missing, and what does not end says how it ends."""
        assert line in note(**changes)

    @pytest.mark.parametrize(
        ("row", "line"),
        [
            ({}, "asked not done, received not done, reviewed no."),
            ({"asked-on": "2026-11-02"}, "asked 2026-11-02, received not done, reviewed no."),
            (
                {"asked-on": None, "received-on": "2026-11-05"},
                "asked not done, received 2026-11-05, reviewed no.",
            ),
        ],
        ids=repr,
    )
    def test_records(self, row: dict, line: str, note: Note) -> None:
        """A record not asked for, not received or not read is written down as such."""
        assert line in note(records_requested=[{"kind": "diagnoses"} | row])

    @pytest.mark.parametrize(
        ("row", "line"),
        [
            ({}, "MEMBER on not recorded by not recorded."),
            ({"on": "2026-11-03"}, "MEMBER on 2026-11-03 by not recorded."),
            ({"channel": "fax"}, "MEMBER on not recorded by Fax."),
        ],
        ids=repr,
    )
    def test_notice(self, row: dict, line: str, note: Note) -> None:
        """A notice without a day or a channel says that these were not recorded."""
        assert line in note(facts={"age": "adult", "notified": [{"who": "member"} | row]})

    def test_what_is_open(self, note: Note) -> None:
        """What is still to do stands in the note, with the contact it is for."""
        assert "OPEN\n- Contact 1: CLINIC: Do get-roi-first." in note(roi="not-signed")
        assert "OPEN\n- Tell MEMBER." in note()


class TestHiddenAnswers:
    @pytest.mark.parametrize(
        "changes",
        [
            {"facts": {"age": "adult", "hearing": CANARY}},
            {"roi": "not-signed", "roi_signed_on": CANARY, "roi_expires_on": CANARY},
            {"roi_expiry_kind": "event", "roi_expires_on": CANARY},
            {
                "direction": "share",
                "records_requested": [{"kind": "diagnoses", "asked-on": CANARY}],
            },
            {"roi": "declined", "facts": {"notified": [{"who": "member", "on": CANARY}]}},
        ],
        ids=repr,
    )
    def test_never_reach_a_paper(self, changes: dict, note: Note) -> None:
        """What was once answered and is asked no more is not written down."""
        assert CANARY not in note(**changes)

    def test_visible_ones_do(self, note: Note) -> None:
        """The same answer is written down while its question is on screen."""
        assert CANARY in note(roi_signed_on=CANARY)


class TestAsText:
    def test_blocks_become_lines(self) -> None:
        """Headings stand apart in capitals, lists have dashes, the text ends with its line."""
        blocks = [
            {"kind": "heading", "text": "One"},
            {"kind": "paragraph", "text": "Two."},
            {"kind": "heading", "text": "Three"},
            {"kind": "list", "items": ["four", "five"]},
        ]
        assert as_text(blocks) == "ONE\nTwo.\n\nTHREE\n- four\n- five\n"


def test_real_note_has_words_for_everything(content: Content) -> None:
    """In the real content no place in the note is left unfilled, in any edition."""
    for edition in content.editions:
        data = {
            "edition": edition,
            "today": "2026-11-23",
            "contacts": [{"id": "a", "facts": {"roi": "signed", "roi-expiry-kind": "date"}}],
        }
        case = read_case(data, content)
        text = as_text(chart_note(rulebook(content, edition), evaluate(content, case)))
        assert "{" not in text
