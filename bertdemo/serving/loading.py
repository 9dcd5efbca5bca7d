"""From a checkpoint to a model that serves visitors: weights read, an adapter merged, what came out tried."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from typing import Protocol

import torch

from bertdemo.bert import parts
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.kinds import kind_of
from bertdemo.bert.model import Model, share_weights
from bertdemo.errors import UserError
from bertdemo.serving import fetched
from bertdemo.serving.cache import ByteCache
from bertdemo.serving.opening import SAFE, open_module, open_tokenizer
from bertdemo.serving.served import ServedModel
from bertdemo.serving.shapes import too_large, verify
from bertdemo.settings import Settings

log = logging.getLogger(__name__)
# transformers builds a model on a device of no memory, and says so to every thread at once: two that are read at the
# same time leave one of them without its weights.
_reading = threading.Lock()


class Bank(Protocol):
    """What loading needs of the bank: its limits, its cache, and the encoder that an adapter is for."""

    settings: Settings
    cache: ByteCache

    def __call__(self, key: str = "") -> Model: ...


Load = Callable[[Checkpoint, Bank], Model]


def load(checkpoint: Checkpoint, bank: Bank) -> Model:
    """Read a checkpoint from its folder. An adapter is merged into a copy of its encoder.

    Raises UserError when a file is damaged or does not fit its config.
    """
    import transformers  # 5 s of imports that the first page does not wait for

    transformers.utils.logging.set_verbosity_error()  # its reports of unused heads are expected here
    verify(checkpoint)
    fetched.touch(checkpoint.key, bank.settings)
    if not checkpoint.bundled and 4 * checkpoint.parameters > bank.settings.models_mb * 2**20:
        raise too_large(checkpoint.key, 4 * checkpoint.parameters, bank.settings.models_mb)
    base = bank(checkpoint.base) if checkpoint.base else None
    try:
        with _reading:
            model = _read_weights(checkpoint, base, bank)
        if not checkpoint.bundled and checkpoint.task != "translation":
            _try_out(model)
    except UserError:
        raise
    except Exception as error:  # what others put in their files is no bug of ours
        log.warning("cannot load %s: %s", checkpoint.folder, type(error).__name__)
        raise UserError("error.cannot_load", model=checkpoint.key) from error
    return model


def _read_weights(checkpoint: Checkpoint, base: Model | None, bank: Bank) -> Model:
    import transformers

    if base is None:
        module, labels = open_module(checkpoint, bank.settings)
        tokenizer = open_tokenizer(checkpoint)
        if max(tokenizer.get_vocab().values()) >= module.get_input_embeddings().num_embeddings:
            raise UserError("error.tokenizer_does_not_fit", model=checkpoint.key)
        return ServedModel(checkpoint, tokenizer, module, bank.settings, bank.cache, labels)
    options = {"use_safetensors": True, "attn_implementation": "eager", "dtype": torch.float32, **SAFE}
    if checkpoint.task == "translation":
        decoder = transformers.BertLMHeadModel.from_pretrained(checkpoint.folder, **options)
        return ServedModel(checkpoint, open_tokenizer(checkpoint), decoder, bank.settings, bank.cache)
    from peft import PeftModel

    task = json.loads((checkpoint.folder / "task.json").read_text("utf-8"))
    kind = kind_of(checkpoint.task)
    names = dict(enumerate(task["labels"])) or {0: "start", 1: "end"}
    module = getattr(transformers, kind.of_bert).from_pretrained(
        base.checkpoint.folder, id2label=names, **options
    )
    module = PeftModel.from_pretrained(module, checkpoint.folder, torch_device="cpu").merge_and_unload()
    labels = task["labels"] if kind.whole_text else []
    model = ServedModel(
        checkpoint, base.tokenizer, module, bank.settings, bank.cache, labels, task["temperature"]
    )
    model.shared = share_weights(module, base.module)
    return model


@torch.inference_mode()
def _try_out(model: Model) -> None:
    """Read one word, and as many as fit: what is wrong with the last position shows nowhere else.

    Raises UserError when what comes out is no number.
    """
    run = model.forward([model.encode("a")])[0]
    longest = model.inputs([model.encode("a " * model.max_tokens)])
    states = parts.encoder(model.module)(
        **longest
    ).last_hidden_state  # without the attentions: 0.4 GB in BERT-large
    said = [run.attentions, run.hidden_states, states, *([] if run.logits is None else [run.logits])]
    if not all(tensor.isfinite().all() for tensor in said):
        raise UserError("error.no_numbers", model=model.checkpoint.key)
