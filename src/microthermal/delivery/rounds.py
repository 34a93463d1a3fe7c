"""When a dose is given, and by which mechanism: a film may be laid on again long after the channels have closed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.delivery.channel_closure import open_channels
from microthermal.delivery.mechanisms import USUAL, Mechanism, mechanism
from microthermal.delivery.mechanisms.channels import Channels
from microthermal.delivery.mechanisms.film import Film
from microthermal.domain.inputs.medicine import Dose, Drug
from microthermal.domain.results.zone import Lattice
from microthermal.numerics.wholes import steps_within
from microthermal.quantity import Array
from microthermal.units import show

# Below this fraction of channels still open, a film enters through the closed horny layer alone.
_OPEN = 1e-3
# A time this near to the laser is that of the laser [s].
_AT_ONCE = 1e-6


def strength(dose: Dose) -> str:
    """Concentration of a dose in words, with what it counts where that is not the drug itself."""
    return measured(dose.drug, show(dose.concentration, "kg/m**3"))


def measured(drug: Drug, amount: str) -> str:
    """An amount or a concentration of a drug in words, with what it counts where that is not the drug itself."""
    return f"{amount} {drug.measured_as}".rstrip()


def times(dose: Dose, until: float) -> Array:
    """Times after the laser [s] at which a dose is given before ``until`` (n,); one unless it is repeated.

    Parameters
    ----------
    dose : Dose
        The dose.
    until : float
        End of what is followed [s].
    """
    if dose.route == "needle" or dose.every is None:
        return np.array([dose.time])
    end = min(dose.end, until - 1.0)
    count = 1 + max(steps_within(end - dose.time, dose.every), 0)
    found = dose.time + dose.every * np.arange(count)
    # Counted from days before, the time of the laser is off by rounding, which must not put it before the laser.
    return np.where(np.abs(found) < _AT_ONCE, 0.0, found)


def given(dose: Dose, until: float) -> float:
    """Mass [kg] given at one point, or on one square of a film, in all applications before ``until``."""
    return dose.concentration * dose.volume * times(dose, until).size


def ways(dose: Dose, lattice: Lattice, until: float, needle: Mechanism | None = None) -> tuple[
    tuple[Mechanism, Dose], ...
]:  # fmt: skip
    """Mechanisms of a dose, each with the applications that are its own.

    Parameters
    ----------
    dose : Dose
        The dose.
    lattice : Lattice
        Zones of the laser.
    until : float
        End of what is followed [s].
    needle : Mechanism, optional
        What injects, in place of the usual one.

    Notes
    -----
    A film enters through the channels while some are open, and through the closed horny layer later, or if there
    are none. A drug that does not pass the horny layer, laid on once, is left to the channels, which let nothing in.
    """
    if dose.route == "needle":
        chosen: Mechanism = needle if needle is not None else mechanism[USUAL["needle"]]()
        return ((chosen, dose),)
    channels = Channels() if dose.contact is None else Channels(contact=dose.contact)
    moments = times(dose, until)
    early = np.array([open_channels(lattice, moment, channels.plug).fraction > _OPEN for moment in moments.tolist()])
    if not early.any() and dose.drug.bounds.topical.permeability is None and moments.size == 1:
        return ((channels, dose),)
    found: list[tuple[Mechanism, Dose]] = [
        (channels, replace(dose, time=moment, every=None, last=None)) for moment in moments[early].tolist()
    ]
    before, after = moments[~early & (moments < 0.0)], moments[~early & (moments >= 0.0)]
    found += [
        (Film(), replace(dose, time=float(part[0]), last=float(part[-1]), every=dose.every if part.size > 1 else None))
        for part in (before, after)
        if part.size
    ]
    return tuple(found)
