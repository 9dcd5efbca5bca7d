"""The sentence on screen: what the page is sent when it changes, and what its components ask for later.

Everything here is a function of (text, second text, model), so that nothing is kept for a visitor; the
model's cache of runs makes asking again free.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bertdemo.bert.attention import MEAN, from_page
from bertdemo.bert.classification import is_unreadable
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import Gone
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError
from bertdemo.figures.payload import PackedMap, RunPayload, packed_layer, packed_map, run_payload
from bertdemo.page.focus import picked, still_pinned
from bertdemo.page.questions import OfHead, OfLayer, OfText, OfToken, Question
from bertdemo.page.said import model_name, say_attention, say_tokens
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.gate import Waiting
from bertdemo.serving.log import log_bug
from bertdemo.serving.readers import reader_instead
from bertdemo.serving.turns import Weight, in_turn
from bertdemo.settings import LANGUAGES
from bertdemo.text import Text

log = logging.getLogger(__name__)
# What an instrument needs beyond the run.
Part = Callable[[Text, ModelBank, Model, Run], Any]
# What an instrument says of one token in one head: layer and head from 1, and the token's place.
Look = Callable[[Text, ModelBank, Model, Run, int, int, int], Any]


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
    text: Text, kind: type[Question] | None = None, weight: Weight = "light", here: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., dict[str, Any]]]:
    """Make a function of a page's question one that a page can call: plain values in, plain values out.

    `kind` is the question that it is asked. What a visitor can mend becomes an ErrorPayload; so does a bug, which is
    logged as well. `weight` says whether it computes at once, only if it is short, or takes its turn at the gate; one
    that must wait longer than a moment gets a WaitingPayload and is asked again with the same ticket. What is neither
    light nor `here` (it needs a job or a file of this process) may be computed elsewhere, by the name in `asked_as`.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
        def compute(*questions: Any) -> Any:
            return sent(function(*questions))

        local = here or weight in ("light", "network")
        name = "" if local else f"{function.__module__}.{function.__qualname__} {text.language}"

        @functools.wraps(function)
        def answer(*args: Any) -> dict[str, Any]:
            try:
                questions = (kind.of(args[0]),) if kind else args
                return in_turn(weight, args, lambda: compute(*questions), name, questions)
            except UserError as error:
                return vars(ErrorPayload(text.message(error)))
            except Waiting as turn:
                return vars(WaitingPayload(turn.place, text("gate.waiting", place=turn.place)))
            except Gone:
                return vars(ErrorPayload(""))  # nobody reads it
            except Exception as error:
                log_bug(log, function.__name__, error)
                return vars(ErrorPayload(text("error.bug")))

        answer.asked_as = {name: compute} if name else {}  # type: ignore[attr-defined]
        return answer

    return decorate


@dataclass(frozen=True)
class ViewQuestion(OfHead):
    """A text as somebody types it, and what the page shows of its run."""

    on: str  # the instrument on stage
    token: int | None  # where the pinned token stood in the text before
    word: str  # its name there; "" where none was pinned
    count: int  # tokens of the text before


@dataclass(frozen=True)
class PartQuestion(OfText):
    """A part of a run that the instrument on stage needs and the first answer did not hold."""

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
    unreadable: bool  # so much of it is [UNK] that nothing is judged


@dataclass(frozen=True)
class AnswerPayload(RunPayload, NoticePayload):
    """The whole first answer to a change; the parts of the instrument on stage lie beside these fields, each under its name."""

    said: RunSaid
    map: OpenMap


class Live:
    """The functions behind one page, in its language. `parts` maps an instrument to its parts, a part to its function."""

    def __init__(
        self,
        text: Text,
        models: ModelBank,
        parts: Mapping[str, Mapping[str, Part]],
        looks: Mapping[str, Look],
    ) -> None:
        self.text = text
        self.models = models
        self.parts = parts
        self.looks = looks
        self._read = tell(text, ViewQuestion, "long")(self.read)
        self.server_functions = [
            self._read,
            tell(text, OfHead, "long")(self.attention_map),
            tell(text, OfLayer, "long")(self.attention_layer),
            tell(text, PartQuestion, "long")(self.part),
        ]

    def analyse(self, sentence: str, second: str, key: str, view: dict[str, Any] | None) -> dict[str, Any]:
        """The same of what Gradio's boxes hold when a page opens."""
        usual = {"on": "", "layer": 1, "head": 1, "token": None, "word": "", "count": 0}
        shown = usual | (view if isinstance(view, dict) else {})
        return self._read({**shown, "text": sentence or "", "text_pair": second or "", "model": key or ""})

    def read(self, question: ViewQuestion) -> dict[str, Any]:
        """An AnswerPayload and, beside its fields, the parts of the instrument on stage, and what it says of the token.

        A layer or head beyond the model's is its last one. The token is the pinned one, where the text still has it.
        """
        model = self.models(question.model)
        run = model.run(question.text, question.text_pair)
        layer = min(question.layer, run.attentions.shape[0])
        head = min(question.head, run.attentions.shape[1])
        answer = AnswerPayload(
            **vars(run_payload(run, question.model)),
            **vars(self._notice(model, run.encoding)),
            said=RunSaid(say_tokens(self.text, run.encoding)),
            map=OpenMap(**vars(self._map(run, layer, head)), layer=layer, head=head),
        )
        # A script asks for a part that is not there: null would be one that is.
        parts = {
            name: part(self.text, self.models, model, run)
            for name, part in self.parts.get(question.on, {}).items()
        }
        if question.on in self.looks:
            place = still_pinned(run.encoding.tokens, question.token, question.word, question.count)
            asked = OfToken(question.model, question.text, question.text_pair, layer, head, place)
            look = self.looks[question.on]
            parts[question.on] = look(self.text, self.models, model, run, *picked(run, asked))
        return vars(answer) | parts

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
        """A part that the instrument on stage needs and the first answer did not hold, under its name."""
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
        return NoticePayload(" ".join(sentences), offer, is_unreadable(encoding))
