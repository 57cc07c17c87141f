"""Whatever somebody reads on screen or paper is found in the file where it is written.

Words are taken where people meet them (compiled, filled in, called, rendered),
not as the search itself gathers them.
"""

from __future__ import annotations

import html
import json
import random
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest

from coordguide.authoring.practice import load_practice
from coordguide.authoring.tracing import Traces
from coordguide.model import KINDS, Content

NOT_SHOWN = ("id", "cites", "when", "applies", "gives", "kind", "link", "sha256", "digest", "case")
NAME = "Bluemesa"  # what is filled in where a page would fill in something
UNSEEN = ("script", "style", "head", "svg", "title")
INLINE = ("a", "abbr", "b", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup")


class Blocks(HTMLParser):
    """The text of a page, block by block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found = [""]
        self._unseen = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._unseen += tag in UNSEEN
        if tag not in INLINE:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        if tag not in INLINE:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found[-1] += data


def blocks(page: str) -> list[str]:
    found = (" ".join(block.split()) for block in Blocks(page).found)
    return [block for block in found if len(re.findall(r"\b[A-Za-z]{2,}\b", block)) > 2]


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_SHOWN:
                yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)


@pytest.fixture(scope="module")
def traces(root: Path) -> Traces:
    return Traces(root / "checklist" / "content")


def missing(traces: Traces, words: str, file: str) -> str:
    """Say so where words are not found in the file they are written in."""
    found = {passage.file for passage in traces.find(words)}
    return "" if any(one.endswith(file) for one in found) else f"{file}: {words} ({sorted(found)})"


def test_every_sentence_of_the_content(
    traces: Traces, bundle: dict[str, Any], content: Content
) -> None:
    wrong = []
    editions = list(content.editions.values())
    for kind in KINDS:
        for number, record in enumerate(bundle[kind]):
            terms = editions[number % len(editions)].terms
            for words in leaves(record):
                for block in blocks(words) or [words]:
                    shown = re.sub(r"\{(person|people|plan)\}", lambda t, w=terms: w[t[1]], block)
                    file = f"{kind}/{record['id'].lower()}.toml"
                    wrong.append(missing(traces, html.unescape(shown), file))
    assert "\n".join(filter(None, wrong)) == ""


def test_a_text_that_is_the_words_comes_first(traces: Traces) -> None:
    first, *others = traces.find("Have an authorization signed.")
    assert first.text == "Have an authorization signed."
    assert others, "others hold these words among more"


def test_every_sentence_of_practice(traces: Traces, root: Path, bundle: dict[str, Any]) -> None:
    practice = load_practice(root / "checklist" / "content", bundle)
    wrong = []
    for record in (*practice["cases"], *practice["courses"]):
        own = {key: value for key, value in record.items() if key not in ("known", "facts")}
        for words in leaves(own):
            wrong += [missing(traces, block, f"{record['id']}.toml") for block in blocks(words)]
    assert "\n".join(filter(None, wrong)) == ""


def test_every_word_of_the_scripts(traces: Traces, root: Path, tmp_path: Path) -> None:
    """Each text is called with what a page would put into it, by the engine of a browser."""
    files = sorted((root / "checklist" / "web" / "words").glob("*.*"))
    assert len(files) > 3
    wrong = []
    esbuild = root / "checklist" / "web" / "node_modules" / ".bin" / "esbuild"
    for file in files:
        plain = tmp_path / f"{file.stem}.mjs"
        make = [esbuild, file, "--format=esm", "--log-level=error", f"--outfile={plain}"]
        subprocess.run(make, check=True)
        spoken = subprocess.run(
            ["node", "--input-type=module", "--eval", SPEAK, plain.as_uri()],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        said = json.loads(spoken.stdout)
        assert len(said) > 3, file
        shared = "checklist_page.py"
        for words in said:
            if len(re.findall(r"\b[A-Za-z]{2,}\b", words)) > 2:
                found = {Path(passage.file).name for passage in traces.find(words)}
                wrong += [] if found & {file.name, shared} else [f"{file.name}: {words}"]
    assert "\n".join(wrong) == ""


SPEAK = """
const page = { steps: {}, layers: {}, regimes: {}, page: {} };
globalThis.document = { querySelector: () => ({ textContent: JSON.stringify(page) }) };
const said = [];
const one = new Proxy({}, { get: (_, key) => key === Symbol.toPrimitive ? () => "7" : "7" });
function speak(value, depth) {
  if (typeof value === "string") said.push(value);
  else if (typeof value === "function") {
    for (const given of [["7", "8", "9"], [1, 2, 3], [one, one, one], [["7"], ["8"], ["9"]]]) {
      try { speak(value(...given), depth + 1); } catch { /* it wants something else */ }
    }
  } else if (value && typeof value === "object" && depth < 5)
    for (const inner of Object.values(value)) speak(inner, depth + 1);
}
for (const value of Object.values(await import(process.argv[1]))) speak(value, 0);
console.log(JSON.stringify([...new Set(said)]));
"""


def test_every_sentence_of_the_templates(traces: Traces, root: Path) -> None:
    wrong = []
    for file in sorted((root / "src/coordguide/site/pages/templates").glob("*.html")):
        shown = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)
        for block in blocks(re.sub(r"\{\{.*?\}\}", f" {NAME} ", shown, flags=re.DOTALL)):
            if len(re.findall(r"\b[A-Za-z]{2,}\b", block.replace(NAME, ""))) > 2:
                wrong.append(missing(traces, block, file.name))
    assert "\n".join(filter(None, wrong)) == ""


def test_every_sentence_of_the_guide(traces: Traces, root: Path) -> None:
    wrong = []
    for file in sorted((root / "docs").rglob("*.md")):
        written = re.sub(r"\A---\n.*?\n---\n|<!--.*?-->|\s*\[@[^\]]*\]", "",
                         file.read_text("utf-8"), flags=re.DOTALL)  # fmt: skip
        written = re.sub(r"\{\s*[.#:][^}\n]*\}", "", written.replace("{person}", "client"))
        for block in blocks(markdown.markdown(written, extensions=["tables", "fenced_code"])):
            if "<" not in block:  # an example of code is no sentence
                wrong.append(missing(traces, block, file.relative_to(root).as_posix()))
    assert "\n".join(filter(None, wrong)) == ""


def test_messages_of_the_command_line(traces: Traces) -> None:
    for words, file in {
        "List the documents a case calls for, or write one of them.": "cli/documents.py",
        "trace: found no words; allowed: words as they are read": "cli/main.py",
        '"xyzzy" was not found; try fewer words': "cli/main.py",
    }.items():
        assert missing(traces, words, file) == ""


def test_a_sample_of_the_built_pages(traces: Traces, site_dir: Path) -> None:
    """What stands on pages as built is found, whatever filled it in."""
    # The pages on the architecture and the vocabulary list names and ids, not sentences.
    lists = ("architecture", "vocabulary")
    pages = [p for p in sorted(site_dir.rglob("index.html")) if p.parent.name not in lists]
    some = random.Random(7).sample(pages, 40)
    wrong = []
    for page in some:
        written = re.sub(r'<a class="cite".*?</a>', "", page.read_text("utf-8"))
        article = re.search(r"<article.*?</article>", written, re.DOTALL)
        every = blocks(article[0]) if article else []
        for block in random.Random(page.name).sample(every, min(8, len(every))):
            if not traces.find(block):
                wrong.append(f"{page.parent.name}: {block}")
    assert "\n".join(wrong) == ""
