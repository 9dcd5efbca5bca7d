"""The bundled weights, made again: `python -m bertdemo.training fetch | pretrain | adapt | translate | report`."""

from __future__ import annotations

import argparse
import dataclasses
import functools
import json
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from accelerate import PartialState

from bertdemo.training import cards, report, translate
from bertdemo.training.about import ABOUT
from bertdemo.training.adapt import AdapterRecipe, adapt, save, stored
from bertdemo.training.corpus import Corpus, read_corpus
from bertdemo.training.editions import EDITIONS, ENGLISH
from bertdemo.training.evaluate import evaluate
from bertdemo.training.examples import CONTINUES, Frame
from bertdemo.training.facts import facts
from bertdemo.training.fetch import fetch
from bertdemo.training.heads import batches
from bertdemo.training.loop import Budget
from bertdemo.training.memory import keep_freed_memory
from bertdemo.training.pretrain import Recipe, pretrain
from bertdemo.training.readers import read_pairs
from bertdemo.training.start import stored_start
from bertdemo.training.stored import FIGURES, largest_gap, probabilities, read_figures, write_figures
from bertdemo.training.tasks import TASKS
from bertdemo.training.translate import TranslateRecipe, bleu, train_translator

MODELS = Path("assets/models")
TRANSLATOR = "classroom-translate-en-zh"


def frame_of(tokenizer: Any, first_word: str) -> Frame:
    """The frame of a vocabulary of BERT's; its unused entries and specials come before `first_word`."""
    return Frame(
        tokenizer.cls_token_id,
        tokenizer.sep_token_id,
        tokenizer.mask_token_id,
        tokenizer.pad_token_id,
        tokenizer.unk_token_id,
        first_word=tokenizer.convert_tokens_to_ids(first_word),
        vocab=len(tokenizer),
    )


def log_frequencies(corpus: Corpus, vocab: int) -> torch.Tensor:
    """Log frequency (V,) of each word piece in the training text, one added to every count."""
    ids = [
        i % CONTINUES
        for documents in corpus.train.values()
        for document in documents
        for sentence in document
        for i in sentence
    ]
    counts = torch.bincount(torch.tensor(ids), minlength=vocab).double() + 1
    return (counts / counts.sum()).log().float()


def machine(figures: dict[str, Any]) -> str:
    """The class of machine that a run was on."""
    if figures["device"].startswith("cpu"):
        cores = torch.get_num_threads() * figures["processes"]
        return "one CPU core" if cores == 1 else f"{cores} CPU cores"
    return "one GPU" if figures["processes"] == 1 else f"{figures['processes']} GPUs"


def stores() -> bool:
    """Whether this process stores and measures: of those that `accelerate launch` starts, which end with the same weights, the first."""
    return bool(PartialState().is_main_process)


def store(folder: Path, figures: dict[str, Any], arguments: argparse.Namespace) -> None:
    """Figures and card beside weights that are stored already."""
    figures |= {"command": arguments.said, "machine": machine(figures)}
    figures["curve"] = [json.loads(line) for line in (arguments.out / "curve.jsonl").read_text().splitlines()]
    write_figures(folder, figures)
    (folder / "README.md").write_text(cards.card(folder), "utf-8")


