"""``coordguide decide``: a case in, the answer out, in JSON and in words."""

from __future__ import annotations

import json
import tomllib
from datetime import date

import pytest

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.view import to_json

PROCEED = "checklist/cases/az-complete-release-to-pcp.toml"
TEAM = "checklist/cases/oc-care-team-of-three.toml"


def case(**keys: object) -> str:
    return json.dumps({"edition": "flyer", "today": "2026-11-23"} | keys)


def contact(**facts: object) -> str:
    facts = {name.replace("_", "-"): value for name, value in facts.items()}
    return case(contacts=[{"id": "pcp", "facts": facts}])


def test_answer_is_the_view_of_the_engine(run, root, content) -> None:
    done = run("decide", PROCEED)
    given = read_case(tomllib.loads((root / PROCEED).read_text()), content)
    assert done.returncode == 0
    assert json.loads(done.stdout) == to_json(evaluate(content, given))
    assert json.loads(done.stdout)["contacts"][0]["decision"] == "proceed"


def test_json_and_toml_and_standard_input_give_one_answer(run, root, tmp_path) -> None:
    team = tomllib.loads((root / TEAM).read_text())
    file = tmp_path / "team.json"
    file.write_text(json.dumps(team, default=str))
    answer = run("decide", TEAM).stdout
    assert run("decide", str(file)).stdout == answer
    assert run("decide", "-", given=file.read_text()).stdout == answer
    assert run("decide", "-", given=(root / TEAM).read_text()).stdout == answer


def test_byte_order_mark_is_no_mistake(run) -> None:
    done = run("decide", "-", given=b"\xef\xbb\xbf" + case().encode())
    assert done.returncode == 0


def test_date_without_quotes_is_read(run) -> None:
    done = run("decide", "-", given='edition = "flyer"\ntoday = 2026-11-23\n')
    assert json.loads(done.stdout)["today"] == "2026-11-23"


def test_today_given_wins_over_the_case(run) -> None:
    done = run("decide", PROCEED, "--today", "2031-01-01")
    answer = json.loads(done.stdout)
    assert answer["today"] == "2031-01-01"
    assert answer["contacts"][0]["decision"] == "get-roi-first"


def test_case_without_a_day_is_asked_as_of_this_day(run) -> None:
    before = date.today()
    day = json.loads(run("decide", "-", given='{"edition": "flyer"}').stdout)["today"]
    assert before <= date.fromisoformat(day) <= date.today()


def test_text_names_decision_reasons_and_sources_of_each_contact(run, root, content) -> None:
    told = run("decide", TEAM, "--text").stdout
    view = evaluate(content, read_case(tomllib.loads((root / TEAM).read_text()), content))
    assert {contact.decision for contact in view.contacts} == {
        "proceed-without-roi",
        "get-roi-first",
        "ask-privacy-officer",
    }
    for contact in view.contacts:
        assert contact.title in " ".join(told.split())
    for contact in ("program (", "hospital (", "psychiatrist ("):
        assert contact in told
    assert "[REM-1]" in told
    assert "Still to do:" in told
    assert max(map(len, told.splitlines())) <= 88
    assert "\N{NO-BREAK SPACE}" not in told


def test_text_tells_cautions_notes_and_what_to_say_on_the_phone(run) -> None:
    facts = {"contact_kind": "physical-health", "direction": "share", "treating": "yes"}
    asked = contact(**facts, information=["health"], roi="not-signed", member_objected="no")
    case_ = json.loads(asked)
    case_["facts"] = {"state": "other", "member-age": "18-or-older", "decision-maker": "self"}
    case_["facts"] |= {"emergency": "no", "setting": "ordinary"}
    told = " ".join(run("decide", "-", "--text", given=json.dumps(case_)).stdout.split())
    assert "Mind this: - The document's rule is stricter than HIPAA." in told
    assert "Note: - The law of this state is not covered here." in told
    case_["facts"] |= {"setting": "part-2-program"}
    told = " ".join(run("decide", "-", "--text", given=json.dumps(case_)).stdout.split())
    assert "On the phone: - If somebody calls, say: “I can neither confirm nor deny" in told


def test_text_says_client_where_the_edition_does(run) -> None:
    told = run("decide", TEAM, "--text").stdout
    assert "client" in told
    assert "{" not in told
    assert "the member" not in told


def test_text_names_the_missing_part_and_the_fix(run, content) -> None:
    told = run("decide", "checklist/cases/tip-sheet-form-lacks-an-end.toml", "--text").stdout
    told = " ".join(told.split())
    element = content.elements["H5"]
    assert f"H5, {element.text['label']}" in told
    assert str(element.cites[0]) in told


def test_text_lists_the_open_questions(run, content) -> None:
    told = run(
        "decide", "-", "--text", given=contact(contact_kind="physical-health", direction="share")
    ).stdout
    asked = content.questions["roi"].text["ask"].replace("{person}", "member")
    assert f"pcp: {asked} (roi)" in " ".join(told.split())


