"""What a maker advises for a phototype and a spot, held against what is asked for."""

from __future__ import annotations

import math

from microthermal.domain.inputs.laser import Device, Guidance, Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.units import show

# Spots between two of a table go with the nearer one; a fluence on the end of its range is within it.
_SLACK = 1e-3


def guidance_cautions(device: Device, pulse: Pulse, skin: Skin, source: str = "") -> tuple[Caution, ...]:
    """Whether an energy per area is what the maker of the device advises for this skin.

    Parameters
    ----------
    device : Device
        With its guidance; one without says nothing.
    pulse : Pulse
        Its whole beam counts, where it is the part of one.
    skin : Skin
        Its phototype.
    source : str, optional
        Where the guidance comes from.

    Notes
    -----
    Above the range it is a stop, below it or where the table has nothing for the phototype a warning. The table is a
    maker's advice for pulses of 3 ms with its own cooling, no measured threshold of the epidermis.
    """
    if not device.basis.guidance:
        return ()
    spot = pulse.handpiece.spot
    radius = pulse.radius if spot is None else spot.radius
    fluence = pulse.energy / (math.pi * radius**2) if spot is None else spot.fluence
    row = _row(device, skin, radius)
    told = f"{show(fluence, 'J/m**2')} on a spot of {show(2 * radius, 'm')}"
    if row is None:
        text = f"the maker of {device.name} advises nothing for phototype {skin.phototype}; {told} is asked for"
        return (Caution(stage="device", text=text, weight="warn", source=source),)
    low, high = row.fluence.low, row.fluence.high
    advice = f"{show(low, 'J/m**2')} to {show(high, 'J/m**2')} on {show(2 * row.radius, 'm')}"
    if fluence > high * (1.0 + _SLACK):
        text = f"{told} is more than the maker of {device.name} advises for phototype {skin.phototype}: {advice}"
        return (Caution(stage="device", text=text, weight="stop", source=source),)
    if fluence < low * (1.0 - _SLACK):
        text = f"{told} is less than the maker of {device.name} advises for phototype {skin.phototype}: {advice}"
        return (Caution(stage="device", text=text, weight="note", source=source),)
    return ()


def _row(device: Device, skin: Skin, radius: float) -> Guidance | None:
    rows = [row for row in device.basis.guidance if skin.phototype in row.phototypes]
    return min(rows, key=lambda row: abs(row.radius - radius)) if rows else None
