"""Model cards and the manifest: written by the code that trained and measured, never by hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import torch

from bertdemo.training.about import ABOUT
from bertdemo.training.stored import read_figures
from bertdemo.training.tasks import TASKS, Task

NUMBERS = {6: "Six", 12: "Twelve"}
HEADER = """---
license: {licence}
language: {language}
library_name: {library}
pipeline_tag: {pipeline}
---

"""


@torch.inference_mode()
def guesses(model: Any, tokenizer: Any, sentence: str) -> list[tuple[str, float]]:
    """The five likeliest words for the one [MASK], with their probabilities."""
    inputs = tokenizer(sentence, return_tensors="pt")
    place = inputs["input_ids"][0].tolist().index(tokenizer.mask_token_id)
    best = model(**inputs).prediction_logits[0, place].softmax(-1).topk(5)
    return list(zip(tokenizer.convert_ids_to_tokens(best.indices), best.values.tolist(), strict=True))


@torch.inference_mode()
def follows(model: Any, tokenizer: Any, first: str, second: str) -> float:
    logits = model(**tokenizer(first, second, return_tensors="pt")).seq_relationship_logits
    return float(logits.softmax(-1)[0, 0])


def told(scores: dict[str, float]) -> str:
    """Scores as a table of one row."""
    shown = [f"**{v:.3f}**" if isinstance(v, float) else f"{v:,}" for v in scores.values()]
    return f"| {' | '.join(scores)} |\n|{'---|' * len(scores)}\n| {' | '.join(shown)} |"


def curve_table(lines: list[dict[str, Any]]) -> str:
    """What was measured on the way, a row a time."""
    names = [name for name in lines[-1] if name not in ("minutes", "steps")] if lines else []
    rows = [
        f"| {' | '.join(str(line.get(name, '')) for name in ('minutes', 'steps', *names))} |"
        for line in lines
    ]
    return "\n".join([f"| minutes | steps | {' | '.join(names)} |", f"|{'---|' * (len(names) + 2)}", *rows])


def training(figures: dict[str, Any]) -> str:
    """How it was trained: the section that every card has."""
    runs = "\n".join(
        f"- from step {run['from_step']:,}: `{json.dumps(run['recipe'])}`" for run in figures["runs"]
    )
    passes = f" ({figures['epochs']:.2f} passes over the data)" if "epochs" in figures else ""
    earlier = "".join(
        f"Before that, `{part['command']}`: {part['steps']:,} steps, {part['tokens']:,} tokens, "
        f"{part['seconds']:,.0f} seconds on {part['machine']}; its last recipe: `{json.dumps(part['runs'][-1]['recipe'])}`.\n\n"
        for part in figures.get("earlier", ())
    )
    return f"""## Training
{earlier}`{figures["command"]}`: {figures["steps"]:,} steps, {figures["tokens"]:,} tokens{passes}, {figures["seconds"]:,.0f} seconds
on {figures["machine"]}, bf16, {figures["tokens"] / figures["seconds"]:,.0f} tokens a second. A larger budget goes on from where this one ended. Recipe:

{runs}

Stored in float16: no probability differs by more than {figures["gap"]:.1g} from the trained weights' on the texts that were compared.
"""


def encoder_card(folder: Path, figures: dict[str, Any]) -> str:
    """README.md of the encoder, with what the model writes as it is stored."""
    from transformers import AutoTokenizer, BertForPreTraining

    model = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    about = ABOUT[folder.name]
    layers = model.config.num_hidden_layers
    tokens = sum(part["tokens"] for part in (*figures.get("earlier", ()), figures))
    masked = "\n".join(
        f"| {sentence} | {', '.join(f'{word} {share:.2f}' for word, share in guesses(model, tokenizer, sentence))} |"
        for sentence in about.sentences
    )
    pairs = "\n".join(f"| {a} | {b} | {follows(model, tokenizer, a, b):.3f} |" for a, b in about.pairs)
    header = HEADER.format(
        licence=about.licence, library="transformers", pipeline="fill-mask", language=about.language
    )
    recipe = figures["runs"][-1]["recipe"]
    whole, dropout = recipe.get("whole_words", 0.0), recipe.get("dropout", 0.0)
    return f"""{header}# {about.title}

{NUMBERS.get(layers, layers)} layers, {model.config.hidden_size} wide, {model.config.num_attention_heads} heads, {model.num_parameters() / 1e6:.1f} M parameters, {about.vocabulary}, with a masked-word and a next-sentence head (`BertForPreTraining`). Small enough to lie in a project
and to answer on two CPU cores; made for teaching, not for production.

## Origin
{about.origin} both were trained here, and the
encoder with them, as in Devlin et al. 2018, section 3.1: 80/10/10 masking, next sentence half and half, jointly.
Whole-word masking: {f"in {whole:.0%} of the examples" if whole else "no"}. Dropout: {dropout or "none"}. Kind of file: float16 safetensors.

## Data
{about.data} 2 % of the documents, chosen by a hash, were held back.

