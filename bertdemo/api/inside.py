"""The named endpoints of what is inside the encoder: embeddings, one head, one layer, heads, attributions, lens, cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from torch import Tensor

from bertdemo.api.shorter import Short
from bertdemo.bert import ablation, attribution, embeddings, encoder, heads, lens
from bertdemo.bert import cost as costs
from bertdemo.bert.encoder import LAYER_STAGES
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError, shown
from bertdemo.numbers import whole
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classifier

Task = Literal["sentiment", "topic"]


def notes(encoding: Encoding) -> dict[str, int]:
    """What was left out of an input, for callers that sent too much."""
    return {"pieces_cut": encoding.pieces_cut, "characters_cut": encoding.characters_cut}


def index(number: Any) -> Any:
    """A layer or head counted from 1 as one counted from 0; what is no whole number stays, to be refused by name."""
    return number - 1 if type(number) is int else number


def words_wanted(model: Model, top_k: Any, most: int) -> int:
    """How many of the likeliest words to tell. Raises UserError, naming the limit."""
    if type(top_k) is not int:
        whole(top_k, 1, most, "error.whole_number", name="top_k")
    return min(whole(top_k, 1, most, "error.candidates"), len(model.tokenizer))


def read(models: ModelBank, model: str, text: str, text_pair: str = "") -> tuple[Model, Run]:
    loaded = models(model)
    return loaded, loaded.run(text, text_pair)


def embeddings_of(
    models: ModelBank,
    text: str,
    text_pair: str = "",
    model: str = "",
    decimals: int = 0,
    token: int = -1,
) -> dict[str, Any]:
    """What each token is to BERT before its first layer: token, segment and position vectors, their sum, LayerNorm.

    Args:
        text: the sentence
        text_pair: a second sentence, or nothing
        model: key of a model from /models, or nothing for the default
        decimals: round numbers to so many; 0 leaves all
        token: position of the one token whose row is wanted, [CLS] being 0; -1 for all
    """
    loaded, run = read(models, model, text, text_pair)
    short = Short(decimals, token, len(run.encoding.tokens))
    steps = embeddings.embed(loaded, run)
    return {
        "tokens": run.encoding.tokens,
        **{
            name: short.rows(getattr(steps, name))
            for name in ("token", "segment", "position", "sum", "normalized")
        },
        "max_abs_error": steps.error,
        **notes(run.encoding),
    }


def self_attention(
    models: ModelBank,
    text: str,
    layer: int,
    head: int,
    text_pair: str = "",
    model: str = "",
    decimals: int = 0,
    token: int = -1,
) -> dict[str, Any]:
    """One attention head of BERT step by step, recomputed from the weights and compared with the model's own.

    Args:
        text: the sentence
        layer: from 1
        head: from 1
        text_pair: a second sentence, or nothing
        model: key of a model from /models, or nothing for the default
        decimals: round numbers to so many; 0 leaves all
        token: position of the one token whose row is wanted, [CLS] being 0; -1 for all
    """
    loaded, run = read(models, model, text, text_pair)
    short = Short(decimals, token, len(run.encoding.tokens))
    steps = encoder.self_attention(loaded, run, index(layer), index(head))
    return {
        "tokens": run.encoding.tokens,
        **{
            name: short.rows(getattr(steps, name))
            for name in ("query", "key", "value", "scores", "weights", "output")
        },
        "max_abs_error": steps.error,
        **notes(run.encoding),
    }


def layer(
    models: ModelBank,
    text: str,
    layer: int,
    text_pair: str = "",
    model: str = "",
    decimals: int = 0,
    token: int = -1,
) -> dict[str, Any]:
    """One layer of BERT step by step, recomputed from the weights and compared with the model's own.

    Args:
        text: the sentence
        layer: from 1
        text_pair: a second sentence, or nothing
        model: key of a model from /models, or nothing for the default
        decimals: round numbers to so many; 0 leaves all
        token: position of the one token whose row is wanted, [CLS] being 0; -1 for all
    """
    loaded, run = read(models, model, text, text_pair)
    short = Short(decimals, token, len(run.encoding.tokens))
    steps = encoder.one_layer(loaded, run, index(layer))
    lengths: list[tuple[str, str, Tensor]] = [
        (name, formula, getattr(steps, name).norm(dim=-1)) for name, formula in LAYER_STAGES
    ]
    return {
        "tokens": run.encoding.tokens,
        "steps": [{"name": n, "formula": f, "norms": short.rows(norms)} for n, f, norms in lengths],
        "output": short.rows(steps.output),
        "max_abs_error": steps.error,
        **notes(run.encoding),
    }


def heads_of(models: ModelBank, text: str, model: str = "") -> dict[str, Any]:
    """What each head of BERT does on this text: previous, next, itself, first, separator, same, broad or mixed.

    Args:
        text: the sentence
        model: key of a model from /models, or nothing for the default
    """
    _, run = read(models, model, text)
    kinds = heads.describe(run)
    described = [
        {
            "layer": number + 1,
            "head": head + 1,
            "label": label,
            "score": kinds.score(number, head),
            "entropy": float(kinds.entropy[number, head]),
        }
        for number, labels in enumerate(kinds.labels)
        for head, label in enumerate(labels)
    ]
    return {"heads": described, **notes(run.encoding)}


def ablate(
    models: ModelBank, text: str, heads: list[list[int]], task: Task = "sentiment", model: str = ""
) -> dict[str, Any]:
    """What a fine-tuned BERT says with heads switched off: probabilities by label, before and after.

    Args:
        text: the sentence
        heads: pairs [layer, head], both from 1
        task: sentiment or topic
        model: key of a fine-tuned model, or nothing for the bundled one of the task
    """
    if not isinstance(heads, list | tuple):
        raise UserError("error.no_pair", pair=shown(heads, 40))
    judge = classifier(models, task, model)
    run = judge.run(text)
    effect = ablation.without_heads(judge, run, heads)
    before, after = effect.before.tolist(), effect.after.tolist()
    names = attribution.names_of(judge.labels)
    return {
        "before": dict(zip(names, before, strict=True)),
        "after": dict(zip(names, after, strict=True)),
        "labels": judge.labels,
        "before_list": before,
        "after_list": after,
        **notes(run.encoding),
    }


def attribute(
    models: ModelBank,
    text: str,
    method: attribution.Method,
    task: Task = "sentiment",
    target: str = "",
    model: str = "",
) -> dict[str, Any]:
    """How much each word counted for the label that BERT gave, and how fast its probability falls when the best are hidden.

    Args:
        text: the sentence
        method: attention, rollout, integrated_gradients or occlusion
        task: sentiment or topic
        target: a label, or nothing for the likeliest; "A #1", "A #2" are those of several that are called A
        model: key of a fine-tuned model, or nothing for the bundled one of the task
    """
    judge = classifier(models, task, model)
    attributed = attribution.attribute(judge, text, method, target)
    answer = {
        "tokens": attributed.tokens,
        "scores": attributed.scores.tolist(),
        "target": attribution.names_of(judge.labels)[attributed.target],
        "probability": attributed.probability,
        "deletion": attributed.deletion,
    }
    if attributed.completeness_error is not None:
        answer["completeness_error"] = attributed.completeness_error
    return answer


def lens_of(
    models: ModelBank, text: str, top_k: int = 5, model: str = "", decimals: int = 0, token: int = -1
) -> dict[str, Any]:
    """What BERT's masked-word head says of every layer and token; layer 0 is before the first.

    Args:
        text: the sentence
        top_k: how many words for each, from 1
        model: key of a model from /models, or nothing for the default
        decimals: round numbers to so many; 0 leaves all
        token: position of the one token whose row is wanted, [CLS] being 0; -1 for all
    """
    loaded, run = read(models, model, text)
    short = Short(decimals, token, len(run.encoding.tokens))
    readings = lens.lens(loaded, run, words_wanted(loaded, top_k, models.settings.max_candidates))

    def told(place: Sequence[lens.Reading]) -> list[dict[str, Any]]:
        return [{"token": r.token, "probability": short.number(r.probability)} for r in place]

    layers = [[told(place) for place in layer][short.place] for layer in readings.readings]
    return {"tokens": run.encoding.tokens, "layers": layers, **notes(run.encoding)}


def cost(models: ModelBank, text: str, text_pair: str = "", model: str = "") -> dict[str, Any]:
    """What this input costs BERT, by part: parameters, operations, bytes, seconds on this machine.

    Args:
        text: the sentence
        text_pair: a second sentence, or nothing
        model: key of a model from /models, or nothing for the default
    """
    loaded, run = read(models, model, text, text_pair)
    spent = costs.cost(loaded, run)
    return {
        "parameters": spent.parameters,
        "flops": spent.flops,
        "bytes": spent.bytes,
        "seconds": spent.seconds,
        **notes(run.encoding),
    }


ENDPOINTS: dict[str, Callable[..., Any]] = {
    "embeddings": embeddings_of,
    "self_attention": self_attention,
    "layer": layer,
    "heads": heads_of,
    "ablate": ablate,
    "attribute": attribute,
    "lens": lens_of,
    "cost": cost,
}
