"""The fit: rows, device and skin in; parameters with their uncertainty out."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.catalog.reading.entries import entry
from microthermal.documents import write
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.skin import Skin
from microthermal.errors import ContradictionError, ConvergenceError, Fault, InputError
from microthermal.fitting.checkpoint import Checkpoint
from microthermal.fitting.draws.emulated import Emulated
from microthermal.fitting.draws.likelihood import Likelihood
from microthermal.fitting.draws.sampling import FAREST, Asking, draw
from microthermal.fitting.findings import Findings, fit_of
from microthermal.fitting.parameters import chosen, known_priors
from microthermal.fitting.predicting import Predictor, Question, sizes_of
from microthermal.fitting.priors import prior_of_row
from microthermal.fitting.records import Fit, FitEffort, FitSettings
from microthermal.fitting.table.contradictions import contradictions
from microthermal.fitting.table.reading import read_zones
from microthermal.fitting.table.zones import MeasuredZone, faults_of
from microthermal.numerics.sources import DIGESTS
from microthermal.parallel.cores import cores
from microthermal.parallel.processes import executor
from microthermal.quantity import Array
from microthermal.simulation.stamp import stamp
from microthermal.units import show

Progress: TypeAlias = Callable[[int, int, str], None]
# Fewer effective draws than this tell no interval.
_TOO_FEW = 30.0


def fit(
    data: Path | str | Sequence[MeasuredZone],
    device: Device | str,
    skin: Skin | str,
    free: Sequence[str] | None = None,
    settings: FitSettings | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    checkpoint: Path | None = None,
) -> Fit:
    """Fit device and skin to zones that a user measured.

    Parameters
    ----------
    data : Path, str or sequence of MeasuredZone
        A table as ``mtz fit --template`` prints one, or rows made in Python.
    device, skin : record or str
        What the zones were made with and in, by name in the library or as records of it: their intervals are the
        priors.
    free : sequence of str, optional
        Parameters to fit; by default spot, output, absorption, scattering, the thresholds of the borders that were
        measured and, where light removes tissue, plume, film or ejection.
    settings : FitSettings, optional
        Seed, draws, and whether rows may spread beyond what they state.
    workers : int, optional
        Processes that simulate side by side, all cores if left out; the answer is the same for any number.
    progress : callable, optional
        Told of sets simulated so far, of all that are likely to be needed, and what was just done.
    checkpoint : Path, optional
        File that keeps what was simulated; a fit that was killed goes on from it. The caller removes it in the end.

    Returns
    -------
    Fit
        Posterior, what it determines, each row beside the model.

    Raises
    ------
    InputError
        With every fault of the data, of the settings that the device does not offer, and of the names.
    ContradictionError
        If nothing else is wrong, but rows of the same settings lie apart by many standard deviations.
    ConvergenceError
        If too few draws count.

    Examples
    --------
    >>> found = fit("zones.csv", "er_glass_1550", "forearm_ii")  # doctest: +SKIP
    >>> found.parameter("output").low  # doctest: +SKIP
    """
    began, how, library = time.monotonic(), settings or FitSettings(), catalog.library()
    laser = catalog.device(device) if isinstance(device, str) else device
    skinned = catalog.skin(skin) if isinstance(skin, str) else skin
    zones, source = _rows(data)
    _refuse(zones, laser, library)
    priors = chosen(known_priors(laser, skinned, library, zones), free, laser)
    question = Question(laser, skinned, zones, priors)
    kept = Checkpoint(checkpoint, _digest(question, library))
    team = cores() if workers is None else max(workers, 1)
    try:
        with executor(team) as run_all:
            predictor = Predictor(question, library, run_all, team, kept)
            findings = _drawn(question, predictor, library, how, progress)
            centre = np.array(sizes_of(question, library, findings.medians)[0])
    finally:
        kept.close()
    effort = FitEffort(
        runs=len(findings.drawn.places) + findings.drawn.learning, learning=findings.drawn.learning,
        effective=findings.drawn.effective, refused=kept.refused, taken=kept.found,
        seconds=time.monotonic() - began, log_evidence=findings.drawn.log_evidence,
        log_evidence_error=findings.drawn.log_evidence_error,
    )  # fmt: skip
    inputs = (laser, skinned, *zones, how)
    made = stamp(inputs, ("importance sampling", f"data {source}"), how.seed, library)
    name = Path(data).name if isinstance(data, str | Path) else f"{len(zones)} rows"
    title = f"{laser.name} on {skinned.site} {skinned.phototype}, fitted to {name}"
    return fit_of(findings, centre, effort, made, title)


def _rows(data: Path | str | Sequence[MeasuredZone]) -> tuple[tuple[MeasuredZone, ...], str]:
    """Rows, and the digest of what they were read from."""
    if isinstance(data, str | Path):
        zones = read_zones(Path(data))
        return zones, hashlib.sha256(Path(data).read_bytes()).hexdigest()
    zones = tuple(data)
    if len(zones) < 2:
        raise InputError("a fit needs at least two rows, with different settings")
    text = json.dumps([write(zone) for zone in zones], sort_keys=True)
    return zones, hashlib.sha256(text.encode()).hexdigest()


def _refuse(zones: tuple[MeasuredZone, ...], device: Device, library: Library) -> None:
    faults = faults_of(zones, device, tuple(sorted(library.default_laws)))
    against = contradictions(zones)
    if faults:
        raise InputError([*faults, *against])
    if against:
        raise ContradictionError(against)
    if len({zone.settings for zone in zones}) < 2:
        text = "have the same settings; a fit needs at least two rows with different ones, such as two energies"
        raise InputError([Fault("rows", text)])


def _digest(question: Question, library: Library) -> str:
    """Digest of all that answers hang on: what is asked, the library, the kernels and the program."""
    parts: list[Any] = [write(one) for one in (question.device, question.skin, *question.zones)]
    parts += [[prior.name for prior in question.priors], library.digest, sorted(DIGESTS.items())]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _drawn(
    question: Question, predictor: Predictor, library: Library, how: FitSettings, progress: Progress | None
) -> Findings:
    """Draws of the posterior, and what stands beside them."""
    centre = [prior.value(0.0) for prior in question.priors]
    usual = np.array(sizes_of(question, library, centre)[0])
    spread = None
    if how.spread == "fitted":
        row = next(row for row in entry("figures", "fitting").rows if row.path == "spread")
        spread = prior_of_row(row, "spread", "spread of rows about the model beyond what they state", "%")
    likelihood = Likelihood.of(question.zones, predictor.numerical_errors(centre), spread)
    asking = Asking(
        lambda places: likelihood.log_likelihood(predictor.sizes(places)), len(question.priors),
        lambda places, seed: _guess(likelihood, predictor, places, seed),
    )  # fmt: skip
    drawn = draw(asking, how.seed, float(how.effective), how.most, _telling(progress))
    if drawn.effective < _TOO_FEW:
        raise ConvergenceError(
            f"fit: of {len(drawn.places) + drawn.learning} sets of parameters that were simulated only "
            f"{drawn.effective:.0f} count; free fewer parameters, or allow more sets (--most)"
        )
    used = np.flatnonzero(drawn.weights > 0.0)
    sizes = predictor.sizes(drawn.places[used])
    return Findings(question, likelihood, spread, drawn, used=used, sizes=sizes, usual=usual)


def _guess(likelihood: Likelihood, predictor: Predictor, places: Array, seed: int) -> Emulated:
    """Where the posterior is likely to lie, from all draws so far that could be simulated."""
    inside = places[np.abs(places).max(axis=1) <= FAREST]
    sizes = predictor.sizes(inside)
    whole = ~np.isnan(sizes).any(axis=1)
    return Emulated.of(likelihood, inside[whole], sizes[whole], seed)


def _telling(progress: Progress | None) -> Callable[[int, int, float], None]:
    """Progress of a fit in words, with the time left by what it took so far."""
    began = time.monotonic()

    def tell(done: int, steps: int, effective: float) -> None:
        if progress is None:
            return
        left = show((time.monotonic() - began) / done * (steps - done), "s")
        words = f"{effective:.0f} draws count" if effective else "learning where to draw"
        progress(done, steps, f"sets simulated; {words}; about {left} left" if steps > done else "done")

    return tell
