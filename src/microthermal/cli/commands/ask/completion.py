"""``mtz completion``: what a shell needs to complete commands, options and names."""

from __future__ import annotations

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print the completion of mtz for SHELL.

    Add it to the shell's own file: mtz completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    from microthermal.cli.__main__ import mtz

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(found(mtz, {}, "mtz", "_MTZ_COMPLETE").source())
