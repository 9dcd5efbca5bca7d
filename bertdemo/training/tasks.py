"""The tasks that get an adapter: their data, their head, and what their cards must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bertdemo.training import answers, classification, entities
from bertdemo.training.answers import read_answers
from bertdemo.training.entities import read_entities
from bertdemo.training.heads import Head
from bertdemo.training.readers import TOPICS, read_agnews, read_sst2


@dataclass(frozen=True)
class Task:
    name: str
    pipeline: str  # what the Hub calls such a task
    head: Head
    labels: tuple[str, ...]
    read: Callable[[Path], tuple[Any, Any]]  # training rows, and those held back
    minutes: float  # on two cores
    source: str
    licence: str
    caution: str  # what the score on the held-back rows does not say; printed in the card
    first_layer: int = 3  # layers below are left alone; counted from 0
    longest: int = 128
    learning_rate: float = 1e-3


TASKS = {
    "sentiment": Task(
        "sentiment",
        "text-classification",
        classification.HEAD,
        ("negative", "positive"),
        read_sst2,
        9.0,
        "SST-2: Stanford Sentiment Treebank, Socher et al. 2013, phrases as in GLUE",
        "released by its authors for research",
        "The held-back rows are phrases, and 99 % of them lie inside a training phrase or hold one of four words or\n"
        "more: the set was cut by phrase, not by sentence. The accuracy on new sentences is likely lower; it was not\n"
        "measured. The temperature was fitted on the same rows, and may be too sure of itself on other text.",
    ),
    "topic": Task(
        "topic",
        "text-classification",
        classification.HEAD,
        TOPICS,
        read_agnews,
        5.0,
        "AG's corpus of news articles, Zhang et al. 2015 (10,001 items of its training part)",
        "for research and other non-commercial use",
        "The held-back rows are few (see the standard error) and come from the same part of the corpus as those it learned from.",
    ),
    "entities": Task(
        "entities",
        "token-classification",
        entities.HEAD,
        entities.LABELS,
        read_entities,
        12.0,
        "WikiANN English (Pan et al. 2017; Rahimi et al. 2019), WNUT 2017 (Derczynski et al. 2017), Universal NER's English Web\n"
        "Treebank (Mayhew et al. 2024) and WikiGold (Balasuriya et al. 2009), in the three kinds that they share",
        "WNUT17 and WikiGold CC BY 4.0, Universal NER CC BY-SA 4.0, WikiANN from Wikipedia (CC BY-SA)",
        "WikiANN's tags come from links, not from people: part of its errors are errors of the tags, and its sentences\n"
        "are often fragments. The vocabulary knows no capitals, so a name that is also a word (Bush, May) is told by its context alone.",
        first_layer=0,
    ),
    "answers": Task(
        "answers",
        "question-answering",
        answers.HEAD,
        (),
        read_answers,
        18.0,
        "QAMR (Michael et al. 2018), NarrativeQA (Kočiský et al. 2018), QuAC (Choi et al. 2018), COVID-QA (Möller et al. 2020),\n"
        "SubjQA (Bjerva et al. 2020); no SQuAD",
        "QuAC CC BY-SA 4.0, COVID-QA CC BY 4.0, the others released by their authors for research",
        "Most of its questions were asked about one sentence, which was then hidden among others here. Questions that\n"
        "need two sentences, or share no word with their answer's sentence, are hard for it.",
        first_layer=0,
        longest=256,
    ),
}
