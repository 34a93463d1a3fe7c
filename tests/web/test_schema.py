"""Every operation that the server names, with what fits its schema and with what does not: it never breaks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from tests.browser.driving import served

schemathesis: Any = pytest.importorskip("schemathesis", reason="schemathesis is not installed: extra 'fuzz'")


@pytest.fixture(scope="module")
def named() -> Iterator[Any]:
    """The schema of a server that runs."""
    with served() as address:
        yield schemathesis.openapi.from_url(f"{address}openapi.json")


schema = schemathesis.pytest.from_fixture("named")


@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_operation_breaks(case: Any) -> None:
    began = time.monotonic()
    found = case.call()
    assert found.status_code < 500, found.text
    assert time.monotonic() - began < 10.0
    assert "root:" not in found.text and "Traceback" not in found.text
