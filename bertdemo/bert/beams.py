"""Beam search that shows its work: after each token the likeliest beginnings, where each came from, and what was dropped.

It follows `generate` of transformers (early_stopping=False, length_penalty=1): a sentence that ends is scored by its
mean log-probability; the search ends when no open beam can beat the worst of the finished ones any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import torch

from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe


class Writer(Protocol):
    """What the search needs of a translator: what it has read, and the decoder that writes."""

    @property
    def tokenizer(self) -> Any: ...
    @property
    def decoder(self) -> Any: ...
    @property
    def start(self) -> int: ...  # id of the token that a sentence begins with
    @property
    def end(self) -> int: ...
    @property
    def suppressed(self) -> tuple[int, ...]: ...  # ids that are never written
    def states(self, run: Run) -> torch.Tensor: ...  # (1, T, D), of the encoder


@dataclass(frozen=True)
class Beam:
    """A beginning that is carried on."""

    ids: tuple[int, ...]
    tokens: tuple[str, ...]
    score: float  # sum of log-probabilities
    parent: int  # beam of the step before that it continues
    probability: float  # of its last token, given the ones before
    log_probabilities: tuple[float, ...]


@dataclass(frozen=True)
class Candidate:
    """A continuation that was looked at and is not carried on."""

    parent: int
    token: str
    score: float
    probability: float
    ends: bool  # the sentence ends here: it is kept among the finished ones, if it was good enough


@dataclass(frozen=True)
class Hypothesis:
    """A finished sentence."""

    ids: tuple[int, ...]  # the end mark last, unless it was too long
    tokens: tuple[str, ...]
    score: float  # mean log-probability of a token
    log_probabilities: tuple[float, ...]


@dataclass(frozen=True)
class Step:
    """After one more token."""

    sentence: int
    step: int
    beams: tuple[Beam, ...]  # the likeliest first
    dropped: tuple[Candidate, ...]
    finished: tuple[Hypothesis, ...]  # the best so far, best first


def search(
    translator: Writer, run: Run, count: int, longest: int, sentence: int = 0
) -> Iterator[Step | Hypothesis]:
    """The steps of the search for one sentence that was read; the last value is the best hypothesis.

    With one beam it takes the likeliest token each time. A sentence holds at most `longest` - 1 tokens.
    """
    beams = [Beam((), (), 0.0, 0, 1.0, ())]
    finished: list[Hypothesis] = []
    write = _Next(translator, run)
    for step in range(1, longest):
        breathe()
        chances = write(beams)  # (B, V)
        totals = chances + torch.tensor([[beam.score] for beam in beams])
        best = totals.flatten().topk(min(2 * count, totals.numel()))
        going: list[Beam] = []
        dropped: list[Candidate] = []
        for place, (total, flat) in enumerate(zip(best.values.tolist(), best.indices.tolist(), strict=True)):
            parent, token = divmod(flat, totals.shape[1])
            if total == float("-inf"):
                continue
            log = float(chances[parent, token])
            before = beams[parent]
            name = translator.tokenizer.convert_ids_to_tokens(token)
            ends = token == translator.end or step == longest - 1
            path = (*before.ids, token), (*before.tokens, name)
            logs = (*before.log_probabilities, log)
            if ends and place < count:
                finished.append(Hypothesis(*path, total / step, logs))
            if not ends and len(going) < count:
                going.append(Beam(*path, total, parent, _exp(log), logs))
            else:
                dropped.append(Candidate(parent, name, total, _exp(log), ends))
        finished = sorted(finished, key=lambda one: -one.score)[:count]
        beams = going
        yield Step(sentence, step, tuple(beams), tuple(dropped), tuple(finished))
        if not beams or (count == 1 and finished):
            break
        if len(finished) == count and beams[0].score / step <= finished[-1].score:
            break
    yield finished[0]


def _exp(log: float) -> float:
    return float(torch.tensor(log).exp())


class _Next:
    """Log-probabilities (B, V) of the next token of each beam; what was computed for a beginning is kept."""

    def __init__(self, translator: Writer, run: Run) -> None:
        from transformers import DynamicCache, EncoderDecoderCache

        self._translator = translator
        self._states = translator.states(run)
        self._cache: Any = EncoderDecoderCache(DynamicCache(), DynamicCache())

    @torch.inference_mode()
    def __call__(self, beams: list[Beam]) -> torch.Tensor:
        translator, device = self._translator, self._states.device
        if beams[0].ids:
            self._cache.reorder_cache(torch.tensor([beam.parent for beam in beams], device=device))
        last = [[beam.ids[-1] if beam.ids else translator.start] for beam in beams]
        out = translator.decoder(
            input_ids=torch.tensor(last, device=device),  # (B, 1)
            encoder_hidden_states=self._states.expand(len(beams), -1, -1),
            past_key_values=self._cache,
            use_cache=True,
        )
        self._cache = out.past_key_values
        chances: torch.Tensor = out.logits[:, -1].float().log_softmax(-1)  # (B, V)
        chances[:, list(translator.suppressed)] = -torch.inf
        return chances.cpu()
