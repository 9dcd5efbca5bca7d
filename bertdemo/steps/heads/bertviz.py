"""BertViz's own views: head, model and neuron view (Vig 2019). Drawn by figures/bertviz.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.attention import highlights
from bertdemo.bert.encoder import queries_and_keys
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.figures import bertviz
from bertdemo.page.components import component
from bertdemo.page.live import tell
from bertdemo.page.questions import OfHead
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

VIEWS = ("head", "model", "neuron")


@dataclass(frozen=True)
class BertvizQuestion(OfHead):
    """What `draw_bertviz` is asked."""

    view: str
    dark: bool


@dataclass(frozen=True)
class BertvizPayload:
    """BertViz's document, for a frame of its own."""

    html: str
    height: int  # CSS pixels
    said: str


def neuron_view(model: Model, run: Run, layer: int, head: int, *, dark: bool) -> bertviz.View:
    """Queries and keys of every head; `layer` and `head` are the page's, 0 and less for none in particular."""
    segments = run.encoding.token_type_ids
    query, key = queries_and_keys(model, run)
    layers, heads = run.attentions.shape[:2]
    return bertviz.neuron_view(
        run.attentions,
        query,
        key,
        run.encoding.tokens,
        segments.index(1) if 1 in segments else None,
        min(max(layer, 1), layers) - 1,
        min(max(head, 1), heads) - 1,
        dark=dark,
    )


def bertviz_view(run: Run, view: str, layer: int, dark: bool) -> bertviz.View:
    """Head or model view; `layer` is the page's, 0 for none in particular."""
    tokens, segments = run.encoding.tokens, run.encoding.token_type_ids
    start_b = segments.index(1) if 1 in segments else None
    layers = run.attentions.shape[0]
    chosen = min(layer, layers) - 1 if layer > 0 else 0
    if view == "head":
        return bertviz.head_view(run.attentions, tokens, start_b, chosen, dark=dark)
    whole = bertviz.model_view(run.attentions, tokens, start_b, dark=dark)
    if len(whole.layers_shown) == layers:
        return whole
    return bertviz.model_view(run.attentions, tokens, start_b, chosen, dark=dark)


def say_bertviz(text: Text, view: bertviz.View, run: Run, name: str) -> str:
    """What of the sentence is in a picture ("head", "model" or "neuron"), and how its strongest link is called there."""
    view_name = name if name in VIEWS else "model"  # as `bertviz_view` takes it
    return text(
        "heads.bertviz.says.said",
        shows=text(f"heads.bertviz.says.view.{view_name}"),
        link=_say_link(text, view, run),
        cut=_say_cut(text, view),
    )


def _say_cut(text: Text, view: bertviz.View) -> str:
    """What is not in the picture."""
    said = ""
    if view.tokens_shown < view.tokens_total:
        said += text("heads.bertviz.says.cut_tokens", shown=view.tokens_shown, total=view.tokens_total)
    if len(view.layers_shown) < view.layers_total:
        said += text("heads.bertviz.says.one_layer", layer=view.layers_shown[0] + 1, total=view.layers_total)
    return said


def _say_link(text: Text, view: bertviz.View, run: Run) -> str:
    """The strongest link between two words that is drawn, by the page's numbers and by BertViz's."""
    special = run.encoding.special[: view.tokens_shown]
    if special.count(False) < 2:
        return text("heads.bertviz.says.no_link")
    size = view.tokens_shown
    found = [
        (link.weight, layer, head, link)
        for layer in view.layers_shown
        for head, weights in enumerate(run.attentions[layer])
        if (link := highlights(weights[:size, :size], special)).source is not None
    ]
    weight, layer, head, link = max(found, key=lambda one: one[:3])
    assert link.source is not None and link.target is not None
    steps = abs(link.target - link.source)
    return text(
        f"heads.bertviz.says.link_{'neighbour' if steps == 1 else 'far'}",
        source=run.encoding.tokens[link.source],
        target=run.encoding.tokens[link.target],
        weight=text.percent(weight),
        layer=layer + 1,
        head=head + 1,
        their_layer=layer,
        their_head=head,
        steps=steps,
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, BertvizQuestion, "heavy")
    def draw_bertviz(question: BertvizQuestion) -> BertvizPayload:
        """BertViz's document: `{text, text_pair, model, view, layer, dark}` → `{html, height, said}`."""
        run = models(question.model).run(question.text, question.text_pair)
        if question.view == "neuron":
            view = neuron_view(models(question.model), run, question.layer, question.head, dark=question.dark)
        else:
            view = bertviz_view(run, question.view, question.layer, question.dark)
        said = say_bertviz(text, view, run, question.view)
        if question.view == "neuron":
            said += text("heads.bertviz.says.neuron_hint")
        return BertvizPayload(view.html, view.height, said)

    component("bertviz", text.part("heads.bertviz.shows"), [draw_bertviz])
