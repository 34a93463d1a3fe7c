"""Draw the two pictures of the README, zones from a run of today and the head of the report that `make demo` wrote, and
that of the example of two needles.

python docs/pictures/draw.py REPORT.html [BROWSER]
"""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib
import numpy as np
from PIL import Image

import microthermal as mt
from microthermal.units import cm, mJ, um

matplotlib.use("agg")
import matplotlib.pyplot as plt

HERE = Path(__file__).resolve().parent
DEVICES = {"er_glass_1550": "not ablative: 1550 nm, 40 mJ", "fractional_co2": "ablative: CO₂, 40 mJ"}
LINES = {"dermal_cells": ("cells die", "#56B4E9"), "collagen": ("collagen is denatured", "#FFFFFF")}


def zones(path: Path) -> None:
    """Two zones cut open: how hot each place became, and how far cells and collagen are damaged."""
    plt.style.use(HERE.parent / "gallery.mplstyle")
    skin = mt.catalog.skin("cheek_iii")
    figure, panels = plt.subplots(1, 2, figsize=(8.4, 4.6), sharey=True, layout="constrained")
    for panel, (name, title) in zip(panels, DEVICES.items(), strict=True):
        pulse = mt.catalog.device(name).pulse(energy=40 * mJ)
        result = mt.simulate(skin, mt.Treatment(pulse=pulse, pattern=mt.Pattern(density=100 / cm**2)))
        image = _section(panel, result)
        panel.set_title(title)
        edge = 0.0
        for layer in skin.layers[:-1]:
            edge += layer.thickness / um
            panel.axhline(edge, color="white", linewidth=0.5, alpha=0.5)
    panels[0].set_ylabel("depth [µm]")
    handles = [plt.Line2D([], [], color=colour, label=words) for words, colour in LINES.values()]
    panels[1].legend(handles=handles, loc="lower right", labelcolor="white")
    figure.colorbar(image, ax=panels, label="highest temperature [°C]", extend="max", pad=0.01)
    figure.savefig(path, dpi=120)
    _small(path)


def _section(panel: plt.Axes, result: object) -> object:
    damage = result.damage
    r, z = damage.grid.r_edges / um, damage.grid.z_edges / um
    x, y = np.concatenate([-damage.grid.r[::-1], damage.grid.r]) / um, damage.grid.z / um
    gone = damage.removed > 0.5
    peak = np.ma.masked_where(gone, damage.peak - 273.15)
    mirrored = np.ma.concatenate([peak[:, ::-1], peak], axis=1)
    image = panel.pcolormesh(np.concatenate([-r[:0:-1], r]), z, mirrored, cmap="inferno", vmin=33, vmax=110)
    for endpoint, (_, colour) in LINES.items():
        level = np.where(gone, 1e9, damage.omega[damage.endpoints.index(endpoint)])
        level = np.log10(np.clip(np.concatenate([level[:, ::-1], level], axis=1), 1e-9, 1e9))
        panel.contour(x, y, level, levels=[0.0], colors=[colour], linewidths=1.4)
    panel.set(xlim=(-260, 260), ylim=(1300, 0), xlabel="distance from the beam axis [µm]")
    return image


def needles(path: Path) -> None:
    """Section through both needles of `examples/two_needles.py`: how hot each place became, and where cells die."""
    plt.style.use(HERE.parent / "gallery.mplstyle")
    example = runpy.run_path(str(HERE.parents[1] / "examples" / "two_needles.py"))
    current, block, found = example["followed"](50 * um, 60 * mJ, 1200 * um)
    tip, row = current.electrode, block.shape[1] // 2
    metal = block.media[:, row] >= block.optics.thickness.size
    level = np.log10(np.clip(found.omega[found.endpoints.index("dermal_cells"), :, row], 1e-9, 1e9))
    figure, panel = plt.subplots(figsize=(8.4, 4.2), layout="constrained")
    image = panel.pcolormesh(
        block.x_edges / um, block.z_edges / um, np.ma.masked_where(metal, found.peak[:, row] - 273.15),
        cmap="inferno", vmin=33, vmax=100,
    )  # fmt: skip
    panel.contour(block.x / um, block.z / um, np.ma.masked_where(metal, level), levels=[0.0], colors=["#56B4E9"])
    panel.axhline((tip.depth - tip.bare) / um, color="white", linestyle="--", linewidth=0.8)
    panel.set(
        xlim=(-1400, 1400), ylim=(1300, 0), aspect="equal", xlabel="distance from the middle [µm]", ylabel="depth [µm]"
    )
    figure.colorbar(image, label="highest temperature [°C]", extend="max", shrink=0.8)
    figure.savefig(path, dpi=120)
    _small(path)


def report(page: Path, path: Path, browser: str) -> None:
    """Head of a report as a browser shows it."""
    with TemporaryDirectory() as folder:
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--hide-scrollbars", f"--user-data-dir={folder}", "--window-size=1200,705",
                f"--screenshot={path}", page.resolve().as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip
    _small(path)


def _small(path: Path) -> None:
    """Keep 256 colours: every clone carries these files."""
    with Image.open(path) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    found = sys.argv[2] if len(sys.argv) > 2 else shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        sys.exit("no browser was found; name one as the second argument")
    zones(HERE / "zone.png")
    needles(HERE / "two_needles.png")
    report(Path(sys.argv[1]), HERE / "report.png", found)
