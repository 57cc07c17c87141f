"""Saving and opening, reload and idle, and what happens to files that are no good."""

import json
import random
import re
from datetime import datetime
from typing import Any

import pytest
from pace import in_whole_steps
from playwright.sync_api import Locator, Page, expect
from scripts import put_beside
from waiting import tries

from coordguide.protocol.label import plain_label
from coordguide.protocol.saved_case import _sum

pytestmark = pytest.mark.browser

PASSPHRASE = "a long enough one"

ERASE = """() => {
    document.querySelector('[data-act="erase"]').click();
    document.querySelector('.cl-dialog button[value="yes"]').click();
}"""
AT_ONCE = """() => {
    document.querySelector('[name="contact-1.roi"][value="signed"]').click();
    document.querySelector('[data-act="erase"]').click();
    document.querySelector('.cl-dialog button[value="yes"]').click();
}"""
"""Gives an answer, and erases everything before the engine can have said what it comes to."""


@pytest.fixture
def checklist(next_case):
    """Whoever reloads the page or changes the browser takes a fresh one."""
    return next_case


def answered(checklist, roi="not-signed"):
    checklist.open("?edition=flyer")
    checklist.answer({"state": "NC", **checklist.ADULT})
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.answer({"roi": roi, "member-objected": "no"}, "contact-1")
    checklist.expect_decision("get-roi-first")


SAVE = '#cl-files [data-act="save"]'
DIALOG = ".cl-file-dialog"


def save(page: Page, passphrase: str = "", label: str | None = None) -> str:
    page.locator(SAVE).click()
    if label is not None:
        page.locator("#cl-case-label").fill(label)
    page.locator("#cl-passphrase").fill(passphrase)
    act = "write" if passphrase else "save-unlocked"
    return written(page, page.locator(f'{DIALOG} [data-act="{act}"]'))


def written(page: Page, press: Locator) -> str:
    with page.expect_download(timeout=60_000) as waiting:
        press.click()
    return waiting.value.path().read_text("utf-8")


