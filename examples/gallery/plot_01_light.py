"""
Where does the light go?
========================

A microbeam of 10 mJ falls on the cheek, once at 1550 nm and once at 1927 nm. Both wavelengths are absorbed by water,
but at 1927 nm some twelve times more strongly. How deep does the energy get, and how wide?
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm

import microthermal as mt
from microthermal.units import cm, mJ, ms, um

skin = mt.catalog.skin("cheek_iii")
pattern = mt.Pattern(density=100 / cm**2)

results = {}
for name in ("er_glass_1550", "thulium_1927"):
    device = mt.catalog.device(name)
    pulse = mt.Pulse(wavelength=device.wavelength, energy=10 * mJ, duration=3 * ms, radius=70 * um)
    results[name] = mt.simulate(skin, mt.Treatment(pulse=pulse, pattern=pattern))

# %%
# ``run.deposited`` holds the absorbed energy of every cell of the cylinder around the beam axis. Drawn on one
# logarithmic scale, mirrored about the axis:

figure, panels = plt.subplots(1, 2, figsize=(8, 4.4), sharey=True, layout="constrained")
for panel, result in zip(panels, results.values(), strict=True):
    light = result.run.deposited
    r, z = light.grid.r_edges / um, light.grid.z_edges / um
    energy = np.maximum(light.energy / 1e9, 1e-6)  # J/m³ to J/mm³
    image = panel.pcolormesh(
        np.concatenate([-r[:0:-1], r]),
        z,
        np.concatenate([energy[:, ::-1], energy], axis=1),
        norm=LogNorm(1e-3, 3),
        cmap="magma",
    )
    panel.set(xlim=(-300, 300), ylim=(1000, 0), xlabel="distance from the beam axis [µm]")
    panel.set_title(f"{result.treatment.pulse.wavelength * 1e9:.0f} nm, {100 * light.reflected:.0f} % comes back out")
panels[0].set_ylabel("depth [µm]")
figure.colorbar(image, ax=panels, label="absorbed energy [J/mm³]", extend="both")

# %%
# Summed over the width, the same fields tell how much of the absorbed energy lies below a depth. (The bend near 1.25
# mm is where the dermis ends: fat has little water.)

figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
for result in results.values():
    light = result.run.deposited
    ring = np.pi * np.diff(light.grid.r_edges**2)
    slab = (light.energy * ring).sum(axis=1) * np.diff(light.grid.z_edges)
    below = 1 - np.concatenate([[0], np.cumsum(slab)]) / slab.sum()
    axes.plot(light.grid.z_edges / um, 100 * below, label=f"{result.treatment.pulse.wavelength * 1e9:.0f} nm")
axes.set(xlim=(0, 2000), ylim=(0, 100), xlabel="depth [µm]", ylabel="fraction absorbed below [%]")
axes.legend()
plt.show()
