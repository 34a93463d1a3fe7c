"""What every page and command says of itself."""

from __future__ import annotations

# The disclaimer with which every page and command opens.
DISCLAIMER = (
    "Research software: it compares simulated treatments; it is not medical advice, gives no patient orders "
    "and never drives a device."
)
