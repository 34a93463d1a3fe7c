"""The sentence: one treatment, from the first photon to the last week of healing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal import catalog
from microthermal.delivery.cautions import cautions as delivery_cautions
from microthermal.delivery.guards import doubts
from microthermal.delivery.mechanisms import USUAL, Mechanism, mechanism
from microthermal.domain.caution import Caution
from microthermal.domain.condition import Condition
from microthermal.domain.medicine import Dose
from microthermal.domain.response import Healing, Perfusion
from microthermal.domain.skin import Skin
from microthermal.domain.treatment import Treatment
from microthermal.domain.zone import Closure, Injury
from microthermal.healing.cautions import cautions as healing_cautions
from microthermal.quantity import Array
from microthermal.simulation.affected import affected
from microthermal.simulation.field_run import FieldRunner, run_field, run_warmed
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.stamp import stamp
from microthermal.simulation.zone_run import ZoneRunner, run_zone
from microthermal.zones import cautions as lattice_cautions
from microthermal.zones import injury as injury_of
from microthermal.zones import lattice as lattice_of


def simulate(
    skin: Skin,
    treatment: Treatment,
    condition: Condition | None = None,
    settings: Settings | None = None,
    zone_runner: ZoneRunner = run_zone,
    field_runner: FieldRunner = run_field,
) -> Simulation:
    """Simulate one treatment of one skin.

    Parameters
    ----------
    skin : Skin
        Healthy skin of the site.
    treatment : Treatment
        Pulse, pattern, cooling, injections.
    condition : Condition, optional
        State of the skin before; healthy if left out.
    settings : Settings, optional
        Methods and resolution.
    zone_runner : callable, optional
        What simulates one microbeam; a cached one can be handed in.
    field_runner : callable, optional
        What sums the heat of many microbeams.

    Returns
    -------
    Simulation
        Every input beside every result, with cautions and stamp.

    Examples
    --------
    >>> from microthermal import catalog  # doctest: +SKIP
    >>> simulate(catalog.skin("cheek_iii"), treatment).zone.depth  # doctest: +SKIP
    """
    condition = condition or catalog.condition("healthy")
    settings = settings or Settings()
    diseased = affected(skin, condition)
    run, warmth = run_warmed(diseased, treatment, settings, zone_runner, field_runner)
    lattice = lattice_of(run.zone, treatment.pattern, treatment.pulse, run.damage, warmth)
    injury = injury_of(run.damage, lattice, diseased)
    model = catalog.healing_model()
    ways = tuple(_way(dose, settings) for dose in treatment.doses)
    untreated = model.follow(_uninjured(injury), condition, (), settings.until)
    laser_alone = model.follow(injury, condition, (), settings.until)
    perfusion = _perfusion(laser_alone, untreated)
    lattice = replace(lattice, closure=_closure(laser_alone, untreated, injury))
    deliveries = tuple(
        way.deliver(dose, diseased, lattice, perfusion, settings.until)
        for way, dose in zip(ways, treatment.doses, strict=True)
    )
    healing = model.follow(injury, condition, deliveries, settings.until) if deliveries else laser_alone
    inputs = (skin, condition, treatment, settings)
    return Simulation(
        skin=skin, condition=condition, treatment=treatment, settings=settings, run=run, lattice=lattice,
        injury=injury, perfusion=perfusion, deliveries=deliveries, healing=healing, untreated=untreated,
        cautions=_gathered(
            run.cautions,
            lattice_cautions(lattice, run.tissue),
            healing_cautions(injury, condition),
            *(delivery_cautions(delivery) for delivery in deliveries),
            *(doubts(dose, skin.site, treatment.pattern.area) for dose in treatment.doses),
            catalog.cautions(skin, condition, treatment),
            catalog.optics_cautions(skin, treatment.pulse.wavelength),
            _reach_cautions(diseased, run.zone.depth),
        ),
        stamp=stamp(inputs, (*run.methods, type(model).kind, *dict.fromkeys(way.kind for way in ways)), settings.seed),
    )  # fmt: skip


def _way(dose: Dose, settings: Settings) -> Mechanism:
    if dose.route == "needle" and settings.needle is not None:
        return settings.needle
    chosen: Mechanism = mechanism[USUAL[dose.route]]()
    return chosen


def _perfusion(healing: Healing, untreated: Healing) -> Perfusion:
    before = float(untreated.of("perfusion")[0])
    return Perfusion(time=healing.time, factor=healing.of("perfusion") / before)


def _closure(healing: Healing, untreated: Healing, injury: Injury) -> Closure | None:
    """How open channels close: epidermis over their mouths, tissue that fills them; None without open channels."""
    if not injury.ablated:
        return None

    def left(species: str) -> Array:
        level = np.maximum(healing.of(species) - float(untreated.of(species)[0]), 0.0)
        share: Array = np.clip(level / level[0], 0.0, 1.0) if level[0] > 0.0 else np.zeros_like(level)
        return share

    return Closure(time=healing.time, mouths=left("open_epidermis"), depth=left("open_channels"))


def _uninjured(injury: Injury) -> Injury:
    nothing = np.zeros_like(injury.thickness)
    return Injury(
        layers=injury.layers, thickness=injury.thickness, removed=nothing, necrotic=nothing, denatured=nothing,
        stressed=nothing, lymphocytes_apoptotic=nothing, lymphocytes_lost=nothing, vessels_closed=nothing,
        epidermis_open=0.0, zone_radius=0.0, ablated=False,
    )  # fmt: skip


def _reach_cautions(skin: Skin, depth: float) -> tuple[Caution, ...]:
    dermis = skin.depth_of("dermis")[1]
    if depth < dermis:
        return ()
    return (Caution(stage="zones", text="The zone passes the whole dermis and reaches fat.", weight="warn"),)


def _gathered(*groups: tuple[Caution, ...]) -> tuple[Caution, ...]:
    weights = {"stop": 0, "warn": 1, "note": 2}
    unique = dict.fromkeys(caution for group in groups for caution in group)
    return tuple(sorted(unique, key=lambda caution: weights[caution.weight]))
