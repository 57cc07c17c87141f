"""Runs every proof, on every core, and says what was covered, how long it took and what failed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import get_context
from typing import Any

from coordguide.engine.case_reader import read_case
from coordguide.engine.evaluation import evaluate
from coordguide.engine.rulebook import rulebook
from coordguide.model import Case, Content
from coordguide.proof import content_checks, enumeration, influence, made_editions, random_cases
from coordguide.proof.claims import CLAIMS, SITUATION_CLAIMS
from coordguide.proof.claims import SECOND_READING as SECOND_READING
from coordguide.proof.editions import distinct
from coordguide.proof.pairs import kinds
from coordguide.proof.solver import as_case, count, find

STATEMENTS = {
    1: "No proceed while anything required is missing, unsure, ended, taken back or not covering.",
    2: "Substance use records never proceed without their own consent.",
    3: "Psychotherapy notes need an authorization of their own.",
    4: "The plan's policy alone never blocks an emergency and never answers stop.",
    5: "What is not known or unsure never leads to a proceed.",
    6: "Less on a form, or more information, never permits more; unsure never makes a proceed.",
    7: "Where a minor's own consent governs, the parent neither signs nor is told.",
    8: "Editions do not leak into each other.",
    9: "Every decision rests on a rule, every rule on a source, and no two contradict.",
    10: "Every question can be reached, and every case can be completed.",
    **{claim.number: claim.says for claim in SITUATION_CLAIMS},
    21: "Each duty says who decides it or how far it goes, and what to do meanwhile.",
    SECOND_READING: "Rules and a second, separate reading of the law agree.",
    23: "Facts said to have no influence have none, and no question is asked in vain.",
    24: "Nothing in the content is idle.",
    25: "What rests on a document's statements falls with the last of them.",
}
"""The statements of the vocabulary, then what the proof itself rests on."""

MADE = 2
"""Editions made by chance for which the solver shows every statement, one kind of
information in each."""

CASES_TO_FINISH = 100
"""Cases made by chance in each edition, each answered until it is complete."""


@dataclass(frozen=True)
class Task:
    """One piece of work: what to run, and for which edition or part of the block."""

    what: str
    part: str
    number: int = 0


@dataclass
class Result:
    """What one task covered and found: cases by statement, seconds, and what is against it."""

    task: Task
    cases: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0
    checks: int = 0
    against: list[tuple[int, str]] = field(default_factory=list)
    example: dict[str, Any] | None = None


def tasks(content: Content) -> list[Task]:
    """Return every task, those that take longest first."""
    groups = distinct(content)
    enumerated = [
        Task("block", str(entry), contact)
        for entry in range(len(enumeration.entries(content)))
        for contact in range(len(enumeration.CONTACTS))
    ]
    proofs = [Task("claim", edition, n) for n in range(len(CLAIMS)) for edition in groups]
    finished = [Task("finish", edition) for edition in content.editions]
    by_chance = [Task("made", str(n), n) for n in range(MADE)]
    return [Task("whole", name) for name in _WHOLE] + by_chance + proofs + finished + enumerated


def in_force(content: Content, today: str) -> Content:
    """Return the content without the rules that are not yet in force on a day."""
    rules = {r.id: r for r in content.rules.values() if not r.effective or r.effective <= today}
    return replace(content, rules=rules)


def prove(bundle: dict[str, Any], today: str, workers: int) -> Iterator[Result]:
    """Run every task and yield each result as it comes.

    Takes the compiled content, the ISO date to prove as of, and how many
    processes to use.
    """
    everything = tasks(in_force(Content.from_bundle(bundle), today))
    with get_context("spawn").Pool(workers, _start, (bundle, today)) as pool:
        yield from pool.imap_unordered(_run, everything)


_HERE: dict[str, Any] = {}
"""What a worker process works on: the content and the day."""


def _start(bundle: dict[str, Any], today: str) -> None:
    _HERE["content"] = in_force(Content.from_bundle(bundle), today)
    _HERE["today"] = today


def _run(task: Task) -> Result:
    return run(_HERE["content"], task, _HERE["today"])


def run(content: Content, task: Task, today: str) -> Result:
    """Run one task and return what it covered and found."""
    started = time.process_time()
    result = Result(task)
    _RUNNERS[task.what](content, result, today)
    result.seconds = time.process_time() - started
    return result


def _claim(content: Content, result: Result, today: str) -> None:
    claim, book = CLAIMS[result.task.number], rulebook(content, result.task.part)
    covered = 0
    for kind in kinds(content):
        last = None
        for cases, formula in claim.against(book, kind):
            covered += 0 if cases is last else count(cases)
            last = cases
            result.checks += 1
            model = find(cases, formula)
            if model is not None:
                result.against.append((claim.number, f"{claim.says} ({book.edition.id}, {kind})"))
                result.example = result.example or as_case(cases, model, today)
    result.cases[claim.number] = covered


def _block(content: Content, result: Result, today: str) -> None:
    contact = enumeration.CONTACTS[result.task.number]
    entry = enumeration.entries(content)[int(result.task.part)]
    asked, found = enumeration.run(content, enumeration.points(entry, (contact,)))
    result.cases = dict.fromkeys(range(1, 7), asked)
    result.checks = asked
    for number, says, case in found:
        result.against.append((number, says))
        result.example = result.example or write_case(case)


def _finish(content: Content, result: Result, today: str) -> None:
    chance = random.Random(f"{result.task.part} {today}")
    for _ in range(CASES_TO_FINISH):
        case = random_cases.some_case(content, result.task.part, chance.choice)
        try:
            _, answers = random_cases.finish(content, case, chance.choice)
        except ValueError as error:
            result.against.append((10, f"{result.task.part}: {error}"))
            result.example = result.example or write_case(case)
        else:
            result.checks += answers
    result.cases[10] = CASES_TO_FINISH


def _made(content: Content, result: Result, today: str) -> None:
    wide, edition = made_editions.one_by_chance(content, f"{result.task.part} {today}")
    book, kind = rulebook(wide, edition.id), random.Random(today).choice(kinds(content))
    told = (
        f"like {edition.like} without {', '.join(edition.without)}, {edition.state or 'no state'}"
    )
    for claim in CLAIMS:
        for cases, formula in claim.against(book, kind):
            result.checks += 1
            if find(cases, formula) is not None:
                result.against.append((25, f"{claim.says} ({told}, {kind})"))
    result.cases[25] = 0


def _whole(content: Content, result: Result, today: str) -> None:
    number, run_check = _WHOLE[result.task.part]
    found = list(run_check(content))
    result.cases[number] = 0
    result.checks = 1
    result.against = [(number, says) for says in found]


_WHOLE: dict[str, tuple[int, Callable[[Content], Any]]] = {
    "idle": (24, content_checks.idle),
    "questions": (10, content_checks.questions_never_asked),
    "texts": (8, content_checks.texts_that_leak),
    "citations": (9, content_checks.citations_that_lack),
    "independence": (23, content_checks.facts_that_interfere),
    "influence": (23, influence.questions_in_vain),
    "duties": (21, content_checks.duties_that_lack),
    "left-out": (25, made_editions.left_without_source),
}

_RUNNERS = {
    "claim": _claim,
    "block": _block,
    "finish": _finish,
    "whole": _whole,
    "made": _made,
}


def write_case(case: Case) -> dict[str, Any]:
    """Return a case as a case file has it."""
    return {**asdict(case), "contacts": [asdict(contact) for contact in case.contacts]}


@dataclass
class Total:
    """What the tasks of one statement add up to."""

    cases: int = 0
    asked: int = 0
    seconds: float = 0.0
    checks: int = 0


def add_up(results: list[Result]) -> dict[int, Total]:
    """Return, for each statement, what was covered; a space met by two claims counts once."""
    totals = {number: Total() for number in STATEMENTS}
    spaces: dict[tuple[int, str], int] = {}
    for result in results:
        for number, cases in result.cases.items():
            total = totals[number]
            share = len(result.cases)
            total.seconds += result.seconds / share
            total.checks += result.checks if result.task.what in ("claim", "whole", "made") else 0
            if result.task.what == "claim":
                key = (number, result.task.part)
                spaces[key] = max(spaces.get(key, 0), cases)
            else:
                total.asked += cases
    for (number, _), cases in spaces.items():
        totals[number].cases += cases
    return totals


def answer_in_short(content: Content, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the engine decides in a case file, with the layers behind it."""
    view = evaluate(content, read_case(data, content))
    return [
        {
            "contact": contact.id,
            "decision": contact.decision,
            "layers": {
                layer: {"status": one.status, "rules": [reason.rule for reason in one.because]}
                for layer, one in contact.layers.items()
            },
        }
        for contact in view.contacts
    ]
