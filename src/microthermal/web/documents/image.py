"""A field of fractions as a small picture, which a browser stretches and smooths."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np

from microthermal.quantity import Array

# Colours from nothing to all of it: pale to dark, as lightness alone tells.
_STOPS = np.array([(255, 255, 229), (254, 217, 118), (240, 100, 40), (120, 10, 40)], dtype=float)


def heat_image(part: Array) -> str:
    """Address that holds a PNG: a pixel for each value from 0 to 1, the first row at the top."""
    place = np.clip(part, 0.0, 1.0) * (len(_STOPS) - 1)
    inks = [np.interp(place, np.arange(len(_STOPS)), _STOPS[:, channel]) for channel in range(3)]
    pixels = np.rint(np.stack(inks, axis=-1)).astype(np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">II", pixels.shape[1], pixels.shape[0]) + bytes((8, 2, 0, 0, 0))
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(parts)
    return f"data:image/png;base64,{base64.b64encode(data).decode('ascii')}"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
