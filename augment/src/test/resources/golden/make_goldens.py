"""Makes the images beside it with torchvision, albumentations and OpenCV: `python make_goldens.py`. versions.txt tells
with which.

Colour goldens are computed in floating point and rounded once, since torchvision's own 8-bit path truncates.
"""

from pathlib import Path

import albumentations as A
import cv2
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


def labels():
    """Six classes in a circle, a diagonal and stripes."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    mask = (x // 9 % 2).astype(np.uint8)
    mask[x + y > 60] = 2
    mask[(x - 14) ** 2 + (y - 22) ** 2 < 120] = 3
    mask[4:9, 20:40] = 4
    mask[30:, 5:8] = 5
    return mask


def remap(pixels, x, y, interpolation, **border):
    return cv2.remap(pixels, x.astype(np.float32), y.astype(np.float32), interpolation, **border)


def geometry(image):
    """Of image and mask alike, the mask filled with 255."""
    mask = labels()

    def keep(name, changed, changed_mask):
        Image.fromarray(changed).save(HERE / f"{name}.png", optimize=True)
        Image.fromarray(changed_mask).save(HERE / f"{name}_mask.png", optimize=True)

    def augmented(name, transform):
        result = transform(image=image, mask=mask)
        keep(name, result["image"], result["mask"])

    def image_alone(name, transform):
        Image.fromarray(transform(image=image)["image"]).save(HERE / f"{name}.png", optimize=True)

    Image.fromarray(mask).save(HERE / "input_mask.png", optimize=True)
    augmented("vertical_flip", A.VerticalFlip(p=1))
    augmented("transpose", A.Transpose(p=1))
    for turns in (1, 2, 3):
        keep(f"rotate90_{turns}", np.rot90(image, turns).copy(), np.rot90(mask, turns).copy())
    augmented("rotate", A.Rotate(limit=(27, 27), fill_mask=255, p=1))
    image_alone("rotate_mirrored", A.Rotate(limit=(-61, -61), border_mode=cv2.BORDER_REFLECT_101, p=1))
    augmented(
        "affine",
        A.Affine(
            scale={"x": (1.3, 1.3), "y": (0.8, 0.8)},
            translate_px={"x": (5, 5), "y": (-3, -3)},
            rotate=(20, 20),
            shear={"x": (12, 12), "y": (-7, -7)},
            fill=90,
            fill_mask=255,
            p=1,
        ),
    )
    nearest = {"mask_interpolation": cv2.INTER_NEAREST_EXACT, "p": 1}
    augmented("resize_area", A.Resize(13, 17, interpolation=cv2.INTER_AREA, **nearest))
    augmented("resize_linear", A.Resize(61, 50, **nearest))
    augmented("longest", A.LongestMaxSize(15, area_for_downscale="image", **nearest))
    augmented("pad", A.PadIfNeeded(45, 63, fill=40, fill_mask=255, p=1))
    augmented(
        "pad_divisor",
        A.PadIfNeeded(None, None, 32, 32, position="bottom_right", fill_mask=255, p=1),
    )
    image_alone("pad_mirrored", A.PadIfNeeded(64, 64, border_mode=cv2.BORDER_REFLECT_101, p=1))

    # The four points are counted from the upper left corner of the image, where OpenCV counts from the first centre.
    quadrangle = np.array([[5, 2], [46, 4], [41, 38], [3, 33]], np.float32) - 0.5
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32) - 0.5
    for name, matrix in (
        ("perspective", cv2.getPerspectiveTransform(quadrangle, corners)),
        ("perspective_away", cv2.getPerspectiveTransform(corners, quadrangle)),
    ):
        keep(
            name,
            cv2.warpPerspective(image, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR),
            cv2.warpPerspective(mask, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_NEAREST, borderValue=255),
        )

    def places(cells, side):
        lines = np.cumsum([0, *cells]) * side / sum(cells)
        centres = np.interp(np.arange(side) + 0.5, np.linspace(0, side, len(cells) + 1), lines)
        return np.clip(centres - 0.5, 0, side - 1)

    x, y = np.meshgrid(places((1.31, 0.7, 1.12, 0.8), WIDTH), places((0.91, 1.2, 0.76), HEIGHT))
    keep("grid", remap(image, x, y, cv2.INTER_LINEAR), remap(mask, x, y, cv2.INTER_NEAREST))

    # alpha 60, sigma 6, seed 7: noise of the same generator, on a grid three times as coarse.
    cv2.setRNGSeed(7)
    noise = np.zeros(((HEIGHT - 1) // 3 + 1, (WIDTH - 1) // 3 + 1, 2), np.float32)
    cv2.randu(noise, (-20, -20, -20, -20), (20, 20, 20, 20))
    smooth = cv2.GaussianBlur(noise, (13, 13), 2, borderType=cv2.BORDER_REPLICATE)
    offsets = cv2.resize(smooth, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    x, y = x + offsets[..., 0], y + offsets[..., 1]
    keep("elastic", remap(image, x, y, cv2.INTER_LINEAR), remap(mask, x, y, cv2.INTER_NEAREST, borderValue=255))


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

    geometry(image.permute(1, 2, 0).contiguous().numpy())

    versions = {
        "albumentations": A.__version__,
        "opencv": cv2.__version__,
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "numpy": np.__version__,
        "Pillow": PIL.__version__,
    }
    (HERE / "versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions.items()))


if __name__ == "__main__":
    main()
