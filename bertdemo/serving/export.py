"""What a visitor trained, as a zip that transformers opens by `from_pretrained`: safetensors, tokenizer, model card."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from bertdemo.bert.model import Model
from bertdemo.serving.scratch import disk_told

LOAD = """from transformers import AutoTokenizer, {kind}

tokenizer = AutoTokenizer.from_pretrained("{folder}")
model = {kind}.from_pretrained("{folder}").eval()
"""


def write_zip(model: Model, card: str, folder: Path, name: str) -> Path:
    """A zip in `folder` that holds the folder `name` with the model in float32. Returns its path.

    Raises UserError when the disk is full; nothing is left of what was written then.
    """
    path = folder / f"{name}.zip"
    with disk_told(model.checkpoint.key), tempfile.TemporaryDirectory(dir=folder) as made:
        inside = Path(made) / name
        model.module.save_pretrained(inside)
        model.tokenizer.save_pretrained(inside)
        kind = type(model.module).__name__
        (inside / "README.md").write_text(
            f"{card}\n\n```python\n{LOAD.format(kind=kind, folder=name)}```\n", encoding="utf-8"
        )
        # Weights hardly shrink and take seconds to try.
        with zipfile.ZipFile(Path(made) / path.name, "w", zipfile.ZIP_STORED) as archive:
            for file in sorted(inside.iterdir()):
                archive.write(file, f"{name}/{file.name}")
        (Path(made) / path.name).replace(path)
    return path
