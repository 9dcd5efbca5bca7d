"""What classifiers say of the sentence: the bundled ones, the picked one, and how many labels are shown."""

from __future__ import annotations

import json

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED, BUNDLED_FOR, bundled
from bertdemo.serving.judges import classify
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.glance import scores
from bertdemo.text import Text, digits

EN = Text("en")


def shown(
    models: ModelBank, key: str, text: str
) -> tuple[scores.ScoresPayload | scores.NoScoresPayload, ...]:
    model = models(key)
    return scores.scores(EN, models, model, model.run(text))


def test_sentiment_and_topic_and_the_picked_classifier(models: ModelBank) -> None:
    bundled = shown(models, "", "my dog is cute")
    assert [payload.title for payload in bundled] == ["Sentiment", "Topic"]
    payloads = shown(models, "classroom-topic", "my dog is cute")
    json.dumps(sent(payloads))
    assert [payload.title for payload in payloads] == ["The model picked above", "Sentiment", "Topic"]
    alone = classify(models, models("classroom-topic"), "my dog is cute")
    picked, _, topic = payloads
    assert isinstance(picked, scores.ScoresPayload) and isinstance(topic, scores.ScoresPayload)
    assert picked.labels == alone.labels and picked.more == topic.more == ""
    assert picked.probabilities == topic.probabilities == pytest.approx(alone.probabilities, abs=1e-6)
    assert picked.logits == pytest.approx(alone.logits, abs=1e-5)
    assert "must choose one of its 4 labels" in picked.said and "even if this is no news" in topic.said


def test_the_likeliest_labels_stand_for_many(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    (_, whole) = shown(models, "", "my dog is cute")
    monkeypatch.setattr(scores, "MOST_LABELS", 2)
    (_, cut) = shown(models, "", "my dog is cute")
    assert isinstance(whole, scores.ScoresPayload) and isinstance(cut, scores.ScoresPayload)
    order = sorted(range(4), key=whole.probabilities.__getitem__, reverse=True)
    assert cut.labels == tuple(whole.labels[i] for i in order[:2])
    assert cut.logits == tuple(whole.logits[i] for i in order[:2])
    left = digits(sum(whole.probabilities[i] for i in order[2:]))
    assert cut.more == f"… and 2 more labels, together {left}."
    assert cut.said == whole.said


@pytest.mark.parametrize(
    ("probabilities", "sureness"),
    [
        ((0.1, 0.9), "sure"),
        ((0.11, 0.89), "leans"),
        ((0.61, 0.39), "leans"),
        ((0.55, 0.45), "open"),
        ((0.4, 0.2, 0.21, 0.19), "open"),
        ((0.5, 0.2, 0.2, 0.1), "leans"),
        ((0.95,), "sure"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_how_sure_a_verdict_is(language: Language, probabilities: tuple[float, ...], sureness: str) -> None:
    text = Text(language)
    assert scores.sureness(probabilities) == sureness
    labels = [f"label{i}" for i in range(len(probabilities))]
    gaps = scores._gaps(text, labels, probabilities)
    best, *others = sorted(range(len(labels)), key=probabilities.__getitem__, reverse=True)
    assert (gaps["label"], gaps["probability"]) == (labels[best], text.percent(probabilities[best]))
    second = others[0] if others else best
    shown = {"second": labels[second], "other": text.percent(probabilities[second])}
    assert gaps["sureness"] == text(f"glance.scores.says.{sureness}", **shown)


@pytest.mark.parametrize("task", ["sentiment", "topic"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bundled_classifier_says_how_often_it_is_right(language: Language, task: str) -> None:
    key = f"{BUNDLED_FOR[language]}-{task}"
    checkpoint = next(checkpoint for checkpoint in bundled() if checkpoint.key == key)
    rate = json.loads((BUNDLED / key / "figures.json").read_text())["scores"]["accuracy"]
    kind = EN(f"glance.scores.says.{task}.kind_{language}")
    assert scores.rate(EN, checkpoint) == f"Right for {100 * rate:.0f} of 100 held-back {kind}."
    said = EN(f"glance.scores.says.{task}.said", **scores._gaps(EN, ["a", "b"], [0.1, 0.9]))
    assert "It must choose one, even if this is no" in said


def test_of_a_tiny_random_model_nothing_was_measured(models: ModelBank) -> None:
    checkpoint = models("classroom-topic").checkpoint
    assert scores.rate(EN, checkpoint) == EN("glance.scores.says.unmeasured")
    _, sentiment, topic = shown(models, "classroom-topic", "my dog is cute")
    for payload, task in ((sentiment, "sentiment"), (topic, "topic")):
        assert isinstance(payload, scores.ScoresPayload)
        assert payload.rate == scores.rate(EN, checkpoint) and task in payload.speaker


def test_no_verdict_on_a_text_that_cannot_be_read(models: ModelBank) -> None:
    (payload,) = shown(models, "", "my 狗 dog")
    assert isinstance(payload, scores.NoScoresPayload)
    assert payload.title == "Sentiment · Topic" and "1 of the 3 tokens are [UNK]" in payload.error
