"""Makes the modules beside it, and what they give, with torch: `python make_goldens.py`. versions.txt tells with which."""

import json
import sys
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "network"))

from formula import images, summary, weight  # noqa: E402

MEAN = (0.485, 0.456, 0.406)
SD = (0.229, 0.224, 0.225)


class Maps(nn.Module):
    """Features that are maps: rows x 12 x height x width."""

    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU())
        self.second = nn.Conv2d(8, 12, 3, 2, 1)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return torch.relu(self.second(self.drop(self.first(x))))


class Vectors(nn.Module):
    """Features that are vectors, through a view of rows; a parameter that is called as the head of a network is."""

    def __init__(self):
        super().__init__()
        self.maps = Maps()
        self.head = nn.Linear(12 * 8 * 8, 10)

    def forward(self, x):
        return torch.tanh(self.head(self.maps(x).view(x.shape[0], -1)))


class Two(nn.Module):
    def forward(self, x):
        return x.mean((2, 3)), x


def main():
    torch.manual_seed(0)
    pixels = torch.from_numpy(images("images", 3, 32)).permute(0, 3, 1, 2).contiguous() / 255
    mean, sd = (torch.tensor(c).reshape(1, 3, 1, 1) for c in (MEAN, SD))
    golden = {}
    for name, module in (("maps", Maps()), ("vectors", Vectors())):
        with torch.no_grad():
            for key, tensor in module.state_dict().items():
                if not key.endswith("num_batches_tracked"):
                    tensor.copy_(torch.from_numpy(weight(key, tuple(tensor.shape))))
        # Saved in training mode, as it may come.
        torch.jit.script(module).save(HERE / f"{name}.pt")
        features = module.eval()((pixels - mean) / sd)
        features = features.mean((2, 3)) if features.dim() == 4 else features
        w = torch.from_numpy(weight("head.weight", (4, features.shape[1])))
        b = torch.from_numpy(weight("head.bias", (4,)))
        logits = features @ w.T + b
        nn.functional.cross_entropy(logits, torch.arange(3)).backward()
        golden[name] = {
            "logits": [[float(f"{v:.7g}") for v in row] for row in logits.tolist()],
            "gradients": {f"backbone.{k}": summary(v.grad) for k, v in module.named_parameters()},
        }
    torch.jit.script(Two()).save(HERE / "two.pt")
    torch.jit.script(Maps().half()).save(HERE / "half.pt")
    (HERE / "expected.json").write_text(json.dumps(golden, indent=1) + "\n")
    (HERE / "versions.txt").write_text(f"torch {torch.__version__}\n")


if __name__ == "__main__":
    main()
