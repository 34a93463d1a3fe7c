"""``mtz doctor``: what is installed here, and whether it computes what it should."""

from __future__ import annotations

import json
from itertools import groupby

import click

from microthermal.cli.waiting import Waiting


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(as_json: bool) -> None:
    """Print versions, processor, folders, kernels and library, and test in seconds that answers are as stored.

    Put what it prints into a report of a fault. Nothing leaves this machine.
    """
    waiting = Waiting("examining")
    if not as_json:
        waiting.start()
    from microthermal.cli.__main__ import EXIT_SELF_TEST
    from microthermal.doctor import facts, self_test

    found, checks = facts(), self_test()
    waiting.stop()
    if as_json:
        click.echo(json.dumps({"facts": [one._asdict() for one in found], "checks": [one._asdict() for one in checks]}))
    else:
        for group, members in groupby(found, key=lambda fact: fact.group):
            click.echo(group)
            for fact in members:
                click.echo(f"  {fact.name:<18} {fact.value}")
                if fact.doubt:
                    click.secho(f"  {'':<18} {fact.doubt}", fg="yellow")
        click.echo("self-test")
        for check in checks:
            sign = "right" if check.right else "WRONG"
            click.echo(f"  {check.name:<18} {sign}: {check.text} ({check.seconds:.1f} s)")
    if not all(check.right for check in checks):
        click.echo(
            "This installation computes other numbers than were stored with it; do not trust its results.", err=True
        )
        raise click.exceptions.Exit(EXIT_SELF_TEST)
