"""Writes multilabel_rows.csv and multilabel_balance.csv: how evenly other tools split a few drawn multilabel sets.

    pip install scikit-multilearn==0.2.0 iterative-stratification==0.1.9 \
        scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1     (Python 3.11.7)
    python make_multilabel.py

multilabel_rows.csv     dataset,labels (label indices with spaces between, none at all for some rows)
multilabel_balance.csv  dataset,reference,order,k,max,mean,pair_max,pair_mean
    reference is scikit-multilearn's IterativeStratification (order 1 and 2) or iterative-stratification's
    MultilabelStratifiedKFold (order 1). max and mean are the deviation of label shares, |share in the fold - share in
    all rows|, over folds and labels; pair_max and pair_mean the same of the pairs of labels that occur together. Each
    of the four is the least that any of 20 seeds reached, not all of them the same seed.

scikit-multilearn 0.2.0 runs on these versions as it is. It breaks ties with numpy's global generator whatever its
random_state, so that one is seeded.
"""

import csv
from itertools import combinations

import numpy as np
from iterstrat.ml_stratifiers import MultilabelStratifiedKFold
from skmultilearn.model_selection import IterativeStratification

SEEDS = range(20)


def longtail(rng):
    """800 rows, 30 independent labels with shares from 0.4 down to a few rows."""
    share = 0.4 * 0.85 ** np.arange(30)
    return rng.random((800, 30)) < share


def topics(rng):
    """600 rows of 8 topics, each with its own labels out of 24: strongly correlated pairs."""
    share = rng.dirichlet(np.full(24, 0.12), 8) * 3
    return rng.random((600, 24)) < np.clip(share[rng.choice(8, 600, p=rng.dirichlet(np.ones(8)))], 0, 0.95)


def dense(rng):
    """300 rows, 14 labels, about 5 a row."""
    return rng.random((300, 14)) < rng.uniform(0.1, 0.7, 14)


def rare(rng):
    """500 rows, 40 labels, half of which have fewer than 8 rows; a third of the rows have no label."""
    share = np.concatenate([rng.uniform(0.02, 0.2, 20), rng.uniform(0.002, 0.014, 20)])
    return (rng.random((500, 40)) < share) & (rng.random((500, 1)) < 0.67)


def tree(rng):
    """700 rows; a label implies its parent, as in a taxonomy of 4 orders, 12 families and 36 species."""
    y = np.zeros((700, 52), dtype=bool)
    weight = rng.dirichlet(np.full(36, 0.7))
    for row in y:
        for species in rng.choice(36, rng.integers(1, 3), p=weight):
            row[[species // 9, 4 + species // 3, 16 + species]] = True
    return y


def few(rng):
    """57 rows, 10 labels."""
    return rng.random((57, 10)) < rng.uniform(0.05, 0.5, 10)


def deviations(y, folds):
    whole = y.mean(axis=0)
    deviation = np.abs(np.array([y[fold].mean(axis=0) for fold in folds]) - whole)
    return deviation.max(), deviation.mean()


def pairs(y):
    both = [y[:, a] & y[:, b] for a, b in combinations(range(y.shape[1]), 2)]
    return np.array([p for p in both if p.any()]).T


def splits(reference, order, k, y, seed):
    if reference == "scikit-multilearn":
        np.random.seed(seed)
        splitter = IterativeStratification(n_splits=k, order=order)
    else:
        splitter = MultilabelStratifiedKFold(n_splits=k, shuffle=True, random_state=seed)
    return [held for _, held in splitter.split(np.zeros((len(y), 1)), y.astype(int))]


def main():
    rng = np.random.default_rng(20260301)
    with open("multilabel_rows.csv", "w", newline="") as rows_file, open(
        "multilabel_balance.csv", "w", newline=""
    ) as balance_file:
        rows = csv.writer(rows_file, lineterminator="\n")
        balance = csv.writer(balance_file, lineterminator="\n")
        rows.writerow(["dataset", "labels"])
        balance.writerow(["dataset", "reference", "order", "k", "max", "mean", "pair_max", "pair_mean"])
        for draw in [longtail, topics, dense, rare, tree, few]:
            name, y = draw.__name__, draw(rng)
            y = y[:, y.any(axis=0)]
            both = pairs(y)
            for row in y:
                rows.writerow([name, " ".join(str(label) for label in np.flatnonzero(row))])
            for k in [3, 5, 10]:
                for reference, order in [
                    ("scikit-multilearn", 1),
                    ("scikit-multilearn", 2),
                    ("iterative-stratification", 1),
                ]:
                    found = []
                    for seed in SEEDS:
                        folds = splits(reference, order, k, y, seed)
                        if all(len(fold) for fold in folds):
                            found.append(deviations(y, folds) + deviations(both, folds))
                    best = np.min(found, axis=0)
                    balance.writerow([name, reference, order, k] + [repr(float(value)) for value in best])
            print(name, y.shape, y.sum(), both.shape[1])


if __name__ == "__main__":
    main()
