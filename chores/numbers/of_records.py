"""Questions that no simulation need answer: doses refused, ranges of laws, follicles, steps, places in the skin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from chores.numbers.answers import Answers, flat
from chores.numbers.asking import Setup
from chores.numbers.of_figures import kept, of_another
from microthermal import catalog
from microthermal.cases.doses import read_concentration
from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.catalog.library import Library
from microthermal.damage.cautions import cautions as damage_cautions
from microthermal.delivery.dose_checks import amount_of, month_refusals, refusals
from microthermal.domain.inputs.medicine import Injection
from microthermal.fitting.priors import prior_of_row
from microthermal.healing.supply import supply
from microthermal.planning.window.targets import plexus_depth, reached_targets
from microthermal.simulation.conditioned_skin import affected
from microthermal.zones.overlaps import shells

_SIDES = (0.999, 1.001)


def of_drug(library: Library, base: Library, name: str) -> Answers:
    """Whether doses at the marks of the drug are refused, how strong it is given, how its amounts are told."""
    drug, own = (one.entries[f"drug/{name}"].record for one in (library, base))
    found: Answers = {"a milligram": amount_of(drug, 1e-6)}
    if drug.potency.european is not None:
        found["1000 Ph.Eur. units a millilitre"] = read_concentration("1000 PhEur_IU/mL", drug)
    for condition in ("keloid", "hypertrophic_scar", "burn_scar", "alopecia_areata", "healthy"):
        found[f"strength/{condition}"] = drug.strength(condition)
    usual = Injection(drug=drug, concentration=own.concentration, volume=1e-8, depth=1e-3, spacing=1e-2, time=0.0)
    for mark in (own.bounds.weakest, own.bounds.strongest, *(rule.above for rule in own.rules)):
        for side in _SIDES if mark else ():
            for site in ("cheek", "scalp", "back"):
                dose = replace(usual, concentration=mark * side)
                found[f"refused/{mark:g} x {side} on {site}"] = str([one.path for one in refusals(dose, site, 1e-4)])
    for what, mark in (
        ("point", own.bounds.per_point), ("session", own.session_limit), ("month", own.bounds.per_month),
        ("area", own.bounds.per_area),
    ):  # fmt: skip
        for side in _SIDES if mark else ():
            found |= _amount(replace(usual, concentration=own.concentration), what, float(mark) * side)
    return flat(found)


def _amount(dose: Injection, what: str, mass: float) -> Answers:
    """Whether a mass in one point, a session, a month or on a square metre is refused."""
    points = {"point": 1, "session": 100, "month": 100}.get(what, 1)
    if what == "area":
        spacing = min(max((dose.concentration * dose.volume / mass) ** 0.5, 1e-3), 5e-2)
        asked, area = replace(dose, spacing=spacing), 1e-6
    else:
        volume = min(max(mass / points / dose.concentration, 1e-10), 1e-5)
        asked, area = replace(dose, volume=volume), points * dose.area
    refused = [one.path for one in refusals(asked, "back", area)]
    month = len(month_refusals((asked,), area))
    return {f"refused/{mass:g} in a {what}": str(refused), f"refused in a month/{mass:g} in a {what}": month}


def of_law(library: Library, base: Library, name: str) -> Answers:
    """Cautions on exposures hotter, colder, longer and shorter than a law was fitted to."""
    law: Any = library.laws[name]
    found: Answers = {"rate": law.rate(np.linspace(310.0, 420.0, 12))}
    low, high = base.laws[name].temperature_range
    short, long = base.laws[name].duration_range
    for temperature in (low, high):
        for side in (-0.01, 0.01):
            inside = law.temperature_range[0] <= temperature + side <= law.temperature_range[1]
            found[f"inside/{temperature + side:g} K"] = inside
    for duration in (short, long):
        for factor in _SIDES:
            found[f"inside/{duration * factor:g} s"] = (
                law.duration_range[0] <= duration * factor <= law.duration_range[1]
            )
    known = kept(base, Setup(laws=(name,)))
    found["cautions"] = tuple(one.text for one in damage_cautions(known.run.damage, (law,)))
    return flat(found)


def of_follicle(library: Library, base: Library, name: str) -> Answers:
    """What reaches bulge and papilla, and how many follicles there are."""
    origin = f"skin/{name}_iii" if f"skin/{name}_iii" in library.entries else "skin/cheek_iii"
    skin = library.entries[origin].record
    known = kept(base, Setup(skin="scalp_iii", condition="androgenetic_alopecia"))
    found = supply(
        known.healing, affected(skin, known.condition), known.zone.depth.value, library.figures.supply,
        plexus=plexus_depth(skin, known.condition, library),
    )  # fmt: skip
    return flat({"supply": found, "follicles on 1 cm2": skin.follicle.density * 1e-4})


def of_structure(library: Library, base: Library, name: str) -> Answers:
    """How many structures stand on an area."""
    return flat({"on 1 cm2": library.entries[f"structure/{name}"].record.density * 1e-4})


def of_steps(library: Library, base: Library, name: str) -> Answers:
    """Settings of a device whose steps nobody states."""
    device = base.entries["device/er_glass_1550"].record
    return flat({"energies": energy_steps(device, library), "densities": density_steps(device, 1, library)})


def of_targets(library: Library, base: Library, name: str) -> Answers:
    """How much of the plane of each target is dead, coagulated, warm; where the plexus lies."""
    found: Answers = {}
    for skin, condition in (
        ("scalp_iii", "alopecia_areata"), ("scalp_iii", "androgenetic_alopecia"), ("back_iii", "keloid"),
        ("back_iii", "hypertrophic_scar"), ("cheek_iii", "atrophic_acne_scar"), ("cheek_iii", "healthy"),
        ("back_iii", "burn_scar"), ("scalp_iii", "healthy"), ("abdomen_iii", "healthy"),
    ):  # fmt: skip
        known = kept(base, Setup(skin=skin, condition=condition))
        place = replace(known, lattice=replace(known.lattice, shells=shells(known.damage, known.treatment.pattern)))
        found[f"{skin} {condition}"] = (
            reached_targets(of_another(place, library)), plexus_depth(known.skin, known.condition, library),
        )  # fmt: skip
    return flat(found)


def of_fitting(library: Library, base: Library, name: str) -> Answers:
    """How far rows of a fit are expected to lie from the model."""
    rows = {row.path: row for row in catalog.entry("figures", "fitting").rows}
    return flat(prior_of_row(rows["spread"], "spread", "spread of rows", "%"))
