"""Inputs that are not known, each with its own interval and where that was read, as the library states them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from microthermal import catalog
from microthermal.cases.treatment import TreatmentCase
from microthermal.catalog.library import Library
from microthermal.catalog.reading.values import Row
from microthermal.planning.metrics import metrics
from microthermal.studies.fields import number_of
from microthermal.studies.sensitivity.records import Doubt, Of

# Wavelengths [m] from which light is meant to remove tissue, and to which melanin takes much of it.
_REMOVES, _TO_MELANIN = 2.5e-6, 1.3e-6
PERSONS: Final = 200
# Fields of the skin whose interval its file states, in words, with what would narrow it.
_OCT: Final = "optical coherence tomography of this skin"
_SKIN: Final = (
    ("layers.stratum_corneum.thickness", "thickness of the horny layer", "m", _OCT),
    ("layers.epidermis.thickness", "thickness of the epidermis", "m", _OCT),
    ("layers.papillary_dermis.thickness", "thickness of the papillary dermis", "m", "high-frequency ultrasound"),
    ("layers.reticular_dermis.thickness", "thickness of the reticular dermis", "m", "high-frequency ultrasound"),
    ("surface_temperature", "temperature of the surface", "K", "an infrared thermometer before the first pulse"),
)  # fmt: skip
_PIGMENT: Final = (
    ("layers.epidermis.composition.melanosome", "melanosomes of the epidermis", "%", "a reflectance spectrum"),
    ("layers.papillary_dermis.composition.blood", "blood of the papillary dermis", "%", "a reflectance spectrum"),
)  # fmt: skip
# Fields of how light removes tissue.
_REMOVAL: Final = (
    ("residue_temperature", "temperature at which the dry residue leaves", "K"),
    ("ejection_enthalpy", "enthalpy of ejection", "J/m**3"), ("bleached", "absorption that is left of hot water", "%"),
    ("wall_film.thickness", "hot liquid on the wall of the channel", "m"),
    ("plume.extinction", "light that the plume takes", "1/m"),
)  # fmt: skip
_DRUG: Final = (
    ("kinetics.clearance", "clearance", "1/s", "microdialysis of the dermis"),
    ("kinetics.diffusivity", "diffusion in the dermis", "m**2/s", "microdialysis at two distances"),
)  # fmt: skip


def doubts_of(case: TreatmentCase, names: tuple[str, ...], library: Library) -> tuple[Doubt, ...]:
    """Inputs of a case that are not known, for some metrics.

    Parameters
    ----------
    case : TreatmentCase
        The treatment.
    names : tuple of str
        Metrics; persons are moved where one of them is about the course of healing.
    library : Library
        States most of the intervals.
    """
    found = [*_device(case, library), *_skin(case, library), *_light(case, library), *_law(case, library)]
    found += [*_removal(case, library), *_medicine(case, library)]
    if any(metrics[name].persons for name in names) and case.settings.persons > 0:
        found.append(_person(case, library))
    return tuple(found)


def _device(case: TreatmentCase, library: Library) -> Iterator[Doubt]:
    figures, pulse = library.figures.scenarios, case.treatment.pulse
    row = _rows("figures", "scenarios").get("energy_low")
    yield _doubt(
        ("output", "output of the device", "times", "an energy meter under the handpiece"),
        (figures.energy_low, 1.0, figures.energy_high),
        _source(row),
    )
    if pulse.beam is not None and pulse.beam.radii:
        return
    known, own = pulse.handpiece.radius_range, pulse.source_radius
    low, high = (own * figures.radius_low, own * figures.radius_high) if known is None else (known.low, known.high)
    row = _rows("device", pulse.device).get("radius") if known is not None else None
    row = row or _rows("figures", "scenarios").get("radius_low")
    title, meter = "radius of the beam", "a profile of the beam at the skin, by camera or knife edge"
    if pulse.wavelength is None:
        title, meter = "radius of the needle or of the aperture", "a drawing of the maker, or a look with a microscope"
    yield _doubt(("spot", title, "m", meter), (low, own, high), _source(row), of="spot")


def _skin(case: TreatmentCase, library: Library) -> Iterator[Doubt]:
    rows = _rows("skin", case.skin.origin.rpartition("/")[2])
    wavelength = case.treatment.exposure.wavelength
    shown = (*_SKIN, *(_PIGMENT if wavelength is not None and wavelength < _TO_MELANIN else ()))
    for path, title, unit, measurement in shown:
        if row := _ranged(rows, path):
            name = path.removeprefix("layers.").replace(".", "_")
            yield _of_row(row, (name, title, unit, measurement), path, "skin")
    for name, title, path, meter in (
        ("water", "water of the skin", "composition.water", "confocal Raman spectroscopy of the dermis"),
        ("conductivity", "conductivity of the skin", "thermal.conductivity", "a thermal probe on this skin"),
    ):
        if row := _ranged(rows, f"layers.reticular_dermis.{path}"):
            value = number_of(row.value)[0]
            ends = (number_of(row.low)[0] / value, number_of(row.high)[0] / value)
            yield _doubt((name, title, "times", meter), (ends[0], 1.0, ends[1]), _source(row))


def _light(case: TreatmentCase, library: Library) -> Iterator[Doubt]:
    wavelength, spectra = case.treatment.pulse.wavelength, library.spectra
    if wavelength is None:
        return
    unmeasured = spectra.unmeasured(wavelength)
    if wavelength < _REMOVES:
        row = _rows("figures", "open_scattering").get("reduced")
        low, high = library.ends.open_scattering_low.reduced, library.ends.open_scattering_high.reduced
        middle = library.figures.open_scattering.reduced
        meter = "diffuse reflectance of this skin at this wavelength"
        yield _doubt(
            ("scattering", "scattering of the skin", "times", meter), (low / middle, 1.0, high / middle), _source(row)
        )
    if wavelength > spectra.options.water_index_from and {"lipid", "dry_matter"} & {*unmeasured}:
        meter = "transmission of dried dermis at this wavelength"
        yield _doubt(
            ("dry", "absorption of lipid and protein", "1", meter), (0.0, 0.5, 1.0), "bounds of the spectra; scenario"
        )
    if "melanosome" in unmeasured:
        meter = "transmission of melanosomes at this wavelength"
        yield _doubt(
            ("pigment", "absorption of melanosomes", "1", meter), (0.0, 0.5, 1.0), "bounds of the spectrum; scenario"
        )


def _law(case: TreatmentCase, library: Library) -> Iterator[Doubt]:
    endpoint = case.settings.endpoint
    known = tuple(sorted(name for name, law in library.laws.items() if law.endpoint == endpoint))
    if len(known) > 1:
        used = next(law for law in library.chosen_laws(case.settings.laws) if law.endpoint == endpoint)
        nominal = next((float(place) for place, name in enumerate(known) if library.laws[name] == used), 0.0)
        title = f"law of damage of {endpoint.replace('_', ' ')}"
        meter = "histology with a stain of viability, at two energies of this device"
        source = f"{len(known)} published laws of this endpoint"
        yield _doubt(("law", title, "1", meter), (0.0, nominal, float(len(known) - 1)), source, choices=known, of="law")


def _removal(case: TreatmentCase, library: Library) -> Iterator[Doubt]:
    pulse = case.treatment.pulse
    if pulse.wavelength is None or pulse.wavelength < _REMOVES:
        return
    rows = _rows("removal", pulse.removal)
    for path, title, unit in _REMOVAL:
        if row := _ranged(rows, path):
            meter = "histology of channels of this device, at two energies"
            yield _of_row(row, (path.replace(".", "_"), title, unit, meter), path, "removal")


def _medicine(case: TreatmentCase, library: Library) -> Iterator[Doubt]:
    for drug in dict.fromkeys(dose.drug for dose in case.treatment.doses):
        rows = _rows("drug", drug.name)
        for path, title, unit, measurement in _DRUG:
            if row := _ranged(rows, path):
                name = f"{drug.name}_{path.rpartition('.')[2]}"
                words = (name, f"{title} of {drug.title}", unit, measurement)
                yield _of_row(row, words, f"{drug.name}:{path}", "drug")
    if any(dose.route == "needle" for dose in case.treatment.doses):
        ends, row = library.ends.timing_ends, _rows("figures", "timing_ends").get("depth_low")
        title, meter = "depth of the needle's tip", "a needle with a stop, or ultrasound"
        yield _doubt(("needle", title, "m", meter), (ends.depth_low, 0.0, ends.depth_high), _source(row), of="needle")


def _person(case: TreatmentCase, library: Library) -> Doubt:
    choices = tuple(f"person {number + 1}" for number in range(PERSONS))
    source = "draws of the calibration of healing, spreads between persons (figures/persons)"
    title = "person who heals"
    meter = "redness and closure of a test spot of this person, or a study with biopsies at set days"
    return _doubt(("person", title, "1", meter), (0.0, 0.0, float(PERSONS - 1)), source, choices=choices, of="person")


def _rows(kind: str, name: str) -> dict[str, Row]:
    """Values of an entry of the library by their paths; none for what it does not hold."""
    return {row.path: row for row in catalog.entry(kind, name).rows} if name in catalog.names(kind) else {}


def _ranged(rows: dict[str, Row], path: str) -> Row | None:
    row = rows.get(path)
    return row if row is not None and row.low and row.high and row.low != row.high else None


def _of_row(row: Row, words: tuple[str, str, str, str], path: str, of: Of) -> Doubt:
    """Input with the interval of a row; ``words`` as for :func:`_doubt`."""
    low, nominal, high = (number_of(text)[0] for text in (row.low, row.value, row.high))
    return replace(_doubt(words, (low, nominal, high), _source(row), of=of), path=path)


def _doubt(
    words: tuple[str, str, str, str],
    ends: tuple[float, float, float],
    source: str,
    choices: tuple[str, ...] = (),
    of: Of = "scenario",
) -> Doubt:
    """Input of some words, which are name, title, unit and measurement, between two ends about what is usual."""
    name, title, unit, measurement = words
    low, nominal, high = ends
    return Doubt(
        name=name, title=title, low=low, nominal=nominal, high=high, unit=unit, source=source,
        measurement=measurement, choices=choices, of=of,
    )  # fmt: skip


def _source(row: Row | None) -> str:
    """Where an interval was read, and how it is known."""
    if row is None:
        return "figures/scenarios; scenario"
    spread = f"{row.spread}; " if row.spread else ""
    return f"{spread}{row.source}{f' ({row.read})' if row.read else ''}; {row.kind}"
