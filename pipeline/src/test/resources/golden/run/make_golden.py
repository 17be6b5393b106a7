"""Makes matrix.npy beside it with NumPy: `python make_golden.py`."""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent

np.save(HERE / "matrix.npy", np.array([[0.0, -0.0, 0.1], [1e-300, np.inf, -2.5]]))
(HERE / "versions.txt").write_text(f"numpy {np.__version__}\n")
