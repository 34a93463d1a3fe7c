"""Metrics of healing: inflammation, T cells, vessels, collagen, scar and hair, against the same skin untreated.

Days are counted from the last treatment, laser or dose: `course_means.judged_from`.
"""

from __future__ import annotations

from microthermal.healing.calibration.posterior import Ensemble
from microthermal.healing.person_scores import responders
from microthermal.healing.readings import read, unread
from microthermal.healing.scores import burden, changes, fibrosis, filled, mean_excess, returned, type_ratio
from microthermal.planning.course_means import judged_from, mean_of, mean_ratio, unfollowed, untreated_of
from microthermal.planning.metrics import Number, metric
from microthermal.simulation.records import Simulation
from microthermal.units import day


@metric(
    "perfusion_gain", unit="1", grade="assumed",
    meaning="blood flow of the dermis, mean of days 3 to 28, against untreated", persons=True,
)  # fmt: skip
def perfusion_gain(simulation: Simulation) -> Number:
    return Number(mean_ratio(simulation, "perfusion", 3 * day, 28 * day), undefined=unfollowed(simulation, 28 * day))


@metric(
    "inflammation_burden",
    unit="s",
    grade="assumed",
    meaning="inflammation above untreated, times its time",
    persons=True,
)
def inflammation_burden(simulation: Simulation) -> float:
    return burden(simulation.healing, simulation.untreated, "inflammation")


@metric(
    "inflammation_late",
    unit="1",
    grade="assumed",
    meaning="T cells from week 8 to the end, against untreated",
    persons=True,
)
def inflammation_late(simulation: Simulation) -> Number:
    """What is left of the infiltrate when the acute phase is over."""
    return Number(mean_ratio(simulation, "t_cells", 56 * day, 180 * day), undefined=unfollowed(simulation, 63 * day))


@metric("t_cell_burden", unit="1", grade="assumed", meaning="T cells above healthy, mean of the course", persons=True)
def t_cell_burden(simulation: Simulation) -> float:
    return mean_excess(simulation.healing, "t_cells")


@metric(
    "t_cell_drop",
    unit="%",
    grade="assumed",
    meaning="fall of dermal T cells, mean of eight weeks, against untreated",
    persons=True,
)
def t_cell_drop(simulation: Simulation) -> Number:
    """Fall of the T cells over eight weeks; a rise by recruitment counts as negative."""
    return Number(1 - mean_ratio(simulation, "t_cells", 0.0, 56 * day), undefined=unfollowed(simulation, 56 * day))


@metric("mmp9_peak", unit="1", grade="assumed", meaning="peak of MMP-9, against untreated", persons=True)
def mmp9_peak(simulation: Simulation) -> float:
    """Peak of the gelatinase that clears denatured collagen."""
    return float((simulation.healing.of("mmp9") / untreated_of(simulation, "mmp9")).max())


@metric(
    "tgf_b1_late",
    unit="1",
    grade="assumed",
    meaning="active TGF-β1 from day 60 to 120, against untreated",
    persons=True,
)
def tgf_b1_late(simulation: Simulation) -> Number:
    """Whether the fibrotic signal has come down after the acute phase."""
    return Number(mean_ratio(simulation, "tgf_b1", 60 * day, 120 * day), undefined=unfollowed(simulation, 120 * day))


@metric(
    "new_collagen", unit="%", grade="assumed",
    meaning="new collagen I and III at day 90, as a fraction of native collagen", persons=True,
)  # fmt: skip
def new_collagen(simulation: Simulation) -> Number:
    start, end = (judged_from(simulation) + moment for moment in (85 * day, 95 * day))
    one, three = (mean_of(simulation.healing, f"new_collagen_{kind}", start, end) for kind in (1, 3))
    return Number(one + three, undefined=unfollowed(simulation, 95 * day))


@metric("collagen_ratio", unit="1", grade="assumed", meaning="collagen III over I at the end", persons=True)
def collagen_ratio(simulation: Simulation) -> float:
    return float(type_ratio(simulation.healing, simulation.library.figures.scores)[-1])


@metric(
    "fibrosis_index",
    unit="1",
    grade="assumed",
    meaning="fibrotic collagen and myofibroblasts at the end, 0 = healthy",
    persons=True,
)
def fibrosis_index(simulation: Simulation) -> float:
    return float(fibrosis(simulation.healing)[-1])


