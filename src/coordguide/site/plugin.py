"""Our one MkDocs plugin.

It checks and compiles the content, adds the checklist's files below
``assets/coordguide/<hash>/`` and the sheets below ``paper/``, writes the guide
once more for each edition (``coordguide.site.pages.editions``), and fills these
marks in pages. A mark that speaks of an edition means the page's own unless it
names one with ``edition=SLUG``.

``<!-- coordguide:checklist -->``              the checklist (``checklist.md``)
``<!-- coordguide:practice course=flyer -->``  the practice of a course, on the page of its own
``<!-- coordguide:packages -->``               every course for a learning system, with checksums
``<!-- coordguide:courses -->``                a list of all courses
``<!-- coordguide:forms step=release -->``     the blank forms and letters of a step
``<!-- coordguide:statements -->``             the register of statements by topic, with anchors;
                                               with ``edition=`` or ``topic=`` a list of links to it
``<!-- coordguide:laws -->``                   the register of legal texts, with anchors
``<!-- coordguide:says ids=CON-1,REM-1 -->``   what documents say, each with who says it
``<!-- coordguide:how-many carry=CON-1 -->``   how many documents make a statement, counted
``<!-- coordguide:who carry=REM-1 -->``        the short names of those that make it
``<!-- coordguide:check step=release -->``     the way into the checklist at a step
``<!-- coordguide:picture name=team -->``      ``team``, ``steps``, ``release``, or ``escalation``
                                               with ``finding=no-response``
``<!-- coordguide:elements regime=hipaa -->``  what a form must have
``<!-- coordguide:outcome id=stop -->``        an answer of the checklist, as a heading
``<!-- coordguide:resolution finding=no-response -->``   what to do about a finding
``<!-- coordguide:methods -->``                the methods with their safeguards
``<!-- coordguide:records leave=in -->``       what to ask for; ``leave=out`` what to leave out
``<!-- coordguide:state-rules states=AZ -->``  what the checklist asks under one state's law
``<!-- coordguide:vocabulary part=questions -->``  every fact; ``derived`` and ``answers`` as well
``<!-- coordguide:plans -->``                  the way into the checklist by plan
``<!-- coordguide:sample-answer -->``          the answer to the case in the page's header
``<!-- coordguide:comparison -->``             the documents side by side (rows in the header)
``<!-- coordguide:glossary -->``               the terms of the header
``<!-- coordguide:frames -->``                 what works in which frame of a portal
``<!-- coordguide:element-digest -->``         the digest of the script that portals load
``<!-- coordguide:edition-choices -->``        the editions, as choices of a list
``<!-- coordguide:rooms part=package -->``     the rooms, drawn, and who may import whom
``<!-- coordguide:others -->``                 what others made in this site
``<!-- coordguide:editions -->``               a list of all editions
``<!-- coordguide:edition-facts -->``, ``edition-summary``, ``edition-note``, ``edition-start``,
``edition-guide``, ``edition-differences``, ``contacts``, ``escalation``, ``sheets``, ``all-sheets``

``[@CON-1]`` and ``[@45-cfr-164-508 (c)(1)]`` anywhere in prose become links into the
register. A mark or an id that does not exist stops the build, and so does a
statement that no page carries or a page of one edition that cites another's.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from coordguide import authoring
from coordguide.lms import MissingFile
from coordguide.model import Content
from coordguide.site.bundle import integrity, offline
from coordguide.site.bundle.assets import digest, make_assets
from coordguide.site.bundle.scripts import Scripts
from coordguide.site.bundle.tools import ToolError
from coordguide.site.notices import of_site, written
from coordguide.site.notices.texts import NoticeError
from coordguide.site.pages import (
    architecture,
    blank_forms,
    checklist_page,
    citations,
    edition_bar,
    edition_marks,
    editions,
    embed,
    footer,
    glossary,
    marks,
    packages,
    pictures,
    practice_page,
    printed,
    register,
    sample,
    vocabulary,
)
from coordguide.site.pages.page_context import PageContext, SiteParts
from coordguide.site.serving import headers, hosting

CHECKLIST_MARK = "<!-- coordguide:checklist -->"

_NOT_SEARCHED = ("contribute/", "decisions/", "portals/")
"""Pages for those who build this; somebody who looks for help would find them first."""

_PRACTICE_MARK = re.compile(r"<!-- coordguide:practice course=([a-z0-9-]+) -->")
_MARK = re.compile(r"<!-- coordguide:(?P<part>[a-z-]+)(?P<words>(?: [a-z]+=[A-Za-z0-9,-]+)*) -->")

_PARTS: dict[str, Callable[..., str]] = {
    "laws": register.laws,
    "vocabulary": vocabulary.draw,
    "statements": register.statements,
    "says": marks.says,
    "how-many": marks.how_many,
    "who": marks.who,
    "check": marks.check,
    "picture": pictures.draw,
    "elements": marks.elements,
    "outcome": marks.outcome,
    "resolution": marks.resolution,
    "methods": marks.methods,
    "records": marks.records,
    "state-rules": marks.state_rules,
    "comparison": marks.comparison,
    "glossary": glossary.glossary,
    "frames": embed.frames_table,
    "element-digest": embed.element_digest,
    "edition-choices": embed.edition_choices,
    "editions": edition_marks.all_editions,
    "plans": edition_marks.plans,
    "sample-answer": sample.answer,
    "edition-facts": edition_marks.facts,
    "edition-summary": edition_marks.summary,
    "edition-note": edition_marks.note,
    "edition-start": edition_marks.start,
    "edition-guide": edition_marks.guide,
    "edition-differences": edition_marks.differences,
    "contacts": edition_marks.contacts,
    "escalation": edition_marks.escalation,
    "sheets": edition_marks.sheets,
    "all-sheets": edition_marks.all_sheets,
    "courses": practice_page.courses,
    "forms": blank_forms.listed,
    "packages": packages.table,
    "rooms": architecture.rooms_of_the_house,
    "others": lambda context: written.table(context.site.others),
}

Filler = Callable[[re.Match[str]], str]
"""Writes what stands in a page where a mark was found."""

log = logging.getLogger("mkdocs.plugins.coordguide")


class CoordguideConfig(Config):
    """What ``mkdocs.yml`` can set."""

    framed_by = Type(str, default="*")
    """Who may frame ``/embed/``, as the policy's ``frame-ancestors`` has it."""


