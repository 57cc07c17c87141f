"""Documents in hand: offered, filled in, printed, copied, downloaded, opened by other software."""

import io
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.shared import Pt
from icalendar import Calendar
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from waiting import tries

from coordguide.engine.case_reader import read_case
from coordguide.protocol.saved_case import save

pytestmark = pytest.mark.browser

NAME = "Zzyzx Canary"


@pytest.fixture
def checklist(next_case):
    """Whoever changes more on the page than answers takes a fresh one."""
    return next_case


def begin(checklist, edition="arizona-complete-health", **more):
    checklist.open(f"?edition={edition}")
    checklist.answer({**checklist.ADULT, **more})
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")


def without_release(checklist):
    begin(checklist)
    checklist.answer({"roi": "not-signed", "member-objected": "no"}, "contact-1")
    expect(checklist.page.locator('[data-document="release-hipaa"]')).to_be_visible()


def at_work(checklist):
    begin(checklist)
    checklist.complete_release()
    checklist.choose("contact-1.need", "exchange-documents")
    for channel in ("fax", "meeting"):
        checklist.choose("contact-1.channels", channel)
    page = checklist.page
    # What is drawn for the channels moves all below it, from under a pointer that is too quick.
    expect(page.locator('[data-document="meeting-agenda"]')).to_be_visible()
    page.get_by_role("button", name="Medication list").first.click()
    page.locator('[name="contact-1.records-requested.0.asked-on"]').fill("2026-06-01")
    checklist.choose("contact-1.findings", "none")


def open_paper(page: Page, name: str):
    page.locator(f'[data-document="{name}"]').first.click()
    paper = page.locator(".cl-document")
    expect(paper.locator("h4")).to_be_visible()
    return paper


def downloaded(page: Page, press) -> bytes:
    with page.expect_download() as waiting:
        press()
    return waiting.value.path().read_bytes()


def printed(page: Page, press) -> list[str]:
    """What goes to the printer, sheet by sheet, read back from a PDF."""
    page.evaluate(
        """() => {
            const own = window.print;
            window.print = () => {};
            addEventListener("afterprint", () => (window.print = own), { once: true });
        }"""
    )
    press()
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "16mm")
    sheets = PdfReader(io.BytesIO(page.pdf(format="Letter", margin=margin))).pages
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return [sheet.extract_text() for sheet in sheets]


def test_each_step_offers_what_helps_there(checklist):
    without_release(checklist)
    page = checklist.page
    release = page.locator('[data-place="release"] [data-document]')
    expect(release).to_have_count(2)
    checklist.choose("contact-1.roi", "declined")
    # Nothing to sign is offered to who said no; the refusal itself is noted.
    expect(release).to_have_count(1)
    expect(release).to_have_attribute("data-document", "refusal-note")
    expect(page.locator(".cl-list [data-document]")).to_have_count(1)


def test_papers_follow_the_work(checklist):
    at_work(checklist)
    page = checklist.page
    for step, papers in {
        "method": ["fax-cover", "meeting-agenda"],
        "records": ["records-request", "second-request"],
        "notify": ["notice"],
    }.items():
        for paper in papers:
            expect(page.locator(f'[data-place="{step}"] [data-document="{paper}"]')).to_be_visible()


def test_only_the_paper_is_printed_with_the_names_filled_in(checklist):
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "release-hipaa")
    paper.locator('[data-blank="person-name"]').fill(NAME)
    text = "\n".join(printed(page, paper.locator('[data-act="print"]').click))
    assert "Release of health information" in text
    assert NAME in text
    for screen_only in (
        "What may be done now",
        "Forms and letters for this step",
        "For you, not part of",
    ):
        assert screen_only not in text
    expect(page.locator(".cl-sheet")).to_have_count(0)


def test_letters_take_one_sheet(checklist):
    at_work(checklist)
    page = checklist.page
    for name in ("fax-cover", "records-request", "notice"):
        paper = open_paper(page, name)
        (sheet,) = printed(page, paper.locator('[data-act="print"]').click)
        assert "Template." in sheet
        page.locator(f'[data-document="{name}"]').click()


def test_a_form_is_printed_in_fourteen_points(fresh_checklist):
    checklist = fresh_checklist
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "release-hipaa")
    page.evaluate("window.print = () => {}")
    paper.locator('[data-act="print"]').click()
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".cl-sheet *")]
            .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert min(sizes) >= 14 / 72 * 96 - 0.1
    expect(paper.locator(".cl-marks").first).to_be_attached()  # who says so is for the screen
    expect(page.locator(".cl-sheet .cl-marks")).to_have_count(0)


