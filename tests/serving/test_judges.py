"""Which model judges: the one that is picked, or the bundled one of the task and the language."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.model import Model
from bertdemo.serving import judges
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import adapted, bundled_for, classifier
from bertdemo.settings import Settings
from tests.conftest import tiny_model
from tests.refusals import refusal

SHIPPED = {
    f"{key}-{task}" for key in ("classroom", "classroom-zh") for task in (*CLASSIFIERS, "entities", "answers")
}


def test_unknown_task_and_model_without_labels_are_said(models: ModelBank) -> None:
    with refusal("sentiment, topic"):
        classifier(models, "poetry")
    models.add(tiny_model("bare", models))
    with refusal("no labels"):
        classifier(models, "sentiment", "bare")


def test_the_key_of_a_bundled_encoder_means_what_was_trained_on_it(
    models: ModelBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judges, "shipped", lambda: SHIPPED)
    for key in ("", "classroom", "classroom-sentiment"):
        assert classifier(models, "sentiment", key).checkpoint.key == "classroom-sentiment"
    assert adapted("classroom-zh", "entities") == "classroom-zh-entities"
    assert adapted("", "answers") == "classroom-answers"
    for key in ("owner/model", "../classroom", "classroom-topic"):  # nothing of ours was trained on these
        assert adapted(key, "sentiment") == key


def test_a_page_asks_the_bundled_model_of_the_language_that_is_read(
    models: ModelBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judges, "shipped", lambda: SHIPPED)
    asked: list[str] = []

    class Bank(ModelBank):
        def __call__(self, key: str = "") -> Model:
            asked.append(key)
            return models("classroom")

    bank = Bank(Settings(device="cpu"))
    english = models("classroom").checkpoint
    for task, languages in product(
        (*CLASSIFIERS, "entities", "answers"), (("en",), ("zh",), ("en", "zh"), ())
    ):
        bundled_for(bank, task, replace(english, languages=languages))
        assert asked.pop() == (f"classroom-zh-{task}" if languages == ("zh",) else f"classroom-{task}")
        # A text in the other language than the one that is read is for the other model.
        for text, own in (("dog", "classroom"), ("小狗", "classroom-zh"), ("12", "")):
            bundled_for(bank, task, replace(english, languages=languages), text)
            reads = "classroom-zh" if languages == ("zh",) else "classroom"
            assert asked.pop() == f"{own if own and len(languages) == 1 else reads}-{task}"


def test_a_task_that_is_none_is_named_whatever_encoder_is_picked(models: ModelBank) -> None:
    for key in ("", "classroom", "classroom-zh"):
        with refusal(r"There is no task .*bogus"):
            classifier(models, "bogus", key)
