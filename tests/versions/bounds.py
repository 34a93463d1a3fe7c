"""What `pyproject.toml` allows: Pythons, and for each dependency the oldest version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?(?P<bounds>[^;]*)(?P<marker>;.*)?$")
_LOWER = re.compile(r">=\s*(?P<version>[0-9][0-9A-Za-z.]*)")


def project(root: Path = ROOT) -> dict[str, Any]:
    """The whole of `pyproject.toml`."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def pythons(found: dict[str, Any]) -> tuple[str, ...]:
    """Pythons that the classifiers name, for example 3.11."""
    names = (re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", item) for item in _classifiers(found))
    return tuple(name[1] for name in names if name)


def _classifiers(found: dict[str, Any]) -> list[str]:
    return list(found["project"]["classifiers"])


def requirements(found: dict[str, Any], extras: tuple[str, ...]) -> tuple[str, ...]:
    """Requirements of the package and of some of its extras, each once, in their order."""
    part = found["project"]
    listed = [*part["dependencies"], *(item for extra in extras for item in part["optional-dependencies"][extra])]
    return tuple(dict.fromkeys(listed))


def oldest(requirement: str) -> str:
    """The one version of a requirement that its lower bound names, as a constraint for pip.

    Raises
    ------
    ValueError
        If there is no lower bound: a range that is open below was never run there.

    Examples
    --------
    >>> oldest("numpy>=2.0,<3")
    'numpy==2.0'
    """
    parts = _REQUIREMENT.match(requirement.replace(" ", ""))
    lower = _LOWER.search(parts["bounds"]) if parts else None
    if parts is None or lower is None:
        raise ValueError(f"'{requirement}' states no lower bound (>=)")
    return f"{parts['name']}=={lower['version']}"


def oldest_pins(found: dict[str, Any], extras: tuple[str, ...]) -> tuple[str, ...]:
    """Constraints under which pip installs the oldest version of each requirement, those of the build too."""
    listed = (*requirements(found, extras), *found["build-system"]["requires"])
    return tuple(dict.fromkeys(oldest(item) for item in listed))
