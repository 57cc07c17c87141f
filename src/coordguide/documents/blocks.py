"""The parts of a draft, without layout, and how they read as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

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

_BOX = "\N{BALLOT BOX}"


def as_text(blocks: Iterable[Block]) -> str:
    """Write blocks as plain text, ready to paste into a chart or a message."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        kind = block["kind"]
        if kind == "advice":
            continue
        stands_apart = kind not in ("list", "boxes", "blank") or (kind == "blank" != before)
        if parts and stands_apart:
            parts.append("")
        parts += _TEXT[kind](block)
        before = kind
    return "\n".join(parts) + "\n"


def _table_lines(block: Block) -> list[str]:
    return [
        "- " + "; ".join(f"{column}: {cell or LINE}" for column, cell in cells)
        for cells in (zip(block["columns"], row, strict=True) for row in block["rows"])
    ]


def _blank_lines(block: Block) -> list[str]:
    return [f"{block['text']}: {LINE}", *[LINE] * (block["lines"] - 1)]


_TEXT: dict[str, Callable[[Block], list[str]]] = {
    "heading": lambda b: [b["text"].upper() if b["level"] < 3 else b["text"]],
    "paragraph": lambda b: [b["text"]],
    "list": lambda b: [f"- {item}" for item in b["items"]],
    "boxes": lambda b: [f"[ ] {item}" for item in b["items"]],
    "table": _table_lines,
    "blank": _blank_lines,
    "signature": lambda b: [b["text"], *(f"{item}: {LINE}" for item in b["items"])],
    "page": lambda b: ["-" * 40],
    "note": lambda b: [b["text"]],
}


def escape(text: str) -> str:
    """Return text as it stands inside an HTML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_html(blocks: Iterable[Block], size: int = 0) -> str:
    """Write blocks as one HTML article; every text is escaped.

    Takes the blocks and, where a law asks for it, the smallest type size in points.
    """
    style = f' data-size="{size}"' if size else ""
    parts = (_HTML[block["kind"]](block) for block in blocks if block["kind"] != "advice")
    return f"<article{style}>{''.join(parts)}</article>"


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
    "blank": lambda b: "".join(f"<p>{escape(line)}</p>" for line in _blank_lines(b)),
    "signature": lambda b: (
        f"<p>{escape(b['text'])}</p>"
        + "".join(f"<p>{escape(item)}: {LINE}</p>" for item in b["items"])
    ),
    "page": lambda b: "<hr>",
    "note": lambda b: f"<p><small>{escape(b['text'])}</small></p>",
}
