"""What stands in guide pages where a mark is, written from the content.

Each part takes the place and the mark's words and returns Markdown; a word
that means nothing raises ``KeyError``. The plugin lists the marks.
"""

from __future__ import annotations

import html
from itertools import groupby

from coordguide.model import Citation, Element, Outcome, Resolution, Statement
from coordguide.site.pages.page_context import Place

_CHECKS = {
    "about": "Check this for your case",
    "release": "Check the release for your case",
    "method": "Choose a method for your case",
    "records": "Go through the records of your case",
    "notify": "See whom to tell in your case",
}


def says(place: Place, ids: str) -> str:
    """Return statements as a list: the edition's words, or everybody's with who says so."""
    chosen = [place.content.statements[name] for name in ids.split(",")]
    if place.edition:
        chosen = [one for one in chosen if place.edition.id in one.editions]
    lines = [f"- {place.says(one)} {place.cite(one.id)}{_carriers(place, one)}" for one in chosen]
    return "\n".join(lines) or "Your document says nothing about this."


def _carriers(place: Place, statement: Statement) -> str:
    if place.edition:
        return ""
    variants = statement.text.get("variants", {})
    names = [_short(place, slug) for slug in statement.editions if slug not in variants]
    plain = f' <span class="who-says">{", ".join(names)}</span>' if names else ""
    return plain + "".join(
        f'\n    - {html.escape(words)} <span class="who-says">{_short(place, slug)}</span>'
        for slug, words in variants.items()
    )


def _short(place: Place, slug: str) -> str:
    return html.escape(place.content.editions[slug].text["short"])


def check(place: Place, step: str) -> str:
    """Return the button that opens the checklist at a step, in this page's edition."""
    query = f"?edition={place.edition.id}" if place.edition else ""
    target = f"{place.href('checklist/')}{query}#{step}"
    return f'<p><a class="md-button md-button--primary" href="{target}">{_CHECKS[step]}</a></p>'


def elements(place: Place, regime: str) -> str:
    """Return what a form of one kind must have, and the duties beside it."""
    chosen = [one for one in place.content.elements.values() if one.regime == regime]
    if not chosen:
        raise KeyError(regime)
    lists = {duty: [one for one in chosen if one.duty == duty] for duty in (False, True)}
    text = _cited_list(place, lists[False], "label")
    if lists[True]:
        text += "\n\nDuties beside the form; leaving one undone does not make it invalid:\n\n"
        text += _cited_list(place, lists[True], "label")
    return text


def _cited_list(place: Place, records: list[Element], key: str) -> str:
    return "\n".join(
        f"- **{one.id}** {place.fill(one.text[key])} {place.cites(one.cites)}"
        + (" (where it applies)" if _is_special(one) and not one.duty else "")
        for one in records
    )


def _is_special(element: Element) -> bool:
    """Say whether an element asks for more than that its kind of form is in use."""
    return "fact" not in element.when


def outcome(place: Place, id: str) -> str:
    """Return one answer of the checklist under a heading that answers can link to."""
    record: Outcome = place.content.outcomes[id]
    return (
        f"## {place.fill(record.text['title'])} {{ #{id} }}\n\n"
        f"{place.fill(record.text['says'])} {place.cites(record.cites)}"
    )


def resolution(place: Place, finding: str) -> str:
    """Return what to do about one finding, step by step, for each edition that says something."""
    chosen = [one for one in place.content.resolutions.values() if one.finding == finding]
    if not chosen:
        raise KeyError(finding)
    if place.edition:
        chosen = [one for one in chosen if place.edition.id in one.editions]
    return "\n\n".join(_resolution(place, one) for one in chosen)


def _resolution(place: Place, record: Resolution) -> str:
    steps = "\n".join(
        f"1. {place.fill(step['text'])} {place.cites(step['cites'])}" for step in record.steps
    )
    if place.edition:
        return steps
    names = ", ".join(_short(place, slug) for slug in record.editions)
    return f"**{names}**\n\n{steps}"


def methods(place: Place) -> str:
    """Return every method: what it suits, and what to take care of."""
    return "\n\n".join(
        f"### {place.fill(one.text['label'])} {{ #{one.id} }}\n\n"
        f"{place.fill(one.text['why'])} {place.cites(one.cites)}"
        f"{_naming(place, one.editions)}\n\n"
        + "\n".join(
            f"- {place.fill(item['text'])} {place.cites(item['cites'])}" for item in one.safeguards
        )
        for one in place.content.methods.values()
    )


def _naming(place: Place, slugs: tuple[str, ...]) -> str:
    if place.edition:
        return "" if place.edition.id in slugs else " Your document does not name it; we add it."
    missing = [slug for slug in place.content.editions if slug not in slugs]
    if not missing:
        return ""
    return f" Named by: {', '.join(_short(place, slug) for slug in slugs)}."


def records(place: Place, leave: str) -> str:
    """Return the kinds of record to ask for (``leave=in``) or to leave out (``leave=out``)."""
    if leave not in ("in", "out"):
        raise KeyError(leave)
    lines = [
        f"- **{place.fill(one.text['label'])}**: {place.fill(one.text.get('reason', ''))} "
        f"{place.cites(one.cites)}"
        for one in place.content.records.values()
        if one.leave_out == (leave == "out")
    ]
    return "\n".join(lines)


def state_rules(place: Place, states: str) -> str:
    """Return what the checklist asks for under the law of one state, rule by rule."""
    rules = [
        one
        for one in place.content.rules.values()
        if one.states == (states,) and "contradiction" not in one.gives
    ]
    if not rules:
        raise KeyError(states)
    rules.sort(key=lambda rule: rule.text["says"])
    return "\n".join(
        f"- {place.fill(text)} {' '.join(dict.fromkeys(place.cites(one.cites) for one in same))}"
        for text, same in ((t, list(g)) for t, g in groupby(rules, lambda rule: rule.text["says"]))
    )


def comparison(place: Place) -> str:
    """Return the documents side by side: the rows are in the page's header.

    Each row has a name and, under ``says``, the words for a statement or for a
    field of the edition; a cell that nothing fills is a dash.
    """
    books = list(place.content.editions.values())
    names = (f"[{_short(place, one.id)}]({one.id}.md)" for one in books)
    head = f"| Subject |{'|'.join(names)}|"
    lines = [head, "|---" * (len(books) + 1) + "|"]
    for row in place.header["compare"]:
        cells = []
        for edition in books:
            found = [
                f"{words} {place.cite(Citation.parse(name))}"
                for name, words in row.get("says", {}).items()
                if edition.id in place.content.statements[name].editions
            ]
            if field := row.get("field"):
                found.append(html.escape(_field(edition, field)))
            cells.append("; ".join(text for text in found if text) or row.get("none", "–"))
        lines.append(f"|**{row['row']}**|" + "|".join(cells) + "|")
    return "\n".join(lines)


def _field(edition: object, name: str) -> str:
    value = getattr(edition, name)
    return value["person"] if name == "terms" else str(value)
