"""Vacuoles of optical breakdown: where light of nanoseconds and shorter tears skin, how wide, and how many."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.quantity import Array, Quantity, record

Branch: TypeAlias = Literal["seeded", "clean", "none"]


@record
class VacuoleScenario:
    """Vacuoles of one microbeam if thresholds and shares lie at one place of their spread.

    ``seeded`` are those that melanosomes start, ``clean`` those of light that is strong enough by itself. ``beyond`` is
    the energy taken beyond the threshold, of which ``energy`` opens the vacuoles; ``radius`` is that of each.
    Where bubbles are not ``joined``, each stays at its melanosome, and no vacuole is seen in a section.
    """

    name: str
    branch: Branch
    depth: Annotated[float, Quantity("m", "depth of the vacuoles", 0, 0.05)]
    radius: Annotated[float, Quantity("m", "greatest radius of one vacuole", 0, 0.05)]
    count: Annotated[float, Quantity("1", "vacuoles in a microbeam", 0, 1e12)]
    beyond: Annotated[float, Quantity("J", "energy taken beyond the threshold", 0, 100)]
    energy: Annotated[float, Quantity("J", "energy of the vacuoles", 0, 100)]
    nucleation: Annotated[float, Quantity("J/m**2", "fluence at which melanosomes nucleate", 0, 1e12)]
    irradiance: Annotated[float, Quantity("W/m**2", "irradiance at which clean tissue breaks down", 0, 1e22)]
    joined: bool = False

    @property
    def volume(self) -> float:
        """Volume of all vacuoles of a microbeam [m³]."""
        return 4.18879020478639 * self.radius**3 * self.count


@record
class Vacuoles:
    """What one microbeam of nanoseconds or shorter does beside its heat, over the scenarios of the library.

    ``fluence`` is that on the axis, light scattered once or more included; ``unscattered`` the fraction of the light
    that has met nothing; ``width`` the radius of the beam where it is narrowest above the depth of the strongest light.
    """

    scenarios: tuple[VacuoleScenario, ...]
    z: Annotated[Array, Quantity("m", "depth", 0, 0.1, ("z",))]
    fluence: Annotated[Array, Quantity("J/m**2", "fluence on the axis", 0, 1e12, ("z",))]
    unscattered: Annotated[Array, Quantity("%", "fraction of light that is not scattered", 0, 1, ("z",))]
    seeded_fluence: Annotated[float, Quantity("J/m**2", "greatest fluence where there are melanosomes", 0, 1e12)]
    irradiance: Annotated[float, Quantity("W/m**2", "greatest irradiance", 0, 1e22)]
    irradiance_depth: Annotated[float, Quantity("m", "depth of the greatest irradiance", 0, 0.1)]
    melanosome: Annotated[float, Quantity("%", "melanosomes of the layer that holds most", 0, 1)]
    short: bool = True

    def scenario(self, name: str) -> VacuoleScenario:
        """Scenario by its name: ``"least"``, ``"usual"`` or ``"most"``.

        Raises
        ------
        KeyError
            If it was not followed.
        """
        return {one.name: one for one in self.scenarios}[name]

    @property
    def usual(self) -> VacuoleScenario:
        """The scenario with all figures at their values."""
        return self.scenario("usual")

    @property
    def expected(self) -> Literal["yes", "perhaps", "no"]:
        """Whether breakdown is expected: with usual figures, only with those that favour it most, or with none."""
        if self.usual.branch != "none":
            return "yes"
        return "perhaps" if any(one.branch != "none" for one in self.scenarios) else "no"
