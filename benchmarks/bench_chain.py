"""One simulation that is asked again in one process, stage by stage: processor time, medians, light cached.

Run with ``make bench-chain``. A treatment of the cheek at 1550 nm, 180 days without medicine. Records are counted and
timed in runs of their own, as the clock costs as much as the check of a small one; they are part of the other stages.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.scenarios import scenarios
from microthermal.catalog.library import Library
from microthermal.quantity import record
from microthermal.simulation import chain

REPEATS = 15
# Stage, where the chain finds its function, and the name of the function; what is left is the chain itself.
STAGES = (
    ("library", chain, "installed"),
    ("zone", chain, "run_zone"),
    ("field", chain, "run_field"),
    ("lattice", chain, "lattice_of"),
    ("injury", chain, "injury_of"),
    ("healing", chain, "follow_up"),
    ("cautions", Library, "cautions"),
    ("cautions", Library, "doubts"),
    ("cautions", chain, "lattice_cautions"),
    ("cautions", chain, "start_cautions"),
    ("cautions", chain, "healing_cautions"),
    ("stamp", chain, "stamp"),
)


@contextmanager
def timed(places: tuple[tuple[str, Any, str], ...], spent: Counter[str], calls: Counter[str]) -> Iterator[None]:
    """Let functions add the time [s] that they take, and that no other of them takes within, to their stage."""
    inner: list[float] = []

    def wrapped(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            inner.append(0.0)
            begin = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time() - begin
                spent[stage] += took - inner.pop()
                calls[stage] += 1
                if inner:
                    inner[-1] += took

        return call

    originals = [(place, name, getattr(place, name)) for _, place, name in places]
    for (stage, place, name), (_, _, function) in zip(places, originals, strict=True):
        setattr(place, name, wrapped(stage, function))
    try:
        yield
    finally:
        for place, name, function in originals:
            setattr(place, name, function)


def asked() -> Callable[[], object]:
    """The simulation, through whatever runs zones and fields at the moment of the call."""
    scenario = scenarios()[0]
    skin, treatment = scenario.skin, scenario.treatment
    return lambda: chain.simulate(skin, treatment, zone_runner=chain.run_zone, field_runner=chain.run_field)


def medians(simulate: Callable[[], object], places: tuple[tuple[str, Any, str], ...]) -> dict[str, float]:
    """Median time [s] of each stage and of what is left, and of the whole."""
    found: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        spent: Counter[str] = Counter()
        begin = time.process_time()
        with timed(places, spent, Counter()):
            simulate()
        whole = time.process_time() - begin
        for stage, seconds in {**spent, "the rest": whole - sum(spent.values()), "whole": whole}.items():
            found.setdefault(stage, []).append(seconds)
    return {stage: statistics.median(times) for stage, times in found.items()}


def main() -> None:
    simulate = asked()
    begin = time.process_time()
    simulate()
    print(f"first in this process  {1e3 * (time.process_time() - begin):8.1f} ms")
    plain = []
    for _ in range(REPEATS):
        begin = time.process_time()
        simulate()
        plain.append(time.process_time() - begin)
    print(f"again, median          {1e3 * statistics.median(plain):8.1f} ms")
    for stage, seconds in medians(simulate, STAGES).items():
        print(f"  {stage:<20} {1e3 * seconds:8.1f} ms")
    places = (("records", sys_record(), "fits"),)
    calls: Counter[str] = Counter()
    with timed(places, Counter(), calls):
        simulate()
    print(f"records made           {calls['records']:8d}")
    print(f"  their checks         {1e3 * medians(simulate, places)['records']:8.1f} ms")


def sys_record() -> Any:
    """Module in which records are checked, whose name its function hides."""
    return __import__("sys").modules[record.__module__]


if __name__ == "__main__":
    main()
