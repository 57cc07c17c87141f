"""What a document leaves out takes along what rested on it, and nothing is left half said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from every_edition import ON_THEIR_OWN
from sixth_edition import written

from coordguide import authoring
from coordguide.authoring import left_out
from coordguide.documents import audit, offers, write
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import Case, Contact, Content
from coordguide.site.pages import marks, printed
from coordguide.site.pages.page_context import PageContext
from coordguide.view import View


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content, for a sixth edition to be added."""
    target = tmp_path_factory.mktemp("left-out") / "content"
    return Path(shutil.copytree(root / "checklist" / "content", target))


@pytest.fixture(scope="module")
def load(folder: Path) -> Callable[..., Content]:
    """Load the content with a sixth edition."""
    known: dict[str, Content] = {}

    def loaded(**how: str) -> Content:
        text = written(**how)
        if text not in known:
            (folder / "editions" / "sixth.toml").write_text(text, "utf-8")
            known[text] = Content.from_bundle(authoring.load(folder))
        return known[text]

    return loaded


@pytest.fixture
def problems(folder: Path) -> Callable[..., list[str]]:
    """Say what is wrong with a sixth edition."""

    def found(**how: str) -> list[str]:
        (folder / "editions" / "sixth.toml").write_text(written(**how), "utf-8")
        with pytest.raises(authoring.ContentError) as error:
            authoring.load(folder)
        return [str(problem) for problem in error.value.problems]

    return found


def answered(content: Content, edition: str = "sixth", state: str = "AZ") -> View:
    """Answer the usual case: an adult, a signed release, the primary care provider."""
    elements = dict.fromkeys(content.elements, "present")
    about = {"state": state, "member-age": "18-or-older", "decision-maker": "self"}
    about |= {"confidential-channel-requested": "no", "setting": "ordinary", "emergency": "no"}
    about |= {"treated-together": "no", "member-objected": "no"}
    signed = {"roi": "signed", "roi-form": "known", "roi-fits": "yes", "roi-revoked": "no"}
    signed |= {"roi-signed-by": "member", "roi-signed-on": "2026-11-01"}
    signed |= {"roi-expiry-kind": "date", "roi-expires-on": "2027-06-01", "roi-elements": elements}
    signed |= {"roi-covers-recipient": "yes", "roi-covers-information": "yes"}
    contact = {"contact-kind": "physical-health", "direction": "both", "information": ["health"]}
    contact |= {"member-objected": "no", "need": ["urgent"], "channels": ["phone", "fax"]}
    facts = (Contact("doctor", contact | signed),)
    return evaluate(content, Case(edition, "2026-11-28", about, facts))


@pytest.mark.parametrize("edition", ["flyer", "sixth"])
def test_the_usual_case_goes_ahead_and_the_member_is_told(load: Callable, edition: str) -> None:
    view = answered(load(), edition)
    assert [contact.decision for contact in view.contacts] == ["proceed"]
    assert [notice.who for notice in view.notify.must] == ["member"]


def test_without_the_statement_there_is_no_duty_no_paper_line_and_no_audit_item(
    load: Callable,
) -> None:
    content = load(without='["CON-4"]')
    view, book = answered(content), rulebook(content, "sixth")
    assert [contact.decision for contact in view.contacts] == ["proceed"]
    assert view.notify.must == ()
    assert "told" not in {found.item.id for found in audit(book, view)}
    notes = [write(book, view, offer["id"], offer["contact"]) for offer in offers(book, view)]
    cited = {cite for note in notes if note for block in note.blocks for cite in block["cites"]}
    assert "CON-4" not in cited
    assert "CON-4" in content.statements
    # What stays is said as ours, or by the law.
    cites = [cite for one in (*view.notify.say, *view.notify.write_down) for cite in one.cites]
    assert cites
    assert "CON-4" not in cites


def test_the_comparison_says_nothing_of_what_the_document_does_not_say(
    load: Callable, root: Path
) -> None:
    page = (root / "docs/editions/index.md").read_text("utf-8").split("---")[1]
    context = PageContext(
        load(without='["CON-4", "CON-2"]'), "editions/index.md", "editions/",
        front_matter=yaml.safe_load(page),
    )  # fmt: skip
    rows = {line.split("|")[1]: line.split("|") for line in marks.comparison(context).splitlines()}
    place = next(i for i, cell in enumerate(rows[" Subject "]) if "Sixth" in cell)
    assert rows["**Telling the member**"][place] == "not stated"
    assert rows["**Ways named**"][place] == "–"
    assert "signed before any contact" in rows["**Release before contact**"][place]


