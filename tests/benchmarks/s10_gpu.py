"""S10: with a GPU, one sentence and a large batch, against the library's own encoder in the same dtype there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from bertdemo.bert import parts
from bertdemo.bert.model import Model
from bertdemo.bert.tokenization import Encoding
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.benchmarks.measure import Row, in_turn, sentence, timed

BATCH, TOKENS = 256, 128


@torch.inference_mode()
def bare(model: Model, encodings: list[Encoding]) -> None:
    """The encoder with attentions and hidden states, left where they are."""
    encoder: Any = parts.encoder(model.module)
    encoder(**model.inputs(encodings), output_attentions=True, output_hidden_states=True)
    torch.cuda.synchronize()


@torch.inference_mode()
def brought(model: Model, encodings: list[Encoding]) -> None:
    """The same, and what it gave brought to the processor as it comes, since every view reads it there."""
    encoder: Any = parts.encoder(model.module)
    out = encoder(**model.inputs(encodings), output_attentions=True, output_hidden_states=True)
    for tensor in (*out.attentions, *out.hidden_states):
        tensor.cpu()


def rows(repeats: int) -> list[Row]:
    """None where there is no GPU."""
    if not torch.cuda.is_available():
        return []
    model = ModelBank(Settings(device="cuda"))("classroom")
    made = []
    for count, tokens, goal in ((1, 16, 1.2), (1, TOKENS, 1.2), (BATCH, TOKENS, 1 / 0.9)):
        encodings = [model.encode(sentence(tokens, number)) for number in range(count)]
        works: dict[str, Callable[[int], float]] = {
            "ours": lambda _, encodings=encodings: timed(lambda: model.forward(encodings)),  # type: ignore[misc]
            "bare": lambda _, encodings=encodings: timed(lambda: bare(model, encodings)),  # type: ignore[misc]
            "brought": lambda _, encodings=encodings: timed(lambda: brought(model, encodings)),  # type: ignore[misc]
        }
        found = in_turn(works, max(repeats, 7), warm_up=3)
        what = f"{count} × {tokens} tokens"
        made.append(Row("S10", what, found["ours"], found["bare"], "bare encoder, left on the GPU", goal))
        made.append(
            Row("S10", what, found["ours"], found["brought"], "bare encoder, brought to the processor", None)
        )
    return made
