"""The kinds of decision a practice case may ask for, and the engine's answer to each.

What is right is read off the view of the case, never written beside it. The
question's own words are the tool's; what is said about care afterwards comes
from the content, with its citations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from coordguide.engine.contact import say_why
from coordguide.engine.headline import outcome_says
from coordguide.engine.phrases import roi_phrase
from coordguide.engine.rulebook import Rulebook, rulebook
from coordguide.model import PERMITTED, ROI_STATUSES, Content
from coordguide.practice.lessons import Lesson, PracticeDecision
from coordguide.view import ContactView, NoticeView, Sentence, View

MOST_CHOICES = 36
"""SCORM 1.2 has one character for each choice, 0 to 9 and a to z."""

NONE = "none-of-these"
"""The choice that says that nothing on the list is right."""

_ORDER = (
    "proceed",
    "proceed-without-roi",
    "act-now",
    "get-roi-first",
    "ask-privacy-officer",
    "stop",
    "incomplete",
    # Later ones stand last: kept progress names choices by their number.
    "legal-duty",
    "not-decided-here",
    "listen-only",
)
_NEVER = {
    "stop": frozenset(PERMITTED),
    "not-decided-here": frozenset(PERMITTED),
    "listen-only": frozenset(PERMITTED),
    "legal-duty": frozenset({"stop", "get-roi-first"}),
}
"""What nobody may choose where this is right: to share against a law, or to hold a duty back."""
_READ = {
    "decision": "answers",
    "release": "release",
    "missing": "release",
    "channel": "method",
    "safeguards": "method",
    "leave-out": "records",
    "next-step": "obstacles",
    "tell": "notify",
}


class UndecidedError(ValueError):
    """The engine does not decide what is asked, so there is nothing to judge by."""


@dataclass(frozen=True)
class PosedDecision:
    """One decision ready to be asked, with the engine's answer.

    ``choices`` are pairs of id and words; ``correct`` the ids that are right.
    A response is critical where it holds one of ``never`` or lacks one of
    ``always``: somebody would be told what the law keeps from them, or what the law
    asks for would be held back.
    """

    decision: PracticeDecision
    question: str
    several: bool
    choices: tuple[tuple[str, str], ...]
    correct: tuple[str, ...]
    says: tuple[Sentence, ...]
    read: tuple[str, str]
    never: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()

    def is_right(self, response: Iterable[str]) -> bool:
        """Say whether a response is exactly the engine's answer."""
        return set(response) == set(self.correct)

    def is_critical(self, response: Iterable[str]) -> bool:
        """Say whether a response would share what the law keeps back."""
        chosen = set(response)
        return bool(chosen & self.never) or bool(self.always - chosen)


def pose(content: Content, view: View, lesson: Lesson, decision: PracticeDecision) -> PosedDecision:
    """Return one decision of a case with the engine's answer to it.

    Takes the content, the view of the case, the case and the decision it asks for.
    Raises ``UndecidedError`` with a sentence for the editor where the engine has no
    one answer, or where nothing could be chosen wrongly.
    """
    book = rulebook(content, view.edition)
    posed = KINDS[decision.kind](book, view, lesson, decision)
    if len(posed.choices) < 2 or len(posed.correct) == len(posed.choices):
        raise UndecidedError("every choice is right, so nothing can be learned")
    if posed.several:
        every = (*posed.choices, (NONE, "Nothing on this list"))
        posed = replace(posed, choices=every, correct=posed.correct or (NONE,))
    if len(posed.choices) > MOST_CHOICES:
        raise UndecidedError(f"there are {len(posed.choices)} choices; {MOST_CHOICES} is the most")
    return posed


def _contact(view: View, lesson: Lesson, decision: PracticeDecision) -> tuple[ContactView, str]:
    found = next((contact for contact in view.contacts if contact.id == decision.contact), None)
    if found is None:
        raise UndecidedError(f"the case has no contact {decision.contact}")
    return found, lesson.names[decision.contact]


def _read(decision: PracticeDecision, anchor: str = "") -> tuple[str, str]:
    return _READ[decision.kind], anchor


def _decision(
    book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision
) -> PosedDecision:
    contact, name = _contact(view, lesson, decision)
    answer, says, about = contact.decision, contact.says, ""
    if decision.information:
        kind = contact.by_information.get(decision.information)
        if kind is None:
            raise UndecidedError(f"the contact is not asked about {decision.information}")
        answer = kind.decision
        about = f" about “{book.label('information', decision.information)}”"
        on_screen = [row["question"] for row in view.ask]
        says = say_why(book, answer, [kind], on_screen, outcome_says(book, answer, view.state))
    outcomes = book.content.outcomes
    return PosedDecision(
        decision,
        f"{name}: what may you do now{about}?",
        False,
        tuple((one, book.text(outcomes[one], "title")) for one in _ORDER),
        (answer,),
        says,
        _read(decision, answer),
        never=_NEVER.get(answer, frozenset()),
    )


def _release(
    book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision
) -> PosedDecision:
    contact, name = _contact(view, lesson, decision)
    choices = [(one, book.phrase(roi_phrase(one))) for one in ROI_STATUSES]
    return PosedDecision(
        decision,
        f"{name}: how does the release stand?",
        False,
        tuple((one, words[:1].upper() + words[1:]) for one, words in choices),
        (contact.roi.status,),
        _problems(contact) or contact.says,
        _read(decision),
    )


