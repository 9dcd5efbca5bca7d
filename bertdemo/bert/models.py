"""Models in memory: loaded once, put on the best device, shared by every visitor.

Float32 everywhere: in bf16 and fp16 attention weights move by more than the 1e-3 that the page promises
(tests/bert/test_models.py keeps that measurement), and these models are small.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from bertdemo.bert import fetched, lent, parts
from bertdemo.bert.batching import Batcher
from bertdemo.bert.checkpoints import Checkpoint, default_key, find, too_large, verify
from bertdemo.bert.folders import is_mine
from bertdemo.bert.opening import SAFE, open_module, open_tokenizer
from bertdemo.bert.run import ByteCache, Run
from bertdemo.bert.scratch import disk_told, own_folder
from bertdemo.bert.tokenization import Encoding, encode
from bertdemo.bert.trainings import Trainings
from bertdemo.serving.gate import HEAVY, give_back_memory
from bertdemo.settings import Settings
from bertdemo.text import UserError

log = logging.getLogger(__name__)
# transformers builds a model on a device of no memory, and says so to every thread at once: two that are read at the
# same time leave one of them without its weights.
_reading = threading.Lock()
# Tasks whose adapter has no label for the whole text: one a token, or where an answer starts and ends.
HEADS = {"entities": "BertForTokenClassification", "answers": "BertForQuestionAnswering"}
KNOWN_DEVICE = re.compile(r"cpu|mps|cuda(:\d{1,2})?")


def pick_device(wanted: str = "auto") -> torch.device:
    """CUDA, else MPS, else the CPU; or the one that settings name. Raises ValueError when that one is absent.

    Where a GPU is only lent (ZeroGPU) it is the CPU: torch says that CUDA is there, and other threads read zeros from it.
    """
    if wanted != "auto":
        if not KNOWN_DEVICE.fullmatch(wanted):
            raise ValueError(f"BERTDEMO_DEVICE must be auto, cpu, cuda, cuda:1 or mps, not {wanted!r}.")
        device = torch.device(wanted)
        if lent.ZERO_GPU and device.type == "cuda":
            raise ValueError(
                f"BERTDEMO_DEVICE={wanted} cannot be used here (GPUs are lent): choose auto, or cpu."
            )
        try:
            torch.zeros(1, device=device)
        except (RuntimeError, AssertionError) as error:
            reason = str(error).splitlines()[0].rstrip(".")
            raise ValueError(
                f"BERTDEMO_DEVICE={wanted} cannot be used here ({reason}): choose auto, or cpu."
            ) from error
        return device
    if lent.ZERO_GPU:
        return torch.device("cpu")
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
        cache: ByteCache,
        labels: Sequence[str] = (),
        temperature: float = 1.0,
    ) -> None:
        self.checkpoint = checkpoint
        self.tokenizer = tokenizer
        self.device = pick_device(settings.device)
        self.module: Any = module.eval().to(self.device)  # its parts are named by transformers
        self.labels = tuple(labels)
        self.temperature = temperature  # logits are divided by it before the softmax (Guo et al. 2017)
        self.max_tokens = min(settings.max_tokens, _positions(module))
        self.max_explained = settings.max_explained
        self._max_characters = settings.max_characters
        self.shared = 0  # layers that are the same as those of the encoder that was fine-tuned
        self._segments = 0 if checkpoint.task == "translation" else _segments(module, tokenizer)
        self._cache = cache
        self._shelf = cache.shelf(checkpoint.key)
        self._answer: Batcher[Encoding, Run] = Batcher(
            self._forward, lambda encoding: len(encoding.ids), settings.max_batch, settings.max_waiting
        )
        self._finish: Batcher[Tensor, Tensor] = Batcher(
            self._upper_layers, len, settings.max_batch, settings.max_waiting
        )

    def encode(self, text: str, text_pair: str = "") -> Encoding:
        """Ids and all else that the model reads.

        Raises UserError for a second sentence without a first, for a pair that the model has no segment for, and for a
        decoder, which writes what an encoder read.
        """
        if self.checkpoint.task == "translation" or getattr(self.module.config, "is_decoder", False):
            raise UserError(
                "error.decoder", model=self.checkpoint.key, base=self.checkpoint.base or "classroom"
            )
        encoding = encode(
            self.tokenizer,
            text,
            text_pair,
            max_tokens=self.max_tokens,
            max_characters=self._max_characters,
        )
        if max(self.segment_ids(encoding), default=0) >= max(1, self._segments):
            raise UserError("error.one_segment", model=self.checkpoint.key)
        return encoding

    def segment_ids(self, encoding: Encoding) -> tuple[int, ...]:
        """The segment of every token as the network reads it: 0 throughout where it does not tell sentences apart."""
        return encoding.token_type_ids if self._segments else (0,) * len(encoding.ids)

    def inputs(self, encodings: Sequence[Encoding]) -> dict[str, Tensor]:
        """What the library's forward pass takes, each (B, T), short ones filled up with padding that nobody looks at."""
        rows = {
            "input_ids": ([e.ids for e in encodings], self.tokenizer.pad_token_id or 0),
            "attention_mask": ([e.attention_mask for e in encodings], 0),
        }
        if self._segments:
            rows["token_type_ids"] = ([e.token_type_ids for e in encodings], 0)
        return {
            name: pad_sequence([torch.tensor(ids) for ids in column], True, padding).to(self.device)
            for name, (column, padding) in rows.items()
        }

    @property
    def mask_id(self) -> int:
        """The id of [MASK]. Raises UserError for a tokenizer that has none."""
        if self.tokenizer.mask_token_id is None:
            raise UserError("error.no_mask_token", model=self.checkpoint.key)
        return int(self.tokenizer.mask_token_id)

    def token_names(self, ids: Sequence[int]) -> list[str]:
        """The word piece of each id; `[123]` for one beyond the vocabulary, which some models are padded with."""
        names = self.tokenizer.convert_ids_to_tokens(list(ids))
        return [f"[{i}]" if name is None else name for i, name in zip(ids, names, strict=True)]

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
        return self._cache.get(encoding, lambda: self._answer(encoding), self._shelf)

    def finish(self, run: Run) -> Tensor:
        """Logits (labels,) of this classifier for a run of the encoder that it was fine-tuned from.

        The first `shared` layers are the encoder's own, so only the layers above them are computed.
        """
        compute = partial(self._finish, run.hidden_states[self.shared])
        return self._cache.get((run.encoding, "logits"), compute, self._shelf)

    @torch.inference_mode()
    def vocabulary_logits(self, hidden_states: Tensor) -> Tensor:
        """The masked-word head: states of the last layer (M, D) → one logit a word piece (M, V).

        Raises UserError when the checkpoint has no such head.
        """
        head = parts.masked_words(self.module)
        if head is None:
            raise UserError("error.no_masked_word_head", model=self.checkpoint.key)
        return head.logits(hidden_states.to(self.device)).float().cpu()

    @torch.inference_mode()
    def _forward(self, encodings: Sequence[Encoding]) -> list[Run]:
        attentions, hidden_states, logits = self._read(self.inputs(encodings))

        def kept(tensor: Tensor) -> Tensor:
            """Its own memory, so that a cached run does not keep the batch alive; a batch of one is that."""
            return (tensor if len(encodings) == 1 else tensor.clone()).float().cpu()

        return [
            Run(
                encoding,
                kept(attentions[:, i, :, : len(encoding.ids), : len(encoding.ids)]),
                kept(hidden_states[:, i, : len(encoding.ids)]),
                None if logits is None else kept(logits[i]),
            )
            for i, encoding in enumerate(encodings)
        ]

    @torch.inference_mode()
    def _upper_layers(self, hidden_states: Sequence[Tensor]) -> list[Tensor]:
        """Layers above the shared ones, pooler and classifier: states (T, D) of each text → logits (labels,)."""
        head = parts.classifier(self.module)
        assert head is not None
        mask = None
        if len(hidden_states) == 1:
            padded = hidden_states[0][None].to(self.device)  # (1, T, D)
        else:
            padded = pad_sequence(list(hidden_states), batch_first=True).to(self.device)  # (B, T, D)
            sizes = torch.tensor([len(states) for states in hidden_states], device=self.device)
            beyond = torch.arange(padded.shape[1], device=self.device) >= sizes[:, None]  # (B, T)
            mask = (
                beyond[:, None, None, :] * torch.finfo(padded.dtype).min
            )  # (B, 1, 1, T), added to the scores
        for block in parts.blocks(self.module)[self.shared :]:
            padded = block(padded, mask)
        return [row.clone().float().cpu() for row in head.logits(padded)]  # (B, labels)

    def _read(self, inputs: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor | None]:
        """Attentions (L, B, H, T, T), hidden states (L + 1, B, T, D), and what the head on [CLS] says (B, ·).

        The masked-word head is left out: it would cost as much as the whole encoder (T × D × V
        multiplications) and is asked for the masked places only.
        """
        module: Any = self.module
        kept = {"output_attentions": True, "output_hidden_states": True}
        if self.labels:
            out = module(**inputs, **kept)
            logits = out.logits
        else:
            out = module.base_model(**inputs, **kept)
            head = parts.next_sentence(module)
            logits = head.logits(out.last_hidden_state) if head is not None else None
        return torch.stack(out.attentions), torch.stack(out.hidden_states), logits


