"""The code behind each panel, run as a visitor would run it, prints the numbers that the app shows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
import torch

from bertdemo.api.endpoints import endpoints
from bertdemo.bert import finetuning
from bertdemo.bert.answers import answer
from bertdemo.bert.heads import describe
from bertdemo.bert.model import Model
from bertdemo.bert.paths import paths
from bertdemo.bert.pretraining import guess_hidden, one_sided
from bertdemo.bert.recipe import Recipe
from bertdemo.page.components import IN_CHINESE, SNIPPETS, snippet
from bertdemo.rows.labelled import read_file
from bertdemo.rows.labelled_rows import Limits
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS, Language, Settings

pytestmark = pytest.mark.bundled
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


@dataclass(frozen=True)
class Asked:
    """What the snippets of one language ask."""

    model: str
    text: str
    hidden: int  # position of the word that is hidden
    twice: str  # a text with one word in two meanings
    word: str
    masked: str
    pair: tuple[str, str]
    named: str
    question: tuple[str, str]
    rows: str
    labels: tuple[str, str]


ASKED: dict[Language, Asked] = {
    "en": Asked(
        model="classroom",
        text="Hello, my dog is cute",
        hidden=4,
        twice="She sat on the river bank and counted the money that the bank had lent her.",
        word="bank",
        masked="The [MASK] sat on the river [MASK].",
        pair=("The lights went out.", "We looked for candles."),
        named="Marie Curie left Warsaw.",
        question=("When was the bridge opened?", "The bridge was opened in 1894 by the mayor."),
        rows="reviews.en.tsv",
        labels=("negative", "positive"),
    ),
    "zh": Asked(
        model="classroom-zh",
        text="你好，我的狗很可爱。",
        hidden=6,
        twice="她坐在行李上，数着从银行借来的钱。",
        word="行",
        masked="他在[MASK]边钓到一条大[MASK]。",
        pair=("停电了。", "我们摸黑找蜡烛。"),
        named="鲁迅离开了绍兴。",
        question=("桥是哪一年通车的？", "这座桥在1894年由市长主持通车。"),
        rows="films.zh.tsv",
        labels=("负面", "正面"),
    ),
}


@dataclass(frozen=True)
class App:
    """What the app is asked by, and what it is asked."""

    api: dict[str, Callable[..., Any]]
    models: ModelBank
    asked: Asked

    def __call__(self, endpoint: str, *arguments: Any, task: str = "", **named: Any) -> Any:
        """The answer of an endpoint by the language's model, or by what was trained on it for a task."""
        model = self.asked.model + (f"-{task}" if task else "")
        return self.api[endpoint](*arguments, **named, model=model)

    @property
    def encoder(self) -> Model:
        return self.models(self.asked.model)


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def tokens(app: App) -> list[list[Any]]:
    told = app("tokenize", app.asked.text)
    spans = [span or [0, 0] for span in told["offsets"]]
    return [list(row) for row in zip(told["tokens"], told["ids"], told["token_type_ids"], spans, strict=True)]


def attention(app: App) -> list[list[Any]]:
    return [[x for row in app("attention", app.asked.text, layer=4, head=2)["weights"] for x in row]]


def scores(app: App) -> list[list[Any]]:
    told = app("classify", app.asked.text, task="sentiment")
    return [list(row) for row in zip(told["labels"], told["logits"], told["probabilities"], strict=True)]


def guess(app: App) -> list[list[Any]]:
    found = guess_hidden(app.encoder, app.encoder.encode(app.asked.text), app.asked.hidden)
    return [list(best) for best in found.best]


def head(app: App) -> list[list[Any]]:
    return [[x for row in app("self_attention", app.asked.text, 4, 2)["weights"] for x in row]]


def layer(app: App) -> list[list[Any]]:
    return [app("layer", app.asked.text, 4)["steps"][-1]["norms"]]


def embeddings(app: App) -> list[list[Any]]:
    return [[sum(x * x for x in row) ** 0.5 for row in app("embeddings", app.asked.text)["normalized"]]]


def heads(app: App) -> list[list[Any]]:
    return [describe(app.encoder.run(app.asked.text)).scores[..., 0].flatten().tolist()]


def remove(app: App) -> list[list[Any]]:
    told = app("ablate", app.asked.text, [[5, 8]], task="sentiment")
    return [[*told["before"].values(), *told["after"].values()]]


def sides(app: App) -> list[list[Any]]:
    found = one_sided(app.encoder, app.encoder.encode(app.asked.text), app.asked.hidden)
    return [[side, guess.probability] for side, guess in found.items()]


