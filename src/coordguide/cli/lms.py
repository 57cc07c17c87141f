"""The command that writes a practice course as a package for a learning system."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coordguide import authoring
from coordguide.authoring.problems import join, quote, suggest
from coordguide.cli.inputs import InputError, content_folder
from coordguide.lms import STANDARDS, Course, MissingFile, Packer, connects
from coordguide.site.bundle.assets import make_assets
from coordguide.site.bundle.scripts import Scripts
from coordguide.site.bundle.tools import ToolError
from coordguide.site.notices.texts import NoticeError
from coordguide.site.notices.written import of_package
from coordguide.site.pages import embed

Add = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


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
        root = folder.parents[1]
        scripts = Scripts(root, embed.messages(root))
        assets = make_assets(root, authoring.load(folder), scripts)
        practice = json.loads(assets["practice.json"])
        packer = Packer(assets | of_package(root, assets), practice["version"])
    except (ToolError, NoticeError, MissingFile, OSError) as error:
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
