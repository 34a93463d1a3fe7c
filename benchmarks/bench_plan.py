"""A plan of a front: 500 candidates of two devices, the front under twenty scenarios, and one question to it.

Run with ``make bench-plan``; ``--part 0.1`` tries a tenth of the candidates. Processor time is that of this process and
its workers; the wall time means something on a machine with nothing else to do.
"""

from __future__ import annotations

import argparse
import resource
import time

from microthermal.planning.case import plan_case
from microthermal.planning.design.courses import candidate_of
from microthermal.planning.front.scenarios import course_scenarios
from microthermal.planning.plan import plan_of

CANDIDATES = 500
CASE = {
    "title": "bench", "skin": {"site": "abdomen", "phototype": "III"}, "goal": "hypertrophic_scar",
    "devices": ["er_glass_1550", "fractional_co2"], "drugs": ["triamcinolone"],
}  # fmt: skip
QUESTION = "downtime < 2 day"


def used() -> float:
    """Processor time of this process and of its workers that have ended [s]."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="of the candidates")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    count = max(12, round(options.part * CANDIDATES))
    case = plan_case({**CASE, "search": {"kind": "front", "evaluations": count}})
    plan_of(plan_case({**CASE, "search": {"kind": "front", "evaluations": 12, "shown": 1}}))  # compiles, walks photons
    processor, wall, moments = used(), time.perf_counter(), {}

    def tell(done: int, steps: int, text: str) -> None:
        moments.setdefault("search", 0.0)
        if text == "candidates":
            moments["search"] = time.perf_counter() - wall

    found = plan_of(case, workers=options.workers, progress=tell)
    print(f"plan: {count} candidates, {len(found.options) + len(found.refused)} options in full, at most "
          f"{max(len(course_scenarios(candidate_of(one), found.stamp.library)) for one in found.options) + 1} "
          f"scenarios each; processor {used() - processor:.1f} s, wall {time.perf_counter() - wall:.1f} s "
          f"(search {moments['search']:.1f} s), {options.workers} workers", flush=True)  # fmt: skip
    for _ in range(2):
        processor, wall = used(), time.perf_counter()
        answer = found.prefer(QUESTION)
        print(f"prefer '{QUESTION}': processor {used() - processor:.2f} s, wall {time.perf_counter() - wall:.2f} s; "
              f"{answer.reasons[1]}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
