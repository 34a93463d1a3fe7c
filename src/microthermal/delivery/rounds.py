"""By which mechanism a dose is given: a film may be laid on again long after the channels have closed."""

from __future__ import annotations

import numpy as np

from microthermal.delivery.channel_closure import open_channels
from microthermal.delivery.mechanisms import USUAL, Mechanism, mechanism
from microthermal.delivery.mechanisms.channels import Channels
from microthermal.delivery.mechanisms.film import ClosedSkinFilm
from microthermal.delivery.schedule import times
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.results.zone import Lattice
from microthermal.quantity import amended

# Below this fraction of channels still open, a film enters through the closed horny layer alone.
_OPEN = 1e-3


def ways(
    dose: Dose, lattice: Lattice, until: float, needle: Mechanism | None = None
) -> tuple[tuple[Mechanism, Dose], ...]:
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
        What injects, in place of the usual one. Where it says how soon channels are plugged, a film finds them so too.

    Notes
    -----
    A film enters through the channels while some are open, and through the closed horny layer later, or if there
    are none. A drug that does not pass the horny layer, laid on once, is left to the channels, which let nothing in.
    """
    if dose.route == "needle":
        chosen: Mechanism = needle if needle is not None else mechanism[USUAL["needle"]]()
        return ((chosen, dose),)
    channels = Channels() if dose.contact is None else Channels(contact=dose.contact)
    plug = getattr(needle, "plug", channels.plug)
    channels = channels if plug == channels.plug else amended(channels, plug=plug)
    moments = times(dose, until)
    early = np.array([open_channels(lattice, moment, channels.plug).fraction > _OPEN for moment in moments.tolist()])
    if not early.any() and not dose.drug.passes_closed_skin and moments.size == 1:
        return ((channels, dose),)
    found: list[tuple[Mechanism, Dose]] = [
        (channels, amended(dose, time=moment, every=None, last=None)) for moment in moments[early].tolist()
    ]
    before, after = moments[~early & (moments < 0.0)], moments[~early & (moments >= 0.0)]
    found += [
        (
            ClosedSkinFilm(),
            amended(dose, time=float(part[0]), last=float(part[-1]), every=dose.every if part.size > 1 else None),
        )
        for part in (before, after)
        if part.size
    ]
    return tuple(found)
