"""Masks and their run-length encoding, by the numpy recipe that Kaggle's kernels share.

The mask is read down its columns and framed by zeros; where neighbours differ a run begins or ends, and the place of an
end less that of its beginning is the run's length.

    python make_goldens.py
"""

import json
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent


def encode(mask):
    pixels = np.concatenate([[0], mask.flatten(order="F"), [0]])
    edges = np.flatnonzero(pixels[1:] != pixels[:-1]) + 1
    edges[1::2] -= edges[::2]
    return " ".join(map(str, edges))


def cases():
    yield np.zeros((3, 4), int)
    yield np.ones((3, 4), int)
    yield np.ones((1, 1), int)
    yield np.eye(5, 3, dtype=int)
    random = np.random.default_rng(7)
    for height, width in [(1, 9), (9, 1), (7, 5), (4, 130), (65, 3), (33, 64), (20, 65)]:
        yield (random.random((height, width)) < random.random()).astype(int)
        # Blobs, as masks are: a random walk's trail.
        yield (np.cumsum(random.normal(size=(height, width)), axis=0) > 0).astype(int)


golden = [
    {"rows": ["".join(map(str, row)) for row in mask], "rle": encode(mask)} for mask in cases()
]
(HERE / "rle.json").write_text(json.dumps(golden, indent=1) + "\n")
(HERE / "versions.txt").write_text(f"python {sys.version.split()[0]}\nnumpy {np.__version__}\n")
