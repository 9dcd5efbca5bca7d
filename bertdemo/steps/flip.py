"""The opening flip: `python -m bertdemo.steps.flip` asks which head swings when one word is changed, for assets/examples/flip.json.

`flips.en.json` and `flips.zh.json` hold pairs of sentences that differ in one word and the two words that a reader would
say it, or the token that is asked, belongs to. Part of them was written after looking at what these heads do, so how
many a head gets right says that it is no chance hit, and nothing of how often it would be right elsewhere.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass

import torch
from torch import Tensor

from bertdemo.bert.examples import FOLDER, examples
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import candidate_ids, fill
from bertdemo.bert.relations import word_attention
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR
from bertdemo.serving.judges import bundled_for, classify
from bertdemo.settings import LANGUAGES, Language, Settings

FLIP = FOLDER / "flip.json"
LEAST = 0.05  # of the weight, by which the right word leads on both sides for a swing to count
SHOWN = 5  # that the command prints


@dataclass(frozen=True)
class FlipPair:
    """Two sentences that differ in one word."""

    text: str
    word: str  # the one that is changed: its last occurrence
    replacement: str
    first: str  # what the text's own word points to
    second: str  # what the replacement points to
    token: str = ""  # whose row is asked; "" for the changed word itself
    review: bool = False  # reads as a review, so that a verdict on it makes sense

    @property
    def changed(self) -> str:
        """The other sentence."""
        start, end = place(self.text, self.word)
        return self.text[:start] + self.replacement + self.text[end:]

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both sentences, each with the word whose row is asked."""
        return (self.text, self.token or self.word), (self.changed, self.token or self.replacement)


@dataclass(frozen=True)
class Flip:
    """The pair that a language opens with, and the head that swings in it."""

    text: str
    word: str
    replacement: str
    first: str  # what the text's own word points to
    second: str  # what the replacement points to
    token: str  # whose row it is, in the text; in the other sentence `replacement` where that is `word`
    layer: int  # from 1
    head: int  # from 1
    before: tuple[float, float]  # weights to `first` and `second`, in the text
    after: tuple[float, float]  # the same in the other sentence
    swings: int  # pairs of the list in which this head swings rightly
    pairs: int  # of how many
    label: str  # of the sentiment model, for the text
    probability: float  # of that label
    guess: float  # probability of `replacement` where `word` is hidden


def pairs(language: Language) -> tuple[FlipPair, ...]:
    """The list of a language."""
    return tuple(FlipPair(**pair) for pair in examples("flips", language)["pairs"])


def place(text: str, word: str, last: bool = True) -> tuple[int, int]:
    """Where a word stands, [start, end) in characters; a whole word where letters have spaces between them.

    Raises ValueError when it is not there.
    """
    edge = r"\b" if word.isascii() else ""
    found = [match.span() for match in re.finditer(rf"{edge}{re.escape(word)}{edge}", text)]
    if not found:
        raise ValueError(f"{word!r} is not in {text!r}")
    return found[-1 if last else 0]


def weights(model: Model, pair: FlipPair) -> Tensor:
    """What the asked word gives both candidates, (2, L, H, 2), [sentence, layer, head, candidate]."""
    sides = []
    for text, token in pair.sides:
        words = [place(text, token), *(place(text, word, last=False) for word in (pair.first, pair.second))]
        sides.append(word_attention(model.run(text), words)[:, :, 0, 1:])  # (L, H, 2)
    return torch.stack(sides)


def leads(given: Tensor) -> Tensor:
    """By how much the right candidate leads, on the side where it leads less: (..., 2, L, H, 2) → (..., L, H).

    Below 0 where a head points to the wrong one in either sentence.
    """
    before, after = given.unbind(-4)  # (..., L, H, 2)
    return torch.minimum(before[..., 0] - before[..., 1], after[..., 1] - after[..., 0])


def swings(lead: Tensor) -> Tensor:
    """On how many pairs each head swings rightly, (P, L, H) → (L, H)."""
    return (lead > LEAST).sum(0)


def scores(lead: Tensor) -> Tensor:
    """The lead times the share of all pairs on which the head swings, (P, L, H): one lucky sentence counts little."""
    return lead * swings(lead) / len(lead)


def found(models: ModelBank, language: Language) -> list[Flip]:
    """The pairs that read as a review, each with its best head, those first that open the page best.

    That is score × probability of the verdict × probability that BERT writes the other word where this one is hidden.
    Raises ValueError when no head swings in any of them: the list needs other sentences.
    """
    model = models(BUNDLED_FOR[language])
    listed = pairs(language)
    given = torch.stack([weights(model, pair) for pair in listed])  # (P, 2, L, H, 2)
    lead = leads(given)  # (P, L, H)
    right, score = swings(lead), scores(lead)
    flips: list[tuple[float, Flip]] = []
    for number, pair in enumerate(listed):
        layer, head = divmod(int(score[number].argmax()), score.shape[2])
        if not pair.review or lead[number, layer, head] <= LEAST:
            continue
        before, after = given[number, :, layer, head].tolist()
        verdict = classify(models, bundled_for(models, "sentiment", model.checkpoint), pair.text)
        flip = Flip(
            text=pair.text,
            word=pair.word,
            replacement=pair.replacement,
            first=pair.first,
            second=pair.second,
            token=pair.token or pair.word,
            layer=layer + 1,
            head=head + 1,
            before=_rounded(before),
            after=_rounded(after),
            swings=int(right[layer, head]),
            pairs=len(listed),
            label=verdict.labels[verdict.best],
            probability=round(verdict.probabilities[verdict.best], 4),
            guess=round(_written(model, pair), 4),
        )
        flips.append((float(score[number, layer, head]) * flip.probability * flip.guess, flip))
    if not flips:
        raise ValueError(f"no head swings in {language}")
    return [flip for _, flip in sorted(flips, key=lambda one: -one[0])]


def stored(language: Language) -> Flip:
    """The flip that flip.json holds."""
    held = json.loads(FLIP.read_text("utf-8"))[language]
    return Flip(**held | {side: _rounded(held[side]) for side in ("before", "after")})


def _written(model: Model, pair: FlipPair) -> float:
    """The probability of the replacement where the word is hidden; 0 for one of several pieces."""
    encoding = model.encode(pair.text)
    start, _ = place(pair.text, pair.word)
    (position,) = [i for i, span in enumerate(encoding.offsets) if span and span[0] == start]
    if len(model.tokenizer.tokenize(pair.replacement)) > 1:
        return 0.0
    wanted = candidate_ids(model, [pair.replacement])
    (hidden,) = fill(model, encoding, [position], candidates=wanted)
    return hidden.candidates[0][2]


def _rounded(two: list[float]) -> tuple[float, float]:
    first, second = two
    return round(first, 4), round(second, 4)


def main() -> None:
    """Writes the best of each language, and prints the runners-up."""
    models = ModelBank(Settings())
    best: dict[str, object] = {}
    for language in LANGUAGES:
        flips = found(models, language)
        best[language] = asdict(flips[0])
        for flip in flips[:SHOWN]:
            sys.stdout.write(json.dumps(asdict(flip), ensure_ascii=False) + "\n")
    FLIP.write_text(json.dumps(best, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
