"""Fine-tuning every family at any depth: the library's own training, and a zip that it opens."""

from __future__ import annotations

import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from torch.nn.functional import cross_entropy

from bertdemo.bert import finetuning, parts, recipe
from bertdemo.bert.ablation import every_head
from bertdemo.bert.attribution import attribute
from bertdemo.bert.before_after import compare
from bertdemo.bert.finetuning import RANK, Finished, Step
from bertdemo.bert.model import Model
from bertdemo.bert.recipe import DEFAULTS, Recipe, frozen_of
from bertdemo.serving.export import write_zip
from bertdemo.serving.finetuned import finetune
from tests.families import (
    FAMILIES,
    ROWS,
    TEXT,
    Opened,
    every_family,
    inputs_of,
)
from tests.refusals import refusal

STARTS = [
    ("bert", "Model"),
    ("bert", "ForMaskedLM"),
    ("bert", "ForTokenClassification"),
    ("distilbert", "Model"),
    ("distilbert", "ForMaskedLM"),
    ("roberta", "Model"),
    ("roberta", "ForMaskedLM"),
    ("roberta", "ForSequenceClassification"),
    ("electra", "ForMaskedLM"),
    ("electra", "ForPreTraining"),
]


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Float32 throughout, so that results can be compared with the library's."""
    monkeypatch.setattr(finetuning, "half_precision", lambda *_: nullcontext())


def library_training(base: Model, folder: Path, events: list[Any], recipe: Recipe) -> tuple[Any, list[float]]:
    """The same training by the library's own class and nothing of ours but the batches and the rates."""
    finished = events[-1]
    config = transformers.AutoConfig.from_pretrained(folder, num_labels=2)
    own = transformers.AutoModelForSequenceClassification.from_pretrained(
        folder, config=config, attn_implementation="eager", ignore_mismatched_sizes=True
    ).eval()
    assert not own.load_state_dict(finished.untrained_head, strict=False).unexpected_keys
    for block in parts.blocks(own)[: recipe.frozen or 0]:
        block.requires_grad_(False)
    if recipe.frozen:
        own.base_model.embeddings.requires_grad_(False)
        getattr(own.base_model, "embeddings_project", torch.nn.Identity()).requires_grad_(False)
    learning = [p for p in own.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=0.0, weight_decay=0.0)
    chosen, _ = finetuning.split([label for _, label in ROWS], recipe.held_back, recipe.seed)
    lengths = [len(ids) for ids in base.tokenizer([text for text, _ in ROWS])["input_ids"]]
    rates = [event.learning_rate for event in events if isinstance(event, Step)]
    losses: list[float] = []
    for epoch in range(recipe.epochs):
        for batch in finetuning.similar(lengths, chosen, recipe.batch_size, recipe.seed + epoch):
            inputs = base.tokenizer([ROWS[i][0] for i in batch], padding=True, return_tensors="pt")
            if base.module.config.model_type == "distilbert":
                inputs.pop("token_type_ids")
            loss = cross_entropy(own(**inputs).logits, torch.tensor([ROWS[i][1] for i in batch]))
            optimizer.param_groups[0]["lr"] = rates[len(losses)]
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            losses.append(loss.item())
    return own, losses


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize(("family", "head"), STARTS)
@pytest.mark.parametrize("frozen", [0, 1])
def test_training_is_the_library_s(
    family: str, head: str, frozen: int, opened: Opened, tmp_path: Path
) -> None:
    bank, base, _ = opened(family, head)
    recipe = Recipe("full", epochs=2, learning_rate=1e-3, batch_size=4, frozen=frozen)
    events = list(finetune(bank, base, ROWS, ("cute", "sad"), recipe))
    own, losses = library_training(base, tmp_path / "open" / "tiny", events, recipe)
    assert [e.loss for e in events if isinstance(e, Step)] == pytest.approx(losses, abs=1e-3)
    finished = events[-1]
    assert isinstance(finished, Finished)
    trained = bank(finished.model)
    for text in ("my dog is sad", "it is cute"):
        with torch.inference_mode():
            want = own(**inputs_of(base, text)).logits[0]
        torch.testing.assert_close(trained.run(text).logits, want, atol=0.02, rtol=0.02)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("method", ["head", "lora", "full"])
