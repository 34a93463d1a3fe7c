"""What comes out: a simulation holds what was asked beside what came of it."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.display import ask
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.confinement import Confinement
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.flow import Balance, Damage, Deposited, Snapshot
from microthermal.domain.results.response import Delivery, Healing, Perfusion
from microthermal.domain.results.tissue import Tissue
from microthermal.domain.results.zone import Injury, Lattice, Zone
from microthermal.quantity import Array, Quantity, record
from microthermal.simulation.settings import Settings
from microthermal.units import show


@record
class Stamp:
    """Where a result comes from: version, moment, seed, digest of all inputs, methods chosen, library entries used.

    ``library`` is what the result was made with, by which all that reads the result judges it. It is not stored: what
    is read from a file has the installed one, and ``library_digest`` tells whether it was made with that.
    """

    version: str
    date: str
    seed: Annotated[int, Quantity("1", "seed of the random numbers", 0, 2**31)]
    digest: str
    methods: tuple[str, ...]
    entries: tuple[str, ...]
    library_digest: str = ""
    library: Library = field(default_factory=installed, compare=False, repr=False)


@record
class Heating:
    """Temperatures over time at a few named places of one cylinder."""

    places: tuple[str, ...]
    time: Annotated[Array, Quantity("s", "time since the pulse began", -1e3, 1e5, ("moment",))]
    temperature: Annotated[Array, Quantity("K", "temperature", 0, 1e4, ("moment", "place"))]


@record
class ZoneRun:
    """All that one microbeam does within a second: light, heat, damage, and the zone they leave.

    ``extras`` are what the family of the device knows beside.
    """

    tissue: Tissue
    deposited: Deposited
    moments: tuple[Snapshot, ...]
    heating: Heating
    balance: Balance
    damage: Damage
    zone: Zone
    cautions: tuple[Caution, ...]
    methods: tuple[str, ...]
    confinement: Confinement | None = None
    extras: Extras | None = None


@record
class Simulation:
    """One treatment of one skin, from the first photon to the last week."""

    skin: Skin
    condition: Condition
    treatment: Treatment
    settings: Settings
    run: ZoneRun
    lattice: Lattice
    injury: Injury
    perfusion: Perfusion
    deliveries: tuple[Delivery, ...]
    healing: Healing
    untreated: Healing
    cautions: tuple[Caution, ...]
    stamp: Stamp
    title: str = ""
    date: str = ""

    def __repr__(self) -> str:
        pulse, pattern = self.treatment.pulse, self.treatment.pattern
        return (
            f"Simulation({pulse.device or 'a pulse'} on {self.skin.site} {self.skin.phototype}, {self.condition.name}: "
            f"{show(pulse.energy, 'J')}, {show(pattern.density, '1/m**2')} x {pattern.passes}; zone "
            f"{show(self.zone.depth.value, 'm')} deep, {show(2 * self.zone.radius.value, 'm')} wide)"
        )

    @property
    def library(self) -> Library:
        """The library that it was made with."""
        return self.stamp.library

    @property
    def plot(self) -> Any:
        """Figures of its report, by section: ``result.plot.zone()``, ``result.plot.healing()``."""
        return ask("plot", self)

    def to_xarray(self) -> Any:
        """An xarray.Dataset of its fields on named coordinates.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        return ask("xarray", self)

    def to_pandas(self, table: str = "metrics") -> Any:
        """One of its tables as a pandas.DataFrame: ``metrics``, ``zone``, ``depth``, ``layers`` or ``healing``.

        Raises
        ------
        InputError
            If pandas is not installed, or there is no such table.
        """
        return ask("pandas", self, table)

    @property
    def zone(self) -> Zone:
        """The measured zone."""
        return self.run.zone

    @property
    def damage(self) -> Damage:
        """Damage of all endpoints around one microbeam."""
        return self.run.damage
