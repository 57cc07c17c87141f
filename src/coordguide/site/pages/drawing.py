"""Boxes, lines and words as SVG that a screen reader, a dark screen and paper can use.

Everything is drawn in the color of the surrounding text, so it is right in
light, in dark and in print; meaning is never in a color. The width is that of
a phone, where the words keep their size.
"""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass, field

WIDTH = 420
SIZE = 14
LINE = 18
PAD = 9
_LETTER = 7.1  # mean width of a letter at SIZE; words are wrapped by it


@dataclass
class Box:
    """A box with words; it is as high as its words need."""

    x: float
    y: float
    width: float
    text: str
    is_strong: bool = False
    is_dashed: bool = False
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        letters = int((self.width - 2 * PAD) / _LETTER)
        self.lines = textwrap.wrap(self.text, letters) or [""]

    @property
    def height(self) -> float:
        """How high the box is with its words."""
        return len(self.lines) * LINE + 2 * PAD

    @property
    def bottom(self) -> float:
        """Where the box ends."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2

    def svg(self) -> str:
        """Return the box and its words as SVG."""
        dash = ' stroke-dasharray="6 4"' if self.is_dashed else ""
        stroke = 2.5 if self.is_strong else 1.2
        x = self.x + self.width / 2
        first = self.y + PAD + SIZE
        words = "".join(
            f'<tspan x="{x:g}" y="{first + at * LINE:g}">{html.escape(line)}</tspan>'
            for at, line in enumerate(self.lines)
        )
        weight = ' font-weight="700"' if self.is_strong else ""
        return (
            f'<rect x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="{self.height:g}" '
            f'rx="6" fill="none" stroke="currentColor" stroke-width="{stroke}"{dash}/>'
            f'<text font-size="{SIZE}" text-anchor="middle" fill="currentColor"{weight}>'
            f"{words}</text>"
        )


def line(
    x1: float, y1: float, x2: float, y2: float, arrow: bool = True, dashed: bool = False
) -> str:
    """Return a line, with a point at its end unless told otherwise."""
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    head = ' marker-end="url(#point)"' if arrow else ""
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" fill="none" stroke="currentColor" '
        f'stroke-width="1.5"{dash}{head}/>'
    )


def word(x: float, y: float, text: str, anchor: str = "start") -> str:
    """Return a word beside a line."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="13" text-anchor="{anchor}" '
        f'fill="currentColor">{html.escape(text)}</text>'
    )


def picture(name: str, title: str, words: list[str], parts: list[str], height: float) -> str:
    """Put a picture together with its title and the same in words.

    Takes a name that is used once in a page, the title, what the picture says
    as a list of sentences, its parts and its height; returns HTML.
    """
    point = (
        '<defs><marker id="point" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor"/></marker>'
        "</defs>"
    ).replace("point", f"{name}-point")
    drawn = "".join(parts).replace("#point", f"#{name}-point")
    told = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in words)
    return (
        f'<figure class="picture"><svg role="img" aria-labelledby="{name}-title {name}-words" '
        f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-title">{html.escape(title)}</title>'
        f'<desc id="{name}-words">{html.escape(" ".join(words))}</desc>{point}{drawn}</svg>'
        f"<figcaption>{html.escape(title)}<details><summary>The picture in words</summary>"
        f"<ol>{told}</ol></details></figcaption></figure>"
    )