def choose_file(page: Page, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    with page.expect_file_chooser() as waiting:
        page.locator('[data-act="open"]').first.click()
    waiting.value.set_files({"name": "case.json", "mimeType": "application/json", "buffer": data})


def news(page: Page, text: str) -> None:
    expect(page.locator(".cl-news")).to_contain_text(text)


def refused(page: Page, text: str) -> None:
    expect(page.locator(f"{DIALOG} [role=alert]")).to_contain_text(text)


def test_saved_and_opened_on_a_fresh_page(checklist, open_checklist):
    answered(checklist)
    saved = save(checklist.page, label="File 12")
    assert json.loads(saved)["kind"] == "coordguide-case"
    other = open_checklist().open()
    choose_file(other.page, saved)
    other.expect_decision("get-roi-first")
    news(other.page, "It gives the same answer as when it was saved.")
    expect(other.page.locator(".cl-case-label")).to_contain_text("File 12")
    # The other page's clock is not held: a file of another day says so.
    news(other.page, "Its answers are as of June 15, 2026.")
    expect(other.page.locator('.cl-folded [data-fact="state"], input[value="NC"]:checked').first
           ).to_be_attached()  # fmt: skip


def test_the_case_on_the_page_can_be_brought_back_after_a_file_was_opened(checklist, saved):
    answered(checklist)
    page = checklist.page
    page.locator(SAVE).click()
    page.locator("#cl-passphrase").fill("for the other case")
    page.keyboard.press("Escape")
    choose_file(page, saved("flyer-complete-release-other-state"))
    checklist.expect_decision("proceed")
    page.locator(SAVE).click()
    expect(page.locator("#cl-passphrase")).to_have_value("")
    page.keyboard.press("Escape")
    checklist.press("Bring back the case that was here before")
    checklist.expect_decision("get-roi-first")
    expect(checklist.control("contact-1.roi", "not-signed")).to_be_attached()
    checklist.press("Bring back the case that was here before")
    checklist.expect_decision("proceed")


def test_of_files_opened_in_turn_none_costs_a_case_nor_what_can_be_undone_in_it(checklist, saved):
    answered(checklist)
    page = checklist.page
    checklist.press("Add a contact")
    page.locator('[data-act="remove-contact"]').click()
    undo = page.locator('[data-act="undo"]')
    expect(undo).to_be_visible()
    for name, decision in (
        ("flyer-complete-release-other-state", "proceed"),
        ("flyer-nc-objection-without-release", "stop"),
    ):
        choose_file(page, saved(name))
        checklist.expect_decision(decision)
        expect(undo).to_have_count(0)
    for decision in ("proceed", "get-roi-first", "stop", "proceed", "get-roi-first"):
        checklist.press("Bring back the case that was here before")
        checklist.expect_decision(decision)
    undo.click()
    expect(page.locator(".cl-team [data-contact]")).to_have_count(2)


def test_a_case_without_an_edition_can_be_brought_back(fresh_checklist, saved):
    checklist = fresh_checklist
    page = checklist.open().page
    checklist.choose("emergency", "no")
    choose_file(page, saved("flyer-complete-release-other-state"))
    checklist.expect_decision("proceed")
    checklist.press("Bring back the case that was here before")
    expect(checklist.card()).to_have_count(0)
    expect(checklist.control("emergency", "no")).to_be_checked()
    checklist.choose("edition", "flyer")
    checklist.expect_decision("incomplete")
    expect(checklist.control("emergency", "no")).to_be_checked()


def test_locked_and_unlocked(checklist):
    answered(checklist)
    page = checklist.page
    locked = save(page, PASSPHRASE)
    head = json.loads(locked)
    assert (head["cipher"], head["derivation"]) == ("AES-GCM", "PBKDF2-SHA-256")
    assert head["rounds"] >= 600_000
    for word in ("physical-health", "not-signed", "flyer"):
        assert word not in locked
    expect(page.locator(DIALOG)).to_have_count(0)
    choose_file(page, locked)
    page.locator("#cl-unlock").fill("not this one")
    page.locator('[data-act="unlock"]').click()
    refused(page, "The passphrase is not right, or the file was changed.")
    expect(page.locator("#cl-unlock")).to_be_focused()
    checklist.expect_decision("get-roi-first")
    page.locator("#cl-unlock").fill(PASSPHRASE)
    page.locator('[data-act="unlock"]').click()
    news(page, "The saved case is open.")
    checklist.expect_decision("get-roi-first")


BESIDE = """(selector) => {
    // What a password manager does: a node of its own before the field, and around it in the part.
    const beside = () => Object.assign(document.createElement("div"), { className: "manager" });
    const field = document.querySelector(selector);
    field.before(beside());
    field.parentElement.prepend(beside());
    field.closest("form, section").prepend(beside());
}"""


def test_what_a_password_manager_puts_beside_a_field_takes_nothing_away(fresh_checklist):
    checklist = fresh_checklist
    answered(checklist)
    page = checklist.page
    page.locator(SAVE).click()
    for field in ("#cl-passphrase", "#cl-case-label"):
        page.evaluate(BESIDE, field)
    page.locator("#cl-case-label").press_sequentially("File 12")
    expect(page.locator("#cl-case-label")).to_have_value("File 12")
    page.locator("#cl-passphrase").fill(PASSPHRASE)
    page.locator("#cl-case-label").fill("File 13")  # the page is drawn anew
    expect(page.locator(DIALOG)).to_contain_text("case-File-13-2026-06-15.json")
    expect(page.locator("#cl-passphrase")).to_have_value(PASSPHRASE)
    expect(page.locator(".manager")).to_have_count(6)
    saved = written(page, page.locator('[data-act="write"]'))
    assert json.loads(saved)["cipher"] == "AES-GCM"
    expect(page.locator(".manager")).to_have_count(0)  # they went with the dialog


def test_a_passphrase_holds_though_its_field_is_made_anew(checklist):
    """Some programs take the field out of the page and put another in its place."""
    answered(checklist)
    page = checklist.page
    page.locator(SAVE).click()
    page.locator("#cl-passphrase").fill(PASSPHRASE)
    page.locator("#cl-passphrase").evaluate("(field) => field.remove()")
    page.locator("#cl-case-label").fill("File 13")
    expect(page.locator("#cl-passphrase")).to_have_value(PASSPHRASE)
    saved = written(page, page.locator('[data-act="write"]'))
    assert json.loads(saved)["cipher"] == "AES-GCM"


def test_what_a_translator_put_in_the_place_of_a_text_goes(fresh_checklist):
    checklist = fresh_checklist
    answered(checklist)
    page = checklist.page
    page.evaluate("""() => {
        const words = document.createTreeWalker(
            document.querySelector(".cl-app"), NodeFilter.SHOW_TEXT);
        const found = [];
        while (words.nextNode()) found.push(words.currentNode);
        for (const one of found.filter((text) => text.data.trim())) {
            const font = document.createElement("font");
            font.textContent = "übersetzt";
            one.replaceWith(font);
        }
    }""")
    checklist.change("contact-1.direction", "share")
    expect(page.locator("#cl-title-files")).to_have_text("Save, open or share this case")
    expect(page.locator("#cl-files :is(label, button) font")).to_have_count(0)


def test_an_unlocked_file_is_asked_about_before_it_is_written(checklist):
    answered(checklist)
    page = checklist.page
    files = []
    page.on("download", lambda file: files.append(file))
    page.locator(SAVE).dblclick()
    expect(page.locator(DIALOG)).to_contain_text("anybody who has the file can read")
    page.locator("#cl-passphrase").focus()
    page.keyboard.press("Enter")
    refused(page, "Nothing was saved yet.")
    expect(page.locator("#cl-passphrase")).to_be_focused()
    page.wait_for_timeout(500)
    assert files == []
    saved = written(page, page.locator('[data-act="save-unlocked"]'))
    assert json.loads(saved)["kind"] == "coordguide-case"
    page.locator(SAVE).click()
    page.locator("#cl-passphrase").fill("short")
    page.keyboard.press("Enter")
    refused(page, "Use at least 8 characters.")
    assert len(files) == 1


def test_both_dialogs_by_the_keyboard_alone(checklist):
    """The focus goes in, Escape and Cancel close, and it comes back to what was pressed."""
    answered(checklist)
    page = checklist.page
    pressed = page.locator(SAVE)
    for way_out in ("Escape", "Cancel"):
        pressed.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#cl-case-label")).to_be_focused()
        if way_out == "Cancel":
            page.locator('[data-act="cancel"]').focus()
        page.keyboard.press("Enter" if way_out == "Cancel" else "Escape")
        expect(page.locator(DIALOG)).to_have_count(0)
        expect(pressed).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("A 17/b")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSPHRASE)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "case-A-17-b-2026-06-15-encrypted.json"
    expect(pressed).to_be_focused()
    expect(page.locator("#cl-files .cl-saved")).to_contain_text("A-17-b")
    locked = waiting.value.path().read_text("utf-8")
    choose_file(page, locked)
    expect(page.locator("#cl-unlock")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator('[data-act="open"]')).to_be_focused()
    choose_file(page, locked)
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    news(page, "It gives the same answer as when it was saved.")
    expect(page.locator("#cl-title-opened")).to_be_focused()
    expect(page.locator("#cl-title-opened")).to_be_in_viewport()


