"""Fine-tuning: its shortcuts change nothing, it learns, the base stays as it was, and what comes out is the library's."""

from __future__ import annotations

import copy
import gc
import json
import subprocess
import sys
import weakref
import zipfile
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.nn.functional import cross_entropy
from transformers import BertForSequenceClassification

from bertdemo.bert import finetuning
from bertdemo.bert.batch_size import batch_size
from bertdemo.bert.before_after import compare
from bertdemo.bert.finetuning import Finished, Step, alike, similar, split, spoil
from bertdemo.bert.recipe import DEFAULTS, Recipe
from bertdemo.bert.scoring import Progress
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.export import write_zip
from bertdemo.serving.finetuned import finetune
from tests.refusals import refusal

GOOD = [
    "my dog is cute",
    "the dog is cute",
    "he is cute",
    "she is cute ,",
    "it is cute !",
    "a cute animal",
    "cute",
]


BAD = ["she is sad", "he is sad .", "the river is sad", "sadness", "it is sadly sad", "a sad street", "sad"]


ROWS = [(text, 0) for text in GOOD * 3] + [(text, 1) for text in BAD * 3]


LABELS = ("cute", "sad")


@pytest.fixture(autouse=True)
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Float32 throughout, so that results can be compared with the library's."""
    monkeypatch.setattr(finetuning, "half_precision", lambda *_: nullcontext())


def train(
    models: ModelBank, recipe: Recipe, rows: list[tuple[str, int]] = ROWS
) -> tuple[list[Any], Finished]:
    events = list(finetune(models, models(), rows, LABELS, recipe))
    assert isinstance(events[-1], Finished)
    return events, events[-1]


def steps(events: list[Any]) -> list[Step]:
    return [event for event in events if isinstance(event, Step)]


def quick(method: str, **changes: Any) -> Recipe:
    recipe = DEFAULTS[method]  # type: ignore[index]
    return replace(
        recipe,
        epochs=30 if method == "head" else 6,
        learning_rate=3e-2 if method == "head" else 3e-3,
        frozen=0,
        **changes,
    )


@pytest.mark.parametrize("method", ["head", "lora", "full"])
def test_it_learns_and_leaves_the_base_alone(models: ModelBank, method: str) -> None:
    before = copy.deepcopy(models().module.state_dict())
    events, finished = train(models, quick(method))
    done = steps(events)
    assert [s.step for s in done] == list(range(1, done[0].steps + 1))
    assert finished.accuracy > 0.9
    assert done[-1].loss < done[0].loss
    looks = [event for event in events if isinstance(event, Progress)]
    assert [look.epoch for look in looks] == list(range(finished.recipe.epochs + 1))
    assert looks[-1].accuracy == finished.accuracy
    assert int(looks[-1].confusion.sum()) == len(looks[-1].labels) == 8
    after = models().module.state_dict()
    assert before.keys() == after.keys() and all(torch.equal(before[name], after[name]) for name in before)
    model = models(finished.model)
    assert model.labels == LABELS and finished.model.startswith("mine-")
    assert finished.trained < finished.parameters


@pytest.mark.parametrize("method", ["head", "lora", "full"])
def test_the_model_answers_as_it_was_measured(models: ModelBank, method: str) -> None:
    events, finished = train(models, quick(method))
    last = next(event for event in reversed(events) if isinstance(event, Progress))
    _, held = split([label for _, label in ROWS], 0.2, 0)
    told = {ROWS[i][0]: models(finished.model).run(ROWS[i][0]).logits for i in held}
    counts = Counter(
        int(logits.argmax()) for logits in (told[ROWS[i][0]] for i in held) if logits is not None
    )
    assert counts == Counter(last.probabilities.argmax(-1).tolist())
    mine = torch.stack([told[ROWS[i][0]].softmax(-1) for i in held])  # type: ignore[union-attr]
    torch.testing.assert_close(mine.sort(0).values, last.probabilities.sort(0).values, atol=1e-4, rtol=0)


