"""PC36, PC40: two processes that begin at once with empty caches, and one that goes on for long."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# One kernel with its helpers, so that compiling takes a second, and light under a key that both want to keep.
COLD = """
import hashlib
import numpy as np
from microthermal.numerics.damage.exponential import exponential
from microthermal.cache import cached, key_of

light = cached(key_of("light", 1), lambda: {"light": np.array([exponential(-0.1 * k) for k in range(50)])})
print(hashlib.sha256(light["light"].tobytes()).hexdigest())
"""

LONG = """
from pathlib import Path
import gc
import microthermal as mt
from microthermal.cases.treatment import treatment_case

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

def run(energy):
    case = treatment_case({
        "skin": "cheek_iii", "device": "er_glass_1550", "pulse": {"energy": f"{energy} mJ", "duration": "3 ms"},
        "pattern": {"density": "250 / cm**2"},
        "settings": {"cell": "20 um", "numerical_error": False, "warm_start": False,
                     "deposition": {"kind": "monte_carlo", "photons": 4000}},
    }, "x")
    return mt.simulate(case.skin, case.treatment, condition=case.condition, settings=case.settings)

for energy in (8, 10, 12):
    last = run(energy)
gc.collect()
before = resident()
for energy in (14, 16, 18, 20, 22, 24):
    last = run(energy)
gc.collect()
print(resident() - before, len(repr(last)))
"""


def test_two_processes_with_cold_caches_agree(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "kernels")}
    environment["MICROTHERMAL_CACHE_DIR"] = str(tmp_path / "light")
    both = [
        subprocess.Popen([sys.executable, "-c", COLD], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert answers[0][0] == answers[1][0] != b""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read where Linux tells it")
def test_memory_stays_flat_and_a_result_shows_itself_briefly() -> None:
    asked = subprocess.run([sys.executable, "-c", LONG], capture_output=True, text=True, check=True)
    grown, length = asked.stdout.split()
    assert float(grown) < 40.0, "megabytes after six more simulations"
    assert int(length) < 400, "a notebook prints it"
