"""Cases of the verification page for hairs and vessels: heated cylinders of a table, light at the bulge, voxels."""

from __future__ import annotations

import numpy as np
from tests.verification import cylinder_exact as exact
from tests.verification import cylinder_problems as problems
from tests.verification import selective_problems as selective
from tests.verification import voxel_problems as voxels
from tests.verification.rows import Row

from microthermal.numerics.conduction.held_wall import rise_around

# What cells of a tenth of the radius leave on the axis, as a fraction of the rise, and half of the table's last digit.
_AXIS, _DIGIT = 2e-3, 5e-5
# Layers of the table of light are known in words alone, and its walk has an error of its own: 8 % is allowed, twice
# what another phase function makes there with what phototypes leave open.
_LAYERS = 0.08


def ends_of_pulses() -> list[Row]:
    """A2: rise on the axis at the end of pulses of 0.5 to 400 ms, radii of 35 to 500 µm."""
    rows = []
    for radius, ends in selective.ENDS.items():
        for duration, true in ends.items():
            ours = selective.end_on_axis(radius * 1e-6, duration * 1e-3)
            case = f"cylinder of {radius} µm, pulse of {duration:g} ms"
            rows.append(Row(case, "rise on the axis at its end", "table A2", true, ours, 0.0, _AXIS + _DIGIT))
    return rows


def half_times() -> list[Row]:
    """A1: half of the rise on the axis is gone after 4.017 ms at 35 µm, and after 73.77 ms at 150 µm."""
    rows = []
    for radius, half in ((35e-6, 4.017e-3), (150e-6, 73.77e-3)):
        r, found = selective.rise(radius, 1e-6, half, lit=problems.RISE)
        inner, outer = r[:2] ** 2
        ours = float(found[0] + (found[0] - found[1]) * inner / (outer - inner)) / problems.RISE
        case = f"cylinder of {1e6 * radius:.0f} µm, heated at once"
        rows.append(Row(case, f"rise on the axis after {1e3 * half:g} ms", "table A1", 0.5, ours, 0.0, _AXIS))
    return rows


def peaks_around() -> list[Row]:
    """A3: the highest of the sampled rises at one to five radii, after pulses of 3, 30 and 100 ms."""
    rows = []
    for place, (radii, table) in enumerate(sorted(selective.PEAKS.items())):
        for duration, true in zip(selective.PULSES, table, strict=True):
            ours = float(selective.after_pulse(duration)[0][place].max())
            digits = 5e-4 if true >= 0.04 else 5e-5
            case = f"shaft of 70 µm, pulse of {1e3 * duration:g} ms, {radii} radii from the axis"
            # On the wall the rise falls by its own size within a radius, and rings are a twentieth of it.
            allowed = digits + (4e-3 if radii == 1 else 1e-3)
            rows.append(Row(case, "highest rise of those sampled", "table A3", true, ours, 0.0, allowed))
    return rows


def hair_at_bulge() -> list[Row]:
    """A shaft of 35 µm in the light at the bulge: 20 J/cm², 30 ms, 808 nm, by its absorption."""
    rows = []
    for absorption, true in selective.HAIR.items():
        case = f"shaft of {absorption / 100:g} /cm, 20 J/cm² in 30 ms at 808 nm, type II"
        ours = selective.hair_rise(absorption)
        rows.append(Row(case, "rise at three radii, K", "table", true, ours, 0.0, 0.5 + 0.03 * true))
    return rows


def light_at_bulge() -> list[Row]:
    """Fluence at 1.3 mm over radiant exposure, broad beam, by wavelength and phototype."""
    rows = []
    for wavelength, table in selective.FLUENCE.items():
        for phototype, true in table.items():
            ours, error = selective.fluence_at_bulge(wavelength, phototype)
            case = f"broad beam of {wavelength} nm, phototype {phototype.upper()}"
            quantity = "fluence at 1.3 mm over radiant exposure"
            rows.append(Row(case, quantity, "table (another walk)", true, ours, error, _LAYERS * true))
    return rows


def voxel_heat() -> list[Row]:
    """Heat on voxels: error of the finest of three grids, and the order."""
    rows = []
    for name in voxels.PROBLEMS:
        errors, orders = voxels.refined(name)
        rows += [
            Row(
                f"voxels: {name}", "root mean square error, K", "exact", 0.0, float(errors[-1]), 0.0, 3e-4 * voxels.RISE
            ),
            Row(f"voxels: {name}", "order of convergence in space", "theory", 2.0, float(orders[-1]), 0.0, 0.15),
        ]
    return rows


def voxel_absorptance() -> list[Row]:
    """A4, A5 on voxels: light that meets a cylinder whose outline is stepped, forty voxels in its radius."""
    rows = []
    for words, walk, formula in (
        ("collimated light across", voxels.absorptance, exact.absorptance_across),
        ("field of equal radiance", voxels.isotropic_absorptance, exact.absorptance_in_isotropic_field),
    ):
        for depth in (0.05, 0.35, 1.0, 5.0):
            ours, error = walk(depth)
            case = f"voxels: cylinder of optical depth {depth:g} in its radius, {words}"
            true = formula(depth)
            # Steps of a fortieth of the radius leave the chords right to some thousandths.
            rows.append(Row(case, "absorbed fraction", "exact (quadrature)", true, ours, error, 4e-3 * true))
    return rows


def held_wall() -> list[Row]:
    """A cylinder whose wall is held hot: rise at two and at four radii against the exact integral."""
    radius, rows = problems.RADIUS, []
    times = np.logspace(-6, np.log10(0.4), 340)
    for radii in (2.0, 4.0):
        found = rise_around(radius, radii * radius, problems.DIFFUSIVITY, times)
        for time in (3e-3, 30e-3, 0.4):
            ours = float(np.interp(time, times, found))
            true = exact.outside_held(radii * radius, radius, problems.DIFFUSIVITY, time)
            case = f"wall of 35 µm held hot for {1e3 * time:g} ms, {radii:g} radii from the axis"
            rows.append(Row(case, "rise over that of the wall", "exact", true, ours, 0.0, 1e-3))
    return rows


HEAT = (half_times, ends_of_pulses, peaks_around, hair_at_bulge, voxel_heat, held_wall)
LIGHT = (light_at_bulge, voxel_absorptance)
