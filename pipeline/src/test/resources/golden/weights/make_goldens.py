"""Makes the files of weights that the readers are held against, and expected.json with what torch and NumPy say is in
them. Run it in this folder; small changes in the bytes of the zip files from version to version are of no matter."""

import argparse
import collections
import gzip
import io
import json
import os
import zipfile

import numpy as np
import torch

torch.manual_seed(5)
expected = {}


def numbers(tensor):
    flat = torch.as_tensor(tensor).detach().to(torch.float64).reshape(-1)
    return [float(torch.tensor(v, dtype=torch.float64).to(torch.float32)) for v in flat.tolist()]


def expect(file, format, tensors, wrapper="", prefix=""):
    expected[file] = {
        "format": format,
        "wrapper": wrapper,
        "prefix": prefix,
        "tensors": {
            name: {
                "dtype": str(t.dtype).replace("torch.", ""),
                "shape": list(t.shape),
                "values": numbers(t),
            }
            for name, t in tensors.items()
        },
    }


def kinds():
    some = torch.tensor([0, -1, 2.5, 0.1, -1000.25, 7])
    ints = torch.tensor([0, -1, 2, 100, -128, 7])
    tensors = collections.OrderedDict()
    for type in (torch.float32, torch.float16, torch.bfloat16, torch.float64):
        tensors[str(type).replace("torch.", "")] = some.to(type)
    for type in (torch.int64, torch.int32, torch.int16, torch.int8):
        tensors[str(type).replace("torch.", "")] = ints.to(type).reshape(2, 3)
    tensors["uint8"] = ints.abs().to(torch.uint8)
    tensors["bool"] = ints > 0
    tensors["scalar"] = torch.tensor(3.5)
    tensors["empty"] = torch.zeros(0, 5)
    return tensors


def views():
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 8
    weight = torch.nn.Parameter(torch.randn(3, 2))
    return collections.OrderedDict(
        base=base,
        transposed=base.transpose(0, 2),
        sliced=base[:, 1:, ::2],
        expanded=torch.tensor([[1.5], [2.5]]).expand(2, 3),
        row=base[1, 2],
        strided=torch.as_strided(base, (3, 3), (5, 2), 1),
        channels_last=torch.randn(2, 3, 2, 2).to(memory_format=torch.channels_last),
        half_column=torch.randn(4, 4).half()[:, 2],
        parameter=weight,
        tied=weight,
    )


def save(file, content, **options):
    torch.save(content, file, **options)


for name, tensors in (("kinds", kinds()), ("views", views())):
    save(f"{name}.pth", tensors)
    expect(f"{name}.pth", "torch zip", tensors)
    save(f"{name}-legacy.pth", tensors, _use_new_zipfile_serialization=False)
    expect(f"{name}-legacy.pth", "torch legacy pickle", tensors)
save("kinds-protocol4.pth", kinds(), pickle_protocol=4)
expect("kinds-protocol4.pth", "torch zip", kinds())
save("kinds-protocol5-legacy.pth", kinds(), pickle_protocol=5, _use_new_zipfile_serialization=False)
expect("kinds-protocol5-legacy.pth", "torch legacy pickle", kinds())


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 2, 3, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(2)
        self.layer1 = torch.nn.Sequential(torch.nn.Conv2d(2, 2, 1), torch.nn.ReLU())
        self.fc = torch.nn.Linear(2, 3)

    def forward(self, x):
        x = self.layer1(torch.relu(self.bn1(self.conv1(x))))
        return self.fc(x.mean((2, 3)))


net = Net()
net(torch.randn(2, 1, 5, 5))
net.eval()

# A training run's checkpoint: the optimizer's state, numbers of NumPy, arguments.
optimizer = torch.optim.AdamW(net.parameters())
net(torch.randn(1, 1, 5, 5)).sum().backward()
optimizer.step()
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 4])
checkpoint = {
    "epoch": 7,
    "arch": "net",
    "model": "net",
    "best_acc1": np.float64(71.5),
    "history": np.arange(3.0),
    "seen": {1, 2},
    "device": torch.device("cpu"),
    "dtype": torch.bfloat16,
    "size": torch.Size([1, 2]),
    "args": argparse.Namespace(lr=0.1, dataset="shapes"),
    "big": 1 << 100,
    "optimizer": optimizer.state_dict(),
    "scheduler": scheduler.state_dict(),
    "state_dict_ema": {k: v * 2 for k, v in net.state_dict().items()},
    "state_dict": collections.OrderedDict(("module." + k, v) for k, v in net.state_dict().items()),
}
for file, options in (("checkpoint.pth", {}), ("checkpoint-legacy.pth", {"_use_new_zipfile_serialization": False})):
    save(file, checkpoint, **options)
    expect(file, "torch " + ("legacy pickle" if options else "zip"), net.state_dict(), "state_dict", "module.")

