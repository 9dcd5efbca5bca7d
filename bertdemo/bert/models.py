"""Models in memory: loaded once, put on the best device, shared by every visitor.

Float32 everywhere: in bf16 and fp16 attention weights move by more than the 1e-3 that the page promises
(tests/bert/test_models.py keeps that measurement), and these models are small.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from bertdemo.bert.batching import Batcher
from bertdemo.bert.checkpoints import Checkpoint, find, verify
from bertdemo.bert.run import Run, RunCache
from bertdemo.bert.tokenization import Encoding, encode
from bertdemo.settings import Settings
from bertdemo.text import UserError

log = logging.getLogger(__name__)

try:  # Hugging Face ZeroGPU lends a GPU for the time of a decorated call
    from spaces import GPU as on_lent_gpu
except ImportError:
    on_lent_gpu = None


def pick_device(wanted: str = "auto") -> torch.device:
    """CUDA, else MPS, else the CPU; or the one that settings name. Raises ValueError when that one is absent."""
    if wanted != "auto":
        device = torch.device(wanted)
        try:
            torch.zeros(1, device=device)
        except (RuntimeError, AssertionError) as error:
            raise ValueError(f"BERTDEMO_DEVICE={wanted} cannot be used here: {error}") from error
        return device
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


class Model:
    """One checkpoint, ready to read text: encode(), run(). Safe to call from many threads."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        tokenizer: Any,
        module: nn.Module,
        settings: Settings,
        cache: RunCache,
        labels: Sequence[str] = (),
        temperature: float = 1.0,
    ) -> None:
        self.checkpoint = checkpoint
        self.tokenizer = tokenizer
        self.device = pick_device(settings.device)
        self.module = module.eval().to(self.device)
        self.labels = tuple(labels)
        self.temperature = temperature  # logits are divided by it before the softmax (Guo et al. 2017)
        self.max_tokens = min(settings.max_tokens, _positions(module))
        self._max_characters = settings.max_characters
        self._cache = cache
        if on_lent_gpu is None:
            self._answer: Callable[[Encoding], Run] = Batcher(
                self._forward, lambda encoding: len(encoding.ids), settings.max_batch, settings.max_waiting
            )
        else:  # a lent GPU belongs to the visitor whose call asks for it, so nobody else's joins in
            lent = on_lent_gpu(self._forward)
            self._answer = lambda encoding: lent([encoding])[0]

    def encode(self, text: str, text_pair: str = "") -> Encoding:
        """Ids and all else that the model reads. Raises UserError for a second sentence without a first."""
        return encode(
            self.tokenizer,
            text,
            text_pair,
            max_tokens=self.max_tokens,
            max_characters=self._max_characters,
        )

    def run(self, text: str, text_pair: str = "") -> Run:
        """One forward pass over the input, or the same one remembered.

        Raises UserError when there is no word in it, or when too many visitors wait.
        """
        encoding = self.encode(text, text_pair)
        if not encoding.words:
            raise UserError("error.no_words")
        return self.read(encoding)

    def read(self, encoding: Encoding) -> Run:
        """The same for an input that is encoded already, such as one with a word hidden."""
        key = (self.checkpoint.key, encoding)
        run = self._cache.get(key)
        if run is None:
            run = self._answer(encoding)
            self._cache.put(key, run)
        return run

    @torch.inference_mode()
    def vocabulary_logits(self, hidden_states: Tensor) -> Tensor:
        """The masked-word head: states of the last layer (M, D) → one logit a word piece (M, V).

        Raises UserError when the checkpoint has no such head.
        """
        head = getattr(getattr(self.module, "cls", None), "predictions", None)
        if head is None:
            raise UserError("error.no_masked_word_head", model=self.checkpoint.key)
        logits: Tensor = head(hidden_states.to(self.device))
        return logits.float().cpu()

    @torch.inference_mode()
    def _forward(self, encodings: Sequence[Encoding]) -> list[Run]:
        longest = max(len(encoding.ids) for encoding in encodings)
        padding = {"input_ids": self.tokenizer.pad_token_id or 0, "token_type_ids": 0, "attention_mask": 0}

        def column(name: str, rows: list[tuple[int, ...]]) -> Tensor:
            padded = [[*row, *[padding[name]] * (longest - len(row))] for row in rows]
            return torch.tensor(padded, device=self.device)  # (B, T)

        inputs = {
            "input_ids": column("input_ids", [e.ids for e in encodings]),
            "attention_mask": column("attention_mask", [e.attention_mask for e in encodings]),
        }
        if "token_type_ids" in self.tokenizer.model_input_names:
            inputs["token_type_ids"] = column("token_type_ids", [e.token_type_ids for e in encodings])
        attentions, hidden_states, logits = self._read(inputs)
        runs = []
        for i, encoding in enumerate(encodings):
            size = len(encoding.ids)
            runs.append(
                Run(
                    encoding,
                    attentions[:, i, :, :size, :size].clone().float().cpu(),
                    hidden_states[:, i, :size].clone().float().cpu(),
                    None if logits is None else logits[i].clone().float().cpu(),
                )
            )
        return runs

    def _read(self, inputs: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor | None]:
        """Attentions (L, B, H, T, T), hidden states (L + 1, B, T, D), and what the head on [CLS] says (B, ·).

        The masked-word head is left out: it would cost as much as the whole encoder (T × D × V
        multiplications) and is asked for the masked places only.
        """
        kept = {"output_attentions": True, "output_hidden_states": True}
        if self.labels:
            out = self.module(**inputs, **kept)
            logits = out.logits
        else:
            out = self.module.base_model(**inputs, **kept)
            head = getattr(getattr(self.module, "cls", None), "seq_relationship", None)
            logits = head(out.pooler_output) if head is not None else None
        return torch.stack(out.attentions), torch.stack(out.hidden_states), logits


