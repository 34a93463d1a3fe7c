"""How well coefficients of the cascade explain what studies saw: priors, courses of their exposures, likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import numpy as np

from microthermal.domain.results.zone import Injury
from microthermal.errors import ConvergenceError, InputError
from microthermal.healing.calibration.features import Observation, log_likelihood, of_course
from microthermal.healing.injury_fractions import fractions
from microthermal.healing.models._compiled import DAY, Compiled, compiled
from microthermal.healing.models.cascade import Cascade
from microthermal.quantity import Array, Quantity, record

# Relative and absolute tolerance of the integrator: timings of studies are known to some percent only.
_TOLERANCE = (1e-5, 1e-7)


@record
class StudyInjury:
    """The injury of a group of studies."""

    name: str
    title: str
    injury: Injury


@record
class Prior:
    """Prior of a coefficient: log-normal about the library's value."""

    name: str
    middle: Annotated[float, Quantity("1", "value of the library [SI]", 1e-15, 1e12)]
    spread: Annotated[float, Quantity("1", "standard deviation of its logarithm", 1e-3, 5)]


@record
class Evidence:
    """Exposures and what studies saw of them."""

    exposures: tuple[StudyInjury, ...]
    observations: tuple[Observation, ...]


def sampling_times() -> Array:
    """Times at which courses are asked for features [s]: fine where markers peak."""
    parts = ((0, 1, 49), (1, 6, 61), (6, 20, 57), (20, 60, 41), (60, 180, 25))
    return np.unique(np.concatenate([np.linspace(low, high, count) for low, high, count in parts])) * DAY


class Judge:
    """Likelihood of coefficients; made once for a model and its evidence."""

    def __init__(self, cascade: Cascade, evidence: Evidence, priors: tuple[Prior, ...]) -> None:
        self._ready: Compiled = compiled(cascade.sbml)
        self._evidence = evidence
        self.names = tuple(prior.name for prior in priors)
        self._middle = np.log([prior.middle for prior in priors])
        self._spread = np.array([prior.spread for prior in priors])
        self._fixed = {level.name: level.value for level in cascade.parameters}
        self._times = sampling_times()
        self._edges = np.array([0.0, self._times[-1]])
        late = [seen.name for seen in evidence.observations if seen.begin > self._times[-1]]
        if late:
            followed = f"{self._times[-1] / DAY:.0f} days"
            raise InputError(f"observations begin after the {followed} followed: {', '.join(late)}")
        self._injured = {
            exposure.name: {level.name: level.value for level in fractions(exposure.injury)}
            for exposure in evidence.exposures
        }

    def values(self, places: Array) -> Array:
        """Coefficients in SI from standardised ones, in units of their prior spread (parameter,)."""
        return np.asarray(np.exp(self._middle + self._spread * places))

    def places(self, values: Mapping[str, float]) -> Array:
        """Standardised coefficients, in units of their prior spread (parameter,)."""
        logs = np.log([values[name] for name in self.names])
        return np.asarray((logs - self._middle) / self._spread)

    def features(self, places: Array) -> Array:
        """What the courses give for each observation (observation,)."""
        changed = self._fixed | dict(zip(self.names, self.values(places).tolist(), strict=True))
        states = {name: self._states(changed | injured) for name, injured in self._injured.items()}
        columns = self._ready.columns
        return np.array(
            [
                of_course(
                    seen,
                    self._times,
                    states[seen.exposure][:, columns.index(seen.species)],
                    states[seen.other][:, columns.index(seen.species)] if seen.other else None,
                )
                for seen in self._evidence.observations
            ]
        )

    def _states(self, changed: dict[str, float]) -> Array:
        constants = self._ready.constants(changed)
        return self._ready.course(constants, self._ready.injured(constants), self._times, self._edges, {}, _TOLERANCE)[
            0
        ]

    def log_likelihood(self, places: Array) -> float:
        """Logarithm of the likelihood; minus infinity where the model cannot be run."""
        try:
            found = self.features(places)
        except ConvergenceError:
            return -np.inf
        if not np.isfinite(found).all():
            return -np.inf
        pairs = zip(self._evidence.observations, found.tolist(), strict=True)
        return sum(log_likelihood(seen, value) for seen, value in pairs)

    def log_posterior(self, places: Array) -> float:
        """Logarithm of prior times likelihood, up to a constant."""
        # More than six prior standard deviations off: improbable, and slow to integrate.
        if np.abs(places).max() > 6.0:
            return -np.inf
        return -0.5 * float(places @ places) + self.log_likelihood(places)
