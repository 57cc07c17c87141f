"""No script and no letter says of a contact what nobody said of it, in any case file."""

import tomllib
from pathlib import Path

import pytest

from coordguide.documents import as_text, write
from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import answer
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content

CASES = sorted((Path(__file__).parents[2] / "checklist" / "cases").glob("*.toml"))
PRIVATE = ("family", "friend-or-caregiver", "member", "parent-or-decider")
DOCUMENTS = ("phone-script", "records-request", "second-request", "escalation-letter")


@pytest.fixture(scope="module")
def said(content: Content) -> list[tuple[str, dict, str, str]]:
    """Return each document of each contact: the case's name, the facts, the document, the text."""
    found = []
    for path in CASES:
        case = read_case(tomllib.loads(path.read_text("utf-8")), content)
        book = rulebook(content, case.edition)
        # What these documents need besides: something to say, and something asked for.
        for contact in case.contacts:
            contact.facts.update({"need": ["exchange-documents"], "channels": ["phone"]})
        view = answer(book, case)
        found += [
            (path.stem, {**case.facts, **contact.facts}, name, as_text(paper.blocks))
            for contact in case.contacts
            if "contact-kind" in contact.facts
            for name in DOCUMENTS
            if (paper := write(book, view, name, contact.id))
        ]
    assert len(found) > len(CASES)
    return found


def test_one_plan_is_named_only_where_somebody_said_so(said) -> None:
    claims = [one for one in said if "belong to the same" in one[3]]
    assert claims
    for name, facts, document, _ in claims:
        assert facts.get("same-plan-program") == "yes", (name, document)


def test_who_is_no_office_is_not_asked_for_one(said) -> None:
    scripts = [(name, facts, text) for name, facts, kind, text in said if kind == "phone-script"]
    offices = 0
    for name, facts, text in scripts:
        is_private = facts["contact-kind"] in PRIVATE
        assert not (is_private and ("your office" in text or "what you do there" in text)), name
        assert text.count("Can you speak in private now?") == 1, name
        offices += "your office" in text
    assert 0 < offices < len(scripts)


def test_only_who_works_with_the_member_is_told_that_both_do(said) -> None:
    for name, facts, _, text in said:
        if "We both work with" in text:
            assert facts["contact-kind"] not in (*PRIVATE, "plan-or-payer", "police"), name


def test_the_letter_speaks_of_revoking_only_where_there_is_a_release(content: Content) -> None:
    spoken = {True: 0, False: 0}
    for path in CASES:
        case = read_case(tomllib.loads(path.read_text("utf-8")), content)
        book = rulebook(content, case.edition)
        view = answer(book, case)
        letter = write(book, view, "notice")
        assert letter
        text = as_text(letter.blocks)
        is_released = any(contact.decision == "proceed" for contact in view.contacts)
        if "take a release back" in text:
            assert is_released, path.stem
        assert "If you do not want this, tell us." in text
        spoken["take a release back" in text] += 1
    assert all(spoken.values())
