"""Weights and adapters read and tried: as peft and the library say, one at a time, and with numbers in them."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
import transformers
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import (
    BertForPreTraining,
    BertForSequenceClassification,
)

from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.judges import classify
from bertdemo.serving.loading import load
from bertdemo.settings import Settings
from tests.conftest import tiny_config, tiny_tokenizer
from tests.serving.strangers import refused


def test_two_checkpoints_are_never_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """transformers cannot: one of two models that are read at the same time is left without its weights."""
    keys = []
    for number in range(4):
        folder = tmp_path / str(number)
        BertForPreTraining(tiny_config()).save_pretrained(folder)
        tiny_tokenizer().save_pretrained(folder)
        keys.append(f"{tmp_path.name}/{number}")
    inside, most = 0, 0
    real = transformers.AutoTokenizer.from_pretrained

    def watched(*args, **options):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.05)
        tokenizer = real(*args, **options)
        inside -= 1
        return tokenizer

    monkeypatch.setattr(transformers.AutoTokenizer, "from_pretrained", watched)
    bank = ModelBank(Settings(device="cpu", folders=str(tmp_path)))
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(bank, keys))
    assert most == 1
    for model in loaded:
        assert model.run("my dog").attentions.isfinite().all()
        assert model.module.cls.predictions is not None


def test_weights_that_are_no_numbers_are_told(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors["bert.encoder.layer.1.attention.self.query.weight"][:] = float("nan")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    assert refused(folder).key == "error.no_numbers"


def test_what_is_wrong_at_the_last_position_is_found_when_it_opens(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors["bert.embeddings.position_embeddings.weight"][-1] = float("nan")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    assert refused(folder).key == "error.no_numbers"


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