def test_a_day_that_cannot_be_is_refused_at_its_field(checklist, saved):
    """Received before it was asked for, or in a year of two digits."""
    page = checklist.open("?edition=flyer").page
    choose_file(page, saved("practice-nc-no-answer"))
    row = page.locator(".cl-row").first
    received, asked = row.get_by_label("Received on"), row.get_by_label("Asked on", exact=True)
    received.fill("2026-01-02")
    received.blur()
    expect(received).to_have_attribute("aria-invalid", "true")
    expect(received).to_have_accessible_description(re.compile("before the day it was asked for"))
    kept = "JSON.parse(sessionStorage['coordguide:case']).state.contacts[0].facts"
    assert "received-on" not in json.dumps(page.evaluate(kept)["records-requested"])
    asked.fill("2026-01-01")
    asked.blur()
    expect(received).not_to_have_attribute("aria-invalid", "true")
    expect(received).to_have_value("2026-01-02")
    assert page.evaluate(kept)["records-requested"][0]["received-on"] == "2026-01-02"
    asked.fill("0026-01-01")
    asked.blur()
    expect(asked).to_have_accessible_description(re.compile("year with four digits"))


def test_a_locked_file_that_was_changed_stays_shut(checklist, root, site_dir):
    """Each part of the file is bound to the others, by the same modules the page uses."""
    answered(checklist)
    page = checklist.page
    locked = json.loads(save(page, PASSPHRASE))
    put_beside(page, root, site_dir, "case/encryption.ts", "encryption.js")
    refused = page.evaluate(
        """async ([locked, passphrase]) => {
            const at = document.getElementById("checklist").dataset.assets;
            const address = new URL(at + "encryption.js", location);
            const { lock, unlock, readLocked } = await import(address);
            const changed = (part) => part[0] === "A" ? "B" + part.slice(1) : "A" + part.slice(1);
            const part = (name) => ({ ...locked, [name]: changed(locked[name]) });
            const tries = ["salt", "iv", "data"].map(part);
            tries.push({ ...locked, rounds: locked.rounds + 1 }, { ...locked, rounds: 1 },
                       { ...locked, rounds: 1e12 }, { ...locked, cipher: "none" },
                       { ...locked, data: locked.data.slice(0, 40) }, { ...locked, data: 7 },
                       { ...locked, iv: "!!!" }, { ...locked, format: 2 });
            const found = [];
            const shut = (one) => unlock(one, passphrase).then(() => "open", (e) => e.message);
            for (const one of tries) found.push(await shut(one));
            const round = await unlock(readLocked(await lock("grüß ☐", "påss word")), "påss word");
            return [found, round];
        }""",
        [locked, PASSPHRASE],
    )
    assert refused == [["locked"] * 10 + ["newer"], "grüß ☐"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a case saved by this checklist"),
        ("<html>", "not a case saved by this checklist"),
        (b"\xff\xfe\x00", "could not be read"),
        (b"x" * 2_000_001, "too large"),
        (json.dumps({"kind": "coordguide-case", "format": 99}), "newer checklist"),
        (json.dumps({"kind": "coordguide-case", "format": 1}), "cut off or changed"),
        ("[" * 2_500, "not a case saved by this checklist"),
        ('{"kind":"coordguide-case","x":' + "9" * 4_301 + "}", "cut off or changed"),
    ],
    ids=["empty", "foreign", "bytes", "huge", "newer", "truncated", "nested", "digits"],
)
def test_a_file_that_is_no_good_leaves_the_case_alone(text, said, checklist):
    answered(checklist)
    choose_file(checklist.page, text)
    refused(checklist.page, said)
    expect(checklist.page.locator('[data-act="choose-other"]')).to_be_focused()
    checklist.page.keyboard.press("Escape")
    checklist.expect_decision("get-roi-first")
    expect(checklist.control("contact-1.member-objected", "no")).to_be_checked()


