"""Print every measurement beside the model, and the zones of two common settings; run by ``make validate``."""

from __future__ import annotations

import tomllib

from tests.validation.test_measurements import CASES, QUANTITIES, REMEMBERED

from microthermal import catalog
from microthermal.simulation.choices import read_pulse
from microthermal.simulation.settings import Settings
from microthermal.units import show

SETTINGS = (
    ("er_glass_1550", {"energy": "20 mJ", "duration": "3 ms", "radius": "50 um"}),
    ("er_glass_1550", {"energy": "20 mJ", "duration": "3 ms", "radius": "60 um"}),
    ("er_glass_1550", {"energy": "20 mJ", "duration": "3 ms", "radius": "70 um"}),
    ("fractional_co2", {"energy": "15 mJ", "radius": "60 um"}),
)


def main() -> None:
    """Print both tables."""
    for path in CASES:
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        pulse = read_pulse(case["pulse"], catalog.device(case["device"]))
        zone = REMEMBERED(catalog.skin(case["skin"]), pulse, None, Settings()).zone
        value, error = QUANTITIES[case["quantity"]](zone)
        model = f"{show(value, 'm')} ± {show(error, 'm', 2)}"
        measured = f"{case['low']} to {case['high']}"
        print(f"{path.stem:<36} {case['role']:<12} model {model:<20} measured {measured:<18} {case['verdict']}")
    for device, wanted in SETTINGS:
        zone = REMEMBERED(catalog.skin("abdomen_ii"), read_pulse(wanted, catalog.device(device)), None, Settings()).zone
        print(
            f"{device}, {', '.join(wanted.values())}: {show(zone.depth, 'm')} deep, {show(2 * zone.radius, 'm')} wide, "
            f"channel {show(zone.channel_depth, 'm')}, rim {show(zone.rim, 'm')}"
        )


if __name__ == "__main__":
    main()
