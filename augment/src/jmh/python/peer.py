"""Times albumentations' transforms for TransformTable.java, which asks for them line by line.

    pip install albumentations==2.0.8 opencv-python-headless numpy     (Python 3.11)
    python peer.py FOLDER [all]

FOLDER holds the images, SIDE.rgb. A question is `NAME SIDE MILLISECONDS`, the answer microseconds a call. With `all` the
script asks itself for everything and prints a table.
"""

import os
import sys
import time
from pathlib import Path

os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"

import albumentations as A
import cv2
import numpy as np

cv2.setNumThreads(1)


def transforms(side):
    """As in Workload.java: the defaults, but that they always happen."""
    smaller, larger = side * 7 // 8, side * 9 // 8
    made = [
        A.Resize(smaller, smaller),
        A.LongestMaxSize(smaller),
        A.PadIfNeeded(larger, larger),
        A.CenterCrop(smaller, smaller),
        A.RandomCrop(smaller, smaller),
        A.RandomResizedCrop((smaller, smaller)),
        A.HorizontalFlip(p=1),
        A.VerticalFlip(p=1),
        A.Transpose(p=1),
        A.RandomRotate90(p=1),
        A.Rotate(p=1),
        A.Affine(scale=(0.8, 1.2), translate_percent=(-0.1, 0.1), rotate=(-30, 30), shear=(-10, 10), p=1),
        A.Perspective(p=1),
        A.ElasticTransform(alpha=50, sigma=5, p=1),
        A.GridDistortion(p=1),
        A.CoarseDropout(p=1),
        A.ColorJitter(brightness=(0.6, 1.4), contrast=(0.6, 1.4), saturation=(0.6, 1.4), hue=(-0.1, 0.1), p=1),
        A.RandomBrightnessContrast(p=1),
        A.HueSaturationValue(p=1),
        A.RandomGamma(p=1),
        A.CLAHE(p=1),
        A.GaussianBlur(p=1),
        A.MotionBlur(p=1),
        A.GaussNoise(p=1),
        A.ImageCompression(quality_range=(50, 90), p=1),
        A.ToGray(p=1),
        A.Solarize(p=1),
        A.Posterize(p=1),
        A.Equalize(p=1),
        A.AutoContrast(method="pil", p=1),
        A.InvertImg(p=1),
        A.Sharpen(p=1),
    ]
    return {type(transform).__name__: transform for transform in made}


def microseconds(transform, image, milliseconds):
    transform(image=image)
    calls = 0
    start = time.perf_counter()
    while time.perf_counter() - start < milliseconds / 1000:
        transform(image=image)
        calls += 1
    return (time.perf_counter() - start) / calls * 1e6


def main():
    images = {}
    for file in Path(sys.argv[1]).glob("*.rgb"):
        side = int(file.stem)
        images[side] = np.fromfile(file, dtype=np.uint8).reshape(side, side, 3)
    made = {side: transforms(side) for side in images}
    if sys.argv[2:] == ["all"]:
        for side in sorted(images):
            for name, transform in made[side].items():
                print(f"| {name} | {side} | {microseconds(transform, images[side], 500):.1f} |", flush=True)
        return
    for question in sys.stdin:
        if question.strip() == "versions":
            print(f"albumentations {A.__version__}, OpenCV {cv2.__version__}, numpy {np.__version__}", flush=True)
            continue
        name, side, milliseconds = question.split()
        answer = microseconds(made[int(side)][name], images[int(side)], int(milliseconds))
        print(answer, flush=True)


if __name__ == "__main__":
    main()
