"""What ``make quick`` runs starts no browser and reads no built site."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def quick() -> str:
    """The expression by which ``make quick`` chooses, as the Makefile has it."""
    rule = (ROOT / "Makefile").read_text("utf-8").partition("\nquick:")[2]
    return rule.partition(' -m "')[2].partition('"')[0]


def test_make_quick_leaves_out_every_test_of_the_site_in_a_browser() -> None:
    """Each of these asks for the built site or a browser, most of them behind other fixtures."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", quick()]
    asked = ["tests/browser", "tests/site/test_pages.py", "tests/site/test_links.py"]
    done = subprocess.run([*command, *asked], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, done.stdout
