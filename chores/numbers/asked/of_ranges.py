"""Questions to ranges and marks: scattering, sound and current in deeper layers, changes that can be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from chores.numbers.answers import Answers, flat
from chores.numbers.asked.of_figures import kept
from chores.numbers.asking import SETTINGS, Setup, treated
from microthermal.catalog.library import Library
from microthermal.deposition.current.conducting import at_rest
from microthermal.domain.results.response import Healing
from microthermal.healing.readings import read
from microthermal.healing.scores import changes, vancouver
from microthermal.simulation.scenarios import scattered
from microthermal.tissue.acoustics import acoustics

_SIDES = (0.999, 1.001)
_HALVINGS = 60


def of_scattering(library: Library, base: Library, name: str) -> Answers:
    """Scattering of a skin between the value and the ends of its range."""
    skin = base.entries["skin/cheek_iii"].record
    return flat({
        f"{place:g}": tuple(one.scattering for one in scattered(skin, place, library).layers) for place in (0.25, 0.75)
    })  # fmt: skip


def of_muscle(library: Library, base: Library, name: str) -> Answers:
    """What sound and current meet in skin that lies on muscle, which no site of the library does."""
    skin = base.entries["skin/cheek_iii"].record
    muscle = replace(skin.layers[-1], name="muscle", **{"tissue": "muscle"} if skin.layers[-1].tissue else {})
    skin = replace(skin, layers=(*skin.layers, muscle))
    joule: Any = library.entries["deposition/joule"].record
    names = tuple(layer.name for layer in skin.layers)
    return flat({
        "sound": acoustics(skin, library.ends.sound.value), "current": at_rest(joule.conducting, names),
    })  # fmt: skip


def of_band(library: Library, base: Library, name: str) -> Answers:
    """A shot of ultrasound from bowls of several F-numbers, in skin that damps more and less."""
    found = treated(library, Setup(device="ulthera_4_45"), replace(SETTINGS, numerical_error=True))
    band: Any = found.run.extras
    return flat({one: getattr(band.sound.band, one) for one in ("peak", "place", "volume")})


def of_burn(library: Library, base: Library, name: str) -> Answers:
    """Weeks after a burn of all of the skin, as wide as half a centimetre."""
    known = kept(base, Setup(skin="forearm_iii", condition="atrophic_acne_scar", part=1.0, passes=20, thin=True))
    injury = replace(known.injury, zone_radius=5e-3)
    course = library.healing_model(name).follow(injury, known.condition, (), known.settings.until)
    return {one: course.of(one) for one in course.species}


def of_least(library: Library, base: Library, name: str) -> Answers:
    """Changes against untreated skin that has hardly a scar or a hair: as much as counts, and a little beside."""
    known, own, figures = kept(base, Setup(condition="keloid"), days=180.0), base.figures.scores, library.figures.scores
    found: Answers = {}
    for side in _SIDES:
        hair = np.array(known.untreated.state)
        hair[:, known.untreated.species.index("hair_follicles")] = own.least_hair * side
        scar = _of_scar(known.untreated, own.least_scar * side, base)
        for what, untreated in (("scar", scar), ("hair", replace(known.untreated, state=hair))):
            found[f"{what} x {side}"] = dict(changes(known.healing, untreated, figures))
    return flat(found)


def _of_scar(ill: Healing, mark: float, base: Library) -> Healing:
    """A course between that of healthy and of ill skin whose proxy of the Vancouver scale is a mark."""
    healthy = kept(base, Setup(), days=180.0).untreated.state[0]
    figures, low, high = base.figures.scores, 0.0, 1.0
    for _ in range(_HALVINGS):
        part = 0.5 * (low + high)
        course = replace(ill, state=healthy + part * (ill.state - healthy))
        below = read(course.time, vancouver(course, figures), figures, 0.0) < mark
        low, high = (part, high) if below else (low, part)
    return course
