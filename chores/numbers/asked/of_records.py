"""Questions that no simulation need answer: ranges of laws, follicles, steps, places in the skin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from chores.numbers.answers import Answers, flat
from chores.numbers.asked.of_figures import kept, of_another
from chores.numbers.asking import Setup, treatment_of
from microthermal import catalog
from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.catalog.library import Library
from microthermal.damage.cautions import cautions as damage_cautions
from microthermal.fitting.priors import prior_of_row
from microthermal.healing.supply import supply
from microthermal.planning.window.targets import plexus_depth, reached_targets
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.scenarios import changed, scenarios_of
from microthermal.zones.overlaps import shells

SIDES = (0.999, 1.001)


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
        for factor in SIDES:
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
    """Settings of devices whose steps nobody states; the beams of one whose spot nobody states, at both ends."""
    found: Answers = {}
    for device in catalog.names("device"):
        record = base.entries[f"device/{device}"].record
        found[device] = (energy_steps(record, library), density_steps(record, 1, library))
    skin, treatment = treatment_of(base, Setup())
    pulse = replace(treatment.pulse, handpiece=replace(treatment.pulse.handpiece, radius_range=None))
    for scenario in scenarios_of(pulse, library):
        there = changed(scenario, skin, replace(treatment, pulse=pulse), library)[1]
        found[f"beam of {scenario.name}"] = there.pulse.source_radius
    return flat(found)


def of_targets(library: Library, base: Library, name: str) -> Answers:
    """How much of the plane of each target is dead, coagulated, warm; where the plexus lies."""
    found: Answers = {}
    for skin, condition in (
        ("scalp_iii", "alopecia_areata"), ("scalp_iii", "androgenetic_alopecia"), ("back_iii", "keloid"),
        ("back_iii", "hypertrophic_scar"), ("cheek_iii", "atrophic_acne_scar"), ("cheek_iii", "healthy"),
        ("back_iii", "burn_scar"), ("scalp_iii", "healthy"), ("abdomen_iii", "healthy"), ("back_iii", "skin_graft"),
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
