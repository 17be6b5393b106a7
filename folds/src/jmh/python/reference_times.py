"""Times Python's splitters on rows drawn like those of Workload.java, and prints a Markdown table.

    pip install scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1 \
        scikit-multilearn==0.2.0 iterative-stratification==0.1.9     (Python 3.11.7)
    python reference_times.py

One split into five folds each, the best of three, or one run where the first takes over ten seconds. A split is all its
index arrays, as scikit-learn has no other form of it. scikit-multilearn's time grows with the square of the rows, so it
is given fewer: first what it can do in reasonable time, then twice that.
"""

import time
import warnings

import numpy as np
from iterstrat.ml_stratifiers import MultilabelStratifiedKFold
from skmultilearn.model_selection import IterativeStratification
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold

warnings.filterwarnings("ignore", message="The least populated class")


def classes(rng, rows, count):
    """Class c with probability in proportion to 1/(c + 10)."""
    weight = 1 / (np.arange(count) + 10)
    return rng.choice(count, rows, p=weight / weight.sum())


def groups(rng, rows):
    return rng.integers(0, 100_000, rows)


def labels(rng, rows):
    """50 independent labels with probabilities from 22 % down to 0.6 %."""
    return (rng.random((rows, 50)) < 0.22 * 0.93 ** np.arange(50)).astype(int)


def milliseconds(splitter, y, grouping):
    x = np.zeros((len(y), 1), dtype=np.int8)
    best = np.inf
    for _ in range(3):
        start = time.perf_counter()
        for _ in splitter.split(x, y, grouping):
            pass
        best = min(best, time.perf_counter() - start)
        if best > 10:
            break
    return best * 1000


def main():
    print("| 5 folds | rows | of | ms |")
    print("| --- | --: | --- | --: |")

    def report(name, splitter, contents, y, grouping=None):
        print(f"| {name} | {len(y):,} | {contents} | {milliseconds(splitter, y, grouping):,.0f} |", flush=True)

    rng = np.random.default_rng(1)
    report("scikit-learn KFold", KFold(5, shuffle=True, random_state=1), "", np.zeros(10_000_000, dtype=np.int8))
    stratified = StratifiedKFold(5, shuffle=True, random_state=1)
    for rows in [1_000_000, 3_000_000, 10_000_000]:
        report("scikit-learn StratifiedKFold", stratified, "1,000 classes", classes(rng, rows, 1_000))
    report("scikit-learn GroupKFold", GroupKFold(5), "100,000 groups", np.zeros(1_000_000), groups(rng, 1_000_000))
    report(
        "scikit-learn StratifiedGroupKFold",
        StratifiedGroupKFold(5),
        "10 classes, 100,000 groups",
        classes(rng, 1_000_000, 10),
        groups(rng, 1_000_000),
    )
    report(
        "iterative-stratification MultilabelStratifiedKFold",
        MultilabelStratifiedKFold(n_splits=5, shuffle=True, random_state=1),
        "50 labels, 3 a row",
        labels(rng, 200_000),
    )
    for order in [1, 2]:
        for rows in [5_000, 10_000]:
            report(
                f"scikit-multilearn IterativeStratification, order {order}",
                IterativeStratification(n_splits=5, order=order),
                "50 labels, 3 a row",
                labels(rng, rows),
            )


if __name__ == "__main__":
    main()
