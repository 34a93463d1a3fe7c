"""Published treatments of a condition, simulated and judged as the candidates of a plan are."""

from __future__ import annotations

from microthermal.catalog.library import Library
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.medicine import Dose, Drug, Injection, TopicalFilm
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.published import Published, PublishedDose
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.planning.beside.without_laser import no_laser, sham
from microthermal.planning.case import PlanCase
from microthermal.planning.evaluate import quickly
from microthermal.planning.records import Comparison
from microthermal.planning.searches.full_grid import depth_of_doses

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
    One visit is simulated, as for the candidates. The skin is that of the case, not that of the people of the trial.
    """
    if one.unstated:
        return Comparison(published=one, unsimulated=_UNTOLD.format(" and no ".join(one.unstated)))
    try:
        device, treatment = treatment_of(case, one, library)
    except InputError as error:
        why = "; ".join(fault.text for fault in error.faults)
        return Comparison(published=one, unsimulated=f"the device of the library that stands for it refuses: {why}")
    return Comparison(published=one, option=quickly(case, device, treatment, library))


def treatment_of(case: PlanCase, one: Published, library: Library) -> tuple[Device, Treatment]:
    """Device and treatment of one visit of a published treatment.

    Raises
    ------
    InputError
        If its source leaves out what is needed, or the device that stands for it refuses it.
    """
    doses = tuple(_dose(case, dose, library) for dose in one.doses)
    if one.laser is None:
        device = case.devices[0]
        pulse = device.pulse(energy=device.energy.high)
        return no_laser(device), sham(pulse, doses, case.history)
    device = library.record("device", one.laser.device)
    energy, density = one.laser.energy, one.laser.density
    if energy is None or density is None:  # told before anything is simulated
        raise InputError(_UNTOLD.format("energy and no density"))
    pattern = Pattern(density=density, passes=one.laser.passes, layout=device.basis.layout)
    pulse, cooling = device.pulse(energy=energy), device.cooling
    return device, Treatment(pulse=pulse, pattern=pattern, cooling=cooling, doses=doses, history=case.history)


def _dose(case: PlanCase, dose: PublishedDose, library: Library) -> Dose:
    drug: Drug = library.record("drug", dose.drug)
    if dose.route == "zones":
        return TopicalFilm(
            drug=drug, concentration=dose.concentration, volume=dose.volume, side=dose.side, time=dose.time
        )
    # Sources name no depth in numbers: the needle goes where the candidates of a plan have it.
    return Injection(
        drug=drug, concentration=dose.concentration, volume=dose.volume, spacing=dose.side, time=dose.time,
        depth=depth_of_doses(case.skin, case.condition),
    )  # fmt: skip
