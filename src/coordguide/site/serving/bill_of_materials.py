"""What a release is made of, as a CycloneDX bill of materials."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from coordguide import __version__
from coordguide.site.bundle.offline import address

FILE = "sbom.cdx.json"
"""The name of the bill in a release."""

_THEME = ("mkdocs-material", "mkdocs")  # their styles and scripts are in every page
_NAMESPACE = uuid.UUID("6b1f6e0e-5a5e-4c0e-9d0a-6f1b1d2f7c11")


def make(root: Path, site: Path) -> dict[str, Any]:
    """Return the bill of a finished site.

    Takes the checkout (for the lock of npm packages) and the site. It names
    each package whose code or font is in the site, and each file the
    checklist loads with its digest. Equal input gives an equal bill.
    """
    parts = [*npm_packages(root), python(root), *map(python_package, _THEME), *own_files(site)]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "coordguide",
                "name": "coordguide",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": "coordguide", "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def npm_packages(root: Path) -> list[dict[str, Any]]:
    """Return the npm packages that are not there for tests only, as the lock names them."""
    web = root / "checklist" / "web"
    lock = json.loads((web / "package-lock.json").read_text("utf-8"))
    found = []
    for path, package in sorted(lock["packages"].items()):
        if not path or package.get("dev"):
            continue
        name = path.rpartition("node_modules/")[2]
        kind, _, digest = package["integrity"].partition("-")
        part = _library(name, package["version"], package.get("license", ""))
        purl_name = name.replace("@", "%40")
        part |= {
            "bom-ref": f"pkg:npm/{purl_name}@{package['version']}",
            "purl": f"pkg:npm/{purl_name}@{package['version']}",
            "hashes": [{"alg": kind.upper().replace("SHA", "SHA-"), "content": _hex(digest)}],
        }
        found.append(part)
    return found


def python(root: Path) -> dict[str, Any]:
    """Return the Python that runs in the page; the npm package of the runtime holds it."""
    lock = root / "checklist" / "web" / "node_modules" / "pyodide" / "pyodide-lock.json"
    version = json.loads(lock.read_text("utf-8"))["info"]["python"]
    part = _library("python", version, "Python-2.0")
    return part | {
        "bom-ref": f"pkg:generic/python@{version}",
        "purl": f"pkg:generic/python@{version}",
    }


def python_package(name: str) -> dict[str, Any]:
    """Return a package of the build whose files are part of every page."""
    version = metadata(name)["Version"]
    ref = f"pkg:pypi/{name}@{version}"
    licenses = {"mkdocs-material": "MIT", "mkdocs": "BSD-2-Clause"}
    return _library(name, version, licenses[name]) | {"bom-ref": ref, "purl": ref}


def own_files(site: Path) -> list[dict[str, Any]]:
    """Return each file that the checklist loads, with its digest."""
    folder = site / "assets" / "coordguide"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
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


def _library(name: str, version: str, license: str) -> dict[str, Any]:
    # What is not one plain identifier is an expression, such as "(MIT OR GPL-3.0-or-later)".
    stated = {"expression": license} if " " in license else {"license": {"id": license}}
    part = {"type": "library", "name": name, "version": version}
    return part | ({"licenses": [stated]} if license else {})


def _hex(digest: str) -> str:
    return base64.b64decode(digest).hex()