def test_many_damaged_files_through_the_engine(fresh_checklist, root, site_dir):
    """Five hundred of them, by the door the page uses; none opens as another case."""
    checklist = fresh_checklist
    answered(checklist)
    page = checklist.page
    saved = save(page)
    chance = random.Random(5)
    damaged = [harm(saved, chance) for _ in range(500)]
    put_beside(page, root, site_dir, "engine/client.ts", "client.js")
    codes = page.evaluate(
        """async (files) => {
            const at = document.getElementById("checklist").dataset.assets;
            const { Engine } = await import(new URL(at + "client.js", location));
            const engine = await new Promise((ready, failed) => {
                const one = new Engine({ progress() {}, ready: () => ready(one), failed });
                one.start();
            });
            const codes = [];
            for (const file of files) codes.push(await new Promise((then) =>
                engine.ask("replay", { file }, (reply) => then(reply.code ?? reply.type))));
            return codes;
        }""",
        damaged,
    )
    assert set(codes) <= {"damaged", "not-a-case"}
    assert len(codes) == 500


def harm(saved: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(saved) - 2)
    kind = chance.randrange(3)
    if kind == 0:
        return saved[:place]
    if kind == 1:
        return saved[place:]
    digits = [found.start() for found in re.finditer(r"[0-9a-f]", saved)]
    at = chance.choice(digits)
    return saved[:at] + ("7" if saved[at] != "7" else "3") + saved[at + 1 :]


