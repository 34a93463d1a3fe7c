"""``mtz init``: a commented case file, by asking or from options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from microthermal.cli.completing import names_of

if TYPE_CHECKING:
    from microthermal.cli.first_case import Choice

_PHOTOTYPES = ("I", "II", "III", "IV", "V", "VI")


@click.command("init")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--goal", "-g", shell_complete=names_of("goal"), help="Plan for this goal of the library.")
@click.option(
    "--device", "-d", shell_complete=names_of("device"), help="Device; without a goal, one treatment with it."
)
@click.option("--site", help="Where the skin is; asked for, or what goal and device are usually used on.")
@click.option("--phototype", type=click.Choice(_PHOTOTYPES), help="Fitzpatrick's phototype.")
def command(file: Path | None, goal: str | None, device: str | None, site: str | None, phototype: str | None) -> None:
    """Write a commented case to FILE, ready to run; asks for what is not given.

    Nothing is asked if a goal or a device is given. A file that is there is never overwritten.
    """
    from microthermal.cli.first_case import Choice, case_text, checked, write_new

    asking = goal is None and device is None
    chosen = checked(_asked() if asking else Choice(goal=goal, device=device, site=site, phototype=phototype))
    target = file or Path(f"{chosen.goal or chosen.device}.toml")
    write_new(target, case_text(chosen, target.name))
    click.echo(f"Case  {target}")
    click.echo(f"Next: mtz {'plan' if chosen.goal else 'simulate'} {target}")


def _asked() -> Choice:
    """What a user wants, question by question."""
    from microthermal import catalog
    from microthermal.cli.first_case import Choice, open_to, sites

    click.echo(
        "A case is a small text file that says what to simulate. Ctrl-C ends this; nothing is written before the end."
    )
    kind = _choice("What is wanted", {"plan": "treatments for a goal, ranked", "treatment": "one treatment, simulated"})
    goal = (
        _choice("Goal", {name: catalog.title("goal", name) for name in catalog.names("goal")})
        if kind == "plan"
        else None
    )
    # For a plan, those alone that may be tried for its goal.
    known = open_to(catalog.goal(goal)) if goal else catalog.names("device")
    device = _choice("Device", {name: catalog.title("device", name) for name in known})
    site = _choice("Skin of", dict.fromkeys(sites(), ""))
    phototype = _choice("Phototype", dict.fromkeys(_PHOTOTYPES, ""))
    return Choice(goal=goal, device=device, site=site, phototype=phototype)


def _choice(question: str, choices: dict[str, str]) -> str:
    """One of some names, by its number or its name."""
    click.echo("")
    wide = max(24, *map(len, choices))
    for number, (name, title) in enumerate(choices.items(), start=1):
        click.echo(f"  {number:>2}  {name:<{wide}} {title}".rstrip())
    names = list(choices)

    def read(text: Any) -> str:
        if str(text).isdigit() and 1 <= int(text) <= len(names):
            return names[int(text) - 1]
        if str(text) in names:
            return str(text)
        raise click.BadParameter(f"write a number from 1 to {len(names)}, or one of the names")

    found: str = click.prompt(question, value_proc=read)
    return found