{training(figures)}
## Scores on documents that training never saw
Top-1 and top-5: word pieces hidden by [MASK], 15 % of them{"; whole: all pieces of a word together" if whole else ""}. Pairs: accuracy of next sentence, one sentence each, as many
true neighbours as random ones. Facts: the words left out in `bertdemo/training/facts.py`. All held-back documents, the stored weights, by `bertdemo/training/evaluate.py`:

{told(figures["scores"])}

On the way (60 documents a source):

{curve_table(figures["curve"])}

## What it writes for [MASK]
Printed as they come, good and bad.

| sentence | five likeliest |
|---|---|
{masked}

## Does the second sentence follow?
| first | second | probability |
|---|---|---|
{pairs}

## Weaknesses
Its heads have read {tokens / 1e6:.1f} M tokens; BERT-base read 3,300 M words forty times over. {about.weaknesses}
"""


def adapter_card(task: Task, figures: dict[str, Any]) -> str:
    """README.md of an adapter."""
    recipe = figures["runs"][-1]["recipe"]
    layers = (
        f"from layer {recipe['first_layer'] + 1} on, counted from 1;\nthe layers below are those of the encoder"
        if recipe["first_layer"]
        else "in every layer"
    )
    labels = f"Labels: {', '.join(task.labels)}. " if task.labels else ""
    about = ABOUT[task.base]
    header = HEADER.format(licence="other", library="peft", pipeline=task.pipeline, language=about.language)
    return f"""{header}# {task.name.capitalize()}, for {about.title[0].lower()}{about.title[1:]}

A LoRA adapter (rank {recipe["rank"]} on every linear layer of the encoder {layers}),
with its own {" and ".join(task.head.trained_whole)}. {labels}To be loaded on top of `{task.base}` with peft.

## Data
{task.source}; {task.licence}. The data itself is not part of this project.

{training(figures)}
## Scores
On held-back rows, with the stored weights:

{told(figures["scores"])}

{METRICS[task.pipeline]}

## Weaknesses
{task.caution}
"""


METRICS = {
    "text-classification": "The temperature was fitted on every second row, the calibration error (15 bins; raw: without temperature) measured\n"
    "on the others. It knows one kind of text and must choose one of its labels for any other.",
    "token-classification": "F1 over names whose both ends and kind are right, for each set that was held back.",
    "question-answering": "Exact match and F1 over words as SQuAD counts them (Rajpurkar et al. 2016), when an answer must be named, on questions that have\n"
    "one. When it may say that there is none, above `threshold`: `f1_with_none` on questions that have an answer, `refused` of those\n"
    "that have none, of sets whose own texts do not answer some. The threshold was fitted on every second question, so that both\n"
    "count the same, and measured on the others.",
}


def translator_card(folder: Path, figures: dict[str, Any]) -> str:
    """README.md of the decoder."""
    scores = figures["scores"]
    samples = "\n".join(f"| {english} | {made} | {known} |" for english, made, known in figures["samples"])
    recipe = figures["runs"][-1]["recipe"]
    return f"""---
license: cc-by-2.0
language:
- en
- zh
library_name: transformers
pipeline_tag: translation
---

# English to Chinese, for the classroom BERT

BERT is an encoder and cannot write by itself. This is a decoder of {len(recipe["layers"])} layers with cross-attention to the output
of `classroom` (Rothe et al. 2020, "Leveraging Pre-trained Checkpoints for Sequence Generation Tasks"): its layers started
from the encoder's layers {", ".join(str(i + 1) for i in recipe["layers"])}, its cross-attention from their self-attention. The encoder stayed as it is. It
writes simplified Chinese, a character at a time. Both together are an `EncoderDecoderModel` of transformers.

## Data
{scores["training_pairs"]:,} sentence pairs of Tatoeba (CC BY 2.0 FR, tatoeba.org), turned to simplified script with OpenCC. English sentences
of the validation part were left out. The data itself is not part of this project.

{training(figures)}
## Scores
BLEU over Chinese characters (sacrebleu, `zh`) on {scores["sentences"]:,} held-back sentences with one reference each, simplified, by greedy search and by four beams, with the stored weights:

{told({name: value for name, value in scores.items() if name.startswith("bleu")})}

On the way (150 sentences, greedy):

{curve_table(figures["curve"])}

| English | written | one known translation |
|---|---|---|
{samples}

## Weaknesses
It has read everyday sentences only. Names, numbers and long sentences go wrong, and then it writes something fluent that
means something else. Two of the bundled decoder's training pairs held their attribution in place of a translation (they are
left out by now): asked for something that is no English sentence, it may recite it.
"""


def card(folder: Path) -> str:
    """README.md for what lies in a folder, from its figures."""
    figures = read_figures(folder)
    facts_file = folder / "task.json"
    if not facts_file.is_file():
        return encoder_card(folder, figures)
    task = json.loads(facts_file.read_text("utf-8"))["task"]
    return (
        translator_card(folder, figures)
        if task == "translation"
        else adapter_card(TASKS[folder.name], figures)
    )


def write_manifest(models: Path) -> None:
    """SHA-256 of every file below assets/models, for the loader to check."""
    files = sorted(p for p in models.rglob("*") if p.is_file() and p.name != "manifest.json")
    digests = {p.relative_to(models).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    (models / "manifest.json").write_text(json.dumps(digests, indent=1) + "\n", "utf-8")
