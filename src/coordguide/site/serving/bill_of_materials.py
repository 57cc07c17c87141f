"""What a release is made of, as a CycloneDX bill of materials."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid
from pathlib import Path
from typing import Any

from coordguide import __version__
from coordguide.site.bundle.offline import address
from coordguide.site.notices.parts import Part, find, folder

FILE = "sbom.cdx.json"
"""The name of the bill in a release."""

_OURS = "coordguide"
_NAMESPACE = uuid.UUID("6b1f6e0e-5a5e-4c0e-9d0a-6f1b1d2f7c11")


def make(root: Path, site: Path) -> dict[str, Any]:
    """Return the bill of a finished site.

    Takes the checkout (for the lock of npm packages) and the site. It names
    each part that others made and where in the site it shows, and each file
    the checklist loads with its digest. Equal input gives an equal bill.
    Raises ``NoticeError``.
    """
    others = find(root, folder(site))
    components = [*map(component, others), *own_files(site)]
    digest = hashlib.sha256(json.dumps(components, sort_keys=True).encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": _OURS,
                "name": _OURS,
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
        "dependencies": _dependencies(others, components),
    }


def component(part: Part) -> dict[str, Any]:
    """Return a part that others made, with the files of the site that show it."""
    found = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "licenses": [_license(part.license)],
        "purl": part.purl,
        "evidence": {"occurrences": [{"location": address(path)} for path in part.found]},
    }
    if part.version:
        found["version"] = part.version
    if part.copyright:
        found["copyright"] = "\n".join(part.copyright)
    if part.integrity:
        kind, _, digest = part.integrity.partition("-")
        content = base64.b64decode(digest).hex()
        found["hashes"] = [{"alg": kind.upper().replace("SHA", "SHA-"), "content": content}]
    return found


def own_files(site: Path) -> list[dict[str, Any]]:
    """Return each file that the checklist loads, with its digest."""
    assets = site / "assets" / "coordguide"
    files = (path for path in sorted(assets.rglob("*")) if path.is_file())
    return [
        {
            "type": "file",
            "bom-ref": address(path.relative_to(site).as_posix()),
            "name": path.relative_to(site).as_posix(),
            "hashes": [
                {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}
            ],
        }
        for path in files
    ]


def _license(stated: str) -> dict[str, Any]:
    # What is not one plain identifier is an expression, such as "MIT OR NCSA".
    return {"expression": stated} if re.search(r"\s", stated) else {"license": {"id": stated}}


def _dependencies(others: list[Part], components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what brought what: a part hangs on the one it is inside of, or on us."""
    refs = {part.name: part.purl for part in others}
    below: dict[str, list[str]] = {_OURS: [], **{ref: [] for ref in refs.values()}}
    for part in others:
        below[refs.get(part.inside, _OURS)].append(part.purl)
    below[_OURS] += [one["bom-ref"] for one in components if one["type"] == "file"]
    return [{"ref": ref, "dependsOn": on} for ref, on in below.items()]
