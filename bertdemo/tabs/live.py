"""The sentence on screen: what the page is sent when it changes, and what its components ask for later.

Everything here is a function of (text, second text, model), so that nothing is kept for a visitor; the
model's cache of runs makes asking again free.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from bertdemo.bert.attention import MAXIMUM, MEAN, from_page, highlights
from bertdemo.bert.checkpoints import BUNDLED_FOR, Checkpoint
from bertdemo.bert.languages import reader_instead
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import Gone
from bertdemo.bert.tasks import is_unreadable
from bertdemo.bert.tokenization import Encoding
from bertdemo.figures.payload import packed_layer, packed_map, run_payload
from bertdemo.serving.gate import HEAVY, LARGE, LIGHT, NETWORK, PATIENCE, Waiting, politely
from bertdemo.serving.log import log_bug
from bertdemo.text import LANGUAGES, Text, UserError, digits

log = logging.getLogger(__name__)
Part = Callable[[Text, ModelBank, Model, Run], Any]  # what one tab needs beyond the run
Answer = TypeVar("Answer")
Weight = Literal["light", "long", "heavy", "network"]
LONG = 1200  # bytes of a question that make an otherwise light computation heavy
TICKET = 1.0  # seconds that a page's question waits for its turn before its place is told
KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "list": (list,),
    "ints": (list,),  # of whole numbers
    "dict": (dict,),
    "none": (type(None),),
}


def tell(
    text: Text, needs: str = "", weight: Weight = "light"
) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., dict[str, Any]]]:
    """Turn errors into `{"error": what to tell the visitor}`; those that are bugs are logged as well.

    `needs` names what a question must hold, as in "text model layer:int token:int|none"; str where nothing is said.
    `weight` says whether it computes at once, only if it is short, or takes its turn at the gate; one that must wait
    longer than a moment gets `{"waiting": place}` and is asked again with the same ticket.
    """
    fields = [(name, kinds or "str") for name, _, kinds in (field.partition(":") for field in needs.split())]

    def decorate(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        @functools.wraps(function)
        def told(*args: Any) -> dict[str, Any]:
            try:
                if needs:
                    check_question(args[0], fields)
                return in_turn(weight, args, lambda: function(*args))
            except UserError as error:
                return {"error": text.message(error)}
            except Waiting as turn:
                return {"waiting": turn.place, "said": text("gate.waiting", place=turn.place)}
            except Gone:
                return {"error": ""}  # nobody reads it
            except Exception as error:
                log_bug(log, function.__name__, error)
                return {"error": text("error.bug")}

        return told

    return decorate


def check_question(question: Any, fields: Sequence[tuple[str, str]]) -> None:
    """Raises UserError for a question that lacks a field or holds one of another kind, as no page of ours sends it."""
    if not isinstance(question, dict):
        raise UserError("error.odd_question", name="question", kind="dict")
    for name, kinds in fields:
        value = question.get(name)
        allowed = [kind for one in kinds.split("|") for kind in KINDS[one]]
        odd = name not in question or type(value) not in allowed
        numbers = value if kinds == "ints" and isinstance(value, list) else [value]
        if kinds == "ints":
            odd = odd or any(type(number) is not int for number in numbers)
        if odd or any(isinstance(number, int) and abs(number) > 2**31 for number in numbers):
            raise UserError("error.odd_question", name=name, kind=kinds)


def in_turn(weight: Weight, args: Sequence[Any], compute: Callable[[], Answer]) -> Answer:
    """Compute at once, or when the gate lets the caller in."""
    if weight == "light" or (weight == "long" and length(args) <= LONG):
        with LIGHT:
            return compute()
    question = args[0] if args and isinstance(args[0], dict) else {}
    ticket = str(question.get("ticket") or "")[:64]
    gate = {"network": NETWORK, "long": LARGE}.get(weight, HEAVY)
    with gate.entered(ticket, TICKET if ticket else PATIENCE, short=length(args) <= LONG):
        return compute() if gate is NETWORK else politely(compute)


def length(question: Any) -> int:
    """Bytes in all the strings of a question: a Chinese character is a word piece, and counts three."""
    if isinstance(question, str):
        return len(question.encode("utf-8", "surrogatepass"))
    if isinstance(question, dict):
        question = question.values()
    elif not isinstance(question, list | tuple):
        return 0
    return sum(map(length, question))


class Live:
    """The functions behind one page, in its language. `parts` maps a tab to its parts, a part to its function."""

    def __init__(self, text: Text, models: ModelBank, parts: dict[str, dict[str, Part]]) -> None:
        self.text = text
        self.models = models
        self.parts = parts
        self.analyse = tell(text, weight="long")(self._analyse)
        read = "text text_pair model"
        self.server_functions = [
            tell(text, f"{read} layer:int head:int", "long")(self.attention_map),
            tell(text, f"{read} layer:int", "long")(self.attention_layer),
            tell(text, f"{read} part", "long")(self.part),
        ]

    def _analyse(self, sentence: str, second: str, key: str, view: dict[str, Any] | None) -> dict[str, Any]:
        """The whole first answer to a change: the run, the attention that is open, the parts of the open tab."""
        if any(type(one) not in (str, type(None)) for one in (sentence, second, key)):
            raise UserError("error.odd_question", name="text", kind="str")
        view = view if isinstance(view, dict) else {}
        check_question({"layer": 1, "head": 1} | view, [("layer", "int"), ("head", "int")])
        model = self.models(key)
        run = model.run(sentence or "", second or "")
        layer = min(view.get("layer", 1), run.attentions.shape[0])
        head = min(view.get("head", 1), run.attentions.shape[1])
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
        function = next((parts[name] for parts in self.parts.values() if name in parts), None)
        if function is None:
            raise UserError("error.odd_question", name="part", kind="str")
        return {name: function(self.text, self.models, self.models(wanted["model"]), self._run(wanted))}

    def _run(self, wanted: dict[str, Any]) -> Run:
        return self.models(wanted["model"]).run(wanted["text"], wanted["text_pair"])

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
