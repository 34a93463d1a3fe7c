"""What the pages offer to choose from: skins, conditions, devices with their ranges, medicines, goals."""

from __future__ import annotations

from importlib import resources
from typing import Any

from microthermal import catalog
from microthermal.catalog.device_steps import density_steps
from microthermal.catalog.library import library
from microthermal.domain.inputs.skin import PHOTOTYPES, SITES
from microthermal.report.live.stops import device_durations, device_energies
from microthermal.units import show

# Densities that a slider is given.
_STOPS = 40


def offers() -> dict[str, Any]:
    """All that a page needs to know of the library, with the texts of settings as case files take them."""
    return {
        "sites": [{"name": site, "title": catalog.title("site", site)} for site in SITES],
        "phototypes": list(PHOTOTYPES),
        "conditions": _titled("condition"),
        "goals": [_goal(name) for name in catalog.names("goal")],
        "drugs": [_drug(name) for name in catalog.names("drug")],
        "devices": [device_offer(name) for name in catalog.names("device")],
        "pages": _pages(),
    }


def _pages() -> list[str]:
    """Names of the pages that there are: a file each."""
    files = resources.files("microthermal.web").joinpath("static", "pages").iterdir()
    return sorted(file.name.removesuffix(".js") for file in files if file.name.endswith(".js"))


def _titled(kind: str) -> list[dict[str, str]]:
    return [{"name": name, "title": catalog.title(kind, name)} for name in catalog.names(kind)]


def _goal(name: str) -> dict[str, Any]:
    found = catalog.goal(name)
    return {"name": name, "title": found.title, "condition": found.condition, "drugs": list(found.drugs)}


def _drug(name: str) -> dict[str, Any]:
    found = catalog.drug(name)
    strengths = {one: show(found.strength(one), "kg/m**3") for one in catalog.names("condition")}
    return {"name": name, "title": found.title, "measuredAs": found.measured_as, "strengths": strengths}


def device_offer(name: str) -> dict[str, Any]:
    """A device, its settings as texts, and the middle of each range to begin with."""
    found = catalog.device(name)
    densities, offered = density_steps(found, 1, library()), device_energies(found, library())
    laid = [densities.below(value) for value in _spread(found.density.low, found.density.high)]
    lengths, middle = device_durations(found), offered[len(offered) // 2]
    return {
        "name": name, "title": catalog.title("device", name), "maker": found.maker, "family": found.family,
        "wavelength": show(found.wavelength, "m"), "radius": show(found.radius, "m"), "ablative": found.ablative,
        "energies": [show(value, "J", 6) for value in offered], "energy": show(middle, "J", 6),
        "densities": [show(value, "1/m**2", 6) for value in sorted({one for one in laid if one is not None})],
        "duration": [show(found.duration.low, "s"), show(found.duration.high, "s")],
        "durations": [show(value, "s", 6) for value in lengths], "seconds": lengths,
        "joules": [value * found.basis.output for value in offered], "stack": found.stack_high,
        "power": show(found.power, "W"),
    }  # fmt: skip


def _spread(low: float, high: float) -> list[float]:
    if high <= low:
        return [low]
    return [low * (high / low) ** (number / (_STOPS - 1)) for number in range(_STOPS)]
