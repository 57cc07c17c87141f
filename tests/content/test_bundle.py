"""What a content in order compiles to."""

from __future__ import annotations

import hashlib
import json

from every_edition import EDITIONS

from coordguide.authoring import load
from coordguide.authoring.markup import render
from coordguide.model import KINDS, Content


def test_bundle_holds_version_hash_and_every_kind(tree) -> None:
    bundle = load(tree.root)
    assert list(bundle) == ["version", "sha256", *KINDS]
    assert bundle["version"] == "2026.11"
    assert json.loads(json.dumps(bundle)) == bundle


def test_hash_is_over_the_canonical_json_of_the_kinds(tree) -> None:
    bundle = load(tree.root)
    kinds = {kind: bundle[kind] for kind in KINDS}
    text = json.dumps(kinds, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert bundle["sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_hash_is_the_same_again_and_another_after_a_change(tree) -> None:
    before = load(tree.root)["sha256"]
    assert load(tree.root)["sha256"] == before
    tree.replace("rules/no-release.toml", "asks for", "wants")
    assert load(tree.root)["sha256"] != before


def test_records_stand_by_order_then_id(tree) -> None:
    bundle = load(tree.root)
    assert [record["id"] for record in bundle["editions"]] == ["flyer", "county"]
    assert [record["id"] for record in bundle["rules"]] == [
        "no-release",
        "same-plan",
        "tell-member",
    ]


def test_markdown_becomes_html_and_sentences_stay(tree) -> None:
    bundle = load(tree.root)
    age = next(record for record in bundle["questions"] if record["id"] == "member-age")
    assert age["text"]["help"] == "<p>Count <em>full</em> years.</p>"
    assert age["text"]["ask"] == "How old is the {person}?"
    assert "<li>It names <em>no publisher</em>.</li>" in bundle["editions"][0]["text"]["differs"]


def test_sign_that_is_no_tag_is_escaped_in_markdown(tree) -> None:
    tree.replace("questions/member-age.toml", "*full*", "1 < 2 & 3")
    age = next(r for r in load(tree.root)["questions"] if r["id"] == "member-age")
    assert age["text"]["help"] == "<p>Count 1 &lt; 2 &amp; 3 years.</p>"


def test_raw_html_that_slipped_by_is_shown_not_run() -> None:
    assert render("a <b>b</b>") == "<p>a &lt;b&gt;b&lt;/b&gt;</p>"
    assert "<script" not in render("<script>\nalert(1)\n</script>")


def test_engine_reads_the_bundle(tree) -> None:
    content = Content.from_bundle(load(tree.root))
    assert set(content.rules) == {"no-release", "same-plan", "tell-member"}
    assert str(content.rules["no-release"].cites[1]) == "45-cfr-164-508 (b)"


def test_real_content_is_in_order(bundle, content) -> None:
    assert all(bundle[kind] for kind in KINDS)
    assert tuple(content.editions) == EDITIONS
    assert EDITIONS[:2] == ("flyer", "arizona-complete-health")