def test_text_has_the_names_and_the_lines(checklist):
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "release-hipaa")
    paper.locator('[data-blank="person-name"]').fill(NAME)
    text = downloaded(page, paper.locator('[data-act="text"]').click).decode()
    assert f"Name of the member: {NAME}\nDate of birth: ____" in text
    assert text.count(NAME) == 1


def test_word_processor_file_has_real_headings_and_tables(checklist):
    at_work(checklist)
    page = checklist.page
    paper = open_paper(page, "meeting-agenda")
    paper.get_by_label("Place or video link").fill("Room 5")
    made = docx.Document(io.BytesIO(downloaded(page, paper.locator('[data-act="docx"]').click)))
    headings = [p.text for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:2] == ["Meeting: agenda and who may hear what",
                            "Who attends, and what each may hear"]  # fmt: skip
    attendees, minutes = made.tables
    assert [cell.text for cell in attendees.rows[0].cells] == ["Who", "May hear", "Name", "Present"]
    assert attendees.rows[2].cells[1].text == "Ordinary health information"
    assert len(minutes.rows) == 6
    assert "Place or video link: Room 5" in [p.text for p in made.paragraphs]


def test_a_word_processor_file_holds_no_character_that_its_format_forbids(checklist):
    at_work(checklist)
    page = checklist.page
    paper = open_paper(page, "meeting-agenda")
    written = "R\ufffeo\ufffdo\x08m \U0001f600\U0001fffe"
    field = paper.get_by_label("Place or video link")
    field.fill("")
    field.evaluate(
        """(field, text) => { field.value = text + "\\ud800";
                              field.dispatchEvent(new Event("input")); }""",
        written,
    )
    made = docx.Document(io.BytesIO(downloaded(page, paper.locator('[data-act="docx"]').click)))
    (line,) = (p.text for p in made.paragraphs if p.text.startswith("Place or video link"))
    assert line == "Place or video link: R\ufffdo\ufffdo\ufffdm \U0001f600\ufffd\ufffd"


def test_a_paper_of_facts_that_changed_while_its_file_was_made_is_not_given(fresh_checklist):
    """On a slow line what makes the file comes late."""
    without_release(fresh_checklist)
    page = fresh_checklist.page
    given, late = [], []
    page.on("download", lambda file: given.append(file))
    page.route("**/word-processor.js", lambda route: late.append(route))
    open_paper(page, "request-to-sign").locator('[data-act="docx"]').click()
    for _ in tries(page):
        if late:
            break
    fresh_checklist.choose("contact-1.member-objected", "yes")
    late[0].continue_()
    expect(page.locator(".cl-live")).to_contain_text("nothing was copied, printed or saved")
    assert given == []


NO_CLIPBOARD = """
window.theirs = navigator.clipboard;
Object.defineProperty(navigator, "clipboard", { value: undefined });
"""
"""As over an address without https."""


def test_a_form_is_copied_where_the_page_is_given_no_clipboard(open_checklist):
    checklist = open_checklist(permissions=["clipboard-read", "clipboard-write"])
    page = checklist.page
    page.add_init_script(NO_CLIPBOARD)
    without_release(checklist)
    paper = open_paper(page, "request-to-sign")
    paper.get_by_role("button", name="Copy", exact=True).click()
    expect(paper.locator(".cl-said")).to_have_text("Copied.")
    kinds = page.evaluate("theirs.read().then(([one]) => one.types)")
    assert set(kinds) == {"text/plain", "text/html"}
    assert "PLEASE READ AND SIGN A RELEASE" in page.evaluate("theirs.readText()")


def test_where_nothing_may_be_copied_the_text_is_shown(open_checklist):
    checklist = open_checklist()
    page = checklist.page
    page.add_init_script(NO_CLIPBOARD + "document.execCommand = () => false;")
    without_release(checklist)
    paper = open_paper(page, "request-to-sign")
    paper.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Copying is not allowed here.")).to_be_visible()
    selected = "String(getSelection())"
    assert "PLEASE READ AND SIGN A RELEASE" in page.evaluate(selected)


def test_what_came_of_a_press_stands_beside_the_button(checklist):
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "request-to-sign")
    downloaded(page, paper.locator('[data-act="text"]').click)
    said = paper.get_by_text("Saved as request-to-sign.txt in your downloads.")
    expect(said).to_be_visible()
    checklist.choose("contact-1.member-objected", "unsure")
    expect(said).to_have_count(0)


