"""Sound posed to the kernels: bowls of the reference table, layers, energy through planes, heat of a line."""

from __future__ import annotations

import math

import numpy as np
from tests.verification import sound_exact as exact
from tests.verification.heat_cases import CAPACITY, CONDUCTIVITY, START, heat_pulse, scattered
from tests.verification.heat_problems import QUIET, last, matter

from microthermal.domain.results.grid import Grid
from microthermal.heat.models import evolve
from microthermal.numerics.acoustics.cells import squares
from microthermal.numerics.acoustics.field import Sounding, flux, pressures, waves_for
from microthermal.numerics.acoustics.layers import Media, passage
from microthermal.numerics.acoustics.rayleigh import Bowl, rayleigh

SPEED = 1540.0
# Frequency [Hz], rim and curvature [m]; |p|/(ρ c u) at 0.7, 0.9, 1, 1.1 and 1.3 of the curvature, as handed down.
PLACES = (0.7, 0.9, 1.0, 1.1, 1.3)
BOWLS = (
    (4e6, Bowl(7.5e-3, 15e-3), (3.06644, 19.44361, 32.79690, 19.94864, 4.23724)),
    (7e6, Bowl(5e-3, 12e-3), (1.44990, 19.77213, 31.16711, 19.77916, 3.10285)),
    (10e6, Bowl(4e-3, 10e-3), (4.95622, 19.03523, 34.06174, 19.99706, 4.86598)),
    (0.5e6, Bowl(32e-3, 64e-3), (2.98561, 16.42792, 17.49168, 14.34054, 5.93755)),
)
# Pressure in the focal plane over that of the focus, 4 MHz: off the axis [m], Rayleigh integral as handed down.
FOCAL = ((1e-4, 0.91713), (2e-4, 0.69531), (3e-4, 0.40428))


def media(speed, density, attenuation, thickness) -> Media:
    """Media from rows of numbers."""
    return Media(*(np.array(row, dtype=float) for row in (speed, density, attenuation, thickness)))


def alike(path, attenuation=0.0) -> Media:
    """One medium that counts as four."""
    return media([SPEED] * 4, [1000.0] * 4, [attenuation] * 4, [path, 1e-4, 1.2e-3, 1.0])


def skin_like(damping=(0.0, 10.0, 16.0, 29.0), path=10.5e-3) -> Media:
    """Water, epidermis, dermis and fat at 4 MHz."""
    return media([1480.0, 1600.0, 1537.0, 1460.0], [1000.0, 1150.0, 1116.0, 911.0], damping, [path, 1e-4, 1.2e-3, 1.0])


def amplitude(frequency, bowl, across, along, refined=1.0):
    """|p|/(ρ c u) by the Rayleigh integral."""
    points = (np.array(across, dtype=float), np.array(along, dtype=float))
    return np.hypot(*rayleigh(bowl, 2.0 * math.pi * frequency / SPEED, 0.0, points, refined))


def layered_against_rayleigh(attenuation):
    """Greatest difference of four equal layers from the Rayleigh integral, over the greatest pressure."""
    bowl, frequency, path = Bowl(7.5e-3, 15e-3), 8e6 * math.pi, 10.5e-3
    sounding = Sounding(bowl, alike(path, attenuation), frequency)
    depths, radii = np.linspace(0.0, 8e-3, 17), np.linspace(0.0, 4e-3, 9)
    found = pressures(sounding, waves_for(sounding, 8e-3, 4e-3), depths, radii)
    z, r = np.meshgrid(depths, radii, indexing="ij")
    real, imaginary = rayleigh(bowl, frequency / SPEED, attenuation, (r.ravel(), z.ravel() + path))
    # The integral is i p, the sum of plane waves p.
    off = np.hypot(found.real.ravel() - imaginary, found.imaginary.ravel() + real)
    return float(off.max() / np.hypot(real, imaginary).max())


def kept_power():
    """Power through five planes in layers that do not damp, over that through the first."""
    sounding = Sounding(Bowl(7.5e-3, 15e-3), skin_like((0.0,) * 4), 8e6 * math.pi)
    through = flux(sounding, waves_for(sounding, 8e-3, 4e-3), np.array([0.0, 1e-4, 5e-4, 1.3e-3, 4.5e-3, 8e-3]))
    return through.passing / through.passing[0]


