"""Write docs/healing_timing.md and its pictures: what studies saw beside the cascade, for the best draw and all draws.

Run with ``make timing`` or ``python -m tests.validation.healing_timing``.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from microthermal import catalog
from microthermal.catalog.calibration import evidence, healing_grades, healing_posterior, healing_priors
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Visit
from microthermal.healing.calibration.features import Observation, expected
from microthermal.healing.calibration.likelihood import Judge
from microthermal.healing.calibration.posterior import band_of
from microthermal.healing.persons import courses, like_in_all_else
from microthermal.report.drawing.sheet import CYCLE, INK, MUTED, light_grid
from microthermal.simulation.follow_up import uninjured

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "healing_timing.md"
PICTURES = ROOT / "docs" / "pictures"
DAY = 86400.0
HEALTHY = Condition(name="healthy", title="Healthy skin")
PANELS = (
    ("TNF and IL-1β, IL-6, IL-8", ("cytokines", "interleukin_6", "chemokines")),
    ("Neutrophils, macrophages", ("neutrophils", "inflammatory_macrophages", "repair_macrophages")),
    ("T cells", ("t_cells", "regulatory_t_cells")),
    ("Heat-shock proteins", ("hsp70", "hsp47")),
    ("Proteases", ("mmp1", "mmp9", "timp1")),
    ("Matrix cells", ("fibroblasts", "myofibroblasts")),
    ("Procollagen", ("procollagen",)),
    ("New collagen", ("new_collagen_3", "new_collagen_1")),
    ("Vessels, redness, swelling", ("vessels", "erythema", "oedema")),
    ("Surface", ("open_epidermis", "open_channels")),
    ("TGF-β1, VEGF", ("tgf_b1", "vegf")),
    ("Follicles", ("wnt", "hair_follicles", "hair_shaft")),
)
# Hours and months fit on one axis only if it is logarithmic.
TICKS = {0.125: "3 h", 0.5: "12 h", 1: "1 d", 3: "3", 7: "7", 14: "14", 30: "30", 90: "90", 180: "180"}
FIRST = 0.08
# Room above the curves for bars and names, as a fraction of the highest level.
ROOM = 1.7


def rows(draws: int | None = None) -> list[tuple[Observation, float, float, float, float]]:
    """Each observation with the feature of the library's values and its 5, 50 and 95 % points over the draws."""
    seen, priors, posterior = evidence(), healing_priors(), healing_posterior()
    cascade = catalog.healing_model()
    judge = Judge(cascade, seen, priors)
    own = {level.name: level.value for level in cascade.parameters}
    best = judge.features(judge.places(own))
    values = posterior.values[:draws]
    names = posterior.names
    spread = np.array(
        [judge.features(judge.places(own | dict(zip(names, row.tolist(), strict=True)))) for row in values]
    )
    low, middle, high = np.quantile(spread, [0.05, 0.5, 0.95], axis=0)
    return list(zip(seen.observations, best.tolist(), low.tolist(), middle.tolist(), high.tolist(), strict=True))


def timed(observation: Observation) -> bool:
    return observation.feature in ("peak_time", "fade_time")


def shown(observation: Observation, value: float) -> str:
    """A time in hours or days, a change as a factor, a fraction as a number."""
    if timed(observation):
        seconds = math.exp(value)
        return f"{seconds / 3600:.1f} h" if seconds < 1.5 * DAY else f"{seconds / DAY:.1f} d"
    if observation.feature in ("change", "rebound"):
        return f"× {math.exp(value):.2f}"
    return f"{value:.2f}"


def holds(observation: Observation, value: float) -> bool:
    """Whether a feature lies within two spreads of what was seen (on its side, for a sign)."""
    distance = (value - expected(observation)) / observation.spread
    if observation.side == "equal":
        return abs(distance) <= 2.0
    return (distance if observation.side == "above" else -distance) >= -1.0


