"""Makes the JSON files beside it with torch: `python make_goldens.py`. versions.txt tells with which.

All is computed in double precision, from numbers that fp32 holds exactly.
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn, get_swa_multi_avg_fn

HERE = Path(__file__).parent
ROWS, CLASSES = 6, 5
SHARE = 0.7
WEIGHTS = [0.5, 1.0, 2.5, 0.25, 4.0]


def numbers(generator, *shape):
    """Normal, rounded to a multiple of 1/64."""
    return torch.round(torch.randn(*shape, generator=generator, dtype=torch.float64) * 64) / 64


def hinge(scores, labels, weights):
    """multi_margin_loss divides a row's sum by the number of classes, podium does not."""
    return CLASSES * F.multi_margin_loss(scores, labels, weight=weights)


def binary(scores, targets, weights, smoothing):
    smooth = targets * (1 - smoothing) + smoothing / CLASSES
    return F.binary_cross_entropy_with_logits(scores, smooth, pos_weight=weights)


def losses():
    generator = torch.Generator().manual_seed(3)
    scores = 2 * numbers(generator, ROWS, CLASSES)
    labels, partners = torch.tensor([0, 1, 2, 3, 4, 2]), torch.tensor([2, 0, 4, 2, 1, 3])
    one_hot, other_hot = (F.one_hot(y, CLASSES).to(scores) for y in (labels, partners))
    soft = SHARE * one_hot + (1 - SHARE) * other_hot
    multi = (torch.rand(ROWS, CLASSES, generator=generator) < 0.4).to(scores)
    free = numbers(generator, ROWS, CLASSES)
    plain, weights = None, torch.tensor(WEIGHTS, dtype=torch.float64)

    def mixed(loss):
        return lambda s: SHARE * loss(s, labels) + (1 - SHARE) * loss(s, partners)

    def entropy(target, w, smoothing):
        return lambda s: F.cross_entropy(s, target, weight=w, label_smoothing=smoothing)

    # loss, smoothing, whether weighted, targets: what torch computes
    cases = {
        ("cross-entropy", 0.0, False, "labels"): entropy(labels, plain, 0.0),
        ("cross-entropy", 0.1, False, "labels"): entropy(labels, plain, 0.1),
        ("cross-entropy", 0.0, True, "labels"): entropy(labels, weights, 0.0),
        ("cross-entropy", 0.1, True, "labels"): entropy(labels, weights, 0.1),
        ("cross-entropy", 0.0, False, "soft"): entropy(soft, plain, 0.0),
        ("cross-entropy", 0.1, True, "soft"): entropy(soft, weights, 0.1),
        ("cross-entropy", 0.0, False, "mixed"): entropy(soft, plain, 0.0),
        ("cross-entropy", 0.1, False, "mixed"): entropy(soft, plain, 0.1),
        ("cross-entropy", 0.1, True, "mixed"): mixed(lambda s, y: entropy(y, weights, 0.1)(s)),
        ("binary-cross-entropy", 0.0, False, "labels"): lambda s: binary(s, one_hot, plain, 0.0),
        ("binary-cross-entropy", 0.1, True, "labels"): lambda s: binary(s, one_hot, weights, 0.1),
        ("binary-cross-entropy", 0.0, False, "multi"): lambda s: binary(s, multi, plain, 0.0),
        ("binary-cross-entropy", 0.0, True, "multi"): lambda s: binary(s, multi, weights, 0.0),
        ("binary-cross-entropy", 0.1, True, "soft"): lambda s: binary(s, soft, weights, 0.1),
        ("binary-cross-entropy", 0.1, True, "mixed"): lambda s: binary(s, soft, weights, 0.1),
        ("hinge", 0.0, False, "labels"): lambda s: hinge(s, labels, plain),
        ("hinge", 0.0, True, "labels"): lambda s: hinge(s, labels, weights),
        ("hinge", 0.0, True, "mixed"): mixed(lambda s, y: hinge(s, y, weights)),
        ("mse", 0.0, False, "labels"): lambda s: F.mse_loss(s, one_hot),
        ("mse", 0.0, False, "free"): lambda s: F.mse_loss(s, free),
        ("mse", 0.0, False, "mixed"): mixed(lambda s, y: F.mse_loss(s, F.one_hot(y, CLASSES).to(s))),
        ("l1", 0.0, False, "labels"): lambda s: F.l1_loss(s, one_hot),
        ("l1", 0.0, False, "free"): lambda s: F.l1_loss(s, free),
        ("l1", 0.0, False, "mixed"): mixed(lambda s, y: F.l1_loss(s, F.one_hot(y, CLASSES).to(s))),
    }
    golden = []
    for (loss, smoothing, weighted, targets), compute in cases.items():
        s = scores.clone().requires_grad_()
        value = compute(s)
        value.backward()
        golden.append({"loss": loss, "smoothing": smoothing, "weighted": weighted, "targets": targets,
                       "value": value.item(), "gradient": s.grad.tolist()})
    write("losses.json", {
        "scores": scores.tolist(), "labels": labels.tolist(), "partners": partners.tolist(), "share": SHARE,
        "weights": WEIGHTS, "soft": soft.tolist(), "multi": multi.tolist(), "free": free.tolist(), "cases": golden})


