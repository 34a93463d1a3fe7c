"""A user walks from skin to field in a browser, by keyboard alone where that is how it is done."""

from __future__ import annotations

from tests.browser.driving import chromium, opened, served

from microthermal.cases.treatment import treatment_case
from microthermal.simulation.chain import simulate
from microthermal.units import show


def test_from_skin_to_zone_and_field() -> None:
    with served() as address, chromium() as browser, opened(browser, f"{address}#page=skin&title=Anna") as page:
        page.get_by_label("Phototype").select_option("V")
        page.locator("#root svg").wait_for()
        assert "Anna" not in page.url and "phototype=V" in page.url

        page.get_by_role("link", name="Zone", exact=True).press("Enter")
        page.wait_for_selector("body[data-ready=zone]", timeout=120_000)
        energy = page.get_by_label("Energy of a microbeam")
        before = page.inner_text("#depth")
        energy.press("ArrowRight")
        energy.press("ArrowRight")
        page.wait_for_selector("p[data-settled=true]", timeout=120_000)
        after, text = page.inner_text("#depth"), energy.get_attribute("aria-valuetext")
        assert after != before and text is not None

        # The digits are those of the case that the page shows.
        page.click("details[data-text=toml] summary")
        page.locator("details[data-text=toml] pre").filter(has_text=text).wait_for(timeout=20_000)
        case = {
            "skin": "cheek_v", "device": "er_glass_1550", "pulse": {"energy": text},
            "pattern": {"density": page.inner_text("#subject").split(", ")[-2], "passes": 1},
        }  # fmt: skip
        asked = treatment_case(case, "the same")
        native = simulate(asked.skin, asked.treatment, asked.condition, asked.settings)
        assert after == show(native.zone.depth.value, "m")

        page.get_by_role("button", name="Play").press("Enter")
        page.get_by_text("after the pulse begins").wait_for(timeout=20_000)

        page.get_by_role("link", name="Field", exact=True).press("Enter")
        page.wait_for_selector("body[data-ready=field]", timeout=120_000)
        assert page.locator(".cards").get_by_text(show(native.lattice.coverage, "%")).count() == 1
        assert f"energy={text.split()[0]}" in page.url, "the link holds the settings"
