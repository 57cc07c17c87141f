"""A release: the site as one archive, its parts, the element for portals, and the checksums.

``python -m coordguide.site.serving.archive`` is what ``make release`` runs. The
archive needs nothing but a server for files; ``docs/portals/intranet.md`` says
how to put it up.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path

from coordguide import __version__
from coordguide.site.serving import bill_of_materials, package

SUMS = "SHA256SUMS"
"""The name of the list of checksums, in the archive and beside it."""


def make(root: Path, site: Path, target: Path) -> Path:
    """Write a release of a finished site and return its archive.

    Takes the checkout, the site, and the folder to write to. Beside the
    archive stand the bill of materials, the element's package and the checksums of
    all three; in it stand the checksums of all files, and license and notices, as in
    every site. Equal input gives equal bytes.
    """
    name = f"coordguide-{__version__}"
    bill = (json.dumps(bill_of_materials.make(root, site), indent=1) + "\n").encode()
    paths = (path for path in sorted(site.rglob("*")) if path.is_file())
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    files[bill_of_materials.FILE] = bill
    files[SUMS] = checksums(files)
    target.mkdir(parents=True, exist_ok=True)
    archive = target / f"{name}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for path in sorted(files):
            # A fixed day, so that building again gives the same archive.
            entry = zipfile.ZipInfo(f"{name}/{path}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, files[path])
    (target / bill_of_materials.FILE).write_bytes(bill)
    packed = package.make(root, target)
    beside = {path.name: path.read_bytes() for path in (archive, packed)}
    beside[bill_of_materials.FILE] = bill
    (target / SUMS).write_bytes(checksums(beside))
    return archive


def checksums(files: dict[str, bytes]) -> bytes:
    """Return the checksums of files by name, as ``sha256sum --check`` reads them."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def main() -> None:
    """Write a release of ``site/`` to ``build/release/``."""
    parser = argparse.ArgumentParser(prog="make release")
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--to", type=Path, default=Path("build/release"))
    given = parser.parse_args()
    archive = make(Path(), given.site, given.to)
    print(
        f"{archive} ({archive.stat().st_size / 1e6:.1f} MB), "
        f"with {bill_of_materials.FILE}, the element's package and {SUMS} beside it"
    )


if __name__ == "__main__":
    main()
