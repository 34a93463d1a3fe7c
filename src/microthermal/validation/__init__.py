"""Does the model describe skin? Every measured zone at hand, and how near the model comes."""

from microthermal.validation.judging import validate
from microthermal.validation.reading import cases, unused
from microthermal.validation.records import Case, Found, Unused, Validation

__all__ = ["Case", "Found", "Unused", "Validation", "cases", "unused", "validate"]
