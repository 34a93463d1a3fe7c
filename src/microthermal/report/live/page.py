"""The live page of one zone: written as one file that opens by a double click and asks nothing of the network."""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.domain.results.zone import Reach
from microthermal.errors import InputError
from microthermal.planning.records import Plan
from microthermal.report.disclaimer import DISCLAIMER
from microthermal.report.endpoint_style import endpoint_ink, endpoint_label
from microthermal.report.live.layout import check, course, layout, manifest, module, part
from microthermal.report.live.stops import coolings, durations, energies, power
from microthermal.report.sections.zone.zone import SHOWN_ENDPOINTS, frame, heat
from microthermal.report.wording import device_of, layers_of, plain, title_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

if TYPE_CHECKING:
    import jinja2

_ENTRIES = ("begin", "advance")
_NOTES = (
    "One pulse into the skin that the case leaves it in, warmed by its neighbours as in the simulation: at other "
    "settings the neighbours would warm it otherwise. Grid and photons are those of the case. Its numerical error, "
    "cautions and doubts stand in its report, and hold here."
)


def live(simulation: Simulation, library: Library | None = None) -> str:
    """Live page of a simulation as the text of one HTML file.

    Parameters
    ----------
    simulation : Simulation
        A treatment by single pulses of light that scatters in relaxed skin.
    library : Library, optional
        The one it was made with; the installed one if left out.

    Raises
    ------
    InputError
        If such a zone cannot be followed on a page, with every reason.
    """
    check(simulation)
    library = library or installed()
    told, image = layout(simulation, library)
    told |= _told(simulation, library) | {"manifest": {name: manifest()[name] for name in _ENTRIES}}
    script = "\n".join(part(name) for name in ("zone.js", "measure.js", "page.js"))
    picture, zone = heat(simulation, *frame(simulation)), simulation.zone
    pulse = simulation.treatment.pulse
    return _template().render(
        title=title_of(simulation), subject=_subject(simulation), disclaimer=DISCLAIMER, style=part("page.css"),
        version=simulation.stamp.version, picture=picture.svg, alt=picture.alt, notes=_NOTES,
        energy=show(pulse.energy, "J"), duration=show(pulse.duration, "s"), depth=show(zone.depth.value, "m"),
        width=show(2.0 * zone.radius.value, "m"), hottest=show(float(simulation.damage.peak.max()), "K"),
        cooled=simulation.treatment.cooling is not None, rows=[_row(one) for one in _reaches(simulation)],
        case=json.dumps(told, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c"),
        code=_packed(module()), image=_packed(image), script=script,
    )  # fmt: skip


def live_of(found: object) -> str:
    """Live page of what a file holds: a simulation, or the first of a plan.

    Raises
    ------
    InputError
        If it holds no simulation, or its zone cannot be followed on a page.
    """
    simulation = found.best if isinstance(found, Plan) else found
    if not isinstance(simulation, Simulation):
        raise InputError("a live page cannot show this file: no zone is simulated in it")
    return live(simulation)


def _told(simulation: Simulation, library: Library) -> dict[str, Any]:
    """Sliders, names and colours, and what the simulation found, for the page to compare itself with."""
    pulse, cooling = simulation.treatment.pulse, simulation.treatment.cooling
    lengths, touched = durations(simulation, library), coolings(simulation)
    depth, radius = frame(simulation)
    return {
        "energy": pulse.energy, "energies": energies(simulation, library), "duration": pulse.duration,
        "durations": lengths, "coolings": [0.0 if one is None else one.temperature for one in touched],
        "cooling": touched.index(cooling),
        "courses": [[course(simulation, one, touch, library) for touch in touched] for one in lengths],
        "power": power(simulation, library), "endpoint": simulation.zone.endpoint, "frame": [depth, radius],
        "layers": layers_of(simulation),
        "bar": 1e-4 if radius >= 1.5e-4 else 5e-5,
        "shown": [
            [one.endpoint, endpoint_label(one.endpoint), *_ink(one.endpoint),
             {"depth": one.depth.value, "radius": one.radius.value}]
            for one in _reaches(simulation)
        ],
    }  # fmt: skip


def _reaches(simulation: Simulation) -> list[Reach]:
    return [one for one in simulation.zone.reaches if one.endpoint in SHOWN_ENDPOINTS]


def _ink(endpoint: str) -> tuple[str, list[float]]:
    """Colour of an endpoint, and lengths of the dashes of its line; none of a whole one."""
    colour, line = endpoint_ink(endpoint)
    named: dict[Any, list[float]] = {"-": [], "--": [5, 3], ":": [1, 2], "-.": [5, 2, 1, 2]}
    return colour, list(line[1]) if isinstance(line, tuple) else named[line]


def _row(one: Reach) -> tuple[str, ...]:
    depth, radius = show(one.depth.value, "m"), show(one.radius.value, "m")
    return endpoint_label(one.endpoint), depth, radius, show(one.volume.value, "m**3"), f"{depth}, {radius}"


def _subject(simulation: Simulation) -> str:
    parts = (plain(simulation.skin.site), f"phototype {simulation.skin.phototype}", simulation.condition.title)
    device = device_of(simulation.treatment.pulse)
    return ", ".join((*parts, *((device,) if device else ())))


def _packed(data: bytes) -> str:
    # No time of writing: the same case gives the same file.
    return base64.b64encode(gzip.compress(data, mtime=0)).decode("ascii")


@cache
def _template() -> jinja2.Template:
    import jinja2

    loader = jinja2.PackageLoader("microthermal.report", "live")
    options: Any = {"trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, **options)
    return environment.get_template("page.html.j2")
