"""The page of one zone: sliders, channel, film, colours, values under the pointer, and what it says meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.driving import PHONE, opened

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.simulation.chain import simulate
from microthermal.units import show

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READY = 120_000


def _digits(page: Page) -> dict[str, str]:
    return {name: page.inner_text(f"#{name}") for name in ("depth", "width", "channel")}


def _native(case: dict[str, Any]) -> dict[str, str]:
    asked = treatment_case(case, "the same")
    zone = simulate(asked.skin, asked.treatment, asked.condition, asked.settings).zone
    found = {"depth": zone.depth.value, "width": 2 * zone.radius.value, "channel": zone.channel_depth.value}
    return {name: show(value, "m") for name, value in found.items()}


def test_a_channel_is_followed_at_every_energy_and_in_stacks_with_the_digits_of_the_program(
    browser: Browser, server: str
) -> None:
    link = f"{server}#page=zone&device=fractional_co2&energy=10 mJ&density=50 /cm²"
    with opened(browser, link) as page:
        case = {"skin": "cheek_iii", "device": "fractional_co2", "pattern": {"density": "50 /cm²", "passes": 1}}
        assert _digits(page) == _native({**case, "pulse": {"energy": "10 mJ"}})
        energy = page.get_by_label("Energy of a microbeam")
        for _ in range(3):
            energy.press("ArrowLeft")
        page.wait_for_selector("p[data-settled=true]", timeout=READY)
        text = energy.get_attribute("aria-valuetext")
        assert text != "10 mJ" and _digits(page) == _native({**case, "pulse": {"energy": text}})
        page.get_by_label("Pulses on one spot").fill("3")
        page.get_by_label("Pulses on one spot").press("Tab")
        page.wait_for_selector("p[data-settled=true]", timeout=READY)
        assert _digits(page) == _native({**case, "pulse": {"energy": text, "stack": 3}})


def test_a_page_whose_thread_does_not_start_follows_the_exact_zone_itself(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        "window.Worker = class extends Worker { constructor(_, how) { super('/static/none.js', how); } };"
    )
    page.goto(f"{server}#page=zone&device=er_glass_1550&energy=20 mJ")
    page.wait_for_selector("body[data-ready]", timeout=READY)
    before = page.inner_text("#depth")
    page.get_by_label("Energy of a microbeam").press("End")
    page.wait_for_function("before => document.querySelector('#depth').textContent !== before", arg=before)
    page.wait_for_selector("canvas[data-cells=fine]", timeout=READY)
    page.close()


def test_more_power_than_the_device_has_is_said(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=zone&device=er_glass_1550&energy=20 mJ&duration=20 ms") as page:
        # The page says it itself where it follows the pulse, and the server where the pulse needs another grid.
        strong = page.get_by_text("more power than")
        assert strong.count() == 0
        bar = page.get_by_label("Pulse length")
        bar.press("Home")
        bar.press("ArrowRight")
        strong.wait_for(timeout=READY)


def test_colours_film_and_pointer_tell_what_is_where(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=zone&device=fractional_co2&energy=10 mJ", PHONE) as page:
        canvas, words = page.locator("canvas.zone"), page.locator(".moment")
        box = canvas.bounding_box()
        assert box is not None
        canvas.hover(position={"x": box["width"] / 2, "y": 12})
        words.filter(has_text="the tissue is gone").wait_for(timeout=5000)
        canvas.hover(position={"x": box["width"] - 4, "y": box["height"] - 4})
        words.filter(has_text="°C, damage integral").wait_for(timeout=5000)
        for _ in range(2):
            canvas.press("ArrowDown")
        words.filter(has_text="0 µm from the axis: the tissue is gone").wait_for(timeout=5000)
        page.get_by_label("Colours").select_option(label="damage: Collagen denatured")
        words.filter(has_text="Damage at the end").wait_for(timeout=5000)
        page.get_by_label("Colours").select_option(label="temperature")
        page.get_by_label("Moment").press("ArrowRight")
        words.filter(has_text="after the pulse begins").wait_for(timeout=5000)
        told = str(canvas.get_attribute("aria-label"))
        assert "deep and" in told and "around a channel" in told


def test_another_device_is_laid_out_by_the_server(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=zone&device=er_glass_1550") as page:
        assert page.locator("#channel").count() == 0
        page.get_by_role("link", name="Device and settings").click()
        page.wait_for_selector("body[data-ready=device]", timeout=READY)
        page.get_by_label("Device", exact=True).select_option("er_yag_2940")
        page.get_by_text("removes tissue, which is thrown out").wait_for(timeout=READY)
        page.get_by_role("link", name="Zone", exact=True).click()
        page.wait_for_selector("body[data-ready=zone]", timeout=READY)
        assert page.inner_text("#channel") not in ("", "none")
        assert catalog.device("er_yag_2940").maker is not None and "er_yag_2940" in page.url


def test_a_setting_that_is_not_offered_is_told_and_the_nearest_is_taken(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=device&device=er_glass_1550&energy=0.0201 J&density=1 /cm²") as page:
        told = page.inner_text("#faults")
        assert "no energy of 0.0201 J here: 20 mJ is taken" in told and "density of 1 /cm²" in told
        page.get_by_label("Passes").fill("2")
        page.get_by_label("Passes").press("Tab")
        page.wait_for_url("**passes=2**")
        assert page.get_by_label("Energy of a microbeam").get_attribute("aria-valuetext") == "20 mJ"
