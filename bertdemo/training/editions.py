"""The encoders that are bundled: where each starts, what it reads, what its card shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transformers import BertForPreTraining

from bertdemo.training import facts
from bertdemo.training.chinese import chinese_start
from bertdemo.training.corpus import (
    Corpus,
    Source,
    jieba_words,
    read_chinese_of_pairs,
    read_column,
    read_documents,
    read_tagged,
)
from bertdemo.training.readers import CHINESE_FOLDER
from bertdemo.training.start import english_start

PAIR_TOKENS = 85  # of an example from documents of several sentences, on average; half hold one sentence each


@dataclass(frozen=True)
class Edition:
    """One bundled encoder: its folder below assets/models is called `name`."""

    name: str
    start: Callable[[], tuple[BertForPreTraining, Any]]  # the model and its tokenizer
    sources: Mapping[str, Source]
    early: Mapping[str, float]  # how much each source counts, in the first two thirds
    late: Mapping[str, float]  # and in the last
    judged: tuple[str, ...]  # the sources whose held-back documents give the scores
    recipe: Mapping[str, Any]  # what differs from the defaults of pretrain.Recipe
    facts: Sequence[tuple[str, str]]  # sentences with one word left out, and the word
    first_word: str  # the piece from which on the vocabulary holds words
    words: Callable[[str], Iterable[str]] | None = None  # cuts a sentence of a language without spaces

    def mixtures(self, corpus: Corpus) -> dict[str, dict[str, float]]:
        """Share of the examples by source, for both parts of the run."""
        return {
            name: {source: round(share, 4) for source, share in self._shares(corpus, counts).items()}
            for name, counts in (("mixture", self.early), ("last_mixture", self.late))
        }

    def _shares(self, corpus: Corpus, counts: Mapping[str, float]) -> dict[str, float]:
        if self.words is None:  # the shares themselves
            return dict(counts)
        # By size to the power .8, so that small sources are heard; of tokens, turned into examples.
        weights = {}
        for source, count in counts.items():
            documents = corpus.train[source]
            sentences = sum(map(len, documents))
            single = sentences == len(documents)
            length = corpus.size(source) / max(sentences, 1) + 2 if single else PAIR_TOKENS
            weights[source] = count * corpus.size(source) ** 0.8 / length
        return {source: weight / sum(weights.values()) for source, weight in weights.items()}


def texts(*names: str) -> dict[str, Source]:
    return {name: Source(f"text/{name}.txt.gz", read_documents) for name in names}


def zh(sources: Mapping[str, Source]) -> dict[str, Source]:
    return {name: Source(f"{CHINESE_FOLDER}/{source.path}", source.read) for name, source in sources.items()}


ENGLISH = Edition(
    "classroom",
    english_start,
    texts(
        "wikipedia",
        "books",
        "speeches",
        "sentences",
        "openstax",
        "selqa_sections",
        "wikisplit",
        "squad_passages",
        "factbook",
        "elements",
    ),
    early={
        "wikipedia": 0.36,
        "books": 0.16,
        "speeches": 0.03,
        "sentences": 0.09,
        "openstax": 0.22,
        "selqa_sections": 0.04,
        "wikisplit": 0.05,
        "squad_passages": 0.02,
        "factbook": 0.02,
        "elements": 0.01,
    },
    late={
        "wikipedia": 0.50,
        "books": 0.10,
        "speeches": 0.01,
        "sentences": 0.09,
        "openstax": 0.16,
        "selqa_sections": 0.04,
        "wikisplit": 0.05,
        "squad_passages": 0.02,
        "factbook": 0.02,
        "elements": 0.01,
    },
    judged=("wikipedia", "books"),
    recipe={"minutes": 115.0, "longer": 384, "longer_share": 0.04},
    facts=facts.ENGLISH,
    first_word="!",
)

CHINESE = Edition(
    "classroom-zh",
    chinese_start,
    {
        **zh(
            texts(
                "wikipedia_passages",
                "wikipedia_articles",
                "wikipedia_sentences",
                "common_voice",
                "science_abstracts",
                "news",
                "health",
                "government_reports",
                "laws",
                "luxun",
                "novels",
                "stories",
                "fairy_tales",
                "dialogues",
                "recipes",
                "deep_learning_book",
                "nlp_course",
                "algorithms_wiki",
                "web_guides",
                "plurality_book",
                "mtf_wiki",
            )
        ),
        # The texts of the labelled sets' training parts, without their labels.
        "hotels": Source(f"{CHINESE_FOLDER}/moods/hotels_train.tsv.gz", read_column),
        "takeaway": Source(f"{CHINESE_FOLDER}/moods/takeaway_train.tsv.gz", read_column),
        "shopping": Source(f"{CHINESE_FOLDER}/moods/shopping_train.tsv.gz", read_column),
        "headlines": Source(f"{CHINESE_FOLDER}/topics/thucnews_train.tsv", read_column),
        "headlines_more": Source(f"{CHINESE_FOLDER}/topics/thucnews_more.tsv", read_column),
        "newspaper": Source(f"{CHINESE_FOLDER}/entities/msra_train.iob2", read_tagged),
        "titles": Source(f"{CHINESE_FOLDER}/topics/csl_train.tsv", read_column),
        "everyday": Source("tatoeba_en_zh/train.tsv", read_chinese_of_pairs),
    },
    early={
        "wikipedia_passages": 1.5,
        "wikipedia_articles": 1.5,
        "wikipedia_sentences": 1.0,
        "common_voice": 1.0,
        "science_abstracts": 1.0,
        "news": 1.0,
        "health": 1.0,
        "government_reports": 0.5,
        "laws": 0.4,
        "luxun": 0.7,
        "novels": 0.7,
        "stories": 1.0,
        "fairy_tales": 1.0,
        "dialogues": 0.8,
        "recipes": 0.7,
        "deep_learning_book": 0.5,
        "nlp_course": 0.5,
        "algorithms_wiki": 0.4,
        "web_guides": 0.4,
        "plurality_book": 0.5,
        "mtf_wiki": 0.4,
        "hotels": 1.0,
        "takeaway": 1.0,
        "shopping": 1.0,
        "headlines": 1.0,
        "headlines_more": 0.7,
        "newspaper": 1.0,
        "titles": 0.7,
        "everyday": 1.0,
    },
    late={
        "wikipedia_passages": 4.0,
        "wikipedia_articles": 3.0,
        "wikipedia_sentences": 1.5,
        "common_voice": 1.5,
        "science_abstracts": 0.7,
        "news": 1.0,
        "health": 0.5,
        "government_reports": 0.2,
        "laws": 0.15,
        "luxun": 0.3,
        "novels": 0.3,
        "stories": 1.0,
        "fairy_tales": 1.0,
        "dialogues": 0.4,
        "recipes": 0.3,
        "deep_learning_book": 0.3,
        "nlp_course": 0.3,
        "algorithms_wiki": 0.15,
        "web_guides": 0.15,
        "plurality_book": 0.3,
        "mtf_wiki": 0.15,
        "hotels": 0.8,
        "takeaway": 0.8,
        "shopping": 0.8,
        "headlines": 0.7,
        "headlines_more": 0.4,
        "newspaper": 1.0,
        "titles": 0.3,
        "everyday": 1.0,
    },
    judged=("wikipedia_passages", "stories"),
    recipe={"minutes": 100.0, "whole_words": 0.3, "longer": 384, "longer_share": 0.04},
    facts=facts.CHINESE,
    first_word="!",
    words=jieba_words,
)

EDITIONS = {edition.name: edition for edition in (ENGLISH, CHINESE)}
