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
from bertdemo.figures.payload import packed_layer, packed_map, run_payload
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
Part = Callable[[Text, ModelBank, Model, Run], Any]  # what one tab needs beyond the run


def tell(
    text: Text, kind: type[Question] | None = None, weight: Weight = "light"
) -> Callable[[Callable[..., Any]], Callable[..., dict[str, Any]]]:
    """Make a function of a page's question one that a page can call: plain values in, plain values out.

    `kind` is the question that it is asked. What a visitor can mend becomes `{"error": what to tell}`; so does a bug,
    which is logged as well. `weight` says whether it computes at once, only if it is short, or takes its turn at the
    gate; one that must wait longer than a moment gets `{"waiting": place}` and is asked again with the same ticket.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
        @functools.wraps(function)
        def answer(*args: Any) -> dict[str, Any]:
            try:
                asked = (kind.of(args[0]),) if kind else args
                return sent(in_turn(weight, args, lambda: function(*asked)))  # type: ignore[no-any-return]
            except UserError as error:
                return {"error": text.message(error)}
            except Waiting as turn:
                return {"waiting": turn.place, "said": text("gate.waiting", place=turn.place)}
            except Gone:
                return {"error": ""}  # nobody reads it
            except Exception as error:
                log_bug(log, function.__name__, error)
                return {"error": text("error.bug")}

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
        """The whole first answer to a change: the run, the attention that is open, the parts of the open tab."""
        if any(type(one) not in (str, type(None)) for one in (sentence, second, key)):
            raise UserError("error.odd_question", name="text", kind="str")
        view = view if isinstance(view, dict) else {}
        shown = View.of({"layer": 1, "head": 1} | view)
        model = self.models(key)
        run = model.run(sentence or "", second or "")
        layer = min(shown.layer, run.attentions.shape[0])
        head = min(shown.head, run.attentions.shape[1])
        return {
            **run_payload(run, key),
            "said": {"tokens": say_tokens(self.text, run.encoding)},
            **self._notice(model, run.encoding),
            "map": {"layer": layer, "head": head, **self._map(run, layer, head)},
            **{
                name: part(self.text, self.models, model, run)
                for name, part in self.parts.get(str(view.get("tab")), {}).items()
            },
        }

    def attention_map(self, question: OfHead) -> dict[str, Any]:
        """Attention of one layer and head: `{text, text_pair, model, layer, head}` → packed weights, a sentence."""
        return self._map(self._run(question), question.layer, question.head)

    def attention_layer(self, question: OfLayer) -> dict[str, Any]:
        """Attention of all heads of a layer, packed: `{text, text_pair, model, layer}` → `{weights}`."""
        run, layer = self._run(question), question.layer
        from_page(run, layer, MEAN)  # says what is wrong with a layer that is not there
        return {
            "weights": packed_layer(run.attentions.mean(0) if layer == MEAN else run.attentions[layer - 1])
        }

    def part(self, question: PartQuestion) -> dict[str, Any]:
        """A part that the open tab needs and the first answer did not hold: `{text, …, part}` → `{part: …}`."""
        name = question.part
        function = next((parts[name] for parts in self.parts.values() if name in parts), None)
        if function is None:
            raise UserError("error.odd_question", name="part", kind="str")
        return {name: function(self.text, self.models, self.models(question.model), self._run(question))}

    def _run(self, question: OfText) -> Run:
        return self.models(question.model).run(question.text, question.text_pair)

    def _map(self, run: Run, layer: int, head: int) -> dict[str, Any]:
        weights = from_page(run, layer, head)
        return {**packed_map(weights), "said": say_attention(self.text, run, layer, head)}

    def _notice(self, model: Model, encoding: Encoding) -> dict[str, Any]:
        """What must be known about the text, and the model that reads its language where this one does not."""
        told = []
        if encoding.characters_cut:
            limit = self.models.settings.max_characters
            told.append(
                self.text("notice.characters_cut", limit=f"{limit:,}", cut=f"{encoding.characters_cut:,}")
            )
        if encoding.pieces_cut:
            told.append(
                self.text("notice.pieces_cut", limit=model.max_tokens, cut=f"{encoding.pieces_cut:,}")
            )
        name = model_name(self.text, model.checkpoint)
        other = reader_instead(model.checkpoint, f"{encoding.text} {encoding.text_pair}")
        if is_unreadable(encoding):
            told.append(
                self.text("notice.unknown", unknown=encoding.unknown, tokens=encoding.words, model=name)
            )
        elif other is not None:
            languages = {lang: self.text(f"language.{lang}") for lang in LANGUAGES}
            read = next(lang for lang in LANGUAGES if lang in other.languages)
            own = next(lang for lang in LANGUAGES if lang != read)
            told.append(
                self.text("notice.other_language", language=languages[read], own=languages[own], model=name)
            )
        offer = None
        if other is not None:
            offer = {
                "key": other.key,
                "name": self.text("notice.use_other", model=model_name(self.text, other)),
            }
        return {"notice": " ".join(told), "offer": offer}


def model_name(text: Text, checkpoint: Checkpoint) -> str:
    """A bundled encoder by the name that the page gives it, any other by its key."""
    if checkpoint.key == BUNDLED_FOR["en"]:
        return text("page.model_classroom")
    return text("page.model_classroom_zh") if checkpoint.key == BUNDLED_FOR["zh"] else checkpoint.key


def say_tokens(text: Text, encoding: Encoding) -> str:
    """The token strip in one sentence."""
    pieces = sum(token.startswith("##") for token in encoding.tokens)
    split = text("explore.tokens.split", pieces=pieces) if pieces else ""
    if not pieces and not encoding.unknown:
        split = text("explore.tokens.no_split")
    return text(
        "explore.tokens.said",
        tokens=len(encoding.ids),
        words=encoding.words,
        specials=sum(encoding.special),
        split=split,
        unknown=text("explore.tokens.unknown", unknown=encoding.unknown) if encoding.unknown else "",
    ).strip()


def say_attention(text: Text, run: Run, layer: int, head: int) -> str:
    """One picture of attention in one sentence."""
    if layer == MEAN:
        kind = {MEAN: "all", MAXIMUM: "layers_max"}.get(head, "layers_head")
    else:
        kind = {MEAN: "mean", MAXIMUM: "max"}.get(head, "head")
    where = text(f"attention.where.{kind}", layer=layer, head=head)
    seen = highlights(from_page(run, layer, head), run.encoding.special)
    shares = {"specials": f"{seen.to_specials:.1%}", "itself": f"{seen.to_itself:.1%}"}
    if seen.source is None or seen.target is None:
        return text("attention.said_one", where=where, **shares)
    return text(
        "attention.said_max" if head == MAXIMUM else "attention.said",
        where=where,
        source=run.encoding.tokens[seen.source],
        target=run.encoding.tokens[seen.target],
        weight=digits(seen.weight),
        **shares,
    )
