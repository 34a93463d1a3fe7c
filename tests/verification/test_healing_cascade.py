"""The healing cascade: the SBML against its source, its values and independent integrations; its timing table."""

from dataclasses import replace
from math import sqrt
from pathlib import Path
from typing import Any

import libsbml
import numpy as np
import pytest
from chores.healing_model import RATES, modules, rates_of, sbml_of
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp

import microthermal
from microthermal import catalog
from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.inputs.medicine import Drug, Effect, Injection, Kinetics, Particle
from microthermal.domain.results.response import Delivery, Healing, Spread, Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import ConvergenceError, InputError, LibraryError
from microthermal.healing.exchange import combine
from microthermal.healing.exchange.sbml import declared
from microthermal.healing.injury_fractions import fractions
from microthermal.healing.models._compiled import compiled
from microthermal.healing.models.cascade import Cascade
from microthermal.numerics.healing.rates import APART

DAY = 86400.0
FOLDER = Path(microthermal.__file__).parent / "library" / "healing"
HEALTHY = Condition(name="healthy", title="Healthy skin")


@pytest.fixture(scope="module")
def cascade() -> Any:
    return catalog.healing_model("cascade")


def injury(
    necrotic: float, removed: float, denatured: float, stressed: float, lost: float, closed: float, opened: float,
    radius: float, ablated: bool,
) -> Injury:  # fmt: skip
    return Injury(
        layers=("dermis",), thickness=[1e-3], removed=[removed], necrotic=[necrotic], denatured=[denatured],
        stressed=[stressed], lymphocytes_apoptotic=[0.0], lymphocytes_lost=[lost], vessels_closed=[closed],
        epidermis_open=opened, zone_radius=radius, ablated=ablated,
    )  # fmt: skip


NAFL = injury(0.09, 0.0, 0.05, 0.15, 0.25, 0.08, 0.08, 60e-6, ablated=False)
NAFL_HALF = injury(0.045, 0.0, 0.025, 0.075, 0.125, 0.04, 0.04, 60e-6, ablated=False)
AFL_5 = injury(0.06, 0.03, 0.03, 0.08, 0.12, 0.08, 0.08, 80e-6, ablated=True)
AFL_20 = injury(0.24, 0.12, 0.10, 0.22, 0.40, 0.25, 0.28, 80e-6, ablated=True)
NOTHING = injury(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ablated=False)
BULK_BURN = injury(0.55, 0.0, 0.30, 0.35, 0.80, 0.80, 1.0, 1e-2, ablated=False)


def peak(course: Healing, species: str) -> float:
    """Day of the peak."""
    return float(course.time[course.of(species).argmax()]) / DAY


# --- the file ---------------------------------------------------------------------------------------------------


def test_xml_and_rates_are_what_the_source_makes() -> None:
    made = sbml_of((FOLDER / "cascade.ant").read_text(encoding="utf-8"))
    assert (FOLDER / "cascade.xml").read_text(encoding="utf-8") == made
    assert RATES.read_text(encoding="utf-8") == rates_of(made)


def test_xml_is_valid_sbml_with_units_and_survives_a_round_trip() -> None:
    document = libsbml.readSBMLFromFile(str(FOLDER / "cascade.xml"))
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, True)
    assert document.checkConsistency() == 0
    assert document.getNumErrors() == 0
    again = libsbml.readSBMLFromString(libsbml.writeSBMLToString(document))
    assert libsbml.writeSBMLToString(again) == libsbml.writeSBMLToString(document)
    assert (document.getLevel(), document.getVersion()) == (3, 2)


def test_every_species_belongs_to_one_module_that_the_xml_names() -> None:
    found = modules((FOLDER / "cascade.ant").read_text(encoding="utf-8"))
    model = libsbml.readSBMLFromFile(str(FOLDER / "cascade.xml")).getModel()
    species = [model.getSpecies(number).getId() for number in range(model.getNumSpecies())]
    assert sorted(name for _, members in found.values() for name in members) == sorted(species)
    groups = model.getPlugin("groups")
    assert {groups.getGroup(number).getName() for number in range(groups.getNumGroups())} == {
        title for title, _ in found.values()
    }


