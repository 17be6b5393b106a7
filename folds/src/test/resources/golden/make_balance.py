"""Writes rows.csv and balance.csv: how evenly scikit-learn splits a few drawn data sets.

    pip install scikit-learn==1.9.1 numpy==2.4.6     (Python 3.11.7)
    python make_balance.py

rows.csv     dataset,id,class,group
balance.csv  dataset,splitter,k,max,mean: deviation of class shares, |share in the fold - share in all rows|, over
             folds and classes, for scikit-learn's splitters as they come (unshuffled)
"""

import csv
import warnings

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

warnings.filterwarnings("ignore", message="The least populated class")


def species(rng):
    """24 long-tailed species; the photos of one plant are a group of one class."""
    classes, groups = [], []
    for c in range(24):
        for plant in range(int(5 + 20 * 0.85**c)):
            photos = int(rng.integers(1, 7))
            classes += [c] * photos
            groups += [f"s{c}p{plant}"] * photos
    return classes, groups


def patients(rng):
    """A rare positive class; few patients have most of the rows."""
    classes, groups = [], []
    for patient in range(60):
        rows = int(min(40, 1 + rng.lognormal(1.2, 0.9)))
        rate = rng.beta(0.5, 3)
        classes += [int(rng.random() < rate) for _ in range(rows)]
        groups += [f"p{patient}"] * rows
    return classes, groups


def sites(rng):
    """Ten classes, every site with its own mixture of them."""
    classes, groups = [], []
    for site in range(40):
        rows = int(rng.integers(5, 25))
        mixture = rng.dirichlet(np.full(10, 0.4))
        classes += [int(c) for c in rng.choice(10, rows, p=mixture)]
        groups += [f"site{site}"] * rows
    return classes, groups


def few(rng):
    """Hardly more groups than folds."""
    classes, groups = [], []
    for group in range(11):
        rows = int(rng.integers(6, 20))
        classes += [int(c) for c in rng.choice(3, rows, p=[0.5, 0.3, 0.2])]
        groups += [f"g{group}"] * rows
    return classes, groups


def deviations(classes, splits):
    classes = np.asarray(classes)
    count = classes.max() + 1
    whole = np.bincount(classes, minlength=count) / len(classes)
    parts = [np.bincount(classes[held], minlength=count) / len(held) for _, held in splits]
    deviation = np.abs(np.array(parts) - whole)
    return deviation.max(), deviation.mean()


def main():
    rng = np.random.default_rng(20240611)
    with open("rows.csv", "w", newline="") as rows_file, open("balance.csv", "w", newline="") as balance_file:
        rows = csv.writer(rows_file, lineterminator="\n")
        balance = csv.writer(balance_file, lineterminator="\n")
        rows.writerow(["dataset", "id", "class", "group"])
        balance.writerow(["dataset", "splitter", "k", "max", "mean"])
        for draw in [species, patients, sites, few]:
            classes, groups = draw(rng)
            order = rng.permutation(len(classes))
            classes = [classes[i] for i in order]
            groups = [groups[i] for i in order]
            name = draw.__name__
            for i, (c, g) in enumerate(zip(classes, groups)):
                rows.writerow([name, f"{name}-{i:04d}", c, g])
            for k in [3, 5]:
                for splitter, splits in {
                    "stratified": StratifiedKFold(k).split(classes, classes),
                    "stratified-group": StratifiedGroupKFold(k).split(classes, classes, groups),
                }.items():
                    largest, mean = deviations(classes, splits)
                    balance.writerow([name, splitter, k, repr(float(largest)), repr(float(mean))])


if __name__ == "__main__":
    main()
