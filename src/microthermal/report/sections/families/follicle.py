"""A follicle or a vessel cut open: how hot, what is lost, how long damage takes, and the epidermis above."""

from __future__ import annotations

from microthermal.domain.results.extras.follicle import EndFate, PartFate, StructureFate
from microthermal.report.blocks import Beside, Card, Cards, PageBlock, Part, Table, TableRow, cells
from microthermal.report.endpoint_style import endpoint_label
from microthermal.report.sections import section
from microthermal.report.sections.families.follicle_pictures import (
    across_picture,
    damage_time_picture,
    down_picture,
    structure_of,
    structure_picture,
)
from microthermal.report.wording import fraction, plain, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

_OUTCOMES = {
    "spared": "Spared", "regression": "Regression, catagen-like", "coagulated": "Bulb coagulated", "open": "Open",
    "clotted": "Blood clotted", "closed": "Closed",
}  # fmt: skip
_LEADS = {"follicle": "A hair follicle", "vessel": "A vessel"}
# What decides, with the part in which it is seen.
_DECISIVE = {"follicle": ("Bulb coagulated", "bulb_matrix"), "vessel": ("Blood coagulated", "blood")}


@section("follicle", title="Follicle or vessel", order=44, laser=True, of=simulation_of)
def follicle_section(simulation: Simulation) -> PageBlock | None:
    """Cards, cross-section, profiles, damage times, parts and their fates at both ends of the absorption."""
    extras = simulation.run.extras
    fate = None if extras is None else extras.follicle
    if fate is None:
        return None
    parts: list[Part] = [_cards(simulation, fate)]
    parts.append(Beside((structure_picture(simulation, fate), across_picture(simulation, fate))))
    pictures = [down_picture(simulation, fate)]
    if fate.damage_times is not None:
        pictures.append(damage_time_picture(simulation, fate, fate.damage_times))
    parts += [Beside(tuple(pictures)), _parts(fate), _relaxation(simulation, fate)]
    if structure_of(simulation).counts:
        parts.append(_trials(simulation))
    lead = (
        f"{_LEADS[fate.kind]} on the axis, and the skin half way to its neighbours, under the middle of the beam. "
        f"{_OUTCOMES[fate.outcome]}: {_band(fate)}."
    )
    return PageBlock(tuple(parts), lead=lead, heading=fate.title)


def _cards(simulation: Simulation, fate: StructureFate) -> Cards:
    structure, spot = simulation.skin.structure, simulation.treatment.pulse.handpiece.spot
    absorber = fate.part(structure.absorber.name) if structure is not None else fate.parts[0]
    name, decisive = _DECISIVE[fate.kind]
    cards = [
        Card(name, fraction(fate.part(decisive).coagulated), _ends(fate, decisive)),
        Card(f"Hottest in the {plain(absorber.name).lower()}", show(absorber.hottest, "K", 3), _per_cm(absorber)),
    ]
    if fate.kind == "follicle":
        bulge = fate.part("bulge")
        cards.append(Card("Bulge lost", fraction(bulge.lost), f"{show(bulge.mean_peak, 'K', 3)} on average"))
    else:
        wall = fate.part("wall")
        cards.append(Card("Wall lost", fraction(wall.lost), f"{show(wall.mean_peak, 'K', 3)} on average"))
    cards.append(Card("Epidermis, hottest", show(fate.epidermis, "K", 3), "away from the axis"))
    if spot is not None:
        cards.append(Card("Beam", show(spot.fluence, "J/m**2", 3), f"on {show(2 * spot.radius, 'm', 3)}"))
    return Cards(tuple(cards))


def _ends(fate: StructureFate, name: str) -> str:
    """How much of a part coagulates at both ends of the band of absorptions."""
    ends = [one for end in (fate.low, fate.high) if end is not None for one in end.parts if one.name == name]
    if len(ends) < 2:
        return "at the absorption that is taken"
    return f"{fraction(ends[0].coagulated)} to {fraction(ends[1].coagulated)} over the band"


def _per_cm(part: PartFate) -> str:
    return f"absorption {show(part.absorption, '1/m', 3)}"


def _band(fate: StructureFate) -> str:
    if fate.low is None or fate.high is None:
        return "at the absorption that is taken"
    ends = {fate.low.outcome, fate.high.outcome}
    if ends == {fate.outcome}:
        return "over the whole band of absorptions"
    low, high = (_OUTCOMES[one.outcome].lower() for one in (fate.low, fate.high))
    return f"least absorption: {low}; greatest: {high}"


def _parts(fate: StructureFate) -> Table:
    rows = tuple(_row(part, fate.low, fate.high) for part in fate.parts)
    columns = ("Part", "Absorption", "Hottest", "Mean of highest", "Dies as", "Lost", "Coagulated", "Lost, band")
    caption = (
        "Fractions of the volume of each part. The bulge is the sheath three to five radii of the shaft from the axis. "
        "The band is that of absorptions which nobody has measured in place."
    )
    if fate.kind == "vessel":
        caption = "Fractions of the volume of each part. Blood does not flow while the pulse lasts."
    return Table(columns, rows, caption, numeric=(1, 2, 3, 5, 6, 7))


def _row(part: PartFate, low: EndFate | None, high: EndFate | None) -> TableRow:
    band = "–"
    ends = [next((one for one in end.parts if one.name == part.name), None) for end in (low, high) if end is not None]
    if part.endpoint and len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        band = f"{fraction(ends[0].lost)} to {fraction(ends[1].lost)}"
    return cells(
        plain(part.name).capitalize(), show(part.absorption, "1/m", 3), show(part.hottest, "K", 3),
        show(part.mean_peak, "K", 3), endpoint_label(part.endpoint) if part.endpoint else "not alive",
        fraction(part.lost) if part.endpoint else "–", fraction(part.coagulated) if part.endpoint else "–", band,
    )  # fmt: skip


def _relaxation(simulation: Simulation, fate: StructureFate) -> Table:
    times, pulse = fate.relaxation, simulation.treatment.pulse
    rows = [
        cells("Diameter of the absorber", show(times.diameter, "m", 3)),
        cells("Relaxation time, d²/32κ", show(times.by_32, "s", 3)),
        cells("Relaxation time, d²/16κ", show(times.by_16, "s", 3)),
        cells("Relaxation time, half of the rise on the axis is gone (exact)", show(times.half, "s", 3)),
        cells("Pulse", show(pulse.duration, "s", 3)),
    ]
    caption = "Definitions of relaxation time differ by a factor of three; none is a limit of the pulse."
    return Table(("Time", ""), tuple(rows), caption, numeric=(1,))


def _trials(simulation: Simulation) -> Table:
    structure = structure_of(simulation)
    known = simulation.library.entries.get(structure.origin)
    rows = []
    for number, count in enumerate(structure.counts):
        row = None if known is None else known.rows.get(f"counts.{number}.fraction")
        rows.append(cells(count.text, fraction(count.fraction), "" if row is None else row.source))
    caption = (
        "What trials counted, not a computation: no law from the damage of a follicle to hairs that stay away is "
        "known. Loss is greatest a month after treatment, and much of it has grown back after six."
    )
    return Table(("Hairs in trials, and harm", "found", "source"), tuple(rows), caption, numeric=(1,))
