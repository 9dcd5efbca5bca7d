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
# With the visitor's own token, on the visitor's own machine: this server is given none.
PUSH = """hf auth login
hf upload user/{folder} {folder}
"""


# What the Hub finds a model by, and opens it with.
ABOUT = """---
library_name: transformers
pipeline_tag: text-classification
tags: [bert, text-classification]
---

"""


def write_zip(model: Model, card: str, folder: Path, name: str) -> Path:
    """A zip in `folder` that holds the folder `name` with the model in float32. Returns its path.

    Raises UserError when the disk is full; nothing is left of what was written then.
    """
    path = folder / f"{name}.zip"
    with disk_told(model.checkpoint.key), tempfile.TemporaryDirectory(dir=folder) as made:
        inside = Path(made) / name
        _write(model, f"{_opened(model, card, name)}\n```bash\n{PUSH.format(folder=name)}```\n", inside)
        # Weights hardly shrink and take seconds to try.
        with zipfile.ZipFile(Path(made) / path.name, "w", zipfile.ZIP_STORED) as archive:
            for file in sorted(inside.iterdir()):
                archive.write(file, f"{name}/{file.name}")
        (Path(made) / path.name).replace(path)
    return path


def write_repository(model: Model, card: str, folder: Path, identifier: str) -> None:
    """The same files into `folder`, with the card of a repository of the Hub.

    Raises UserError when the disk is full.
    """
    with disk_told(model.checkpoint.key):
        _write(model, ABOUT + _opened(model, card, identifier), folder)


def _opened(model: Model, card: str, place: str) -> str:
    """The card, and the lines that open what is in a folder or repository."""
    kind = type(model.module).__name__
    return f"{card}\n\n```python\n{LOAD.format(kind=kind, folder=place)}```\n"


def _write(model: Model, card: str, folder: Path) -> None:
    model.module.save_pretrained(folder)
    model.tokenizer.save_pretrained(folder)
    (folder / "README.md").write_text(card, encoding="utf-8")
