"""Inside: left and right, paths, the lens, four explanations, cost. Computed by the modules of bert/ that are named so."""

from __future__ import annotations

from typing import Any

from bertdemo.bert import attribution
from bertdemo.bert.cost import cost
from bertdemo.bert.lens import lens
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.paths import paths, repeated
from bertdemo.bert.pretraining import one_sided
from bertdemo.bert.run import Run
from bertdemo.bert.tasks import check_readable, judge_of
from bertdemo.figures.payload import packed_layer
from bertdemo.tabs import plotted
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.focus import label_of, numbers, picked
from bertdemo.tabs.live import tell
from bertdemo.text import Text, digits

SHOWN = 64  # tokens of the lens


def reading(text: Text, model: Model, run: Run) -> dict[str, Any]:
    """The lens: five words and probabilities of every layer and token."""
    found = lens(model, run, 5)
    tokens = run.encoding.tokens
    same = [
        sum(best[0].token == token for best, token in zip(row, tokens, strict=True)) for row in found.readings
    ]
    cut = len(tokens) > SHOWN
    return {
        "layers": [
            [[(r.token, round(r.probability, 6)) for r in place] for place in layer[:SHOWN]]
            for layer in found.readings
        ],
        "cut": text("inside.lens.cut", shown=SHOWN, all=len(tokens)) if cut else "",
        "said": text(
            "inside.lens.said",
            layers=len(found.readings) - 1,
            same=same[-1],
            first=same[1],
            words=len(tokens),
        ),
    }


def explanation(text: Text, model: Model, sentence: str, second: str = "") -> dict[str, Any]:
    """Four rankings of the words, and the mean of what each leaves of the label."""
    found = {
        method: attribution.attribute(model, sentence, method, text_pair=second)
        for method in attribution.METHODS
    }
    areas: dict[str, float] = {method: sum(one.deletion) / len(one.deletion) for method, one in found.items()}
    best, worst = min(areas, key=areas.__getitem__), max(areas, key=areas.__getitem__)
    first = found["integrated_gradients"]
    return {
        "tokens": first.tokens,
        "methods": {
            method: {"scores": one.scores.tolist(), "deletion": one.deletion, "area": areas[method]}
            for method, one in found.items()
        },
        "chart": plotted.deletion_chart(text, {method: one.deletion for method, one in found.items()}, areas),
        "said": text(
            "inside.why.said",
            label=label_of(text, model, model.labels[first.target]),
            probability=digits(first.probability),
            best=text(f"inside.why.method_{best}"),
            area=digits(areas[best]),
            worst=text(f"inside.why.method_{worst}"),
            worst_area=digits(areas[worst]),
        ),
        "checked": text("inside.why.checked", error=f"{first.completeness_error:.1e}"),
    }


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


def sides(text: Text, model: Model, run: Run, position: int) -> dict[str, Any]:
    """One token hidden, guessed from both sides and from each alone."""
    if run.encoding.special[position]:
        position = next(i for i, special in enumerate(run.encoding.special) if not special)
    found = one_sided(model, run.encoding, position)
    tokens, special = list(run.encoding.tokens), run.encoding.special
    mask = model.tokenizer.mask_token

    def sentence(context: str) -> str:
        """What can be looked at."""
        seen = {
            "both": range(len(tokens)),
            "left": range(position + 1),
            "right": range(position, len(tokens)),
        }
        kept = [mask if i == position else tokens[i] for i in seen[context] if not special[i]]
        ahead, behind = ("… " if context == "right" else ""), (" …" if context == "left" else "")
        return ahead + " ".join(kept).replace(" ##", "") + behind

    return {
        "token": position,
        "sides": [
            {
                "name": text(f"inside.side.{context}"),
                "sentence": sentence(context),
                "best": [(token, share) for token, _, share in guess.best],
                "own": text(
                    "inside.side.own",
                    token=guess.token,
                    probability=digits(guess.probability),
                    rank=f"{guess.rank:,}",
                ),
            }
            for context, guess in found.items()
        ],
        "said": text(
            "inside.side.said",
            token=tokens[position],
            **{context: digits(guess.probability) for context, guess in found.items()},
        ),
    }


