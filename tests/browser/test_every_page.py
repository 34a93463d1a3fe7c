"""Every page of `mtz web`, whoever made it, on a desk and on a phone, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.driving import DESK, PHONE, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("fastapi", reason="the extra 'web' is not installed: fastapi, uvicorn")

from microthermal.web.forms.pages import PAGES


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_alone(browser: Browser, server: str, name: str, size: tuple[int, int], scheme: str) -> None:
    with opened(browser, f"{server}#page={name}", size, color_scheme=scheme) as page:
        assert page.get_attribute("body", "data-ready") == name
        assert page.inner_text("#faults") == ""
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], "the page is wider than the screen"
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("button, a[href], input, select, canvas, #root svg")]
            .filter(one => one.checkVisibility() && !(one.getAttribute("aria-label") || one.textContent.trim()
              || one.labels?.length || one.closest("[aria-hidden=true]"))).map(one => one.outerHTML.slice(0, 120))"""
        )
        assert unnamed == [], "without a name for those who do not see it"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_itself_as_a_file_and_as_python(browser: Browser, server: str, name: str) -> None:
    with opened(browser, f"{server}#page={name}") as page:
        for text, word in (("toml", "="), ("python", "import microthermal")):
            page.click(f"details[data-text={text}] summary")
            told = page.locator(f"details[data-text={text}] pre")
            told.filter(has_text=word).wait_for(timeout=20_000)
