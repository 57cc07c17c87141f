"""A tiny content of our own, so that unit tests show the engine and not today's rules.

Two editions, one adult, releases with two elements; ``sud`` needs its own
consent and ``health`` does not. Nothing here claims to be law.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import settings

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.phrases import engine_phrases
from coordguide.model import DECISIONS, LAYERS, STATUSES, Content
from coordguide.view import View

TODAY = "2026-11-23"
MAY_GO_ON = {"fact": "decision", "one-of": ["proceed", "proceed-without-roi", "act-now"]}

# The same examples each time: a test that fails tomorrow must fail because of a change.
settings.register_profile(
    "repeatable", max_examples=50, database=None, deadline=None, derandomize=True
)
settings.load_profile("repeatable")


def question(name: str, *values: str, when: dict | None = None, **more: Any) -> dict[str, Any]:
    """Write one question; its labels are its values in capitals."""
    labels = {value: value.upper() for value in values}
    text = {"ask": f"{name}, {{person}}?", "values": labels}
    asked = {"when": when} if when else {}
    return {"id": name, "values": list(values), "text": text, "cites": ["CON-1"], **asked, **more}


def rule(name: str, layer: str, when: dict | None, **gives: Any) -> dict[str, Any]:
    """Write one rule that says its own name."""
    text = {"says": f"Rule {name} for the {{person}}.", "fix": f"Mend {name}."}
    holds = {"when": when} if when else {}
    return {"id": name, "layer": layer, "gives": gives, "text": text, "cites": ["CON-1"], **holds}


SIGNED = {"fact": "roi", "is": "signed"}

QUESTIONS = [
    question("state", "AZ", "NC", editions=["plan-b"], order=1),
    question("age", "adult", "minor", order=2),
    question("hearing", kind="date", order=3, when={"fact": "age", "is": "minor"}),
    question("contact-kind", "clinic", "family", step="release", scope="contact", order=1),
    question(
        "information", "health", "sud", kind="several", step="release", scope="contact", order=2
    ),
    question(
        "roi",
        "signed",
        "not-signed",
        "declined",
        "unsure",
        step="release",
        scope="contact",
        order=3,
    ),
    question(
        "signer", "member", "other", "unsure", step="release", scope="contact", order=4, when=SIGNED
    ),
    question(
        "roi-elements", kind="elements", step="release", scope="contact", order=5, when=SIGNED
    ),
    question("roi-signed-on", kind="date", step="release", scope="contact", order=6, when=SIGNED),
    question(
        "roi-expiry-kind",
        "date",
        "event",
        "none",
        "unsure",
        step="release",
        scope="contact",
        order=7,
        when=SIGNED,
    ),
    question(
        "roi-expires-on",
        kind="date",
        step="release",
        scope="contact",
        order=8,
        when={"fact": "roi-expiry-kind", "is": "date"},
    ),
    question(
        "roi-expiry-event-happened",
        "yes",
        "no",
        "unsure",
        step="release",
        scope="contact",
        order=9,
        when={"fact": "roi-expiry-kind", "is": "event"},
    ),
    question("direction", "both", "share", step="release", scope="contact", order=10),
    question(
        "need",
        "urgent",
        "papers",
        kind="several",
        step="method",
        scope="contact",
        order=1,
        when=MAY_GO_ON,
    ),
    question(
        "channels",
        "phone",
        "fax",
        kind="several",
        step="method",
        scope="contact",
        order=2,
        when=MAY_GO_ON,
    ),
    question(
        "records-requested",
        kind="records",
        step="records",
        scope="contact",
        order=1,
        when={"all": [MAY_GO_ON, {"fact": "direction", "is": "both"}]},
    ),
    question(
        "findings",
        "none",
        "clash",
        kind="several",
        step="records",
        scope="contact",
        order=2,
        when={"all": [MAY_GO_ON, {"fact": "direction", "is": "both"}]},
    ),
    question(
        "notified",
        "member",
        "parent",
        kind="notified",
        step="notify",
        order=1,
        when={"fact": "coordinating", "is": "yes"},
    ),
]

ELEMENTS = [
    {"id": "H1", "regime": "hipaa", "order": 1},
    {"id": "H2", "regime": "hipaa", "order": 2},
    {"id": "H3", "regime": "hipaa", "order": 3, "when": {"fact": "signer", "is": "other"}},
    {"id": "H9", "regime": "hipaa", "order": 9, "duty": True},
    {"id": "P1", "regime": "part-2", "order": 1},
]

VALID = {"fact": "release-valid", "is": "yes"}
SUD = {"fact": "kind", "is": "sud"}

RULES = [
    rule("signed-release", "plan-policy", VALID, status="met"),
    rule(
        "no-release",
        "plan-policy",
        {"fact": "roi", "one-of": ["not-signed", "declined"]},
        status="not-met",
    ),
    rule(
        "bad-release",
        "plan-policy",
        {"all": [SIGNED, {"fact": "release-valid", "is": "no"}]},
        status="not-met",
    ),
    rule("treatment", "hipaa", {"fact": "contact-kind", "is": "clinic"}, status="permitted"),
    rule(
        "family-needs-paper",
        "hipaa",
        {"fact": "contact-kind", "is": "family"},
        status="authorization-needed",
    ),
    rule("ordinary", "stricter-law", {"fact": "kind", "is": "health"}, status="none"),
    rule("own-consent", "stricter-law", {"all": [SUD, VALID]}, status="satisfied"),
    rule("needs-consent", "stricter-law", {"all": [SUD, {"not": VALID}]}, status="consent-needed"),
    rule("calm", "emergency", None, status="none"),
    rule("no-duty", "duty", None, status="none"),
    rule("tell-member", "advice", {"fact": "age", "is": "adult"}, notify="member", duty="must"),
    rule("tell-parent", "advice", {"fact": "age", "is": "minor"}, notify="parent", duty="must"),
    rule("may-tell-parent", "advice", {"fact": "age", "is": "adult"}, notify="parent", duty="may"),
    rule(
        "not-the-parent",
        "advice",
        {"fact": "age", "is": "adult"},
        notify="parent",
        duty="must-not",
    ),
    rule("expired", "advice", {"fact": "expiry", "is": "passed"}, problem="expired"),
    rule("family-caution", "advice", {"fact": "contact-kind", "is": "family"}, caution="family"),
    rule(
        "dates-clash",
        "advice",
        {"all": [SIGNED, {"fact": "date-order", "is": "expires-before-signed"}]},
        contradiction=["roi-signed-on", "roi-expires-on"],
    ),
    rule(
        "adult-with-hearing",
        "advice",
        {"all": [{"fact": "age", "is": "adult"}, {"fact": "hearing", "after": "2000-01-01"}]},
        contradiction=["age", "hearing"],
    ),
]

PHRASES = {
    **{phrase: phrase for phrase in engine_phrases()},
    "answer-proceed": "You may {act}{until}.",
    "answer-until": ", until {day}",
    "act-both": "exchange {what} with {whom}",
    "written-day": "{month} {day}, {year}",
    "month-names": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "answer-first": "Answer first: {question}",
    "not-sure-about": "Not sure: {question}",
    "notice-to-give": "Tell {who}.",
    "part-may-go": "Part may go.",
    "notice-channel-asked": "as asked",
    "notice-channel-open": "any way",
    "notice-channel-ask-first": "ask how",
    "record-to-ask": "{record}: ask.",
    "record-waiting": "{record}: ask again on {date}.",
    "record-silent": "{record}: asked {attempts} times, no answer.",
    "record-to-review": "{record}: read it.",
    "disclaimer": "No advice.",
    "document-template": "To be approved.",
    "document-made": "Content {version}.",
    **{f"layer-{layer}": f"{layer}: {{status}}" for layer in LAYERS},
    **{f"status-{layer}-{s}": s for layer, found in STATUSES.items() for s in found},
    **{f"roi-{s}": s for s in ("valid", "invalid", "missing", "declined", "not-needed", "unknown")},
}

BUNDLE: dict[str, Any] = {
    "version": "1",
    "sha256": "0123456789abcdef",
    "statements": [
        {
            "id": "CON-1",
            "topic": "considerations",
            "editions": {"plan-a": "carried", "plan-b": "variant"},
            "text": {"says": "Get a release.", "variants": {"plan-b": "Get a release, says B."}},
        },
    ],
    "laws": [
        {"id": "law-read", "short": "Law 1", "verified": True, "text": {"title": "Read"}},
        {"id": "law-unread", "short": "Law 2", "verified": False, "text": {"title": "Not read"}},
    ],
    "questions": QUESTIONS,
    "elements": [
        {
            **e,
            "text": {"label": f"Element {e['id']}", "fix": f"Add {e['id']}."},
            "cites": ["law-read"],
        }
        for e in ELEMENTS
    ],
    "definitions": [
        {
            "id": "release-valid",
            "cites": ["law-read"],
            "when": {
                "all": [
                    SIGNED,
                    {"fact": "elements-hipaa", "is": "complete"},
                    {"fact": "signing", "is": "done"},
                    {"fact": "expiry", "is": "not-passed"},
                ]
            },
        },
    ],
    "rules": RULES,
    "outcomes": [
        {
            "id": d,
            "cites": ["CON-1"],
            "text": {
                "title": f"Title {d}",
                "says": f"Says {d}.",
                **({} if d.startswith("proceed") else {"todo": f"Do {d}."}),
            },
        }
        for d in DECISIONS
    ],
    "methods": [
        {
            "id": "phone",
            "order": 1,
            "editions": ["plan-a", "plan-b"],
            "cites": ["CON-1"],
            "fits": {"urgent": 3},
            "text": {"label": "Phone", "why": "Fast.", "fits": {"urgent": "Fast."}},
            "safeguards": [
                {"id": "voice", "text": "Check the voice.", "cites": ["CON-1"]},
                {
                    "id": "minor-call",
                    "text": "Mind the minor.",
                    "cites": ["CON-1"],
                    "when": {"fact": "age", "is": "minor"},
                },
            ],
        },
        {
            "id": "fax",
            "order": 2,
            "editions": ["plan-a"],
            "cites": ["CON-1"],
            "fits": {"papers": 2},
            "text": {"label": "Fax", "why": "Papers.", "fits": {"papers": "Carries papers."}},
        },
    ],
    "records": [
        {
            "id": "diagnoses",
            "order": 1,
            "cites": ["CON-1"],
            "text": {"label": "Diagnoses", "reason": "why"},
        },
        {
            "id": "school",
            "order": 2,
            "cites": ["CON-1"],
            "text": {"label": "School papers"},
            "when": {"fact": "age", "is": "minor"},
        },
        {
            "id": "private-notes",
            "order": 3,
            "leave-out": True,
            "cites": ["CON-1"],
            "text": {"label": "Private notes"},
        },
    ],
    "resolutions": [
        {
            "id": "clash-a",
            "finding": "clash",
            "editions": ["plan-a"],
            "cites": ["CON-1"],
            "text": {"title": "Clash in A"},
            "steps": [{"text": "Talk, {person}.", "cites": ["CON-1"]}],
        },
        {
            "id": "clash-b",
            "finding": "clash",
            "editions": ["plan-b"],
            "cites": ["CON-1"],
            "text": {"title": "Clash in B"},
            "steps": [{"text": "Write.", "cites": ["CON-1"]}],
        },
        {
            "id": "silence",
            "finding": "no-response",
            "cites": ["CON-1"],
            "text": {"title": "Nobody answers"},
            "steps": [{"text": "Call.", "cites": ["CON-1"]}],
        },
    ],
    "documents": [
        {
            "id": "chart-note",
            "scope": "case",
            "step": "notify",
            "cites": ["CON-1"],
            "text": {"title": "Note", "why": "For the chart."},
            "blocks": [{"kind": "paragraph", "text": "{person}, {today}."}],
        },
    ],
    "audits": [],
    "phrases": [{"id": p, "text": {"says": s}, "cites": ["CON-1"]} for p, s in PHRASES.items()],
    "editions": [
        {
            "id": "plan-a",
            "order": 1,
            "state": "AZ",
            "terms": {"person": "member", "plan": "Plan A"},
            "text": {"title": "Plan A", "summary": "A."},
            "cites": ["CON-1"],
        },
        {
            "id": "plan-b",
            "order": 2,
            "terms": {"person": "client", "plan": "Plan B"},
            "text": {"title": "Plan B", "summary": "B."},
            "cites": ["CON-1"],
        },
    ],
}

GOOD_RELEASE: dict[str, Any] = {
    "contact-kind": "clinic",
    "information": ["health"],
    "roi": "signed",
    "signer": "member",
    "roi-elements": {"H1": "present", "H2": "present", "H9": "present", "P1": "present"},
    "roi-signed-on": "2026-11-01",
    "roi-expiry-kind": "date",
    "roi-expires-on": "2027-10-31",
    "direction": "both",
}

Make = Callable[..., Any]


@pytest.fixture
def tiny_bundle() -> dict[str, Any]:
    """The tiny content as JSON, to be changed by a test."""
    return deepcopy(BUNDLE)


@pytest.fixture(scope="session")
def tiny() -> Content:
    """The tiny content as the engine reads it."""
    return Content.from_bundle(deepcopy(BUNDLE))


@pytest.fixture(scope="session")
def content_with() -> Make:
    """Make a tiny content with some kinds replaced: ``content_with(rules=[...])``."""
    return lambda **kinds: Content.from_bundle(deepcopy({**BUNDLE, **kinds}))


@pytest.fixture(scope="session")
def make_rule() -> Make:
    """Write a rule: ``make_rule("id", "hipaa", when, status="permitted")``."""
    return rule


@pytest.fixture(scope="session")
def make_case() -> Make:
    """Write a case in Plan A with one contact that may proceed, changed as asked.

    Takes facts of the case by ``facts=`` and facts of the contact as keywords
    (``_`` for ``-``; None takes a fact away) or whole ``contacts=``.
    """

    def make(
        facts: dict | None = None,
        contacts: list | None = None,
        edition: str = "plan-a",
        today: str = TODAY,
        **changes: Any,
    ) -> dict[str, Any]:
        named = {re.sub("_", "-", name): value for name, value in changes.items()}
        given = {k: v for k, v in {**deepcopy(GOOD_RELEASE), **named}.items() if v is not None}
        return {
            "edition": edition,
            "today": today,
            "facts": {"age": "adult"} if facts is None else facts,
            "contacts": [{"id": "pcp", "facts": given}] if contacts is None else contacts,
        }

    return make


@pytest.fixture(scope="session")
def answer(tiny: Content, make_case: Make) -> Callable[..., View]:
    """Answer a case of ``make_case`` by the tiny content, or by another one."""

    def ask(content: Content = tiny, **changes: Any) -> View:
        return evaluate(content, read_case(make_case(**changes), content))

    return ask
