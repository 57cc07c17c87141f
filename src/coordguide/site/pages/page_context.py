"""The page that is being written: where it is, whom it is for, and what it may say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs.utils import get_relative_url

from coordguide.engine.rulebook import OURS, Rulebook, rulebook
from coordguide.model import Citation, Content, Edition, Record, Resolution, Statement
from coordguide.site.notices.parts import Part
from coordguide.site.pages import citations, editions

if TYPE_CHECKING:  # it asks for the context of a page itself
    from coordguide.site.pages.blank_forms import BlankForm
    from coordguide.site.pages.packages import Packages

Steps = tuple[dict[str, Any], ...]
"""The steps of one path, as far as they stand in an edition."""


@dataclass
class SiteParts:
    """What any page may show, made once for the whole site.

    ``guide`` lists the guide's pages as pairs of path and title in reading
    order, ``practice`` is the compiled practice, ``terms`` the glossary in order,
    ``frames`` what works in which frame, ``element_digest`` the digest of the
    portals' script, ``sheets`` the address of each printed sheet by name, ``forms`` the blank
    forms by document, and ``others`` the parts that others made.
    """

    packages: Packages
    practice: dict[str, Any]
    terms: list[dict[str, Any]]
    frames: dict[str, Any]
    element_digest: str
    sheets: dict[str, str]
    forms: dict[str, list[BlankForm]]
    guide: list[tuple[str, str]] = field(default_factory=list)
    others: list[Part] = field(default_factory=list)


@dataclass
class PageContext:
    """A page while it is being filled.

    ``path`` is its path below ``docs``, ``url`` its address below the site,
    ``edition`` the one it is for, if any, and ``front_matter`` what its author
    wrote above it. ``parts`` are what any page may show, None where the page is
    tried alone. What it cites is gathered in ``cited``.
    """

    content: Content
    path: str
    url: str
    edition: Edition | None = None
    front_matter: dict[str, Any] = field(default_factory=dict)
    parts: SiteParts | None = None
    cited: dict[str, None] = field(default_factory=dict)

    @property
    def site(self) -> SiteParts:
        """The parts of the whole site; raises ``LookupError`` where the page is tried alone."""
        if self.parts is None:
            raise LookupError("this page is not part of a site")
        return self.parts

    def link(self, target: str) -> str:
        """Return the way from this page to another, both as paths below ``docs``."""
        return posixpath.relpath(target, posixpath.dirname(self.path) or ".")

    def href(self, target: str) -> str:
        """Return the way from this page to an address below the site."""
        return get_relative_url(target, self.url)

    @property
    def books(self) -> list[Rulebook]:
        """The rulebooks this page speaks of: its edition's, or all."""
        chosen = [self.edition] if self.edition else self.content.editions.values()
        return [rulebook(self.content, edition.id) for edition in chosen]

    def paths(self, finding: str) -> list[tuple[Resolution, Steps, list[str]]]:
        """Return what this page's editions do about a finding: path, steps, and who does so.

        Editions that keep other steps of one path are told apart.
        """
        found: dict[tuple[str, str], tuple[Resolution, Steps, list[str]]] = {}
        for path in self.content.resolutions.values():
            for book in self.books:
                for ours, steps in book.paths(finding):
                    if ours is path:
                        key = (path.id, repr(steps))
                        found.setdefault(key, (path, steps, []))[2].append(book.edition.id)
        return list(found.values())

    def fill(self, text: str) -> str:
        """Put this page's terms into a sentence of the content."""
        return editions.shape(text, self.content, self.edition)

    def name(self, cite: Citation) -> str:
        """Return what a reader calls a source, and remember that the page rests on it.

        Raises ``KeyError`` for an id that is in no register and ``NotCarried``.
        """
        text = citations.name(cite, self.content)
        if not text:
            raise KeyError(str(cite))
        statement = self.content.statements.get(cite.source)
        if statement and self.edition and self.edition.id not in statement.editions:
            raise citations.NotCarried(f"{self.edition.id} does not carry {cite.source}")
        self.cited[cite.source] = None
        return text

    def cite(self, cite: Citation | str) -> str:
        """Return a citation as a link in Markdown; raises what ``name`` raises."""
        cite = Citation.parse(cite) if isinstance(cite, str) else cite
        return f"[{self.name(cite)}]({self.link(citations.REGISTER)}#{cite.source}){{ .cite }}"

    def cites(self, cites: Iterable[Citation | str] | None) -> str:
        """Return several citations as links, without statements of other editions."""
        parsed = [Citation.parse(c) if isinstance(c, str) else c for c in cites or ()]
        return " ".join(self.cite(cite) for cite in parsed if self.may_cite(cite))

    def cites_or_ours(self, record: Record) -> str:
        """Return who says what stays where no document bears it, as links."""
        is_borne = any(book.bears(record) for book in self.books)
        return self.cites(record.cites if is_borne else [OURS])

    def may_cite(self, cite: Citation) -> bool:
        """Say whether this page may name a source: laws always, statements where carried."""
        statement = self.content.statements.get(cite.source)
        return not (statement and self.edition) or self.edition.id in statement.editions

    def says(self, statement: Statement) -> str:
        """Return a statement as this page's edition has it."""
        return statement.says_in(self.edition.id if self.edition else "")
