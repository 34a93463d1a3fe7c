"""The therapeutic window of one device over energy and density: every setting simulated and held against all limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import numpy as np

from microthermal.cases.treatment import TreatmentCase
from microthermal.catalog.device_steps import DeviceSteps, density_steps, energy_steps, step_cautions
from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.display import ask
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice, one_device
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.errors import Fault, InputError
from microthermal.numerics.ties import first_of_greatest
from microthermal.numerics.wholes import WHOLE
from microthermal.parallel.processes import executor
from microthermal.planning.design.following import FEW
from microthermal.planning.records import Judgement, Plan, Verdict
from microthermal.planning.window.judgement import judged, under_scenarios
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.verdicts import outcome, used, verdicts
from microthermal.quantity import Array, Quantity, record
from microthermal.simulation.chain import simulate
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.many import for_workers
from microthermal.simulation.records import Simulation, Stamp
from microthermal.simulation.zone_run import run_zone
from microthermal.units import show

# What a cell of the map holds; the order is that of the colours.
INSIDE, WARNED, STOPPED, TOO_LITTLE = 0.0, 1.0, 2.0, 3.0
_ENERGIES, _DENSITIES = 8, 10
# Densities that are shown: up to so many times more or less than what was asked for.
_SPAN = 8.0
# Settings within this relative distance of the case's own are left out of the map.
_NEAR = 0.12
Progress = Callable[[int, int, str], None]


@record
class WindowMap:
    """Settings of one device over energy and density of a pass: inside, warned, stopped or too little, and by what."""

    device: Annotated[AnyDevice, one_device]
    passes: Annotated[int, Quantity("1", "passes over the area", 1, 20)]
    energies: Annotated[
        Array, Quantity("J", "what is set: energy of a microbeam, a pin, a shot or a spot", 0, 200, ("energy",))
    ]
    densities: Annotated[Array, Quantity("1/m**2", "zones per area and pass", 0, 1e9, ("density",))]
    state: Annotated[Array, Quantity("1", "0 inside, 1 warned, 2 stopped, 3 too little", 0, 3, ("energy", "density"))]
    used: Annotated[Array, Quantity("1", "greatest fraction of a stop limit used", 0, 1e9, ("energy", "density"))]
    binding: tuple[tuple[str, ...], ...]
    energy: Annotated[float, Quantity("J", "energy that was asked for", 0, 200)]
    density: Annotated[float, Quantity("1/m**2", "density that was asked for", 0, 1e9)]


@record
class Window:
    """One treatment with its scenarios, held against the window, and the map of its device if it was asked for."""

    simulation: Simulation
    judgement: Judgement
    map: WindowMap | None = None

    @property
    def stamp(self) -> Stamp:
        """Stamp of the simulation."""
        return self.simulation.stamp

    @property
    def plot(self) -> Any:
        """Figures of its report, by section: ``window.plot.window()``, ``window.plot.zone()``."""
        return ask("plot", self)

    @property
    def skin(self) -> Skin:
        """Skin that is treated."""
        return self.simulation.skin

    @property
    def condition(self) -> Condition:
        """State of the skin before."""
        return self.simulation.condition

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Cautions of the simulation."""
        return self.simulation.cautions


def energy_scale(drawn: WindowMap) -> tuple[float, str]:
    """Factor and unit in which energies of a map are written: joules from one joule on, else millijoules."""
    return (1.0, "J") if float(drawn.energies[-1]) >= 1.0 else (1e3, "mJ")


def banded(simulation: Simulation) -> Window:
    """A simulation with the bands of its gauges and histograms: the standard scenarios are run, but no map."""
    return Window(simulation=simulation, judgement=judged(simulation, under_scenarios(simulation)))


def banded_plan(plan: Plan) -> Plan:
    """A plan whose best treatment has the bands of its gauges and histograms."""
    if plan.best is None or plan.judgement is not None:
        return plan
    return replace(plan, judgement=judged(plan.best, under_scenarios(plan.best), plan.goal))


def window_of(
    case: TreatmentCase, workers: int = 1, progress: Progress | None = None, library: Library | None = None
) -> Window:
    """Simulate a case with its scenarios, and every setting of its device around it.

    Parameters
    ----------
    case : TreatmentCase
        What is treated, with what, how.
    workers : int, optional
        Processes that simulate side by side.
    progress : callable, optional
        Told of every step that is finished.
    library : Library, optional
        What the library states; the installed one, as it is now, if left out. Nothing else is read.
    """
    refuse_unmapped(case)
    tell, library = progress or (lambda done, steps, text: None), library or installed()
    energies, _ = _axes(case, library)
    steps = energies.size + 2
    tell(0, steps, "light, heat, damage, healing")
    found = simulate(case.skin, case.treatment, case.condition, case.settings, library=library)
    doubts = step_cautions(case.device, case.treatment.pulse, case.treatment.pattern, library)
    found = replace(found, title=case.title, date=case.date, cautions=(*found.cautions, *doubts))
    tell(1, steps, "the treatment")
    judgement = judged(found, under_scenarios(found))
    tell(2, steps, "scenarios")
    drawn = map_of(case, workers, lambda done, _, text: tell(2 + done, steps, text), library)
    return Window(simulation=found, judgement=judgement, map=drawn)


