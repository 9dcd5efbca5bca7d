"""The sentence on screen: what the page is sent when it changes, and what its components ask for later.

Everything here is a function of (text, second text, model), so that nothing is kept for a visitor; the
model's cache of runs makes asking again free.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bertdemo.bert.attention import MAXIMUM, MEAN, from_page, highlights
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.classification import is_unreadable
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import Gone
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError
from bertdemo.figures.payload import PackedMap, RunPayload, packed_layer, packed_map, run_payload
from bertdemo.page.questions import OfHead, OfLayer, OfText, Question
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR
from bertdemo.serving.gate import Waiting
from bertdemo.serving.log import log_bug
from bertdemo.serving.readers import reader_instead
from bertdemo.serving.turns import Weight, in_turn
from bertdemo.settings import LANGUAGES
from bertdemo.text import Text, digits

log = logging.getLogger(__name__)
# What one tab needs beyond the run.
Part = Callable[[Text, ModelBank, Model, Run], Any]


@dataclass(frozen=True)
class ErrorPayload:
    """What came in place of an answer."""

    error: str  # what to tell the visitor


@dataclass(frozen=True)
class WaitingPayload:
    """Its turn has not come: the question is asked again with its ticket."""

    waiting: int  # its place
    said: str


def tell(
    text: Text, kind: type[Question] | None = None, weight: Weight = "light"
) -> Callable[[Callable[..., Any]], Callable[..., dict[str, Any]]]:
    """Make a function of a page's question one that a page can call: plain values in, plain values out.

    `kind` is the question that it is asked. What a visitor can mend becomes an ErrorPayload; so does a bug, which is
    logged as well. `weight` says whether it computes at once, only if it is short, or takes its turn at the gate; one
    that must wait longer than a moment gets a WaitingPayload and is asked again with the same ticket.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
        @functools.wraps(function)
        def answer(*args: Any) -> dict[str, Any]:
            try:
                questions = (kind.of(args[0]),) if kind else args
                return sent(in_turn(weight, args, lambda: function(*questions)))  # type: ignore[no-any-return]
            except UserError as error:
                return vars(ErrorPayload(text.message(error)))
            except Waiting as turn:
                return vars(WaitingPayload(turn.place, text("gate.waiting", place=turn.place)))
            except Gone:
                return vars(ErrorPayload(""))  # nobody reads it
            except Exception as error:
                log_bug(log, function.__name__, error)
                return vars(ErrorPayload(text("error.bug")))

        return answer

    return decorate


@dataclass(frozen=True)
class View(Question):
    """What a page shows of a run."""

    layer: int
    head: int


@dataclass(frozen=True)
class PartQuestion(OfText):
    """A part of a run that the open tab needs and the first answer did not hold."""

    part: str


@dataclass(frozen=True)
class AttentionMap(PackedMap):
    """Attention of one head, of the mean or of the maximum, with a sentence about it."""

    said: str


@dataclass(frozen=True)
class OpenMap(AttentionMap):
    """The map that is open on the page."""

    layer: int  # from 1; 0 is the mean
    head: int  # from 1; 0 is the mean over heads, -1 the maximum


@dataclass(frozen=True)
class AttentionLayer:
    """Attention of all heads of a layer."""

    weights: str  # (H, T, T) in 0 … 1, as packed_layer packs them


@dataclass(frozen=True)
class RunSaid:
    """Sentences about a run."""

    tokens: str  # the token strip


@dataclass(frozen=True)
class OfferPayload:
    """A model that reads the text better."""

    key: str
    name: str  # of the button


@dataclass(frozen=True)
class NoticePayload:
    """What must be known about a text, and the model that reads its language where this one does not."""

    notice: str  # "" where there is nothing to tell
    offer: OfferPayload | None


@dataclass(frozen=True)
class AnswerPayload(RunPayload, NoticePayload):
    """The whole first answer to a change; the parts of the open tab lie beside these fields, each under its name."""

    said: RunSaid
    map: OpenMap


