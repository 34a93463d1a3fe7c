"""Drugs, what they do to healing, and how a dose is given."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.quantity import NoneIfZero, Quantity, record

Route: TypeAlias = Literal["needle", "zones"]
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
CIRCUMSTANCES: tuple[Circumstance, ...] = (
    "face", "scalp", "digit", "filler", "pregnancy", "lung_disease", "dpd_deficiency", "cardiac_block", "hypotension",
    "remodelling", "dense_zones",
)  # fmt: skip


@record
class Effect:
    """What a drug does to one species of the healing model: change of its production at full effect."""

    species: str
    change: Annotated[float, Quantity("1", "relative change of production at full effect", -1, 20)]
    half: Annotated[float, Quantity("kg/m**3", "unbound concentration of half the effect", 1e-15, 1e3)]


@record
class Rule:
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
    warn_share: Annotated[float, Quantity("%", "share of the session limit from which to warn", 0, 1)] = 1.0
    topical: Topical = _NOT_TOPICAL


_NO_BOUNDS = Bounds()


@record
class Drug:
    """A medicine for injection into skin."""

    name: str
    title: str
    molar_mass: Annotated[float, Quantity("kg/mol", "molar mass", 0.01, 1000)]
    diffusivity: Annotated[float, Quantity("m**2/s", "diffusion coefficient in dermis", 1e-15, 1e-8)]
    partition: Annotated[float, Quantity("1", "total over unbound concentration in dermis", 0.1, 1e4)]
    clearance: Annotated[float, Quantity("1/s", "removal of unbound drug by resting blood flow", 0, 1)]
    lymph: Annotated[float, Quantity("1/s", "removal by lymph", 0, 1)]
    solubility: Annotated[float, Quantity("kg/m**3", "solubility in tissue water", 1e-7, 1e3)]
    particle_radius: Annotated[float, NoneIfZero("m", "radius of a suspended particle", 0, 1e-4)] | None = None
    particle_density: Annotated[float, Quantity("kg/m**3", "density of the drug as a solid", 500, 3000)]
    concentration: Annotated[float, Quantity("kg/m**3", "usual concentration of the injection", 1e-12, 200)]
    session_limit: Annotated[float, Quantity("kg", "most drug in one session", 1e-15, 1)]
    unit_mass: Annotated[float, NoneIfZero("kg", "mass of one USP unit", 0, 1)] | None = None
    atrophy_level: Annotated[float, NoneIfZero("kg/m**3", "unbound level that thins skin", 0, 1e3)] | None = None
    bounds: Bounds = _NO_BOUNDS
    activity: Literal["none", "USP_U", "ONA_U"] = "none"
    european: Annotated[float, NoneIfZero("1", "Ph.Eur. units in one USP unit", 0, 1e6)] | None = None
    effects: tuple[Effect, ...] = ()
    rules: tuple[Rule, ...] = ()
    origin: str = ""


@record
class Dose:
    """One round of injections over the treated area, or a film laid on it once or again and again.

    ``written`` is the concentration as the user wrote it, where that is no mass per volume and had to be understood.
    """

    drug: Drug
    concentration: Annotated[float, Quantity("kg/m**3", "concentration of what is given", 1e-12, 200)]
    volume: Annotated[float, Quantity("m**3", "volume of one point, or on one square of a film", 1e-10, 2e-6)]
    depth: Annotated[float, Quantity("m", "depth of the needle tip; of no meaning for a film", 1e-4, 1.5e-2)]
    spacing: Annotated[float, Quantity("m", "distance between points, or side of a square", 1e-3, 5e-2)]
    time: Annotated[float, Quantity("s", "time after the laser, negative if before", -2.6e6, 1.6e7)]
    route: Route = "needle"
    circumstances: tuple[Circumstance, ...] = ()
    reason: str = ""
    written: str = ""
    every: Annotated[float, NoneIfZero("s", "time between applications of a film", 0, 3.2e6)] | None = None
    last: Annotated[float, Quantity("s", "time after the laser of the last application", -2.6e6, 1.6e8)] = 0.0
    contact: Annotated[float, NoneIfZero("s", "time for which a film stays", 0, 1e6)] | None = None
