"""Why a contact is decided as it is, and the smallest change that would allow it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coordguide.engine.case_reader import read_case
from coordguide.engine.explanation import Explanation, explain
from coordguide.model import PERMITTED, Content

CASES = Path(__file__).parents[2] / "checklist" / "cases"


def explained(content: Content, name: str) -> Explanation:
    data = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    case = read_case(data, content)
    return explain(content, case, case.contacts[0].id)


class TestChanges:
    """What would change this."""

    @pytest.mark.parametrize("element", [f"H{number}" for number in range(1, 10)])
    def test_the_one_missing_element_is_named(self, content: Content, element: str) -> None:
        """A release that lacks one element would do with just that element."""
        found = explained(content, f"az-release-lacks-{element.lower()}")
        assert [change.fact for change in found.changes] == [f"roi-elements.{element}"]
        assert found.then == "proceed"

    def test_a_missing_end_is_named_as_such(self, content: Content) -> None:
        """A release without an end needs an end, and nothing else."""
        found = explained(content, "az-release-end-none")
        assert {change.fact for change in found.changes} == {"roi-expiry-kind", "roi-expires-on"}

    def test_a_release_not_signed_is_one_change_and_its_signer(self, content: Content) -> None:
        """All that a new release holds anyway is not listed again."""
        found = explained(content, "az-no-release")
        assert [change.fact for change in found.changes] == ["roi", "roi-signed-by"]

    def test_the_wrong_signer_is_replaced_by_the_right_one(self, content: Content) -> None:
        """Where the minor's own consent governs, the minor must sign, not the parent."""
        found = explained(content, "nc-minor-14-own-consent-parent-signs")
        assert [(change.fact, change.after) for change in found.changes] == [
            ("roi-signed-by", "member")
        ]

    def test_a_doubt_is_settled_by_the_answer_that_allows(self, content: Content) -> None:
        """An answer of "not sure" is tried both ways."""
        found = explained(content, "az-setting-not-sure")
        assert [(change.fact, change.after) for change in found.changes] == [
            ("setting", "ordinary")
        ]

    def test_age_and_law_are_never_changed(self, content: Content) -> None:
        """Where only age or state stand in the way, no change is offered."""
        assert explained(content, "other-state-minor-14").changes == ()

    def test_what_is_allowed_needs_no_change(self, content: Content) -> None:
        """A contact that may be contacted has nothing to change."""
        found = explained(content, "az-complete-release-to-pcp")
        assert found.changes == ()
        assert found.then == "proceed"

    @pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
    def test_changes_lead_where_they_say(self, content: Content, path: Path) -> None:
        """Whatever is offered ends in a decision that allows the contact."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        case = read_case(data, content)
        for contact in case.contacts:
            found = explain(content, case, contact.id)
            assert not found.changes or found.then in PERMITTED
            assert all(change.says for change in found.changes)


class TestTrace:
    """The rules behind the decision."""

    def test_every_layer_speaks_in_order(self, content: Content) -> None:
        """The five layers come in their order, each with a rule and its source."""
        trace = explained(content, "az-hipaa-form-for-part-2").trace
        assert list(dict.fromkeys(link.layer for link in trace)) == [
            "plan-policy",
            "hipaa",
            "stricter-law",
            "emergency",
            "duty",
        ]
        assert all(link.rule and link.cites for link in trace)

    def test_an_unknown_contact_is_refused(self, content: Content) -> None:
        """There is nothing to explain about somebody who is not in the case."""
        data = tomllib.loads((CASES / "az-no-release.toml").read_text(encoding="utf-8"))
        with pytest.raises(KeyError):
            explain(content, read_case(data, content), "nobody")
