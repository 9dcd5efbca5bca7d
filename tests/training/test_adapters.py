"""Adapters: rows as people write them, calibration by hand, and one trained, stored and opened by the app."""

from __future__ import annotations

import gzip
import json
import math
import random
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from peft import PeftModel
from transformers import BertConfig, BertForPreTraining, BertForSequenceClassification

from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.loading import load
from bertdemo.serving.shapes import verify
from bertdemo.settings import Settings
from bertdemo.training import __main__ as command_line
from bertdemo.training import cards
from bertdemo.training.adapt import AdapterRecipe, adapt
from bertdemo.training.classification import calibration_error, encode, fit_temperature, measure
from bertdemo.training.heads import batches
from bertdemo.training.readers import mended, natural, read_agnews, read_sst2
from bertdemo.training.tasks import TASKS
from tests.conftest import tiny_config, tiny_tokenizer

GOOD, BAD = ("cute", "hello"), ("sad", "un")


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ("it 's a good film , is n't it ? ", "It's a good film, isn't it? "),
        ("they 've said : `` no '' !", 'They\'ve said: "no"!'),
        ("a ( short ) joke ; $ 5", "A (short) joke; $5"),
        ("nothing to do", "Nothing to do"),
        ("", ""),
    ],
)
def test_phrases_as_a_person_would_write_them(published: str, written: str) -> None:
    assert natural(published) == written


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ("It #39;s over; it hasn #39;t worked.", "It's over; it hasn't worked."),
        ("the Astros #39; Lance Berkman", "the Astros' Lance Berkman"),
        ("his  #39;voyage of joy #39; ends", "his 'voyage of joy' ends"),
        ("in gold when 'Super Sam' came", "in gold when 'Super Sam' came"),
        ("he said, quot;no, quot; and  quot;yes quot;.", 'he said,"no," and "yes".'),
        ("JP Morgan Chase  amp; Co.", "JP Morgan Chase & Co."),
        (r"(\$828m) met on\Thursday", "($828m) met on Thursday"),
        ('Corp. &lt;A HREF="/x"&gt;KMB.N&lt;/A&gt; rose', "Corp. KMB.N rose"),
        ("3 &lt; 4 and 5 &gt; 4", "3 < 4 and 5 > 4"),
    ],
)
def test_news_mended(published: str, written: str) -> None:
    assert mended(published) == written


def test_news_rows_are_split_by_their_own_hash(tmp_path: Path) -> None:
    (tmp_path / "agnews").mkdir()
    labels = TASKS["classroom-topic"].labels
    lines = [f"Item {i}\ttabbed\t{labels[i % 4]}" for i in range(400)]
    (tmp_path / "agnews" / "train_part.tsv").write_text("\n".join(lines) + "\n")
    train, validation = read_agnews(tmp_path)
    assert (
        len(train) + len(validation) == 400
        and 20 <= len(validation) <= 60
        and not set(train) & set(validation)
    )
    for text, label in train + validation:
        assert label == int(text.split()[1]) % 4 and text.endswith(" tabbed")
    (tmp_path / "agnews" / "train_part.tsv").write_text("\n".join(lines[::-1]) + "\n")
    assert sorted(read_agnews(tmp_path)[1]) == sorted(validation)  # whatever the order


def write_sst2(data: Path, rows: list[tuple[str, int]]) -> None:
    (data / "sst2").mkdir(parents=True)
    text = "sentence\tlabel\n" + "".join(f"{sentence}\t{label}\n" for sentence, label in rows)
    for name in ("train.tsv", "dev.tsv"):
        (data / "sst2" / name).write_text(text)


def test_sentiment_rows(tmp_path: Path) -> None:
    write_sst2(tmp_path, [("it 's \"odd", 0), ("it 's good", 1)])  # a quotation mark alone is no quoting
    train, held = read_sst2(tmp_path)
    assert (
        train == [("it 's \"odd", 0), ("It's good", 1)] * 2 and not held
    )  # both parts, and no whole sentence