def test_values_of_the_library_are_those_of_the_source(cascade: Cascade) -> None:
    bare = Cascade(sbml=cascade.sbml)
    fromfile, fromsource = (one.follow(NAFL, HEALTHY, (), 60 * DAY) for one in (cascade, bare))
    assert_allclose(fromfile.state, fromsource.state, rtol=1e-5, atol=1e-7)
    known = declared(cascade.sbml)
    outside = (
        "production_",
        "cause_",
        "restraint_",
        "start_",
        "injury_",
        "zone_",
        "usual_",
        "autoimmunity",
        "fibrotic_circuit",
        "androgen_sensitivity",
        "mechanical_circuit",
    )
    assert {level.name for level in cascade.parameters} == {name for name in known if not name.startswith(outside)}


# --- the equations ----------------------------------------------------------------------------------------------


class Twin:
    """The equations of an SBML text as plain Python that libSBML writes; only SciPy integrates them."""

    def __init__(self, sbml: str) -> None:
        model = libsbml.readSBMLFromString(sbml).getModel()
        rules = [model.getRule(number) for number in range(model.getNumRules())]
        self.names = [rule.getVariable() for rule in rules if rule.isRate()]
        self.constants = {
            item.getId(): item.getValue()
            for item in (model.getParameter(number) for number in range(model.getNumParameters()))
        } | {"max": max, "min": min, "abs": abs, "sqrt": sqrt}
        for number in range(model.getNumFunctionDefinitions()):
            definition = model.getFunctionDefinition(number)
            math = definition.getMath()
            names = [math.getChild(k).getName() for k in range(math.getNumChildren() - 1)]
            body = self._python(math.getChild(math.getNumChildren() - 1))
            self.constants[definition.getId()] = eval(f"lambda {', '.join(names)}: {body}", self.constants)
        self._begin = {name: self._python(model.getInitialAssignmentBySymbol(name).getMath()) for name in self.names}
        self._rates = [compile(self._python(rule.getMath()), "rate", "eval") for rule in rules if rule.isRate()]
        self._follow = {rule.getVariable(): self._python(rule.getMath()) for rule in rules if rule.isAssignment()}
        self._order = self._ordered()

    @staticmethod
    def _python(math: Any) -> str:
        settings = libsbml.L3ParserSettings()
        settings.setParseUnits(False)
        return (
            str(libsbml.formulaToL3StringWithSettings(math, settings)).replace("^", "**").replace("dimensionless", "")
        )

    def _ordered(self) -> list[tuple[str, Any]]:
        done: list[str] = []
        while len(done) < len(self._follow):
            for name, text in self._follow.items():
                words = set(compile(text, name, "eval").co_names) & self._follow.keys()
                if name not in done and words <= set(done):
                    done.append(name)
        return [(name, compile(self._follow[name], name, "eval")) for name in done]

    def run(self, changed: dict[str, float], days: np.ndarray, method: str) -> np.ndarray:
        space = {"__builtins__": {}} | self.constants | changed
        begin = [eval(text, space) for text in self._begin.values()]

        def rates(_: float, levels: np.ndarray) -> list[float]:
            now = space | dict(zip(self.names, levels.tolist(), strict=True))
            for name, code in self._order:
                now[name] = eval(code, now)
            return [eval(code, now) for code in self._rates]

        found = solve_ivp(
            rates, (0.0, days[-1]), np.array(begin, dtype=float), method, days, rtol=1e-9, atol=1e-12, max_step=1.0
        )
        assert found.success
        return np.asarray(found.y.T)


def own_units(cascade: Cascade, hurt: Injury) -> dict[str, float]:
    """Constants of the library and of an injury in the units of the SBML."""
    units = declared(cascade.sbml)
    levels = (*cascade.parameters, *fractions(hurt))
    return {level.name: level.value / units[level.name].scale for level in levels}


@pytest.mark.parametrize(("hurt", "method"), [(NAFL, "LSODA"), (AFL_20, "LSODA")], ids=["nafl", "afl_20"])
def test_agrees_with_scipy_on_the_equations_of_the_file(cascade: Cascade, hurt: Injury, method: str) -> None:
    course = cascade.follow(hurt, HEALTHY, (), 180 * DAY)
    twin = Twin(cascade.sbml)
    expected = twin.run(own_units(cascade, hurt), course.time / DAY, method)
    found = np.column_stack([course.of(name) for name in twin.names])
    # Relative to the peak of each species; the engine is asked for 3e-8 a step, SciPy for 1e-9.
    assert (np.abs(found - expected).max(axis=0) / np.abs(expected).max(axis=0).clip(1e-3)).max() < 1e-6


