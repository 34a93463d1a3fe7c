"""Scenarios of a timing study: what nobody has measured, spread evenly between its ends."""

from __future__ import annotations

from typing import Annotated

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.domain.inputs.medicine import Drug, Injection
from microthermal.domain.library.figures import TimingEnds
from microthermal.domain.results.response import Perfusion
from microthermal.quantity import Quantity, amended, record

# Changes of a scenario, the base of the sequence that spreads each, and whether by equal ratios or equal steps.
_SPREAD = (
    ("clearance", 2, True), ("flow", 3, False), ("depth", 5, False), ("plug", 7, True), ("reperfusion", 11, True),
    ("half", 13, True), ("effect", 17, False),
)  # fmt: skip


@record
class TimingScenario:
    """Changes to what decides the day of an injection: factors, a shift of the tip, and times."""

    name: str
    clearance: Annotated[float, Quantity("1", "factor on removal by blood and lymph", 0.01, 100)] = 1.0
    flow: Annotated[float, Quantity("1", "factor on the rise of blood flow", 0, 20)] = 1.0
    depth: Annotated[float, Quantity("m", "shift of the tip, downward", -5e-3, 5e-3)] = 0.0
    plug: Annotated[float, Quantity("s", "time until half the channels are plugged", 60, 1e6)] = 3600.0
    reperfusion: Annotated[float, Quantity("s", "time until half the columns have blood again", 3600, 5e6)] = 345600.0
    half: Annotated[float, Quantity("1", "factor on concentrations of half effect", 1e-3, 1e3)] = 1.0
    effect: Annotated[float, Quantity("1", "factor on effects", 0, 10)] = 1.0


def timing_scenarios(count: int, library: Library | None = None) -> tuple[TimingScenario, ...]:
    """Scenarios, the nominal one first; the others fill the space between the ends evenly (Halton's sequence).

    Parameters
    ----------
    count : int
        How many, at least 1. The first ones stay the same whatever the count.
    library : Library, optional
        States the ends; the installed one if left out.
    """
    ends = (library or installed()).ends.timing_ends
    nominal = TimingScenario(name="nominal")
    return (nominal, *(_scenario(number, ends) for number in range(1, count)))


def _scenario(number: int, ends: TimingEnds) -> TimingScenario:
    changes: dict[str, float] = {}
    for name, base, by_ratio in _SPREAD:
        low, high = getattr(ends, f"{name}_low"), getattr(ends, f"{name}_high")
        fraction = _radical_inverse(number, base)
        changes[name] = low * (high / low) ** fraction if by_ratio else low + fraction * (high - low)
    return TimingScenario(name=f"scenario {number}", **changes)


def _radical_inverse(number: int, base: int) -> float:
    """Digits of a number in a base, mirrored behind the point: Van der Corput's sequence, 0 to 1."""
    value, weight = 0.0, 1.0 / base
    while number > 0:
        number, digit = divmod(number, base)
        value += digit * weight
        weight /= base
    return value


def varied_dose(dose: Injection, scenario: TimingScenario, time: float, bottom: float) -> Injection:
    """Dose of a scenario at a time after the laser [s], its tip kept between the surface and a depth [m]."""
    depth = min(max(dose.depth + scenario.depth, 2e-4), max(dose.depth, 1.1 * bottom))
    return amended(dose, drug=_varied_drug(dose.drug, scenario), depth=depth, time=time)


def _varied_drug(drug: Drug, scenario: TimingScenario) -> Drug:
    effects = tuple(
        amended(effect, change=max(effect.change * scenario.effect, -1.0), half=effect.half * scenario.half)
        for effect in drug.effects
    )
    known, factor = drug.kinetics, scenario.clearance
    kinetics = amended(known, clearance=known.clearance * factor, lymph=known.lymph * factor)
    return amended(drug, kinetics=kinetics, effects=effects)


def varied_flow(perfusion: Perfusion, scenario: TimingScenario) -> Perfusion:
    """Blood flow whose rise is multiplied; it never falls below a twentieth of rest."""
    return amended(perfusion, factor=(1.0 + scenario.flow * (perfusion.factor - 1.0)).clip(0.05, 100.0))
