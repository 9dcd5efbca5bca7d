"""Two runs of the benchmarks are compared: what got worse is said, and what only swings is not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import compare
from tests.benchmarks.compare import Told, of_line, of_row, read, report, worse
from tests.benchmarks.measure import Row, Sample

RESULTS = Path(compare.__file__).with_name("RESULTS.md")


def row(ratio: float, goal: float | None = 1.25, unit: str = "s", what: str = "handler") -> Row:
    return Row("S2", what, Sample([ratio, ratio, ratio], unit), Sample([1.0], unit), "bare encoder", goal)


@pytest.mark.parametrize("ratio", [0.004, 0.31, 1.16, 29.6])
@pytest.mark.parametrize("unit", ["s", "bytes"])
@pytest.mark.parametrize("goal", [None, 1.0])
def test_a_line_of_the_table_says_what_its_row_says(ratio: float, unit: str, goal: float | None) -> None:
    one = row(ratio, goal, unit)
    told = of_line(f"| {' | '.join(one.cells())} |")
    assert told and told.ratio == pytest.approx(one.ratio, rel=0.02)
    assert (told.key, told.met, told.counted) == (of_row(one).key, one.met, unit == "bytes")


def test_the_table_that_is_kept_can_be_read_and_is_no_worse_than_itself() -> None:
    rows = read(RESULTS)
    assert {"S1", "S2", "S3", "S3b", "S4", "S6", "S9", "S10", "S11"} <= {told.id for told in rows}
    (typed,) = (told for told in rows if told.id == "S3b" and "cold" in told.what)
    assert typed.counted and 0.5 < typed.ratio < 1.5
    assert not worse(rows, rows)


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        (row(1.0), row(1.1), ""),
        (row(1.0), row(1.2), "1.2 × bare encoder, 1 × before (+20 %)"),
        (row(1.2), row(1.26), "its goal is met no longer"),
        (row(1.3), row(1.35), ""),
        (row(1.3), row(0.9), ""),
        (row(1.0, unit="bytes"), row(1.01, unit="bytes"), ""),
        (row(1.0, unit="bytes"), row(1.1, unit="bytes"), "(+10 %)"),
        (row(1.0), row(9.0, what="another"), ""),
    ],
)
def test_what_got_worse(before: Row, now: Row, says: str) -> None:
    found = worse([of_row(before)], [of_row(now)])
    assert len(found) == bool(says) and says in "".join(found)


def test_a_run_is_compared_from_the_command_line(tmp_path: Path) -> None:
    def written(name: str, rows: list[Row]) -> str:
        told: dict[str, Any] = {"rows": [one.as_json() for one in rows]}
        (tmp_path / name).write_text(json.dumps(told), "utf-8")
        return str(tmp_path / name)

    def compared(*files: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "tests.benchmarks.compare", *files]
        ran = subprocess.run(command, cwd=RESULTS.parents[2], capture_output=True, text=True, timeout=60)
        return ran.returncode, ran.stdout + ran.stderr

    old, new = written("old.json", [row(1.0)]), written("new.json", [row(2.0)])
    assert compared(old, new) == (
        1,
        "1 of 1 rows that both runs have got worse\nS2 handler: 2 × bare encoder, 1 × before (+100 %), its goal is met no longer\n",
    )
    assert compared(new, old) == (0, "0 of 1 rows that both runs have got worse\n")
    (tmp_path / "empty.md").write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="no rows"):
        read(tmp_path / "empty.md")
    assert report([], [Told("S1", "a", "b", 1.0, None, False)]).startswith("0 of 0")
