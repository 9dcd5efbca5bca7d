"""The lens: what the masked-word head would say of every layer and token. Computed by bert/lens.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.lens import Lens, lens
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import hide, mask_places, whole_words
from bertdemo.bert.run import Run
from bertdemo.page.components import component
from bertdemo.page.focus import read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

SHOWN = 64  # tokens of the lens


@dataclass(frozen=True)
class LensPayload:
    """The lens: five words and probabilities of every layer and token, one of them hidden."""

    tokens: tuple[str, ...]  # (T,), with [MASK] where a word is hidden
    hidden: int  # its place
    layers: list[list[list[tuple[str, float]]]]  # [layer][token][rank]; layer 0: before the first one
    cut: str  # how many of the tokens are shown, if not all
    said: str


def reading(text: Text, model: Model, run: Run, token: int | None = None) -> LensPayload:
    """The lens, with `token` hidden (the last whole word if None): otherwise every layer would only repeat its input.

    Where [MASK] was typed nothing else is hidden. Raises UserError for a model without a masked-word head or a [MASK].
    """
    encoding = run.encoding
    typed = mask_places(model, encoding)
    hidden = _place(run, typed, token)
    if not typed:
        run = model.read(hide(model, encoding, [hidden]))
    read = lens(model, run, 5)
    tokens = run.encoding.tokens
    return LensPayload(
        tokens=tokens,
        hidden=hidden,
        layers=[
            [[(r.token, round(r.probability, 6)) for r in place] for place in layer[:SHOWN]]
            for layer in read.readings
        ],
        cut=text("depth.lens.says.cut", shown=SHOWN, all=len(tokens)) if len(tokens) > SHOWN else "",
        said=_finding(text, read, hidden, None if typed else encoding.tokens[hidden]),
    )


def leads_from(best: list[str]) -> int:
    """The layer from which on the last layer's likeliest word stays first; `best` has the first word of every layer."""
    return next(layer for layer in range(len(best)) if set(best[layer:]) == {best[-1]})


def when(layer: int, layers: int) -> str:
    """When a guess is made that leads from `layer` on, of so many; 0 is before the first."""
    if layer == 0:
        return "before"
    if layers == 1:
        return "single"
    if layer == layers:
        return "late"
    return "early" if 2 * layer <= layers else "midway"


def _finding(text: Text, read: Lens, hidden: int, word: str | None) -> str:
    """`word` is what was hidden; None for a [MASK] that was typed."""
    firsts = [layer[hidden][0] for layer in read.readings]
    layers, guess = len(firsts) - 1, firsts[-1]
    layer = leads_from([first.token for first in firsts])
    earlier = firsts[max(layer - 1, 0)]
    made = text(
        f"depth.lens.says.made.{when(layer, layers)}",
        layer=layer,
        layers=layers,
        guess=guess.token,
        previous=max(layer - 1, 0),
        earlier=earlier.token,
        share=text.percent(earlier.probability),
    )
    right = "said_mask" if word is None else "said_right" if word == guess.token else "said_wrong"
    return text(
        f"depth.lens.says.{right}",
        word=word or "",
        guess=guess.token,
        probability=text.percent(guess.probability),
        made=made,
    )


def _place(run: Run, typed: list[int], token: int | None) -> int:
    encoding = run.encoding
    if typed:
        return token if token in typed else typed[0]
    if token is not None and 0 <= token < len(encoding.ids) and not encoding.special[token]:
        return token
    words = [i for i, special in enumerate(encoding.special) if not special]
    return (whole_words(encoding) or words)[-1]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def read_lens(question: OfToken) -> LensPayload:
        return reading(text, *read(models, question), question.token)

    component("lens", {"failed": text("focus.failed")} | text.part("depth.lens.shows"), [read_lens])