class CoordguidePlugin(BasePlugin[CoordguideConfig]):
    """Turns content and package into the parts of the site that are not prose."""

    content: Content
    assets: dict[str, bytes]
    element: bytes
    folder: str
    root: Path

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the content and make the checklist's files; stop the build where they are wrong."""
        root = self.root = Path(config.config_file_path).parent
        log.info("Checking the content")
        try:
            bundle = authoring.load(root / "checklist" / "content")
            self.content = Content.from_bundle(bundle)
            scripts = Scripts(root, embed.messages(root))
            self.element = scripts.element()
            self.assets = make_assets(root, bundle, scripts)
            texts = written.of_package(root, self.assets)
            self.packages = packages.Packages(self.assets | texts)
        except (authoring.ContentError, ToolError, MissingFile, NoticeError) as error:
            raise PluginError(str(error)) from error
        self.practice = json.loads(self.assets["practice.json"])
        self.folder = f"assets/coordguide/{digest(self.assets)}/"
        self.sheets = printed.make(self.content, root)
        self.forms = blank_forms.make(self.content)
        self.days = footer.changes(root)
        self.terms = glossary.read(root)
        self.parts = SiteParts(
            packages=self.packages,
            practice=self.practice,
            terms=self.terms,
            frames=embed.frames(root),
            element_digest=integrity.digest(self.element),
            sheets={name: f"paper/{name}.pdf" for name in self.sheets},
            forms=self.forms,
        )
        self.contexts: dict[str, PageContext] = {}
        _extend_nav(config, self.content, self.practice)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the checklist's files, the sheets, and the pages of each edition."""
        for name, data in self.assets.items():
            files.append(File.generated(config, self.folder + name, content=data))
        framed = embed.files(self.root, self.content, self.element, f"../{self.folder}")
        for name, data in framed.items():
            files.append(File.generated(config, embed.FOLDER + name, content=data))
        for name, data in self.sheets.items():
            files.append(File.generated(config, f"paper/{name}.pdf", content=data))
        for name, data in blank_forms.files(self.forms).items():
            files.append(File.generated(config, name, content=data))
        for name, data in self.packages.files().items():
            files.append(File.generated(config, name, content=data))
        self.guide = [
            file for file in files.documentation_pages() if file.src_uri.startswith(editions.GUIDE)
        ]
        for edition in self.content.editions.values():
            home = editions.write_home(edition)
            files.append(File.generated(config, editions.home(edition.id), content=home))
            for file in self.guide:
                path = editions.copy_of(file.src_uri, edition.id)
                text = editions.write_copy(file.content_string, file.src_uri, edition)
                files.append(
                    File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
                )
        self._add_courses(files, config)
        try:
            self.parts.others = of_site.add(self.root, files, config)
        except NoticeError as error:
            raise PluginError(str(error)) from error
        return files

    def _add_courses(self, files: Files, config: MkDocsConfig) -> None:
        cases = {case["id"]: case for case in self.practice["cases"]}
        for course in self.practice["courses"]:
            page, name = practice_page.write_page(course), course["id"]
            table = practice_page.write_table(course, cases)
            files.append(File.generated(config, practice_page.path_of(name), content=page))
            files.append(File.generated(config, practice_page.table_of(name), content=table))

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the guide's pages in their reading order."""
        self.parts.guide = [
            (page.file.src_uri, page.title)
            for page in nav.pages
            if page.file.src_uri.startswith(editions.GUIDE)
        ]
        return nav

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Shape a page for its edition, link its citations and fill its marks."""
        context = self.contexts[page.file.src_uri] = self._context_of(page)
        if page.file.src_uri.startswith(_NOT_SEARCHED):
            page.meta["search"] = {"exclude": True}

        def fill(found: re.Match[str]) -> str:
            if found[0] == CHECKLIST_MARK or _PRACTICE_MARK.fullmatch(found[0]):
                return found[0]
            words = dict(word.split("=") for word in found["words"].split())
            return _PARTS[found["part"]](context, **words)

        try:
            shaped = editions.shape(markdown, self.content, context.edition)
            linked = citations.link_citations(shaped, context)
            filled = _MARK.sub(_naming(fill, context), linked)
        except (citations.UnknownSource, editions.UnknownTest) as error:
            raise PluginError(str(error)) from error
        return f"{filled}\n\n{glossary.tooltips(self.terms)}\n"

    def _context_of(self, page: Page) -> PageContext:
        slug = page.meta.get("edition", "")
        if slug and slug not in self.content.editions:
            raise PluginError(f"docs/{page.file.src_uri}: there is no edition {slug}.")
        return PageContext(
            self.content,
            page.file.src_uri,
            page.url,
            self.content.editions[slug] if slug else None,
            dict(page.meta),
            self.parts,
        )

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Add the choice of an edition, other words for the page, its foot, and the checklist."""
        context = self.contexts[page.file.src_uri]
        source = page.meta.get("source", page.file.src_uri)
        top = edition_bar.bar(context, source) if source.startswith(editions.GUIDE) else ""
        keywords = [word for word in page.meta.get("keywords", ()) if word]
        if keywords and "source" not in page.meta:  # a copy is not searched
            top += f'<p class="also">Also called: {", ".join(keywords)}.</p>'
        if top:
            html = html.replace("</h1>", f"</h1>\n{top}", 1)
        assets = get_relative_url(self.folder, page.url)
        if CHECKLIST_MARK in html:
            body = checklist_page.render(self.content, assets)
            return html.replace(CHECKLIST_MARK, body)
        if mark := _PRACTICE_MARK.search(html):
            body = practice_page.render(self.content, self.practice, mark[1], assets)
            html = html.replace(mark[0], body)
        return html + footer.footer(context, self.days)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """See that every statement is carried, now that every page has its content."""
        carried = {
            source
            for path, context in self.contexts.items()
            if path.startswith((editions.GUIDE, "editions/"))
            for source in context.cited
        }
        if missing := sorted(set(self.content.statements) - carried):
            raise PluginError(f"No page of the guide carries {', '.join(missing)}: cite each once.")
        return env

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Keep the reader of an edition in that edition."""
        context = self.contexts[page.file.src_uri]
        if context.edition is None:
            return output
        sources = [file.src_uri for file in self.guide]
        return edition_bar.stay(output, page.url, edition_bar.addresses(sources, context.edition))

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the headers for the finished pages."""
        site = Path(config.site_dir)
        table = headers.write(site, self.config.framed_by)
        offline.write(self.root, site)
        hosting.write(site, table)  # last, since it names every file of the site


