"""S5: fine-tuning on a bundled set against transformers.Trainer as its documentation starts it; same model, rows,
batch, epochs, learning rate; both measure the held-back rows after each epoch."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any

import torch

from bertdemo.bert.finetuning import RANK, Finished, split
from bertdemo.bert.recipe import DEFAULTS, METHODS, Recipe, frozen_of
from bertdemo.rows.labelled import read_file
from bertdemo.rows.labelled_rows import Limits
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.finetuned import finetune
from bertdemo.settings import ASSETS, Settings
from tests.benchmarks.measure import Row, in_turn, timed

GOALS = {"full": 1 / 3, "lora": 1 / 3, "head": 1 / 30}
EPOCHS = {"full": 3, "lora": 3, "head": 10}  # fewer than the page's, so that seven repeats end


def by_trainer(models: ModelBank, rows: list[tuple[str, int]], labels: int, recipe: Recipe) -> float:
    """Accuracy on the rows held back, after the library's way."""
    from transformers import (
        BertForSequenceClassification,
        DataCollatorWithPadding,
        Trainer,
        TrainingArguments,
    )

    base = models()
    layers = base.checkpoint.layers
    torch.manual_seed(recipe.seed)
    module: Any = BertForSequenceClassification.from_pretrained(
        base.checkpoint.folder, num_labels=labels, dtype=torch.float32
    )
    if recipe.method == "head":
        for parameter in [*module.bert.embeddings.parameters(), *module.bert.encoder.parameters()]:
            parameter.requires_grad_(False)
    if recipe.method == "lora":
        from peft import LoraConfig, get_peft_model

        module = get_peft_model(
            module,
            LoraConfig(
                r=RANK,
                lora_alpha=2 * RANK,
                target_modules=["query", "key", "value", "dense"],
                layers_to_transform=list(range(frozen_of(recipe, layers), layers)),
                layers_pattern="layer",
                modules_to_save=["pooler", "classifier"],
                task_type="SEQ_CLS",
            ),
        )
    coded = base.tokenizer([text for text, _ in rows], truncation=True, max_length=128)
    items = [
        {"input_ids": ids, "labels": label} for ids, (_, label) in zip(coded["input_ids"], rows, strict=True)
    ]
    train, held = split([label for _, label in rows], recipe.held_back, recipe.seed)
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            folder,
            learning_rate=recipe.learning_rate,
            per_device_train_batch_size=recipe.batch_size,
            num_train_epochs=recipe.epochs,
            eval_strategy="epoch",
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
            use_cpu=True,
            seed=recipe.seed,
        )
        trainer = Trainer(
            model=module,
            args=arguments,
            train_dataset=[items[i] for i in train],
            eval_dataset=[items[i] for i in held],
            data_collator=DataCollatorWithPadding(base.tokenizer),
            compute_metrics=lambda found: {
                "accuracy": float((found.predictions.argmax(-1) == found.label_ids).mean())
            },
        )
        trainer.train()
        return float(trainer.evaluate()["eval_accuracy"])


def rows(repeats: int) -> list[Row]:
    models = ModelBank(Settings(device="cpu"))
    path = ASSETS / "datasets" / "reviews.en.tsv"
    data = read_file(path.read_bytes(), path.name, Limits())
    given = [(row.text, data.labels.index(row.label)) for row in data.rows]
    models()
    made = []
    for method in METHODS:
        accuracies: dict[str, list[float]] = {"ours": [], "trainer": []}

        def recipe(number: int, method: Any = method) -> Recipe:
            chosen = DEFAULTS[method]
            return Recipe(**{**vars(chosen), "epochs": EPOCHS[method], "seed": max(0, number)})

        def ours(number: int, recipe: Any = recipe, accuracies: Any = accuracies) -> float:
            def work() -> None:
                *_, last = finetune(models, models(), given, data.labels, recipe(number))
                assert isinstance(last, Finished)
                models.drop(last.model)
                accuracies["ours"].append(last.accuracy)

            return timed(work)

        def trainer(number: int, recipe: Any = recipe, accuracies: Any = accuracies) -> float:
            return timed(
                lambda: accuracies["trainer"].append(
                    by_trainer(models, given, len(data.labels), recipe(number))
                )
            )

        works: dict[str, Callable[[int], float]] = {"ours": ours, "trainer": trainer}
        found = in_turn(works, repeats, warm_up=1)
        means = {name: sum(values[1:]) / len(values[1:]) for name, values in accuracies.items()}
        what = f"{method}: {len(given)} rows, {EPOCHS[method]} epochs, accuracy {means['ours']:.3f}"
        against = f"transformers.Trainer (accuracy {means['trainer']:.3f})"
        made.append(
            Row("S5", what, found["ours"], found["trainer"], against, GOALS[method], {"accuracy": means})
        )
    return made
