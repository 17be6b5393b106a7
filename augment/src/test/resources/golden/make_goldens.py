"""Makes the images beside it with torchvision: `python make_goldens.py`. versions.txt tells with which.

Colour goldens are computed in floating point and rounded once, since torchvision's own 8-bit path truncates.
"""

from pathlib import Path

import numpy as np
import PIL
import torch
import torchvision
from PIL import Image
from torchvision.transforms.v2 import InterpolationMode
from torchvision.transforms.v2 import functional as F

HERE = Path(__file__).parent
HEIGHT, WIDTH = 40, 48


def pattern():
    """Gradients, waves and hard edges, with greys, saturated colours, black and white among them."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
    red = 127.5 + 127.5 * np.sin(x / 5 + y / 17)
    green = 255 * y / (HEIGHT - 1)
    blue = 127.5 + 127.5 * np.cos(y / 4 - x / 9)
    image = np.stack([red, green, blue], axis=-1).round().astype(np.uint8)
    image[:8, :16] = np.linspace(0, 255, 16).round().astype(np.uint8)[None, :, None]
    image[30:36, 30:36] = (255, 0, 0)
    image[30:36, 36:42] = (0, 255, 255)
    image[24:30, 30:36] = 0
    image[24:30, 36:42] = 255
    return torch.from_numpy(image).permute(2, 0, 1)


def save(name, image):
    Image.fromarray(image.permute(1, 2, 0).contiguous().numpy()).save(HERE / f"{name}.png", optimize=True)


def in_float(change, image):
    return (change(image.double() / 255) * 255).round().clamp(0, 255).to(torch.uint8)


def main():
    image = pattern()
    save("input", image)

    for factor in (0.0, 0.6, 1.4):
        save(f"brightness_{factor}", in_float(lambda i: F.adjust_brightness(i, factor), image))
        save(f"contrast_{factor}", in_float(lambda i: F.adjust_contrast(i, factor), image))
        save(f"saturation_{factor}", in_float(lambda i: F.adjust_saturation(i, factor), image))
    for shift in (-0.3, 0.05, 0.5):
        save(f"hue_{shift}", in_float(lambda i: F.adjust_hue(i, shift), image))

    def jitter(i):
        return F.adjust_brightness(F.adjust_saturation(F.adjust_contrast(F.adjust_hue(i, 0.1), 1.3), 0.7), 0.8)

    save("jitter", in_float(jitter, image))

    save("flip", F.horizontal_flip(image))
    for size in (1, 32, 33, 43, 45, 64):
        save(f"center_crop_{size}", F.center_crop(image, [size, size]))

    def resize(size):
        return F.resize(image, size, interpolation=InterpolationMode.BILINEAR, antialias=True)

    save("resize_8", resize(8))
    save("resize_20", resize(20))
    save("resize_27", resize(27))
    save("resize_60", resize(60))
    save("resize_square_24", resize([24, 24]))

    def resized_crop(top, left, height, width, size):
        return F.resized_crop(image, top, left, height, width, [size, size], InterpolationMode.BILINEAR, antialias=True)

    save("resized_crop_shrinking", resized_crop(3, 5, 33, 29, 16))
    save("resized_crop_growing", resized_crop(7, 11, 18, 21, 32))
    save("resized_crop_mixed", resized_crop(2, 20, 36, 10, 20))

    versions = {
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "numpy": np.__version__,
        "Pillow": PIL.__version__,
    }
    (HERE / "versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions.items()))


if __name__ == "__main__":
    main()
