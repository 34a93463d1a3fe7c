"""Public cases PC48 and PC50: published settings are accepted, and a plan never gives more light than was wanted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microthermal import catalog
from microthermal.cases.pattern import density_faults
from microthermal.cases.treatment import treatment_case
from microthermal.catalog.device_steps import density_steps
from microthermal.catalog.reading.state import one_state
from microthermal.documents import write
from microthermal.errors import InputError
from microthermal.planning.searches.full_grid import FullGrid
from microthermal.units import cm

CASE = {"skin": {"site": "cheek", "phototype": "IV"}}
DEVICES = {name: catalog.device(name) for name in catalog.names("device")}
PULSES = {name: FullGrid().pulses(device) for name, device in DEVICES.items()}


def accepted(device: str, energy: str, density: str, passes: int):
    pulse, pattern = {"energy": energy}, {"density": density, "passes": passes}
    return treatment_case(CASE | {"device": device, "pulse": pulse, "pattern": pattern})


@pytest.mark.parametrize(
    ("density", "energy"), [("125 MTZ/cm**2", "8 mJ"), ("250 MTZ/cm2", "8 mJ"), ("125 cm-2", "16 mJ")]
)
def test_the_published_passes_of_fraxel_are_accepted(density, energy):
    assert accepted("fraxel_restore", energy, density, 8).treatment.pattern.passes == 8


@pytest.mark.parametrize("device", ["fraxel_restore", "fraxel_dual_1550", "er_glass_1550"])
def test_a_fifth_of_the_surface_in_each_of_eight_passes_is_refused(device):
    pattern = {"coverage": {"fraction": "20 %", "diameter": "135 um"}, "passes": 8}
    with pytest.raises(InputError) as caught:
        treatment_case(CASE | {"device": device, "pulse": {"energy": "8 mJ"}, "pattern": pattern})
    (fault,) = caught.value.faults
    assert fault.path == "pattern.coverage" and "in each of 8 passes, 11200 /cm² in all" in fault.text


@pytest.mark.parametrize("name", catalog.names("device"))
def test_the_published_treatment_of_each_device_is_accepted_or_said_to_be_missing(name):
    protocol = catalog.protocol(name)
    assert protocol.text
    if protocol.energy is None:
        return
    stated = write(protocol)
    pulse = {key: stated[key] for key in ("energy", "duration", "stack", "interval") if key in stated}
    pattern = {"density": stated["density"], "passes": protocol.passes}
    case = treatment_case(CASE | {"device": name, "pulse": pulse, "pattern": pattern})
    assert case.treatment.pattern.density == protocol.density


def test_at_least_nine_devices_have_a_published_treatment_with_its_source():
    known = [name for name in catalog.names("device") if catalog.protocol(name).energy is not None]
    assert len(known) >= 9
    rows = {
        row.path: row for name in known for row in catalog.entry("device", name).rows if row.path == "protocol.energy"
    }
    assert all(row.source for row in rows.values())


@pytest.mark.parametrize("name", catalog.names("device"))
def test_the_basis_of_every_device_is_stated_with_its_source(name):
    rows = {row.path: row for row in catalog.entry("device", name).rows}
    assert {"basis.density", "basis.layout", "basis.setting"} <= set(rows)


@one_state()
@given(data=st.data(), wanted=st.floats(20 / cm**2, 6000 / cm**2), passes=st.integers(1, 20))
@settings(max_examples=300)
def test_a_plan_never_gives_more_light_than_was_wanted(data, wanted, passes):
    name = data.draw(st.sampled_from(sorted(DEVICES)))
    pulse = data.draw(st.sampled_from(PULSES[name]))
    device = DEVICES[name]
    found = FullGrid(passes=passes).pattern(device, pulse, wanted)
    offered = [density_steps(device, number).below(wanted / number) for number in range(1, passes + 1)]
    if found is None:
        assert offered[0] is None
        return
    assert found.density * found.passes <= wanted * (1 + 1e-7)
    assert found.passes <= passes and found.layout == device.basis.layout
    assert density_faults(found.density, found.passes, device) == []


@pytest.mark.parametrize("name", catalog.names("device"))
@one_state()
def test_a_plan_comes_near_what_was_wanted_where_the_device_can(name):
    device = DEVICES[name]
    for pulse in PULSES[name]:
        for wanted in (200 / cm**2, 500 / cm**2, 1000 / cm**2, 2000 / cm**2):
            found = FullGrid().pattern(device, pulse, wanted)
            most = device.density.high * (1 if device.basis.density == "treatment" or device.ablative else 8)
            if found is not None and wanted <= most and device.density.low < device.density.high:
                assert found.density * found.passes >= 0.45 * wanted


def test_the_deep_pulses_of_fraxel_are_tried_as_gently_as_on_the_class():
    pulse = PULSES["fraxel_restore"][-1]
    assert pulse.energy == pytest.approx(0.07)
    found = FullGrid().pattern(DEVICES["fraxel_restore"], pulse, 400 / cm**2)
    assert (
        found is not None and found.density * found.passes == pytest.approx(349 / cm**2, rel=1e-6) and found.passes > 1
    )
    assert FullGrid().pattern(DEVICES["fraxel_restore"], pulse, 200 / cm**2) is None
