"""Files that the program wrote, damaged as disks and copies damage them: what is read of them is right, or nothing."""

from __future__ import annotations

import random


def damaged(chance: random.Random, whole: bytes) -> bytes:
    """Bytes of a file with bits turned over, a part lost, moved, doubled or blank, or another file behind it.

    Parameters
    ----------
    chance : random.Random
        Says how.
    whole : bytes
        The file as it was written; at least two bytes.

    Returns
    -------
    bytes
        Never the same as they were.
    """
    way = chance.randrange(8)
    begin, end = sorted(chance.sample(range(len(whole) + 1), 2))
    near = min(len(whole), begin + chance.choice((1, 8, 512, 4096)))
    if way < 3:
        found = _flipped(chance, whole, chance.choice((1, 1, 1, 2, 30)))
    elif way == 3:
        found = whole[:begin]
    elif way == 4:
        found = whole[:begin] + whole[near:]
    elif way == 5:
        found = whole[:begin] + bytes(near - begin) + whole[near:]
    elif way == 6:
        found = whole[:begin] + whole[begin:near] + whole[begin:]
    else:
        found = whole[:begin] + whole[end:] + whole[begin:end]
    return found if found != whole else _flipped(chance, whole, 1)


def _flipped(chance: random.Random, whole: bytes, many: int) -> bytes:
    found = bytearray(whole)
    for place in chance.sample(range(len(whole)), min(many, len(whole))):
        found[place] ^= 1 << chance.randrange(8)
    return bytes(found)
