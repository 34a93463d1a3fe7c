"""The pipeline of one treatment: light, heat, damage, zones, delivery and healing, in this order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.delivery.cautions import cautions as delivery_cautions
from microthermal.delivery.dose_checks import doubts
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Course, Treatment
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.domain.results.field import Warming
from microthermal.domain.results.zone import Injury, Lattice, Zone
from microthermal.healing.cautions import cautions as healing_cautions
from microthermal.healing.visits import next_visit
from microthermal.quantity import amended, check_kinds
from microthermal.simulation.around.epidermis import epidermis_cautions
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.field_run import FieldRunner, run_field, run_warmed, start_cautions
from microthermal.simulation.follow_up import LaserEffect, follow_up
from microthermal.simulation.records import Simulation, ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.simulation.stamp import stamp
from microthermal.simulation.zone_run import ZoneRunner, run_zone
from microthermal.units import show
from microthermal.zones import cautions as lattice_cautions
from microthermal.zones import injury as injury_of
from microthermal.zones import lattice as lattice_of
from microthermal.zones.families.torn import torn, torn_cautions


def simulate(
    skin: Skin,
    treatment: Treatment,
    condition: Condition | None = None,
    settings: Settings | None = None,
    zone_runner: ZoneRunner = run_zone,
    field_runner: FieldRunner = run_field,
    library: Library | None = None,
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
        What simulates one microbeam; a cached one can be handed in. It is asked without the numerical error, which is
        found for the last zone alone if the settings want it.
    field_runner : callable, optional
        What sums the heat of many microbeams.
    library : Library, optional
        What the library states; the installed one, as it is now, if left out. Nothing else is read.

    Returns
    -------
    Simulation
        Every input beside every result, with cautions and stamp.

    Examples
    --------
    >>> from microthermal import catalog  # doctest: +SKIP
    >>> simulate(catalog.skin("cheek_iii"), treatment).zone.depth.value  # doctest: +SKIP
    """
    check_kinds(
        skin=(skin, Skin),
        treatment=(treatment, Treatment),
        condition=(condition, Condition),
        settings=(settings, Settings),
        library=(library, Library),
    )
    return simulate_visits(
        skin, (treatment,), (0.0,), condition, settings,
        zone_runner=zone_runner, field_runner=field_runner, library=library,
    )[0]  # fmt: skip


def simulate_visits(
    skin: Skin,
    treatments: tuple[Treatment, ...],
    times: tuple[float, ...],
    condition: Condition | None = None,
    settings: Settings | None = None,
    zone_runner: ZoneRunner = run_zone,
    field_runner: FieldRunner = run_field,
    library: Library | None = None,
) -> tuple[Simulation, ...]:
    """Simulate several visits whose healing and medicine are one course; as :func:`simulate`.

    Parameters
    ----------
    treatments : tuple of Treatment
        One for each visit; the same pulse and pattern again are not simulated again.
    times : tuple of float
        Of the visits [s after the first]; the last is followed for ``settings.until``.

    Returns
    -------
    tuple of Simulation
        One for each visit, in times after its own laser, followed until the next one.
    """
    library = library or installed()
    condition = condition or library.entries["condition/healthy"].record
    settings = settings or Settings()
    diseased = affected(skin, condition)
    lasers = _lasers(diseased, treatments, settings, zone_runner, field_runner, library)
    model = library.healing_model(settings.healing)
    effects = tuple(
        LaserEffect(time=time, lattice=laser.lattice, injury=laser.injury, doses=treatment.doses)
        for time, laser, treatment in zip(times, lasers, treatments, strict=True)
    )
    weeks = follow_up(
        model, diseased, condition, effects, times[-1] + settings.until, needles=library.ends.needles.value,
        needle=settings.needle,
    )  # fmt: skip
    found: list[Simulation] = []
    for number, (treatment, laser, after) in enumerate(zip(treatments, lasers, weeks, strict=True)):
        met = next_visit(found[-1].condition, found[-1].healing) if found else condition
        last = number + 1 == len(treatments)
        followed = settings if last else amended(settings, until=times[number + 1] - times[number])
        run, inputs = laser.run, (skin, met, treatment, followed)
        exposure = treatment.exposure
        methods = (*run.methods, type(model).kind, *dict.fromkeys(after.methods))
        found.append(Simulation(
            skin=skin, condition=met, treatment=treatment, settings=followed, run=run, lattice=after.lattice,
            injury=laser.injury, perfusion=after.perfusion, deliveries=after.deliveries, healing=after.healing,
            untreated=after.untreated,
            cautions=_gathered(
                run.cautions,
                lattice_cautions(after.lattice, run.tissue), start_cautions(diseased, run, after.lattice.warming),
                healing_cautions(laser.injury, met), torn_cautions(_vacuoles(run)),
                epidermis_cautions(diseased, exposure, laser.injury),
                *(delivery_cautions(one, lasered=not exposure.zoneless) for one in after.deliveries),
                *(doubts(dose, skin.site, treatment.pattern.area) for dose in treatment.doses),
                after.cautions,
                library.cautions(
                    skin, condition, treatment, light=exposure.wavelength is not None and not exposure.sham,
                    heat=not exposure.zoneless,
                ),
                library.unread if exposure.sham else library.doubts(skin, exposure),
                () if exposure.zoneless else _reach_cautions(diseased, run.zone, condition),
                _untold_tissues(skin),
            ),
            stamp=stamp(inputs, methods, settings.seed, library),
        ))  # fmt: skip
    return tuple(found)


