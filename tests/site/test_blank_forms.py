"""Blank forms: every one of each edition, two presses from the first page, and whole on paper."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from axe import told, violations
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from coordguide.documents.draft import WORDS
from coordguide.model import Content
from coordguide.site.pages import blank_forms
from coordguide.site.pages.blank_forms import BlankForm

LIST = "/guide/forms/"
# What a person may ask for, and the form that is meant.
ASKED = {
    "Release of health information": "release-hipaa",
    "Consent for a school to share records": "consent-school",
    "Request for records": "records-request",
}
FORMS = ("release-hipaa", "release-choices", "release-psychotherapy-notes")
CONSENTS = ("consent-part-2", "consent-counseling-notes")
OF_SPECIAL_CASES = {"AZ2", "CJ1", "CJ2"}  # treated together, or sent by a court
OF_STATE = {"arizona": "AZ", "california": "CA"}


@pytest.fixture(scope="module")
def forms(content: Content) -> list[BlankForm]:
    return [form for all_of_one in blank_forms.make(content).values() for form in all_of_one]


def said(form: BlankForm) -> str:
    """What stands on the paper of a form."""
    return " ".join(
        str(part)
        for block in form.written.blocks
        if block["kind"] != "advice"
        for key in ("text", "items", "columns", "rows")
        if (part := block.get(key))
    )


def test_every_document_but_the_note_of_a_case_is_there(
    content: Content, forms: list[BlankForm]
) -> None:
    """In each edition that has it, and where that names no state, for each state that differs."""
    wanted = {
        (edition, document.id)
        for document in content.documents.values()
        if document.step and document.id not in ("short-note", "chart-note")
        for edition in (document.editions or content.editions)
    }
    assert {(form.book.edition.id, form.document.id) for form in forms} == wanted
    for form in forms:
        assert not (form.state and form.book.edition.state), form.address


def test_nothing_on_a_form_is_of_a_case(forms: list[BlankForm]) -> None:
    """No day, no answer, no hole where one would stand, and no braces."""
    for form in forms:
        text = said(form)
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b", text), form.address
        assert not re.search(rf"\{{({'|'.join(WORDS)})\}}", text), form.address
        assert "()" not in text and ": ." not in text, form.address
        assert "not recorded" not in text and "Not decided" not in text, form.address


@pytest.mark.parametrize("regime", ["hipaa", "part-2"])
def test_a_blank_form_has_every_part_the_law_asks_for(
    content: Content, forms: list[BlankForm], regime: str
) -> None:
    """Whoever receives it and in whatever state: what the checklist looks for is on the form."""
    for form in forms:
        if form.document.id not in (CONSENTS if regime == "part-2" else FORMS + CONSENTS):
            continue
        state = form.state or form.book.edition.state
        wanted = {
            element.id
            for element in content.elements.values()
            if not element.duty
            and (element.regime == regime or OF_STATE.get(element.regime) == state)
        }
        missing = wanted - form.elements - OF_SPECIAL_CASES
        assert not missing, (form.address, missing)


def test_another_editions_words_are_on_none(forms: list[BlankForm]) -> None:
    for form in forms:
        edition, text = form.book.edition, said(form)
        assert ("contract monitor" in text) == (
            edition.id == "orange-county-mhp" and form.document.id == "escalation-letter"
        )
        assert ("Provider Relations" in text) == (
            edition.id.startswith("ambetter") and form.document.id == "escalation-letter"
        )
        if edition.terms["person"] == "client":
            assert not re.search(r"\bmembers?\b", text), form.address


def test_each_form_is_listed_and_each_sentence_names_its_source(
    content: Content, forms: list[BlankForm], site_dir: Path
) -> None:
    listed = (site_dir / "guide/forms/index.html").read_text("utf-8")
    links = set(re.findall(r'href="(?:\.\./)+(forms/[^"#]+)"', listed))
    assert links == {form.address for form in forms}
    for edition in content.editions:
        own = (site_dir / f"editions/{edition}/forms/index.html").read_text("utf-8")
        links = set(re.findall(r'href="(?:\.\./)+(forms/[^"#]+)"', own))
        assert links == {form.address for form in forms if form.book.edition.id == edition}
    anchors = (site_dir / "sources/index.html").read_text("utf-8")
    for form in forms:
        page = (site_dir / form.address / "index.html").read_text("utf-8")
        for block in form.written.blocks:
            for cite in block["cites"]:
                assert f'sources/#{cite.split(" ")[0]}"' in page, (form.address, cite)
        for anchor in set(re.findall(r"sources/#([^\"]+)", page)):
            assert f'id="{unescape(anchor)}"' in anchors, (form.address, anchor)


@pytest.mark.browser
@pytest.mark.parametrize("title", ASKED)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_blank_form_is_two_presses_from_the_first_page(
    new_context: Callable[..., BrowserContext], site_url: str, title: str, scripts: bool
) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    page.goto(site_url + "/")
    page.get_by_role("main").get_by_role("link", name="Forms and letters", exact=True).first.click()
    page.wait_for_url(f"**{LIST}")
    entry = page.locator(f"#{ASKED[title]} ~ ul").first
    entry.get_by_role("link", name="Arizona Complete Health").click()
    page.wait_for_url(f"**/forms/arizona-complete-health/{ASKED[title]}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("button", name="Print")).to_have_count(1 if scripts else 0)


@pytest.mark.browser
def test_the_button_prints(page: Page, site_url: str, forms: list[BlankForm]) -> None:
    page.goto(f"{site_url}/{forms[0].address}")
    page.evaluate("window.print = () => (document.title = 'printed')")
    page.keyboard.press("Tab")  # past what skips to the form
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-print]')"):
            break
    page.keyboard.press("Enter")
    assert page.title() == "printed"


@pytest.mark.browser
def test_paper_has_the_form_alone(page: Page, site_url: str, forms: list[BlankForm]) -> None:
    """Every sentence of it, at the size a law asks for, and nothing of the page around it."""
    for form in forms:
        if form.book.edition.id != "arizona-complete-health":
            continue
        page.goto(f"{site_url}/{form.address}")
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        written = " ".join(sheet.extract_text() for sheet in sheets)
        text = normalize("NFKC", " ".join(written.split()))  # no letters in one
        assert form.written.title in text, form.address
        for block in form.written.blocks:
            for sentence in [block.get("text", ""), *block.get("items", ())]:
                words = " ".join(str(sentence).split())
                if block["kind"] != "advice":
                    assert re.sub(r"[_ -]", "", words) in re.sub(r"[_ -]", "", text), words
        assert "For you" not in text and "CFR 164.508" not in text, form.address
        assert all(tuple(sheet.mediabox[2:]) == (612, 792) for sheet in sheets), form.address
        assert len(sheets) <= (3 if form.written.size else 1), form.address
        page.emulate_media(media="print")
        size = page.locator("#form > p").first.evaluate("p => getComputedStyle(p).fontSize")
        assert float(size[:-2]) * 0.75 >= (form.written.size or 10), form.address
        page.emulate_media(media="null")


@pytest.mark.browser
@pytest.mark.parametrize("colors", ["light", "dark"])
def test_on_a_phone_it_is_accessible(
    new_context: Callable[..., BrowserContext], site_url: str, colors: str
) -> None:
    small = {"width": 320, "height": 640}
    page = new_context(color_scheme=colors, viewport=small).new_page()
    for address in (LIST, "/forms/flyer/nc/release-choices/", "/forms/tip-sheet/fax-cover/"):
        page.goto(site_url + address)
        assert told(violations(page)) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
