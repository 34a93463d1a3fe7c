"""A package and a home that cannot be written, as in a container or on a cluster: everything runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import microthermal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders of POSIX")
LIST = """
import sys
sys.argv = ["mtz", "library", "list", "device"]
from microthermal.cli.__main__ import main
main()
"""
# One small kernel stands for all: they are compiled by the same words.
COMPILE = """
import numpy as np
from microthermal.cli.progress import progress
from microthermal.numerics.damage.contours import last_crossing
with progress("a case", False):
    print(last_crossing(np.array([0.0, 1.0]), np.array([1.0, 0.0]), 0.5, 1.0))
"""
DRAW = """
from microthermal.report.drawing.sheet import sheet
with sheet("one", 200, 100) as page:
    page.figure.add_subplot().plot([0, 1])
print(page.svg[:4])
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package in which nobody can make the folder of compiled kernels, not even root."""
    folder = tmp_path_factory.mktemp("installed")
    source = Path(microthermal.__file__).parent
    shutil.copytree(source, folder / "microthermal", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "microthermal" / "numerics" / "__pycache__").touch()
    return folder


def _run(package: Path, code: str, temporary: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "NUMBA_", "MPL", "HOME"))}
    environment = {**kept, "HOME": "/proc/none", "PYTHONPATH": str(package), "TMPDIR": str(temporary), **more}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, cwd=package
    )


def test_words_of_the_library_need_no_folder(package, tmp_path):
    found = _run(package, LIST, tmp_path)
    assert found.returncode == 0 and "fractional_co2" in found.stdout and found.stderr == ""


def test_kernels_are_kept_in_a_folder_of_this_user_and_that_is_said_once(package, tmp_path):
    found = _run(package, COMPILE, tmp_path)
    assert (found.returncode, found.stdout) == (0, "0.5\n")
    (folder,) = tmp_path.glob("microthermal-*")
    assert found.stderr.count("are kept in") == 1
    assert str(folder) in found.stderr and "NUMBA_CACHE_DIR" in found.stderr
    assert list(folder.rglob("*last_crossing*.kernel"))


def test_kernels_work_where_no_folder_can_be_trusted(package, tmp_path):
    # Another user has taken the name of our folder.
    (tmp_path / f"microthermal-{os.getuid()}").symlink_to(tmp_path)
    found = _run(package, COMPILE, tmp_path)
    assert (found.returncode, found.stdout) == (0, "0.5\n")
    assert "are made again in every run" in found.stderr
    assert not list(tmp_path.rglob("*.kernel"))


def test_a_named_folder_is_used_without_a_word(package, tmp_path):
    found = _run(package, COMPILE, tmp_path, NUMBA_CACHE_DIR=str(tmp_path / "mine"))
    assert (found.returncode, found.stdout) == (0, "0.5\n")
    assert "are kept in" not in found.stderr and list((tmp_path / "mine").rglob("*.kernel"))


def test_figures_need_no_home_and_leave_no_folder_of_their_own(package, tmp_path):
    found = _run(package, DRAW, tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "<svg\n", "")
    assert [path.name for path in tmp_path.iterdir()] == [f"microthermal-{os.getuid()}"]