def command_pretrain(arguments: argparse.Namespace) -> None:
    """Train, store in float16, measure what was stored, write its card."""
    from transformers import BertForPreTraining

    edition = EDITIONS[arguments.model]
    earlier: list[dict[str, Any]] = []
    torch.manual_seed(arguments.seed or 0)  # of the new heads; the recipe's seed is 0 where none is given
    if getattr(arguments, "from"):  # go on from stored weights, with heads that have learned
        model, tokenizer = stored_start(getattr(arguments, "from"))
        earlier = trainings(getattr(arguments, "from"))
        corpus = read_corpus(arguments.data, edition.sources, tokenizer, edition.words)
    else:
        model, tokenizer = edition.start()
        corpus = read_corpus(arguments.data, edition.sources, tokenizer, edition.words)
        with torch.no_grad():
            model.cls.predictions.bias.copy_(log_frequencies(corpus, len(tokenizer)))
    frame = frame_of(tokenizer, edition.first_word)
    defaults = {**edition.recipe, **edition.mixtures(corpus)}
    recipe = chosen(Recipe(**defaults | ({"minutes": 0.0} if arguments.steps else {})), arguments)
    scores = functools.partial(
        evaluate, model, corpus.held_back, frame, edition.judged, whole_words=bool(edition.words)
    )
    figures = pretrain(model, corpus, frame, recipe, arguments.out, functools.partial(scores, limit=60))
    if not stores():
        return
    folder = arguments.models / edition.name
    inputs = [tokenizer(sentence, return_tensors="pt") for sentence in ABOUT[edition.name].sentences]
    inputs += [tokenizer(*pair, return_tensors="pt") for pair in ABOUT[edition.name].pairs]
    with torch.compiler.set_stance("force_eager"):  # a layer may be compiled, for training
        trained = probabilities(model, inputs)
    shutil.rmtree(folder, ignore_errors=True)
    # The word embeddings are one tensor of 23 MB and cannot be split; every other shard is below 16 MB.
    model.cpu().half().save_pretrained(folder, max_shard_size="15MB")
    tokenizer.init_kwargs.pop("max_length", None)
    tokenizer.save_pretrained(folder)
    loaded = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval().to(figures["device"])
    figures["gap"] = largest_gap(trained, probabilities(loaded, inputs))
    figures["scores"] = evaluate(
        loaded, corpus.held_back, frame, edition.judged, whole_words=bool(edition.words)
    ) | facts(loaded, tokenizer, edition.facts)
    store(folder, figures | ({"earlier": earlier} if earlier else {}), arguments)


def trainings(folder: Path) -> list[dict[str, Any]]:
    """What a stored checkpoint has behind it, for the card of one that goes on from it; the first training first."""
    if not (folder / FIGURES).is_file():
        return []
    figures = read_figures(folder)
    names = ("command", "machine", "steps", "tokens", "seconds", "runs")
    return [*figures.get("earlier", []), {name: figures[name] for name in names}]


def command_adapt(arguments: argparse.Namespace) -> None:
    """Train one adapter on the stored encoder, store it, measure what was stored, write its card."""
    task = TASKS[f"{arguments.model}-{arguments.task}"]
    recipe = AdapterRecipe(
        minutes=0.0 if arguments.steps else task.minutes,
        first_layer=task.first_layer,
        longest=task.longest,
        rank=task.rank,
    )
    recipe = chosen(recipe, arguments)
    base, folder = arguments.models / task.base, arguments.models / task.folder
    rows, held = task.read(arguments.data)
    model, tokenizer, figures = adapt(task, rows, base, recipe, arguments.out)
    if not stores():
        return
    some = task.head.encode(rows[:200], tokenizer, task.longest, None)
    inputs = [{k: v for k, v in b.items() if k != "labels"} for b in batches(some, tokenizer, 2048, None)]
    trained = probabilities(model.base_model, inputs)
    shutil.rmtree(folder, ignore_errors=True)
    save(model.cpu(), folder, task.base)
    loaded = stored(task, base, folder).to(figures["device"])
    figures["gap"] = largest_gap(trained, probabilities(loaded, inputs))
    figures["scores"] = scores = task.head.measure(loaded, tokenizer, held, task.longest)
    facts: dict[str, Any] = {"task": task.name, "labels": list(task.labels), "temperature": 1.0}
    facts |= {name: scores[name] for name in ("temperature", "threshold") if name in scores}
    (folder / "task.json").write_text(json.dumps(facts) + "\n", "utf-8")
    store(folder, figures, arguments)


