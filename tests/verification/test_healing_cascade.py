"""The healing cascade: the SBML against its source, its values and an independent integration; its timing table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import antimony
import libsbml
import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp

import microthermal
from microthermal import catalog
from microthermal.domain.condition import Condition, Level
from microthermal.domain.medicine import Dose, Drug, Effect
from microthermal.domain.response import Delivery, Healing
from microthermal.domain.zone import Injury
from microthermal.errors import ConvergenceError, InputError, LibraryError
from microthermal.healing.models.cascade import Cascade
from microthermal.healing.sbml import parameter_units

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
BULK_BURN = injury(0.55, 0.0, 0.30, 0.35, 0.80, 0.80, 1.0, 1e-2, ablated=False)


def peak(course: Healing, species: str) -> float:
    """Day of the peak."""
    return float(course.time[course.of(species).argmax()]) / DAY


# --- the file ---------------------------------------------------------------------------------------------------


def test_xml_is_what_antimony_makes_of_the_source() -> None:
    antimony.clearPreviousLoads()
    assert antimony.loadAntimonyString((FOLDER / "cascade.ant").read_text()) >= 0, antimony.getLastError()
    made = [line for line in antimony.getSBMLString("cascade").splitlines() if not line.startswith("<!-- Created")]
    assert (FOLDER / "cascade.xml").read_text().splitlines() == made


def test_xml_is_valid_sbml_and_survives_a_round_trip() -> None:
    document = libsbml.readSBMLFromFile(str(FOLDER / "cascade.xml"))
    document.checkConsistency()
    # 99505: units of an expression with a bare "1" cannot be checked in full; that is a note, not a fault.
    faults = {document.getError(i).getErrorId() for i in range(document.getNumErrors())} - {99505}
    assert not faults
    again = libsbml.readSBMLFromString(libsbml.writeSBMLToString(document))
    assert libsbml.writeSBMLToString(again) == libsbml.writeSBMLToString(document)
    assert (document.getLevel(), document.getVersion()) == (3, 2)


def test_values_of_the_library_are_those_of_the_source(cascade: Cascade) -> None:
    bare = Cascade(sbml=cascade.sbml)
    fromfile, fromsource = (one.follow(NAFL, HEALTHY, (), 60 * DAY) for one in (cascade, bare))
    assert_allclose(fromfile.state, fromsource.state, rtol=1e-5, atol=1e-7)
    known = parameter_units(cascade.sbml)
    outside = ("production_", "cause_", "restraint_", "start_", "injury_", "zone_", "usual_")
    assert {level.name for level in cascade.parameters} == {name for name in known if not name.startswith(outside)}


# --- the equations ----------------------------------------------------------------------------------------------


def hill(x: float, half: float, power: float) -> float:
    return x**power / (half**power + x**power)


def twin(cascade: Cascade, hurt: Injury, days: np.ndarray) -> tuple[list[str], np.ndarray]:
    """The same equations in days, written once more by hand and integrated by LSODA; healthy skin, no medicine."""
    scale = {"1/s": DAY, "s": 1.0 / DAY, "m": 1e6, "1": 1.0}
    units = parameter_units(cascade.sbml)
    p = {level.name: level.value * scale[units[level.name]] for level in cascade.parameters}
    nec, rem, den, hot = (float(x[0]) for x in (hurt.necrotic, hurt.removed, hurt.denatured, hurt.stressed))
    lost, ves = float(hurt.lymphocytes_lost[0]), float(hurt.vessels_closed[0])
    way = min(hurt.zone_radius * 1e6, p["closure_radius_limit"]) / p["closure_radius"]
    half_time = p["channel_half_time"] if hurt.ablated else p["closure_half_time"]
    old = 1 - rem - den
    names = [
        "alarmins", "debris", "stasis", "open_epidermis", "hypoxia", "heat_stress", "neutrophils",
        "inflammatory_macrophages", "repair_macrophages", "cytokines", "interleukin_6", "t_cells", "hsp70", "hsp47",
        "latent_tgf_b1", "tgf_b1", "tgf_b3", "vegf", "mmp1", "mmp9", "timp1", "fibroblasts", "myofibroblasts",
        "denatured_collagen", "native_collagen", "fibrotic_collagen", "new_collagen_1", "new_collagen_3",
        "vasodilation", "vessels", "hair_follicles",
    ]  # fmt: skip
    risk = hot * hill(ves, p["stasis_closed_half"], p["stasis_power"])
    gap = p["hypoxia_by_closed_vessels"] * hill(ves, p["hypoxia_half"], 1)
    begin = [
        nec + p["alarmins_per_stressed"] * hot, nec - rem, risk, hurt.epidermis_open, gap, hot, 0, 0, 0, 0, 0,
        1 - lost, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 - nec, 0, den, old, 0, 0, 0, p["dilation_by_heat"] * hot, 1 - ves, 1,
    ]  # fmt: skip

    def rates(_: float, y: np.ndarray) -> list[float]:
        (al, de, st, op, hy, hs, n, m1, m2, c, i6, t, h70, h47, lat, b1, b3, v, x1, x9, ti, f, my, dc, nc, fc, c1,
         c3, a, ve, ha) = y  # fmt: skip
        ex, quiet = max(b1 - 1, 0), 1 / (1 + m2 / p["repair_quieting"])
        come = p["recruitment_border"] + (1 - p["recruitment_border"]) * ve
        dying = p["stasis_death"] * hill(n, p["phagocyte_half"], 1) * st
        switch = p["macrophage_switch"] / (1 + c / p["switch_half"])
        free = 1 - p["timp1_share"] + p["timp1_share"] * ti
        s = (f * (1 + hill(ex, p["synthesis_half"], 1)) + p["synthesis_by_myofibroblasts"] * my) * h47
        s /= 1 + p["synthesis_restraint"] * c
        turn = p["myofibroblast_switch"] * hill(ex, p["switch_tgf_half"], 2) * f
        room = max(1 - (f + my) / p["fibroblast_capacity"], 0)
        grow = hill(ex + p["fibroblast_by_macrophages"] * m2, p["fibroblast_half"], 1) * room
        fed = ve + v - 2
        return [
            dying - p["alarmin_loss"] * al,
            dying - de * (p["debris_clearance"] + p["debris_by_neutrophils"] * hill(n, p["phagocyte_half"], 1)
                          + p["debris_by_macrophages"] * hill(m1 + m2, p["phagocyte_half"], 1)),
            -p["stasis_rescue"] * ve * st - dying,
            -np.log(2) / (way * half_time) * op,
            -p["hypoxia_loss"] * hy,
            -p["heat_stress_loss"] * hs,
            p["neutrophil_recruitment"] * hill(c, p["neutrophil_half"], 2) * come
            - p["neutrophil_loss"] * (1 + p["neutrophil_clearance"] * m2) * n,
            p["macrophage_recruitment"] * come
            * hill(c + p["macrophage_by_interleukin_6"] * i6, p["macrophage_half"], 2)
            - (p["inflammatory_macrophage_loss"] + switch) * m1,
            switch * m1 - p["repair_macrophage_loss"] * m2,
            p["cytokines_by_alarmins"] * al
            + (p["cytokines_by_neutrophils"] * n + p["cytokines_by_macrophages"] * m1) * quiet
            * hill(de, p["debris_half"], 1) + p["inflammation_by_open_epidermis"] * op
            + p["cytokines_by_t_cells"] * max(t - 1, 0) - p["cytokine_loss"] * c,
            p["interleukin_6_turnover"] * (c * quiet - i6),
            p["t_cell_turnover"] * (1 - t) + p["t_cell_recruitment"] * (m1 + m2),
            p["hsp70_loss"] * (1 - h70) + p["hsp70_by_heat"] * hs,
            p["hsp47_turnover"] * (1 - h47) + p["hsp47_by_tgf"] * hill(ex, p["tgf_half"], 1) * f
            + p["hsp47_by_myofibroblasts"] * my + p["hsp47_by_hsp70"] * max(h70 - 1, 0),
            p["latent_tgf_turnover"] * (1 - lat) + p["latent_tgf_by_macrophages"] * m2
            + p["latent_tgf_by_myofibroblasts"] * my + p["latent_tgf_by_open_epidermis"] * op,
            p["tgf_turnover"] * (lat * (1 + p["activation_by_mmp9"] * max(x9 - 1, 0)
                                        + p["activation_by_macrophages"] * m2) - b1),
            p["tgf_b3_turnover"] * (1 - b3) + p["tgf_b3_by_myofibroblasts"] * my,
            p["vegf_turnover"] * (1 - v) + p["vegf_by_hypoxia"] * hy + p["vegf_by_macrophages"] * m2
            + p["vegf_by_cytokines"] * c,
            p["mmp1_turnover"] * (1 - x1) + p["mmp1_by_cytokines"] * f * hill(c, p["mmp1_half"], 1)
            / (1 + p["mmp1_restraint_by_tgf"] * ex) + p["mmp1_by_macrophages"] * m2
            + p["mmp1_by_hsp70"] * max(h70 - 1, 0),
            p["mmp9_turnover"] * (1 - x9) + p["mmp9_by_neutrophils"] * n
            + p["mmp9_by_macrophages"] * m1 / (1 + b1 / p["mmp9_restraint_by_tgf"]),
            p["timp1_turnover"] * (1 - ti) + p["timp1_by_tgf"] * hill(ex, p["tgf_half"], 1) * f
            + p["timp1_by_interleukin_6"] * i6,
            p["fibroblast_turnover"] * (1 - f) + p["fibroblast_growth"] * f * grow - turn,
            turn - p["myofibroblast_loss"] * my,
            -(p["denatured_loss"] + (p["denatured_by_mmp1"] * x1 + p["denatured_by_mmp9"] * x9) / free) * dc,
            p["native_turnover"] * min(s, 1) - (p["native_turnover"] * x1 / free + dying) * nc,
            p["fibrotic_deposition"] * my * hill(ex, p["fibrotic_half"], 2)
            - (p["fibrotic_maturation"] + p["fibrotic_lysis"] * max(x1 / free - 1, 0)) * fc,
            p["collagen_1_deposition"] * max(s - 1, 0) - p["collagen_1_loss"] * x1 / free * c1,
            p["collagen_3_deposition"] * max(s - 1, 0) * (1 + p["collagen_3_by_tgf_b3"] * (b3 - 1))
            - p["collagen_3_loss"] * c3,
            p["dilation_by_cytokines"] * hill(c, p["dilation_half"], 1) - p["dilation_loss"] * a,
            p["vessel_pruning"] * (1 - ve) + p["vessel_growth"] * hill(max(v - 1, 0), p["vessel_half"], 1) * ve
            * max(1 - ve / p["vessel_capacity"], 0),
            p["follicle_turnover"] * (1 + p["follicle_by_perfusion"] * fed / (p["follicle_gain_half"] + abs(fed)) - ha)
            - (p["follicle_attack"] * hill(max(t - 1, 0), p["follicle_attack_half"], p["follicle_attack_power"])
               + p["follicle_by_inflammation"] * c) * ha,
        ]  # fmt: skip

    run = solve_ivp(
        rates, (0, days[-1]), np.array(begin, dtype=float), "LSODA", days, rtol=1e-9, atol=1e-11, max_step=1.0
    )
    assert run.success
    return names, run.y.T


@pytest.mark.parametrize("hurt", [NAFL, AFL_20, BULK_BURN], ids=["nafl", "afl_20", "bulk"])
def test_agrees_with_an_independent_integration(cascade: Cascade, hurt: Injury) -> None:
    course = cascade.follow(hurt, HEALTHY, (), 180 * DAY)
    names, expected = twin(cascade, hurt, course.time / DAY)
    found = np.column_stack([course.of(name) for name in names])
    # Relative to the peak of each species; both integrators are asked for 1e-7 or better of each value.
    assert (np.abs(found - expected).max(axis=0) / np.abs(expected).max(axis=0).clip(1e-3)).max() < 2e-5


# --- what it must reproduce ---------------------------------------------------------------------------------------

# (species, earliest, latest day of the peak): windows of docs/theory/healing.md.
WINDOWS = (
    ("cytokines", 0.05, 0.3),
    ("interleukin_6", 0.2, 0.7),
    ("hsp70", 0.15, 1.0),
    ("neutrophils", 0.5, 1.5),
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


def test_epidermis_closes_in_a_day_or_in_two_weeks(cascade: Cascade) -> None:
    def half_time(hurt: Injury) -> float:
        course = cascade.follow(hurt, HEALTHY, (), 60 * DAY)
        return float(np.interp(-0.5, -course.of("open_epidermis") / course.of("open_epidermis")[0], course.time)) / DAY

    assert 10 / 24 <= half_time(NAFL) <= 22 / 24  # Stumpp2009, ED50 of 10 to 70 mJ
    course = cascade.follow(AFL_5, HEALTHY, (), 60 * DAY)
    left = np.interp([7 * DAY, 14 * DAY], course.time, course.of("open_epidermis") / AFL_5.epidermis_open)
    assert left[0] > 0.05 > left[1]  # closed after about 14 d (Tsai2013)


def test_severity_follows_the_dose(cascade: Cascade) -> None:
    courses = [cascade.follow(hurt, HEALTHY, (), 180 * DAY) for hurt in (NAFL_HALF, NAFL, AFL_20, BULK_BURN)]
    for species in ("neutrophils", "inflammatory_macrophages", "tgf_b1", "myofibroblasts", "fibrotic_collagen"):
        peaks = [float(course.of(species).max()) for course in courses]
        assert peaks == sorted(peaks), f"{species}: a bulk burn is worse than fractional injury"


def test_closed_vessels_turn_stasis_into_necrosis(cascade: Cascade) -> None:
    course = cascade.follow(BULK_BURN, HEALTHY, (), 30 * DAY)
    fresh = cascade.follow(AFL_5, HEALTHY, (), 30 * DAY)
    assert course.of("stasis")[0] > 100 * fresh.of("stasis")[0]
    died = -np.gradient(course.of("stasis"), course.time)
    half_gone = np.interp(-0.5 * course.of("stasis")[0], -course.of("stasis"), course.time) / DAY
    assert 1.0 <= half_gone <= 2.0  # a second hit kills at 24 to 48 h (Penington2006)
    assert died.min() >= -1e-12


CONDITIONS = {
    "alopecia areata": {"t_cells": 3.0},
    "androgenetic alopecia": {"vessels": 0.8, "vegf": 0.8, "hair_follicles": 0.5},
    "scar": {"fibrotic_collagen": 1.0, "myofibroblasts": 0.5, "tgf_b1": 1.5},
    "keloid": {"fibrotic_collagen": 2.0, "myofibroblasts": 1.0, "tgf_b1": 2.0, "t_cells": 1.5},
    "acne scar": {"native_collagen": 0.7},
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_chronic_conditions_stay_untreated_and_return_treated(cascade: Cascade, name: str) -> None:
    levels = tuple(Level(name=species, value=value) for species, value in CONDITIONS[name].items())
    condition = Condition(name=name, title=name, levels=levels)
    nothing = injury(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ablated=False)
    still = cascade.follow(nothing, condition, (), 365 * DAY)
    assert np.abs(still.state - still.state[0]).max() < 1e-9
    for species, value in CONDITIONS[name].items():
        assert still.of(species)[0] == value
    treated = cascade.follow(NAFL, condition, (), 20 * 365 * DAY)
    assert_allclose(treated.state[-1], still.state[-1], rtol=5e-3, atol=5e-3)


def delivery(species: str, change: float, level: float = 1.0, length: float = 10 * DAY) -> Delivery:
    drug = Drug(
        name="toy", title="Toy", molar_mass=0.4, diffusivity=1e-10, partition=1.0, clearance=1e-3, lymph=0.0,
        solubility=1.0, particle_radius=0.0, particle_density=1300.0, concentration=1.0, session_limit=1e-3,
        effects=(Effect(species=species, change=change, half=1e-6),),
    )  # fmt: skip
    time = np.array([0.0, length, length + 1.0])
    return Delivery(
        dose=Dose(drug=drug, concentration=1.0, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0),
        layers=("dermis",), time=time, depot=np.zeros(3), amount=np.zeros((3, 1)), systemic=np.zeros(3),
        leaked=np.zeros(3), concentration=np.array([level, level, 0.0]), reach=0.005, coverage=1.0, in_dermis=1.0,
    )  # fmt: skip


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
    nothing = injury(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ablated=False)
    course = cascade.follow(nothing, HEALTHY, (delivery("fibroblasts", -0.8, length=60 * DAY),), 180 * DAY)
    assert course.of("native_collagen").min() < 0.99


def test_medicine_of_full_effect_is_an_exact_decay(cascade: Cascade) -> None:
    nothing = injury(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ablated=False)
    course = cascade.follow(nothing, HEALTHY, (delivery("t_cells", -1.0, level=1e3),), 10 * DAY)
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
