"""`python -m tests.benchmarks.compare OLD NEW`: what got worse between two runs, each a file of `--json` or RESULTS.md.

Only ratios are compared, since absolute times swing from machine to machine. Ends with 1 when something got worse.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import HEADINGS, Row

SWINGS = 1.15  # of a time's ratio between two runs of the same code on quiet cores
COUNTED = 1.02  # of what is counted and not timed: bytes
RATIO = re.compile(r"(?:1/(?P<part>[\d.,]+)|(?P<times>[\d.]+) ×)")


@dataclass(frozen=True)
class Told:
    """A row of a run: what was measured, against what, and how it came out."""

    id: str
    what: str
    against: str
    ratio: float
    met: bool | None  # None where there is no goal
    counted: bool  # bytes: they do not swing

    @property
    def key(self) -> tuple[str, str, str]:
        return self.id, self.what, self.against


def of_row(row: Row) -> Told:
    return Told(row.id, row.what, row.against_what, row.ratio, row.met, row.measured.unit == "bytes")


def of_json(row: dict[str, Any]) -> Told:
    return Told(
        row["id"], row["what"], row["against"]["what"], row["ratio"], row["met"], row["unit"] == "bytes"
    )


def of_line(line: str) -> Told | None:
    """A line of a table; None for any other. Raises ValueError for a row without a ratio."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if not line.startswith("| S") or len(cells) != len(HEADINGS):
        return None
    name, what, measured, against, ratio, _, met = cells
    found = RATIO.fullmatch(ratio)
    if not found:
        raise ValueError(f"no ratio in {line!r}")
    value = 1 / float(found["part"].replace(",", "")) if found["part"] else float(found["times"])
    return Told(
        name,
        what,
        against.rsplit(": ", 1)[0],
        value,
        {"yes": True, "no": False}.get(met),
        measured.endswith("kB"),
    )


def read(path: Path) -> list[Told]:
    """All rows of a file. Raises ValueError when it has none."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        rows = [of_json(row) for row in json.loads(text)["rows"]]
    else:
        rows = [told for line in text.splitlines() if (told := of_line(line))]
    if not rows:
        raise ValueError(f"no rows in {path.name}")
    return rows


def worse(before: Iterable[Told], now: Iterable[Told]) -> list[str]:
    """A line for each row that got worse: by more than it swings, or so that its goal is met no longer."""
    known = {told.key: told for told in before}  # of rows that were measured twice the later
    found = []
    for told in now:
        old = known.get(told.key)
        if old is None:
            continue
        lost = bool(old.met) and told.met is False
        grown = told.ratio / old.ratio
        if lost or grown > (COUNTED if told.counted else SWINGS):
            found.append(
                f"{told.id} {told.what}: {told.ratio:.3g} × {told.against}, {old.ratio:.3g} × before "
                f"({100 * (grown - 1):+.0f} %){', its goal is met no longer' * lost}"
            )
    return found


def report(before: list[Told], now: list[Told]) -> str:
    """What got worse, and of how many rows both runs tell."""
    both = {told.key for told in before} & {told.key for told in now}
    found = worse(before, now)
    return "\n".join([f"{len(found)} of {len(both)} rows that both runs have got worse", *found])


def main() -> None:
    before, now = (read(Path(name)) for name in sys.argv[1:3])
    sys.stdout.write(report(before, now) + "\n")
    sys.exit(bool(worse(before, now)))


if __name__ == "__main__":
    main()
