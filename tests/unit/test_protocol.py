"""Messages: JSON in, JSON out, and a reply to whatever comes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordguide.model import Content
from coordguide.protocol import handle, requests
from coordguide.protocol.strictjson import MOST_LEVELS

Ask = Callable[..., dict]


def strict(text: str) -> dict[str, Any]:
    """Read a reply as a browser does: standard JSON only, and text that can be sent."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    text.encode("utf-8")
    return json.loads(text, parse_constant=refuse)


def ask(type: Any, **parts: Any) -> dict[str, Any]:
    """Send one request and read its reply."""
    return strict(handle(json.dumps({"v": 1, "id": 7, "type": type, **parts})))


@pytest.fixture
def empty() -> Iterator[None]:
    """Start without content, and leave none behind."""
    requests._loaded.clear()
    yield
    requests._loaded.clear()


@pytest.fixture
def loaded(empty: None, tiny_bundle: dict) -> None:
    """Start with the tiny content loaded."""
    assert ask("load", content=tiny_bundle)["type"] == "result"


class TestLoad:
    def test_says_what_was_loaded(self, empty: None, tiny_bundle: dict) -> None:
        """The page learns the engine, the content's version and the editions."""
        reply = ask("load", content=tiny_bundle)
        assert reply["type"] == "result"
        assert reply["reviewed-until"] == ""
        assert reply["content"] == {"version": "1", "sha256": tiny_bundle["sha256"]}
        assert reply["editions"] == [
            {"id": "plan-a", "title": "Plan A", "state": "AZ"},
            {"id": "plan-b", "title": "Plan B", "state": ""},
        ]

    @pytest.mark.parametrize(
        "change",
        [
            {"statements": None},
            {"statements": [1]},
            {"statements": ["x"]},
            {"statements": [{"text": {}}]},
            {"statements": [{"id": "x", "cites": [1]}]},
            {"statements": [{"id": "x", "cites": 1}]},
            {"statements": [{"id": ["x"]}]},
            {"statements": [{"id": "x", "unknown-field": 1}]},
            {"editions": [{"id": "x", "text": {}}]},
            {"editions": [{"id": "x", "text": None}]},
            {"editions": [{"id": "x", "text": "Title"}]},
        ],
        ids=repr,
    )
    def test_bad_content(self, change: dict, loaded: None, tiny_bundle: dict) -> None:
        """Content that was not made by the build is refused, and the last good one stays."""
        assert ask("load", content=tiny_bundle | change)["code"] == "bad-content"
        assert ask("evaluate", case=CASE)["type"] == "result"

    @pytest.mark.parametrize("content", [None, [], "x", 1, {}, {"version": "1"}], ids=repr)
    def test_no_content(self, content: Any, empty: None) -> None:
        """Anything but a bundle is refused, and nothing counts as loaded."""
        assert ask("load", content=content)["code"] == "bad-content"
        assert ask("evaluate", case=CASE)["code"] == "not-loaded"


CASE = {
    "edition": "plan-a",
    "today": "2026-11-23",
    "facts": {"age": "adult"},
    "contacts": [{"id": "pcp", "facts": {"roi": "not-signed", "contact-kind": "clinic"}}],
}


