"""Writes how scikit-learn splits a few drawn data sets.

    pip install scikit-learn==1.9.1 numpy==2.4.6     (Python 3.11.7)
    python make_balance.py

rows.csv         dataset,id,class,group,target,bin: bin is the tenth of the target's mean rank
balance.csv      dataset,splitter,parameter,max,mean,max_size,mean_size: deviation of class shares, |share in the fold -
                 share in all rows|, over folds and classes, and of fold sizes, |share of all rows - share due|, over
                 folds; the parameter is the number of folds or the share held out. Splitters for k folds as they come
                 (unshuffled); of hold-outs, which are drawn ten times, the mean of each number, and of stratified ones
                 the least
groups.csv       dataset,fold,group: the group that each fold of LeaveOneGroupOut validates
time_series.csv  rows,k,gap,window,fold,train_from,train_to,validate_from,validate_to: TimeSeriesSplit; the ends are
                 exclusive, window 0 means all of the past
"""

import csv
import warnings

import numpy as np
from sklearn.model_selection import (
    GroupKFold,
    GroupShuffleSplit,
    KFold,
    LeaveOneGroupOut,
    ShuffleSplit,
    StratifiedGroupKFold,
    StratifiedKFold,
    StratifiedShuffleSplit,
    TimeSeriesSplit,
)

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


def rare(rng):
    """Many classes, a third of them with fewer rows than folds; small groups of mixed class."""
    sizes = [1, 1, 2, 2, 2, 3, 4, 4] + [int(s) for s in rng.integers(5, 40, 16)]
    classes = [c for c, size in enumerate(sizes) for _ in range(size)]
    return classes, [f"r{g}" for g in rng.integers(0, len(classes) // 3, len(classes))]


def deviations(classes, splits, share):
    classes = np.asarray(classes)
    count = classes.max() + 1
    whole = np.bincount(classes, minlength=count) / len(classes)
    held_out = [held for _, held in splits]
    parts = [np.bincount(classes[held], minlength=count) / len(held) for held in held_out]
    deviation = np.abs(np.array(parts) - whole)
    size = np.abs(np.array([len(held) / len(classes) for held in held_out]) - share)
    return np.array([deviation.max(), deviation.mean(), size.max(), size.mean()])


def ten_draws(splitter, size, fraction, classes, groups):
    splits = splitter(n_splits=10, test_size=size, random_state=0).split(classes, classes, groups)
    return [deviations(classes, [split], fraction) for split in splits]


def tenths(target):
    below = np.array([(target < t).sum() + (target <= t).sum() for t in target])
    return 10 * below // (2 * len(target))


def comparisons(classes, groups, bins):
    for k in [3, 5]:
        for name, splits, categories in [
            ("k-fold", KFold(k).split(classes), classes),
            ("stratified", StratifiedKFold(k).split(classes, classes), classes),
            ("group", GroupKFold(k).split(classes, classes, groups), classes),
            ("stratified-group", StratifiedGroupKFold(k).split(classes, classes, groups), classes),
            ("regression", StratifiedKFold(k).split(bins, bins), bins),
        ]:
            yield name, k, deviations(categories, splits, 1 / k)
    logo = LeaveOneGroupOut().split(classes, classes, groups)
    yield "leave-one-group-out", len(set(groups)), deviations(classes, logo, 1 / len(set(groups)))
    for fraction in [0.1, 0.25, 0.4]:
        # As many rows as we hold out, as scikit-learn rounds up.
        size = int(len(classes) * fraction + 0.5)
        drawn = ten_draws(ShuffleSplit, size, fraction, classes, None)
        yield "holdout", fraction, np.mean(drawn, axis=0)
        if min(np.bincount(classes)) > 1 and size >= len(set(classes)):
            drawn = ten_draws(StratifiedShuffleSplit, size, fraction, classes, None)
            yield "stratified-holdout", fraction, np.min(drawn, axis=0)
        drawn = ten_draws(GroupShuffleSplit, fraction, fraction, classes, groups)
        yield "group-holdout", fraction, np.mean(drawn, axis=0)


def write(name, header, lines):
    with open(name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(lines)


def time_series():
    for rows, k, gap, window in [(12, 3, 0, 0), (13, 4, 1, 0), (50, 5, 2, 0), (50, 5, 0, 7), (101, 7, 3, 20), (7, 6, 0, 1)]:
        splitter = TimeSeriesSplit(k, gap=gap, max_train_size=window or None)
        for fold, (train, held) in enumerate(splitter.split(np.zeros(rows))):
            yield rows, k, gap, window, fold, train[0], train[-1] + 1, held[0], held[-1] + 1


def main():
    rng = np.random.default_rng(20240611)
    target_rng = np.random.default_rng(20240612)
    rows, balance, logo = [], [], []
    for draw in [species, patients, sites, few, rare]:
        classes, groups = draw(rng)
        order = rng.permutation(len(classes))
        classes = [classes[i] for i in order]
        groups = [groups[i] for i in order]
        # Rounded, so that some are equal; of one data set about three in ten are zero.
        target = np.round(np.exp(target_rng.normal(size=len(classes)) + np.array(classes) / 10), 1)
        if draw is patients:
            target[target_rng.random(len(target)) < 0.3] = 0
        bins = tenths(target)
        name = draw.__name__
        rows += [[name, f"{name}-{i:04d}", *row] for i, row in enumerate(zip(classes, groups, target, bins))]
        balance += [[name, s, p, *map(repr, map(float, d))] for s, p, d in comparisons(classes, groups, bins)]
        splits = LeaveOneGroupOut().split(classes, classes, groups)
        logo += [[name, fold, groups[held[0]]] for fold, (_, held) in enumerate(splits)]
    write("rows.csv", "dataset,id,class,group,target,bin", rows)
    write("balance.csv", "dataset,splitter,parameter,max,mean,max_size,mean_size", balance)
    write("groups.csv", "dataset,fold,group", logo)
    write("time_series.csv", "rows,k,gap,window,fold,train_from,train_to,validate_from,validate_to", time_series())


if __name__ == "__main__":
    main()
