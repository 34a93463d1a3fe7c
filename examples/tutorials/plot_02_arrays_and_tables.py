"""
Arrays and tables of other libraries
====================================

Fields go to xarray and tables to pandas, with names, coordinates and units. Both come with
``pip install 'microthermal[notebook]'``.
"""

# sphinx_gallery_capture_repr = ("_repr_html_", "__repr__")

import matplotlib.pyplot as plt

import microthermal as mt
from microthermal.units import cm, mJ

device = mt.catalog.device("fractional_co2")
treatment = mt.Treatment(pulse=device.pulse(energy=20 * mJ), pattern=mt.Pattern(density=100 / cm**2))
scar = mt.catalog.condition("hypertrophic_scar")
result = mt.simulate(mt.catalog.skin("abdomen_iii"), treatment, scar, mt.Settings().preview)
fields = result.to_xarray()
fields

# %%
# ``sel`` takes values in the unit of the coordinate, and names where a dimension has names.

figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.6), layout="constrained")
fields.peak_temperature.where(fields.removed < 0.5).plot(ax=left, yincrease=False, vmax=400)
left.set(xlim=(0, 4e-4), ylim=(1e-3, 0), title="white: the channel")
for species in ("neutrophils", "repair_macrophages", "new_collagen_3"):
    fields.healing.sel(species=species).plot(ax=right, label=species.replace("_", " "))
right.legend()
_ = right.set(title="the weeks after", xlim=(0, 60), xlabel="day after the laser", ylabel="level, healthy = 1")

# %%
# Tables are those of ``mtz export RUN --to csv``.

result.to_pandas("layers").round(3)

# %%

metrics = result.to_pandas("metrics").set_index("metric")
metrics.loc[["depth", "coverage", "bulk_rise"], ["value", "unit", "meaning", "grade"]]