def test_exported_visits_and_drugs_run_the_same_in_another_engine(cascade: Cascade) -> None:
    import roadrunner

    calm, fed = delivery("cytokines", -0.8, length=20 * DAY), delivery("vegf", 1.0, level=1e-5, length=6 * DAY)
    late = replace(fed, time=fed.time + 3 * DAY, dose=replace(fed.dose, time=3 * DAY))
    # Needles crush a little at the moment of each laser, and again on the third day after it.
    doses = tuple(replace(one, spread=replace(one.spread, crushed=0.01)) for one in (calm, late))
    visits = tuple(
        Visit(time=day * DAY, injury=hurt, deliveries=doses) for day, hurt in ((0, NAFL), (28, AFL_5), (56, NAFL))
    )
    sbml = combine.run_sbml(cascade, visits, HEALTHY, 180 * DAY)
    document = libsbml.readSBMLFromString(sbml)
    assert document.checkConsistency() == 0
    course = cascade.follow_visits(visits, HEALTHY, 180 * DAY)
    # Within seconds of a visit the two may stand on different sides of it.
    apart = np.all([np.abs(course.time - visit.time) > 60.0 for visit in visits[1:]], axis=0)
    runner = roadrunner.RoadRunner(sbml)
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-10, 1e-13
    runner.integrator.maximum_num_steps = 200_000
    names = list(compiled(cascade.sbml).species)
    runner.timeCourseSelections = names
    expected = np.array(runner.simulate(times=(course.time[apart] / DAY).tolist()))
    found = course.state[apart][:, [course.species.index(name) for name in names]]
    assert (np.abs(found - expected).max(axis=0) / np.abs(expected).max(axis=0).clip(1e-3)).max() < 1e-6


# --- what it must reproduce ---------------------------------------------------------------------------------------

# (species, earliest, latest day of the peak): windows of docs/theory/healing.md.
WINDOWS = (
    ("cytokines", 0.05, 0.3),
    ("interleukin_6", 0.2, 0.7),
    ("hsp70", 0.15, 1.0),
    ("neutrophils", 0.75, 1.5),
    ("inflammatory_macrophages", 0.8, 3.0),
    ("repair_macrophages", 3.0, 7.0),
    ("t_cells", 5.0, 10.0),
    ("myofibroblasts", 7.0, 14.0),
    ("hsp47", 20.0, 45.0),
    ("new_collagen_3", 20.0, 60.0),
    ("new_collagen_1", 90.0, 180.0),
    ("vessels", 3.0, 14.0),
)


@pytest.mark.parametrize("hurt", [NAFL, AFL_5], ids=["nafl", "afl_5"])
@pytest.mark.parametrize(("species", "first", "last"), WINDOWS, ids=[row[0] for row in WINDOWS])
def test_peaks_fall_in_their_windows(cascade: Cascade, hurt: Injury, species: str, first: float, last: float) -> None:
    assert first <= peak(cascade.follow(hurt, HEALTHY, (), 180 * DAY), species) <= last


def test_order_of_the_cascade(cascade: Cascade) -> None:
    course = cascade.follow(NAFL, HEALTHY, (), 180 * DAY)
    assert peak(course, "inflammatory_macrophages") < peak(course, "repair_macrophages")
    assert peak(course, "mmp9") < peak(course, "timp1")
    assert peak(course, "new_collagen_3") < peak(course, "new_collagen_1")
    early = course.of("procollagen")[(course.time > 0.1 * DAY) & (course.time < 0.9 * DAY)]
    assert early.max() < 1.0, "procollagen falls on the first day"
    assert np.interp(7 * DAY, course.time, course.of("mmp1")) < 1.4, "MMP-1 is nearly back at a week"


def left(course: Healing, species: str, days: list[float]) -> np.ndarray:
    """Fraction of the start that is left."""
    return np.asarray(np.interp(np.array(days) * DAY, course.time, course.of(species)) / course.of(species)[0])


def test_epidermis_closes_in_a_day_or_in_two_weeks(cascade: Cascade) -> None:
    for radius, half, most in ((60e-6, (10, 22), (13, 28)), (90e-6, (10, 24), (13, 30))):
        course = cascade.follow(replace(NAFL, zone_radius=radius), HEALTHY, (), 60 * DAY)
        fraction = course.of("open_epidermis") / course.of("open_epidermis")[0]
        hours = np.interp([-0.5, -0.16], -fraction, course.time) / 3600
        assert half[0] <= hours[0] <= half[1], "ED50 of Stumpp2009"
        assert most[0] <= hours[1] <= most[1], "ED84 of Stumpp2009"
    ablated = cascade.follow(AFL_5, HEALTHY, (), 60 * DAY)
    assert left(ablated, "open_epidermis", [2.0, 7.0]) == pytest.approx([0.95, 0.0], abs=0.06)  # SkinCharFPS2011
    assert left(ablated, "open_channels", [14.0])[0] < 0.06  # Tsai2013
    burnt = cascade.follow(BULK_BURN, HEALTHY, (), 60 * DAY)
    assert left(burnt, "open_epidermis", [7.0])[0] > 0.5, "without islands a burn stays open for weeks"


