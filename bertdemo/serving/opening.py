"""From a folder to a tokenizer and a module. Nothing outside the folder is read, whatever its files name; nothing that
would be random is passed off as trained; and no more memory is taken than settings allow.
"""

from __future__ import annotations

import json
import logging
import math
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch

from bertdemo.bert import parts
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.kinds import kind_of
from bertdemo.errors import UserError
from bertdemo.serving.configs import parameters, read_json
from bertdemo.serving.scratch import is_full, own_folder
from bertdemo.serving.shapes import VOCABULARIES, shape_in, shapes, too_large
from bertdemo.settings import Settings

log = logging.getLogger(__name__)
SAFE: dict[str, Any] = {"trust_remote_code": False, "local_files_only": True}
MOST_ADDED = (
    2000  # tokens besides the vocabulary; the time to build a tokenizer grows with the square of their number
)
MOST_VOCABULARY = 64 * 2**20  # bytes of one file; half a million pieces of LaBSE take 13 MB
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


def open_tokenizer(checkpoint: Checkpoint) -> Any:
    """The tokenizer of a checkpoint; of one that did not come with the app, read from a copy that holds nothing but its
    vocabulary and harmless settings.

    Raises UserError when a file of it is broken or too large, or the disk that the copy is written to is full.
    """
    import transformers

    try:
        if checkpoint.bundled:
            tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint.folder, **SAFE)
        else:
            with tempfile.TemporaryDirectory(prefix="tokenizer-", dir=own_folder()) as staged:
                _stage(checkpoint, Path(staged))
                tokenizer = transformers.AutoTokenizer.from_pretrained(staged, **SAFE)
    except UserError:
        raise
    except Exception as error:  # tokenizers raises bare ones for a broken file
        log.warning("no tokenizer in %s: %s", checkpoint.folder, type(error).__name__)
        if is_full(error):
            raise UserError("error.disk_full", model=checkpoint.key) from error
        raise UserError("error.broken_tokenizer", model=checkpoint.key) from error
    tokenizer.name_or_path = ""  # no visitor learns where it lies
    return tokenizer


def _stage(checkpoint: Checkpoint, staged: Path) -> None:
    folder = checkpoint.folder
    _check_count(checkpoint)
    (staged / "config.json").write_text(json.dumps(shape_in(folder, checkpoint.key).config), "utf-8")
    for name in ("added_tokens.json", *VOCABULARIES, "merges.txt"):
        if (folder / name).is_file():
            if (folder / name).stat().st_size > MOST_VOCABULARY:
                raise ValueError(f"{name} is larger than {MOST_VOCABULARY} bytes")
            shutil.copyfile(folder / name, staged / name)
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        if (folder / name).is_file():
            settings = {key: value for key, value in read_json(folder / name).items() if key in KEPT}
            (staged / name).write_text(json.dumps(settings), "utf-8")


def _check_count(checkpoint: Checkpoint) -> None:
    """Raises UserError when the files name more tokens than the model has vectors, or add very many: transformers would
    take 90 s over 200,000 of them, and others would wait.
    """
    folder = checkpoint.folder
    added: list[int] = []
    words: list[int] = []
    for name in ("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"):
        if (folder / name).is_file():
            listing = read_json(folder / name)
            values = listing.values() if isinstance(listing, dict) else ()
            added += [len(value) for value in values if isinstance(value, list | dict)]
            added.append(len(listing) if isinstance(listing, list | dict) else 0)
    vocabulary = next(
        (folder / name for name in ("tokenizer.json", "vocab.txt") if (folder / name).is_file()), None
    )
    if vocabulary is not None and vocabulary.stat().st_size <= MOST_VOCABULARY:
        content = vocabulary.read_bytes()
        listing = json.loads(content) if vocabulary.suffix == ".json" else {}
        listing = listing if isinstance(listing, dict) else {}
        model = listing.get("model")
        for counts, part in (
            (added, listing.get("added_tokens")),
            (words, isinstance(model, dict) and model.get("vocab")),
        ):
            counts += [len(part)] if isinstance(part, list | dict) else []
        words.append(content.count(b"\n") if vocabulary.suffix == ".txt" else 0)
    if max(added, default=0) > MOST_ADDED:
        raise UserError(
            "error.too_many_added", model=checkpoint.key, added=max(added), most=f"{MOST_ADDED:,}"
        )
    if max(words, default=0) > checkpoint.vocab:
        raise UserError("error.tokenizer_does_not_fit", model=checkpoint.key)


def open_module(checkpoint: Checkpoint, settings: Settings) -> tuple[Any, list[str]]:
    """The network with the head that its task needs, and the labels of a classifier.

    Raises UserError when weights are missing, are not those of the config, or would take more memory than
    `settings.models_mb`, which is found out before any of it is taken.
    """
    import transformers

    kind = getattr(transformers, kind_of(checkpoint.task).opener)
    values = shape_in(checkpoint.folder, checkpoint.key).config
    weights = shapes(checkpoint.folder, checkpoint.key)
    if not checkpoint.bundled:
        _check_size(checkpoint.key, values, weights, settings)
    config = transformers.AutoConfig.for_model(**values)
    config._attn_implementation = (
        "eager"  # before anything is built: others may be fetched from the Hub as code
    )
    with torch.device("meta"):  # shapes without memory: 0.1 s for twelve layers
        empty = kind(config=config) if checkpoint.task == "translation" else kind.from_config(config)
    if not checkpoint.bundled and 4 * empty.num_parameters() > settings.models_mb * 2**20:
        raise too_large(checkpoint.key, 4 * empty.num_parameters(), settings.models_mb)
    expected = {name: list(parameter.shape) for name, parameter in empty.named_parameters()}
    if not parts.layer_shapes(expected) <= parts.layer_shapes(weights):
        raise UserError("error.weights_do_not_fit", model=checkpoint.key)
    module, loading = kind.from_pretrained(
        checkpoint.folder,
        config=config,
        use_safetensors=True,
        attn_implementation="eager",
        dtype=torch.float32,
        output_loading_info=True,
        generation_config=transformers.GenerationConfig(),  # instead of a file of the folder
        **SAFE,
    )
    missing = {name for name in loading["missing_keys"] if not name.endswith("position_ids")}
    parts.drop_untrained(module, missing)
    if any(part in name for name in missing for part in kind_of(checkpoint.task).needs):
        raise UserError("error.untrained_head", model=checkpoint.key)
    if any(map(parts.in_encoder, missing)):
        raise UserError("error.weights_do_not_fit", model=checkpoint.key)
    return module, list(parts.label_names(module)) if checkpoint.task == "classification" else []


def _check_size(key: str, values: dict[str, Any], weights: dict[str, list[int]], settings: Settings) -> None:
    """Raises UserError for a config of more numbers than memory may hold, or than the files hold, before any is made."""
    if 4 * parameters(values) > settings.models_mb * 2**20:
        raise too_large(key, 4 * parameters(values), settings.models_mb)
    least = (
        max(parameters(values[part]) for part in ("encoder", "decoder"))
        if "encoder" in values
        else parameters(values)
    )
    if least > sum(map(math.prod, weights.values())):
        raise UserError("error.weights_do_not_fit", model=key)
