"""Files of a release: a case, library files and a saved run that every later version has to load, run and compare."""

from __future__ import annotations

import csv
import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from microthermal import store
from microthermal.cases.treatment import read_treatment_case
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation

RELEASES: Final = Path(__file__).parents[2] / "tests" / "releases"
_LIBRARY: Final = Path(__file__).parents[2] / "src" / "microthermal" / "library"
# Entries whose files a release keeps as a user would have copied them: folder, shipped name, own name.
_OWN: Final = (
    ("devices", "er_glass_1550", "own_laser"), ("drugs", "triamcinolone", "own_drug"),
    ("conditions", "keloid", "own_condition"), ("goals", "keloid", "own_goal"),
    ("damage", "dermal_cells_takata_1974", "own_law"), ("cooling", "cold_air", "own_cooling"),
)  # fmt: skip
_CASE: Final = """title = "A case of version {version}"
skin = {{ site = "back", phototype = "III" }}
condition = "own_condition"
device = "own_laser"
pulse = {{ energy = "20 mJ" }}
pattern = {{ density = "100 / cm**2", passes = 2 }}
cooling = "own_cooling"

[[doses]]
drug = "own_drug"
concentration = "10 mg/mL"
volume = "50 uL"
depth = "2 mm"
spacing = "10 mm"
time = "0 day"

[settings]
laws = ["own_law"]
cell = "30 um"
persons = 0
until = "28 day"
numerical_error = false
warm_start = false
"""


def versions() -> tuple[str, ...]:
    """Releases whose files are kept, the oldest first."""
    found = [path.name for path in RELEASES.iterdir() if path.is_dir() and path.name[:1].isdigit()]
    return tuple(sorted(found, key=lambda name: [int(part) for part in name.split(".")]))


@contextmanager
def own_library(version: str) -> Iterator[None]:
    """Within, the library files of a release stand beside the shipped ones, as a user's."""
    before = os.environ.get("MTZ_LIBRARY")
    os.environ["MTZ_LIBRARY"] = str(RELEASES / version / "library")
    try:
        yield
    finally:
        if before is None:
            del os.environ["MTZ_LIBRARY"]
        else:
            os.environ["MTZ_LIBRARY"] = before


def asked_again(version: str) -> Simulation:
    """The case of a release, simulated now; call it within its own library."""
    case = read_treatment_case(RELEASES / version / "treatment.toml")
    return simulate(case.skin, case.treatment, case.condition, case.settings)


def saved_run(version: str, folder: Path) -> Path:
    """The run file of a release, unpacked into a folder."""
    path = folder / f"run_{version}.nc"
    path.write_bytes(gzip.decompress((RELEASES / version / "run.nc.gz").read_bytes()))
    return path


def write(version: str, numbers: dict[str, str]) -> Path:
    """Write the files of a release; what an earlier one holds is never touched.

    Raises
    ------
    FileExistsError
        If files of this version are kept already.
    """
    folder = RELEASES / version
    folder.mkdir(parents=True)
    for kind, shipped, own in _OWN:
        target = folder / "library" / kind / f"{own}.toml"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (_LIBRARY / kind / f"{shipped}.toml").read_text(encoding="utf-8")
        target.write_text(text.replace("\ndefault = true", "\ndefault = false"), encoding="utf-8")
    (folder / "treatment.toml").write_text(_CASE.format(version=version), encoding="utf-8")
    with own_library(version):
        draft = folder / "run.nc"
        store.save(asked_again(version), draft)
        with draft.open("rb") as file, gzip.GzipFile(folder / "run.nc.gz", "wb", mtime=0) as packed:
            shutil.copyfileobj(file, packed)
        draft.unlink()
    with (folder / "numbers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("path", "text"))
        writer.writerows(sorted(numbers.items()))
    return folder


def stored_numbers(version: str) -> dict[str, str]:
    """Numbers and verdicts of a release, path to text."""
    with (RELEASES / version / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["text"] for row in csv.DictReader(file)}
