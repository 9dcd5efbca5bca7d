"""What this input costs, part by part. Computed by bert/cost.py."""

from __future__ import annotations

from typing import Any

from bertdemo.bert.cost import cost
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.page.focus import read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def counted(text: Text, model: Model, run: Run) -> dict[str, Any]:
    """The cost of this input, part by part."""
    found = cost(model, run)
    inside = sum(flops for name, flops in found.flops.items() if name != "masked_word_head")
    attention = found.flops["scores"] + found.flops["weighted_sum"]
    return {
        "parts": [
            {
                "name": text(f"inside.costpart.{name}"),
                "parameters": found.parameters[name],
                "flops": found.flops[name],
                "bytes": found.bytes[name],
                "seconds": found.seconds[name],
            }
            for name in found.parameters
        ],
        "chart": plotted.cost_chart(text, found),
        "said": text(
            "inside.cost.said",
            tokens=len(run.encoding.ids),
            layers=run.attentions.shape[0],
            flops=f"{inside / 1e6:,.0f}",
            feed_forward=f"{found.flops['feed_forward'] / inside:.0%}",
            attention=f"{attention / inside:.1%}",
        ),
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def count_cost(question: OfText) -> dict[str, Any]:
        return counted(text, *read(models, question))

    with panel(text, "inside.cost", how="inside.cost.how", code="cost"):
        component(
            "cost",
            {"failed": text("inside.pick.failed")} | {"plot": text.part("plot")} | text.part("inside.cost"),
            [count_cost],
        )
