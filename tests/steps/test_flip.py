"""The opening flip: how swings are scored, and that flip.json is what the command would write today."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
import torch

from bertdemo.bert.pretraining import guess_hidden
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.served import ServedModel
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps import flip
from bertdemo.steps.flip import FlipPair

DOG = FlipPair("Hello, my dog is sad, he is cute.", "he", "it", first="dog", second="my")


@pytest.fixture(scope="module")
def bank() -> ModelBank:
    return ModelBank(Settings(device="cpu"))


def test_a_word_is_found_as_a_whole() -> None:
    assert flip.place("The other hen, then he", "he") == (20, 22)
    assert flip.place("he, she and he", "he", last=False) == (0, 2)
    assert flip.place("女孩喜欢小狗，因为它很可爱。", "它") == (9, 10)
    with pytest.raises(ValueError, match="'he' is not in 'the hen'"):
        flip.place("the hen", "he")


def test_the_last_occurrence_is_changed() -> None:
    assert FlipPair("He said that he is cute", "he", "she", "a", "b").changed == "He said that she is cute"
    assert DOG.sides == ((DOG.text, "he"), ("Hello, my dog is sad, it is cute.", "it"))
    assert replace(DOG, token="cute").sides == ((DOG.text, "cute"), (DOG.changed, "cute"))


def test_weights_are_those_of_the_runs(models: ModelBank) -> None:
    given = flip.weights(models(), DOG)
    assert given.shape == (2, 3, 4, 2)
    for side, text in enumerate((DOG.text, DOG.changed)):
        run = models().run(text)
        asked = [run.encoding.tokens.index(token) for token in (("he", "it")[side], "dog", "my")]
        torch.testing.assert_close(given[side], run.attentions[:, :, asked[0], asked[1:]])


def side(first: float, second: float) -> list[list[list[float]]]:
    """One layer of one head."""
    return [[[first, second]]]


def test_a_lead_is_the_smaller_of_both_sides() -> None:
    given = torch.tensor(
        [
            [side(0.9, 0.1), side(0.2, 0.5)],  # 0.8, then 0.3
            [side(0.4, 0.3), side(0.0, 0.9)],  # 0.1, then 0.9
            [side(0.9, 0.0), side(0.6, 0.2)],  # does not swing: 0.9, then -0.4
        ]
    )
    torch.testing.assert_close(flip.leads(given)[:, 0, 0], torch.tensor([0.3, 0.1, -0.4]))
    torch.testing.assert_close(flip.leads(given[0]), torch.tensor([[0.3]]))


def test_a_head_that_swings_often_wins_over_a_lucky_one() -> None:
    lead = torch.tensor([[[0.5, 0.4]], [[-0.1, 0.3]], [[0.05, 0.2]]])  # 3 pairs, 1 layer, 2 heads
    assert flip.swings(lead).tolist() == [[1, 3]], "0.05 is not above 0.05"
    score = flip.scores(lead)
    torch.testing.assert_close(score[0, 0], torch.tensor([0.5 / 3, 0.4]))
    assert score[1, 0, 0] < 0 < score[1, 0, 1]


def test_what_is_written_in_place_of_the_word(models: ModelBank) -> None:
    model = models()
    encoding = model.encode(DOG.text)
    hidden = guess_hidden(model, encoding, encoding.tokens.index("he"), top_k=len(model.tokenizer))
    chance = next(chance for token, _, chance in hidden.best if token == "it")
    assert flip._written(model, DOG) == pytest.approx(chance)
    assert flip._written(model, replace(DOG, replacement="sadly")) == 0, "two pieces"


def test_nothing_is_chosen_where_no_head_swings(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flip, "weights", lambda model, pair: torch.zeros(2, 3, 4, 2))
    with pytest.raises(ValueError, match="no head swings in en"):
        flip.found(models, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists(language: Language, chinese: ServedModel) -> None:
    listed = flip.pairs(language)
    assert len(listed) >= 60 and len({(pair.text, pair.replacement) for pair in listed}) == len(listed)
    for pair in listed:
        assert pair.first != pair.second and pair.changed != pair.text
        for text, token in pair.sides:
            spans = {flip.place(text, token)}
            spans |= {flip.place(text, word, last=False) for word in (pair.first, pair.second)}
            assert len(spans) == 3, pair


@pytest.mark.bundled
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_what_the_command_would_write(language: Language, bank: ModelBank) -> None:
    """`python -m bertdemo.steps.flip` makes it anew when weights change."""
    stored, now = asdict(flip.stored(language)), asdict(flip.found(bank, language)[0])
    assert stored.keys() == now.keys()
    for name, value in stored.items():
        close = isinstance(value, float | tuple)
        assert now[name] == (pytest.approx(value, abs=2e-3) if close else value), name


@pytest.mark.bundled
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opening_shows_something(language: Language, bank: ModelBank) -> None:
    opening = flip.stored(language)
    assert opening.before[0] > 0.5 > 10 * opening.before[1] / 2
    assert opening.after[1] > 0.5 > 10 * opening.after[0] / 2
    assert opening.swings >= 0.5 * opening.pairs and opening.guess > 0.4
    assert (opening.label, opening.probability > 0.85) == ("positive", True)
