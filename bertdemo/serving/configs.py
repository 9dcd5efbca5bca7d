"""What a config.json may say: of each kind of BERT the keys that are known here, each within its range, and no others.

transformers takes any key of a config for an attribute of the model, and acts on some of them: it would fetch a kernel
that `attn_implementation` names, or make a table for the 10^9 entries of `num_labels`. So it gets none that is not here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from bertdemo.errors import UserError
from bertdemo.numbers import is_real, is_whole

MOST_BYTES = 4 * 2**20  # of a config.json, or any other file of settings: 4,096 labels take one MB
MOST_LABELS = 4096
LABEL_CHARACTERS = 200
# Whole numbers, by their names in BERT: least, most (more would be an attack, or a slip), and what transformers takes
# when nothing is said; None where it has to be said.
WHOLE: dict[str, tuple[int, int, int | None]] = {
    "vocab_size": (1, 2**22, None),
    "hidden_size": (1, 16_384, None),
    "num_hidden_layers": (1, 200, None),
    "num_attention_heads": (1, 256, None),
    "intermediate_size": (1, 2**17, 3072),
    "max_position_embeddings": (8, 2**17, 512),
    "type_vocab_size": (1, 2**12, 2),
}
DROPOUTS = ("hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout")
DISTILBERT = {  # its own names of the same
    "hidden_size": "dim",
    "num_hidden_layers": "n_layers",
    "num_attention_heads": "n_heads",
    "intermediate_size": "hidden_dim",
    "hidden_act": "activation",
    "hidden_dropout_prob": "dropout",
    "attention_probs_dropout_prob": "attention_dropout",
    "classifier_dropout": "seq_classif_dropout",
}
ACTIVATIONS = (
    "gelu",
    "gelu_10",
    "gelu_accurate",
    "gelu_fast",
    "gelu_new",
    "gelu_python",
    "gelu_python_tanh",
    "gelu_pytorch_tanh",
    "hardswish",
    "leaky_relu",
    "linear",
    "mish",
    "quick_gelu",
    "relu",
    "relu2",
    "relu6",
    "sigmoid",
    "silu",
    "swish",
    "tanh",
)
TOKENS = ("pad_token_id", "bos_token_id", "eos_token_id")
LABELLED = ("classification", "entities")  # tasks whose head has an output for each label


def read_json(path: Path, most: int = MOST_BYTES) -> Any:
    """What a file of settings says. Raises OSError, ValueError or RecursionError when it is none, or too large."""
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{path.name} is larger than {most} bytes")
    return json.loads(content)


def shown(value: object, most: int = 40) -> str:
    """A value that a stranger wrote, cut short, for a message; halves of characters would break what sends it."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = value if isinstance(value, str) else json.dumps(value)
    return text[:most].encode("utf-8", "replace").decode()


def known(config: dict[str, Any], kind: str, task: str, model: str) -> dict[str, Any]:
    """The config of a model of this kind for this task, of known keys only, ready for `AutoConfig.for_model`.

    `model` is what messages call it. Raises UserError for a value that is out of its range, naming both.
    """
    if kind != "encoder-decoder":
        return {**_network(config, kind, model), **_labels(config, task, model), **_heads(config)}
    encoder = _network(config["encoder"], "bert", model) | {"is_decoder": False, "add_cross_attention": False}
    decoder = _network(config["decoder"], "bert", model) | {"is_decoder": True, "add_cross_attention": True}
    for part in (config, config["encoder"], config["decoder"]):
        _labels(part, task, model)
    tokens = _tokens(config, ("decoder_start_token_id", *TOKENS), decoder["vocab_size"], model)
    return {"model_type": kind, "encoder": encoder, "decoder": decoder, **tokens, **_heads(config)}


def parameters(config: dict[str, Any]) -> int:
    """How many numbers the networks of a config from `known` take, heads left out: less than the model will have."""
    if "encoder" in config:
        return parameters(config["encoder"]) + parameters(config["decoder"])
    sizes: dict[str, Any] = {
        name: config.get(_name(name, config["model_type"]), default)
        for name, (_, _, default) in WHOLE.items()
    }
    width, inner, layers = sizes["hidden_size"], sizes["intermediate_size"], sizes["num_hidden_layers"]
    rows = sizes["vocab_size"] + sizes["max_position_embeddings"]
    embedded = rows * config.get("embedding_size", width)
    attention = 4 * width * width * (2 if config.get("add_cross_attention") else 1)
    labels = len(config.get("id2label", {}))
    return int(embedded + layers * (attention + 2 * width * inner) + labels * width)


def _name(name: str, kind: str) -> str:
    return DISTILBERT.get(name, name) if kind == "distilbert" else name


