"""
What happens in the weeks after?
================================

Healing after one non-ablative and one ablative treatment of the same cheek: closure, redness, inflammation, new
collagen. The healing model is calibrated on timings and signs of studies, and many of its numbers are assumed: it
compares, it does not predict a patient.
"""

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, day, mJ, ms

skin = mt.catalog.skin("cheek_iii")
non_ablative, ablative = mt.catalog.device("er_glass_1550"), mt.catalog.device("fractional_co2")
treatments = {
    "1550 nm, 20 mJ, 400 /cm²": mt.Treatment(
        pulse=non_ablative.pulse(energy=20 * mJ, duration=3 * ms), pattern=mt.Pattern(density=100 / cm**2, passes=4)
    ),
    "CO₂, 20 mJ, 200 /cm²": mt.Treatment(pulse=ablative.pulse(energy=20 * mJ), pattern=mt.Pattern(density=200 / cm**2)),
}
results = {words: mt.simulate(skin, treatment) for words, treatment in treatments.items()}

# %%
# ``result.healing.of(...)`` is the course of one species; ``result.untreated`` is the same skin without the
# treatment. Time is drawn as its square root, which shows hours and months at once.

shown = {
    "open_epidermis": "open epidermis",
    "inflammation": "inflammation",
    "erythema": "redness",
    "perfusion": "blood flow",
    "tgf_b1": "TGF-β1",
    "collagen_total": "collagen in all",
}
figure, panels = plt.subplots(2, 3, figsize=(9, 5), sharex=True, layout="constrained")
for panel, (species, title) in zip(panels.flat, shown.items(), strict=True):
    for words, result in results.items():
        panel.plot(result.healing.time / day, result.healing.of(species), label=words)
    untreated = next(iter(results.values())).untreated
    panel.plot(untreated.time / day, untreated.of(species), color="0.6", linewidth=0.9, label="untreated")
    panel.set_xscale("function", functions=(np.sqrt, np.square))
    panel.set(title=title, xlim=(0, 180))
    panel.set_xticks([0, 1, 7, 28, 90, 180], ["0", "1", "7", "28", "90", "180"])
for panel in panels[1]:
    panel.set_xlabel("time after the laser [day]")
for panel in panels[:, 0]:
    panel.set_ylabel("level, 1 = healthy")
panels[0, 0].set_ylabel("fraction of the surface")
figure.legend(*panels[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
plt.show()
