"""Drugs, what they do to healing, and how a dose is given."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.quantity import Quantity, record

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
    """How a drug laid on closed skin passes the horny layer; 0 where it does not, or nothing is known."""

    permeability: Annotated[float, Quantity("m/s", "permeability of the closed horny layer from water", 0, 1e-6)] = 0.0
    strongest: Annotated[float, Quantity("kg/m**3", "strongest topical form in use", 0, 1000)] = 0.0


_NOT_TOPICAL = Topical()


@record
class Bounds:
    """How weak, how strong and how much a drug is given, and how it is laid on skin; 0 where nothing is known."""

    weakest: Annotated[float, Quantity("kg/m**3", "weakest injection in use", 0, 200)] = 0.0
    strongest: Annotated[float, Quantity("kg/m**3", "strongest injection in use", 0, 200)] = 0.0
    per_point: Annotated[float, Quantity("kg", "most drug at one point", 0, 1)] = 0.0
    per_month: Annotated[float, Quantity("kg", "most drug in 28 days", 0, 1)] = 0.0
    per_area: Annotated[float, Quantity("kg/m**2", "most drug per treated area", 0, 100)] = 0.0
    warn_share: Annotated[float, Quantity("%", "share of the session limit from which to warn", 0, 1)] = 1.0
    topical: Topical = _NOT_TOPICAL


_NO_BOUNDS = Bounds()


@record
class Strength:
    """How strong a drug is usually given for a condition."""

    condition: str
    concentration: Annotated[float, Quantity("kg/m**3", "usual concentration for a condition", 1e-12, 200)]


@record
class Drug:
    """A medicine for injection into skin; ``measured_as`` names what its concentrations count, if not itself."""

    name: str
    title: str
    molar_mass: Annotated[float, Quantity("kg/mol", "molar mass", 0.01, 1000)]
    diffusivity: Annotated[float, Quantity("m**2/s", "diffusion coefficient in dermis", 1e-15, 1e-8)]
    partition: Annotated[float, Quantity("1", "total over unbound concentration in dermis", 0.1, 1e4)]
    clearance: Annotated[float, Quantity("1/s", "removal of unbound drug by resting blood flow", 0, 1)]
    lymph: Annotated[float, Quantity("1/s", "removal by lymph", 0, 1)]
    solubility: Annotated[float, Quantity("kg/m**3", "solubility in tissue water", 1e-7, 1e3)]
    particle_radius: Annotated[float, Quantity("m", "radius of a suspended particle; 0 if dissolved", 0, 1e-4)]
    particle_density: Annotated[float, Quantity("kg/m**3", "density of the drug as a solid", 500, 3000)]
    concentration: Annotated[float, Quantity("kg/m**3", "usual concentration of the injection", 1e-12, 200)]
    session_limit: Annotated[float, Quantity("kg", "most drug in one session", 1e-15, 1)]
    unit_mass: Annotated[float, Quantity("kg", "mass of one USP unit; 0 if not measured in units", 0, 1)] = 0.0
    atrophy_level: Annotated[float, Quantity("kg/m**3", "unbound level that thins skin; 0 if it does not", 0, 1e3)] = (
        0.0
    )
    bounds: Bounds = _NO_BOUNDS
    measured_as: str = ""
    activity: Literal["none", "USP_U", "ONA_U"] = "none"
    european: Annotated[float, Quantity("1", "Ph.Eur. units in one USP unit; 0 if not so measured", 0, 1e6)] = 0.0
    effects: tuple[Effect, ...] = ()
    rules: tuple[Rule, ...] = ()
    strengths: tuple[Strength, ...] = ()
    origin: str = ""

    def strength(self, condition: str) -> float:
        """Usual concentration [kg/m³] for a condition, by its name; that of all others where none is stated for it."""
        return next((one.concentration for one in self.strengths if one.condition == condition), self.concentration)


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
    every: Annotated[float, Quantity("s", "time between applications of a film; 0 for one alone", 0, 3.2e6)] = 0.0
    last: Annotated[float, Quantity("s", "time after the laser of the last application", -2.6e6, 1.6e8)] = 0.0
    contact: Annotated[float, Quantity("s", "time for which a film stays; 0 for the usual", 0, 1e6)] = 0.0
