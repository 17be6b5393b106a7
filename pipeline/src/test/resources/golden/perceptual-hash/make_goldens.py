"""Perceptual hashes of drawn grey images by the imagehash library: python make_goldens.py > hashes.json

An image is told by its seed and size; the pixel in column x and row y is drawn as in `pixel`, so that the test draws the
same. In images of 32 x 32 pixels nothing is resized and the bits must be equal; larger ones are resized by Lanczos there
and by area here, so the bits differ in places.
"""
import json
import sys

import imagehash
import numpy
import PIL
import scipy
from PIL import Image


def pixel(seed, x, y):
    patch = ((x // 8) * 73856093 ^ (y // 8) * 19349663 ^ seed * 83492791) & 0xFFFFFFFF
    patch = (patch * 2654435761 & 0xFFFFFFFF) >> 24
    return (3 * patch + (x * 2 + y) % 256) // 4


def image(seed, width, height):
    rows = [[pixel(seed, x, y) for x in range(width)] for y in range(height)]
    return Image.fromarray(numpy.array(rows, dtype=numpy.uint8))


cases = []
for seed in range(24):
    width, height = [(32, 32), (64, 64), (100, 70), (240, 180)][seed % 4]
    bits = imagehash.phash(image(seed, width, height)).hash.flatten()
    cases.append({"seed": seed, "width": width, "height": height, "bits": "".join("1" if b else "0" for b in bits)})
json.dump(cases, sys.stdout, indent=1)
print()
with open("versions.txt", "w") as versions:
    versions.write(f"Python {sys.version.split()[0]}\nimagehash {imagehash.__version__}\nnumpy {numpy.__version__}\n"
                   f"Pillow {PIL.__version__}\nscipy {scipy.__version__}\n")
