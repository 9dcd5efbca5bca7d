"""Born before your eyes: a two-layer BERT that learns masked words and next sentence from nothing, on a small text.

Devlin et al. 2018, section 3.1, in small: 15 % of the tokens chosen, 80/10/10, half of the pairs neighbours. Words are
whole here unless they are new to the text, and a Chinese character is a word.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from bertdemo.bert import parts
from bertdemo.bert.languages import language_of
from bertdemo.errors import UserError

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
FEWEST_SENTENCES = 30
MOST_CHARACTERS = 200_000
MOST_WORDS = 3000  # of the vocabulary, before single characters
LONGEST = 64  # tokens of a pair
ENDS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


@dataclass(frozen=True)
class Corpus:
    """Documents, each a row of sentences; one in ten documents is only measured."""

    train: tuple[tuple[str, ...], ...]
    held: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> int:
        return sum(map(len, self.train + self.held))


@dataclass(frozen=True)
class Recipe:
    """Every choice of a training."""

    layers: int = 2
    hidden: int = 128
    heads: int = 4
    learning_rate: float = 2e-3
    batch_size: int = 32
    steps: int = 1000
    every: int = 15  # steps between two looks at the rows held back and at the visitor's sentence
    seed: int = 0


@dataclass(frozen=True)
class Step:
    """One step of the optimizer; losses are means over the chosen tokens and over the pairs of the batch."""

    step: int
    steps: int
    mlm_loss: float
    nsp_loss: float
    mlm_accuracy: float
    nsp_accuracy: float
    tokens_per_second: float
    seconds: float
    seconds_left: float


@dataclass(frozen=True)
class Look:
    """What it knows after a number of steps."""

    step: int
    mlm_accuracy: float  # on documents held back
    nsp_accuracy: float
    guesses: tuple[tuple[tuple[str, float], ...], ...]  # for each [MASK] of the sentence: token, probability
    follows: float | None  # probability that the second sentence follows, if there is one


@dataclass(frozen=True)
class Start:
    """Before the first step: what chance would give, and the sentence as it is read."""

    vocabulary: int
    parameters: int
    commonest: float  # share of the commonest token among the chosen ones of the rows held back
    tokens: tuple[str, ...]  # of the sentence, with [MASK]
    unknown: tuple[str, ...]  # words of the sentence that the text does not have


@dataclass(frozen=True)
class Born:
    """The end: a model that answers like any other under its key."""

    model: str
    mlm_accuracy: float
    nsp_accuracy: float
    nsp_learned: float  # mean over the last steps, on the pairs that it learns from
    seconds: float


@dataclass(frozen=True)
class Batch:
    """B pairs of T tokens, M chosen tokens."""

    ids: Tensor  # (B, T)
    types: Tensor  # (B, T)
    mask: Tensor  # (B, T)
    chosen: Tensor  # (M,), places in ids.flatten()
    labels: Tensor  # (M,), what stood there
    follows: Tensor  # (B,), 0: B follows A, 1: it does not


def read_text(text: str) -> Corpus:
    """Documents from a text: blank lines part them, lines are sentences, or sentences are found by their ends.

    Raises UserError, naming the limit, when there is too little or too much of it.
    """
    if len(text) > MOST_CHARACTERS:
        raise UserError("error.born_too_long", most=f"{MOST_CHARACTERS:,}", given=f"{len(text):,}")
    text = text.encode("utf-8", "replace").decode("utf-8")
    documents = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        sentences = [part.strip() for line in lines for part in ENDS.split(line) if part and part.strip()]
        # A text without blank lines is one long story: parts of eight sentences serve as documents.
        documents += (
            [tuple(sentences[i : i + 8]) for i in range(0, len(sentences), 8)]
            if len(sentences) > 16
            else [tuple(sentences)]
        )
    documents = [document for document in documents if len(document) > 1]
    count = sum(map(len, documents))
    if count < FEWEST_SENTENCES or len(documents) < 4:
        raise UserError("error.born_too_short", sentences=count, least=FEWEST_SENTENCES)
    held = tuple(
        documents[i] for i in range(len(documents)) if i % 10 == 5 or (len(documents) < 10 and i == 3)
    )
    train = tuple(document for document in documents if document not in held)
    return Corpus(train, held)


def tokenizer_for(corpus: Corpus) -> Any:
    """BERT's tokenizer with a vocabulary from the text: its words, then its characters, also as later pieces."""
    from transformers import BertTokenizer

    empty = BertTokenizer(vocab={token: i for i, token in enumerate(SPECIAL)}, do_lower_case=True)
    normalizer, splitter = empty.backend_tokenizer.normalizer, empty.backend_tokenizer.pre_tokenizer

    def split(documents: tuple[tuple[str, ...], ...]) -> Counter[str]:
        sentences = (sentence for document in documents for sentence in document)
        normal = (normalizer.normalize_str(sentence) for sentence in sentences)
        return Counter(word for sentence in normal for word, _ in splitter.pre_tokenize_str(sentence))

    counts = split(corpus.train)
    words = [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][:MOST_WORDS]
    characters = sorted({character for word in (*counts, *split(corpus.held)) for character in word})
    pieces = [*SPECIAL, *words, *characters, *(f"##{character}" for character in characters)]
    return BertTokenizer(
        vocab={token: i for i, token in enumerate(dict.fromkeys(pieces))}, do_lower_case=True
    )


