"""What stands in guide pages where a mark is, written from the content.

Each part takes the page and the mark's words and returns Markdown; a word
that means nothing raises ``KeyError``. The plugin lists the marks.
"""

from __future__ import annotations

import html
from itertools import groupby

from coordguide.authoring.problems import join
from coordguide.model import Citation, Element, Method, Outcome, Statement
from coordguide.site.pages.page_context import PageContext, Steps

_CHECKS = {
    "about": "Check this for your case",
    "release": "Check the release for your case",
    "method": "Choose a method for your case",
    "records": "Go through the records of your case",
    "notify": "See whom to tell in your case",
}


def says(context: PageContext, ids: str) -> str:
    """Return statements as a list: the edition's words, or everybody's with who says so."""
    chosen = [context.content.statements[name] for name in ids.split(",")]
    if context.edition:
        chosen = [one for one in chosen if context.edition.id in one.editions]
    lines = [
        f"- {context.says(one)} {context.cite(one.id)}{_carriers(context, one)}" for one in chosen
    ]
    return "\n".join(lines) or "Your document says nothing about this."


def _carriers(context: PageContext, statement: Statement) -> str:
    if context.edition:
        return ""
    variants = statement.text.get("variants", {})
    names = [_short(context, slug) for slug in statement.editions if slug not in variants]
    plain = f' <span class="who-says">{", ".join(names)}</span>' if names else ""
    return plain + "".join(
        f'\n    - {html.escape(words)} <span class="who-says">{_short(context, slug)}</span>'
        for slug, words in variants.items()
    )


def _short(context: PageContext, slug: str) -> str:
    return html.escape(context.content.editions[slug].text["short"])


_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def how_many(context: PageContext, carry: str) -> str:
    """Return how many of all documents make a statement, as words of a sentence.

    Takes the id of the statement; raises ``KeyError`` for one that does not exist. The words fit
    after "by", whatever the number: "four of the five documents".
    """
    carriers, of_all = len(context.content.statements[carry].editions), context.content.editions
    if carriers == len(of_all):
        return f"all {_number(carriers)} documents"
    return f"{_number(carriers)} of the {_number(len(of_all))} documents"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def who(context: PageContext, carry: str) -> str:
    """Return the short names of all documents that make a statement, as words of a sentence.

    Takes the id of the statement; raises ``KeyError`` for one that does not exist.
    """
    carriers = context.content.statements[carry].editions
    return join((_short(context, slug) for slug in carriers), "and") or "no document"


def check(context: PageContext, step: str) -> str:
    """Return the button that opens the checklist at a step, in this page's edition."""
    query = f"?edition={context.edition.id}" if context.edition else ""
    target = f"{context.href('checklist/')}{query}#{step}"
    return f'<p><a class="md-button md-button--primary" href="{target}">{_CHECKS[step]}</a></p>'


def elements(context: PageContext, regime: str) -> str:
    """Return what a form of one kind must have, and the duties beside it."""
    chosen = [one for one in context.content.elements.values() if one.regime == regime]
    if not chosen:
        raise KeyError(regime)
    lists = {duty: [one for one in chosen if one.duty == duty] for duty in (False, True)}
    text = _cited_list(context, lists[False], "label")
    if lists[True]:
        text += "\n\nDuties beside the form; leaving one undone does not make it invalid:\n\n"
        text += _cited_list(context, lists[True], "label")
    return text


def _cited_list(context: PageContext, records: list[Element], key: str) -> str:
    return "\n".join(
        f"- **{one.id}** {context.fill(one.text[key])} {context.cites(one.cites)}"
        + (" (where it applies)" if _is_special(one) and not one.duty else "")
        for one in records
    )


def _is_special(element: Element) -> bool:
    """Say whether an element asks for more than that its kind of form is in use."""
    return "fact" not in element.when


