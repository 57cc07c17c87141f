"""Packages as archives, equal to the byte for equal input.

All packages hold the same runtime and differ in two small files. These come
last, so a package is one large part that all share and a short end of its own;
the site keeps the large part once.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from coordguide.lms.contents import choose
from coordguide.lms.manifests import PAGE, Course, Standard, write_manifest, write_page

_READABLE_BY_ALL = 0o644 << 16
_UNIX = 3


@dataclass(frozen=True)
class Package:
    """One finished package: ``data`` is the archive, its first ``shared`` bytes common to all."""

    course: Course
    standard: Standard
    data: bytes
    shared: int

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"practice-{self.course.id}-{self.standard.id}.zip"

    @property
    def sha256(self) -> str:
        """Its checksum."""
        return hashlib.sha256(self.data).hexdigest()


class Packer:
    """Writes packages from the files of one build.

    ``files`` are all files of the checklist and the practice and the notices, by name;
    ``version`` is the content's. Raises ``MissingFile``.
    """

    def __init__(self, files: Mapping[str, bytes], version: str) -> None:
        chosen = choose(files)
        self.version = version
        self.names = list(chosen)
        self._common = _archive(chosen)
        with zipfile.ZipFile(io.BytesIO(self._common)) as opened:
            self._shared = opened.start_dir

    @property
    def common(self) -> bytes:
        """The part every package of this build begins with."""
        return self._common[: self._shared]

    def pack(self, course: Course, standard: Standard, endpoint: str = "") -> Package:
        """Write one package.

        Takes the course, the standard, and the only address its page may
        report to (any encrypted one where it is empty; SCORM needs none).
        """
        own = {
            PAGE: write_page(course, standard, endpoint),
            standard.manifest: write_manifest(course, standard, self.version, [*self.names, PAGE]),
        }
        return Package(course, standard, _archive(own, self._common), self._shared)


def _archive(files: Mapping[str, bytes], before: bytes = b"") -> bytes:
    """Return an archive of these files, after all that the archive ``before`` holds."""
    buffer = io.BytesIO(before)
    with zipfile.ZipFile(buffer, "a") as written:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # of 1980, so that no build differs by its hour
            entry.external_attr = _READABLE_BY_ALL
            entry.create_system = _UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, data)
    return buffer.getvalue()
