"""Figures of a page, each by itself: as SVG that any program opens, and as PNG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from xml.sax.saxutils import escape

from microthermal.catalog.reading.state import one_state
from microthermal.errors import InputError, brief
from microthermal.report.blocks import Beside, Folded, Part, Picture
from microthermal.report.reportable import Reportable
from microthermal.report.sections import Section, sections

# On a page the reader's own font is used; outside of one, what every system has.
_FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_PIXELS = 4.0 / 3.0  # of CSS for each point in which drawings are measured
_SCALE = 2.0  # dots of a PNG for each pixel of CSS: sharp on today's screens and in a paper's column


@dataclass(frozen=True)
class Figure:
    """One figure: its name in a result, what it shows in words, and its SVG as a file of its own."""

    name: str
    title: str
    alt: str
    caption: str
    svg: str

    @property
    def width(self) -> float:
        """Its width [CSS pixels]."""
        found = re.search(r'\bwidth="([\d.]+)"', self.svg)
        return float(found[1]) if found else 0.0


def kinds(result: Reportable) -> tuple[str, ...]:
    """Sections that a result could have figures in; some may have none."""
    return tuple(one.kind for one in sorted(sections, key=lambda one: one.order) if one.of(result) is not None)


@one_state()
def figures(result: Reportable, kind: str | None = None) -> dict[str, Figure]:
    """Figures of a result by name, in the order of its page.

    Parameters
    ----------
    result : Simulation, Plan or Window
        What is drawn.
    kind : str, optional
        Section whose figures are wanted, which draws no others; all if left out.

    Returns
    -------
    dict of Figure
        Named like its section if that has one, ``zone_1``, ``zone_2`` and on if it has several.

    Raises
    ------
    InputError
        If no section is so named.
    """
    chosen = [sections[kind]] if kind is not None else sorted(sections, key=lambda one: one.order)
    found = [figure for one in chosen for figure in _of_section(one, result)]
    return {figure.name: figure for figure in found}


def _of_section(one: Section, result: Reportable) -> list[Figure]:
    block = one(result)
    pictures = [] if block is None else list(_pictures(block.parts))
    several = len(pictures) > 1
    return [
        Figure(
            name=f"{one.kind}_{number}" if several else one.kind,
            title=picture.title or (block.heading if block and block.heading else one.title),
            alt=picture.alt,
            caption=picture.caption,
            svg=_alone(picture.svg, picture.title or one.title, picture.alt),
        )
        for number, picture in enumerate(pictures, start=1)
    ]


def _pictures(parts: tuple[Part, ...]) -> Iterator[Picture]:
    for part in parts:
        if isinstance(part, Picture):
            yield part
        elif isinstance(part, Beside | Folded):
            yield from _pictures(part.parts)


def alone(name: str, title: str, alt: str, svg: str, caption: str = "") -> Figure:
    """A drawing of a page as a figure by itself.

    Parameters
    ----------
    name, title, alt : str
        Name, heading, and words for those who cannot see it.
    svg : str
        Inline SVG, as the drawings of sections give it.
    caption : str, optional
        What it says below.
    """
    return Figure(name, title, alt, caption, _alone(svg, title, alt))


def on_both_papers(title: str, alt: str, svg: str) -> str:
    """A drawing of a page as an image, light or dark as who looks at it prefers; one with its own paper stays light."""
    if "data-paper" in svg[: svg.index(">")]:
        return _alone(svg, title, alt)
    light, dark = (_declared(one) for one in (_variables(), {**_variables(), **_variables(dark=True)}))
    style = f"<style>:root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    return _alone(svg, title, alt, style)


def _declared(variables: Mapping[str, str]) -> str:
    inks = {name: value for name, value in variables.items() if name.startswith("--figure-")}
    return "".join(f"{name}:{value};" for name, value in {**inks, "--figure-font": _FONT}.items())


def on_light_paper(svg: str) -> str:
    """A drawing with the values of its inks and of its font in the place of the variables of a page."""
    return _VARIABLE.sub(lambda name: _value(name[1]), svg)


def _alone(svg: str, title: str, alt: str, style: str = "") -> str:
    """SVG with its size, names of its languages, words for those who cannot see it, and no need of a page.

    With a style of its own it keeps its variables, else it gets their values on light paper.
    """
    end = svg.index(">")
    head, body = svg[:end], svg[end + 1 :]
    box = re.search(r'viewBox="([^"]+)"', head)
    if box is None:
        raise InputError(f"the figure {brief(title)} has no size; it can only be shown on a page")
    width, height = (float(length) * _PIXELS for length in box[1].split()[2:])
    ink = 'style="color:var(--figure-ink)"' if style else f'color="{_value("--ink")}"'
    words = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{box[1]}" width="{width:.6g}" height="{height:.6g}" role="img" {ink}>'
    )
    return f"{opening}{words}{style}{body if style else on_light_paper(body)}\n"


def _value(name: str) -> str:
    """Value of a variable of the page's style, fit for an attribute."""
    return _FONT if name == "--figure-font" else _variables().get(name, "inherit")


@cache
def _variables(*, dark: bool = False) -> dict[str, str]:
    """Variables of the page's style, or those that differ on dark paper."""
    style = resources.files("microthermal.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
    begin = style.index("prefers-color-scheme: dark") if dark else 0
    root = re.search(r":root\s*\{(.*?)\}", style[begin:], re.DOTALL)
    pairs = re.findall(r"(--[\w-]+):\s*([^;]+);", root[1] if root else "")
    return {name: value.strip().replace('"', "'") for name, value in pairs}


def png(figure: Figure) -> bytes:
    """A figure as PNG on white, two dots for each pixel of CSS.

    Raises
    ------
    InputError
        If the library that draws it is not installed.
    """
    try:
        import cairosvg
    except (ImportError, OSError):  # without the system's cairo, importing it is an OSError
        text = "figures as PNG need cairosvg and the system's library cairo; install them with: pip install "
        raise InputError(f"{text}'microthermal[figures]', or write them as svg") from None
    made: bytes = cairosvg.svg2png(bytestring=figure.svg.encode(), scale=_SCALE, background_color="white")
    return made
