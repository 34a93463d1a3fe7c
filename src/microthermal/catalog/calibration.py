"""What the healing model is calibrated on, and what calibration has left: files of ``library/calibration``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from microthermal.catalog.reading import folders
from microthermal.catalog.reading.entries import mapping_of
from microthermal.catalog.reading.values import in_si
from microthermal.domain.inputs.goal import Grade
from microthermal.domain.results.zone import Injury
from microthermal.errors import InputError, LibraryError
from microthermal.healing.calibration.features import Observation
from microthermal.healing.calibration.likelihood import Evidence, Prior, StudyInjury
from microthermal.healing.calibration.posterior import Posterior
from microthermal.healing.models import HealingModel

# Coefficients that are not calibrated: what no study informs, a reference length, what counts as closed; and fractions,
# which a log-normal prior would push beyond 1.
_CONVENTIONS = (
    "closure_end", "closure_radius", "closure_confluent", "closure_islands_left", "recruitment_border", "timp1_share",
    "collagen_3_by_tgf_b3", "shaft_by_papilla", "follicle_by_papilla",
)  # fmt: skip
_TIMES = ("value", "begin", "end", "threshold")


def calibration_file(name: str) -> Path:
    """File of ``library/calibration``."""
    return folders.single("calibration") / name


def evidence() -> Evidence:
    """Studies of healing and the injuries to which they belong.

    Raises
    ------
    LibraryError
        If the file is wrong.
    """
    path = calibration_file("healing.toml")
    mapping = folders.load(path)
    try:
        exposures = tuple(_exposure(name, table) for name, table in mapping["exposures"].items())
        seen = tuple(_observation(table) for table in mapping["observations"])
    except KeyError as error:
        raise LibraryError(f"{path}: {error} is missing") from None
    except (InputError, TypeError, ValueError) as error:
        raise LibraryError(f"{path}: {error}") from None
    known = {exposure.name for exposure in exposures}
    for observation in seen:
        if not {observation.exposure, observation.other or observation.exposure} <= known:
            raise LibraryError(f"{path}: observations.{observation.name}: there is no such exposure")
    return Evidence(exposures=exposures, observations=seen)


def _exposure(name: str, table: Mapping[str, Any]) -> StudyInjury:
    fractions = ("removed", "necrotic", "denatured", "stressed", "lymphocytes_lost", "vessels_closed")
    measured: dict[str, Any] = {fraction: np.array([float(table[fraction])]) for fraction in fractions}
    injury = Injury(
        layers=("dermis",), thickness=np.array([1e-3]), lymphocytes_apoptotic=np.zeros(1),
        epidermis_open=float(table["epidermis_open"]), zone_radius=in_si(str(table["zone_radius"])),
        ablated=bool(table["ablated"]), **measured,
    )  # fmt: skip
    return StudyInjury(name=name, title=str(table["title"]), injury=injury)


def _observation(table: Mapping[str, Any]) -> Observation:
    # A value may be a time or a ratio, so no field of the record states its unit: the text does.
    return Observation(**{**table, **{key: in_si(str(table[key])) for key in _TIMES if key in table}})


# Quantities computed from species have the grade of those species.
_MADE_OF = {"inflammation": ("cytokines", "interleukin_6"), "collagen_total": ("new_collagen_1",)}


def healing_grades(model: HealingModel) -> dict[str, Grade]:
    """Grade of each marker of a model: fitted on timings where a study has seen it, scenario where none has."""
    seen = {observation.species for observation in evidence().observations}
    grades: dict[str, Grade] = {}
    for name in model.markers:
        parts = _MADE_OF.get(name, (name,))
        grades[name] = "fitted" if set(parts) & seen else "scenario"
    return grades


def healing_priors() -> tuple[Prior, ...]:
    """Prior of each coefficient of the cascade: log-normal, low and high two standard deviations from the middle.

    The value itself is not used: calibration may have moved it, and a prior must not depend on the data.
    """
    path, mapping = mapping_of("healing", "cascade")
    return tuple(_prior(path, name, table) for name, table in mapping["parameters"].items() if name not in _CONVENTIONS)


def _prior(path: Path, name: str, table: Mapping[str, Any]) -> Prior:
    try:
        low, high = (in_si(str(table[key])) for key in ("low", "high"))
    except (InputError, KeyError) as error:
        raise LibraryError(f"{path}: parameters.{name}: {error}") from None
    return Prior(name=name, middle=float(np.sqrt(low * high)), spread=float(np.log(high / low) / 4.0))


def healing_posterior(draws: str = "healing_posterior.csv") -> Posterior:
    """Draws of the coefficients of a healing model that the shipped calibration has left.

    Parameters
    ----------
    draws : str, optional
        Name of their file, as the model states it.

    Raises
    ------
    LibraryError
        If the file is missing or wrong.
    """
    path = calibration_file(draws)
    lines = [line for line in folders.text_of(path).splitlines() if line and not line.startswith("#")]
    try:
        values = np.array([[float(cell) for cell in line.split(",")] for line in lines[1:]])
        return Posterior(names=tuple(lines[0].split(",")), values=values)
    except (InputError, ValueError, IndexError) as error:
        raise LibraryError(f"{path}: {error}") from None
