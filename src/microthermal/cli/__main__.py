"""``mtz``: the commands, each loaded only when it is called, and what happens when something is wrong."""

from __future__ import annotations

import errno
import importlib
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from microthermal.cli.stopping import stop_on_signals
from microthermal.errors import ConvergenceError, DamagedError, InputError, LibraryError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

RESEARCH_ONLY = "Research software: it compares simulated treatments; it gives no medical advice and drives no device."
# Distinct codes, so that a script can tell a typing mistake from a wrong library or a failed method.
EXIT_INPUT, EXIT_LIBRARY, EXIT_CONVERGENCE, EXIT_WORKER, EXIT_DAMAGED, EXIT_INTERRUPTED = 2, 3, 4, 5, 6, 130

_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EPIPE)

_COMMANDS = {
    "cite": "Print the bibliography of a saved run.",
    "compare": "Set two treatments side by side; write a page.",
    "healing": "Follow healing over visits; export it as SBML, table or COMBINE archive.",
    "library": "Look up the numbers of the library and their sources.",
    "plan": "Find and rank treatments for a goal; write a report.",
    "report": "Write the report of a saved run again.",
    "sensitivity": "Say which inputs the numbers of a treatment hang on.",
    "simulate": "Simulate one treatment; write its run and its report.",
    "sweep": "Run thousands of simulations over fields of a case; resume, export.",
    "timing": "Compare days on which an injection could be given.",
    "validate": "Hold the model against measured zones; write a page of plots.",
    "window": "Draw the therapeutic window of a device around one treatment.",
}


class _Commands(click.Group):
    """Group that imports a command when it is needed, so that help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"microthermal.cli.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.command(cls=_Commands, help=f"Simulate and plan micro-thermal zones in skin.\n\n{RESEARCH_ONLY}")
@click.version_option(package_name="microthermal", prog_name="mtz")
def mtz() -> None:
    """Root of all commands."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``mtz`` and turn errors into sentences and exit codes.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process if left out; a signal to stop then ends the process at once, instead of raising.
    """
    if arguments is None:
        stop_on_signals()
    try:
        mtz.main(args=None if arguments is None else list(arguments), standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_INPUT)
    except DamagedError as error:
        _end("A file is damaged:", error.faults, EXIT_DAMAGED)
    except InputError as error:
        many = len(error.faults)
        _end(f"{many} thing{'s' if many > 1 else ''} to mend:", error.faults, EXIT_INPUT)
    except LibraryError as error:
        _end("The library is wrong:", (error,), EXIT_LIBRARY)
    except ConvergenceError as error:
        _end("A method did not converge:", (error,), EXIT_CONVERGENCE)
    except WorkerError as error:
        _end("A part of the work was ended:", (error,), EXIT_WORKER)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped; nothing was written.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        sys.stdout = None  # so that what it still holds is not tried again at the end
        if error.errno == errno.EPIPE:  # whoever read our words has read enough
            sys.exit(EXIT_INPUT)
        _end("The disk takes no more:", (_full(error),), EXIT_INPUT)


def _full(error: OSError) -> str:
    name = str(error.filename or "what the command prints")
    advice = "; name a folder with room in NUMBA_CACHE_DIR" if ".nbi" in name or ".nbc" in name else ""
    return f"'{name}' cannot be written: {error.strerror}{advice}"


def _end(title: str, faults: Sequence[object], code: int) -> NoReturn:
    click.echo(title, err=True)
    for fault in faults:
        click.echo(f"  - {fault}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
