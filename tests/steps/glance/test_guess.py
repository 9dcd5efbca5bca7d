"""One hidden word: its guesses, and what is said of the word that stood there."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.pretraining import HiddenWord, guess_hidden
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED, bundled
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.glance import guess as module
from bertdemo.steps.glance.guess import guess
from bertdemo.text import Text
from tests.conftest import tiny_model
from tests.refusals import refusal

EN = Text("en")


def test_the_guesses_are_the_likeliest_tokens(models: ModelBank) -> None:
    model = models()
    run = model.run("my dog is cute")
    payload = guess(EN, model, run, 2)
    json.dumps(sent(payload))
    hidden = guess_hidden(model, run.encoding, 2)
    assert payload.labels == tuple(token for token, _, _ in hidden.best)
    assert payload.probabilities == pytest.approx([probability for _, _, probability in hidden.best])
    assert list(payload.probabilities) == sorted(payload.probabilities, reverse=True)
    assert "“dog”" in payload.said and EN.percent(hidden.best[0][2]) in payload.said
    assert hidden.rank == 1 or f"#{hidden.rank:,}" in payload.said
    with refusal("position"):
        guess(EN, model, run, 0)


def hidden(token: str, rank: int, guess: str = "her", probability: float = 0.25) -> HiddenWord:
    return HiddenWord(2, token, 0.01, rank, ((guess, 7, probability),))


@pytest.mark.parametrize(
    ("word", "judgement"),
    [
        (hidden("dog", 1, "dog"), "found"),
        (hidden("dog", 2), "among"),
        (hidden("dog", 5), "among"),
        (hidden("dog", 6), "missed"),
        (hidden("[UNK]", 1), "unknown"),
        (hidden("[MASK]", 9, "sad", 0.5), "mask_most"),
        (hidden("[MASK]", 9, "sad", 0.49), "mask_open"),
        (hidden("[MASK]", 9, "cute", 0.9), "mask_repeats"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_judgement(models: ModelBank, language: Language, word: HiddenWord, judgement: str) -> None:
    model, text = models(), Text(language)
    encoding = model.encode("my [MASK] is cute", "")
    assert module.judged(word, encoding, "[MASK]", "[UNK]") == judgement
    guess_, _, probability = word.best[0]
    gaps = {"guess": guess_, "probability": text.percent(probability), "word": word.token}
    gaps |= {"own": text.percent(0.01), "rank": str(word.rank), "vocab": str(model.checkpoint.vocab)}
    assert module._finding(text, model, encoding, word) == text(f"glance.guess.says.said_{judgement}", **gaps)


@pytest.mark.parametrize("key", ["classroom", "classroom-zh"])
def test_a_bundled_model_says_how_often_it_is_right(models: ModelBank, key: str) -> None:
    figures = json.loads((BUNDLED / key / "figures.json").read_text())["scores"]
    once, among = (EN.percent(figures[name]) for name in ("facts_top1", "facts_top5"))
    model = tiny_model("classroom", models)
    encoding = model.encode("my dog", "")
    assert module._finding(EN, model, encoding, hidden("dog", 1)).endswith(")."), "nothing was measured"
    model.checkpoint = next(checkpoint for checkpoint in bundled() if checkpoint.key == key)
    said = module._finding(EN, model, encoding, hidden("dog", 1))
    assert said.endswith(f"finds {once} at the first guess, {among} within five.")


def test_nothing_is_said_of_a_word_that_the_visitor_hid(models: ModelBank) -> None:
    model = models()
    payload = guess(EN, model, model.run("my [MASK] is cute"), 2)
    assert payload.said.startswith(f"For your [MASK] the first guess is “{payload.labels[0]}”")