@pytest.mark.parametrize("layers", [1, 2])
def test_every_way_of_training(family: str, method: str, layers: int, opened: Opened, tmp_path: Path) -> None:
    """The defaults are valid at any depth; the base stays as it was; the zip is the library's; the views work."""
    bank, base, plain = opened(family, "ForMaskedLM", layers)
    recipe = Recipe(method, epochs=2, learning_rate=1e-3, batch_size=4)  # type: ignore[arg-type]
    finished = list(finetune(bank, base, ROWS, ("cute", "sad"), recipe))[-1]
    assert isinstance(finished, Finished) and 0 < finished.trained < finished.parameters
    for name, value in plain.state_dict().items():
        assert torch.equal(base.module.state_dict()[name], value), name
    trained = bank(finished.model)
    path = write_zip(trained, "# A card", tmp_path, "tiny")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    own, told = transformers.AutoModelForSequenceClassification.from_pretrained(
        tmp_path / "out" / "tiny", output_loading_info=True
    )
    assert not any(told.values()) and own.config.id2label == {0: "cute", 1: "sad"}
    with torch.inference_mode():
        want = own.eval()(**inputs_of(base, TEXT)).logits[0]
    torch.testing.assert_close(trained.run(TEXT).logits, want, atol=1e-5, rtol=1e-4)
    found = compare(bank(finished.base), bank(finished.model), finished, TEXT)
    assert float(found.scores_before.sum()) == pytest.approx(1, abs=1e-5)
    assert len(found.forgotten) == (0 if method == "head" else 4)
    assert every_head(trained, trained.run(TEXT)).after.shape == (layers, 4, 2)
    assert attribute(trained, TEXT, "integrated_gradients").completeness_error is not None


@every_family
def test_before_and_after_start_from_the_untrained_head(family: str, opened: Opened, tmp_path: Path) -> None:
    bank, base, _ = opened(family, "ForMaskedLM")
    finished = list(finetune(bank, base, ROWS, ("cute", "sad"), Recipe("lora", epochs=1)))[-1]
    assert isinstance(finished, Finished)
    own = transformers.AutoModelForSequenceClassification.from_pretrained(
        tmp_path / "open" / "tiny", attn_implementation="eager"
    ).eval()
    own.load_state_dict(finished.untrained_head, strict=False)
    masked = transformers.AutoModelForMaskedLM.from_pretrained(tmp_path / "open" / "tiny").eval()
    inputs = inputs_of(base, TEXT)
    found = compare(bank(finished.base), bank(finished.model), finished, TEXT)
    hidden = inputs["input_ids"].clone()
    hidden[0, 2] = base.tokenizer.mask_token_id
    with torch.inference_mode():
        want = own(**inputs).logits[0].softmax(-1)
        guess = masked(**{**inputs, "input_ids": hidden}).logits[0, 2].softmax(-1)
    torch.testing.assert_close(found.scores_before, want, atol=1e-5, rtol=1e-4)
    assert found.forgotten[1].own_before == pytest.approx(float(guess[inputs["input_ids"][0, 2]]), abs=1e-6)
    assert found.forgotten[1].own_after != pytest.approx(found.forgotten[1].own_before, abs=1e-9)


@every_family
@pytest.mark.parametrize("layers", [1, 2, 12])
def test_lora_changes_a_layer_at_every_depth(family: str, layers: int, opened: Opened) -> None:
    bank, base, _ = opened(family, "ForMaskedLM", layers)
    recipe = Recipe("lora", epochs=1, batch_size=8)
    finished = list(finetune(bank, base, ROWS, ("cute", "sad"), recipe))[-1]
    assert isinstance(finished, Finished) and finished.recipe.frozen == layers // 2 < layers
    matrices = 4 * (32 + 32) + 2 * (32 + 64)  # in + out of Wq, Wk, Wv, Wo, W1 and W2
    head = 32 * 32 + 32 + 32 * 2 + 2
    assert finished.trained == (layers - layers // 2) * RANK * matrices + head
    moved = [
        any(
            not torch.equal(value, own)
            for value, own in zip(new.state_dict().values(), old.state_dict().values(), strict=True)
        )
        for new, old in zip(parts.blocks(bank(finished.model).module), parts.blocks(base.module), strict=True)
    ]
    assert moved == [False] * (layers // 2) + [True] * (layers - layers // 2)


def test_defaults_are_valid_at_any_depth(opened: Opened) -> None:
    for layers in range(1, 13):
        assert [frozen_of(DEFAULTS[method], layers) for method in recipe.METHODS] == [
            layers,
            layers // 2,
            0,
        ]
    _, base, _ = opened("bert", "Model", 1)
    with refusal("choose a number from 0 to 0"):
        recipe.check(Recipe("lora", frozen=1), base)
