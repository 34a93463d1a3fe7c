"""The page of reports: a report in a frame, and in it and beside it the zone that moves."""

from __future__ import annotations

from tests.browser.driving import chromium, opened, served


def test_a_report_is_drawn_and_its_zone_moves_under_the_policy_of_the_server() -> None:
    with (
        served() as address,
        chromium() as browser,
        opened(browser, f"{address}#page=report&device=fractional_co2&energy=10 mJ&density=50 /cm²") as page,
    ):
        page.get_by_role("button", name="One treatment").press("Enter")
        page.get_by_role("progressbar").wait_for(timeout=20_000)
        page.get_by_role("button", name="zone that moves").wait_for(timeout=240_000)
        frame = page.frame_locator("iframe[title=Report]")
        frame.get_by_role("heading").first.wait_for(timeout=60_000)
        page.get_by_role("button", name="zone that moves").press("Enter")
        frame.locator("body.ready").wait_for(timeout=60_000)
        assert "this page finds what the simulation found" in frame.locator("#same").inner_text()
        assert frame.locator("#fault").inner_text() == ""
        assert "question=simulate" not in page.url, "what a page begins with needs no place in the link"
