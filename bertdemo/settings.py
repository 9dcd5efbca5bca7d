"""Every limit and choice of a running app, in one place, each readable from the environment.

`BERTDEMO_MODEL=classroom` sets `Settings.model`, and so on; README lists them all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from bertdemo.numbers import is_whole

os.environ["USE_HUB_KERNELS"] = (
    "0"  # before transformers is imported: no code of the Hub, whatever a config asks for
)

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

ASSETS = Path(__file__).resolve().parent.parent / "assets"

RANGES = {  # of the settings whose number is not from 1 to 1,000,000
    "port": (1, 65_535),
    "max_characters": (1, 10**8),
    "max_tokens": (8, 10**6),  # [CLS], [SEP] and some words
    "max_labels": (2, 10**6),
    "training_tokens": (8, 10**6),
}


@dataclass(frozen=True)
class Settings:
    model: str = "classroom"  # key, folder or id of the Hub: the checkpoint that the page opens with
    device: str = "auto"  # auto, cpu, cuda, cuda:1, mps
    folders: str = ""  # folders whose checkpoints visitors may open, separated as in PATH
    host: str = "127.0.0.1"
    port: int = 7860
    hosts: str = (
        ""  # names besides localhost by which a browser may call a server on loopback, commas between
    )
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
    max_sections: int = 80  # overlapping sections of 128 tokens in which one text is read for names
    max_windows: int = 48  # overlapping windows of 256 tokens in which one text is read for answers
    max_rows: int = 2000  # labelled rows of one training; of more a sample is drawn
    max_upload_mb: int = 10  # size of a file
    max_labels: int = 20  # different labels of one training
    training_tokens: int = 128  # word pieces of one row in training; what follows is cut
    training_minutes: int = 10  # of computing that one training may take
    visit_minutes: int = 30  # after which a model that a visitor trained goes, if nobody asked for it
    kept_folder: str = ""  # where such models are written too, so that other processes, or this one after a restart, have them
    kept_mb: int = 8192  # of all that lies there; what was used longest ago makes room
    replicas: int = 2  # processes that compute, see serving/ray.py
    hub: str = "open"  # who may be fetched from the Hub: open, closed, or ids with commas between
    hub_folder: str = ""  # where that lies; nothing for the usual cache of the Hub
    hub_mb: int = 2048  # size of one checkpoint that is fetched
    hub_total_mb: int = 8192  # of all that visitors fetched; what was used longest ago makes room
    models_mb: int = 2048  # memory of models that are not bundled; those used longest ago make room
    class_rooms: int = 20  # classes that are open at once
    class_own: int = 5  # of these, opened from one address: a stranger takes no other class's place
    class_pupils: int = 60  # of one class
    class_state_bytes: int = 8192  # of the address of what a teacher looks at
    class_choice: int = 60  # characters of one guess
    class_answers: int = 5000  # of one class, one a pupil and card
    class_idle_minutes: int = 60  # after which a class ends in which nobody leads or guesses
    class_hours: int = 6  # after which every class ends
    cache_mb: int = 48  # finished runs kept in memory, by their size: 75 sentences of 32 tokens, or 2 of 512

    @classmethod
    def from_environment(cls) -> Settings:
        """Settings from BERTDEMO_* variables.

        Raises ValueError, naming the variable and its limits, for a number that is none or out of range.
        """
        values: dict[str, str | int] = {}
        for field in fields(cls):
            variable = f"BERTDEMO_{field.name.upper()}"
            value = os.environ.get(variable)
            if value and isinstance(field.default, int):
                values[field.name] = _whole(variable, value, *RANGES.get(field.name, (1, 10**6)))
            elif value:
                values[field.name] = value
        # Spaces and containers announce the address through Gradio's own variables.
        values.setdefault("host", os.environ.get("GRADIO_SERVER_NAME") or cls.host)
        port = os.environ.get("GRADIO_SERVER_PORT")
        if port:  # looked at even if BERTDEMO_PORT is set: Gradio reads it too
            values.setdefault("port", _whole("GRADIO_SERVER_PORT", port, *RANGES["port"]))
        return cls(**values)  # type: ignore[arg-type]


def _whole(variable: str, value: str, least: int, most: int) -> int:
    number = int(value) if value.isdecimal() and len(value) <= 12 else None
    if not is_whole(number, least, most):
        raise ValueError(f"{variable} must be a whole number from {least:,} to {most:,}, not {value[:40]!r}.")
    return number
