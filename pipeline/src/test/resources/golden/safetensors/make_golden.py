"""Makes mixed.safetensors beside it with the reference implementation: `python make_golden.py`."""

from pathlib import Path

import safetensors
import torch
from safetensors.torch import save_file

HERE = Path(__file__).parent
NUMBERS = [0.0, -0.0, 1.0, -2.5, 0.1, 65504.0, 6.1035e-05, 5.96e-08, 1e-30, float("inf"), float("-inf"), float("nan")]

tensors = {
    "double": torch.tensor(NUMBERS, dtype=torch.float64).reshape(3, 4),
    "single": torch.tensor(NUMBERS, dtype=torch.float32).reshape(2, 1, 6),
    "half": torch.tensor(NUMBERS, dtype=torch.float16),
    "brain": torch.tensor(NUMBERS, dtype=torch.bfloat16).reshape(1, 12, 1, 1),
    "scalar": torch.tensor(3.5),
    "empty": torch.zeros(0, 5),
    "bn1.num_batches_tracked": torch.tensor(7, dtype=torch.int64),
}
save_file(tensors, HERE / "mixed.safetensors", metadata={"format": "pt", "note": "grüße"})
(HERE / "versions.txt").write_text(f"safetensors {safetensors.__version__}\ntorch {torch.__version__}\n")
