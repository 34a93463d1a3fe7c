"""Names of the library for the completion of a shell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def names_of(kind: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """What completes the name of a library entry of one kind; the library is listed when a shell asks."""

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from microthermal import catalog

        return [
            CompletionItem(name, help=catalog.title(kind, name))
            for name in catalog.names(kind)
            if name.startswith(begun)
        ]

    return complete
