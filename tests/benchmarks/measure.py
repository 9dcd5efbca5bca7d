"""What every row of the table needs: repeats after a warm-up, medians and spread, and where it ran."""

from __future__ import annotations

import os
import platform
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any

# Common words that are one word piece each, so that a sentence has as many tokens as it is asked to have.
WORDS = [
    "river",
    "bank",
    "money",
    "street",
    "animal",
    "dog",
    "house",
    "small",
    "green",
    "paper",
    "water",
    "light",
    "night",
    "morning",
    "school",
    "music",
    "garden",
    "summer",
    "winter",
    "story",
    "letter",
    "table",
    "window",
    "friend",
    "answer",
    "question",
    "number",
    "party",
    "road",
    "train",
    "ship",
    "island",
    "mountain",
    "forest",
    "bird",
    "fish",
    "horse",
    "bread",
    "milk",
    "sugar",
    "coffee",
    "doctor",
    "teacher",
    "student",
    "king",
    "queen",
    "army",
    "battle",
    "peace",
    "law",
    "court",
    "city",
    "town",
    "village",
    "market",
    "price",
    "trade",
    "book",
    "page",
    "line",
    "point",
    "game",
    "team",
    "player",
    "ball",
    "goal",
]


@dataclass(frozen=True)
class Sample:
    """Repeats of one measurement."""

    values: list[float]
    unit: str = "s"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        if self.unit == "bytes":
            return f"{self.median / 1000:,.0f} kB"
        low, high = min(self.values), max(self.values)
        if self.median < 1:
            return f"{1000 * self.median:.1f} ms ({1000 * low:.1f}–{1000 * high:.1f})"
        return f"{self.median:.2f} s ({low:.2f}–{high:.2f})"


def summed(one: Sample, other: Sample) -> Sample:
    """Of two works that follow one another, round by round."""
    return Sample([a + b for a, b in zip(one.values, other.values, strict=True)])


@dataclass(frozen=True)
class Row:
    """One line of the table: `measured` divided by `against`, and how large that may be."""

    id: str
    what: str
    measured: Sample
    against: Sample
    against_what: str
    goal: float | None  # None: for information
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return self.measured.median / self.against.median

    @property
    def met(self) -> bool | None:
        return None if self.goal is None else self.ratio <= self.goal

    def cells(self) -> list[str]:
        def share(value: float) -> str:
            return f"{value:.2f} ×" if value >= 0.1 else f"1/{1 / value:.0f}"

        goal = "" if self.goal is None else f"≤ {share(self.goal)}"
        met = {True: "yes", False: "no", None: ""}[self.met]
        return [
            self.id,
            self.what,
            str(self.measured),
            f"{self.against_what}: {self.against}",
            share(self.ratio),
            goal,
            met,
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "what": self.what,
            "unit": self.measured.unit,
            "median": self.measured.median,
            "values": self.measured.values,
            "against": {
                "what": self.against_what,
                "median": self.against.median,
                "values": self.against.values,
            },
            "ratio": self.ratio,
            "goal": self.goal,
            "met": self.met,
            **self.more,
        }


HEADINGS = ["id", "what", "measured", "against", "ratio", "goal", "met"]


def sentence(tokens: int, seed: object) -> str:
    """A sentence of so many tokens, [CLS] and [SEP] included, another one for every seed."""
    return " ".join(random.Random(str(seed)).choices(WORDS, k=tokens - 2))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(works: dict[str, Callable[[int], float]], repeats: int, warm_up: int = 2) -> dict[str, Sample]:
    """Every measurement in every round, so that a machine that slows down slows all of them; first rounds dropped."""
    values: dict[str, list[float]] = {name: [] for name in works}
    for number in range(-warm_up, repeats):
        for name, work in works.items():
            value = work(number)
            if number >= 0:
                values[name].append(value)
    return {name: Sample(found) for name, found in values.items()}


def machine() -> dict[str, Any]:
    """Where it ran, without its name."""
    import torch

    cuda = torch.cuda.get_device_name() if torch.cuda.is_available() else ""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": platform.machine(),
        "system": platform.system(),
        "gpu": cuda,
        "torch threads": torch.get_num_threads(),
        "load before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in ("torch", "transformers", "gradio", "bertviz")},
    }
