"""
Does cooling spare the surface?
===============================

A stream of cold air, a window of sapphire, or a spurt of cryogen before the pulse: how far down does each of them
protect, and what does it cost? Asked for a wide beam of 500 µm, which warms the skin without boiling it. (A narrow
beam of the same wavelength boils water within a millisecond, and no cooling of the surface changes that.)
"""

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, ms, nm, um

skin = mt.catalog.skin("cheek_iv")
pulse = mt.Pulse(wavelength=1540 * nm, energy=30 * mJ, duration=10 * ms, radius=250 * um)
pattern = mt.Pattern(density=25 / cm**2)

coolings = {"still air": None, "cold air": "cold_air", "sapphire window": "sapphire", "cryogen spurt": "cryogen_r134a"}
results = {}
for words, name in coolings.items():
    cooling = mt.catalog.cooling(name) if name else None
    results[words] = mt.simulate(skin, mt.Treatment(pulse=pulse, pattern=pattern, cooling=cooling))

# %%
# On the left the highest temperature on the axis of the beam, over depth; the grey band is the living epidermis. On
# the right the zones: what is warmed enough, and for long enough, to die.

figure, (left, right) = plt.subplots(1, 2, figsize=(8.8, 4), layout="constrained")
for words, result in results.items():
    left.plot(result.damage.grid.z / um, result.damage.peak[:, 0] - 273.15, label=words)
    zone = result.zone
    inside = zone.outline > 0
    right.plot(np.append(zone.outline[inside], 0) / um, np.append(zone.z[inside], zone.depth.value) / um, label=words)
left.axvspan(skin.layers[0].thickness / um, sum(layer.thickness for layer in skin.layers[:2]) / um, color="0.9")
left.set(xlim=(0, 500), xlabel="depth [µm]", ylabel="highest temperature on the axis [°C]")
left.legend()
right.set(xlim=(0, 200), ylim=(300, 0), xlabel="radius of the zone [µm]", ylabel="depth [µm]")

# %%
# The window and the spurt take some 20 K from the surface, and the zone no longer reaches it: it starts some tens of
# micrometres below. The window, which lies on the skin for a second before the pulse, costs more than half of the
# depth. The spurt is short, so that its cold has not gone as far down, and costs little.

for words, result in results.items():
    surface, depth = result.damage.peak[0, 0] - 273.15, result.zone.depth.value / um
    print(f"{words:16s} {surface:4.0f} °C at the surface, zone to {depth:4.0f} µm")
plt.show()
