"""Every message of a journey, as page and worker really exchange it, fits the contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from pace import in_whole_steps
from playwright.sync_api import Page

SCHEMA = Path(__file__).parents[2] / "src/coordguide/protocol/messages.schema.json"

# Listens beside the page's own client, before any script of the page runs.
RECORD = """
window.crossed = [];
const Plain = Worker;
window.Worker = class extends Plain {
  constructor(address, ...more) {
    super(address, ...more);
    // The theme has a worker of its own, for the search of the guide.
    this.isEngine = String(address).includes("/assets/coordguide/");
    const keep = ({ data }) => window.crossed.push(["told", data]);
    if (this.isEngine) this.addEventListener("message", keep);
  }
  postMessage(message, ...more) {
    if (this.isEngine) window.crossed.push(["asked", structuredClone(message)]);
    return super.postMessage(message, ...more);
  }
};
"""


def validator(*names: str) -> Draft202012Validator:
    defined = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
    any_of = [{"$ref": f"#/$defs/{name}"} for name in names]
    return Draft202012Validator({"$defs": defined, "anyOf": any_of})


pytestmark = pytest.mark.browser


def test_the_messages_of_a_journey_fit_the_contract(page: Page, site_url: str) -> None:
    """Start, answer, ask what would change it, open a document, save: all of it is described."""
    page.add_init_script(RECORD)
    in_whole_steps(page).goto(f"{site_url}/checklist/?edition=arizona-complete-health")
    page.locator('#checklist[data-state="ready"]').wait_for()
    for name, value in (
        ("member-age", "18-or-older"),
        ("decision-maker", "self"),
        ("emergency", "no"),
        ("setting", "ordinary"),
        ("contact-1.roi", "not-signed"),
    ):
        field = page.locator(f'input[name="{name}"][value="{value}"]')
        if field.count():
            field.check()
    page.locator('[data-act="csv"]').click()
    page.locator('[data-act="save"]').click()
    page.locator('[data-act="save-unlocked"]').click()
    page.wait_for_function(
        "window.crossed.filter(([way, one]) => one.type === 'result').length > 6"
    )
    crossed: list[tuple[str, Any]] = page.evaluate("window.crossed")
    kinds = {message["type"] for way, message in crossed if way == "asked"}
    assert {"evaluate", "documents", "take", "save"} <= kinds
    check = {"asked": validator("Request"), "told": validator("Reply", "Event")}
    for way, message in crossed:
        wrong = [error.message[:300] for error in check[way].iter_errors(message)]
        assert wrong == [], f"{message.get('type')}: add it to messages.schema.json"
