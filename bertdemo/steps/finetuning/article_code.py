"""The article's code of sections 5.2 and 5.3, as far as it goes wrong: run here, on a BERT of two thousand weights.

Only the download of bert-base-uncased is left out: the name that the article imports stands for `TinyBert`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call

# Each line has the number that it has on the card.
TRAINING = """\
from transformers import AdamW; BertForSequenceClassification = TinyBert
model = BertForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)
loss_fn = torch.nn.CrossEntropyLoss()
optimizer = AdamW(model.parameters(), lr=1e-5)
for epoch in range(10):
    for batch in dataloader:
        inputs, labels = batch
        outputs = model(inputs)
        loss = loss_fn(outputs, labels)
        loss.backward()
        optimizer.step()
"""
# What makes each stop go away, in the order in which they come; none adds a line.
MENDS = (
    ("from transformers import AdamW", "from torch.optim import AdamW"),
    ("loss_fn = torch.nn", "import torch; loss_fn = torch.nn"),
    ("in dataloader:", "in [(ids, answers), (ids, answers)]:"),
    ("loss_fn(outputs, labels)", "loss_fn(outputs.logits, labels)"),
)
ZERO_GRAD = ("        loss.backward()", "        optimizer.zero_grad(); loss.backward()")
PROGRAM = "<article>"


class TinyBert:
    """Stands for BertForSequenceClassification: one random layer of 16 numbers."""

    @staticmethod
    def from_pretrained(_: str, num_labels: int) -> Any:
        from transformers import BertConfig, BertForSequenceClassification

        config = BertConfig(
            vocab_size=20,
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=8,
            num_labels=num_labels,
        )
        return BertForSequenceClassification(config).eval()  # as the library hands out what it loads


@dataclass(frozen=True)
class Stop:
    """Where a program ends before its end."""

    line: int  # from 1
    error: str  # name of the exception


def run(code: str) -> tuple[Stop | None, dict[str, Any]]:
    """Run a program of the article: where it stops, None at its end, and what its names stand for then."""
    names: dict[str, Any] = {
        "TinyBert": TinyBert,
        "ids": torch.tensor([[2, 5, 6, 3], [2, 7, 8, 3]]),
        "answers": torch.tensor([0, 1]),
    }
    try:
        exec(compile(code, PROGRAM, "exec"), names)
    except Exception as error:
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == PROGRAM
        ]
        return Stop(lines[-1] or 0, type(error).__name__), names
    return None, names


def stops() -> Iterator[Stop]:
    """Each stop of the article's training, the one before mended."""
    code = TRAINING
    for old, new in MENDS:
        stop, _ = run(code)
        if stop is None:
            return
        yield stop
        code = code.replace(old, new)


def gradient_norms(pooled: Tensor, label: int, zero_grad: bool, batches: int = 3) -> list[float]:
    """Length of the gradient behind each `loss.backward()` of a new classifier that reads the same text again and again.

    `pooled` is what the classifier reads (D,). Without `zero_grad` each gradient is added to those before.
    """
    generator = torch.Generator().manual_seed(0)
    classifier = nn.Linear(len(pooled), 2)
    with torch.no_grad():
        classifier.weight.normal_(0, 0.02, generator=generator)
        classifier.bias.zero_()
    optimizer = torch.optim.AdamW(classifier.parameters(), lr=1e-5)
    norms = []
    for _ in range(batches):
        if zero_grad:
            optimizer.zero_grad()
        loss = nn.functional.cross_entropy(classifier(pooled[None]), torch.tensor([label]))
        torch.autograd.backward(loss)
        gradients = [
            parameter.grad.flatten() for parameter in classifier.parameters() if parameter.grad is not None
        ]
        norms.append(torch.cat(gradients).norm().item())
        optimizer.step()
    return norms


def padded(inputs: Mapping[str, Tensor], padding: int, count: int) -> dict[str, Tensor]:
    """Inputs (1, T) filled up with `count` tokens [PAD], and a mask that hides them."""
    filled = {name: nn.functional.pad(values, (0, count)) for name, values in inputs.items()}
    filled["input_ids"][:, -count:] = padding
    return filled


@torch.inference_mode()
def passes(module: Any, inputs: Mapping[str, Tensor], training: bool, count: int = 2) -> Tensor:
    """Logits (count, labels) of a classifier that reads the same input again, in `train()` or in `eval()`.

    With the dropout of 10 % that BERT is fine-tuned with; the module itself stays as it is.
    """
    config = type(module.config).from_dict(module.config.to_dict())
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.1
    config.classifier_dropout = 0.1
    with torch.device("meta"):
        twin = type(module)(config).train(training)  # without weights of its own
    weights = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        ask: Callable[[], Tensor] = lambda: functional_call(twin, weights, (), dict(inputs)).logits[0]  # noqa: E731
        return torch.stack([ask() for _ in range(count)]).float().cpu()
