"""Healing: three visits with two drugs over 180 days, a thousand draws of the posterior, and other engines beside it.

Run with ``make bench-healing``; CPU times, least of several, in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from microthermal import catalog
from microthermal.catalog.calibration import evidence, healing_posterior
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.medicine import Drug, Effect, Injection, Kinetics, Particle
from microthermal.domain.results.response import Delivery, Spread, Visit
from microthermal.healing.calibration.posterior import Posterior, band_of, courses
from microthermal.healing.exchange.combine import run_sbml
from microthermal.healing.models._compiled import compiled

DAY = 86400.0
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


def drug(species: str, change: float, day: float, length: float) -> Delivery:
    """A drug that acts fully for some days."""
    made = Drug(
        name="toy",
        title="Toy",
        molar_mass=0.4,
        kinetics=Kinetics(diffusivity=1e-10, partition=1.0, clearance=1e-3, lymph=0.0, solubility=1.0),
        particle=Particle(density=1300.0),
        concentration=1.0,
        session_limit=1e-3,
        effects=(Effect(species=species, change=change, half=1e-6),),
    )
    moments = day * DAY + np.linspace(0.0, length * DAY, 100)
    return Delivery(
        dose=Injection(drug=made, concentration=1.0, volume=1e-7, depth=1e-3, spacing=0.01, time=day * DAY),
        layers=("dermis",),
        time=moments,
        depot=np.zeros(100),
        amount=np.zeros((100, 1)),
        systemic=np.zeros(100),
        leaked=np.zeros(100),
        concentration=np.linspace(1e-3, 0.0, 100),
        spread=Spread(reach=0.005, coverage=1.0),
        in_dermis=1.0,
    )


def main() -> None:
    model = catalog.healing_model()
    exposures = {one.name: one.injury for one in evidence().exposures}
    doses = (drug("cytokines", -0.8, 0.0, 20.0), drug("vegf", 1.0, 3.0, 6.0))
    visits = tuple(Visit(time=day * DAY, injury=exposures["nafl"], deliveries=doses) for day in (0, 28, 56))
    begin = time.process_time()
    course = model.follow_visits(visits, HEALTHY, 180 * DAY)
    print(f"first call in this process                {1e3 * (time.process_time() - begin):9.0f} ms")
    alone = least(lambda: model.follow(exposures["nafl"], HEALTHY, (), 180 * DAY))
    print(f"one visit, no drug, 180 days              {alone:9.2f} ms")
    steps = least(lambda: model.follow_visits(visits, HEALTHY, 180 * DAY))
    print(f"three visits, two drugs each, 180 days    {steps:9.2f} ms  ({course.time.size} outputs)")
    draws = healing_posterior()
    many = Posterior(names=draws.names, values=np.resize(draws.values, (1000, len(draws.names))))
    wall, begin = time.perf_counter(), time.process_time()
    courses(model, many, visits[:1], HEALTHY, 180 * DAY, workers=2)
    used, waited = time.process_time() - begin, time.perf_counter() - wall
    print(f"1000 draws, two threads                   {used:9.2f} s CPU, {waited:.2f} s wall")
    scar = catalog.condition("hypertrophic_scar")
    wall, begin = time.perf_counter(), time.process_time()
    courses(model, many, visits[:1], scar, 180 * DAY, workers=2)
    used, waited = time.process_time() - begin, time.perf_counter() - wall
    print(f"1000 draws in a scar, each its own state  {used:9.2f} s CPU, {waited:.2f} s wall")
    some = Posterior(names=draws.names, values=draws.values[:64])
    begin = time.process_time()
    band_of(courses(model, some, visits[:1], scar, 180 * DAY, workers=2))
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
