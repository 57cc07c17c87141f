"""What each condition was asked in each case file, so that a mutant is tried only where it counts.

The engine's answer follows from what its conditions say. Where a changed one says the same as
before each time it is asked, all goes on as before, and the case need not be answered again.
What is left out here can hide no mutant: it would be reported as one that nobody noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coordguide.engine.case_reader import read_case
from coordguide.engine.conditions import Condition, Facts, read
from coordguide.engine.evaluation import answer
from coordguide.engine.rulebook import Rulebook
from coordguide.model import UNSURE, Content

Doubts = tuple[frozenset[str], frozenset[str]]
NO_DOUBTS: Doubts = frozenset(), frozenset()

Inquiry = tuple[tuple[Any, ...], tuple[Doubts, ...]]
"""What a condition was asked about: the answer to each fact that it mentions and, where it was
asked for its doubts, what keeps each open."""

Says = bool | Doubts | None


class Asked:
    """What the conditions of definitions, questions and elements were asked by the case files."""

    def __init__(self, content: Content, files: Mapping[str, Mapping[str, Any]]) -> None:
        self._records: dict[tuple[str, str], _Heard] = {}
        books = {edition: _Overheard(content, edition, self._tell) for edition in content.editions}
        for self._file, data in files.items():
            answer(books[data["edition"]], read_case(data, content))

    def _tell(self, kind: str, record: str, when: Condition) -> Condition:
        heard = self._records.setdefault((kind, record), _Heard(when))
        return _Telling(when, heard, lambda: self._file)

    def where_it_differs(self, kind: str, record: str, when: Mapping[str, Any]) -> Iterator[str]:
        """Yield each case file in which a record would say something else with this condition.

        The first is found long before the last, and mostly enough.
        """
        changed, found = read(when), set[str]()
        heard = self._records.get((kind, record), _Heard(changed))
        for inquiry, (said, where) in heard.said.items():
            new = where - found
            if not new:
                continue
            facts = _Recalled(heard.facts, inquiry)
            now = changed.doubts(facts) if isinstance(said, tuple) else changed.truth(facts)
            if now != said:
                found |= new
                yield from sorted(new)


class _Heard:
    """What one condition was asked about, what it says to that, and in which case files."""

    def __init__(self, condition: Condition) -> None:
        self.facts = (*sorted(condition.mentions()), "today")
        self.said: dict[Inquiry, tuple[Says, set[str]]] = {}


class _Overheard(Rulebook):
    """A rulebook whose conditions tell what they are asked; each answer is worked out anew."""

    def __init__(
        self, content: Content, edition: str, tell: Callable[[str, str, Condition], Condition]
    ) -> None:
        super().__init__(content, edition)
        self.definitions = {
            name: tell("definitions", name, when) for name, when in self.definitions.items()
        }
        self.questions = tuple(
            (each, tell("questions", each.id, when)) for each, when in self.questions
        )
        self.elements = {
            regime: tuple((each, tell("elements", each.id, when)) for each, when in pairs)
            for regime, pairs in self.elements.items()
        }

    def remember[T](self, key: str, work_out: Callable[[], T]) -> T:
        """See ``Rulebook.remember``; what is remembered asks nothing."""
        return work_out()


class _Telling(Condition):
    """A condition that tells what it is asked and what it says.

    Asked about the same again, it says the same, which need not be worked out. Which answers
    are behind it is not told: no case file speaks of them.
    """

    def __init__(self, condition: Condition, heard: _Heard, file: Callable[[], str]) -> None:
        self._condition = condition
        self._heard = heard
        self._file = file

    def truth(self, facts: Facts) -> bool | None:
        """See ``Condition.truth``."""
        inquiry = self._answers(facts), ()
        return self._say(inquiry, self._condition.truth, facts)

    def doubts(self, facts: Facts) -> Doubts:
        """See ``Condition.doubts``."""
        answers = self._answers(facts)
        pairs = zip(self._heard.facts, answers, strict=True)
        # A sure answer keeps nothing open.
        doubts = (facts.doubts(f) if a in (None, UNSURE) else NO_DOUBTS for f, a in pairs)
        return self._say((answers, tuple(doubts)), self._condition.doubts, facts)

    def _say[S: Says](self, inquiry: Inquiry, work_out: Callable[[Facts], S], facts: Facts) -> S:
        said: dict[Inquiry, Any] = self._heard.said
        if inquiry not in said:
            said[inquiry] = work_out(facts), set()
        says, where = said[inquiry]
        where.add(self._file())
        found: S = says
        return found

    def _answers(self, facts: Facts) -> tuple[Any, ...]:
        found = (facts.get(fact) for fact in self._heard.facts)
        return tuple(tuple(each) if isinstance(each, list) else each for each in found)

    def deciders(self, facts: Facts) -> frozenset[str]:
        """See ``Condition.deciders``."""
        return self._condition.deciders(facts)

    def mentions(self) -> frozenset[str]:
        """See ``Condition.mentions``."""
        return self._condition.mentions()


class _Recalled(Facts):
    """What was known when a question was asked."""

    def __init__(self, facts: tuple[str, ...], inquiry: Inquiry) -> None:
        answers, doubts = inquiry
        super().__init__(dict(zip(facts, answers, strict=True)), {})
        self._doubts = dict(zip(facts, doubts, strict=False))

    def doubts(self, fact: str) -> Doubts:
        """See ``Facts.doubts``."""
        return self._doubts[fact]
