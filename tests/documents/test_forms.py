"""A blank form, once filled in and signed, is complete by our own rules."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from coordguide.documents import as_text, carried, offers, write
from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content

FORM_OF = {
    "health": "release-hipaa",
    "psychotherapy-notes": "release-psychotherapy-notes",
    "sud-part-2": "consent-part-2",
    "sud-counseling-notes": "consent-counseling-notes",
    "education-records": "consent-school",
}
KINDS = ("physical-health", "specialty-care", "school-or-community", "family")
STATES = ("AZ", "NC", "CA", "other")
SIGNED = {
    "roi": "signed",
    "roi-signed-on": "2026-11-20",
    "roi-expiry-kind": "date",
    "roi-expires-on": "2027-11-20",
    "roi-revoked": "no",
    "roi-covers-recipient": "yes",
    "roi-covers-information": "yes",
    "roi-fits": "yes",
    "psychotherapy-notes-form": "own-form",
    "sud-counseling-notes-form": "own-form",
}
ADULT = {"member-age": "18-or-older", "decision-maker": "self"}
WARD = {"member-age": "18-or-older", "decision-maker": "guardian", "representative-safety": "no"}
CHILD = {
    "member-age": "12-to-17",
    "minor-consented-to-own-care": "no",
    "custody-or-court-order": "no",
    "representative-safety": "no",
}
SIGNERS = {"adult": (ADULT, "member"), "guardian": (WARD, "parent-or-guardian"),
           "child": (CHILD, "parent-or-guardian")}  # fmt: skip


def case(state: str, kind: str, information: str, person: str, **release: Any) -> dict[str, Any]:
    about, _ = SIGNERS[person]
    return {
        "edition": "tip-sheet",
        "today": "2026-11-23",
        "facts": {
            **about,
            "state": state,
            "emergency": "no",
            "setting": "ordinary",
            "confidential-channel-requested": "no",
            "treated-together": "no",
        },
        "contacts": [
            {
                "id": "contact",
                "facts": {
                    "contact-kind": kind,
                    "treating": "no",
                    "family-involvement-agreed": "yes",
                    "direction": "request" if information == "education-records" else "both",
                    "information": [information],
                    "member-objected": "no",
                    "family-spoken-consent": "no",
                    "part-2-source": "received-other",
                    "student-in-college": "no",
                    **release,
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("state", "kind", "information", "person"),
    [
        each
        for each in product(STATES, KINDS, FORM_OF, SIGNERS)
        if each[2] != "education-records" or each[1] == "school-or-community"
    ],
)
def test_our_own_checker_reads_the_form_as_complete(
    state: str, kind: str, information: str, person: str, content: Content
) -> None:
    """Marking present exactly what the form carries, no element is left over or missing."""
    unsigned = read_case(case(state, kind, information, person, roi="not-signed"), content)
    book, view = rulebook(content, "tip-sheet"), evaluate(content, unsigned)
    names = [FORM_OF[information]]
    if information == "education-records":
        names.append("release-hipaa")  # asking the school tells it about the care
    held = frozenset().union(*(carried(book, view, name, view.contacts[0]) for name in names))
    signer = SIGNERS[person][1]
    if person == "child" and information in ("sud-part-2", "sud-counseling-notes"):
        signer = "member-and-parent"
    release = {
        **SIGNED, "roi-signed-by": signer, "roi-elements": dict.fromkeys(held, "present")
    }  # fmt: skip
    signed = read_case(case(state, kind, information, person, **release), content)
    (contact,) = evaluate(content, signed).contacts
    assert [e.id for e in contact.roi.elements if not e.duty and e.status != "present"] == []
    assert contact.roi.status == "valid"


@pytest.mark.parametrize("information", FORM_OF)
@pytest.mark.parametrize("state", STATES)
def test_the_form_is_offered_while_there_is_no_release(
    information: str, state: str, content: Content
) -> None:
    """Each kind of information has a form of its own, offered with the request to sign."""
    unsigned = case(state, "school-or-community", information, "adult", roi="not-signed")
    view = evaluate(content, read_case(unsigned, content))
    offered = {offer["id"] for offer in offers(rulebook(content, "tip-sheet"), view)}
    assert {"request-to-sign", FORM_OF[information]} <= offered


def test_no_form_after_a_refusal(content: Content) -> None:
    """Who declined or objected is not asked again by a paper; there is a note for the no itself."""
    for refusal in ({"roi": "declined"}, {"roi": "not-signed", "member-objected": "yes"}):
        refused = case("AZ", "physical-health", "health", "adult", **refusal)
        view = evaluate(content, read_case(refused, content))
        offered = {offer["id"] for offer in offers(rulebook(content, "tip-sheet"), view)}
        assert offered == {"short-note", "chart-note", "refusal-note"}


@pytest.mark.parametrize("state", STATES)
def test_the_form_with_choices_holds_what_the_filled_in_one_holds(
    state: str, content: Content
) -> None:
    """Direction and purpose are left to whoever signs, and nothing else is lost by it."""
    together = {"treated-together": "couple-or-family"}
    unsigned = case(state, "school-or-community", "health", "adult", roi="not-signed")
    unsigned["facts"] |= together
    book, view = rulebook(content, "tip-sheet"), evaluate(content, read_case(unsigned, content))
    (contact,) = view.contacts
    filled = carried(book, view, "release-hipaa", contact)
    assert carried(book, view, "release-choices", contact) == filled - {"P1", "P2", "P4", "F3"}
    assert {"H2", "H3", "H4"} <= filled
    text = as_text(write(book, view, "release-choices", "contact").blocks)
    for words in ("We may give it to them", "They may give it to us", "Both:", "Payment"):
        assert words in text


def test_a_form_that_does_not_fit_calls_for_the_one_with_choices(content: Content) -> None:
    """Where the old form ran the other way, the new one lets the signer choose."""
    elements = dict.fromkeys(content.elements, "present")
    held = {**SIGNED, "roi-signed-by": "member", "roi-elements": elements, "direction": "share"}
    for fits in ("other-direction", "other-purpose", "names-someone-else", "yes"):
        one_way = case("AZ", "school-or-community", "health", "adult", **held | {"roi-fits": fits})
        view = evaluate(content, read_case(one_way, content))
        offered = {offer["id"] for offer in offers(rulebook(content, "tip-sheet"), view)}
        assert ("release-choices" in offered) == (fits != "yes")


@pytest.mark.parametrize("paper", ["subpoena", "agency-demand", "unsure"])
@pytest.mark.parametrize("setting", ["ordinary", "part-2-program", "unsure"])
def test_the_answer_to_a_demand_confirms_nothing(
    paper: str, setting: str, content: Content
) -> None:
    """It reads the same whoever the person is, and names neither person, care nor program."""
    asked = case("AZ", "court-or-attorney", "health", "adult", legal_paper=paper)
    asked["facts"]["setting"] = setting
    facts = asked["contacts"][0]["facts"]
    facts |= {"direction": "share", "legal-paper": facts.pop("legal_paper")}
    book, view = rulebook(content, "tip-sheet"), evaluate(content, read_case(asked, content))
    assert "demand-reply" in {offer["id"] for offer in offers(book, view)}
    text = as_text(write(book, view, "demand-reply", "contact").blocks).lower()
    letter = text.partition("template. your organization")[0]
    for word in ("member", "client", "patient", "treat", "program", "release", "part 2", "health"):
        assert word not in letter, word
    assert "does not say whether we have, or ever had, a record" in letter


def test_the_note_of_a_report_waits_for_no_answer(content: Content) -> None:
    """It is offered as soon as a report is chosen, and says what the state’s law says."""
    says = {"AZ": "child safety", "NC": "social services", "CA": "36 hours"}
    for state, words in says.items():
        report = case(state, "protective-services", "health", "child", direction="report")
        report["facts"] |= {"representative-safety": "suspected-decider"}
        report["contacts"][0]["facts"] = {
            "contact-kind": "protective-services", "direction": "report"
        }  # fmt: skip
        book, view = rulebook(content, "tip-sheet"), evaluate(content, read_case(report, content))
        assert "report-note" in {offer["id"] for offer in offers(book, view)}
        blocks = write(book, view, "report-note", "contact").blocks
        advice = " ".join(i for b in blocks if b["kind"] == "advice" for i in b["items"])
        assert words in advice
        assert "the person suspected cannot read it" in advice


def test_every_form_is_set_in_fourteen_points(content: Content) -> None:
    """California asks for it; nobody minds elsewhere."""
    forms = [d for d in content.documents.values() if d.id in FORM_OF.values()]
    assert {d.size for d in forms if d.id != "consent-school"} == {14}


def test_every_form_says_it_is_a_template(
    scenarios: Callable, answered: Callable, content: Content
) -> None:
    """Only the note and the prescribed notice are no forms to be approved."""
    says = content.phrases["document-template"].text["says"]
    book, view = answered(scenarios("orange-county-mhp")["at-work"])
    for offer in offers(book, view):
        paper = write(book, view, offer["id"], offer["contact"])
        assert (says in as_text(paper.blocks)) == (offer["id"] not in ("short-note", "chart-note"))


def test_a_form_names_twelve_months_where_the_state_does(content: Content) -> None:
    """Arizona and California limit a release to a year; the form says so there only."""
    for state, limit in {"AZ": "twelve months", "CA": "one year", "NC": ""}.items():
        unsigned = case(state, "physical-health", "health", "adult", roi="not-signed")
        view = evaluate(content, read_case(unsigned, content))
        paper = write(rulebook(content, "tip-sheet"), view, "release-hipaa", "contact")
        text = as_text(paper.blocks)
        assert (f"It ends no later than {limit}" in text) == bool(limit)
        assert ("after the day of signing" in text) == bool(limit)
