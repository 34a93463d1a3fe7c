"""Advice when the tissue between the zones becomes too warm: a longer pause, more passes, cold air."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from microthermal.domain.inputs.exposures import made_by
from microthermal.domain.inputs.goal import Limit
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.field import Warming
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.field_run import run_field
from microthermal.simulation.records import Simulation
from microthermal.units import show

# Cold air as the library's devices blow it (GeneralKnowledge, unsourced), without a break: -20 °C at 150 W/m²/K.
_COLD_AIR = Cooling(temperature=253.15, coefficient=150.0, before=30.0, after=30.0)
_PAUSES = (10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
_SPLITS = (2, 4, 8)
_SLOWER = (3.0, 10.0, 30.0, 100.0)
# Slowing down beyond this is no treatment any more [s a pass].
_LONGEST_PASS = 600.0
# Nobody holds a hand piece still for longer than this on a square centimetre [s]: assumed.
_LONGEST_EACH = 60.0


def cooling_advice(simulation: Simulation, limit: Limit) -> tuple[str, ...]:
    """What would bring the rise between the zones below the limit's warning, tried one change at a time.

    Parameters
    ----------
    simulation : Simulation
        The treatment; its zone is kept, only the field is summed again.
    limit : Limit
        Limit on the rise between the zones.

    Returns
    -------
    tuple of str
        A sentence for each change that was tried; empty if the rise is below the warning.
    """
    if simulation.lattice.bulk_rise <= limit.warn or simulation.lattice.warming is None:
        return ()
    # What stands under a broad spot is hit by every pass of it: it can be neither shared out nor hit one by one.
    spread = () if simulation.skin.structure is not None else (_splits(simulation, limit), _slower(simulation, limit))
    found = [_pauses(simulation, limit), *spread]
    cold, warm = _field(simulation, cooling=_COLD_AIR).rise, simulation.lattice.bulk_rise
    if simulation.treatment.cooling is None:
        enough = "enough" if cold <= limit.warn else "not enough alone"
        found.append(
            f"Cold air during the treatment changes the rise from {show(warm, 'delta_degC')} to "
            f"{show(cold, 'delta_degC')}: {enough}."
        )
    return tuple(sentence for sentence in found if sentence)


def residual_advice(simulation: Simulation, limit: Limit) -> tuple[str, ...]:
    """Which pause between passes would bring what earlier passes leave below the limit's warning.

    Parameters
    ----------
    simulation : Simulation
        The treatment; its zone is kept, only the field is summed again.
    limit : Limit
        Limit on the rise that is left when the last pass begins.

    Returns
    -------
    tuple of str
        One sentence; none if the rise is below the warning.
    """
    warming = simulation.lattice.warming
    if warming is None or warming.left <= limit.warn:
        return ()
    pause = _shortest_pause(simulation, lambda field: field.left <= limit.warn)
    if pause is None:
        return (f"Even pauses of {show(_PAUSES[-1], 's')} leave more than {_mark(limit)} when the last pass begins.",)
    said = f"After pauses of {show(pause, 's')} earlier passes leave less than {_mark(limit)}"
    return (f"{said} when the last begins.",)


def _field(simulation: Simulation, **changes: Any) -> Warming:
    """Warmth between the zones of the treatment with some of its fields changed."""
    settings = replace(simulation.settings, warm_start=False)
    skin = affected(simulation.skin, simulation.condition)
    return run_field(simulation.run, skin, replace(simulation.treatment, **changes), settings)


def _shortest_pause(simulation: Simulation, enough: Callable[[Warming], bool]) -> float | None:
    """The shortest pause between passes [s], longer than that of the treatment, that is enough; None if none is."""
    pattern = simulation.treatment.pattern
    for pause in (each for each in _PAUSES if each > pattern.pass_interval):
        if enough(_field(simulation, pattern=replace(pattern, pass_interval=pause))):
            return pause
    return None


def _pauses(simulation: Simulation, limit: Limit) -> str:
    if simulation.treatment.pattern.passes == 1:
        return ""
    pause = _shortest_pause(simulation, lambda field: field.rise <= limit.warn)
    if pause is not None:
        return f"A pause of {show(pause, 's')} between passes keeps the rise below {_mark(limit)}."
    return (
        f"No pause of up to {show(_PAUSES[-1], 's')} keeps the rise below {_mark(limit)}: each pass alone is too much."
    )


def _splits(simulation: Simulation, limit: Limit) -> str:
    pattern = simulation.treatment.pattern
    for factor in _SPLITS:
        passes, density = pattern.passes * factor, pattern.density / factor
        if passes > 20 or density < 1e4:
            break
        more = replace(pattern, passes=passes, density=density, pass_interval=max(60.0, pattern.pass_interval))
        if _field(simulation, pattern=more).rise <= limit.warn:
            return (
                f"The same zones in {passes} passes of {show(density, '1/m**2')} with pauses of "
                f"{show(more.pass_interval, 's')} keep it below {_mark(limit)}."
            )
    return ""


def _slower(simulation: Simulation, limit: Limit) -> str:
    pattern, pulse, warming = simulation.treatment.pattern, simulation.treatment.pulse, simulation.lattice.warming
    busy = max(pattern.dwell, (pulse.stack - 1) * pulse.interval + pulse.duration)
    each = 1e-4 * pattern.density * pattern.passes * busy  # s for a square centimetre
    for factor in _SLOWER:
        if (
            warming is None
            or warming.pass_time * factor > _LONGEST_PASS
            or max(busy * factor / 10.0, each * factor / _LONGEST_EACH) > 1.0
        ):
            break
        if _field(simulation, pattern=replace(pattern, dwell=busy * factor)).rise <= limit.warn:
            one = made_by(pulse)
            return (
                f"A scan that takes {show(busy * factor, 's')} a {one}, {show(each * factor, 's')} for each square "
                f"centimetre, keeps it below {_mark(limit)}."
            )
    return ""


def _mark(limit: Limit) -> str:
    return show(limit.warn, "delta_degC")