def test_cytokines_rise_a_second_time_at_72_hours(cascade: Cascade) -> None:
    course = cascade.follow(NAFL, HEALTHY, (), 20 * DAY)
    for species, rise in (("cytokines", 1.15), ("interleukin_6", 1.1)):
        level = course.of(species)
        early, valley, late = (
            level[(course.time >= low * DAY) & (course.time <= high * DAY)]
            for low, high in ((0, 1), (0.6, 2.3), (2, 4.5))
        )
        assert late.max() > rise * valley.min(), "Kondo1996"
        assert early.max() > late.max()


def test_redness_of_ablation_lasts_nine_days(cascade: Cascade) -> None:
    course = cascade.follow(AFL_5, HEALTHY, (), 60 * DAY)
    assert 8.0 <= course.time[course.of("erythema") > 0.1].max() / DAY <= 11.0  # Lee2011PRP


def test_severity_follows_the_dose(cascade: Cascade) -> None:
    courses = [cascade.follow(hurt, HEALTHY, (), 180 * DAY) for hurt in (NAFL_HALF, NAFL, AFL_20, BULK_BURN)]
    for species in ("neutrophils", "inflammatory_macrophages", "tgf_b1", "myofibroblasts", "fibrotic_collagen"):
        peaks = [float(course.of(species).max()) for course in courses]
        assert peaks == sorted(peaks), f"{species}: a bulk burn is worse than fractional injury"


@pytest.mark.parametrize("fractional", [NAFL, AFL_5, AFL_20], ids=["nafl", "afl_5", "afl_20"])
def test_a_bulk_burn_is_worse_than_fractional_injury_of_as_much_tissue(cascade: Cascade, fractional: Injury) -> None:
    """The same fractions dead, denatured and stressed, but the whole surface lost and half of its vessels closed."""
    burn = replace(
        fractional, removed=np.zeros(1), vessels_closed=np.array([0.5]), epidermis_open=1.0, zone_radius=1e-2,
        ablated=False,
    )  # fmt: skip
    few, burnt = (cascade.follow(hurt, HEALTHY, (), 180 * DAY) for hurt in (fractional, burn))
    for species in ("inflammation", "fibrotic_collagen", "tgf_b1", "myofibroblasts"):
        assert np.trapezoid(burnt.of(species), burnt.time) > np.trapezoid(few.of(species), few.time), species
    for species, healed in (("open_epidermis", 1e-3), ("erythema", 0.1)):
        assert burnt.time[burnt.of(species) > healed].max() > few.time[few.of(species) > healed].max(), species


def test_closed_vessels_turn_stasis_into_necrosis(cascade: Cascade) -> None:
    course = cascade.follow(BULK_BURN, HEALTHY, (), 30 * DAY)
    fresh = cascade.follow(AFL_5, HEALTHY, (), 30 * DAY)
    assert course.of("stasis")[0] > 100 * fresh.of("stasis")[0]
    died = -np.gradient(course.of("stasis"), course.time)
    half_gone = np.interp(-0.5 * course.of("stasis")[0], -course.of("stasis"), course.time) / DAY
    assert 1.0 <= half_gone <= 2.0  # a second hit kills at 24 to 48 h (Penington2006)
    assert died.min() >= -1e-12


CONDITIONS = ("alopecia_areata", "androgenetic_alopecia", "hypertrophic_scar", "keloid", "atrophic_acne_scar")


@pytest.mark.parametrize("name", CONDITIONS)
def test_chronic_conditions_stay_untreated_and_return_after_one_laser(cascade: Cascade, name: str) -> None:
    condition = catalog.condition(name)
    still = cascade.follow(NOTHING, condition, (), 365 * DAY)
    assert np.abs(still.state - still.state[0]).max() < 1e-9
    for level in condition.levels:
        if level.name in still.species:
            assert still.of(level.name)[0] == level.value
    treated = cascade.follow(NAFL, condition, (), 20 * 365 * DAY)
    assert_allclose(treated.state[-1], still.state[-1], rtol=5e-3, atol=5e-3)


