"""Every file of the library: loads, is sourced, plausible, and fits the others."""

from __future__ import annotations

import pytest

from microthermal import catalog
from microthermal.catalog.limits import class_of
from microthermal.damage.laws import law
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.targets import target_depths
from microthermal.deposition.engines import engine as engines
from microthermal.healing.models import model as healing
from microthermal.healing.models._compiled import OBSERVABLES, compiled
from microthermal.heat.models import model as heat
from microthermal.planning.metrics import metrics
from microthermal.planning.window.limits import library_faults
from microthermal.simulation.conditioned_skin import affected
from microthermal.units import um

ENTRIES = [(kind, name) for kind in catalog.kinds() for name in catalog.names(kind)]


def test_the_library_is_sound() -> None:
    assert [str(fault) for fault in catalog.check()] == []


@pytest.mark.parametrize(("kind", "name"), ENTRIES)
def test_every_row_says_where_it_comes_from(kind: str, name: str) -> None:
    found = catalog.entry(kind, name)
    assert found.title
    for row in found.rows:
        assert row.value, row.path
        assert row.source, row.path
        assert row.kind, row.path
        assert row.read or row.source == "proposed", row.path


def test_there_is_enough_of_each() -> None:
    assert len(catalog.names("site")) == 5
    assert len(catalog.names("condition")) == 8
    classes = {"fractional_co2", "er_yag_2940", "er_glass_1540", "er_glass_1550", "thulium_1927", "nd_yag_1064"}
    devices = set(catalog.names("device"))
    assert classes <= devices
    assert len(devices - classes) >= 12


@pytest.mark.parametrize("name", catalog.names("skin"))
def test_skins_are_skin(name: str) -> None:
    skin = catalog.skin(name)
    top, bottom = skin.depth_of("dermis")
    assert top == pytest.approx(sum(layer.thickness for layer in skin.layers[:3]) - 150 * um + 0, abs=1e-9)
    assert 0.8e-3 < bottom - top < 4e-3
    for layer in skin.layers:
        parts = layer.composition
        assert parts.water + parts.lipid + parts.melanosome + parts.blood <= 1.0
        # Diffusivity of soft tissue, 0.8 to 1.6e-7 m²/s.
        thermal = layer.thermal
        assert 0.8e-7 < thermal.conductivity / (thermal.density * thermal.specific_heat) < 1.6e-7


@pytest.mark.parametrize("name", catalog.names("device"))
def test_the_middle_setting_of_a_device_can_be_fired(name: str) -> None:
    device = catalog.device(name)
    assert device.energy.low <= device.energy.high
    assert device.density.low <= device.density.high
    energy = (device.energy.low * device.energy.high) ** 0.5
    pulse = device.exposure(energy=energy)
    assert device.exposure(energy=energy) == pulse
    # The greatest energy has to be reachable too: power and longest pulse must fit each other.
    assert device.energy.high <= device.power * device.duration.high * 1.001
    if device.wavelength is not None:
        catalog.optics(catalog.skin("cheek_iii"), device.wavelength)
    catalog.heat_model(pulse.removal)
    assert catalog.limits(catalog.skin("scalp_iv"), catalog.condition("healthy"), class_of(pulse))


@pytest.mark.parametrize("name", catalog.names("goal"))
def test_goals_name_what_exists(name: str) -> None:
    goal = catalog.goal(name)
    assert catalog.condition(goal.condition)
    assert goal.evidence or goal.notes
    families = {catalog.device(device).family for device in catalog.names("device")}
    for note in goal.notes:
        assert set(note.drugs) <= set(catalog.names("drug")) and set(note.families) <= families
        assert note.drugs or note.families
    # What every page says once, among the reasons that speak of injections, is not said again by each goal.
    assert not any("hypothesis" in text for text in (*goal.evidence, *(note.text for note in goal.notes)))
    for drug in goal.drugs:
        assert catalog.drug(drug)
    for aim in goal.aims:
        assert aim.target != aim.zero
        assert aim.unit == metrics[aim.metric].unit
    for limit in goal.limits:
        assert (limit.warn < limit.stop) != limit.lower


def test_goals_limits_and_rules_are_on_metrics_in_their_unit() -> None:
    assert library_faults() == []
    assert all(limit.unit for limit in catalog.every_limit())


@pytest.mark.parametrize("name", catalog.names("condition"))
def test_the_drug_of_a_condition_is_wanted_where_there_is_a_target(name: str) -> None:
    condition = catalog.condition(name)
    assert condition.drug_target in target_depths(affected(catalog.skin("scalp_iv"), condition))


def test_panels_of_healing_name_what_the_model_gives() -> None:
    model = catalog.healing_model()
    ready = compiled(model.sbml)  # type: ignore[attr-defined]
    drawn = [name for panel in catalog.healing_panels() for name in panel.curves]
    assert set(drawn) <= {*ready.species, *OBSERVABLES}
    assert len(drawn) == len(set(drawn)) >= 30


def test_conditions_and_drugs_name_species_of_the_healing_model() -> None:
    ready = compiled(catalog.healing_model().sbml)  # type: ignore[attr-defined]
    for name in catalog.names("condition"):
        for level in catalog.condition(name).levels:
            assert level.name in ready.species or level.name in ready.scales
    for name in catalog.names("drug"):
        for effect in catalog.drug(name).effects:
            assert effect.species in ready.species


def test_healing_parameters_are_those_of_its_equations() -> None:
    model = catalog.healing_model()
    ready = compiled(model.sbml)  # type: ignore[attr-defined]
    assert {level.name for level in model.parameters} <= set(ready.scales)  # type: ignore[attr-defined]


def test_units_of_activity_belong_to_bleomycin() -> None:
    measured = {name for name in catalog.names("drug") if catalog.drug(name).potency.unit_mass is not None}
    assert measured == {"bleomycin", "botulinum_toxin", "hyaluronidase"}


def test_methods_cite_works_of_the_bibliography() -> None:
    known = catalog.works()
    for registry in (law, heat, healing, engines, mechanism):
        for choice in registry:
            for key in choice.sources:  # type: ignore[attr-defined]
                assert key in known, (choice, key)
