"""Makes the images tone_*.png from input.png, with the pixel functions of albumentations, torchvision, Pillow and OpenCV:
`python make_tone_goldens.py`. tone_versions.txt tells with which.
"""

import math
from pathlib import Path

import albucore
import albumentations as A
import cv2
import numpy as np
import PIL
import torch
import torchvision
from albumentations.augmentations.blur import functional as blur
from albumentations.augmentations.pixel import functional as pixel
from PIL import Image, ImageOps
from torchvision.transforms.v2 import InterpolationMode
from torchvision.transforms.v2 import functional as F

HERE = Path(__file__).parent


def save(name, image):
    Image.fromarray(np.ascontiguousarray(image)).save(HERE / f"tone_{name}.png", optimize=True)


def with_torch(change, image):
    return change(torch.from_numpy(image).permute(2, 0, 1)).permute(1, 2, 0).numpy()


class Shifts:
    """In place of a generator: shares of the reach, from -1 to 1."""

    def __init__(self, *shifts):
        self.shifts = iter(shifts)

    def uniform(self, low, high):
        return next(self.shifts)


def motion(image, size, angle, direction, *shifts):
    kernel = blur.create_motion_kernel(size, angle, direction, bool(shifts), Shifts(*shifts))
    return pixel.convolve(image, kernel=kernel / kernel.sum())


def gaussian(image, sigma, width):
    return pixel.separable_convolve(image, kernel=blur.create_gaussian_kernel_1d(sigma, width))


def jpeg(image, quality):
    _, file = cv2.imencode(".jpg", image[..., ::-1], (cv2.IMWRITE_JPEG_QUALITY, quality))
    return cv2.imdecode(file, cv2.IMREAD_COLOR)[..., ::-1]


def sharpen(image, alpha, lightness):
    change = A.Sharpen(alpha=(alpha, alpha), lightness=(lightness, lightness), p=1)
    return change(image=image)["image"]


def main():
    image = np.array(Image.open(HERE / "input.png"))
    mean = float(image.mean())

    save("linear_1.3_0.1", albucore.multiply_add(image, 1.3, 0.1 * 255, inplace=False))
    save("linear_0.6_-0.2", albucore.multiply_add(image, 0.6, -0.2 * 255, inplace=False))
    save("linear_of_mean", albucore.multiply_add(image, 0.9, 0.2 * mean, inplace=False))
    save("hsv_hue", pixel.shift_hsv(image, 18, 0, 0))
    save("hsv_more", pixel.shift_hsv(image, -15, 30, 14))
    save("hsv_less", pixel.shift_hsv(image, 54, -30, -20))
    for gamma in (0.5, 0.8, 1.2):
        save(f"gamma_{gamma}", pixel.gamma_transform(image, gamma))
    save("clahe_2_8", pixel.clahe(image, 2.0, (8, 8)))
    save("clahe_4_3", pixel.clahe(image, 4.0, (3, 3)))
    for sigma, width in ((0.5, 0), (0.8, 0), (1.2, 0), (2.9, 0), (1.0, 3), (2.0, 7)):
        save(f"gaussian_{sigma}_{width}", gaussian(image, sigma, width))
    save("motion_3", motion(image, 3, 20, 0.0))
    save("motion_5", motion(image, 5, 130, 0.4))
    save("motion_7", motion(image, 7, 300, -0.7, 0.6, -0.9))
    for quality in (20, 75, 99):
        save(f"jpeg_{quality}", jpeg(image, quality))
    save("grey", pixel.to_gray(image, 3, "weighted_average"))
    for threshold in (0.0, 0.4, 0.5, 1.0):
        save(f"solarize_{threshold}", pixel.solarize(image, threshold))
    for bits in (1, 4, 7):
        save(f"posterize_{bits}", pixel.posterize(image, bits))
    save("equalize_cv", pixel.equalize(image, mode="cv"))
    save("equalize_pil", np.array(ImageOps.equalize(Image.fromarray(image))))
    dull = pixel.posterize(albucore.multiply_add(image, 0.5, 40, inplace=False), 7)
    save("dull", dull)
    save("autocontrast", with_torch(F.autocontrast, dull))
    save("invert", with_torch(F.invert, image))
    save("sharpen_0.2_0.5", sharpen(image, 0.2, 0.5))
    save("sharpen_0.5_1.0", sharpen(image, 0.5, 1.0))
    for factor in (0.1, 1.9):
        save(f"sharpness_{factor}", with_torch(lambda i: F.adjust_sharpness(i, factor), image))

    def warp(shear=(0.0, 0.0), translate=(0, 0), center=None):
        def change(i):
            return F.affine(i, 0.0, translate, 1.0, shear, InterpolationMode.BILINEAR, center=center)

        return with_torch(change, image)

    slant = math.degrees(math.atan(0.3))
    save("shear_x", warp(shear=(slant, 0.0), center=[0, 0]))
    save("shear_y", warp(shear=(0.0, slant), center=[0, 0]))
    save("translate_x", warp(translate=(32, 0)))
    save("translate_y", warp(translate=(0, -18)))
    save("rotate", with_torch(lambda i: F.rotate(i, 30.0, InterpolationMode.BILINEAR), image))

    versions = {
        "albumentations": A.__version__,
        "albucore": albucore.__version__,
        "torchvision": torchvision.__version__,
        "opencv-python": cv2.__version__,
        "numpy": np.__version__,
        "Pillow": PIL.__version__,
    }
    (HERE / "tone_versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions.items()))


if __name__ == "__main__":
    main()
