"""Run: the result of one forward pass of one model over one input."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from bertdemo.bert.tokenization import Encoding


class Brought:
    """A tensor of a run: it lies where it was computed until somebody reads it, and from then on on the CPU."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, run: Run | None, owner: type | None = None) -> Tensor:
        if run is None:
            raise AttributeError(self._name)  # so that a dataclass takes it for a field without a default
        here: Tensor = getattr(run, self._name).cpu()
        self.__set__(run, here)
        return here

    def __set__(self, run: Run, tensor: Tensor) -> None:
        object.__setattr__(run, self._name, tensor)


@dataclass(frozen=True)
class Run:
    """One forward pass, in float32; every view of a sentence reads the same one, on the CPU.

    What a GPU computed is brought when it is read: of many lines only the labels are wanted, and all their attention
    weights take thirty times as long to bring as to compute (tests/benchmarks/s10_gpu.py).
    """

    encoding: Encoding
    attentions: Brought = Brought()  # (L, H, T, T), [layer, head, from, to], each row sums to 1
    hidden_states: Brought = Brought()  # (L + 1, T, D), [0] is the output of the embeddings
    # (labels,), of a classifier; (2,) "B follows A" first, of a pretraining model
    logits: Tensor | None  # type: ignore[misc]  # no field before it has a default

    def states_after(self, layer: int) -> Tensor:
        """`hidden_states[layer]` (T, D) where it lies: for who computes on with it."""
        states: Tensor = self.__dict__["_hidden_states"][layer]
        return states

    @property
    def nbytes(self) -> int:
        """Bytes that keeping this run takes, its text and token tuples estimated."""
        lying = (self.__dict__["_attentions"], self.__dict__["_hidden_states"], self.logits)
        tensors: list[Tensor] = [t for t in lying if t is not None]
        words = len(self.encoding.text) + len(self.encoding.text_pair) + 200 * len(self.encoding.ids)
        return sum(t.untyped_storage().nbytes() for t in tensors) + words
