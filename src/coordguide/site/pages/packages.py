"""Packages for learning systems, on the site.

Every package of a build begins with the same bytes, the runtime among them.
The site keeps these once and the short end of each package beside them; the
page's script puts the two together. ``coordguide lms`` writes the same bytes.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coordguide.lms import STANDARDS, Course, Package, Packer
from coordguide.site.bundle.integrity import digest

if TYPE_CHECKING:  # it needs MkDocs, which the command line need not load
    from coordguide.site.pages.page_context import PageContext

FOLDER = "practice/packages/"
"""Where the site keeps the parts of the packages."""

SCRIPT = "javascripts/packages.js"
"""The script that puts a package together."""


class Packages:
    """All packages of one build.

    Takes the files of the checklist and the practice, and the notices, by name. Raises
    ``MissingFile``.
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
        return {
            FOLDER + name: data for name, data in {self.common_name: self.common, **ends}.items()
        }


def table(context: PageContext) -> str:
    """Return the packages of every course, with size and checksum, as HTML."""
    packages = context.site.packages
    courses = (
        f'<h3 id="{course.id}">{html.escape(course.title)}</h3>\n'
        f"<p>Passing mark: {course.passing} percent.</p>\n"
        f"<table><thead><tr><th>Standard</th><th>Package</th><th>SHA-256 checksum</th></tr></thead>"
        f"<tbody>{''.join(_row(one) for one in packages.all if one.course == course)}</tbody>"
        "</table>"
        for course in packages.courses
    )
    folder, script = context.href(FOLDER), context.href(SCRIPT)
    return (
        f'<div class="packages" data-folder="{folder}" data-common="{packages.common_name}" '
        f'data-digest="{digest(packages.common)}">\n'
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
        f'data-digest="{digest(package.data[package.shared :])}" '
        f'data-sha256="{package.sha256}">{said}</button></td>'
        f"<td><code>{package.sha256}</code></td></tr>"
    )


def _end(package: Package) -> str:
    return package.name.removesuffix(".zip") + ".end"
