"""Each decision record stands in the list that leads to it, under its own title."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("0*.md"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_listed_under_its_title(path: Path) -> None:
    title = path.read_text("utf-8").splitlines()[0].removeprefix("# ")
    assert f"- [{title}]({path.name})" in (FOLDER / "index.md").read_text("utf-8")
