"""The files of `/embed/` as they are built: one small script, a valid schema, an honest list."""

import gzip
import json
import re
from pathlib import Path

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


def test_only_the_note_can_hold_more_than_a_few_plain_letters(site_dir: Path) -> None:
    """Nothing that a person wrote fits into any other message from the frame."""
    schema = json.loads((site_dir / "embed/messages.schema.json").read_text("utf-8"))
    for name, kind in schema["$defs"].items():
        shapes = kind["properties"].values()
        free = [one for one in shapes if one.get("type") == "string" and "pattern" not in one]
        assert bool(free) == (name == "note"), name


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
    assert named("error") == {"code", "name", "no-answer", "case-refused", *codes}
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
