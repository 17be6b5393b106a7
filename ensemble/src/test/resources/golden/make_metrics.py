"""Writes predictions.csv and scores.csv: scikit-learn's scores of drawn predictions.

    pip install scikit-learn==1.9.1 numpy==2.4.6     (Python 3.11.7)
    python make_metrics.py

predictions.csv  case,truth,probabilities (separated by spaces), one line a row
scores.csv       case,metric,score
"""

import csv
import warnings

import numpy as np
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score, log_loss

# Classes that are predicted but absent from the truth, and a single row, are meant to be here.
warnings.filterwarnings("ignore", message="y_pred contains classes not in y_true")
warnings.filterwarnings("ignore", message="A single label was found")


def draw(rng, rows, classes, sharpness, truth_classes=None):
    truth = rng.integers(0, truth_classes or classes, rows)
    logits = rng.normal(size=(rows, classes)) * sharpness
    logits[np.arange(rows), truth] += sharpness
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return truth, p / p.sum(axis=1, keepdims=True)


def cases(rng):
    yield "binary", *draw(rng, 30, 2, 1.0)
    yield "five", *draw(rng, 60, 5, 1.5)
    yield "absent-classes", *draw(rng, 40, 8, 1.0, truth_classes=5)
    truth, p = draw(rng, 40, 4, 2.0)
    yield "certain", truth, np.eye(4)[p.argmax(axis=1)]
    truth, p = draw(rng, 40, 4, 1.0)
    yield "ties", truth, np.round(p * 4) / 4 + 0.25
    truth, p = draw(rng, 40, 3, 1.0)
    yield "unscaled", truth, p * rng.uniform(0.1, 7, size=(40, 1))
    yield "one-row", np.array([1]), np.array([[0.2, 0.7, 0.1]])


def main():
    rng = np.random.default_rng(20240612)
    with open("predictions.csv", "w", newline="") as rows_file, open("scores.csv", "w", newline="") as scores_file:
        rows = csv.writer(rows_file, lineterminator="\n")
        scores = csv.writer(scores_file, lineterminator="\n")
        rows.writerow(["case", "truth", "probabilities"])
        scores.writerow(["case", "metric", "score"])
        for name, truth, p in cases(rng):
            for t, line in zip(truth, p):
                rows.writerow([name, t, " ".join(repr(float(x)) for x in line)])
            guess = p.argmax(axis=1)
            scaled = p / p.sum(axis=1, keepdims=True)
            for metric, score in {
                "accuracy": accuracy_score(truth, guess),
                "balanced-accuracy": balanced_accuracy_score(truth, guess),
                "f1-macro": f1_score(truth, guess, average="macro"),
                "log-loss": log_loss(truth, scaled, labels=np.arange(p.shape[1])),
            }.items():
                scores.writerow([name, metric, repr(float(score))])


if __name__ == "__main__":
    main()
