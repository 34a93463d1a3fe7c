"""From a slider of the zone's page to the new picture, in Chromium: preview and exact, by wall clock and by processor.

Run ``python -m benchmarks.bench_pages DEVICE ...``; medians are told, of each device and of all moves. It needs the
extra ``web``, Playwright and the system's Chromium.
"""

from __future__ import annotations

import os
import sys
from statistics import median
from typing import Any

from tests.browser.driving import chromium, opened, served

DEVICES = ("er_glass_1550", "thulium_1927", "fractional_co2", "er_yag_2940")
# Moves the slider of energy to each place, and waits for the exact picture: times from the move to each picture [ms].
_MOVES = """async () => {
  const canvas = document.querySelector("canvas.zone"), found = [];
  const label = [...document.querySelectorAll("label")].find(one => one.textContent.startsWith("Energy"));
  const bar = document.getElementById(label.htmlFor);
  for (let place = 0; place <= Number(bar.max); place++) {
    const begun = performance.now(), seen = {};
    await new Promise(done => {
      const watch = new MutationObserver(() => {
        seen[canvas.dataset.cells] ??= performance.now() - begun;
        if (canvas.dataset.cells === "fine") { watch.disconnect(); requestAnimationFrame(() => done()); }
      });
      canvas.dataset.cells = "";
      watch.observe(canvas, {attributes: true, attributeFilter: ["data-cells"]});
      bar.value = place;
      bar.dispatchEvent(new Event("input"));
    });
    found.push([seen.coarse, seen.fine]);
  }
  return found;
}"""


def _processor(session: Any) -> float:
    """Time that the thread of the page has worked [s]."""
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(told["TaskDuration"])


def main() -> None:
    """Print a row for each device, and one for all of them."""
    every: list[list[Any]] = []
    with served() as address, chromium() as browser:
        for device in sys.argv[1:] or DEVICES:
            with opened(browser, f"{address}#page=zone&device={device}") as page:
                session = page.context.new_cdp_session(page)
                session.send("Performance.enable", {"timeDomain": "threadTicks"})
                before = _processor(session)
                moves = page.evaluate(_MOVES)
                spent = (_processor(session) - before) / len(moves)
            every += moves
            previews, exact = ([one[k] for one in moves if one[k] is not None] for k in (0, 1))
            print(
                f"{device}: preview {median(previews):.0f} ms, exact {median(exact):.0f} ms of {len(moves)} moves; "
                f"{1e3 * spent:.0f} ms of processor a move, both pictures; load {os.getloadavg()[0]:.1f}"
            )
    previews, exact = ([one[k] for one in every if one[k] is not None] for k in (0, 1))
    print(f"all: preview {median(previews):.0f} ms, exact {median(exact):.0f} ms of {len(every)} moves")


if __name__ == "__main__":
    main()
