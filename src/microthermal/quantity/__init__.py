"""``record`` and ``Quantity``: what a field means, in which unit, within which range, along which axes."""

from microthermal.quantity.fields import Field, fields_of
from microthermal.quantity.quantity import Array, NoneIfZero, Quantity
from microthermal.quantity.record import check_kinds, record, taken

__all__ = ["Array", "Field", "NoneIfZero", "Quantity", "check_kinds", "fields_of", "record", "taken"]
