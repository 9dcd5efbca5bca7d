"""S2: the handler behind the stage, never from the cache, against the passes that it cannot do without."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch

from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.page.live import Live
from bertdemo.page.page import view_of
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED
from bertdemo.serving.judges import classifier
from bertdemo.settings import Settings
from bertdemo.steps.cards import CARDS
from bertdemo.steps.table import LOOKS, PARTS
from bertdemo.text import Text
from tests.benchmarks.measure import Row, in_turn, sentence, timed

SIZES = (16, 64, 128)
VIEW = view_of(CARDS["en"][0])


def bare_pass(size: int) -> Callable[[int], float]:
    """Seconds of one pass of the library's own encoder, with attentions and hidden states."""
    from transformers import AutoTokenizer, BertModel

    tokenizer = AutoTokenizer.from_pretrained(BUNDLED / "classroom")
    model = BertModel.from_pretrained(
        BUNDLED / "classroom", add_pooling_layer=False, attn_implementation="eager", dtype=torch.float32
    ).eval()

    @torch.inference_mode()
    def run(number: int) -> float:
        inputs = tokenizer(sentence(size, f"bare {number}"), return_tensors="pt")
        assert inputs["input_ids"].shape == (1, size)
        return timed(lambda: model(**inputs, output_attentions=True, output_hidden_states=True))

    return run


def needed_passes(models: ModelBank, size: int) -> Callable[[int], float]:
    """Seconds of what the page cannot do without: the encoder without its vocabulary head, and of each
    classifier the layers that are its own.
    """
    encoder = models()
    bert: Any = encoder.module.base_model
    tasks = [classifier(models, task) for task in CLASSIFIERS]

    @torch.inference_mode()
    def run(number: int) -> float:
        inputs = encoder.tokenizer(sentence(size, f"needed {number}"), return_tensors="pt")

        def work() -> None:
            out = bert(**inputs, output_attentions=True, output_hidden_states=True)
            for task in tasks:
                task.upper_layers([out.hidden_states[task.shared][0]])

        return timed(work)

    return run


def rows(repeats: int) -> list[Row]:
    models = ModelBank(Settings(device="cpu"))
    live = Live(Text("en"), models, PARTS, LOOKS)
    made = []
    for size in SIZES:

        def handler(on: str, number: int, size: int = size) -> float:
            text = sentence(size, f"handler {on} {size} {number}")
            answer: dict[str, object] = {}
            seconds = timed(lambda: answer.update(live.analyse(text, "", "classroom", VIEW | {"on": on})))
            assert len(answer["tokens"]) == size, answer.get("error")  # type: ignore[arg-type]
            return seconds

        works: dict[str, Callable[[int], float]] = {
            "attention": functools.partial(handler, "attention"),
            "scores": functools.partial(handler, "scores"),
            "bare": bare_pass(size),
            "needed": needed_passes(models, size),
        }
        # Passes take milliseconds, so many of them: what else the machine does shows less.
        found = in_turn(works, max(repeats, 7) * 5, warm_up=5)
        for on, against, name, goal in (
            ("attention", "bare", "bare encoder", 1.15),
            ("scores", "needed", "passes it needs", 1.1),
        ):
            made.append(Row("S2", f"handler of {on}, {size} tokens", found[on], found[against], name, goal))
    return made
