"""Write docs/healing_dose.md and its pictures: the mouse matrices of energy and density, and broad against fractional.

Run with ``make timing`` or ``python -m tests.validation.healing_dose``. Every number comes from the chain: light, heat,
damage, lattice, injury, healing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from microthermal import catalog
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.response import Healing, Visit
from microthermal.domain.results.zone import Injury
from microthermal.report.drawing.sheet import CYCLE, INK, MUTED, light_grid
from microthermal.simulation.field_run import run_field, run_warmed
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.zones import injury as injury_of
from microthermal.zones import lattice as lattice_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "healing_dose.md"
PICTURES = ROOT / "docs" / "pictures"
DAY = 86400.0
HEALTHY = Condition(name="healthy", title="Healthy skin")
SETTINGS = Settings(numerical_error=False)

# Mouse in telogen (Hansen1984): epidermis 10 µm, corium 250 µm; the horny layer is part of the first, its half assumed.
MOUSE = {"stratum_corneum": 5e-6, "epidermis": 1e-5, "papillary_dermis": 5e-5, "reticular_dermis": 2e-4}
ENERGIES, DENSITIES = (10, 20, 30, 40), (100, 200, 300, 400)  # mJ, 1/cm² (Bae2015)
POWER = 30.0  # W, of a pulse; the studies do not state it
HAIR_DAY = 21.0  # the day on which hair is compared; that of the study is not at hand
CO2, ERBIUM = 10.6e-6, 1.55e-6
_MOST = 0.8  # fraction of the epidermis beyond which a broad beam has killed most of it


def mouse_skin() -> Skin:
    """Layers of the back as thin as those of a mouse; their optics and follicles stay those of man."""
    skin = catalog.skin("back_ii")
    layers = tuple(replace(layer, thickness=MOUSE.get(layer.name, layer.thickness)) for layer in skin.layers)
    return replace(skin, layers=layers)


def microbeam(wavelength: float, energy: float) -> Pulse:
    """Pulse of one microbeam [J], as the classes of devices of the library have it."""
    radius, profile = (60e-6, "flat_top") if wavelength == CO2 else (67.5e-6, "gaussian")
    return Pulse(wavelength=wavelength, energy=energy, duration=energy / POWER, radius=radius, profile=profile)


@lru_cache(maxsize=256)
def _zone(skin: Skin, pulse: Pulse):
    return run_zone(skin, pulse, None, SETTINGS)


def fractional(skin: Skin, pulse: Pulse, density: float) -> tuple[Injury, float]:
    """Injury by a lattice, and its coverage [1]."""
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=density, area=1e-4))
    run, warmth = run_warmed(
        skin, treatment, SETTINGS, lambda skin, pulse, *_: _zone(skin, pulse), run_field, catalog.library()
    )
    lattice = lattice_of(run.zone, treatment.pattern, pulse, run.damage, warmth)
    return injury_of(run.damage, lattice, skin), float(lattice.coverage)


# A broad beam, of which the middle stands for a surface without end: light and heat that leave sideways are missed.
BROAD = 2e-3


def broad(skin: Skin, wavelength: float, fluence: float, duration: float) -> Injury:
    """Injury where an even beam of ``fluence`` [J/m²] falls on the whole surface."""
    pulse = Pulse(
        wavelength=wavelength, energy=fluence * np.pi * BROAD**2, duration=duration, radius=BROAD, profile="flat_top"
    )
    run = _zone(skin, pulse)
    # Discs of four fifths of the beam that leave no gap: 2 / (3 sqrt(3) r²).
    pattern = Pattern(density=2.0 / (3.0 * np.sqrt(3.0) * (0.8 * BROAD) ** 2))
    return injury_of(run.damage, lattice_of(run.zone, pattern, pulse, run.damage), skin)


def follow(injury: Injury, days: float = 180.0) -> Healing:
    return catalog.healing_model().follow_visits((Visit(injury=injury),), HEALTHY, days * DAY)


def hair_gain(injury: Injury) -> float:
    """Change of follicles at work on the day of comparison."""
    course = follow(injury, 28.0)
    return float(np.interp(HAIR_DAY * DAY, course.time, course.of("hair_follicles"))) - 1.0


@lru_cache(maxsize=1)
def mouse_matrix() -> np.ndarray:
    """Hair gain [1] of each energy (row) at each density (column)."""
    skin = mouse_skin()
    beams = [microbeam(CO2, 1e-3 * energy) for energy in ENERGIES]
    return np.array([[hair_gain(fractional(skin, beam, 1e4 * each)[0]) for each in DENSITIES] for beam in beams])


@dataclass(frozen=True)
class Outcome:
    """What a treatment of healthy skin costs: each larger is worse."""

    inflammation: float  # days at level 1
    closed: float  # d
    red: float  # d
    fibrotic: float  # highest fibrotic collagen
    myofibroblasts: float  # days at level 1


SCORES = ("inflammation", "closed", "red", "fibrotic", "myofibroblasts")


def outcome(injury: Injury) -> Outcome:
    """Scores of inflammation, closure and scar over half a year."""
    course = follow(injury)

    def last(name: str, level: float) -> float:
        above = course.time[course.of(name) > level]
        return float(above.max()) / DAY if above.size else 0.0

    def summed(name: str) -> float:
        return float(np.trapezoid(course.of(name), course.time)) / DAY

    return Outcome(
        inflammation=summed("inflammation"), closed=last("open_epidermis", 1e-3), red=last("erythema", 0.1),
        fibrotic=float(course.of("fibrotic_collagen").max()), myofibroblasts=summed("myofibroblasts"),
    )  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A broad beam and the microbeams that it is compared with."""

    title: str
    wavelength: float
    duration: float  # of the broad beam [s]
    energies: tuple[float, ...]  # of a microbeam [mJ]
    fluences: tuple[float, ...]  # J/cm²
    cap: float  # greatest coverage inside the window, set by hand


