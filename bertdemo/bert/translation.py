"""Translation: BERT reads, a decoder with cross-attention writes, one token at a time (Rothe et al. 2020).

BERT alone writes nothing: it has no decoder, and its attention looks at words to come. The search over beams is in
beams.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.beams import Hypothesis, Step, search
from bertdemo.bert.languages import foreign
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.sentences import clause_end, split
from bertdemo.errors import UserError
from bertdemo.numbers import whole

CHINESE = r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
LATIN = re.compile("[A-Za-z]")
LONGEST = 100  # tokens of one translated sentence


@dataclass(frozen=True)
class Translated:
    """One sentence; L layers and H heads of the decoder, O tokens out, I tokens in."""

    text: str
    tokens: tuple[str, ...]  # O of them, the end mark last
    score: float  # mean log-probability of a token
    cross_attention: Tensor  # (L, H, O, I), from what is written to what was read; rows sum to 1
    decoder_attention: Tensor  # (L, H, O, O), [from, to], nothing to the right
    source: Run
    error: float  # largest difference of the log-probabilities from one pass over the whole output


@dataclass(frozen=True)
class Translation:
    """The end."""

    text: str
    sentences: tuple[Translated, ...]
    left_out: int  # sentences beyond the limit
    characters_cut: int  # beyond the limit of characters


@dataclass(frozen=True)
class Translator:
    """An encoder that reads and a decoder that writes."""

    encoder: Model
    decoder: Any  # BertLMHeadModel with cross-attention
    tokenizer: Any  # of what is written
    start: int
    end: int
    suppressed: tuple[int, ...]  # ids that are never written
    most_beams: int
    most_sentences: int

    @property
    def longest(self) -> int:
        """Tokens of one translated sentence, the start mark included."""
        return min(LONGEST, parts.positions(self.decoder))

    def states(self, run: Run) -> Tensor:
        """What the decoder looks at, (1, I, D)."""
        return run.hidden_states[-1][None].to(self.encoder.device)

    def steps(self, text: str, beams: int = 4) -> Iterator[Step | Translated | Translation]:
        """Every step of the search for every sentence, each finished sentence, and at last the whole.

        Raises UserError when there is no word, when the text is in the other language than the one that the encoder
        reads, or for a number of beams out of range.
        """
        whole(beams, 1, self.most_beams, "error.beams")
        encoding = self.encoder.encode(text)
        reads_zh = "zh" in self.encoder.checkpoint.languages
        unwritten = not reads_zh and re.search(r"\w", encoding.text) and not LATIN.search(encoding.text)
        if foreign(self.encoder.checkpoint, encoding.text) or unwritten:
            raise UserError("error.translates_chinese" if reads_zh else "error.translates_english")
        sentences = [part for sentence in split(encoding.text) for part in self.portions(sentence)]
        if not sentences:
            raise UserError("error.no_words")
        done: list[Translated] = []
        for number, sentence in enumerate(sentences[: self.most_sentences]):
            run = self.encoder.run(sentence)
            best = None
            for event in search(self, run, beams, self.longest, number):
                if isinstance(event, Hypothesis):
                    best = event
                else:
                    yield event
            assert best is not None
            done.append(self.look_back(run, best))
            yield done[-1]
        written = as_written(" ".join(one.text for one in done))
        left_out = max(0, len(sentences) - self.most_sentences)
        yield Translation(written, tuple(done), left_out, encoding.characters_cut)

    def portions(self, sentence: str) -> Iterator[str]:
        """A sentence, or what a long one is cut into, so that each part has at most `LONGEST` word pieces.

        A longer one is beyond what the decoder learned: of 400 pieces it wrote 99 tokens of no sense, in 1 s.
        """
        most = min(LONGEST, self.encoder.max_tokens - 2)
        while sentence:
            window = sentence[: 10 * most]  # few words are longer than ten characters a piece
            encoding = self.encoder.encode(window)
            places = [place for place in encoding.offsets if place is not None]
            fits = len(places) + encoding.pieces_cut <= most
            cut = len(window) if fits else max(1, places[most - 1][1])
            if cut < len(sentence):
                cut = clause_end(sentence[:cut])
            yield sentence[:cut].strip()
            sentence = sentence[cut:].strip()

    @torch.inference_mode()
    def look_back(self, run: Run, best: Hypothesis) -> Translated:
        """One pass over a finished output: its attentions, and its log-probabilities a second way."""
        ids = torch.tensor([[self.start, *best.ids[:-1]]], device=self.encoder.device)  # (1, O)
        out = self.decoder(
            input_ids=ids,
            encoder_hidden_states=self.states(run),
            output_attentions=True,
            use_cache=False,
        )
        chances = out.logits[0].float().log_softmax(-1).cpu()  # (O, V)
        again = chances[torch.arange(len(best.ids)), list(best.ids)]
        return Translated(
            text=as_written(self.tokenizer.decode(best.ids, skip_special_tokens=True)),
            tokens=tuple(self.tokenizer.convert_ids_to_tokens(best.ids)),
            score=best.score,
            cross_attention=torch.stack(out.cross_attentions)[:, 0].float().cpu(),
            decoder_attention=torch.stack(out.attentions)[:, 0].float().cpu(),
            source=run,
            error=float((again - torch.tensor(best.log_probabilities)).abs().max()),
        )


def as_written(text: str) -> str:
    """Decoded tokens without the spaces that stand between Chinese characters."""
    return re.sub(rf"(?<=[{CHINESE}])\s+|\s+(?=[{CHINESE}])", "", text).strip()
