"""Classification against peft and transformers, with the layers that an adapter shares computed once."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import BertForPreTraining, BertForSequenceClassification

from bertdemo.bert.classification import check_readable, is_unreadable
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.model import Model
from bertdemo.serving import judges
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED, bundled
from bertdemo.serving.judges import adapted, bundled_for, classifier, classify
from bertdemo.serving.loading import load
from bertdemo.settings import Settings
from tests.conftest import tiny_config, tiny_model, tiny_tokenizer
from tests.refusals import refusal

TEXTS = ["my dog is cute", "hello", "she is sad . he is un ##ly", "a b c d e a b c"]


def bank_of(folder: Path) -> ModelBank:
    """A bank whose bundled models are those of a folder."""
    found = {c.key: c for c in bundled(folder)}
    bank = ModelBank(Settings(device="cpu"))
    for key in found:  # encoders come first
        bank._models[key] = load(found[key], bank)
    return bank


def adapter(folder: Path, layers: str) -> PeftModel:
    """A random encoder and a random adapter on some of its layers, saved as the bundled ones are."""
    torch.manual_seed(1)
    base = BertForPreTraining(tiny_config())
    with torch.no_grad():
        for parameter in base.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    base.save_pretrained(folder / "classroom")
    tiny_tokenizer().save_pretrained(folder / "classroom")
    model = BertForSequenceClassification.from_pretrained(folder / "classroom", num_labels=2)
    config = LoraConfig(
        task_type="SEQ_CLS",
        r=2,
        target_modules=rf".*encoder\.layer\.({layers})\..*(query|dense)",
        modules_to_save=["pooler", "classifier"],
        init_lora_weights=False,
    )
    model = get_peft_model(model, config).eval()
    model.save_pretrained(str(folder / "classroom-sentiment"))
    path = folder / "classroom-sentiment" / "adapter_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"base_model_name_or_path": "classroom"}))
    facts = {"task": "sentiment", "labels": ["negative", "positive"], "temperature": 2.0}
    (path.parent / "task.json").write_text(json.dumps(facts))
    return model


@pytest.mark.parametrize(("layers", "shared"), [("0|1|2", 0), ("1|2", 1), ("2", 2)])
def test_same_scores_as_peft_whatever_is_shared(layers: str, shared: int, tmp_path: Path) -> None:
    expected = adapter(tmp_path, layers)
    bank = bank_of(tmp_path)
    model = bank("classroom-sentiment")
    assert model.shared == shared
    for text in TEXTS:
        with torch.inference_mode():
            logits = expected(**model.tokenizer(text, return_tensors="pt")).logits[0]
        scores = classify(bank, model, text)
        torch.testing.assert_close(torch.tensor(scores.logits), logits, atol=1e-5, rtol=0)
        torch.testing.assert_close(
            torch.tensor(scores.probabilities), (logits / 2).softmax(-1), atol=1e-5, rtol=0
        )
        torch.testing.assert_close(
            model.run(text).logits, logits, atol=1e-5, rtol=0
        )  # the whole way gives the same


def test_company_in_a_batch_changes_no_score(tmp_path: Path) -> None:
    adapter(tmp_path, "1|2")
    bank = bank_of(tmp_path)
    model = bank("classroom-sentiment")
    states = [bank("classroom").run(text).hidden_states[1] for text in TEXTS]
    together = model.upper_layers(states)
    for state, logits in zip(states, together, strict=True):
        torch.testing.assert_close(logits, model.upper_layers([state])[0], atol=1e-5, rtol=0)


def test_softmax_by_hand(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    model = models("classroom-sentiment")
    model.temperature = 2.0
    monkeypatch.setattr(model, "run", lambda *_: SimpleNamespace(logits=torch.tensor([1.0, 3.0])))
    scores = classify(models, model, "hello")
    assert scores.probabilities == pytest.approx((1 / (1 + 2.718281828), 2.718281828 / (1 + 2.718281828)))
    assert scores.best == 1


def test_unknown_task_and_model_without_labels_are_said(models: ModelBank) -> None:
    with refusal("sentiment, topic"):
        classifier(models, "poetry")
    models.add(tiny_model("bare", models))
    with refusal("no labels"):
        classifier(models, "sentiment", "bare")


SHIPPED = {
    f"{key}-{task}" for key in ("classroom", "classroom-zh") for task in (*CLASSIFIERS, "entities", "answers")
}


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


@pytest.mark.parametrize(
    ("unknown", "words", "judged"), [(0, 3, True), (1, 4, True), (3, 10, False), (2, 2, False), (0, 0, True)]
)
def test_nothing_is_judged_of_a_text_that_is_mostly_unknown(
    models: ModelBank, unknown: int, words: int, judged: bool
) -> None:
    model = models()
    encoding = replace(model.encode("dog"), unknown=unknown, special=(True, *[False] * words, True))
    assert is_unreadable(encoding) is not judged
    if judged:
        check_readable(encoding, model)
    else:
        with refusal(rf"{unknown} of the {words} tokens are \[UNK\]"):
            check_readable(encoding, model)


@pytest.mark.parametrize(
    ("languages", "text", "said"),
    [
        (("en",), "小狗很可爱", "in Chinese, and “classroom” has learned from English"),
        (("zh",), "My dog is cute", "in English, and “classroom” has learned from Chinese"),
        (("en",), "My dog is cute", ""),
        (("en", "zh"), "小狗很可爱", ""),
        ((), "小狗很可爱", ""),
    ],
)
def test_nothing_is_judged_of_a_text_in_the_other_language(
    models: ModelBank, languages: tuple[str, ...], text: str, said: str
) -> None:
    model = models("classroom")
    for folder, ships in ((BUNDLED / "classroom", True), (Path("elsewhere"), False)):
        checkpoint = replace(model.checkpoint, languages=languages, folder=folder)
        asked: Any = SimpleNamespace(checkpoint=checkpoint)
        encoding = replace(model.encode(text), unknown=0)
        if said and ships:
            with refusal(said):
                check_readable(encoding, asked)
        else:  # who trained a model of his own on such texts may ask it about them
            check_readable(encoding, asked)


def test_a_task_that_is_none_is_named_whatever_encoder_is_picked(models: ModelBank) -> None:
    for key in ("", "classroom", "classroom-zh"):
        with refusal(r"There is no task .*bogus"):
            classifier(models, "bogus", key)
