"""The sentence on screen: what the page is sent when it changes, and what its components ask for later.

Everything here is a function of (text, second text, model), so that nothing is kept for a visitor; the
model's cache of runs makes asking again free.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from bertdemo.bert.attention import MAXIMUM, MEAN, from_page, highlights
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.figures.payload import packed_layer, packed_map, run_payload
from bertdemo.text import Text, UserError, digits

log = logging.getLogger(__name__)
Part = Callable[[Text, ModelBank, Model, Run], Any]  # what one tab needs beyond the run


def tell(text: Text) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., dict[str, Any]]]:
    """Turn errors into `{"error": what to tell the visitor}`; those that are bugs are logged as well."""

    def decorate(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        @functools.wraps(function)
        def told(*args: Any) -> dict[str, Any]:
            try:
                return function(*args)
            except UserError as error:
                return {"error": text.message(error)}
            except Exception:
                log.exception("%s failed", function.__name__)
                return {"error": text("error.bug")}

        return told

    return decorate


class Live:
    """The functions behind one page, in its language. `parts` maps a tab to its parts, a part to its function."""

    def __init__(self, text: Text, models: ModelBank, parts: dict[str, dict[str, Part]]) -> None:
        self.text = text
        self.models = models
        self.parts = parts
        self.analyse = tell(text)(self._analyse)
        self.server_functions = [tell(text)(f) for f in (self.attention_map, self.attention_layer, self.part)]

    def _analyse(self, sentence: str, second: str, key: str, view: dict[str, Any] | None) -> dict[str, Any]:
        """The whole first answer to a change: the run, the attention that is open, the parts of the open tab."""
        view = view or {}
        model = self.models(key)
        run = model.run(sentence or "", second or "")
        layer = min(int(view.get("layer", 1)), run.attentions.shape[0])
        head = min(int(view.get("head", 1)), run.attentions.shape[1])
        return {
            **run_payload(run, key),
            "said": {"tokens": say_tokens(self.text, run.encoding)},
            "notice": self._notice(model, run.encoding),
            "map": {"layer": layer, "head": head, **self._map(run, layer, head)},
            **{
                name: part(self.text, self.models, model, run)
                for name, part in self.parts.get(str(view.get("tab")), {}).items()
            },
        }

    def attention_map(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Attention of one layer and head: `{text, text_pair, model, layer, head}` → packed weights, a sentence."""
        return self._map(self._run(wanted), wanted["layer"], wanted["head"])

    def attention_layer(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Attention of all heads of a layer, packed: `{text, text_pair, model, layer}` → `{weights}`."""
        run, layer = self._run(wanted), wanted["layer"]
        from_page(run, layer, MEAN)  # says what is wrong with a layer that is not there
        return {
            "weights": packed_layer(run.attentions.mean(0) if layer == MEAN else run.attentions[layer - 1])
        }

    def part(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """A part that the open tab needs and the first answer did not hold: `{text, …, part}` → `{part: …}`."""
        name = wanted["part"]
        function = next(parts[name] for parts in self.parts.values() if name in parts)
        return {name: function(self.text, self.models, self.models(wanted["model"]), self._run(wanted))}

    def _run(self, wanted: dict[str, Any]) -> Run:
        return self.models(wanted["model"]).run(wanted["text"], wanted["text_pair"])

    def _map(self, run: Run, layer: int, head: int) -> dict[str, Any]:
        weights = from_page(run, layer, head)
        return {**packed_map(weights), "said": say_attention(self.text, run, layer, head)}

    def _notice(self, model: Model, encoding: Encoding) -> str:
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
        return " ".join(told)


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
