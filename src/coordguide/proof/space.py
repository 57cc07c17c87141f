"""Every case there can be about one kind of information, as formulas.

A ``Space`` holds a symbol for each answer a person can give, hides what a
question hides, and works out the computed facts of a release. Of dates only
their order matters, so the order is what stands here; the calendar itself is
tested with generated dates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coordguide.engine.case_reader import ELEMENT_ANSWERS
from coordguide.engine.conditions import Test
from coordguide.engine.rulebook import Rulebook
from coordguide.model import LAYERS, NOT_SHARING, PERMITTED, REGIMES, UNSURE, Question, Rule
from coordguide.proof.limits import limits
from coordguide.proof.logic import Algebra, Answer, Formula, LayerFormulas, Logic

FOR_SOME = "authorization-for-some"
"""Whether an authorization is asked for some contact of the case."""

SEVERAL = "several-deciders"
"""Whether this contact is one of several who are said to decide for the member; as a symbol,
whether another one is in the case."""

ORDERS = (
    "signed-by-today",
    "ended-by-today",
    "ends-before-signed",
    "ends-within-year",
    "today-within-year",
)
"""What can be said of the dates of a release and of today."""

Symbol = Callable[[str, str], Formula]


class Space:
    """All cases of one edition, state and kind of information.

    ``symbol(fact, value)`` gives the formula for one raw answer. ``logic`` then
    reads rules over what is visible, ``layers`` and ``decision`` are the answer.
    """

    def __init__(self, book: Rulebook, kind: str, algebra: Algebra, symbol: Symbol) -> None:
        self.book = book
        self.kind = kind
        self._a = algebra
        self._symbol = symbol
        self.raw: dict[str, dict[str, Formula]] = {}
        self.beside: Space | None = None
        self.more: list[Formula] = []
        self._unanswered: list[Formula] = []
        self.visible: dict[str, Formula] = {}
        yes, no = algebra.all(()), algebra.any(())
        answers = {"edition": Answer({book.edition.id: yes})}
        if book.edition.state:
            answers["state"] = Answer({book.edition.state: yes})
        self._yes, self._no = yes, no
        self.logic = Logic(algebra, answers, book.definitions)
        self._everybody()
        self._ask_before_deciding()
        self._compute_release()
        self.layers: dict[str, LayerFormulas] = {
            layer: self.logic.layer(layer, book.rules.get(layer, ())) for layer in LAYERS
        }
        self.decision = self.logic.decide(self.layers)
        self.limit = limits(algebra, self.decision, self.layers)
        self._compute_outcome()
        self.unhidden = self._without_hiding()
        # What is wrong with a form is said of the whole contact, whatever kind is judged.
        whole = {**self.logic.answers, "kind": Answer({})}
        self.of_contact = Logic(algebra, whole, book.definitions)

    def _ask_before_deciding(self) -> None:
        """Ask what is asked about the case and the contact, in the order of the engine."""
        late = []
        for question, when in self.book.questions:
            if question.step not in ("about", "release"):
                continue
            if FOR_SOME in when.mentions():
                late.append((question, when))
            else:
                self._ask(question, when)
        # Asked only once it is known what is asked about each contact.
        asked = self.logic.truth(Test("authorization-asked", "is", "yes")).holds
        for_some = self._a.any((asked, self._symbol(FOR_SOME, "yes")))
        self.raw[FOR_SOME] = {"yes": self._symbol(FOR_SOME, "yes")}
        self.logic.add(FOR_SOME, Answer({"yes": for_some, "no": self._a.not_(for_some)}))
        for question, when in late:
            self._ask(question, when)
        self._settle_consent()

    def _settle_consent(self) -> None:
        """Say whether consent can be had, or is refused, now; else an emergency is not held up."""
        a, said = self._a, self.logic.answers["consent-now"].values
        settled = {name: said[name] for name in ("can", "refused")}
        open_ = a.not_(a.any(settled.values()))
        self.logic.add("consent-settled", Answer({**settled, "open": open_}))

    def _compute_outcome(self) -> None:
        # As for a contact with this one kind of information: its decision is the contact's.
        permitted = self._a.any(self.decision[name] for name in PERMITTED)
        # An answer to somebody whom the document's rule does not speak of is no coordination.
        applies = self._a.not_(self.layers["plan-policy"].status["not-applicable"])
        may = self.coordinating = self._a.all((permitted, applies))
        self.logic.answers["decision"] = Answer(self.decision)
        self.logic.answers["coordinating"] = Answer({"yes": may, "no": self._a.not_(may)})
        signed = self._a.all((self.decision["proceed"], applies))
        self.logic.answers["rests-on-release"] = Answer({"yes": signed, "no": self._a.not_(signed)})
        self._compute_who_takes_part()
        for question, when in self.book.questions:
            if question.step not in ("about", "release"):
                self.visible[question.id] = self.logic.truth(when).holds

    def _compute_who_takes_part(self) -> None:
        kinds = self.logic.answers["contact-kind"].values
        said = self.logic.answers["family-involvement-agreed"].values
        is_close = self._a.any(kinds[kind] for kind in ("family", "friend-or-caregiver"))
        may = self._a.any(said[answer] for answer in ("yes", "cannot-be-asked"))
        takes_part = self._a.all((is_close, may))
        answers = {"yes": takes_part, "no": self._a.not_(takes_part)}
        self.logic.answers["relative-agreed"] = Answer(answers)

    def reading(self, rule: Rule) -> Logic:
        """Return the logic in which a rule of advice is read."""
        readings = {"contradiction": self.unhidden, "problem": self.of_contact}
        return readings.get(next(iter(rule.gives)), self.logic)

    def _without_hiding(self) -> Logic:
        """Return a logic over all that was said, as contradictions are looked for."""
        states = self.book.content.questions["state"].values
        self.other_states = {v: self._symbol("state", v) for v in states}
        answers = {
            fact: Answer(raw)
            for fact, raw in self.raw.items()
            if fact not in ("dates", "information", FOR_SOME, SEVERAL)
        }
        answers["state"] = Answer(self.other_states)
        signed, ends = (self.raw[f]["given"] for f in ("roi-signed-on", "roi-expires-on"))
        order, a = self.raw["dates"], self._a
        by_today = a.all((signed, order["signed-by-today"]))
        before = a.all((by_today, ends, order["ends-before-signed"]))
        answers["date-order"] = Answer(
            {
                "signed-in-future": a.all((signed, a.not_(order["signed-by-today"]))),
                "expires-before-signed": before,
                "in-order": a.all((by_today, a.not_(before))),
            }
        )
        return Logic(a, answers, self.book.definitions)

    def _everybody(self) -> None:
        """Say whom the case is about besides: of any kind, and asked for anything."""
        self.raw["contact-kinds"] = self._with_others("contact-kind", "contact-kinds")
        a, another = self._a, self._symbol(SEVERAL, "yes")
        self.raw[SEVERAL] = {"yes": another}
        # Another who is told something is another; one who is only listened to is one as well.
        told = self.raw["contact-kinds"]["parent-or-decider"]
        self.more.append(a.any((a.not_(told), another)))
        several = a.all((self._symbol("contact-kind", "parent-or-decider"), another))
        self.logic.add(SEVERAL, Answer({"yes": several, "no": a.not_(several)}))
        self.raw["contact-information"] = self._with_others("information", "contact-information")

    def _with_others(self, fact: str, name: str) -> dict[str, Formula]:
        a, values = self._a, self.book.content.questions[fact].values
        others = {value: self._symbol(name, value) for value in values}
        apart = a.any(self._symbol("direction", value) for value in NOT_SHARING)
        ours = {value: self._ours(fact, value) for value in values}
        both = {v: a.any((a.all((ours[v], a.not_(apart))), others[v])) for v in values}
        self.logic.add(name, Answer(both, is_list=True, given=self._yes))
        return others

    def _ours(self, fact: str, value: str) -> Formula:
        """Say that our contact has this kind, or is asked for this information."""
        if fact != "information":
            return self._symbol(fact, value)
        said = self._yes if value == self.kind else self._symbol(fact, value)
        # Presence settles the question: it is health information and nothing else.
        presence = self._symbol("direction", "presence-only")
        return self._a.any(((presence,) if value == "health" else ())
                           + (self._a.all((said, self._a.not_(presence))),))  # fmt: skip

    def _ask(self, question: Question, when: Any) -> None:
        a = self._a
        visible = self.logic.truth(when).holds
        self.visible[question.id] = visible
        if question.kind in ("elements", "date"):
            return
        raw = {value: self._symbol(question.id, value) for value in question.values}
        if question.id == "information":
            raw[self.kind] = self._yes
        self.raw[question.id] = raw
        seen = {value: a.all((visible, formula)) for value, formula in raw.items()}
        for value, settled in self._settled(question, visible).items():
            seen[value] = a.any((seen[value], settled))
        is_list = question.kind == "several"
        given = a.any(seen.values()) if is_list else None
        self.logic.add(question.id, Answer(seen, is_list, given))
        if question.id == "information":
            self._compute_kind(visible)

    def _settled(self, question: Question, visible: Formula) -> dict[str, Formula]:
        """Return when another answer gives this one to a question that is not asked."""
        a = self._a
        found: dict[str, Formula] = {}
        for when, answer in self.book.settled(question):
            holds = a.all((a.not_(visible), self.logic.truth(when).holds))
            for value in answer if isinstance(answer, list) else (answer,):
                found[value] = holds
                if question.id == "information" and value != self.kind:
                    # Where the kind is settled otherwise, there is no case of this kind.
                    self.more.append(a.not_(holds))
        return found

    def _compute_kind(self, visible: Formula) -> None:
        """Say which kind of information is judged: none where nothing is shared or asked for."""
        known = self.logic.answers["information"].values[self.kind]
        values = self.book.content.questions["information"].values
        kinds = {value: known if value == self.kind else self._no for value in values}
        self.logic.add("kind", Answer(kinds))

    def element(self, element: str) -> dict[str, Formula]:
        """Return the formulas for what is said of one element, as far as it is visible."""
        raw = {said: self._symbol(f"roi-elements.{element}", said) for said in ELEMENT_ANSWERS}
        self.raw[f"roi-elements.{element}"] = raw
        return {said: self._a.all((self.visible["roi-elements"], f)) for said, f in raw.items()}

    def _compute_release(self) -> None:
        for regime in REGIMES:
            self._compute_elements(regime)
        self._compute_dates()
        self._compute_doubt()

    def _compute_elements(self, regime: str) -> None:
        a = self._a
        missing, said_unsure, unsure, open_ = [], [], [], []
        for element, applies in self.book.elements[regime]:
            if element.duty:
                continue
            truth, said = self.logic.truth(applies), self.element(element.id)
            missing.append(a.all((truth.holds, said["missing"])))
            in_doubt = a.all((truth.unsure, a.not_(truth.unanswered)))
            said_unsure.append(a.all((truth.holds, said["unsure"])))
            unsure.append(in_doubt)
            answered = a.all((truth.holds, a.any(said.values())))
            open_.append(a.not_(a.any((truth.fails, answered, in_doubt))))
        incomplete, rest = a.any(missing), a.any(open_)
        doubt = a.any((*said_unsure, *unsure))
        self.logic.answers[f"elements-{regime}"] = Answer(
            {
                "incomplete": incomplete,
                UNSURE: a.all((doubt, a.not_(incomplete))),
                "complete": a.not_(a.any((incomplete, doubt, rest))),
            }
        )
        # Whether a part belongs on the form may be in doubt although nobody doubts the form.
        said_so = a.any(said_unsure)
        self.logic.answers[f"doubt-{regime}"] = Answer({"yes": said_so, "no": a.not_(said_so)})
        self._unanswered.append(rest)

    def _compute_dates(self) -> None:
        a = self._a
        signed = self._date("roi-signed-on")
        ends = self._date("roi-expires-on")
        order = {name: self._symbol("dates", name) for name in ORDERS}
        self.raw["dates"] = order
        kind = self.logic.answers["roi-expiry-kind"].values
        event = self.logic.answers["roi-expiry-event-happened"].values
        sensible = a.not_(a.all((signed, order["ends-before-signed"])))
        dated = a.all((kind["date"], ends, sensible))
        self.logic.answers["signing"] = Answer({"done": a.all((signed, order["signed-by-today"]))})
        self.logic.answers["expiry"] = Answer(
            {
                "passed": a.any(
                    (a.all((dated, order["ended-by-today"])), a.all((kind["event"], event["yes"])))
                ),
                "not-passed": a.any(
                    (
                        a.all((dated, a.not_(order["ended-by-today"]))),
                        a.all((kind["event"], event["no"])),
                    )
                ),
                "none": kind["none"],
                UNSURE: a.any((kind[UNSURE], a.all((kind["event"], event[UNSURE])))),
            }
        )
        self._compute_year(kind, signed, ends, order)

    def _compute_doubt(self) -> None:
        a, answers = self._a, self.logic.answers
        choices = (
            "roi-signed-by",
            "roi-expiry-kind",
            "roi-revoked",
            "roi-covers-recipient",
            "roi-covers-information",
            "roi-fits",
        )
        others = (
            "roi-form",
            "roi-expiry-event-happened",
            "decision-maker",
            "minor-consented-to-own-care",
        )
        unsure = (answers[fact].values[UNSURE] for fact in (*choices, *others))
        doubt = a.any(unsure)
        answers["release-doubt"] = Answer({"yes": doubt, "no": a.not_(doubt)})
        given = [a.any(answers[fact].values.values()) for fact in (*choices, "signing", "expiry")]
        given.append(a.any(self._symbol_given("roi-elements")))
        answers["release-answered"] = Answer(
            {"yes": a.all((*given, a.not_(a.any(self._unanswered))))}
        )

    def _symbol_given(self, fact: str) -> list[Formula]:
        return [
            v for name, raw in self.raw.items() if name.startswith(f"{fact}.") for v in raw.values()
        ]

    def _date(self, fact: str) -> Formula:
        self.raw[fact] = {"given": self._symbol(fact, "given")}
        return self._a.all((self.visible[fact], self.raw[fact]["given"]))

    def _compute_year(
        self, kind: dict[str, Formula], signed: Formula, ends: Formula, order: dict[str, Formula]
    ) -> None:
        a = self._a
        by_date, by_event = a.all((kind["date"], signed, ends)), a.all((kind["event"], signed))
        self.logic.answers["expiry-within-year"] = Answer(
            {
                "yes": a.any(
                    (
                        a.all((by_date, order["ends-within-year"])),
                        a.all((by_event, order["today-within-year"])),
                    )
                ),
                "no": a.any(
                    (
                        kind["none"],
                        a.all((by_date, a.not_(order["ends-within-year"]))),
                        a.all((by_event, a.not_(order["today-within-year"]))),
                    )
                ),
                UNSURE: kind[UNSURE],
            }
        )