KINDS = {
    "erbium": Kind("1550 nm, broad pulse of 10 ms", ERBIUM, 1e-2, (6, 10, 20, 40, 70), (5, 10, 12, 15, 20, 25), 0.30),
    "co2": Kind("CO2, broad beam of 0.5 s (burn)", CO2, 0.5, (5, 10, 20, 40, 70, 150), (1, 3, 5, 10, 15), 0.20),
    "peel": Kind("CO2, broad pulse of 1 ms (peel)", CO2, 1e-3, (5, 10, 20, 40, 70, 150), (1, 3, 5, 10, 15), 0.20),
}


@dataclass(frozen=True)
class Pair:
    """The same energy per area, broad and in microbeams of ``energy`` [mJ]."""

    fluence: float
    energy: float
    density: float  # 1/cm²
    coverage: float
    lost: float  # fraction of the epidermis that the broad beam kills
    broad: Outcome
    fractional: Outcome

    def worse(self) -> tuple[str, ...]:
        """Scores in which the broad beam is the worse."""
        return tuple(name for name in SCORES if getattr(self.broad, name) > getattr(self.fractional, name))


@lru_cache(maxsize=8)
def pairs(kind: str, fluences: tuple[float, ...] = (), energies: tuple[float, ...] = ()) -> tuple[Pair, ...]:
    """All pairs whose coverage lies inside the window."""
    one, skin, found = KINDS[kind], catalog.skin("cheek_iii"), []
    for fluence in fluences or one.fluences:
        hurt = broad(skin, one.wavelength, 1e4 * fluence, one.duration)
        whole = outcome(hurt)
        for energy in energies or one.energies:
            density = 1e3 * fluence / energy
            injury, coverage = fractional(skin, microbeam(one.wavelength, 1e-3 * energy), 1e4 * density)
            if coverage <= one.cap:
                found.append(Pair(fluence, energy, density, coverage, hurt.epidermis_open, whole, outcome(injury)))
    return tuple(found)


def wanner() -> tuple[float, float]:
    """Necrotic fraction and fibrotic collagen after three sessions of 8 mJ and 2000 per cm², four weeks apart."""
    injury, _ = fractional(catalog.skin("cheek_iii"), microbeam(ERBIUM, 8e-3), 2000e4)
    visits = tuple(Visit(time=number * 28 * DAY, injury=injury) for number in range(3))
    course = catalog.healing_model().follow_visits(visits, HEALTHY, 270 * DAY)
    return float(injury.necrotic.max()), float(course.of("fibrotic_collagen").max())


