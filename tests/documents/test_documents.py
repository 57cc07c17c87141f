"""What papers hold and what they leave out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import textstat
from every_edition import EDITIONS

from coordguide.documents import FORMS, as_html, as_text, crosswalk, offers, write
from coordguide.documents.blocks import KINDS_OF_BLOCK
from coordguide.model import PERMITTED, Citation, Content
from coordguide.site.bundle.assets import page_case

CASES = sorted((Path(__file__).parents[2] / "checklist" / "cases").glob("*.toml"))
NOTICE_OF_2_32 = (
    "This record which has been disclosed to you is protected by Federal confidentiality rules "
    "(42 CFR part 2). These rules prohibit you from using or disclosing this record, or testimony "
    "that describes the information contained in this record, in any civil, criminal, "
    "administrative, or legislative proceedings by any Federal, State, or local authority, against "
    "the patient, unless authorized by the consent of the patient, except as provided at 42 CFR "
    "2.12(c)(5) or as authorized by a court in accordance with 42 CFR 2.64 or 2.65. In addition, "
    "the Federal rules prohibit you from making any other use or disclosure of this record unless "
    "at least one of the following applies:\n\n"
    "(i) Further use or disclosure is expressly permitted by the written consent of the individual "
    "whose information is being disclosed in this record or as otherwise permitted by 42 CFR part "
    "2.\n\n"
    "(ii) You are a covered entity or business associate and have received the record for "
    "treatment, payment, or health care operations, or\n\n"
    "(iii) You have received the record from a covered entity or business associate as permitted "
    "by 45 CFR part 164, subparts A and E.\n\n"
    "A general authorization for the release of medical or other information is NOT sufficient to "
    "meet the required elements of written consent to further use or redisclose the record (see "
    "42 CFR 2.31)."
)
"""42 CFR 2.32(a)(1) as amended in 2024: prescribed wording, uneven punctuation and all."""

HEADINGS = ["Coordination of care, long version", "Who", "Basis for sharing", "Method and why",
            "Records asked for and reviewed", "Findings and resolution", "Who was told, and how",
            "Next step and date", "Open items"]  # fmt: skip


@pytest.fixture
def papers(scenarios: Callable, answered: Callable) -> Callable[[str, str], dict[str, Any]]:
    """Write every paper offered in a case of an edition, by paper and contact."""

    def all_of(edition: str, scenario: str) -> dict[str, Any]:
        book, view = answered(scenarios(edition)[scenario])
        asked = [(offer["id"], offer["contact"]) for offer in offers(book, view)]
        return {name: write(book, view, name, about) for name, about in asked}

    return all_of


def said(blocks: Iterable[dict[str, Any]]) -> str:
    """The sentences of a paper, for measuring how they read."""
    found: list[str] = []
    for block in blocks:
        if block["kind"] == "paragraph":
            found.append(block["text"])
        elif block["kind"] == "list":
            found += block["items"]
    return " ".join(found)


class TestChartNote:
    @pytest.mark.parametrize("scenario", ["before", "at-work", "part-2"])
    def test_headings_are_always_the_same(self, scenario: str, papers: Callable) -> None:
        """Whatever was or was not done, each heading stands in its place."""
        blocks = papers("tip-sheet", scenario)["chart-note"].blocks
        found = [b["text"] for b in blocks if b["kind"] == "heading" and b["level"] < 3]
        assert found == HEADINGS

    def test_what_was_not_done_is_said(self, papers: Callable) -> None:
        """Refusals and what is missing are never left out."""
        text = as_text(papers("tip-sheet", "before")["chart-note"].blocks)
        assert "Release: declined (the member was asked and declined)." in text
        assert "Release: not done (not signed yet)." in text
        assert "Planned: nothing (the decision above does not allow it yet)." in text
        assert "Records: not done (the decision above does not allow it yet)." in text

    def test_of_an_empty_case(self, answered: Callable) -> None:
        """A case that was only begun gives a note that says so."""
        case = {"edition": "flyer", "today": "2026-11-23", "facts": {}, "contacts": []}
        text = as_text(write(*answered(case), "chart-note").blocks)
        assert "Age: not recorded." in text
        assert "WHO WAS TOLD, AND HOW\n- not done" in text

    def test_contacts_go_by_number_and_kind(self, papers: Callable, content: Content) -> None:
        """The ids somebody chose for contacts never show."""
        text = as_text(papers("flyer", "before")["chart-note"].blocks)
        labels = content.questions["contact-kind"].text["values"]
        assert f"Contact 2: {labels['behavioral-health']}" in text
        for label in labels.values():  # they name a therapist and a teacher, too
            text = text.replace(label.replace("{person}", "member"), "")
        assert "therapist" not in text


class TestShortNote:
    """What a clinician pastes; everything else is in the long one."""

    def test_six_lines_for_one_contact(self, answered: Callable) -> None:
        cases = [page_case(path) for path in CASES]
        alone = [case for case in cases if len(case["contacts"]) == 1]
        assert len(alone) > 300
        for case in alone:
            blocks = write(*answered(case), "short-note").blocks
            lines = [item for block in blocks for item in block.get("items", [block["kind"]])]
            lines = [line for line in lines if line not in ("heading", "note")]
            assert 4 <= len(lines) <= 6, lines

    def test_each_answer_with_its_reason_and_no_digest(
        self, scenarios: Callable, answered: Callable, content: Content
    ) -> None:
        for scenario in scenarios("orange-county-mhp").values():
            book, view = answered(scenario)
            text = as_text(write(book, view, "short-note").blocks)
            for contact in view.contacts:
                cites = "; ".join(
                    content.name_source(Citation.parse(cite)) for cite in contact.says[0].cites
                )
                assert f"{contact.title}. {contact.says[0].text} [{cites}]" in text
            assert content.sha256 not in text

    def test_room_for_what_was_said_only_where_a_contact_is_allowed(
        self, papers: Callable, answered: Callable
    ) -> None:
        """Nobody is led to fill in a talk that was not to take place."""
        for path in CASES:
            book, view = answered(page_case(path))
            text = as_text(write(book, view, "short-note").blocks)
            talks = sum(contact.decision in PERMITTED for contact in view.contacts)
            assert text.lower().count("spoke with whom") == talks, path.stem

    def test_the_day_of_the_talk_stands_in_both_notes(
        self, scenarios: Callable, answered: Callable
    ) -> None:
        case = deepcopy(scenarios("flyer")["at-work"])
        for contact in case["contacts"]:
            contact["facts"]["spoke-on"] = "2026-06-15"
        book, view = answered(case)
        short = as_text(write(book, view, "short-note").blocks).replace("\xa0", " ")
        assert "on June 15, 2026: spoke with whom" in short
        long = as_text(write(book, view, "chart-note").blocks).replace("\xa0", " ")
        assert "Talked on June 15, 2026." in long


class TestPart2:
    def test_the_prescribed_notice_word_for_word(self, papers: Callable) -> None:
        """The notice of 42 CFR 2.32 goes with the fax and by itself, with the consent's scope."""
        found = papers("ambetter-north-carolina", "part-2")
        for name in ("fax-cover", "part-2-notice"):
            text = as_text(found[name].blocks)
            assert NOTICE_OF_2_32 in text
            assert "A copy of the consent is attached." in text

    def test_the_cover_itself_tells_nothing(self, papers: Callable) -> None:
        """Before the page break there is no program, no kind of record and no patient."""
        blocks = papers("ambetter-north-carolina", "part-2")["fax-cover"].blocks
        cover = as_text(blocks[: [b["kind"] for b in blocks].index("page")]).lower()
        for word in ("substance", "part 2", "42 cfr", "program", "member", "patient", "treatment"):
            assert word not in cover

    def test_no_notice_where_part_2_does_not_apply(self, papers: Callable) -> None:
        """Ordinary records go without it."""
        found = papers("ambetter-north-carolina", "at-work")
        assert "part-2-notice" not in found
        assert "42 CFR" not in as_text(found["fax-cover"].blocks)

    def test_voicemail_names_no_program(self, papers: Callable) -> None:
        """A Part 2 program leaves a name and a number."""
        text = as_text(papers("flyer", "part-2")["phone-script"].blocks)
        assert "[your organization]" not in text
        assert "Hello, this is [your name]. Please call me back at [your number]." in text


