"""Both sides under the same doubts: pairs of outcomes whose difference a doubt that both share does not blur."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from microthermal.catalog.library import Library
from microthermal.planning.design.following import FEW
from microthermal.planning.records import Outcome
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import Scenario, changed, heated, scenarios_of
from microthermal.studies.compare.subjects import Subject
from microthermal.studies.compare.visits import outcome_under

NOMINAL = Scenario(name="nominal", text="as the library has it")


@dataclass(frozen=True, eq=False)
class Pair:
    """Outcomes of both sides under one doubt, which is that of both or of one of them alone."""

    name: str
    a: Outcome
    b: Outcome


@dataclass(frozen=True, eq=False)
class Paired:
    """Both sides under every doubt, and in nominal skin by the same settings; what each doubt says, in words."""

    nominal: Pair
    pairs: tuple[Pair, ...]
    texts: tuple[str, ...]
    of_a: tuple[Outcome, ...]
    of_b: tuple[Outcome, ...]


def paired(a: Subject, b: Subject, library: Library, tell: Callable[[str], None]) -> Paired:
    """Simulate both sides under their scenarios, and pair them.

    Parameters
    ----------
    a, b : Subject
        The two in nominal skin, with their visits.
    library : Library
        What the library states; both are simulated anew by it, whatever made them.
    tell : callable
        Told of every scenario that was simulated.

    Notes
    -----
    A doubt of the skin, or of what light does in it, is one of both sides: they are paired under it. What a device
    gives more or less than is set, how wide its beam is and how its tip presses are doubts of that device: two devices
    are paired with one of them at its end and the other one nominal.
    """
    under_a, under_b = _under(a, library, tell), _under(b, library, tell)
    same_device = a.simulation.treatment.pulse.device == b.simulation.treatment.pulse.device
    first, second = under_a.pop(NOMINAL.name)[1], under_b.pop(NOMINAL.name)[1]
    pairs, texts = [], []
    for name in dict.fromkeys((*under_a, *under_b)):
        scenario = (under_a.get(name) or under_b[name])[0]
        one, other = (held[name][1] if name in held else None for held in (under_a, under_b))
        if one is not None and other is not None and (same_device or not _of_device(scenario)):
            pairs.append(Pair(name, one, other))
            texts.append(f"{name}: {scenario.text}")
            continue
        pairs += [Pair(f"{name}, A alone", one, second)] if one is not None else []
        pairs += [Pair(f"{name}, B alone", first, other)] if other is not None else []
        whose = "of A alone, of B alone" if one and other else "of A alone" if one else "of B alone"
        texts.append(f"{name}: {scenario.text} ({whose})")
    ends_a, ends_b = (tuple(found for _, found in held.values()) for held in (under_a, under_b))
    return Paired(Pair(NOMINAL.name, first, second), tuple(pairs), tuple(texts), ends_a, ends_b)


def _under(subject: Subject, library: Library, tell: Callable[[str], None]) -> dict[str, tuple[Scenario, Outcome]]:
    one = subject.simulation
    settings = replace(one.settings, numerical_error=False, persons=min(one.settings.persons, FEW))
    found = {}
    known = () if one.treatment.pulse.zoneless else scenarios_of(one.treatment.pulse, library)
    for scenario in (NOMINAL, *known):
        skin, treatment, used = changed(scenario, one.skin, one.treatment, library)
        held = heated(scenario, settings, treatment.pulse, used)
        found[scenario.name] = scenario, outcome_under((skin, treatment, held), one, subject.visits, used)
        tell(f"{one.treatment.pulse.device or 'a pulse'}, {scenario.name}")
    return found


def _of_device(scenario: Scenario) -> bool:
    """Whether a scenario is about what one device does, and not about skin."""
    return scenario.energy != NOMINAL.energy or scenario.radius != NOMINAL.radius or scenario.pressed > 0.0


def runs(one: Simulation, library: Library) -> int:
    """How many simulations :func:`paired` makes of a side."""
    return 1 if one.treatment.pulse.zoneless else 1 + len(scenarios_of(one.treatment.pulse, library))
