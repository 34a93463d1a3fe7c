"""Reports as people open them: from a file, wide and narrow, light and dark, on paper; by keys and by ear.

Pictures of page one lie in `pictures`, an eighth as large; WRITE_PICTURES=1 draws them anew. They are compared by
their light and dark alone: letters differ between machines.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.browser.driving import DESK, PHONE
from tests.reference import pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parent / "pictures"
# Height of what is compared [pixels], how many of them make one of a picture, and what may differ: on average, and
# in a block of 4 by 4 of them (grey levels of 255).
HEIGHT, SMALLER, MEAN, BLOCK = 2000, 8, 4.0, 60.0
VIEWS = {
    "desk_light": (DESK, "light", "screen"), "desk_dark": (DESK, "dark", "screen"),
    "phone_light": (PHONE, "light", "screen"), "phone_dark": (PHONE, "dark", "screen"),
    "paper": ((720, 1000), "light", "print"),
}  # fmt: skip
RESULTS = ("simulation", "plan", "refused", "front", "current")


@pytest.fixture
def shown(browser: Browser, tmp_path: Path, result: str, view: str) -> Iterator[Page]:
    """A report opened from a file, without a network."""
    size, scheme, medium = VIEWS[view]
    file = tmp_path / "report.html"
    file.write_text(pages.page(result), encoding="utf-8")
    options: dict[str, Any] = {
        "viewport": {"width": size[0], "height": HEIGHT},
        "color_scheme": scheme,
        "offline": True,
    }
    context = browser.new_context(**options)
    page = context.new_page()
    page.emulate_media(media=medium, color_scheme=scheme)
    page.goto(file.as_uri())
    yield page
    context.close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("result", RESULTS)
def test_nothing_is_cut_off(shown: Page, result: str, view: str) -> None:
    width = VIEWS[view][0][0]
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    if not view.startswith("phone"):
        # What scrolls on a screen cannot on paper, and on a desk nobody looks for what lies beyond the edge.
        cut = shown.evaluate(
            """() => [...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth + 1)
            .map(one => one.innerText.slice(0, 60))"""
        )
        assert cut == []


_OUTSIDE = """() => [...document.querySelectorAll('svg text')].filter(one => {
  const held = one.closest('svg').getBoundingClientRect(), own = one.getBoundingClientRect();
  return own.width > 0 && held.width > 0 && (own.left < held.left - 1 || own.right > held.right + 1
    || own.top < held.top - 1 || own.bottom > held.bottom + 1); })
  .map(one => one.textContent.trim().slice(0, 40))"""


@pytest.mark.parametrize("view", ["desk_light"])
@pytest.mark.parametrize("result", RESULTS)
def test_words_of_figures_lie_within_them(shown: Page, result: str, view: str) -> None:
    # Margins that are fixed do not grow with the words beside the axes.
    assert shown.evaluate(_OUTSIDE) == []


@pytest.mark.parametrize("view", ["desk_light", "phone_light"])
@pytest.mark.parametrize("result", RESULTS)
def test_ears_and_keys_suffice(shown: Page, result: str, view: str) -> None:
    found = shown.evaluate(
        """() => {
        const all = what => [...document.querySelectorAll(what)], out = one => one.outerHTML.slice(0, 100);
        const levels = all('h1, h2, h3').filter(one => one.checkVisibility()).map(one => +one.tagName[1]);
        return {
          lang: document.documentElement.lang, title: document.title.length > 3,
          main: all('main').length, h1: levels.filter(one => one === 1).length,
          skipped: levels.filter((one, place) => place > 0 && one - levels[place - 1] > 1),
          figures: all('figure .pane').filter(one => !(one.getAttribute('aria-label') || '').trim()).map(out),
          links: all('a[href], summary, iframe').filter(
            one => !(one.textContent.trim() || one.title || one.getAttribute('aria-label'))).map(out),
          heads: all('th').filter(one => !one.textContent.trim()).map(out),
          scrolling: all('.scroll, .pane').filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
            && one.tabIndex < 0).map(out),
          order: all('[tabindex]').filter(one => one.tabIndex > 0).map(out),
          doubled: all('[id]').map(one => one.id).filter((one, place, ids) => ids.indexOf(one) !== place),
        }}"""
    )
    assert (found.pop("lang"), found.pop("title"), found.pop("main"), found.pop("h1")) == ("en", True, 1, 1)
    assert {name: held for name, held in found.items() if held} == {}


_CONTRAST = """() => {
  const light = one => { const part = one.map(x => x / 255).map(x => x <= 0.04045 ? x / 12.92
    : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2]; };
  const parsed = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = one => { for (let at = one; at; at = at.parentElement) {
    const colour = parsed(getComputedStyle(at).backgroundColor);
    if (colour.length === 3 || colour[3] > 0.99) return colour.slice(0, 3); } return [255, 255, 255]; };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const one = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !one.checkVisibility() || one.closest('svg, iframe')) continue;
    const both = [light(parsed(getComputedStyle(one).color).slice(0, 3)), light(ground(one))];
    const [dark, bright] = both.sort((a, b) => a - b);
    const ratio = (bright + 0.05) / (dark + 0.05);
    const words = walk.currentNode.textContent.slice(0, 40);
    if (ratio < 4.5) low.push(ratio.toFixed(2) + ' ' + one.className + ' ' + words); }
  return [...new Set(low)].slice(0, 8); }"""


@pytest.mark.parametrize("view", ["desk_light", "desk_dark"])
@pytest.mark.parametrize("result", RESULTS)
def test_words_are_seen(shown: Page, result: str, view: str) -> None:
    assert shown.evaluate(_CONTRAST) == []


def test_contrast_that_is_too_low_is_noticed(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p style='color: #999; background: #fff'>pale</p><p>dark</p>")
    assert [line.split()[0] for line in page.evaluate(_CONTRAST)] == ["2.85"]
    page.close()


@pytest.mark.parametrize("view", ["desk_light", "desk_dark", "phone_light"])
@pytest.mark.parametrize("result", ["simulation", "plan"])
def test_axe_finds_nothing_serious(shown: Page, result: str, view: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(shown).response["violations"]
    serious = {one["id"]: one["nodes"][0]["html"][:100] for one in found if one["impact"] in ("serious", "critical")}
    assert serious == {}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("result", ["simulation", "plan"])
def test_page_one_looks_as_it_did(shown: Page, result: str, view: str) -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow comes with matplotlib")
    size = VIEWS[view][0]
    shot = image.open(io.BytesIO(shown.screenshot(clip={"x": 0, "y": 0, "width": size[0], "height": HEIGHT})))
    small = shot.convert("L").resize((size[0] // SMALLER, HEIGHT // SMALLER), image.Resampling.BOX)
    file = PICTURES / f"{result}_{view}.png"
    if os.environ.get("WRITE_PICTURES"):
        small.save(file, optimize=True)
    seen, kept = (np.asarray(one, dtype=float) for one in (small, image.open(file)))
    assert seen.shape == kept.shape
    off = np.abs(seen - kept)
    rows, columns = off.shape[0] // 4, off.shape[1] // 4
    blocks = off[: 4 * rows, : 4 * columns].reshape(rows, 4, columns, 4).mean(axis=(1, 3))
    assert off.mean() < MEAN and blocks.max() < BLOCK, (off.mean(), blocks.max(), np.argwhere(blocks >= BLOCK)[:5] * 32)
