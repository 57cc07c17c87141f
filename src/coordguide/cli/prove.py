"""The commands that prove the rules over every case, and try to break them."""

from __future__ import annotations

import argparse
import json
import os
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from coordguide.authoring import load
from coordguide.authoring.citation_ledger import load_ledger
from coordguide.authoring.problems import Problem
from coordguide.cli.inputs import InputError, content_folder
from coordguide.model import Content
from coordguide.proof.editions import distinct

try:
    from coordguide.proof import coverage, proving
    from coordguide.proof.mutation import run as mutation
except ImportError as error:  # pragma: no cover  the tests always have the solver
    if error.name != "z3":
        raise
    coverage = proving = mutation = None  # type: ignore[assignment]

Add = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]

CASES = Path("../cases")
"""Where the case files are, from the content folder."""

COUNTEREXAMPLE = Path("build/counterexample.json")


def add_commands(add: Add, day: Callable[[str], str]) -> None:
    """Add the commands ``prove`` and ``mutate``.

    Takes what adds one command to the command line, and what reads a day.
    """
    prove = add("prove", _prove, "Prove the statements over every case, with a solver.")
    prove.add_argument("--today", type=day, metavar="DATE", help="as of this day, YYYY-MM-DD")
    prove.add_argument(
        "--counterexample", type=Path, default=COUNTEREXAMPLE, metavar="FILE",
        help=f"where a case that breaks a statement is written, {COUNTEREXAMPLE} by default",
    )  # fmt: skip
    mutate = add(
        "mutate", _mutate, "Get the content wrong in every small way; nothing may miss it."
    )
    mutate.add_argument("--whole", action="store_true", help="whole rules and conditions only")
    mutate.add_argument("--verbose", action="store_true", help="also name what changes no answer")
    for command in (prove, mutate):
        command.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, metavar="N",
            help="processes to use, one for each core by default",
        )  # fmt: skip


def check_second_reading(root: Path, content: Content) -> Iterator[Problem]:
    """Yield a problem for each rule, question or element without its second reading.

    Takes the content folder and the compiled content. Without the solver, which
    the second reading is written for, nothing is looked for.
    """
    if coverage is not None:
        yield from coverage.check_coverage(root, content)


def _need_solver() -> None:
    if proving is None:
        raise InputError(
            "This command needs the package z3-solver, which requirements/test.txt brings along."
        )


def _prove(arguments: argparse.Namespace) -> int:
    _need_solver()
    started = time.perf_counter()
    today = arguments.today or date.today().isoformat()
    bundle = load(content_folder(arguments))
    results = list(proving.prove(bundle, today, arguments.workers))
    content = proving.in_force(Content.from_bundle(bundle), today)
    for line in _tell_totals(proving.add_up(results)):
        print(line)
    for group in distinct(content).values():
        if len(group) > 1:
            print(f"One proof for {' and '.join(group)}: the same questions, rules and state.")
    seconds = time.perf_counter() - started
    print(f"As of {today}, in {seconds:.0f} s on {arguments.workers} processes.")
    return _tell_failures(content, results, arguments.counterexample)


def _tell_totals(totals: dict[int, Any]) -> list[str]:
    lines = []
    for number, total in totals.items():
        seconds = total.seconds or 0.001
        rates = []
        if total.cases:
            rate = total.cases / seconds
            rates.append(f"all {total.cases:.2e} cases by solver ({rate:.1e} a second)")
        if total.asked:
            rates.append(f"{total.asked} asked one by one ({total.asked / seconds:.0f} a second)")
        covered = "; ".join(rates) or "the whole content"
        name = f"{number:2}" if number < proving.SECOND_READING else " +"
        lines.append(f"{name}  {proving.STATEMENTS[number]}\n    {covered}; {total.seconds:.1f} s")
    asked = max(total.asked for total in totals.values())
    cases = max(total.cases for total in totals.values())
    seconds = sum(total.seconds for total in totals.values())
    checks = sum(total.checks for total in totals.values())
    lines.append(
        f"In total {checks} formulas over {cases:.2e} cases and {asked} cases asked one by one, "
        f"{seconds:.0f} s of computing."
    )
    return lines


def _tell_failures(content: Content, results: list[Any], path: Path) -> int:
    failed = [result for result in results if result.against]
    for result in failed:
        for number, says in result.against[:3]:
            print(f"BROKEN {number}: {says}")
    examples = [result.example for result in failed if result.example]
    if examples:
        smallest = min(examples, key=lambda case: len(json.dumps(case)))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(smallest, ensure_ascii=False, indent=2), encoding="utf-8")
        print(f"The smallest case against is in {path}; the engine answers it:")
        print(json.dumps(proving.answer_in_short(content, smallest), ensure_ascii=False, indent=2))
    if not failed:
        print("Every statement holds.")
    return 1 if failed else 0


def _mutate(arguments: argparse.Namespace) -> int:
    _need_solver()
    started = time.perf_counter()
    root = content_folder(arguments)
    files = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((root / CASES).glob("*.toml"))
    }
    given = load(root), files, load_ledger(root)
    fates = list(mutation.run(*given, arguments.whole, arguments.workers))
    survived = [fate for fate in fates if fate.end == "survived"]
    same = [fate for fate in fates if fate.end == "same"]
    by: dict[str, int] = {}
    for fate in fates:
        if fate.end == "killed":
            net = fate.by.split(" ")[0] if fate.by.startswith(("case", "check")) else fate.by
            by[net] = by.get(net, 0) + 1
    killed = ", ".join(f"{count} by {net}" for net, count in sorted(by.items()))
    print(f"{len(fates)} mutants in {time.perf_counter() - started:.0f} s: {killed}.")
    print(f"{len(same)} change no answer in any case, as the solver proves.")
    for fate in same if arguments.verbose else ():
        print(f"  same: {fate.mutant}")
    print(f"{len(survived)} survived.")
    for fate in survived:
        print(f"  SURVIVED: {fate.mutant}")
        if fate.case:
            print(f"    answered otherwise: {json.dumps(fate.case, ensure_ascii=False)}")
    return 1 if survived else 0
