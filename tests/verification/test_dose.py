"""Broad low-level light: rows of the verification page, energy, order of the slabs, symmetry of layers."""

from __future__ import annotations

import numpy as np
import pytest
from tests.numerics.twins.adding_doubling import slab
from tests.verification.dose_rows import CASES, SCATTERING, half_space, of_layers
from tests.verification.rows import rows_of

from microthermal import catalog
from microthermal.deposition.broad_light import broad_gain, slabs_for
from microthermal.domain.inputs.exposures.illumination import Illumination
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.simulation.chain import simulate
from microthermal.simulation.exposures.dose_run import doses_of, greatest_rise, light_dose, session_fluence
from microthermal.simulation.settings import Settings
from microthermal.tissue.resting import STILL_AIR, surface_admittance
from microthermal.tissue.skin_optics import optics

pytestmark = pytest.mark.xdist_group("verification rows")

LIBRARY = catalog.library()


@pytest.mark.parametrize("rows", CASES, ids=lambda rows: rows.__name__)
def test_rows_of_the_page(rows) -> None:
    failed = [row for row in rows_of(rows) if not row.passed]
    assert not failed, failed


def test_all_energy_is_accounted_for() -> None:
    """What is absorbed by depth comes to all that enters and does not come back; a mirror image changes nothing."""
    edges = slabs_for(np.array([10.0]), 0.2, 2e-4)
    gain, _ = broad_gain(half_space(200.0), edges, 12_800, 1)
    absorbed = float(np.sum(gain * 200.0 * np.diff(edges)))
    reflected, _ = slab([(200.0, SCATTERING, 0.0, 1.0)], 1.0, 64)
    assert absorbed == pytest.approx(1.0 - reflected, abs=0.01)
    finer, _ = broad_gain(half_space(200.0), slabs_for(np.array([10.0]), 0.2, 1e-4), 12_800, 1)
    pairs = finer.reshape(-1, 2).mean(axis=1)
    # The same photons fall into halves of the same slabs.
    assert np.allclose(pairs, gain, rtol=1e-9)


def test_more_pigment_lets_less_through_everywhere() -> None:
    edges = slabs_for(np.array([80e-6, 2e-3, 5e-3]), 3e-3, 2e-4)
    held = (optics(of_layers(one), 650e-9, LIBRARY.spectra) for one in ("ii", "iv", "vi"))
    gains = [broad_gain(one, edges, 6400, 1)[0] for one in held]
    assert (gains[0] > gains[1]).all() and (gains[1] > gains[2]).all()


def cap(duration: float = 1800.0, density: float = 4690.0) -> Treatment:
    light = Illumination(wavelength=650e-9, irradiance=177.0, radius=3e-3, duration=duration)
    return Treatment(pulse=light, pattern=Pattern(density=density, sparse=True))


def test_dose_is_linear_in_time_and_beams_and_the_same_twice() -> None:
    skin, settings = catalog.skin("scalp_iii"), Settings(until=30 * 86400.0, persons=2)
    one, longer, denser = (
        simulate(skin, treatment, None, settings) for treatment in (cap(), cap(3600.0), cap(density=9380.0))
    )
    for place, dose in doses_of(one).items():
        assert doses_of(longer)[place] == pytest.approx(2 * dose) == pytest.approx(doses_of(denser)[place])
    again = light_dose(skin, cap().exposure, settings.seed, LIBRARY)
    assert np.array_equal(again.gain, one.run.extras.dose.gain)
    assert session_fluence(one) == pytest.approx(one.lattice.fluence)
    dose = one.run.extras.dose
    assert list(dose.at_bulge) == sorted(dose.at_bulge, reverse=True) and dose.phototypes[2] == "III"
    assert any("nobody has measured" in caution.text for caution in one.cautions)
    assert any("P 0.45" in caution.text for caution in one.cautions)


def test_the_bound_on_warming_is_above_steady_conduction() -> None:
    """A finite-difference solution of the steady rise, with blood, air and the real depth of the light, stays below."""
    skin = catalog.skin("scalp_iii")
    dose = light_dose(skin, cap().exposure, 1, LIBRARY)
    held = optics(skin, 650e-9, LIBRARY.spectra)
    edges = slabs_for(held.thickness, sum(layer.thickness for layer in skin.layers), 5e-5)
    middle, width = 0.5 * (edges[1:] + edges[:-1]), np.diff(edges)
    layer = np.searchsorted(np.cumsum(held.thickness)[:-1], middle, side="right")
    conductivity = np.array([one.thermal.conductivity for one in skin.layers])[layer]
    perfusion = np.array([one.thermal.perfusion for one in skin.layers])[layer]
    source = np.interp(middle, dose.z, dose.gain, right=0.0) * held.absorption[layer] * width
    between = 1.0 / (0.5 * width[1:] / conductivity[1:] + 0.5 * width[:-1] / conductivity[:-1])
    matrix = np.diag(perfusion * 1060.0 * 3770.0 * width)
    for row, link in enumerate(between):
        matrix[row : row + 2, row : row + 2] += link * np.array([[1.0, -1.0], [-1.0, 1.0]])
    matrix[0, 0] += 1.0 / (0.5 * width[0] / conductivity[0] + 1.0 / STILL_AIR.coefficient)
    matrix[-1, -1] += 2.0 * conductivity[-1] / width[-1]
    rise = np.linalg.solve(matrix, source)
    assert 0.2 * dose.warming < rise.max() < dose.warming
    assert surface_admittance(skin) > 0.0


def test_no_light_of_no_dose_and_no_heat() -> None:
    laser = catalog.device("er_glass_1550").pulse(energy=0.02)
    found = simulate(
        catalog.skin("cheek_iii"), Treatment(pulse=laser, pattern=Pattern(density=1e6)), None,
        Settings(cell=2e-5, numerical_error=False, until=30 * 86400.0, persons=2),
    )  # fmt: skip
    assert doses_of(found) == {} and greatest_rise(found) == (0.0, 0.0)
