"""Healing: three visits with two drugs over 180 days, a thousand draws of the posterior, and other engines beside it.

Run with ``make bench-healing``; CPU times, least of several, in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from benchmarks.rows import DAY, one_visit, visits_with_drugs
from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.domain.inputs.condition import Condition
from microthermal.healing.calibration.posterior import Posterior, band_of, courses
from microthermal.healing.exchange.combine import run_sbml
from microthermal.healing.models._compiled import compiled

HEALTHY = Condition(name="healthy", title="Healthy skin")


def least(call: Callable[[], object], times: int = 15) -> float:
    """Least CPU time of some calls [ms]."""
    call()
    found = []
    for _ in range(times):
        begin = time.process_time()
        call()
        found.append(time.process_time() - begin)
    return min(found) * 1e3


def main() -> None:
    model = catalog.healing_model()
    visits, (visit,) = visits_with_drugs(), one_visit()
    begin = time.process_time()
    course = model.follow_visits(visits, HEALTHY, 180 * DAY)
    print(f"first call in this process                {1e3 * (time.process_time() - begin):9.0f} ms")
    alone = least(lambda: model.follow(visit.injury, HEALTHY, (), 180 * DAY))
    print(f"one visit, no drug, 180 days              {alone:9.2f} ms")
    steps = least(lambda: model.follow_visits(visits, HEALTHY, 180 * DAY))
    print(f"three visits, two drugs each, 180 days    {steps:9.2f} ms  ({course.time.size} outputs)")
    draws = healing_posterior()
    many = Posterior(names=draws.names, values=np.resize(draws.values, (1000, len(draws.names))))
    wall, begin = time.perf_counter(), time.process_time()
    courses(model, many, (visit,), HEALTHY, 180 * DAY, workers=2)
    used, waited = time.process_time() - begin, time.perf_counter() - wall
    print(f"1000 draws, two threads                   {used:9.2f} s CPU, {waited:.2f} s wall")
    scar = catalog.condition("hypertrophic_scar")
    wall, begin = time.perf_counter(), time.process_time()
    courses(model, many, (visit,), scar, 180 * DAY, workers=2)
    used, waited = time.process_time() - begin, time.perf_counter() - wall
    print(f"1000 draws in a scar, each its own state  {used:9.2f} s CPU, {waited:.2f} s wall")
    some = Posterior(names=draws.names, values=draws.values[:64])
    begin = time.process_time()
    band_of(courses(model, some, (visit,), scar, 180 * DAY, workers=2))
    print(f"band of a report in a scar (64 draws)     {time.process_time() - begin:9.2f} s CPU")
    others(run_sbml(model, visits, HEALTHY, 180 * DAY), compiled(model.sbml).species, course.time)


def others(sbml: str, species: tuple[str, ...], times: np.ndarray) -> None:
    """The same three visits and drugs as events in libroadrunner, and its plain single visit."""
    import roadrunner

    roadrunner.Logger.setLevel(roadrunner.Logger.LOG_FATAL)
    begin = time.process_time()
    runner = roadrunner.RoadRunner(sbml)
    print(f"libroadrunner: load and compile           {1e3 * (time.process_time() - begin):9.0f} ms")
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-7, 1e-10
    runner.timeCourseSelections = list(species)
    moments = (np.linspace(0.0, float(times[-1]), 201) / DAY).tolist()

    def run() -> object:
        runner.resetAll()
        return runner.simulate(times=moments)

    print(f"libroadrunner: three visits, two drugs    {least(run, 5):9.2f} ms  (as {sbml.count('<event ')} events)")


if __name__ == "__main__":
    main()
