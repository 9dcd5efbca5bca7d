"""The first screen's picture: where one token looks in one head, what that is worth, and the guess for its place.

Computed by bert/attention.py and bert/pretraining.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from torch import Tensor

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError
from bertdemo.page.components import component
from bertdemo.page.focus import picked, read
from bertdemo.page.live import tell
from bertdemo.page.outline import PERCENT
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR
from bertdemo.serving.judges import bundled_for
from bertdemo.serving.measured import measured
from bertdemo.text import Text

GUESSES = 3
SCATTERED = 0.2  # a largest share below it picks nothing out
CLOSE = 0.8  # of the largest share: a second one from there on leaves it open which is meant
RATES = (
    "wikipedia_top1",
    "wikipedia_passages_top1",
)  # of first guesses; each bundled encoder has one of them

Look = Literal["scattered", "undecided", "resting", "itself", "same", "next", "previous", "far"]


@dataclass(frozen=True)
class OverviewPayload:
    """Where a token looks in one head, judged."""

    layer: int  # from 1
    head: int  # from 1
    token: int
    said: str  # the finding
    speaker: str  # whose look it is
    judge: str  # who gives the verdict, where the picked model is not the one it was trained on; else ""


@dataclass(frozen=True)
class PlacePayload:
    """What would be written in a token's place, or in that of a [MASK] that was typed."""

    token: int  # that is pinned
    labels: tuple[str, ...]  # (3,), tokens for the place, likeliest first; none where nothing can be hidden
    probabilities: tuple[float, ...]  # (3,)
    own: str  # the token that stands in the place, as a guess is written
    about: str  # how often the model's first guess is right, or why there is none


def overview(
    text: Text, models: ModelBank, model: Model, run: Run, layer: int, head: int, token: int
) -> OverviewPayload:
    """What the first screen says of one token's look; layer and head count from 1."""
    return OverviewPayload(
        layer=layer,
        head=head,
        token=token,
        said=say_look(text, run, layer, head, token),
        speaker=text(
            "glance.overview.says.speaker", layer=layer, head=head, model=_name(text, model.checkpoint)
        ),
        judge=_judge(text, models, model.checkpoint),
    )


def place(text: Text, model: Model, run: Run, token: int) -> PlacePayload:
    """What the first screen says of one token's place: a pass of its own, with that token hidden.

    Who typed a [MASK] asks for that one: nothing else is hidden.
    """
    labels: tuple[str, ...] = ()
    probabilities: tuple[float, ...] = ()
    tokens = run.encoding.tokens
    masks = [i for i, name in enumerate(tokens) if name == model.tokenizer.mask_token]
    hidden = token if token in masks or not masks else masks[0]
    try:
        if run.encoding.special[hidden]:
            about = text("glance.overview.says.no_word", token=tokens[hidden])
        else:
            best = guess_hidden(model, run.encoding, hidden, GUESSES).best
            labels, probabilities = tuple(one[0] for one in best), tuple(one[2] for one in best)
            about = _rate(text, model.checkpoint)
            if len(masks) > 1:
                which = text(
                    "glance.overview.says.which_mask", number=masks.index(hidden) + 1, count=len(masks)
                )
                about = f"{which} {about}" if text.language == "en" else which + about
    except UserError as error:
        about = text.message(error)
    return PlacePayload(token, labels, probabilities, tokens[hidden], about)


def look_of(weights: Tensor, encoding: Encoding, token: int) -> tuple[Look, int, int]:
    """What a token's row of weights (T,) comes to, and the tokens that get most and second most of it.

    Each kind but "far" is one that a rule without any grammar gives too: rest on [CLS], stay, match equal tokens, take
    the neighbour. A share is large from 0.2 on, and open where the second one reaches four fifths of it.
    """
    best, second = weights.topk(2).indices.tolist()  # there are [CLS] and [SEP] at least
    largest = float(weights[best])
    special = encoding.special
    both_rest = special[best] and special[second]
    if largest < SCATTERED:
        kind: Look = "scattered"
    elif float(weights[second]) >= CLOSE * largest and not both_rest:
        kind = "undecided"
    elif special[best]:
        kind = "resting"
    elif best == token:
        kind = "itself"
    elif encoding.tokens[best] == encoding.tokens[token]:
        kind = "same"
    elif abs(best - token) == 1:
        kind = "next" if best > token else "previous"
    else:
        kind = "far"
    return kind, best, second


def say_look(text: Text, run: Run, layer: int, head: int, token: int) -> str:
    """The finding: where the token looks, what that is worth, and what it does not prove."""
    encoding = run.encoding
    weights = run.attentions[layer - 1, head - 1, token]  # (T,)
    kind, best, second = look_of(weights, encoding, token)
    side = "behind" if best > token else "before"
    layers, heads = run.attentions.shape[:2]
    target, runner_up = encoding.tokens[best], encoding.tokens[second]
    if target == runner_up:  # two tokens of one name are told apart by their places
        target, runner_up = f"{target} ({best})", f"{runner_up} ({second})"
    finding = text(
        f"glance.overview.says.look_{kind}",
        token=encoding.tokens[token],
        target=target,
        share=text.percent(float(weights[best])),
        second=runner_up,
        second_share=text.percent(float(weights[second])),
        where=text(f"glance.overview.says.{side}", distance=abs(best - token)),
    )
    words = [i for i, special in enumerate(encoding.special) if not special]
    if kind == "resting" and words not in ([], [token]):
        word = max(words, key=lambda i: float(weights[i]))
        finding += text(
            f"glance.overview.says.{'rest_itself' if word == token else 'rest_of_text'}",
            word=encoding.tokens[word],
            word_share=text.percent(float(weights[word])),
        )
    caveat = text("glance.overview.says.no_proof", heads=layers * heads)
    return finding + (" " if text.language == "en" else "") + caveat


def _rate(text: Text, checkpoint: Checkpoint) -> str:
    rates = [rate for name in RATES if (rate := measured(checkpoint, name)) is not None]
    return text("glance.overview.says.rate", share=text.percent(rates[0])) if rates else ""


def _name(text: Text, checkpoint: Checkpoint) -> str:
    """A bundled encoder as a sentence names it, any other by its key."""
    bundled = {key: language for language, key in BUNDLED_FOR.items()}
    language = bundled.get(checkpoint.key)
    return text(f"glance.overview.says.model_{language}") if language else checkpoint.key


def _judge(text: Text, models: ModelBank, checkpoint: Checkpoint) -> str:
    """The verdict is that of a bundled encoder's adapter; for another model that is picked, it is named."""
    if checkpoint.key in BUNDLED_FOR.values():
        return ""
    judge = bundled_for(models, "sentiment", checkpoint).checkpoint
    if checkpoint.key == judge.key:
        return ""
    language = "zh" if judge.key.startswith(BUNDLED_FOR["zh"]) else "en"
    return text("glance.overview.says.judge", model=text(f"glance.overview.says.model_{language}"))


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def look_of_token(question: OfToken) -> OverviewPayload:
        """`{text, text_pair, model, layer, head, token}` → where it looks, judged."""
        model, run = read(models, question)
        return overview(text, models, model, run, *picked(run, question))

    @tell(text, OfToken, "long")
    def guess_of_token(question: OfToken) -> PlacePayload:
        """`{text, text_pair, model, layer, head, token}` → what would be written in its place."""
        model, run = read(models, question)
        return place(text, model, run, picked(run, question)[2])

    words = text.part("glance.overview.shows") | {
        "percent": PERCENT[text.language],
        "sentiment": text("glance.scores.says.sentiment.title"),
    }
    component("overview", words, [look_of_token, guess_of_token])