class TestEvaluate:
    def test_view_and_questions(self, loaded: None) -> None:
        """A case is answered with its view and the questions now on screen."""
        reply = ask("evaluate", case=CASE)
        assert reply["type"] == "result"
        assert reply["view"]["contacts"][0]["id"] == "pcp"
        assert reply["ask"][0] == {
            "contact": None,
            "step": "about",
            "question": "age",
            "section": "start",
            "done": True,
            "cites": ["CON-1"],
        }
        assert reply["reminders"] == 0
        assert "catalogue" not in reply

    def test_catalogue_when_asked(self, loaded: None) -> None:
        """The words of an edition are sent when the page wants them, its terms filled in."""
        words = ask("evaluate", case=CASE, catalogue=True)["catalogue"]
        assert words["edition"]["terms"]["person"] == "member"
        assert words["questions"]["roi"]["ask"] == "roi, member?"
        assert words["questions"]["roi"]["values"][0] == {
            "value": "signed",
            "label": "SIGNED",
            "alone": False,
        }
        assert words["elements"]["H9"]["duty"] is True
        assert words["citations"]["CON-1"]["title"] == "Get a release."
        assert words["citations"]["law-unread"]["verified"] is False
        assert "private-notes" not in words["records"]
        assert "{person}" not in json.dumps(words)

    def test_catalogue_speaks_the_editions_words(self, loaded: None) -> None:
        """Another edition has its own terms, its own questions and its own variants."""
        case = CASE | {"edition": "plan-b"}
        words = ask("evaluate", case=case, catalogue=True)["catalogue"]
        assert words["questions"]["roi"]["ask"] == "roi, client?"
        assert "state" in words["questions"]
        assert words["citations"]["CON-1"]["title"] == "Get a release, says B."

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"edition": "x"}, {"contact": None, "fact": None, "key": "edition"}),
            ({"facts": {"age": "x"}}, {"contact": None, "fact": "age", "key": "facts.age"}),
            (
                {"contacts": [{"id": "pcp", "facts": {"roi-signed-on": "2026-02-30"}}]},
                {
                    "contact": "pcp",
                    "fact": "roi-signed-on",
                    "key": "contacts[0].facts.roi-signed-on",
                },
            ),
        ],
        ids=repr,
    )
    def test_bad_case_says_where(self, change: dict, where: dict, loaded: None) -> None:
        """The page can mark the field, say what was found and what is allowed."""
        reply = ask("evaluate", case=CASE | change)
        assert (reply["type"], reply["code"], reply["where"]) == ("error", "bad-case", where)
        assert {"message", "found", "allowed"} <= set(reply)

    def test_contacts_the_page_has_are_named_only(self, loaded: None) -> None:
        """Only the contact that changed is sent again, and only to who has the answer before."""
        two = CASE | {"contacts": [CASE["contacts"][0], {"id": "other", "facts": {}}]}
        first = ask("evaluate", case=two)["view"]["contacts"]
        two["contacts"][1] = {"id": "other", "facts": {"roi": "not-signed"}}
        same, changed = ask("evaluate", case=two, have=7)["view"]["contacts"]
        assert same == {"id": "pcp", "unchanged": True}
        assert changed["id"] == "other"
        assert changed["roi"] != first[1]["roi"]
        for have in (None, 6):
            assert ask("evaluate", case=two, have=have)["view"]["contacts"][0] == first[0]
        nameless = json.dumps({"v": 1, "type": "evaluate", "case": two})
        for _ in range(2):
            assert strict(handle(nameless))["view"]["contacts"][0] == first[0]

    def test_no_answer_stays_between_messages(self, loaded: None) -> None:
        """What was said in one message is not known in the next."""
        first = ask("evaluate", case=CASE)
        ask("evaluate", case=CASE | {"facts": {}, "contacts": []})
        assert ask("evaluate", case=CASE) == first

    @pytest.mark.parametrize("today", ["9999-12-31", "0001-01-01", "2028-02-29"])
    def test_at_the_ends_of_the_calendar(self, today: str, loaded: None) -> None:
        """No day of the calendar is one too many."""
        facts = {
            "roi": "signed",
            "roi-signed-on": today,
            "roi-expiry-kind": "date",
            "roi-expires-on": today,
            "records-requested": [{"kind": "diagnoses", "asked-on": today, "attempts": 99}],
        }
        case = CASE | {"today": today, "contacts": [{"id": "pcp", "facts": facts}]}
        assert ask("evaluate", case=case)["type"] == "result"


class TestDocument:
    def test_chart_note(self, loaded: None) -> None:
        """The note comes as blocks to show and as text to paste."""
        reply = ask("document", case=CASE, document="chart-note")
        assert reply["type"] == "result"
        title = {"kind": "heading", "level": 1, "text": "Note", "cites": []}
        assert reply["blocks"][0] == title
        assert reply["text"][0]["text"].startswith("NOTE\n\nmember, Nov ")
        assert reply["html"][0]["text"].startswith("<article><h1>Note</h1>")
        assert (reply["title"], reply["size"]) == ("Note", 0)

    def test_papers_of_a_case(self, loaded: None) -> None:
        """The papers that help now are listed by id, contact and step."""
        (paper,) = ask("documents", case=CASE)["documents"]
        assert (paper["id"], paper["contact"], paper["step"]) == ("chart-note", None, "notify")

    @pytest.mark.parametrize("name", ["letter", None, 1, ["chart-note"], {}], ids=repr)
    def test_unknown_document(self, name: Any, loaded: None) -> None:
        """A paper that does not exist is refused by name."""
        reply = ask("document", case=CASE, document=name)
        assert reply["code"] == "unknown-document"

    def test_bad_case(self, loaded: None) -> None:
        """No paper is made of a case that cannot be read."""
        assert ask("document", case={}, document="chart-note")["code"] == "bad-case"


