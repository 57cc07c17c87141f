"""Host only: our one MkDocs plugin.

It checks and compiles the content, adds the checklist's files below
``assets/coordguide/<hash>/``, and fills these marks in pages:

``<!-- coordguide:checklist -->``              the checklist (``checklist.md``)
``<!-- coordguide:statements -->``             the register of statements by topic, with anchors
``<!-- coordguide:laws -->``                   the register of legal texts, with anchors
``<!-- coordguide:statements edition=SLUG topic=TOPIC -->``  a list of statements that links to the
                                               register; either word may be left out
``<!-- coordguide:editions -->``               a list of all editions
``<!-- coordguide:edition-facts edition=SLUG -->``       publisher, code, date, state, words
``<!-- coordguide:edition-summary edition=SLUG -->``     what the document is
``<!-- coordguide:edition-differences edition=SLUG -->`` what sets it apart
``<!-- coordguide:contacts edition=SLUG -->``            the contacts it names
``<!-- coordguide:escalation edition=SLUG -->``          whom it names when coordination is stuck

``[@CON-1]`` and ``[@45-cfr-164-508 (c)(1)]`` anywhere in prose become links into the
register. A mark or an id that does not exist stops the build.
"""

from __future__ import annotations

import hashlib
import json
import logging
import posixpath
import re
import tomllib
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from coordguide import authoring
from coordguide.model import Content
from coordguide.site import checklist_page, citations, headers, register
from coordguide.site.runtime import Runtime, RuntimeBuildError

CHECKLIST_MARK = "<!-- coordguide:checklist -->"

_MARK = re.compile(r"<!-- coordguide:(?P<part>[a-z-]+)(?P<words>(?: [a-z]+=[a-z0-9-]+)*) -->")

_PARTS = {
    "laws": lambda content, link: register.laws(content),
    "statements": register.statements,
    "editions": register.editions,
    "edition-facts": lambda content, link, edition: register.edition_facts(content, edition),
    "edition-summary": lambda content, link, edition: register.edition_summary(content, edition),
    "edition-differences": lambda content, link, edition: register.edition_differences(
        content, edition
    ),
    "contacts": lambda content, link, edition: register.contacts(content, edition, link),
    "escalation": lambda content, link, edition: register.escalation(content, edition, link),
}

log = logging.getLogger("mkdocs.plugins.coordguide")


class CoordguidePlugin(BasePlugin):
    """Turns content and package into the parts of the site that are not prose."""

    content: Content
    assets: dict[str, bytes]
    folder: str

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the content and make the checklist's files; stop the build where they are wrong."""
        root = Path(config.config_file_path).parent
        log.info("Checking the content")
        try:
            bundle = authoring.load(root / "checklist" / "content")
            self.content = Content.from_bundle(bundle)
            self.assets = make_assets(root, bundle)
        except (authoring.ContentError, RuntimeBuildError) as error:
            raise PluginError(str(error)) from error
        self.folder = f"assets/coordguide/{digest(self.assets)}/"
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the checklist's files to the site."""
        for name, data in self.assets.items():
            files.append(File.generated(config, self.folder + name, content=data))
        return files

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill the marks of a page and link its citations."""
        here = page.file.src_uri

        def link(target: str) -> str:
            return posixpath.relpath(target, posixpath.dirname(here) or ".")

        def fill(found: re.Match[str]) -> str:
            if found[0] == CHECKLIST_MARK:
                return found[0]
            words = dict(word.split("=") for word in found["words"].split())
            try:
                return _PARTS[found["part"]](self.content, link=link, **words)
            except (KeyError, TypeError) as error:
                raise PluginError(f"docs/{here}: cannot fill {found[0]} ({error}).") from error

        try:
            return _MARK.sub(fill, citations.link_citations(markdown, here, self.content))
        except citations.UnknownSource as error:
            raise PluginError(str(error)) from error

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the checklist where its mark is; only now, since it is HTML and no Markdown."""
        if CHECKLIST_MARK not in html:
            return html
        assets = get_relative_url(self.folder, page.url)
        return html.replace(CHECKLIST_MARK, checklist_page.render(self.content, assets))

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the headers the finished pages must be sent with."""
        headers.write(Path(config.site_dir))


def make_assets(root: Path, bundle: dict[str, Any]) -> dict[str, bytes]:
    """Return the files the checklist's page loads, by name."""
    web = root / "checklist" / "web"
    ours = {
        path.name: path.read_bytes()
        for path in sorted(web.iterdir())
        if path.suffix in (".js", ".css")
    }
    content = json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode()
    return {**ours, "content.json": content, **Runtime(root).files(bundle, read_cases(root))}


def read_cases(root: Path) -> list[dict[str, Any]]:
    """Return the practice cases as their files have them."""
    return [
        tomllib.loads(path.read_text("utf-8"))
        for path in sorted((root / "checklist" / "cases").rglob("*.toml"))
    ]


def digest(files: dict[str, bytes]) -> str:
    """Return a name for this exact set of files, so that a browser never mixes two builds."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()[:16]
