"""Run: the result of one forward pass of one model over one input."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from bertdemo.bert.tokenization import Encoding


@dataclass(frozen=True)
class Run:
    """One forward pass, on the CPU, in float32; every view of a sentence reads the same one."""

    encoding: Encoding
    attentions: Tensor  # (L, H, T, T), [layer, head, from, to], each row sums to 1
    hidden_states: Tensor  # (L + 1, T, D), [0] is the output of the embeddings
    logits: Tensor | None  # (labels,), of a classifier; (2,) "B follows A" first, of a pretraining model

    @property
    def nbytes(self) -> int:
        """Bytes that keeping this run takes, its text and token tuples estimated."""
        tensors = [t for t in (self.attentions, self.hidden_states, self.logits) if t is not None]
        words = len(self.encoding.text) + len(self.encoding.text_pair) + 200 * len(self.encoding.ids)
        return sum(t.untyped_storage().nbytes() for t in tensors) + words
