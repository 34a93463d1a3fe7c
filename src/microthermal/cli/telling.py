"""How much a command says, and to whom: ``--quiet``, ``--verbose`` and ``--json``, the same for all that compute."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from microthermal.cli.waiting import Waiting

if TYPE_CHECKING:
    from microthermal.cli.output import Saved
    from microthermal.cli.progress import Tell
    from microthermal.domain.results.caution import Caution
    from microthermal.simulation.records import Stamp

F = TypeVar("F", bound=Callable[..., Any])


class Told(Protocol):
    """A result that knows its cautions and where it comes from."""

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Where it may be wrong."""

    @property
    def stamp(self) -> Stamp:
        """Where it comes from."""


class Voice:
    """What a command says while it works and when it is done.

    Parameters
    ----------
    quiet : bool
        Whether to say nothing while it works.
    verbose : bool
        Whether to tell the time of each step, all cautions and what was chosen.
    as_json : bool
        Whether standard output holds one JSON document and nothing else.
    """

    def __init__(self, quiet: bool, verbose: bool, as_json: bool) -> None:
        self.quiet, self.verbose, self.as_json = quiet, verbose, as_json
        self._waiting = Waiting("loading")

    def begin(self) -> None:
        """Show that something happens, until progress is told or the command ends."""
        if not self.quiet:
            self._waiting.start()

    def end(self) -> None:
        """Stop showing it."""
        self._waiting.stop()

    @contextmanager
    def progress(self, title: str) -> Iterator[Tell]:
        """Tell of finished steps; as :func:`microthermal.cli.progress.progress`."""
        from microthermal.cli.progress import progress

        self.end()
        with progress(title, self.quiet, timed=self.verbose) as tell:
            yield tell

    def show(
        self,
        saved: Saved,
        names: tuple[str, ...],
        words: Callable[[], None],
        document: Callable[[], Mapping[str, Any]],
        told: Told | None = None,
    ) -> None:
        """Say what came out, in words or as JSON, and which files hold it.

        Parameters
        ----------
        saved : Saved
            Files that were written.
        names : tuple of str
            What they are, in their order.
        words : callable
            Prints the result for people.
        document : callable
            The result for programs; ``files`` is added to it.
        told : Told, optional
            What ``--verbose`` tells the cautions of.

        Raises
        ------
        SaveError
            If the files could not be written where they were wanted.
        """
        from microthermal.store.groups import plain_number

        self.end()
        if self.as_json:
            whole = {**document(), "files": [str(file) for file in saved.files]}
            click.echo(json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False, default=plain_number))
            saved.tell()
            return
        words()
        if self.verbose and told is not None:
            _tell_all(told)
        saved.tell(*names)


def _tell_all(told: Told) -> None:
    order = {"stop": 0, "warn": 1, "note": 2}
    for caution in sorted(told.cautions, key=lambda caution: order[caution.weight]):
        source = f" [{caution.source}]" if caution.source else ""
        click.echo(f"{caution.weight:<4}  {caution.stage}: {caution.text}{source}")
    stamp = told.stamp
    click.echo(f"Chosen: {'; '.join(stamp.methods)}")
    click.echo(f"microthermal {stamp.version}, seed {stamp.seed}, inputs {stamp.digest[:12]}, {stamp.date}")


def telling(function: F) -> F:
    """Give a command the three options, and its function a ``voice``; used as a decorator below ``click.command``."""

    @click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
    @click.option(
        "--verbose", "-v", is_flag=True, help="Tell the time of each step, every caution, and what was chosen."
    )
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of words.")
    @wraps(function)
    def wrapped(*arguments: Any, quiet: bool, verbose: bool, as_json: bool, **options: Any) -> Any:
        voice = Voice(quiet, verbose, as_json)
        voice.begin()
        try:
            return function(*arguments, voice=voice, **options)
        finally:
            voice.end()

    return wrapped  # type: ignore[return-value]