def ways(app: App) -> list[list[Any]]:
    run = app.encoder.run(app.asked.twice)
    found = paths(run)
    one, other = (i for i, token in enumerate(run.encoding.tokens) if token == app.asked.word)
    return [[*found.explained, *found.similarity[:, one, other].tolist()]]


def lens(app: App) -> list[list[Any]]:
    encoding = app.encoder.encode(app.asked.text)
    start, end = encoding.offsets[app.asked.hidden] or (0, 0)
    told = app("lens", f"{app.asked.text[:start]}[MASK]{app.asked.text[end:]}", 3)
    places = [layer[app.asked.hidden] for layer in told["layers"]]
    return [[" ".join(r["token"] for r in three), *(r["probability"] for r in three)] for three in places]


def why(app: App) -> list[list[Any]]:
    return [app("attribute", app.asked.text, "integrated_gradients", task="sentiment")["scores"]]


def cost(app: App) -> list[list[Any]]:
    flops = app("cost", app.asked.text)["flops"]
    return [[sum(part for name, part in flops.items() if name != "masked_word_head")]]


def masked(app: App) -> list[list[Any]]:
    found = app("fill_mask", app.asked.masked, 3)["masks"]
    return [
        [mask["position"], one["id"], one["probability"]] for mask in found for one in mask["predictions"]
    ]


def following(app: App) -> list[list[Any]]:
    told = app("next_sentence", *app.asked.pair)
    return [["logits", *told["logits"]], ["follows", told["follows"]]]


def entities(app: App) -> list[list[Any]]:
    pieces = app("entities", app.asked.named, task="entities")["pieces"]
    return [[f"{piece['token']} {piece['label']}", piece["score"]] for piece in pieces]


def answers(app: App) -> list[list[Any]]:
    found = answer(app.models(f"{app.asked.model}-answers"), *app.asked.question)
    return [[f"answer {found.best.text}"], ["score", found.best.logits], ["none", found.none]]


def translated(app: App) -> list[list[Any]]:
    return [[f"written {app.api['translate']('Where is the station?')['translation']}"]]


def finetuned(app: App) -> list[list[Any]]:
    """Three steps on the first sixteen rows, by the loop of the app, in float32."""
    data = read_file((ASSETS / "datasets" / app.asked.rows).read_bytes(), "x.tsv", Limits())
    labels = app.asked.labels
    recipe = Recipe("full", epochs=3, learning_rate=1e-4, batch_size=16, warm_up=0.0)
    base = app.encoder
    start = finetuning.Start(base.checkpoint, base.tokenizer, base.module, base.device)
    module, trainee, _ = finetuning._prepare(start, labels, recipe)
    inputs = base.tokenizer([row.text for row in data.rows[:16]], padding=True, return_tensors="pt")
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
        scores = module(**base.tokenizer(data.rows[0].text, return_tensors="pt")).logits.softmax(-1)[0]
    return [[f"loss {step.step}", step.loss] for step in steps] + [["predicted", *scores.tolist()]]


EXPECTED = {
    "tokens": tokens,
    "attention": attention,
    "scores": scores,
    "guess": guess,
    "head": head,
    "layer": layer,
    "embeddings": embeddings,
    "finder": heads,
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
    "lab": finetuned,
}
LOOSE = ("lab",)  # sums of thousands of products in another order
# Printed in four decimals, over several lines.
TENSORS = ("attention", "embeddings", "head", "finder", "layer", "paths", "remove", "why", "cost")
CHECKED = ("embeddings", "head", "layer")  # they compare themselves with the model


@pytest.fixture(scope="module")
def models() -> ModelBank:
    return ModelBank(Settings(device="cpu"))


def test_every_snippet_is_checked() -> None:
    assert {path.stem for path in SNIPPETS.glob("*.py")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_snippet_prints_what_the_app_shows(name: str, models: ModelBank) -> None:
    compare(name, "en", models)


@pytest.mark.parametrize("name", json.loads(IN_CHINESE.read_text("utf-8")))
def test_a_chinese_snippet_prints_what_the_app_shows(name: str, models: ModelBank) -> None:
    if snippet(name, "zh") == snippet(name, "en"):
        pytest.skip("its Chinese model is not here")
    compare(name, "zh", models)


def compare(name: str, language: Language, models: ModelBank) -> None:
    """Run the code as a visitor would, and ask the app for the same."""
    ran = subprocess.run(
        [sys.executable, "-c", snippet(name, language)],
        cwd=ASSETS.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    app = App({function.__name__: function for function in endpoints(models)}, models, ASKED[language])
    rows = EXPECTED[name](app)
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
