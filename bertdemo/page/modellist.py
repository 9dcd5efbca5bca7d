"""The list of models in the bar: what lies here, what of the Hub can be had, who each of them is; and its cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.page.components import component
from bertdemo.page.fetches import fetch_functions
from bertdemo.page.live import tell
from bertdemo.page.said import model_name
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR, cached, hub_default, listed, opening_key
from bertdemo.serving.hub import may_ask
from bertdemo.settings import Settings
from bertdemo.text import Text


@dataclass(frozen=True)
class OfHub:
    """A checkpoint of the Hub that stands in the list of models; figures for the list, before the Hub is asked."""

    word: str  # of its name, below "page.hub_"
    shape: str  # layers × heads
    megabytes: int  # of its weights


@dataclass(frozen=True)
class OpeningPayload:
    """What a page opens with at this moment."""

    key: str  # of the model


HUB = {
    "google-bert/bert-base-uncased": OfHub("base", "12 × 12", 440),
    "google-bert/bert-base-chinese": OfHub("chinese", "12 × 12", 412),
}


def who(text: Text, models: ModelBank) -> dict[str, str]:
    """Who answers, by the model's key: its size, and where its weights come from if they lie here."""
    said = {}
    for checkpoint in listed(models.settings):
        size = text(
            "page.who.size",
            layers=checkpoint.layers,
            parameters=text.large(checkpoint.parameters),
        )
        known = {BUNDLED_FOR["en"]: "classroom", BUNDLED_FOR["zh"]: "classroom_zh"}.get(checkpoint.key)
        said[checkpoint.key] = f"{size}{text(f'page.who.{known}')}" if known else size
    return said


def choices(text: Text, models: ModelBank) -> list[tuple[str, str]]:
    """Name and key of what a visitor may choose, without what is of the Hub."""
    return [
        (
            text(
                "page.model_choice",
                name=model_name(text, checkpoint),
                layers=checkpoint.layers,
                heads=checkpoint.heads,
            ),
            checkpoint.key,
        )
        for checkpoint in listed(models.settings)
        if not checkpoint.base and checkpoint.key not in of_hub(models.settings)
    ]


def hub_choices(text: Text, settings: Settings) -> list[tuple[str, str]]:
    return [
        (str(one["here"] if one["is_here"] else one["away"]), key)
        for key, one in hub_names(text, settings).items()
    ]


def of_hub(settings: Settings) -> list[str]:
    """Ids of the Hub in the list of models: those that may be asked for, and those that are here."""
    keys = dict.fromkeys([*HUB, *filter(None, [hub_default(settings)])])
    return [key for key in keys if may_ask(key, settings) or cached(key, settings) is not None]


def hub_names(text: Text, settings: Settings) -> dict[str, dict[str, Any]]:
    """For each of them by its key: its name, what the list says of it once it is here and before, and whether it is."""
    names = {}
    for key in of_hub(settings):
        known = HUB.get(key)
        name = text(f"page.hub_{known.word}") if known else key
        here = f"{name} · {known.shape}" if known else name
        size = text("page.hub_size", megabytes=known.megabytes) if known else text("page.hub_size_unknown")
        is_here = cached(key, settings) is not None
        names[key] = {"name": name, "here": here, "away": f"{here} · {size}", "is_here": is_here}
    return names


def models_of_hub(text: Text, models: ModelBank) -> None:
    """The card of a checkpoint of the Hub that was picked and is fetched."""
    settings = models.settings

    @tell(text)
    def opens_with(_: dict[str, Any]) -> OpeningPayload:
        return OpeningPayload(opening_key(settings, text.language))

    names = [(key, one["name"]) for key, one in hub_names(text, settings).items()]
    awaited = hub_default(settings)
    component(
        "models",
        {
            "failed": text("focus.failed"),
            **text.part("training"),
            **text.part("fetching"),
            "hub": names,
            "awaited": bool(awaited) and cached(awaited, settings) is None,
        },
        [*fetch_functions(text, models), opens_with],
        elem_classes="bd-may-be-empty",
    )
