"""Questions to what figures are for: supply, calendar, pigment, scenarios, days of injection, histology."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from chores.numbers.answers import Answers, flat
from chores.numbers.asking import SETTINGS, Setup, told, treated
from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.healing.scores import point
from microthermal.healing.supply import supply
from microthermal.planning.beside.before_after import as_counted
from microthermal.planning.injection_day.curve import TimingCurve, timing, usual_goal
from microthermal.planning.injection_day.scenarios import timing_scenarios, varied_dose
from microthermal.planning.injection_day.words import best_days
from microthermal.planning.metrics import metrics
from microthermal.planning.window.calendar import calendar
from microthermal.planning.window.retreatment import gate
from microthermal.planning.window.targets import plexus_depth
from microthermal.planning.window.verdicts import outcome
from microthermal.report.sections.families import low_level
from microthermal.simulation.chain import simulate
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import changed, heated, scenarios_of
from microthermal.units import DAY
from microthermal.web.pages import injection
from microthermal.zones.histology import as_histology

_PHOTOTYPES = ("i", "ii", "iii", "iv", "v", "vi")
# A channel into fat, of several pulses; skin that is thinner than usual.
INTO_FAT = Setup(device="er_yag_2940", skin="forearm_iii", condition="atrophic_acne_scar", stack=5, part=1.0)
INTO_THIN = INTO_FAT._replace(thin=True, stack=10)
SCENARIOS = (
    *(Setup(device=one) for one in ("er_glass_1550", "fractional_co2", "er_yag_2940", "nd_yag_1064", "ulthera_4_45")),
    Setup(device="fraxel_dual_1550"), INTO_FAT, INTO_THIN,
)  # fmt: skip
_OF_CLASSES = ("fractional_co2", "er_yag_2940", "er_glass_1550", "thulium_1927", "picosure_focus_755")


@lru_cache(maxsize=64)
def kept(library: Library, setup: Setup, persons: int = 0, days: float = 60.0) -> Simulation:
    """A treatment that is simulated once for all values that come after it."""
    return treated(library, setup, replace(SETTINGS, persons=persons, until=days * DAY))


def of_another(found: Simulation, library: Library) -> Simulation:
    """A simulation as another library judges it; nothing of it is simulated again.

    The digest of the library goes with it: what is kept of a simulation is found by all of it but the library itself.
    """
    return replace(found, stamp=replace(found.stamp, library=library, library_digest=library.digest))


def of_supply(library: Library, base: Library, name: str) -> Answers:
    """Blood, oxygen and nutrients at depth."""
    found = of_another(kept(base, Setup(skin="scalp_iii", condition="androgenetic_alopecia")), library)
    skin = affected(found.skin, found.condition)
    plexus = plexus_depth(found.skin, found.condition, library)
    return flat(supply(found.healing, skin, found.zone.depth.value, library.figures.supply, plexus=plexus))


def of_calendar(library: Library, base: Library, name: str) -> Answers:
    """Gates and dates after each class of device."""
    answers: Answers = {}
    for device in (*_OF_CLASSES, "nd_yag_1064"):
        found = of_another(kept(base, Setup(device=device)), library)
        goal = base.entries["goal/acne_scar"].record
        judged = outcome(found)
        gates = gate(found), gate(found, 0.5 * DAY)
        answers[device] = (calendar(found, judged, goal), told(library, Setup(), found), gates)
    return flat(answers)


def of_pigment(library: Library, base: Library, name: str) -> Answers:
    """Pain and pigment, of one visit and of three, of each class of device in each phototype."""
    asked = [Setup(device=device, skin="cheek_v") for device in _OF_CLASSES]
    asked += [Setup(skin=f"cheek_{phototype}") for phototype in _PHOTOTYPES]
    asked.append(Setup(device="fractional_co2", drug="triamcinolone", condition="keloid", skin="back_v"))
    answers: Answers = {}
    for setup in asked:
        found = of_another(kept(base, setup), library)
        for metric in ("pain", "pigment_risk"):
            answers[f"{setup.device} {setup.skin} {setup.drug}/{metric}"] = metrics[metric](found)
        answers[f"{setup.device} {setup.skin} {setup.drug}/course"] = metrics["pigment_course"](found, visits=3)
    return flat(answers)


def of_scores(library: Library, base: Library, name: str) -> Answers:
    """Scores of the weeks after one treatment of each condition, followed for half a year."""
    answers: Answers = {}
    for condition in ("keloid", "atrophic_acne_scar", "androgenetic_alopecia", "alopecia_areata"):
        site = "scalp_iii" if "alopecia" in condition else "cheek_iii"
        found = of_another(kept(base, Setup(skin=site, condition=condition), days=180.0), library)
        answers[condition] = told(library, Setup(), found)
    return flat(answers)


def of_needles(library: Library, base: Library, name: str) -> Answers:
    """Weeks after one round of injections into skin that no laser hurt."""
    setup = Setup(skin="scalp_iii", condition="androgenetic_alopecia", drug="prp", spacing=5e-3)
    found = treated(library, setup, replace(SETTINGS, persons=0, until=60 * DAY))
    return flat({"crushed": found.deliveries[0].spread.crushed, "healing": found.healing})


def of_counts(library: Library, base: Library, name: str) -> Answers:
    """A change of hairs as trials count it before to after."""
    change = point(0.05, "%", "change of hairs")
    return flat({"counted": as_counted(change, library.figures.scores)})


def over_persons(library: Library, setup: Setup) -> Answers:
    """Metrics of one treatment over persons."""
    found = treated(library, setup, replace(SETTINGS, persons=12, until=180 * DAY))
    return flat({one.metric: one.estimate for one in outcome(found).results})


def of_persons(library: Library, base: Library, name: str) -> Answers:
    """Metrics over persons."""
    answers: Answers = {}
    for condition, drug in (("alopecia_areata", "triamcinolone"), ("keloid", "triamcinolone")):
        setup = Setup(skin="scalp_iii", condition=condition, drug=drug)
        found = of_another(kept(base, setup, persons=6), library)
        answers |= {f"{condition}/{one.metric}": one.estimate for one in outcome(found).results}
    return flat(answers)


def of_scenarios(setup: Setup, cell: float, library: Library, base: Library, name: str) -> Answers:
    """Zone, light and balance of heat of a treatment under every scenario, on cells of a size [m]."""
    answers: Answers = {}
    known = kept(base, setup)
    for one in scenarios_of(known.treatment.pulse, library):
        skin, treatment, used = changed(one, known.skin, known.treatment, library)
        asked = heated(one, replace(known.settings, cell=cell), treatment.pulse, used)
        found = simulate(skin, treatment, known.condition, asked, library=used)
        answers[one.name] = (found.zone, found.run.deposited.energy, found.run.balance)
    return flat(answers)


def of_timing(library: Library, base: Library, name: str) -> Answers:
    """Benefit and harm of an injection against its day, in a few scenarios, and the days that are best."""
    setup = Setup(skin="back_iii", device="fractional_co2", condition="keloid", drug="triamcinolone")
    found = of_another(kept(base, setup), library)
    days = np.array([-DAY, 0.0, 0.25 * DAY, 3 * DAY])
    goal, scenarios = usual_goal("keloid"), timing_scenarios(3, library)
    curve = timing(found, goal, days, scenarios)
    fields: dict[str, Any] = {one: getattr(curve, one) for one in ("benefit", "harm", "leak", "thinning", "acting")}
    bottom, dose = found.skin.depth_of("dermis")[1], found.treatment.injections[0]
    fields["needle"] = tuple(varied_dose(dose, one, 0.0, bottom).depth for one in scenarios)
    return flat(fields | {"net": curve.net, "best": np.asarray(best_days(curve)), "windows": _windows(curve)})


def of_thinning(library: Library, base: Library, name: str) -> Answers:
    """Harm of an injection for a goal that states no limit on thinning."""
    setup = Setup(skin="back_iii", device="fractional_co2", condition="keloid", drug="triamcinolone")
    goal = usual_goal("keloid")
    free = replace(goal, limits=tuple(one for one in goal.limits if one.metric != "atrophy_exposure"))
    curve = timing(of_another(kept(base, setup), library), free, np.array([0.0]), timing_scenarios(1, library))
    return flat({"thinning": curve.thinning, "harm": curve.harm})


def _windows(curve: TimingCurve) -> tuple[Any, ...]:
    """Days that a calendar calls as good as the best, where the second lies as far behind it as counts, and beside."""
    mark, found = catalog.library().figures.timing.flat, []
    for side in (0.999, 1.001):
        benefit = np.zeros_like(curve.benefit)
        benefit[:, 0], benefit[:, 1] = 0.5, 0.5 - mark * side
        asked = replace(curve, benefit=benefit, harm=np.zeros_like(benefit))
        found += [(one["day"], one["until"]) for one in injection._windows(asked)]
    return tuple(found)


def of_histology(library: Library, base: Library, name: str) -> Answers:
    """A zone as a section shows it."""
    figures = library.figures.histology
    return flat(as_histology(kept(base, Setup()).zone, figures.width_factor, figures.depth_factor))


def of_low_level(library: Library, base: Library, name: str) -> Answers:
    """What the report says of low-level light."""
    setup = Setup(skin="scalp_ii", device="theradome_lh80", condition="androgenetic_alopecia")
    found = of_another(kept(base, setup), library)
    return flat({"trials": low_level._trials(found), "reading": low_level._reading(found)})