def test_what_a_form_asks_for_twice_is_written_once(checklist):
    begin(checklist)
    checklist.answer({"roi": "not-signed", "member-objected": "no"}, "contact-1")
    page = checklist.page
    checklist.change("contact-1.direction", "both")
    paper = open_paper(page, "release-hipaa")
    both = paper.locator('[data-blank="organization"]')
    expect(both).to_have_count(2)
    both.last.fill("Bright Clinic")
    expect(both.first).to_have_value("Bright Clinic")
    text = downloaded(page, paper.locator('[data-act="text"]').click).decode()
    assert text.count("Bright Clinic") == 2


def test_what_is_written_for_one_contact_stands_in_no_paper_about_another(checklist):
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "release-hipaa")
    paper.get_by_label("They: name").first.fill(NAME)
    paper.get_by_label("Name of the member").fill("M. Canary")
    checklist.press("Add a contact")
    checklist.answer(checklist.PRIMARY_CARE, "contact-2")
    checklist.answer({"roi": "not-signed", "member-objected": "no"}, "contact-2")
    paper = open_paper(page, "release-hipaa")
    expect(paper.get_by_label("Name of the member")).to_have_value("M. Canary")
    expect(paper.get_by_label("They: name").first).to_have_value("")
    text = downloaded(page, paper.locator('[data-act="text"]').click).decode()
    assert NAME not in text


def test_the_browsers_own_print_prints_the_paper_that_is_open(fresh_checklist):
    checklist = fresh_checklist
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "release-hipaa")
    paper.locator('[data-blank="person-name"]').fill(NAME)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    assert "What may be done now" in text
    assert "Release of health information" in text
    assert NAME in text
    expect(page.locator(".cl-sheet")).to_have_count(0)