def test_a_reload_loses_nothing(fresh_checklist):
    checklist = fresh_checklist
    answered(checklist)
    page = checklist.page
    save(page, label="File 12")
    page.reload()
    checklist.expect_decision("get-roi-first")
    expect(page.locator(".cl-status")).to_contain_text("given here before are back")
    expect(page.locator(".cl-case-label")).to_contain_text("File 12")


def test_an_address_does_not_change_the_edition_of_a_case(fresh_checklist):
    checklist = fresh_checklist
    answered(checklist)
    page = checklist.page
    in_whole_steps(page).goto(f"{checklist.address}/checklist/?edition=orange-county-mhp")
    checklist.expect_decision("get-roi-first")
    expect(checklist.control("edition", "flyer")).to_be_checked()
    expect(page.locator(".cl-status")).to_contain_text("Your case keeps its own")
    checklist.press("Use “Orange County")
    expect(checklist.control("edition", "orange-county-mhp")).to_be_checked()
    expect(page.locator(".cl-status")).not_to_contain_text("Your case keeps its own")
    page.locator('[data-act="erase"]').click()
    page.get_by_role("button", name="Clear everything").click()
    in_whole_steps(page).goto(f"{checklist.address}/checklist/?edition=orange-county-mhp")
    expect(checklist.control("edition", "orange-county-mhp")).to_be_checked()


def test_a_page_that_keeps_nothing_warns_before_it_is_left(fresh_checklist):
    checklist = fresh_checklist
    page = checklist.page
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }"
    )
    answered(checklist)
    expect(page.locator("#cl-files")).to_contain_text("Nothing is kept here over a reload")
    expect(page.locator(".cl-news")).to_have_count(0)  # it was known before the first answer
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    checklist.expect_decision("get-roi-first")


def test_erase_everything_leaves_nothing(fresh_checklist):
    checklist = fresh_checklist
    fresh = checklist.open().contents()
    answered(checklist)
    page = checklist.page
    page.locator("#cl-idle").select_option("120")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.evaluate(AT_ONCE)
    expect(page.locator(".cl-card")).to_have_count(0)
    page.wait_for_timeout(1000)  # the engine answers, and nobody waits for it any more
    assert errors == []
    page.evaluate("scrollTo(0, 0)")
    assert checklist.contents() == fresh
    kept = page.evaluate("({...sessionStorage, ...localStorage})")
    # Whole steps were asked for, which is about the page and no case.
    assert [name for name in kept if "coordguide" in name] == ["coordguide:pace"]
    assert kept["coordguide:pace"] == "whole"
    checklist.choose("edition", "flyer")
    expect(page.locator("#cl-idle")).to_have_value("30")  # who comes next chose no other time
    assert "member-age" not in str(kept)
    page.reload()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(page.locator("#checklist input:checked")).to_have_count(1)  # the edition of the address


def test_erase_everything_reaches_the_other_cases_of_the_tab(fresh_checklist, site_url):
    """Links that name cases, one after the other in one tab: none of them may come back."""
    checklist = fresh_checklist
    page = checklist.page
    for name in ("A", "B"):
        page.goto(f"{site_url}/guide/")
        checklist.open(f"?edition=flyer#case={name}")
        checklist.answer(checklist.ADULT)
    kept = "Object.keys(sessionStorage).filter((name) => name.startsWith('coordguide:case'))"
    assert sorted(page.evaluate(kept)) == ["coordguide:case:A", "coordguide:case:B"]
    page.evaluate(ERASE)
    expect(page.locator("#checklist input:checked")).to_have_count(0)
    assert page.evaluate(kept) == []


