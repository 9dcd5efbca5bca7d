"""The code behind each panel, run as a visitor would run it, prints the numbers that the app shows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
import torch

from bertdemo.bert import finetuning
from bertdemo.bert.answers import answer
from bertdemo.bert.finetuning import Recipe
from bertdemo.bert.heads import describe
from bertdemo.bert.labelled import Limits, read_file
from bertdemo.bert.models import ModelBank
from bertdemo.bert.paths import paths
from bertdemo.bert.pretraining import guess_hidden, one_sided
from bertdemo.settings import ASSETS, Settings
from bertdemo.tabs.api import endpoints
from bertdemo.tabs.components import SNIPPETS
from bertdemo.tabs.page import EXAMPLES

pytestmark = pytest.mark.bundled
DOG = "Hello, my dog is cute"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def tokens(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["tokenize"](DOG)
    spans = [span or [0, 0] for span in told["offsets"]]
    return [list(row) for row in zip(told["tokens"], told["ids"], told["token_type_ids"], spans, strict=True)]


def attention(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [[weight for row in api["attention"](DOG, layer=4, head=2)["weights"] for weight in row]]


def scores(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["classify"](DOG)
    return [list(row) for row in zip(told["labels"], told["logits"], told["probabilities"], strict=True)]


def guess(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    encoding = models().encode(DOG)
    return [list(best) for best in guess_hidden(models(), encoding, encoding.tokens.index("dog")).best]


def head(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [[weight for row in api["self_attention"](DOG, 4, 2)["weights"] for weight in row]]


def layer(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [api["layer"](DOG, 4)["steps"][-1]["norms"]]


def embeddings(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [[sum(x * x for x in row) ** 0.5 for row in api["embeddings"](DOG)["normalized"]]]


def heads(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [describe(models().run(DOG)).scores[..., 0].flatten().tolist()]


def remove(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["ablate"](DOG, [[5, 8]])
    return [[*told["before"].values(), *told["after"].values()]]


def sides(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    found = one_sided(models(), models().encode(DOG), 4)
    return [[side, guess.probability] for side, guess in found.items()]


def ways(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    run = models().run(EXAMPLES["bank"][0])
    found = paths(run)
    one, other = (i for i, token in enumerate(run.encoding.tokens) if token == "bank")
    return [[*found.explained, *found.similarity[:, one, other].tolist()]]


def lens(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["lens"]("Hello, my [MASK] is cute", 3)
    places = [layer[4] for layer in told["layers"]]
    return [[" ".join(r["token"] for r in three), *(r["probability"] for r in three)] for three in places]


def why(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [api["attribute"](DOG, "integrated_gradients")["scores"]]


def cost(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    flops = api["cost"](DOG)["flops"]
    return [[sum(part for name, part in flops.items() if name != "masked_word_head")]]


def masked(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    found = api["fill_mask"]("The [MASK] sat on the river [MASK].", 3)["masks"]
    return [
        [mask["position"], one["id"], one["probability"]] for mask in found for one in mask["predictions"]
    ]


def following(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["next_sentence"]("The lights went out.", "We looked for candles.")
    return [["logits", *told["logits"]], ["follows", told["follows"]]]


def entities(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    pieces = api["entities"]("Marie Curie left Warsaw.")["pieces"]
    return [[f"{piece['token']} {piece['label']}", piece["score"]] for piece in pieces]


def answers(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    found = answer(
        models("classroom-answers"),
        "When was the bridge opened?",
        "The bridge was opened in 1894 by the mayor.",
    )
    return [["answer", float(found.best.text)], ["score", found.best.logits], ["none", found.none]]


def translated(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [[f"written {api['translate']('Where is the station?')['translation']}"]]


def finetuned(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    """Three steps on the first sixteen rows, by the loop of the app, in float32."""
    data = read_file((ASSETS / "datasets" / "reviews.en.tsv").read_bytes(), "x.tsv", Limits())
    labels = ("negative", "positive")
    recipe = Recipe("full", epochs=3, learning_rate=1e-4, batch_size=16, warm_up=0.0)
    base = models()
    start = finetuning.Start(base.checkpoint, base.tokenizer, base.module, base.device)
    module, trainee, _ = finetuning._prepare(start, labels, recipe)
    inputs = models().tokenizer([row.text for row in data.rows[:16]], padding=True, return_tensors="pt")
    answered = torch.tensor([labels.index(row.label) for row in data.rows[:16]])
    batch = finetuning.Batch(inputs["input_ids"], inputs["attention_mask"].float(), answered)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finetuning, "half_precision", lambda *_: nullcontext())
        steps = [
            event
            for event in finetuning.learn(
                trainee, lambda _: [batch], recipe, finetuning._accelerator(torch.device("cpu"))
            )
            if isinstance(event, finetuning.Step)
        ]
    with torch.inference_mode():
        scores = module(**models().tokenizer(data.rows[0].text, return_tensors="pt")).logits.softmax(-1)[0]
    return [[f"loss {step.step}", step.loss] for step in steps] + [["predicted", *scores.tolist()]]


EXPECTED = {
    "tokens": tokens,
    "attention": attention,
    "scores": scores,
    "guess": guess,
    "head": head,
    "layer": layer,
    "embeddings": embeddings,
    "heads": heads,
    "remove": remove,
    "sides": sides,
    "paths": ways,
    "lens": lens,
    "why": why,
    "cost": cost,
    "masked": masked,
    "next": following,
    "entities": entities,
    "answers": answers,
    "translate": translated,
    "finetune": finetuned,
}
LOOSE = ("finetune",)  # sums of thousands of products in another order
# Printed in four decimals, over several lines.
TENSORS = ("attention", "embeddings", "head", "heads", "layer", "paths", "remove", "why", "cost")
CHECKED = ("embeddings", "head", "layer")  # they compare themselves with the model


@pytest.fixture(scope="module")
def models() -> ModelBank:
    return ModelBank(Settings(device="cpu"))


def test_every_snippet_is_checked() -> None:
    assert {path.stem for path in SNIPPETS.glob("*.py")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_snippet_prints_what_the_app_shows(name: str, models: ModelBank) -> None:
    ran = subprocess.run(
        [sys.executable, str(SNIPPETS / f"{name}.py")],
        cwd=ASSETS.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    api = {function.__name__: function for function in endpoints(models)}
    rows = EXPECTED[name](api, models)
    if name in TENSORS:
        printed, _, checked = ran.stdout.partition("\ntensor(True)")
        assert numbers(printed) == pytest.approx(rows[0], abs=6e-5)
        assert checked or name not in CHECKED, "it compares itself with the model"
        return
    lines = ran.stdout.splitlines()
    assert len(lines) == len(rows)
    for line, (word, *values) in zip(lines, rows, strict=True):
        flat = [
            float(v) for value in values for v in (value if isinstance(value, (list, tuple)) else [value])
        ]
        assert line.startswith(str(word))
        printed_numbers = numbers(line.removeprefix(str(word)))
        if name == "masked":  # the token stands between: it may be a number
            printed_numbers = printed_numbers[-2:]
        assert printed_numbers == pytest.approx(flat, abs=2e-3 if name in LOOSE else 1e-4)