def travels(text: Text, run: Run, token: int, dimensions: int = 2) -> dict[str, Any]:
    """Every token's way through the layers, and the words that come twice."""
    found = paths(run, dimensions)
    pairs = repeated(run)[:4]
    tokens = run.encoding.tokens
    layers = len(found.points) - 1
    others = found.similarity[:, token].clone()  # (L + 1, T)
    others[:, token] = -2
    nearest = [(tokens[int(row.argmax())], round(float(row.max()), 3)) for row in others]
    said = text(
        "inside.pathsaid",
        token=tokens[token],
        distance=digits(float((run.hidden_states[-1, token] - run.hidden_states[0, token]).norm())),
        layers=layers,
        shown=f"{sum(found.explained):.0%}",
    )
    if pairs:
        one, other = pairs[0]
        first, last = (f"{float(found.similarity[layer, one, other]):.2f}" for layer in (0, layers))
        said += " " + text("inside.pathsaid_twins", token=tokens[one], first=first, last=last, layers=layers)
    marked = dict.fromkeys([token, *(place for pair in pairs[:1] for place in pair)])
    shown = [place for place in marked if place < SHOWN]
    return {
        "token": token,
        "layers": layers,
        "size": min(SHOWN, len(tokens)),
        "plane": plotted.paths_chart(text, found.points[:, :SHOWN], found.explained, tokens[:SHOWN], shown),
        "alike": plotted.twins_chart(
            text, [(tokens[one], numbers(found.similarity[:, one, other])) for one, other in pairs]
        )
        if pairs
        else None,
        "nearest": nearest,
        "similarity": packed_layer((found.similarity[:, :SHOWN, :SHOWN] + 1) / 2),  # from -1 … 1 to 0 … 1
        "said": said,
    }


def build(text: Text, models: ModelBank) -> None:
    """The panels below those of one head and one layer."""

    def asked(wanted: dict[str, Any]) -> tuple[Model, Run]:
        model = models(wanted["model"])
        return model, model.run(wanted["text"], wanted["text_pair"])

    @tell(text, "text text_pair model", "long")
    def read_lens(wanted: dict[str, Any]) -> dict[str, Any]:
        return reading(text, *asked(wanted))

    @tell(text, "text text_pair model task", "heavy")
    def explain(wanted: dict[str, Any]) -> dict[str, Any]:
        judge = judge_of(models, wanted["task"], wanted["model"])
        check_readable(judge.encode(wanted["text"], wanted["text_pair"]), judge)
        return explanation(text, judge, wanted["text"], wanted["text_pair"])

    @tell(text, "text text_pair model layer:int head:int token:int|none", "long")
    def both_sides(wanted: dict[str, Any]) -> dict[str, Any]:
        model, run = asked(wanted)
        return sides(text, model, run, picked(run, wanted)[2])

    @tell(text, "text text_pair model layer:int head:int token:int|none space:bool", "long")
    def follow(wanted: dict[str, Any]) -> dict[str, Any]:
        run = asked(wanted)[1]
        return travels(text, run, picked(run, wanted)[2], 3 if wanted["space"] else 2)

    @tell(text, "text text_pair model", "long")
    def count_cost(wanted: dict[str, Any]) -> dict[str, Any]:
        return counted(text, *asked(wanted))

    failed = {"failed": text("inside.pick.failed")}
    pick = text.part("inside.pick")
    plot = {"plot": text.part("plot")}
    with panel(text, "inside.sides", how="inside.sides.how", code="sides"):
        component("sides", pick, [both_sides])
    with panel(text, "inside.paths", how="inside.paths.how", code="paths"):
        component("paths", pick | plot | text.part("inside.path"), [follow])
    with panel(text, "inside.lens", how="inside.lens.how", code="lens"):
        component("lens", failed | text.part("inside.lens"), [read_lens])
    with panel(text, "inside.why", how="inside.why.how", code="why"):
        component("why", failed | plot | text.part("inside.why"), [explain])
    with panel(text, "inside.cost", how="inside.cost.how", code="cost"):
        component("cost", failed | plot | text.part("inside.cost"), [count_cost])
