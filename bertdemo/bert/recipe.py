"""Recipe: every choice of a fine-tuning, its defaults, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from bertdemo.bert.model import Model
from bertdemo.errors import UserError, shown
from bertdemo.numbers import is_real

Method = Literal["head", "lora", "full"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class Recipe:
    """Every choice of a training."""

    method: Method = "head"
    epochs: int = 15
    learning_rate: float = 3e-3  # at its highest
    batch_size: int = 16
    seed: int = 0
    held_back: float = 0.2  # share of each label's rows that is only measured
    frozen: int | None = None  # layers from below that stay, the embeddings with them; None: see `frozen_of`
    warm_up: float = 0.1  # share of the steps in which the learning rate rises
    wrong_labels: float = 0.0  # share of the training rows whose label is replaced by another: sabotage


DEFAULTS: dict[Method, Recipe] = {
    "head": Recipe(),
    "lora": Recipe("lora", epochs=8, learning_rate=2e-3),
    "full": Recipe("full", epochs=5, learning_rate=1e-4),
}


def frozen_of(recipe: Recipe, layers: int) -> int:
    """How many layers from below stay as they are; if nobody chose, half of them with LoRA, which leaves it one at least."""
    if recipe.method == "head":
        return layers
    if recipe.frozen is None:
        return layers // 2 if recipe.method == "lora" else 0
    return recipe.frozen


def recipe_of(choices: dict[str, Any]) -> Recipe:
    """The choices that came from the page, over the defaults of their method; what is wrong is told by `check`."""
    method = choices.get("method")
    recipe = DEFAULTS.get(method, Recipe(method))  # type: ignore[arg-type]
    known = {field.name for field in fields(Recipe)} - {"method"}
    return replace(recipe, **{name: value for name, value in choices.items() if name in known})


def check(recipe: Recipe, base: Model) -> Recipe:
    """The recipe for this base, with nothing left to choose.

    Raises UserError when a choice is out of range, or the base is a decoder.
    """
    if base.checkpoint.task == "translation":
        raise UserError("error.finetune_base", model=base.checkpoint.key)
    if recipe.method not in METHODS:
        raise UserError("error.no_such_way", method=str(recipe.method)[:40], methods=", ".join(METHODS))
    layers = base.checkpoint.layers
    if recipe.frozen is None:
        recipe = replace(recipe, frozen=frozen_of(recipe, layers))
    limits: dict[str, tuple[float, float]] = {
        "epochs": (1, 100),
        "learning_rate": (1e-7, 10),
        "batch_size": (1, 128),
        "seed": (0, 2**31),
        "held_back": (0.05, 0.5),
        "frozen": (0, layers - 1 if recipe.method == "lora" else layers),  # LoRA changes one layer at least
        "warm_up": (0, 1),
        "wrong_labels": (0, 1),
    }
    for name, (least, most) in limits.items():
        value = getattr(recipe, name)
        whole = name in ("epochs", "batch_size", "seed", "frozen")
        if not is_real(value, least, most) or (whole and type(value) is not int):
            raise UserError("error.choice_range", name=name, value=shown(value, 40), least=least, most=most)
    return recipe
