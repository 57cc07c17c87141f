"""Asks axe-core what is wrong with a page for people who use it in another way."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

AXE = Path(__file__).parents[2] / "checklist/web/node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(place: Page | Frame, only: list[str] | None = None) -> list[dict[str, Any]]:
    """Return what axe finds in a page or in one frame; ``only`` names the tags of rules to ask.

    Frames inside are left out: a frame of another site is looked at by itself.
    """
    place.evaluate(AXE.read_text("utf-8") + ";0")  # an evaluated script is not the page's own
    options = {"resultTypes": ["violations"], "iframes": False}
    if only:
        options["runOnly"] = only
    found = place.evaluate("(options) => axe.run(document, options)", options)
    violations: list[dict[str, Any]] = found["violations"]
    return violations


def told(found: list[dict[str, Any]]) -> list[str]:
    """Say what was found in a line each: the rule, the element and what would mend it."""
    return [
        f"{one['id']}: {node['target']}: {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def serious(place: Page | Frame) -> list[str]:
    """Return what breaks WCAG 2.2 AA and is serious or critical."""
    found = violations(place, WCAG)
    return told([one for one in found if one["impact"] in ("serious", "critical")])
