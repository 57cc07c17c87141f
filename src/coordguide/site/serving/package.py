"""The element for portals as an npm package, for portals that bundle their scripts.

It has the version of the site, the types of the element, and those of its messages,
made from the schema that the site publishes. ``make release`` writes it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from coordguide import __version__
from coordguide.site.bundle.scripts import Scripts
from coordguide.site.bundle.tools import run
from coordguide.site.pages import embed

NAME = "coordination-checklist"
"""What the package is called, as the element."""


def make(root: Path, target: Path) -> Path:
    """Pack the element and return the package.

    Takes the checkout, with the tools of ``checklist/web`` installed, and the folder to write
    to. Raises ``ToolError``. Equal input gives equal bytes.
    """
    root = root.resolve()  # its tools run in folders of their own
    source, web = root / "checklist" / "embed", root / "checklist" / "web"
    folder = root / "build" / "package"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source / "package", folder)
    shutil.copy(root / "LICENSE", folder)
    described = json.loads((folder / "package.json").read_text("utf-8"))
    whole = json.dumps({"name": NAME, "version": __version__, **described}, indent=2) + "\n"
    (folder / "package.json").write_text(whole, "utf-8")
    script = Scripts(root, embed.messages(root)).element(for_package=True)
    (folder / "index.js").write_bytes(script)
    run(
        str(web / "node_modules" / ".bin" / "json2ts"),
        "--no-additionalProperties",
        f"--input={source / embed.SCHEMA}",
        f"--output={folder / 'messages.d.ts'}",
        folder=web,
    )
    target.mkdir(parents=True, exist_ok=True)
    run("npm", "pack", "--silent", f"--pack-destination={target.resolve()}", folder=folder)
    return target / f"{NAME}-{__version__}.tgz"
