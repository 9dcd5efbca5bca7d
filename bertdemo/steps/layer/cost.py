"""What this input costs, part by part. Computed by bert/cost.py."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class PartCost:
    """What one part costs, summed over layers."""

    name: str
    parameters: float
    flops: float
    bytes: float  # of float32 weights and of what the part gives
    seconds: float


@dataclass(frozen=True)
class CostPayload:
    """The cost of this input, part by part."""

    parts: list[PartCost]
    chart: plotted.Chart
    said: str


def counted(text: Text, model: Model, run: Run) -> CostPayload:
    """The cost of this input, part by part."""
    costs = cost(model, run)
    inside = sum(flops for name, flops in costs.flops.items() if name != "masked_word_head")
    attention = costs.flops["scores"] + costs.flops["weighted_sum"]
    return CostPayload(
        parts=[
            PartCost(
                name=text(f"layer.cost.says.part.{name}"),
                parameters=costs.parameters[name],
                flops=costs.flops[name],
                bytes=costs.bytes[name],
                seconds=costs.seconds[name],
            )
            for name in costs.parameters
        ],
        chart=plotted.cost_chart(text, costs),
        said=text(
            "layer.cost.says.said",
            tokens=len(run.encoding.ids),
            layers=run.attentions.shape[0],
            flops=f"{inside / 1e6:,.0f}",
            feed_forward=f"{costs.flops['feed_forward'] / inside:.0%}",
            attention=f"{attention / inside:.1%}",
        ),
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def count_cost(question: OfText) -> CostPayload:
        return counted(text, *read(models, question))

    with panel(text, "layer.cost", how="layer.cost.how", code="cost"):
        component(
            "cost",
            {"failed": text("focus.failed")} | {"plot": text.part("plot")} | text.part("layer.cost.shows"),
            [count_cost],
        )