def test_a_long_word_is_not_cut_off_on_paper(fresh_checklist):
    checklist = fresh_checklist
    without_release(checklist)
    page = checklist.page
    page.evaluate("window.print = () => {}")
    paper = open_paper(page, "release-hipaa")
    paper.locator('[data-blank="person-name"]').fill("W" * 300)
    paper.locator('[data-act="print"]').click()
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".cl-sheet, .cl-sheet *")]
            .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
            .map((one) => one.className)"""
    )
    assert wide == []


def test_a_table_says_how_its_letters_are_written(checklist):
    """A spreadsheet program takes one without a mark for text of its own country."""
    begin(checklist)
    for act, first in (("csv", '"edition","state"'), ("audit", '"edition","as of"')):
        button = checklist.page.locator(f'#cl-files [data-act="{act}"]')
        made = downloaded(checklist.page, button.click)
        assert made.startswith(b"\xef\xbb\xbf" + first.encode())
        assert made.count(b"\xef\xbb\xbf") == 1


def test_no_field_makes_a_telephone_enlarge_the_page(checklist):
    at_work(checklist)
    open_paper(checklist.page, "records-request")
    small = checklist.page.evaluate(
        """() => [...document.querySelectorAll("#checklist :is(input, select, textarea)")]
            .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
            .map((one) => one.name || one.id)"""
    )
    assert small == []


def two_requests(checklist):
    at_work(checklist)
    page = checklist.page
    page.get_by_role("button", name="Diagnoses", exact=True).click()
    rows = page.locator('[data-question="records-requested"] .cl-row')
    expect(rows).to_have_count(2)
    return rows


def half_typed(field):
    field.focus()
    field.press("Delete")  # the month is gone, the day and the year still stand there
    assert field.evaluate("(field) => field.validity.badInput")
    field.blur()


def test_a_half_typed_date_goes_with_its_row(checklist):
    rows = two_requests(checklist)
    page = checklist.page
    asked = page.locator('[name="contact-1.records-requested.1.asked-on"]')
    asked.fill("2026-06-09")
    half_typed(page.locator('[name="contact-1.records-requested.0.asked-on"]'))
    expect(page.locator(".cl-wrong", has_text="This date is not complete")).to_be_visible()
    rows.first.get_by_role("button", name="Remove").click()
    expect(rows).to_have_count(1)
    left = page.locator('[name="contact-1.records-requested.0.asked-on"]')
    expect(left).to_have_value("2026-06-09")
    assert not left.evaluate("(field) => field.validity.badInput")
    expect(page.locator(".cl-wrong")).to_have_count(0)


def test_a_half_typed_date_stays_in_its_row(checklist):
    rows = two_requests(checklist)
    page = checklist.page
    half_typed(page.locator('[name="contact-1.records-requested.1.asked-on"]'))
    rows.first.get_by_role(
        "button", name="Remove"
    ).dblclick()  # the second press takes no other row out
    expect(rows).to_have_count(1)
    left = page.locator('[name="contact-1.records-requested.0.asked-on"]')
    assert left.evaluate("(field) => field.validity.badInput")
    expect(page.locator(".cl-wrong", has_text="This date is not complete")).to_be_visible()


def test_scrolling_changes_nothing(checklist):
    """A wheel over a field that has the focus turns a number in it: there is none."""
    two_requests(checklist)
    page = checklist.page
    before = page.evaluate("sessionStorage['coordguide:case']")
    expect(page.locator("#checklist input[type=number]")).to_have_count(0)
    for field in page.locator(".cl-row :is(input, select)").all():
        field.focus()
        field.hover()
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(50)
    assert page.evaluate("sessionStorage['coordguide:case']") == before


def test_each_time_something_was_asked_for_has_its_day(checklist):
    """So that the letter is true; after the third time it is said whom to turn to."""
    at_work(checklist)
    page = checklist.page
    asked = "contact-1.records-requested.0"
    for number in range(2):
        page.locator(f'[data-add="{asked}.asked-again"]').click()
        day = page.locator(f'[name="{asked}.asked-again.{number}"]')
        expect(day).to_be_focused()
        expect(day).to_have_value("2026-06-15")
        day.fill(f"2026-06-0{number + 8}")
    expect(page.locator(f'[data-add="{asked}.asked-again"]')).to_have_count(0)
    expect(page.get_by_text("No further dates fit here.")).to_be_visible()
    expect(page.locator('[data-key="result:to-come"]')).to_contain_text("asked 3 times, no answer")
    expect(page.locator('[data-key="result:resolution:no-response"]')).to_be_visible()
    paper = open_paper(page, "second-request")
    expect(paper).to_contain_text("June 1, 2026; June 8, 2026; June 9, 2026")
    page.get_by_role("button", name="Remove date 1 of asking again").click()
    expect(page.locator(f'[name="{asked}.asked-again.0"]')).to_have_value("2026-06-09")
    expect(page.locator(f'[name="{asked}.asked-again.1"]')).to_have_count(0)
    expect(paper).to_contain_text("June 1, 2026; June 9, 2026")
    expect(paper).not_to_contain_text("June 8, 2026")


def test_a_number_of_before_is_told_and_not_lost(checklist, case, content):
    """A case of a page that kept no days says how often all the same."""
    told = case("az-complete-release-to-pcp")
    row = {"kind": "medications", "asked-on": "2026-06-01", "attempts": 2}
    told["contacts"][0]["facts"] |= {"records-requested": [row], "need": ["exchange-documents"]}
    page = checklist.open("?edition=arizona-complete-health").page
    with page.expect_file_chooser() as waiting:
        page.locator('[data-act="open"]').first.click()
    file = save(content, read_case(told, content)).encode()
    waiting.value.set_files({"name": "c.json", "mimeType": "application/json", "buffer": file})
    checklist.expect_decision("proceed")
    page.locator(".cl-steps button").nth(2).click()
    expect(page.get_by_text("Asked 2 times in all; not every date")).to_be_visible()


def opened_by_libreoffice(made: bytes, folder: Path) -> ElementTree.Element:
    """What LibreOffice reads in a file, as the text document it makes of it."""
    writer = subprocess.run(
        [Path(__file__).parents[1] / "find-writer"], check=True, capture_output=True, text=True
    ).stdout.strip()
    (folder / "paper.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [writer, profile, "--headless", "--convert-to", "fodt", "--outdir", folder]
    subprocess.run([*command, folder / "paper.docx"], check=True, capture_output=True)
    return ElementTree.parse(folder / "paper.fodt").getroot()


def test_libreoffice_reads_headings_tables_and_boxes(checklist, tmp_path):
    at_work(checklist)
    page = checklist.page
    paper = open_paper(page, "meeting-agenda")
    made = downloaded(page, paper.locator('[data-act="docx"]').click)
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    read = opened_by_libreoffice(made, tmp_path)
    headings = [
        (heading.get(f"{text}outline-level"), "".join(heading.itertext()))
        for heading in read.iter(f"{text}h")
    ]
    assert headings[:2] == [
        ("1", "Meeting: agenda and who may hear what"),
        ("2", "Who attends, and what each may hear"),
    ]
    tables = list(read.iter(f"{table}table"))
    assert len(tables) == 2
    assert all(one.find(f"{table}table-header-rows") is not None for one in tables)


def test_word_processor_form_is_large_enough(checklist):
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "release-hipaa")
    made = docx.Document(io.BytesIO(downloaded(page, paper.locator('[data-act="docx"]').click)))
    runs = [run.font.size for p in made.paragraphs for run in p.runs if run.font.size]
    headings = [p.style.font.size for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert min([*runs, *headings]) >= Pt(14)
    assert 'w:sz w:val="28"' in made.styles.element.xml


def test_the_library_for_word_processors_waits_until_asked(fresh_checklist):
    checklist = fresh_checklist
    loaded = []
    checklist.page.on("request", lambda request: loaded.append(request.url))
    without_release(checklist)
    open_paper(checklist.page, "release-hipaa")
    assert not [url for url in loaded if "docx" in url]


def test_copied_with_headings(open_checklist, site_url):
    checklist = open_checklist(permissions=["clipboard-read", "clipboard-write"])
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "request-to-sign")
    paper.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator(".cl-live")).to_have_text("Copied.")
    html = page.evaluate(
        """async () => (await (await navigator.clipboard.read())[0].getType("text/html")).text()"""
    )
    assert re.search(r"<h1[^>]*>Please read and sign a release</h1>", html)


def test_a_paper_follows_the_answers(checklist):
    at_work(checklist)
    page = checklist.page
    paper = open_paper(page, "records-request")
    expect(paper).to_contain_text("A signed release covers this.")
    for place, source in (
        (paper.get_by_text("This document rests on"), "CON-3"),
        (paper.locator(".cl-advice"), "45 CFR 164.530(c)"),
        (paper.locator("p", has_text="A signed release covers this."), "CON-1"),
    ):
        expect(place.get_by_role("link", name=source)).to_have_attribute(
            "href", re.compile(r"sources/#\S+$")
        )
    checklist.change("contact-1.direction", "share")
    expect(page.locator(".cl-document")).to_have_count(0)


def test_names_are_not_kept(fresh_checklist):
    checklist = fresh_checklist
    without_release(checklist)
    page = checklist.page
    paper = open_paper(page, "release-hipaa")
    paper.locator('[data-blank="person-name"]').fill(NAME)
    checklist.change("contact-1.direction", "share")
    kept = page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    assert "physical-health" in kept
    assert NAME not in kept
    page.locator('#cl-files [data-act="save"]').click()
    saved = downloaded(page, page.locator('[data-act="save-unlocked"]').click).decode()
    assert NAME not in saved
    page.reload()
    expect(page.locator('[data-document="release-hipaa"]')).to_be_visible()
    assert NAME not in page.content()


def test_reminders_are_a_calendar(checklist):
    at_work(checklist)
    page = checklist.page
    checklist.unfold("contact-1.channels")
    checklist.date("contact-1.next-contact-on", "2026-06-22")
    calendar = Calendar.from_ical(downloaded(page, page.locator('[data-act="ics"]').click))
    days = {str(e["SUMMARY"]): str(e.decoded("DTSTART")) for e in calendar.walk("VEVENT")}
    assert days == {
        "Follow up on a request": "2026-06-08",
        "Be in touch again": "2026-06-22",
        "Last day of a form": "2026-12-31",
    }


def the_note(checklist):
    at_work(checklist)
    checklist.page.locator('[data-place="summary"]').get_by_role("button", name="Open").click()
    note = checklist.page.locator(".cl-note-part")
    expect(note).to_be_visible()
    return checklist.page, note


def test_the_note_for_a_word_processor_and_a_printer(checklist):
    page, note = the_note(checklist)
    made = docx.Document(io.BytesIO(downloaded(page, note.locator('[data-act="docx"]').click)))
    assert headings(made) == ["Coordination of care"]
    text = "\n".join(printed(page, note.locator('[data-act="print"]').click))
    assert "Told: " in text
    assert "What may be done now" not in text


def test_the_long_note_is_one_press_below_the_short_one(checklist):
    page, note = the_note(checklist)
    expect(note).not_to_contain_text("SHA-256")
    note.locator('[data-document="chart-note"]').click()
    long = note.locator(".cl-document")
    expect(long).to_contain_text("SHA-256")
    made = docx.Document(io.BytesIO(downloaded(page, long.locator('[data-act="docx"]').click)))
    assert headings(made)[0] == "Coordination of care, long version"
    assert "Next step and date" in headings(made)
    text = "\n".join(printed(page, long.locator('[data-act="print"]').click))
    assert "Next step and date" in text
    assert "What may be done now" not in text


def headings(made):
    return [part.text for part in made.paragraphs if part.style.name.startswith("Heading")]