def test_a_file_that_is_unlocked_too_late_does_not_come_to_a_page_that_was_cleared(checklist):
    page = checklist.open().page
    page.evaluate(
        """() => {
          const { deriveKey } = SubtleCrypto.prototype;
          SubtleCrypto.prototype.deriveKey = async function (...about) {
            if (window.isSlow) await new Promise((go) => (window.go = go));
            return deriveKey.apply(this, about);
          };
        }"""
    )
    answered(checklist)
    locked = save(page, PASSPHRASE)
    choose_file(page, locked)
    page.evaluate("window.isSlow = true")
    page.locator("#cl-unlock").fill(PASSPHRASE)
    page.locator('[data-act="unlock"]').click()
    for _ in tries(page):
        if page.evaluate("Boolean(window.go)"):
            break
    page.evaluate(ERASE)
    expect(page.locator(".cl-card")).to_have_count(0)
    page.evaluate("window.go()")
    page.wait_for_timeout(1000)
    expect(page.locator(".cl-card")).to_have_count(0)
    expect(page.locator("#checklist")).not_to_contain_text("The saved case is open")


NOTHING_TO_COPY_TO = """() => {
    document.execCommand = () => false;
    navigator.clipboard.write = () => new Promise((_, refuse) => (window.refuse = refuse));
}"""


def show_a_paper_to_be_copied_by_hand(page: Page) -> None:
    """Press twice where the browser lets nothing be copied: one text is shown, one on its way."""
    page.evaluate(NOTHING_TO_COPY_TO)
    page.locator("[data-document]").first.click()
    copy = page.locator('.cl-document [data-act="copy"]')
    copy.click()
    page.evaluate("window.refuse()")
    expect(page.locator(".cl-blocked textarea")).to_be_visible()
    copy.evaluate("it => it.click()")  # under the text, where no pointer reaches it


def test_left_alone_the_page_asks_and_then_clears(open_checklist):
    checklist = open_checklist()
    page = checklist.page
    page.clock.install(time=datetime(2026, 6, 15, 10))
    answered(checklist)
    checklist.settle()
    page.clock.fast_forward("29:00")
    expect(page.locator(".cl-idle-dialog")).to_be_hidden()
    page.clock.fast_forward("01:05")
    expect(page.locator(".cl-idle-dialog")).to_contain_text("clears itself in")
    page.get_by_role("button", name="Keep my answers").last.click()
    page.clock.fast_forward("00:05")
    checklist.expect_decision("get-roi-first")
    show_a_paper_to_be_copied_by_hand(page)
    page.clock.fast_forward("30:05")
    expect(page.locator(".cl-idle-dialog")).to_be_visible()
    page.clock.fast_forward("01:05")
    expect(page.locator(".cl-card")).to_have_count(0)
    expect(page.locator(".cl-blocked")).to_have_count(0)
    page.evaluate("window.refuse()")  # a browser that asked the person first says no only now
    page.wait_for_timeout(300)
    expect(page.locator(".cl-blocked")).to_have_count(0)
    assert "coordguide" not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_the_time_can_be_chosen(open_checklist):
    checklist = open_checklist()
    page = checklist.page
    page.clock.install(time=datetime(2026, 6, 15, 10))
    answered(checklist)
    checklist.settle()
    page.locator("#cl-idle").select_option("10")
    page.clock.fast_forward("10:05")
    expect(page.locator(".cl-idle-dialog")).to_be_visible()


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("J Smith 3/4/87", "birth date"),
        ("Smith 1987-03-04", "birth date"),
        ("Ann 4 Mar 1987", "birth date"),
        ("555-123-4567", "phone number"),
        ("(555) 123 4567", "phone number"),
        ("call 555-1234", "phone number"),
        ("123-45-6789", "Social Security number"),
        ("Jane Smith", "a name"),
        ("File 12", "nothing that tells who it is"),
        ("blue folder 3", "nothing that tells who it is"),
        ("A-2026-117", "nothing that tells who it is"),
    ],
)
def test_a_label_that_tells_too_much_is_warned_of(label, said, checklist):
    page = checklist.open("?edition=flyer").page
    page.locator(SAVE).click()
    page.locator("#cl-case-label").fill(label)
    expect(page.locator("#cl-case-label-note")).to_contain_text(said)
    page.keyboard.press("Escape")