def unexplained(cascade: Cascade, condition: Condition) -> dict[str, float]:
    """Rate [1/s] at which each species would drift without the steady causes of a condition, by its loops alone."""
    ready = compiled(cascade.sbml)
    given = {level.name: level.value for level in (*cascade.parameters, *condition.levels)}
    fixed = {name: value for name, value in given.items() if name in ready.scales}
    _, levels = cascade._meeting(ready, replace(condition, start=()))
    usual = ready.follower(ready.constants(fixed), levels, "synthesis_drive")
    rates = ready.rates(ready.constants(fixed | {"usual_procollagen": usual}), levels) / DAY
    return dict(zip(ready.species, rates.tolist(), strict=True))


@pytest.mark.parametrize("name", CONDITIONS)
def test_loops_explain_what_keeps_a_condition(cascade: Cascade, name: str) -> None:
    left_over = unexplained(cascade, catalog.condition(name))
    kept = (
        "t_cells", "myofibroblasts", "fibrotic_collagen", "repair_macrophages", "tgf_b1", "hair_follicles", "papilla",
        "hair_shaft",
    )  # fmt: skip
    for species in kept:
        assert abs(left_over[species]) * DAY < 2e-4, "beside loops that turn over a tenth a day"
    if name == "atrophic_acne_scar":
        assert abs(left_over["native_collagen"]) * DAY < 1e-6, "beside a turnover of 1.6e-3 a day"


LOOPS = ("autoimmunity", "fibrotic_circuit", "mechanical_circuit")


@pytest.mark.parametrize("name", ["alopecia_areata", "hypertrophic_scar", "keloid", "atrophic_acne_scar"])
def test_a_condition_is_one_of_two_states_of_the_same_skin(cascade: Cascade, name: str) -> None:
    ill = catalog.condition(name)
    well = replace(ill, levels=tuple(level for level in ill.levels if level.name in LOOPS))
    course = cascade.follow(NOTHING, well, (), 365 * DAY)
    assert np.abs(course.state - course.state[0]).max() < 1e-9
    assert course.of("t_cells")[-1] == course.of("native_collagen")[-1] == course.of("hair_follicles")[-1] == 1.0
    assert course.of("myofibroblasts")[-1] == 0.0


def begun(condition: Condition, **levels: float) -> Condition:
    """The same condition met at other levels."""
    return replace(condition, start=tuple(Level(name=name, value=value) for name, value in levels.items()))


def test_an_atrophic_scar_mends_from_a_small_lack_and_returns_from_a_large_one(cascade: Cascade) -> None:
    """Two states with a threshold between them: fibroblasts of slack matrix make less and break down more."""
    scar, years = catalog.condition("atrophic_acne_scar"), 30 * 365 * DAY
    ends = {
        start: float(cascade.follow(NOTHING, begun(scar, native_collagen=start), (), years).of("native_collagen")[-1])
        for start in (0.5, 0.8, 0.95)
    }
    assert ends[0.5] == pytest.approx(0.7, abs=2e-3)
    assert ends[0.8] == pytest.approx(0.7, abs=2e-3)
    assert ends[0.95] == pytest.approx(1.0, abs=2e-3)
    untreated = cascade.follow(NOTHING, scar, (), DAY)
    assert untreated.of("tension")[0] < 0.9 and untreated.of("mmp1")[0] > 1.1 and untreated.of("procollagen")[0] < 0.9


def test_treatment_moves_an_atrophic_scar_partly(cascade: Cascade) -> None:
    scar = catalog.condition("atrophic_acne_scar")
    course = cascade.follow(AFL_5, scar, (), 720 * DAY)
    half_a_year = float(np.interp(180 * DAY, course.time, course.of("collagen_total")))
    assert 0.71 < half_a_year < 0.95
    assert course.of("tension").max() > course.of("tension")[0]


def test_papillae_that_heed_androgens_miniaturise_and_others_do_not(cascade: Cascade) -> None:
    """Androgenetic alopecia has one state: healthy hair goes there by itself, and comes back without the androgen."""
    ill = catalog.condition("androgenetic_alopecia")
    (heeding,) = (level for level in ill.levels if level.name == "androgen_sensitivity")
    healthy = replace(ill, levels=(heeding,))
    course = cascade.follow(NOTHING, healthy, (), 20 * 365 * DAY)
    assert course.of("hair_follicles")[0] == course.of("papilla")[0] == course.of("hair_shaft")[0] == 1.0
    assert course.of("hair_follicles")[-1] == pytest.approx(0.5, abs=2e-3)
    assert course.of("papilla")[-1] == pytest.approx(0.7, abs=2e-3)
    assert course.of("hair_shaft")[-1] < 0.8
    blocked = cascade.follow(NOTHING, ill, (delivery("androgen", -1.0, level=1e3, length=3600 * DAY),), 3600 * DAY)
    assert blocked.of("hair_follicles")[-2] > 0.95


