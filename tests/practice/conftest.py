"""The practice of this checkout, and a way to ask it as the page does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordguide.authoring.practice import load_practice
from coordguide.engine.evaluation import evaluate
from coordguide.model import Content
from coordguide.practice import Lesson, PosedDecision, Practice, pose
from coordguide.protocol import handle

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def compiled(root: Path, bundle: dict[str, Any]) -> dict[str, Any]:
    """The courses and cases as the build compiles them."""
    return load_practice(root / "checklist" / "content", bundle)


@pytest.fixture(scope="session")
def practice(compiled: dict[str, Any], content: Content) -> Practice:
    """The courses and cases as the engine's side reads them."""
    return Practice.from_bundle(compiled, content)


@pytest.fixture(scope="session")
def posed(content: Content) -> Callable[[Lesson], tuple[PosedDecision, ...]]:
    """Pose every decision of a case."""

    def pose_all(lesson: Lesson) -> tuple[PosedDecision, ...]:
        view = evaluate(content, lesson.case)
        return tuple(pose(content, view, lesson, decision) for decision in lesson.decisions)

    return pose_all


@pytest.fixture
def ask(bundle: dict[str, Any], compiled: dict[str, Any]) -> Ask:
    """Ask through the only door of the browser, with everything loaded."""

    def asking(kind: str, **more: Any) -> dict[str, Any]:
        return json.loads(handle(json.dumps({"v": 1, "id": 1, "type": kind, **more})))

    asking("load", content=bundle)
    asking("practice-load", practice=compiled)
    return asking
