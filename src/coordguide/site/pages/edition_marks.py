"""What pages say about an edition: facts, contacts, ways up, sheets to print, its guide."""

from __future__ import annotations

import html
from typing import Any

from coordguide.model import Edition
from coordguide.site.pages import citations, editions
from coordguide.site.pages.checklist_page import OTHER_PLAN
from coordguide.site.pages.page_context import PageContext

_SHEETS = {"tip-sheet": "Tip sheet, one page (PDF)", "checklist": "Checklist to fill in (PDF)"}


def _the(context: PageContext, slug: str = "") -> Edition:
    """Return the edition a mark names, or the page's own."""
    if slug:
        return context.content.editions[slug]
    if context.edition is None:
        raise KeyError("edition")
    return context.edition


def facts(context: PageContext, edition: str = "") -> str:
    """Return publisher, code, date, state and terms of one edition as a table."""
    record = _the(context, edition)
    of_itself = [
        cite
        for cite in record.cites
        if (said := context.content.statements.get(cite.source)) and said.topic == "identity"
    ]
    carried = sum(record.id in one.editions for one in context.content.statements.values())
    rows = {
        "Source document": record.number,
        "Publisher": html.escape(record.publisher) or "not named",
        "Document code": html.escape(record.code) or "none on the document",
        "Revised": record.revised or "no date on the document",
        "State": record.state or "none: the checklist asks for it",
        "Its words": f"{record.terms['person']}, {record.terms['plan']}",
        "What it says of itself": context.cites(of_itself) or "nothing",
        "Statements carried": str(carried),
    }
    body = "\n".join(f"| **{label}** | {value} |" for label, value in rows.items())
    return f"| Fact | What we know |\n|---|---|\n{body}"


def summary(context: PageContext, edition: str = "") -> str:
    """Return what one edition's document is, in a paragraph."""
    return html.escape(_the(context, edition).text["summary"])


def note(context: PageContext, edition: str = "") -> str:
    """Return what is to be known about the document itself."""
    return _linked(context, _the(context, edition).text.get("note", ""))


def differences(context: PageContext, edition: str = "") -> str:
    """Return what sets one edition apart from the others."""
    return _linked(context, _the(context, edition).text.get("differs", "")) or (
        "Nothing that we know of sets it apart."
    )


def _linked(context: PageContext, text: str) -> str:
    """Turn the citations in a compiled text into links; it is HTML and stays so."""
    return f"<div>{citations.link_html(text, context)}</div>" if text else ""


def start(context: PageContext) -> str:
    """Return the button that starts the checklist in this edition."""
    target = f"{context.href('checklist/')}?edition={_the(context).id}"
    return f'<p><a class="md-button md-button--primary" href="{target}">Start the checklist</a></p>'


def guide(context: PageContext) -> str:
    """Return the guide's pages for this edition, in reading order."""
    slug = _the(context).id
    pages = context.site.guide
    return "\n".join(
        f"- [{title}]({context.link(editions.copy_of(path, slug))})" for path, title in pages
    )


def sheets(context: PageContext, edition: str = "") -> str:
    """Return links to an edition's sheets, or say that they were not made."""
    record = _the(context, edition)
    lines = [
        f'<li><a href="{context.href(context.site.sheets[f"{record.id}-{kind}"])}">{words}</a></li>'
        for kind, words in _SHEETS.items()
        if f"{record.id}-{kind}" in context.site.sheets
    ]
    if not lines:
        return "This copy of the site was built without PDFs. Print this page or the checklist’s."
    return f"<ul>{''.join(lines)}</ul>"


def all_sheets(context: PageContext) -> str:
    """Return every edition's sheets."""
    return "\n\n".join(
        f"## {html.escape(one.text['short'])} {{ #{one.id} }}\n\n{sheets(context, one.id)}"
        for one in context.content.editions.values()
    )


def contacts(context: PageContext, edition: str = "") -> str:
    """Return the contacts an edition names, or those of every edition under its name."""
    if not edition and context.edition is None:
        return _each(context, contacts)
    rows = [
        f"- **{html.escape(row['label'])}:** {_contact(row)} {context.cites(row.get('cites'))}"
        for row in _the(context, edition).contacts
    ]
    return "\n".join(rows) or "The document names no contact."


def escalation(context: PageContext, edition: str = "") -> str:
    """Return whom an edition names for when coordination is stuck, or so for every edition."""
    if not edition and context.edition is None:
        return _each(context, escalation)
    record = _the(context, edition)
    rows = [
        f"- **{html.escape(way['who'])}:** {html.escape(way['text'])} {context.cites(way['cites'])}"
        for way in record.escalation
    ]
    return "\n".join(rows) or (
        "The document names nobody to turn to when coordination is stuck. "
        f"Ask your {record.terms['plan']} or your supervisor."
    )


def _each(context: PageContext, part: Any) -> str:
    return "\n\n".join(
        f"**{html.escape(one.text['short'])}**\n\n{part(context, one.id)}"
        for one in context.content.editions.values()
    )


def plans(context: PageContext) -> str:
    """Return the way into the checklist by plan, then for another plan or none."""
    books = list(context.content.editions.values())
    named = [f"- {_checklist_of(context, one)}" for one in books if one.state]
    general = ", ".join(_checklist_of(context, one) for one in books if not one.state)
    other = f"- {OTHER_PLAN}: {general}. The checklist then asks for the state."
    return "\n".join([*named, other] if general else named)


def _checklist_of(context: PageContext, edition: Edition) -> str:
    target = f"{context.href('checklist/')}?edition={edition.id}"
    return f'<a href="{target}">{html.escape(edition.text["short"])}</a>'


def all_editions(context: PageContext) -> str:
    """Return all editions as a list of links to their pages."""
    return "\n".join(
        f"- [{html.escape(one.text['title'])}]({context.link(editions.home(one.id))}): "
        f"{html.escape(one.text['summary'])}"
        for one in context.content.editions.values()
    )


def _contact(row: dict[str, Any]) -> str:
    value = html.escape(row["value"])
    shown = f"[{value}]({row['link']})" if row.get("link") else value
    return shown if row.get("verified") else f"{shown} (as printed; not checked)"
