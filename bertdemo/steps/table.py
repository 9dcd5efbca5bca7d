"""The eleven steps of the rail, in BERT's own order: the instruments of each, in the order of their buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bertdemo.page.live import Look, Part
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.depth import lens, paths, sides
from bertdemo.steps.doubt import remove, why
from bertdemo.steps.finetuning import lab
from bertdemo.steps.glance import guess, overview, scores, tokens
from bertdemo.steps.head import head
from bertdemo.steps.heads import arcs, attention, bertviz, finder, grid
from bertdemo.steps.layer import cost, layer
from bertdemo.steps.pieces import tokenizers, wordpiece
from bertdemo.steps.pretraining import born, game, masked
from bertdemo.steps.pretraining import next as next_sentence
from bertdemo.steps.using import answers, checkpoints, classify, entities, lines, translate
from bertdemo.steps.vectors import embeddings
from bertdemo.text import Text


@dataclass(frozen=True)
class Instrument:
    """One thing to see and touch; `build` makes its component, which lies on the stage when its turn comes."""

    name: str  # of its files and words, and in links
    build: Callable[[Text, ModelBank], None]
    code: str = ""  # name of its snippet
    parts: dict[str, Part] = field(
        default_factory=dict
    )  # of the sentence, that it needs with the first answer
    look: Look | None = None  # what it says of the picked token, with the first answer


@dataclass(frozen=True)
class Step:
    """One question about BERT."""

    name: str
    instruments: tuple[Instrument, ...]


STEPS = (
    Step(
        "glance",
        (
            Instrument("overview", overview.build, "attention", look=overview.overview),
            Instrument("tokens", tokens.build, "tokens"),
            Instrument("scores", scores.build, "scores", {"scores": scores.scores}),
            Instrument("guess", guess.build, "guess"),
        ),
    ),
    Step(
        "pieces",
        (
            Instrument("wordpiece", wordpiece.build, "tokens", {"wordpiece": wordpiece.wordpiece}),
            Instrument("tokenizers", tokenizers.build, "", {"tokenizers": tokenizers.tokenizers}),
        ),
    ),
    Step("vectors", (Instrument("embeddings", embeddings.build, "embeddings"),)),
    Step("head", (Instrument("head", head.build, "head"),)),
    Step(
        "heads",
        (
            Instrument("attention", attention.build, "attention"),
            Instrument("grid", grid.build, "", {"heads_small": grid.heads_small}),
            Instrument("arcs", arcs.build),
            Instrument("finder", finder.build, "finder"),
            Instrument("bertviz", bertviz.build),
        ),
    ),
    Step("layer", (Instrument("layer", layer.build, "layer"), Instrument("cost", cost.build, "cost"))),
    Step(
        "depth",
        (
            Instrument("lens", lens.build, "lens"),
            Instrument("paths", paths.build, "paths"),
            Instrument("sides", sides.build, "sides"),
        ),
    ),
    Step(
        "pretraining",
        (
            Instrument("masked", masked.build, "masked"),
            Instrument("game", game.build),
            Instrument("next", next_sentence.build, "next"),
            Instrument("born", born.build),
        ),
    ),
    Step("finetuning", (Instrument("lab", lab.build, "lab"),)),
    Step(
        "using",
        (
            Instrument("classify", classify.build, "scores"),
            Instrument("lines", lines.build),
            Instrument("entities", entities.build, "entities"),
            Instrument("answers", answers.build, "answers"),
            Instrument("translate", translate.build, "translate"),
            Instrument("checkpoints", checkpoints.build),
        ),
    ),
    Step("doubt", (Instrument("remove", remove.build, "remove"), Instrument("why", why.build, "why"))),
)
INSTRUMENTS = {instrument.name: instrument for step in STEPS for instrument in step.instruments}
PARTS = {name: instrument.parts for name, instrument in INSTRUMENTS.items()}
LOOKS = {name: instrument.look for name, instrument in INSTRUMENTS.items() if instrument.look}