class LoadModel(Protocol):
    def __call__(self, checkpoint: Checkpoint, bank: ModelBank) -> Model: ...


def load(checkpoint: Checkpoint, bank: ModelBank) -> Model:
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


def _read_weights(checkpoint: Checkpoint, base: Model | None, bank: ModelBank) -> Model:
    import transformers

    if base is None:
        module, labels = open_module(checkpoint, bank.settings)
        tokenizer = open_tokenizer(checkpoint)
        if max(tokenizer.get_vocab().values()) >= module.get_input_embeddings().num_embeddings:
            raise UserError("error.tokenizer_does_not_fit", model=checkpoint.key)
        return Model(checkpoint, tokenizer, module, bank.settings, bank.cache, labels)
    options = {"use_safetensors": True, "attn_implementation": "eager", "dtype": torch.float32, **SAFE}
    if checkpoint.task == "translation":
        decoder = transformers.BertLMHeadModel.from_pretrained(checkpoint.folder, **options)
        return Model(checkpoint, open_tokenizer(checkpoint), decoder, bank.settings, bank.cache)
    from peft import PeftModel

    task = json.loads((checkpoint.folder / "task.json").read_text("utf-8"))
    head = HEADS.get(checkpoint.task, "BertForSequenceClassification")
    names = dict(enumerate(task["labels"])) or {0: "start", 1: "end"}
    module = getattr(transformers, head).from_pretrained(base.checkpoint.folder, id2label=names, **options)
    module = PeftModel.from_pretrained(module, checkpoint.folder, torch_device="cpu").merge_and_unload()
    labels = [] if checkpoint.task in HEADS else task["labels"]  # of the whole text
    model = Model(checkpoint, base.tokenizer, module, bank.settings, bank.cache, labels, task["temperature"])
    model.shared = share_weights(module, base.module)
    return model


