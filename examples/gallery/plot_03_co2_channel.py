"""
How much heat is left around a CO₂ channel?
===========================================

An ablative pulse removes a channel and leaves a rim of coagulated dermis: the residual thermal damage. More energy
makes the channel deeper; what becomes of the rim?
"""

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, um

skin = mt.catalog.skin("abdomen_iii")
device = mt.catalog.device("fractional_co2")
pattern = mt.Pattern(density=25 / cm**2)
energies = np.array([5, 10, 20, 30, 50, 70, 100]) * mJ

results = [mt.simulate(skin, mt.Treatment(pulse=device.pulse(energy=energy), pattern=pattern)) for energy in energies]

# %%
# One zone cut open. The channel is white; colours are the highest temperature that each place had; the line is where
# collagen is denatured.

result = results[2]
zone, damage = result.zone, result.damage
r, z = damage.grid.r_edges / um, damage.grid.z_edges / um
peak = np.ma.masked_where(damage.removed > 0.5, damage.peak - 273.15)
omega = damage.omega[damage.endpoints.index("collagen")]

figure, axes = plt.subplots(figsize=(5, 5), layout="constrained")
mirrored = np.ma.concatenate([peak[:, ::-1], peak], axis=1)
image = axes.pcolormesh(np.concatenate([-r[:0:-1], r]), z, mirrored, cmap="inferno", vmin=30, vmax=110)
centres = np.concatenate([-damage.grid.r[::-1], damage.grid.r]) / um
axes.contour(
    centres,
    damage.grid.z / um,
    np.log10(np.maximum(np.concatenate([omega[:, ::-1], omega], axis=1), 1e-9)),
    levels=[0],
    colors="white",
)
axes.set(xlim=(-150, 150), ylim=(1000, 0), xlabel="distance from the beam axis [µm]", ylabel="depth [µm]")
axes.set_title(f"{result.treatment.pulse.energy / mJ:.0f} mJ, beam of {2 * device.radius / um:.0f} µm")
figure.colorbar(image, label="highest temperature [°C]", extend="max")

# %%
# The channel deepens almost in step with the energy at first, then more slowly, as the pulse gets longer and more
# heat has time to leave. The rim at half the depth grows with it, and stays within some tens of micrometres.

figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.6), layout="constrained")
left.errorbar(
    energies / mJ,
    [each.zone.channel_depth.value / um for each in results],
    [each.zone.channel_depth.error / um for each in results],
    label="channel",
)
left.errorbar(
    energies / mJ,
    [each.zone.depth.value / um for each in results],
    [each.zone.depth.error / um for each in results],
    linestyle="--",
    label="zone (cells die)",
)
left.set(xlabel="energy of a pulse [mJ]", ylabel="depth [µm]", ylim=(0, None), title="Channel and zone")
left.legend()
right.errorbar(
    energies / mJ,
    [each.zone.rim.value / um for each in results],
    [each.zone.rim.error / um for each in results],
    color="C1",
)
right.set(xlabel="energy of a pulse [mJ]", ylabel="thickness of the rim [µm]", ylim=(0, None))
right.set_title("Residual thermal damage at half the depth")
plt.show()
