"""The page of one zone as a file: it fits a phone, its controls have names, and its sliders move it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.driving import DESK, PHONE
from tests.journeys.test_live_page import _simulated

from microthermal.report.live.page import live
from microthermal.units import mJ

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a zone of a laser that leaves the skin whole."""
    path = tmp_path_factory.mktemp("live") / "zone.html"
    path.write_text(live(_simulated("er_glass_1550", 20 * mJ, 1, 2e-5)), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_of_a_zone_fits_the_screen_and_moves(browser: Browser, file: Path, size: tuple[int, int]) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(file.as_uri())
    page.wait_for_selector("body.ready", timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.inner_text("#fault") == "" and "finds what the simulation found" in page.inner_text("#same")
    before = page.inner_text("#depth")
    page.get_by_label("Energy of a microbeam").press("End")
    page.locator("#same").filter(has_text="Other settings").wait_for(timeout=60_000)
    assert page.inner_text("#depth") != before
    page.get_by_role("button", name="Back to the case").press("Enter")
    page.locator("#same").filter(has_text="finds what").wait_for(timeout=60_000)
    assert page.inner_text("#depth") == before
    page.close()


# What a page finds in place of a thread: none may be made, or it breaks at once.
BROKEN = {
    "refused": "window.Worker = class { constructor() { throw new Error('no threads here'); } };",
    "broken": "const Whole = Worker; window.Worker = class extends Whole { constructor(_, how) "
    "{ super(URL.createObjectURL(new Blob(['throw 1'])), how); } };",
}


# Moves the slider of energy to all its places, and never waits.
SWEEP = """bar => {
  for (let place = 0; place <= Number(bar.max); place++) { bar.value = place; bar.dispatchEvent(new Event("input")); }
}"""


@pytest.mark.parametrize("thread", ["whole", *BROKEN])
def test_a_zone_moves_with_a_thread_and_without_to_the_same_digits(browser: Browser, file: Path, thread: str) -> None:
    page, threads = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]}), list[object]()
    page.add_init_script(BROKEN.get(thread, ""))
    page.on("worker", lambda one: threads.append(one))
    page.goto(file.as_uri())
    page.wait_for_selector("body.ready", timeout=60_000)
    before = page.inner_text("#depth")
    page.get_by_label("Energy of a microbeam").evaluate(SWEEP)
    page.locator("#same").filter(has_text="Other settings").wait_for(timeout=60_000)
    assert page.inner_text("#depth") != before
    page.get_by_role("button", name="Back to the case").press("Enter")
    page.locator("#same").filter(has_text="finds what").wait_for(timeout=60_000)
    assert page.inner_text("#depth") == before and page.inner_text("#fault") == ""
    assert len(threads) == (thread != "refused")
    page.close()
