"""What ``make bench`` times: each row prepares its work and gives a call that does it once, and its processor time.

A child process runs these against whichever ``microthermal`` its path names, so that an earlier version is asked the
same. Names are looked up in today's place first, then where earlier versions had them.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

DAY = 86400.0
EXAMPLES = Path(__file__).parents[1] / "examples"
# Draws in one call, of which the row is scaled to a thousand.
DRAWS = 200
# Days of one scenario of a study that are computed in one call; the row is the mean of them.
STUDY_DAYS = 8
# Scenarios of a batch in one call.
BATCH = 200
FIRST = """
from microthermal import catalog
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
pulse = catalog.device("er_glass_1550").pulse(energy=0.02, duration=0.003)
run_zone(catalog.skin("cheek_iii"), pulse, None, Settings(numerical_error=False))
"""


class Row(NamedTuple):
    """One line of the table: what is timed, its bars [s], how often it is asked of each version."""

    title: str
    prepare: Callable[[], Callable[[], Any]]
    must: float | None = None
    then: float | None = None
    repeats: int = 9
    """Calls of each version; odd, so that the median is one of them."""
    calls: float = 1
    """Pieces of work in a call, by which its time is divided; below 1 where a call does a part of it."""
    children: bool = False
    """Whether the work is done by processes that the call starts and waits for."""


def named(*places: str) -> Any:
    """The first of some ``module:name`` that exists.

    Raises
    ------
    ImportError
        If there is none.
    """
    for place in places:
        module, name = place.split(":")
        try:
            return getattr(importlib.import_module(f"microthermal.{module}"), name)
        except (ImportError, AttributeError):
            continue
    raise ImportError(f"none of {', '.join(places)} is in this version")


def anew(call: Callable[[], Any]) -> Callable[[], Any]:
    """A call that finds its light, but no temperatures that an earlier one has kept: else nothing would be timed."""
    try:
        kept = named("cache.shelves:HISTORIES").kept
    except ImportError:
        return call

    def again() -> Any:
        kept.clear()
        return call()

    return again


def zone(scenario: str, cell: float | None = None) -> Callable[[], Any]:
    """One microbeam without its coarser twin; the first call computes the light, later ones find it."""
    from benchmarks.scenarios import scenario_named
    from microthermal.simulation.settings import Settings
    from microthermal.simulation.zone_run import run_zone

    found, settings = scenario_named(scenario), Settings(numerical_error=False)
    settings = settings if cell is None else replace(settings, cell=cell)
    return anew(lambda: run_zone(found.skin, found.pulse, None, settings))


def whole_chain() -> Callable[[], Any]:
    """``simulate`` at 1550 nm with its numerical error and its field, 180 days without a drug."""
    from benchmarks.scenarios import scenario_named
    from microthermal.simulation.chain import simulate

    found = scenario_named("nafl_1550_cheek")
    return anew(lambda: simulate(found.skin, found.treatment))


def visits() -> Callable[[], Any]:
    """Healing over 180 days after three visits, two drugs each."""
    from microthermal import catalog

    model, struck, healthy = catalog.healing_model(), visits_with_drugs(), catalog.condition("healthy")
    return lambda: model.follow_visits(struck, healthy, 180 * DAY)


def draws() -> Callable[[], Any]:
    """Draws of the healing posterior in a hypertrophic scar, each from its own state, one thread.

    Today each draw is followed untreated as well.
    """
    from microthermal import catalog
    from microthermal.catalog.calibration import healing_posterior

    posterior = named("healing.calibration.posterior:Posterior", "healing.posterior:Posterior")
    model, known, scar = catalog.healing_model(), healing_posterior(), catalog.condition("hypertrophic_scar")
    many, struck = posterior(names=known.names, values=np.resize(known.values, (DRAWS, len(known.names)))), one_visit()
    try:
        who, nothing = named("healing.persons:like_in_all_else")(many), named("simulation.follow_up:uninjured")
    except ImportError:
        courses = named("healing.calibration.posterior:courses", "healing.posterior:courses")
        return lambda: courses(model, many, struck, scar, 180 * DAY)
    follow, unhurt = named("healing.persons:courses"), nothing(struck[0].injury)

    def each_anew() -> Any:
        forget = named("healing.persons:_without_medicine")
        forget.cache_clear()  # what is followed for the second time is remembered
        return follow(model, who, struck, unhurt, scar, 180 * DAY, workers=1)

    return each_anew


def one_visit() -> tuple[Any, ...]:
    """A visit of the fractional laser of the calibration, without drugs."""
    from microthermal.catalog.calibration import evidence

    visit = named("domain.results.response:Visit", "domain.response:Visit")
    struck = next(one.injury for one in evidence().exposures if one.name == "nafl")
    return (visit(time=0.0, injury=struck, deliveries=()),)


def visits_with_drugs() -> tuple[Any, ...]:
    """Three visits in eight weeks, each with one drug that quiets cytokines and one that adds growth factor."""
    drugs = (drug("cytokines", -0.8, 0.0, 20.0), drug("vegf", 1.0, 3.0, 6.0))
    return tuple(replace(visit, time=day * DAY, deliveries=drugs) for visit in one_visit() for day in (0, 28, 56))


def drug(species: str, change: float, day: float, length: float) -> Any:
    """Delivery of a drug that acts fully at first and fades over some days."""
    effect, made = (named(f"domain.inputs.medicine:{name}", f"domain.medicine:{name}") for name in ("Effect", "Drug"))
    injection = named("domain.inputs.medicine:Injection", "domain.inputs.medicine:Dose", "domain.medicine:Dose")
    delivery = named("domain.results.response:Delivery", "domain.response:Delivery")
    kinetics = {"diffusivity": 1e-10, "partition": 1.0, "clearance": 1e-3, "lymph": 0.0, "solubility": 1.0}
    spread: dict[str, Any] = {"reach": 0.005, "coverage": 1.0}
    particle: dict[str, Any] = {"particle_radius": 0.0, "particle_density": 1300.0}
    try:
        kinetics = {"kinetics": named("domain.inputs.medicine:Kinetics")(**kinetics)}
        particle = {"particle": named("domain.inputs.medicine:Particle")(density=1300.0)}
        spread = {"spread": named("domain.results.response:Spread")(**spread)}
    except ImportError:
        pass  # Version 0.1.0 had these figures as fields of the drug and of its delivery.
    toy = made(
        name="toy", title="Toy", molar_mass=0.4, concentration=1.0, session_limit=1e-3,
        effects=(effect(species=species, change=change, half=1e-6),), **kinetics, **particle,
    )  # fmt: skip
    return delivery(
        dose=injection(drug=toy, concentration=1.0, volume=1e-7, depth=1e-3, spacing=0.01, time=day * DAY),
        layers=("dermis",), time=day * DAY + np.linspace(0.0, length * DAY, 100), depot=np.zeros(100),
        amount=np.zeros((100, 1)), systemic=np.zeros(100), leaked=np.zeros(100),
        concentration=np.linspace(1e-3, 0.0, 100), in_dermis=1.0, **spread,
    )  # fmt: skip


def study() -> tuple[Any, Any, list[float]]:
    """A treatment whose injection is moved, read and simulated; the day of the injection does not turn on the rest."""
    from microthermal.simulation.chain import simulate

    read = named("cases.treatment:read_treatment_case", "simulation.case:read_treatment_case")
    case = read(EXAMPLES / "injection_day.toml")
    done = simulate(case.skin, case.treatment, case.condition, case.settings)
    return case, done, [(3.0 + 2.0 * number) * DAY for number in range(STUDY_DAYS)]


def depots() -> Callable[[], Any]:
    """Depots of some days of one scenario of a study, with all that is read from them."""
    deliver, laser_alone = (
        named(f"planning.injection_day.curve:{name}", f"planning.timing:{name}") for name in ("deliver", "laser_alone")
    )
    of_study = named("planning.injection_day.scenarios:timing_scenarios", "planning.timing_scenarios:timing_scenarios")
    _, done, moments = study()
    alone, scenario = laser_alone(done, moments[-1] + 152 * DAY), of_study(1)[0]
    doses = getattr(done.treatment, "injections", None) or done.treatment.doses
    return lambda: [deliver(alone, scenario, doses[0], moment) for moment in moments]


def study_days() -> Callable[[], Any]:
    """The same days with healing, benefit and harm."""
    timing, usual = (
        named(f"planning.injection_day.curve:{name}", f"planning.timing:{name}") for name in ("timing", "usual_goal")
    )
    of_study = named("planning.injection_day.scenarios:timing_scenarios", "planning.timing_scenarios:timing_scenarios")
    case, done, moments = study()
    goal, scenarios, when = usual(case.condition.name), of_study(1), np.array(moments)
    return lambda: timing(done, goal, when, scenarios)


def preview() -> Callable[[], Any]:
    """A zone with a stated error of some percent, where this version offers one."""
    from benchmarks.scenarios import scenario_named

    found, run_zone = scenario_named("nafl_1550_cheek"), named("simulation.zone_run:run_zone")
    kind = named("simulation.settings:Settings")
    if not hasattr(kind, "preview"):
        raise ImportError("this version offers no preview")
    settings = kind().preview
    return anew(lambda: run_zone(found.skin, found.pulse, None, settings))


def batch() -> Callable[[], Any]:
    """Scenarios of a batch in one process: two pulses in 25 patterns, four scenarios each."""
    simulate_many = named("simulation.many:simulate_many")
    from benchmarks.bench_many import QUICK, asked, candidates, judged

    every = list(asked(candidates(1), QUICK))[::5]
    return lambda: list(simulate_many(every, judged, workers=1))


def first() -> Callable[[], Any]:
    """A new process from its start to its first zone, kernels compiled and light kept by the process before it."""
    return lambda: subprocess.run([sys.executable, "-c", FIRST], check=True, capture_output=True)


ROWS = {
    "zone": Row("zone at 1550 nm, all endpoints, light cached", lambda: zone("nafl_1550_cheek"), 25e-3, 12e-3),
    "preview": Row("preview of the same zone, its error stated", preview, 8e-3, 4e-3),
    "channel": Row("CO₂ channel, light cached", lambda: zone("co2_abdomen"), 60e-3, 30e-3),
    "ejection": Row("Er:YAG crater, light cached", lambda: zone("er_yag_cheek")),
    "healing": Row("healing: 180 days, three visits, two drugs", visits, 4e-3, 3e-3),
    "draws": Row("healing: 1 000 draws in a scar", draws, 8.0, 4.0, 5, DRAWS / 1000),
    "chain": Row("`simulate`, whole chain, 180 days, no drug", whole_chain, 100e-3, 50e-3),
    "depot": Row("one depot of a study of days", depots, 4e-3, repeats=5, calls=STUDY_DAYS),
    "batch": Row(
        "one scenario of a batch: zone as a preview, field, window, healing, a dose", batch, 36e-3, 12e-3, 3, BATCH
    ),
    "day": Row("one day of a study: depot, healing, benefit, harm", study_days, repeats=5, calls=STUDY_DAYS),
    "first": Row("first zone of a new process, warm caches", first, 1.0, 0.5, repeats=5, children=True),
}


def spent(row: Row, call: Callable[[], Any]) -> float:
    """Processor time of one piece of work [s], in all threads."""
    if row.children:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        call()
        then = resource.getrusage(resource.RUSAGE_CHILDREN)
        return then.ru_utime + then.ru_stime - used.ru_utime - used.ru_stime
    begin = time.process_time()
    call()
    return (time.process_time() - begin) / row.calls


def answer() -> None:
    """Answer names of rows, line by line: a time [s], or why there is none; the first answer comes after a warm-up."""
    ready: dict[str, Callable[[], Any]] = {}
    for line in sys.stdin:
        name = line.strip()
        found: dict[str, float | str]
        try:
            if name not in ready:
                ready[name] = ROWS[name].prepare()
                ready[name]()
            found = {"seconds": spent(ROWS[name], ready[name])}
        except ImportError as missing:
            found = {"missing": str(missing)}
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    answer()
