"""Conditions and pathways: each condition has a goal of its own, and each pathway tells something where it is meant."""

from __future__ import annotations

import pytest

from microthermal import catalog
from microthermal.planning.beside.without_laser import no_laser, without_laser
from microthermal.planning.case import PlanCase, plan_case
from microthermal.planning.design.candidates import goal_course
from microthermal.planning.design.courses import candidate_of
from microthermal.planning.evaluate import quickly
from microthermal.units import mJ

# Where a pathway makes sense: hair that thins lacks blood, scars lack or have too much structure, and of the conditions
# of the library only alopecia areata is kept by an infiltrate.
PATHWAYS = {
    "revascularisation": ("androgenetic_alopecia",),
    "structural_repair": ("hypertrophic_scar", "keloid", "burn_scar", "skin_graft"),
    "structural_repair_atrophic": ("atrophic_acne_scar",),
    "inflammation_control": ("alopecia_areata",),
}
SITES = {"androgenetic_alopecia": "scalp", "alopecia_areata": "scalp", "atrophic_acne_scar": "cheek"}


def case_of(goal: str, condition: str) -> PlanCase:
    return plan_case({
        "skin": {"site": SITES.get(condition, "back"), "phototype": "III"}, "goal": goal, "condition": condition,
        "devices": ["er_glass_1550"],
        "search": {"kind": "grid", "energies": 1, "densities": 1, "injection_days": ["0 day"]},
        "settings": {
            "cell": "20 um", "persons": 4, "until": "180 day", "deposition": {"kind": "monte_carlo", "photons": 3200}
        },
    })  # fmt: skip


def test_each_condition_has_a_goal_of_its_own_and_a_pathway() -> None:
    ill = set(catalog.names("condition")) - {"healthy"}
    pathways = set(PATHWAYS)
    own = {catalog.goal(name).condition for name in catalog.names("goal") if name not in pathways}
    assert own == ill
    assert {one for found in PATHWAYS.values() for one in found} == ill
    for name, found in PATHWAYS.items():
        assert catalog.goal(name).condition == found[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("goal", "condition"), [(goal, condition) for goal, found in PATHWAYS.items() for condition in found]
)
def test_every_aim_of_a_pathway_has_a_number_and_medicine_moves_it(goal: str, condition: str) -> None:
    case, library = case_of(goal, condition), catalog.library()
    device = no_laser(case.devices[0])
    nothing, *_, medicine = (
        quickly(case, goal_course(case.goal, device, one), library)
        for one in without_laser(case, case.devices[0].pulse(energy=20 * mJ))
    )
    for aim in case.goal.aims:
        assert not medicine.outcome.of(aim.metric).undefined, aim.metric
    assert candidate_of(medicine).sessions == case.goal.sessions
    assert nothing.score < 0.8, "an aim that doing nothing fills leaves nothing to plan for"


def test_burn_scars_and_grafts_stand_on_numbers_of_their_own_and_say_what_is_assumed() -> None:
    scar, burn, graft = (catalog.condition(name) for name in ("hypertrophic_scar", "burn_scar", "skin_graft"))
    levels = [{one.name: one.value for one in each.levels}["fibrotic_collagen"] for each in (graft, scar, burn)]
    assert levels == sorted(levels) and len(set(levels)) == 3
    assert graft.dermis_thickness < scar.dermis_thickness == burn.dermis_thickness
    for name in ("burn_scar", "skin_graft"):
        rows = catalog.entry("condition", name).rows
        assert all(row.kind in ("assumed", "scenario") for row in rows)
        assert catalog.goal(name).condition == name and "assumed" in " ".join(catalog.goal(name).evidence)
