"""Writes the file of a new edition, so that an editor begins with words and not with a blank."""

from __future__ import annotations

import json
from dataclasses import dataclass

from coordguide.authoring.shared_text import OWN_TOPICS
from coordguide.model import Content, Edition

UNNAMED = "not named in the document"
"""What stands for a publisher whom the document does not name."""


@dataclass(frozen=True)
class NewEdition:
    """What an editor says of a new document; only ``id`` and ``title`` must be said.

    ``like`` is the edition whose text it shares and ``without`` the statements it leaves out.
    """

    id: str
    title: str
    like: str = ""
    state: str = ""
    publisher: str = ""
    short: str = ""
    summary: str = ""
    code: str = ""
    revised: str = ""
    without: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The short name: the one that was said, or the title."""
        return self.short or self.title


def write_edition(new: NewEdition, content: Content) -> str:
    """Return the file of a new edition, with a comment on each key.

    Takes what is said of the document and the content it is added to. Raises ``KeyError`` where
    ``like`` names no edition.
    """
    model = content.editions[new.like] if new.like else None
    terms = model.terms if model else {"person": "member", "people": "members", "plan": "plan"}
    lines = {
        "id": new.id,
        "order": max((one.order for one in content.editions.values()), default=0) + 1,
        "number": _next_number(content),
        "state": new.state,
        "publisher": new.publisher or UNNAMED,
        "code": new.code,
        "revised": new.revised,
        "like": new.like,
        "without": list(new.without),
        "exceptions": list(model.exceptions) if model else [],
        "cites": _cites(new, model, content),
        **terms,
        "short": new.name,
        "title": new.title,
        "summary": new.summary or _summary(new),
    }
    text = _FILE if model else _FILE.replace(_ALIKE, "")
    for key, value in lines.items():
        # Text and lists of text are written in TOML as they are in JSON.
        text = text.replace(f"<{key}>", json.dumps(value, ensure_ascii=False))
    return text


def _next_number(content: Content) -> str:
    numbers = [int(one.number) for one in content.editions.values() if one.number.isdigit()]
    return f"{max(numbers, default=-1) + 1:03}"


def _cites(new: NewEdition, model: Edition | None, content: Content) -> list[str]:
    """Return what the other edition cites and this document says too."""
    taken_over = [
        str(cite)
        for cite in (model.cites if model else ())
        if cite.source not in new.without
        and (said := content.statements.get(cite.source))
        and said.topic not in OWN_TOPICS
    ]
    return taken_over or ["our-reading"]


def _summary(new: NewEdition) -> str:
    if new.publisher:
        return f"A document of {new.publisher} on coordinating care."
    return "A document on coordinating care that names no publisher."


_ALIKE = """
# The edition whose text this document shares. Everything that names that edition then speaks for
# this one, too; what a document says of itself, its references and its support never do.
like = <like>
# Statements of that text that this document leaves out, such as ["BEN-7"]. What rests on them
# falls with them; `coordguide check` lists it.
without = <without>
"""

_FILE = f"""\
# One document of one plan. Write what stands in it, and leave open what does not: nothing is
# filled in by guessing. `coordguide check` says what is not in order, with how to correct it.

# The permanent id, as in the name of this file. It is part of addresses and saved cases.
id = <id>
# The place in lists, and the number of the document in the register.
order = <order>
number = <number>
# AZ, NC or CA where the document or its publisher fixes one; "" and the checklist asks.
state = <state>
# Who published it, the code printed on it, and the day of revision, as the document has them.
publisher = <publisher>
code = <code>
revised = <revised>
{_ALIKE}
# Exceptions from the release that the document grants, by the id of the question about each.
exceptions = <exceptions>
# What of the document's own statements this file rests on.
cites = <cites>

# The document's words for the person, for several, and for who pays.
[terms]
person = <person>
people = <people>
plan = <plan>

# Whom the document names for help, as printed. Take the marks away and write one such part each.
# verified = true only if you tried it.
#
# [[contacts]]
# label = "Provider Relations"
# value = "as printed in the document"
# link = "https://plan.example/"
# verified = false
# cites = ["our-reading"]

# Whom to turn to when coordination is stuck, if the document says so.
#
# [[escalation]]
# who = "Provider Relations"
# text = "When this person can be asked, and for what."
# cites = ["our-reading"]

[text]
# The name in menus, in a few words; the title of the document; what it is, in one or two sentences.
short = <short>
title = <title>
summary = <summary>
# What sets it apart, as a list, and what is to be known about the document itself.
# differs = \"\"\"
# - One point, with its source [@CON-1].
# \"\"\"
# note = "Whether a day, a publisher or a number is missing or unclear."
"""
