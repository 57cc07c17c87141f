"""What each condition was asked in each case file, so that a mutant is tried only where it counts.

The engine's answer follows from what its conditions say. Where a changed one says the same as
before each time it is asked, all goes on as before, and the case need not be answered again.
What is left out here can hide no mutant: it would be reported as one that nobody noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from coordguide.engine.case_reader import read_case
from coordguide.engine.conditions import Condition, Facts, read
from coordguide.engine.evaluation import answer
from coordguide.engine.rulebook import Rulebook
from coordguide.model import UNSURE, Content

Doubts = tuple[frozenset[str], frozenset[str]]
NO_DOUBTS: Doubts = frozenset(), frozenset()

Inquiry = tuple[tuple[str, ...], tuple[Any, ...], tuple[Doubts, ...]]
"""What a condition was asked about: the facts that it mentions, the answer to each and, where
it was asked for its doubts, what keeps each open."""

Tell = Callable[[Inquiry, bool | Doubts | None], None]


class Asked:
    """What the conditions of definitions, questions and elements were asked by the case files."""

    def __init__(self, content: Content, files: Mapping[str, Mapping[str, Any]]) -> None:
        self._said: dict[tuple[str, str], dict[Inquiry, bool | Doubts | None]] = {}
        self._where: dict[Inquiry, set[str]] = {}
        books = {edition: _Overheard(content, edition, self._note) for edition in content.editions}
        for self._file, data in files.items():
            answer(books[data["edition"]], read_case(data, content))

    def _note(self, of: tuple[str, str], inquiry: Inquiry, said: bool | Doubts | None) -> None:
        self._said.setdefault(of, {})[inquiry] = said
        self._where.setdefault(inquiry, set()).add(self._file)

    def where_it_differs(self, kind: str, record: str, when: Mapping[str, Any]) -> Iterator[str]:
        """Yield each case file in which a record would say something else with this condition.

        The first is found long before the last, and mostly enough.
        """
        changed, found = read(when), set[str]()
        for inquiry, said in self._said.get((kind, record), {}).items():
            new = self._where[inquiry] - found
            if not new:
                continue
            facts = _Recalled(inquiry)
            now = changed.doubts(facts) if isinstance(said, tuple) else changed.truth(facts)
            if now != said:
                found |= new
                yield from sorted(new)


class _Overheard(Rulebook):
    """A rulebook whose conditions tell what they are asked; each answer is worked out anew."""

    def __init__(
        self,
        content: Content,
        edition: str,
        note: Callable[[tuple[str, str], Inquiry, bool | Doubts | None], None],
    ) -> None:
        super().__init__(content, edition)

        def telling(kind: str, record: str, when: Condition) -> Condition:
            return _Telling(when, partial(note, (kind, record)))

        self.definitions = {
            name: telling("definitions", name, when) for name, when in self.definitions.items()
        }
        self.questions = tuple(
            (each, telling("questions", each.id, when)) for each, when in self.questions
        )
        self.elements = {
            regime: tuple((each, telling("elements", each.id, when)) for each, when in pairs)
            for regime, pairs in self.elements.items()
        }

    def remember[T](self, key: str, work_out: Callable[[], T]) -> T:
        """See ``Rulebook.remember``; what is remembered asks nothing."""
        return work_out()


class _Telling(Condition):
    """A condition that tells what it is asked and what it says.

    Which answers are behind it is not told: no case file speaks of them.
    """

    def __init__(self, condition: Condition, tell: Tell) -> None:
        self._tell = tell
        self._facts = (*sorted(condition.mentions()), "today")
        self._condition = condition

    def truth(self, facts: Facts) -> bool | None:
        """See ``Condition.truth``."""
        said = self._condition.truth(facts)
        self._tell((self._facts, self._answers(facts), ()), said)
        return said

    def doubts(self, facts: Facts) -> Doubts:
        """See ``Condition.doubts``."""
        said = self._condition.doubts(facts)
        answers = self._answers(facts)
        pairs = zip(self._facts, answers, strict=True)
        # A sure answer keeps nothing open.
        doubts = (facts.doubts(f) if a in (None, UNSURE) else NO_DOUBTS for f, a in pairs)
        self._tell((self._facts, answers, tuple(doubts)), said)
        return said

    def _answers(self, facts: Facts) -> tuple[Any, ...]:
        found = (facts.get(fact) for fact in self._facts)
        return tuple(tuple(each) if isinstance(each, list) else each for each in found)

    def deciders(self, facts: Facts) -> frozenset[str]:
        """See ``Condition.deciders``."""
        return self._condition.deciders(facts)

    def mentions(self) -> frozenset[str]:
        """See ``Condition.mentions``."""
        return self._condition.mentions()


class _Recalled(Facts):
    """What was known when a question was asked."""

    def __init__(self, inquiry: Inquiry) -> None:
        facts, answers, doubts = inquiry
        super().__init__(dict(zip(facts, answers, strict=True)), {})
        self._doubts = dict(zip(facts, doubts, strict=False))

    def doubts(self, fact: str) -> Doubts:
        """See ``Facts.doubts``."""
        return self._doubts[fact]
