"""Every link and every anchor within the site leads somewhere, and its HTML is valid."""

import json
import subprocess
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest

# Opened by the checklist's script once it runs; without it they do no harm.
OPENED = {"about", "release", "method", "records", "notify", "files"}

# What the theme writes and no template of ours touches: switches with completion turned off,
# labels of menus that are no controls, and an empty tabindex.
THEME = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "Bad value “” for attribute “tabindex” on element “label”",
    "The value of the “for” attribute of the “label” element must be the ID of a non-hidden form",
)


class Page(HTMLParser):
    """What a page links to, the places in it that can be linked to, and its ids in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [given[key] or "" for key in ("href", "src") if key in given]
        self.ids += [given[key] or "" for key in ("id", "name") if given.get(key)]


@pytest.fixture(scope="session")
def pages(site_dir: Path) -> dict[str, Page]:
    """Every page by its address below the site."""
    return {
        file.relative_to(site_dir).as_posix().removesuffix("index.html"): Page(file.read_text())
        for file in sorted(site_dir.rglob("*.html"))
    }


def test_links_and_anchors_lead_somewhere(pages: dict[str, Page], site_dir: Path) -> None:
    broken: dict[str, set[str]] = defaultdict(set)
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or (address == "404.html" and link.startswith("/")):
                continue
            path = normpath(join("/", address, unquote(parts.path)))[1:] if parts.path else address
            target = f"{path}/" if parts.path and (site_dir / path).is_dir() else path
            target = "" if target in (".", "./", "/") else target
            if target not in pages and not (site_dir / target).is_file():
                broken[link].add(address)
            elif parts.fragment and target in pages:
                known = {*pages[target].ids, *(OPENED if target == "checklist/" else ())}
                if unquote(parts.fragment) not in known:
                    broken[link].add(address)
    assert {link: sorted(where)[:3] for link, where in broken.items()} == {}


def test_html_is_valid(site_dir: Path, root: Path) -> None:
    jar = root / "checklist/web/node_modules/vnu-jar/build/dist/vnu.jar"
    found = subprocess.run([root / "tests/find-java"], check=True, capture_output=True, text=True)
    command = [
        found.stdout.strip(),
        "-jar",
        str(jar),
        "--format",
        "json",
        "--skip-non-html",
        "--errors-only",
    ]
    done = subprocess.run([*command, str(site_dir)], capture_output=True, text=True, timeout=600)
    wrong = {
        (message["message"], message["url"].rpartition("/site/")[2])
        for message in json.loads(done.stderr)["messages"]
        if not message["message"].startswith(THEME)
    }
    assert sorted(wrong)[:20] == []
