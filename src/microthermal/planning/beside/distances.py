"""How far one treatment is from another: doublings of its settings, and the differences in words."""

from __future__ import annotations

import math

from microthermal.domain.inputs.medicine import Injection
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.ranking import apart
from microthermal.planning.records import Option
from microthermal.units import DAY, show

# So many published treatments are told in sentences, and simulated in full.
NEAREST = 3
# Another laser, or a medicine that only one of the two has, counts as so many doublings of a setting.
_OTHER = 2.0
# Settings within this factor are the same to a clinic; the ranges that trials state are about as wide.
_SAME = 2.0
# Differences of settings below this are not told (natural logarithm), and no more of them than so many.
_TOLD, _SAID = 0.05, 4
# How medicine of a route is given.
HOW = {"needle": "injected", "zones": "laid on"}


def distance(one: Option, other: Option) -> float:
    """Doublings of energy, zones per area, strength and visits between two treatments, and two for what one has not.

    Parameters
    ----------
    one, other : Option
        Their treatments are compared; what they reach is not.
    """
    found = sum(abs(math.log2(ratio)) for ratio in _ratios(one, other).values())
    found += _OTHER * (_laser(one) != _laser(other))
    found += _OTHER * len(set(_drugs(one)) ^ set(_drugs(other)))
    # Beyond this nobody reads a digit, and none may hang on rounding.
    return round(found, 6)


def agrees(one: Option, other: Option) -> bool:
    """Whether a clinic would call two treatments the same: one laser, the same medicine, settings within a factor.

    Medicine that only one of two laser treatments has makes them no others if it does not tell their scores apart.
    """
    mine, theirs = set(_drugs(one)), set(_drugs(other))
    idle = one.lasered and (mine <= theirs or theirs <= mine) and not apart(one, other)
    if _laser(one) != _laser(other) or not (mine == theirs or idle):
        return False
    return all(1.0 / _SAME - WHOLE <= ratio <= _SAME + WHOLE for ratio in _ratios(one, other).values())


def differences(one: Option, other: Option) -> tuple[str, ...]:
    """What the first of two treatments has otherwise than the second, in words: its kind, then settings beyond 5 %."""
    said: list[str] = []
    if _laser(one) != _laser(other):
        said.append(_laser_words(one, other))
    mine, theirs = _drugs(one), _drugs(other)
    said += _medicine_words(mine, theirs)
    # The setting that differs most comes first.
    ratios = sorted(_ratios(one, other).items(), key=lambda pair: -abs(round(math.log(pair[1]), 6)))
    said += [f"{_times(ratio)} the {what}" for what, ratio in ratios if abs(math.log(ratio)) > _TOLD]
    for name in mine:
        if name in theirs and abs(mine[name].time - theirs[name].time) > 0.5 * DAY:
            said.append(f"{mine[name].drug.title} {show(abs(mine[name].time - theirs[name].time), 's')} apart in time")
    said += _details(one, other)[: max(_SAID - len(said), 0)]
    return tuple(said) or ("the same settings",)


def _details(one: Option, other: Option) -> list[str]:
    """Settings that no distance counts, beyond 5 %: points of a needle, time between visits, length of the pulse."""
    mine, theirs = _drugs(one), _drugs(other)
    pairs: list[tuple[float, float, str, str]] = []
    for here, there in ((mine[name], theirs[name]) for name in mine if name in theirs):
        if here.route == "needle":
            what = f"points of {here.drug.title}"
            pairs.append((here.spacing, there.spacing, "m", f"{what} {{}} apart in place of {{}}"))
            pairs.append((here.volume, there.volume, "m**3", f"{what} of {{}} in place of {{}}"))
            pairs.append((here.depth, there.depth, "m", f"{what} {{}} deep in place of {{}}"))
    if one.sessions > 1 and other.sessions > 1:
        pairs.append((one.interval, other.interval, "s", "visits {} apart in place of {}"))
    if one.lasered and other.lasered and _laser(one) == _laser(other):
        here_lasts, there_lasts = (each.treatment.exposure.duration for each in (one, other))
        pairs.append((here_lasts, there_lasts, "s", "pulses of {} in place of {}"))
    return [
        words.format(show(here, unit), show(there, unit))
        for here, there, unit, words in pairs
        if abs(math.log(here / there)) > _TOLD
    ]


def _ratios(one: Option, other: Option) -> dict[str, float]:
    """Settings that both have: those of the first over those of the second."""
    found: dict[str, float] = {}
    if one.lasered and other.lasered:
        (pulse, pattern), (theirs, laid) = ((each.treatment.pulse, each.treatment.pattern) for each in (one, other))
        found["energy of a microbeam"] = pulse.energy * pulse.stack / (theirs.energy * theirs.stack)
        found["zones per area"] = pattern.density * pattern.passes / (laid.density * laid.passes)
    mine, given = _drugs(one), _drugs(other)
    for name in mine:
        if name in given:
            found[f"strength of {mine[name].drug.title}"] = mine[name].concentration / given[name].concentration
    found["number of visits"] = one.sessions / other.sessions
    return found


def _laser(option: Option) -> str:
    return option.device.family if option.lasered else ""


def _laser_words(one: Option, other: Option) -> str:
    if not one.lasered:
        return "no laser"
    return "another kind of laser" if other.lasered else "a laser added"


def _medicine_words(mine: dict[str, Injection], theirs: dict[str, Injection]) -> list[str]:
    """Medicine that only one of two treatments has; one that both have by other routes is told by its routes."""
    added = {one.drug.name: one for name, one in mine.items() if name not in theirs}
    left = {one.drug.name: one for name, one in theirs.items() if name not in mine}
    said = [
        f"{one.drug.title} {HOW[one.route]} in place of {HOW[left[name].route]}"
        if name in left
        else f"{one.drug.title} added"
        for name, one in added.items()
    ]
    return said + [f"no {one.drug.title}" for name, one in left.items() if name not in added]


def _drugs(option: Option) -> dict[str, Injection]:
    """Medicine by name and route, so that what is laid on is not what is injected."""
    return {f"{dose.drug.name}/{dose.route}": dose for dose in option.treatment.doses}  # type: ignore[misc]


def _times(ratio: float) -> str:
    if ratio >= 1.0:
        return f"{show(ratio, '1', 2)} times"
    return f"{show(100.0 * ratio, '1', 2)} % of"