def _network(config: dict[str, Any], kind: str, model: str) -> dict[str, Any]:
    """Shape and arithmetic of one encoder or decoder."""
    network: dict[str, Any] = {"model_type": kind}
    for name, (least, most, default) in WHOLE.items():
        if kind == "distilbert" and name == "type_vocab_size":
            continue
        key, value = _value(config, name, kind)
        value = default if value is None else value
        network[key] = _whole(key, value, least, most, model)
    width, heads = network[_name("hidden_size", kind)], _name("num_attention_heads", kind)
    if width % network[heads]:
        _refuse(model, heads, network[heads], [n for n in range(1, 257) if width % n == 0])
    if kind == "electra":
        size = config.get("embedding_size")
        network["embedding_size"] = _whole("embedding_size", 128 if size is None else size, 1, 16_384, model)
    network |= _arithmetic(config, kind, model)
    network |= _tokens(config, TOKENS, network["vocab_size"], model)
    if kind == "roberta":  # positions count from the padding
        last = network["max_position_embeddings"] - WHOLE["max_position_embeddings"][0]
        _whole("pad_token_id", network.get("pad_token_id", 1), 0, last, model)
    return network


def _arithmetic(config: dict[str, Any], kind: str, model: str) -> dict[str, Any]:
    """What is done with the numbers: activation, epsilon, dropout, switches."""
    arithmetic: dict[str, Any] = {}
    key, value = _value(config, "hidden_act", kind)
    if value is not None:
        arithmetic[key] = _choice(key, value, ACTIVATIONS, model)
    position = config.get("position_embedding_type")
    if position is not None:  # transformers ignores others, and computes something else
        _choice("position_embedding_type", position, ("absolute",), model)
    for name in DROPOUTS:
        key, value = _value(config, name, kind)
        if value is not None:
            arithmetic[key] = _real(key, value, 0.0, 0.9, model)
    switches = ["tie_word_embeddings"]
    if kind != "distilbert":
        epsilon = config.get("layer_norm_eps")
        if epsilon is not None:
            arithmetic["layer_norm_eps"] = _real("layer_norm_eps", epsilon, 1e-20, 0.1, model)
        switches += ["is_decoder", "add_cross_attention"]
    for name in switches:
        if config.get(name) is not None:
            arithmetic[name] = _choice(name, config[name], (False, True), model)
    if arithmetic.get("add_cross_attention") and not arithmetic.get("is_decoder"):
        _refuse(model, "add_cross_attention", True, [False])
    return arithmetic


def _tokens(
    config: dict[str, Any], names: Sequence[str], vocabulary: int, model: str
) -> dict[str, int | None]:
    """Ids of special tokens, each a row of the vocabulary; one that is null stays so."""
    return {
        name: config[name] if config[name] is None else _whole(name, config[name], 0, vocabulary - 1, model)
        for name in names
        if name in config
    }


def _labels(config: dict[str, Any], task: str, model: str) -> dict[str, Any]:
    """Names of the outputs of a head that has one for each label; elsewhere they are only looked at."""
    number, names = config.get("num_labels"), config.get("id2label")
    if number is not None:
        _whole("num_labels", number, 1, MOST_LABELS, model)
    if names is None:
        names = {str(i): f"LABEL_{i}" for i in range(2 if number is None else number)}
    if not isinstance(names, dict) or not 1 <= len(names) <= MOST_LABELS:
        size = names if not isinstance(names, dict) else f"{{{len(names):,}}}"
        _refuse(model, "id2label", size, ["{0: …}", f"{{0: …, …, {MOST_LABELS - 1}: …}}"])
    if task not in LABELLED:
        return {}
    if number is not None and number != len(names):
        _refuse(model, "num_labels", number, [len(names)])
    labels = {}
    for i in range(len(names)):
        label = names.get(str(i))
        if isinstance(label, dict | list) or label is None or len(str(label)) > LABEL_CHARACTERS:
            _refuse(model, f"id2label[{i}]", label, [f"“…” (≤ {LABEL_CHARACTERS})"])
        labels[i] = shown(str(label), LABEL_CHARACTERS)
    return {"id2label": labels, "label2id": {label: i for i, label in labels.items()}}


def _heads(config: dict[str, Any]) -> dict[str, Any]:
    """The names of the classes that a checkpoint was saved from, as far as they are names."""
    architectures = config.get("architectures")
    names = (
        [name for name in architectures if isinstance(name, str)] if isinstance(architectures, list) else []
    )
    names = [name for name in names if name.isidentifier() and name.isascii() and len(name) <= 60]
    return {"architectures": names[:4]} if names else {}


def _value(config: dict[str, Any], name: str, kind: str) -> tuple[str, Any]:
    """The name of a value in this kind, and the value; DistilBERT's may stand under the names of BERT."""
    key = _name(name, kind)
    return key, config.get(key) if config.get(key) is not None else config.get(name)


def _whole(name: str, value: Any, least: int, most: int, model: str) -> int:
    if not is_whole(value, least, most):
        _refuse(model, name, value, [f"{least:,}", "…", f"{most:,}"])
    return value


def _real(name: str, value: Any, least: float, most: float, model: str) -> float:
    if not is_real(value, least, most):
        _refuse(model, name, value, [f"{least:g}", "…", f"{most:g}"])
    return float(value)


def _choice(name: str, value: Any, choices: Sequence[Any], model: str) -> Any:
    if not any(type(value) is type(choice) and value == choice for choice in choices):
        _refuse(model, name, value, choices)
    return value


def _refuse(model: str, name: str, value: object, allowed: Sequence[object]) -> NoReturn:
    said = ", ".join(one if isinstance(one, str) else json.dumps(one) for one in allowed)
    raise UserError("error.odd_config", model=model, name=name, value=shown(value, 20), allowed=said)
