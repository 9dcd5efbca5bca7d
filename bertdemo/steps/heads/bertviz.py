"""BertViz's own views: head, model and neuron view (Vig 2019). Drawn by figures/bertviz.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.encoder import queries_and_keys
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.figures import bertviz
from bertdemo.page.components import component, panel
from bertdemo.page.live import tell
from bertdemo.page.questions import OfHead
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


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


def say_bertviz(text: Text, view: bertviz.View) -> str:
    """What of the sentence is in the picture."""
    shown, total = view.tokens_shown, view.tokens_total
    whole = len(view.layers_shown) == view.layers_total
    return text(
        "heads.bertviz.says.said",
        tokens=text(
            f"heads.bertviz.says.{'all' if shown == total else 'cut'}_tokens", shown=shown, total=total
        ),
        layers=text(
            f"heads.bertviz.says.{'all_layers' if whole else 'one_layer'}",
            layer=view.layers_shown[0] + 1,
            total=view.layers_total,
        ),
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
        said = say_bertviz(text, view)
        if question.view == "neuron":
            said += " " + text("heads.bertviz.says.neuron_hint")
        return BertvizPayload(view.html, view.height, said)

    with panel(text, "heads.bertviz", how="heads.bertviz.how"):
        component("bertviz", text.part("heads.bertviz.shows"), [draw_bertviz])
