"""What a fit writes for simulations: device, skin and laws with their provenance, and a case that uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microthermal.catalog.library import Library
from microthermal.catalog.reading.entries import mapping_of, split_skin
from microthermal.files import write_text
from microthermal.fitting.records import Fit, FittedParameter
from microthermal.fitting.situations import frequency_at
from microthermal.store.fitted.case_text import case_text
from microthermal.store.fitted.skin_values import skin_with
from microthermal.store.fitted.toml_text import toml
from microthermal.store.fitted.values import Provenance, told_value

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True)
class FittedFiles:
    """Where the files of a fit lie: the folder of the library, and the case beside it."""

    folder: Path
    case: Path


def fitted_files(base: Path) -> FittedFiles:
    """Folder and case of a fit whose files are named by a base."""
    return FittedFiles(base.parent / f"{base.name}_library", base.parent / f"{base.name}_case.toml")


def write_fitted_files(found: Fit, files: FittedFiles, data: Path) -> dict[str, str]:
    """Write a library of what was fitted, and a case that uses it.

    Parameters
    ----------
    found : Fit
        The fit.
    files : FittedFiles
        Where to.
    data : Path
        The table that was fitted; its name and the digest of what was fitted stand beside every number.

    Returns
    -------
    dict
        Names of the new entries by kind: ``device``, ``skin``, and a law for each endpoint whose threshold was fitted.

    Raises
    ------
    SaveError
        If a file cannot be written.
    """
    stem = _UNSAFE.sub("_", data.stem).strip("_").lower()[:24] or "data"
    digest = found.stamp.methods[-1].rpartition(" ")[2]
    about = Provenance.of(found, data.name, digest, key=f"Fit_{stem}_{digest[:8]}")
    named = {one.prior.name: one for one in found.parameters}
    device, site = found.device.origin.partition("/")[2], split_skin(found.skin.origin.partition("/")[2])[0]
    entries = {"device": f"{device}_{stem}", "skin": f"{site}_{stem}"}
    for folder in ("devices", "skin", "damage"):
        (files.folder / folder).mkdir(parents=True, exist_ok=True)
    write_text(files.folder / "devices" / f"{entries['device']}.toml", toml(_device(device, named, about)))
    write_text(files.folder / "skin" / f"{entries['skin']}.toml", toml(_skin(site, found, named, about)))
    for name, one in named.items():
        if name.startswith("threshold:"):
            law = found.stamp.library.default_laws[name.partition(":")[2]]
            entries[name.partition(":")[2]] = f"{law}_{stem}"
            text = toml(_law(law, one, about, found.stamp.library))
            write_text(files.folder / "damage" / f"{law}_{stem}.toml", text)
    write_text(files.folder / "sources.bib", about.work())
    write_text(files.case, case_text(found, entries, about, files.folder.name))
    return entries


def _device(name: str, named: Mapping[str, FittedParameter], about: Provenance) -> dict[str, Any]:
    """File of the device with the spot and the output that were fitted."""
    _, known = mapping_of("device", name)
    found = about.headed(known)
    if (one := named.get("radius")) is not None:
        found["basis"] = {key: item for key, item in known.get("basis", {}).items() if key != "radius_range"}
        found["radius"] = told_value(about, one, known["radius"], note="radius of the spot as the model has it")
    if (one := named.get("output")) is not None:
        note = "energy that reaches the skin over the energy that is set"
        found["basis"] = {**found.get("basis", {}), "output": told_value(about, one, {"value": 1.0}, note=note)}
    return found


def _skin(site: str, found: Fit, named: Mapping[str, FittedParameter], about: Provenance) -> dict[str, Any]:
    """File of the site with the water and the scattering that were fitted, layer by layer."""
    _, known = mapping_of("site", site)
    changed = {name: named[name] for name in ("absorption", "scattering") if name in named}
    return {**about.headed(known), "layers": skin_with(known["layers"], changed, found, about)}


def _law(name: str, one: FittedParameter, about: Provenance, library: Library) -> dict[str, Any]:
    """File of a damage law that kills at the temperature that was fitted."""
    _, known = mapping_of("law", name)
    law: Any = library.laws[name]
    # The hotter a law kills, the smaller is its frequency factor.
    low, value, high = (frequency_at(law.energy, end) for end in (one.high, one.value, one.low))
    texts = {"value": f"{value:.15g} / s", "low": f"{low:.6g} / s", "high": f"{high:.6g} / s"}
    note = f"with it {law.endpoint} is reached within 10 ms at {one.value - 273.15:.2f} degC"
    return {**about.headed(known), "default": False, "frequency": {**texts, **about.columns(note)}}