def test_no_phrase_of_a_held_back_sentence_is_trained_on(tmp_path: Path) -> None:
    sentences = [f"film {i} is as {'good' if i % 2 else 'bad'} as one can be in this year" for i in range(80)]
    parts = [f"film {i} is as" for i in range(80)]
    longer = f"indeed {sentences[0]}"
    write_sst2(tmp_path, [(text, i % 2) for i, text in enumerate([*sentences, *parts, longer])])
    train, held = read_sst2(tmp_path)
    assert 4 <= len(held) <= 16 and sentences[0] not in dict(held)
    assert all(text in sentences for text, _ in held)
    told = {int(re.findall("[0-9]+", text)[0]) for text, _ in train}
    assert told == set(range(80)) - {int(text.split()[1]) for text, _ in held}


@pytest.mark.parametrize(("read", "says"), [(read_sst2, "SST-2 of the GLUE"), (read_agnews, "AG News")])
def test_missing_rows_say_where_to_get_them(read, says: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=rf"is missing: {says}.*--data"):
        read(tmp_path)


def test_the_command_says_what_is_missing_and_touches_nothing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="AG News"):
        command_line.main(
            ["adapt", "--task", "topic", "--data", str(tmp_path), "--models", str(tmp_path / "models")]
        )
    assert not (tmp_path / "models").exists()


def test_temperature_by_hand() -> None:
    """Four of five right, always said with the same logits: the best temperature makes that "80 %"."""
    logits = torch.tensor([[3.0, 0.0]] * 5)
    labels = torch.tensor([0, 0, 0, 0, 1])
    exact = 3 / math.log(4)  # softmax([3/T, 0])[0] = 0.8
    assert fit_temperature(logits, labels) == pytest.approx(exact, rel=0.012)  # the grid's step
    assert calibration_error(logits, labels, exact) == pytest.approx(0, abs=1e-6)
    said = 1 / (1 + math.exp(-3))
    assert calibration_error(logits, labels, 1.0) == pytest.approx(said - 0.8, abs=1e-6)


def test_calibration_error_weighs_bins_by_their_size() -> None:
    sure, unsure = [20.0, 0.0], [math.log(0.6 / 0.4), 0.0]
    logits = torch.tensor([sure, sure, sure, unsure])
    labels = torch.tensor([0, 0, 1, 0])  # 2 of 3 against 1.0, 1 of 1 against 0.6
    expected = 3 / 4 * (1 - 2 / 3) + 1 / 4 * 0.4
    assert calibration_error(logits, labels, 1.0) == pytest.approx(expected, abs=1e-5)


