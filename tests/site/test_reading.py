"""How hard a page is to read, measured by a known formula."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import textstat
from mkdocs.utils import meta

MEMBERS = 8.0
PROVIDERS = 12.0
SHORT = 5  # words; shorter lines are labels and would flatter a page
SKIPPED = {"table", "h1", "h2", "h3", "nav", "footer", "figure", "script", "style", "title", "code"}
BLOCKS = {"p", "li", "dd", "dt", "div", "ul", "ol", "summary"}


class Prose(HTMLParser):
    """The sentences of a page's own text, without tables, menus, citations and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._article = 0
        self._skip: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if tag == "article":
            self._article += 1
        named = tag in SKIPPED or re.search(
            r"\b(cite|who-says|headerlink|also|edition-bar)\b", classes
        )
        if (self._skip and tag == self._skip[-1].split()[0]) or (not self._skip and named):
            self._skip.append(tag)
        if tag in BLOCKS:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._skip and tag == self._skip[-1]:
            self._skip.pop()
        if tag == "article":
            self._article -= 1
        if tag in BLOCKS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._article and not self._skip:
            self.text.append(data)


def sentences(page: str) -> str:
    reader = Prose()
    reader.feed(page)
    lines = (" ".join(line.split()) for line in "".join(reader.text).split("\n"))
    # A list item is read as a sentence even where no full stop ends it.
    long = [line for line in lines if len(line.split()) >= SHORT]
    return " ".join(line if line[-1] in ".?!" else line.rstrip(":;,") + "." for line in long)


def grade(page: str) -> float:
    return textstat.flesch_kincaid_grade(sentences(page))


def pages(root: Path) -> list[str]:
    files = sorted((root / "docs").rglob("*.md"))
    names = [file.relative_to(root / "docs").as_posix() for file in files]
    return [name for name in names if not name.startswith(("contribute/", "decisions/"))]


def built(site: Path, name: str) -> str:
    folder = name.removesuffix(".md").removesuffix("index")
    return (site / folder / "index.html").read_text("utf-8")


def test_pages_can_be_read(root: Path, site_dir: Path) -> None:
    hard: dict[str, Any] = {}
    for name in pages(root):
        _, header = meta.get_data((root / "docs" / name).read_text("utf-8"))
        limit = MEMBERS if header.get("readers") == "members" else PROVIDERS
        found = grade(built(site_dir, name))
        if found > limit:
            hard[name] = f"grade {found:.1f}, at most {limit:.0f}"
    assert hard == {}


def test_pages_of_an_edition_can_be_read(content: Any, site_dir: Path) -> None:
    hard = {}
    for slug in content.editions:
        for file in sorted((site_dir / "editions" / slug).rglob("index.html")):
            name = file.parent.relative_to(site_dir).as_posix()
            limit = MEMBERS if name.endswith("/members") else PROVIDERS
            found = grade(file.read_text("utf-8"))
            if found > limit:
                hard[name] = f"grade {found:.1f}, at most {limit:.0f}"
    assert hard == {}


def test_the_formula_tells_hard_from_easy() -> None:
    easy = "<article><p>You can say no. Tell your team.</p></article>"
    hard = (
        "<article><p>Notwithstanding preceding authorizations, interdisciplinary coordination "
        "necessitates comprehensive documentation of individualized considerations.</p></article>"
    )
    assert grade(easy) < 4 < 16 < grade(hard)
