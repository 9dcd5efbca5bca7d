"""One token guessed from both sides and from each alone: what each side sees, and what cannot be hidden."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.pretraining import middle_word, one_sided
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.depth import sides as guessed
from bertdemo.steps.depth.sides import judged, sides
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out

EN = Text("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sides(models: ModelBank, language) -> None:
    model = models()
    run = model.run("she is unness , she is sad")
    payload = sides(Text(language), model, run, 2)
    json.dumps(sent(payload))
    assert [side.sentence for side in payload.sides] == [
        "she [MASK] unness , she is sad",
        "she [MASK] …",
        "… [MASK] unness , she is sad",
    ]
    assert sides(Text(language), model, run, 0).token == middle_word(run.encoding)  # [CLS] cannot be hidden


def test_the_finding_has_the_numbers_of_every_view(models: ModelBank) -> None:
    model = models()
    run = model.run(SENTENCE)
    guesses = one_sided(model, run.encoding, 4)
    said = sides(EN, model, run, 4).said
    assert said.startswith(f"“{run.encoding.tokens[4]}” hidden")
    for guess in guesses.values():
        assert f"{EN.percent(guess.probability)} (#{guess.rank:,})" in said
    judgement = judged(*(guess.probability for guess in guesses.values()))
    assert said.endswith(EN(f"depth.sides.says.judged.{judgement}"))


@pytest.mark.parametrize(
    ("both", "left", "right", "judgement"),
    [
        (0.36, 0.013, 0.005, "both"),
        (0.925, 0.9, 0.0, "left"),
        (0.925, 0.0, 0.76, "right"),
        (0.3, 0.5, 0.0, "left_better"),
        (0.3, 0.0, 0.5, "right_better"),
        (0.3, 0.3, 0.3, "either"),
        (0.3, 0.25, 0.9, "either"),
        (0.3, 0.23, 0.23, "both"),
        (0.005, 0.0001, 0.0087, "missed"),
        (0.001, 0.02, 0.0, "left_better"),
    ],
)
def test_every_judgement(both: float, left: float, right: float, judgement: str) -> None:
    assert judged(both, left, right) == judgement
    for language in LANGUAGES:
        assert Text(language)(f"depth.sides.says.judged.{judgement}")


@pytest.mark.parametrize("position", [1, 9])
def test_a_word_at_an_end_compares_nothing(models: ModelBank, position: int) -> None:
    run = models().run("my dog is cute , she is sad .")
    assert len(run.encoding.tokens) == 11
    edge = EN("depth.sides.says.judged.edge")
    assert sides(EN, models(), run, position).said.endswith(edge)
    assert not sides(EN, models(), run, 4).said.endswith(edge)


def test_of_a_typed_mask_the_first_guess_is_followed(models: ModelBank) -> None:
    model = models()
    run = model.run("my dog [MASK] cute , she is sad")
    payload = sides(EN, model, run, 3)
    word = payload.sides[0].best[0][0]
    assert payload.said.startswith(f"Your [MASK]: both sides say “{word}”")
    assert [side.own.split("”")[0] for side in payload.sides] == [f"“{word}"] * 3
    for side in payload.sides[1:]:
        share = dict(side.best).get(word)
        assert share is None or EN.percent(share) in payload.said


def test_the_middle_is_hidden_while_nobody_has_chosen(models: ModelBank) -> None:
    run = models().run("the animal street is a b c d e")
    assert middle_word(run.encoding) == 3, "the whole word nearest to the middle; one letter is none"
    assert middle_word(models().encode("a . ! b")) in (2, 3), "no whole word: whatever there is"
    ask = laid_out(guessed.build, models).ask["both_sides"]
    assert ask(QUESTION | {"token": None})["token"] == middle_word(models().encode(SENTENCE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_is_answered(models: ModelBank, language) -> None:
    ask = laid_out(guessed.build, models, language).ask["both_sides"]
    assert ask(QUESTION) == sent(sides(Text(language), models(), models().run(SENTENCE), 4))
