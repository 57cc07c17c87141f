"""Host only: the parts of guide pages that are written from the content.

The register of sources (every statement and every law under its own anchor)
and the facts of each edition. Each function returns Markdown, so that MkDocs
sees the anchors, the table of contents and the words to search for.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from coordguide.model import Citation, Content, Edition, Law, Statement
from coordguide.site.citations import name

TOPICS = {
    "identity": "What each document says of itself",
    "definition": "What coordination is",
    "benefits": "What it is good for",
    "who": "Whom to coordinate with",
    "considerations": "Before you begin",
    "risks": "What goes wrong without it",
    "how": "How to do it",
    "obstacles": "Obstacles and what to do",
    "references": "What the documents refer to",
    "support": "Contacts and support",
}
"""Topic of a statement to its heading, in reading order."""

Link = Callable[[str], str]
"""Turns a page's path below ``docs`` into a link from the page being written."""


def statements(content: Content, link: Link, edition: str = "", topic: str = "") -> str:
    """Return the register of statements, or one edition's or one topic's share of it.

    Only the whole register carries the anchors that citations lead to; a share
    is a list that links to them. Raises ``KeyError`` where nothing is found.
    """
    if not edition and not topic:
        return _register(content, link)
    lines = [
        _line(statement, edition, link)
        for statement in _in_order(content)
        if (not edition or edition in statement.editions)
        and (not topic or statement.topic == topic)
    ]
    if not lines:
        raise KeyError(edition or topic)
    return "\n".join(lines)


def laws(content: Content) -> str:
    """Return the register of legal texts, each with its anchor and how far it was checked."""
    return "\n\n".join(map(_law, content.laws.values()))


def edition_facts(content: Content, edition: str) -> str:
    """Return publisher, code, date, state and terms of one edition as a table."""
    record = content.editions[edition]
    rows = {
        "Source document": record.number,
        "Publisher": record.publisher,
        "Document code": record.code or "none on the document",
        "Revised": record.revised or "no date on the document",
        "State": record.state or "none: the checklist asks for it",
        "Its words": f"{record.terms['person']}, {record.terms['plan']}",
        "Statements carried": str(sum(edition in s.editions for s in content.statements.values())),
    }
    body = "".join(
        f'<tr><th scope="row">{label}</th><td>{html.escape(value)}</td></tr>'
        for label, value in rows.items()
    )
    return f"<table><tbody>{body}</tbody></table>"


def edition_summary(content: Content, edition: str) -> str:
    """Return what one edition's document is, in a paragraph."""
    return html.escape(content.editions[edition].text["summary"])


def edition_differences(content: Content, edition: str) -> str:
    """Return what sets one edition apart from the others."""
    return f"<div>{content.editions[edition].text['differs']}</div>"


def contacts(content: Content, edition: str, link: Link) -> str:
    """Return the contacts an edition names, each with its source."""
    record = content.editions[edition]
    rows = [
        f"- **{html.escape(row['label'])}:** {_contact(row)} {_cites(row, content, link)}"
        for row in record.contacts
    ]
    return "\n".join(rows) or "The document names no contact."


def escalation(content: Content, edition: str, link: Link) -> str:
    """Return whom an edition names for when coordination is stuck."""
    rows = [
        f"- **{html.escape(row['who'])}:** {html.escape(row['text'])} {_cites(row, content, link)}"
        for row in content.editions[edition].escalation
    ]
    return "\n".join(rows) or "The document names nobody to turn to when coordination is stuck."


def editions(content: Content, link: Link) -> str:
    """Return all editions as a list of links to their pages."""
    return "\n".join(
        f"- [{html.escape(record.text['title'])}]({link(f'editions/{record.id}.md')}): "
        f"{html.escape(record.text['summary'])}"
        for record in content.editions.values()
    )


def _register(content: Content, link: Link) -> str:
    blocks = []
    for topic, heading in TOPICS.items():
        if members := [s for s in _in_order(content) if s.topic == topic]:
            blocks += [
                f"## {heading}",
                *(_entry(statement, content, link) for statement in members),
            ]
    return "\n\n".join(blocks)


def _in_order(content: Content) -> list[Statement]:
    return sorted(content.statements.values(), key=_rank)


def _rank(statement: Statement) -> tuple[int, str, int, str]:
    """Order statements as documents do: by topic, then CON-2 before CON-10."""
    series, _, rest = statement.id.partition("-")
    digits = "".join(character for character in rest if character.isdigit())
    return (list(TOPICS).index(statement.topic), series, int(digits or 0), rest)


def _line(statement: Statement, edition: str, link: Link) -> str:
    says = statement.text.get("variants", {}).get(edition) or statement.text["says"]
    place = f"{link('sources/index.md')}#{statement.id}"
    return f"- {html.escape(says)} [{statement.id}]({place}){{ .cite }}"


def _entry(statement: Statement, content: Content, link: Link) -> str:
    variants = statement.text.get("variants", {})
    lines = [f"### {statement.id} {{ #{statement.id} }}", html.escape(statement.text["says"])]
    for edition, words in variants.items():
        lines.append(f"In {_edition_link(content.editions[edition], link)}: {html.escape(words)}")
    if note := statement.text.get("note"):
        lines.append(f'<div class="note">{note}</div>')
    carriers = (
        _edition_link(content.editions[slug], link) + (" (variant)" if kind == "variant" else "")
        for slug, kind in statement.editions.items()
    )
    lines.append(f"Carried by {', '.join(carriers)}.\n{{ .carried }}")
    return "\n\n".join(lines)


def _law(law: Law) -> str:
    state = (
        '<span class="checked-yes">The wording was checked.</span>'
        if law.verified
        else '<span class="checked-no">Not checked against an official text.</span>'
    )
    lines = [
        f"### {html.escape(law.short)} {{ #{law.id} }}",
        f"[{html.escape(law.text['title'])}]({law.link})",
        f'<div class="note">{law.text["note"]}</div>' if law.text.get("note") else "",
        f"Read on {law.seen} in {html.escape(law.seen_in)}. {state}\n{{ .carried }}",
    ]
    return "\n\n".join(line for line in lines if line)


def _edition_link(edition: Edition, link: Link) -> str:
    return f"[{html.escape(edition.text['title'])}]({link(f'editions/{edition.id}.md')})"


def _contact(row: dict[str, Any]) -> str:
    value = html.escape(row["value"])
    shown = f"[{value}]({row['link']})" if row.get("link") else value
    return shown if row.get("verified") else f"{shown} (as printed; not checked)"


def _cites(row: dict[str, Any], content: Content, link: Link) -> str:
    return " ".join(_cite(Citation.parse(cite), content, link) for cite in row.get("cites", ()))


def _cite(cite: Citation, content: Content, link: Link) -> str:
    return f"[{name(cite, content)}]({link('sources/index.md')}#{cite.source}){{ .cite }}"