def line(row: tuple[Observation, float, float, float, float]) -> str:
    observation, best, low, _, high = row
    sign = {"equal": "", "above": "at least ", "below": "at most "}[observation.side]
    seen = f"{sign}{shown(observation, expected(observation))}"
    cells = (
        observation.name, observation.exposure, f"{observation.source} ({observation.seen_in})", seen,
        shown(observation, best), f"{shown(observation, low)} to {shown(observation, high)}",
        "yes" if holds(observation, best) else "**no**",
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def picture(exposure: str, path: Path) -> None:
    """Courses after one exposure with their band, and the windows in which studies saw peaks."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    found = evidence()
    (one,) = (item for item in found.exposures if item.name == exposure)
    visit = (Visit(injury=one.injury),)
    who, nothing = like_in_all_else(healing_posterior()), uninjured(visit[0].injury)
    spread = band_of(courses(catalog.healing_model(), who, visit, nothing, HEALTHY, 180 * DAY))
    # Peaks of fractional treatments stand for each other; those of a whole resurfaced face do not.
    shown_peaks = tuple(each for each in found.observations if each.exposure in (exposure, "nafl", "afl"))
    style = {"font.size": 8, "axes.spines.top": False, "axes.spines.right": False, "grid.color": "#E6EAEE"}
    with mpl.rc_context(style):
        figure = Figure(figsize=(11, 11.5), layout="constrained")
        FigureCanvasAgg(figure)
        for axis, (title, species) in zip(figure.subplots(4, 3).ravel(), PANELS, strict=True):
            panel(axis, title, species, spread, shown_peaks)
        title = "median and band of nine tenths of the draws; bars: when studies saw the peak"
        figure.suptitle(f"{one.title}: {title}", fontsize=10)
        figure.savefig(path, dpi=110)


def panel(axis, title: str, species: tuple[str, ...], spread, observations: tuple[Observation, ...]) -> None:
    """Curves of some species on a logarithmic axis of time."""
    grades = healing_grades(catalog.healing_model())
    days = spread.time / DAY
    shown_days = days >= FIRST
    top = max(float(spread.high[shown_days, spread.species.index(name)].max()) for name in species)
    for number, name in enumerate(species):
        column, colour = spread.species.index(name), CYCLE[number]
        label = name.replace("_", " ") + (" (scenario)" if grades.get(name) == "scenario" else "")
        axis.fill_between(days, spread.low[:, column], spread.high[:, column], color=colour, alpha=0.15, lw=0)
        axis.plot(days, spread.median[:, column], color=colour, label=label)
        for observation in observations:
            if observation.species == name and observation.feature == "peak_time":
                middle, wide = observation.value / DAY, math.exp(observation.spread)
                height = top * (1.05 + 0.05 * number)
                axis.plot((middle / wide, middle * wide), (height, height), color=colour, lw=3, solid_capstyle="butt")
    axis.set_xscale("log")
    axis.set_xlim(FIRST, 180)
    axis.set_xticks(list(TICKS), list(TICKS.values()))
    axis.minorticks_off()
    axis.set_ylim(0, ROOM * top)
    axis.set_title(title, loc="left", fontweight="bold", color=INK)
    axis.set_xlabel("hours, then days after the laser", color=MUTED)
    axis.legend(frameon=False, fontsize=7.5, loc="upper right")
    light_grid(axis)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    found = rows()
    kept = sum(holds(row[0], row[1]) for row in found)
    lines = [
        "# Timing of healing",
        "",
        "What studies saw beside what the cascade gives: written by `make timing`; nobody types its numbers. The",
        "values were **calibrated on these same findings** (`make calibrate`): the table shows what one set of",
        "coefficients can hold together, it is not a validation. `holds`: within two spreads of the finding, or for a",
        "sign within one.",
        "",
        f"{kept} of {len(found)} hold for the library's values. The band is that of nine tenths of the draws.",
        "",
        "| finding | exposure | source (seen in) | seen | library | band | holds |",
        "|---|---|---|---|---|---|---|",
        *(line(row) for row in found),
        "",
    ]
    for exposure, title in (("nafl", "After a non-ablative treatment"), ("afl", "After an ablative treatment")):
        picture(exposure, PICTURES / f"healing_{exposure}.png")
        lines += [f"## {title}", "", f"![Courses of healing](pictures/healing_{exposure}.png)", ""]
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    print(f"{kept} of {len(found)} findings hold")
    for row in found:
        if not holds(row[0], row[1]):
            print("  no:", row[0].name, shown(row[0], row[1]), "seen", shown(row[0], expected(row[0])))


if __name__ == "__main__":
    main()
