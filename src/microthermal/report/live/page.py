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
from microthermal.report.live.courses import course
from microthermal.report.live.layout import WITH_ENERGY, layout, manifest, module, part
from microthermal.report.live.starts import STRIDE, Start, by_energy, check, start
from microthermal.report.live.stops import Held, coolings, durations, energies, held, natural, power
from microthermal.report.sections.zone.zone import SHOWN_ENDPOINTS, frame, heat
from microthermal.report.wording import device_of, layers_of, plain, title_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

if TYPE_CHECKING:
    import jinja2

# Modules of the page, in the order in which one script holds them.
SCRIPTS = ("dom.js", "form.js", "film.js", "zone.js", "measure.js", "moving.js", "picture.js", "view.js", "page.js")
_ENTRIES = ("begin", "advance")
_NOTES = (
    "One microbeam into the skin of the case, warmed by its neighbours as in the simulation: at other settings the "
    "neighbours would warm it otherwise. Photons that are scattered are those of the case. Its numerical error, "
    "cautions and doubts stand in its report, and hold here."
)


def live(simulation: Simulation, library: Library | None = None, *, alone: bool = False) -> str:
    """Live page of a simulation as the text of one HTML file.

    Parameters
    ----------
    simulation : Simulation
        A treatment with a laser.
    library : Library, optional
        The one it was made with; the installed one if left out.
    alone : bool, optional
        Whether only pulse lengths on the grid of the case are offered, as in a report: the page is smaller then.

    Raises
    ------
    InputError
        If such a zone cannot be followed on a page, with every reason.
    """
    library = library or installed()
    told, starts = case(simulation, library, alone=alone)
    script = "\n".join(map(_plain, SCRIPTS))
    picture, zone = heat(simulation, *frame(simulation)), simulation.zone
    pulse = simulation.treatment.pulse
    return _template().render(
        title=title_of(simulation), subject=_subject(simulation), disclaimer=DISCLAIMER, style=part("page.css"),
        version=simulation.stamp.version, picture=picture.drawing, alt=picture.alt, notes=_NOTES,
        energy=show(pulse.energy, "J"), duration=show(pulse.duration, "s"), depth=show(zone.depth.value, "m"),
        width=show(2.0 * zone.radius.value, "m"), hottest=show(float(simulation.damage.peak.max()), "K"),
        rows=[_row(one) for one in _reaches(simulation)],
        channel=show(zone.channel_depth.value, "m") if by_energy(simulation) else None,
        case=packed(_json(told)), code=packed(module()), starts=json.dumps(starts), script=script,
    )  # fmt: skip


def case(
    simulation: Simulation, library: Library, *, alone: bool = False
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What a page needs to follow a zone: sliders and names, and packed starts on fine and on coarse cells.

    Where each energy has its own grid there is a start for each energy; else one for each grid that pulse lengths of
    the device have, and previews on one coarse grid for all. Held ``alone`` is the grid of the case, for pages that a
    server lays out again.

    Raises
    ------
    InputError
        As of :func:`live`.
    """
    check(simulation)
    grids = held(simulation, library, alone=alone)
    told, own = _told(simulation, library, grids), simulation.treatment.pulse.energy
    if by_energy(simulation):
        begun = {
            name: [start(simulation, energy, library, coarse=coarse) for energy in told["energies"]]
            for name, coarse in (("fine", False), ("coarse", True))
        }
    else:
        begun = {
            "fine": [start(simulation, own, library, coarse=False, duration=one) for one in grids.lengths],
            "coarse": [start(simulation, own, library, coarse=True)],
        }
    return told, {name: list(map(_packed, each)) for name, each in begun.items()}


def _packed(begun: Start) -> str:
    """A start as the page unpacks it: the length of its table in four bytes, the table, and the image after it."""
    table, image = layout(begun)
    text = _json(table)
    head = len(text).to_bytes(4, "little") + text
    return packed(head + bytes(-len(head) % 16) + image)


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


def _told(simulation: Simulation, library: Library, grids: Held) -> dict[str, Any]:
    """Sliders, names and colours, and what the simulation found, for the page to compare itself with."""
    pulse, cooling = simulation.treatment.pulse, simulation.treatment.cooling
    by_itself, touched = natural(simulation, library, grids), coolings(simulation)
    lengths = sorted({*durations(simulation, library, grids), *(one for one in by_itself if one is not None)})
    depth, radius = frame(simulation)
    return {
        "manifest": {name: manifest()[name] for name in _ENTRIES}, "withEnergy": WITH_ENERGY, "stride": STRIDE,
        "energy": pulse.energy, "energies": energies(simulation, library), "duration": pulse.duration,
        "natural": [None if one is None else lengths.index(one) for one in by_itself],
        "durations": lengths, "grids": [grids.of(simulation, one, library) for one in lengths],
        "channel": simulation.zone.channel_depth.value,
        "coolings": [0.0 if one is None else one.temperature for one in touched], "cooling": touched.index(cooling),
        "courses": [[course(simulation, one, touch, library) for touch in touched] for one in lengths],
        "power": power(simulation, library), "endpoint": simulation.zone.endpoint, "frame": [depth, radius],
        "layers": layers_of(simulation), "ablates": by_energy(simulation),
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
    depth, radius, volume = show(one.depth.value, "m"), show(one.radius.value, "m"), show(one.volume.value, "m**3")
    return endpoint_label(one.endpoint), depth, radius, volume


def _subject(simulation: Simulation) -> str:
    parts = (plain(simulation.skin.site), f"phototype {simulation.skin.phototype}", simulation.condition.title)
    device = device_of(simulation.treatment.pulse)
    return ", ".join((*parts, *((device,) if device else ())))


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, separators=(",", ":"), allow_nan=False).encode()


def packed(data: bytes) -> str:
    """Bytes as text, compressed; without the time of writing, so that the same case gives the same file."""
    return base64.b64encode(gzip.compress(data, compresslevel=6, mtime=0)).decode("ascii")


def _plain(name: str) -> str:
    """A module of the page without what it takes from the others and gives to them: they stand in one script."""
    lines = part(f"scripts/{name}").splitlines()
    return "\n".join(line for line in lines if not line.startswith(("import ", "export {")))


@cache
def _template() -> jinja2.Template:
    import jinja2

    loader = jinja2.PackageLoader("microthermal.report", "live")
    options: Any = {"trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, **options)
    return environment.get_template("page.html.j2")
