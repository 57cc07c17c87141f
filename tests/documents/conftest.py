"""Cases that call for papers: before a release, while sharing, and under Part 2."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from every_edition import WITHOUT_STATE

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import Content
from coordguide.view import View

TODAY = "2026-11-23"
STATES = dict.fromkeys(WITHOUT_STATE, "other") | {"flyer": "CA"}
ADULT = {
    "member-age": "18-or-older",
    "decision-maker": "self",
    "emergency": "no",
    "setting": "ordinary",
    "confidential-channel-requested": "yes",
    "treated-together": "no",
}
SIGNED = {
    "roi": "signed",
    "roi-signed-by": "member",
    "roi-signed-on": "2026-10-01",
    "roi-expiry-kind": "date",
    "roi-expires-on": "2027-09-30",
    "roi-revoked": "no",
    "roi-covers-recipient": "yes",
    "roi-covers-information": "yes",
    "roi-fits": "yes",
    "psychotherapy-notes-form": "own-form",
    "sud-counseling-notes-form": "own-form",
    "member-objected": "no",
}
WORK = {
    "need": ["exchange-documents", "resolve-a-conflict"],
    "channels": ["phone", "fax", "meeting"],
    "records-requested": [
        {"kind": "medications", "asked-on": "2026-11-02", "asked-again": ["2026-11-09"]},
        {"kind": "diagnoses", "asked-on": "2026-11-02", "received-on": "2026-11-05",
         "reviewed": "yes"},
    ],
    "findings": ["medication-conflict", "no-response"],
}  # fmt: skip


def contact(name: str, kind: str, information: str, **more: Any) -> dict[str, Any]:
    facts = {
        "contact-kind": kind,
        "treating": "yes",
        "family-involvement-agreed": "yes",
        "same-plan-program": "no",
        "direction": "both",
        "information": [information],
        "member-objected": "no",
        "part-2-source": "received-other",
        **{key.replace("_", "-"): value for key, value in more.items()},
    }
    return {"id": name, "facts": facts}


def signed(content: Content, **more: Any) -> dict[str, Any]:
    return {**SIGNED, "roi-elements": dict.fromkeys(content.elements, "present"), **more}


@pytest.fixture(scope="session")
def scenarios(content: Content) -> Callable[[str], dict[str, dict[str, Any]]]:
    """Make the cases of one edition.

    One before any release, one at work, one under Part 2, one of a minor whose parent decides,
    and one where others ask: an attorney with a subpoena, an agency that gets a report.
    """

    def make(edition: str) -> dict[str, dict[str, Any]]:
        facts = {**ADULT, **({"state": STATES[edition]} if edition in STATES else {})}
        base = {"edition": edition, "today": TODAY, "facts": facts}
        before = [
            contact("doctor", "physical-health", "health", roi="not-signed"),
            contact("therapist", "behavioral-health", "psychotherapy-notes", roi="not-signed"),
            contact("program", "behavioral-health", "sud-part-2", roi="not-signed"),
            contact("counselor", "behavioral-health", "sud-counseling-notes", roi="not-signed"),
            contact("school", "school-or-community", "education-records", roi="declined"),
            contact("teacher", "school-or-community", "education-records", roi="not-signed",
                    direction="request"),
        ]  # fmt: skip
        told = [{"who": "member", "on": "2026-11-03", "channel": "phone"}]
        at_work = [
            {"id": "doctor", "facts": {**contact("", "physical-health", "health")["facts"],
                                       **signed(content), **WORK,
                                       "next-contact-on": "2026-12-03"}},
            contact("school", "school-or-community", "health", roi="not-signed"),
        ]  # fmt: skip
        program = [
            {"id": "clinic", "facts": {**contact("", "physical-health", "sud-part-2")["facts"],
                                       **signed(content), **WORK}},
        ]  # fmt: skip
        child = {"member-age": "12-to-17", "minor-consented-to-own-care": "no",
                 "custody-or-court-order": "no", "representative-safety": "no"}  # fmt: skip
        parent = [
            {"id": "doctor", "facts": {**contact("", "physical-health", "health")["facts"],
                                       **signed(content, **{"roi-signed-by": "parent-or-guardian"}),
                                       **WORK}},
            contact("therapist", "behavioral-health", "health", roi="not-signed"),
        ]  # fmt: skip
        others = [
            contact("attorney", "court-or-attorney", "health", direction="share",
                    legal_paper="subpoena"),
            contact("agency", "protective-services", "health", direction="report",
                    report_about="adult"),
            contact("housing", "social-services", "health", treating="no", roi="not-signed"),
            contact("doctor", "physical-health", "health", roi="declined"),
        ]  # fmt: skip
        return deepcopy(
            {
                "asked": {**base, "contacts": others},
                "minor": {**base, "facts": {**facts, **child}, "contacts": parent},
                "before": {**base, "contacts": before},
                "at-work": {**base, "facts": {**facts, "notified": told}, "contacts": at_work},
                "part-2": {
                    **base,
                    "facts": {**facts, "setting": "part-2-program"},
                    "contacts": program,
                },
            }
        )

    return make


Answered = tuple[Rulebook, View]


@pytest.fixture(scope="session")
def answered(content: Content) -> Callable[[dict[str, Any]], Answered]:
    """Answer a case; returns its rulebook and view."""

    def answer(case: dict[str, Any]) -> Answered:
        return rulebook(content, case["edition"]), evaluate(content, read_case(case, content))

    return answer


@pytest.fixture(scope="session")
def practice_cases(root: Path) -> dict[str, dict[str, Any]]:
    """Every case below ``checklist/cases``, by name, as the engine reads it."""
    known = ("edition", "today", "facts", "contacts")
    found = {}
    for path in sorted((root / "checklist" / "cases").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        found[path.stem] = {key: data[key] for key in known if key in data}
    return found
