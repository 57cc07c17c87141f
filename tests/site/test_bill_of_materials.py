"""The bill of materials names what is in the site, each part with where it shows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from coordguide.site.notices import parts
from coordguide.site.serving import bill_of_materials


@pytest.fixture(scope="module")
def bill(root: Path, site_dir: Path) -> dict[str, Any]:
    return bill_of_materials.make(root, site_dir)


@pytest.fixture
def libraries(bill: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in bill["components"] if one["type"] == "library"}


def test_it_is_a_valid_bill(bill: dict[str, Any]) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill)) is None


def test_it_names_the_parts_of_the_notices_and_where_each_shows(
    libraries: dict[str, dict[str, Any]], site_dir: Path
) -> None:
    assert list(libraries) == [entry["name"] for entry in parts.listed()["parts"]]
    for one in libraries.values():
        places = [place["location"] for place in one["evidence"]["occurrences"]]
        assert places
        assert all((site_dir / place).is_file() for place in places)
        assert one["licenses"]


def test_it_names_nothing_that_only_builds_or_tests(
    root: Path, libraries: dict[str, dict[str, Any]]
) -> None:
    lock = json.loads((root / "checklist/web/package-lock.json").read_text("utf-8"))
    tools = {
        path.rpartition("node_modules/")[2]
        for path, package in lock["packages"].items()
        if package.get("dev")
    }
    assert {"axe-core", "esbuild", "scorm-again"} <= tools
    assert not tools & libraries.keys()
    assert not {"ws", "@types/node", "undici-types", "mkdocs", "weasyprint"} & libraries.keys()


def test_versions_are_those_of_what_is_there(
    libraries: dict[str, dict[str, Any]], site_dir: Path, root: Path
) -> None:
    (runtime,) = site_dir.glob("assets/coordguide/*/pyodide.asm.wasm")
    told = runtime.read_bytes()
    for name, mark in {
        "python": rb"python-%s\b",
        "zlib": rb"inflate %s Copyright",
        "expat": rb"expat_%s\x00",
        "bzip2": rb"%s, 6-Sept",
        "libmpdec": rb"\x00%s\x00",
        "emscripten": rb"\x00%s\x00",
    }.items():
        assert re.search(mark % re.escape(libraries[name]["version"]).encode(), told), name
    lock = json.loads((root / "checklist/web/node_modules/pyodide/pyodide-lock.json").read_text())
    assert libraries["python"]["version"] == lock["info"]["python"]
    # What was bundled by others before it came to us is of a version that we do not know.
    assert "version" not in libraries["fflate"]


def test_it_says_what_brought_what(bill: dict[str, Any]) -> None:
    refs = {one["bom-ref"] for one in bill["components"]} | {"coordguide"}
    below = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    named = [ref for on in below.values() for ref in on]
    assert sorted(named) == sorted(refs - {"coordguide"})  # each once
    (python,) = (ref for ref in refs if ref.startswith("pkg:generic/python@"))
    assert any(ref.startswith("pkg:generic/zlib@") for ref in below[python])
