"""Every endpoint, and the panels, for every family and head: an answer, or a sentence that says why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bertdemo.api.endpoints import endpoints
from bertdemo.bert import recipe
from bertdemo.bert.attribution import METHODS
from bertdemo.errors import UserError
from bertdemo.page.wire import sent
from bertdemo.serving.checkpoints import bundled
from bertdemo.settings import LANGUAGES
from bertdemo.steps.depth import lens, paths, sides
from bertdemo.steps.doubt import remove, why
from bertdemo.steps.finetuning.lab import bases, depths
from bertdemo.steps.glance import guess
from bertdemo.steps.heads import finder
from bertdemo.steps.layer import cost
from bertdemo.steps.pretraining import game, masked
from bertdemo.steps.pretraining import next as next_sentence
from bertdemo.text import Text
from tests.families import (
    FAMILIES,
    PAIR,
    ROWS,
    TEXT,
    Opened,
    bank_of,
    chances,
    every_family,
    inputs_of,
    key_of,
    write,
)

HEADS = {
    "bert": (
        "Model",
        "ForPreTraining",
        "ForMaskedLM",
        "ForNextSentencePrediction",
        "ForSequenceClassification",
        "ForTokenClassification",
        "ForQuestionAnswering",
    ),
    **dict.fromkeys(
        FAMILIES[1:],
        (
            "Model",
            "ForMaskedLM",
            "ForSequenceClassification",
            "ForTokenClassification",
            "ForQuestionAnswering",
        ),
    ),
}
HEADS["electra"] += ("ForPreTraining",)
QUESTIONS: dict[str, list[tuple[Any, ...]]] = {
    "tokenize": [(TEXT,), (TEXT, PAIR)],
    "wordpiece": [(TEXT,)],
    "embeddings": [(TEXT,), (TEXT, PAIR)],
    "attention": [(TEXT,), (TEXT, PAIR, 1, 1)],
    "self_attention": [(TEXT, 1, 1), (TEXT, 1, 4, PAIR)],
    "layer": [(TEXT, 1), (TEXT, 1, PAIR)],
    "heads": [(TEXT,)],
    "ablate": [(TEXT, [[1, 1], [1, 4]])],
    "attribute": [(TEXT, method) for method in METHODS],
    "lens": [(TEXT, 3)],
    "fill_mask": [("my {mask} is {mask}", 3, [], context) for context in ("both", "left", "right")],
    "next_sentence": [(TEXT, PAIR)],
    "classify": [(TEXT,)],
    "entities": [(TEXT,), (" ".join([TEXT] * 20),)],
    "answer": [("who is sad ?", TEXT), ("who is sad ?", " ".join([TEXT] * 20))],
    "translate": [(TEXT,)],
    "cost": [(TEXT,), (TEXT, PAIR)],
}
ROWS_OF_TEXT = [[f"{text} {'!' * i}", "ab"[label]] for text, label in ROWS for i in range(2)]


def changed(family: str, head: str) -> dict[str, int]:
    """One segment and three labels, where there are segments and labels."""
    segments = {} if family == "distilbert" else {"type_vocab_size": 1}
    labels = {} if head in ("ForQuestionAnswering", "Model", "ForPreTraining") else {"num_labels": 3}
    return segments | labels


@pytest.mark.parametrize(
    ("family", "head", "changes"),
    [
        (family, head, changes)
        for family in HEADS
        for head in HEADS[family]
        for changes in ({}, *filter(None, [changed(family, head)]))
    ],
)
def test_every_endpoint_answers_or_says_why_not(
    family: str, head: str, changes: dict[str, Any], tmp_path: Path
) -> None:
    folder = write(tmp_path / "open" / "tiny", family, head, **changes)
    bank = bank_of(folder.parent)
    key = key_of(bank)
    asked = {function.__name__: function for function in endpoints(bank)}
    assert set(asked) == set(QUESTIONS) | {"models", "finetune"}, "a new endpoint needs its questions"
    mask = bank(key).tokenizer.mask_token
    said: dict[str, bool] = {}
    refused: list[UserError] = []
    for name, questions in QUESTIONS.items():
        for question in questions:
            given = [part.format(mask=mask) if isinstance(part, str) else part for part in question]
            try:
                json.dumps(asked[name](*given, model=key))
                said[name] = True
            except UserError as error:
                said.setdefault(name, False)
                refused.append(error)
    assert all(Text(language).message(error) for language in LANGUAGES for error in refused)
    always = {"tokenize", "embeddings", "attention", "self_attention", "layer", "heads", "cost"}
    can = {
        "ForSequenceClassification": {"classify", "ablate", "attribute"},
        "ForTokenClassification": {"entities"},
        "ForQuestionAnswering": {"answer"},
        "ForMaskedLM": {"fill_mask", "lens"},
        "ForNextSentencePrediction": {"next_sentence"},
        "ForPreTraining": {"fill_mask", "lens", "next_sentence"} if family == "bert" else set(),
    }.get(head, set())
    if changes.get("type_vocab_size") == 1 and family in ("bert", "electra"):  # no pairs
        can = can - {"next_sentence", "answer"}
    pieces = {"wordpiece"} if family != "roberta" else set()
    assert {name for name, answered in said.items() if answered} == always | can | pieces
    for method in recipe.METHODS:
        events = list(asked["finetune"](ROWS_OF_TEXT, method, epochs=1, batch_size=8, base=key))
        json.dumps(events)
        assert asked["classify"](TEXT, model=events[-1]["model"])["labels"]
        assert asked["ablate"](TEXT, [[1, 1]], model=events[-1]["model"])["labels"]


def test_ablate_keeps_the_numbers_of_labels_that_stand_twice(opened: Opened) -> None:
    bank, model, plain = opened(
        "bert", "ForSequenceClassification", num_labels=3, id2label={0: "A", 1: "A", 2: "B"}
    )
    asked = {function.__name__: function for function in endpoints(bank)}
    found = asked["ablate"](TEXT, [[1, 1]], model=model.checkpoint.key)
    want = chances(plain, inputs_of(model, TEXT)).tolist()
    assert list(found["labels"]) == ["A", "A", "B"]
    assert found["before_list"] == pytest.approx(want, abs=1e-5) and len(found["after_list"]) == 3
    assert found["before"] == pytest.approx(dict(zip(("A #1", "A #2", "B"), want, strict=True)), abs=1e-5)
    told = asked["attribute"](TEXT, "occlusion", target="A #2", model=model.checkpoint.key)
    assert told["target"] == "A #2" and told["probability"] == pytest.approx(want[1], abs=1e-5)
    assert asked["classify"](TEXT, model=model.checkpoint.key)["probabilities"] == pytest.approx(
        want, abs=1e-5
    )


@every_family
@pytest.mark.parametrize("layers", [1, 3])
def test_panels_of_a_classifier(family: str, layers: int, opened: Opened) -> None:
    _, model, _ = opened(family, "ForSequenceClassification", layers, num_labels=3)
    for language in LANGUAGES:
        text = Text(language)
        run = model.run(TEXT)
        effects, explained = remove.each_alone(text, model, run), why.explanation(text, model, TEXT)
        for payload in (
            effects,
            remove.removal(text, model, run, [[1, 1]]),
            finder.kinds(text, run),
            explained,
            paths.travels(text, run, 1),
            cost.counted(text, model, run),
        ):
            json.dumps(sent(payload))
        assert len(effects.effects) == layers and set(explained.methods) == set(METHODS)


@every_family
@pytest.mark.parametrize("layers", [1, 3])
def test_panels_of_hidden_words(family: str, layers: int, opened: Opened) -> None:
    _, model, _ = opened(family, "ForMaskedLM", layers)
    text, run = Text("en"), model.run(TEXT)
    question = masked.MaskedQuestion("", TEXT, "", 1, 1, [2], 2, "")
    round_ = game.AnswersQuestion("", 1, 1, {}, {})
    for payload in (
        guess.guess(text, model, run, 2),
        lens.reading(text, model, run),
        sides.sides(text, model, run, 2),
        masked.masked(text, model, run.encoding, question),
        game.revealed(text, model, round_),
    ):
        json.dumps(sent(payload))
    with pytest.raises(UserError):
        next_sentence.follows(text, model, TEXT, PAIR)


def test_the_lab_knows_how_deep_each_base_is() -> None:
    layers = {checkpoint.key: checkpoint.layers for checkpoint in bundled()}
    for key, _ in bases(Text("en"), "en"):
        told = depths()[key]
        assert told["layers"] == told["frozen"]["head"] == layers[key]
    assert depths()["classroom"]["frozen"] == {"head": 6, "lora": 3, "full": 0}
