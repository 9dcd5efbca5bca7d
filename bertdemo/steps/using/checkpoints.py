"""Apply: any checkpoint: what is here, and what the Hub has. Computed by serving/checkpoints.py and serving/hub.py."""

from __future__ import annotations

from typing import Any

from bertdemo.page.components import component, panel
from bertdemo.page.fetches import asked, fetch_functions, megabytes
from bertdemo.page.live import tell
from bertdemo.page.questions import OfHubId
from bertdemo.serving import hub
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled, hub_allows, local
from bertdemo.text import Text

# Checkpoints that are worth a look, and what each adds to the bundled ones.
SUGGESTED = {
    "google-bert/bert-base-uncased": "base",
    "google-bert/bert-base-chinese": "chinese",
    "google-bert/bert-base-multilingual-cased": "multilingual",
    "distilbert/distilbert-base-uncased-finetuned-sst-2-english": "sentiment",
    "dslim/bert-base-NER": "entities",
    "deepset/bert-base-cased-squad2": "answers",
    "patrickvonplaten/bert2bert_cnn_daily_mail": "translation",
}


def here(text: Text, models: ModelBank) -> list[list[str]]:
    """A row for every checkpoint that lies here."""
    return [
        [
            checkpoint.key,
            text(f"checkpoints.task_{checkpoint.task}"),
            f"{checkpoint.layers} × {checkpoint.heads} × {checkpoint.hidden}",
            f"{checkpoint.vocab:,}",
            f"{checkpoint.parameters / 1e6:,.1f} M",
        ]
        for checkpoint in [*bundled(), *local(models.settings)]
    ]


def previewed(text: Text, models: ModelBank, found: hub.Preview) -> dict[str, Any]:
    """A checkpoint of the Hub before it is fetched, in rows of name and value."""
    size = f"{megabytes(found.bytes)} MB"
    rows = {
        "kind": f"{found.kind} · {text(f'checkpoints.task_{found.task}')}",
        "shape": f"{found.layers} × {found.heads} × {found.hidden}",
        "vocabulary": f"{found.vocab:,}",
        "parameters": f"{found.parameters / 1e6:,.1f} M",
        "download": text("checkpoints.here") if found.here else size,
        "memory": text(
            "checkpoints.fits", memory=f"{found.memory / 2**20:,.0f}", most=f"{models.settings.models_mb:,}"
        ),
        "files": ", ".join(name for name, _ in found.files),
    }
    return {
        "id": found.id,
        "here": found.here,
        "rows": [(text(f"checkpoints.row_{name}"), value) for name, value in rows.items()],
    }


def build(text: Text, models: ModelBank) -> None:
    settings = models.settings

    @tell(text, OfHubId, "network")
    def look_up(question: OfHubId) -> dict[str, Any]:
        return previewed(text, models, hub.look(asked(question), settings))

    suggested = [
        (key, text(f"checkpoints.adds_{adds}"))
        for key, adds in SUGGESTED.items()
        if hub_allows(key, settings)
    ]
    with panel(text, "checkpoints", how="checkpoints.how"):
        words = {"failed": text("inside.pick.failed"), **text.part("training"), **text.part("checkpoints")}
        component(
            "checkpoints",
            words
            | {"here_rows": here(text, models), "suggested": suggested, "open": settings.hub != "closed"},
            [look_up, *fetch_functions(text, models)],
        )