class Newborn:
    """A BERT without any knowledge, and its way to some: `for event in Newborn(...).learn()`."""

    def __init__(
        self, corpus: Corpus, recipe: Recipe, sentence: str, second: str = "", device: Any = "cpu"
    ) -> None:
        from transformers import BertConfig, BertForPreTraining

        self.recipe = recipe
        self.language = language_of(" ".join(chain(*corpus.train[:20])))
        self.device = torch.device(device)
        self.tokenizer = tokenizer_for(corpus)
        torch.manual_seed(recipe.seed)
        config = BertConfig(
            vocab_size=len(self.tokenizer),
            num_hidden_layers=recipe.layers,
            hidden_size=recipe.hidden,
            num_attention_heads=recipe.heads,
            intermediate_size=4 * recipe.hidden,
            max_position_embeddings=128,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            pad_token_id=0,
            architectures=["BertForPreTraining"],
        )
        self.module: Any = BertForPreTraining._from_config(config, attn_implementation="eager").to(
            self.device
        )
        self._dice = random.Random(recipe.seed)
        self._train = self._coded(corpus.train)
        self._held = self._batch(
            self._pairs(self._coded(corpus.held), random.Random(1), 256), random.Random(2)
        )
        self.sentence, self.second = self._masked(sentence), second.strip()

    def start(self) -> Start:
        """The state before the first step."""
        labels = Counter(self._held.labels.tolist())
        words = self._asked()["input_ids"][0].tolist()
        normal = self.tokenizer.backend_tokenizer.normalizer.normalize_str(
            self.sentence.replace("[MASK]", " ")
        )
        split = self.tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(normal)
        known = self.tokenizer.get_vocab()
        return Start(
            vocabulary=len(self.tokenizer),
            parameters=sum(p.numel() for p in self.module.parameters()),
            commonest=max(labels.values()) / sum(labels.values()),
            tokens=tuple(self.tokenizer.convert_ids_to_tokens(words)),
            unknown=tuple(dict.fromkeys(word for word, _ in split if word not in known)),
        )

    def learn(self) -> Iterator[Start | Step | Look]:
        """Train, a step at a time; whoever iterates may stop at any step."""
        recipe = self.recipe
        yield self.start()
        optimizer = torch.optim.AdamW(
            self.module.parameters(), lr=recipe.learning_rate, weight_decay=0.01, fused=True
        )
        warm_up = max(1, recipe.steps // 20)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / warm_up, 1 - step / (recipe.steps + 1))
        )
        yield self.look(0)
        tokens, began, measured = 0, time.monotonic(), 0.0
        for step in range(1, recipe.steps + 1):
            batch = self._batch(self._pairs(self._train, self._dice, recipe.batch_size), self._dice)
            mlm_loss, nsp_loss, hits = self.losses(batch)
            optimizer.zero_grad()
            (mlm_loss + nsp_loss).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.module.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            tokens += int(batch.mask.sum())
            seconds = time.monotonic() - began - measured
            yield Step(
                step, recipe.steps, mlm_loss.item(), nsp_loss.item(), *hits, tokens / seconds, seconds,
                seconds / step * (recipe.steps - step),
            )  # fmt: skip
            if step % recipe.every == 0 or step == recipe.steps:
                stopped = time.monotonic()
                yield self.look(step)
                measured += time.monotonic() - stopped

    def losses(self, batch: Batch) -> tuple[Tensor, Tensor, tuple[float, float]]:
        """MLM and NSP cross-entropy of a batch, and both accuracies."""
        words, pairs = self._read(batch)
        mlm, nsp = cross_entropy(words, batch.labels), cross_entropy(pairs, batch.follows)
        hits = [
            (a.argmax(-1) == b).float().mean().item()
            for a, b in ((words, batch.labels), (pairs, batch.follows))
        ]
        return mlm, nsp, (hits[0], hits[1])

    @torch.inference_mode()
    def look(self, step: int) -> Look:
        """Accuracies on the documents held back, and guesses for the visitor's sentence."""
        _, _, hits = self.losses(self._held)
        inputs = self._asked()
        out = self.module(**inputs)
        places = (inputs["input_ids"][0] == self.tokenizer.mask_token_id).nonzero().flatten()
        guesses = []
        for chances in out.prediction_logits[0, places].softmax(-1):
            best = chances.topk(min(5, len(chances)))
            names = self.tokenizer.convert_ids_to_tokens(best.indices.tolist())
            guesses.append(tuple(zip(names, best.values.tolist(), strict=True)))
        follows = float(out.seq_relationship_logits[0].softmax(-1)[0]) if self.second else None
        return Look(step, *hits, tuple(guesses), follows)

    def _read(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Logits of the chosen tokens (M, V), and of the pairs (B, 2)."""
        encoder = parts.encoder(self.module)
        out = encoder(batch.ids, attention_mask=batch.mask, token_type_ids=batch.types)
        states = out.last_hidden_state.flatten(0, 1)[batch.chosen]  # (M, D)
        words, pairs = parts.masked_words(self.module), parts.next_sentence(self.module)
        assert words is not None and pairs is not None
        return words.logits(states), pairs.logits(out.last_hidden_state)

    def _asked(self) -> Any:
        pair = (self.sentence, self.second) if self.second else (self.sentence,)
        return self.tokenizer(*pair, truncation=True, max_length=LONGEST, return_tensors="pt").to(self.device)

    def _masked(self, sentence: str) -> str:
        """The sentence with a [MASK]: its own, else its last word is hidden."""
        sentence = sentence.strip()[:500]
        if "[MASK]" in sentence:
            return sentence
        coded = self.tokenizer(sentence, return_offsets_mapping=True)
        spans = [s for s, w in zip(coded["offset_mapping"], coded.word_ids(), strict=True) if w is not None]
        spans = [(a, b) for a, b in spans if sentence[a:b].isalnum()]
        if not spans:
            return "[MASK]"
        start, end = spans[-1]
        return f"{sentence[:start]}[MASK]{sentence[end:]}"

    def _coded(self, documents: Sequence[Sequence[str]]) -> list[list[list[int]]]:
        longest = (LONGEST - 3) // 2
        return [
            [self.tokenizer(s, add_special_tokens=False)["input_ids"][:longest] for s in document]
            for document in documents
        ]

    def _pairs(
        self, documents: list[list[list[int]]], dice: random.Random, count: int
    ) -> list[tuple[list[int], list[int], int]]:
        """Half neighbours, half with a second sentence from another document."""
        pairs = []
        for _ in range(count):
            document = dice.randrange(len(documents))
            at = dice.randrange(len(documents[document]) - 1)
            other = dice.random() < 0.5 and len(documents) > 1
            if other:
                far = (document + dice.randrange(1, len(documents))) % len(documents)
                second = dice.choice(documents[far])
            else:
                second = documents[document][at + 1]
            pairs.append((documents[document][at], second, int(other)))
        return pairs

    def _batch(self, pairs: list[tuple[list[int], list[int], int]], dice: random.Random) -> Batch:
        cls, sep, mask_id = (getattr(self.tokenizer, f"{name}_token_id") for name in ("cls", "sep", "mask"))
        rows, types, chosen, labels = [], [], [], []
        widest = max(len(a) + len(b) + 3 for a, b, _ in pairs)
        for number, (first, second, _) in enumerate(pairs):
            ids = [cls, *first, sep, *second, sep]
            words = [i for i, token in enumerate(ids) if token not in (cls, sep)]
            for place in dice.sample(words, max(1, round(0.15 * len(words)))):
                chosen.append(number * widest + place)
                labels.append(ids[place])
                roll = dice.random()
                if roll < 0.9:
                    ids[place] = mask_id if roll < 0.8 else dice.randrange(len(SPECIAL), len(self.tokenizer))
            rows.append(torch.tensor(ids))
            types.append(torch.tensor([0] * (len(first) + 2) + [1] * (len(second) + 1)))
        padded = pad_sequence(rows, batch_first=True)  # (B, T)
        return Batch(
            ids=padded.to(self.device),
            types=pad_sequence(types, batch_first=True).to(self.device),
            mask=pad_sequence([torch.ones(len(row)) for row in rows], batch_first=True).to(self.device),
            chosen=torch.tensor(chosen, device=self.device),
            labels=torch.tensor(labels, device=self.device),
            follows=torch.tensor([pair[2] for pair in pairs], device=self.device),
        )
