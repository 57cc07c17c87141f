"""An answer of the checklist as a page shows it: worked out when the site is built."""

from __future__ import annotations

import html

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.phrases import layer_phrase
from coordguide.engine.rulebook import rulebook
from coordguide.site.pages.page_context import PageContext
from coordguide.view import Sentence

_REASONS = 2


def answer(context: PageContext) -> str:
    """Return the answer to the case in the page's header, with its first reasons and its layers.

    The header's ``sample`` has the case as ``decide`` reads it, and under ``asks`` who asks what.
    Raises ``KeyError`` where it is missing.
    """
    sample = dict(context.front_matter["sample"])
    asks = sample.pop("asks")
    (contact,) = evaluate(context.content, read_case(sample, context.content)).contacts
    # The first sentence says what the answer means; the answer itself has said that.
    reasons = "\n".join(f"    - {_said(context, one)}" for one in contact.says[1 : 1 + _REASONS])
    book = rulebook(context.content, sample["edition"])
    apart = "\n".join(
        f"    - {book.phrase(layer_phrase(name), status=f'**{html.escape(layer.says)}**')} "
        f"{context.cites(dict.fromkeys(cite for one in layer.because for cite in one.cites))}"
        for name, layer in contact.layers.items()
    )
    parts = [
        f'!!! example "{asks}"',
        f"    **{_said(context, contact.answer, '**')}",
        reasons,
        "    Each by itself:",
        apart,
        f"    **Next:** {_said(context, contact.todo)}" if contact.todo.text else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _said(context: PageContext, sentence: Sentence, end: str = "") -> str:
    return f"{html.escape(sentence.text)}{end} {context.cites(sentence.cites)}"