def _figure(size: tuple[float, float]):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def matrix_picture(matrix: np.ndarray, path: Path) -> None:
    """The matrix as a map, and each energy over the density."""
    import matplotlib as mpl

    with mpl.rc_context(
        {"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "grid.color": "#E6EAEE"}
    ):
        figure = _figure((10, 4))
        left, right = figure.subplots(1, 2)
        limit = 0.06  # beyond it the map is of one colour
        left.imshow(matrix, origin="lower", cmap="RdBu", vmin=-limit, vmax=limit, aspect="auto")
        for (row, column), value in np.ndenumerate(matrix):
            pale = abs(value) > 0.7 * limit
            text = f"{100 * value:+.1f} %"
            left.text(column, row, text, ha="center", va="center", color="white" if pale else INK)
        left.plot(DENSITIES.index(300), ENERGIES.index(10), "s", ms=46, mfc="none", mec=INK, mew=2)
        left.set_xticks(range(len(DENSITIES)), [str(each) for each in DENSITIES])
        left.set_yticks(range(len(ENERGIES)), [str(each) for each in ENERGIES])
        left.set_xlabel("spots per cm²", color=MUTED)
        left.set_ylabel("mJ a spot", color=MUTED)
        left.set_title("Change of follicles at work, day 21 (frame: best in mice)", loc="left", fontsize=9)
        for number, energy in enumerate(ENERGIES):
            right.plot(DENSITIES, 100 * matrix[number], "o-", color=CYCLE[number], label=f"{energy} mJ")
        right.axhline(0.0, color=MUTED, lw=0.8)
        right.set_xticks(DENSITIES)
        right.set_ylim(-12, 6)
        right.set_xlabel("spots per cm²", color=MUTED)
        right.set_ylabel("change of follicles at work, %", color=MUTED)
        right.set_title("The same, cut off at -12 %", loc="left", fontsize=9)
        right.legend(frameon=False)
        light_grid(right)
        figure.savefig(path, dpi=110)


def burn_picture(path: Path) -> None:
    """Scores over the energy per area, broad and fractional."""
    import matplotlib as mpl

    labels = ("inflammation, days", "open, days", "red, days", "fibrotic collagen")
    with mpl.rc_context(
        {"font.size": 8, "axes.spines.top": False, "axes.spines.right": False, "grid.color": "#E6EAEE"}
    ):
        figure = _figure((11, 7.5))
        grid = figure.subplots(3, 4)
        for line, (kind, one) in zip(grid, KINDS.items(), strict=True):
            found = pairs(kind)
            for axis, score, label in zip(line, SCORES, labels, strict=False):
                whole = {pair.fluence: getattr(pair.broad, score) for pair in found}
                axis.plot(list(whole), list(whole.values()), "s-", color=CYCLE[1], label="broad")
                points = [(pair.fluence, getattr(pair.fractional, score)) for pair in found]
                axis.plot(*zip(*points, strict=True), "o", color=CYCLE[0], ms=4, alpha=0.7, label="fractional")
                axis.set_ylim(bottom=0)
                axis.set_xlabel("J/cm²", color=MUTED)
                axis.set_ylabel(label, color=MUTED)
                light_grid(axis)
            line[0].set_title(one.title, loc="left", fontweight="bold", color=INK)
        grid[0, 0].legend(frameon=False)
        figure.savefig(path, dpi=110)


def _matrix_words(matrix: np.ndarray) -> list[str]:
    best = np.unravel_index(int(matrix.argmax()), matrix.shape)
    rows = [
        f"| {energy} mJ | " + " | ".join(f"{100 * value:+.1f} %" for value in row) + " |"
        for energy, row in zip(ENERGIES, matrix.tolist(), strict=True)
    ]
    return [
        "| | " + " | ".join(f"{each}/cm²" for each in DENSITIES) + " |",
        "|---|" + "---|" * len(DENSITIES),
        *rows,
        "",
        f"Best: {ENERGIES[best[0]]} mJ at {DENSITIES[best[1]]} per cm² ({100 * matrix.max():+.1f} %); at 10 mJ",
        f"{DENSITIES[int(matrix[0].argmax())]} per cm² ({100 * matrix[0].max():+.1f} %); at 300 per cm² "
        f"{ENERGIES[int(matrix[:, 2].argmax())]} mJ.",
        "In mice 10 mJ at 300 per cm² was best (Bae2015, twelve mice; no table at hand). One coefficient",
        "(`follicle_inflammation_half`) was set on that finding, so this is no independent test of it. The matrix of",
        "WuYF2015 (1550 nm) is not at hand; only its finding is, that moderate inflammation wakes hair and intense",
        "inflammation ulcerates.",
    ]


@dataclass(frozen=True)
class Row:
    """A broad beam of one fluence against all microbeams of the same energy in the window."""

    title: str
    fluence: float
    lost: float
    settings: int
    wins: int
    missing: tuple[str, ...]


def _rows() -> list[Row]:
    found = []
    for kind, one in KINDS.items():
        for fluence in one.fluences:
            if same := [pair for pair in pairs(kind) if pair.fluence == fluence]:
                wins = sum(len(pair.worse()) == len(SCORES) for pair in same)
                missing = tuple(sorted({name for pair in same for name in set(SCORES) - set(pair.worse())}))
                found.append(Row(one.title, fluence, same[0].lost, len(same), wins, missing))
    return found


def _burn_words(rows: list[Row]) -> list[str]:
    return [
        "| beams | J/cm² | epidermis that the broad beam kills | fractional settings in the window "
        "| broad worse in all scores | else not in |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.title} | {one.fluence:g} | {100 * one.lost:.0f} % | {one.settings} | {one.wins} | "
            f"{', '.join(one.missing) or '-'} |"
            for one in rows
        ),
    ]


