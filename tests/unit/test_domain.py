"""The nouns: what they refuse at birth, and the views that they give of the same fact."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_allclose

import microthermal
from microthermal import domain
from microthermal.domain.inputs.laser import Device, Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Composition, Follicle, Skin
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.response import Healing
from microthermal.errors import InputError
from microthermal.quantity import Range, fields_of
from microthermal.units import parse, write


def records(package: ModuleType) -> list[type]:
    """Records of a package and of all below it, by name."""
    found = {
        cls
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not module.name.endswith("__main__")
        for cls in vars(importlib.import_module(module.name)).values()
        if isinstance(cls, type) and dataclasses.is_dataclass(cls) and cls.__module__.startswith(package.__name__)
    }
    return sorted(found, key=lambda cls: cls.__name__)


RECORDS = records(domain)


def test_the_records_are_found():
    assert len(RECORDS) > 60


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_each_record_says_what_it_is_and_what_its_numbers_mean(cls):
    assert cls.__doc__
    assert not cls.__doc__.startswith(f"{cls.__name__}(")
    for field in fields_of(cls):
        if field.kind in (int, float):
            assert field.quantity is not None, f"{cls.__name__}.{field.name} has no unit"
        if field.quantity is not None:
            assert field.quantity.meaning
            assert field.quantity.low <= field.quantity.high
            assert parse(write(1.0, field.quantity.unit), field.quantity.unit) == 1.0


def test_records_are_small():
    large = {cls.__name__: len(dataclasses.fields(cls)) for cls in records(microthermal)}
    assert len(large) > len(RECORDS)
    # Fields that belong together go into a small record of their own.
    assert {name: count for name, count in large.items() if count > 15} == {}


def test_every_field_is_in_the_nomenclature():
    page = (Path(__file__).parents[2] / "docs" / "nomenclature.md").read_text(encoding="utf-8")
    unnamed = {
        f"{cls.__name__}.{field.name}"
        for cls in RECORDS
        for field in fields_of(cls)
        if f"| `{field.name}` |" not in page
    }
    assert not unnamed, "a new word enters docs/nomenclature.md first"


@pytest.mark.parametrize("name", ["r_edges", "z_edges"])
@pytest.mark.parametrize(
    "edges",
    [[0.0], [], [0.1, 0.2], [0.0, 0.2, 0.1], [0.0, 0.1, 0.1], [0.0, float("nan")], [0.0, float("inf")], [0.0, -1.0]],
)
def test_edges_of_a_grid_start_at_zero_and_grow(name, edges):
    good = {"r_edges": [0.0, 1e-4], "z_edges": [0.0, 1e-3]}
    with pytest.raises(InputError, match=f"Grid.{name} must start at 0 and grow"):
        Grid(**(good | {name: edges}))


def test_volumes_of_the_cells_fill_the_cylinder():
    grid = Grid(r_edges=[0.0, 1e-5, 4e-5, 2e-4], z_edges=[0.0, 1e-5, 1e-4, 1e-3])
    assert grid.shape == (3, 3)
    assert_allclose(grid.r, [5e-6, 2.5e-5, 1.2e-4])
    assert_allclose(grid.z, [5e-6, 5.5e-5, 5.5e-4])
    # Sums of six squares: a few rounding errors.
    assert_allclose(grid.ring_area.sum(), np.pi * 2e-4**2, rtol=1e-14)
    assert_allclose(grid.volume.sum(), np.pi * 2e-4**2 * 1e-3, rtol=1e-14)


def test_a_device_makes_a_pulse_with_what_it_is(device):
    made = device.pulse(energy=0.02, duration=3e-3, stack=2, interval=0.5)
    assert made == Pulse(
        wavelength=device.wavelength, energy=0.02, duration=3e-3, radius=device.radius,
        profile=device.profile, removal=device.removal, stack=2, interval=0.5, device=device.name, origin=device.origin,
    )  # fmt: skip


def test_a_device_gives_what_of_its_setting_reaches_the_skin(device):
    weak = dataclasses.replace(device, basis=dataclasses.replace(device.basis, output=0.8))
    pulse = weak.pulse(energy=0.02, duration=3e-3)
    assert pulse.energy == pytest.approx(0.016)
    assert weak.setting(pulse) == pytest.approx(0.02)
    assert device.pulse(energy=0.02, duration=3e-3).energy == 0.02
    # What is offered is what can be set.
    with pytest.raises(InputError):
        weak.pulse(energy=0.08, duration=10e-3)


@pytest.mark.parametrize(
    ("energy", "duration"),
    [(0.004, 1e-3), (0.03, 0.03 / 15.0), (0.07, 0.07 / 15.0)],
    ids=["the shortest pulse", "as long as the power asks for", "the greatest energy"],
)
def test_without_a_duration_a_pulse_is_as_short_as_the_power_allows(device, energy, duration):
    assert device.pulse(energy=energy).duration == pytest.approx(duration, rel=1e-12)


@pytest.mark.parametrize(
    ("setting", "path", "why"),
    [
        ({"energy": 0.003}, "energy", "3 mJ is beyond what toy offers; it must be between 4 mJ and 70 mJ"),
        ({"energy": 0.08}, "energy", "80 mJ is beyond"),
        ({"energy": -0.02}, "energy", "is beyond"),
        ({"energy": float("nan")}, "energy", "is beyond"),
        ({"energy": float("inf")}, "energy", "is beyond"),
        ({"duration": 0.0}, "duration", "it must be between 1 ms and 10 ms"),
        ({"duration": 0.02}, "duration", "20 ms is beyond"),
        ({"energy": 0.06}, "duration", "is more power than toy has; the pulse must last at least 4 ms"),
        ({"stack": 0}, "stack", "it must be 1 to 3"),
        ({"stack": 4}, "stack", "4 pulses are beyond what toy offers"),
    ],
)
def test_what_a_device_does_not_offer_is_one_fault(device, setting, path, why):
    with pytest.raises(InputError) as caught:
        device.pulse(**({"energy": 0.02, "duration": 3e-3} | setting))
    (fault,) = caught.value.faults
    assert fault.path == path
    assert why in fault.text


def test_all_settings_that_a_device_does_not_offer_are_told_at_once(device):
    assert [fault.path for fault in device.faults(energy=1.0, duration=1.0, stack=9)] == ["energy", "duration", "stack"]


def test_a_limit_typed_in_another_unit_does_not_fail_by_rounding(device):
    assert device.pulse(energy=70 * 1e-3 * (1 + 1e-12), duration=0.01).energy > 0.07 - 1e-9


def test_a_device_with_exchanged_ends_is_refused(device):
    with pytest.raises(InputError) as caught:
        dataclasses.replace(device, duration=Range(low=0.1, high=1e-2), density=Range(low=6e6, high=5e6))
    assert [fault.path for fault in caught.value.faults] == ["Device.duration.low", "Device.density.low"]


@pytest.mark.parametrize(
    ("wavelength", "ablative"), [(1.55e-6, False), (1.927e-6, False), (2.94e-6, True), (1.06e-5, True)]
)
def test_ablative_wavelengths(device, wavelength, ablative):
    assert dataclasses.replace(device, wavelength=wavelength).ablative is ablative


def test_plausible_ranges_catch_a_wrong_prefix():
    for fields in ({"energy": 20.0}, {"duration": 30.0}, {"radius": 60.0}, {"wavelength": 1550.0}):
        with pytest.raises(InputError, match="not plausible"):
            Pulse(**({"wavelength": 1.55e-6, "energy": 0.02, "duration": 3e-3, "radius": 6e-5} | fields))
    with pytest.raises(InputError, match="not plausible"):
        Pattern(density=250.0)
    with pytest.raises(InputError, match="not plausible"):
        Composition(water=65.0)


@pytest.fixture
def skin(layer):
    names = ("stratum_corneum", "epidermis", "papillary_dermis", "reticular_dermis", "fat")
    return Skin(
        layers=tuple(dataclasses.replace(layer, name=name, tissue=name) for name in names),
        phototype="III",
        site="cheek",
        follicle=Follicle(bulge_depth=1e-3, papilla_depth=3e-3, density=1e6),
        surface_temperature=305.0,
        core_temperature=310.0,
    )


def test_depth_of_finds_layers_by_their_tissue(skin):
    # Depths are sums of a few millimetres.
    assert skin.depth_of("dermis") == pytest.approx((2e-3, 4e-3), rel=1e-12)
    assert skin.depth_of("epidermis") == pytest.approx((1e-3, 2e-3), rel=1e-12)
    with pytest.raises(KeyError):
        skin.depth_of("bone")


@pytest.mark.parametrize(
    ("name", "tissue"),
    [
        ("stratum_corneum", "stratum_corneum"), ("horny corneum", "stratum_corneum"), ("lower_epidermis", "epidermis"),
        ("papillary_dermis", "papillary_dermis"), ("reticular_dermis", "reticular_dermis"), ("upperdermis", "dermis"),
        ("hypodermis", "fat"), ("subcutis", "fat"), ("deep_fat", "fat"), ("galea", None), ("dermis_2", None),
    ],
)  # fmt: skip
def test_a_name_tells_the_tissue_of_a_layer_that_states_none(layer, name, tissue):
    assert dataclasses.replace(layer, name=name, tissue=None).tissue == tissue
    assert dataclasses.replace(layer, name=name, tissue="muscle").tissue == "muscle"


def test_a_tissue_is_a_known_word(layer):
    with pytest.raises(InputError, match=r"Layer.tissue: must be one of 'stratum_corneum', 'epidermis'"):
        dataclasses.replace(layer, tissue="leather")


def test_records_without_arrays_compare_by_value(skin, device):
    assert dataclasses.replace(skin) == skin
    assert hash(dataclasses.replace(device)) == hash(device)


def test_healing_gives_the_course_of_one_species():
    healing = Healing(time=[0.0, 1.0], species=("collagen", "oxygen"), state=[[1.0, 2.0], [3.0, 4.0]])
    assert_allclose(healing.of("oxygen"), [2.0, 4.0])
    with pytest.raises(KeyError):
        healing.of("gold")


def test_a_device_is_read_only(device):
    with pytest.raises(dataclasses.FrozenInstanceError):
        device.power = 1.0
    assert isinstance(device, Device)