def _problems(contact: ContactView) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(f"{problem.says} {problem.fix}".strip(), problem.cites, problem.rule)
        for problem in contact.roi.problems
    )


def _missing(
    book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision
) -> PosedDecision:
    contact, name = _contact(view, lesson, decision)
    elements = [element for element in contact.roi.elements if not element.duty]
    if not elements:
        raise UndecidedError("no part of a form is asked about here")
    if unknown := [e.id for e in elements if e.status not in ("present", "missing")]:
        raise UndecidedError(f"it is not said whether {', '.join(unknown)} is on the form")
    missing = [element for element in elements if element.status == "missing"]
    return PosedDecision(
        decision,
        f"{name}: which parts are missing on the form?",
        True,
        tuple((_slug(e.id), e.label) for e in elements),
        tuple(_slug(e.id) for e in missing),
        tuple(Sentence(f"{e.label}. {e.fix}", e.cites, e.id) for e in missing)
        or _problems(contact)
        or contact.says,
        _read(decision),
    )


def _slug(name: str) -> str:
    return name.lower()


def _channel(
    book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision
) -> PosedDecision:
    contact, name = _contact(view, lesson, decision)
    offered = [method for method in contact.methods if method.available]
    needs = view.answers[contact.id].get("need", [])
    fits = [
        sum(book.content.methods[method.id].fits.get(need, 0) for need in needs)
        for method in offered
    ]
    if len(offered) < 2 or fits[0] == fits[1]:
        raise UndecidedError("no channel of this contact suits the need better than every other")
    best = offered[0]
    return PosedDecision(
        decision,
        f"{name}: which way of contact suits this need best?",
        False,
        tuple(sorted((method.id, method.label) for method in offered)),
        (best.id,),
        tuple(replace(reason, cites=reason.cites or best.cites) for reason in best.reasons),
        _read(decision, best.id),
    )


def _safeguards(
    book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision
) -> PosedDecision:
    contact, name = _contact(view, lesson, decision)
    best = next((method for method in contact.methods if method.available), None)
    if best is None:
        raise UndecidedError("this contact has no channel")
    every = book.content.methods[best.id].safeguards
    return PosedDecision(
        decision,
        f"{name}: which of these belong to this contact by “{best.label}”?",
        True,
        tuple((item["id"], book.fill(item["text"])) for item in every),
        tuple(item.id for item in best.safeguards),
        best.safeguards,
        _read(decision, best.id),
    )


def _leave_out(
    book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision
) -> PosedDecision:
    contact, name = _contact(view, lesson, decision)
    records = book.content.records
    left = [line.id for line in contact.records.leave_out]
    closed = set(book.content.questions["information"].values)
    return PosedDecision(
        decision,
        f"{name}: what do you leave out?",
        True,
        tuple((record.id, book.text(record, "label")) for record in records.values()),
        tuple(left),
        contact.records.leave_out,
        _read(decision),
        # Only what has a law of its own: these are kinds of information themselves.
        always=frozenset(left) & closed,
    )


def _next_step(
    book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision
) -> PosedDecision:
    contact, name = _contact(view, lesson, decision)
    path = next((one for one in contact.resolution if one.finding == decision.finding), None)
    if path is None:
        raise UndecidedError(f"the case has no finding {decision.finding}")
    ours = {one.id: steps for one, steps in book.paths()}
    every = book.content.resolutions.values()
    others = {one.id: one.steps for one in every if one.finding == decision.finding}
    first = dict.fromkeys(book.fill(steps[0]["text"]) for steps in (others | ours).values())
    # Ordered by their words: the place on the list must not give the answer away.
    choices = {text: f"step-{number}" for number, text in enumerate(sorted(first), start=1)}
    return PosedDecision(
        decision,
        f"{name}: “{path.title}”. What is the next step of this edition?",
        False,
        tuple((name, text) for text, name in choices.items()),
        (choices[path.steps[0].text],),
        path.steps,
        _read(decision, decision.finding),
    )


_DUTY = {
    "must": "Who must be told that care is being coordinated?",
    "may": "Who may be told, but need not be?",
    "must-not": "Who must not be told?",
}


def _tell(book: Rulebook, view: View, lesson: Lesson, decision: PracticeDecision) -> PosedDecision:
    told = {"must": view.notify.must, "may": view.notify.may, "must-not": view.notify.must_not}
    question = book.content.questions["notified"]
    says = [Sentence(one.says, one.cites, one.rule) for notices in told.values() for one in notices]
    if not says:
        raise UndecidedError("nothing is said about telling anybody in this case")
    closed = frozenset(one.who for one in told["must-not"] if _is_law(book, one))
    return PosedDecision(
        decision,
        _DUTY[decision.duty],
        True,
        tuple((who, book.label("notified", who)) for who in question.values),
        tuple(one.who for one in told[decision.duty]),
        tuple(says),
        _read(decision),
        never=closed if decision.duty != "must-not" else frozenset(),
    )


def _is_law(book: Rulebook, notice: NoticeView) -> bool:
    return book.content.rules[notice.rule].strength == "law"


KINDS: dict[str, Callable[[Rulebook, View, Lesson, PracticeDecision], PosedDecision]] = {
    "decision": _decision,
    "release": _release,
    "missing": _missing,
    "channel": _channel,
    "safeguards": _safeguards,
    "leave-out": _leave_out,
    "next-step": _next_step,
    "tell": _tell,
}
"""What may be asked, and how the engine answers it; there is no other way to ask."""
