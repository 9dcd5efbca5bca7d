"""The tasks that get an adapter: their data, their head, and what their cards must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bertdemo.training import answers, classification, entities
from bertdemo.training.answers import read_answers, read_chinese_answers
from bertdemo.training.contrast import read_sentiment
from bertdemo.training.entities import read_chinese_entities, read_entities
from bertdemo.training.heads import Head
from bertdemo.training.readers import (
    CHINESE_TOPICS,
    TOPICS,
    read_agnews,
    read_chinese_topics,
    read_moods,
)


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
    rank: int = 32
    base: str = "classroom"  # the encoder that it is for

    @property
    def folder(self) -> str:
        """Where it lies below assets/models, and its key in the app."""
        return f"{self.base}-{self.name}"


_TASKS = (
    Task(
        "sentiment",
        "text-classification",
        classification.HEAD,
        ("negative", "positive"),
        read_sentiment,
        9.0,
        "SST-2: Stanford Sentiment Treebank, Socher et al. 2013, phrases as in GLUE; and, one to every twenty phrases, whole\n"
        "sentences with negation and contrast, written by `bertdemo/training/contrast.py` from templates",
        "SST-2 released by its authors for research; the sentences from templates are our own",
        "It has read reviews of films. A sentence that judges nothing gets one of the two labels all the same. Half of the\n"
        'held-back sentences of SST-2 are shown with their published blanks ("it \'s"). Contrast: turns of phrase that were not\n'
        "trained on; irony was not measured, and it often fails there.",
        first_layer=0,
    ),
    Task(
        "topic",
        "text-classification",
        classification.HEAD,
        TOPICS,
        read_agnews,
        5.0,
        "AG's corpus of news articles, Zhang et al. 2015 (14,580 items of its training part)",
        "for research and other non-commercial use",
        "The held-back rows are few (see the standard error) and come from the same part of the corpus as those it learned from.\n"
        "A third of the items it learned from begin with their title.",
    ),
    Task(
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
    Task(
        "answers",
        "question-answering",
        answers.HEAD,
        (),
        read_answers,
        18.0,
        "QAMR (Michael et al. 2018), NarrativeQA (Kočiský et al. 2018), QuAC (Choi et al. 2018), COVID-QA (Möller et al. 2020),\n"
        "SubjQA (Bjerva et al. 2020), 4,719 questions of ten articles of SQuAD 2.0's training part (Rajpurkar et al. 2018), and\n"
        "questions made by templates from the World Factbook and Periodic-Table-JSON",
        "SQuAD and QuAC CC BY-SA 4.0, COVID-QA CC BY 4.0, Factbook public domain, Periodic-Table-JSON CC BY-SA 3.0, the others\n"
        "released by their authors for research",
        "Most of its questions were asked about one sentence, which was then hidden among others here. Questions that\n"
        "need two sentences, or share no word with their answer's sentence, are hard for it.",
        first_layer=0,
        longest=256,
    ),
    Task(
        "sentiment",
        "text-classification",
        classification.HEAD,
        ("negative", "positive"),
        read_moods,
        9.0,
        "reviews of hotels (ChnSentiCorp, Tan), of delivered food (waimai_10k) and of goods (online_shopping_10_cats, both\n"
        "ChineseNlpCorpus)",
        "released for research; no licence text",
        "It has read reviews. A sentence that judges nothing, such as a line of news, gets one of the two labels all the same.",
        first_layer=4,
        longest=192,
        rank=16,
        base="classroom-zh",
    ),
    Task(
        "topic",
        "text-classification",
        classification.HEAD,
        CHINESE_TOPICS,
        read_chinese_topics,
        6.0,
        "headlines of THUCNews (Sun et al. 2016) under ten topics, and titles of papers of CSL (Li et al. 2022) under 13 fields",
        "THUCNews for research, CSL Apache-2.0 as published",
        "It has read headlines and titles of papers; nearly half of the titles are of engineering, and it is quick to say so.\n"
        "Most of the held-back titles stood in the text that the encoder was pretrained on, without their fields.",
        first_layer=4,
        longest=64,
        rank=16,
        base="classroom-zh",
    ),
    Task(
        "entities",
        "token-classification",
        entities.HEAD,
        entities.LABELS,
        read_chinese_entities,
        8.0,
        "Universal NER's Chinese GSD treebank in simplified script (Mayhew et al. 2024), counted four times, and 44,814 sentences of\n"
        "newspapers of 1998 (MSRA corpus, Levow 2006, and People's Daily)",
        "Universal NER CC BY-SA 4.0, the newspapers for research",
        "The newspapers follow other rules for what is a name than the sentences it is judged by. Names of today and of other\n"
        "trades are often missed, long names of organizations cut short. Nearly all held-back sentences stood in the text that\n"
        "the encoder was pretrained on, without their tags.",
        first_layer=0,
        rank=16,
        base="classroom-zh",
    ),
    Task(
        "answers",
        "question-answering",
        answers.HEAD,
        (),
        read_chinese_answers,
        20.0,
        "CMRC 2018 (Cui et al. 2019) and DRCD in simplified script (Shao et al. 2018), and the same questions without the\n"
        "sentences that answer them",
        "CMRC 2018 CC BY-SA 4.0, DRCD CC BY-SA 3.0",
        "Its questions were asked by people who had the passage before them and share words with it. Questions that need two\n"
        "sentences are hard for it. Most of the held-back passages stood in the text that the encoder was pretrained on, without\n"
        "questions.",
        first_layer=0,
        longest=256,
        rank=16,
        base="classroom-zh",
    ),
)
TASKS = {task.folder: task for task in _TASKS}
