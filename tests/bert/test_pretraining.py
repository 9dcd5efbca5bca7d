"""Hidden words against BertForPreTraining."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import BertModel

from bertdemo.bert.pretraining import (
    candidate_ids,
    context_effect,
    fill,
    guess_hidden,
    hide,
    next_sentence,
    one_sided,
)
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.conftest import tiny_config, tiny_tokenizer
from tests.refusals import refusal


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
    with refusal("cannot be hidden"):
        guess_hidden(models(), models().encode("my dog is cute"), position)  # type: ignore[arg-type]


def test_a_model_without_the_head_says_so(tmp_path: Path) -> None:
    BertModel(tiny_config()).save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    model = ModelBank(Settings(device="cpu", folders=str(tmp_path)))(tmp_path.name)
    with refusal("no masked-word head"):
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


def test_several_hidden_at_once(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute", "she is sad")
    wanted = candidate_ids(model, ["street", "Dog"])
    found = fill(model, encoding, [7, 2], 3, candidates=wanted)
    ids = torch.tensor([encoding.ids])
    ids[0, [2, 7]] = model.tokenizer.mask_token_id
    types = torch.tensor([encoding.token_type_ids])
    with torch.inference_mode():
        expected = model.module(input_ids=ids, token_type_ids=types).prediction_logits[0].softmax(-1)
    for guess, position in zip(found, (7, 2), strict=True):
        assert guess.position == position
        assert [number for _, number, _ in guess.best] == expected[position].topk(3).indices.tolist()
        assert [p for _, _, p in guess.candidates] == pytest.approx(expected[position, wanted].tolist())
        assert [token for token, _, _ in guess.candidates] == ["street", "dog"]
    assert fill(model, encoding, []) == []


def test_each_hidden_place_has_sides_of_its_own(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    together = fill(model, encoding, [2, 6], context="left")
    hidden = hide(model, encoding, [6])
    assert together[0].probability == pytest.approx(
        fill(model, hidden, [2], context="left")[0].probability, abs=1e-6
    )
    words_after = replace(encoding, ids=(*encoding.ids[:7], *reversed(encoding.ids[7:9]), encoding.ids[9]))
    assert fill(model, words_after, [6], context="left")[0].probability == pytest.approx(
        fill(model, encoding, [6], context="left")[0].probability, abs=1e-6
    )


def test_what_each_word_of_the_context_adds(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    effect = context_effect(model, encoding, [2], 2)
    before = fill(model, encoding, [2], 1)[0].best[0]
    for other in (1, 3, 8):
        chances = fill(model, encoding, [2, other], candidates=[before[1]])[0].candidates[0][2]
        assert float(effect[other]) == pytest.approx(before[2] - chances, abs=1e-5)
    assert effect[[0, 2, -1]].tolist() == [0, 0, 0]
    assert effect.abs().max() > 1e-4


def test_a_candidate_is_one_word_piece(models: ModelBank) -> None:
    for word in ("sadness", "xyzzy", "", "my dog", 5):
        with pytest.raises(UserError):
            candidate_ids(models(), [word])


def test_next_sentence_is_the_librarys(models: ModelBank) -> None:
    model = models()
    with torch.inference_mode():
        own = model.module(**model.tokenizer("my dog is cute", "she is sad", return_tensors="pt"))
    found = next_sentence(model, model.run("my dog is cute", "she is sad"))
    torch.testing.assert_close(found.logits, own.seq_relationship_logits[0], atol=1e-5, rtol=0)
    assert found.follows == pytest.approx(float(own.seq_relationship_logits.softmax(-1)[0, 0]), abs=1e-6)
    assert found.error < 1e-5 and found.cls.shape == found.pooled.shape == (32,)
    with refusal("second sentence"):
        next_sentence(model, model.run("my dog is cute"))
    with refusal("next-sentence head"):
        next_sentence(models("classroom-topic"), models("classroom-topic").run("my dog", "is cute"))
