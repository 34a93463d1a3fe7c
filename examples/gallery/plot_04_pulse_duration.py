"""
Does the duration of the pulse matter?
======================================

The same 10 mJ at 1550 nm, given within 0.1 ms or within a second. While the light is on, heat flows away. A pulse
much shorter than the time in which conduction halves the peak keeps its heat; a much longer one spreads it.
"""

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, ms, um

skin = mt.catalog.skin("cheek_iii")
pattern = mt.Pattern(density=10 / cm**2)
durations = np.geomspace(0.1, 1000, 13) * ms

results = []
for duration in durations:
    pulse = mt.Pulse(wavelength=1550e-9, energy=10 * mJ, duration=duration, radius=70 * um)
    results.append(mt.simulate(skin, mt.Treatment(pulse=pulse, pattern=pattern)))

# %%
# The time in which conduction halves the peak of an instant pulse comes with every result:

relaxation = results[0].run.confinement.relaxation
print(f"conduction halves the peak in {relaxation / ms:.0f} ms")

# %%
# Up to that time the size hardly changes. Beyond it the zone gets shallower. Its width and its peak hold on a little
# longer, since boiling water keeps the peak near 100 °C. At last nothing dies.

figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.7), layout="constrained")
left.semilogx(durations / ms, [each.zone.depth.value / um for each in results], "o-", label="depth")
left.semilogx(durations / ms, [2 * each.zone.radius.value / um for each in results], "s--", label="width")
left.set(xlabel="duration of the pulse [ms]", ylabel="size of the zone [µm]", ylim=(0, None))
left.legend()
right.semilogx(durations / ms, [each.damage.peak.max() - 273.15 for each in results], "o-", color="C1")
right.set(xlabel="duration of the pulse [ms]", ylabel="highest temperature [°C]", ylim=(20, None))
for axes in (left, right):
    axes.axvline(relaxation / ms, color="0.6", linewidth=0.8)
right.annotate(
    "conduction halves\nthe peak", (relaxation / ms, 40), xytext=(-6, 0), textcoords="offset points", ha="right"
)
plt.show()
