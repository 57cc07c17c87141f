"""Where in the site something is being written, and what it may say there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mkdocs.utils import get_relative_url

from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import Citation, Content, Edition, Statement
from coordguide.site.pages import citations, editions


@dataclass
class Place:
    """A page while it is being filled.

    ``path`` is its path below ``docs``, ``url`` its address below the site,
    ``edition`` the one it is for, if any, ``header`` its front matter. What it
    cites is gathered in ``cited``.
    """

    content: Content
    path: str
    url: str
    edition: Edition | None = None
    header: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)

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

    def may_cite(self, cite: Citation) -> bool:
        """Say whether this page may name a source: laws always, statements where carried."""
        statement = self.content.statements.get(cite.source)
        return not (statement and self.edition) or self.edition.id in statement.editions

    def says(self, statement: Statement) -> str:
        """Return a statement as this page's edition has it."""
        variants = statement.text.get("variants", {})
        own = variants.get(self.edition.id) if self.edition else None
        words: str = own or statement.text["says"]
        return words