def simulate_course(
    skin: Skin,
    course: Course,
    condition: Condition | None = None,
    settings: Settings | None = None,
    zone_runner: ZoneRunner = run_zone,
    field_runner: FieldRunner = run_field,
    library: Library | None = None,
) -> tuple[Simulation, ...]:
    """Simulate several visits, each starting from the healing of the one before.

    Parameters
    ----------
    skin : Skin
        Healthy skin of the site.
    course : Course
        Treatments and the interval between them.
    condition : Condition, optional
        State of the skin before the first visit; healthy if left out.
    settings : Settings, optional
        Methods and resolution; the last visit is followed for its ``until``.
    zone_runner : callable, optional
        What simulates one microbeam.
    field_runner : callable, optional
        What sums the heat of many microbeams.
    library : Library, optional
        What the library states; the installed one if left out.

    Returns
    -------
    tuple of Simulation
        One for each visit; all but the last are followed until the next visit. Healing and medicine of all visits are
        one run: drug that is left when the next visit comes goes on acting, and each dose is followed to the end of
        the course. Structure and thickness are not carried over.
    """
    check_kinds(
        skin=(skin, Skin), course=(course, Course), condition=(condition, Condition), settings=(settings, Settings),
        library=(library, Library),
    )  # fmt: skip
    times = tuple(number * course.interval for number in range(len(course.treatments)))
    return simulate_visits(
        skin, course.treatments, times, condition, settings,
        zone_runner=zone_runner, field_runner=field_runner, library=library,
    )  # fmt: skip


@dataclass(frozen=True)
class _Laser:
    """Results of the laser of one visit within about a second: zone, lattice, injury."""

    run: ZoneRun
    lattice: Lattice
    injury: Injury


def _lasers(
    skin: Skin, treatments: tuple[Treatment, ...], settings: Settings, zone_runner: ZoneRunner,
    field_runner: FieldRunner, library: Library,
) -> list[_Laser]:  # fmt: skip
    """Light, heat, damage and injury of each visit; a treatment that is repeated is simulated once."""
    known: dict[tuple[int, ...], _Laser] = {}
    keys = [tuple(id(part) for part in (each.pulse, each.pattern, each.cooling)) for each in treatments]
    for key, treatment in zip(keys, treatments, strict=True):
        if key not in known:
            run, warmth = run_warmed(skin, treatment, settings, zone_runner, field_runner, library)
            known[key] = _laid(run, warmth, treatment.pattern, treatment.pulse, skin)
    return [known[key] for key in keys]


# All doses that are tried with a laser share its injury, and so the healing without them; threads have their own.
@lru_cache(maxsize=8)
def _laid(run: ZoneRun, warmth: Warming, pattern: Pattern, pulse: Exposure, skin: Skin) -> _Laser:
    """Lattice and injury of a zone and its field."""
    lattice = lattice_of(run.zone, pattern, pulse, run.damage, warmth)
    return _Laser(run, lattice, _injury(run, lattice, skin))


def _vacuoles(run: ZoneRun) -> Vacuoles | None:
    return None if run.extras is None else run.extras.vacuoles


def _injury(run: ZoneRun, lattice: Lattice, skin: Skin) -> Injury:
    """Injury by heat, and by vacuoles where there are any."""
    burnt, found = injury_of(run.damage, lattice, skin), _vacuoles(run)
    return burnt if found is None else torn(burnt, found, lattice.pattern)


def _reach_cautions(skin: Skin, zone: Zone, condition: Condition) -> tuple[Caution, ...]:
    dermis = skin.depth_of("dermis")[1]
    found = []
    if zone.top.value >= dermis:
        text = f"The whole zone lies below the dermis of this skin, which ends at {show(dermis, 'm')}, in fat."
        found.append(Caution(stage="zones", text=text, weight="warn"))
    elif skin.structure is None and zone.depth.value >= dermis:  # the bulbs of hairs lie in fat
        found.append(Caution(stage="zones", text="The zone passes the whole dermis and reaches fat.", weight="warn"))
    if condition.target_depth > dermis:
        text = (
            f"The depth to be reached, {show(condition.target_depth, 'm')}, lies below the dermis of this skin, which "
            f"ends at {show(dermis, 'm')}: no zone that stays in the dermis reaches it"
        )
        found.append(Caution(stage="zones", text=text, weight="note", source=condition.origin))
    return tuple(found)


def _untold_tissues(skin: Skin) -> tuple[Caution, ...]:
    names = ", ".join(layer.name for layer in skin.layers if layer.tissue is None)
    if not names:
        return ()
    text = (
        f"What {names} of this skin is made of is not stated (Layer.tissue), and the name does not tell; it counts as "
        "neither epidermis nor dermis, and cells in it die as those of the dermis do"
    )
    return (Caution(stage="tissue", text=text, weight="warn"),)


def _gathered(*groups: tuple[Caution, ...]) -> tuple[Caution, ...]:
    weights = {"stop": 0, "warn": 1, "note": 2}
    unique = dict.fromkeys(caution for group in groups for caution in group)
    return tuple(sorted(unique, key=lambda caution: weights[caution.weight]))
