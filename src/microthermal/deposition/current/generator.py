"""What a generator holds while the impedance changes: the power, up to its highest voltage, or the voltage."""

from __future__ import annotations

import math
from typing import NamedTuple

from microthermal.domain.inputs.exposures.current import Current


class Drive(NamedTuple):
    """Voltage (root mean square) [V] and power [W] of one pin, and whether the generator is at its highest voltage."""

    voltage: float
    power: float
    limited: bool


def drive(exposure: Current, conductance: float) -> Drive:
    """What a generator does at a conductance.

    Parameters
    ----------
    exposure : Current
        A portion of a current: its mean power is its energy over its duration.
    conductance : float
        Between the pin and its return [S].

    Notes
    -----
    With the energy or the power held, V = √(P/G); where that is beyond the ``voltage`` that the exposure states, the
    voltage stays there and the power falls with the conductance. With the voltage held, P = G V².
    """
    most = exposure.voltage
    if exposure.control == "voltage" and most is not None:
        return Drive(most, conductance * most * most, limited=False)
    power = exposure.energy / exposure.duration
    voltage = math.sqrt(power / conductance)
    if most is not None and voltage > most:
        return Drive(most, conductance * most * most, limited=True)
    return Drive(voltage, power, limited=False)
