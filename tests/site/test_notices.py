"""What others made is named, with its license, in each thing handed on, and nothing else is.

The list is held from both sides: each part shows in the files of the site, and what these files
say they are made of is on the list.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest

from coordguide.site.bundle.scripts import EARLY, PAGES, SCHEME, WORD_PROCESSOR, WORKER
from coordguide.site.notices import parts, texts, written
from coordguide.site.notices.parts import Part

PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")

# What Python's modules in C carry with them; the others are Python's own.
CARRIED = {
    "_blake2": "blake2",
    "_bz2": "bzip2",
    "_ctypes": "libffi",
    "_decimal": "libmpdec",
    "_elementtree": "expat",
    "_md5": "hacl-star",
    "_pyodide_core": "pyodide",
    "_sha1": "hacl-star",
    "_sha2": "hacl-star",
    "_sha3": "hacl-star",
    "pyexpat": "expat",
    "unicodedata": "unicode-character-database",
    "zlib": "zlib",
}
PYTHONS_OWN = """
_abc _ast _asyncio _bisect _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr
_codecs_tw _collections _contextvars _csv _datetime _functools _heapq _imp _io _json _locale _lsprof
_multibytecodec _opcode _operator _pickle _posixsubprocess _queue _random _signal _socket _sre _stat
_statistics _string _struct _suggestions _symtable _sysconfig _thread _tokenize _tracemalloc _typing
_warnings _weakref _zoneinfo array atexit binascii cmath errno faulthandler gc itertools math mmap
posix select time
"""
HOLDER = re.compile(rb"[Cc]opyright (?:\(c\) )?[\d-]+ (?:by )?([A-Z][\w.-]+(?: [A-Za-z]+)*)")
DRAWN_BY_US = re.compile(r"M[\d.]+ [\d.]+L")


@pytest.fixture(scope="session")
def others(root: Path, site_dir: Path) -> dict[str, Part]:
    """The parts as they are found in the built site, by name."""
    return {part.name: part for part in parts.find(root, parts.folder(site_dir))}


@pytest.fixture(scope="session")
def runtime(site_dir: Path) -> bytes:
    (file,) = site_dir.glob("assets/coordguide/*/pyodide.asm.wasm")
    return file.read_bytes()


@pytest.fixture(scope="session")
def notices(site_dir: Path) -> str:
    return (site_dir / "NOTICES.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def maps(site_dir: Path) -> list[dict[str, list[str]]]:
    """What the theme says its scripts and styles are made of."""
    return [json.loads(file.read_bytes()) for file in sorted(site_dir.rglob("*.map"))]


def made_of(root: Path, name: str) -> Iterator[str]:
    """Yield what the bundler put into one of our scripts."""
    told = json.loads((root / f"build/scripts/{name}.made-of.json").read_text("utf-8"))
    for output in told["outputs"].values():
        yield from (path for path, one in output["inputs"].items() if one["bytesInOutput"])


def packages(paths: Iterator[str] | list[str]) -> set[str]:
    return {found[1] for found in map(PACKAGE.search, paths) if found}


def test_each_part_on_the_list_is_in_the_site(others: dict[str, Part], site_dir: Path) -> None:
    assert list(others) == [entry["name"] for entry in parts.listed()["parts"]]
    for part in others.values():
        assert part.found
        assert all((site_dir / path).is_file() for path in part.found)
        assert not part.inside or part.inside in others


def test_what_our_scripts_are_made_of_is_on_the_list(root: Path, others: dict[str, Part]) -> None:
    scripts = [*PAGES, WORKER, WORD_PROCESSOR, SCHEME, EARLY, "element.js"]
    used = {name: packages(made_of(root, name)) for name in scripts}
    assert used[WORD_PROCESSOR] == {"docx"}  # so it is seen that something is looked at
    assert set().union(*used.values()) <= others.keys()
    # Nobody else's code is in what portals load; their frame draws as the checklist does.
    assert used["element.js"] == set()
    assert used["frame.js"] == used["checklist.js"] == {"preact"}


def test_what_is_inside_the_word_processor_is_on_the_list(
    root: Path, others: dict[str, Part]
) -> None:
    library = texts.npm(root) / "docx/dist/index.mjs"
    places = re.findall(r"^// (?:\\0)?(\S+/\S+\.m?js)$", library.read_text("utf-8"), re.MULTILINE)
    inside = packages(places) | {
        place.replace("+", "/").rpartition("@")[0] for place in places if place.startswith("@")
    }
    assert {"fflate", "@oxc-project/runtime"} <= inside <= others.keys()


def test_what_the_theme_bundles_is_on_the_list(
    maps: list[dict[str, list[str]]], others: dict[str, Part]
) -> None:
    bundled = {name for one in maps for name in packages(one["sources"])}
    for one in maps:
        for text in one.get("sourcesContent", ()):
            bundled |= packages(re.findall(r"\./node_modules/\S+", text))
    assert {"lunr", "rxjs", "clipboard", "tiny-emitter"} <= bundled <= others.keys()


def test_what_the_runtime_took_over_is_on_the_list(root: Path, others: dict[str, Part]) -> None:
    told = json.loads((texts.npm(root) / "pyodide/pyodide.mjs.map").read_text("utf-8"))
    vendored = {Path(path).stem for path in told["sources"] if "/vendor/" in path}
    assert vendored and vendored <= others.keys()


def test_every_module_in_the_runtime_is_known(runtime: bytes, others: dict[str, Part]) -> None:
    modules = {name.decode() for name in re.findall(rb"PyInit_(\w+)", runtime)}
    assert modules - set(PYTHONS_OWN.split()) == CARRIED.keys()
    assert set(CARRIED.values()) <= others.keys()


def test_whoever_the_runtime_names_is_in_the_notices(runtime: bytes, notices: str) -> None:
    holders = {holder.decode().rstrip(".") for holder in HOLDER.findall(runtime)}
    assert {"Python Software Foundation", "Secret Labs AB", "Mark Adler"} <= holders
    assert {holder for holder in holders if holder not in notices} == set()


def test_every_icon_is_of_a_set_on_the_list(
    site_dir: Path, others: dict[str, Part], notices: str
) -> None:
    sets = texts.icons()  # all that the theme brings
    known = {
        drawn: file.relative_to(sets).parts[0]
        for file in sets.rglob("*.svg")
        for drawn in re.findall(r'\bd="([^"]+)"', file.read_text("utf-8"))
    }
    drawn: set[str] = set()
    for file in (*site_dir.rglob("*.html"), *site_dir.glob("assets/stylesheets/*.css")):
        drawn |= set(re.findall(r"<path[^>]*?\bd=[\"']([^\"']+)", file.read_text("utf-8")))
    strange = {one for one in drawn - known.keys() if not DRAWN_BY_US.match(one)}
    assert strange == set()
    names = {"material": "material-design-icons", "octicons": "octicons"}
    names |= {"fontawesome": "font-awesome-free"}
    assert {names[known[one]] for one in drawn & known.keys()} == set(names.values())
    assert set(names.values()) <= others.keys()


def test_every_font_is_on_the_list(site_dir: Path, others: dict[str, Part]) -> None:
    assert [
        file for file in site_dir.rglob("*") if re.search(r"\.(woff2?|ttf|otf)$", file.name)
    ] == []
    fonts = set()
    for sheet in site_dir.glob("paper/*.pdf"):
        for page in pypdf.PdfReader(sheet).pages:
            for font in page["/Resources"].get("/Font", {}).values():
                fonts.add(font.get_object()["/BaseFont"].partition("+")[2])
    assert fonts
    assert all(font.startswith("Atkinson-Hyperlegible") for font in fonts)
    assert "@fontsource/atkinson-hyperlegible" in others


def test_every_script_and_style_is_ours_or_of_a_part(
    root: Path, site_dir: Path, others: dict[str, Part]
) -> None:
    found = {path for part in others.values() for path in part.found}
    own = (WORKER, WORD_PROCESSOR, SCHEME, EARLY, "offline.js", "coordination-checklist.js")
    ours = {*PAGES, *own}
    strange = set()
    for file in site_dir.rglob("*"):
        path = file.relative_to(site_dir).as_posix()
        if file.suffix not in (".js", ".css", ".wasm", ".zip", ".map") or path in found:
            continue
        at = path.split("/", 3)[-1]  # below assets/coordguide/<hash>/
        sources = (root / "docs" / path, root / "checklist/web" / at)
        if file.name not in ours and not any(source.is_file() for source in sources):
            strange.add(path)
    assert {path for path in strange if not path.endswith(".css.map")} == set()


def test_nothing_is_shipped_that_nobody_loads(site_dir: Path) -> None:
    """The theme brings searches for languages that this site is not in, by others."""
    assert list(site_dir.glob("assets/javascripts/lunr/**/*")) == []


def test_the_notices_hold_every_license_and_every_name(
    root: Path, others: dict[str, Part], notices: str
) -> None:
    assert written.notices(list(others.values())) == notices
    for entry in parts.listed()["parts"]:
        assert re.search(rf"^{re.escape(entry['name'])}\b", notices, re.MULTILINE)
        for name in entry["texts"]:
            assert texts.text_of(root, name).strip() in notices, name
        for line in entry.get("copyright", ()):
            assert line in notices
        # A text that grants something without a name of its own needs one beside it.
        assert entry["texts"] or entry["license"] == "CC0-1.0", entry["name"]
        assert not entry["license"].startswith("MPL") or "https://" in entry["source"]
        if entry["texts"] == ["mit"]:
            assert entry["copyright"], entry["name"]


def test_each_text_of_ours_has_an_origin_and_a_use() -> None:
    known = parts.listed()
    folder = Path(texts.__file__).parent / "texts"
    held = {file.stem if file.suffix == ".txt" else file.name for file in folder.iterdir()}
    used = {name for entry in known["parts"] for name in entry["texts"] if ":" not in name}
    assert held == used == known["origins"].keys()


def test_a_part_that_is_gone_stops_the_build(root: Path) -> None:
    """Without its file it is not handed on, and not named."""
    shipped: dict[str, Callable[[], bytes]] = {"a/word-processor.js": lambda: b"nothing of docx"}
    with pytest.raises(parts.PartGone, match=r"docx: word-processor\.js does not show it"):
        parts.find(root, shipped)
    assert parts.find(root, {}) == []


def test_a_license_that_is_gone_stops_the_build(root: Path) -> None:
    for name in ("npm:docx/NO-LICENSE", "pypi:mkdocs-material/NONE", "python:NONE", "none"):
        with pytest.raises(texts.MissingText, match=re.escape(name)):
            texts.text_of(root, name)
    with pytest.raises(texts.MissingText, match="material/no-such-icon"):
        texts.icon("material/no-such-icon")


def test_the_page_names_every_part_and_leads_to_the_texts(
    site_dir: Path, others: dict[str, Part]
) -> None:
    page = (site_dir / "about/licenses/index.html").read_text("utf-8")
    rows = re.findall(r"<tr>\s*<td>([^<]+)</td>\s*<td>([^<]*)</td>\s*<td>([^<]*)</td>", page)
    assert rows == [(one.name, one.version or "not told", one.license) for one in others.values()]
    assert 'href="../../NOTICES.txt"' in page
    assert 'href="../../LICENSE.txt"' in page


def test_what_portals_copy_carries_its_license(root: Path, site_dir: Path) -> None:
    license = (root / "LICENSE").read_bytes()
    assert (site_dir / "LICENSE.txt").read_bytes() == license
    assert (site_dir / "embed/LICENSE.txt").read_bytes() == license
    script = (site_dir / "embed/coordination-checklist.js").read_text("utf-8")
    assert re.search(r"/\*!.*Apache-2\.0: LICENSE\.txt", script)


def test_every_course_carries_license_and_notices(
    root: Path, site_dir: Path, others: dict[str, Part]
) -> None:
    (common,) = site_dir.glob("practice/packages/common-*.part")
    ends = sorted(site_dir.glob("practice/packages/*.end"))
    assert ends
    for end in ends:
        with zipfile.ZipFile(io.BytesIO(common.read_bytes() + end.read_bytes())) as package:
            held = {name: package.read(name) for name in package.namelist()}
        assert held["LICENSE.txt"] == (root / "LICENSE").read_bytes()
        inside = parts.find(root, {name: (lambda data=data: data) for name, data in held.items()})
        assert held["NOTICES.txt"].decode() == written.notices(inside)
        names = {part.name for part in inside}
        assert {"pyodide", "mini-lz4", "python", "zlib", "expat"} <= names < others.keys()
        assert not {"docx", "mkdocs-material", "@fontsource/atkinson-hyperlegible"} & names
