"""What two sides do not share beside their settings: versions, libraries, methods, skin, the time followed."""

from __future__ import annotations

from microthermal.catalog.library import Library
from microthermal.domain.results.caution import Caution, Weight
from microthermal.studies.compare.records import Side
from microthermal.units import DAY


def origins(a: Side, b: Side, library: Library) -> tuple[Caution, ...]:
    """Cautions on what makes two sides differ that nobody has set on a device."""
    return (*_versions(a, b, library), *_inputs(a, b))


def _versions(a: Side, b: Side, library: Library) -> tuple[Caution, ...]:
    one, other = a.simulation.stamp, b.simulation.stamp
    found = []
    if one.version != other.version:
        found.append(_caution(f"A was made by version {one.version} of the program, B by version {other.version}."))
    for name, stamp in (("A", one), ("B", other)):
        if stamp.library_digest not in ("", library.digest):
            found.append(_caution(
                f"{name} was made with another library than the installed one ({stamp.library_digest[:12]} against "
                f"{library.digest[:12]}): its nominal numbers are those that were saved, its bands and its limits are "
                "of the installed one."
            ))  # fmt: skip
    # Where one side has no laser, that it used none of the laser's methods is no news.
    if a.lasered == b.lasered and set(one.methods) ^ set(other.methods):
        mine, theirs = (sorted(set(x.methods) - set(y.methods)) for x, y in ((one, other), (other, one)))
        text = f"The methods differ: A alone used {_list(mine)}, B alone {_list(theirs)}."
        found.append(_caution(text, "note"))
    return tuple(found)


def _inputs(a: Side, b: Side) -> tuple[Caution, ...]:
    one, other = a.simulation, b.simulation
    found = []
    if one.skin != other.skin or one.condition != other.condition:
        texts = [f"{each.skin.site} {each.skin.phototype}, {each.condition.title}" for each in (one, other)]
        same = "the same names, other numbers" if texts[0] == texts[1] else f"A {texts[0]}; B {texts[1]}"
        found.append(_caution(f"The two are not done in the same skin ({same}): what differs is of the skin, too."))
    if one.settings.cell != other.settings.cell:
        found.append(_caution("The two were simulated on cells of different sizes."))
    if a.visits.number != b.visits.number and {"run", "case"} & {a.kind, b.kind}:
        text = f"Visits: {a.visits.text} in A, {b.visits.text} in B; a run or a case is one, an option a course."
        found.append(_caution(text))
    ends = [float(each.healing.time[-1]) for each in (one, other)]
    if abs(ends[0] - ends[1]) > DAY:
        text = f"Healing was followed for {ends[0] / DAY:.0f} days in A and {ends[1] / DAY:.0f} days in B."
        found.append(_caution(text, "note"))
    return tuple(found)


def _caution(text: str, weight: Weight = "warn") -> Caution:
    return Caution(stage="comparison", text=text, weight=weight)


def _list(names: list[str]) -> str:
    return ", ".join(names) or "none"
