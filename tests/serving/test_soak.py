"""Two thirds of a minute of mixed work: nothing breaks, students are answered, and nothing is left behind. Half an hour: `python -m tests.benchmarks.soak 30`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.soak import EACH, STUDENTS, soak
from tests.running import running

SECONDS = 40
pytestmark = pytest.mark.bundled


def test_mixed_work_breaks_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "log.txt") as app:
        report = soak(app, SECONDS)
    assert not report.broken, report.broken[:5]
    assert len(report.waited) > STUDENTS * SECONDS / EACH / 4, f"students starve: {report}"
    assert any("finished" in name for name in report.finished), str(report)
    warm, rest = report.megabytes
    assert rest < 1.2 * warm + 100, f"memory does not come back: {report}"
    assert report.opened[-1] < report.opened[0] + 10, f"what was opened stays open: {report}"
