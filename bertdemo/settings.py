"""Every limit and choice of a running app, in one place, each readable from the environment.

`BERTDEMO_MODEL=classroom` sets `Settings.model`, and so on; README lists them all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"


@dataclass(frozen=True)
class Settings:
    model: str = "classroom"  # key or folder of the checkpoint that the page opens with
    device: str = "auto"  # auto, cpu, cuda, cuda:1, mps
    folders: str = ""  # folders whose checkpoints visitors may open, separated as in PATH
    host: str = "127.0.0.1"
    port: int = 7860
    max_characters: int = 20_000  # of one text; what follows is cut, and the page says so
    max_tokens: int = 512  # word pieces of one input; a checkpoint with fewer positions takes fewer
    max_batch: int = 16  # sentences of different visitors that share one forward pass
    max_waiting: int = 256  # sentences that may wait for a pass before newcomers are asked to come back
    max_candidates: int = 50  # likeliest words that may be asked for, for each place
    max_explained: int = (
        256  # tokens of a text whose words are hidden one by one; the work grows with their square
    )
    max_lines: int = 200  # texts that may be classified at once
    max_beams: int = 8  # beginnings that a translation carries on at once
    max_sentences: int = 20  # of one text to translate
    max_rows: int = 2000  # labelled rows of one training; of more a sample is drawn
    max_upload_mb: int = 10  # size of a file
    max_labels: int = 20  # different labels of one training
    training_tokens: int = 128  # word pieces of one row in training; what follows is cut
    training_minutes: int = 10  # of computing that one training may take
    visit_minutes: int = 30  # after which a model that a visitor trained goes, if nobody asked for it
    hub: str = "open"  # who may be fetched from the Hub: open, closed, or ids with commas between
    hub_folder: str = ""  # where that lies; nothing for the usual cache of the Hub
    hub_mb: int = 2048  # size of one checkpoint that is fetched
    models_mb: int = 2048  # memory of models that are not bundled; those used longest ago make room
    cache_mb: int = 256  # finished runs kept in memory, by their size

    @classmethod
    def from_environment(cls) -> Settings:
        """Settings from BERTDEMO_* variables.

        Raises ValueError, naming the variable, when a number is none.
        """
        values: dict[str, str | int] = {}
        for field in fields(cls):
            variable = f"BERTDEMO_{field.name.upper()}"
            given = os.environ.get(variable)
            if not given:
                continue
            if isinstance(field.default, int):
                if not given.isdecimal() or int(given) < 1:
                    raise ValueError(f"{variable} must be a whole number above 0, not {given!r}")
                values[field.name] = int(given)
            else:
                values[field.name] = given
        # Spaces and containers announce the address through Gradio's own variables.
        values.setdefault("host", os.environ.get("GRADIO_SERVER_NAME", cls.host))
        values.setdefault("port", int(os.environ.get("GRADIO_SERVER_PORT", cls.port)))
        return cls(**values)  # type: ignore[arg-type]
