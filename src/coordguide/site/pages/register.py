"""The register of sources: every statement and every law under its own anchor.

Each function returns Markdown, so that MkDocs sees the anchors, the table of
contents and the words to search for.
"""

from __future__ import annotations

import html

from coordguide.model import Edition, Law, Statement
from coordguide.site.pages import editions
from coordguide.site.pages.page_context import PageContext

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


def statements(context: PageContext, edition: str = "", topic: str = "") -> str:
    """Return the register of statements, or one edition's or one topic's share of it.

    Only the whole register carries the anchors that citations lead to; a share
    is a list that links to them. Raises ``KeyError`` where nothing is found.
    """
    slug = edition or (context.edition.id if context.edition else "")
    if not slug and not topic:
        return _register(context)
    lines = [
        f"- {html.escape(one.says_in(slug))} "
        f"[{one.id}]({context.link('sources/index.md')}#{one.id}){{ .cite }}"
        for one in _in_order(context)
        if (not slug or slug in one.editions) and (not topic or one.topic == topic)
    ]
    if not lines:
        raise KeyError(slug or topic)
    return "\n".join(lines)


def laws(context: PageContext) -> str:
    """Return the register of legal texts, each with its anchor and how far it was checked."""
    return "\n\n".join(map(_law, context.content.laws.values()))


def _register(context: PageContext) -> str:
    blocks = []
    for topic, heading in TOPICS.items():
        if members := [one for one in _in_order(context) if one.topic == topic]:
            blocks += [f"## {heading}", *(_entry(context, one) for one in members)]
    return "\n\n".join(blocks)


def _in_order(context: PageContext) -> list[Statement]:
    return sorted(context.content.statements.values(), key=_rank)


def _rank(statement: Statement) -> tuple[int, str, int, str]:
    """Order statements as documents do: by topic, then CON-2 before CON-10."""
    series, _, rest = statement.id.partition("-")
    digits = "".join(character for character in rest if character.isdigit())
    return (list(TOPICS).index(statement.topic), series, int(digits or 0), rest)


def _entry(context: PageContext, statement: Statement) -> str:
    variants = statement.text.get("variants", {})
    lines = [f"### {statement.id} {{ #{statement.id} }}", html.escape(statement.text["says"])]
    for slug, words in variants.items():
        lines.append(f"In {_edition_link(context, slug)}: {html.escape(words)}")
    if note := statement.text.get("note"):
        lines.append(f'<div class="note">{note}</div>')
    carriers = (
        _edition_link(context, slug) + (" (variant)" if kind == "variant" else "")
        for slug, kind in statement.editions.items()
    )
    lines.append(f"Carried by {', '.join(carriers)}.\n{{ .carried }}")
    return "\n\n".join(lines)


def _edition_link(context: PageContext, slug: str) -> str:
    edition: Edition = context.content.editions[slug]
    return f"[{html.escape(edition.text['title'])}]({context.link(editions.home(slug))})"


def _law(law: Law) -> str:
    title = html.escape(law.text["title"])
    lines = [
        f"### {html.escape(law.short)} {{ #{law.id} }}",
        f"[{title}]({law.link})" if law.link else title,
        f'<div class="note">{law.text["note"]}</div>' if law.text.get("note") else "",
        f"{_checked(law)}\n{{ .carried }}",
    ]
    return "\n\n".join(line for line in lines if line)


def _checked(law: Law) -> str:
    if not law.link:  # our own words: there is no text to read them in
        return '<span class="checked-no">Ours: no law and no document says it.</span>'
    seen = f"{law.seen}: {html.escape(law.seen_in)}."
    if law.verified:
        return f'<span class="checked-yes">Read in that copy</span> on {seen}'
    return f'<span class="checked-no">Not checked against the text.</span> Seen on {seen}'
