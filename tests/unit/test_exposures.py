"""Kinds of devices in library files and cases, families of lists, and what is barred from goals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.cli.__main__ import mtz
from microthermal.documents import read, write
from microthermal.domain.inputs.exposures import DEVICES, FAMILIES, axes_of, family_of, kind_of
from microthermal.domain.inputs.exposures.current import Current, CurrentDevice, Electrode
from microthermal.domain.inputs.exposures.illumination import Illumination
from microthermal.domain.inputs.exposures.sound import SoundDevice
from microthermal.domain.inputs.laser import Device, LaserPulse, Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError, LibraryError
from microthermal.planning.case import plan_case
from microthermal.planning.window.map import WindowMap, map_of
from microthermal.quantity import Range
from microthermal.report.sections.window.window_cells import window_cells

NEEDLES = CurrentDevice(
    name="needles", maker="-", family="current", frequency=1e6,
    electrode=Electrode(radius=1e-4, bare=3e-4, depth=1.5e-3, insulated=1.2e-3), depth=Range(low=5e-4, high=3.5e-3),
    energy=Range(low=0.01, high=1.0), duration=Range(low=0.01, high=1.0), density=Range(low=1e5, high=1e6), power=5.0,
)  # fmt: skip
BOWL = SoundDevice(
    name="bowl", maker="-", family="sound", frequency=4e6, aperture=1e-2, focal_length=2e-2, focus_depth=4.5e-3,
    energy=Range(low=0.1, high=1.2), duration=Range(low=0.01, high=0.1), density=Range(low=1e4, high=1e6), power=60.0,
)  # fmt: skip
LIGHT = {
    "skin": "scalp_iii", "condition": "androgenetic_alopecia", "device": "capillus_272",
    "illumination": {"duration": "30 minute", "per_week": 3}, "pattern": {"density": "0.469 / cm**2"},
}  # fmt: skip


def faults_of(case: dict) -> list[str]:
    with pytest.raises(InputError) as caught:
        treatment_case(case)
    return [str(fault) for fault in caught.value.faults]


def test_the_laser_member_has_two_names() -> None:
    assert LaserPulse is Pulse
    treatment = Treatment(
        pulse=Pulse(wavelength=1.55e-6, energy=0.02, duration=3e-3, radius=6e-5), pattern=Pattern(density=1e6)
    )
    assert treatment.exposure is treatment.pulse and "kind" not in write(treatment)["pulse"]
    assert read(Treatment, write(treatment)) == treatment


@pytest.mark.parametrize("device", [NEEDLES, BOWL, catalog.device("capillus_272"), catalog.device("er_glass_1550")])
def test_every_device_answers_to_the_same_names(device) -> None:
    most = min(device.energy.high, device.power * device.duration.high)
    exposure = device.exposure(energy=most)
    treatment = Treatment(pulse=exposure, pattern=Pattern(density=device.density.high, sparse=not exposure.makes_zone))
    assert read(Treatment, write(treatment)) == treatment
    assert DEVICES[kind_of(device)] is type(device) and kind_of(exposure) == kind_of(device)
    assert family_of(device) in FAMILIES
    wider = exposure.of_radius(1.2 * exposure.source_radius)
    assert wider.energy == pytest.approx(exposure.energy) and wider.source_radius == 1.2 * exposure.source_radius
    weaker = exposure.of_energy(0.8 * exposure.energy)
    assert weaker.energy == pytest.approx(0.8 * exposure.energy) and weaker.duration == exposure.duration
    assert exposure.nothing("no_laser").sham and exposure.nothing("no_laser").zoneless
    again = device.again(exposure, device.setting(exposure))
    assert again.energy == pytest.approx(exposure.energy) and device.setting(exposure) > 0.0


@pytest.mark.parametrize(
    ("device", "asked", "paths"),
    [
        (NEEDLES, {"energy": 2.0, "depth": 9e-3, "stack": 3, "interval": 3.0}, ["energy", "depth", "stack"]),
        (NEEDLES, {"energy": 0.5, "duration": 0.02}, ["duration"]),
        (BOWL, {"energy": 5.0, "duration": 1.0}, ["energy", "duration"]),
        (catalog.device("capillus_272"), {"duration": 60.0, "per_week": 20.0}, ["duration", "per_week"]),
    ],
)
def test_all_that_a_device_does_not_offer_is_told_at_once(device, asked, paths) -> None:
    with pytest.raises(InputError) as caught:
        device.exposure(**asked)
    assert [fault.path for fault in caught.value.faults] == paths


def test_a_current_that_states_not_what_it_holds_is_refused() -> None:
    with pytest.raises(InputError, match=r"Current\.voltage"):
        Current(frequency=1e6, electrode=NEEDLES.electrode, energy=0.1, duration=0.1, control="voltage")


def test_depth_moves_the_tip_and_keeps_it_bare() -> None:
    deep = NEEDLES.exposure(energy=0.1, depth=3e-3).electrode
    assert (deep.depth, deep.bare) == (3e-3, 3e-4) and deep.insulated == pytest.approx(2.7e-3)
    bare = replace(NEEDLES, electrode=replace(NEEDLES.electrode, bare=1.5e-3, insulated=0.0))
    assert bare.exposure(energy=0.1, depth=3e-3).electrode.bare == 3e-3


def test_a_case_is_read_by_the_kind_of_its_device() -> None:
    case = treatment_case(LIGHT)
    assert isinstance(case.treatment.exposure, Illumination) and case.treatment.exposure.duration == 1800.0


def test_a_case_with_the_table_of_another_kind_says_which_is_right() -> None:
    wrong = {name: item for name, item in LIGHT.items() if name != "illumination"} | {"pulse": {"energy": "20 mJ"}}
    assert any("pulse: capillus_272 is set by the table 'illumination'" in one for one in faults_of(wrong))
    both = LIGHT | {"sound": {"energy": "1 J"}}
    assert any(one.startswith("sound: capillus_272 is set") for one in faults_of(both))


def test_faults_of_a_table_and_of_the_device_are_told_together() -> None:
    found = faults_of(LIGHT | {"illumination": {"duration": "1 minute", "per_week": "often", "wekes": 3}})
    assert len(found) == 3 and any("beyond what capillus_272 offers" in one for one in found)


def test_an_unknown_kind_of_device_names_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "devices").mkdir()
    (tmp_path / "devices" / "mine.toml").write_text('title = "x"\nkind = "curent"\n', encoding="utf-8")
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    with pytest.raises(LibraryError, match="did you mean 'current'"):
        catalog.device("mine")


def test_a_device_file_of_needles_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def row(value: str) -> str:
        return f'{{ value = {value}, source = "proposed", kind = "assumed" }}'

    lines = {
        "frequency": '"1 MHz"', "electrode.bare": '"0.3 mm"', "electrode.depth": '"1.5 mm"',
        "electrode.insulated": '"1.2 mm"', "depth.low": '"0.5 mm"', "depth.high": '"3.5 mm"', "energy.low": '"10 mJ"',
        "energy.high": '"1 J"', "duration.low": '"10 ms"', "duration.high": '"1 s"', "density.low": '"10 / cm**2"',
        "density.high": '"100 / cm**2"', "power": '"5 W"',
    }  # fmt: skip
    radius = '{ value = "100 um", low = "75 um", high = "150 um", source = "proposed", kind = "assumed" }'
    head = ['title = "x"', 'kind = "current"', 'maker = "-"', 'family = "current"', f"electrode.radius = {radius}"]
    text = "\n".join([*head, *(f"{key} = {row(value)}" for key, value in lines.items())])
    (tmp_path / "devices").mkdir()
    (tmp_path / "devices" / "mine.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    device = catalog.device("mine")
    assert isinstance(device, CurrentDevice) and not isinstance(device, Device)
    # The spread of the needle is what its handpiece leaves open.
    known = device.exposure(energy=0.1).handpiece.radius_range
    assert known is not None and (known.low, known.high) == (7.5e-5, 1.5e-4)


def test_devices_are_listed_by_family() -> None:
    out = CliRunner().invoke(mtz, ["library", "list", "devices"]).output
    lines = out.splitlines()
    for name in catalog.names("device"):
        assert sum(line.strip().startswith(f"{name} ") for line in lines) == 1
    assert out.index(FAMILIES["fractional"]) < out.index("er_glass_1550") < out.index(FAMILIES["low_level"])


@pytest.mark.parametrize(
    ("family", "condition", "barred"),
    [
        ("sound", "keloid", True), ("long_pulse", "androgenetic_alopecia", True),
        ("long_pulse", "atrophic_acne_scar", True), ("breakdown", "hypertrophic_scar", True),
        ("breakdown", "atrophic_acne_scar", False), ("low_level", "keloid", True),
        ("low_level", "androgenetic_alopecia", False), ("er_glass_1550", "keloid", False),
    ],
)  # fmt: skip
def test_bars(family: str, condition: str, barred: bool) -> None:
    held = [bar for bar in catalog.bars() if bar.holds(family, condition)]
    assert bool(held) == barred
    assert all(bar.reason and bar.alternative for bar in held)


def test_a_plan_refuses_a_barred_device_with_reason_and_alternative() -> None:
    case = {"skin": "cheek_iii", "goal": "keloid", "devices": ["er_glass_1550", "capillus_272"]}
    with pytest.raises(InputError) as caught:
        plan_case(case)
    told = [str(fault) for fault in caught.value.faults]
    assert len(told) == 1 and told[0].startswith("devices.1: capillus_272 is barred from this goal")
    assert "trials are of hair alone" in told[0] and "take a fractional laser" in told[0]


def test_what_makes_no_zone_has_no_map_and_no_front() -> None:
    with pytest.raises(InputError, match="makes no zone, so that there is nothing to map"):
        map_of(treatment_case(LIGHT))
    case = {
        "skin": "scalp_iii", "goal": "androgenetic_alopecia", "devices": ["er_glass_1550", "capillus_272"],
        "search": {"kind": "front"},
    }  # fmt: skip
    with pytest.raises(InputError, match=r"devices\.1: capillus_272 makes no zone"):
        plan_case(case)


def test_maps_are_drawn_over_what_a_kind_is_set_by() -> None:
    assert axes_of(NEEDLES).energy == "energy of a pin" and not axes_of(NEEDLES).spaced
    assert axes_of(BOWL).spaced
    drawn = WindowMap(
        device=BOWL, passes=1, energies=np.array([0.1, 0.4]), densities=np.array([1e5, 4e5]), state=np.zeros((2, 2)),
        used=np.zeros((2, 2)), binding=(("", ""), ("", "")), energy=0.4, density=4e5,
    )  # fmt: skip
    svg = window_cells("a bowl", drawn)
    assert "distance of neighbouring shots" in svg and "energy of a shot" in svg and "microbeam" not in svg
    # Hexagonal: 4e5 /m² are 1.7 mm from each other.
    assert ">1.7<" in svg


@pytest.mark.parametrize("name", catalog.names("device"))
def test_what_is_set_comes_back_whatever_part_of_it_reaches_the_skin(name: str) -> None:
    device = catalog.device(name)
    weak = replace(device, basis=replace(device.basis, output=0.8))
    energy = 0.5 * (device.energy.low + min(device.energy.high, device.power * device.duration.high))
    full, less = device.exposure(energy=energy), weak.exposure(energy=energy)
    assert less.energy == pytest.approx(0.8 * full.energy)
    assert weak.setting(less) == pytest.approx(energy)


def test_a_device_gives_again_what_a_case_has_stated_of_its_bowl_and_needle() -> None:
    bowl = catalog.device("ulthera_7_30")
    own = bowl.exposure(energy=0.3, aperture=0.8 * bowl.aperture, focal_length=1.1 * bowl.focal_length)
    found = bowl.again(own, 0.35)
    assert (found.aperture, found.focal_length, found.energy) == (own.aperture, own.focal_length, 0.35)
    needle = catalog.device("rf_insulated")
    deep = needle.exposure(energy=0.02, depth=1.5e-3)
    assert needle.again(deep, 0.03).electrode == deep.electrode
