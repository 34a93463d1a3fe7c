"""
How often do zones meet, and how wide are the bridges between them?
===================================================================

Skin heals from the living bridges between zones. A scanner lays its zones in a lattice; a rolling tip, or several
passes, lay them at random. At equal density, what is the difference?
"""

# sphinx_gallery_thumbnail_number = 2

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, ms, um

skin = mt.catalog.skin("cheek_iii")
device = mt.catalog.device("er_glass_1550")
pulse = device.pulse(energy=20 * mJ, duration=3 * ms)
patterns = {
    "one pass of a lattice": mt.Pattern(density=400 / cm**2),
    "four passes of a lattice": mt.Pattern(density=100 / cm**2, passes=4),
    "one pass at random": mt.Pattern(density=400 / cm**2, layout="random"),
}
results = {words: mt.simulate(skin, mt.Treatment(pulse=pulse, pattern=each)) for words, each in patterns.items()}

# %%
# The numbers are exact integrals over all ways in which zones can lie, not one drawing of them.

for words, result in results.items():
    lattice = result.lattice
    print(
        f"{words:25s} coverage {100 * lattice.coverage:4.1f} %, hit twice {100 * lattice.meeting.twice:3.1f} %,",
        end=" ",
    )
    print(f"mean bridge {lattice.bridge / um:3.0f} µm")

# %%
# On the left, how far living tissue lies from the nearest dead one (at random the distance is followed to 190 µm); on
# the right, how wide the bridge from one zone to its nearest neighbour is. In one lattice all bridges are equal. With
# four passes, or at random, a quarter of the zones touch a neighbour.

figure, (left, right) = plt.subplots(1, 2, figsize=(8.8, 3.8), layout="constrained")
for words, result in results.items():
    meeting = result.lattice.meeting
    left.plot(meeting.distance / um, 100 * meeting.farther, label=words)
    right.plot(meeting.bridges / um, 100 * meeting.quantiles, "o-", label=words)
left.set(xlabel="distance from the nearest dead tissue [µm]", ylabel="living surface that lies farther [%]")
left.set(xlim=(0, 300), ylim=(0, 100))
right.set(xlabel="width of the bridge to the nearest zone [µm]", ylabel="bridges that are narrower [%]", ylim=(0, 100))
left.legend()

# %%
# One drawing of each, 2 mm on a side, with the greatest radius of the zone. (Drawn here for the eye; no number above
# comes from it.)

rng = np.random.default_rng(1)
side = 2000.0
figure, panels = plt.subplots(1, 3, figsize=(8.8, 3.2), sharey=True, layout="constrained")
for panel, (words, result) in zip(panels, results.items(), strict=True):
    pattern, radius = result.treatment.pattern, result.zone.radius.value / um
    for _ in range(pattern.passes):
        if pattern.layout == "random":
            places = rng.uniform(-100, side + 100, (int(pattern.density * ((side + 200) * um) ** 2), 2))
        else:
            pitch = result.lattice.pitch / um
            rows, columns = np.mgrid[-3:40, -3:40]
            x = columns * pitch + (rows % 2) * pitch / 2
            places = np.stack([x.ravel(), (rows * pitch * np.sqrt(0.75)).ravel()], axis=1) + rng.uniform(0, pitch, 2)
        for place in places:
            panel.add_patch(plt.Circle(place, radius, color="C1", alpha=0.55, linewidth=0))
    panel.set(xlim=(0, side), ylim=(0, side), aspect="equal", xlabel="x [µm]", title=words)
    panel.set_xticks([0, 500, 1000, 1500])
panels[0].set_ylabel("y [µm]")
plt.show()
