"""Every device of the library: its middle setting simulates, and leaves a zone that a skin can hold."""

from __future__ import annotations

import numpy as np
import pytest
from tests.reference.meant import meant

from microthermal import catalog
from microthermal.deposition.breakdown.reach import tears
from microthermal.deposition.engines.breakdown import Breakdown
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.exposures import family_of, kind_of
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.simulation.chain import simulate
from microthermal.simulation.settings import Settings
from microthermal.store.shapes import shape_of

SKIN = catalog.skin("cheek_iii")
COARSE = Settings(cell=2e-5, numerical_error=False)
# Few photons: whether a zone is there and a skin can hold it, no digit of it.
TORN = Settings(cell=2e-5, numerical_error=False, deposition=Breakdown(photons=3200))
QUICK = Settings(cell=2e-5, numerical_error=False, deposition=MonteCarlo(photons=3200))


# One device of each family for every save; a second each for all of them is a minute.
FIRST = {family_of(catalog.device(name)): name for name in reversed(catalog.names("device"))}
NAMES = [
    name if name in FIRST.values() else pytest.param(name, marks=pytest.mark.slow) for name in catalog.names("device")
]


@pytest.mark.parametrize("name", NAMES)
def test_middle_setting_simulates(name):
    device = catalog.device(name)
    most = min(device.energy.high, device.power * device.duration.high)
    # What is known of the settings of needles is a range of energy; a zone takes most of it at usual depths.
    energy = 0.8 * most if kind_of(device) == "current" else float(np.sqrt(device.energy.low * most))
    skin, pulse, pattern = meant(device, SKIN, energy=energy)
    if pattern is None:
        density = float(np.sqrt(device.density.low * device.density.high))
        pattern = Pattern(density=density, sparse=not pulse.makes_zone)
    treatment = Treatment(pulse=pulse, pattern=pattern, cooling=device.cooling)
    torn = tears(pulse)
    scattered = device.wavelength is not None and not device.ablative
    found = simulate(skin, treatment, None, TORN if torn else QUICK if scattered else COARSE)
    assert implausible(found) == []
    if not pulse.makes_zone:
        assert found.zone.depth.value == 0.0 and found.run.extras.dose.gain.min() > 0.0
        return
    if torn:
        # What breakdown leaves are vacuoles; whether heat leaves a zone as well hangs on the pigment.
        vacuoles = found.run.extras.vacuoles
        assert vacuoles.expected != "no"
        assert vacuoles.usual.branch == "none" or float(found.injury.necrotic.max()) > 0.0
    else:
        # Ultrasound is meant to coagulate below the dermis.
        assert found.zone.depth.value < (4e-3 if device.family != "sound" else 8e-3)
        # A bare needle spreads so little energy over so much skin that its middle setting may kill nothing.
        if device.family == "current" and found.zone.depth.value == 0.0:
            return
        assert found.zone.depth.value > 0
        assert 0 < found.lattice.coverage <= 1
    # Cooling of the surface must not hide the heat that the pulses leave between the zones.
    assert found.lattice.bulk_rise > 0
    shines = device.wavelength is not None
    # What does not shine spares the epidermis, but for needles that are bare up to the surface.
    bare = device.family == "current" and pulse.electrode.insulated == 0.0
    assert shines or (found.zone.top.value > 0.0 and found.injury.epidermis_open == 0.0) != bare
    weak = not shines or device.wavelength < 1.1e-6
    assert (found.zone.channel_depth.value > 0) == device.ablative or weak
    assert not [caution for caution in found.cautions if caution.stage == "heat" and caution.weight == "stop"]


def implausible(value):
    """Arrays of a result that a saved run would be refused for."""
    shape = shape_of(type(value))
    arrays = [(field, getattr(value, field.name)) for field in shape.arrays]
    faults = [fault for field, array in arrays if array is not None and (fault := field.quantity.array_fault(array))]
    inner = [getattr(value, field.name) for field in shape.groups]
    inner += [one for field in shape.series for one in getattr(value, field.name)]
    return faults + [fault for one in inner if one is not None for fault in implausible(one)]
