"""The code that gives the numbers on screen: a file of assets/snippets, its first lines filled with what is on screen.

A snippet begins with its imports and with lines such as `layer, head = 4, 2`. Where all names of such a line are known,
their values take the place of what stands there, each as Python itself writes it, so that no text can break out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.languages import reads_chinese
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import can_guess, mask_places, middle_word, next_sentence, whole_words
from bertdemo.bert.run import Run
from bertdemo.bert.sentences import split
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError
from bertdemo.page.focus import picked
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR, cached
from bertdemo.serving.folders import is_mine
from bertdemo.serving.judges import for_task, judge_of, translator
from bertdemo.settings import ASSETS
from bertdemo.text import Text

SNIPPETS = ASSETS / "snippets"
ASSIGNED = re.compile(r"^(\w+(?:, \w+)*) = (.*?)(  # .*)?$", re.MULTILINE)
# What asks for BERT's own parts by their names; the others open any family.
OF_BERT = ("embeddings", "head", "lab", "layer", "lens", "next", "remove", "why")
GUESSES = ("guess", "lens", "masked", "sides")
TASKS = {
    "scores": "sentiment",
    "remove": "sentiment",
    "why": "sentiment",
    "entities": "entities",
    "answers": "answers",
}
ROWS = {  # that the code of the lab learns from, and their labels
    "en": ("/../datasets/reviews.en.tsv", ["negative", "positive"]),
    "zh": ("/../datasets/films.zh.tsv", ["负面", "正面"]),
}
# What only an adapter needs.
LEFT_OUT = re.compile(
    r"^(import json|from peft |adapter = |task = |labels, temperature = |model = PeftModel).*\n", re.MULTILINE
)


class Bundled(str):
    """A place below the folder of the bundled models, written as code that finds it from wherever that folder is."""

    def __repr__(self) -> str:
        return f'MODELS + "{self}"'


def snippet(text: Text, models: ModelBank, name: str, question: OfToken) -> str:
    """The code of a snippet for a text, a pair, a model, a layer, a head and a token.

    Raises UserError where the picture has no numbers either, and for a family whose parts have other names.
    """
    model = models(question.model)
    run = model.run(question.text, question.text_pair)
    if name == "answers" and not question.text_pair.strip():
        raise UserError("error.no_context")
    asked = _of_model(models, name, question, model)
    if name in OF_BERT and asked.family != "bert":
        raise UserError("error.code_of_bert", model=asked.checkpoint.key)
    if name in GUESSES and not can_guess(model):
        raise UserError("error.no_masked_word_head", model=model.checkpoint.key)
    if name == "next":
        next_sentence(model, run)  # says why there is none
    code = (SNIPPETS / f"{name}.py").read_text("utf-8")
    if name in TASKS and not asked.checkpoint.base:
        code = _without_adapter(code)
    values = _values(models, name, question, model, run) | _places(asked.checkpoint)
    return _explained(text, models, filled(code, values), asked.checkpoint)


def filled(code: str, values: Mapping[str, Any]) -> str:
    """Code with the values in its assignments whose names are all known."""

    def line(assigned: re.Match[str]) -> str:
        names = assigned[1].split(", ")
        if not all(name in values for name in names):
            return assigned[0]
        return f"{assigned[1]} = {', '.join(repr(values[name]) for name in names)}{assigned[3] or ''}"

    return ASSIGNED.sub(line, code)


def _of_model(models: ModelBank, name: str, question: OfToken, model: Model) -> Model:
    """The model that the code opens: the one on screen, or the one that judges."""
    if name not in TASKS:
        is_fixed = name == "translate" or (name == "lab" and model.labels)
        return models(BUNDLED_FOR["en"]) if is_fixed else model
    task = TASKS[name]
    if task == "sentiment":
        return judge_of(models, task, question.model)
    return for_task(models, question.model, task, question.text_pair if task == "answers" else question.text)


def _places(checkpoint: Checkpoint) -> dict[str, str]:
    """Where the code finds a model, and what was trained on top of it."""
    if not checkpoint.bundled:
        return {"checkpoint": checkpoint.key}
    folder = Bundled(f"/{checkpoint.base or checkpoint.key}")
    return {
        "checkpoint": folder,
        "adapter": Bundled(f"/{checkpoint.key}"),
        "writer": Bundled("/classroom-translate-en-zh"),
    }


def _values(models: ModelBank, name: str, question: OfToken, model: Model, run: Run) -> dict[str, Any]:
    """What is on screen, by the names that snippets use."""
    layer, head, token = picked(run, question)
    if name == "attention":
        layers, heads = run.attentions.shape[:2]
        layer, head = min(max(question.layer, 0), layers), min(max(question.head, -1), heads)
    text, pair = _read(run.encoding)
    values: dict[str, Any] = {
        "text": text,
        "pair": pair or None,
        "layer": layer,
        "head": head,
        "token": token,
    }
    if name in GUESSES:
        places = _hidden(name, model, run.encoding, question.token)
        values |= {"positions": places, "position": places[0]}
    if name == "translate":
        writer = translator(models)
        parts = [part for sentence in split(text) for part in writer.portions(sentence)]
        values["sentences"] = parts[: writer.most_sentences]
    if name == "lab":
        rows, values["labels"] = ROWS["zh" if reads_chinese(model.checkpoint) else "en"]
        values["dataset"] = Bundled(rows)
    return values


def _read(encoding: Encoding) -> tuple[str, str]:
    """The two texts as far as they were read."""
    if not encoding.pieces_cut:
        return encoding.text, encoding.text_pair
    ends = [0, 0]
    for place, segment in zip(encoding.offsets, encoding.token_type_ids, strict=True):
        if place is not None:
            ends[segment] = place[1]
    if encoding.text_pair and not ends[1]:  # a family whose tokenizer does not tell the sentences apart
        return encoding.text, encoding.text_pair
    return encoding.text[: ends[0]], encoding.text_pair[: ends[1]]


def _hidden(name: str, model: Model, encoding: Encoding, token: int | None) -> list[int]:
    """The places that a picture hides: [MASK]s that were typed, else the pinned word, else the one that it chooses."""
    words = [place for place, special in enumerate(encoding.special) if not special]
    pinned = [token] if token in words else []
    typed = mask_places(model, encoding)
    if name == "sides":
        return pinned or [middle_word(encoding)]
    if typed:
        return pinned if name == "lens" and token in typed else typed
    return pinned or (whole_words(encoding) or (words if name == "lens" else words[:1]))[-1:]


def _without_adapter(code: str) -> str:
    """The same for a model that was fine-tuned as a whole: it knows its labels, and nothing lies on top of it."""
    code = LEFT_OUT.sub("", code)
    opened = re.compile(
        r"^(model = \w+\.from_pretrained\().*?dtype=torch\.float32\s*\)$", re.MULTILINE | re.DOTALL
    )
    code = opened.sub(r"\1checkpoint, dtype=torch.float32).eval()", code)
    if "labels" in code:
        code = re.sub(
            r"^model = .*\n",
            r"\g<0>labels, temperature = list(model.config.id2label.values()), 1.0\n",
            code,
            flags=re.M,
        )
    return code.lstrip("\n")


def _explained(text: Text, models: ModelBank, code: str, checkpoint: Checkpoint) -> str:
    """The code with a line that says where its model is from."""
    if "MODELS +" in code:
        return code.replace("MODELS =", f"# {text('snippet.from_bundled')}\nMODELS =", 1)
    code = re.sub(r"^MODELS = .*\n", "", code, count=1, flags=re.MULTILINE)
    known = "hub" if cached(checkpoint.key, models.settings) else "folder"
    source = "zip" if is_mine(checkpoint.key) else known
    return code.replace("checkpoint =", f"# {text(f'snippet.from_{source}')}\ncheckpoint =", 1)
