"""Units of the numbers in formulas of SBML."""

from __future__ import annotations

from typing import Any


def literals_dimensionless(node: Any) -> None:
    """Give every number of a formula that has no unit the unit 1, so that units can be checked."""
    if node.isNumber() and not node.hasUnits():
        node.setUnits("dimensionless")
    for number in range(node.getNumChildren()):
        literals_dimensionless(node.getChild(number))
