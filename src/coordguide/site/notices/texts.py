"""License texts: of installed packages where they hold one, else from ``texts/``."""

from __future__ import annotations

import re
import sysconfig
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path


class NoticeError(Exception):
    """The notices cannot be written."""


class MissingText(NoticeError):
    """No license text where one should be; the text says where and what to do."""


def npm(root: Path) -> Path:
    """Return the folder of the installed npm packages of a checkout."""
    return root / "checklist" / "web" / "node_modules"


def text_of(root: Path, name: str) -> str:
    """Return a license text by its name in ``parts.toml``.

    Takes the checkout and the name; raises ``MissingText``.
    """
    kind, _, path = name.rpartition(":")
    package, _, file = path.partition("/")
    try:
        match kind:
            case "npm":
                found = npm(root) / path
            case "pypi":
                found = _of_distribution(package, file)
            case "icons":
                found = icons() / path
            case "python":
                found = Path(sysconfig.get_path("stdlib")) / path
            case "ours":
                found = root / path
            case _:
                return files(__package__).joinpath("texts", f"{name}.txt").read_text("utf-8")
        return found.read_text("utf-8")
    except FileNotFoundError as error:
        raise MissingText(f"no license text for {name}: {error.filename} is not there") from error


def icon(name: str) -> str:
    """Return the path that draws one of the theme's icons. Raises ``MissingText``."""
    file = icons() / f"{name}.svg"
    drawn = re.search(r'\bd="([^"]+)"', file.read_text("utf-8")) if file.is_file() else None
    if not drawn:
        raise MissingText(f"the theme has no icon {name}: take another of its set")
    return drawn[1]


def icons() -> Path:
    """Return the folder with the theme's sets of icons."""
    material = distribution("mkdocs-material").locate_file("material")
    return Path(str(material)) / "templates" / ".icons"


def _of_distribution(package: str, file: str) -> Path:
    for path in distribution(package).files or ():
        if path.name == file and path.parent.name == "licenses":
            return Path(str(path.locate()))
    raise FileNotFoundError(2, "", f"{package}/licenses/{file}")
