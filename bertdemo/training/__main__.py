"""The bundled weights, made again: `python -m bertdemo.training pretrain | adapt` (see --help of each)."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import torch

from bertdemo.training import cards
from bertdemo.training.adapt import AdapterRecipe, adapt, measure, save
from bertdemo.training.corpus import Corpus, read_corpus
from bertdemo.training.evaluate import evaluate
from bertdemo.training.examples import Frame
from bertdemo.training.memory import keep_freed_memory
from bertdemo.training.pretrain import Recipe, pretrain
from bertdemo.training.start import starting_model
from bertdemo.training.tasks import TASKS

MODELS = Path("assets/models")


def frame_of(tokenizer: Any) -> Frame:
    """The frame of the bert-base-uncased vocabulary; its unused entries and specials come before "!" (999)."""
    return Frame(
        tokenizer.cls_token_id,
        tokenizer.sep_token_id,
        tokenizer.mask_token_id,
        tokenizer.pad_token_id,
        first_word=tokenizer.convert_tokens_to_ids("!"),
        vocab=len(tokenizer),
    )


def log_frequencies(corpus: Corpus, vocab: int) -> torch.Tensor:
    """Log frequency (V,) of each word piece in the training text, one added to every count."""
    ids = [i for documents in corpus.train.values() for d in documents for sentence in d for i in sentence]
    counts = torch.bincount(torch.tensor(ids), minlength=vocab).double() + 1
    return (counts / counts.sum()).log().float()


def command_pretrain(arguments: argparse.Namespace, recipe: Recipe) -> None:
    """Train, store in float16, measure what was stored, write its card."""
    from transformers import BertForPreTraining

    model, tokenizer = starting_model()
    corpus = read_corpus(arguments.data, tokenizer)
    frame = frame_of(tokenizer)
    with torch.no_grad():
        model.cls.predictions.bias.copy_(log_frequencies(corpus, frame.vocab))
    figures = pretrain(model, corpus, frame, recipe, arguments.out)
    folder = arguments.models / "classroom"
    shutil.rmtree(folder, ignore_errors=True)
    # The word embeddings are one tensor of 23 MB and cannot be split; every other shard is below 16 MB.
    model.half().save_pretrained(folder, max_shard_size="15MB")
    tokenizer.init_kwargs.pop("max_length", None)
    tokenizer.save_pretrained(folder)
    stored = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval()
    figures["scores"] = evaluate(stored, corpus.held_back, frame)
    figures["curve"] = [json.loads(line) for line in (arguments.out / "curve.jsonl").read_text().splitlines()]
    (folder / "README.md").write_text(cards.encoder_card(stored, tokenizer, figures, arguments.said), "utf-8")


def command_adapt(arguments: argparse.Namespace) -> None:
    """Train one adapter on the stored encoder, store it, measure what was stored, write its card."""
    from peft import PeftModel
    from transformers import BertForSequenceClassification

    task = TASKS[arguments.task]
    recipe = AdapterRecipe(minutes=arguments.minutes or task.minutes)
    base, folder = arguments.models / "classroom", arguments.models / f"classroom-{task.name}"
    train, validation = task.read(arguments.data)
    model, tokenizer, figures = adapt(task, train, base, recipe)
    shutil.rmtree(folder, ignore_errors=True)
    save(model, folder, task, 1.0)
    stored = BertForSequenceClassification.from_pretrained(
        base, num_labels=len(task.labels), dtype=torch.float32
    )
    figures["scores"] = measure(PeftModel.from_pretrained(stored, folder), tokenizer, validation, recipe)
    facts = {"task": task.name, "labels": list(task.labels), "temperature": figures["scores"]["temperature"]}
    (folder / "task.json").write_text(json.dumps(facts) + "\n", "utf-8")
    card = cards.adapter_card(task, figures, arguments.said, dataclasses.asdict(recipe))
    (folder / "README.md").write_text(card, "utf-8")


def main() -> None:
    keep_freed_memory()
    parser = argparse.ArgumentParser(prog="python -m bertdemo.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("pretrain", "adapt"):
        command = commands.add_parser(name)
        command.add_argument("--data", type=Path, default=Path(os.environ.get("BERTDEMO_DATA", "data")))
        command.add_argument("--models", type=Path, default=MODELS)
        if name == "adapt":
            command.add_argument("--task", choices=sorted(TASKS), required=True)
            command.add_argument("--minutes", type=float, default=0.0)
            continue
        command.add_argument("--out", type=Path, default=Path("runs/classroom"))
        for field in dataclasses.fields(Recipe):
            if field.type in ("float", "int"):
                flag = f"--{field.name.replace('_', '-')}"
                command.add_argument(flag, type=type(field.default), default=field.default)
    arguments = parser.parse_args()
    # The command as the card tells it: what was chosen, without the folders of one machine.
    chosen = [
        f"--{name} {getattr(arguments, name)}"
        for name in ("task", "minutes", "steps")
        if getattr(arguments, name, 0)
    ]
    arguments.said = " ".join(["python -m bertdemo.training", arguments.command, "--data DATA", *chosen])
    try:
        if arguments.command == "pretrain":
            names = [f.name for f in dataclasses.fields(Recipe) if hasattr(arguments, f.name)]
            command_pretrain(arguments, Recipe(**{name: getattr(arguments, name) for name in names}))
        else:
            command_adapt(arguments)
        cards.write_manifest(arguments.models)
    except FileNotFoundError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
