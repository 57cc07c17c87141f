"""Which statement of a document bears what is asked on its account, read a second time.

Written from the documents, not from the files of the rules: for each statement, what a
sheet asks that makes it. Of a sheet that leaves it out, nothing of this may stay.
"""

from __future__ import annotations

from collections.abc import Mapping

from coordguide.engine.rulebook import Rulebook

_TOLD = ("adult", "adult-after-emergency", "guardian", "minor", "minor-consent-unclear", "parent",
         "representative", "unsure-decider")  # fmt: skip
"""Of whom a sheet can say that they are told."""

_FINDINGS = ("conflicting-goals", "different-diagnoses", "duplicate-services",
             "medication-conflict", "no-response", "overlapping-programs")  # fmt: skip
"""What a review of records can find, and that nobody answers."""

ASKED: Mapping[tuple[str, ...], tuple[str, ...]] = {
    # A release is signed before anybody is contacted.
    ("CON-1",): (
        "rules/plan-release-in-force", "rules/plan-no-release", "rules/plan-release-declined",
        "rules/plan-release-not-usable", "rules/plan-signer-suspected",
        "audits/release-before-contact",
    ),
    # Programs of one plan need none.
    ("REM-1",): (
        "rules/oc-release-in-force", "rules/oc-same-plan-exception",
        "rules/oc-same-plan-objection", "rules/oc-same-plan-unusable-release",
        "questions/same-plan-program",
    ),
    # Outside it HIPAA's rules on confidentiality apply.
    ("REM-2",): (
        "rules/oc-outside-declined", "rules/oc-outside-no-release",
        "rules/oc-outside-release-not-usable", "rules/oc-outside-signer-suspected",
        "rules/caution-hipaa-inside-plan",
    ),
    ("REM-1", "REM-2"): ("audits/release-or-same-plan",),
    # The member, the guardian or both are told.
    ("CON-4",): (*(f"rules/notify-{who}" for who in _TOLD), "audits/told"),
    # Family is brought in; that one may therefore tell them is our reading.
    ("DEF-8c", "HOW-6"): tuple(f"rules/oc-notify-{who}" for who in _TOLD),
    # The way that suits the need.
    ("CON-2", "DEF-7"): ("methods/fax", "audits/method-for-need"),
    ("CON-2", "DEF-7", "HOW-2"): ("methods/phone",),
    ("CON-2", "RES-2a"): ("methods/meeting",),
    ("DEF-7",): ("methods/ehr",),
    # Records are asked for and reviewed.
    ("CON-3",): tuple(f"resolutions/plan-{name}" for name in _FINDINGS),
    ("CON-3", "HOW-1"): ("audits/records-asked",),
    ("CON-3", "OBS-2"): ("audits/records-reviewed", "audits/findings-recorded"),
    ("CON-3", "HOW-2", "HOW-5", "RES-1"): ("audits/follow-up",),
    ("CON-3", "HOW-2", "RES-1"): ("documents/second-request",),
    # Obstacles, and whom to turn to.
    ("CON-3", "SUP-4", "SUP-5"): ("resolutions/nc-no-response",),
    ("RES-1", "SUP-4", "SUP-5"): ("documents/escalation-letter",),
    ("OBS-1", "RES-1"): ("resolutions/oc-no-response",),
    ("OBS-2", "RES-2a", "RES-2b"): ("resolutions/oc-conflicting-goals",),
    ("OBS-2", "OBS-3", "RES-3b"): ("resolutions/oc-different-diagnoses",),
    ("OBS-2", "RES-2a", "RES-2c", "RES-4a"): ("resolutions/oc-duplicate-services",),
    ("BEN-11x", "RES-3a", "RES-3b"): ("resolutions/oc-medication-conflict",),
    ("OBS-4", "OBS-4x", "RES-4a"): ("resolutions/oc-overlapping-programs",),
}  # fmt: skip
"""By statements, of which one is enough, what a document asks that makes them."""

BORNE_BY = {name: statements for statements, names in ASKED.items() for name in names}
"""The same the other way round."""


def is_borne(book: Rulebook, name: str) -> bool:
    """Say whether an edition's document makes a statement that bears this, if one has to.

    Takes the rulebook and a name such as ``rules/notify-adult``.
    """
    carried = book.content.statements
    statements = BORNE_BY.get(name, ())
    return not statements or any(
        book.edition.id in carried[one].editions for one in statements if one in carried
    )