def outcome(context: PageContext, id: str) -> str:
    """Return one answer of the checklist under a heading that answers can link to."""
    record: Outcome = context.content.outcomes[id]
    return (
        f"## {context.fill(record.text['title'])} {{ #{id} }}\n\n"
        f"{context.fill(record.text['says'])} {context.cites(record.cites)}"
    )


def resolution(context: PageContext, finding: str) -> str:
    """Return what to do about one finding, step by step, for each edition that says something."""
    if not any(one.finding == finding for one in context.content.resolutions.values()):
        raise KeyError(finding)
    return "\n\n".join(
        _resolution(context, steps, slugs) for _, steps, slugs in context.paths(finding)
    )


def _resolution(context: PageContext, steps: Steps, slugs: list[str]) -> str:
    lines = "\n".join(
        f"1. {context.fill(step['text'])} {context.cites(step['cites'])}" for step in steps
    )
    if context.edition:
        return lines
    names = ", ".join(_short(context, slug) for slug in slugs)
    return f"**{names}**\n\n{lines}"


def methods(context: PageContext) -> str:
    """Return every method: what it suits, and what to take care of."""
    return "\n\n".join(
        f"### {context.fill(one.text['label'])} {{ #{one.id} }}\n\n"
        f"{context.fill(one.text['why'])} {context.cites(one.cites)}"
        f"{_naming(context, one)}\n\n"
        + "\n".join(
            f"- {context.fill(item['text'])} {context.cites(item['cites'])}"
            for item in one.safeguards
        )
        for one in context.content.methods.values()
    )


def _naming(context: PageContext, method: Method) -> str:
    slugs = [book.edition.id for book in context.books if book.names_method(method)]
    if context.edition:
        return "" if slugs else " Your document does not name it; we add it."
    if len(slugs) == len(context.books):
        return ""
    return f" Named by: {', '.join(_short(context, slug) for slug in slugs)}."


def records(context: PageContext, leave: str) -> str:
    """Return the kinds of record to ask for (``leave=in``) or to leave out (``leave=out``)."""
    if leave not in ("in", "out"):
        raise KeyError(leave)
    lines = [
        f"- **{context.fill(one.text['label'])}**: {context.fill(one.text.get('reason', ''))} "
        f"{context.cites_or_ours(one)}"
        for one in context.content.records.values()
        if one.leave_out == (leave == "out")
    ]
    return "\n".join(lines)


def state_rules(context: PageContext, states: str) -> str:
    """Return what the checklist asks for under the law of one state, rule by rule."""
    rules = [
        one
        for one in context.content.rules.values()
        if one.states == (states,) and "contradiction" not in one.gives
    ]
    if not rules:
        raise KeyError(states)
    rules.sort(key=lambda rule: rule.text["says"])
    return "\n".join(
        f"- {context.fill(text)} {' '.join(dict.fromkeys(context.cites(r.cites) for r in same))}"
        for text, same in ((t, list(g)) for t, g in groupby(rules, lambda rule: rule.text["says"]))
    )


def comparison(context: PageContext) -> str:
    """Return the documents side by side: the rows are in the page's header.

    Each row has a name and, under ``says``, the words for a statement or for a
    field of the edition; a cell that nothing fills is a dash.
    """
    books = list(context.content.editions.values())
    names = (f"[{_short(context, one.id)}]({one.id}.md)" for one in books)
    head = f"| Subject |{'|'.join(names)}|"
    lines = [head, "|---" * (len(books) + 1) + "|"]
    for row in context.front_matter["compare"]:
        cells = []
        for edition in books:
            found = [
                f"{words} {context.cite(Citation.parse(name))}"
                for name, words in row.get("says", {}).items()
                if edition.id in context.content.statements[name].editions
            ]
            if field := row.get("field"):
                found.append(html.escape(_field(edition, field)))
            cells.append("; ".join(text for text in found if text) or row.get("none", "–"))
        lines.append(f"|**{row['row']}**|" + "|".join(cells) + "|")
    return "\n".join(lines)


def _field(edition: object, name: str) -> str:
    value = getattr(edition, name)
    return value["person"] if name == "terms" else str(value)
