"""All that a fit has drawn, and the record that it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from microthermal.domain.inputs.laser import Device
from microthermal.domain.results.caution import Caution
from microthermal.fitting import sentences
from microthermal.fitting.draws.likelihood import Likelihood
from microthermal.fitting.draws.sampling import Drawn
from microthermal.fitting.judging import combinations_told, fitted, fitted_spread, pairs, predicted, stated_evidence
from microthermal.fitting.predicting import Question
from microthermal.fitting.priors import PriorInterval
from microthermal.fitting.records import Fit, FitDraws, FitEffort, FittedParameter
from microthermal.quantity import Array, Range
from microthermal.simulation.records import Stamp


@dataclass(frozen=True)
class Findings:
    """What was asked and what was drawn; ``used`` draws weigh, ``sizes`` are theirs, ``usual`` those of the library."""

    question: Question
    likelihood: Likelihood
    spread: PriorInterval | None
    drawn: Drawn
    used: NDArray[np.intp]
    sizes: Array
    usual: Array

    @property
    def places(self) -> Array:
        """Draws that weigh, on the axes of their priors (draw, parameter)."""
        return np.asarray(self.drawn.places[self.used])

    @property
    def weights(self) -> Array:
        """Their weights."""
        return np.asarray(self.drawn.weights[self.used])

    @cached_property
    def parameters(self) -> tuple[FittedParameter, ...]:
        """Every parameter after the data."""
        priors = self.question.priors
        return tuple(fitted(prior, self.places[:, column], self.weights) for column, prior in enumerate(priors))

    @property
    def medians(self) -> tuple[float, ...]:
        """Medians of all parameters, in SI."""
        return tuple(one.value for one in self.parameters)


def fit_of(found: Findings, centre: Array, effort: FitEffort, stamp: Stamp, title: str) -> Fit:
    """Record of a fit.

    Parameters
    ----------
    found : Findings
        What was drawn.
    centre : Array, (size,)
        Sizes simulated with all parameters at their medians [m].
    effort, stamp, title
        Of the fit.
    """
    question, places, weights = found.question, found.places, found.weights
    names = tuple(prior.name for prior in question.priors)
    spread = evidence = None
    if found.spread is not None:
        spread = fitted_spread(found.spread, found.likelihood.shares(found.sizes, weights), weights)
        evidence = stated_evidence(found.likelihood, found.sizes, weights)
    sizes = predicted(question.zones, found.likelihood, found.sizes, weights, found.usual, centre)
    close = pairs(names, places, weights)
    skin = question.situation(found.medians, stamp.library).skin
    return Fit(
        title=title, zones=question.zones, device=question.device, skin=question.skin,
        fitted_device=_device(question.device, found.parameters), fitted_skin=skin, parameters=found.parameters,
        spread=spread, pairs=close, sizes=sizes,
        sentences=(
            *sentences.told(found.parameters, combinations_told(places, weights)),
            *sentences.together(close, found.parameters),
            *sentences.contradicting(sizes, spread, evidence),
        ),
        draws=FitDraws(names=names, values=question.values(places), weights=weights, sizes=found.sizes),
        effort=effort, cautions=_cautions(found, effort), stamp=stamp,
    )  # fmt: skip


def _device(device: Device, parameters: tuple[FittedParameter, ...]) -> Device:
    """Device with the medians of what was fitted of it, and the radii between which nine tenths lie."""
    named = {one.prior.name: one for one in parameters}
    basis, radius = device.basis, device.radius
    if (one := named.get("radius")) is not None:
        radius, basis = one.value, replace(basis, radius_range=Range(low=one.low, high=one.high))
    if (one := named.get("output")) is not None:
        basis = replace(basis, output=one.value)
    return replace(device, radius=radius, basis=basis)


def _cautions(found: Findings, effort: FitEffort) -> tuple[Caution, ...]:
    """Where the fit may be wrong."""
    texts = []
    weak = [*found.question.priors, *filter(None, (found.spread,))]
    assumed = [f"{prior.name} ({prior.source})" for prior in weak if prior.kind in ("assumed", "scenario")]
    if assumed:
        texts.append(f"what is known before the data is an assumption of the library for {', '.join(assumed)}")
    if not found.drawn.reached:
        texts.append(
            f"the fit ended after {effort.runs} sets of parameters with {effort.effective:.0f} draws that count, fewer "
            "than were wanted: its intervals are as uncertain as their sampling errors say"
        )
    if effort.refused:
        texts.append(f"{effort.refused} sets of parameters cannot be simulated and count as impossible")
    if any(zone.method == "section" for zone in found.question.zones):
        texts.append(
            "sections shrink, and nobody has measured by how much along the depth: their factors are fitted too"
        )
    if not any(size.deviation for zone in found.question.zones for size in zone.sizes):
        texts.append("no row states a standard deviation: the spread rests on how far rows lie off the model alone")
    return tuple(Caution(stage="fitting", text=text, weight="note") for text in texts)
