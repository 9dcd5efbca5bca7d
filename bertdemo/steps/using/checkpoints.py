"""Apply: any checkpoint: what is here, and what the Hub has. Computed by serving/checkpoints.py and serving/hub.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.kinds import TASKS
from bertdemo.page.components import component
from bertdemo.page.fetches import fetch_functions, hub_id_of, megabytes
from bertdemo.page.findings import joined
from bertdemo.page.live import tell
from bertdemo.page.questions import OfHubId
from bertdemo.serving import hub
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled, hub_allows, local
from bertdemo.text import Text

ALIKE = 2 / 3  # of another's weights from which on two models are about as large
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
    said: str


def here(text: Text, models: ModelBank) -> list[list[str]]:
    """A row for every checkpoint that lies here."""
    return [
        [
            checkpoint.key,
            text(f"using.checkpoints.says.task_{checkpoint.task}"),
            f"{checkpoint.layers} × {checkpoint.heads} × {checkpoint.hidden}",
            f"{checkpoint.vocab:,}",
            text.large(checkpoint.parameters),
        ]
        for checkpoint in [*bundled(), *local(models.settings)]
    ]


def here_said(text: Text, checkpoints: Sequence[Checkpoint]) -> str:
    """How many lie here, which is the largest, and how many of them every step can ask."""
    largest = max(checkpoints, key=lambda one: one.parameters)
    guessing = sum(one.task == "pretraining" for one in checkpoints)
    return text(
        "using.checkpoints.says.lie_here",
        count=len(checkpoints),
        largest=largest.key,
        parameters=text.large(largest.parameters),
        guessing=guessing,
        others=len(checkpoints) - guessing,
    )


def previewed(text: Text, models: ModelBank, preview: hub.Preview) -> CheckpointPreview:
    """What is known of a checkpoint of the Hub, in the page's words."""
    size = f"{megabytes(preview.bytes)} MB"
    rows = {
        "kind": f"{preview.kind} · {text(f'using.checkpoints.says.task_{preview.task}')}",
        "shape": f"{preview.layers} × {preview.heads} × {preview.hidden}",
        "vocabulary": f"{preview.vocab:,}",
        "parameters": text.large(preview.parameters),
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
        said=finding(text, models, preview),
    )


def finding(text: Text, models: ModelBank, preview: hub.Preview) -> str:
    """How a checkpoint compares with the one that the page opens with: its size, and what of it the page can use."""
    ours = models().checkpoint
    ratio = preview.parameters / max(1, ours.parameters)
    case = "larger" if ratio >= 1 / ALIKE else "smaller" if ratio <= ALIKE else "alike"
    size = text(
        f"using.checkpoints.says.{case}",
        layers=preview.layers,
        ours=ours.key,
        our_layers=ours.layers,
        times=_times(ratio if ratio >= 1 else 1 / ratio),
    )
    use = "task" if preview.task in TASKS or preview.task == "classification" else preview.task
    return joined(
        text,
        size,
        text(f"using.checkpoints.says.use_{use}", task=text(f"using.checkpoints.says.task_{preview.task}")),
    )


def _times(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"


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
    words = {
        "failed": text("focus.failed"),
        **text.part("training"),
        **text.part("using.checkpoints.shows"),
    }
    component(
        "checkpoints",
        words
        | {
            "here_rows": here(text, models),
            "here_said": here_said(text, [*bundled(), *local(settings)]),
        }
        | {"suggested": suggested, "open": settings.hub != "closed"},
        [look_up, *fetch_functions(text, models)],
    )