with torch.no_grad():
    traced = torch.jit.trace(net, torch.randn(1, 1, 5, 5))
torch.jit.save(traced, "traced.pt")
expect("traced.pt", "TorchScript", net.state_dict())
with open("traced.pt", "rb") as raw, gzip.GzipFile("traced.pt.gz", "wb", mtime=0) as packed:
    packed.write(raw.read())
expect("traced.pt.gz", "TorchScript, gzipped", net.state_dict())


class Attributes(torch.nn.Module):
    """What a scripted module may hold besides tensors."""

    def __init__(self):
        super().__init__()
        self.net = torch.nn.Linear(2, 1)
        self.sizes = [1, 2, 3]
        self.scales = [0.5, 1.5]
        self.names = ["a", "b"]
        self.table = {"a": 1}
        self.pair = (1, "x")
        self.flags = [True, False]
        self.where = torch.device("cpu")

    def forward(self, x):
        if self.flags[0] and "a" in self.table and self.names[0] == "a" and self.where == x.device:
            x = x * self.scales[0] + self.sizes[0] + self.pair[0]
        return self.net(x)


scripted = torch.jit.script(Attributes())
torch.jit.save(scripted, "scripted.pt")
expect("scripted.pt", "TorchScript", scripted.state_dict())

# NumPy, with headers of all versions; the keys of expected.json are torch's names of the types.
arrays = {
    "float32": np.array([[1.5, -2, 3], [4, 5, 6]], "<f4"),
    "float64": np.array([0.1, -1e-30]),
    "float16": np.array([0.1, 65504], "<f2"),
    "big": np.array([[1.5, -2], [3, 4]], ">f4"),
    "big_int": np.array([1, -2], ">i4"),
    "fortran": np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)),
    "int64": np.array([[1, -2]]),
    "uint8": np.array([1, 255], "u1"),
    "bool": np.array([True, False]),
    "scalar": np.array(2.5, "<f4"),
    "empty": np.zeros((0, 3), "<f4"),
    "zeros": np.zeros(500, "<f4"),
}
as_torch = {k: torch.from_numpy(np.ascontiguousarray(v).astype(v.dtype.newbyteorder("="))) for k, v in arrays.items()}
as_torch["scalar"] = torch.tensor(2.5)
np.savez("arrays.npz", **arrays)
np.savez_compressed("arrays-deflated.npz", **arrays)
for file in ("arrays.npz", "arrays-deflated.npz"):
    expect(file, "npz", as_torch)
with zipfile.ZipFile("versions.npz", "w") as archive:
    for version in ((1, 0), (2, 0), (3, 0)):
        out = io.BytesIO()
        np.lib.format.write_array(out, arrays["float32"], version=version)
        archive.writestr(f"v{version[0]}.npy", out.getvalue())
expect("versions.npz", "npz", {f"v{i}": as_torch["float32"] for i in (1, 2, 3)})

# Rounding to half precision, to the nearest and to even.
rounding = torch.cat([
    torch.randn(200) * 10.0 ** torch.randint(-9, 4, (200,)),
    torch.tensor([2049.0, 2051.0, 65519.0, -65519.996, 1 + 2**-11, 1 + 3 * 2**-11, 2**-25, 3 * 2**-25, 2**-24, 2**-14,
                  2**-14 - 2**-25, 1e-30, -0.0, float("inf"), float("-inf")]),
])
expected["rounding"] = {
    "values": [str(v) for v in rounding.tolist()],
    "bits": [int(v) & 0xFFFF for v in rounding.half().view(torch.int16).tolist()],
}

# What must not be read.


class Runs:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


save("system.pth", {"state_dict": {"weight": torch.ones(2)}, "extra": Runs(os.system, "touch podium-was-here")})
save("system-legacy.pth", {"extra": Runs(os.system, "touch podium-was-here")}, _use_new_zipfile_serialization=False)
save("eval.pth", Runs(eval, "1 + 1"), pickle_protocol=4)
save("model.pth", torch.nn.Linear(2, 2))
save("model-legacy.pth", torch.nn.Linear(2, 2), _use_new_zipfile_serialization=False)

with open("expected.json", "w") as out:
    out.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in expected.items()) + "\n}\n")
with open("versions.txt", "w") as out:
    out.write(f"torch {torch.__version__}\nnumpy {np.__version__}\n")