@metric(
    "fibrotic_fall", unit="%", grade="assumed",
    meaning="fall of fibrotic collagen in months 1 to 3, against untreated", concern="scar", persons=True,
)  # fmt: skip
def fibrotic_fall(simulation: Simulation) -> Number:
    """How much of the fibrotic collagen is gone; of next to none, as a fraction of the least that can be compared."""
    figures, since = simulation.library.figures.scores, judged_from(simulation)
    least, both = figures.least_fibrosis, (simulation.untreated, simulation.healing)
    before, after = (read(course.time, course.of("fibrotic_collagen"), figures, since) for course in both)
    without = "" if before >= least else "skin without fibrotic collagen"
    short = unread(simulation.healing.time, figures, since)
    return Number((before - after) / max(before, least), undefined=without or short)


@metric(
    "scar_change",
    unit="%",
    grade="assumed",
    meaning="change of the Vancouver proxy in months 1 to 3, against untreated",
    persons=True,
)
def scar_change(simulation: Simulation) -> Number:
    """Change of the Vancouver proxy: pliability, height, redness."""
    return _change(simulation, "scar_change")


@metric(
    "hair_density_change", unit="%", grade="assumed",
    meaning="change of the density of hairs in months 1 to 3, against untreated", persons=True,
)  # fmt: skip
def hair_density_change(simulation: Simulation) -> Number:
    return _change(simulation, "hair_density_change")


@metric(
    "hair_calibre_change", unit="%", grade="scenario", concern="hair",
    meaning="change of the calibre of hairs in months 1 to 3, against untreated", persons=True,
)  # fmt: skip
def hair_calibre_change(simulation: Simulation) -> Number:
    return _change(simulation, "hair_calibre_change")


@metric(
    "hair_return", unit="%", grade="scenario", concern="hair",
    meaning="hairs of months 1 to 3 that are lost again at the end, of untreated", persons=True,
)  # fmt: skip
def hair_return(simulation: Simulation) -> Number:
    """Relapse: below 0 where the gain goes on."""
    return _returned(simulation, "hair", "hair_density_change")


@metric(
    "scar_return", unit="%", grade="scenario", concern="scar",
    meaning="what of the Vancouver proxy comes back from months 1 to 3 to the end, of untreated", persons=True,
)  # fmt: skip
def scar_return(simulation: Simulation) -> Number:
    """Recurrence: below 0 where the scar goes on falling."""
    return _returned(simulation, "scar", "scar_change")


@metric(
    "scar_fill", unit="%", grade="assumed", concern="scar",
    meaning="missing collagen that is back in months 1 to 3, at most all", persons=True,
)  # fmt: skip
def scar_fill(simulation: Simulation) -> Number:
    """How far a sunken scar is filled."""
    figures, since = simulation.library.figures.scores, judged_from(simulation)
    found = filled(simulation.healing, simulation.untreated, figures, since)
    without = "skin that lacks no collagen" if found is None else ""
    return Number(found or 0.0, undefined=without or unread(simulation.healing.time, figures, since))


@metric(
    "response_rate", unit="%", grade="scenario", short="respond",
    meaning="fraction of persons in whom at least half of what was amiss is gone at the end, treatment or not",
    persons="together",
)  # fmt: skip
def response_rate(simulation: Simulation, whole: Ensemble) -> Number:
    """Fraction of persons who respond; those whose disease ends by itself are among them, as in trials."""
    found = responders(whole, simulation.condition, simulation.library.figures)
    return Number(found.value, band=(found.low, found.high), undefined=found.undefined)


def _returned(simulation: Simulation, what: str, change: str) -> Number:
    figures = simulation.library.figures.scores
    found = returned(simulation.healing, simulation.untreated, figures, judged_from(simulation))
    return Number(found[what], undefined=_change(simulation, change).undefined)


def _change(simulation: Simulation, score: str) -> Number:
    figures, since = simulation.library.figures.scores, judged_from(simulation)
    found = changes(simulation.healing, simulation.untreated, figures, since)[score]
    return Number(found.value, undefined=found.undefined)
