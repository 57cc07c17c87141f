"""Types canaries into the checklist: words that exist nowhere else, to be looked for later."""

from itertools import count
from typing import Any

from playwright.sync_api import FilePayload, Frame, Page, expect


class Typist:
    """Fills every field there is, each with a canary of its own, and presses what can be pressed.

    It types into a page, or into one frame of it. ``names`` are canaries
    nothing may hold: what is filled into papers, passphrases, names of files;
    ``answers`` are those that the tab itself keeps: dates, and the label of
    the case.
    """

    def __init__(self, page: Page, frame: Frame | None = None) -> None:
        self.page = page  # files are chosen and taken by the window
        self.place = frame or page
        self.names: list[str] = []
        self.answers: list[str] = []
        self._number = count(1)

    def name(self) -> str:
        self.names.append(f"Zzq {next(self._number)} Canary")
        return self.names[-1]

    def day(self) -> str:
        number = next(self._number)
        self.answers.append(f"19{number % 60 + 10}-{number // 60 + 1:02}-{number % 27 + 1:02}")
        return self.answers[-1]

    def label(self) -> str:
        self.answers.append(f"Zzq Label {next(self._number)}")
        return self.answers[-1]

    def open(self, text: str, label: str = "saved", passphrase: str = "") -> None:
        with self.page.expect_file_chooser() as waiting:
            self.place.locator('[data-act="open"]').first.click()
        name = f"{self.name()}.json"
        file: FilePayload = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        waiting.value.set_files(file)
        if passphrase:
            self.place.locator("#cl-unlock").fill(passphrase)
            self.place.locator('[data-act="unlock"]').click()
        expect(self.place.locator(".cl-news")).to_contain_text("The saved case is open.")
        expect(self.place.locator(".cl-case-label")).to_contain_text(label)

    def papers(self) -> None:
        at = self.place
        for tab in at.locator(".cl-tab").all():
            tab.click()
            for closed in at.locator(".cl-place > p .cl-link").all():
                closed.click()
            for number in range(at.locator("[data-document]").count()):
                paper = at.locator("[data-document]").nth(number)
                paper.click()
                expect(at.locator('.cl-document [data-act="text"]')).to_be_visible()
                for blank in at.locator(".cl-document [data-blank]").all():
                    blank.fill(self.name())
                for act in ("print", "copy"):
                    at.locator(f'.cl-document [data-act="{act}"]').click()
                self.take(at.locator('.cl-document [data-act="text"]'))
                paper.click()

    def take(self, button: Any) -> str:
        with self.page.expect_download() as waiting:
            button.click()
        return waiting.value.path().read_text("utf-8")

    def keep(self, label: str) -> tuple[str, str]:
        """Save under a label, once plain and once locked; return the file and its passphrase."""
        at = self.place
        acts = at.locator("#cl-files [data-act]").evaluate_all(
            "(all) => all.map((one) => one.dataset.act)"
        )
        for act in acts:
            if act == "save":
                at.locator('[data-act="save"]').click()
                at.locator("#cl-case-label").fill(label)
                self.take(at.locator('[data-act="save-unlocked"]'))
            elif act not in ("open", "bring-back", "erase"):
                self.take(at.locator(f'#cl-files [data-act="{act}"]'))
        passphrase = self.name()
        at.locator('[data-act="save"]').click()
        at.locator("#cl-passphrase").fill(passphrase)
        return self.take(at.locator('[data-act="write"]')), passphrase

    def dates(self) -> None:
        at = self.place
        for place in at.locator('[data-act="change"]').all():
            if place.is_visible():
                place.click()
        for name in at.locator('#checklist input[type="date"]').evaluate_all(
            "(all) => all.map((one) => one.name).reverse()"  # an ended release hides what follows
        ):
            field = at.locator(f'input[name="{name}"]')
            if field.count() and field.is_visible():
                field.fill(self.day())
                field.blur()
                # The answer may take the field that comes next off the page.
                expect(at.locator("#checklist")).not_to_have_attribute("data-stale", "")
