"""From the weeks to validation as a user goes: each page is asked, moved and read; keys alone suffice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.driving import PHONE, opened

from microthermal.cases.treatment import treatment_case
from microthermal.simulation.chain import simulate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCAR = "site=abdomen&condition=hypertrophic_scar&device=fractional_co2"
# A question may wait for all of a busy machine.
LONG = 240_000


def _done(page: Page, word: str) -> None:
    page.wait_for_selector(f"#root[data-done='{word}']", timeout=LONG)


def test_the_weeks_move_with_the_day_and_give_the_digits_of_the_simulation(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=weeks&{SCAR}&energy=20 mJ&density=100 /cm²") as page:
        _done(page, "weeks")
        page.focus("#day")
        first = page.locator(".cut").first.get_attribute("aria-label") or ""
        for _ in range(18):
            page.keyboard.press("ArrowRight")
        told = page.locator(".cut").first.get_attribute("aria-label") or ""
        assert "hour 0" in first and "day 3" in told
        # The table beside it tells what the program finds for these settings on that day.
        page.click("details[data-text=python] summary")
        page.locator("details[data-text=python] pre").filter(has_text="treatment_case").wait_for()
        made: dict[str, object] = {}
        text = page.locator("details[data-text=python] pre").inner_text()
        exec(text[text.index("case = ") : text.index("asked =")], made)
        asked = treatment_case(made["case"])  # type: ignore[arg-type]
        found = simulate(asked.skin, asked.treatment, asked.condition, asked.settings)
        level = found.healing.of("erythema")[found.healing.time.searchsorted(3.0 * 86400.0)]
        shown = page.locator("tr", has_text="Redness").first.locator("td").nth(1).inner_text()
        assert float(shown) == pytest.approx(float(level), rel=0.1)
        page.click("text=Play")
        page.click("text=Stop")


def test_an_injection_is_chosen_and_its_day_is_taken(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=injection&{SCAR}") as page:
        assert page.is_visible("text=No medicine is chosen")
        page.select_option("select", "triamcinolone")
        _done(page, "injection")
        assert page.is_visible("text=Leaks from channels")
        page.fill("#of-spacing", "wide")
        page.keyboard.press("Tab")
        page.wait_for_selector("[role=alert].stop", timeout=LONG)
        page.fill("#of-spacing", "8 mm")
        page.keyboard.press("Tab")
        page.wait_for_selector(".grid-above[aria-label*='every 8']", timeout=LONG)
        page.click("text=Compare days of the injection")
        page.wait_for_selector("#root[data-timed]", timeout=LONG)
        page.focus("#moment")
        page.keyboard.press("End")
        page.click("text=Inject on this day")
        assert "day=28" in page.url


def test_the_point_of_the_window_is_moved_by_keys_and_by_the_pointer(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=window") as page:
        page.wait_for_selector("#root[data-mapped]", timeout=LONG)
        before = page.url
        page.focus("svg.map")
        page.keyboard.press("ArrowUp")
        page.wait_for_function("before => location.href !== before", arg=before, timeout=LONG)
        page.wait_for_selector(".gauges:not(.old) .gauge", timeout=LONG)
        assert "density=" in page.url
        box = page.locator("svg.map").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 0.95 * box["width"], box["y"] + 0.1 * box["height"])
        page.locator(".said").filter(has_text="stopped").wait_for(timeout=LONG)
        page.locator(".verdict").filter(has_text="A stop limit is passed").wait_for(timeout=LONG)


def test_a_plan_is_found_walked_and_compared(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=plan&goal=hypertrophic_scar&{SCAR}&devices=er_glass_1550&drugs=none") as page:
        page.click("text=Find a plan")
        page.wait_for_selector("progress", timeout=5_000)
        _done(page, "plan 1")
        for place in (0, 1):
            page.locator(".option").nth(place).focus()
            page.keyboard.press("Enter")
        page.wait_for_selector("text=beside option", timeout=10_000)
        page.focus("#of-wish-downtime")
        page.keyboard.press("Home")
        _done(page, "plan 2")
        assert page.is_visible("text=Asked for")
        page.locator("input[type=checkbox][aria-label^='Set option']").first.check()
        page.locator("input[type=checkbox][aria-label^='Set option']").nth(1).check()
        page.click("text=Compare the two under the doubts")
        page.wait_for_selector("body[data-ready=compare]", timeout=LONG)
        page.click("button.first")
        _done(page, "compare")
        assert page.is_visible("text=Metrics told apart")


def test_a_job_is_stopped_and_says_so(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=validation") as page:
        page.click("text=Run all with their open settings")
        page.click("text=Stop")
        page.wait_for_selector("text=Stopped.", timeout=20_000)


def test_the_library_is_searched_and_read_on_a_phone(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=library", PHONE) as page:
        page.fill("#find", "er_glass_1550 energy")
        page.wait_for_selector("#root[data-found]:not([data-found='0'])", timeout=20_000)
        page.locator("section a", has_text="device/er_glass_1550").first.click()
        _done(page, "device/er_glass_1550")
        assert "entry=er_glass_1550" in page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_measurements_are_run(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=validation") as page:
        page.click("button.first")
        _done(page, "judged")
        assert page.locator(".badge", has_text="hit").count() > 0