class LoadModel(Protocol):
    def __call__(self, checkpoint: Checkpoint, bank: ModelBank) -> Model: ...


def load(checkpoint: Checkpoint, bank: ModelBank) -> Model:
    """Read a checkpoint from its folder. An adapter is merged into a copy of its encoder.

    Raises UserError when a file is damaged or does not fit its config.
    """
    import transformers  # 5 s of imports that the first page does not wait for

    verify(checkpoint)
    base = bank(checkpoint.base) if checkpoint.base else None
    folder = base.checkpoint.folder if base else checkpoint.folder
    options = {"use_safetensors": True, "trust_remote_code": False, "local_files_only": True}
    try:
        tokenizer = base.tokenizer if base else transformers.AutoTokenizer.from_pretrained(folder, **options)
        options |= {"attn_implementation": "eager", "dtype": torch.float32}
        if base is None:
            kind = "AutoModelForPreTraining" if checkpoint.task == "pretraining" else "AutoModel"
            module = getattr(transformers, kind).from_pretrained(folder, **options)
            return Model(checkpoint, tokenizer, module, bank.settings, bank.cache)
        from peft import PeftModel

        task = json.loads((checkpoint.folder / "task.json").read_text("utf-8"))
        labels = task["labels"]
        module = transformers.BertForSequenceClassification.from_pretrained(
            folder, num_labels=len(labels), **options
        )
        module = PeftModel.from_pretrained(module, checkpoint.folder).merge_and_unload()
        module.bert.embeddings = base.module.base_model.embeddings  # adapters leave them as they are: 47 MB shared
        return Model(checkpoint, tokenizer, module, bank.settings, bank.cache, labels, task["temperature"])
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        log.warning("cannot load %s", checkpoint.folder, exc_info=True)
        raise UserError("error.cannot_load", model=checkpoint.key) from error


class ModelBank:
    """`bank("classroom")`: the model for a key, loaded at its first call and kept."""

    def __init__(self, settings: Settings, load: LoadModel = load) -> None:
        self.settings = settings
        self.cache = RunCache(settings.cache_mb * 2**20)
        self._load = load
        self._models: dict[str, Model] = {}
        self._loading: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __call__(self, key: str = "") -> Model:
        """The model; "" is the default one. Raises UserError when it cannot be had."""
        model = self._models.get(key or self.settings.model)
        if model is not None:
            return model
        checkpoint = find(key, self.settings)
        with self._lock:
            loading = self._loading.setdefault(checkpoint.key, threading.Lock())
        with loading:
            if checkpoint.key not in self._models:
                self._models[checkpoint.key] = self._load(checkpoint, self)
            return self._models[checkpoint.key]


def _positions(module: nn.Module) -> int:
    """How many tokens fit: RoBERTa keeps two of its position vectors for other ends."""
    config: Any = module.config
    return int(config.max_position_embeddings) - (2 if config.model_type == "roberta" else 0)
