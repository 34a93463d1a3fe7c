"""A course in one call: the same bits as its stretches one by one, and what it says where one cannot be followed."""

from __future__ import annotations

import numpy as np
import pytest

from microthermal import catalog
from microthermal.errors import ConvergenceError
from microthermal.healing.models import _compiled
from microthermal.healing.models._compiled import DAY, LOOSE, Compiled, Stretch, compiled
from microthermal.healing.models.cascade import Cascade
from microthermal.simulation.follow_up import _uninjured


def _ready() -> tuple[Compiled, np.ndarray]:
    model = catalog.library().healing_model("cascade")
    assert isinstance(model, Cascade)
    return compiled(model.sbml), model._usual


def _hurt(ready: Compiled, constants: np.ndarray, dead: float) -> np.ndarray:
    found = constants.copy()
    found[ready.place("injury_necrotic")] = dead
    return found


def _stretches(ready: Compiled, constants: np.ndarray) -> list[Stretch]:
    """Two injuries at once, a later one, and an end of what runs by other constants, without a moment in between."""
    first, second = _hurt(ready, constants, 0.2), _hurt(ready, constants, 0.05)
    times = np.linspace(0.0, 9.0 * DAY, 40)
    return [
        Stretch([first, second], second, 0.0, 3.0 * DAY, times[:14]),
        Stretch([], first, 3.0 * DAY, 4.0 * DAY, times[:0]),
        Stretch([first], second, 4.0 * DAY, 9.0 * DAY, times[18:]),
    ]


@pytest.mark.parametrize("drugged", [False, True])
def test_a_course_in_one_call_has_the_bits_of_its_stretches(drugged: bool) -> None:
    ready, constants = _ready()
    stretches, edges = _stretches(ready, constants), np.array([0.0, 1.0, 3.0, 4.0, 5.5, 9.0]) * DAY
    production = {"tgf_b1": np.array([1.0, 0.4, 0.6, 0.8, 0.9])} if drugged else {}
    states, least = ready.through(ready.resting(constants), stretches, (edges, production), LOOSE)
    levels, found = ready.resting(constants), []
    for one in stretches:
        for hurt in one.injuries:
            levels = ready.injured(ready.starting(hurt, levels))
        low, high = np.searchsorted(edges, [one.begin, one.end]).tolist()
        inside = {name: values[low:high] for name, values in production.items()}
        state, levels = ready.course(one.constants, levels, one.times, edges[low : high + 1], inside, LOOSE)
        found.append(state)
    assert np.array_equal(states, np.concatenate(found)) and len(states) == 36
    assert least == min(0.0, float(states[:, : len(ready.species)].min()))


def test_a_level_that_is_no_number_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ready, constants = _ready()
    stretches, edges = _stretches(ready, constants), np.array([0.0, 3.0, 4.0, 9.0]) * DAY
    levels = ready.resting(constants)
    levels[0] = np.nan
    with pytest.raises(ConvergenceError, match="from day 0 to 3 needs more than"):
        ready.through(levels, [one._replace(injuries=[]) for one in stretches], (edges, {}), LOOSE)
    monkeypatch.setattr(_compiled.Compiled, "through", lambda *asked: (np.zeros((36, 200)), np.nan))
    injury = _uninjured(("epidermis", "dermis"), (1e-4, 2e-3), ("epidermis", "reticular_dermis"))
    with pytest.raises(ConvergenceError, match="negative or not finite"):
        catalog.library().healing_model("cascade").follow(injury, catalog.condition("healthy"), (), 9.0 * DAY)
