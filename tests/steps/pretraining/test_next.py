"""Next sentence: the steps from [CLS] to the answer, and the traps."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.pretraining.next import follows, traps
from bertdemo.text import Text

EN = Text("en")
ENCODERS = [checkpoint.key for checkpoint in bundled() if not checkpoint.base]


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_pairs_of_each_kind_in_either_language(language: Language) -> None:
    pairs = examples("pairs", language)["pairs"]
    kinds = Counter((pair["kind"], pair["follows"]) for pair in pairs)
    answers = {"follows": True, "question": True, "random": False, "similar": False}
    answers |= {"contradiction": False, "swapped": False}
    assert kinds == dict.fromkeys(answers.items(), 4)
    written = {(pair["first"], pair["second"]) for pair in pairs}
    assert len(written) == len(pairs)
    for pair in pairs:
        assert pair["kind"] != "swapped" or (pair["second"], pair["first"]) in written


def test_the_language_is_that_of_the_model_and_not_of_the_page(models: ModelBank, chinese: Model) -> None:
    for model in (models(), chinese):
        first, second = (traps(Text(page), model) for page in LANGUAGES)
        assert [(row.right, row.of) for row in first.rows] == [(row.right, row.of) for row in second.rows]
    pairs: list[tuple[str, str]] = []
    real = chinese.run
    chinese.run = lambda first, second="": pairs.append((first, second)) or real(first, second)  # type: ignore
    traps(EN, chinese)
    assert pairs == [(pair["first"], pair["second"]) for pair in examples("pairs", "zh")["pairs"]]


@pytest.mark.bundled
@pytest.mark.parametrize("key", ENCODERS)
def test_next_sentence_with_the_bundled_pairs(key: str) -> None:
    model = ModelBank(Settings(device="cpu"))(key)
    pairs = examples("pairs", reading_language(model))["pairs"]
    payload = follows(EN, model, pairs[0]["first"], pairs[0]["second"])
    json.dumps(sent(payload))
    assert "✓" in payload.checked and len(payload.vectors[0].values) == 384
    assert payload.logits[0].share + payload.logits[1].share == pytest.approx(1)
    rows = traps(EN, model).rows
    assert sum(row.of for row in rows) == len(pairs) >= 20
    kinds = {row.name: row.right / row.of for row in rows}
    assert kinds["unrelated"] >= 0.5 and kinds["B continues A"] >= 0.5, "what it was trained for"
