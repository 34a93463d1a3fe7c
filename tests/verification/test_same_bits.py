"""The same kernels give the same bits: compiled now, or loaded from the files that another process has kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Heat is conducted, with boiling, and blood, steps and ledgers; a field is looked at. These take seconds to compile,
# where a whole case takes half a minute.
SCRIPT = """
import hashlib
import numpy as np
from microthermal.numerics.entries import kept
kept.came = lambda: ()  # as if no code had come with the package
from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.links import Surroundings, link, links_for
from microthermal.numerics.conduction.step import conduct
from microthermal.numerics.damage.contours import last_crossing
from microthermal.numerics.matrices.products import product
from tests.numerics.test_heat_kernels import EDGES_R, EDGES_Z, case
from microthermal.numerics.conduction.enthalpy import cylinder

matter, state = case()
space, draws = cylinder(EDGES_R, EDGES_Z), np.random.default_rng(5)
state.temperature[...] = draws.uniform(300.0, 380.0, state.temperature.shape)
links, work = links_for(state.temperature.shape), workspace_for(space, matter)
link(space, matter, state, Surroundings(278.0, 3000.0, 298.15, 200.0), links)
told = [conduct(space, matter, state, links, work, 1e-6, 1e3) for _ in range(20)]
line = last_crossing(np.array([0.0, 1.0]), np.array([1.0, 0.1]), 0.3, 1.0)
digest = hashlib.sha256(repr((told, line)).encode())
for array in (state.temperature, state.water, product(state.temperature, state.water.T.copy())):
    digest.update(array.tobytes())
made = sum(len(one.made) for one in (link, conduct, last_crossing, product.__globals__["_product"]))
print(made, digest.hexdigest())
"""


def test_cold_and_warm_caches_give_the_same_bits(tmp_path):
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    command, root = [sys.executable, "-c", SCRIPT], Path(__file__).parents[2]
    runs = [
        subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True) for _ in range(2)
    ]
    (cold, first), (warm, second) = (run.stdout.split() for run in runs)
    assert len(list(tmp_path.rglob("*.kernel"))) == int(cold) == 4, "the first run must have filled the cache"
    assert int(warm) == 0, "the second run must have compiled nothing"
    assert first == second and len(first) == 64
