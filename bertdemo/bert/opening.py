"""From a folder to a tokenizer and a module. Nothing outside the folder is read, whatever its files name; nothing that
would be random is passed off as trained; and no more memory is taken than settings allow.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch

from bertdemo.bert.checkpoints import VOCABULARIES, Checkpoint, shapes, too_large
from bertdemo.settings import Settings
from bertdemo.text import UserError

log = logging.getLogger(__name__)
SAFE: dict[str, Any] = {"trust_remote_code": False, "local_files_only": True}
AUTO = {
    "pretraining": "AutoModelForPreTraining",
    "classification": "AutoModelForSequenceClassification",
    "entities": "AutoModelForTokenClassification",
    "answers": "AutoModelForQuestionAnswering",
    "translation": "EncoderDecoderModel",
}
# Weights without which a checkpoint would answer at random: of its head, or of a decoder that writes.
NEEDED = {
    "classification": ("classifier", "pooler"),
    "entities": ("classifier",),
    "answers": ("qa_outputs",),
    "translation": ("decoder.", "enc_to_dec_proj"),
}
# All that is kept of tokenizer_config.json. A "vocab" in it, or in special_tokens_map.json, is the path of a file to
# transformers, and any file of the server would do (tried).
KEPT = {
    "added_tokens_decoder",
    "add_prefix_space",
    "additional_special_tokens",
    "backend",
    "clean_up_tokenization_spaces",
    "do_basic_tokenize",
    "do_lower_case",
    "errors",
    "model_input_names",
    "model_max_length",
    "never_split",
    "padding_side",
    "strip_accents",
    "tokenize_chinese_chars",
    "tokenizer_class",
    "trim_offsets",
    "truncation_side",
    *(f"{name}_token" for name in ("bos", "cls", "eos", "mask", "pad", "sep", "unk")),
}


def open_tokenizer(folder: Path) -> Any:
    """The tokenizer of a folder, read from a copy that holds nothing but its vocabulary and harmless settings.

    Raises UserError when a file of it is broken.
    """
    import transformers

    try:
        with tempfile.TemporaryDirectory(prefix="bertdemo-") as staged:
            for name in ("config.json", "added_tokens.json", *VOCABULARIES, "merges.txt"):
                if (folder / name).is_file():
                    shutil.copyfile(folder / name, Path(staged) / name)
            for name in ("tokenizer_config.json", "special_tokens_map.json"):
                if (folder / name).is_file():
                    told = json.loads((folder / name).read_text("utf-8"))
                    kept = {key: value for key, value in told.items() if key in KEPT}
                    (Path(staged) / name).write_text(json.dumps(kept), "utf-8")
            tokenizer = transformers.AutoTokenizer.from_pretrained(staged, **SAFE)
    except Exception as error:  # tokenizers raises bare ones for a broken file
        log.warning("no tokenizer in %s", folder, exc_info=True)
        raise UserError("error.broken_tokenizer", model=folder.name) from error
    tokenizer.name_or_path = ""  # the copy is gone
    return tokenizer


def open_module(checkpoint: Checkpoint, settings: Settings) -> tuple[Any, list[str]]:
    """The network with the head that its task needs, and the labels of a classifier.

    Raises UserError when weights are missing, are not those of the config, or would take more memory than
    `settings.models_mb`, which is found out before any of it is taken.
    """
    import transformers

    kind = getattr(transformers, AUTO.get(checkpoint.task, "AutoModel"))
    config = transformers.AutoConfig.from_pretrained(checkpoint.folder, **SAFE)
    with torch.device("meta"):  # shapes without memory: 0.1 s for twelve layers
        empty = kind(config=config) if checkpoint.task == "translation" else kind.from_config(config)
    if not checkpoint.bundled and 4 * empty.num_parameters() > settings.models_mb * 2**20:
        raise too_large(checkpoint.key, 4 * empty.num_parameters(), settings.models_mb)
    wanted = {name: list(parameter.shape) for name, parameter in empty.named_parameters()}
    if not _layers(wanted) <= _layers(shapes(checkpoint.folder, checkpoint.key)):
        raise UserError("error.weights_do_not_fit", model=checkpoint.key)
    module, told = kind.from_pretrained(
        checkpoint.folder,
        config=config,
        use_safetensors=True,
        attn_implementation="eager",
        dtype=torch.float32,
        output_loading_info=True,
        **SAFE,
    )
    missing = {name for name in told["missing_keys"] if not name.endswith("position_ids")}
    _drop_untrained_heads(module, missing)
    if any(part in name for name in missing for part in NEEDED.get(checkpoint.task, ())):
        raise UserError("error.untrained_head", model=checkpoint.key)
    if any("embeddings" in name or ".layer." in name for name in missing):
        raise UserError("error.weights_do_not_fit", model=checkpoint.key)
    names = module.config.id2label if checkpoint.task == "classification" else {}
    return module, [str(names[i]) for i in range(len(names))]


def _layers(weights: dict[str, list[int]]) -> set[tuple[str, str]]:
    """Name and shape of what lies in the layers, under today's names: the first BERTs had gamma and beta."""
    return {
        (name[name.index(".layer.") :].replace(".gamma", ".weight").replace(".beta", ".bias"), str(shape))
        for name, shape in weights.items()
        if ".layer." in name
    }


def _drop_untrained_heads(module: Any, missing: set[str]) -> None:
    """A head that the checkpoint does not hold would answer at random: better none."""
    for head in ("predictions", "seq_relationship") if hasattr(module, "cls") else ():
        needed = (f"cls.{head}.", ".pooler." if head == "seq_relationship" else f"cls.{head}.")
        if any(part in name for name in missing for part in needed):
            setattr(module.cls, head, None)
