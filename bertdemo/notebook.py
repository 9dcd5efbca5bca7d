"""BERT in a notebook: `load("classroom")("a sentence").attention(2, 4)` shows what the page shows, with its numbers.

A `Picture` has `data`, what bertdemo/bert computed, every step kept, and `figure`, a Plotly figure; a cell that ends in
one shows it. Layers and heads count from 1, as on the page; tokens from 0, [CLS] being 0. T tokens, D the hidden size,
L layers, H heads. What cannot be done is a ValueError that names the limit and the cure.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from torch import Tensor

from bertdemo.bert import answers as spans
from bertdemo.bert import attention, attribution, encoder, heads, lens, pretraining
from bertdemo.bert import cost as costs
from bertdemo.bert import embeddings as tables
from bertdemo.bert import entities as names
from bertdemo.bert import paths as ways
from bertdemo.bert.classification import classify_run
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.translation import Translation
from bertdemo.errors import UserError
from bertdemo.figures import bertviz
from bertdemo.figures.attention_matrix import attention_matrix
from bertdemo.figures.bars import bars
from bertdemo.figures.cells import cells
from bertdemo.figures.cost_shares import cost_shares
from bertdemo.figures.deletion_curves import deletion_curves
from bertdemo.figures.paths_plane import paths_plane
from bertdemo.figures.shown import Frame, Picture
from bertdemo.serving import hub
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import for_task, judge_of, translator
from bertdemo.settings import Settings
from bertdemo.text import Text

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]

LONGEST = 60  # characters of a text in a repr


@contextmanager
def in_words() -> Iterator[None]:
    """What a visitor of the page would be told, as a ValueError."""
    try:
        yield
    except UserError as error:
        raise ValueError(Text("en").message(error)) from None


@functools.cache
def _bank(settings: Settings) -> ModelBank:
    return ModelBank(settings)


def load(model: str = "classroom", device: str = "auto") -> Bert:
    """A model by its key: a bundled one (`classroom`, `classroom-zh`), a folder, or an id of the Hub, fetched once.

    `device` is auto, cpu, cuda, cuda:1 or mps. Raises ValueError, in words, when there is none or it cannot be opened.
    """
    with in_words():
        if Path(model).is_dir():
            return Bert(_bank(Settings(model=model, device=device)), "")
        bank = _bank(Settings(device=device))
        hub.ensure(model, bank.settings)
        bank(model)
        return Bert(bank, model)


class Bert:
    """A model that reads: `bert("a sentence", "a second one")` is a Reading."""

    def __init__(self, models: ModelBank, key: str) -> None:
        self.models = models
        self.key = key

    @property
    def model(self) -> Model:
        """The model of bertdemo/bert."""
        return self.models(self.key)

    def __repr__(self) -> str:
        known = self.model.checkpoint
        return f"<{known.key}: {known.layers} layers × {known.heads} heads, {known.parameters:,} parameters>"

    def __call__(self, text: str, pair: str = "") -> Reading:
        """One forward pass. Raises ValueError for a text without a word."""
        with in_words():
            return Reading(self, self.model.run(text, pair))

    def classify(self, text: str, task: str = "sentiment") -> Picture:
        """Labels of a text, by this model if it is a classifier, else by the bundled one of the task (or `topic`).

        `data` is a Classification. Raises ValueError for another task.
        """
        with in_words():
            judge = judge_of(self.models, task, self.key)
            reader = self.models(judge.checkpoint.base or judge.checkpoint.key)
            verdict = classify_run(judge, reader.run(text))
        said = f"{verdict.labels[verdict.best]} {verdict.probabilities[verdict.best]:.3f}"
        return Picture(
            said, verdict, bars(verdict.labels, {"probability": verdict.probabilities}, x="probability")
        )

    def entities(self, text: str) -> Picture:
        """Names in a text. `data` is Entities: names, words, pieces with their labels."""
        with in_words():
            found = names.entities(for_task(self.models, self.key, "entities", text), text)
        said = ", ".join(f"{name.text} ({name.label})" for name in found.entities) or "no name"
        tags = [f"{word.text} {word.label}" for word in found.words]
        scores = [word.score for word in found.words]
        return Picture(said, found, bars(tags, {"probability": scores}, x="probability"))

    def answer(self, question: str, passage: str) -> Picture:
        """The places of a passage that answer a question. `data` is Answers, best first."""
        with in_words():
            found = spans.answer(for_task(self.models, self.key, "answers", passage), question, passage)
        said = "no answer" if found.says_none else found.best.text
        texts = [*(one.text for one in found.answers), "(no answer)"]
        shares = [*(one.score for one in found.answers), found.no_answer]
        return Picture(said, found, bars(texts, {"probability": shares}, x="probability"))

    def translate(self, text: str, beams: int = 4) -> Picture:
        """English to Chinese by the bundled translator. `data` is a Translation; the figure shows cross-attention of its
        first sentence, mean over the heads of the last layer, (out, in).
        """
        with in_words():
            *_, whole = translator(self.models).steps(text, beams)
        assert isinstance(whole, Translation)  # the last
        first = whole.sentences[0]
        shares = first.cross_attention[-1].mean(0).tolist()
        blank = [[""] * len(row) for row in shares]
        read = first.source.encoding.tokens
        return Picture(
            whole.text, whole, cells(shares, blank, read, first.tokens, x="read", y="written", share="weight")
        )


class Reading:
    """One forward pass of one model over a sentence, or a pair."""

    def __init__(self, bert: Bert, run: Run) -> None:
        self.bert = bert
        self.run = run

    def __repr__(self) -> str:
        text = " | ".join(filter(None, (self.run.encoding.text, self.run.encoding.text_pair)))
        short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
        return f"<{len(self.tokens)} tokens of {short!r} by {self.bert.model.checkpoint.key}>"

    @property
    def tokens(self) -> tuple[str, ...]:
        """(T,), [CLS] and [SEP] among them."""
        return self.run.encoding.tokens

    @property
    def ids(self) -> tuple[int, ...]:
        """(T,), places in the vocabulary."""
        return self.run.encoding.ids

    @property
    def attentions(self) -> Tensor:
        """(L, H, T, T), [layer, head, from, to], from 0; rows sum to 1."""
        return self.run.attentions

    @property
    def hidden_states(self) -> Tensor:
        """(L + 1, T, D); [0] is what the first layer reads."""
        return self.run.hidden_states

    def frame(self) -> pandas.DataFrame:
        """A pandas table, a row a token. Raises ImportError, with the cure, where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise ImportError("A table of the tokens needs pandas: pip install pandas") from error
        encoding = self.run.encoding
        spans = [span or (None, None) for span in encoding.offsets]
        return pandas.DataFrame(
            {
                "token": encoding.tokens,
                "id": encoding.ids,
                "segment": encoding.token_type_ids,
                "special": encoding.special,
                "start": [start for start, _ in spans],  # characters of its own sentence
                "end": [end for _, end in spans],
                "length": self.hidden_states[-1].norm(dim=-1).tolist(),  # of its last vector
            }
        )

    def attention(self, layer: int = 0, head: int = 0) -> Picture:
        """Weights (T, T), [from, to]; layer 0 and head 0 are means, head -1 is the largest of any head.

        Raises ValueError, naming the limits, for another layer or head.
        """
        with in_words():
            weights = attention.from_page(self.run, layer, head)
        said = f"attention, layer {layer or 'mean'}, head {('mean', 'maximum')[head] if head < 1 else head}"
        return Picture(said, weights, attention_matrix(weights.tolist(), self.tokens))

    def head_by_hand(self, layer: int, head: int) -> Picture:
        """One head from the weights, every step (HeadSteps: query, key, value (T, d), scores, weights (T, T), output).

        `data.error` is the largest difference from the model's own weights. Raises ValueError for no such head.
        """
        with in_words():
            steps = encoder.self_attention(self.bert.model, self.run, layer - 1, head - 1)
        said = f"layer {layer}, head {head} by hand, {steps.error:.1e} from the model"
        return Picture(said, steps, attention_matrix(steps.weights.tolist(), self.tokens))

    def layer(self, layer: int) -> Picture:
        """One layer from the weights, every step (LayerSteps, (T, D) each); the figure has the lengths of its stages.

        Raises ValueError for no such layer.
        """
        with in_words():
            steps = encoder.one_layer(self.bert.model, self.run, layer - 1)
        lengths = {name: getattr(steps, name).norm(dim=-1).tolist() for name, _ in encoder.LAYER_STAGES}
        said = f"layer {layer} by hand, {steps.error:.1e} from the model"
        return Picture(said, steps, bars(self.tokens, lengths, x="length of the vector"))

    def embeddings(self) -> Picture:
        """Word, segment and position vectors, their sum and what the first layer reads (EmbeddingSteps, (T, E) each)."""
        steps = tables.embed(self.bert.model, self.run)
        kinds = ("token", "segment", "position", "sum", "normalized")
        lengths = {name: getattr(steps, name).norm(dim=-1).tolist() for name in kinds}
        said = f"embeddings, {steps.error:.1e} from the model"
        return Picture(said, steps, bars(self.tokens, lengths, x="length of the vector"))

    def heads(self) -> Picture:
        """What each head does on this text (HeadKinds: scores (L, H, patterns), entropy (L, H), labels)."""
        kinds = heads.describe(self.run)
        count = range(len(kinds.labels[0]))
        shares = [[kinds.score(layer, head) for head in count] for layer in range(len(kinds.labels))]
        columns, rows = (list(map(str, range(1, size + 1))) for size in (len(count), len(shares)))
        figure = cells(shares, kinds.labels, columns, rows, x="head", y="layer", share="score")
        return Picture(f"{len(shares)} × {len(count)} heads", kinds, figure)

    def lens(self, top_k: int = 5) -> Picture:
        """What the masked-word head would write in every layer (Lens: readings [layer][token][rank]).

        Hide a word with [MASK], or every layer repeats its input. Raises ValueError for a model without such a head.
        """
        with in_words():
            read = lens.lens(self.bert.model, self.run, top_k)
        first = [[place[0] for place in layer] for layer in read.readings]
        columns = [f"{place} {token}" for place, token in enumerate(self.tokens)]
        figure = cells(
            [[word.probability for word in row] for row in first],
            [[word.token for word in row] for row in first],
            columns,
            list(map(str, range(len(first)))),
            x="token",
            y="layer (0: before the first)",
            share="probability",
        )
        return Picture("the likeliest word of every layer", read, figure)

    def paths(self, dimensions: int = 2) -> Picture:
        """Every token's way through the layers (Paths: points (L + 1, T, dimensions), similarity (L + 1, T, T))."""
        if dimensions not in (2, 3):
            raise ValueError(f"A way is drawn in 2 or 3 dimensions, not {dimensions!r}.")
        found = ways.paths(self.run, dimensions)
        words = [place for place, special in enumerate(self.run.encoding.special) if not special]
        shown = f"{sum(found.explained):.0%} of the variance is shown"
        return Picture(shown, found, paths_plane(found.points.tolist(), self.tokens, words[:4]))

    def hide(self, token: int, top_k: int = 5) -> Picture:
        """What BERT writes where a token is hidden (HiddenWord). Raises ValueError for [CLS], [SEP] and other places."""
        with in_words():
            guess = pretraining.guess_hidden(self.bert.model, self.run.encoding, token, top_k)
        words, shares = [word for word, _, _ in guess.best], [share for _, _, share in guess.best]
        said = f"“{guess.token}” hidden: “{words[0]}” {shares[0]:.3f}, itself {guess.probability:.3g}"
        return Picture(said, guess, bars(words, {"probability": shares}, x="probability"))

    def next_sentence(self) -> Picture:
        """Whether the second sentence follows (NextSentence). Raises ValueError for one sentence alone."""
        with in_words():
            told = pretraining.next_sentence(self.bert.model, self.run)
        shares = [told.follows, 1 - told.follows]
        figure = bars(["B follows A", "B is from elsewhere"], {"probability": shares}, x="probability")
        return Picture(f"B follows A: {told.follows:.3f}", told, figure)

    def why(self, method: str = "integrated_gradients", task: str = "sentiment") -> Picture:
        """What each token did for the label (Attribution: scores (T,)), and what is left as the best are hidden.

        `method` is attention, rollout, integrated_gradients or occlusion. Raises ValueError for another one.
        """
        encoding = self.run.encoding
        with in_words():
            judge = judge_of(self.bert.models, task, self.bert.key)
            told = attribution.attribute(judge, encoding.text, method, text_pair=encoding.text_pair)
            run = judge.run(encoding.text, encoding.text_pair)
            draws = attribution.random_deletions(judge, run, told.target)
        chance = [sum(left) / len(left) for left in zip(*draws, strict=True)]
        label = judge.labels[told.target]
        figure = deletion_curves(
            [(method, told.deletion)],
            ("random orders", chance),
            x="words hidden",
            y=f"probability of {label}",
        )
        return Picture(f"{label} {told.probability:.3f} by {method}", told, figure)

    def cost(self) -> Picture:
        """What this input costs (Cost: parameters, operations, bytes and seconds by part)."""
        told = costs.cost(self.bert.model, self.run)
        kinds = ("parameters", "flops", "bytes", "seconds")
        amounts = {kind: list(getattr(told, kind).values()) for kind in kinds}
        return Picture(
            f"{sum(told.flops.values()):,.0f} operations", told, cost_shares(list(told.flops), amounts)
        )

    def bertviz(self, view: str = "head", layer: int = 1) -> Frame:
        """BertViz's head or model view; `layer`, from 1, is the one that is open.

        Raises ValueError for another view or layer.
        """
        if view not in ("head", "model"):
            raise ValueError(f"BertViz draws a head view and a model view, not {view!r}.")
        segments = self.run.encoding.token_type_ids
        second = segments.index(1) if 1 in segments else None
        draw = bertviz.head_view if view == "head" else bertviz.model_view
        return Frame(draw(self.attentions, self.tokens, second, layer - 1))
