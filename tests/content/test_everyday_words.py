"""Everyday words lead to everybody they may mean, so that none opens more by being the only hit.

Which people a search finds is worked out as the page does it (``matching`` in
``checklist/web/screens/contact-choice.tsx``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from coordguide.engine.catalogue import catalogue
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content

SHOWN = 8
"""How many people the page shows at most, beside "none of these"."""

# What somebody types, and the kinds of contact that have to be among what is found.
WORDS: dict[str, str] = {
    "case manager": "plan-or-payer social-services justice-supervision physical-health own-team",
    "caseworker": "social-services protective-services",
    "care coordinator": "plan-or-payer social-services physical-health own-team",
    "coordinator": "plan-or-payer social-services justice-supervision physical-health",
    "discharge planner": "physical-health police",
    "social worker": "behavioral-health social-services protective-services physical-health",
    "counselor": "behavioral-health school-or-community",
    "therapist": "behavioral-health therapy-services",
    "psychologist": "behavioral-health school-or-community court-appointed",
    "psychiatrist": "behavioral-health court-appointed",
    "doctor": "physical-health court-appointed",
    "nurse": "physical-health plan-or-payer none-of-these school-or-community",
    "occupational": "therapy-services none-of-these court-appointed",
    "occupational health": "none-of-these court-appointed",
    "peer": "behavioral-health school-or-community own-team plan-or-payer",
    "recovery coach": "behavioral-health school-or-community",
    "consultation": "behavioral-health own-team",
    "ur": "plan-or-payer",
    "psych np": "behavioral-health",
    "pert": "behavioral-health",
    "parent partner": "behavioral-health",
    "iop": "behavioral-health",
    "residential": "behavioral-health social-services",
    "psych ward": "physical-health",
    "board and care": "social-services friend-or-caregiver",
    "tricare": "plan-or-payer",
    "coworker": "own-team none-of-these friend-or-caregiver",
    "receptionist": "own-team",
    "privacy officer": "own-team",
    "tutor": "school-or-community",
    "camp": "school-or-community",
    "title ix": "school-or-community",
    "kinship": "family parent-or-decider",
    "foster agency": "social-services protective-services",
    "trooper": "police",
    "fire": "physical-health",
    "rep payee": "social-services",
    "contact tracer": "public-agency",
    "medical power of attorney": "parent-or-decider",
    "funeral home": "none-of-these",
    "supervisor": "own-team none-of-these",
    "va": "physical-health behavioral-health social-services public-agency",
    "veterans": "physical-health social-services public-agency",
    "lab": "own-team physical-health",
    "home health": "physical-health friend-or-caregiver",
    "nursing home": "physical-health",
    "assisted living": "social-services",
    "hospice": "physical-health",
    "sober living": "social-services",
    "halfway house": "social-services",
    "act team": "behavioral-health",
    "transport": "physical-health social-services plan-or-payer",
    "ride": "social-services plan-or-payer",
    "hie": "own-team",
    "father": "parent-or-decider family",
    "mother": "parent-or-decider family",
    "parent": "parent-or-decider family",
    "stepfather": "family",
    "stepmom": "family",
    "stepparent": "family friend-or-caregiver parent-or-decider",
    "grandparent": "family friend-or-caregiver parent-or-decider",
    "foster": "family friend-or-caregiver parent-or-decider protective-services",
    "guardian": "parent-or-decider court-appointed",
    "public guardian": "parent-or-decider public-agency",
    "next of kin": "family parent-or-decider",
    "emergency contact": "family friend-or-caregiver parent-or-decider",
    "ex-husband": "family",
    "partner": "friend-or-caregiver family",
    "sponsor": "friend-or-caregiver",
    "chaplain": "friend-or-caregiver school-or-community own-team physical-health",
    "faith leader": "friend-or-caregiver school-or-community",
    "lawyer": "court-or-attorney own-team",
    "my lawyer": "own-team",
    "member's lawyer": "court-or-attorney",
    "prosecutor": "court-or-attorney",
    "public defender": "court-or-attorney",
    "advocate": "social-services court-appointed court-or-attorney public-agency",
    "victim advocate": "social-services court-or-attorney",
    "evaluator": "court-appointed",
    "officer": "police justice-supervision",
    "resource officer": "police",
    "investigator": "protective-services police court-or-attorney public-agency",
    "social security": "social-services public-agency",
    "disability": "social-services public-agency plan-or-payer court-appointed",
    "eap": "behavioral-health none-of-these",
    "employee assistance": "behavioral-health none-of-these",
    "research": "none-of-these",
    "landlord": "none-of-these",
    "insurance": "plan-or-payer own-team",
    "billing": "plan-or-payer own-team",
    "university": "school-or-community none-of-these",
    "interpreter": "own-team",
}


@pytest.fixture(scope="module")
def offers(content: Content) -> list[dict[str, Any]]:
    """What the page gets to search in."""
    words = catalogue(rulebook(content, "arizona-complete-health"))
    found: list[dict[str, Any]] = words["questions"]["contact-kind"]["offers"]
    return found


def rank(offer: dict[str, Any], words: list[str]) -> int:
    """Say how well an offer fits what was typed; 0 where it does not."""
    label = offer["label"].lower()
    everything = f"{label}, {offer['search'].lower()}"
    if not all(word in everything for word in words):
        return 0
    if label.startswith(words[0]):
        return 3
    starts = (part.startswith(words[0]) for part in re.split(r"[^a-z0-9]+", everything))
    return 2 if any(starts) else 1


def found_for(written: str, offers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return whom the page shows for what was typed."""
    words = written.lower().split()
    ranked = [(rank(offer, words), offer) for offer in offers]
    fitting = [(good, offer) for good, offer in ranked if good]
    best = sorted(fitting, key=lambda pair: -pair[0])
    return [offer for _, offer in best[:SHOWN]]


@pytest.mark.parametrize("written", WORDS)
def test_a_word_leads_to_everybody_it_may_mean(written: str, offers: list[dict[str, Any]]) -> None:
    """Whoever types it chooses among them, and is not led to the one that opens most."""
    kinds = {offer["value"] for offer in found_for(written, offers)}
    assert set(WORDS[written].split()) - kinds == set()


def test_each_offer_is_found_by_its_own_name(offers: list[dict[str, Any]]) -> None:
    """Nobody is crowded out of a search for exactly their name."""
    lost = [one["id"] for one in offers if one not in found_for(one["label"], offers)]
    assert lost == []
