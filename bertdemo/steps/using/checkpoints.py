"""Apply: any checkpoint: what is here, and what the Hub has. Computed by serving/checkpoints.py and serving/hub.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.page.components import component, panel
from bertdemo.page.fetches import fetch_functions, hub_id_of, megabytes
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


@dataclass(frozen=True)
class CheckpointPreview:
    """A checkpoint of the Hub before it is fetched."""

    id: str  # owner/name, also where an address was pasted
    here: bool
    rows: list[tuple[str, str]]  # name and value


def here(text: Text, models: ModelBank) -> list[list[str]]:
    """A row for every checkpoint that lies here."""
    return [
        [
            checkpoint.key,
            text(f"using.checkpoints.says.task_{checkpoint.task}"),
            f"{checkpoint.layers} × {checkpoint.heads} × {checkpoint.hidden}",
            f"{checkpoint.vocab:,}",
            f"{checkpoint.parameters / 1e6:,.1f} M",
        ]
        for checkpoint in [*bundled(), *local(models.settings)]
    ]


def previewed(text: Text, models: ModelBank, preview: hub.Preview) -> CheckpointPreview:
    """What is known of a checkpoint of the Hub, in the page's words."""
    size = f"{megabytes(preview.bytes)} MB"
    rows = {
        "kind": f"{preview.kind} · {text(f'using.checkpoints.says.task_{preview.task}')}",
        "shape": f"{preview.layers} × {preview.heads} × {preview.hidden}",
        "vocabulary": f"{preview.vocab:,}",
        "parameters": f"{preview.parameters / 1e6:,.1f} M",
        "download": text("using.checkpoints.says.here") if preview.here else size,
        "memory": text(
            "using.checkpoints.says.fits",
            memory=f"{preview.memory / 2**20:,.0f}",
            most=f"{models.settings.models_mb:,}",
        ),
        "files": ", ".join(name for name, _ in preview.files),
    }
    return CheckpointPreview(
        id=preview.id,
        here=preview.here,
        rows=[(text(f"using.checkpoints.says.row_{name}"), value) for name, value in rows.items()],
    )


def build(text: Text, models: ModelBank) -> None:
    settings = models.settings

    @tell(text, OfHubId, "network")
    def look_up(question: OfHubId) -> CheckpointPreview:
        return previewed(text, models, hub.look(hub_id_of(question), settings))

    suggested = [
        (key, text(f"using.checkpoints.says.adds_{adds}"))
        for key, adds in SUGGESTED.items()
        if hub_allows(key, settings)
    ]
    with panel(text, "using.checkpoints", how="using.checkpoints.how"):
        words = {
            "failed": text("focus.failed"),
            **text.part("training"),
            **text.part("using.checkpoints.shows"),
        }
        component(
            "checkpoints",
            words
            | {"here_rows": here(text, models), "suggested": suggested, "open": settings.hub != "closed"},
            [look_up, *fetch_functions(text, models)],
        )
