"""What stands where something else should: other types, other units, numbers without end, letters of all kinds."""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

# Texts that other programs would run, or that ask a reader of units to compute.
FORMULAS = (
    "=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "+1 mJ", "${jndi:x}", "{{7*7}}", "<script>alert(1)</script>",
    "__import__('os').getcwd()", "2**2**2**2**2**2 J", "9**9**9**9 J", "1e308*1e308 J", "20 mJ * (1+1)", "20 mJ; 3 ms",
    "((((((((((((((((20 mJ))))))))))))))))", "%s%s%n", "../../../etc/passwd", "C:\\CON", "a" * 5000, "'; DROP TABLE", "20 mJ" * 400,
    "m" + "*m" * 300, "1 " + "k" * 200 + "m", "1 m**1000000", "1 m**-1e9", "(" * 3000 + "1 J", "1 J" + ")" * 3000,
    "1/" * 500 + "1 J", "- " * 800 + "1 J", "1 J**(2**(2**(2**(2**9))))", "0x14 mJ", "1_0 mJ", "1,5 mJ", "20 mJ # x",
)  # fmt: skip
LETTERS = (
    "", " ", "\t", "\n", "\0", "\x1b[31m", "\u202e20 mJ", "２０ mJ", "20 μJ", "20 µJ", "20\u00a0mJ", "é" * 80, "👩‍🔬", "ﬀ", "İ", "ß", "\ufeff20 mJ",
    "Ⅲ", "iii", "\ud800", "𝟚𝟘 mJ", "20 mJ\u0301", "٢٠ mJ", "−20 mJ", "20 ｍJ", "\u2028", "\u200b", "nul",
)  # fmt: skip
NUMBERS = (
    math.nan, math.inf, -math.inf, 0.0, -0.0, 5e-324, 1e308, -1e308, 1e-300, 10**400, -(10**1000), 2**63, 2**31, -1, 1,
    0.5, 1e9, 1.0000000000000002, "nan J", "inf J", "-inf s", "1e400 J", "1e-400 m", "0 mJ", "-20 mJ", "1e300 s", "1e99 m",
    "20", "20 mJ", "20 J", "20 kJ", "3 ms", "3 s", "3 us", "5 um", "5 mm", "5 m", "250 / cm**2", "250 cm**2", "1 W", "20 %", "300 %",
    "-20 degC", "-300 degC", "1e6 K", "20 delta_degC", "1 IU/mL", "1 USP_U/mL", "1 g/mL", "1 mg", "30 day", "1e6 day", "1 fs",
)  # fmt: skip
_OTHERS: tuple[Any, ...] = (
    None, True, False, [], {}, [[]], {"": ""}, {"a": {"b": {}}}, ["20 mJ"], [None], [1, "1"], {"kind": "monte_carlo"},
    {"kind": "nothing"}, {"kind": []}, datetime.date(2026, 1, 1), datetime.time(1, 2), datetime.datetime(1, 1, 1),
)  # fmt: skip


def _looped() -> list[Any]:
    found: list[Any] = []
    found.append(found)
    return found


def _of_python(chance: random.Random) -> Any:
    return chance.choice((
        b"20 mJ", bytearray(8), 1j, Decimal("NaN"), Decimal("1E+999999"), Fraction(1, 3), object(), int, len, range(3),
        range(10**12), {1, 2}, frozenset(), np.array([1.0, np.nan]), np.zeros((2, 2)), np.float32(0.02), np.int64(3), np.bool_(True),
        np.array(0.02), np.array("20 mJ"), np.array([]), np.array([object()]), np.datetime64("NaT"), np.ma.masked, _looped(),
        (), ("20 mJ",), (1.0, 2.0), memoryview(b"x"), Ellipsis, NotImplemented, Exception("x"), lambda: 1,
    ))  # fmt: skip


def nested(depth: int) -> Any:
    """Tables in lists in tables."""
    found: Any = "20 mJ"
    for number in range(depth):
        found = [found] if number % 2 else {"a": found}
    return found


def junk(chance: random.Random, *, python: bool = False, inside: bool = False) -> Any:
    """Any value; with ``python`` also those that no file can hold."""
    kinds: list[Callable[[], Any]] = [
        lambda: chance.choice(FORMULAS), lambda: chance.choice(LETTERS), lambda: chance.choice(NUMBERS),
        lambda: chance.choice(NUMBERS), lambda: chance.choice(_OTHERS), lambda: nested(chance.choice((3, 30, 200, 900))),
        lambda: chance.uniform(-1, 1) * 10 ** chance.uniform(-30, 30),
        lambda: f"{chance.uniform(-1, 1) * 10 ** chance.uniform(-12, 12):.3g} {chance.choice(('J', 'm', 's', 'W', 'K', '1/m**2'))}",
        lambda: "".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(0xD7FF)))) for _ in range(chance.randrange(40))),
    ]  # fmt: skip
    if not inside:
        kinds.append(lambda: [junk(chance, python=python, inside=True) for _ in range(chance.choice((1, 2, 3, 50)))])
    if python:
        kinds += [lambda: _of_python(chance)] * 6
    return chance.choice(kinds)()