class TestEditions:
    def test_each_escalates_only_as_its_document_says(
        self, papers: Callable, content: Content
    ) -> None:
        """Who names somebody to turn to has a letter for it, and each names its own."""
        letters = {e: papers(e, "at-work").get("escalation-letter") for e in EDITIONS}
        naming = [content.statements[name].editions for name in ("RES-1", "SUP-4", "SUP-5")]
        assert {e for e, letter in letters.items() if letter} == set().union(*naming)
        county = as_text(letters["orange-county-mhp"].blocks)
        plan = as_text(letters["ambetter-north-carolina"].blocks)
        assert "contract monitor" in county
        assert "Provider Engagement" not in county
        assert "Provider Engagement Administrator" in plan
        assert "contract monitor" not in plan

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_terms(self, edition: str, papers: Callable) -> None:
        """Orange County serves clients, the others members; no brace is left open."""
        for scenario in ("before", "at-work", "part-2"):
            for paper in papers(edition, scenario).values():
                text = as_text(paper.blocks)
                assert "{" not in text
                assert not (edition == "orange-county-mhp" and "the member" in text)


class TestNotice:
    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize("scenario", ["at-work", "part-2"])
    def test_reads_at_grade_eight_or_below(
        self, edition: str, scenario: str, papers: Callable
    ) -> None:
        """Flesch-Kincaid of the sentences to the member or guardian; sixth to eighth is wanted."""
        notice = papers(edition, scenario)["notice"]
        assert textstat.flesch_kincaid_grade(said(notice.blocks[:-2])) <= 6

    def test_request_to_sign_is_plain(self, papers: Callable) -> None:
        """The same for the letter that asks for a signature."""
        letter = papers("flyer", "before")["request-to-sign"]
        assert textstat.flesch_kincaid_grade(said(letter.blocks[:-2])) <= 8

    def test_says_to_the_provider_whom_it_is_for(self, papers: Callable) -> None:
        """Who gets it and who must not is said beside the letter, never in it."""
        notice = papers("flyer", "at-work")["notice"]
        advice = [b["items"] for b in notice.blocks if b["kind"] == "advice"]
        assert any("This letter is for: The member." in item for items in advice for item in items)
        assert any("Not for: A parent or guardian." in i for items in advice for i in items)
        assert "This letter is for" not in as_text(notice.blocks)


