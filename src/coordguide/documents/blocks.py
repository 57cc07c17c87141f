"""The parts of a draft, without layout, and how they read as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Block = dict[str, Any]
"""One part: its ``kind``, the keys of that kind, see ``KINDS_OF_BLOCK``, and who says so.

``cites`` is for the screen. A sheet of paper does not show it.
"""

KINDS_OF_BLOCK: dict[str, tuple[str, ...]] = {
    "heading": ("text", "level"),
    "paragraph": ("text",),
    "list": ("items",),
    "boxes": ("items",),
    "table": ("columns", "rows"),
    "blank": ("id", "text", "lines"),
    "signature": ("text", "items"),
    "page": (),
    "note": ("text",),
    "advice": ("items",),
}
"""Every kind of finished block and its keys.

``boxes`` are to be ticked by hand, a ``blank`` is filled just before printing,
``page`` begins a new sheet, a ``note`` is the small print of this tool, and
``advice`` is for whoever makes the document: shown on screen, never part of it.
"""

LINE = "_" * 40
"""A line to write on."""

SHORT_LINE = "_" * 20
"""A line to write on within a sentence."""

_BOX = "\N{BALLOT BOX}"


class Part(NamedTuple):
    """A stretch of a finished document; with a ``blank`` its text stands for that blank."""

    text: str
    blank: str = ""


def as_text(blocks: Iterable[Block]) -> str:
    """Write blocks as plain text, ready to paste into a chart or a message."""
    return "".join(part.text for part in text_parts(blocks))


def as_html(blocks: Iterable[Block], size: int = 0) -> str:
    """Write blocks as one HTML article; every text is escaped.

    Takes the blocks and, where a law asks for it, the smallest type size in points.
    """
    return "".join(part.text for part in html_parts(blocks, size))


def text_parts(blocks: Iterable[Block]) -> list[Part]:
    """Write blocks as plain text in parts, so that whoever knows a name can fill its blank."""
    parts: list[Part] = []
    before = ""
    for block in blocks:
        kind = block["kind"]
        if kind == "advice":
            continue
        stands_apart = kind not in ("list", "boxes", "blank") or (kind == "blank" != before)
        if parts and stands_apart:
            parts.append(Part("\n"))
        parts += _blank_text(block) if kind == "blank" else [_lines(_TEXT[kind](block))]
        before = kind
    return _joined(parts or [Part("\n")])


def html_parts(blocks: Iterable[Block], size: int = 0) -> list[Part]:
    """Write blocks as one HTML article in parts; what fills a blank is still to be escaped."""
    style = f' data-size="{size}"' if size else ""
    parts = [Part(f"<article{style}>")]
    for block in blocks:
        if block["kind"] != "advice":
            parts += _blank_html(block) if block["kind"] == "blank" else [_html(block)]
    return _joined([*parts, Part("</article>")])


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Put neighbors together that hold no blank."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.blank and not joined[-1].blank:
            joined[-1] = Part(joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined


def _lines(lines: Iterable[str]) -> Part:
    return Part("".join(f"{line}\n" for line in lines))


def _table_lines(block: Block) -> list[str]:
    return [
        "- " + "; ".join(f"{column}: {cell or LINE}" for column, cell in cells)
        for cells in (zip(block["columns"], row, strict=True) for row in block["rows"])
    ]


def _blank_text(block: Block) -> list[Part]:
    lines = "\n".join([LINE] * block["lines"])
    return [Part(f"{block['text']}: "), Part(lines, block["id"]), Part("\n")]


def _blank_html(block: Block) -> list[Part]:
    lines = "</p><p>".join([LINE] * block["lines"])
    return [Part(f"<p>{escape(block['text'])}: "), Part(lines, block["id"]), Part("</p>")]


_TEXT: dict[str, Callable[[Block], list[str]]] = {
    "heading": lambda b: [b["text"].upper() if b["level"] < 3 else b["text"]],
    "paragraph": lambda b: [b["text"]],
    "list": lambda b: [f"- {item}" for item in b["items"]],
    "boxes": lambda b: [f"[ ] {item}" for item in b["items"]],
    "table": _table_lines,
    "signature": lambda b: [b["text"], *(f"{item}: {LINE}" for item in b["items"])],
    "page": lambda b: ["-" * 40],
    "note": lambda b: [b["text"]],
}


def escape(text: str) -> str:
    """Return text as it stands inside an HTML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _html(block: Block) -> Part:
    return Part(_HTML[block["kind"]](block))


def _row(tag: str, cells: Iterable[str], attribute: str = "") -> str:
    return f"<tr>{''.join(f'<{tag}{attribute}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _table(block: Block) -> str:
    head = _row("th", block["columns"], ' scope="col"')
    body = "".join(_row("td", row) for row in block["rows"])
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _items(items: Iterable[str], mark: str = "") -> str:
    return f"<ul>{''.join(f'<li>{mark}{escape(item)}</li>' for item in items)}</ul>"


_HTML: dict[str, Callable[[Block], str]] = {
    "heading": lambda b: f"<h{b['level']}>{escape(b['text'])}</h{b['level']}>",
    "paragraph": lambda b: f"<p>{escape(b['text'])}</p>",
    "list": lambda b: _items(b["items"]),
    "boxes": lambda b: _items(b["items"], f"{_BOX} "),
    "table": _table,
    "signature": lambda b: (
        f"<p>{escape(b['text'])}</p>"
        + "".join(f"<p>{escape(item)}: {LINE}</p>" for item in b["items"])
    ),
    "page": lambda b: "<hr>",
    "note": lambda b: f"<p><small>{escape(b['text'])}</small></p>",
}
