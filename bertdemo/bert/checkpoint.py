"""Checkpoint: what is known of a model before its weights are read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bertdemo.settings import ASSETS


@dataclass(frozen=True)
class Checkpoint:
    """A folder with a model in it, read no further than its config and the headers of its weights."""

    key: str  # what the page and the endpoints call it
    folder: Path
    # What it is for: "pretraining" (hidden words and next sentence), one of the two ("masked_words", "next_sentence"),
    # "discriminator", "encoder", or a task that it was fine-tuned for.
    task: str
    layers: int
    heads: int
    hidden: int
    vocab: int
    parameters: int
    languages: tuple[str, ...]
    base: str  # key of the encoder that an adapter or a decoder is for, else ""

    @property
    def bundled(self) -> bool:
        """Whether it came with the app; such models stay in memory, and count toward no limit."""
        return ASSETS / "models" in self.folder.parents

    def describe(self) -> dict[str, Any]:
        """The entry of the `/models` endpoint; nothing about where it lies."""
        facts = {name: value for name, value in asdict(self).items() if name not in ("folder", "base")}
        return {**facts, "languages": list(self.languages), "here": True}