def absorbed_power(radius=25e-3, rings=500):
    """Power taken up in all cells, by α |p|²/ρc, and by the fall of the flux; both over what arrives."""
    sounding = Sounding(Bowl(4e-3, 8e-3), skin_like((0.4, 10.0, 16.0, 29.0), 5e-3), 8e6 * math.pi)
    z_edges = np.concatenate((np.linspace(0.0, 1e-4, 5), [7e-4], np.linspace(1.3e-3, 5e-3, 60)))
    grid = Grid(r_edges=np.linspace(0.0, radius, rings + 1), z_edges=z_edges)
    cells = squares(sounding, grid.r_edges, grid.z_edges)
    layer = np.searchsorted([1e-4, 1.3e-3], grid.z) + 1
    damped = (sounding.media.attenuation / sounding.media.density / sounding.media.speed)[layer]
    scale = sounding.media.density[0] * sounding.media.speed[0]
    taken = float((cells.squared * grid.volume * damped[:, None]).sum() * scale)
    return taken / cells.flux.arriving, float(cells.flux.passing[0] - cells.flux.passing[-1]) / cells.flux.arriving


def slab(part, order=(1500.0, 1700.0)):
    """Transmitted power at normal incidence of a slab whose thickness is a part of the wavelength; found and exact."""
    frequency, density = 8e6 * math.pi, (1000.0, 1150.0)
    thick = part * 2.0 * math.pi * order[1] / frequency
    three = media([order[0], order[1], order[0]], [density[0], density[1], density[0]], [0.0] * 3, [1e-2, thick, 1.0])
    found = passage(three, frequency, np.zeros(1), np.array([0.0, thick]))
    impedances = (order[0] * density[0], order[1] * density[1])
    power = float(
        (found.pressure_real * found.velocity_real + found.pressure_imaginary * found.velocity_imaginary)[1, 0]
    )
    return power, exact.through_slab(impedances, 2.0 * math.pi * part)


WIDTH, LASTING, HEATING = 120e-6, 30e-3, 1e3


def line(cell):
    """A line source of 120 µm for 30 ms, 1 K/ms at its start on the axis: rise out to three widths, found, exact."""
    edges = list(np.arange(round(4.0 * WIDTH / cell) + 1) * cell)
    while edges[-1] < 2e-3:
        edges.append(edges[-1] + (1.0 + 0.15 * cell / 2e-5) * (edges[-1] - edges[-2]))
    grid = Grid(r_edges=np.array(edges), z_edges=np.array([0.0, 20e-6]))
    rate = HEATING * CAPACITY
    # The mean of the Gaussian over each ring.
    mean = -np.diff(np.exp(-((grid.r_edges / WIDTH) ** 2))) * math.pi * WIDTH**2 / grid.ring_area
    light = scattered(grid, (rate * LASTING * mean)[None, :])
    final = last(evolve(QUIET, matter(grid, CONDUCTIVITY, CAPACITY, START), light, heat_pulse(LASTING), None, LASTING))
    near = grid.r < 3.0 * WIDTH
    true = exact.line_rises(grid.r[near], WIDTH, (rate / CAPACITY, CONDUCTIVITY / CAPACITY), LASTING)
    return final.temperature[0, near] - START, true, grid.r[near]


def mean_errors():
    """Errors of the mean square in cells of half a wavelength around the focus, with 5, 10 and 20 panels in each."""
    bowl, path = Bowl(4e-3, 8e-3), 5e-3
    sounding = Sounding(bowl, alike(path), 8e6 * math.pi)
    half = 0.5 * SPEED / 4e6
    edges = half * np.arange(11), half * np.arange(21)
    exact_mean = squares(sounding, *edges, panel=0.5 / 80).squared
    found = [squares(sounding, *edges, panel=0.5 / count).squared for count in (5, 10, 20)]
    return np.array([np.abs(each - exact_mean).max() for each in found]) / exact_mean.max()
