"""
Look at a treatment
===================

A result at the end of a cell shows itself: its numbers in words, and the picture that its report has.
"""

# sphinx_gallery_capture_repr = ("_repr_html_", "__repr__")

import microthermal as mt
from microthermal.units import cm, mJ, ms, um

skin = mt.catalog.skin("cheek_iii")
skin

# %%
# A pulse of a device of the library, and the pattern in which its microbeams fall.

device = mt.catalog.device("er_glass_1550")
pulse = device.pulse(energy=20 * mJ, duration=3 * ms)
pulse

# %%
# ``preview`` takes coarse cells, so that this page is built quickly; leave it out for numbers that you use.

treatment = mt.Treatment(pulse=pulse, pattern=mt.Pattern(density=250 / cm**2, passes=2))
result = mt.simulate(skin, treatment, settings=mt.Settings().preview)
result

# %%
# Each section of the report is a plot by its name. ``dir(result.plot)`` lists them.

result.plot.lattice()

# %%

result.plot.injury()

# %%
# Parts of a result show themselves as well, and every number is there in SI units, with its numerical error.

print(f"{result.zone.depth.value / um:.0f} µm deep, ± {result.zone.depth.error / um:.0f} µm")
result.zone
