"""A follicle or a vessel of a skin at one wavelength: its parts as bodies on the axis."""

from __future__ import annotations

from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.structures.structure import Structure, StructurePart
from microthermal.domain.library.spectra import Spectra
from microthermal.domain.results.caution import Caution
from microthermal.units import show

# Met-haemoglobin absorbs more than the haemoglobin it comes from beyond this wavelength [m]; below, the spectra of
# blood stay as they are.
_METHAEMOGLOBIN_FROM = 1.0e-6


def bodies_of(structure: Structure, wavelength: float, spectra: Spectra) -> tuple[Body, ...]:
    """Parts of a structure as bodies on the axis.

    Parameters
    ----------
    structure : Structure
        As it stands in the skin.
    wavelength : float
        Wavelength in vacuum [m].
    spectra : Spectra
        Pure chromophores.

    Returns
    -------
    tuple of Body
        In the order of the parts.

    Notes
    -----
    μ(λ) = μ_pigment(λ₀) m(λ) / m(λ₀) + B [S μ_oxy + (1 - S) μ_deoxy - w μ_water] f + W μ_water, with the
    spectrum m of melanosomes, the blood B, its saturation S and own water w, the factor f of met-haemoglobin beyond
    1 µm, and the water W.
    """
    return tuple(_body(part, structure, wavelength, spectra) for part in structure.parts)


def absorption_of(part: StructurePart, structure: Structure, wavelength: float, spectra: Spectra) -> float:
    """Absorption of a part [1/m] at a wavelength [m]; as in :func:`bodies_of`."""
    optics = part.optics
    water = spectra.water.at(wavelength)[0]
    pigment = optics.placed(structure.place)
    if pigment > 0.0:
        melanin = spectra.melanosome
        pigment *= melanin.at(wavelength)[0] / melanin.at(structure.reference_wavelength)[0]
    blood = 0.0
    if optics.blood > 0.0:
        own = spectra.options.blood_water * water
        rich = max(0.0, spectra.blood_oxygenated.at(wavelength)[0] - own)
        poor = max(0.0, spectra.blood_deoxygenated.at(wavelength)[0] - own)
        factor = structure.methaemoglobin if wavelength >= _METHAEMOGLOBIN_FROM else 1.0
        blood = optics.blood * factor * (optics.oxygenation * rich + (1.0 - optics.oxygenation) * poor)
    return float(pigment + blood + part.water * water)


def _body(part: StructurePart, structure: Structure, wavelength: float, spectra: Spectra) -> Body:
    upright = part.shape == "cylinder"
    inclusion = Inclusion(
        name=part.name, shape=part.shape, depth=0.5 * (part.top + part.bottom), radius=part.radius,
        length=part.bottom - part.top if upright else None,
        absorption=absorption_of(part, structure, wavelength, spectra),
        scattering=part.optics.scattering, anisotropy=part.optics.anisotropy,
    )  # fmt: skip
    return Body(inclusion=inclusion, thermal=part.thermal, water=part.water)


def structure_cautions(skin: Skin) -> tuple[Caution, ...]:
    """What to doubt about the structure on the axis: the band of its absorption, how it stands."""
    structure = skin.structure
    if structure is None:
        return ()
    found = []
    for part in structure.parts:
        optics = part.optics
        if optics.low < optics.high:
            low, taken, high = (
                show(value, "1/m") for value in (optics.low, optics.placed(structure.place), optics.high)
            )
            text = (
                f"nobody has measured the absorption of the {part.name.replace('_', ' ')} in place: {low} to {high} at "
                f"{show(structure.reference_wavelength, 'm', 3)} are plausible, and {taken} is taken; what it comes to "
                "is told for both ends"
            )
            found.append(Caution(stage="tissue", text=text, weight="warn", source="proposed"))
    if structure.kind == "vessel":
        text = "the vessel stands upright on the axis; one that lies along the surface needs a block of voxels"
        found.append(Caution(stage="tissue", text=text, weight="note"))
        if structure.methaemoglobin != 1.0:
            text = (
                f"heated blood is taken to absorb {show(structure.methaemoglobin, '1')} times as much beyond 1 µm from "
                "the start of the pulse on; met-haemoglobin forms only as it is heated, and 2 to 5 times are recalled"
            )
            found.append(Caution(stage="tissue", text=text, weight="warn", source="proposed"))
    return tuple(found)
