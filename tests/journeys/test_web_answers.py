"""A user looks up a number, and follows the weeks after a treatment, by keys alone."""

from __future__ import annotations

from tests.browser.driving import chromium, opened, served


def test_from_the_library_to_the_weeks() -> None:
    with served() as address, chromium() as browser, opened(browser, f"{address}#page=library") as page:
        page.get_by_label("Find a value").fill("er_glass_1550 wavelength")
        page.wait_for_selector("#root[data-found]:not([data-found='0'])", timeout=60_000)
        assert page.get_by_text("1550 nm").count() > 0

        page.get_by_role("link", name="Weeks", exact=True).press("Enter")
        page.wait_for_selector("#root[data-done=weeks]", timeout=240_000)
        cut = page.locator(".cut").first
        before = cut.get_attribute("aria-label")
        page.get_by_label("Day", exact=True).press("End")
        assert cut.get_attribute("aria-label") != before
        assert "day 180" in (cut.get_attribute("aria-label") or "")