def _naming(fill: Filler, context: PageContext) -> Filler:
    """Wrap a filler so that what goes wrong is said with page and mark."""

    def named(found: re.Match[str]) -> str:
        try:
            return fill(found)
        except (KeyError, TypeError, citations.NotCarried) as error:
            raise PluginError(f"docs/{context.path}: cannot fill {found[0]} ({error}).") from error

    return named


def _extend_nav(config: MkDocsConfig, content: Content, practice: dict[str, Any]) -> None:
    """Add to the navigation what grows by itself: editions, courses and decision records."""
    pages = [{one.text["short"]: editions.home(one.id)} for one in content.editions.values()]
    folder = Path(config.docs_dir) / "decisions"
    records = [f"decisions/{path.name}" for path in sorted(folder.glob("*.md"))]
    added: dict[str, list[Any]] = {
        "Editions": pages,
        "Practice": [practice_page.path_of(one["id"]) for one in practice["courses"]],
        "Contribute": [{"Decisions": records}] if records else [],
    }
    for name, children in _sections(config.nav or []):
        children += added.get(name, [])


def _sections(entries: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield each section of the navigation with its entries, those within others too."""
    for entry in entries:
        for name, children in entry.items() if isinstance(entry, dict) else ():
            if isinstance(children, list):
                yield from _sections(children)
                yield name, children