@pytest.mark.parametrize("frozen", [0, 2])
def test_the_shortcuts_change_no_weight(models: ModelBank, frozen: int) -> None:
    """The library's own model, every word in the optimizer, no layer remembered: the same end."""
    recipe = Recipe("full", epochs=2, learning_rate=1e-3, batch_size=4, frozen=frozen)
    events, finished = train(models, recipe)
    base = models()
    own = BertForSequenceClassification._from_config(base.module.config, attn_implementation="eager")
    own.bert.load_state_dict(base.module.bert.state_dict())
    own.load_state_dict(finished.untrained_head, strict=False)
    if frozen:
        for name, parameter in own.named_parameters():
            low = "embeddings" in name or any(f"layer.{i}." in name for i in range(frozen))
            parameter.requires_grad_(not low)
    own.eval()
    learning = [p for p in own.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=0.0, weight_decay=0.0)
    chosen, _ = split([label for _, label in ROWS], recipe.held_back, recipe.seed)
    coded = base.tokenizer([text for text, _ in ROWS])["input_ids"]
    rates = [step.learning_rate for step in steps(events)]
    losses: list[float] = []
    for epoch in range(2):
        for batch in similar([len(row) for row in coded], chosen, 4, recipe.seed + epoch):
            inputs = base.tokenizer([ROWS[i][0] for i in batch], padding=True, return_tensors="pt")
            loss = cross_entropy(own(**inputs).logits, torch.tensor([ROWS[i][1] for i in batch]))
            for group in optimizer.param_groups:
                group["lr"] = rates[len(losses)]
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            losses.append(loss.item())
    assert [step.loss for step in steps(events)] == pytest.approx(losses, abs=2e-4)
    mine = models(finished.model).module.state_dict()
    for name, value in own.state_dict().items():
        torch.testing.assert_close(mine[name], value, atol=2e-3, rtol=1e-3, msg=name)


@pytest.mark.parametrize("method", ["head", "lora", "full"])
def test_rows_longer_than_the_base_can_read_are_cut(models: ModelBank, method: str) -> None:
    long = [(f"{text} {'river ' * 200}", label) for text, label in ROWS]
    assert models().max_tokens < 128
    _, finished = train(models, replace(DEFAULTS[method], epochs=1), long)  # type: ignore[index]
    assert models(finished.model).run(long[0][0]).logits is not None


def test_words_that_no_row_uses_stay(models: ModelBank) -> None:
    _, finished = train(models, quick("full"))
    mine = models(finished.model).module.bert.embeddings.word_embeddings.weight
    own = models().module.bert.embeddings.word_embeddings.weight
    unused = models().tokenizer.convert_tokens_to_ids("bank")
    used = models().tokenizer.convert_tokens_to_ids("cute")
    assert torch.equal(mine[unused], own[unused]) and not torch.equal(mine[used], own[used])
    assert mine.shape == own.shape


def test_only_the_head_learns_when_it_should(models: ModelBank) -> None:
    _, finished = train(models, quick("head"))
    mine, own = models(finished.model).module.bert, models().module.bert
    for name, value in own.encoder.named_parameters():
        assert dict(mine.encoder.named_parameters())[name].data_ptr() == value.data_ptr(), (
            "one memory for both"
        )
    assert not torch.equal(mine.pooler.dense.weight, own.pooler.dense.weight)
    assert finished.trained == 32 * 32 + 32 + 2 * 32 + 2


def test_the_seed_decides(models: ModelBank) -> None:
    one, two, other = (
        [s.loss for s in steps(train(models, quick("lora", seed=seed))[0])] for seed in (1, 1, 2)
    )
    assert one == two != other


def test_rows_are_held_back_by_label() -> None:
    labels = [0] * 50 + [1] * 10 + [2] * 2
    train_rows, held = split(labels, 0.2, 3)
    assert sorted(train_rows + held) == list(range(62))
    assert Counter(labels[i] for i in held) == {0: 10, 1: 2, 2: 1}
    assert split(labels, 0.2, 3) == (train_rows, held) != split(labels, 0.2, 4)
    assert Counter(labels[i] for i in split(labels, 0.5, 0)[0]) == {0: 25, 1: 5, 2: 1}


def test_wrong_labels_are_wrong_and_as_many_as_wanted() -> None:
    labels = [i % 3 for i in range(90)]
    chosen = list(range(60))
    taught = spoil(labels, chosen, 3, Recipe(wrong_labels=0.4))
    wrong = [i for i in range(90) if taught[i] != labels[i]]
    assert len(wrong) == 24 and all(i < 60 and 0 <= taught[i] < 3 for i in wrong)
    assert spoil(labels, chosen, 3, Recipe()) == labels


def test_batches_hold_every_row_once_and_rows_of_one_length() -> None:
    lengths = [3, 40] * 64
    batches = similar(lengths, list(range(128)), 8, 0)
    assert sorted(i for batch in batches for i in batch) == list(range(128))
    padding = sum(max(lengths[i] for i in b) * len(b) - sum(lengths[i] for i in b) for b in batches)
    assert padding < 400  # at random it is about 2,300
    assert batches != similar(lengths, list(range(128)), 8, 1)


def test_sabotage_is_seen(models: ModelBank) -> None:
    good, _ = train(models, quick("full"))
    bad, finished = train(models, replace(quick("full"), learning_rate=0.3))
    assert steps(bad)[-1].loss > steps(good)[-1].loss + 0.1
    assert finished.accuracy < 0.9


