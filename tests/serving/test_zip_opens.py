"""What a visitor trained opens elsewhere, and says the same there: transformers, its pipeline, and peft."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

from bertdemo.api.endpoints import endpoints
from bertdemo.serving.export import write_zip
from bertdemo.settings import Settings
from tests.conftest import TinyBank

TEXTS = ["my dog is cute", "she is sad !"]
ROWS = [
    [
        f"{'my dog is cute' if i % 2 else 'she is sad'} {'abcde'[i % 5]}{' !' * (i // 5)}",
        "good" if i % 2 else "bad",
    ]
    for i in range(20)
]


@pytest.fixture(scope="module", params=["head", "lora", "full"])
def trained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The folder of an unpacked zip, and what the app's own model says of TEXTS."""
    models = TinyBank(Settings(device="cpu"))
    finetune = {function.__name__: function for function in endpoints(models)}["finetune"]
    *_, end = finetune(ROWS, request.param, epochs=2)
    model = models(end["model"])
    home = tmp_path_factory.mktemp(request.param)
    with zipfile.ZipFile(write_zip(model, "A card.", home, "bert-mine")) as archive:
        archive.extractall(home)
    says = []
    for text in TEXTS:
        logits = model.run(text).logits
        assert logits is not None
        says.append(logits.float())
    return home / "bert-mine", torch.stack(says)


def logits_of(module: Any, folder: Path) -> torch.Tensor:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    with torch.inference_mode():
        return torch.cat([module(**tokenizer(text, return_tensors="pt")).logits for text in TEXTS])


def test_transformers_opens_it(trained: tuple[Path, torch.Tensor]) -> None:
    folder, says = trained
    module, told = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    assert not told["missing_keys"] and not told["unexpected_keys"]
    assert module.config.id2label == {0: "bad", 1: "good"}
    torch.testing.assert_close(logits_of(module.eval(), folder), says, atol=1e-5, rtol=0)


def test_a_pipeline_opens_it(trained: tuple[Path, torch.Tensor]) -> None:
    folder, says = trained
    told = pipeline("text-classification", model=str(folder), device="cpu")(TEXTS)
    best = says.softmax(-1).max(-1)
    assert [one["label"] for one in told] == [("bad", "good")[i] for i in best.indices.tolist()]
    assert [one["score"] for one in told] == pytest.approx(best.values.tolist(), abs=1e-5)


def test_peft_trains_it_further(trained: tuple[Path, torch.Tensor]) -> None:
    """A new adapter on top changes nothing before its first step."""
    folder, says = trained
    module = AutoModelForSequenceClassification.from_pretrained(folder)
    adapted = get_peft_model(
        module, LoraConfig(task_type="SEQ_CLS", target_modules=["query", "value"])
    ).eval()
    torch.testing.assert_close(logits_of(adapted, folder), says, atol=1e-5, rtol=0)
    assert sum(p.numel() for p in adapted.parameters() if p.requires_grad) > 0


def test_its_card_says_how_to_open_it_and_how_to_push_it(trained: tuple[Path, torch.Tensor]) -> None:
    card = (trained[0] / "README.md").read_text("utf-8")
    assert 'AutoTokenizer.from_pretrained("bert-mine")' in card
    assert "hf auth login\nhf upload user/bert-mine bert-mine\n" in card
