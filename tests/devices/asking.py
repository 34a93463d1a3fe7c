"""What each device of the library is asked, and what is wrong with the answer: simulate, window, plan.

A case is the one that ``mtz init`` writes, on coarse cells, with few photons and few candidates: what is asked is
whether the way through is open, or is closed in words, and not how large a zone is.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from tests.journeys.commands import run_here

from microthermal import catalog
from microthermal.cli.first_case import Choice, case_text, checked
from microthermal.domain.inputs.exposures import AnyDevice, axes_of, kind_of

COARSE: Final = """
[settings]
cell = "20 um"
numerical_error = false
warm_start = false
persons = 2
until = "60 day"
"""
# Photons are followed where light is scattered; all else has an engine of its own.
DIMMER: Final = 'deposition = { kind = "monte_carlo", photons = 3200 }\n'
FEW: Final = 'search = { kind = "grid", energies = 1, densities = 2, passes = 1, injection_days = [] }\n'
# How a refusal begins to say what to do instead, as the files of `library/barred` write it.
INSTEAD: Final = re.compile(r"; (take|for atrophic scars|simulate it) ")


def scattered(device: AnyDevice) -> bool:
    """Whether the light of a device is followed photon by photon."""
    return kind_of(device) == "laser" and not device.ablative and device.family != "breakdown"


def _coarse(*devices: str) -> str:
    return COARSE + DIMMER if all(scattered(catalog.device(name)) for name in devices) else COARSE


def first_case(device: str) -> str:
    """The case of one treatment that ``mtz init`` writes for a device, made quick."""
    chosen = Choice(goal=None, device=device, site=None, phototype=None)
    return case_text(checked(chosen), "case.toml") + _coarse(device)


def plan_text(devices: tuple[str, ...], goal: str) -> str:
    """The case of a plan that ``mtz init`` writes for a goal, with these devices and without drugs, made quick."""
    text = case_text(checked(Choice(goal=goal, device=None, site=None, phototype=None)), "case.toml")
    named = ", ".join(f'"{name}"' for name in devices)
    text = re.sub(r"devices = \[.*\]", f"devices = [{named}]", text)
    text = re.sub(r"drugs = \[.*\]", "drugs = []", text)
    return re.sub(r"\n\[search\](.|\n)*", "\n" + FEW, text) + _coarse(*devices)


def simulated(device: str, folder: Path) -> list[str]:
    """Faults of ``mtz simulate``."""
    code, said = _run("simulate", first_case(device), folder)
    if code:
        return [f"simulate ended with {code}: {said}"]
    # Metrics turn on the zone; an empty summary would say that nothing was computed.
    told = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    return _page(folder / "case.html") + ([] if told.get("metrics") else ["its summary holds no metrics"])


def windowed(device: str, folder: Path) -> list[str]:
    """Faults of ``mtz window``: a map over energy and the other axis of its kind, or words why there is none."""
    found = catalog.device(device)
    code, said = _run("window", first_case(device), folder)
    if code:
        # What is worn makes no zone: that is said, and what to do instead.
        refused = (
            kind_of(found) == "illumination" and code == 2 and "makes no zone" in said and "'mtz simulate'" in said
        )
        return [] if refused else [f"window ended with {code}: {said}"]
    page = (folder / "case_window.html").read_text(encoding="utf-8")
    axes = axes_of(found)
    # A density is written as such; only distances of neighbours are named on their axis.
    named = (axes.energy, axes.density) if axes.spaced else (axes.energy,)
    faults = [f"its map does not say '{word}'" for word in named if word not in page]
    rows = (folder / "case_window.csv").read_text(encoding="utf-8").splitlines()
    return faults + _page(folder / "case_window.html") + ([] if len(rows) > 2 else [f"its map has {len(rows)} lines"])


def planned(devices: tuple[str, ...], goal: str, folder: Path) -> list[str]:
    """Faults of ``mtz plan`` with devices that the goal allows: each is ranked, refused, or left out with a reason."""
    code, said = _run("plan", plan_text(devices, goal), folder)
    if code:
        return [f"plan ended with {code}: {said}"]
    told = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    return _page(folder / "case.html") + [fault for name in devices for fault in _untold(name, told)]


def barred(device: str, goal: str, folder: Path) -> list[str]:
    """Faults of ``mtz plan`` with a device that the goal does not allow: code 2, a reason, a way out, and no file."""
    code, said = _run("plan", plan_text((device,), goal), folder)
    left = sorted(path.name for path in folder.iterdir() if path.name != "case.toml")
    return unworded(device, said) + ([] if code == 2 else [f"ended with {code}, not 2"]) + left


def unworded(device: str, said: str) -> list[str]:
    """What a refusal of a device lacks: that it is barred, why, and what to take instead."""
    said = " ".join(said.split())
    reason = re.search(rf"{device} is barred from this goal \([^()]+(?:\([^()]*\))?\): (\w.+?); ", said)
    faults = [] if reason else [f"no reason is told: {said}"]
    return faults if INSTEAD.search(said) else [*faults, f"no alternative is told: {said}"]


def _run(command: str, text: str, folder: Path) -> tuple[int, str]:
    """Exit code of a command with a case, alone in a folder, and what it says of faults, else of results."""
    for path in folder.iterdir():
        path.unlink()
    (folder / "case.toml").write_text(text, encoding="utf-8")
    workers = () if command == "simulate" else ("--workers", "1")
    code, said, complaints = run_here(command, "case.toml", *workers, folder=folder)
    return code, complaints if code else said


def _page(path: Path) -> list[str]:
    page = path.read_text(encoding="utf-8")
    faults = [] if page.rstrip().endswith("</html>") else ["its page is cut off"]
    return faults + (["its page says nan"] if "nan" in re.sub(r"<[^>]+>", " ", page).lower().split() else [])


def _untold(device: str, told: dict[str, Any]) -> list[str]:
    """A device of which a plan says nothing at all."""
    named = {one["device"] for one in (*told["options"], *told["refused"])}
    left_out = [one["text"] for one in told["cautions"] if "left out" in one["text"] and f"{device} at " in one["text"]]
    return [] if device in named or left_out else [f"nothing is said of {device}"]
