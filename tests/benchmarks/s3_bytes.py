"""S3: bytes to the browser for all heads of a 12 × 12 BERT at 128 tokens, against BertViz's HTML for the same."""

from __future__ import annotations

import json
from typing import Any

import torch
from torch import Tensor
from transformers import AutoTokenizer, BertConfig, BertModel

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.model import Model
from bertdemo.page.live import Live
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED
from bertdemo.serving.served import ServedModel
from bertdemo.settings import Settings
from bertdemo.steps.table import LOOKS, PARTS
from bertdemo.text import Text
from tests.benchmarks.measure import Row, Sample, sentence

TOKENS = 128


def random_model(bank: ModelBank) -> Model:
    """Twelve layers of twelve heads. The usual random start makes every row flat, and flat rows pack into
    nothing; with larger queries and keys the weights are as uneven as those of a trained model.
    """
    torch.manual_seed(0)
    config = BertConfig(num_hidden_layers=12, num_attention_heads=12, hidden_size=384, intermediate_size=768)
    module = BertModel._from_config(config, attn_implementation="eager")
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name.endswith(("query.weight", "key.weight")):
                parameter.mul_(4.4)
    checkpoint = Checkpoint("random", BUNDLED / "random", "encoder", 12, 12, 384, 30522, 0, ("en",), "")
    return ServedModel(
        checkpoint, AutoTokenizer.from_pretrained(BUNDLED / "classroom"), module, bank.settings, bank.cache
    )


def sent(answer: dict[str, Any]) -> int:
    return len(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())


def rows(repeats: int) -> list[Row]:
    """Bytes are the same every time, so they are counted once."""
    bank = ModelBank(Settings(device="cpu"))
    bank._models["random"] = random_model(bank)
    live = Live(Text("en"), bank, PARTS, LOOKS)
    text = sentence(TOKENS, "bytes")
    first = sent(live.analyse(text, "", "random", {"on": "scores", "layer": 3, "head": 2}))
    layer_bytes = live.server_functions[1]
    question = {"text": text, "text_pair": "", "model": "random"}
    layers = [sent(layer_bytes(question | {"layer": layer})) for layer in range(1, 13)]
    run = bank("random").run(text)
    assert run.attentions.shape == (12, 12, TOKENS, TOKENS)
    attention = run.attentions
    spread = -(attention * attention.clamp(min=1e-9).log()).sum(-1).mean()  # nats; flat would be 4.85
    views = bertviz_sizes([layer[None] for layer in attention], list(run.encoding.tokens))
    smallest = min(views, key=views.__getitem__)
    against = Sample([views[smallest]], "bytes")
    more = {
        "bertviz": views,
        "entropy": round(float(spread), 3),
        "entropy of trained weights": trained_entropy(bank),
    }
    every = Sample([first + sum(layers)], "bytes")
    name = f"BertViz's {smallest}"
    return [
        Row("S3", "all 144 heads, 128 tokens", every, against, name, 1 / 40, more),
        Row("S3", "first paint, 128 tokens", Sample([first], "bytes"), against, name, 1 / 400, more),
    ]


def trained_entropy(bank: ModelBank) -> float:
    attention = bank("classroom").run(sentence(TOKENS, "bytes")).attentions
    return round(float(-(attention * attention.clamp(min=1e-9).log()).sum(-1).mean()), 3)


def bertviz_sizes(attention: list[Tensor], tokens: list[str]) -> dict[str, int]:
    """Bytes of BertViz's own documents, as its notebook would get them."""
    from bertviz import head_view, model_view

    return {
        view.__name__: len(view(attention, tokens, html_action="return").data.encode())
        for view in (head_view, model_view)
    }
