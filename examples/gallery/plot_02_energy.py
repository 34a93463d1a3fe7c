"""
How deep is a zone, and how wide, for a pulse energy?
=====================================================

The curve that makers of devices print: depth and width of one zone over the energy of its pulse, at 1550 nm.
"""

# sphinx_gallery_thumbnail_number = 2

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, ms, um

skin = mt.catalog.skin("abdomen_ii")
device = mt.catalog.device("er_glass_1550")
pattern = mt.Pattern(density=10 / cm**2)  # sparse: each zone stands alone
energies = np.array([4, 6, 8, 10, 15, 20, 30, 40, 50, 60, 70]) * mJ

zones = [
    mt.simulate(skin, mt.Treatment(pulse=device.pulse(energy=energy, duration=3 * ms), pattern=pattern)).zone
    for energy in energies
]

# %%
# A zone ends where cells of the dermis die. Where its collagen is denatured, too, is another and smaller surface:
# ``zone.reach("collagen")``. The bars are the numerical error of each depth. They are not the uncertainty of skin,
# which is larger: published scattering of skin differs twofold at this wavelength (see the page on bands).

figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.8), layout="constrained")
collagen = [zone.reach("collagen") for zone in zones]
left.errorbar(
    energies / mJ,
    [zone.depth.value / um for zone in zones],
    [zone.depth.error / um for zone in zones],
    label="cells die",
)
left.plot(energies / mJ, [reach.depth.value / um for reach in collagen], "--", label="collagen is denatured")
left.set(xlabel="energy of a pulse [mJ]", ylabel="depth [µm]", ylim=(0, None), title="Depth")
right.plot(energies / mJ, [2 * zone.radius.value / um for zone in zones])
right.plot(energies / mJ, [2 * reach.radius.value / um for reach in collagen], "--")
right.set(xlabel="energy of a pulse [mJ]", ylabel="greatest width [µm]", ylim=(0, None), title="Width")
left.legend()

# %%
# The outlines of some of them. A stronger pulse makes the zone longer much more than wider.

figure, axes = plt.subplots(figsize=(4.2, 4.6), layout="constrained")
chosen = [1, 3, 5, 7, 10]
colours = plt.get_cmap("viridis")(np.linspace(0.9, 0.1, len(chosen)))
for index, colour in zip(reversed(chosen), reversed(list(colours)), strict=True):
    zone = zones[index]
    inside = zone.outline > 0
    z = np.append(zone.z[inside], zone.depth.value) / um  # the tip closes the outline
    outline = np.append(zone.outline[inside], 0) / um
    axes.fill_betweenx(z, -outline, outline, color=colour, linewidth=0, label=f"{energies[index] / mJ:.0f} mJ")
axes.set(xlabel="distance from the beam axis [µm]", ylabel="depth [µm]", ylim=(1000, 0), xlim=(-250, 250))
axes.legend(loc="lower right")
plt.show()
