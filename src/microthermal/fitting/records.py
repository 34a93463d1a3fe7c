"""What a fit finds: parameters with their uncertainty, what cannot be told apart, each row beside the model."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.fitting.priors import PriorInterval
from microthermal.fitting.table.zones import MeasuredZone
from microthermal.quantity import Array, Quantity, record
from microthermal.simulation.records import Stamp

Told: TypeAlias = Literal["determined", "weakly determined", "not determined"]
# Part of the prior's width that is left: below the first a parameter is determined, from the second on it is not.
DETERMINED, UNDETERMINED = 0.5, 0.8


@record
class FitSettings:
    """How a fit is drawn.

    ``effective`` are the draws that have to count, ``most`` those after which it ends even so. With ``spread``
    ``"fitted"`` rows may lie off the model by more than they state; with ``"stated"`` they may not.
    """

    seed: Annotated[int, Quantity("1", "seed of the draws", 0, 2**31 - 2)] = 1
    effective: Annotated[int, Quantity("1", "effective draws wanted", 30, 1000)] = 200
    most: Annotated[int, Quantity("1", "most sets of parameters simulated", 200, 1e6)] = 3000
    spread: Literal["fitted", "stated"] = "fitted"


@record
class FittedParameter:
    """A parameter before and after the data.

    ``value`` is the median, ``least`` and ``most`` hold 95 %, which pages state; ``low`` and ``high`` hold nine tenths,
    as the intervals of a library do, and stand in the files that a fit writes. ``error`` is the sampling error of the
    median and ``end_error`` the larger one of the two ends of 95 %: a repeat with another seed differs by about so
    much. ``narrowing`` is the width of what is left over that of the prior, both on the axis on which the prior is
    normal.
    """

    prior: PriorInterval
    value: Annotated[float, Quantity("1", "median, in SI")]
    low: Annotated[float, Quantity("1", "low end of nine tenths, in SI")]
    high: Annotated[float, Quantity("1", "high end of nine tenths, in SI")]
    least: Annotated[float, Quantity("1", "low end of 95 %, in SI")]
    most: Annotated[float, Quantity("1", "high end of 95 %, in SI")]
    error: Annotated[float, Quantity("1", "sampling error of the median, in SI", 0)]
    end_error: Annotated[float, Quantity("1", "sampling error of the ends, in SI", 0)]
    narrowing: Annotated[float, Quantity("%", "width after the data over width before", 0, 10)]
    told: Told


@record
class FittedPair:
    """Two parameters that the data do not tell apart well: how their draws go together."""

    one: str
    other: str
    correlation: Annotated[float, Quantity("1", "correlation of the draws", -1, 1)]


@record
class PredictedSize:
    """One measured size beside the model.

    ``value``, ``low`` and ``high`` are what the fit expects of this measurement (median and nine tenths). ``chance`` is
    that of a measurement as far off as this one, or farther, by all other rows; ``left`` counts the draws that tell it.
    """

    row: str
    size: str
    measured: Annotated[float, Quantity("m", "measured mean", 0, 0.1)]
    deviation: Annotated[float, Quantity("m", "stated standard deviation of the mean", 0, 0.1)]
    value: Annotated[float, Quantity("m", "what the fit expects", -0.1, 0.2)]
    low: Annotated[float, Quantity("m", "low end of what the fit expects", -0.1, 0.2)]
    high: Annotated[float, Quantity("m", "high end of what the fit expects", -0.1, 0.2)]
    prior: Annotated[float, Quantity("m", "what the library expects before the fit", -0.1, 0.2)]
    at_centre: Annotated[float, Quantity("m", "simulated with all parameters at their medians", -0.1, 0.2)]
    chance: Annotated[float, Quantity("%", "chance of as much, by all other rows", 0, 1)]
    left: Annotated[float, Quantity("1", "effective draws that tell it", 0)]


@record
class FitDraws:
    """All draws of the posterior, each simulated exactly, with their weights and sizes."""

    names: tuple[str, ...]
    values: Annotated[Array, Quantity("1", "parameters, in SI", axes=("draw", "parameter"))]
    weights: Annotated[Array, Quantity("1", "weights, which add up to one", axes=("draw",))]
    sizes: Annotated[Array, Quantity("m", "simulated sizes", axes=("draw", "size"))]


@record
class FitEffort:
    """What a fit took, and how well it was drawn.

    ``runs`` sets of parameters were simulated, ``learning`` of them to learn where to draw; ``effective`` draws count.
    """

    runs: Annotated[int, Quantity("1", "sets of parameters that were simulated", 0)]
    learning: Annotated[int, Quantity("1", "sets that weigh nothing", 0)]
    effective: Annotated[float, Quantity("1", "effective draws", 0)]
    refused: Annotated[int, Quantity("1", "sets that the program refuses to simulate", 0)]
    taken: Annotated[int, Quantity("1", "sets that a checkpoint held", 0)]
    seconds: Annotated[float, Quantity("s", "time it took", 0)]
    log_evidence: Annotated[float, Quantity("1", "logarithm of the mean likelihood under the prior")]
    log_evidence_error: Annotated[float, Quantity("1", "its sampling error", 0)]


@record
class Fit:
    """What measured zones say of device and skin.

    ``fitted_device`` and ``fitted_skin`` are those of the library with the medians of the parameters; laws and removal
    that were changed are told by the parameters. ``sentences`` say what the data determine, what they do not, and where
    rows contradict each other or the model. ``spread`` is that of rows about the model, None if only the stated counts.
    """

    title: str
    zones: tuple[MeasuredZone, ...]
    device: Device
    skin: Skin
    fitted_device: Device
    fitted_skin: Skin
    parameters: tuple[FittedParameter, ...]
    spread: FittedParameter | None
    pairs: tuple[FittedPair, ...]
    sizes: tuple[PredictedSize, ...]
    sentences: tuple[str, ...]
    draws: FitDraws
    effort: FitEffort
    cautions: tuple[Caution, ...]
    stamp: Stamp

    def __repr__(self) -> str:
        told = ", ".join(f"{one.prior.name} {one.told}" for one in self.parameters)
        return f"Fit({self.title}: {len(self.zones)} rows; {told})"

    def parameter(self, name: str) -> FittedParameter:
        """Parameter by its name.

        Raises
        ------
        KeyError
            If it was not freed.
        """
        return {one.prior.name: one for one in self.parameters}[name]
