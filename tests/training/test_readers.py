"""Tables of Chinese rows: quotation marks are text, parts are kept apart, what is missing is said."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bertdemo.training.readers import (
    CHINESE_TOPICS,
    FIELDS,
    HEADLINES,
    read_chinese_topics,
    read_moods,
    read_pairs,
    read_table,
)


@pytest.mark.parametrize("name", ["a.tsv", "a.tsv.gz"])
def test_quotation_marks_are_part_of_a_text(tmp_path: Path, name: str) -> None:
    table = 'sentence\tlabel\tcat\n"很好\t1\t书\n他说"不"\t0\t书\n""\t1\t"\n\n 一般 \t0\t书\n'
    path = tmp_path / name
    path.write_bytes(gzip.compress(table.encode()) if name.endswith("gz") else table.encode())
    assert read_table(path, ("0", "1")) == [('"很好', 1), ('他说"不"', 0), ('""', 1), ("一般", 0)]


def test_an_unknown_label_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("text\tlabel\n好\t2\n")
    with pytest.raises(ValueError, match="index"):
        read_table(tmp_path / "a.tsv", ("0", "1"))


def table(path: Path, rows: list[tuple[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "text\tlabel\n" + "".join(f"{text}\t{label}\n" for text, label in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def test_moods_of_three_sets(tmp_path: Path) -> None:
    for i, name in enumerate(("hotels", "takeaway", "shopping")):
        with pytest.raises(FileNotFoundError, match=rf"{name}_train\.tsv\.gz is missing: a table"):
            read_moods(tmp_path)
        table(tmp_path / "zh" / "moods" / f"{name}_train.tsv.gz", [(f"{name}好", "1"), (f"{name}差", "0")])
        table(tmp_path / "zh" / "moods" / f"{name}_dev.tsv", [(f"{name}新", str(i % 2))])
    train, held = read_moods(tmp_path)
    assert train == [
        (f"{name}{text}", label)
        for name in ("hotels", "takeaway", "shopping")
        for text, label in (("好", 1), ("差", 0))
    ]
    assert held == {
        "hotels": [("hotels新", 0)],
        "takeaway": [("takeaway新", 1)],
        "shopping": [("shopping新", 0)],
    }


def test_topics_of_two_sets_under_one_list_of_labels(tmp_path: Path) -> None:
    assert len(HEADLINES) == 10 and len(FIELDS) == 13 and len(set(CHINESE_TOPICS)) == 23
    for name, label in (("thucnews", "sports"), ("csl", "军事学")):
        for part in ("train", "dev"):
            table(tmp_path / "zh" / "topics" / f"{name}_{part}.tsv", [(f"{name} {part}", label)])
    train, held = read_chinese_topics(tmp_path)
    sports, army = CHINESE_TOPICS.index("sports"), 22
    assert train == [("thucnews train", sports), ("csl train", army)]
    assert held == {"headlines": [("thucnews dev", sports)], "titles": [("csl dev", army)]}


def test_where_chinese_data_comes_from_is_not_fetch(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"--data; bertdemo/training/README\.md says") as told:
        read_table(tmp_path / "zh" / "moods" / "a.tsv", ("0", "1"))
    assert "fetch" not in str(told.value)


def test_an_attribution_is_no_translation(tmp_path: Path) -> None:
    """Two lines of Tatoeba hold blanks in place of the first tab."""
    lines = ["Go.\t去。\tCC-BY 2.0 tatoeba.org #1", "We try. 我们来试试。\tCC-BY 2.0 tatoeba.org #2\t"]
    (tmp_path / "pairs.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    assert read_pairs(tmp_path / "pairs.tsv") == [("Go.", "去。")]
