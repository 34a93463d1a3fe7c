"""Which parameters a fit may free, what is known of each before the data, and which are freed if nobody says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from microthermal.catalog.library import Library
from microthermal.catalog.reading.entries import entry
from microthermal.catalog.reading.values import Row
from microthermal.damage.thresholds import threshold_temperature
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.skin import DERMIS, Layer, Skin
from microthermal.errors import Fault, InputError
from microthermal.fitting.priors import PriorInterval, prior_of_row
from microthermal.fitting.situations import EXPOSURE, temperature_of
from microthermal.fitting.table.zones import MeasuredZone
from microthermal.quantity import fields_of
from microthermal.tissue.skin_optics import optics
from microthermal.units import show

# Water has to do so much of the dermis's absorption for its factor to be that of absorption.
_MOSTLY = 0.5
# What costs light in removal, freed for light that removes.
_USUAL_REMOVAL = {
    "boil_off": ("plume.extinction", "wall_film.thickness"),
    "ejection": ("ejection_enthalpy", "wall_film.thickness"),
}
# A section's own factors are freed with its rows.
_SECTION = {
    "section_width": ("width_factor", "width in a section over width in living skin"),
    "section_depth": ("depth_factor", "depth in a section over depth in living skin"),
}


def known_priors(
    device: Device, skin: Skin, library: Library, zones: Sequence[MeasuredZone]
) -> dict[str, PriorInterval]:
    """Priors of all parameters that a fit of these rows may free, in the order in which they are told.

    Parameters
    ----------
    device, skin : Device, Skin
        From the library: their own intervals are the priors.
    library : Library
        Laws, removal and figures.
    zones : sequence of MeasuredZone
        Rows; what none of them can feel is not offered.
    """
    found = [_radius(device), _output(device), _absorption(skin, device, library), _scattering(skin, device, library)]
    found += [_threshold(endpoint, library) for endpoint in sorted({zone.endpoint for zone in zones})]
    if any(size.name == "rim" for zone in zones for size in zone.sizes):
        found.append(_threshold("collagen", library))
    found += _removal(device, library)
    if any(zone.method == "section" for zone in zones):
        rows = _rows("figures", "histology")
        found += [prior_of_row(rows[key], name, text, "1") for name, (key, text) in _SECTION.items()]
    return {prior.name: prior for prior in found if prior is not None}


def chosen(known: Mapping[str, PriorInterval], free: Sequence[str] | None, device: Device) -> tuple[PriorInterval, ...]:
    """Priors of the parameters that are freed: those that are named, or the usual ones.

    Raises
    ------
    InputError
        With one fault for each name that is not known, or if none is left.
    """
    if free is None:
        removal = _USUAL_REMOVAL.get(device.removal, ()) if device.ablative else ()
        usual = {f"removal:{path}" for path in removal}
        return tuple(one for name, one in known.items() if not name.startswith("removal:") or name in usual)
    faults = []
    for name in free:
        try:
            read_choice(name, tuple(known), "parameter of this fit")
        except InputError as error:
            faults += [Fault("free", fault.text) for fault in error.faults]
    if not faults and not free:
        faults.append(Fault("free", f"names no parameter; there are {', '.join(known)}"))
    if faults:
        raise InputError(faults)
    return tuple(one for name, one in known.items() if name in free)


def _rows(kind: str, name: str) -> dict[str, Row]:
    return {row.path: row for row in entry(kind, name).rows}


def _own_rows(record: Device | Skin) -> dict[str, Row]:
    """Value tables of the library entry that a record came from; none for a record that was made by hand."""
    kind, _, name = record.origin.partition("/")
    return _rows(kind, name) if name else {}


def _radius(device: Device) -> PriorInterval | None:
    text = "radius of the spot"
    row = _own_rows(device).get("radius")
    if row is not None and row.low and row.high:
        found = prior_of_row(row, "radius", text, "m")
        if found is None or found.middle == device.radius:
            return found
    figures = _rows("figures", "scenarios")
    low, high = figures["radius_low"], figures["radius_high"]
    return PriorInterval(
        name="radius", text=text, unit="m", middle=device.radius, low=device.radius * float(low.value),
        high=device.radius * float(high.value), source=low.source, where=low.note, kind=low.kind,
    )  # fmt: skip


def _output(device: Device) -> PriorInterval:
    text, own = "energy that reaches the skin over the energy that is set", _own_rows(device).get("basis.output")
    stated = None if own is None else prior_of_row(own, "output", text, "1")
    if stated is not None:
        return stated
    figures = _rows("figures", "scenarios")
    low, high = figures["energy_low"], figures["energy_high"]
    return PriorInterval(
        name="output", text=text, unit="1", middle=device.basis.output, low=device.basis.output * float(low.value),
        high=device.basis.output * float(high.value), source=low.source, where=low.where, kind=low.kind,
    )  # fmt: skip


def _dermis(skin: Skin) -> Layer | None:
    layers = [layer for layer in skin.layers if layer.tissue in DERMIS]
    return max(layers, key=lambda layer: layer.thickness, default=None)


def _absorption(skin: Skin, device: Device, library: Library) -> PriorInterval | None:
    layer = _dermis(skin)
    row = None if layer is None else _own_rows(skin).get(f"layers.{layer.name}.composition.water")
    if layer is None or row is None:
        return None
    found = optics(replace(skin, layers=(layer,)), device.wavelength, library.spectra)
    if float(found.wet_absorption[0]) < _MOSTLY * float(found.absorption[0]):
        return None  # other light than water's: its factor would be no factor on absorption
    text = "factor on the water of the skin, by which it absorbs and boils"
    return prior_of_row(row, "absorption", text, "%", factor=True)


def _scattering(skin: Skin, device: Device, library: Library) -> PriorInterval | None:
    layer = _dermis(skin)
    if layer is None:
        return None
    found = optics(replace(skin, layers=(layer,)), device.wavelength, library.spectra)
    reduced = float(found.scattering[0] * (1.0 - found.anisotropy[0]))
    if reduced < _MOSTLY / 10 * float(found.absorption[0]):
        return None  # light that is absorbed before it scatters
    if library.spectra.options.extrapolates_scattering(device.wavelength):
        stated, path = _rows("figures", "open_scattering"), "reduced"
        text = "factor on the reduced scattering of the skin; how sharply it peaks forward goes with it"
    else:
        stated, path = _own_rows(skin), f"layers.{layer.name}.scattering.reduced_500"
        text = "factor on the reduced scattering of the skin"
    unit = "1" if path == "reduced" else "1/m"
    return prior_of_row(stated[path], "scattering", text, unit, factor=True) if path in stated else None


def _threshold(endpoint: str, library: Library) -> PriorInterval | None:
    """Temperature at which an endpoint is reached within 10 ms; its ends are those of all laws of the library."""
    own = library.laws.get(library.default_laws.get(endpoint, ""))
    pair = None if own is None else own.first_order
    if own is None or pair is None or not hasattr(own, "frequency"):
        return None
    middle = temperature_of(*pair)
    laws = [law for law in library.laws.values() if law.endpoint == endpoint]
    every = [threshold_temperature(law, EXPOSURE) for law in laws]
    if min(every) == max(every):
        return None
    where = f"the {len(every)} laws of {endpoint} in the library, {show(min(every), 'K')} to {show(max(every), 'K')}"
    return PriorInterval(
        name=f"threshold:{endpoint}", unit="K",
        text=f"temperature that reaches {endpoint} within {show(EXPOSURE, 's')}", middle=middle, low=min(every),
        high=max(every), scale="value", source=", ".join(own.sources), where=where, kind="derived",
    )  # fmt: skip


def _removal(device: Device, library: Library) -> list[PriorInterval | None]:
    """Every coefficient of the device's way of removal whose interval the library states."""
    model = library.heat_model(device.removal)
    kind: Any = type(model)
    units = {field.name: field.quantity.unit for field in fields_of(kind) if field.quantity is not None}
    for outer in ("plume", "wall_film"):
        inner = getattr(model, outer, None)
        if inner is not None:
            part: Any = type(inner)
            units |= {f"{outer}.{one.name}": one.quantity.unit for one in fields_of(part) if one.quantity}
    found: list[PriorInterval | None] = []
    for stated in entry("removal", device.removal).rows:
        if stated.path in units:
            text = (
                f"{stated.path.replace('_', ' ').replace('.', ', ')} of removal by {device.removal.replace('_', ' ')}"
            )
            found.append(prior_of_row(stated, f"removal:{stated.path}", text, units[stated.path]))
    return found
