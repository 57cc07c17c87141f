"""What each standard wants to be told about a course, and the page it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from coordguide.lms.contents import STYLES

ACTIVITIES = "https://coordguide.example/practice/"
"""Where the permanent names of the courses begin. They are names only: nothing is asked there."""

PAGE = "index.html"
"""The page a learning system opens."""


@dataclass(frozen=True)
class Course:
    """A course as a package names it; ``passing`` is the passing mark in percent."""

    id: str
    title: str
    passing: int

    @classmethod
    def read(cls, compiled: Mapping[str, Any]) -> Course:
        """Return a course from what the build compiled of its file."""
        return cls(compiled["id"], compiled["title"], compiled["passing"])

    @property
    def summary(self) -> str:
        """One sentence for lists of courses."""
        return (
            "Made-up cases to practice on, decided by the rules that live cases use. "
            f"Passing mark: {self.passing} percent."
        )

    @property
    def activity(self) -> str:
        """The permanent name of the course, as an address."""
        return ACTIVITIES + self.id

    @property
    def mastery(self) -> str:
        """The passing mark from 0 to 1, as cmi5 writes it."""
        return f"{self.passing / 100:.4f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Standard:
    """A standard of learning systems: its id, its name, and its manifest's file."""

    id: str
    title: str
    manifest: str


STANDARDS = {
    one.id: one
    for one in (
        Standard("scorm12", "SCORM 1.2", "imsmanifest.xml"),
        Standard("scorm2004", "SCORM 2004, 4th edition", "imsmanifest.xml"),
        Standard("cmi5", "cmi5", "cmi5.xml"),
        Standard("xapi", "xAPI (Tin Can)", "tincan.xml"),
    )
}
"""Every standard a package can be written for, by id."""


def connects(standard: Standard, endpoint: str = "") -> str:
    """Return what the page of a package may connect to, as its security policy says it.

    SCORM talks to a frame above and needs nothing but the package itself. A
    record store's address is known only when the course is opened, so xAPI and
    cmi5 may connect to any encrypted address, or to ``endpoint`` alone where
    one is given.
    """
    if standard.id in ("scorm12", "scorm2004"):
        return "'self'"
    return f"'self' {endpoint or 'https:'}"


def write_page(course: Course, standard: Standard, endpoint: str) -> bytes:
    """Return the page of a package as HTML."""
    return _fill(
        PAGE,
        course=course,
        standard=standard,
        styles=STYLES,
        connects=connects(standard, endpoint),
    )


def write_manifest(course: Course, standard: Standard, version: str, names: list[str]) -> bytes:
    """Return a package's manifest as XML.

    Takes the course, the standard, the content's version and the names of all
    files beside the manifest.
    """
    return _fill(
        f"{standard.id}.xml", course=course, version=version, names=sorted(names), page=PAGE
    )


def _fill(template: str, **words: object) -> bytes:
    environment = Environment(
        loader=PackageLoader("coordguide.lms"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(words).encode()
