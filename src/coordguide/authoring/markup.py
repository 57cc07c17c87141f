"""Turns the Markdown of content files into clean HTML, and finds markup that must not be there."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import markdown

_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^>]*)?/?>|!--)")
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
SAFE_SCHEMES = ("https:", "http:", "mailto:", "tel:")
"""Where a link may lead, besides an address inside the site."""


@cache
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(extensions=["sane_lists"], output_format="html")
    # Without these two, raw HTML is shown as the characters it is made of.
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def render(text: str) -> str:
    """Turn the Markdown of one field into HTML; raw HTML in it comes out as visible text."""
    return _converter().reset().convert(text)


def find_tag(text: str) -> str:
    """Return the first piece of raw HTML in the text, or nothing."""
    found = _TAG.search(text)
    return found[0] if found else ""


def is_safe_link(link: str) -> bool:
    """Say whether a link stays in the site or uses one of the safe schemes."""
    scheme = _SCHEME.match(link.strip())
    return not scheme or scheme[0].lower() in SAFE_SCHEMES


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append("an image")
        for name, value in attrs:
            if name == "href" and not is_safe_link(value or ""):
                self.found.append(f'a link to "{value}"')


def find_unsafe(text: str) -> str:
    """Return what rendered Markdown would bring in from outside, or nothing.

    An image would be loaded from another host or break on paper; a link with
    an unusual scheme could run a script.
    """
    finder = _Finder()
    finder.feed(render(text))
    return finder.found[0] if finder.found else ""
