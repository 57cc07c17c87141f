"""Host only: packages for learning systems, on the site and from the command line.

Every package of a build begins with the same bytes, the runtime among them.
The site keeps these once and the short end of each package beside them; the
page's script puts the two together. ``coordguide lms`` writes the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordguide import authoring
from coordguide.authoring.problems import join, quote, suggest
from coordguide.inputs import InputError, content_folder
from coordguide.lms import STANDARDS, Course, MissingModule, Package, Packer, connects
from coordguide.site.assets import make_assets
from coordguide.site.runtime import RuntimeBuildError

if TYPE_CHECKING:  # it needs MkDocs, which the command line need not load
    from coordguide.site.place import Place

FOLDER = "practice/packages/"
"""Where the site keeps the parts of the packages."""

SCRIPT = "javascripts/packages.js"
"""The script that puts a package together."""

Add = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


class Packages:
    """All packages of one build.

    Takes the files of the checklist and the practice, by name. Raises
    ``MissingModule``.
    """

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        practice = json.loads(assets["practice.json"])
        packer = Packer(assets, practice["version"])
        self.courses = [Course.read(course) for course in practice["courses"]]
        self.all = [
            packer.pack(course, standard)
            for course in self.courses
            for standard in STANDARDS.values()
        ]
        self.common = packer.common
        self.common_name = f"common-{hashlib.sha256(self.common).hexdigest()[:16]}.part"

    def files(self) -> dict[str, bytes]:
        """Return what the site keeps, by address: the part all share, and the end of each."""
        ends = {_end(package): package.data[package.shared :] for package in self.all}
        return {FOLDER + name: data for name, data in {self.common_name: self.common, **ends}.items()}


def table(place: Place) -> str:
    """Return the packages of every course, with size and checksum, as HTML."""
    packages: Packages = place.header["packages"]
    courses = (
        f'<h3 id="{course.id}">{html.escape(course.title)}</h3>\n'
        f"<p>Passing mark: {course.passing} percent.</p>\n"
        f"<table><thead><tr><th>Standard</th><th>Package</th><th>SHA-256 checksum</th></tr></thead>"
        f"<tbody>{''.join(_row(one) for one in packages.all if one.course == course)}</tbody></table>"
        for course in packages.courses
    )
    folder, script = place.href(FOLDER), place.href(SCRIPT)
    return (
        f'<div class="packages" data-folder="{folder}" data-common="{packages.common_name}">\n'
        + "\n".join(courses)
        + f'\n<p role="status"></p>\n</div>\n<script type="module" src="{script}"></script>\n'
    )


def _row(package: Package) -> str:
    standard = html.escape(package.standard.title)
    said = f"Download ({len(package.data) / 1_000_000:.1f}\N{NO-BREAK SPACE}MB)"
    whole = f"{said}: {html.escape(package.course.title)}, {standard}"
    return (
        f'<tr><td>{standard}</td><td><button class="md-button" aria-label="{whole}" '
        f'data-name="{package.name}" data-end="{_end(package)}" '
        f'data-sha256="{package.sha256}">{said}</button></td>'
        f"<td><code>{package.sha256}</code></td></tr>"
    )


def _end(package: Package) -> str:
    return package.name.removesuffix(".zip") + ".end"


def add_commands(add: Add) -> None:
    """Add the command ``lms``; takes what adds one command to the command line."""
    lms = add("lms", _lms, "Write a practice course as a package for a learning system.")
    lms.add_argument("--course", required=True, metavar="SLUG", help="an edition, or general")
    lms.add_argument("--standard", required=True, choices=STANDARDS)
    lms.add_argument("--out", required=True, type=Path, metavar="FILE", help="the zip to write")
    lms.add_argument(
        "--endpoint",
        default="",
        metavar="ADDRESS",
        help="for xapi and cmi5: the only record store the package may report to",
    )


def _lms(arguments: argparse.Namespace) -> int:
    standard = STANDARDS[arguments.standard]
    endpoint = _origin(arguments.endpoint) if arguments.endpoint else ""
    if endpoint and connects(standard) == connects(standard, endpoint):
        raise InputError(f"--endpoint: found with {standard.id}; allowed: with xapi and cmi5")
    folder = content_folder(arguments)
    try:
        assets = make_assets(folder.parents[1], authoring.load(folder))
        practice = json.loads(assets["practice.json"])
        packer = Packer(assets, practice["version"])
    except (RuntimeBuildError, MissingModule, OSError) as error:
        raise InputError(f"cannot make the package, run `make build` first: {error}") from error
    package = packer.pack(_course(arguments.course, practice["courses"]), standard, endpoint)
    try:
        arguments.out.write_bytes(package.data)
    except OSError as error:
        raise InputError(f"--out: {arguments.out} cannot be written ({error.strerror})") from error
    print(f"{package.sha256}  {arguments.out}")
    return 0


def _course(slug: str, courses: list[dict[str, Any]]) -> Course:
    ids = [course["id"] for course in courses]
    if slug not in ids:
        advice = suggest(slug, ids, "")
        raise InputError(f"--course: found {quote(slug)}; allowed: {join(ids)}. {advice}".rstrip())
    return Course.read(courses[ids.index(slug)])


def _origin(address: str) -> str:
    """Return an address without its path, as a security policy names it."""
    found = re.fullmatch(r"(https?://[\w.-]+(?::\d+)?)(?:/\S*)?", address, re.ASCII)
    if not found:
        example = "an address such as https://lrs.example.com/"
        raise InputError(f"--endpoint: found {quote(address)}; allowed: {example}")
    return found[1]
