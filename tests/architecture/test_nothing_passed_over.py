"""A test that is there runs: none is skipped, and none is allowed to fail."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PASSED_OVER = re.compile(r"\b(pytest\.(skip|xfail|importorskip)|mark\.(skip|skipif|xfail))\b")


def test_no_test_is_skipped_or_allowed_to_fail() -> None:
    files = [path for path in TESTS.rglob("*.py") if path != Path(__file__)]
    assert len(files) > 80
    assert [path for path in files if PASSED_OVER.search(path.read_text("utf-8"))] == []