class TestTakingAway:
    @pytest.mark.parametrize(
        ("form", "begins"),
        [("ics", "BEGIN:VCALENDAR"), ("csv", '"edition"'), ("audit", '"edition"'), ("json", "{")],
    )
    def test_forms(self, form: str, begins: str, loaded: None) -> None:
        """A case is taken away as reminders, a table, an audit or JSON."""
        assert ask("take", case=CASE, **{"as": form})["text"].startswith(begins)

    @pytest.mark.parametrize("form", ["pdf", None, 1, ["ics"], {}], ids=repr)
    def test_unknown_form(self, form: Any, loaded: None) -> None:
        """Another form is refused by name."""
        assert ask("take", case=CASE, **{"as": form})["code"] == "unknown-form"

    def test_saved_and_replayed(self, loaded: None) -> None:
        """What was saved comes back with its label and key, and as the same answer."""
        saved = ask("save", case=CASE, label="File 12", key="k3y")["text"]
        opened = ask("replay", file=saved)
        assert (opened["same"], opened["label"], opened["key"]) == (True, "File 12", "k3y")
        assert opened["case"]["edition"] == CASE["edition"]
        assert opened["saved"] == opened["now"]

    def test_odd_labels_and_keys(self, loaded: None) -> None:
        """A label is cut to its length; a key that could tell something is dropped."""
        saved = ask("save", case=CASE, label="x" * 40, key="Jane Doe")["text"]
        opened = ask("replay", file=saved)
        assert (opened["label"], opened["key"]) == ("x" * 20, "")

    @pytest.mark.parametrize("file", [None, 1, {}, "", "{}"], ids=repr)
    def test_a_file_that_is_none(self, file: Any, loaded: None) -> None:
        """What is no saved case is refused, and the loaded content stays."""
        assert ask("replay", file=file)["code"] == "not-a-case"
        assert ask("evaluate", case=CASE)["type"] == "result"


class TestRefusals:
    @pytest.mark.parametrize("type", ["load-more", "", None, 1, [], {}, ["evaluate"]], ids=repr)
    def test_unknown_type(self, type: Any, loaded: None) -> None:
        """A message of another kind is refused in words."""
        reply = ask(type)
        assert (reply["type"], reply["code"]) == ("error", "unknown-type")
        assert reply["message"].endswith(".")

    @pytest.mark.parametrize("version", [0, 2, "1", None, [1]], ids=repr)
    def test_wrong_version(self, version: Any, loaded: None) -> None:
        """A page of another version is told to reload."""
        reply = strict(handle(json.dumps({"v": version, "id": 7, "type": "evaluate"})))
        assert (reply["code"], reply["id"], reply["v"]) == ("wrong-version", 7, 1)

    @pytest.mark.parametrize("message", [None, [], "evaluate", 1, True], ids=repr)
    def test_no_table(self, message: Any, loaded: None) -> None:
        """A message that is no table has no version and no id."""
        reply = strict(handle(json.dumps(message)))
        assert (reply["code"], reply["id"]) == ("wrong-version", None)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "evaluate",
            '{"v":1,"id":NaN,"type":"evaluate"}',
            '{"v":1,"id":1,"type":"evaluate","case":-Infinity}',
            '{"v":1,"id":1,"type":"evaluate","case":1e999}',
            '{"v":1,"id":1,"case":' + "9" * 5000 + "}",
            "[" * 100_000,
            '{"v":1,"id":1,"case":"[[[[","x":' + '{"y":' * (MOST_LEVELS + 1),
            '{"v":1,"id":1,"type":"evaluate","case":' + "[" * MOST_LEVELS + "]" * MOST_LEVELS + "}",
        ],
        ids=lambda text: repr(text[:50]),
    )
    def test_no_json(self, text: str, loaded: None) -> None:
        """Text that is not JSON of a sane size and shape is refused."""
        assert strict(handle(text))["code"] == "not-json"

    def test_not_loaded(self, empty: None) -> None:
        """Before the content is there, no case is answered."""
        assert ask("evaluate", case=CASE)["code"] == "not-loaded"
        assert ask("document", case=CASE, document="chart-note")["code"] == "not-loaded"

    def test_text_that_cannot_be_sent_is_escaped(self, loaded: None) -> None:
        """Half a character in a request does not spoil the reply."""
        reply = strict(handle('{"v":1,"id":1,"type":"evaluate","case":{"\\ud800":1}}'))
        assert (reply["code"], reply["where"]["key"]) == ("bad-case", "\ud800")

    def test_broken_engine_still_replies(self, empty: None, tiny_bundle: dict) -> None:
        """Content that passes loading and lacks words fails in words, with the request's id."""
        ask("load", content=tiny_bundle | {"outcomes": []})
        reply = ask("evaluate", case=CASE)
        assert (reply["type"], reply["code"], reply["id"]) == ("error", "failed", 7)
        assert "Your answers are kept" in reply["message"]


