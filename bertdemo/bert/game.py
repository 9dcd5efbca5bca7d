"""The 80/10/10 game: the dice of masked-word pretraining (Devlin et al. 2018, section 3.1 and appendix A.1), slow.

15 % of the word pieces are chosen; a chosen one becomes [MASK] (80 %), a random word (10 %) or stays (10 %), and BERT
has to name what stood there. Everything follows from the seed, so a round can be made again to reveal it.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from bertdemo.bert.examples import reading_language
from bertdemo.bert.model import Model
from bertdemo.bert.tokenization import Encoding, tokenizing

SHARE = 0.15
Fate = Literal["mask", "random", "kept"]


@dataclass(frozen=True)
class Place:
    """One token that was chosen."""

    position: int
    dice: float  # 0 to 100; below 80 [MASK], below 90 a random word, else kept
    fate: Fate
    token: str  # what stood there
    word: str  # the same as one would type it: RoBERTa's tokens begin with the sign of a space
    shown: str  # what stands there now


@dataclass(frozen=True)
class Round:
    """A sentence with its chosen tokens replaced as the dice said."""

    encoding: Encoding  # as BERT reads it
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Guess:
    """BERT's answer for one place, from the sentence as it is shown."""

    best: tuple[tuple[str, float], ...]  # token, probability; likeliest first
    probability: float  # of what stood there
    rank: int  # of what stood there, 1 is the likeliest


def deal(model: Model, encoding: Encoding, seed: int) -> Round:
    """Roll the dice over a sentence. At least one token is chosen; a piece of a longer word is not, which BERT's
    pretraining did and a player could not guess."""
    dice = random.Random(seed)
    tokens = encoding.tokens
    whole = _whole_words(model, encoding)
    chosen = sorted(dice.sample(whole, min(len(whole), max(1, round(SHARE * encoding.words)))))
    words = _plain_words(model)
    ids, shown = list(encoding.ids), list(tokens)
    places = []
    for i in chosen:
        roll = round(dice.uniform(0, 100), 1)
        fate: Fate = "mask" if roll < 80 else "random" if roll < 90 else "kept"
        if fate == "mask":
            ids[i], shown[i] = model.tokenizer.mask_token_id, model.tokenizer.mask_token
        elif fate == "random":
            shown[i] = dice.choice(words)
            ids[i] = model.tokenizer.convert_tokens_to_ids(shown[i])
        word = model.tokenizer.convert_tokens_to_string([tokens[i]]).strip()
        places.append(Place(i, roll, fate, tokens[i], word, shown[i]))
    return Round(replace(encoding, ids=tuple(ids), tokens=tuple(shown)), tuple(places))


def bert_guesses(model: Model, played: Round, top_k: int = 5) -> list[Guess]:
    """What BERT says stood at the chosen places. Raises UserError when the model has no masked-word head."""
    run = model.read(played.encoding)
    states = run.hidden_states[-1, [place.position for place in played.places]]  # (M, D)
    guesses = []
    for place, chances in zip(
        played.places, model.vocabulary_logits(states).softmax(-1), strict=True
    ):  # each (V,)
        best = chances.topk(top_k)
        truth = chances[model.tokenizer.convert_tokens_to_ids(place.token)]
        tokens = model.token_names(best.indices.tolist())
        guesses.append(
            Guess(
                tuple(zip(tokens, best.values.tolist(), strict=True)),
                truth.item(),
                int((chances > truth).sum()) + 1,
            )
        )
    return guesses


def _whole_words(model: Model, encoding: Encoding) -> list[int]:
    """Positions of the tokens that are a word by themselves."""
    with tokenizing:
        words = model.tokenizer(encoding.text, verbose=False).word_ids()
    pieces = Counter(words)
    return [
        i
        for i, special in enumerate(encoding.special)
        if not special and encoding.tokens[i].isalpha() and pieces[words[i]] == 1
    ]


def _plain_words(model: Model) -> list[str]:
    """What a token may be replaced by: whole words of the vocabulary, in its order, which is by how often they occur, and
    rare ones left out; in Chinese common characters, whose order there is that of Unicode."""
    order = model.tokenizer.get_vocab()
    words = [token for token in order if token.isalpha() and len(token) > 2]
    characters = [token for token in order if _is_common(token)] if reading_language(model) == "zh" else []
    return sorted(characters or words, key=order.__getitem__)[:5000]


def _is_common(token: str) -> bool:
    """Whether a token is one of the 3,755 characters of everyday Chinese, the first level of GB 2312."""
    row = token.encode("gb2312", "ignore")[:1] if len(token) == 1 else b""
    return b"\xb0" <= row <= b"\xd7"
