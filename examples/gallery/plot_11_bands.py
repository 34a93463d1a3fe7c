"""
How sure is that?
=================

Every report gives bands: how far each number moves if the skin, the device or the laws are not quite what the library
says. The command writes them into its summary, and the whole run into a NetCDF file; here both are read again.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt

import microthermal as mt
from microthermal.units import parse, um

CASE = """
title = "Cheek, phototype III, 1550 nm, 20 mJ"
skin = "cheek_iii"
device = "er_glass_1550"
pulse = { energy = "20 mJ", duration = "3 ms" }
pattern = { density = "250 / cm**2", passes = 4 }
"""
folder = Path(mkdtemp())
(folder / "cheek.toml").write_text(CASE, encoding="utf-8")
subprocess.run(
    [sys.executable, "-m", "microthermal.cli", "simulate", "cheek.toml", "--quiet"],
    cwd=folder,
    check=True,
    capture_output=True,
)

# %%
# The summary holds value, band, meaning and grade of each number, as text with its unit.

summary = json.loads((folder / "cheek.json").read_text(encoding="utf-8"))
shown = {
    "depth": ("depth of the zone", "m", 1e6, "µm"),
    "width": ("width of the zone", "m", 1e6, "µm"),
    "bridge": ("bridge between zones", "m", 1e6, "µm"),
    "coverage": ("coverage", "%", 100, "%"),
    "bulk_rise": ("rise between the zones", "delta_degC", 1, "K"),
    "closure_time": ("epidermis closed after", "s", 1 / 3600, "h"),
    "downtime": ("closed and not red after", "s", 1 / 86400, "day"),
}
figure, axes = plt.subplots(figsize=(8, 3.8), layout="constrained")
colours = {"measured": "C2", "fitted": "C0", "derived": "C0", "assumed": "C1", "scenario": "C3"}
for line, (name, (_, unit, scale, words)) in enumerate(shown.items()):
    entry = summary["metrics"][name]
    value, band = parse(entry["value"], unit), entry["over_scenarios"]
    low, high = (parse(band[end], unit) for end in ("low", "high"))
    colour = colours[entry["grade"]]
    axes.plot([100 * low / value, 100 * high / value], [line, line], color=colour, linewidth=7, alpha=0.35)
    axes.plot(100, line, "o", color=colour)
    axes.annotate(
        f"{value * scale:.3g} {words}  ({low * scale:.3g} to {high * scale:.3g}), {entry['grade']}",
        (205, line), va="center",
    )  # fmt: skip
    print(f"{name:14s} {entry['meaning']}")
axes.set_yticks(range(len(shown)), [words for words, *_ in shown.values()])
axes.invert_yaxis()
axes.set(xlim=(40, 330))
axes.set_xlabel("band, in per cent of the value", loc="left")
axes.set_xticks([50, 100, 150, 200])

# %%
# The run file gives back the very result. Other programs read it, too: it is NetCDF, with units and named axes.

run = mt.store.load(folder / "cheek.nc")
print(run)
print(
    f"depth {run.zone.depth.value / um:.0f} µm; made by version {run.stamp.version} "
    f"with {', '.join(run.stamp.methods[:2])}"
)
for caution in run.cautions[:3]:
    print(f"- {caution.text}")
plt.show()