@pytest.mark.parametrize("hurt", [NAFL_HALF, AFL_5], ids=["nafl", "afl"])
def test_hair_gained_with_a_laser_is_lost_again_while_androgens_act(cascade: Cascade, hurt: Injury) -> None:
    ill = catalog.condition("androgenetic_alopecia")
    visits = tuple(Visit(time=number * 14 * DAY, injury=hurt) for number in range(5))
    course = cascade.follow_visits(visits, ill, 300 * DAY)
    gain = course.of("hair_follicles") / course.of("hair_follicles")[0] - 1.0
    after = np.interp((56 + np.array([14.0, 200.0])) * DAY, course.time, gain)
    assert after[0] > 0.03, "up while treated (KimWS2011)"
    assert after[1] < 0.2 * after[0], "fades after treatment ends (KimWS2011)"


@pytest.mark.parametrize("hurt", [NAFL, AFL_5, AFL_20], ids=["nafl", "afl_5", "afl_20"])
def test_laser_alone_does_not_clear_alopecia_areata(cascade: Cascade, hurt: Injury) -> None:
    condition = catalog.condition("alopecia_areata")
    visits = tuple(Visit(time=number * 28 * DAY, injury=hurt) for number in range(4))
    course = cascade.follow_visits(visits, condition, 360 * DAY)
    months = course.time > 150 * DAY
    assert course.of("t_cells")[months] == pytest.approx(3.0, abs=0.1)
    assert np.abs(course.of("hair_follicles")[months] / course.of("hair_follicles")[0] - 1).max() < 0.1


def test_long_suppression_clears_alopecia_areata_and_a_short_one_does_not(cascade: Cascade) -> None:
    condition = catalog.condition("alopecia_areata")
    short, long = (delivery("t_cells", -0.9, length=days * DAY) for days in (4, 60))
    briefly = cascade.follow(NOTHING, condition, (short,), 360 * DAY)
    lastingly = cascade.follow(NOTHING, condition, (long,), 360 * DAY)
    assert briefly.of("t_cells")[-1] == pytest.approx(3.0, abs=0.1)
    assert lastingly.of("t_cells")[-1] == pytest.approx(1.0, abs=0.1)
    assert lastingly.of("hair_follicles")[-1] > 0.9


def test_no_synergy_is_built_in(cascade: Cascade) -> None:
    """Laser and drug together: T cells fall by less than the sum of both where the laser recruits them."""
    condition = catalog.condition("alopecia_areata")
    drug = delivery("t_cells", -0.5, length=20 * DAY)

    def fall(hurt: Injury, drugs: tuple[Delivery, ...]) -> float:
        course = cascade.follow(hurt, condition, drugs, 28 * DAY)
        return 3.0 - float(course.of("t_cells")[-1])

    laser, needle, both = fall(NAFL, ()), fall(NOTHING, (drug,)), fall(NAFL, (drug,))
    assert both < laser + needle + 0.3
    assert both < needle + 0.1, "the laser adds nothing to the injection here"


@pytest.mark.parametrize("name", ["healthy", "androgenetic_alopecia"])
def test_moderate_injury_is_best_for_hair(cascade: Cascade, name: str) -> None:
    """Bell of Bae2015 and WuYF2015 over a dose from a tenth to six times a non-ablative treatment."""
    condition = catalog.condition(name)
    gains = []
    for factor in (0.1, 0.5, 1.0, 2.0, 6.0):
        fraction = {
            field: np.minimum(getattr(NAFL, field) * factor, 0.9)
            for field in ("necrotic", "denatured", "stressed", "lymphocytes_lost", "vessels_closed")
        }
        course = cascade.follow(replace(NAFL, **fraction), condition, (), 28 * DAY)
        gains.append(float(course.of("hair_follicles")[-1] / course.of("hair_follicles")[0]))
    assert max(gains[1:3]) > 1.03
    assert gains[0] < max(gains[1:3]) > gains[3] > gains[4]
    assert gains[4] < 1.0


