"""Simulate one treatment of a cheek and write its report."""

from pathlib import Path

import microthermal as mt
from microthermal.units import cm, mJ, ms, um


def main(folder: Path = Path()) -> float:
    skin = mt.catalog.skin("cheek_iii")
    device = mt.catalog.device("er_glass_1550")
    treatment = mt.Treatment(
        pulse=device.pulse(energy=20 * mJ, duration=3 * ms),
        pattern=mt.Pattern(density=250 / cm**2, passes=4),
    )
    result = mt.simulate(skin, treatment)
    print(f"depth {result.zone.depth.value / um:.0f} um, coverage {100 * result.lattice.coverage:.1f} %")
    mt.report.write(result, folder / "cheek.html")
    return result.zone.depth.value


if __name__ == "__main__":
    main()