@torch.inference_mode()
def _try_out(model: Model) -> None:
    """Read one word, and as many as fit: what is wrong with the last position shows nowhere else.

    Raises UserError when what comes out is no number.
    """
    run = model._forward([model.encode("a")])[0]
    longest = model.inputs([model.encode("a " * model.max_tokens)])
    states = model.module.base_model(**longest)[0]  # without the attentions: 0.4 GB in BERT-large
    said = [run.attentions, run.hidden_states, states, *([] if run.logits is None else [run.logits])]
    if not all(tensor.isfinite().all() for tensor in said):
        raise UserError("error.no_numbers", model=model.checkpoint.key)


class ModelBank:
    """`bank("classroom")`: the model for a key, loaded at its first call.

    Bundled ones stay. Of all others, those of visitors among them, as many stay as `settings.models_mb` holds, those
    used last; a visitor's own goes when nobody asked for it during a visit.
    """

    def __init__(self, settings: Settings, load: LoadModel = load) -> None:
        self.settings = settings
        self.cache = ByteCache(settings.cache_mb * 2**20)
        self.trainings = Trainings(minutes=settings.training_minutes, gate=HEAVY)
        self.translations = Trainings(at_once=2, minutes=5, kind="translation", gate=HEAVY, reload=0.5)
        self.fetches = Trainings(at_once=4, minutes=60, kind="download")
        self._load = load
        self._models: dict[str, Model] = {}
        self._used: dict[str, float] = {}  # when each was asked for last
        self._loading: dict[str, threading.Lock] = {}
        self._lock = threading.RLock()
        self._files = tempfile.TemporaryDirectory(prefix="models-", dir=own_folder())
        self._given: dict[str, Path] = {}  # files that visitors may fetch, by a key that only one of them has
        self._folders: dict[str, Path] = {}  # of visitors' models, each made here

    def __call__(self, key: str = "") -> Model:
        """The model; "" is the default one. Raises UserError when it cannot be had."""
        key = key or default_key(self.settings)
        model = self._here(key)
        if model is not None:
            return model
        if is_mine(key):
            raise UserError("error.model_gone")
        checkpoint = find(key, self.settings)
        with self._lock:
            loading = self._loading.setdefault(checkpoint.key, threading.Lock())
        with loading:
            model = self._here(checkpoint.key)
            if model is None:
                model = self._load(checkpoint, self)
                self._keep(model)
            return model

    def add(self, model: Model) -> None:
        """Serve a visitor's own model to who knows its key."""
        self._keep(model)

    def drop(self, key: str) -> None:
        """Forget a model, its runs, and the files that were made of it here; who works with it at this moment still can.

        A checkpoint stays on the disk: only folders that `folder_of` made are removed.
        """
        with self._lock:
            self._models.pop(key, None)
            self._used.pop(key, None)
            folder = self._folders.pop(key, None)
        self.cache.drop(key)
        give_back_memory(cycles=True)
        if folder is not None and folder.resolve().parent == self.downloads.resolve():
            try:
                shutil.rmtree(folder)
            except OSError:
                log.warning("cannot remove %s", folder, exc_info=True)

    @property
    def downloads(self) -> Path:
        """Where files lie that visitors may fetch; gone with the app."""
        return Path(self._files.name)

    def folder_of(self, key: str) -> Path:
        """Where the files of a visitor's model are written; gone with the model.

        Raises UserError when no visitor's model has the key, or it is gone.
        """
        with self._lock:
            if not is_mine(key) or key not in self._models:
                raise UserError("error.model_gone")
            if key not in self._folders or not self._folders[key].is_dir():
                with disk_told(key):
                    # A cleaner of old files may have been there.
                    self.downloads.mkdir(parents=True, exist_ok=True)
                    self._folders[key] = Path(tempfile.mkdtemp(dir=self.downloads))
            return self._folders[key]

    def page_left(self, key: str) -> None:
        """The page that follows a job was closed or is loaded anew."""
        for jobs in (self.trainings, self.translations, self.fetches):
            jobs.page_left(key)

    def give(self, path: Path) -> str:
        """The key under which a visitor fetches a file that was made here; it tells nothing of where the file lies."""
        with self._lock:
            self._given = {
                key: other for key, other in self._given.items() if other.exists() and other != path
            }
            key = secrets.token_urlsafe(16)
            self._given[key] = path
            return key

    def given(self, key: str) -> Path | None:
        """The file of such a key; None when there is none, or when it went with its model."""
        with self._lock:
            return self._given.get(key)

    def _here(self, key: str) -> Model | None:
        now = time.monotonic()
        with self._lock:
            for own, used in list(self._used.items()):
                if is_mine(own) and now - used > 60 * self.settings.visit_minutes:
                    self.drop(own)
            if key in self._models:
                self._used[key] = now
            return self._models.get(key)

    def _keep(self, model: Model) -> None:
        key = model.checkpoint.key
        with self._lock:
            self._models[key] = model
            self._used[key] = time.monotonic()
            while self._nbytes() > self.settings.models_mb * 2**20:
                others = [other for other in self._others() if other != key]
                if not others:
                    return
                oldest = min(others, key=self._used.__getitem__)
                log.info("%s makes room", "a visitor's model" if is_mine(oldest) else oldest)
                self.drop(oldest)

    def _others(self) -> list[str]:
        """Keys of the models that are not bundled."""
        return [key for key, model in self._models.items() if not model.checkpoint.bundled]

    def _nbytes(self) -> int:
        """Memory of the models that are not bundled; what several share is counted once, what a bundled one has not."""
        others = self._others()
        seen = {part for key in self._models if key not in others for part in _memory(self._models[key])}
        total = 0
        for key in others:
            for place, size in _memory(self._models[key]).items():
                total += size if place not in seen else 0
                seen.add(place)
        return total


