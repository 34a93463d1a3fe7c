"""Drugs, what they do to healing, and how a dose is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Grouped, NoneIfZero, Quantity, fields_of, record

if TYPE_CHECKING:
    from pydantic_core import core_schema

Route: TypeAlias = Literal["needle", "zones"]
# A film has no points: what lies on one square of this side [m] stands for all.
SIDE: Final = 1e-2
Circumstance: TypeAlias = Literal[
    "face",
    "scalp",
    "digit",
    "filler",
    "pregnancy",
    "lung_disease",
    "dpd_deficiency",
    "cardiac_block",
    "hypotension",
    "remodelling",
    "dense_zones",
]


@record
class Effect:
    """What a drug does to one species of the healing model: change of its production at full effect."""

    species: str
    change: Annotated[float, Quantity("1", "relative change of production at full effect", -1, 20)]
    half: Annotated[float, Quantity("kg/m**3", "unbound concentration of half the effect", 1e-15, 1e3)]


@record
class DoseRule:
    """A circumstance in which a drug is refused (stop), needs a reason in words (reason), or is doubted (warn)."""

    when: Circumstance
    verdict: Literal["stop", "reason", "warn"]
    text: str
    above: Annotated[float, Quantity("kg/m**3", "concentration above which the rule holds", 0, 1e3)] = 0.0


@record
class Topical:
    """How a drug laid on closed skin passes the horny layer; None where it does not, or nothing is known."""

    permeability: (
        Annotated[float, NoneIfZero("m/s", "permeability of the closed horny layer from water", 0, 1e-6)] | None
    ) = None
    strongest: Annotated[float, NoneIfZero("kg/m**3", "strongest topical form in use", 0, 1000)] | None = None


_NOT_TOPICAL = Topical()


@record
class Bounds:
    """How weak, how strong and how much a drug is given, and how it is laid on skin; None where nothing is known."""

    weakest: Annotated[float, NoneIfZero("kg/m**3", "weakest injection in use", 0, 200)] | None = None
    strongest: Annotated[float, NoneIfZero("kg/m**3", "strongest injection in use", 0, 200)] | None = None
    per_point: Annotated[float, NoneIfZero("kg", "most drug at one point", 0, 1)] | None = None
    per_month: Annotated[float, NoneIfZero("kg", "most drug in 28 days", 0, 1)] | None = None
    per_area: Annotated[float, NoneIfZero("kg/m**2", "most drug per treated area", 0, 100)] | None = None
    warn_fraction: Annotated[
        float, Quantity("%", "fraction of the session limit from which to warn", 0, 1, was="warn_share")
    ] = 1.0
    topical: Topical = _NOT_TOPICAL


_NO_BOUNDS = Bounds()


@record
class Strength:
    """How strong a drug is usually given for a condition."""

    condition: str
    concentration: Annotated[float, Quantity("kg/m**3", "usual concentration for a condition", 1e-12, 200)]


@record
class Kinetics:
    """How a drug dissolves in dermis, moves through it and leaves it."""

    diffusivity: Annotated[float, Quantity("m**2/s", "diffusion coefficient in dermis", 1e-15, 1e-8)]
    partition: Annotated[float, Quantity("1", "total over unbound concentration in dermis", 0.1, 1e4)]
    clearance: Annotated[float, Quantity("1/s", "removal of unbound drug by resting blood flow", 0, 1)]
    lymph: Annotated[float, Quantity("1/s", "removal by lymph", 0, 1)]
    solubility: Annotated[float, Quantity("kg/m**3", "solubility in tissue water", 1e-7, 1e3)]


@record
class Particle:
    """Solid drug in a suspension; without a radius the drug is dissolved."""

    radius: Annotated[float, NoneIfZero("m", "radius of a suspended particle", 0, 1e-4)] | None = None
    density: Annotated[float, Quantity("kg/m**3", "density of the drug as a solid", 500, 3000)]


@record
class Potency:
    """Units of biological activity in which a drug is counted, if it is, and what they come to."""

    activity: Literal["none", "USP_U", "ONA_U"] = "none"
    unit_mass: Annotated[float, NoneIfZero("kg", "mass of one USP unit", 0, 1)] | None = None
    european: Annotated[float, NoneIfZero("1", "Ph.Eur. units in one USP unit", 0, 1e6)] | None = None


_NO_UNITS = Potency()


@record
class Drug:
    """A medicine for injection into skin; ``measured_as`` names what its concentrations count, if not itself."""

    name: str
    title: str
    molar_mass: Annotated[float, Quantity("kg/mol", "molar mass", 0.01, 1000)]
    kinetics: Annotated[Kinetics, Grouped()]
    particle: Annotated[Particle, Grouped((("radius", "particle_radius"), ("density", "particle_density")))]
    concentration: Annotated[float, Quantity("kg/m**3", "usual concentration of the injection", 1e-12, 200)]
    session_limit: Annotated[float, Quantity("kg", "most drug in one session", 1e-15, 1)]
    potency: Annotated[Potency, Grouped()] = _NO_UNITS
    atrophy_level: Annotated[float, NoneIfZero("kg/m**3", "unbound level that thins skin", 0, 1e3)] | None = None
    bounds: Bounds = _NO_BOUNDS
    measured_as: str = ""
    effects: tuple[Effect, ...] = ()
    rules: tuple[DoseRule, ...] = ()
    strengths: tuple[Strength, ...] = ()
    origin: str = ""

    @property
    def passes_closed_skin(self) -> bool:
        """Whether it is known to pass the horny layer where no laser has opened it."""
        return self.bounds.topical.permeability is not None

    def strength(self, condition: str) -> float:
        """Usual concentration [kg/m³] for a condition, by its name; that of all others where none is stated for it."""
        return next((one.concentration for one in self.strengths if one.condition == condition), self.concentration)


@record
class Injection:
    """One round of injections over the treated area.

    ``written`` is the concentration as the user wrote it, where that is no mass per volume and had to be understood.
    """

    drug: Drug
    concentration: Annotated[float, Quantity("kg/m**3", "concentration of what is given", 1e-12, 200)]
    volume: Annotated[float, Quantity("m**3", "volume of one point", 1e-10, 2e-6)]
    depth: Annotated[float, Quantity("m", "depth of the needle tip", 1e-4, 1.5e-2)]
    spacing: Annotated[float, Quantity("m", "distance between points", 1e-3, 5e-2)]
    time: Annotated[float, Quantity("s", "time after the laser, negative if before", -2.6e6, 1.6e7)]
    route: Literal["needle"] = "needle"
    circumstances: tuple[Circumstance, ...] = ()
    reason: str = ""
    written: str = ""

    @property
    def area(self) -> float:
        """Skin that one point stands for [m²]."""
        return self.spacing**2

    @property
    def repeated(self) -> bool:
        """Never: each round is one of its own."""
        return False

    @property
    def end(self) -> float:
        """Time after the laser [s]."""
        return self.time


@record
class TopicalFilm:
    """A film of a drug laid on the treated area once, or again and again; a film has no points, a square stands for it.

    ``contact`` is None for the usual time; ``every`` is None for one film alone. ``written`` as in an injection.
    """

    drug: Drug
    concentration: Annotated[float, Quantity("kg/m**3", "concentration of what is given", 1e-12, 200)]
    volume: Annotated[float, Quantity("m**3", "volume on one square", 1e-10, 2e-6)]
    side: Annotated[float, Quantity("m", "side of the square", 1e-3, 5e-2)]
    time: Annotated[float, Quantity("s", "time after the laser, negative if before", -2.6e6, 1.6e7)]
    route: Literal["zones"] = "zones"
    circumstances: tuple[Circumstance, ...] = ()
    reason: str = ""
    written: str = ""
    every: Annotated[float, NoneIfZero("s", "time between applications", 0, 3.2e6)] | None = None
    last: Annotated[float, Quantity("s", "time after the laser of the last application", -2.6e6, 1.6e8)] | None = None
    contact: Annotated[float, NoneIfZero("s", "time for which the film stays", 0, 1e6)] | None = None

    @property
    def area(self) -> float:
        """Skin that one square stands for [m²]."""
        return self.side**2

    @property
    def repeated(self) -> bool:
        """Whether it is laid on again and again."""
        return self.every is not None

    @property
    def end(self) -> float:
        """Time of the last application [s]; that of the only one if it is not repeated."""
        return self.time if self.every is None or self.last is None else self.last


class _ByRoute:
    """Lets documents read a dose as the record of its route; pydantic is loaded only there."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(read_dose)


Dose: TypeAlias = Annotated[Injection | TopicalFilm, _ByRoute()]


def read_dose(value: object) -> Injection | TopicalFilm:
    """Injection or film of a mapping, by its ``route``.

    Files of earlier versions held both in one record: what means nothing for the route is passed over, and the side of
    the square of a film is called ``spacing``.

    Raises
    ------
    InputError
        With one fault for each thing wrong.
    """
    from microthermal.documents.reading import read

    if not isinstance(value, Mapping):
        names = ", ".join(field.name for field in fields_of(Injection))
        raise InputError(f"must be a table of fields ({names}), not {brief(value)}")
    route = value.get("route", "needle")
    if route == "needle":
        return read(Injection, {name: one for name, one in value.items() if name not in ("every", "last", "contact")})
    if route != "zones":
        raise InputError([Fault("route", f"must be one of 'needle', 'zones', not {brief(route)}")])
    given = {"side" if name == "spacing" else name: one for name, one in value.items() if name != "depth"}
    return read(TopicalFilm, given)
