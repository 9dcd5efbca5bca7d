"""What the translation's panel is sent, event by event: numbers by hand, and attention as it was packed."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import torch

from bertdemo.bert.beams import Beam, Candidate, Hypothesis, Step
from bertdemo.bert.model import Model
from bertdemo.bert.translation import Translated, Translation
from bertdemo.errors import UserError
from bertdemo.page.findings import joined
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.using.translate import (
    BeamPayload,
    DroppedBeam,
    Rivals,
    TranslatedSentence,
    TranslationStep,
    WholeTranslation,
    check_english,
    event_payload,
    finding,
    rivals,
)
from bertdemo.text import Text
from tests.conftest import tiny_tokenizer
from tests.figures.inflated import inflated

EN = Text("en")
WRITER = next(checkpoint for checkpoint in bundled() if checkpoint.key == "classroom-translate-en-zh")
END = Hypothesis((4, 5, 3), ("my", "dog", "[SEP]"), -0.25, (-0.2, -0.3, -0.25))


def test_a_step_shows_every_beam_and_what_was_dropped() -> None:
    beams = (
        Beam((4, 5), ("my", "dog"), -0.5, 1, 0.75, (-0.2, -0.3)),
        Beam((4, 6), ("my", "cute"), -1.5, 0, 0.2, (-0.2, -1.3)),
    )
    step = Step(2, 3, beams, (Candidate(1, "[SEP]", -2.0, 0.125, True),), (END,))
    payload = event_payload(EN, step, tiny_tokenizer(), WRITER)
    assert payload == TranslationStep(
        sentence=2,
        step=3,
        text="my dog",
        beams=(BeamPayload("dog", 1, 0.75, -0.5), BeamPayload("cute", 0, 0.2, -1.5)),
        dropped=(DroppedBeam("[SEP]", 1, 0.125, True),),
    )
    assert json.loads(json.dumps(sent(payload)))["kind"] == "step"


def test_when_no_beam_is_left_the_best_sentence_is_shown() -> None:
    payload = event_payload(EN, Step(0, 4, (), (), (END,)), tiny_tokenizer(), WRITER)
    assert isinstance(payload, TranslationStep) and payload.text == "my dog", "without its end mark"


@pytest.mark.parametrize(("error", "tick"), [(9e-4, "✓"), (1.1e-3, "✗")])
def test_a_sentence_with_its_attention(models: ModelBank, error: float, tick: str) -> None:
    source = models().run("my dog")
    weights = torch.rand(2, 3, 3, len(source.encoding.ids)).softmax(-1)  # (L, H, O, I)
    sentence = Translated(
        "我的狗", ("我", "狗", "[SEP]"), -0.5, weights, torch.ones(2, 3, 3, 3), source, error
    )
    payload = event_payload(EN, sentence, tiny_tokenizer(), WRITER)
    assert isinstance(payload, TranslatedSentence) and payload.kind == "sentence"
    assert (payload.read, payload.written) == (source.encoding.tokens, sentence.tokens)
    assert payload.shape == (2, 3, 3, 4)
    assert (inflated(payload.weights).view(2, 3, 3, 4) / 255 - weights).abs().max() <= 1 / 510 + 1e-7
    assert tick in payload.checked and f"{error:.1e}" in payload.checked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_tells_what_was_left_out(language: Language) -> None:
    text = Text(language)
    whole, cut = (
        event_payload(text, Translation("狗", (), left, 0), tiny_tokenizer(), WRITER) for left in (0, 7)
    )
    assert isinstance(whole, WholeTranslation) and isinstance(cut, WholeTranslation)
    assert whole.text == cut.text == "狗" and text("using.translate.says.cut", count=7) not in whole.said
    assert cut.said == joined(text, whole.said, text("using.translate.says.cut", count=7))
    assert whole.speaker == cut.speaker != ""


def finished(*ends: tuple[str, float]) -> tuple[Hypothesis, ...]:
    return tuple(Hypothesis((), (*words.split(), "[SEP]"), score, ()) for words, score in ends)


def test_the_rivals_are_those_of_the_sentence_in_which_they_are_closest() -> None:
    steps = [
        Step(0, 1, (), (), finished(("my", -0.1), ("dog", -0.1))),  # not the last of its sentence
        Step(0, 2, (), (), finished(("my dog", -0.1), ("my cute", -0.8))),
        Step(1, 2, (), (), finished(("she", -0.2), ("he", -0.25), ("it", -0.3))),
        Step(2, 2, (), (), finished(("sad", -0.2))),
        Step(3, 2, (), (), finished(("sad", -0.2), ("sad", -0.2))),  # reads the same
    ]
    close = rivals(steps, tiny_tokenizer())
    assert close is not None and (close.best, close.second) == ("she", "he")
    assert close.ratio == pytest.approx(math.exp(-0.05))
    assert rivals(steps[3:], tiny_tokenizer()) is None


def translated(models: ModelBank, source: str) -> Translation:
    empty = torch.empty(0)
    return Translation("狗", (Translated("狗", (), 0.0, empty, empty, models().run(source), 0.0),), 0, 0)


@pytest.mark.parametrize(
    ("close", "said"),
    [
        (
            Rivals("她", "他", 0.9),
            "It hesitates: “她” and “他” tie (a character of the second is 90 % as likely).",
        ),
        (
            Rivals("她", "他", 0.89),
            "The best, “她”, is ahead: a character of the second, “他”, is 89 % as likely.",
        ),
        (None, "It wrote “狗” and kept no second output"),
    ],
)
def test_whether_the_search_hesitated(models: ModelBank, close: Rivals | None, said: str) -> None:
    # a quotation of Chinese stands in an English sentence
    assert finding(EN, translated(models, "my dog"), WRITER, close).startswith(said)


@pytest.mark.parametrize(
    ("source", "risky"),
    [
        ("My name is Li Ming and I was born in 1998.", "1998, Li Ming"),
        ("The dog costs 1,250.50.", "1,250.50"),
        ("She saw Tom, Tom saw her.", "Tom"),
        ("My dog is cute.", ""),
        ("Is she sad? He and I are.", ""),
    ],
)
def test_what_is_likely_wrong_is_named(models: ModelBank, source: str, risky: str) -> None:
    said = finding(EN, translated(models, source), WRITER, None)
    assert (f"Check {risky}: it read" in said) is bool(risky)
    assert "t read 27,818 pairs only (BLEU 40 of 100 on" in said and "go wrong, fluently." in said
    assert "BLEU" not in finding(EN, translated(models, source), replace(WRITER, folder=Path("x")), None)


@pytest.mark.bundled
def test_a_text_that_the_translator_cannot_read_is_refused() -> None:
    reader = ModelBank(Settings(device="cpu"))("classroom")
    check_english(reader.encode("Where is the station?"), reader)
    for text in ("我喜欢学习自然语言处理。", "车站在哪里？"):
        with pytest.raises(UserError, match="not_english"):
            check_english(reader.encode(text), reader)
    elsewhere = SimpleNamespace(
        checkpoint=replace(reader.checkpoint, folder=Path("x"))
    )  # what it reads is not known
    with pytest.raises(UserError, match="unreadable"):
        check_english(reader.encode("我喜欢学习自然语言处理。"), cast(Model, elsewhere))
