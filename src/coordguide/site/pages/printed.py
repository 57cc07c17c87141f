"""Each edition's tip sheet and checklist as tagged PDF, for US Letter paper.

What stands on them is the content's, as on screen. WeasyPrint sets them with a
font from the packages of the build, so that they look the same everywhere;
where its library Pango is missing, the site is built without them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import SHEET_PARTS, Citation, Content
from coordguide.site.pages import templating
from coordguide.site.pages.checklist_page import WORDS, may_hold
from coordguide.site.pages.citations import name

SHEETS = ("tip-sheet", "checklist")
"""The sheets of each edition; each is named ``<edition>-<sheet>``."""

MISSING = (
    "The PDFs are left out: install Pango (Debian: libpango-1.0-0 and libpangoft2-1.0-0; "
    "macOS: brew install pango) and build again."
)
_FONTS = "checklist/web/node_modules/@fontsource/atkinson-hyperlegible/files"

log = logging.getLogger("mkdocs.plugins.coordguide")


def make(content: Content, root: Path) -> dict[str, bytes]:
    """Return the sheets of all editions as PDF, by name; none where Pango is missing.

    A sheet whose words did not change is taken from ``build/paper``.
    """
    try:
        import weasyprint
    except OSError:
        log.info(MISSING)
        return {}
    kept = root / "build" / "paper"
    kept.mkdir(parents=True, exist_ok=True)
    sheets = {}
    for edition in content.editions:
        for sheet in SHEETS:
            page = render(content, edition, sheet)
            key = hashlib.sha256(f"{weasyprint.__version__}\n{page}".encode()).hexdigest()
            file = kept / f"{key}.pdf"
            if not file.is_file():
                log.info("Setting the %s of %s", sheet, edition)
                made = weasyprint.HTML(string=page, base_url=f"{(root / _FONTS).as_uri()}/")
                file.write_bytes(
                    made.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=key[:32].encode())
                )
            sheets[f"{edition}-{sheet}"] = file.read_bytes()
    return sheets


def render(content: Content, edition: str, sheet: str) -> str:
    """Return one sheet as an HTML page with its styles."""
    book = rulebook(content, edition)
    environment = templating.environment()
    environment.tests["applicable"] = lambda when: may_hold(book, when)
    return environment.get_template(f"paper-{sheet}.html").render(
        book=book,
        edition=book.edition,
        content=content,
        said={part: _said(book, part) for part in SHEET_PARTS},
        steps=WORDS["steps"],
        regimes=WORDS["regimes"],
        stuck=_resolution(book, "no-response"),
        differ=_resolution(book, "different-diagnoses"),
        named=lambda cites: _names(book, cites),
        applies=environment.tests["applicable"],
    )


def _names(book: Rulebook, cites: Iterable[str | Citation]) -> str:
    """Return who says so, without statements that this document does not make."""
    parsed = [Citation.parse(one) if isinstance(one, str) else one for one in cites]
    return ", ".join(name(Citation.parse(one), book.content) for one in book.cited(parsed))


def _said(book: Rulebook, part: str) -> list[tuple[str, str]]:
    """Return what the edition says under one heading of a sheet, in its words, with the ids."""
    here = book.edition.id
    return [
        (one.says_in(here), one.id)
        for one in book.content.statements.values()
        if one.sheet == part and here in one.editions
    ]


def _resolution(book: Rulebook, finding: str) -> dict[str, Any]:
    for one, steps in book.paths(finding):
        return {"title": one.text["title"], "steps": steps, "cites": one.cites}
    return {"title": "", "steps": (), "cites": ()}
