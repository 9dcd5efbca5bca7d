"""What this input costs, part by part. Computed by bert/cost.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.cost import Cost, cost
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page import plotted
from bertdemo.page.components import component
from bertdemo.page.focus import read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

ALIKE = 1.05  # two counts within this factor are called equal


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
        said=_finding(text, costs, len(run.encoding.ids), run.attentions.shape[0], model.max_tokens),
    )


def equal_length(costs: Cost, tokens: int) -> int:
    """Of how many tokens attention takes as many operations as the feed-forward part.

    Scores and weighted sums grow with the square of the length, the feed-forward part with the length.
    """
    return round(tokens * costs.flops["feed_forward"] / _attention(costs))


def judged(tokens: int, equal: int, limit: int) -> str:
    """Whether a text of so many tokens, or one of as many as the model reads, reaches the length `equal`."""
    if tokens >= equal:
        return "reached"
    return "within" if equal <= limit else "beyond"


def _attention(costs: Cost) -> float:
    return costs.flops["scores"] + costs.flops["weighted_sum"]


def _finding(text: Text, costs: Cost, tokens: int, layers: int, limit: int) -> str:
    whole = sum(costs.flops.values())
    first, second = sorted(costs.flops, key=costs.flops.__getitem__, reverse=True)[:2]
    tie = costs.flops[first] <= ALIKE * costs.flops[second]
    equal = equal_length(costs, tokens)
    return text(
        "layer.cost.says.said_tie" if tie else "layer.cost.says.said",
        tokens=tokens,
        layers=layers,
        flops=f"{whole / 1e6:,.0f}" if text.language == "en" else f"{whole / 1e8:.3g}",
        part=text(f"layer.cost.says.part.{first}"),
        other=text(f"layer.cost.says.part.{second}"),
        most=text.percent(costs.flops[first] / whole),
        attention=text.percent(_attention(costs) / whole),
        feed_forward=text.percent(costs.flops["feed_forward"] / whole),
        judgement=text(
            f"layer.cost.says.judged.{judged(tokens, equal, limit)}", equal=f"{equal:,}", limit=f"{limit:,}"
        ),
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def count_cost(question: OfText) -> CostPayload:
        return counted(text, *read(models, question))

    component(
        "cost",
        {"failed": text("focus.failed")} | {"plot": text.part("plot")} | text.part("layer.cost.shows"),
        [count_cost],
    )
