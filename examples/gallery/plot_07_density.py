"""
How much of the skin is treated, and how warm does it get between the zones?
============================================================================

Coverage is the fraction of the surface inside zones. It grows with density, but so does the heat that all zones
together leave in the tissue between them.
"""

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, ms

skin = mt.catalog.skin("cheek_iii")
device = mt.catalog.device("er_glass_1550")
densities = np.array([25, 50, 100, 150, 200, 300, 400, 500]) / cm**2

results = {
    energy: [
        mt.simulate(
            skin,
            mt.Treatment(pulse=device.pulse(energy=energy * mJ, duration=3 * ms), pattern=mt.Pattern(density=density)),
        )
        for density in densities
    ]
    for energy in (6, 20, 50)
}

# %%
# Both are of one pass over 1 cm², line after line, as fast as the laser can: the densest heat there is. A scanner
# that takes its time, or several passes with pauses, warm less at the same coverage.

figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.8), layout="constrained")
for energy, row in results.items():
    left.plot(densities * cm**2, [100 * each.lattice.coverage for each in row], "o-", label=f"{energy} mJ")
    right.plot(densities * cm**2, [each.lattice.bulk_rise for each in row], "o-", label=f"{energy} mJ")
left.set(xlabel="density of microbeams [1/cm²]", ylabel="coverage [%]", ylim=(0, None))
right.set(xlabel="density of microbeams [1/cm²]", ylabel="greatest rise between the zones [K]", ylim=(0, None))
left.legend()

# %%
# Held against each other, the three energies fall on nearly one line: coverage decides how warm the skin gets between
# the zones, whether it is made of many weak pulses or of few strong ones.

figure, axes = plt.subplots(figsize=(5.4, 3.8), layout="constrained")
for energy, row in results.items():
    axes.plot(
        [100 * each.lattice.coverage for each in row],
        [each.lattice.bulk_rise for each in row],
        "o-",
        label=f"{energy} mJ",
    )
axes.set(xlabel="coverage [%]", ylabel="greatest rise between the zones [K]", xlim=(0, None), ylim=(0, None))
axes.legend()
plt.show()
