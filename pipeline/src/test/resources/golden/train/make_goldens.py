"""Makes the JSON files beside it with torch's optimizers and schedulers: `python make_goldens.py`.

Optimizers compute in double precision, one tensor at a time: the goldens are what fp32 has to come close to.
versions.txt tells with which torch.
"""

import json
from pathlib import Path

import torch
from torch import optim
from torch.optim import lr_scheduler

HERE = Path(__file__).parent
SHAPES = {"kernel": (4, 3, 3, 2), "linear": (5, 7), "bias": (6,)}
FACTORS = {"kernel": 0.5, "linear": 1.0, "bias": 1.0}
DECAYS = {"kernel": 0.05, "linear": 0.05, "bias": 0.0}
STEPS, LATE = 30, 10

OPTIMIZERS = {
    "sgd": (optim.SGD, 0.05, {}),
    "sgd with momentum": (optim.SGD, 0.05, {"momentum": 0.8}),
    "sgd with nesterov": (optim.SGD, 0.05, {"momentum": 0.9, "nesterov": True}),
    "adagrad": (optim.Adagrad, 0.1, {}),
    "adagrad with decay": (optim.Adagrad, 0.1, {"lr_decay": 0.1, "eps": 1e-6}),
    "rmsprop": (optim.RMSprop, 0.01, {}),
    "rmsprop with momentum": (optim.RMSprop, 0.005, {"alpha": 0.9, "momentum": 0.7}),
    "rmsprop centered": (optim.RMSprop, 0.005, {"alpha": 0.95, "eps": 1e-3, "centered": True}),
    "rmsprop centered with momentum": (optim.RMSprop, 0.002, {"alpha": 0.95, "momentum": 0.5, "eps": 1e-3,
                                                              "centered": True}),
    "adam": (optim.Adam, 0.02, {}),
    "adam of other betas": (optim.Adam, 0.02, {"betas": (0.8, 0.95), "eps": 1e-4}),
    "adamw": (optim.AdamW, 0.02, {}),
}


def uniform(sequence, shape):
    """Numbers between -0.5 and 0.5 that the test makes by the same formula."""
    i = torch.arange(torch.Size(shape).numel())
    return (((i * 37 + sequence * 101 + i * i * sequence) % 257).to(torch.float64) / 257 - 0.5).reshape(shape)


def optimise(make, base, settings):
    """30 steps down the bowl of sum (w - target)^2 (0.5 + k), whose target moves; `linear` joins after 10 steps."""
    weights = {name: uniform(k, shape).requires_grad_() for k, (name, shape) in enumerate(SHAPES.items())}

    def group(name):
        return {"params": [weights[name]], "weight_decay": DECAYS[name], "name": name}

    optimizer = make([group("kernel"), group("bias")], lr=base, foreach=False, **settings)
    rates = []
    for step in range(STEPS):
        if step == LATE:
            optimizer.add_param_group(group("linear"))
        rates.append(base * (1 + step % 4) / 4)
        for g in optimizer.param_groups:
            g["lr"] = rates[-1] * FACTORS[g["name"]]
        optimizer.zero_grad()
        loss = sum(((w - uniform(10 + step % 3 + k, w.shape)) ** 2).sum() * (0.5 + k)
                   for k, w in enumerate(weights.values()))
        loss.backward()
        optimizer.step()
    return {"lr": numbers(rates), **{name: numbers(w.flatten().tolist()) for name, w in weights.items()}}


PEAK, PER_EPOCH, EPOCHS = 0.2, 7, 6
BY_EPOCH = {
    "step": lambda o: lr_scheduler.StepLR(o, 2, 0.3),
    "multi-step": lambda o: lr_scheduler.MultiStepLR(o, [1, 4], 0.1),
    "exponential": lambda o: lr_scheduler.ExponentialLR(o, 0.7),
}
BY_STEP = {
    "constant": lambda o: lr_scheduler.ConstantLR(o, 1),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, PER_EPOCH * EPOCHS, PEAK * 0.05),
    "one-cycle": lambda o: lr_scheduler.OneCycleLR(o, PEAK, PER_EPOCH * EPOCHS, cycle_momentum=False),
    "one-cycle of other shape": lambda o: lr_scheduler.OneCycleLR(
        o, PEAK, PER_EPOCH * EPOCHS, pct_start=0.5, div_factor=10.0, final_div_factor=100.0, cycle_momentum=False),
    "polynomial": lambda o: lr_scheduler.PolynomialLR(o, PER_EPOCH * EPOCHS, 0.9),
}
SCORES = [0.5, 0.6, 0.6, 0.60001, 0.59, 0.55, 0.7, 0.7, 0.6, 0.65, 0.69, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1,
          0.1]


def plain():
    return optim.SGD([torch.zeros(1, requires_grad=True)], lr=PEAK)


def rates_of(make, by_epoch):
    optimizer, rates = plain(), []
    scheduler = make(optimizer)
    for step in range(PER_EPOCH * EPOCHS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if not by_epoch or (step + 1) % PER_EPOCH == 0:
            scheduler.step()
    return numbers(rates)


def plateau(mode, scores):
    """The rate after each score."""
    optimizer, rates = plain(), []
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, mode, factor=0.25, patience=2, threshold=1e-3,
                                               min_lr=PEAK * 0.01)
    for score in scores:
        scheduler.step(score)
        rates.append(optimizer.param_groups[0]["lr"])
    return {"scores": scores, "rates": numbers(rates)}


def numbers(values):
    return [float(f"{value:.12g}") for value in values]


def write(file, golden):
    (HERE / file).write_text("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in golden.items()) + "\n}\n")


def main():
    write("optimizers.json", {name: optimise(*choice) for name, choice in OPTIMIZERS.items()})
    write("schedules.json", {
        **{name: rates_of(make, True) for name, make in BY_EPOCH.items()},
        **{name: rates_of(make, False) for name, make in BY_STEP.items()},
        "plateau max": plateau("max", SCORES),
        "plateau min": plateau("min", [round(1 - s, 6) for s in SCORES]),
    })
    (HERE / "versions.txt").write_text(f"torch {torch.__version__}\n")


if __name__ == "__main__":
    main()
