"""Hidden words against BertForPreTraining."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import BertModel

from bertdemo.bert.models import ModelBank
from bertdemo.bert.pretraining import guess_hidden, one_sided
from bertdemo.settings import Settings
from bertdemo.text import UserError
from tests.conftest import tiny_config, tiny_tokenizer


@pytest.mark.parametrize(
    ("text", "pair", "position"), [("my dog is cute", "", 2), ("my dog", "she is sad", 5)]
)
def test_same_probabilities_as_the_library(models: ModelBank, text: str, pair: str, position: int) -> None:
    model = models()
    inputs = model.tokenizer(text, pair or None, return_tensors="pt")
    own = int(inputs["input_ids"][0, position])
    inputs["input_ids"][0, position] = model.tokenizer.mask_token_id
    with torch.inference_mode():
        expected = model.module(**inputs).prediction_logits[0, position].softmax(-1)
    hidden = guess_hidden(model, model.encode(text, pair), position)
    assert hidden.token == model.tokenizer.convert_ids_to_tokens(own)
    assert hidden.probability == pytest.approx(expected[own].item(), abs=1e-6)
    assert hidden.rank == int((expected > expected[own]).sum()) + 1
    assert [number for _, number, _ in hidden.best] == expected.topk(5).indices.tolist()
    assert [p for _, _, p in hidden.best] == pytest.approx(expected.topk(5).values.tolist(), abs=1e-6)


@pytest.mark.parametrize("position", [0, 5, 99, -1, "1", None])
def test_only_words_of_the_text_can_be_hidden(models: ModelBank, position: object) -> None:
    with pytest.raises(UserError, match="cannot be hidden"):
        guess_hidden(models(), models().encode("my dog is cute"), position)  # type: ignore[arg-type]


def test_a_model_without_the_head_says_so(tmp_path: Path) -> None:
    BertModel(tiny_config()).save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    model = ModelBank(Settings(device="cpu", folders=str(tmp_path)))(str(tmp_path))
    with pytest.raises(UserError, match="no masked-word head"):
        guess_hidden(model, model.encode("my dog"), 1)


def test_both_sides_are_the_usual_guess(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    found = one_sided(model, encoding, 3)
    assert found["both"] == guess_hidden(model, encoding, 3)
    assert found["left"].token == found["right"].token == "is"
    assert len({guess.probability for guess in found.values()}) == 3


@pytest.mark.parametrize(("side", "other"), [("left", slice(5, 9)), ("right", slice(1, 4))])
def test_the_other_side_is_not_seen(models: ModelBank, side, other) -> None:
    """Other words there change nothing, however many layers lie between."""
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    ids = list(encoding.ids)
    ids[other] = [ids[9 - 1]] * len(ids[other])
    changed = replace(encoding, ids=tuple(ids))
    before, after = one_sided(model, encoding, 4), one_sided(model, changed, 4)
    assert before[side].probability == pytest.approx(after[side].probability, abs=1e-6)
    assert before[side].best[0][1] == after[side].best[0][1]
    assert before["both"].probability != pytest.approx(after["both"].probability, abs=1e-6)


def test_with_nothing_on_a_side_only_the_frame_is_left(models: ModelBank) -> None:
    model = models()
    found = one_sided(model, model.encode("dog"), 1)
    assert found["left"].probability == pytest.approx(found["both"].probability, abs=1e-5)
    assert found["right"].probability == pytest.approx(found["both"].probability, abs=1e-5)