def test_batches_hold_every_row_once_within_the_budget() -> None:
    rows = [("hello " * (1 + i % 30), i % 2) for i in range(100)]
    features = encode(rows, tiny_tokenizer(), 20, None)
    for rng in (None, random.Random(0)):
        made = batches(features, tiny_tokenizer(), 120, rng)
        assert sum(len(batch["labels"]) for batch in made) == 100
        assert sum(int(batch["labels"].sum()) for batch in made) == 50
        assert all(batch["input_ids"].numel() <= 120 and batch["input_ids"].shape[1] <= 20 for batch in made)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """assets/models in small: a random encoder, and a sentiment adapter made by the real command."""
    models = tmp_path_factory.mktemp("adapters")
    data = models.parent / f"{models.name}-data"
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tiny_tokenizer()),
        hidden_size=32,
        num_hidden_layers=AdapterRecipe(1).first_layer + 1,  # one that is adapted
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=40,
        initializer_range=0.3,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    BertForPreTraining(config).half().save_pretrained(models / "classroom")
    tiny_tokenizer().save_pretrained(models / "classroom")
    who = ("animal", "dog", "she", "he")
    rows = [(f"the {who[i // 4 % 4]} is {(GOOD if i % 2 else BAD)[i // 2 % 2]}", i % 2) for i in range(64)]
    for i in range(64):  # some long enough to be held back
        texts = [rows[(i + 2 * k) % 64][0] for k in (0, i // 4, i // 8)]
        rows.append((" , ".join(texts), i % 2))
    write_sst2(data, rows)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    folders = ["--data", str(data), "--models", str(models), "--out", str(data / "run")]
    command_line.main(["adapt", "--task", "sentiment", "--steps", "250", *folders])
    torch.set_num_threads(threads)
    return models


def test_a_trained_adapter_opens_in_the_app_and_says_what_peft_says(trained: Path) -> None:
    encoder, adapter = bundled(trained)
    verify(encoder)
    verify(adapter)

    class Bank(ModelBank):
        def __call__(self, key: str = ""):
            return load(encoder, self)

    merged = load(adapter, Bank(Settings(device="cpu")))
    base = BertForSequenceClassification.from_pretrained(encoder.folder, num_labels=2, dtype=torch.float32)
    unmerged = PeftModel.from_pretrained(base, adapter.folder).eval()
    for text in ("the dog is cute", "he is sad", "hello , my dog !"):
        with torch.inference_mode():
            expected = unmerged(**merged.tokenizer(text, return_tensors="pt")).logits[0]
        torch.testing.assert_close(merged.run(text).logits, expected, atol=1e-4, rtol=0)
    texts = [" , ".join([f"the animal is {word}"] * 3) for word in (*BAD, *GOOD)]
    best = [int(merged.run(text).logits.argmax()) for text in texts]  # type: ignore[union-attr]
    assert best == [0, 0, 1, 1]


def test_what_is_stored_with_an_adapter(trained: Path) -> None:
    folder = trained / "classroom-sentiment"
    facts = json.loads((folder / "task.json").read_text())
    assert (
        facts["task"] == "sentiment"
        and facts["labels"] == ["negative", "positive"]
        and 0.1 <= facts["temperature"] <= 10
    )
    assert json.loads((folder / "adapter_config.json").read_text())["base_model_name_or_path"] == "classroom"
    card = (folder / "README.md").read_text()
    assert "**1.000**" in card and "python -m bertdemo.training adapt --data DATA --task sentiment" in card
    for path in folder.iterdir():
        assert str(trained).encode() not in path.read_bytes()


def test_the_figures_beside_an_adapter_make_its_card_again(trained: Path) -> None:
    folder = trained / "classroom-sentiment"
    assert cards.card(folder) == (folder / "README.md").read_text()
    figures = json.loads((folder / "figures.json").read_text())
    assert figures["scores"]["SST-2_accuracy"] == 1.0 and 0 < figures["gap"] < 1e-2
    assert figures["machine"] == "one CPU core" and figures["epochs"] > 1


def test_an_adapter_resumes_as_if_nothing_had_happened(trained: Path, tmp_path: Path) -> None:
    """The same loop as in pretraining, with the LoRA matrices alone in its checkpoint."""
    task, rows = TASKS["classroom-sentiment"], read_sst2(trained.parent / f"{trained.name}-data")[0]
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    whole = AdapterRecipe(steps=8, tokens_per_batch=64, save_minutes=0.0)

    def weights(out: Path, log=print) -> dict[str, torch.Tensor]:
        model = adapt(task, rows, trained / "classroom", whole, tmp_path / out, log=log)[0]
        return {name: p.detach().clone() for name, p in model.named_parameters() if p.requires_grad}

    expected = weights(tmp_path / "a")
    step, real = 0, task.head.loss

    def mortal(*args):
        nonlocal step
        step += 1
        if step == 6:
            raise KeyboardInterrupt
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bertdemo.training.adapt.WithLoss.forward", _forward(mortal))
        with pytest.raises(KeyboardInterrupt):
            weights(tmp_path / "b")
    heard: list[str] = []
    resumed = weights(tmp_path / "b", heard.append)
    torch.set_num_threads(threads)
    assert heard == ["resumed after 5 steps"]
    for name, value in expected.items():
        assert torch.equal(resumed[name], value), name


@pytest.fixture(scope="module")
def chinese(trained: Path) -> Path:
    """The folder of a Chinese adapter that the command made, beside the English one."""
    data = trained.parent / f"{trained.name}-zh"
    moods = data / "zh" / "moods"
    moods.mkdir(parents=True)
    for i, name in enumerate(("hotels", "takeaway", "shopping")):
        rows = "sentence\tlabel\n" + "".join(
            f"the dog is {w}\t{k % 2}\n" for k, w in enumerate("abcde"[: 3 + i])
        )
        (moods / f"{name}_train.tsv.gz").write_bytes(gzip.compress(rows.encode()))
        (moods / f"{name}_dev.tsv").write_text(rows)
    torch.manual_seed(1)
    task = TASKS["classroom-zh-sentiment"]
    config = tiny_config(num_hidden_layers=task.first_layer + 1)  # one that is adapted
    BertForPreTraining(config).half().save_pretrained(trained / "classroom-zh")
    tiny_tokenizer().save_pretrained(trained / "classroom-zh")
    folders = ["--data", str(data), "--models", str(trained), "--out", str(data / "run")]
    command_line.main(["adapt", "--model", "classroom-zh", "--task", "sentiment", "--steps", "2", *folders])
    return trained / "classroom-zh-sentiment"


def test_an_adapter_names_the_encoder_that_it_is_for(chinese: Path, trained: Path) -> None:
    for folder, base in ((chinese, "classroom-zh"), (trained / "classroom-sentiment", "classroom")):
        config = json.loads((folder / "adapter_config.json").read_text())
        assert config["base_model_name_or_path"] == base
        assert f"To be loaded on top of `{base}`" in (folder / "README.md").read_text("utf-8")
    config = json.loads((chinese / "adapter_config.json").read_text())
    assert config["r"] == TASKS["classroom-zh-sentiment"].rank == 16
    assert re.fullmatch(config["target_modules"], "bert.encoder.layer.4.attention.self.query")
    assert not re.fullmatch(config["target_modules"], "bert.encoder.layer.3.attention.self.query")


def test_a_chinese_adapter_is_measured_on_each_of_its_sets(chinese: Path) -> None:
    figures = json.loads((chinese / "figures.json").read_text())
    sets = [f"{name}_accuracy" for name in ("hotels", "takeaway", "shopping")]
    assert list(figures["scores"])[:4] == [*sets, "accuracy"] and figures["scores"]["rows"] == 3 + 4 + 5
    card = (chinese / "README.md").read_text("utf-8")
    assert (
        "language: zh\n" in card
        and "python -m bertdemo.training adapt --data DATA --model classroom-zh" in card
    )
    assert json.loads((chinese / "task.json").read_text())["labels"] == ["negative", "positive"]


def _forward(loss):
    def forward(self, batch):
        inputs = {name: value for name, value in batch.items() if name != "labels"}
        return {"task": loss(self.model(**inputs), batch["labels"])}

    return forward


def test_every_card_says_what_its_score_does_not(tmp_path: Path) -> None:
    figures = {
        "command": "python -m bertdemo.training adapt",
        "machine": "one GPU",
        "steps": 10,
        "tokens": 1000,
        "seconds": 100.0,
        "epochs": 0.5,
        "gap": 0.001,
        "runs": [{"from_step": 0, "recipe": {"rank": 4, "first_layer": 0}}],
        "scores": {"accuracy": 0.9, "rows": 1234},
    }
    for task in TASKS.values():
        card = cards.adapter_card(task, figures)
        assert task.caution and task.caution in card and f"pipeline_tag: {task.pipeline}" in card
        assert "| **0.900** | 1,234 |" in card and "10 tokens a second" in card


class Half(torch.nn.Module):
    """Always says 0."""

    device = torch.device("cpu")

    def forward(self, input_ids, **_):
        return SimpleNamespace(logits=torch.tensor([[1.0, 0.0]] * len(input_ids)))


def test_several_sets_are_measured_each_and_together() -> None:
    held = {"a": [("hello", 0)] * 3 + [("my dog", 1)], "b": [("hello", 1)] * 6}
    scores = measure(Half(), tiny_tokenizer(), held, 10)
    assert (scores["a_accuracy"], scores["b_accuracy"]) == (0.75, 0.0)
    assert (scores["accuracy"], scores["rows"]) == (0.3, 10)  # three of ten, not the mean of the two
    assert scores["standard_error"] == 0.1449  # sqrt(0.3 * 0.7 / 10)
    together = measure(Half(), tiny_tokenizer(), [*held["a"], *held["b"]], 10)
    assert not any(name.endswith("_accuracy") for name in together) and together["accuracy"] == 0.3


def test_standard_error_by_hand() -> None:
    rows = [("hello", i % 2) for i in range(100)]
    scores = measure(Half(), tiny_tokenizer(), rows, 10)
    assert (scores["accuracy"], scores["standard_error"]) == (0.5, 0.05)  # sqrt(0.5 * 0.5 / 100)
