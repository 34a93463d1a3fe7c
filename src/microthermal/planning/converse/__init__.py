"""Questions to a front that is known: rather this, trade that, why not, what is near."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from microthermal.registry import Registry


class Question:
    """A function that makes a plan of a plan and of what is asked; plans ask it by its name."""

    def __init__(self, function: Callable[..., Any], kind: str) -> None:
        update_wrapper(self, function)
        self.function, self.kind = function, kind

    def __call__(self, *asked: Any) -> Any:
        """The answer: another plan."""
        return self.function(*asked)


questions = Registry("question to a plan", __name__)


def question(kind: str) -> Callable[[Callable[..., Any]], Question]:
    """Enter a function as a question; used as a decorator."""
    return lambda function: questions(Question(function, kind))
