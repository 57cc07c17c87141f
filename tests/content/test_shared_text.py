"""An edition that reads like another one is added to whatever names the other."""

import shutil
from pathlib import Path

import pytest
from sixth_edition import written

from coordguide import authoring
from coordguide.engine.rulebook import rulebook
from coordguide.model import Content
from coordguide.proof.coverage import check_coverage


@pytest.fixture
def copied(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "checklist" / "content", tmp_path / "content"))


def test_one_file_adds_a_plan(copied: Path) -> None:
    (copied / "editions" / "sixth.toml").write_text(written('["DEF-5"]', like="tip-sheet"), "utf-8")
    content = Content.from_bundle(authoring.load(copied))
    for record in (*content.rules.values(), *content.methods.values()):
        assert ("sixth" in record.editions) == ("tip-sheet" in record.editions)
    con = content.statements["CON-3"]
    assert con.editions["sixth"] == con.editions["tip-sheet"] == "variant"
    assert con.text["variants"]["sixth"] == con.text["variants"]["tip-sheet"]
    assert "sixth" not in content.statements["DEF-5"].editions
    assert "sixth" not in content.statements["META-1"].editions
    assert "sixth" not in content.statements["REF-4"].editions


def test_a_plan_of_one_state_is_not_asked_for_the_state(copied: Path) -> None:
    one = written('["DEF-3"]', like="flyer", state="AZ")
    (copied / "editions" / "sixth.toml").write_text(one, "utf-8")
    content = Content.from_bundle(authoring.load(copied))
    assert "state" not in {question.id for question, _ in rulebook(content, "sixth").questions}
    assert "sixth" in content.rules["plan-no-release"].editions
    assert list(check_coverage(copied, content)) == []


@pytest.mark.parametrize("like", ["tip-shet", "sixth"])
def test_a_model_that_is_none_is_named(copied: Path, like: str) -> None:
    (copied / "editions" / "sixth.toml").write_text(written('["DEF-5"]', like=like), "utf-8")
    with pytest.raises(authoring.ContentError, match=r"sixth\.toml: like: found"):
        authoring.load(copied)