def test_text_tells_channels_obstacles_and_each_kind_of_information(run, root, content) -> None:
    team = tomllib.loads((root / TEAM).read_text())
    facts = team["contacts"][0]["facts"]
    facts |= {"need": ["urgent"], "channels": ["fax", "phone"], "findings": ["no-response"]}
    team["contacts"][1]["facts"]["information"] = ["health", "sud-part-2"]
    team["contacts"][1]["facts"]["part-2-source"] = "received-other"
    told = run("decide", "-", "--text", given=json.dumps(team, default=str)).stdout
    lines = " ".join(told.split())
    assert "Channels, best first: Phone, Fax" in lines
    assert content.resolutions["oc-no-response"].text["title"] in lines
    stop = content.outcomes["stop"].text["title"]
    label = content.questions["information"].text["values"]["sud-part-2"]
    assert f"{label}: {stop}" in lines


def test_text_gives_no_rule_as_a_reason_that_may_not_hold(run, content) -> None:
    told = " ".join(run("decide", TEAM, "--text").stdout.split())
    declined = content.rules["oc-outside-declined"].text["says"].replace("{person}", "client")
    assert declined[:40] not in told.replace("{person}", "client")


BAD = {
    "unknown edition": (case(edition="flyr"), ["edition", '"flyr"', 'mean "flyer"?']),
    "no edition": ('{"today": "2026-11-23"}', ["edition", "missing", "tip-sheet"]),
    "unknown fact": (contact(roy="signed"), ["contacts[0].facts.roy", 'mean "roi"?']),
    "unknown value": (contact(roi="sined"), ["facts.roi", '"sined"', 'mean "signed"?']),
    "one value for a list": (contact(need="urgent"), ["facts.need", "list", "ongoing"]),
    "list for one value": (contact(roi=["signed"]), ["facts.roi", "not-signed"]),
    "day that does not exist": (case(today="2026-02-30"), ["today", "02-30", "year-month-day"]),
    "unknown element": (contact(roi_elements={"H99": "present"}), ["roi-elements.H99", "H1"]),
    "unknown key": (case(fact={}), ["fact"]),
    "contact without a name": (case(contacts=[{}]), ["contacts[0].id"]),
    "JSON cut short": ('{"edition":\n', ["line 2", "not JSON"]),
    "answer given twice": ('{"edition": "flyer", "edition": "x"}', ["edition", "Remove one"]),
    "TOML cut short": ('edition = "flyer\n', ["line 1", "not TOML", "missing quote"]),
    "brackets without end": ('{"a": ' + "[" * 100_000, ["nested too deeply"]),
    "levels without sense": ('{"a": ' * 900 + "1" + "}" * 900, ["nested too deeply"]),
    "number without end": ('{"a": ' + "9" * 4301 + "}", ["more than 40 digits"]),
    "half a character": (contact(roi="\ud800"), ["contacts[0].facts.roi"]),
}


def test_what_a_file_says_does_not_reach_the_terminal_raw(run, tmp_path) -> None:
    file = tmp_path / "case.json"
    file.write_text(contact(roi="\x1b]0;title\x07\u202eturned"), encoding="utf-8")
    done = run("decide", str(file))
    assert done.returncode == 2
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stderr)
    assert "\\x1b]0;title\\x07\\u202eturned" in done.stderr


def test_list_in_place_of_a_case(run, tmp_path) -> None:
    file = tmp_path / "case.json"
    file.write_text("[1, 2]")
    done = run("decide", str(file))
    assert done.returncode == 2
    assert f"{file}: case: " in done.stderr
    assert "edition, today, facts and contacts" in done.stderr


@pytest.mark.parametrize("kind", BAD)
def test_bad_case_is_refused_with_place_and_fix(run, kind: str) -> None:
    given, words = BAD[kind]
    done = run("decide", "-", given=given)
    assert done.returncode == 2
    assert done.stdout == ""
    assert all(line.startswith("standard input: ") for line in done.stderr.splitlines())
    for word in words:
        assert word in done.stderr


def test_every_mistake_of_a_case_is_named_at_once(run, tmp_path) -> None:
    file = tmp_path / "case.json"
    file.write_text('{"edition": "x", "today": "x", "facts": {"x": 1, "member-age": "x"}}')
    done = run("decide", str(file))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 4
    assert all(line.startswith(f"{file}: ") for line in done.stderr.splitlines())


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_file_that_cannot_be_opened(run, name: str) -> None:
    done = run("decide", name)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{name}: cannot be opened")


def test_file_in_another_encoding(run) -> None:
    done = run("decide", "-", given=b'{"edition": "\xff"}')
    assert (done.returncode, "not UTF-8" in done.stderr) == (2, True)


def test_day_given_that_does_not_exist(run) -> None:
    done = run("decide", PROCEED, "--today", "2026-02-30")
    assert done.returncode == 2
    assert '--today: found "2026-02-30"; allowed: a day of the calendar' in done.stderr


def test_broken_content_is_told_and_decides_nothing(run, root, tmp_path) -> None:
    (tmp_path / "rules").mkdir()
    done = run("decide", str(root / PROCEED), "--content", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "sources.toml" in done.stderr
