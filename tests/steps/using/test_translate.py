"""What the translation's panel is sent, event by event: numbers by hand, and attention as it was packed."""

from __future__ import annotations

import json

import pytest
import torch

from bertdemo.bert.beams import Beam, Candidate, Hypothesis, Step
from bertdemo.bert.translation import Translated, Translation
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.using.translate import (
    BeamPayload,
    DroppedBeam,
    FinishedBeam,
    TranslatedSentence,
    TranslationStep,
    WholeTranslation,
    event_payload,
)
from bertdemo.text import Text
from tests.conftest import tiny_tokenizer
from tests.figures.inflated import inflated

EN = Text("en")
END = Hypothesis((4, 5, 3), ("my", "dog", "[SEP]"), -0.25, (-0.2, -0.3, -0.25))


def test_a_step_shows_every_beam_and_what_was_dropped() -> None:
    beams = (
        Beam((4, 5), ("my", "dog"), -0.5, 1, 0.75, (-0.2, -0.3)),
        Beam((4, 6), ("my", "cute"), -1.5, 0, 0.2, (-0.2, -1.3)),
    )
    step = Step(2, 3, beams, (Candidate(1, "[SEP]", -2.0, 0.125, True),), (END,))
    payload = event_payload(EN, step, tiny_tokenizer())
    assert payload == TranslationStep(
        sentence=2,
        step=3,
        text="my dog",
        beams=(BeamPayload("dog", 1, 0.75, -0.5), BeamPayload("cute", 0, 0.2, -1.5)),
        dropped=(DroppedBeam("[SEP]", 1, 0.125, True),),
        finished=(FinishedBeam("my dog", -0.25),),
    )
    assert json.loads(json.dumps(sent(payload)))["kind"] == "step"


def test_when_no_beam_is_left_the_best_sentence_is_shown() -> None:
    payload = event_payload(EN, Step(0, 4, (), (), (END,)), tiny_tokenizer())
    assert isinstance(payload, TranslationStep) and payload.text == "my dog", "without its end mark"


@pytest.mark.parametrize(("error", "tick"), [(9e-4, "✓"), (1.1e-3, "✗")])
def test_a_sentence_with_its_attention(models: ModelBank, error: float, tick: str) -> None:
    source = models().run("my dog")
    weights = torch.rand(2, 3, 3, len(source.encoding.ids)).softmax(-1)  # (L, H, O, I)
    sentence = Translated(
        "我的狗", ("我", "狗", "[SEP]"), -0.5, weights, torch.ones(2, 3, 3, 3), source, error
    )
    payload = event_payload(EN, sentence, tiny_tokenizer())
    assert isinstance(payload, TranslatedSentence) and payload.kind == "sentence"
    assert (payload.read, payload.written) == (source.encoding.tokens, sentence.tokens)
    assert payload.shape == (2, 3, 3, 4)
    assert (inflated(payload.weights).view(2, 3, 3, 4) / 255 - weights).abs().max() <= 1 / 510 + 1e-7
    assert tick in payload.checked and f"{error:.1e}" in payload.checked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_tells_what_was_left_out(language: Language) -> None:
    text = Text(language)
    whole, cut = (event_payload(text, Translation("狗", (), left, 0), tiny_tokenizer()) for left in (0, 7))
    assert isinstance(whole, WholeTranslation) and isinstance(cut, WholeTranslation)
    assert whole.text == cut.text == "狗" and "7" not in whole.said
    assert cut.said.startswith(whole.said) and "7" in cut.said
