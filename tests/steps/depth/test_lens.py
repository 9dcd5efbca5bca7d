"""What the lens reads from every layer."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.lens import Lens, Reading
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.depth import lens
from bertdemo.steps.depth.lens import leads_from, reading, when
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out

EN = Text("en")


def test_the_chosen_word_is_hidden(models: ModelBank) -> None:
    model = models()
    run = model.run(SENTENCE)
    payload = reading(EN, model, run, 4)
    json.dumps(sent(payload))
    assert (len(payload.layers), len(payload.layers[0]), len(payload.layers[0][0])) == (4, 10, 5)
    assert payload.hidden == 4 and payload.cut == ""
    assert payload.tokens == (*run.encoding.tokens[:4], "[MASK]", *run.encoding.tokens[5:])
    hidden = guess_hidden(model, run.encoding, 4)
    word, probability = payload.layers[-1][4][0]
    assert word == hidden.best[0][0] and probability == pytest.approx(hidden.best[0][2], abs=1e-5)
    assert f"“{run.encoding.tokens[4]}” hidden: after the last layer BERT says “{word}”" in payload.said
    assert f"({EN.percent(hidden.best[0][2])})" in payload.said


def test_nothing_else_is_hidden_beside_a_typed_mask(models: ModelBank) -> None:
    model = models()
    run = model.run("my [MASK] is [MASK] .")
    for token, place in ((None, 2), (1, 2), (4, 4)):
        payload = reading(EN, model, run, token)
        assert payload.tokens == run.encoding.tokens and payload.hidden == place
        assert payload.said.startswith(f"For your [MASK], BERT says “{payload.layers[-1][place][0][0]}”")


@pytest.mark.parametrize(("token", "place"), [(None, 8), (0, 8), (99, 8), (2, 2)])
def test_the_last_whole_word_is_hidden_while_none_is_chosen(
    models: ModelBank, token: int | None, place: int
) -> None:
    run = models().run(SENTENCE)
    assert run.encoding.tokens[8] == "sad"
    assert reading(EN, models(), run, token).hidden == place


@pytest.mark.parametrize(
    ("best", "layer", "verdict"),
    [
        (["x", "y", "y", "y", "y", "love", "love"], 5, "midway"),
        (["x", "y", "y", "y", "y", "y", "love"], 6, "late"),
        (["x", "y", "y", "love", "love", "love", "love"], 3, "early"),
        (["love", "y", "love", "love", "love", "love", "love"], 2, "early"),
        (["love"] * 7, 0, "before"),
        (["x", "love"], 1, "single"),
    ],
)
def test_from_which_layer_a_guess_leads(best: list[str], layer: int, verdict: str) -> None:
    assert leads_from(best) == layer and when(layer, len(best) - 1) == verdict
    reads = Lens(tuple(((Reading(word, 0, 0.25),),) for word in best), ())
    for language in LANGUAGES:
        text = Text(language)
        said = lens._finding(text, reads, 0, "love")
        earlier = best[max(layer - 1, 0)]
        gaps = {"layer": layer, "layers": len(best) - 1, "guess": "love", "earlier": earlier}
        made = text(
            f"depth.lens.says.made.{verdict}", **gaps, previous=max(layer - 1, 0), share=text.percent(0.25)
        )
        assert said.endswith(made)
        assert said != lens._finding(text, reads, 0, "hate"), "right and wrong are told apart"


def test_many_tokens_are_cut_and_told(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    run = models().run(SENTENCE)
    whole = reading(Text("en"), models(), run)
    monkeypatch.setattr(lens, "SHOWN", 5)
    cut = reading(Text("en"), models(), run)
    assert cut.layers == [layer[:5] for layer in whole.layers] and cut.said == whole.said
    assert cut.cut == Text("en")("depth.lens.says.cut", shown=5, all=10)


def test_what_the_page_is_answered(models: ModelBank) -> None:
    ask = laid_out(lens.build, models).ask["read_lens"]
    assert ask(QUESTION) == sent(reading(EN, models(), models().run(SENTENCE), 4))
    assert set(ask(QUESTION | {"model": "classroom-sentiment"})) == {"error"}, "it has no masked-word head"
