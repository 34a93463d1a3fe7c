"""Order the draws of a chain so that the first few stand for all, and store them: the end of ``make calibrate``.

Draws are as likely as each other, so their order is free. Candidates of a plan are compared over the first few persons
(:mod:`microthermal.healing.persons`): with draws as they come, eight of them told a third of the mean response of a
scar to a steroid, because few people respond much. Here each next person is chosen, of some that are left, so that the
mean of those chosen so far is nearest to the mean of all in a handful of responses of the model itself
(herding: Welling 2009). No outcome of any trial enters. Responses are kept beside the chain, five digits each, and the
order follows from what is kept: a test holds that without computing them anew.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from chores.younger import chain, completed, with_note
from microthermal import catalog
from microthermal.catalog.calibration import calibration_file, evidence
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.response import Delivery, Healing, Spread, Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import ConvergenceError
from microthermal.files import write_text
from microthermal.healing.calibration.posterior import Posterior
from microthermal.healing.persons import Person, given, ill, persons
from microthermal.healing.readings import read
from microthermal.healing.scores import filled, vancouver
from microthermal.quantity import Array
from microthermal.simulation.follow_up import uninjured
from microthermal.units import DAY

RESPONSES = Path(__file__).parent / "calibration" / "healing_responses.csv"
# What a draw of some row answers where the person of some place has it (response,).
Answers: TypeAlias = Callable[[int, int], Array]
# Places that are chosen one by one, and how many of the draws that are left are looked at for each.
CHOSEN, TRIED = 32, 12
_FOLLOWED = 90 * DAY
# Condition, injury of library/calibration, drug with its level [kg/m³] and days.
_ASKED: tuple[tuple[str, str, tuple[str, float, float] | None], ...] = (
    ("hypertrophic_scar", "afl", None),
    ("hypertrophic_scar", "", ("triamcinolone", 1e-2, 5.0)),
    ("hypertrophic_scar", "afl", ("triamcinolone", 1e-2, 2.0)),
    ("keloid", "afl", None),
    ("keloid", "", ("triamcinolone", 1e-2, 15.0)),
    ("alopecia_areata", "", ("triamcinolone", 1e-2, 5.0)),
    ("androgenetic_alopecia", "nafl", None),
    ("androgenetic_alopecia", "", ("prp", 2e-5, 2.0)),
    ("atrophic_acne_scar", "nafl", None),
    ("atrophic_acne_scar", "afl", None),
)


def _depot(name: str, level: float, days: float) -> Delivery:
    """A drug at an even level all over the skin for some days."""
    drug, time = catalog.drug(name), np.array([0.0, days * DAY, days * DAY + 1.0])
    dose = Injection(
        drug=drug, concentration=drug.concentration, volume=1e-7, depth=1e-3, spacing=1e-2, time=0.0
    )  # fmt: skip
    nothing = np.zeros(3)
    return Delivery(
        dose=dose, layers=("dermis",), time=time, depot=nothing, amount=np.zeros((3, 1)), systemic=nothing,
        leaked=nothing, concentration=np.array([level, level, 0.0]), spread=Spread(reach=5e-3, coverage=1.0),
        in_dermis=1.0,
    )  # fmt: skip


def responses(person: Person) -> Array:
    """What a person answers to the treatments asked (response,); not a number where it has no such condition."""
    return np.array([value for asked in _ASKED for value in _answers(person, *asked)])


def _answers(person: Person, name: str, injury: str, drug: tuple[str, float, float] | None) -> Iterator[float]:
    model: Any = catalog.healing_model()
    condition, figures = ill(catalog.condition(name), person), catalog.library().figures.scores
    exposures = {one.name: one.injury for one in evidence().exposures}
    nothing: Injury = uninjured(exposures["afl"])
    doses = (given(_depot(*drug), person),) if drug else ()
    visit = Visit(injury=exposures[injury] if injury else nothing, deliveries=doses)
    try:
        both: tuple[Healing, Healing] = tuple(
            model.follow_draw(person.draw, (one,), condition, _FOLLOWED) for one in (visit, Visit(injury=nothing))
        )
    except ConvergenceError:
        yield np.nan
        return
    if name == "atrophic_acne_scar":
        yield filled(*both, figures) or 0.0
        return
    hair = "alopecia" in name
    after, before = (
        read(one.time, one.of("hair_follicles") if hair else vancouver(one, figures), figures) for one in both
    )
    yield after / before - 1.0


def answers(posterior: Posterior) -> Answers:
    """What draws answer, computed: five digits, so that an order does not hang on the processor that computed it."""
    figures = catalog.library().figures.persons

    def answer(place: int, row: int) -> Array:
        rows = np.full(place + 1, row)
        alike = Posterior(names=posterior.names, values=posterior.values[rows])
        found = responses(persons(alike, place + 1, figures)[-1])
        return np.array([float(f"{value:.5g}") for value in found])

    return answer


def from_all(everybody: Array) -> Callable[[Array], Array]:
    """What a draw is told apart by: how far each of its answers is from the mean of all, and which conditions it lacks.

    Parameters
    ----------
    everybody : Array (draw, response)
        Answers of all; not a number where a draw keeps no such condition.

    Returns
    -------
    callable
        From answers (response,) to standard deviations (response + condition,). A draw that lacks a condition counts as
        the mean in its answers and as one too many in the condition: without the latter such draws would be chosen for
        being like everybody, and a quarter of the first sixteen had no hypertrophic scar, of whom 5 % in all have none.
    """
    mean, spread = np.nanmean(everybody, axis=0), np.nanstd(everybody, axis=0)
    names = [name for name, *_ in _ASKED]
    firsts = [names.index(name) for name in dict.fromkeys(names)]
    lacking = np.isnan(everybody[:, firsts]).mean(axis=0)
    width = np.sqrt(lacking * (1.0 - lacking))

    def features(answers: Array) -> Array:
        apart = np.isnan(answers[firsts]) - lacking
        return np.concatenate([
            np.nan_to_num((answers - mean) / spread),
            np.divide(apart, width, out=np.zeros_like(width), where=width > 0.0),
        ])  # fmt: skip

    return features


def order(count: int, answer: Answers, seed: int = 1) -> tuple[int, ...]:
    """Places of draws in their new order.

    Parameters
    ----------
    count : int
        How many draws there are.
    answer : callable
        What each answers at a place.
    seed : int, optional
        Seed of the places at which everybody is asked, and of who is tried.
    """
    generator = np.random.default_rng(seed)
    everybody = np.array([answer(place, int(row)) for place, row in enumerate(generator.permutation(count))])
    features = from_all(everybody)
    left, chosen, sums = list(range(count)), [], np.zeros(features(everybody[0]).size)
    for place in range(CHOSEN):
        tried = generator.choice(left, TRIED, replace=False)
        off = [features(answer(place, int(row))) for row in tried]
        best = int(np.argmin([np.square(sums + one).sum() for one in off]))
        sums = sums + off[best]
        chosen.append(int(tried[best]))
        left.remove(chosen[-1])
    return (*chosen, *left)


def kept(path: Path = RESPONSES) -> dict[tuple[int, int], Array]:
    """Responses that :func:`main` kept, by place and row."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split(",") for line in lines]
    return {(int(place), int(row)): np.array([*map(float, values)]) for place, row, *values in cells}


