"""A case file for a plan: skin, goal, devices at hand, drugs allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from microthermal import catalog
from microthermal.cases.goals import read_goal
from microthermal.cases.history import read_date, read_history
from microthermal.cases.parts import (
    FormReader,
    check_kind,
    named,
    read_condition,
    read_device,
    read_settings,
    read_skin,
    tried,
)
from microthermal.cases.topicals import read_topicals
from microthermal.cases.turned_goals import turned_aims, turned_limits
from microthermal.catalog.reading.state import one_state
from microthermal.documents import pointing, read, read_toml
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import EXPOSURES, FAMILIES, AnyDevice, kind_of
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.medicine import Drug, TopicalFilm
from microthermal.domain.inputs.skin import Skin
from microthermal.errors import Fault, InputError, brief
from microthermal.planning.design.reading import read_protocols, read_variables
from microthermal.planning.searches import Search, search
from microthermal.quantity import record
from microthermal.simulation.settings import Settings


@record
class PlanCase:
    """What a plan is asked for."""

    title: str
    skin: Skin
    goal: Goal
    condition: Condition
    devices: tuple[AnyDevice, ...]
    drugs: tuple[Drug, ...]
    search: Annotated[Search, search]
    settings: Settings
    history: tuple[str, ...] = ()
    date: str = ""
    topicals: tuple[TopicalFilm, ...] = ()


_FIELDS = (
    "title", "skin", "goal", "goals", "aims", "limits", "condition", "devices", "drugs", "free", "fixed", "protocols",
    "topicals", "history", "date", "search", "settings",
)  # fmt: skip
_MOST = 12
_HERE = Path()


def read_plan_case(path: Path) -> PlanCase:
    """Read a TOML file that asks for a plan.

    Parameters
    ----------
    path : Path
        The file; ``docs/guides/write_a_case.md`` describes its fields.

    Raises
    ------
    InputError
        With every fault of the file, each naming its field, its place in the file and what would be right.
    """
    with pointing(path):
        return plan_case(read_toml(path), path.stem, path.parent)


@one_state()
def plan_case(mapping: Mapping[str, Any], title: str = "", folder: Path = _HERE) -> PlanCase:
    """Make a case from a mapping, as TOML or JSON give it; see :func:`read_plan_case`.

    Protocols that are files are looked for in a folder, the current one if left out.
    """
    elsewhere = dict.fromkeys(("device", "pulse", "pattern", "cooling", "doses"), "mtz simulate")
    own_words = "a case for a plan holds goal and devices"
    check_kind(mapping, ("goal", "goals", "devices", "drugs", "search", "free", "fixed"), elsewhere, own_words)
    form = FormReader(mapping, _FIELDS, other=elsewhere)
    name = form.text("title", title)
    skin = form.take("skin", read_skin)
    goal = _goal(form)
    condition = form.take(
        "condition", read_condition, missing=lambda: catalog.condition(goal.condition if goal else "healthy")
    )
    devices = form.take("devices", lambda value: _list(value, read_device, "er_glass_1550"))
    drugs = form.take(
        "drugs", lambda value: _list(value, _drug, "triamcinolone", may_be_empty=True), missing=lambda: _usual(goal)
    )
    chosen = _chosen(form, folder)
    site = skin.site if skin else None
    topicals = form.take("topicals", lambda value: read_topicals(value, site), missing=lambda: ())
    history = form.take("history", read_history, missing=lambda: ())
    date = form.take("date", read_date, missing=lambda: "")
    settings = form.take("settings", read_settings, missing=Settings)
    if goal is not None and devices is not None:
        form.faults += _barred(goal, devices)
    if devices is not None and chosen is not None and chosen.kind == "front":
        form.faults += _zoneless(devices)
    form.finish()
    return PlanCase(
        title=name, skin=skin, goal=goal, condition=condition, devices=devices, drugs=drugs, search=chosen,
        settings=settings, history=history, date=date, topicals=topicals,
    )  # fmt: skip


def _goal(form: FormReader) -> Any:
    """Goal of a case: named alone, or several combined, its aims and limits turned by tables of their own."""
    name = "goals" if form.raw("goal") is None and form.raw("goals") is not None else "goal"
    if name == "goals" and not isinstance(form.raw(name), list):
        form.faults.append(Fault(name, f"must be a list of goals to be combined, not {brief(form.raw(name))}"))
        return None
    if form.raw("goal") is not None and form.raw("goals") is not None:
        form.faults.append(Fault("goals", "names goals beside 'goal'; write one of the two"))
    goal = form.take(name, read_goal)
    for part, turn in (("aims", turned_aims), ("limits", turned_limits)):
        if form.raw(part) is not None:
            fields = tried(form.faults, part, turn, form.raw(part), goal)
            if goal is not None and fields is not None:
                goal = tried(form.faults, part, partial(replace, goal, **fields)) or goal
    return goal


def _chosen(form: FormReader, folder: Path) -> Any:
    """The search of a case: a front takes up what is freed and fixed, and from where to start."""
    chosen: Any = form.take("search", _search, missing=lambda: search["grid"]())
    asked = {name: form.raw(name) for name in ("free", "fixed", "protocols") if form.raw(name) is not None}
    if not asked or chosen is None:
        return chosen
    if chosen.kind != "front":
        text = 'is for a search of a front; write search = { kind = "front" }'
        form.faults += [Fault(name, text) for name in asked]
        return chosen
    variables = tried(form.faults, "", read_variables, asked.get("free"), asked.get("fixed")) or ()
    protocols = form.take("protocols", lambda value: read_protocols(value, folder), missing=tuple) or ()
    return replace(chosen, variables=(*chosen.variables, *variables), protocols=(*chosen.protocols, *protocols))


def _drug(value: Any) -> Drug:
    return catalog.drug(named(value, "triamcinolone", "the name of a drug"))


def _usual(goal: Goal | None) -> tuple[Drug, ...]:
    return tuple(catalog.drug(name) for name in goal.drugs) if goal else ()


def _search(value: Any) -> Search:
    if not isinstance(value, Mapping) or "kind" not in value:
        raise InputError(f"must be a table with a kind ({', '.join(search.kinds())}), not {brief(value)}")
    kind = str(value["kind"])
    chosen: Search = read(search[kind], {key: item for key, item in value.items() if key != "kind"})
    return chosen


def _list(value: Any, reader: Any, example: str, *, may_be_empty: bool = False) -> tuple[Any, ...]:
    if not isinstance(value, list) or (not value and not may_be_empty):
        raise InputError(f'must be a list of names, for example ["{example}"], not {brief(value)}')
    if len(value) > _MOST:
        raise InputError(f"names {len(value)} entries; at most {_MOST} can be compared in one plan")
    faults: list[Fault] = []
    read_all = [tried(faults, f"{number}", reader, item) for number, item in enumerate(value)]
    items = [item for item in read_all if item is not None]
    if len({item.name for item in items}) < len(items):
        faults.append(Fault("", "names an entry twice"))
    if faults:
        raise InputError(faults)
    return tuple(items)


def _zoneless(devices: tuple[AnyDevice, ...]) -> list[Fault]:
    """Devices that a search for a front cannot vary, because they make no zone."""
    text = "{} makes no zone, and a front is searched over zones; leave it out, or search a grid"
    return [
        Fault(f"devices.{number}", text.format(device.name))
        for number, device in enumerate(devices)
        if not EXPOSURES[kind_of(device)].makes_zone
    ]


def _barred(goal: Goal, devices: tuple[AnyDevice, ...]) -> list[Fault]:
    """Devices whose family the goal bars, or the library from the goal's condition: why, and what to take instead."""
    known, found = catalog.bars(), []
    for number, device in enumerate(devices):
        held = next((one for one in known if one.holds(device.family, goal.condition)), None)
        if held is not None:
            text = f"{device.name} is barred from this goal ({goal.title}): {held.reason}; {held.alternative}"
            found.append(Fault(f"devices.{number}", text))
    open_families = [
        words
        for family, words in FAMILIES.items()
        if family not in goal.barred and not any(one.holds(family, goal.condition) for one in known)
    ]
    text = (
        "{} is barred from this goal ({}): the goal itself bars its family, {}; take a device of another one: {}"
    )  # fmt: skip
    return found + [
        Fault(f"devices.{number}", text.format(device.name, goal.title, device.family, ", ".join(open_families)))
        for number, device in enumerate(devices)
        if device.family in goal.barred
    ]