@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": 0},
        {"epochs": 1.5},
        {"epochs": 10**9},
        {"learning_rate": -1.0},
        {"learning_rate": float("nan")},
        {"learning_rate": "fast"},
        {"batch_size": 0},
        {"held_back": 0.9},
        {"seed": -1},
        {"frozen": 9},
        {"method": "magic"},
        {"wrong_labels": 2.0},
        {"epochs": True},
    ],
)
def test_what_is_out_of_range_is_told(models: ModelBank, changes: dict[str, Any]) -> None:
    with refusal(r"[Cc]hoose"):
        list(finetune(models, models(), ROWS, LABELS, replace(Recipe(), **changes)))


def test_before_and_after_of_a_sentence(models: ModelBank) -> None:
    _, finished = train(models, quick("full"))
    found = compare(models(finished.base), models(finished.model), finished, "my dog is cute")
    base, trained = models(), models(finished.model)
    own = BertForSequenceClassification._from_config(base.module.config, attn_implementation="eager").eval()
    own.bert.load_state_dict(base.module.bert.state_dict())
    own.load_state_dict(finished.untrained_head, strict=False)
    inputs = base.tokenizer("my dog is cute", return_tensors="pt")
    with torch.inference_mode():
        torch.testing.assert_close(found.scores_before, own(**inputs).logits[0].softmax(-1))
        after = trained.module(**inputs, output_attentions=True, output_hidden_states=True)
        masked = inputs["input_ids"].clone()
        masked[0, 2] = base.tokenizer.mask_token_id
        state = trained.module.bert(input_ids=masked).last_hidden_state
        chances = base.module.cls.predictions(state)[0, 2].softmax(-1)
    torch.testing.assert_close(found.scores_after, after.logits[0].softmax(-1), atol=1e-5, rtol=0)
    torch.testing.assert_close(found.attention_after[-1], after.attentions[-1][0].mean(0), atol=1e-5, rtol=0)
    assert found.moved[0] < 1 - 1e-6 and len(found.moved) == 4
    dog = found.forgotten[1]
    assert (dog.token, dog.position) == ("dog", 2)
    assert dog.own_after == pytest.approx(float(chances[inputs["input_ids"][0, 2]]), abs=1e-5)
    assert dog.own_before != pytest.approx(dog.own_after, abs=1e-6)


@pytest.mark.parametrize("method", ["head", "lora", "full"])
def test_another_process_opens_the_zip(models: ModelBank, tmp_path: Path, method: str) -> None:
    _, finished = train(models, quick(method))
    model = models(finished.model)
    path = write_zip(model, "# A card", tmp_path, "bert-mine")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "out")
    assert "bert-mine/model.safetensors" in names and "bert-mine/README.md" in names
    assert not [name for name in names if name.endswith((".bin", ".pt", ".pkl"))]
    code = (
        "import json, sys, torch\n"
        "from transformers import AutoTokenizer, BertForSequenceClassification\n"
        "tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])\n"
        "model, told = BertForSequenceClassification.from_pretrained(sys.argv[1], output_loading_info=True)\n"
        "assert not any(told.values()), told\n"
        "with torch.inference_mode():\n"
        "    logits = model.eval()(**tokenizer('my dog is sad', return_tensors='pt')).logits[0]\n"
        "print(json.dumps([model.config.id2label, logits.tolist()]))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out" / "bert-mine")],
        capture_output=True,
        text=True,
        check=True,
    )
    labels, logits = json.loads(said.stdout.splitlines()[-1])
    assert labels == {"0": "cute", "1": "sad"}
    own = model.run("my dog is sad").logits
    assert own is not None and logits == pytest.approx(own.tolist(), abs=1e-5)


def test_what_made_room_is_freed(models: ModelBank) -> None:
    """A model and its batchers refer to one another: without help it would stay until Python happens to look."""
    _, finished = train(models, replace(DEFAULTS["full"], epochs=1))
    module = weakref.ref(models(finished.model).module)
    gc.disable()
    try:
        models.drop(finished.model)
        del finished
        assert module() is None
    finally:
        gc.enable()


def test_rows_that_are_read_once_are_padded_little() -> None:
    lengths = [3, 40, 5, 39, 4, 41, 3] * 30
    batches = alike(lengths, 12)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    padded = sum(len(batch) * max(lengths[i] for i in batch) for batch in batches)
    assert padded < 1.2 * sum(lengths)
    for batch in batches:
        assert len(batch) <= batch_size(12, max(lengths[i] for i in batch))
