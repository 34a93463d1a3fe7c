"""A process that finds its kernels compiled and the library kept loads neither compiler nor reader."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.journeys.commands import TREATMENT

from microthermal.numerics.compiling import interpreted

ZONE = """
import sys
from microthermal import catalog
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
pulse = catalog.device("er_glass_1550").pulse(energy=0.02, duration=0.003)
run_zone(catalog.skin("cheek_iii"), pulse, None, Settings().preview)
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"numba", "scipy", "pydantic", "pint", "matplotlib"}))
"""
SIMULATE = """
import sys
from microthermal.cli.__main__ import main
try:
    main(["simulate", sys.argv[1], "--quiet", "--output", sys.argv[2]])
except SystemExit as end:
    assert not end.code, end.code
print(*sorted({"numba", "scipy.stats"} & set(sys.modules)))
"""


def said(folder: Path, *words: str) -> str:
    environment = {**os.environ, "MICROTHERMAL_CACHE_DIR": str(folder)}
    found = subprocess.run([sys.executable, "-c", *words], capture_output=True, text=True, check=False, env=environment)
    assert found.returncode == 0, found.stderr
    return found.stdout.splitlines()[-1]


@pytest.mark.skipif(interpreted(), reason="kernels are not compiled")
@pytest.mark.slow
def test_a_zone_of_a_warm_process_needs_no_compiler(tmp_path):
    said(tmp_path, ZONE)  # whatever is missing is made and kept here
    if said(tmp_path, ZONE):  # but nothing is kept by a program whose sources were touched within the last seconds
        time.sleep(2.5)
        said(tmp_path, ZONE)
        assert said(tmp_path, ZONE) == ""


@pytest.mark.skipif(interpreted(), reason="kernels are not compiled")
@pytest.mark.slow
def test_a_warm_command_needs_no_compiler(tmp_path):
    case = tmp_path / "cheek.toml"
    case.write_text(TREATMENT, encoding="utf-8")
    # Light that is read from the cache may not be written, and kernels have code of their own for such arrays.
    said(tmp_path / "kept", SIMULATE, str(case), str(tmp_path / "first"))
    if said(tmp_path / "kept", SIMULATE, str(case), str(tmp_path / "second")):  # whatever was missing is kept by now
        assert said(tmp_path / "kept", SIMULATE, str(case), str(tmp_path / "third")) == ""
