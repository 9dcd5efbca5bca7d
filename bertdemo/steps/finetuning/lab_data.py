"""What the lab learns from: a bundled set, pasted rows or a file, and what the page is told about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from bertdemo.bert.tokenization import ids_of
from bertdemo.errors import UserError
from bertdemo.rows.labelled import read_file, read_pasted
from bertdemo.rows.labelled_rows import Labelled
from bertdemo.rows.uploads import bytes_of, limits
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.finetuned import findings
from bertdemo.settings import ASSETS, Language, Settings
from bertdemo.text import Text

SETS = ASSETS / "datasets"
SHOWN_ROWS = 6


@dataclass(frozen=True)
class LabRows:
    """What was read of the rows to learn from."""

    said: str
    labels: list[tuple[str, int]]  # and the rows of each, the commonest first
    columns: tuple[str, ...]  # of a table; empty when there was none
    text_column: str
    label_column: str
    findings: list[str]  # what was repaired, left out or is worth knowing
    sample: list[tuple[str, str]]  # text and label of the first rows


def read_data(settings: Settings, source: dict[str, Any]) -> Labelled:
    """The rows that a visitor chose: a bundled set, pasted text, or a file in base64. Raises UserError."""
    most = limits(settings)
    columns = {name: str(source.get(name) or "") for name in ("text_column", "label_column")}
    kind = source.get("source")
    if kind == "set":
        path = next((path for path in SETS.glob("*.tsv") if path.stem == source.get("name")), None)
        if path is None:
            raise UserError("error.no_such_set", name=str(source.get("name"))[:40])
        # of our own table nothing has to be told
        return replace(read_file(path.read_bytes(), path.name, most), findings=())
    if kind == "file":
        content = bytes_of(source.get("content"), most)
        return read_file(content, str(source.get("name") or "")[:200], most, **columns)
    return read_pasted(str(source.get("text") or ""), most, **columns)


def rows_payload(text: Text, models: ModelBank, base: str, data: Labelled) -> LabRows:
    """Labels, columns, findings, the first rows, and what the vocabulary of the base does not know."""
    counts = Counter(row.label for row in data.rows)
    encoded = ids_of(models(base).tokenizer, [row.text for row in data.rows])
    pieces = sum(len(ids) - 2 for ids in encoded)
    return LabRows(
        said=text(
            "finetuning.lab.says.read",
            rows=len(data.rows),
            labels=len(data.labels),
            pieces=f"{pieces / max(1, len(encoded)):.0f}",
            label=data.labels[0],
            share=text.percent(counts[data.labels[0]] / len(data.rows)),
        ),
        labels=[(label, counts[label]) for label in data.labels],
        columns=data.columns,
        text_column=data.text_column,
        label_column=data.label_column,
        findings=[text(one.key, **one.values) for one in findings(models, base, data, encoded)],
        sample=[(row.text[:200], row.label) for row in data.rows[:SHOWN_ROWS]],
    )


def sets(text: Text, language: Language) -> list[tuple[str, str]]:
    """Names of the bundled sets and their rows: those in a language on top, and of these the easiest."""
    easiest = ("reviews.en", "spam.zh")
    files = sorted(
        SETS.glob("*.tsv"),
        key=lambda path: (not path.stem.endswith(language), path.stem not in easiest, path.stem),
    )
    names = []
    for path in files:
        name, rows = path.stem.replace(".", "_"), len(path.read_text("utf-8").splitlines()) - 1
        names.append((path.stem, text(f"finetuning.lab.says.set.{name}") + f" · {rows}"))
    return names
