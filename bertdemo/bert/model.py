"""Model: one checkpoint, ready to read text.

Float32 everywhere: in bf16 and fp16 attention weights move by more than the 1e-3 that the page promises
(tests/bert/test_model.py keeps that measurement), and these models are small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from bertdemo.bert import parts
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding, encode
from bertdemo.errors import UserError
from bertdemo.settings import Settings


class Model:
    """One checkpoint on the device where its weights lie: encode(), run(). Safe to call from many threads."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        tokenizer: Any,
        module: nn.Module,
        settings: Settings,
        labels: Sequence[str] = (),
        temperature: float = 1.0,
    ) -> None:
        self.checkpoint = checkpoint
        self.tokenizer = tokenizer
        self.module: Any = module.eval()  # its parts are named by transformers
        self.device = next(module.parameters()).device
        self.labels = tuple(labels)
        self.temperature = temperature  # logits are divided by it before the softmax (Guo et al. 2017)
        self.max_tokens = min(settings.max_tokens, parts.positions(module))
        self.max_explained = settings.max_explained
        self._max_characters = settings.max_characters
        self.shared = 0  # layers that are the same as those of the encoder that was fine-tuned
        told_apart = checkpoint.task != "translation" and "token_type_ids" in tokenizer.model_input_names
        self._segments = parts.segments(module) if told_apart else 0  # 0 when it is never told them apart

    def encode(self, text: str, text_pair: str = "") -> Encoding:
        """Ids and all else that the model reads.

        Raises UserError for a second sentence without a first, for a pair that the model has no segment for, and for a
        decoder, which writes what an encoder read.
        """
        if self.checkpoint.task == "translation" or parts.writes(self.module):
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
    def family(self) -> str:
        """The design that its parts are named after: "bert", "distilbert", "roberta" or "electra"."""
        return parts.family(self.module)

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
        """One forward pass over the input. Raises UserError when there is no word in it, or when too many visitors wait."""
        encoding = self.encode(text, text_pair)
        if not encoding.words:
            raise UserError("error.no_words")
        return self.read(encoding)

    def read(self, encoding: Encoding) -> Run:
        """The same for an input that is encoded already, such as one with a word hidden."""
        return self.forward([encoding])[0]

    def finish(self, run: Run) -> Tensor:
        """Logits (labels,) of this classifier for a run of the encoder that it was fine-tuned from.

        The first `shared` layers are the encoder's own, so only the layers above them are computed.
        """
        return self.upper_layers([run.states_after(self.shared)])[0]

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
    def forward(self, encodings: Sequence[Encoding]) -> list[Run]:
        """One forward pass over several inputs, short ones padded; a run for each."""
        attentions, hidden_states, logits = self._read(self.inputs(encodings))
        runs = []
        for i, encoding in enumerate(encodings):
            own = slice(0, len(encoding.ids))
            # Stacked anew, so that a cached run does not hold the memory of its batch.
            weights = torch.stack([of_layer[i, :, own, own] for of_layer in attentions])
            states = torch.stack([of_layer[i, own] for of_layer in hidden_states])
            runs.append(
                Run(encoding, weights.float(), states.float(), None if logits is None else logits[i].clone())
            )
        return runs

    @torch.inference_mode()
    def upper_layers(self, hidden_states: Sequence[Tensor]) -> list[Tensor]:
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

    def _read(
        self, inputs: dict[str, Tensor]
    ) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...], Tensor | None]:
        """Attentions (B, H, T, T) and hidden states (B, T, D) of every layer, and what the head on [CLS] says (B, ·).

        The masked-word head is left out: it would cost as much as the whole encoder (T × D × V
        multiplications) and is asked for the masked places only.
        """
        outputs = {"output_attentions": True, "output_hidden_states": True}
        if self.labels:
            out = self.module(**inputs, **outputs)
            logits = out.logits
        else:
            out = parts.encoder(self.module)(**inputs, **outputs)
            head = parts.next_sentence(self.module)
            logits = head.logits(out.last_hidden_state) if head is not None else None
        return out.attentions, out.hidden_states, None if logits is None else logits.float().cpu()


def share_weights(module: Any, base: Any) -> int:
    """Let a fine-tuned encoder use the memory of its base where both are the same: embeddings and lower layers.

    Returns how many layers from below are the same. Only the numbers are shared: the library collects hidden
    states by hooks on each module, and a module that two models own would report to both.
    """
    for part, original in zip(parts.embedding_modules(module), parts.embedding_modules(base), strict=True):
        _same_memory(part, original)
    for i, (part, original) in enumerate(zip(parts.blocks(module), parts.blocks(base), strict=True)):
        if not _same_memory(part, original):
            return i
    return len(parts.blocks(base))


def _same_memory(module: nn.Module, base: nn.Module) -> bool:
    originals = dict(base.named_parameters())
    if any(not torch.equal(value, originals[name]) for name, value in module.named_parameters()):
        return False
    for name, value in module.named_parameters():
        value.data = originals[name].data
    return True
