"""Numbers that Python and Java compute alike, so that no weights have to be stored.

Element i of the sequence called `name` is u in [0, 1): the 32 bits of CRC-32(name) + i * 0x9E3779B9 are mixed by
MurmurHash3's finaliser, and the upper 24 of them, over 2**24, are u.
"""

import zlib

import numpy as np


def uniform(name, count):
    x = np.arange(count, dtype=np.uint64) * 0x9E3779B9 + zlib.crc32(name.encode())
    x &= 0xFFFFFFFF
    x ^= x >> np.uint64(16)
    x = x * 0x85EBCA6B & 0xFFFFFFFF
    x ^= x >> np.uint64(13)
    x = x * 0xC2B2AE35 & 0xFFFFFFFF
    x ^= x >> np.uint64(16)
    return (x >> np.uint64(8)) / 2.0**24


def weight(name, shape):
    """A network's tensor, of about the size that trained ones have; a bottleneck's last normalisation is small."""
    u = uniform(name, int(np.prod(shape)))
    if len(shape) == 4:
        values = (2 * u - 1) * np.sqrt(6 / np.prod(shape[1:]))
    elif len(shape) == 2:
        values = (2 * u - 1) / np.sqrt(shape[1])
    elif name.endswith(".bn3.weight"):
        values = 0.1 * (0.5 + u)
    elif name.endswith(".weight") or name.endswith(".running_var"):
        values = 0.5 + u
    else:
        values = 0.4 * (u - 0.5)
    return values.astype(np.float32).reshape(shape)


def images(name, rows, height, width=None):
    """uint8, rows x height x width x RGB; a square if no width is given."""
    shape = (rows, height, width or height, 3)
    return np.floor(256 * uniform(name, int(np.prod(shape)))).astype(np.uint8).reshape(shape)


def masks(name, rows, height, width, classes):
    """uint8, rows x height x width: classes, and 255 about as often as one of them."""
    drawn = np.floor((classes + 1) * uniform(name, rows * height * width)).astype(np.uint8)
    return np.where(drawn == classes, 255, drawn).reshape(rows, height, width)


def summary(tensor):
    """Of a tensor: its norm, and five elements from the first to the last."""
    flat = tensor.detach().double().reshape(-1).numpy()
    at = [k * (len(flat) - 1) // 4 for k in range(5)]
    return [float(f"{x:.9g}") for x in (np.sqrt((flat**2).sum()), *flat[at])]