def rule_words(rows: list[Row]) -> list[str]:
    """What the rows say of the rule that a broad beam is worse; no word of it is typed beforehand."""
    harmless = [one for one in rows if one.lost == 0.0]
    said = ["**Below its threshold a broad beam hurts nothing**, and then spreading the light thin is harmless: none"]
    said.append(f"of {sum(one.settings for one in harmless)} fractional settings is better in every score.")
    if any(one.wins for one in harmless):
        raise ValueError("a broad beam that kills nothing is worse than microbeams in every score")
    burnt = [one for one in rows if one.lost > _MOST]
    said.append(
        f"Once most of the epidermis dies, it is worse in every score than {sum(one.wins for one in burnt)} of "
        f"{sum(one.settings for one in burnt)} fractional settings in the window."
    )
    said += [
        f"The rule does not hold for {one.title}, at {one.fluence:g} J/cm²: some microbeams are worse in "
        f"{', '.join(one.missing)}."
        for one in burnt
        if one.missing
    ]
    said.append("A short broad CO2 pulse is no burn but a peel: most of its energy leaves with the steam.")
    return said


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    matrix = mouse_matrix()
    matrix_picture(matrix, PICTURES / "healing_matrix.png")
    burn_picture(PICTURES / "healing_burn.png")
    dead, scar = wanner()
    rows = _rows()
    lines = [
        "# Dose and healing",
        "",
        "Energy and density through the whole chain: light, heat, damage, lattice, injury, healing. Written by",
        "`make timing`; nobody types its numbers.",
        "",
        "## Hair in mice: moderate beats both extremes",
        "",
        "Fractional CO2 on skin as thin as that of a mouse in telogen (epidermis 10 µm, dermis 250 µm, Hansen1984;",
        "optics are those of man). Change of follicles at work on day 21:",
        "",
        *_matrix_words(matrix),
        "",
        "![Hair over energy and density](pictures/healing_matrix.png)",
        "",
        "## The same energy per area, broad and fractional",
        "",
        "A broad even beam against microbeams of the same J/cm² on the cheek; settings whose coverage lies beyond the",
        "window (30 % for 1550 nm, 20 % for CO2) are left out. Scores: inflammation, days until closed, days of",
        "redness, fibrotic collagen, myofibroblasts.",
        "",
        *_burn_words(rows),
        "",
        *rule_words(rows),
        "",
        "![Broad against fractional](pictures/healing_burn.png)",
        "",
        "## Repeated sessions",
        "",
        f"Three sessions of 8 mJ at 2000 per cm² (Wanner2007: no scar in 50) kill {100 * dead:.1f} % of the worst",
        f"layer each and leave at most {100 * scar:.2f} % of fibrotic collagen, {2 * scar:.3f} steps of height on the",
        "Vancouver scale: nothing to be seen.",
        "",
    ]  # fmt: skip
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