class TestIdentity:
    @pytest.mark.parametrize("identity", [0, 1, 2**60, "a", None, 1.5], ids=repr)
    @pytest.mark.parametrize("type", ["evaluate", "nothing"])
    def test_every_reply_repeats_the_id(self, type: str, identity: Any, loaded: None) -> None:
        """The page finds the question that a reply belongs to, also where it failed."""
        message = {"v": 1, "id": identity, "type": type, "case": CASE}
        assert strict(handle(json.dumps(message)))["id"] == identity


NUMBERS = st.integers() | st.floats()
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
"""Any JSON value, and the numbers that JSON does not have."""


@pytest.fixture(scope="module")
def real(bundle: dict[str, Any]) -> Iterator[None]:
    """The real content, loaded for a whole module's garbage."""
    ask("load", content=bundle)
    yield
    requests._loaded.clear()


def like(content: Content, data: st.DataObject) -> dict[str, Any]:
    """Draw a case of the right shape with anything at all for answers."""

    def facts(scope: str) -> dict[str, Any]:
        names = [q.id for q in content.questions.values() if q.scope == scope]
        return data.draw(st.dictionaries(st.sampled_from(names), JSON, max_size=3))

    return {
        "edition": data.draw(st.sampled_from(list(content.editions)) | JSON),
        "today": data.draw(st.dates().map(str) | JSON),
        "facts": facts("case"),
        "contacts": [{"id": "a", "facts": facts("contact")}],
    }


class TestGarbage:
    """Whatever is sent, a valid reply comes back; only what is broken inside may say "failed"."""

    @given(message=JSON)
    def test_any_message(self, message: Any) -> None:
        """Any JSON value is answered with an error in words."""
        reply = strict(handle(json.dumps(message)))
        assert (reply["type"], reply["v"]) == ("error", 1)
        assert reply["code"] != "failed"

    @given(text=st.text())
    def test_any_text(self, text: str) -> None:
        """Any text at all is answered."""
        assert strict(handle(text))["type"] == "error"

    @given(type=st.sampled_from(["evaluate", "document", "explain", "replay"]), parts=JSON)
    def test_any_parts(self, type: str, parts: Any, real: None) -> None:
        """A request of a known type with anything in it is answered."""
        extra = parts if isinstance(parts, dict) else {"case": parts}
        reply = strict(handle(json.dumps({**extra, "v": 1, "id": 7, "type": type})))
        assert reply["code"] != "failed"

    @given(content=JSON)
    def test_any_content(self, content: Any) -> None:
        """Anything sent as content is refused."""
        assert ask_any("load", content=content) in ("bad-content", "not-json")

    @given(data=st.data(), type=st.sampled_from(["evaluate", "document"]))
    def test_any_answers(
        self, data: st.DataObject, type: str, content: Content, real: None
    ) -> None:
        """A case with any answers is answered or refused with a place, never lost."""
        more = {"evaluate": {"catalogue": True}, "document": {"document": "chart-note"}}
        parts = {"case": like(content, data), **more[type]}
        assert ask_any(type, **parts) in ("result", "bad-case", "not-json")


def ask_any(type: str, **parts: Any) -> str:
    """Send a request that may not even be JSON; return what came of it."""
    reply = strict(handle(json.dumps({"v": 1, "id": 7, "type": type, **parts})))
    return reply.get("code", reply["type"])