def refuse_unmapped(case: TreatmentCase) -> None:
    """Refuse a map of a device that makes no zone: nothing of it is inside or outside a window.

    Raises
    ------
    InputError
        With what to do instead.
    """
    if case.treatment.exposure.makes_zone:
        return
    text = f"{case.device.name} makes no zone, so that there is nothing to map; 'mtz simulate' tells its dose at depth"
    raise InputError([Fault("device", text)])


def map_of(
    case: TreatmentCase, workers: int = 1, progress: Progress | None = None, library: Library | None = None
) -> WindowMap:
    """Simulate settings of a case's device over energy and density, and hold each against all limits.

    Parameters
    ----------
    case, workers, progress, library
        As for :func:`window_of`.
    """
    refuse_unmapped(case)
    tell, library = progress or (lambda done, steps, text: None), library or installed()
    energies, densities = _axes(case, library)
    carried = for_workers(library, workers)
    work: list[Any] = [
        (_column, (case, _treatment(case, float(energy)), densities, carried), show(energy, "J")) for energy in energies
    ]
    with executor(workers) as run_all:
        columns = run_all(work, lambda done, text: tell(done, energies.size, text))
    return WindowMap(
        device=case.device, passes=case.treatment.pattern.passes, energies=energies, densities=densities,
        state=np.array([[cell[0] for cell in column] for column in columns]),
        used=np.array([[cell[1] for cell in column] for column in columns]),
        binding=tuple(tuple(cell[2] for cell in column) for column in columns),
        energy=case.device.setting(case.treatment.pulse), density=case.treatment.pattern.density,
    )  # fmt: skip


def _axes(case: TreatmentCase, library: Library) -> tuple[Array, Array]:
    """Energies and densities by about equal ratios, each a setting of the device, with those of the case.

    Around a structure of the skin there is one density, that of the structures.
    """
    pulse, own, passes = case.treatment.pulse, case.treatment.pattern.density, case.treatment.pattern.passes
    energies, densities = energy_steps(case.device, library), density_steps(case.device, passes, library)
    across = _ladder(energies, energies.low, energies.high, _ENERGIES, case.device.setting(pulse))
    if case.skin.structure is not None:
        # Zones are what stands in the skin: how many there are is no setting.
        return across, np.array([own])
    low, high = max(densities.low, own / _SPAN), min(densities.high, own * _SPAN)
    return across, _ladder(densities, low, high, _DENSITIES, own)


def _ladder(steps: DeviceSteps, low: float, high: float, count: int, own: float) -> Array:
    wanted = np.geomspace(low, high, count) if high > 1.01 * low else np.array([low])
    offered = {steps.nearest(float(each)) for each in wanted}
    # Settings of the device that are nearly the case's own are replaced by the case's own.
    return np.array(sorted({each for each in offered if abs(each / own - 1.0) > _NEAR * (1.0 + WHOLE)} | {own}))


def _treatment(case: TreatmentCase, energy: float) -> Treatment:
    device, own = case.device, case.treatment.pulse
    if energy == device.setting(own):
        return case.treatment
    found: Any = device
    return replace(case.treatment, pulse=found.again(own, energy))


def _column(
    case: TreatmentCase, treatment: Treatment, densities: Array, library: Library
) -> list[tuple[float, float, str]]:
    """State, used fraction of the tightest stop limit and its metric, for each density; the zone is simulated once."""
    skin, condition = case.skin, case.condition
    few = min(case.settings.persons, FEW)
    quick = replace(case.settings, numerical_error=False, warm_start=False, persons=few)
    run = run_zone(affected(skin, condition), treatment.pulse, treatment.cooling, quick, library)
    limits, found = limits_of(skin, condition, treatment.pulse, library), []
    for density in densities:
        pattern = replace(treatment.pattern, density=float(density))
        given = replace(treatment, pattern=pattern, doses=())
        one = simulate(skin, given, condition, quick, zone_runner=lambda *_: run, library=library)
        found.append(_cell(verdicts(outcome(one), limits)))
    return found


def _cell(marks: tuple[Verdict, ...]) -> tuple[float, float, str]:
    over = [mark for mark in marks if not mark.limit.under]
    under = [mark for mark in marks if mark.limit.under and mark.state != "ok"]
    tightest = first_of_greatest(over, used)
    if used(tightest) > 1.0 + WHOLE or tightest.state == "stop":
        return STOPPED, used(tightest), tightest.limit.metric
    if under:
        return TOO_LITTLE, used(tightest), under[0].limit.metric
    warned = [mark for mark in over if mark.state == "warn"]
    if warned:
        return WARNED, used(tightest), first_of_greatest(warned, used).limit.metric
    return INSIDE, used(tightest), ""
