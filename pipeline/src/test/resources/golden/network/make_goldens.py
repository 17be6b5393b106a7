"""Makes the JSON files beside it with torch and torchvision: `python make_goldens.py`. versions.txt tells with which.

All is computed in double precision: the goldens are what fp32 has to come close to, on any processor.
"""

import json
import math
import re
from pathlib import Path

import torch
import torchvision
from torch import nn
from torch.nn.functional import cross_entropy
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet

from formula import images, masks, summary, weight
from references import CifarResNet, Cnn5, Fcn, MobileNetV1, NarrowResNet, UNet, narrow_alexnet

HERE = Path(__file__).parent
CLASSES = 7
MEAN = (0.485, 0.456, 0.406)
SD = (0.229, 0.224, 0.225)
DTYPE = torch.float64


def fill(network):
    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                tensor.copy_(torch.from_numpy(weight(name, tuple(tensor.shape))))
    return network.to(DTYPE)


def batch(name, rows, height, width=None):
    pixels = torch.from_numpy(images(name, rows, height, width)).to(DTYPE).permute(0, 3, 1, 2) / 255
    mean, sd = (torch.tensor(c, dtype=DTYPE).reshape(1, 3, 1, 1) for c in (MEAN, SD))
    return (pixels - mean) / sd, torch.arange(rows) % CLASSES


def forward_and_backward(make, images, file, size=64, kept=""):
    """What a network makes of a batch.

    An activation so close to zero that rounding decides on which side it is moves single gradients by up to a percent.
    So the batch is, of a hundred tried, the one whose activations keep the largest distance from zero; fifty layers have
    too many of them for that.

    kept: a pattern of the tensors whose gradients and statistics are told.
    """
    x, labels = batch(images, 4, size)
    network = fill(make()).eval()
    golden = {
        "images": images,
        "size": size,
        "shapes": {k: list(v.shape) for k, v in network.state_dict().items() if "num_batches" not in k},
        "logits": [[float(f"{v:.9g}") for v in row] for row in network(x).tolist()],
        "losses": {},
    }
    for smoothing in (0.0, 0.1):
        network = fill(make()).train()
        loss = cross_entropy(network(x), labels, label_smoothing=smoothing)
        loss.backward()
        golden["losses"][str(smoothing)] = float(f"{loss.item():.9g}")
        golden["gradients"] = {k: summary(v.grad) for k, v in network.named_parameters() if re.search(kept, k)}
        golden["statistics"] = {
            k: summary(v) for k, v in network.named_buffers() if "num_batches" not in k and re.search(kept, k)}
    write(file, golden)


def segment(make, images, file, height=45, width=37, rows=3):
    """What a network of pixels' classes makes of a batch; gradients are those of the cross-entropy."""
    x, _ = batch(images, rows, height, width)
    logits = fill(make()).eval()(x).reshape(-1)
    network = fill(make()).train()
    truth = torch.from_numpy(masks("masks", rows, height, width, CLASSES)).long()
    loss = cross_entropy(network(x), truth, ignore_index=255)
    loss.backward()
    write(file, {
        "images": images,
        "rows": rows,
        "height": height,
        "width": width,
        "shapes": {k: list(v.shape) for k, v in network.state_dict().items() if "num_batches" not in k},
        "logits": [float(f"{logits[k * (len(logits) - 1) // 99].item():.9g}") for k in range(100)],
        "loss": float(f"{loss.item():.9g}"),
        "gradients": {k: summary(v.grad) for k, v in network.named_parameters()},
        "statistics": {k: summary(v) for k, v in network.named_buffers() if "num_batches" not in k},
    })


