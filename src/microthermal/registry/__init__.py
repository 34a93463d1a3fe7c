"""An extension point: one folder with its rooms, whose files hold the choices; a new file is found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from microthermal.errors import InputError, LibraryError, brief

if TYPE_CHECKING:
    from pydantic_core import core_schema

C = TypeVar("C")


class Registry:
    """The choices found in one folder and the folders in it, by their ``kind``.

    The instance is the decorator of the folder's choices, and the annotation of every field that holds
    one of them: ``deposition: Annotated[DepositionEngine, engine]``. Choices are classes, but for metrics and sections.

    Parameters
    ----------
    title : str
        What is chosen, for messages, such as ``"deposition engine"``.
    package : str
        Name of the package whose modules are the choices; pass ``__name__``.
    """

    def __init__(self, title: str, package: str) -> None:
        self.title = title
        self._package = package
        self._choices: dict[str, Any] = {}
        self._loaded = False

    def __call__(self, choice: C) -> C:
        """Enter a choice; used as a decorator."""
        new: Any = choice
        other = self._choices.get(new.kind, new)
        if (other.__module__, other.__qualname__) != (new.__module__, new.__qualname__):
            raise LibraryError(f"two choices of {self.title} are called '{new.kind}'")
        self._choices[new.kind] = new
        return choice

    def _load(self) -> dict[str, Any]:
        if not self._loaded:
            package = importlib.import_module(self._package)
            for module in pkgutil.walk_packages(package.__path__, f"{self._package}."):
                importlib.import_module(module.name)
            self._loaded = True
        return self._choices

    def kinds(self) -> tuple[str, ...]:
        """Names of all choices, sorted."""
        return tuple(sorted(self._load()))

    def __iter__(self) -> Iterator[Any]:
        return (self._choices[kind] for kind in self.kinds())

    def __getitem__(self, kind: str) -> Any:
        """Choice of a name.

        Raises
        ------
        InputError
            If there is no such choice; the sentence lists those that exist.
        """
        choices = self._load()
        if kind not in choices:
            raise InputError(f"there is no {self.title} {brief(kind)}; known are: {', '.join(self.kinds())}")
        return choices[kind]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Let documents read a choice from ``{ kind = "...", ... }``."""
        from pydantic import TypeAdapter
        from pydantic_core import core_schema

        def choose(value: Any) -> Any:
            if not isinstance(value, dict):
                if type(value) in self._load().values():
                    return value
                value = {"kind": value} if isinstance(value, str) else {}
            if "kind" not in value:
                raise InputError(f"name the {self.title} by its kind; known are: {', '.join(self.kinds())}")
            if not isinstance(value["kind"], str):
                raise InputError(f"the kind must be a text in quotes; known are: {', '.join(self.kinds())}")
            rest = {key: item for key, item in value.items() if key != "kind"}
            return TypeAdapter(self[value["kind"]]).validate_python(rest)

        return core_schema.no_info_plain_validator_function(choose)