class TestBlocks:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_every_block_has_its_keys(self, edition: str, papers: Callable) -> None:
        """What draws a paper can rely on the keys of each kind; tables are square."""
        for scenario in ("before", "at-work", "part-2"):
            for paper in papers(edition, scenario).values():
                for block in paper.blocks:
                    assert block.keys() == {"kind", "cites", *KINDS_OF_BLOCK[block["kind"]]}
                    if block["kind"] == "table":
                        assert {len(row) for row in block["rows"]} == {len(block["columns"])}

    def test_html_is_escaped(self) -> None:
        """No text becomes a tag."""
        assert as_html([{"kind": "paragraph", "text": "<b> & co"}]) == (
            "<article><p>&lt;b&gt; &amp; co</p></article>"
        )

    def test_every_kind_has_both_forms(self) -> None:
        """Each kind of block can be written as text and as HTML."""
        filled = {"text": "a", "level": 2, "items": ["b"], "columns": ["c"], "rows": [["d"]],
                  "id": "e", "lines": 2}  # fmt: skip
        for kind, keys in KINDS_OF_BLOCK.items():
            block = {"kind": kind, **{key: filled[key] for key in keys}}
            assert as_text([block])
            assert as_html([block]).startswith("<article>")

    def test_a_paper_that_is_not_there(self, scenarios: Callable, answered: Callable) -> None:
        """An unknown paper, a part of papers, or the wrong contact gives nothing."""
        book, view = answered(scenarios("flyer")["at-work"])
        for name, about in (("love-letter", None), ("part-end", "doctor"), ("fax-cover", None),
                            ("fax-cover", "nobody"), ("chart-note", "doctor"),
                            ("escalation-letter", "doctor")):  # fmt: skip
            assert write(book, view, name, about) is None