def test_a_way_of_contact_is_named_by_who_names_it(load: Callable) -> None:
    content = load(without='["CON-2"]')
    context = PageContext(content, "guide/method.md", "guide/method/")
    assert "Named by: Flyer, Arizona Complete Health, Tip sheet" in marks.methods(context)
    assert "Sixth" not in marks.methods(context)
    of_sixth = PageContext(content, "m.md", "m/", edition=content.editions["sixth"])
    assert marks.methods(of_sixth).count("Your document does not name it; we add it.") == 5
    assert not any(method.in_edition for method in answered(content).contacts[0].methods)


def test_a_path_keeps_the_steps_that_somebody_says(load: Callable) -> None:
    """What a document says of its own support is not taken over, and neither is the step."""
    content = load(like="ambetter-north-carolina", state="NC")
    steps = {
        e: dict(_paths(content, e))["nc-no-response"] for e in ("ambetter-north-carolina", "sixth")
    }
    assert (len(steps["ambetter-north-carolina"]), len(steps["sixth"])) == (2, 1)
    sheet = printed.render(content, "sixth", "tip-sheet")
    assert "Provider Engagement Administrator" not in sheet
    page = PageContext(content, "g.md", "g/", edition=content.editions["sixth"])
    assert "Administrator" not in marks.resolution(page, "no-response")


def _paths(content: Content, edition: str) -> list[tuple[str, tuple]]:
    return [(path.id, steps) for path, steps in rulebook(content, edition).paths()]


def test_what_is_to_be_asked_for_stays_as_ours(load: Callable) -> None:
    content = load(without='["CON-3", "DEF-3", "BEN-6"]')
    records = answered(content).contacts[0].records.ask_for
    cites = {record.id: record.cites for record in records}
    assert cites["treatment-plan"] == ("tool-default",)
    assert all(cites.values())


def test_a_plan_of_one_state_answers_by_the_law_of_that_state(load: Callable) -> None:
    view = answered(load(state="CA"), state="AZ")
    assert view.state == "CA"
    assert [problem.facts for problem in view.problems] == [("state",)]
    assert "state" not in {question.fact for question in view.next if not question.contact}
    assert answered(load(state="CA"), state="CA").problems == ()


def test_a_plan_like_one_of_another_state_is_not_asked_back_to_that_state(load: Callable) -> None:
    content = load(like="arizona-complete-health", state="CA")
    assert answered(content, state="CA").problems == ()
    assert answered(content, state="CA").state == "CA"


def test_a_plan_without_a_state_asks_for_it_whatever_it_is_like(load: Callable) -> None:
    content = load(like="arizona-complete-health")
    assert "state" in {question.id for question, _ in rulebook(content, "sixth").questions}


def test_the_law_for_a_countys_plan_stays_in_its_state(load: Callable) -> None:
    exceptions = '["same-plan-program"]'
    near = load(like="orange-county-mhp", state="CA", exceptions=exceptions)
    far = load(like="orange-county-mhp", state="NC", exceptions=exceptions)
    laws = [
        {rule.id for pairs in rulebook(content, "sixth").rules.values() for rule, _ in pairs}
        for content in (near, far)
    ]
    assert ["duty-family-presence" in rules for rules in laws] == [True, False]
    when = rulebook(near, "sixth").definitions["state-law-has-us-tell-presence"]
    assert "sixth" in str(near.definitions["state-law-has-us-tell-presence"].when)
    assert when is not None
    assert "sixth" not in str(far.definitions["state-law-has-us-tell-presence"].when)


def test_what_falls_is_told_with_the_statement_it_rested_on(load: Callable, folder: Path) -> None:
    def told(content: Content) -> list[str]:
        notes = map(str, left_out.falls(folder, content))
        return [one for one in notes if one.partition(": ")[0].endswith("editions/sixth.toml")]

    (note,) = told(load(without='["CON-4"]'))
    assert ": without: found no CON-4, and with that no rule notify-adult, " in note
    assert "rule notify-unsure-decider and audit item told. Nothing is to be done" in note
    assert told(load()) == []


