"""Where transformers keeps each part is known to one file; every other asks it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import torch
from torch import nn

from bertdemo.bert import parts
from tests.families import FAMILIES, config_of

PACKAGE = Path(parts.__file__).parent.parent
PARTS = PACKAGE / "bert" / "parts.py"
TABLE = PACKAGE / "bert" / "kinds.py"  # of the tasks: what the weights of each head are called
# What a module is asked for by those who do not know what is in it: torch's own, and what transformers gives every model.
OF_ANY_MODULE = {*dir(nn.Module()), "config", "save_pretrained", "get_input_embeddings", "num_parameters"}
# Names of modules, as attributes or in the names of weights.
MODULES = re.compile(
    r"\bbase_model\b|get_(?:encoder|decoder)|encoder\.layer|\blayer\.|\b(?:bert|cls|predictions|pooler)\.|\.(?:cls|pooler)\b|"
    r"LayerNorm\.|\.LayerNorm\b|seq_relationship|qa_outputs|lm_head|vocab_(?:transform|projector|layer_norm)|generator_\w+|"
    r"\b(?:word|position|token_type)_embeddings\b|embeddings_project"
)


def named_modules(source: str) -> list[str]:
    """What code reads from a `module` that not every module has, and names of modules in attributes and texts."""
    tree = ast.parse(source)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    told = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value)
            of_module = re.search(r"(?:^|\.)module$", owner) and node.attr not in OF_ANY_MODULE
            if of_module or MODULES.fullmatch(node.attr) or MODULES.fullmatch(f".{node.attr}"):
                told.append(ast.unparse(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            told += [node.value] if MODULES.search(node.value) else []
    return told


def sources(*floors: str) -> list[Path]:
    """Not those of training/, which makes weights for these names."""
    return sorted(path for floor in floors for path in (PACKAGE / floor).rglob("*.py"))


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


# What a card tells is an experiment with a module: one without positions, with dropout, with another output matrix.
EXPERIMENTS = ("cards.py", "card_outcomes.py", "article_code.py")


@pytest.mark.parametrize(
    "path",
    [path for path in sources("api", "figures", "page", "steps") if path.name not in EXPERIMENTS],
    ids=inside,
)
def test_who_computes_nothing_does_not_touch_a_module(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    assert not [node for node in nodes if isinstance(node, ast.Attribute) and node.attr == "module"]


@pytest.mark.parametrize("path", sources("bert", "serving"), ids=inside)
def test_nobody_else_names_the_modules_of_transformers(path: Path) -> None:
    names = named_modules(path.read_text("utf-8"))
    if path == PARTS:
        assert len(names) > 20, "the search sees"
    elif path == TABLE:
        assert names == ["qa_outputs"]
    else:
        assert not names


@pytest.mark.parametrize(
    "line",
    [
        "model.module.bert",
        "model.module.encoder.layer",
        "trained.module.classifier(states)",
        "module.decoder",
        "out.base_model",
        "network.cls.predictions",
        "encoder.pooler",
        "'.layer.' in name",
        "name.startswith('cls.predictions')",
        "getattr(thing, 'lm_head')",
    ],
)
def test_the_search_sees(line: str) -> None:
    assert named_modules(line)


@pytest.mark.parametrize("family", FAMILIES)
def test_how_many_tokens_fit(family: str) -> None:
    """The last position that `positions` allows is read; one more is beyond the table."""
    import transformers

    module = transformers.AutoModel.from_config(config_of(family, 1, 20)).eval()
    most = parts.positions(module)
    ids = torch.full((1, most), 5)
    with torch.inference_mode():
        assert parts.encoder(module)(ids).last_hidden_state.shape == (1, most, 32)
        with pytest.raises((IndexError, RuntimeError)):
            module(torch.full((1, most + 1), 5))


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("family", FAMILIES)
def test_names_of_weights_tell_what_is_there(family: str, layers: int) -> None:
    import transformers

    config = config_of(family, layers, 20)
    guesser = transformers.AutoModelForMaskedLM.from_config(config)
    weights = guesser.state_dict()
    assert parts.depth(weights) == layers == len(parts.layers(guesser))
    assert parts.pretraining_heads(weights) == (True, False)
    bare = transformers.AutoModel.from_config(config).state_dict()
    assert parts.pretraining_heads(bare) == (False, False)
    assert all(map(parts.in_encoder, (name for name in bare if "pooler" not in name)))
    shapes = parts.layer_shapes({name: list(value.shape) for name, value in weights.items()})
    assert shapes == parts.layer_shapes({name: list(value.shape) for name, value in bare.items()})


def test_both_heads_of_berts_pretraining() -> None:
    from transformers import BertForPreTraining

    module = BertForPreTraining(config_of("bert", 1, 20))
    assert parts.pretraining_heads(module.state_dict()) == (True, True)
    old = {"bert.encoder.layer.0.output.LayerNorm.gamma": [32]}
    new = {"encoder.layer.0.output.LayerNorm.weight": [32]}
    assert parts.layer_shapes(old) == parts.layer_shapes(new)