def test_drug_of_one_visit_still_acts_after_the_next(cascade: Cascade) -> None:
    depot = delivery("cytokines", -0.9, length=40 * DAY)
    bare = (Visit(injury=NAFL), Visit(time=28 * DAY, injury=NAFL))
    dosed = (replace(bare[0], deliveries=(depot,)), bare[1])
    peaks = [cascade.follow_visits(visits, HEALTHY, 60 * DAY).of("cytokines") for visits in (bare, dosed)]
    late = cascade.follow_visits(bare, HEALTHY, 60 * DAY).time > 28.01 * DAY
    assert peaks[1][late].max() < 0.3 * peaks[0][late].max()


def test_medicine_before_the_laser_acts_on_what_the_laser_meets(cascade: Cascade) -> None:
    before = delivery("t_cells", -0.9, length=10 * DAY)
    before = replace(before, time=before.time - 10 * DAY)
    course = cascade.follow(NAFL, catalog.condition("alopecia_areata"), (before,), 10 * DAY)
    assert course.time[0] == 0.0
    assert course.of("t_cells")[0] < 0.75 * 3.0 * 0.9


def test_visits_out_of_order_are_refused(cascade: Cascade) -> None:
    for visits in ((), (Visit(time=DAY, injury=NAFL),), (Visit(injury=NAFL), Visit(injury=NAFL))):
        with pytest.raises(InputError, match="visits"):
            cascade.follow_visits(visits, HEALTHY, 30 * DAY)


def delivery(species: str, change: float, level: float = 1.0, length: float = 10 * DAY) -> Delivery:
    drug = Drug(
        name="toy",
        title="Toy",
        molar_mass=0.4,
        kinetics=Kinetics(diffusivity=1e-10, partition=1.0, clearance=1e-3, lymph=0.0, solubility=1.0),
        particle=Particle(density=1300.0),
        concentration=1.0,
        session_limit=1e-3,
        effects=(Effect(species=species, change=change, half=1e-6),),
    )
    time = np.array([0.0, length, length + 1.0])
    return Delivery(
        dose=Injection(drug=drug, concentration=1.0, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0),
        layers=("dermis",),
        time=time,
        depot=np.zeros(3),
        amount=np.zeros((3, 1)),
        systemic=np.zeros(3),
        leaked=np.zeros(3),
        concentration=np.array([level, level, 0.0]),
        spread=Spread(reach=0.005, coverage=1.0),
        in_dermis=1.0,
    )


def test_medicine_acts_on_the_species_it_names(cascade: Cascade) -> None:
    bare = cascade.follow(NAFL, HEALTHY, (), 60 * DAY)
    calm = cascade.follow(NAFL, HEALTHY, (delivery("cytokines", -0.9),), 60 * DAY)
    fed = cascade.follow(NAFL, HEALTHY, (delivery("vegf", 1.0),), 60 * DAY)
    assert calm.of("inflammation").max() < 0.5 * bare.of("inflammation").max()
    assert calm.of("new_collagen_1").max() < bare.of("new_collagen_1").max()
    assert fed.of("vessels").max() > 1.1 * bare.of("vessels").max()


@pytest.mark.parametrize("day", [0.5, 3.0, 14.0])
def test_medicine_does_nothing_before_it_is_given(cascade: Cascade, day: float) -> None:
    early = delivery("cytokines", -0.9)
    late = replace(early, time=early.time + day * DAY)
    bare = cascade.follow(NAFL, HEALTHY, (), 30 * DAY)
    treated = cascade.follow(NAFL, HEALTHY, (late,), 30 * DAY)
    before = treated.time <= day * DAY
    expected = np.interp(treated.time, bare.time, bare.of("cytokines"))
    # Between stored times the bare course is interpolated; at its own times both are the same run.
    shared = before & np.isin(treated.time, bare.time)
    assert shared.sum() > 5
    assert_allclose(treated.of("cytokines")[shared], expected[shared], rtol=1e-5, atol=1e-7)


def test_steroid_thins_healthy_skin(cascade: Cascade) -> None:
    course = cascade.follow(NOTHING, HEALTHY, (delivery("fibroblasts", -0.8, length=60 * DAY),), 180 * DAY)
    assert course.of("native_collagen").min() < 0.99


