"""Names in a text, tagged BIO: persons, organizations, places (Devlin et al. 2018, section 5.3).

The first word piece of a word carries its tag; the other pieces are left out of loss and score.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from bertdemo.training.heads import Feature, Head, batches
from bertdemo.training.readers import CHINESE_FOLDER, Sentence, here, in_part, read_conll

KINDS = ("PER", "ORG", "LOC")
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
# Names of other sets, as far as they fit; a product or a work is none of the three.
SAME = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}

OTHERS = (  # name, file, columns of word and tag, and how many parts of which one is held back
    ("WNUT17", "wnut17/train.conll", (0, 1), 10),
    ("WNUT17", "wnut17/dev.conll", (0, 1), 1),
    ("UNER", "uner_ewt/dev.iob2", (1, 2), 10),
    ("WikiGold", "wikigold.conll", (0, 1), 10),
)
CHINESE_OTHERS = ("msra_train", "peoples_daily_train")
CHINESE_TIMES = 4


def fitted(sentence: Sentence) -> Sentence:
    """Tags in terms of the three kinds; a tag of any other kind becomes O."""
    words, tags = sentence
    kinds = [SAME.get(tag[2:], tag[2:]) for tag in tags]
    return words, [f"{t[:2]}{k}" if k in KINDS else "O" for t, k in zip(tags, kinds, strict=True)]


def read_entities(data: Path) -> tuple[list[Sentence], dict[str, list[Sentence]]]:
    """Training sentences of up to four sets, and those held back of each by its name. WikiANN must be there."""
    train: list[Sentence] = []
    held: dict[str, list[Sentence]] = {}

    def split(name: str, sentences: list[Sentence], parts: int) -> None:
        for sentence in map(fitted, sentences):
            back = in_part(" ".join(sentence[0]), parts)
            (held.setdefault(name, []) if back else train).append(sentence)

    wikiann = "WikiANN English (a line: en:word and tag)"
    train += map(fitted, read_conll(data / "wikiann_en" / "train", wikiann))
    split("WikiANN", read_conll(data / "wikiann_en" / "dev", wikiann), 5)
    for name, file, columns, parts in OTHERS:
        if here(data / file):
            split(name, read_conll(data / file, name, *columns), parts)
    return train, held


def read_chinese_entities(data: Path) -> tuple[list[Sentence], dict[str, list[Sentence]]]:
    """Universal NER's Chinese GSD treebank, a character a word, as BERT's tokenizer and so the app cuts it.

    Larger sets beside it follow other rules for what is a name, so its sentences count CHINESE_TIMES.
    """
    folder = data / CHINESE_FOLDER / "entities"

    def read(name: str, source: str) -> list[Sentence]:
        return [by_character(fitted(s)) for s in read_conll(folder / f"{name}.iob2", source, 1, 2)]

    train, dev = (read(f"uner_gsdsimp_{part}", "Universal NER") for part in ("train", "dev"))
    others = [row for name in CHINESE_OTHERS if here(folder / f"{name}.iob2") for row in read(name, name)]
    return [*train * (CHINESE_TIMES if others else 1), *others], {"UNER": dev}


def by_character(sentence: Sentence) -> Sentence:
    """Chinese words cut into characters, the further ones of a name with I-."""
    words, tags = [], []
    for word, tag in zip(*sentence, strict=True):
        parts = re.findall(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+", word)
        words += parts
        tags += [tag, *[tag.replace("B-", "I-")] * (len(parts) - 1)]
    return words, tags


def encode(
    rows: Sequence[Sentence], tokenizer: Any, longest: int, rng: random.Random | None
) -> list[Feature]:
    coded = tokenizer([w for w, _ in rows], is_split_into_words=True, truncation=True, max_length=longest)
    features = []
    for i, (_, tags) in enumerate(rows):
        words = coded.word_ids(i)
        first = [w is not None and (not j or words[j - 1] != w) for j, w in enumerate(words)]
        labels = [LABELS.index(tags[w]) if f else -100 for f, w in zip(first, words, strict=True)]
        features.append({"input_ids": coded["input_ids"][i], "labels": labels})
    return features


def loss(out: Any, labels: Tensor) -> Tensor:
    return cross_entropy(out.logits.float().flatten(0, 1), labels.flatten())


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Names in a row of BIO tags: (first word, word after the last, kind). An I- that follows nothing begins one."""
    found = set()
    began, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            found.add((began, i, kind))
            kind = ""
        if tag != "O" and not kind:
            began, kind = i, tag[2:]
    return found


def span_f1(predicted: Sequence[Sequence[str]], true: Sequence[Sequence[str]]) -> float:
    """F1 over names that agree in both ends and kind, as conlleval counts them (Tjong Kim Sang 2003)."""
    guessed, real = [spans(tags) for tags in predicted], [spans(tags) for tags in true]
    right = sum(len(g & r) for g, r in zip(guessed, real, strict=True))
    total = sum(map(len, guessed)) + sum(map(len, real))
    return 2 * right / total if total else 1.0


@torch.inference_mode()
def measure(model: Any, tokenizer: Any, held: dict[str, list[Sentence]], longest: int) -> dict[str, float]:
    """Span F1 of each set that was held back."""
    model.eval()
    scores: dict[str, float] = {}
    for name, rows in held.items():
        predicted, true = [], []
        for batch in batches(encode(rows, tokenizer, longest, None), tokenizer, 4096, None):
            labels = batch.pop("labels")
            guesses = model(**{k: v.to(model.device) for k, v in batch.items()}).logits.argmax(-1).cpu()
            for guess, label in zip(guesses, labels, strict=True):
                asked = label != -100
                predicted.append([LABELS[i] for i in guess[asked]])
                true.append([LABELS[i] for i in label[asked]])
        scores |= {f"{name}_f1": round(span_f1(predicted, true), 4), f"{name}_sentences": len(rows)}
    return scores


HEAD = Head("BertForTokenClassification", "TOKEN_CLS", ("classifier",), encode, loss, measure)
