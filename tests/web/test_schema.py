"""Every operation that the server names, with what fits its schema and with what does not: it never breaks."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from tests.browser.driving import served

schemathesis: Any = pytest.importorskip("schemathesis", reason="schemathesis is not installed: extra 'fuzz'")


@pytest.fixture(scope="module")
def named() -> Iterator[Any]:
    """The schema of a server that runs."""
    with served() as address:
        yield schemathesis.openapi.from_url(f"{address}openapi.json")


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_operation_breaks(named: Any, mode: str) -> None:
    asked: Counter[str] = Counter()
    for found in named.get_all_operations():
        operation = found.ok()
        wanted = schemathesis.GenerationMode(mode)
        _held(operation.as_strategy(generation_mode=wanted), asked, operation.label)
    assert len(asked) >= (5 if mode == "positive" else 3), asked


def _held(cases: Any, asked: Counter[str], label: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def answered(case: Any) -> None:
        began = time.monotonic()
        found = case.call()
        assert found.status_code < 500, found.text
        assert time.monotonic() - began < 10.0
        assert "root:" not in found.text and "Traceback" not in found.text
        asked[label] += 1

    # An operation without parameters has nothing that could be wrong.
    with contextlib.suppress(Unsatisfiable):
        answered()
