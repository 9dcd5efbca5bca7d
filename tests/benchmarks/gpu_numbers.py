"""`python -m tests.benchmarks.gpu_numbers [ENDPOINT …]`: endpoints' numbers on the GPU against the processor's; all of them.

Prints the largest difference of each, and ends with 1 where one is above 1e-3 (of the number, where that is above 1).
Texts must be the same. Timings are no numbers of BERT and are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from accelerate.state import AcceleratorState

from bertdemo.api import apply, inside, learn, reading
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS, Settings

TEXT = "The fans adored the actress because she loved the film."
CLOSE = 1e-3
TIMES = ("seconds", "max_abs_error", "completeness_error")
SET = ASSETS / "datasets" / "films.en.tsv"


def asked(models: ModelBank) -> Iterator[tuple[str, Any]]:
    """Each endpoint's name, and how to ask it."""
    yield "tokenize", lambda: reading.tokenize(models, TEXT)
    yield "wordpiece", lambda: reading.wordpiece(models, "antidisestablishmentarianism")
    yield "embeddings", lambda: inside.embeddings_of(models, TEXT)
    yield "attention", lambda: reading.attention(models, TEXT, "", 2, 4)
    yield "self_attention", lambda: inside.self_attention(models, TEXT, 2, 4)
    yield "layer", lambda: inside.layer(models, TEXT, 3)
    yield "heads", lambda: inside.heads_of(models, TEXT)
    yield "ablate", lambda: inside.ablate(models, TEXT, [[2, 4], [6, 1]])
    for method in ("attention", "rollout", "integrated_gradients", "occlusion"):
        yield f"attribute {method}", lambda method=method: inside.attribute(models, TEXT, method)
    yield "lens", lambda: inside.lens_of(models, TEXT)
    yield "fill_mask", lambda: learn.fill_mask(models, "Paris is the capital of [MASK].")
    yield "next_sentence", lambda: learn.next_sentence(models, "I missed the bus.", "So I took a taxi.")
    yield "classify sentiment", lambda: reading.classify(models, TEXT)
    yield "classify topic", lambda: reading.classify(models, TEXT, "topic")
    yield "entities", lambda: apply.entities(models, "Washington lived in Washington.")
    yield (
        "answer",
        lambda: apply.answer(models, "When was the bridge opened?", "The bridge was opened in 1894."),
    )
    yield "translate", lambda: apply.translate(models, "He lives in Shanghai.")
    yield "cost", lambda: inside.cost(models, TEXT)
    samples = [line.split("\t")[:2] for line in SET.read_text("utf-8").splitlines()[1:41]]
    for how, rate in (("head", 1e-3), ("lora", 1e-3), ("full", 5e-5)):
        yield (
            f"finetune {how}",
            lambda how=how, rate=rate: list(learn.finetune(models, samples, how, 1, rate, 8, 1)),
        )


def numbers(answer: Any, at: str = "") -> Iterator[tuple[str, float | str]]:
    """Every leaf of an answer and its place."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if name not in TIMES and name != "model":
                yield from numbers(value, f"{at}.{name}")
    elif isinstance(answer, list | tuple):
        for i, value in enumerate(answer):
            yield from numbers(value, f"{at}[{i}]")
    elif isinstance(answer, float | int) and not isinstance(answer, bool):
        yield at, float(answer)
    else:
        yield at, str(answer)


def difference(one: Any, other: Any) -> tuple[float, str]:
    """The largest one between two answers, and where; infinite where a text differs."""
    largest, where = 0.0, ""
    for (at, a), (_, b) in zip(numbers(one), numbers(other), strict=True):
        if isinstance(a, str) or isinstance(b, str):
            apart = 0.0 if a == b else float("inf")
        else:
            apart = abs(a - b) / max(1.0, abs(a))
        if apart > largest:
            largest, where = apart, at
    return largest, where


def answer_of(ask: Callable[[], Any]) -> Any:
    """What it answers; accelerate, which trains, knows one device a process until it is told to forget it."""
    AcceleratorState._reset_state(reset_partial_state=True)
    return ask()


def main(names: Sequence[str]) -> int:
    banks = [ModelBank(Settings(device=device)) for device in ("cpu", "cuda")]
    wrong = 0
    for (name, there), (_, here) in zip(asked(banks[0]), asked(banks[1]), strict=True):
        if names and name.split()[0] not in names:
            continue
        try:
            largest, where = difference(answer_of(there), answer_of(here))
        except Exception as error:
            sys.stdout.write(f"{name:32} {type(error).__name__}: {error}\n")
            wrong += 1
            continue
        wrong += largest > CLOSE
        sys.stdout.write(f"{name:32} {largest:.1e} {where}\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
