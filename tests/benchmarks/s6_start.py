"""S6: `python app.py` → the first page answers, against importing what it is built on."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack

from tests.benchmarks.measure import Row, in_turn, timed
from tests.benchmarks.servers import serving


def rows(repeats: int) -> list[Row]:
    def start(number: int) -> float:
        with ExitStack() as running:
            return timed(lambda: running.enter_context(serving("app.py")))

    def imports(number: int) -> float:
        return timed(
            lambda: subprocess.run([sys.executable, "-c", "import torch, transformers, gradio"], check=True)
        )

    found = in_turn({"start": start, "imports": imports}, repeats, warm_up=1)
    what = "python app.py → first page answers"
    return [Row("S6", what, found["start"], found["imports"], "import torch, transformers, gradio", 1.15)]