def stored(seed: int, answer: Answers | None = None) -> str:
    """Text of the file of the library, made from the chain that is kept.

    Parameters
    ----------
    seed : int
        Seed of :func:`order`.
    answer : callable, optional
        What draws answer; computed if left out.
    """
    draws = completed(chain())
    found = order(len(draws.rows), answer or answers(draws.posterior), seed)
    return replace(draws, words=with_note(draws.words, "ordered by chores/ordering.py")).text(found)


def main() -> None:
    """Complete and order the draws of the chain, and store them with what they answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=calibration_file("healing_posterior.csv"))
    parser.add_argument("--responses", type=Path, default=RESPONSES)
    asked = parser.parse_args()
    known: dict[tuple[int, int], Array] = {}
    ask = answers(completed(chain()).posterior)

    def answer(place: int, row: int) -> Array:
        return known.setdefault((place, row), ask(place, row))

    write_text(asked.output, stored(asked.seed, answer))
    lines = [f"{place},{row},{','.join(f'{one:.5g}' for one in values)}" for (place, row), values in known.items()]
    names = [f"{name}:{injury}:{drug[0] if drug else ''}" for name, injury, drug in _ASKED]
    write_text(asked.responses, "\n".join([f"place,row,{','.join(names)}", *lines]) + "\n")
    spent = os.times()
    sys.stdout.write(
        f"{asked.output.name}: draws completed and ordered, {spent.user + spent.system:.0f} s of processor\n"
    )


if __name__ == "__main__":
    main()
