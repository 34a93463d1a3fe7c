"""What is asked of figures: by the name of each file of them, a stage, and treatments that it moves."""

from __future__ import annotations

from functools import partial
from typing import Final

from chores.numbers.answers import Question
from chores.numbers.asked import of_figures, of_ranges, of_records
from chores.numbers.asking import SETTINGS, Setup

_SCENARIOS: Final = tuple(
    (f"scenarios of {setup.words}", partial(of_figures.of_scenarios, setup, SETTINGS.cell))
    for setup in of_figures.SCENARIOS
)
# In a clogged channel one pulse breaks one coarse cell of fat, whatever it costs; finer cells tell.
_FINE: Final = 5e-6
_FINELY: Final = (
    f"scenarios of {of_figures.INTO_THIN.words}, fine cells",
    partial(of_figures.of_scenarios, of_figures.INTO_THIN, _FINE),
)
OF_FIGURES: dict[str, tuple[tuple[str, Question], ...]] = {
    "aftercare": (("calendar", of_figures.of_calendar),),
    "gate": (("calendar", of_figures.of_calendar),),
    "breakdown": (),
    "fitting": (("fit", of_records.of_fitting),),
    "histology": (("histology", of_figures.of_histology),),
    "low_level": (("report", of_figures.of_low_level),),
    "open_scattering": (("scattering", of_ranges.of_scattering), *_SCENARIOS),
    "pain": (("metrics", of_figures.of_pigment),),
    "needles": (("needles", of_figures.of_needles),),
    "persons": (("persons", of_figures.of_persons),),
    "pigment_classes": (("metrics", of_figures.of_pigment),),
    "pigment_levers": (("metrics", of_figures.of_pigment),),
    "pigment_risk": (("metrics", of_figures.of_pigment),),
    "pressing": _SCENARIOS,
    "scenarios": (("settings", of_records.of_steps), *_SCENARIOS, _FINELY),
    "scores": (
        ("scores", of_figures.of_scores),
        ("changes that can be told", of_ranges.of_least),
        ("counts before to after", of_figures.of_counts),
    ),
    "sound": (("layers", of_ranges.of_muscle),),
    "supply": (("supply", of_figures.of_supply),),
    "timing": (("days of injection", of_figures.of_timing), ("thinning", of_figures.of_thinning)),
    "timing_ends": (("days of injection", of_figures.of_timing),),
}
_PICO = ("picosure_focus_755", "picoway_resolve_1064", "picoway_resolve_532", "qs_nd_yag_1064", "discovery_pico_1064")
FIGURES_TREATED: dict[str, tuple[Setup, ...]] = {
    "breakdown": (
        *(Setup(device=one, part=part) for one in _PICO for part in (0.5, 1.0)),
        Setup(device="picosure_focus_755", goal="acne_scar"),
        Setup(device="picosure_focus_755", skin="cheek_i", part=0.0),
    ),
    "sound": (
        Setup(device="ulthera_4_45"), Setup(device="ultraformer_4_45"),
        Setup(device="ulthera_4_45", skin="cheek_i", part=1.0),
    ),
}  # fmt: skip
