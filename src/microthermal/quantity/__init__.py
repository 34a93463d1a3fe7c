"""``record`` and ``Quantity``: what a field means, in which unit, within which range, along which axes."""

from microthermal.quantity.amending import amended
from microthermal.quantity.compound import Measured, Range
from microthermal.quantity.earlier import of_today
from microthermal.quantity.fields import Field, Grouped, fields_of
from microthermal.quantity.quantity import Array, NoneIfZero, Quantity
from microthermal.quantity.record import check_kinds, record, taken

__all__ = [
    "Array",
    "Field",
    "Grouped",
    "Measured",
    "NoneIfZero",
    "Quantity",
    "Range",
    "amended",
    "check_kinds",
    "fields_of",
    "of_today",
    "record",
    "taken",
]
