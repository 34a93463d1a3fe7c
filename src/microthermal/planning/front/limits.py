"""Stop limits that a candidate breaks, by name and by how much; those on light and heat are asked before healing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.goal import Limit
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.zone import Injury, Lattice, Zone
from microthermal.planning.metrics import Metric, metrics
from microthermal.planning.records import Outcome, Result, Verdict
from microthermal.planning.window.verdicts import verdicts
from microthermal.simulation.records import ZoneRun

# Metrics of the lattice that lie in another room than its own (tests/unit/test_front_limits.py holds all of them
# against whole simulations).
_OF_INJURY: Final = ("necrotic_fraction", "apoptotic_fraction")
_MOST_EXCESS = 10.0
RULES, DOSE = "rule", "dose"


@dataclass(frozen=True)
class Begun:
    """A treatment as far as it is simulated, in the words of a simulation: what metrics of its stage look at."""

    skin: Skin
    condition: Condition
    treatment: Treatment
    library: Library
    run: ZoneRun
    lattice: Lattice | None = None
    injury: Injury | None = None

    @property
    def zone(self) -> Zone:
        """The zone."""
        return self.run.zone

    @property
    def damage(self) -> Damage:
        """Its damage."""
        return self.run.damage


def told_by(begun: Begun) -> tuple[Metric, ...]:
    """Metrics that a treatment tells that has been simulated so far."""
    rooms = ("of_zone",) if begun.lattice is None else ("of_zone", "of_lattice")
    found = [one for one in metrics if one.function.__module__.rsplit(".", 1)[-1] in rooms]
    if begun.lattice is not None:
        found += [metrics[kind] for kind in _OF_INJURY]
    return tuple(found)


def broken_so_far(begun: Begun, limits: tuple[Limit, ...]) -> dict[str, float]:
    """Stop limits that are broken as far as a treatment is simulated; as :func:`broken`."""
    known = {one.kind: one for one in told_by(begun)}
    asked = tuple(limit for limit in limits if limit.metric in known)
    results = tuple(
        Result(metric=kind, estimate=known[kind](begun))  # type: ignore[arg-type]  # it has what they look at
        for kind in dict.fromkeys(limit.metric for limit in asked)
    )
    return broken(verdicts(Outcome(results=results), asked))


def broken(found: tuple[Verdict, ...]) -> dict[str, float]:
    """Stop limits that are passed, by name, each with how far it is passed as a fraction of it.

    Parameters
    ----------
    found : tuple of Verdict
        From :func:`microthermal.planning.window.verdicts.verdicts`.
    """
    return {limit_name(one.limit): excess(one) for one in found if one.state == "stop"}


def limit_name(limit: Limit) -> str:
    """Name by which a limit is spoken of: its metric and its side."""
    return f"{limit.metric} {'at least' if limit.lower else 'at most'}"


def excess(one: Verdict) -> float:
    """How far a value lies beyond a stop limit, as a fraction of it; at most ten."""
    value, stop = one.estimate.value, one.limit.stop
    beyond = stop - value if one.limit.lower else value - stop
    return min(max(beyond, 0.0) / max(abs(stop), 1e-12), _MOST_EXCESS)
