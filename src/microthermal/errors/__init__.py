"""What can go wrong, in words a user can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with an input: where, and one sentence that says what would be right."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


class MicrothermalError(Exception):
    """Base of every exception that microthermal raises on purpose."""


class InputError(MicrothermalError, ValueError):
    """A value given by the user cannot be meant; carries every fault found, not only the first.

    Parameters
    ----------
    faults : iterable of Fault, or str
        All faults of the input; a single sentence stands for one fault without a path.
    """

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = (Fault("", faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        return (type(self), (self.faults,))


class LibraryError(MicrothermalError):
    """A file of the library is wrong; the sentence names file, key and rule."""


class ConvergenceError(MicrothermalError, RuntimeError):
    """A method did not converge; the sentence names the stage, the residual and what to try."""
