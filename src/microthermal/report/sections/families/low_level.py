"""Low-level light: its dose at depth by session and week, how little it warms, and what trials counted."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.exposures.illumination import Illumination
from microthermal.domain.results.extras.light_dose import LightDose
from microthermal.report.blocks import PageBlock, Picture, Table, Words, cells
from microthermal.report.drawing.sheet import BLUE, FAINT, LEFT, MUTED, VERMILION, light_grid, sheet
from microthermal.report.sections import section
from microthermal.report.wording import simulation_of
from microthermal.simulation.exposures.dose_run import greatest_rise, session_fluence
from microthermal.simulation.records import Simulation
from microthermal.units import show

_COLUMNS = ("phototype", "bulge, a session", "papilla, a session", "bulge, a week", "papilla, a week")


@section("low_level", title="Low-level light at depth", order=51, of=simulation_of)
def low_level_section(simulation: Simulation) -> PageBlock | None:
    """Dose against depth, by phototype; the bound on warming; trials beside it."""
    extras, light = simulation.run.extras, simulation.treatment.exposure
    if extras is None or extras.dose is None or not isinstance(light, Illumination):
        return None
    dose, fluence = extras.dose, session_fluence(simulation)
    parts = (_picture(simulation, dose, fluence), _doses(simulation, dose, fluence, light), _trials(simulation),
             Words(_reading(simulation), "small"))  # fmt: skip
    everywhere, in_spot = greatest_rise(simulation)
    lead = (
        f"A session gives {show(fluence, 'J/m**2')} to the surface, as a mean over the skin; it warms the skin by less "
        f"than {show(everywhere, 'delta_degC', 2)}, under a beam by less than {show(in_spot, 'delta_degC', 2)}."
    )
    return PageBlock(parts, lead=lead)


def _picture(simulation: Simulation, dose: LightDose, fluence: float) -> Picture:
    places = (("bulge", dose.bulge), ("hair papilla", dose.papilla))
    told = "; ".join(
        f"{name} at {show(depth, 'm')}: {show(fluence * float(np.interp(depth, dose.z, dose.gain)), 'J/m**2')}"
        for name, depth in places
    )
    alt = f"Dose of one session against depth: {told}."
    caption = (
        "Line: this skin, with two standard errors of the photon walk. Dots: the same skin with the epidermis of each "
        "phototype, I above to VI below. Dashed: what falls on the surface. Just below the surface the dose is higher, "
        "because light that is turned back passes the same place again."
    )
    return Picture(_drawn(simulation, dose, fluence), "Dose of a session at depth", alt, caption)


def _drawn(simulation: Simulation, dose: LightDose, fluence: float) -> str:
    depth, curve, band = 1e3 * dose.z, 1e-4 * fluence * dose.gain, 2e-4 * fluence * dose.error
    with sheet("low_level", 760, 340, (LEFT, 12.0, 24.0, 42.0)) as page:
        axes = page.figure.subplots()
        axes.fill_between(depth, np.maximum(curve - band, 1e-3 * curve), curve + band, color=FAINT, label="_error")
        axes.plot(depth, curve, color=BLUE, label=f"phototype {simulation.skin.phototype}")
        axes.axhline(1e-4 * fluence, color=MUTED, linewidth=0.8, linestyle="--", label="_surface")
        top = 1.35 * float(np.max(1e-4 * fluence * np.concatenate((dose.gain, dose.at_bulge, dose.at_papilla))))
        for name, place, gains in (
            ("bulge", dose.bulge, dose.at_bulge),
            ("hair papilla", dose.papilla, dose.at_papilla),
        ):
            axes.axvline(1e3 * place, color=MUTED, linewidth=0.8, linestyle=":")
            axes.text(1e3 * place, top, f" {name}", color=MUTED, fontsize=8, ha="left", va="top")
            axes.plot([1e3 * place] * gains.size, 1e-4 * fluence * gains, "o", color=VERMILION, markersize=3.5,
                      linestyle="none", label=f"_{name}, phototypes I to VI")  # fmt: skip
        axes.set(xlim=(0, float(depth[-1])), ylim=(0, top), xlabel="depth [mm]", ylabel="dose of a session [J/cm²]")
        light_grid(axes)
    return page.svg


def _doses(simulation: Simulation, dose: LightDose, fluence: float, light: Illumination) -> Table:
    rows = []
    for phototype, bulge, papilla in zip(dose.phototypes, dose.at_bulge, dose.at_papilla, strict=True):
        own = " (this skin)" if phototype == simulation.skin.phototype else ""
        doses = [fluence * float(gain) * times for times in (1.0, light.per_week) for gain in (bulge, papilla)]
        rows.append(cells(f"{phototype}{own}", *(show(one, "J/m**2") for one in doses)))
    caption = f"Doses with the epidermis of each phototype; {show(light.per_week, '1')} sessions a week."
    return Table(_COLUMNS, tuple(rows), caption, numeric=(1, 2, 3, 4))


def _trials(simulation: Simulation) -> Table:
    known = simulation.library.ends.low_level

    def hairs(density: float) -> str:
        return f"{1e-4 * density:.1f}"

    over_sham = f"{hairs(known.gain)} ({hairs(known.gain_low)} to {hairs(known.gain_high)})"
    by_sham = f"{hairs(known.sham_low)} to {hairs(known.sham_high)}"
    rows = (
        cells("gained over sham, mean of 9 trials", over_sham, "Meng 2020; other devices, doses and sessions"),
        cells("gained by sham itself", by_sham, "its arms; one lost 7.6"),
        cells("gained over minoxidil, with minoxidil", "none shown", f"one trial of 54, P {known.null_chance:.2f}"),
    )  # fmt: skip
    caption = "Scenario: what others counted, in androgenetic alopecia. Nothing of it is simulated here."
    return Table(("hairs per cm²", "", "from"), rows, caption, numeric=(1,))


def _reading(simulation: Simulation) -> str:
    known = simulation.library.ends.low_level
    surface = f"{show(known.dose_low, 'J/m**2')} to {show(known.dose_high, 'J/m**2')}"
    return (
        f"Reviews recommend {surface} on the surface in a session; how hair answers to a dose nobody has measured, and "
        "mean doses of cleared devices differ sixty-fold. Light falls evenly here: under one beam of few it is "
        "higher for a moment. Hair that shades the scalp is left out. The bound on warming counts steady light, still "
        "air and the least conductivity of the layers."
    )