class TestReview:
    @pytest.mark.parametrize("form", ["csv", "audit"])
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_tables(
        self, form: str, edition: str, scenarios: Callable, answered: Callable, content: Content
    ) -> None:
        """A table reader finds one head, rows of the same width, and the versions in each."""
        book, view = answered(scenarios(edition)["at-work"])
        head, *rows = csv.reader(io.StringIO(FORMS[form](book, view, ""), newline=""))
        assert rows
        for row in rows:
            named = dict(zip(head, row, strict=True))
            assert (named["engine"], named["sha256"]) == (view.engine, content.sha256)

    def test_audit_items(self, scenarios: Callable, answered: Callable) -> None:
        """Met, not met and not evidenced, each for its reason."""
        book, view = answered(scenarios("tip-sheet")["at-work"])
        rows = csv.DictReader(io.StringIO(FORMS["audit"](book, view, ""), newline=""))
        found = {(row["item"], row["contact"]): row["result"] for row in rows}
        assert found == {
            ("release-before-contact", "doctor"): "met",
            ("release-fits", "doctor"): "met",
            ("release-before-contact", "school"): "not met",
            ("method-for-need", "doctor"): "met",
            ("records-asked", "doctor"): "met",
            ("records-reviewed", "doctor"): "not met",
            ("follow-up", "doctor"): "met",
            ("findings-recorded", "doctor"): "met",
            ("told", ""): "met",
            ("told-nobody-else", ""): "met",
        }

    def test_not_evidenced(self, scenarios: Callable, answered: Callable) -> None:
        """What nobody answered is neither met nor missed."""
        case = scenarios("tip-sheet")["at-work"]
        for fact in ("channels", "findings", "records-requested"):
            del case["contacts"][0]["facts"][fact]
        del case["facts"]["notified"]
        book, view = answered(case)
        rows = csv.DictReader(io.StringIO(FORMS["audit"](book, view, ""), newline=""))
        open_items = {row["item"] for row in rows if row["result"] == "not evidenced"}
        assert {"method-for-need", "records-asked", "findings-recorded", "told"} <= open_items

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_crosswalk(self, edition: str, answered: Callable, scenarios: Callable) -> None:
        """Every item of an edition names the facts behind it and who says so."""
        book, _ = answered(scenarios(edition)["at-work"])
        rows = list(csv.DictReader(io.StringIO(crosswalk(book), newline="")))
        assert {row["edition"] for row in rows} == {edition}
        assert all(row["facts"] and row["sources"] and row["asks for"] for row in rows)

    def test_json(self, scenarios: Callable, answered: Callable, content: Content) -> None:
        """The whole answer, for a program."""
        data = json.loads(FORMS["json"](*answered(scenarios("flyer")["at-work"]), ""))
        assert data["content"] == {"version": content.version, "sha256": content.sha256}
        assert [c["decision"] for c in data["view"]["contacts"]] == ["proceed", "get-roi-first"]
        assert data["reminders"][0] == {"day": "2026-11-16", "kind": "follow-up"}

    def test_no_cell_is_a_formula(self, scenarios: Callable, answered: Callable) -> None:
        """A spreadsheet takes no cell for something to reckon."""
        written = FORMS["csv"](*answered(scenarios("flyer")["at-work"]), "")
        assert not any(cell[:1] in "=+-@" for cell in written.split('"') if cell not in ("", ","))


