"""Public case PC47: what people pass through Python: what has one meaning is taken, all else refused by its field."""

from __future__ import annotations

import decimal
import fractions

import numpy as np
import pint
import pytest

import microthermal as mt
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.treatment import Course
from microthermal.errors import InputError
from microthermal.units import cm, mJ, ms

UNITS = pint.UnitRegistry()
DEVICE = mt.catalog.device("er_glass_1550")
PULSE = {"wavelength": 1.55e-6, "energy": 0.02, "duration": 3e-3, "radius": 6e-5}
ENERGIES = [
    UNITS.Quantity(20, "mJ"), UNITS.Quantity(np.float32(20), "mJ"), "20 mJ", np.float64(0.02), np.array(0.02),
    decimal.Decimal("0.02"), fractions.Fraction(1, 50),
]  # fmt: skip


@pytest.mark.parametrize("energy", ENERGIES, ids=lambda value: type(value).__name__)
def test_a_number_with_one_meaning_is_taken_at_every_door(energy):
    for made in (DEVICE.pulse(energy=energy), Pulse(**PULSE | {"energy": energy})):
        assert type(made.energy) is float and made.energy == pytest.approx(0.02, rel=1e-6)


def test_quantities_are_taken_whatever_their_unit():
    pattern = mt.Pattern(density=UNITS.Quantity(250, "1/cm**2"), passes=np.int64(4), area="1 cm2")
    assert (pattern.density, pattern.passes, pattern.area) == (pytest.approx(2.5e6), 4, pytest.approx(1e-4))
    cooling = mt.Cooling(temperature=UNITS.Quantity(5, "degC"), coefficient=100)
    assert cooling.temperature == pytest.approx(278.15)
    one = DEVICE.pulse(energy=20 * mJ, duration=UNITS.Quantity(3000, "us"), stack=2, interval="50 ms")
    assert (one.duration, one.interval) == (pytest.approx(3e-3), pytest.approx(0.05))


BAD = [
    UNITS.Quantity(20, "ms"), UNITS.Quantity([20, 30], "mJ"), "20", "20 ms", "much", np.array([0.02]), True,
    np.bool_(True),
    float("nan"), None, [0.02], 0.02 + 0j,
]  # fmt: skip


@pytest.mark.parametrize("energy", BAD, ids=str)
def test_all_else_is_refused_by_its_field(energy):
    with pytest.raises(InputError) as caught:
        Pulse(**PULSE | {"energy": energy})
    assert [fault.path for fault in caught.value.faults] == ["Pulse.energy"]
    if energy is not None:  # of a device, None is left out
        with pytest.raises(InputError) as caught:
            DEVICE.pulse(energy=energy)
        assert [fault.path for fault in caught.value.faults] == ["energy"]


def test_all_faults_of_a_call_come_at_once():
    with pytest.raises(InputError) as caught:
        DEVICE.pulse(energy="20 ms", duration=UNITS.Quantity(3, "mJ"), stack=2.5)
    assert [fault.path for fault in caught.value.faults] == ["energy", "duration", "stack"]


def test_records_of_the_wrong_kind_are_refused_at_every_door():
    skin, pattern = mt.catalog.skin("cheek_iii"), mt.Pattern(density=250 / cm**2)
    treatment = mt.Treatment(pulse=DEVICE.pulse(energy=20 * mJ, duration=3 * ms), pattern=pattern)
    doors = {
        "Treatment.pulse": lambda: mt.Treatment(pulse="20 mJ", pattern=pattern),
        "Treatment.doses": lambda: mt.Treatment(pulse=treatment.pulse, pattern=pattern, doses="triamcinolone"),
        "Pattern.layout": lambda: mt.Pattern(density=250 / cm**2, layout="star"),
        "Cooling.during": lambda: mt.Cooling(temperature=278.0, coefficient=100.0, during="yes"),
        "Course.treatments": lambda: Course(treatments=(pattern,), interval="28 day"),
        "skin": lambda: mt.simulate("cheek_iii", treatment),
        "treatment": lambda: mt.simulate(skin, pattern),
        "course": lambda: mt.simulate_course(skin, treatment),
        "goal": lambda: mt.plan(skin, "acne_scar", [DEVICE]),
        "PlanCase.devices": lambda: mt.plan(skin, mt.catalog.goal("acne_scar"), ["er_glass_1550"]),
        "energy": lambda: DEVICE.pulse(energy={}),
    }
    for path, door in doors.items():
        with pytest.raises(InputError) as caught:
            door()
        assert [fault.path for fault in caught.value.faults] == [path]


def test_arrays_with_a_unit_keep_it():
    grid = {"r_edges": UNITS.Quantity([0, 100, 200], "um"), "z_edges": np.array([0.0, 1e-4])}
    from microthermal.domain.results.grid import Grid

    assert Grid(**grid).r_edges == pytest.approx([0.0, 1e-4, 2e-4])
