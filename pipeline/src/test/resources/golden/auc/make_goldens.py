"""Areas under ROC curves and their variances, for AucTest.

Value: scikit-learn. Variance: DeLong's (1988), written out over all pairs of rows and compared with the package
confidenceinterval, which computes in single precision; with groups, Obuchowski's (1997), written out as well. Run `python make_goldens.py`; versions.txt tells with what.
"""

import json
from pathlib import Path

import numpy as np
from confidenceinterval.delong import delong_roc_variance
from sklearn.metrics import roc_auc_score


def wins_of(negatives, positives):
    return (positives[:, None] > negatives[None, :]) + 0.5 * (positives[:, None] == negatives[None, :])


def delong_variance(negatives, positives):
    wins = wins_of(negatives, positives)
    return wins.mean(axis=1).var(ddof=1) / len(positives) + wins.mean(axis=0).var(ddof=1) / len(negatives)


def clustered_variance(negatives, negative_groups, positives, positive_groups):
    wins = wins_of(negatives, positives)
    area = wins.mean()
    variance = 0.0
    for parts, groups in ((wins.mean(axis=1), positive_groups), (wins.mean(axis=0), negative_groups)):
        names = np.unique(groups)
        sums = np.array([(parts[groups == name] - area).sum() for name in names])
        variance += len(names) / (len(names) - 1) * (sums**2).sum() / len(parts) ** 2
    return variance


cases = []
random = np.random.default_rng(4)
for name, negative, positive, shift, digits in [
    ("apart", 40, 25, 1.0, 6),
    ("alike", 30, 70, 0.0, 6),
    ("many ties", 60, 45, 0.8, 0),
    ("below a half", 20, 20, -0.7, 6),
    ("two of each", 2, 2, 0.3, 6),
    ("far apart", 15, 15, 30.0, 6),
]:
    negatives = np.round(random.normal(size=negative), digits)
    positives = np.round(random.normal(size=positive) + shift, digits)
    truth = np.repeat([0, 1], [negative, positive])
    scores = np.concatenate([negatives, positives])
    negative_groups = random.integers(0, max(2, negative // 3), size=negative)
    positive_groups = random.integers(0, max(2, positive // 4), size=positive)
    negative_groups[:2] = positive_groups[:2] = [0, 1]
    variance = delong_variance(negatives, positives)
    assert abs(variance - delong_roc_variance(truth, scores)[1]) < 1e-6
    cases.append(
        {
            "name": name,
            "negatives": negatives.tolist(),
            "positives": positives.tolist(),
            "negativeGroups": negative_groups.tolist(),
            "positiveGroups": positive_groups.tolist(),
            "value": float(roc_auc_score(truth, scores)),
            "variance": float(variance),
            "clusteredVariance": float(
                clustered_variance(negatives, negative_groups, positives, positive_groups)
            ),
        }
    )
lines = ",\n".join(json.dumps(case) for case in cases)
(Path(__file__).parent / "auc.json").write_text(f"[\n{lines}\n]\n")