class Live:
    """The functions behind one page, in its language. `parts` maps a tab to its parts, a part to its function."""

    def __init__(self, text: Text, models: ModelBank, parts: dict[str, dict[str, Part]]) -> None:
        self.text = text
        self.models = models
        self.parts = parts
        self.analyse = tell(text, weight="long")(self._analyse)
        self.server_functions = [
            tell(text, OfHead, "long")(self.attention_map),
            tell(text, OfLayer, "long")(self.attention_layer),
            tell(text, PartQuestion, "long")(self.part),
        ]

    def _analyse(self, sentence: str, second: str, key: str, view: dict[str, Any] | None) -> dict[str, Any]:
        """An AnswerPayload and, beside its fields, the parts of the open tab."""
        if any(type(one) not in (str, type(None)) for one in (sentence, second, key)):
            raise UserError("error.odd_question", name="text", kind="str")
        view = view if isinstance(view, dict) else {}
        shown = View.of({"layer": 1, "head": 1} | view)
        model = self.models(key)
        run = model.run(sentence or "", second or "")
        layer = min(shown.layer, run.attentions.shape[0])
        head = min(shown.head, run.attentions.shape[1])
        answer = AnswerPayload(
            **vars(run_payload(run, key)),
            **vars(self._notice(model, run.encoding)),
            said=RunSaid(say_tokens(self.text, run.encoding)),
            map=OpenMap(**vars(self._map(run, layer, head)), layer=layer, head=head),
        )
        parts = self.parts.get(str(view.get("tab")), {})
        # A script asks for a part that is not there: null would be one that is.
        return vars(answer) | {name: part(self.text, self.models, model, run) for name, part in parts.items()}

    def attention_map(self, question: OfHead) -> AttentionMap:
        """Attention of one layer and head."""
        return self._map(self._run(question), question.layer, question.head)

    def attention_layer(self, question: OfLayer) -> AttentionLayer:
        """Attention of all heads of a layer, or of each head on average over the layers."""
        run, layer = self._run(question), question.layer
        from_page(run, layer, MEAN)  # says what is wrong with a layer that is not there
        return AttentionLayer(
            packed_layer(run.attentions.mean(0) if layer == MEAN else run.attentions[layer - 1])
        )

    def part(self, question: PartQuestion) -> dict[str, Any]:
        """A part that the open tab needs and the first answer did not hold, under its name."""
        name = question.part
        function = next((parts[name] for parts in self.parts.values() if name in parts), None)
        if function is None:
            raise UserError("error.odd_question", name="part", kind="str")
        return {name: function(self.text, self.models, self.models(question.model), self._run(question))}

    def _run(self, question: OfText) -> Run:
        return self.models(question.model).run(question.text, question.text_pair)

    def _map(self, run: Run, layer: int, head: int) -> AttentionMap:
        weights = packed_map(from_page(run, layer, head))
        return AttentionMap(**vars(weights), said=say_attention(self.text, run, layer, head))

    def _notice(self, model: Model, encoding: Encoding) -> NoticePayload:
        text = self.text
        sentences = []
        if encoding.characters_cut:
            limit = self.models.settings.max_characters
            sentences.append(
                text("notice.characters_cut", limit=f"{limit:,}", cut=f"{encoding.characters_cut:,}")
            )
        if encoding.pieces_cut:
            sentences.append(
                text("notice.pieces_cut", limit=model.max_tokens, cut=f"{encoding.pieces_cut:,}")
            )
        name = model_name(text, model.checkpoint)
        reader = reader_instead(model.checkpoint, f"{encoding.text} {encoding.text_pair}")
        if is_unreadable(encoding):
            sentences.append(
                text("notice.unknown", unknown=encoding.unknown, tokens=encoding.words, model=name)
            )
        elif reader is not None:
            read = next(language for language in LANGUAGES if language in reader.languages)
            other = next(language for language in LANGUAGES if language != read)
            sentences.append(
                text(
                    "notice.other_language",
                    language=text(f"language.{read}"),
                    own=text(f"language.{other}"),
                    model=name,
                )
            )
        offer = None
        if reader is not None:
            offer = OfferPayload(reader.key, text("notice.use_other", model=model_name(text, reader)))
        return NoticePayload(" ".join(sentences), offer)


def model_name(text: Text, checkpoint: Checkpoint) -> str:
    """A bundled encoder by the name that the page gives it, any other by its key."""
    if checkpoint.key == BUNDLED_FOR["en"]:
        return text("page.model_classroom")
    return text("page.model_classroom_zh") if checkpoint.key == BUNDLED_FOR["zh"] else checkpoint.key


def say_tokens(text: Text, encoding: Encoding) -> str:
    """The token strip in one sentence."""
    pieces = sum(token.startswith("##") for token in encoding.tokens)
    split = text("glance.tokens.says.split", pieces=pieces) if pieces else ""
    if not pieces and not encoding.unknown:
        split = text("glance.tokens.says.no_split")
    return text(
        "glance.tokens.says.said",
        tokens=len(encoding.ids),
        words=encoding.words,
        specials=sum(encoding.special),
        split=split,
        unknown=text("glance.tokens.says.unknown", unknown=encoding.unknown) if encoding.unknown else "",
    ).strip()


def say_attention(text: Text, run: Run, layer: int, head: int) -> str:
    """One picture of attention in one sentence."""
    if layer == MEAN:
        kind = {MEAN: "all", MAXIMUM: "layers_max"}.get(head, "layers_head")
    else:
        kind = {MEAN: "mean", MAXIMUM: "max"}.get(head, "head")
    where = text(f"heads.attention.says.where.{kind}", layer=layer, head=head)
    seen = highlights(from_page(run, layer, head), run.encoding.special)
    shares = {"specials": f"{seen.to_specials:.1%}", "itself": f"{seen.to_itself:.1%}"}
    if seen.source is None or seen.target is None:
        return text("heads.attention.says.said_one", where=where, **shares)
    return text(
        "heads.attention.says.said_max" if head == MAXIMUM else "heads.attention.says.said",
        where=where,
        source=run.encoding.tokens[seen.source],
        target=run.encoding.tokens[seen.target],
        weight=digits(seen.weight),
        **shares,
    )
