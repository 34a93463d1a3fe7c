"""How far the zone of a shot of ultrasound may lie from the one that is shown: what nobody states of bowl and skin."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.extras.sound_field import SoundBand
from microthermal.quantity import amended
from microthermal.simulation.families.damping import damped
from microthermal.simulation.records import ZoneRun

# Places in the range of the attenuation.
_PLACES = (0.0, 0.5, 1.0)


def with_band(
    extras: Extras | None, exposure: Exposure, library: Library, run: Callable[[Exposure, Library], ZoneRun]
) -> Extras | None:
    """What a family knows beside, with the band of a shot of ultrasound if it is one.

    Parameters
    ----------
    extras : Extras or None
        Without the band.
    exposure : Exposure
        The shot.
    library : Library
        States the ends of what is not known.
    run : callable
        Simulates one exposure with a library, on coarse cells.
    """
    if extras is None or extras.sound is None or not isinstance(exposure, Sound):
        return extras
    return amended(extras, sound=amended(extras.sound, band=sound_band(exposure, library, run)))


def sound_band(sound: Sound, library: Library, run: Callable[[Sound, Library], ZoneRun]) -> SoundBand:
    """The same shot from bowls of three F-numbers, in skin that damps as little, as the library says, and as much.

    Parameters
    ----------
    sound : Sound
        The shot; its focal length and its energy at the skin stay.
    library : Library
        States the ends of the F-number and of the attenuation.
    run : callable
        Simulates one shot with a library, on coarse cells.
    """
    ends = library.ends
    numbers = tuple(each.f_number for each in (ends.sound.low, ends.sound.value, ends.sound.high))
    found = [[_zone(run(_with(sound, number), damped(library, place))) for number in numbers] for place in _PLACES]
    peak, place, volume = np.moveaxis(np.array(found), -1, 0)
    return SoundBand(attenuation=np.array(_PLACES), f_number=np.array(numbers), peak=peak, place=place, volume=volume)


def _with(sound: Sound, f_number: float) -> Sound:
    """The same shot from a bowl of another F-number."""
    return amended(sound, aperture=0.5 * sound.focal_length / f_number)


def _zone(run: ZoneRun) -> tuple[float, float, float]:
    peak = np.where(run.damage.removed == 0.0, run.damage.peak, 0.0)
    slab = int(np.argmax(peak.max(axis=1)))
    return float(peak.max()), float(run.damage.grid.z[slab]), run.zone.volume.value