def test_medicine_of_full_effect_is_an_exact_decay(cascade: Cascade) -> None:
    course = cascade.follow(NOTHING, HEALTHY, (delivery("t_cells", -1.0, level=1e3),), 10 * DAY)
    turnover = {level.name: level.value for level in cascade.parameters}["t_cell_turnover"]
    # occupancy of 1e3 against a half of 1e-6 leaves 1e-9 of the production
    assert_allclose(course.of("t_cells"), np.exp(-turnover * course.time), rtol=1e-5)


def test_unknown_species_of_a_drug_is_refused(cascade: Cascade) -> None:
    with pytest.raises(InputError, match="humours"):
        cascade.follow(NAFL, HEALTHY, (delivery("humours", 1.0),), DAY)


def test_unknown_parameter_is_refused(cascade: Cascade) -> None:
    wrong = Cascade(sbml=cascade.sbml, parameters=(Level(name="luck", value=1.0),))
    with pytest.raises(InputError, match="luck"):
        wrong.follow(NAFL, HEALTHY, (), DAY)


def test_broken_sbml_is_refused_in_words() -> None:
    with pytest.raises(LibraryError, match="SBML"):
        Cascade(sbml="<sbml>").follow(NAFL, HEALTHY, (), DAY)


def test_start_of_another_model_is_refused(cascade: Cascade) -> None:
    other = Condition(name="healthy", title="Healthy skin", start=(Level(name="joy", value=1.0),))
    with pytest.raises(InputError, match="joy"):
        cascade.follow(NAFL, other, (), DAY)


def test_impossible_values_are_no_result(cascade: Cascade) -> None:
    wrong = Cascade(sbml=cascade.sbml, parameters=(Level(name="cytokines_by_alarmins", value=-1.0),))
    with pytest.raises(ConvergenceError):
        wrong.follow(NAFL, HEALTHY, (), 30 * DAY)


def test_a_cut_matrix_has_lost_tension_in_a_scar_and_in_no_other_skin(cascade: Cascade) -> None:
    """Holes count by the fraction of the collagen that is fibrotic; what they do is over when the matrix is tight."""
    visit, hard = (Visit(injury=AFL_5),), {"slackening_by_holes": 9.0}
    for name, least, most in (("healthy", 0.0, 2e-3), ("hypertrophic_scar", 0.05, 1.0)):
        soft, stiff = (cascade.follow_draw(one, visit, catalog.condition(name), 60 * DAY) for one in ({}, hard))
        moved = np.abs(soft.of("myofibroblasts") - stiff.of("myofibroblasts")).max()
        assert least <= moved <= most
    course = cascade.follow(AFL_5, catalog.condition("hypertrophic_scar"), (), 400 * DAY)
    slack = course.of("slack")
    assert slack[0] > 0.01
    assert (np.diff(slack) <= 0.0).all()
    assert slack[-1] < 1e-4 * slack[0]


def test_enzymes_take_collagen_of_a_scar_only_above_what_it_usually_has(cascade: Cascade) -> None:
    scar, visit = catalog.condition("hypertrophic_scar"), (Visit(injury=NOTHING),)
    still = cascade.follow_draw({}, visit, scar, 100 * DAY)
    for change, sign in ((1.5, -1.0), (0.7, 0.0)):
        ready = compiled(cascade.sbml)
        constants, levels = cascade._meeting(ready, scar)
        turned = constants.copy()
        turned[ready.place("production_mmp1")] = change
        _, last = ready.course(turned, levels, np.empty(0), np.array([0.0, 100 * DAY]), {})
        place = ready.species.index("fibrotic_collagen")
        fall = last[place] - still.of("fibrotic_collagen")[-1]
        assert (fall < -0.05) if sign < 0.0 else (abs(fall) < 0.02)


def test_species_of_a_group_do_not_enter_each_others_rates(cascade: Any) -> None:
    """Their slopes are found at once: what is told of one must not turn on the others, to the last bit."""
    ready, random = compiled(cascade.sbml), np.random.default_rng(5)
    groups = np.array(APART)
    assert len(APART) == len(ready.species) and set(APART) == set(range(max(APART) + 1))
    hurt = ready.constants({level.name: level.value for level in fractions(AFL_20)}, cascade._usual)
    constants = hurt * random.uniform(0.5, 2.0, hurt.size) + 1e-3
    for _ in range(5):
        levels = random.uniform(0.05, 2.0, groups.size)
        for number in range(groups.size):
            beside = (groups == groups[number]) & (np.arange(groups.size) != number)
            others = np.where(beside, levels * random.uniform(0.5, 2.0, groups.size), levels)
            assert ready.rates(constants, others)[number] == ready.rates(constants, levels)[number]
