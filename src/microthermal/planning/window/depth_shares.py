"""Which doubt makes how much of the band of a zone's depth."""

from __future__ import annotations

from microthermal.domain.inputs.exposures import kind_of
from microthermal.planning.records import DepthShare
from microthermal.quantity import Range, fields_of
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import Scenario

# What people call the change of a scenario, by the name of its field.
_CAUSES = {
    "energy": "output of the device", "water": "water of the skin", "conductivity": "conductivity",
    "scattering": "scattering of the skin", "dry": "absorption of lipid and protein", "radius": "size of the spot",
    "pigment": "absorption of melanosomes", "pressed": "pressure of the tip",
    "film": "liquid on the wall of the channel", "plume": "plume of the channel",
    "debris": "light that thrown-out tissue takes", "damping": "damping of sound",
}  # fmt: skip


# The same change where what is given is no beam.
_SIZES = {"current": "radius of the bare tip", "sound": "width of the focus"}


def depth_shares(
    simulation: Simulation, others: tuple[Simulation, ...], scenarios: tuple[Scenario, ...]
) -> tuple[DepthShare, ...]:
    """Depths of the zone under the scenarios of each cause, the widest first; nothing where they were not all run.

    Parameters
    ----------
    simulation : Simulation
        The treatment in nominal skin.
    others : tuple of Simulation
        The same under each scenario.
    scenarios : tuple of Scenario
        What each of them changed, in the same order.

    Notes
    -----
    The share of a cause is the width that it gives alone over the width of the band of all. Shares need not come to
    one: causes that widen the band to the same side overlap.
    """
    if len(others) != len(scenarios):
        return ()
    own = simulation.zone.depth.value
    depths: dict[str, list[float]] = {}
    for scenario, other in zip(scenarios, others, strict=True):
        depths.setdefault(_cause(scenario, kind_of(simulation.treatment.exposure)), [own]).append(
            other.zone.depth.value
        )
    every = [depth for found in depths.values() for depth in found]
    width = max(every, default=0.0) - min(every, default=0.0)
    shares = (
        DepthShare(
            cause=cause,
            depth=Range(low=min(found), high=max(found)),
            fraction=(max(found) - min(found)) / width if width > 0.0 else 0.0,
        )
        for cause, found in depths.items()
    )
    return tuple(sorted(shares, key=lambda share: -share.fraction))


def _cause(scenario: Scenario, kind: str) -> str:
    """What a scenario changes, in words of a kind of exposure."""
    usual = Scenario(name="", text="")
    names = [field.name for field in fields_of(Scenario) if field.quantity is not None]
    words = _CAUSES | {"radius": _SIZES.get(kind, _CAUSES["radius"])}
    return ", ".join(words[name] for name in names if getattr(scenario, name) != getattr(usual, name))
