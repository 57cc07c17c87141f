"""What pages say about an edition: facts, contacts, ways up, papers, its guide."""

from __future__ import annotations

import html
from typing import Any

from coordguide.model import Edition
from coordguide.site.pages import citations, editions
from coordguide.site.pages.page_context import Place

_PAPERS = {"tip-sheet": "Tip sheet, one page (PDF)", "checklist": "Checklist to fill in (PDF)"}


def _the(place: Place, slug: str = "") -> Edition:
    """Return the edition a mark names, or the page's own."""
    if slug:
        return place.content.editions[slug]
    if place.edition is None:
        raise KeyError("edition")
    return place.edition


def facts(place: Place, edition: str = "") -> str:
    """Return publisher, code, date, state and terms of one edition as a table."""
    record = _the(place, edition)
    of_itself = [
        cite
        for cite in record.cites
        if (said := place.content.statements.get(cite.source)) and said.topic == "identity"
    ]
    carried = sum(record.id in one.editions for one in place.content.statements.values())
    rows = {
        "Source document": record.number,
        "Publisher": html.escape(record.publisher) or "not named",
        "Document code": html.escape(record.code) or "none on the document",
        "Revised": record.revised or "no date on the document",
        "State": record.state or "none: the checklist asks for it",
        "Its words": f"{record.terms['person']}, {record.terms['plan']}",
        "What it says of itself": place.cites(of_itself) or "nothing",
        "Statements carried": str(carried),
    }
    body = "\n".join(f"| **{label}** | {value} |" for label, value in rows.items())
    return f"| Fact | What we know |\n|---|---|\n{body}"


def summary(place: Place, edition: str = "") -> str:
    """Return what one edition's document is, in a paragraph."""
    return html.escape(_the(place, edition).text["summary"])


def note(place: Place, edition: str = "") -> str:
    """Return what is to be known about the document itself."""
    return _linked(place, _the(place, edition).text.get("note", ""))


def differences(place: Place, edition: str = "") -> str:
    """Return what sets one edition apart from the others."""
    return _linked(place, _the(place, edition).text.get("differs", "")) or (
        "Nothing that we know of sets it apart."
    )


def _linked(place: Place, text: str) -> str:
    """Turn the citations in a compiled text into links; it is HTML and stays so."""
    return f"<div>{citations.link_html(text, place)}</div>" if text else ""


def start(place: Place) -> str:
    """Return the button that starts the checklist in this edition."""
    target = f"{place.href('checklist/')}?edition={_the(place).id}"
    return f'<p><a class="md-button md-button--primary" href="{target}">Start the checklist</a></p>'


def guide(place: Place) -> str:
    """Return the guide's pages for this edition, in reading order."""
    slug = _the(place).id
    pages = place.header["guide"]
    return "\n".join(
        f"- [{title}]({place.link(editions.copy_of(path, slug))})" for path, title in pages
    )


def papers(place: Place, edition: str = "") -> str:
    """Return links to an edition's sheets, or say that they were not made."""
    record = _the(place, edition)
    lines = [
        f'<li><a href="{place.href(place.papers[f"{record.id}-{kind}"])}">{words}</a></li>'
        for kind, words in _PAPERS.items()
        if f"{record.id}-{kind}" in place.papers
    ]
    if not lines:
        return "This copy of the site was built without PDFs. Print this page or the checklist’s."
    return f"<ul>{''.join(lines)}</ul>"


def all_papers(place: Place) -> str:
    """Return every edition's sheets."""
    return "\n\n".join(
        f"## {html.escape(one.text['short'])} {{ #{one.id} }}\n\n{papers(place, one.id)}"
        for one in place.content.editions.values()
    )


def contacts(place: Place, edition: str = "") -> str:
    """Return the contacts an edition names, or those of every edition under its name."""
    if not edition and place.edition is None:
        return _each(place, contacts)
    rows = [
        f"- **{html.escape(row['label'])}:** {_contact(row)} {place.cites(row.get('cites'))}"
        for row in _the(place, edition).contacts
    ]
    return "\n".join(rows) or "The document names no contact."


def escalation(place: Place, edition: str = "") -> str:
    """Return whom an edition names for when coordination is stuck, or so for every edition."""
    if not edition and place.edition is None:
        return _each(place, escalation)
    record = _the(place, edition)
    rows = [
        f"- **{html.escape(way['who'])}:** {html.escape(way['text'])} {place.cites(way['cites'])}"
        for way in record.escalation
    ]
    return "\n".join(rows) or (
        "The document names nobody to turn to when coordination is stuck. "
        f"Ask your {record.terms['plan']} or your supervisor."
    )


def _each(place: Place, part: Any) -> str:
    return "\n\n".join(
        f"**{html.escape(one.text['short'])}**\n\n{part(place, one.id)}"
        for one in place.content.editions.values()
    )


def all_editions(place: Place) -> str:
    """Return all editions as a list of links to their pages."""
    return "\n".join(
        f"- [{html.escape(one.text['title'])}]({place.link(editions.home(one.id))}): "
        f"{html.escape(one.text['summary'])}"
        for one in place.content.editions.values()
    )


def _contact(row: dict[str, Any]) -> str:
    value = html.escape(row["value"])
    shown = f"[{value}]({row['link']})" if row.get("link") else value
    return shown if row.get("verified") else f"{shown} (as printed; not checked)"
