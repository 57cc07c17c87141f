"""The choice of an edition on top of guide pages, as plain links."""

from __future__ import annotations

import html
import re
from posixpath import join, normpath, relpath

from coordguide.model import Edition
from coordguide.site.pages import editions
from coordguide.site.pages.page_context import PageContext

_HREF = re.compile(r'(<a\b(?![^>]*\bdata-edition=)[^>]*?\bhref=")([^"#?:]+)(?=["#?])')


def page_url(path: str) -> str:
    """Return the address of a page below the site: ``guide/release.md`` is ``guide/release/``."""
    inner = path.removesuffix(".md")
    return inner.removesuffix("index") if inner.endswith("index") else f"{inner}/"


def bar(context: PageContext, source: str) -> str:
    """Return the row of links to this page in every edition.

    Takes the page and the guide page's path, which is the page for everybody.
    """
    links = [_item(context, "", "All documents", source)]
    links += [
        _item(context, one.id, one.text["short"], editions.copy_of(source, one.id))
        for one in context.content.editions.values()
    ]
    return (
        '<nav class="edition-bar" aria-label="Edition">'
        f"<p>Show the words of:</p><ul>{''.join(links)}</ul></nav>"
    )


def _item(context: PageContext, slug: str, label: str, path: str) -> str:
    chosen = slug == (context.edition.id if context.edition else "")
    mark = ' aria-current="true"' if chosen else ""
    href = context.href(page_url(path))
    return f'<li><a href="{href}" data-edition="{slug}"{mark}>{html.escape(label)}</a></li>'


def stay(page: str, url: str, guide: dict[str, str]) -> str:
    """Let the links of a finished page lead to the same edition's pages.

    Takes the HTML, the page's address, and the address of each guide page
    with that of the edition's copy. Links of the choice itself stay.
    """

    def lead(found: re.Match[str]) -> str:
        target = normpath(join("/", url, found[2])).lstrip("/") + "/"
        if target not in guide:
            return found[0]
        return f"{found[1]}{relpath('/' + guide[target], '/' + url)}/"

    return _HREF.sub(lead, page)


def addresses(sources: list[str], edition: Edition) -> dict[str, str]:
    """Return the address of every guide page with that of one edition's copy of it."""
    return {page_url(one): page_url(editions.copy_of(one, edition.id)) for one in sources}
