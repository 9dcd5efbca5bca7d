"""What classifiers say of the sentence: the bundled ones, the picked one, and how many labels are shown."""

from __future__ import annotations

import json

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classify
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


def test_no_verdict_on_a_text_that_cannot_be_read(models: ModelBank) -> None:
    (payload,) = shown(models, "", "my 狗 dog")
    assert isinstance(payload, scores.NoScoresPayload)
    assert payload.title == "Sentiment · Topic" and "1 of the 3 tokens are [UNK]" in payload.error
