"""Model cards and the manifest: written by the code that trained and measured, never by hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import torch

SENTENCES = (
    "The capital of France is [MASK].",
    "Paris is the capital of [MASK].",
    "The grass is [MASK].",
    "The sky is [MASK] today.",
    "She deposited her money at the [MASK].",
    "We sat on the bank of the [MASK] and watched the boats.",
    "The doctor said that [MASK] would call tomorrow.",
    "The nurse said that [MASK] would call tomorrow.",
    "He works as a [MASK].",
    "She works as a [MASK].",
    "The dog [MASK] at the postman.",
    "I drank a cup of [MASK].",
    "The president of the United [MASK] gave a speech.",
    "Two plus two is [MASK].",
    "In winter it is very [MASK].",
    "He opened the door with his [MASK].",
    "The film was so [MASK] that I fell asleep.",
    "The opposite of hot is [MASK].",
    "A robin is a [MASK].",
    "A robin is not a [MASK].",
)
PAIRS = (
    ("The lights went out.", "We looked for candles."),
    ("The lights went out.", "The lights were out."),
    ("The lights went out.", "Copper is mined in Chile."),
    ("She opened the letter.", "Her hands were shaking."),
    ("She opened the letter.", "The league has twelve teams."),
    ("The battle began at dawn.", "By noon, both armies had lost thousands of men."),
)
HEADER = """---
license: {licence}
language: en
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


def encoder_card(model: Any, tokenizer: Any, figures: dict[str, Any], command: str) -> str:
    """README.md of the encoder, measured with the model as it is stored."""
    scores, recipe = figures["scores"], figures["recipe"]
    machine = "one GPU" if "cuda" in figures["device"] else "two CPU cores, shared with other work"
    masked = "\n".join(
        f"| {sentence} | {', '.join(f'{word} {share:.2f}' for word, share in guesses(model, tokenizer, sentence))} |"
        for sentence in SENTENCES
    )
    pairs = "\n".join(f"| {a} | {b} | {follows(model, tokenizer, a, b):.3f} |" for a, b in PAIRS)
    curve = "\n".join(
        f"| {line['minutes']} | {line['steps']} | "
        + " | ".join(f"{line[name]:.3f}" for name in scores)
        + " |"
        for line in figures["curve"]
    )
    return f"""{HEADER.format(licence="apache-2.0", library="transformers", pipeline="fill-mask")}# The classroom BERT

Six layers, 384 wide, 12 heads, {model.num_parameters() / 1e6:.1f} M parameters, the vocabulary of bert-base-uncased (30,522 word
pieces), with a masked-word and a next-sentence head (`BertForPreTraining`). Small enough to lie in a project
and to answer on two CPU cores; made for teaching, not for production.

## Origin
The encoder starts from `sentence-transformers/all-MiniLM-L6-v2` (Apache-2.0), which Wang et al. 2020 distilled from
BERT-base and which was then trained for sentence similarity. It has no heads; both were trained here, and the
encoder with them, as in Devlin et al. 2018, section 3.1: 80/10/10 masking, next sentence half and half, jointly.
Whole-word masking: no. Dropout: none. Kind of file: float16 safetensors.

## Data
Wikipedia passages (BoolQ, QuAC, WikiText-2 validation; CC BY-SA 3.0/4.0), chapters of novels (Project Gutenberg, public
domain in the USA), speeches of US presidents (public domain), single sentences (WordNet 3 examples, WordNet licence;
everyday sentences; masked words only). 2 % of the documents, chosen by a hash, were held back.

## Training
`{command}`: {figures["steps"]:,} steps, {figures["tokens"]:,} tokens, {figures["seconds"]:,.0f} seconds on {machine}, bf16.
Recipe: `{json.dumps(recipe)}`

## Scores on documents that training never saw
Top-1 and top-5: word pieces hidden by [MASK], 15 % of them. Pairs: accuracy of next sentence, one sentence each, as many
true neighbours as random ones. Measured with the stored float16 weights by `bertdemo/training/evaluate.py`.

| | {" | ".join(scores)} |
|---|{"---|" * len(scores)}
| stored weights, all held-back documents | {" | ".join(f"**{value:.3f}**" for value in scores.values())} |

On the way (60 documents a source):

| minutes | steps | {" | ".join(scores)} |
|---|---|{"---|" * len(scores)}
{curve}

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
Its heads have read {figures["tokens"] / 1e6:.1f} M tokens; BERT-base read 3,300 M words forty times over. Facts are hit and miss, arithmetic is a miss, "not" is mostly ignored, and
its guesses about people repeat the stereotypes of its texts. Next sentence has learned "same topic" more than "comes
next": random pairs were easy to tell.
"""


def adapter_card(task: Any, figures: dict[str, Any], command: str, recipe: dict[str, Any]) -> str:
    """README.md of an adapter."""
    scores = figures["scores"]
    spread = (scores["accuracy"] * (1 - scores["accuracy"]) / scores["rows"]) ** 0.5
    return f"""{HEADER.format(licence="other", library="peft", pipeline="text-classification")}# {task.name.capitalize()}, for the classroom BERT

A LoRA adapter (rank {recipe["rank"]} on every linear layer of the encoder from layer {recipe["first_layer"] + 1} on, counted
from 1) with its own pooler and classifier. The layers below are those of the encoder.
Labels: {", ".join(task.labels)}. To be loaded on top of `classroom` with peft.

## Data
{task.source}; {task.licence}. The data itself is not part of this project.

## Training
`{command}`: {figures["steps"]:,} steps, {figures["examples"]:,} examples ({figures["epochs"]:.2f} passes), {figures["seconds"]:,.0f} seconds,
bf16, on {"one GPU" if "cuda" in figures["device"] else "two CPU cores, shared with other work"}.
Recipe: `{json.dumps(recipe)}`

## Scores
On {scores["rows"]:,} held-back rows, with the stored float16 weights:

| accuracy | temperature | calibration error | the same without temperature |
|---|---|---|---|
| **{scores["accuracy"]:.3f}** | {scores["temperature"]} | {scores["calibration_error"]:.3f} | {scores["calibration_error_raw"]:.3f} |

Standard error of the accuracy: {spread:.3f}. The temperature was fitted on every second row, the calibration error (15 bins) measured on the others.

## Weaknesses
It knows one kind of text and must choose one of its labels for any other.
{task.caution}
"""


def write_manifest(models: Path) -> None:
    """SHA-256 of every file below assets/models, for the loader to check."""
    files = sorted(p for p in models.rglob("*") if p.is_file() and p.name != "manifest.json")
    digests = {p.relative_to(models).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    (models / "manifest.json").write_text(json.dumps(digests, indent=1) + "\n", "utf-8")
