"""Published treatments of a condition, simulated and judged as the candidates of a plan are."""

from __future__ import annotations

from dataclasses import replace

from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.medicine import Dose, Drug, Injection, TopicalFilm
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.published import Published, PublishedDose
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.planning.beside.distances import NEAREST, distance
from microthermal.planning.beside.without_laser import no_laser, sham
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.variables import NOTHING
from microthermal.planning.evaluate import again, quickly
from microthermal.planning.records import Comparison, Option
from microthermal.planning.searches.full_grid import depth_of_doses

# Whose pulse of no light stands for no laser, where no device is at hand.
_ANY_DEVICE = "er_glass_1550"
# Courses of a record end here; home treatments of months are not simulated visit by visit.
_MOST_VISITS = 20
_UNTOLD = "its source gives no {}, so that it cannot be simulated"


def published_for(case: PlanCase, library: Library) -> tuple[Published, ...]:
    """Published treatments of a library for the condition of a case."""
    return tuple(one for one in library.published if case.condition.name in one.conditions)


def compared(case: PlanCase, one: Published, library: Library) -> Comparison:
    """A published treatment in the skin of a case, judged for its goal; or why it could not be simulated.

    Parameters
    ----------
    case : PlanCase
        Skin, condition, goal, settings.
    one : Published
        What is compared.
    library : Library
        What the library states.

    Notes
    -----
    The whole course is simulated, with the visits and the interval of its source, those of the goal where it tells
    none. The skin is that of the case, not that of the people of the trial.
    """
    if one.unstated:
        return Comparison(published=one, unsimulated=_UNTOLD.format(" and no ".join(one.unstated)))
    try:
        course = published_course(case, one, library)
    except InputError as error:
        why = "; ".join(fault.text for fault in error.faults)
        return Comparison(published=one, unsimulated=f"the device of the library that stands for it refuses: {why}")
    return Comparison(published=one, option=quickly(case, course, library))


def compared_in_full(
    case: PlanCase, first: Option, found: tuple[Comparison, ...], library: Library
) -> tuple[Comparison, ...]:
    """Published treatments, the nearest to the first of a plan over all persons and on fine cells, as that one is.

    Parameters
    ----------
    case : PlanCase
        Skin, condition, goal, settings.
    first : Option
        Of the plan, simulated in full.
    found : tuple of Comparison
        As :func:`compared` gives them, over few persons.
    library : Library
        What the library states.
    """
    near = sorted((one for one in found if one.option is not None), key=lambda one: _far(first, one))[:NEAREST]
    return tuple(
        replace(one, option=again(case, one.option, library)) if one in near and one.option is not None else one
        for one in found
    )


def _far(first: Option, one: Comparison) -> tuple[float, str]:
    return (distance(first, one.option) if one.option is not None else 0.0, one.published.name)


def published_course(case: PlanCase, one: Published, library: Library) -> Candidate:
    """Course of a published treatment in the skin of a case: its visits and interval, the goal's where it tells none.

    Raises
    ------
    InputError
        As :func:`treatment_of`.
    """
    device, treatment = treatment_of(case, one, library)
    sessions, interval = published_visits(one, case.goal)
    return Candidate(
        device=device, treatment=treatment, sessions=sessions, interval=interval,
        cooling=NOTHING if treatment.cooling is None else "device",
    )  # fmt: skip


def published_visits(one: Published, goal: Goal) -> tuple[int, float]:
    """Visits of a published treatment and the time between them [s], those of a goal where its source tells none."""
    return min(one.sessions or goal.sessions, _MOST_VISITS), one.interval or goal.session_interval


def treatment_of(case: PlanCase, one: Published, library: Library) -> tuple[AnyDevice, Treatment]:
    """Device and treatment of one visit of a published treatment, in the skin of a case.

    Raises
    ------
    InputError
        If its source leaves out what is needed, or the device that stands for it refuses it.
    """
    device = device_for(one, case.devices[0], library)
    return device, published_treatment(one, (case.skin, case.condition), case.history, library, device)


def device_for(one: Published, nearest: AnyDevice, library: Library) -> AnyDevice:
    """Device that stands for a published treatment; without a laser, one of no light like the nearest at hand."""
    return no_laser(nearest) if one.laser is None else library.record("device", one.laser.device)


def published_treatment(
    one: Published,
    skin: tuple[Skin, Condition],
    history: tuple[str, ...],
    library: Library,
    device: AnyDevice | None = None,
) -> Treatment:
    """A published treatment as one visit, in a skin with its condition.

    Parameters
    ----------
    one : Published
        What is done.
    skin : tuple of Skin and Condition
        Where; a needle goes where the candidates of a plan have it.
    history : tuple of str
        What the person brings along.
    library : Library
        What the library states.
    device : AnyDevice, optional
        The laser that stands for it; that which the library names if left out.

    Raises
    ------
    InputError
        If its source states no energy or no density, or the device refuses them.
    """
    doses = tuple(_dose(skin, dose, library) for dose in one.doses)
    used = device or device_for(one, library.record("device", _ANY_DEVICE), library)
    if one.laser is None:
        return sham(used.exposure(energy=used.energy.high), doses, history)
    energy, density = one.laser.energy, one.laser.density
    if energy is None or density is None:  # told before anything is simulated
        raise InputError(_UNTOLD.format("energy and no density"))
    pattern = Pattern(density=density, passes=one.laser.passes, layout=used.basis.layout)
    return Treatment(
        pulse=used.exposure(energy=energy), pattern=pattern, cooling=used.cooling, doses=doses, history=history
    )


def _dose(skin: tuple[Skin, Condition], dose: PublishedDose, library: Library) -> Dose:
    drug: Drug = library.record("drug", dose.drug)
    if dose.route == "zones":
        return TopicalFilm(
            drug=drug, concentration=dose.concentration, volume=dose.volume, side=dose.side, time=dose.time
        )
    # Sources name no depth in numbers: the needle goes where the candidates of a plan have it.
    return Injection(
        drug=drug, concentration=dose.concentration, volume=dose.volume, spacing=dose.side, time=dose.time,
        depth=depth_of_doses(*skin),
    )  # fmt: skip
