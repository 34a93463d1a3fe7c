"""
How far does an injected drug reach, and how long does it stay?
===============================================================

Triamcinolone into a raised scar after fractional CO₂: on the day of the laser, and two weeks later. The drug is a
suspension: its grains dissolve, and what is dissolved spreads, is bound, and is carried off by blood.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt

import microthermal as mt
from microthermal.units import day, mg, mm

# %%
# The treatment is a case file, and the command ``mtz simulate`` runs it. (From a terminal: ``mtz simulate
# scar.toml``.)

CASE = """
title = "Raised scar with triamcinolone"
skin = { site = "abdomen", phototype = "III" }
condition = "hypertrophic_scar"
device = "fractional_co2"
pulse = { energy = "30 mJ" }
pattern = { density = "100 / cm**2" }
"""
DOSE = """
[[doses]]
drug = "triamcinolone"
concentration = "10 mg/mL"
volume = "0.05 mL"
depth = "1.5 mm"
spacing = "10 mm"
time = "%d day"
"""
folder = Path(mkdtemp())
(folder / "scar.toml").write_text(CASE + DOSE % 0 + DOSE % 14, encoding="utf-8")
subprocess.run(
    [sys.executable, "-m", "microthermal.cli", "simulate", "scar.toml", "--quiet"],
    cwd=folder,
    check=True,
    capture_output=True,
)
run = mt.store.load(folder / "scar.nc")

# %%
# Each dose has its own course: what has not dissolved yet, what is dissolved in the skin, what blood and lymph have
# carried off, and what ran out through open channels. Right after the laser, more than half of a point runs out of
# the channels.

figure, panels = plt.subplots(1, 2, figsize=(8.8, 3.8), sharey=True, layout="constrained")
for panel, delivery in zip(panels, run.deliveries, strict=True):
    since = (delivery.time - delivery.dose.time) / day
    parts = (delivery.depot, delivery.amount.sum(axis=1), delivery.systemic, delivery.leaked)
    panel.stackplot(
        since,
        *(part / mg for part in parts),
        labels=("not dissolved", "dissolved in skin", "carried off", "ran out of channels"),
        alpha=0.85,
    )
    panel.set(
        xlim=(0, 12), xlabel="time after the injection [day]", title=f"injected on day {delivery.dose.time / day:.0f}"
    )
panels[0].set_ylabel("drug of one point [mg]")
panels[1].legend(loc="lower right")

# %%
# The unbound drug in the dermis that the injection has wetted, and the radius around a point within which the drug
# acts:

figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
for delivery in run.deliveries:
    since = (delivery.time - delivery.dose.time) / day
    reach, area = delivery.spread.reach / mm, 100 * delivery.spread.coverage
    label = f"day {delivery.dose.time / day:.0f}: acts within {reach:.1f} mm, on {area:.0f} % of the area"
    axes.semilogy(since, delivery.concentration * 1e3, label=label)
axes.set(xlim=(0, 12), ylim=(0.1, 100), xlabel="time after the injection [day]", ylabel="unbound drug [mg/L]")
axes.legend()
plt.show()
