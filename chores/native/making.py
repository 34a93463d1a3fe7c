"""The kernels of one level: usual commands run in a process that compiles for it and finds nothing compiled."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import microthermal
from microthermal.errors import InputError
from microthermal.numerics.entries.targets import LEVELS

ROOT = Path(__file__).parents[2]
FOLDER = Path(microthermal.__file__).parent / "numerics" / "native"
# Together they call every kernel of light, heat, damage, field, delivery and healing that commands call.
COMMANDS = (
    "simulate examples/cheek.toml", "simulate examples/daily_minoxidil.toml",
    "simulate examples/train_with_cryogen.toml",
    "plan examples/hypertrophic_scar.toml --workers 1", "timing examples/injection_day.toml",
)  # fmt: skip


def make(level: str, commands: Sequence[str] = COMMANDS) -> int:
    """Compile the kernels that some commands call, and put them into the package in place of those that lie there.

    Parameters
    ----------
    level : str
        Level of processors, such as ``"x86-64-v3"``; this machine must reach it, because the commands run.
    commands : sequence of str
        Words behind ``mtz``.

    Returns
    -------
    int
        Number of files.

    Raises
    ------
    InputError
        If there is no such level.
    """
    if level not in LEVELS:
        raise InputError(f"there is no level '{level}'; known are: {', '.join(LEVELS)}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        # Light that was kept would not be walked, and its kernels not compiled.
        own = {"NUMBA_CACHE_DIR": str(folder / "kernels"), "MICROTHERMAL_CACHE_DIR": str(folder / "light")}
        own |= {"NUMBA_CPU_NAME": level, "NUMBA_CPU_FEATURES": ""}
        for number, command in enumerate(commands):
            words = [*command.split(), "--quiet", "--output", str(folder / f"out-{number}")]
            command_line = [sys.executable, "-m", "microthermal.cli.__main__", *words]
            subprocess.run(command_line, cwd=ROOT, env={**os.environ, **own}, check=True, stdout=subprocess.DEVNULL)
        made = sorted((folder / "kernels").glob("*/*.kernel"))
        shutil.rmtree(FOLDER / level, ignore_errors=True)
        (FOLDER / level).mkdir(parents=True)
        for path in made:
            shutil.copy(path, FOLDER / level)
    return len(made)
