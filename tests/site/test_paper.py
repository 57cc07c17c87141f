"""The sheets of paper: pages, tags, language, title, real headings, and the edition's own words."""

import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from coordguide.model import Content, Statement
from coordguide.site.pages import printed

LETTER = (612, 792)


@pytest.fixture(scope="session")
def sheets(site_dir: Path) -> dict[str, PdfReader]:
    """Every sheet by its name."""
    return {file.stem: PdfReader(file) for file in sorted((site_dir / "paper").glob("*.pdf"))}


def tags(reader: PdfReader) -> list[str]:
    """Return the kinds of all elements of a document's structure, in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node["/S"][1:])
            walk(node.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_each_edition_has_both(content: Content, sheets: dict[str, PdfReader]) -> None:
    assert set(sheets) == {f"{one}-{sheet}" for one in content.editions for sheet in printed.SHEETS}


def test_sheets_are_tagged_titled_and_in_english(sheets: dict[str, PdfReader]) -> None:
    for name, reader in sheets.items():
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"], name
        assert root["/Lang"].startswith("en"), name
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], name
        assert reader.metadata.title, name
        assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode(), name
        kinds = tags(reader)
        assert kinds.count("H1") == 1, name
        assert kinds.count("H2") >= 5, name
        assert "LI" in kinds and "P" in kinds, name


def test_pages_are_letter_and_a_tip_sheet_is_one(sheets: dict[str, PdfReader]) -> None:
    for name, reader in sheets.items():
        assert all(tuple(page.mediabox[2:]) == LETTER for page in reader.pages), name
        assert len(reader.pages) <= (1 if name.endswith("tip-sheet") else 5), name


def test_fonts_are_in_the_file_and_come_from_the_build(sheets: dict[str, PdfReader]) -> None:
    for name, reader in sheets.items():
        fonts = [
            font.get_object()
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        ]
        named = {font["/BaseFont"].rpartition("+")[2].lower() for font in fonts}
        assert named and all("atkinson" in font for font in named), (name, named)


def test_sheets_say_their_edition_and_version(
    content: Content, sheets: dict[str, PdfReader]
) -> None:
    for name, reader in sheets.items():
        edition = content.editions[name.removesuffix("-checklist").removesuffix("-tip-sheet")]
        said = text(reader)
        wanted = [edition.text["short"], edition.code, content.version, "No clinician and no"]
        wanted += [contact["label"].split()[0] for contact in edition.contacts]
        assert [one for one in wanted if one not in said] == [], name


def test_sheets_do_not_speak_of_another_edition(sheets: dict[str, PdfReader]) -> None:
    for name, reader in sheets.items():
        said = text(reader)
        assert ("contract monitor" in said) == name.startswith("orange-county"), name
        assert ("Provider Relations" in said) == name.startswith("ambetter"), name
        spoken = "In North Carolina" in said
        assert not (spoken and name.startswith(("arizona", "orange-county"))), name


def test_without_pango_the_build_says_so_and_goes_on(
    content: Content, root: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    class Missing:
        def find_spec(self, name: str, *more: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with caplog.at_level(logging.INFO, "mkdocs.plugins.coordguide"):
        assert printed.make(content, root) == {}
    assert "install Pango" in caplog.text


@pytest.mark.parametrize("sheet", printed.SHEETS)
def test_what_a_document_alone_asks_stands_on_its_sheets(content: Content, sheet: str) -> None:
    """A new document's own demand needs its statement only, and reaches no other's sheets."""
    own = Statement(
        "OWN-1",
        text={"says": "Tell the member within a week."},
        topic="how",
        sheet="notify",
        editions={"tip-sheet": "carried"},
    )
    more = replace(content, statements={**content.statements, own.id: own})
    said = {edition: printed.render(more, edition, sheet) for edition in content.editions}
    assert [edition for edition in said if "within a week." in said[edition]] == ["tip-sheet"]
