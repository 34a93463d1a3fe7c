"""The same case gives the same bits: compiled now or loaded from the cache, in this process or another."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
import hashlib
from microthermal import catalog
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.simulation.chain import simulate
from microthermal.simulation.settings import Settings
from microthermal.deposition.engines.monte_carlo import MonteCarlo

settings = Settings(cell=2e-5, numerical_error=False, deposition=MonteCarlo(photons=5000))
pulse = catalog.device("er_glass_1550").pulse(energy=0.02, duration=0.003)
result = simulate(catalog.skin("cheek_iii"), Treatment(pulse=pulse, pattern=Pattern(density=2.5e6)), None, settings)
digest = hashlib.sha256()
for array in (result.run.deposited.energy, result.damage.omega, result.damage.peak, result.healing.state):
    digest.update(array.tobytes())
print(digest.hexdigest())
"""


def test_cold_and_warm_caches_give_the_same_bits(tmp_path):
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    runs = [
        subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert any(tmp_path.rglob("*.nbc")), "the first run must have filled the cache"
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.strip()) == 64
