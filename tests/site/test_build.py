"""A mistake in a page or in the content stops the build and is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordguide.model import Content
from coordguide.site.pages.citations import UnknownSource, link_citations
from coordguide.site.pages.page_context import PageContext

Build = Callable[[Path], Any]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("So it is said [@NO-99].", "[@NO-99] names no statement"),
        ("<!-- coordguide:statements edition=nowhere -->", "edition=nowhere"),
        ("<!-- coordguide:no-such-part -->", "no-such-part"),
    ],
)
def test_a_mistake_in_a_page_stops_the_build(
    checkout: Path, build: Build, line: str, said: str
) -> None:
    add(checkout, line)
    done = build(checkout)
    assert done.returncode == 1
    assert said in done.stderr
    assert "index.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_each_link_that_leads_nowhere_is_named_and_stops_the_build(
    checkout: Path, build: Build
) -> None:
    add(checkout, "[there](sources/index.md#no-such-anchor) [there](no-such-page.md)")
    done = build(checkout)
    assert done.returncode == 1
    warnings = [line for line in done.stderr.splitlines() if line.startswith("WARNING")]
    for missing in ("#no-such-anchor", "no-such-page.md"):
        (said,) = (line for line in warnings if missing in line)
        assert "'index.md'" in said
    assert "Traceback" not in done.stderr


def add(checkout: Path, line: str) -> None:
    page = checkout / "docs/index.md"
    page.write_text(page.read_text("utf-8") + f"\n\n{line}\n", "utf-8")


def test_a_mistake_in_the_content_stops_the_build(checkout: Path, build: Build) -> None:
    (checkout / "checklist/content/statements/con-1.toml").write_text(
        'id = "CON-1"\ntopic = ', "utf-8"
    )
    done = build(checkout)
    assert done.returncode == 1
    assert "statements/con-1.toml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("page", "written", "linked"),
    [
        ("index.md", "Sign [@CON-1].", "Sign [CON-1](sources/index.md#CON-1){ .cite }."),
        ("guide/release.md", "[@CON-1]", "[CON-1](../sources/index.md#CON-1){ .cite }"),
        ("sources/index.md", "[@CON-1]", "[CON-1](index.md#CON-1){ .cite }"),
        (
            "index.md",
            "[@45-cfr-164-508 (c)(1)]",
            "[45 CFR 164.508(c)(1)](sources/index.md#45-cfr-164-508){ .cite }",
        ),
        ("index.md", "Write `[@CON-1]`.", "Write `[@CON-1]`."),
        ("index.md", "```\n[@NO-1]\n```\n", "```\n[@NO-1]\n```\n"),
        ("index.md", "mail@CON-1 [x@y]", "mail@CON-1 [x@y]"),
    ],
)
def test_citations_become_links(content: Content, page: str, written: str, linked: str) -> None:
    assert link_citations(written, PageContext(content, page, "")) == linked


def test_a_page_of_one_edition_cites_no_other(content: Content) -> None:
    place = PageContext(content, "a.md", "", content.editions["flyer"])
    with pytest.raises(UnknownSource, match=r"line 1: \[@REM-1\] .* flyer does not carry REM-1"):
        link_citations("[@REM-1]", place)


def test_an_unknown_citation_names_its_line(content: Content) -> None:
    with pytest.raises(UnknownSource, match=r"docs/a\.md, line 3: \[@XYZ-1\]"):
        link_citations("one\n\n[@XYZ-1]", PageContext(content, "a.md", ""))
