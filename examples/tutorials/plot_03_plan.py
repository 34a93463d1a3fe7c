"""
A plan, and why it says so
==========================

Asked for a goal, the planner simulates many treatments, refuses those outside the therapeutic window, and
ranks the rest.
"""

# sphinx_gallery_capture_repr = ("_repr_html_", "__repr__")

import microthermal as mt
from microthermal.planning.searches import search

skin, goal = mt.catalog.skin("abdomen_iii"), mt.catalog.goal("hypertrophic_scar")
devices = [mt.catalog.device("er_glass_1550")]
grid = search["grid"](energies=2, densities=2, injection_days=(0.0,))

# %%
# In a notebook the bar moves in its cell and tells the time left.

plan = mt.plan(skin, goal, devices, ("triamcinolone",), grid, mt.Settings().preview, progress=mt.progress_bar("plan"))
plan

# %%
# The options as a table: settings, score, risk, and every metric.

options = plan.to_pandas()
options[["device", "drugs", "energy [J]", "density [1/m**2]", "state", "score [1]", "risk [1]"]].head(8)

# %%
# Reasons are sentences, and so are the cautions; a plan without both is no plan.

for reason in plan.reasons[:3]:
    print("-", reason)
print(len(plan.cautions), "cautions, for example:", plan.cautions[0].text)