def dice(p, t):
    """Of (pixels, C), over the classes that the target has."""
    there = t.sum(0) > 0
    return (1 - (2 * (p * t).sum(0) + 1) / (p.sum(0) + t.sum(0) + 1))[there].mean()


def pixel_losses():
    """One batch of few classes and one of many; class 1 has no pixel, and 255 are not looked at."""
    generator = torch.Generator().manual_seed(11)
    batches = []
    for rows, classes, height, width in ((2, 4, 3, 5), (1, 17, 3, 4)):
        scores = 2 * numbers(generator, rows, classes, height, width)
        masks = torch.randint(0, classes, (rows, height, width), generator=generator)
        masks[torch.rand(rows, height, width, generator=generator) < 0.2] = 255
        masks[masks == 1] = 0
        weights = torch.tensor([0.25 + 0.5 * (c % 5) for c in range(classes)], dtype=torch.float64)
        seen = masks != 255
        y, one_hot = masks[seen], F.one_hot(masks[seen], classes).double()

        def entropy(w, smoothing):
            return lambda s: F.cross_entropy(s, masks, weight=w, ignore_index=255, label_smoothing=smoothing)

        def focal(w):
            def loss(s):
                log_p = s.log_softmax(1).gather(1, y[:, None])[:, 0]
                return -(w[y] * (1 - log_p.exp()) ** 2 * log_p).sum() / w[y].sum()
            return on_seen(loss)

        def on_seen(loss):
            return lambda s: loss(s.permute(0, 2, 3, 1)[seen])

        # loss, smoothing, whether weighted: what torch computes
        cases = {
            ("cross-entropy", 0.0, False): entropy(None, 0.0),
            ("cross-entropy", 0.1, False): entropy(None, 0.1),
            ("cross-entropy", 0.0, True): entropy(weights, 0.0),
            ("cross-entropy", 0.1, True): entropy(weights, 0.1),
            ("focal", 0.0, False): focal(torch.ones(classes, dtype=torch.float64)),
            ("focal", 0.0, True): focal(weights),
            ("dice", 0.0, False): on_seen(lambda s: dice(s.softmax(1), one_hot)),
            ("bce-dice", 0.0, False): on_seen(
                lambda s: F.binary_cross_entropy_with_logits(s, one_hot) + dice(s.sigmoid(), one_hot)),
        }
        golden = []
        for (loss, smoothing, weighted), compute in cases.items():
            s = scores.clone().requires_grad_()
            value = compute(s)
            value.backward()
            golden.append({"loss": loss, "smoothing": smoothing, "weighted": weighted, "value": value.item(),
                           "gradient": s.grad.flatten().tolist()})
        batches.append({"rows": rows, "classes": classes, "height": height, "width": width,
                        "scores": scores.flatten().tolist(), "masks": masks.flatten().tolist(),
                        "weights": weights.tolist(), "cases": golden})
    write("pixel-losses.json", {"batches": batches})


class Weights(nn.Module):
    """A kernel, and running statistics that are averaged too."""

    def __init__(self):
        super().__init__()
        self.kernel = nn.Parameter(torch.zeros(2, 3, 2, 1, dtype=torch.float64))
        self.register_buffer("running_var", torch.zeros(4, dtype=torch.float64))


def averages():
    generator = torch.Generator().manual_seed(7)
    steps = [{"kernel": numbers(generator, 2, 3, 2, 1), "running_var": numbers(generator, 4)} for _ in range(25)]

    def average(step_function):
        model = Weights()
        averaged = AveragedModel(model, use_buffers=True)
        means = []
        for step, weights in enumerate(steps):
            model.load_state_dict(weights)
            averaged.multi_avg_fn = step_function(step)
            averaged.update_parameters(model)
            means.append({k: v.flatten().tolist() for k, v in averaged.module.state_dict().items()})
        return means

    write("averages.json", {
        "steps": [{k: v.flatten().tolist() for k, v in step.items()} for step in steps],
        "ema": average(lambda n: get_ema_multi_avg_fn(min(0.6, (1 + n) / (10 + n)))),
        "swa": average(lambda n: get_swa_multi_avg_fn())})


def write(file, golden):
    def rounded(value):
        if isinstance(value, float):
            return float(f"{value:.10g}")
        if isinstance(value, list):
            return [rounded(v) for v in value]
        return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value

    def line(value):
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return "[\n" + ",\n".join(json.dumps(v) for v in value) + "\n]"
        return json.dumps(value)

    text = ",\n".join(f'"{key}": {line(rounded(value))}' for key, value in golden.items())
    (HERE / file).write_text("{\n" + text + "\n}\n")


def main():
    losses()
    pixel_losses()
    averages()
    (HERE / "versions.txt").write_text(f"torch {torch.__version__}\n")


if __name__ == "__main__":
    main()
