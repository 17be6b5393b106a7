"""Writes mask-scores.csv and cleaned-masks.csv: scikit-learn's scores of drawn masks, scipy's regions in others.

    pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6     (Python 3.11.7)
    python make_masks.py

Masks are written pixel by pixel, row by row, each as two hexadecimal digits; ff in a truth is ignored.

mask-scores.csv    case,classes,background,truth,predicted, then a column a metric; iou and dice: one score a class,
                   separated by spaces, NaN where scikit-learn has nothing to divide by
cleaned-masks.csv  case,width,height,background,step,pixels,mask,cleaned; background empty where there is none
"""

import csv
import warnings

import numpy as np
from scipy import ndimage
from sklearn.metrics import accuracy_score, f1_score, jaccard_score

warnings.filterwarnings("ignore", message="y_pred contains classes not in y_true")
IGNORED = 255


def smooth(rng, height, width, classes, sigma):
    """Blobs of classes."""
    fields = rng.normal(size=(classes, height, width))
    return np.stack([ndimage.gaussian_filter(field, sigma) for field in fields]).argmax(axis=0).astype(np.uint8)


def hexadecimal(mask):
    return mask.astype(np.uint8).tobytes().hex()


def scored(rng):
    for name, classes, background, ignored in [
        ("binary", 2, 0, 0.0),
        ("five", 5, 0, 0.1),
        ("background-last", 4, 3, 0.2),
        ("no-background", 3, None, 0.1),
        ("absent-classes", 9, 1, 0.1),
    ]:
        truth = smooth(rng, 16, 20, classes, 2)
        predicted = np.where(rng.random(truth.shape) < 0.7, truth, smooth(rng, 16, 20, classes, 1))
        if name == "absent-classes":
            # 6 is neither true nor predicted, 7 only predicted, 8 predicted on ignored pixels alone.
            truth[truth >= 6] = 0
            predicted[(predicted == 6) | (predicted == 8)] = 2
        truth[rng.random(truth.shape) < ignored] = IGNORED
        if name == "absent-classes":
            predicted[(truth == IGNORED) & (rng.random(truth.shape) < 0.5)] = 8
        yield name, classes, background, truth.ravel(), predicted.ravel()


def scores(classes, background, truth, predicted):
    kept = truth != IGNORED
    t, p = truth[kept], predicted[kept]
    labels = np.arange(classes)
    seen = np.union1d(t, p)
    objects = seen[seen != background]
    nan = np.nan
    yield "mean-iou", jaccard_score(t, p, average="macro")
    yield "mean-iou-with-ignored", jaccard_score(truth, predicted, average="macro")
    yield "mean-dice", f1_score(t, p, average="macro")
    yield "foreground-iou", jaccard_score(t, p, labels=objects, average="macro")
    yield "foreground-dice", f1_score(t, p, labels=objects, average="macro")
    yield "pixel-accuracy", accuracy_score(t, p)
    iou = jaccard_score(t, p, labels=labels, average=None, zero_division=0)
    yield "iou", np.where(np.isin(labels, seen), iou, nan)
    yield "dice", f1_score(t, p, labels=labels, average=None, zero_division=nan)


def regions(mask, neighbours):
    """Every region of every class, as a mask of booleans."""
    structure = ndimage.generate_binary_structure(2, 2 if neighbours == 8 else 1)
    for c in np.unique(mask):
        numbered, count = ndimage.label(mask == c, structure)
        for number in range(1, count + 1):
            yield c, numbered == number


def remove(mask, pixels, background):
    cleaned = mask.copy()
    for c, region in regions(mask, 8):
        if c != background and region.sum() < pixels:
            cleaned[region] = background
    return cleaned


def merge(mask, pixels):
    """Only for masks whose small regions have large ones alone beside them."""
    cleaned = mask.copy()
    small = [region for _, region in regions(mask, 8) if region.sum() < pixels]
    for region in small:
        border = np.zeros(256, int)
        for axis in (0, 1):
            for shift in (-1, 1):
                # A border of IGNORED keeps the far side from counting as a neighbour.
                beside = np.roll(np.pad(mask, 1, constant_values=IGNORED), shift, axis)[1:-1, 1:-1]
                touching = np.roll(np.pad(np.any(small, axis=0), 1), shift, axis)[1:-1, 1:-1] & region
                within = np.roll(np.pad(region, 1), shift, axis)[1:-1, 1:-1]
                assert not (touching & ~within).any()
                border += np.bincount(beside[region & ~within], minlength=256)
        border[IGNORED] = 0
        cleaned[region] = border.argmax()
    return cleaned


def fill(mask, pixels, background):
    """Holes of each class alone, as scipy fills them, if they are small and nothing but background."""
    cleaned = mask.copy()
    for c in np.unique(mask[mask != background]):
        filled = ndimage.binary_fill_holes(mask == c) & (mask == background)
        numbered, count = ndimage.label(mask == background)
        for number in range(1, count + 1):
            hole = numbered == number
            ring = ndimage.binary_dilation(hole) & ~hole
            if hole.sum() < pixels and (hole & filled).sum() == hole.sum() and (mask[ring] == c).all():
                cleaned[hole] = c
    return cleaned


def cleaned(rng):
    for number in range(6):
        height, width = rng.integers(12, 30, 2)
        mask = smooth(rng, height, width, 4, 0.8)
        yield f"blobs-{number}", mask, 0, "remove", 8, remove(mask, 8, 0)
        yield f"blobs-{number}", mask, 2, "remove", 20, remove(mask, 20, 2)
    for number in range(6):
        height, width = rng.integers(12, 30, 2)
        mask = smooth(rng, height, width, 2, 0.9)
        everything = mask.copy()
        everything[ndimage.binary_fill_holes(mask == 1)] = 1
        pixels = height * width
        assert (fill(mask, pixels, 0) == everything).all()
        yield f"binary-{number}", mask, 0, "fill", pixels, everything
        yield f"binary-{number}", mask, 0, "fill", 4, fill(mask, 4, 0)
        several = np.where(smooth(rng, height, width, 3, 3) == 1, 2 * mask, mask)
        yield f"several-{number}", several, 0, "fill", 9, fill(several, 9, 0)
    for number in range(6):
        mask = np.kron(rng.integers(0, 5, (3, 3)).astype(np.uint8), np.ones((8, 8), np.uint8))
        for row in range(1, 24, 4):
            for column in range(1 + row % 3, 22, 5):
                mask[row : row + rng.integers(1, 3), column : column + rng.integers(1, 3)] = rng.integers(5, 8)
        yield f"specks-{number}", mask, None, "merge", 7, merge(mask, 7)


def text(value):
    return " ".join(repr(float(x)) for x in np.atleast_1d(value)).replace("nan", "NaN")


def main():
    rng = np.random.default_rng(20261128)
    with open("mask-scores.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        header = ["case", "classes", "background", "truth", "predicted"]
        for name, classes, background, truth, predicted in scored(rng):
            by_metric = dict(scores(classes, background, truth, predicted))
            if name == "binary":
                rows.writerow(header + list(by_metric))
            masks = [hexadecimal(truth), hexadecimal(predicted)]
            rows.writerow([name, classes, background] + masks + [text(score) for score in by_metric.values()])
    with open("cleaned-masks.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["case", "width", "height", "background", "step", "pixels", "mask", "cleaned"])
        for name, mask, background, step, pixels, after in cleaned(rng):
            height, width = mask.shape
            rows.writerow([name, width, height, background, step, pixels, hexadecimal(mask), hexadecimal(after)])


if __name__ == "__main__":
    main()