def command_translate(arguments: argparse.Namespace) -> None:
    """Train a decoder for the stored encoder, store it, measure what was stored, write its card."""

    recipe = chosen(TranslateRecipe(minutes=0.0 if arguments.steps else 25.0), arguments)
    base, folder = arguments.models / "classroom", arguments.models / TRANSLATOR
    held = read_pairs(arguments.data / "tatoeba_en_zh" / "dev.tsv")
    asked = {english for english, _ in held}
    pairs = [p for p in read_pairs(arguments.data / "tatoeba_en_zh" / "train.tsv") if p[0] not in asked]
    model, source, target, figures = train_translator(base, pairs, held, recipe, arguments.out)
    if not stores():
        return
    inputs = translate.teacher_forced(source, target, held[:100])
    trained = probabilities(model, inputs)
    shutil.rmtree(folder, ignore_errors=True)
    decoder = model.decoder.cpu().half()
    decoder.generation_config = model.generation_config
    decoder.save_pretrained(folder, max_shard_size="15MB")
    target.save_pretrained(folder)
    facts = {"task": "translation", "base": "classroom", "from": "en", "to": "zh"}
    (folder / "task.json").write_text(json.dumps(facts) + "\n", "utf-8")
    loaded, source, target = translate.stored(base, folder)
    loaded.to(figures["device"])
    figures["gap"] = largest_gap(trained, probabilities(loaded, inputs))
    english = [e for e, _ in held]
    made = {beams: translate.translate(loaded, source, target, english, beams) for beams in (1, 4)}
    figures["scores"] = {f"bleu_beams_{beams}": bleu(lines, held) for beams, lines in made.items()}
    figures["scores"] |= {"sentences": len(held), "training_pairs": len(pairs)}
    figures["samples"] = list(zip(english[:12], made[4][:12], [c for _, c in held[:12]], strict=True))
    store(folder, figures, arguments)


def chosen(recipe: Any, arguments: argparse.Namespace) -> Any:
    """The recipe with what the command line changes."""
    given = {f.name: getattr(arguments, f.name, None) for f in dataclasses.fields(recipe)}
    return dataclasses.replace(recipe, **{name: value for name, value in given.items() if value is not None})


def parse(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bertdemo.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    recipes: dict[str, type[Budget]] = {
        "pretrain": Recipe,
        "adapt": AdapterRecipe,
        "translate": TranslateRecipe,
    }
    for name in ("fetch", *recipes, "report"):
        command = commands.add_parser(name)
        command.add_argument("--data", type=Path, default=Path(os.environ.get("BERTDEMO_DATA", "data")))
        command.add_argument("--models", type=Path, default=MODELS)
        if name in ("pretrain", "adapt"):
            command.add_argument("--model", choices=sorted(EDITIONS), default=ENGLISH.name)
        if name == "pretrain":
            command.add_argument("--from", type=Path, help="a stored checkpoint to go on from")
        if name == "adapt":
            command.add_argument(
                "--task", choices=sorted({task.name for task in TASKS.values()}), required=True
            )
        if name in recipes:
            command.add_argument("--out", type=Path, help="where the checkpoint lies; default runs/NAME")
            for field in dataclasses.fields(recipes[name]):
                if field.type in ("float", "int"):
                    command.add_argument(
                        f"--{field.name.replace('_', '-')}", type=float if field.type == "float" else int
                    )
    arguments = parser.parse_args(given)
    name = getattr(arguments, "task", "") or arguments.command
    model = getattr(arguments, "model", ENGLISH.name)
    goes_on = getattr(arguments, "from", None) is not None
    if getattr(arguments, "out", ...) is None:
        # Not where a run from the start may have left its checkpoint, which would count as this one's.
        arguments.out = Path("runs") / (model.replace(ENGLISH.name, name) + "-further" * goes_on)
    # The command as the card tells it: what was chosen, without the folders of one machine.
    told = [
        f"--{key.replace('_', '-')} {value}"
        for key, value in vars(arguments).items()
        if key not in ("command", "data", "models", "out", "from") and value not in (None, ENGLISH.name)
    ]
    told += ["--from FOLDER"] * goes_on
    arguments.said = " ".join(["python -m bertdemo.training", arguments.command, "--data DATA", *told])
    return arguments


def main(given: list[str] | None = None) -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    keep_freed_memory()
    arguments = parse(given)
    try:
        match arguments.command:
            case "fetch":
                fetch(arguments.data)
                return
            case "pretrain":
                command_pretrain(arguments)
            case "adapt":
                command_adapt(arguments)
            case "translate":
                command_translate(arguments)
            case "report":
                report.write(arguments.models)
        if stores():
            cards.write_manifest(arguments.models)
    except FileNotFoundError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
