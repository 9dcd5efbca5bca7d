"""Hidden words: all that is shown of them, and what is told where there is nothing to show."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bertdemo.bert.pretraining import HiddenWord, context_effect, fill, hide
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from bertdemo.steps.pretraining.masked import MaskedQuestion, judged, masked, named_word
from bertdemo.text import Text

EN = Text("en")


def question(**changes: Any) -> MaskedQuestion:
    first = MaskedQuestion("", "", "", layer=2, head=3, positions=[2], place=2, word="")
    return replace(first, **changes)


def test_hidden_places_with_all_that_is_shown(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    payload = masked(EN, model, encoding, question(positions=[2, 6], place=6, word="street"))
    json.dumps(sent(payload))
    guesses = fill(model, encoding, [2, 6], 5, candidates=model.tokenizer.convert_tokens_to_ids(["street"]))
    assert [place.position for place in payload.places] == [2, 6] and payload.place == 6
    for place, guess in zip(payload.places, guesses, strict=True):
        assert place.best == tuple((token, share) for token, _, share in guess.best)
        assert f"{guess.rank}" in place.own
        assert "street" in place.named[0]
    run = model.read(hide(model, encoding, [2, 6]))
    assert payload.attention == pytest.approx(run.attentions[1, 2, 6].tolist(), rel=1e-4)
    assert payload.effect == pytest.approx(
        context_effect(model, encoding, [2, 6], 6).tolist(), rel=1e-3, abs=1e-7
    )
    assert guesses[1].best[0][0] in payload.said


def test_of_several_places_the_one_that_is_judged_is_named(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    for place in (2, 6):
        several = masked(EN, model, encoding, question(positions=[2, 6], place=place)).said
        assert several.startswith(f"At place {place}: ")
    assert not masked(EN, model, encoding, question(positions=[2])).said.startswith("At place")


def test_nothing_hidden_or_an_impossible_word(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute")
    nothing = masked(EN, model, encoding, question(positions=[]))
    assert nothing.places == () and nothing.place is None
    payload = masked(EN, model, encoding, question(word="sadness"))
    assert "sad ##ness" in payload.problem and payload.places[0].named == ()
    typed = masked(EN, model, model.encode("my [MASK] is cute"), question())
    assert typed.places[0].own == "", "what stood there is not known"


def hidden(token: str, best: list[tuple[str, float]], own: float = 0.1, rank: int = 1) -> HiddenWord:
    return HiddenWord(4, token, own, rank, tuple((word, 0, share) for word, share in best))


@pytest.mark.parametrize(
    ("token", "best", "rank", "said", "weak"),
    [
        ("cute", [("cute", 0.5), ("sad", 0.2)], 1, "Right: BERT writes “cute” (50 %), the word that", False),
        (
            "cute",
            [("cute", 0.5), ("sad", 0.45)],
            1,
            "Right, but by a hair: “cute” (50 %) and “sad” (45 %) tie",
            False,
        ),
        ("cute", [("sad", 0.5), ("cute", 0.2)], 5, "Not quite: BERT writes “sad” (50 %); “cute”", False),
        ("cute", [("sad", 0.5), ("un", 0.2)], 6, "Wrong: BERT writes “sad” (50 %); “cute”, which", True),
        ("cute", [("hello", 0.5), ("cute", 0.2)], 2, "Wrong: BERT only repeats “hello” (50 %)", True),
        (
            "cute",
            [("dog", 0.5), ("cute", 0.2)],
            2,
            "Not quite: BERT writes “dog”",
            False,
        ),  # as short as "the"
        ("[MASK]", [("hello", 0.5), ("cute", 0.2)], 1, "BERT only repeats “hello” (50 %)", True),
        (
            "[MASK]",
            [("sad", 0.5), ("cute", 0.45)],
            1,
            "BERT cannot decide: “sad” (50 %) and “cute” (45 %) tie",
            False,
        ),
        (
            "[MASK]",
            [("sad", 0.5), ("cute", 0.2)],
            1,
            "BERT would write “sad”: 50 %, more than for all",
            False,
        ),
        (
            "[MASK]",
            [("sad", 0.4), ("cute", 0.2)],
            1,
            "BERT writes “sad” but is not sure: 40 %, before “cute”",
            False,
        ),
    ],
)
def test_the_first_guess_is_judged(
    models: ModelBank, token: str, best: list[tuple[str, float]], rank: int, said: str, weak: bool
) -> None:
    model = models()
    judgement = judged(EN, model, model.encode("hello my dog is cute"), hidden(token, best, rank=rank))
    assert judgement[0].startswith(said) and judgement[1] is weak


@pytest.mark.parametrize(
    ("word", "share", "said"),
    [
        ("sad", 0.5, "“sad” is that first guess."),
        ("un", 0.45, "“un” (45 %) ties with it."),
        ("un", 0.25, "“un” has 25 % here, 2.0 times less than “sad”."),
        ("un", 0.001, "“un” has 0.10 % here, 500 times less than “sad”."),
    ],
)
def test_a_word_that_was_asked_for_is_measured_against_the_first_guess(
    word: str, share: float, said: str
) -> None:
    guess = replace(hidden("cute", [("sad", 0.5), ("cute", 0.2)]), candidates=((word, 0, share),))
    assert named_word(EN, guess) == said


def test_what_stands_beside_the_judgement(models: ModelBank) -> None:
    """The word that was asked for, else the word that helped; two sentences at most."""
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    asked = masked(EN, model, encoding, question(positions=[2], word="street"))
    assert "“street” has" in asked.said and asked.named is not None and asked.named[0] == "street"
    alone = masked(EN, model, encoding, question(positions=[2]))
    assert alone.named is None and ("helps most" in alone.said) is (max(alone.effect) > 0.005)


@pytest.mark.bundled
def test_where_it_is_weak_it_says_how_often_it_is_right() -> None:
    model = ModelBank(Settings(device="cpu"))("classroom")
    payload = masked(
        EN, model, model.encode("Paris is the capital of [MASK]."), question(positions=[6], place=6)
    )
    assert payload.said.startswith("BERT only repeats “paris”"), (
        "or the model learned better: choose another example"
    )
    assert "its first guess is right for 49 % of the hidden pieces" in payload.said


def test_a_text_too_long_to_hide_every_word_keeps_its_guesses(models: ModelBank) -> None:
    model = models()
    model.max_explained = 6
    payload = masked(EN, model, model.encode("my dog is cute , she is sad"), question())
    assert payload.effect == [] and len(payload.attention) == 10 and payload.places[0].best
    assert "6" in payload.problem
