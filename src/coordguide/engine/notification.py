"""Who must, may and must not be told that care is coordinated."""

from __future__ import annotations

from coordguide.engine.advice import sentences
from coordguide.engine.conditions import Facts
from coordguide.engine.rulebook import Rulebook
from coordguide.model import NOTICE_DUTIES, PERMITTED
from coordguide.view import ContactView, NoticeView, NotifyView

_CHANNELS = {"yes": "notice-channel-asked", "no": "notice-channel-open"}


def coordinates(contact: ContactView) -> bool:
    """Say whether care is coordinated with a contact now, so that it is to be told of.

    Takes the view of the contact. A call of the one who decides, of a payer or
    of police is none, though it may be answered (statement CON-4).
    """
    applies = contact.layers["plan-policy"].status != "not-applicable"
    return contact.decision in PERMITTED and applies


def rests_on_release(contact: ContactView) -> bool:
    """Say whether care is coordinated with a contact on a release, so that there is one to revoke.

    Takes the view of the contact. An emergency, an exception of the plan and a law that asks
    for no form need none.
    """
    return contact.decision == "proceed" and coordinates(contact)


def who_to_notify(book: Rulebook, facts: Facts) -> NotifyView:
    """Say who must, may and must not be told (statement CON-4 and what limits it).

    Where two rules speak of the same person, "must not" wins over "must", and
    that over "may". A rule that is not yet decided tells nobody anything.
    """
    told: dict[str, tuple[str, NoticeView]] = {}
    asked = facts.get("confidential-channel-requested")
    channel = book.content.phrases[_CHANNELS.get(asked, "notice-channel-ask-first")]
    for rule, when in book.advice("notify"):
        if when.truth(facts) is not True:
            continue
        who, duty = rule.gives["notify"], rule.gives["duty"]
        said = book.rule_text(rule, facts.get("state"))
        notice = NoticeView(
            who,
            book.label("notified", who),
            said.says,
            "" if duty == "must-not" else book.text(channel, "says"),
            rule.id,
            said.cites,
            said.checked,
        )
        if who not in told or NOTICE_DUTIES.index(duty) < NOTICE_DUTIES.index(told[who][0]):
            told[who] = (duty, notice)
    by_duty = {duty: tuple(n for d, n in told.values() if d == duty) for duty in NOTICE_DUTIES}
    return NotifyView(
        by_duty["must"],
        by_duty["may"],
        by_duty["must-not"],
        sentences(book, "say", facts),
        sentences(book, "write", facts),
    )
