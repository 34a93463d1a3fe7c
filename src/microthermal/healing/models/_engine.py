"""An SBML model kept ready to run: loaded once per process and content, reset before each run."""

from __future__ import annotations

import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np

from microthermal.errors import ConvergenceError, LibraryError
from microthermal.healing.sbml import declared
from microthermal.quantity import Array

DAY = 86400.0


class Engine:
    """One loaded SBML model; its methods may only be used inside :meth:`fresh`."""

    def __init__(self, sbml: str) -> None:
        import roadrunner  # loading it takes long, and most uses of the package never need it

        # Its own messages repeat on the terminal what we raise.
        roadrunner.Logger.setLevel(roadrunner.Logger.LOG_FATAL)
        self.scales = {name: scale for name, (scale, _) in declared(sbml).items()}
        self._lock = threading.RLock()
        self._runner: Any = roadrunner.RoadRunner(sbml)
        integrator = self._runner.integrator
        integrator.relative_tolerance = 1e-7
        integrator.absolute_tolerance = 1e-10
        integrator.maximum_num_steps = 100_000
        self.states: tuple[str, ...] = tuple(self._runner.model.getFloatingSpeciesIds())

    @contextmanager
    def fresh(self, parameters: Mapping[str, float]) -> Iterator[Engine]:
        """Model at time 0 with some parameters [SI] changed; nothing else remembers an earlier run."""
        with self._lock:
            self._runner.resetAll()
            self.change(parameters)
            self._runner.reset()  # evaluates the initial assignments with the parameters just set
            yield self

    def change(self, parameters: Mapping[str, float]) -> None:
        """Set parameters [SI] from now on."""
        for name, value in parameters.items():
            self._runner[name] = value / self.scales[name]

    def values(self, names: tuple[str, ...]) -> Array:
        """Values now of states or of quantities that follow from them (name,)."""
        return np.array([self._runner[name] for name in names])

    def rates(self) -> Array:
        """Rates of change of the states now [1/s] (species,)."""
        return np.array(self._runner.getRatesOfChange()) / DAY

    def run(self, times: Array, species: tuple[str, ...]) -> Array:
        """Course over times [s], the first of which is now (t, species).

        Raises
        ------
        ConvergenceError
            If the integrator gives up.
        """
        self._runner.timeCourseSelections = list(species)
        try:
            return np.array(self._runner.simulate(times=(times / DAY).tolist()))
        except RuntimeError as error:
            raise ConvergenceError(
                f"healing: the integrator stopped between day {times[0] / DAY:.3g} and {times[-1] / DAY:.3g} "
                f"({str(error).splitlines()[0]}); check parameters changed from the library's"
            ) from None


@lru_cache(maxsize=4)
def engine(sbml: str) -> Engine:
    """Engine of an SBML text, the same one for the same text in this process.

    Raises
    ------
    LibraryError
        If the text is not a model that can be run.
    """
    try:
        return Engine(sbml)
    except (RuntimeError, ElementTree.ParseError) as error:
        raise LibraryError(f"healing: the SBML text cannot be loaded: {str(error).splitlines()[0]}") from None
