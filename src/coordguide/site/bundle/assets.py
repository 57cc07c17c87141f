"""The files the checklist's page loads, and the name of the folder they go to."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from coordguide.authoring.practice import load_practice
from coordguide.site.bundle.runtime import Runtime
from coordguide.site.bundle.scripts import Scripts


def make_assets(root: Path, bundle: dict[str, Any], scripts: Scripts) -> dict[str, bytes]:
    """Return the files the checklist's page loads, by name.

    Takes the checkout, the content, and what bundles the scripts. Raises
    ``ToolError`` where a tool fails.
    """
    web = root / "checklist" / "web"
    styles = {
        path.relative_to(web).as_posix(): path.read_bytes()
        for path in sorted(web.rglob("*.css"))
        if "node_modules" not in path.parts
    }
    # Fetched by the practice only: the checklist starts without it.
    practice = load_practice(root / "checklist" / "content", bundle)
    data = {"content.json": _json(bundle), "practice.json": _json(practice)}
    engine = {**data, **Runtime(root).files(bundle, read_cases(root))}
    return {**styles, **engine, **scripts.all(engine)}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_cases(root: Path) -> list[dict[str, Any]]:
    """Return the cases under ``checklist/cases/`` as a page sends them."""
    return [page_case(path) for path in sorted((root / "checklist" / "cases").rglob("*.toml"))]


def page_case(path: Path) -> dict[str, Any]:
    """Return the case of one case file as a page sends it: without what is said about it."""
    data = json.loads(json.dumps(tomllib.loads(path.read_text("utf-8")), default=str))
    return {
        "edition": data["edition"],
        "today": data["today"],
        "facts": data.get("facts", {}),
        "contacts": [{"facts": {}, **contact} for contact in data.get("contacts", [])],
    }


def digest(files: dict[str, bytes]) -> str:
    """Return a name for this exact set of files, so that a browser never mixes two builds."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()[:16]