def test_nothing_names_a_sender_who_may_be_a_program(
    practice_cases: dict[str, dict[str, Any]], answered: Callable
) -> None:
    """42 CFR 2.12: the name of a Part 2 program tells what the care is, known or not."""
    case = practice_cases["az-medical-emergency-setting-not-sure"]
    contact = case["contacts"][0]
    facts = {**contact["facts"], "need": ["urgent"], "channels": ["phone", "fax"]}
    told = {}
    for setting in ("unsure", "part-2-program", "ordinary"):
        about = {**case["facts"], "setting": setting}
        contacts = [{"id": "doctor", "facts": facts}]
        book, view = answered({**case, "facts": about, "contacts": contacts})
        made = [write(book, view, name, "doctor") for name in ("phone-script", "fax-cover")]
        told[setting] = "\n".join(as_text(paper.blocks) for paper in made)
    assert "[your organization]" in told["ordinary"]
    assert "From (name and organization)" in told["ordinary"]
    for setting in ("unsure", "part-2-program"):
        assert "[your organization]" not in told[setting]
        assert "organization)" not in told[setting]
        assert "From (name only)" in told[setting]
        assert (
            told[setting].count("Hello, this is [your name].") == 2
        )  # to a person and a voicemail


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ca-minor-14-parent-signs-for-teacher", "In California a minor of 12 or older"),
        ("az-part-2-agent-signs", "only after a ruling"),
    ],
)
def test_who_is_asked_to_sign_hears_who_may(
    name: str, says: str, practice_cases: dict[str, dict[str, Any]], answered: Callable
) -> None:
    case = practice_cases[name]
    contact = case["contacts"][0]
    unsigned = {key: value for key, value in contact["facts"].items() if not key.startswith("roi")}
    facts = {**unsigned, "roi": "not-signed"}
    book, view = answered({**case, "contacts": [{**contact, "facts": facts}]})
    paper = write(book, view, "request-to-sign", contact["id"])
    advice = [block for block in paper.blocks if block["kind"] == "advice"]
    (found,) = [block for block in advice if says in str(block)]
    assert found["cites"]


@pytest.mark.parametrize(
    ("suspicion", "is_offered"),
    [("no", True), ("suspected-other", True), ("suspected-decider", False), ("unsure", False)],
)
def test_no_letter_goes_to_the_one_suspected(
    suspicion: str, is_offered: bool, practice_cases: dict[str, dict[str, Any]], answered: Callable
) -> None:
    """The letter asks whoever decides to sign, who may be the one harming the member."""
    case = practice_cases["situation-az-suspected-teacher"]
    facts = {**case["facts"], "representative-safety": suspicion}
    book, view = answered({**case, "facts": facts})
    found = {offer["id"] for offer in offers(book, view)}
    assert ("request-to-sign" in found) == is_offered


def blanks(paper: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for block in paper.blocks:
        if block["kind"] == "blank":
            found.setdefault(block["id"], set()).add(block["text"])
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_is_known_by_its_name(
    edition: str, scenarios: Callable, answered: Callable
) -> None:
    """One name, one question in a paper; and only what fits every contact is in papers of two."""
    book, view = answered(scenarios(edition)["before"])
    for document, _ in book.documents:
        if document.scope != "contact" or not document.step:
            continue
        one, other = (
            blanks(write(book, view, document.id, contact.id)) for contact in view.contacts[:2]
        )
        assert all(len(texts) == 1 for texts in one.values()), document.id
        assert one.keys() & other.keys() <= {
            "person-name", "birth-date", "organization", "sender-name", "sender-phone",
            "revoke-address", "reply-to",
        }  # fmt: skip


def test_a_fax_that_may_not_name_the_program_takes_no_name_from_other_papers(
    scenarios: Callable, answered: Callable
) -> None:
    book, view = answered(scenarios("orange-county-mhp")["part-2"])
    paper = write(book, view, "fax-cover", "clinic")
    texts = {text: name for name, (text,) in blanks(paper).items()}
    assert texts["From (name only)"] == "clinic.sender-name-only"
