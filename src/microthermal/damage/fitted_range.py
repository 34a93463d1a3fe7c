"""The range in which a damage law was fitted: checked when the law is made, put into words for cautions."""

from __future__ import annotations

from microthermal.errors import Fault, InputError
from microthermal.units import show


def check_ranges(name: str, temperatures: tuple[float, float], durations: tuple[float, float]) -> None:
    """Refuse ranges that are upside down.

    Parameters
    ----------
    name : str
        Name of the law, for the message.
    temperatures, durations : tuple of float
        Lowest and highest temperature [K], shortest and longest exposure [s].

    Raises
    ------
    InputError
        With one fault for each range whose low end is above its high end.
    """
    faults = [
        Fault(f"{name}.{path}_low", f"{words(pair, unit)} is upside down; {path}_low must not exceed {path}_high")
        for path, pair, unit in (("temperature", temperatures, "K"), ("duration", durations, "s"))
        if pair[0] > pair[1]
    ]
    if faults:
        raise InputError(faults)


def words(pair: tuple[float, float], unit: str) -> str:
    """Text of a range, such as ``"44 °C to 60 °C"``; of a single value, that value."""
    low, high = (show(value, unit) for value in pair)
    return low if low == high else f"{low} to {high}"
