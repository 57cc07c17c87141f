"""Looks up, in the files that are shipped, each part that others made.

``parts.toml`` beside this file lists them, each with what shows that it is
there. A part whose file is not shipped is left out; one that its file no longer
shows stops the build, so that the notices neither miss a part nor name one that
is gone.
"""

from __future__ import annotations

import json
import re
import tomllib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from coordguide.site.notices.texts import NoticeError, icon, npm, text_of

Shipped = Mapping[str, Callable[[], bytes]]
"""What reads each file that is shipped, by its path."""


class PartGone(NoticeError):
    """A part that ``parts.toml`` lists is not in its file; the text names both."""


@dataclass(frozen=True)
class Part:
    """A part that others made, as it was found.

    ``version`` is empty where nothing shipped tells it, ``kind`` is ``npm``,
    ``pypi`` or ``generic``, ``found`` are the files that show the part, and
    ``texts`` the texts of its license. The rest is as ``parts.toml`` has it.
    """

    name: str
    kind: str
    license: str
    version: str
    found: tuple[str, ...]
    texts: tuple[str, ...]
    copyright: tuple[str, ...] = ()
    inside: str = ""
    changes: str = ""
    source: str = ""
    integrity: str = field(default="", repr=False)

    @property
    def purl(self) -> str:
        """Its address as a package, without a version where that is not known."""
        name = self.name.replace("@", "%40")
        return f"pkg:{self.kind}/{name}" + (f"@{self.version}" if self.version else "")


def listed() -> dict[str, Any]:
    """Return ``parts.toml`` as it is."""
    return tomllib.loads(files(__package__).joinpath("parts.toml").read_text("utf-8"))


def find(root: Path, shipped: Shipped) -> list[Part]:
    """Return the parts that are in some of the files, in the order of the list.

    Takes the checkout and the files. Raises ``PartGone``, and ``MissingText``
    where an installed package lacks its license.
    """
    found = [_look(root, entry, shipped) for entry in listed()["parts"]]
    return [part for part in found if part]


def folder(site: Path) -> Shipped:
    """Return what is shipped with a finished site."""
    paths = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes for path in paths}


def _look(root: Path, entry: dict[str, Any], shipped: Shipped) -> Part | None:
    name, patterns = entry["name"], entry["file"]
    patterns = [patterns] if isinstance(patterns, str) else patterns
    chosen = [path for path in shipped if any(map(PurePosixPath(path).match, patterns))]
    if not chosen:
        return None
    sought = re.escape(icon(entry["icon"])) if "icon" in entry else entry["shows"]
    shown = {path: re.search(sought.encode(), _plain(shipped[path]())) for path in chosen}
    hits = {path: hit for path, hit in shown.items() if hit}
    if not hits:
        raise PartGone(
            f"{name}: {', '.join(patterns)} does not show it any more. Correct or remove it in "
            "src/coordguide/site/notices/parts.toml."
        )
    told = [group.decode() for hit in hits.values() for group in hit.groups() if group]
    installed = _installed(root, entry) if entry.get("installed") else {}
    number = installed.get("version") or next(iter(told), "")
    return Part(
        name,
        entry["kind"],
        entry["license"],
        number,
        tuple(hits),
        tuple(text_of(root, text) for text in entry["texts"]),
        tuple(entry.get("copyright", ())),
        entry.get("inside", ""),
        entry.get("changes", ""),
        entry.get("source", "").format(version=number),
        installed.get("integrity", ""),
    )


def _installed(root: Path, entry: dict[str, Any]) -> dict[str, str]:
    """Return version and, where the lock names one, digest of an installed package."""
    name = entry["name"]
    if entry["kind"] == "pypi":
        return {"version": version(name)}
    lock = json.loads((npm(root).parent / "package-lock.json").read_text("utf-8"))
    package = lock["packages"][f"node_modules/{name}"]
    return {"version": package["version"], "integrity": package["integrity"]}


def _plain(data: bytes) -> bytes:
    """Return a file so that it can be searched: the streams of a PDF are compressed."""
    if not data.startswith(b"%PDF"):
        return data
    return b"\n".join(map(_inflate, re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)))


def _inflate(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:  # not every stream is compressed
        return stream
