"""One small treatment asked of a library: its zone on coarse cells, the weeks after, and the window."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Final, NamedTuple

from chores.numbers.answers import Answers, flat
from microthermal.catalog.library import Library
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.deposition.breakdown.reach import tears
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.exposures import kind_of
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.searches.full_grid import depth_of_doses
from microthermal.planning.window.calendar import calendar
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.verdicts import used
from microthermal.simulation.around.treatment import pattern_around, pulse_around
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.units import DAY

# As coarse as still makes a zone: what moves is asked for, not how far to the percent.
_CELL: Final = 3e-5
_PHOTONS: Final = 3000
SETTINGS: Final = Settings(
    cell=_CELL, persons=0, until=60 * DAY, numerical_error=False, warm_start=False, needle=COARSE
)


class Setup(NamedTuple):
    """What is done in which skin, by the names of the library; empty where nothing is.

    ``structure`` stands on the axis instead of what the device is meant for; ``deep`` puts a needle as deep as it goes,
    and ``thin`` skin has a dermis of six tenths.
    """

    skin: str = "cheek_iii"
    device: str = "er_glass_1550"
    condition: str = "healthy"
    drug: str = ""
    goal: str = ""
    cooling: str = ""
    laws: tuple[str, ...] = ()
    stack: int = 1
    part: float = 0.5  # of the way, by ratio, from the least energy to the greatest
    history: tuple[str, ...] = ()
    structure: str = ""
    deep: bool = False
    passes: int = 1
    spacing: float = 1e-2  # of injections [m]
    thin: bool = False

    @property
    def words(self) -> str:
        """What it asks for: names always, settings that are not the usual ones."""
        usual = type(self)._field_defaults
        told = {name: part for name, part in self._asdict().items() if isinstance(part, str) or part != usual[name]}
        return ", ".join(
            part if isinstance(part, str) else f"{name} {part}" for name, part in told.items() if part != ""
        )


def treatment_of(library: Library, setup: Setup) -> tuple[Skin, Treatment]:
    """Skin and treatment of a setup, with the follicle or vessel that the device is meant for."""
    device, skin = library.entries[f"device/{setup.device}"].record, library.entries[f"skin/{setup.skin}"].record
    most = min(device.energy.high, device.power * device.duration.high)
    part = 0.95 if kind_of(device) == "current" else setup.part
    energy = device.energy.low ** (1 - part) * most**part
    asked: dict[str, Any] = {"stack": setup.stack} if setup.stack > 1 else {}
    if setup.deep:
        asked["depth"] = device.depth.high
    pulse: Any = device.exposure(energy=energy, **asked)
    if setup.thin:
        skin = replace(skin, layers=tuple(_thinner(layer) for layer in skin.layers))
    pattern = None
    name = setup.structure or getattr(device.basis, "structure", "")
    if name and isinstance(pulse, LaserPulse):
        structure = library.entries[f"structure/{name}"].record
        skin, pulse, pattern = (
            replace(skin, structure=structure), pulse_around(pulse, structure), pattern_around(None, pulse, structure),
        )  # fmt: skip
    if pattern is None:
        density = math.sqrt(device.density.low * device.density.high)
        pattern = Pattern(density=density, passes=setup.passes, layout=device.basis.layout, sparse=not pulse.makes_zone)
    cooling = library.entries[f"cooling/{setup.cooling}"].record if setup.cooling else device.cooling
    return skin, Treatment(
        pulse=pulse, pattern=pattern, cooling=cooling, doses=_doses(library, setup, skin), history=setup.history
    )


def _thinner(layer: Layer) -> Layer:
    return replace(layer, thickness=0.6 * layer.thickness) if "dermis" in layer.name else layer


def _doses(library: Library, setup: Setup, skin: Skin) -> tuple[Injection, ...]:
    if not setup.drug:
        return ()
    drug, condition = (
        library.entries[f"drug/{setup.drug}"].record, library.entries[f"condition/{setup.condition}"].record,
    )  # fmt: skip
    strength, depth = drug.strength(condition.name), depth_of_doses(skin, condition)
    return (Injection(drug=drug, concentration=strength, volume=5e-8, depth=depth, spacing=setup.spacing, time=0.0),)


def treated(library: Library, setup: Setup, settings: Settings = SETTINGS) -> Simulation:
    """The treatment, simulated."""
    skin, treatment = treatment_of(library, setup)
    pulse, device = treatment.pulse, library.entries[f"device/{setup.device}"].record
    scattered = pulse.wavelength is not None and not getattr(device, "ablative", False) and pulse.makes_zone
    asked = replace(settings, laws=setup.laws)
    if scattered and not tears(pulse):
        asked = replace(asked, deposition=MonteCarlo(photons=_PHOTONS))
    condition = library.entries[f"condition/{setup.condition}"].record
    return simulate(skin, treatment, condition, asked, library=library)


def told(library: Library, setup: Setup, found: Simulation) -> Answers:
    """What a report tells of a simulation: metrics, gauges, targets, gate, calendar, cautions, zone, injury, weeks."""
    goal: Goal | None = library.entries[f"goal/{setup.goal}"].record if setup.goal else None
    judgement = judged(found, goal=goal)
    answers: Answers = {f"metric/{one.metric}": one.estimate for one in judgement.outcome.results}
    answers |= {f"gauge/{one.limit.metric}": used(one) for one in judgement.verdicts}
    answers |= {f"state/{one.limit.metric}": one.state for one in judgement.verdicts}
    answers |= {
        "targets": judgement.targets, "gate": judgement.gate.ready,
        "rules": tuple(one.title for one in judgement.rules),
        "advice": judgement.advice, "zone": found.zone, "injury": found.injury, "extras": found.run.extras,
        "weeks": {one: found.healing.of(one) for one in found.healing.species},
        "perfusion": found.perfusion, "light": found.run.deposited.energy,
        "cautions": tuple(sorted({f"{one.stage}: {one.text}" for one in found.cautions if one.stage != "catalog"})),
        "depots": tuple(
            (one.exposures, one.amount, one.depot, one.channel_leak, one.thinning) for one in found.deliveries
        ),
    }  # fmt: skip
    if goal is not None:
        answers["calendar"] = calendar(found, judgement.outcome, goal)
    return flat(answers)
