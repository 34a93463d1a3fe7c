"""Depth of a zone over the energy of its pulse: the curve that device makers print."""

import microthermal as mt
from microthermal.simulation.zone_run import run_zone
from microthermal.units import mJ, ms, um


def main(energies: tuple[float, ...] = (5 * mJ, 10 * mJ, 20 * mJ, 40 * mJ)) -> list[float]:
    skin = mt.catalog.skin("abdomen_ii")
    device = mt.catalog.device("er_glass_1550")
    settings = mt.Settings(numerical_error=False)
    depths = []
    for energy in energies:
        run = run_zone(skin, device.pulse(energy=energy, duration=3 * ms), None, settings)
        print(
            f"{energy / mJ:5.0f} mJ  {run.zone.depth.value / um:5.0f} um deep  "
            f"{2 * run.zone.radius.value / um:5.0f} um wide"
        )
        depths.append(run.zone.depth.value)
    return depths


if __name__ == "__main__":
    main()
