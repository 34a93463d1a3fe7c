"""The verification page: each of its cases passes, and the page in the documentation is about these cases."""

import pytest
from tests.verification import light_rows, page
from tests.verification.rows import Row, rows_of

pytestmark = pytest.mark.xdist_group("verification rows")

# Five seconds each. Deep light is held against diffusion by doses, voxels against layers by their own tests.
LONG = (light_rows.diffusion_limit, light_rows.voxels)
CASES = [
    pytest.param(case, marks=pytest.mark.verify if case in LONG else (), id=case.__name__)
    for cases in page.STAGES.values()
    for case in cases
]


@pytest.mark.parametrize("case", CASES)
def test_a_case_passes_and_stands_on_the_page(case):
    written = page.PAGE.read_text(encoding="utf-8")
    for row in rows_of(case):
        assert row.passed, row
        assert f"| {row.case} | {row.quantity} | {row.source} |" in written, "run `make verify`"


def test_the_page_shows_no_failure():
    assert "FAIL" not in page.PAGE.read_text(encoding="utf-8")


def test_a_row_fails_beyond_three_standard_errors():
    near, far = (Row("case", "number", "exact", 1.0, 1.0 + 0.1 * k, 0.1, 0.01) for k in (3, 3.2))
    assert near.passed and not far.passed
    assert "**FAIL**" in page.line(far) and "pass" in page.line(near)
    exact = Row("case", "number", "exact", 1.0, 1.0 + 1e-9)
    assert not exact.passed
