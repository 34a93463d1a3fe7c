"""``mtz``: the commands, each loaded only when it is called, and what happens when something is wrong."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from microthermal.cli.stopping import stop_on_signals
from microthermal.errors import (
    ContradictionError,
    ConvergenceError,
    DamagedError,
    InputError,
    LibraryError,
    WorkerError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

RESEARCH_ONLY = "Research software: it compares simulated treatments; it gives no medical advice and drives no device."
# Distinct codes, so that a script can tell a typing mistake from a wrong library or a failed method.
EXIT_INPUT, EXIT_LIBRARY, EXIT_CONVERGENCE, EXIT_WORKER, EXIT_DAMAGED, EXIT_INTERRUPTED = 2, 3, 4, 5, 6, 130
EXIT_CONTRADICTION, EXIT_SELF_TEST, EXIT_UNMET = 7, 8, 9

_CODES = [
    ("0", "done"),
    (str(EXIT_INPUT), "the input has to be mended, or results could not be saved where they were wanted"),
    (str(EXIT_LIBRARY), "a file of the library is wrong"),
    (str(EXIT_CONVERGENCE), "a method did not converge"),
    (str(EXIT_WORKER), "a part of the work was ended from outside"),
    (str(EXIT_DAMAGED), "a saved run is damaged"),
    (str(EXIT_CONTRADICTION), "data contradict themselves"),
    (str(EXIT_SELF_TEST), "the self-test of mtz doctor found other numbers than stored"),
    (str(EXIT_UNMET), "no candidate keeps all that was asked of a plan; the nearest was written"),
    (str(EXIT_INTERRUPTED), "stopped by the user"),
]
# When Python looks for circles among its objects: a command ends soon, and looking as often as Python does by itself
# was a tenth of its processor time.
_COLLECTED = (100_000, 20, 20)
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EPIPE)

# What each command does, and the room of its file where that is not the folder of commands itself.
_COMMANDS = {
    "cite": "Print the bibliography of a saved run.",
    "compare": "Set two treatments side by side; write a page.",
    "completion": "Print the completion of commands and names for a shell.",
    "doctor": "Print what is installed, and test that it computes what it should.",
    "export": "Write a saved run in formats of other programs.",
    "fit": "Fit device and skin to zones that you measured; write a library of them.",
    "healing": "Follow healing over visits; export it as SBML, table or COMBINE archive.",
    "init": "Write a commented case by asking.",
    "library": "Look up the numbers of the library and their sources.",
    "open": "Show the last report in a browser.",
    "plan": "Find and rank treatments for a goal; write a report.",
    "report": "Write the report of a saved run again.",
    "sensitivity": "Say which inputs the numbers of a treatment hang on.",
    "simulate": "Simulate one treatment; write its run and its report.",
    "sweep": "Run thousands of simulations over fields of a case; resume, export.",
    "timing": "Compare days on which an injection could be given.",
    "validate": "Hold the model against measured zones; write a page of plots.",
    "web": "Serve the program to a browser of this machine.",
    "window": "Draw the therapeutic window of a device around one treatment.",
}
_ROOMS = {"export": "files", "open": "files", "init": "ask", "completion": "ask", "doctor": "ask"}


class _Commands(click.Group):
    """Group that imports a command when it is needed, so that help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        place = ".".join(part for part in (_ROOMS.get(cmd_name, ""), cmd_name) if part)
        command: click.Command = importlib.import_module(f"microthermal.cli.commands.{place}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Exit codes"):
            formatter.write_dl(_CODES)


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
        gc.set_threshold(*_COLLECTED)
        # What a process still holds at its end goes with it; looking for circles once more took a quarter of a second.
        atexit.register(gc.freeze)
    try:
        # https://no-color.org: any value but an empty one means no colours; else click asks whether a terminal listens.
        colour = False if os.environ.get("NO_COLOR") else None
        # Where a command ends with a code of its own (``Exit``), this is what click gives back; else it is None.
        code = mtz.main(args=None if arguments is None else list(arguments), standalone_mode=False, color=colour)
        sys.stdout.flush()
        if code:
            sys.exit(code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_INPUT)
    except DamagedError as error:
        _end("A file is damaged:", error.faults, EXIT_DAMAGED)
    except ContradictionError as error:
        _end("Rows contradict each other:", error.faults, EXIT_CONTRADICTION)
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
    advice = "; name a folder with room in NUMBA_CACHE_DIR" if ".kernel" in name else ""
    return f"'{name}' cannot be written: {error.strerror}{advice}"


def _end(title: str, faults: Sequence[object], code: int) -> NoReturn:
    click.echo(title, err=True)
    for fault in faults:
        click.echo(f"  - {fault}", err=True)
        for line in getattr(fault, "place", "").splitlines():
            click.echo(f"      {line}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
