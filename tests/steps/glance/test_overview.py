"""The first screen's picture: each judgement for weights made by hand, the guess, who speaks, what the page is answered."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from bertdemo.bert.pretraining import guess_hidden
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.glance.overview import build, look_of, overview, place, say_look
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, laid_out

EN = Text("en")
SENTENCE = "my dog is cute , my cat is sad"  # [CLS] my dog is cute , my [UNK] is sad [SEP]
MY = 1

# Of the row of the first "my": weights by place, the kind, and what the sentence must hold in English and in Chinese.
LOOKS = [
    ({}, "scattered", "looks everywhere", "哪里都看"),
    ({2: 0.5, 4: 0.4}, "undecided", "wavers between “dog” (50 %) and “cute” (40 %)", "拿不定"),
    ({0: 0.5, 4: 0.4}, "undecided", "wavers between “[CLS]”", "拿不定"),
    ({0: 0.5, 10: 0.45, 4: 0.05}, "resting", "50 % to [CLS]", "空操作"),
    ({10: 0.9, 4: 0.1}, "resting", "“cute” gets most: 10 %", "“cute”：10%"),
    ({1: 0.9, 4: 0.1}, "itself", "90 % to itself", "留给了自己"),
    ({6: 0.9, 4: 0.1}, "same", "the other “my”", "另一个“my”"),
    ({2: 0.9, 4: 0.1}, "next", "always the next one", "看后一个"),
    (
        {4: 0.9, 2: 0.1},
        "far",
        "“cute”, 3 tokens after it; the runner-up is “dog” with 10 %",
        "往后数第 3 个词元“cute”",
    ),
]


def row_of(weights: dict[int, float], size: int = 11) -> torch.Tensor:
    if not weights:
        return torch.full((size,), 1 / size)
    row = torch.zeros(size)
    for position, weight in weights.items():
        row[position] = weight
    return row


@pytest.mark.parametrize(("weights", "kind", "english", "chinese"), LOOKS)
def test_the_judgement_follows_from_the_numbers(models: ModelBank, weights, kind, english, chinese) -> None:
    run = models().run(SENTENCE)
    changed = run.attentions.clone()
    changed[1, 3, MY] = row_of(weights)
    run = replace(run, attentions=changed)
    assert look_of(changed[1, 3, MY], run.encoding, MY)[0] == kind
    assert english in say_look(EN, run, 2, 4, MY)
    assert chinese in say_look(Text("zh"), run, 2, 4, MY)
    assert "one head of 12," in say_look(EN, run, 2, 4, MY), "3 layers of 4 heads"
    assert "12 个头中的一个" in say_look(Text("zh"), run, 2, 4, MY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_look_back_is_told_from_a_look_ahead(models: ModelBank, language: Language) -> None:
    run = models().run(SENTENCE)
    changed = run.attentions.clone()
    changed[0, 0, 4] = row_of({3: 0.9})
    changed[0, 0, 5] = row_of({2: 0.9, 4: 0.1})
    run = replace(run, attentions=changed)
    assert look_of(changed[0, 0, 4], run.encoding, 4)[0] == "previous"
    near, far = say_look(Text(language), run, 1, 1, 4), say_look(Text(language), run, 1, 1, 5)
    assert ("always the last one" if language == "en" else "看前一个") in near
    assert ("3 tokens before it" if language == "en" else "往前数第 3 个词元") in far


def test_the_borders_of_the_judgements(models: ModelBank) -> None:
    encoding = models().run(SENTENCE).encoding
    at = {0.199: "scattered", 0.201: "far"}
    for largest, kind in at.items():
        weights = torch.full((11,), (1 - largest) / 10)
        weights[4] = largest
        assert look_of(weights, encoding, MY)[0] == kind
    assert look_of(row_of({4: 0.5, 2: 0.39}), encoding, MY)[0] == "far"
    assert look_of(row_of({4: 0.5, 2: 0.41}), encoding, MY)[0] == "undecided"


def test_two_tokens_of_one_name_are_told_apart(models: ModelBank) -> None:
    run = models().run(SENTENCE)
    changed = run.attentions.clone()
    changed[0, 0, 4] = row_of({1: 0.5, 6: 0.45})
    said = say_look(EN, replace(run, attentions=changed), 1, 1, 4)
    assert "between “my (1)” (50 %) and “my (6)” (45 %)" in said


def test_a_token_that_rests_and_keeps_more_than_others_get_says_so(models: ModelBank) -> None:
    run = models().run(SENTENCE)
    changed = run.attentions.clone()
    changed[0, 0, 4] = row_of({0: 0.5, 4: 0.3, 6: 0.1})
    own = run.encoding.tokens[4]
    said = say_look(EN, replace(run, attentions=changed), 1, 1, 4)
    assert f"Of the text itself, “{own}” gets most: 30 %, from itself" in said
    changed[0, 0, 4] = row_of({0: 0.5, 4: 0.1, 6: 0.3})
    said = say_look(EN, replace(run, attentions=changed), 1, 1, 4)
    assert f"Of the text, “{run.encoding.tokens[6]}” gets most: 30 %" in said


def test_one_word_alone_has_a_finding(models: ModelBank) -> None:
    run = models().run("dog")
    changed = run.attentions.clone()
    changed[0, 0, 1] = torch.tensor([0.8, 0.15, 0.05])
    said = say_look(EN, replace(run, attentions=changed), 1, 1, 1)
    assert "80 % to [CLS]" in said and "gets most" not in said, "there is no other"


def test_the_guess_and_what_stood_there(models: ModelBank) -> None:
    model = models()
    run = model.run(SENTENCE)
    payload = place(EN, model, run, 2)
    json.dumps(sent(payload))
    best = guess_hidden(model, run.encoding, 2).best[:3]
    assert payload.labels == tuple(token for token, _, _ in best)
    assert payload.probabilities == pytest.approx([probability for _, _, probability in best])
    assert payload.token == 2 and payload.own == "dog" and payload.about == ""


def test_a_mask_that_was_typed_is_the_place_that_is_guessed(models: ModelBank) -> None:
    """Whatever is pinned: nothing else is hidden beside it; of several the pinned one, else the first."""
    model = models()
    run = model.run("my [MASK] is cute")
    expected = guess_hidden(model, run.encoding, 2).best[:3]
    for pinned in (0, 1, 2, 4):
        payload = place(EN, model, run, pinned)
        assert payload.labels == tuple(token for token, _, _ in expected)
        assert payload.token == pinned and payload.own == "[MASK]" and payload.about == ""
    two = model.run("my [MASK] is [MASK]")
    for pinned, hidden, number in ((1, 2, 1), (2, 2, 1), (4, 4, 2)):
        payload = place(EN, model, two, pinned)
        assert payload.probabilities == pytest.approx(
            [probability for _, _, probability in guess_hidden(model, two.encoding, hidden).best[:3]]
        )
        assert payload.about.startswith(f"[MASK] {number} of 2; pin another one")
    assert "第 1 个" in place(Text("zh"), model, two, 1).about


def test_who_looks_and_who_judges(models: ModelBank) -> None:
    model = models()
    payload = overview(EN, models, model, model.run(SENTENCE), 2, 3, 2)
    json.dumps(sent(payload))
    assert payload.judge == "" and payload.speaker == "layer 2, head 3 of the classroom BERT"


def test_nothing_is_hidden_where_no_word_stands(models: ModelBank) -> None:
    model = models()
    payload = place(EN, model, model.run(SENTENCE), 0)
    assert not payload.labels and not payload.probabilities
    assert payload.about == "[CLS] is no word of the text: there is nothing to hide."


def test_a_model_that_cannot_guess_says_so_and_names_the_judge(models: ModelBank) -> None:
    model = models("classroom-topic")
    written = place(EN, model, model.run(SENTENCE), 2)
    assert written.labels == () and "no masked-word head" in written.about
    payload = overview(EN, models, model, model.run(SENTENCE), 1, 1, 2)
    assert payload.judge == "Judged by the classroom BERT, not by the model picked."
    assert payload.speaker == "layer 1, head 1 of classroom-topic"
    own = models("classroom-sentiment")
    assert overview(EN, models, own, own.run(SENTENCE), 1, 1, 2).judge == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bundled_model_says_how_often_it_is_right(language: Language) -> None:
    bank = ModelBank(Settings(device="cpu"))
    key = {"en": "classroom", "zh": "classroom-zh"}[language]
    sentence = {"en": "The dog barked.", "zh": "小狗在叫。"}[language]
    model = bank(key)
    run = model.run(sentence)
    payload = overview(Text(language), bank, model, run, 1, 1, 2)
    about = place(Text(language), model, run, 2).about
    scores = json.loads((Path(BUNDLED) / key / "figures.json").read_text("utf-8"))["scores"]
    rate = scores["wikipedia_top1" if language == "en" else "wikipedia_passages_top1"]
    assert int(re.findall(r"(\d+)\s?%", about)[0]) == round(100 * rate)
    assert ("the classroom BERT" if language == "en" else "中文课堂 BERT") in payload.speaker


def test_what_the_page_is_answered(models: ModelBank) -> None:
    made = laid_out(build, models)
    words = made.words["glance/overview"]
    assert words["sentiment"] == EN("glance.scores.says.sentiment.title")
    assert words["percent"].format(share=94) == "94\u00a0%"
    answer = made.ask["look_of_token"](QUESTION)
    assert (answer["layer"], answer["head"], answer["token"]) == (2, 3, 4)
    assert answer["said"]
    written = made.ask["guess_of_token"](QUESTION)
    assert written["token"] == 4 and len(written["labels"]) == 3
    unpicked = made.ask["look_of_token"](QUESTION | {"token": None, "layer": 99})
    assert unpicked["layer"] == 3 and 0 < unpicked["token"] < 10
    assert made.ask["guess_of_token"](QUESTION | {"token": None, "layer": 99})["token"] == unpicked["token"]
    for function in ("look_of_token", "guess_of_token"):
        assert "error" in made.ask[function](QUESTION | {"head": "x"})