def optimise(file):
    """30 steps of AdamW on a narrow ResNet-10: warm-up of 5 steps, cosine to 0, clipping at norm 1."""
    peak, warm_up, steps = 2e-3, 5, 30
    network = fill(NarrowResNet(BasicBlock, [1, 1, 1, 1], CLASSES)).train()
    decayed = [p for p in network.parameters() if p.dim() > 1]
    exempt = [p for p in network.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": exempt, "weight_decay": 0}])
    golden = {"lr": [], "loss": [], "norm": []}
    for step in range(steps):
        if step < warm_up:
            lr = peak * (step + 1) / warm_up
        else:
            lr = peak * 0.5 * (1 + math.cos(math.pi * (step - warm_up) / (steps - warm_up)))
        for group in optimizer.param_groups:
            group["lr"] = lr
        x, labels = batch(f"batch {step % 3}", 16, 32)
        optimizer.zero_grad()
        loss = cross_entropy(network(x), labels, label_smoothing=0.1)
        loss.backward()
        norm = nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        for key, value in (("lr", lr), ("loss", loss.item()), ("norm", norm.item())):
            golden[key].append(float(f"{value:.9g}"))
    golden["weights"] = {k: summary(v) for k, v in network.state_dict().items() if "num_batches" not in k}
    write(file, golden)


def write(file, golden):
    lines = ",\n".join(
        f'"{key}": ' + ("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in value.items()) + "\n}"
                        if isinstance(value, dict) else json.dumps(value))
        for key, value in golden.items())
    (HERE / file).write_text("{\n" + lines + "\n}\n")


def main():
    def basic():
        return ResNet(BasicBlock, [1, 1, 1, 1], num_classes=CLASSES)

    def bottleneck():
        return ResNet(Bottleneck, [1, 1, 1, 1], num_classes=CLASSES)

    forward_and_backward(basic, "images 1", "resnet10.json")
    forward_and_backward(bottleneck, "images 120", "bottleneck.json")
    forward_and_backward(lambda: torchvision.models.resnet18(num_classes=CLASSES), "images 1", "resnet18.json")
    forward_and_backward(lambda: torchvision.models.resnet50(num_classes=CLASSES), "images 88", "resnet50.json")
    # Of the deep ones, what is before the layers and behind them, and their first blocks.
    ends = r"^(?!layer)|\.0\."
    for name, block, blocks, images in (
        ("resnet34", BasicBlock, [3, 4, 6, 3], "images 3"),
        ("resnet101", Bottleneck, [3, 4, 23, 3], "images 3"),
        ("resnet152", Bottleneck, [3, 8, 36, 3], "images 2"),
    ):
        forward_and_backward(lambda: NarrowResNet(block, blocks, CLASSES), images, f"{name}.json", 64, ends)
    forward_and_backward(lambda: CifarResNet(20, CLASSES), "images 4", "cifar-resnet20.json", 32, ends)
    forward_and_backward(lambda: CifarResNet(56, CLASSES), "images 7", "cifar-resnet56.json", 16, ends)
    forward_and_backward(lambda: CifarResNet(110, CLASSES), "images 21", "cifar-resnet110.json", 16, ends)
    forward_and_backward(lambda: MobileNetV1(CLASSES), "images 49", "mobilenetv1.json", 64)
    # Normalisation takes the convolutions' offsets away: their gradients are zero but for rounding.
    forward_and_backward(lambda: Cnn5(CLASSES), "images 8", "cnn5.json", 128, r"^(?!cnn\.(0|4|8|12|16)\.bias)")
    forward_and_backward(lambda: narrow_alexnet(CLASSES), "images 13", "alexnet.json", 96)
    segment(lambda: Fcn(NarrowResNet(Bottleneck, [1, 1, 1, 1], CLASSES), CLASSES), "images 1", "fcn.json")
    segment(lambda: UNet(NarrowResNet(BasicBlock, [1, 1, 1, 1], CLASSES), CLASSES, (32, 16, 16, 16, 16)), "images 1", "unet.json")
    optimise("adamw.json")
    (HERE / "versions.txt").write_text(f"torch {torch.__version__}\ntorchvision {torchvision.__version__}\n")


if __name__ == "__main__":
    main()
