"""`python -m tests.benchmarks [--rows S1 S2] [--repeats 7] [--json FILE] [--against FILE]`: how fast it is, in ratios of one run.

`--against tests/benchmarks/RESULTS.md`, or a file of `--json`, says at the end what got worse, and ends with 1 then.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from tests.benchmarks import compare
from tests.benchmarks.measure import HEADINGS, Row, machine

MODULES = {
    "S1": "s1_typing",
    "S2": "s2_handler",
    "S3": "s3_bytes",
    "S3b": "s3b_page",
    "S4": "s4_heads",
    "S5": "s5_finetuning",
    "S6": "s6_start",
    "S7": "s7_load",
    "S8": "s8_memory",
    "S9": "s9_batches",
    "S10": "s10_gpu",
    "S11": "s11_ray",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rows", nargs="+", choices=MODULES, default=list(MODULES))
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--against", type=Path)
    arguments = parser.parse_args()
    before = compare.read(arguments.against) if arguments.against else []
    where = machine()
    tell(", ".join(f"{name} {value}" for name, value in where.items() if value not in ("", None)))
    tell(table([HEADINGS, ["---"] * len(HEADINGS)]))
    rows: list[Row] = []
    for name in arguments.rows:
        module = importlib.import_module(f"tests.benchmarks.{MODULES[name]}")
        for row in module.rows(arguments.repeats):
            rows.append(row)
            tell(table([row.cells()]))
    if arguments.json:
        told = {"machine": where, "repeats": arguments.repeats, "rows": [row.as_json() for row in rows]}
        arguments.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    now = [compare.of_row(row) for row in rows]
    if before:
        tell(compare.report(before, now))
    sys.exit(bool(compare.worse(before, now)))


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def table(lines: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    main()