def _memory(model: Model) -> dict[int, int]:
    """Where the weights of a model lie, and how many bytes each piece is."""
    storages = (p.untyped_storage() for p in (*model.module.parameters(), *model.module.buffers()))
    return {storage.data_ptr(): storage.nbytes() for storage in storages}


def _segments(module: nn.Module, tokenizer: Any) -> int:
    """How many segments a model tells apart; 0 when it is never told. DistilBERT has none, a RoBERTa with one was taught
    pairs without them.
    """
    table = parts.embeddings(module).segment
    if table is None or "token_type_ids" not in tokenizer.model_input_names:
        return 0
    return 0 if table.num_embeddings == 1 and parts.family(module) == "roberta" else table.num_embeddings


def share_weights(module: Any, base: Any) -> int:
    """Let a fine-tuned encoder use the memory of its base where both are the same: embeddings and lower layers.

    Returns how many layers from below are the same. Only the numbers are shared: the library collects hidden
    states by hooks on each module, and a module that two models own would report to both.
    """
    for table, own in zip(parts.embedding_modules(module), parts.embedding_modules(base), strict=True):
        _same_memory(table, own)
    for i, (layer, own) in enumerate(zip(parts.blocks(module), parts.blocks(base), strict=True)):
        if not _same_memory(layer, own):
            return i
    return len(parts.blocks(base))


def _same_memory(module: nn.Module, base: nn.Module) -> bool:
    own = dict(base.named_parameters())
    if any(not torch.equal(value, own[name]) for name, value in module.named_parameters()):
        return False
    for name, value in module.named_parameters():
        value.data = own[name].data
    return True


def _positions(module: nn.Module) -> int:
    """How many tokens fit: RoBERTa keeps the position vectors up to the id of its padding for other ends."""
    config: Any = module.config
    config = getattr(config, "encoder", config)  # of a model that translates
    return int(config.max_position_embeddings) - (
        int(config.pad_token_id) + 1 if config.model_type == "roberta" else 0
    )
