"""Run the Open MTZ benchmark: ``python -m benchmarks.mtz [CASE ...] [--write | --page]``.

Without options our answers are computed anew and held against the stored ones, the exact ones and the twins' stored
ones; the exit status is 1 if one of them fails. ``--write`` computes everything, twins too, stores it and writes
docs/benchmark.md; ``--page`` writes the page from what is stored.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.mtz.answers import Answer, made, stored, write
from benchmarks.mtz.case import Case, cases, faults
from benchmarks.mtz.exact import EXACT
from benchmarks.mtz.judging import same, verdicts
from benchmarks.mtz.ours import OURS
from benchmarks.mtz.page import PAGE, page
from benchmarks.mtz.peers import TWINS


def _computed(case: Case) -> list[Answer]:
    exact, twin = EXACT.get(case.name), TWINS.get(case.name)
    return made(
        case, OURS[case.name](case, True), OURS[case.name](case, False), exact(case) if exact else {},
        twin(case) if twin else {},
    )  # fmt: skip


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.6g}"


def _checked(case: Case) -> bool:
    """Print our answers of one case beside the stored ones; whether all pass."""
    kept, found, exact = stored(), OURS[case.name](case, True), EXACT.get(case.name)
    true, passed = exact(case) if exact else {}, True
    print(f"\n{case.name}: {case.data['title']}")
    print(f"  {'metric':<22}{'ours':>14}{'exact':>14}{'error':>12}{'tolerance':>12}{'twin':>14}  unit")
    for asked in case.asked:
        ours, answer = found[asked.name].value, kept.get((case.name, asked.name))
        wrong = ["nothing is stored"] if answer is None else []
        if answer is not None:
            now = answer._replace(ours=ours, exact=true.get(asked.name))
            wrong += [] if same(ours, answer.ours) else [f"the stored answer is {answer.ours:.10g}"]
            wrong += verdicts(asked, now)
        numbers = (ours, true.get(asked.name)), (answer and answer.error, asked.tolerance), answer and answer.twin
        print(
            f"  {asked.name:<22}{_shown(numbers[0][0]):>14}{_shown(numbers[0][1]):>14}{_shown(numbers[1][0]):>12}"
            f"{_shown(numbers[1][1]):>12}{_shown(numbers[2]):>14}  {asked.unit}  "
            + ("pass" if not wrong else "FAIL: " + "; ".join(wrong))
        )
        passed = passed and not wrong
    return passed


def main() -> int:
    """Run what is asked for; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mtz", description=__doc__.split("\n\n")[0])
    parser.add_argument("case", nargs="*", help="numbers of cases, such as 03; all without")
    parser.add_argument("--write", action="store_true", help="compute all, twins too; store answers, write the page")
    parser.add_argument("--page", action="store_true", help="write the page from the stored answers")
    chosen = parser.parse_args()
    every = cases()
    numbers = {case.name[:2] for case in every}
    if strange := [name for name in chosen.case if name not in numbers]:
        parser.error(f"no case {strange[0]}; there are {', '.join(sorted(numbers))}")
    if lacking := [sentence for case in every for sentence in faults(case)]:
        print("\n".join(lacking))
        return 1
    wanted = [case for case in every if not chosen.case or case.name[:2] in chosen.case]
    if chosen.write:
        kept = stored()
        for case in wanted:
            print(f"{case.name} ...", flush=True)
            kept |= {(row.case, row.metric): row for row in _computed(case)}
        asked = [(case.name, each.name) for case in every for each in case.asked]
        write([kept[place] for place in asked if place in kept])
    if chosen.write or chosen.page:
        PAGE.write_text(page(every, stored()), encoding="utf-8")
        print(f"Wrote {PAGE.name}.")
    if chosen.page:
        return 0
    results = [_checked(case) for case in wanted]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
