"""The files of `/embed/` as they are built: one small script, a valid schema, an honest list."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from coordguide.model import Content
from coordguide.site.bundle import integrity

LIMIT = 6_000  # bytes, compressed


def test_the_element_is_one_small_script_without_imports(site_dir: Path) -> None:
    script = (site_dir / "embed/coordination-checklist.js").read_bytes()
    assert len(gzip.compress(script, mtime=0)) < LIMIT
    assert not re.search(rb"^\s*(import|export)\b", script, re.MULTILINE)
    assert b"eval(" not in script
    assert b"innerHTML" not in script


def test_the_schema_is_published_and_valid(site_dir: Path) -> None:
    schema = json.loads((site_dir / "embed/messages.schema.json").read_text("utf-8"))
    Draft202012Validator(schema)
    kinds = schema["$defs"]
    assert [one["$ref"].rpartition("/")[2] for one in schema["oneOf"]] == list(kinds)
    for kind in kinds.values():
        assert kind["additionalProperties"] is False
        assert {"ns", "v", "from", "type"} <= set(kind["required"])


# Letters, digits and a few marks, from the first to the last and no more of them than a digest has.
PLAIN = re.compile(r"\^\[(?:A-Z|a-z|a-f|0-9|[.+-])+\]\{(?:\d+,)?(\d+)\}\$")
MOST_PLAIN = 64


def is_narrow(shape: dict[str, Any]) -> bool:
    """Say whether a part of a message can hold nothing that a person wrote."""
    if "const" in shape or "enum" in shape or shape.get("type") == "boolean":
        return True
    if shape.get("type") == "integer":
        return {"minimum", "maximum"} <= shape.keys()
    plain = PLAIN.fullmatch(shape.get("pattern", ""))
    return shape.get("type") == "string" and plain is not None and int(plain[1]) <= MOST_PLAIN


def test_only_the_note_can_hold_more_than_a_few_plain_letters(site_dir: Path) -> None:
    """Nothing that a person wrote fits into any other message from the frame."""
    schema = json.loads((site_dir / "embed/messages.schema.json").read_text("utf-8"))
    free = {
        (name, part)
        for name, kind in schema["$defs"].items()
        if kind["properties"]["from"] != {"const": "portal"}
        for part, shape in kind["properties"].items()
        if not is_narrow(shape)
    }
    assert free == {("note", "text")}


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"type": "number"},
        {"type": "integer", "minimum": 0},
        {"type": "array", "items": {"const": "a"}},
        {"type": "object", "properties": {}},
        {"type": "string"},
        {"type": "string", "maxLength": 9},
        {"pattern": "^[a-z]{1,9}$"},
        *({"type": "string", "pattern": one} for one in (
            "", ".", "^.{1,9}$", "^[^<>]{1,60}$", "[a-z]{1,9}", "^[a-z]{1,9}", "[a-z]{1,9}$",
            "^[a-z ]{1,9}$", "^[a-z]+$", "^[a-z]{1,}$", "^[a-z]{1,65}$", "^[a-z]{1,9}$|.",
            "^[\\w-]{1,9}$", "^[!-z]{1,9}$")),
    ],
    ids=str,
)  # fmt: skip
def test_what_could_hold_a_sentence_is_seen(shape: dict[str, Any]) -> None:
    assert not is_narrow(shape)


def test_a_built_site_lists_the_portals_of_its_editions_and_no_other(
    site_dir: Path, content: Content
) -> None:
    page = (site_dir / "embed/index.html").read_text("utf-8")
    listed = json.loads(re.search(r'class="cl-portals">(.*?)</script>', page)[1])
    assert listed == {one.id: list(one.portals) for one in content.editions.values()}


def test_the_page_for_frames_is_bare(site_dir: Path) -> None:
    page = (site_dir / "embed/index.html").read_text("utf-8")
    assert "md-header" not in page
    assert "assets/stylesheets" not in page
    assert '<base target="_blank">' in page
    assert "embed/" not in (site_dir / "sitemap.xml").read_text("utf-8")


def test_the_page_for_portals_names_what_there_is(root: Path, content: Content) -> None:
    page = (root / "docs/portals/index.md").read_text("utf-8")
    rows = {cells[1].strip(): cells for cells in (row.split("|") for row in page.splitlines()
                                                  if row.startswith("| `"))}  # fmt: skip
    kinds = json.loads((root / "checklist/embed/messages.schema.json").read_text("utf-8"))["$defs"]

    def named(row: str) -> set[str]:
        return set(re.findall(r"`([\w-]+)`", "|".join(rows[f"`{row}`"][2:])))

    assert named("edition") == content.editions.keys()
    assert named("step") == {"step", *kinds["step"]["properties"]["step"]["enum"]}
    codes = set(kinds["error"]["properties"]["code"]["enum"])
    assert named("error") == {"code", "name", "no-answer", "no-site", "case-refused", *codes}
    assert {f"`{name}`" for name, kind in kinds.items() if kind["properties"]["from"]["const"]
            == "frame"} <= rows.keys()  # fmt: skip
    written = (root / "checklist/web/embed/theme.ts").read_text("utf-8")
    fonts = re.findall(r'"([^"]+)"', re.search(r"FONTS = \[(.*)\]", written)[1])
    listed = rows["`--coordination-font`"][2].partition(":")[2].partition(". ")[0]
    assert [one.strip(" `") for one in listed.split(",")] == fonts


def test_the_digest_for_portals_is_that_of_the_built_script(site_dir: Path) -> None:
    script = (site_dir / "embed/coordination-checklist.js").read_bytes()
    page = (site_dir / "portals/index.html").read_text("utf-8")
    assert integrity.digest(script) in page
