"""What was measured, with which settings, and what the model makes of it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.domain.inputs.laser import Structure
from microthermal.quantity import Quantity, record
from microthermal.simulation.records import Stamp

Role: TypeAlias = Literal["calibration", "held_out"]
Kind: TypeAlias = Literal["measure", "slope", "threshold", "ratio"]
Verdict: TypeAlias = Literal["hit", "near", "miss", "unresolved", "not judged"]


@record
class StatedSetting:
    """One number of an exposure in SI; ``low`` < ``high`` where the source leaves it open and a range is assumed."""

    low: float
    middle: float
    high: float
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether the source leaves this open."""
        return self.high > self.low


@record
class MeasuredExposure:
    """One exposure as a source states it; ``numbers`` pairs names of settings with what is known of them.

    Of several ``profiles`` the first is the most likely one. With ``cold_absorption`` water absorbs as if it stayed
    cold: a switch of the model, to be compared with the model as it is. ``scattering`` is a place in the range of the
    skin's scattering: 0 for the clearest, 0.5 for the library's, 1 for the most turbid skin. ``structure`` is that of
    a pulse that ejects. ``ejection_enthalpy`` is what a volume costs to throw out, where it is not the library's.
    """

    device: str
    skin: str
    numbers: tuple[tuple[str, StatedSetting], ...]
    profiles: tuple[str, ...] = ()
    cold_absorption: bool = False
    structure: Structure = "spiking"
    scattering: Annotated[float, Quantity("1", "place in the range of the skin's scattering", 0, 1)] = 0.5
    ejection_enthalpy: (
        Annotated[float, Quantity("J/m**3", "heat per volume at which tissue is ejected", 3e8, 6e9)] | None
    ) = None

    def setting(self, name: str) -> StatedSetting | None:
        """Setting of a name, or None if the exposure does not have it."""
        return next((setting for known, setting in self.numbers if known == name), None)


@record
class AskedMeasure:
    """What is asked of the model: a measure of the zone itself, its slope over fluence, a threshold, or a ratio.

    A threshold is the fluence at which ``endpoint`` (or ``channel``) just reaches the depth ``reach``, or the dermis of
    the skin that is exposed if that is None.
    """

    kind: Kind
    measure: str
    endpoint: str
    fluences: tuple[Annotated[float, Quantity("J/m**2", "two fluences of one pulse", 0, 1e8)], ...] = ()
    reach: Annotated[float, Quantity("m", "depth that the endpoint must reach", 0, 1e-2)] | None = 0.0


@record
class MeasuredValue:
    """What was measured, in SI; None on a side that is not bounded. Outside of it the model fails.

    ``basis`` says where the bounds come from: a spread or range of the source, or a tolerance that is assumed.
    """

    low: float | None
    high: float | None
    basis: str


@record
class Citation:
    """Where a measurement was read; ``rows`` are lines of the table of measured zones."""

    source: str
    where: str
    read: str
    rows: tuple[int, ...]


@record
class Case:
    """One measurement to be judged by.

    ``changed`` is the second exposure of a ratio: the value is the measure of the changed exposure over that of the
    first. ``section`` is the fraction by which a cut and stained
    section has shrunk, if one was measured.
    """

    name: str
    title: str
    group: str
    role: Role
    citation: Citation
    note: str
    exposure: MeasuredExposure
    changed: MeasuredExposure | None
    aim: AskedMeasure
    measured: MeasuredValue
    unit: str
    cell: Annotated[float, Quantity("m", "size of the finest cell", 1e-6, 2.5e-5)] = 5e-6
    relaxation: Annotated[float, Quantity("s", "time followed after a pulse", 1e-3, 10)] = 0.3
    sectioned: bool = False
    quick: bool = False

    @property
    def exposures(self) -> tuple[MeasuredExposure, ...]:
        """The exposure, and of a ratio the changed one."""
        return (self.exposure,) if self.changed is None else (self.exposure, self.changed)

    @property
    def counts(self) -> bool:
        """Whether the verdict counts: what was recalled and never read, or never measured, judges nothing."""
        return self.citation.read != "memory" and self.citation.source != "proposed"


@record
class Unused:
    """Lines of the table of measured zones that no case judges, and why."""

    rows: tuple[int, ...]
    title: str
    source: str
    reason: str


@record
class Unjudged:
    """Measured rows of another family of devices that no case judges, by their ids, and why."""

    ids: tuple[str, ...]
    title: str
    source: str
    reason: str


@record
class Found:
    """A case and what the model makes of it, in SI.

    ``value`` and its numerical ``error`` are at the middle of all open settings, ``low`` and ``high`` over the whole
    sample of them. ``note`` says why a case was not judged, or what weakens its verdict.
    """

    case: Case
    verdict: Verdict
    value: float | None = None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    runs: int = 0
    note: str = ""


@record
class Validation:
    """All cases judged, the literature that was not used, and where the numbers come from."""

    found: tuple[Found, ...]
    unused: tuple[Unused, ...]
    rows: int
    quick: bool
    seconds: float
    stamp: Stamp
