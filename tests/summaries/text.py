"""A summary as lines: one number or text each, by its path, sorted; what is written is read back to the same bits."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# Words of a file's head, in their order.
HEAD = ("microthermal", "commit", "command", "machine")
# A number, and a number with a unit as `units.write` gives it; a share may stand in per cent.
_NUMBER = r"-?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|inf|nan)"
_QUANTITY = re.compile(rf"^({_NUMBER})(?: (\S.*))?$")
_LINE = re.compile(r"^(?P<path>.+?) = (?P<text>.*)$")


def lines_of(summary: Mapping[str, Any]) -> dict[str, str]:
    """Lines of a mapping of mappings, lists, texts and numbers: path to text.

    Examples
    --------
    >>> lines_of({"zone": {"depth": "0.001 m"}, "front": True, "days": [1.0, 2.0], "state": "ok"})
    {'zone/depth': '0.001 m', 'front': 'true', 'days': '1.0 2.0', 'state': '"ok"'}
    """
    found: dict[str, str] = {}
    for name, value in summary.items():
        found |= _lines(str(name).replace(" = ", " is "), value)
    return found


def _lines(path: str, value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {f"{path}/{key}": text for key, text in lines_of(value).items()}
    if isinstance(value, list | tuple):
        if value and all(isinstance(item, float) for item in value):
            return {path: " ".join(repr(item) for item in value)}
        parts = (_lines(f"{path}/{_title(item, place)}", item) for place, item in enumerate(value))
        return {key: text for part in parts for key, text in part.items()}
    if isinstance(value, bool) or value is None:
        return {path: json.dumps(value)}
    if isinstance(value, int | float):
        return {path: repr(value)}
    # Numbers with their unit stand as they are; every other text is in quotes.
    return {path: value if _QUANTITY.match(value) else json.dumps(value, ensure_ascii=False)}


def _title(item: Any, place: int) -> str:
    # Things with a name are found by it, wherever they stand in their row; others by their place.
    names = ("name", "endpoint", "metric") if isinstance(item, Mapping) else ()
    return next((str(item[name]) for name in names if item.get(name)), f"{place:03}")


def written(lines: Mapping[str, str], head: Mapping[str, str]) -> str:
    """Text of a file."""
    top = [f"# {word} {head[word]}" for word in HEAD]
    return "\n".join([*top, *(f"{path} = {lines[path]}" for path in sorted(lines))]) + "\n"


def read(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Lines and head of a file."""
    head = dict(row[2:].split(" ", 1) for row in text.splitlines() if row.startswith("# "))
    matches = (_LINE.match(row) for row in text.splitlines() if row and not row.startswith("# "))
    return {match["path"]: match["text"] for match in matches if match}, head


def numbers(text: str) -> tuple[tuple[float, ...], str] | None:
    """Numbers of a line with their unit, shares of 1 rather than of 100; None for a text.

    Examples
    --------
    >>> numbers("0.001 m"), numbers("5 %"), numbers("1.0 2.5"), numbers('"ok"')
    (((0.001,), 'm'), ((0.05,), '%'), ((1.0, 2.5), '1'), None)
    """
    words = text.split(" ")
    count = next((place for place, word in enumerate(words) if not re.fullmatch(_NUMBER, word)), len(words))
    if count == 0:
        return None
    unit = " ".join(words[count:]) or "1"
    factor = 0.01 if unit == "%" else 1.0
    return tuple(factor * float(word) for word in words[:count]), unit


def head_of(command: str) -> dict[str, str]:
    """Head of a file that is computed now."""
    return {"microthermal": version("microthermal"), "commit": _commit(), "command": command, "machine": machine()}


def _commit() -> str:
    """Commit of the working tree, and whether it has been changed since."""
    try:
        found = [_git("rev-parse", "HEAD"), " with changes" if _git("status", "--porcelain", "src", "examples") else ""]
    except (OSError, subprocess.CalledProcessError):
        return "unknown: this is no clone"
    return "".join(found)


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def machine() -> str:
    """What two computations must share to be held to the same bits."""
    cpu = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*: (.*)$", cpu.read_text(encoding="utf-8"), re.MULTILINE) if cpu.exists() else []
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "numba", "llvmlite"))
    kernel = os.environ.get("OPENBLAS_CORETYPE", "its own choice")
    return (
        f"{platform.system()} {platform.machine()}, {names[0] if names else platform.processor()}, "
        f"{'-'.join(platform.libc_ver())}, Python {platform.python_version()}, {libraries}, BLAS kernel {kernel}"
    )
