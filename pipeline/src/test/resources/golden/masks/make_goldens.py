"""Mask files of every kind that Pillow writes, with the values it reads from them; and hashes of real ones.

    python make_goldens.py SHARED_DATA
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
import PIL
from PIL import Image

HERE = pathlib.Path(__file__).parent
SHARED = pathlib.Path(sys.argv[1])
COLORS = [[0, 0, 0], [128, 64, 128], [70, 70, 71], [255, 255, 255]]

indices = (np.add.outer(np.arange(7), np.arange(9)) // 3 % 4).astype(np.uint8)


def palette(colors):
    """Pillow stores as many bits as the palette needs."""
    image = Image.fromarray(indices, "P")
    image.putpalette([part for color in COLORS for part in color] + [9, 9, 9] * (colors - len(COLORS)))
    return image


palette(4).save(HERE / "palette2.png")
palette(256).save(HERE / "palette8.png")
palette(256).save(HERE / "palette8.bmp")
palette(16).save(HERE / "palette-transparent.png", transparency=2)
Image.fromarray(indices * 60, "L").save(HERE / "grey8.png")
Image.fromarray(indices * 60, "L").save(HERE / "grey8.tif")
Image.fromarray(indices.astype(np.uint16) * 300).save(HERE / "grey16.png")
Image.fromarray(indices.astype(np.uint16) * 300).save(HERE / "grey16.tif")
Image.fromarray(indices % 2 * 255, "L").convert("1").save(HERE / "bilevel.png")
Image.merge("LA", [Image.fromarray(indices * 60, "L"), Image.fromarray(indices * 9, "L")]).save(HERE / "grey-alpha.png")
rgb = Image.fromarray(np.array(COLORS, np.uint8)[indices], "RGB")
rgb.save(HERE / "rgb.png")
rgb.save(HERE / "rgb.bmp")
rgb.save(HERE / "rgb.tif")
rgba = rgb.copy()
rgba.putalpha(Image.fromarray(indices * 9, "L"))
rgba.save(HERE / "rgba.png")
# Lying on its side: what is seen is the transpose, turned left to right.
exif = Image.Exif()
exif[0x0112] = 6
rgb.save(HERE / "turned-rgb.png", exif=exif)
palette(256).save(HERE / "turned-palette.png", exif=exif)

real = {}
for folder in ["camvid/CamVid/testannot", "labelme-voc/examples/semantic_segmentation/data_dataset_voc/SegmentationClass"]:
    for file in sorted((SHARED / folder).glob("*.png"))[:3]:
        values = np.array(Image.open(file))
        assert values.dtype == np.uint8 and values.ndim == 2
        real[str(file.relative_to(SHARED))] = {
            "width": values.shape[1],
            "height": values.shape[0],
            "counts": {int(value): int(count) for value, count in zip(*np.unique(values, return_counts=True))},
            "sha256": hashlib.sha256(values.tobytes()).hexdigest(),
        }
(HERE / "masks.json").write_text(json.dumps({"indices": indices.tolist(), "real": real}, indent=1) + "\n")
(HERE / "versions.txt").write_text(
    f"python {sys.version.split()[0]}\nnumpy {np.__version__}\npillow {PIL.__version__}\n"
)