def test_what_cannot_be_seen_is_in_no_label(fresh_checklist):
    """Somebody pastes it along, or it comes from a page or a file of before."""
    checklist = fresh_checklist
    answered(checklist)
    page = checklist.page
    page.locator(SAVE).click()
    field = page.locator("#cl-case-label")
    field.fill("Fe 1")
    field.press("ArrowLeft")
    page.keyboard.insert_text("\u202e2\u200f\ufeff\u2066")
    expect(field).to_have_value("Fe 21")
    page.keyboard.type("3")  # where the person was
    expect(field).to_have_value("Fe 231")
    page.keyboard.press("Escape")
    assert json.loads(save(page))["label"] == "Fe 231"
    kept = "JSON.parse(sessionStorage['coordguide:case']).caseLabel"
    assert page.evaluate(kept) == "Fe 231"
    page.evaluate("""() => {
        const kept = sessionStorage["coordguide:case"];
        sessionStorage["coordguide:case"] = kept.replace("Fe 231", "\\u202eFe 231\\u200f");
    }""")
    assert len(page.evaluate(kept)) == 8
    page.reload()
    checklist.expect_decision("get-roi-first")
    called = page.locator(".cl-case-label")
    expect(called).to_have_text("Label of this case: Fe 231")
    older = json.loads(save(page)) | {"label": "\u202efrom before\ufeff"}
    choose_file(page, sealed(older))
    news(page, "It gives the same answer as when it was saved.")
    expect(called).to_have_text("Label of this case: from before")


def sealed(data: dict[str, Any]) -> str:
    body = {name: value for name, value in data.items() if name != "sum"}
    return json.dumps({**body, "sum": _sum(body)})


def test_page_and_engine_leave_the_same_out_of_a_label(page, site_url, root, site_dir):
    page.goto(f"{site_url}/checklist/")
    put_beside(page, root, site_dir, "case/label.ts", "label.js")
    long = ["x" * 30, "\u202e" * 20 + "👩" * 30, "a\u200db"]
    unseen, cut = page.evaluate(
        """async (long) => {
            const at = document.getElementById("checklist").dataset.assets;
            const { plainLabel } = await import(new URL(at + "label.js", location));
            const all = Array.from({ length: 0x110000 }, (_, code) => code);
            const isGone = (code) => plainLabel(String.fromCodePoint(code)) === "";
            return [all.filter(isGone), long.map(plainLabel)];
        }""",
        long,
    )
    assert unseen == [code for code in range(0x110000) if not plain_label(chr(code))]
    assert cut == [plain_label(one) for one in long]


def test_contacts_keep_their_numbers_in_a_file(checklist):
    """A calendar knows their reminders by it, also when contact 1 was removed before."""
    answered(checklist)
    page = checklist.page
    checklist.press("Add a contact")
    checklist.answer(checklist.PRIMARY_CARE, "contact-2")
    page.locator(".cl-tab").first.click()
    page.locator('[data-act="remove-contact"]').click()
    expect(checklist.row("contact-1")).to_have_count(0)
    choose_file(page, save(page))
    news(page, "It gives the same answer as when it was saved.")
    expect(checklist.card("contact-2")).to_be_visible()
    expect(checklist.row("contact-1")).to_have_count(0)


def test_the_page_promises_no_end_that_a_browser_does_not_keep(checklist):
    """A tab that is reopened brings its session storage with it."""
    answered(checklist)
    said = checklist.page.locator("#cl-files")
    expect(said).to_contain_text("A browser that reopens a closed tab brings them back")
    expect(said).not_to_contain_text("until you close")


def test_a_label_is_short(checklist):
    checklist.open("?edition=flyer")
    checklist.page.locator(SAVE).click()
    field = checklist.page.locator("#cl-case-label")
    field.press_sequentially("x" * 30)
    expect(field).to_have_value("x" * 20)
    checklist.page.keyboard.press("Escape")
