"""Images of maps: one shade for each dot, as PNG inside the drawing."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from microthermal.quantity import Array

# Dots to a point of the drawing: two for each CSS pixel, sharp on today's screens.
_DOTS: Final = 8.0 / 3.0
# Less than this of a shade is rounding.
_TIE: Final = 1e-9
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# Eight bits a dot, by a table of colours; the one compression and way of filtering that there are, not interlaced.
_HEAD: Final = bytes((8, 3, 0, 0, 0))
# Each row is told by what differs from the one above it: rows of one cell are alike.
_FROM_ABOVE: Final = 2


def shades(values: Array, low: float, high: float, *, log: bool = False) -> NDArray[np.uint8]:
    """Shades of 256 for values between two ends; what lies beyond has the shade of the end.

    Parameters
    ----------
    values : Array, any shape
        What is drawn.
    low, high : float
        What the first and the last shade stand for.
    log : bool, optional
        Whether shades are even in the logarithm; both ends are then positive.
    """
    if log:
        values, low, high = np.log(np.maximum(values, low)), float(np.log(low)), float(np.log(high))
    parts = (values - low) / (high - low) if high > low else np.zeros_like(values)
    # What lies on the border of two shades has the upper one, whatever its last bit.
    return np.clip(256.0 * parts + _TIE, 0.0, 255.0).astype(np.uint8)


def cells(edges: Array, begin: float, end: float, length: float) -> NDArray[np.intp]:
    """Cell of each dot along a length [points] that shows places from ``begin`` to ``end``; the last one goes on."""
    count = max(round(_DOTS * length), 1)
    places = begin + (end - begin) * (np.arange(count) + 0.5) / count
    return np.clip(np.searchsorted(edges, places, side="right") - 1, 0, edges.size - 2)


def image(dots: NDArray[np.uint8], colours: NDArray[np.uint8], box: tuple[float, float, float, float]) -> str:
    """SVG of an image that fills a box.

    Parameters
    ----------
    dots : array, (row, column)
        Shades, from above.
    colours : array, (shade, 3)
        Red, green and blue of each.
    box : tuple of float
        Left, right, upper and lower edge [points].
    """
    left, right, top, low = box
    held = base64.b64encode(png(dots, colours)).decode("ascii")
    size = f'x="{left:.2f}" y="{top:.2f}" width="{right - left:.2f}" height="{low - top:.2f}"'
    return f'<image {size} preserveAspectRatio="none" href="data:image/png;base64,{held}"/>'


def png(dots: NDArray[np.uint8], colours: NDArray[np.uint8]) -> bytes:
    """An image of shades as a PNG file (ISO/IEC 15948): colours in a table, one byte for each dot."""
    rows, columns = dots.shape
    told = np.full((rows, columns + 1), _FROM_ABOVE, dtype=np.uint8)
    told[0, 1:] = dots[0]
    told[1:, 1:] = dots[1:] - dots[:-1]  # modulo 256, as the format asks
    head = struct.pack(">II", columns, rows) + _HEAD
    parts = ((b"IHDR", head), (b"PLTE", colours.tobytes()), (b"IDAT", zlib.compress(told.tobytes(), 6)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
