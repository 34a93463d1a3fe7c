"""
What does the diameter of a microbeam do?
=========================================

The same 20 mJ at 1550 nm through beams of 60 to 600 µm. A narrow beam makes a deep, slim zone; a wide one warms a
large place a little.
"""

# sphinx_gallery_thumbnail_number = 2

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, ms, um

skin = mt.catalog.skin("cheek_iii")
pattern = mt.Pattern(density=10 / cm**2)
diameters = np.array([60, 80, 100, 140, 200, 260, 320, 400, 500, 600]) * um

zones = []
for diameter in diameters:
    pulse = mt.Pulse(wavelength=1550e-9, energy=20 * mJ, duration=3 * ms, radius=diameter / 2)
    zones.append(mt.simulate(skin, mt.Treatment(pulse=pulse, pattern=pattern)).zone)

# %%
# Diameters are those at 1/e² of a Gaussian beam, twice ``pulse.radius``. Beyond 400 µm no cell is heated for long
# enough to die.

figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.8), layout="constrained")
left.plot(diameters / um, [zone.depth.value / um for zone in zones], "o-", label="depth")
left.plot(diameters / um, [2 * zone.radius.value / um for zone in zones], "s--", label="width")
left.plot(diameters / um, diameters / um, color="0.7", linewidth=0.8, label="width of the beam")
left.set(xlabel="diameter of the beam (1/e²) [µm]", ylabel="size of the zone [µm]", ylim=(0, None))
left.legend()
right.plot(diameters / um, [zone.volume.value / um**3 / 1e6 for zone in zones], "o-", color="C2")
right.set(xlabel="diameter of the beam (1/e²) [µm]", ylabel="volume of the zone [10⁶ µm³]", ylim=(0, None))

# %%
# The outlines, drawn to one scale:

figure, axes = plt.subplots(figsize=(8.4, 3.2), layout="constrained")
place, ticks = 0.0, []
for diameter, zone in zip(diameters, zones, strict=True):
    if zone.depth.value == 0:
        continue
    place += max(zone.radius.value / um, 60) + 40
    inside = zone.outline > 0
    z = np.append(zone.z[inside], zone.depth.value) / um  # the tip closes the outline
    outline = np.append(zone.outline[inside], 0) / um
    axes.fill_betweenx(z, place - outline, place + outline, color="C1", linewidth=0)
    ticks.append((place, f"{diameter / um:.0f}"))
    place += max(zone.radius.value / um, 60) + 40
axes.set_xticks([tick for tick, _ in ticks], [label for _, label in ticks])
axes.set(xlabel="diameter of the beam (1/e²) [µm]", ylabel="depth [µm]", ylim=(700, 0), aspect="equal")
plt.show()
