"""Every form and letter of each edition as it is before there is a case: a bare page to print.

They are written from the documents that the checklist fills in, from what each takes as
known in its ``blank``. An edition that names no state has a page for each state, where
the states differ.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from coordguide.documents import WrittenDocument
from coordguide.documents.blocks import SHORT_LINE, Block
from coordguide.documents.draft import Draft
from coordguide.documents.facts import facts_of
from coordguide.documents.writer import compose, elements_on
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import Case, Citation, Contact, Content, Document
from coordguide.site.pages import templating
from coordguide.site.pages.citations import name
from coordguide.site.pages.footer import NOTICE
from coordguide.site.pages.page_context import PageContext

FOLDER = "forms/"
LIST = "guide/forms/"
"""The address of the page that lists them all."""

_STATE = "state"
_DAY = "2000-01-01"  # none reaches a form, so that what is built twice is the same


@dataclass(frozen=True)
class BlankForm:
    """One blank form: its edition, its document, and the state it is for, if any."""

    book: Rulebook
    document: Document
    state: str

    @cached_property
    def written(self) -> WrittenDocument:
        """The form, written."""
        return compose(self._draft, self.document, "document-blank")

    @property
    def elements(self) -> frozenset[str]:
        """The ids of the release elements that the form holds."""
        return elements_on(self._draft, self.document)

    @cached_property
    def _draft(self) -> Draft:
        facts = {_STATE: self.state} if self.state else {}
        case = Case(self.book.edition.id, _DAY, facts, (Contact("contact"),))
        view = evaluate(self.book.content, case)
        known = facts_of(self.book, view)
        for fact, value in self.document.blank.items():
            known.learn(fact, value)
        contact = view.contacts[0] if self.document.scope == "contact" else None
        return _BlankDraft(self.book, view, contact, known)

    @property
    def address(self) -> str:
        """Its address below the site."""
        parts = (self.book.edition.id, self.state.lower(), self.document.id)
        return FOLDER + "".join(f"{part}/" for part in parts if part)

    @property
    def state_label(self) -> str:
        """The state in words, without what stands in brackets; empty where it is for no one."""
        return self.book.short_label(_STATE, self.state) if self.state else ""


class _BlankDraft(Draft):
    """A draft that nobody's case is behind: what would be worked out is a line to write on."""

    def words(self) -> dict[str, str]:
        return super().words() | {"today": SHORT_LINE}


def make(content: Content) -> dict[str, list[BlankForm]]:
    """Return the blank forms of all editions by the document's id, in reading order."""
    books = [rulebook(content, edition) for edition in content.editions]
    named = sorted(
        (document for document in content.documents.values() if document.blank),
        key=lambda document: document.order,
    )
    return {
        document.id: [
            form for book in books if book.is_ours(document) for form in _forms(book, document)
        ]
        for document in named
    }


def _forms(book: Rulebook, document: Document) -> Iterator[BlankForm]:
    everywhere = BlankForm(book, document, "")
    question = book.content.questions[_STATE]
    states = () if book.edition.state else question.values
    forms = [BlankForm(book, document, one) for one in states]
    is_same = all(_said(form) == _said(everywhere) for form in forms)
    yield from [everywhere] if is_same else forms


def _said(form: BlankForm) -> list[Block]:
    """Return what a form says, without who says so."""
    return [{**block, "cites": ()} for block in form.written.blocks]


def files(forms: dict[str, list[BlankForm]]) -> dict[str, bytes]:
    """Return the page of each form by its path below the site."""
    template = templating.environment().get_template("form.html")
    pages = {}
    for all_of_one in forms.values():
        for form in all_of_one:
            same = [one for one in all_of_one if one.book is form.book]
            page = template.render(
                form=form,
                same=same if len(same) > 1 else [],
                book=form.book,
                document=form.document,
                written=form.written,
                advice=[one for one in form.written.blocks if one["kind"] == "advice"],
                root="../" * form.address.count("/"),
                list=LIST,
                notice=NOTICE,
                linked=lambda cites, book=form.book: _named(book, cites),
                cites=form.book.cited(form.document.cites, form.state or None),
            )
            pages[f"{form.address}index.html"] = page.encode()
    return pages


def _named(book: Rulebook, cites: Iterable[str]) -> list[tuple[str, str]]:
    """Return the anchor in the register and the name of each source."""
    parsed = [Citation.parse(cite) for cite in cites]
    return [(cite.source, name(cite, book.content)) for cite in parsed]


def listed(context: PageContext, step: str) -> str:
    """Return the forms of one step, each with where to find it: in one edition, or in all."""
    lines = []
    for forms in context.site.forms.values():
        here = [form for form in forms if context.edition in (None, form.book.edition)]
        if here and here[0].document.step == step:
            lines.append(_entry(context, here))
    return "\n\n".join(lines)


def _entry(context: PageContext, forms: list[BlankForm]) -> str:
    document = forms[0].document
    title, why, search = (
        html.escape(context.fill(document.text[key])) for key in ("title", "why", "search")
    )
    cites = context.cites(document.cites)
    also = f'<p class="also">Also called: {search}.</p>'
    return f"### {title} {{ #{document.id} }}\n\n{why} {cites}\n\n{_links(context, forms)}\n{also}"


def _links(context: PageContext, forms: list[BlankForm]) -> str:
    """Return a link for each edition, and under one that names no state, for each state."""
    items = []
    # Who goes by a plan finds it first; what names no state has more to choose from.
    for book in sorted({form.book for form in forms}, key=_by_state):
        of_book = [form for form in forms if form.book is book]
        short = html.escape(book.text(book.edition, "short"))
        if of_book[0].state:
            states = " ".join(_link(context, form, form.state_label) for form in of_book)
            items.append(f'<li class="by-state"><span>{short}:</span> {states}</li>')
        else:
            items.append(f"<li>{_link(context, of_book[0], short)}</li>")
    return f'<ul class="blank-forms">{"".join(items)}</ul>'


def _by_state(book: Rulebook) -> tuple[bool, int]:
    return not book.edition.state, book.edition.order


def _link(context: PageContext, form: BlankForm, words: str) -> str:
    return f'<a href="{context.href(form.address)}">{html.escape(words)}</a>'