# What is wrong: the edition, and the words that its one line must hold.
REFUSED = {
    "no word on releases": (
        {"without": '["CON-1"]'},
        [
            "without: found no statement that says what holds with a release; "
            "allowed: REM-1 or CON-1.",
            "without: found no statement that says what holds without a release",
        ],
    ),
    "an exception that nobody makes": (
        {"exceptions": '["same-plan-program"]'},
        ['exceptions: found "same-plan-program"; allowed: what the document excepts.'],
    ),
    "an exception not named": (
        {"like": "orange-county-mhp", "state": "CA"},
        ["exceptions: found nothing of an exception that it grants", 'Write exceptions = ["same-p'],
    ),
    "a question gone that rules wait for": (
        {"like": "orange-county-mhp", "state": "CA", "without": '["REM-1"]'},
        [
            'found a rule, "oc-outside-no-release", that waits for the question '
            '"same-plan-program"; allowed: rules that can be answered. Carry REM-1,'
        ],
    ),
    "no such statement": (
        {"without": '["CON-9"]'},
        ['without: found "CON-9"; allowed: statements that are taken over from flyer. Did you'],
    ),
    "a statement the model does not make": (
        {"without": '["HOW-3"]'},
        ['without: found "HOW-3"; allowed: statements that are taken over from flyer.'],
    ),
    "without, and like nothing": (
        {"like": "", "without": '["CON-4"]'},
        ['without: found a list of "CON-4"; allowed: only beside like.'],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_leave_no_sense_is_refused(problems: Callable, case: str) -> None:
    how, lines = REFUSED[case]
    found = problems(**how)
    assert all("editions/sixth.toml: " in line for line in found)
    for words in lines:
        assert any(words in line for line in found), found


def test_an_edition_cites_only_what_its_document_says(folder: Path) -> None:
    file = folder / "editions" / "sixth.toml"
    file.write_text(written(without='["CON-4"]').replace('["our-reading"]', '["CON-4"]'), "utf-8")
    with pytest.raises(authoring.ContentError) as error:
        authoring.load(folder)
    assert 'cites: found "CON-4"; allowed: statements that it carries. Write sixth' in str(
        error.value
    )


# A change of another file: which, what is replaced by what, and the words its line must hold.
CHANGED = {
    "named though nothing bears it": (
        "rules/notify-adult.toml",
        '"flyer",',
        '"flyer", "orange-county-mhp",',
        'editions: found "orange-county-mhp", whose document makes none of the statements',
    ),
    "a variant of a duty": (
        "statements/con-4.toml",
        'tip-sheet = "carried"',
        'tip-sheet = "variant"',
        "text.variants.tip-sheet: found a variant of what bears audit told and 8 more; allowed: "
        'a variant said to ask for the same. If it asks for the same, write same-duty = ["tip',
    ),
    "a duty made weaker": (
        "statements/con-3.toml",
        "Ask earlier or current providers for their records and review them, and also",
        "You may ask earlier or current providers for their records, and also",
        'text.variants.tip-sheet: found "may", which changes what ',
    ),
    "rests on what is not cited": (
        "audits/follow-up.toml",
        'rests-on = ["CON-3"',
        'rests-on = ["CON-2"',
        'rests-on: found "CON-2"; allowed: statements under cites. Add "CON-2" to cites',
    ),
    "rests on nothing": (
        "audits/follow-up.toml",
        'rests-on = ["CON-3", "HOW-2", "HOW-5", "RES-1"]',
        "rests-on = []",
        "rests-on: found a list of nothing; allowed: a list of statements. Write it as",
    ),
    "rests on no statement": (
        "documents/escalation-letter.toml",
        'rests-on = ["RES-1"]',
        'rests-on = ["RES-11"]',
        'blocks[5].rests-on: found "RES-11"; allowed: the id of a statement. Did you mean "RES-1"?',
    ),
    "a state that is none": (
        "rules/arizona-is-in-its-state.toml",
        '["AZ"]',
        '["ZA"]',
        'edition-states: found "ZA"; allowed: AZ, NC, CA or none. Use one of these.',
    ),
    "the same duty of no edition": (
        "statements/con-3.toml",
        '["tip-sheet"]',
        '["tip-sheets"]',
        'editions: found "tip-sheets"',
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_slip_in_another_file_is_named(folder: Path, case: str) -> None:
    name, old, new, words = CHANGED[case]
    (folder / "editions" / "sixth.toml").unlink(missing_ok=True)
    file = folder / name
    before = file.read_text("utf-8")
    assert old in before
    more = '\n[text.variants]\ntip-sheet = "Tell the member."\n' if "variant of" in case else ""
    file.write_text(before.replace(old, new, 1) + more, "utf-8")
    try:
        with pytest.raises(authoring.ContentError) as error:
            authoring.load(folder)
    finally:
        file.write_text(before, "utf-8")
    assert f"{name}: {words}" in str(error.value)


def test_no_edition_with_a_text_of_its_own_lacks_anything(content: Content, root: Path) -> None:
    """What an edition like another lacks is told, and is no mistake."""
    told = {
        Path(note.file).stem for note in left_out.falls(root / "checklist" / "content", content)
    }
    assert not told & set(ON_THEIR_OWN)
