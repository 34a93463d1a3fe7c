"""The page of the field: scan, columns that turn, warmth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driving import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def _picture(page: Page, name: str) -> str:
    found: str = page.get_by_role("img", name=name).evaluate("canvas => canvas.toDataURL()")
    return found


def test_the_scan_runs_and_the_columns_turn_by_keys(browser: Browser, server: str) -> None:
    with opened(browser, f"{server}#page=field&device=fractional_co2&energy=10 mJ&passes=2") as page:
        before = _picture(page, "columns of dead tissue")
        page.get_by_role("img", name="columns of dead tissue").press("ArrowRight")
        assert _picture(page, "columns of dead tissue") != before
        page.get_by_role("button", name="Play").press("Enter")
        page.get_by_text("after the first pulse").wait_for(timeout=10_000)
        page.get_by_text("At the end:").wait_for(timeout=30_000)
        covered = page.locator(".cards").inner_text()
        page.get_by_label("Density of a pass").press("End")
        page.locator(".cards").filter(has_not_text=covered.split("\n")[1]).wait_for(timeout=120_000)
        assert page.get_by_role("img", name="The tissue between the zones warms by up to").count() == 1
