"""Labelled rows from whatever a visitor brings: read, repaired, refused; nothing lost silently, nothing run."""

from __future__ import annotations

import contextlib
import io
import json
import time
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bertdemo.bert.labelled import Labelled, Limits, check_rows, read_file, read_pasted
from bertdemo.settings import ASSETS
from bertdemo.text import LANGUAGES, Text, UserError

LIMITS = Limits()
PAIRS = [
    (f"This film number {i} was {'lovely' if i % 2 else 'dreadful'}, I think.", "good" if i % 2 else "bad")
    for i in range(20)
]
COUNTED = ("no_text", "no_label", "long_label", "doubles", "torn", "few")


def tsv(rows: list[Any], header: str = "text\tlabel\n") -> bytes:
    return (header + "".join("\t".join(row) + "\n" for row in rows)).encode()


def keys(found: Labelled) -> set[str]:
    return {finding.key.removeprefix("labelled.") for finding in found.findings}


def pairs(found: Labelled) -> list[tuple[str, str]]:
    return [(row.text, row.label) for row in found.rows]


def told(error: Any) -> str:
    for language in LANGUAGES:
        assert Text(language).message(error.value)
    return str(error.value.key)


def holds(found: Labelled) -> None:
    """What is true of everything that was read."""
    counted = 0
    for finding in found.findings:
        for language in LANGUAGES:
            assert Text(language)(finding.key, **finding.values)
        if finding.key.removeprefix("labelled.") in COUNTED and finding.key != "labelled.few":
            counted += int(str(finding.values["count"]))
        if finding.key == "labelled.sample":
            counted += int(str(finding.values["all"])) - len(found.rows)
        if finding.key == "labelled.few":
            counted += int(str(finding.values["count"]))
    assert found.seen == len(found.rows) + found.dropped
    assert found.dropped == counted, "every row is kept or counted"
    assert 2 <= len(found.labels) <= LIMITS.labels and len(found.rows) >= 8
    assert {row.label for row in found.rows} == set(found.labels)
    assert len({row.text for row in found.rows}) == len(found.rows)


@pytest.mark.parametrize("path", sorted((ASSETS / "datasets").glob("*.tsv")), ids=lambda path: path.stem)
def test_the_bundled_sets_need_no_repair(path: Any) -> None:
    found = read_file(path.read_bytes(), path.name, LIMITS)
    assert len(found.rows) >= 200 and keys(found) == {"header"} and found.dropped == 0
    counts = [sum(row.label == label for row in found.rows) for label in found.labels]
    assert max(counts) <= 1.5 * min(counts)
    assert (found.text_column, found.label_column) == ("text", "label")


def test_there_are_enough_sets_in_both_languages() -> None:
    names = {path.stem for path in (ASSETS / "datasets").glob("*.tsv")}
    assert len(names) >= 9 and {name.split(".")[1] for name in names} == set(LANGUAGES)


@pytest.mark.parametrize(
    "kind",
    ["csv", "tsv", "semicolon", "jsonl", "json", "records", "pairs", "fasttext", "colons", "label first"],
)
def test_every_format_gives_the_same_rows(kind: str) -> None:
    frame = pd.DataFrame(PAIRS, columns=["text", "label"])
    made = {
        "csv": frame.to_csv(index=False),
        "tsv": frame.to_csv(index=False, sep="\t"),
        "semicolon": frame.to_csv(index=False, sep=";"),
        "jsonl": frame.to_json(orient="records", lines=True),
        "json": frame.to_json(orient="records"),
        "records": frame.rename(columns={"text": "内容", "label": "标签"}).to_json(
            orient="records", force_ascii=False
        ),
        "pairs": "\n".join(json.dumps(pair) for pair in PAIRS),
        "fasttext": "\n".join(f"__label__{label} {text}" for text, label in PAIRS),
        "colons": "\n".join(f"{label}: {text}" for text, label in PAIRS).replace(",", ""),
        "label first": "\n".join(f"{label}\t{text}" for text, label in PAIRS),
    }[kind]
    found = read_pasted(made, LIMITS)
    holds(found)
    assert pairs(found) == [
        (text.replace(",", ""), label) if kind == "colons" else (text, label) for text, label in PAIRS
    ]


def test_cells_with_lines_quotes_and_commas() -> None:
    rows = [(f'He said "well, {i}"\nand left.', label) for i, (_, label) in enumerate(PAIRS)]
    data = pd.DataFrame(rows, columns=["review", "sentiment"]).to_csv(index=False).encode()
    assert pairs(read_file(data, "x.csv", LIMITS)) == rows


@pytest.mark.parametrize(
    ("encoding", "said"), [("gb18030", "GB18030"), ("utf-16", "UTF-16"), ("utf-8-sig", "")]
)
def test_chinese_in_every_encoding(encoding: str, said: str) -> None:
    rows = [
        (f"这部电影第{i}次看还是很好看", "正面") if i % 2 else (f"第{i}部，太无聊了", "负面")
        for i in range(20)
    ]
    found = read_file(tsv(rows, "文本\t标签\n").decode().encode(encoding), "x.csv", LIMITS)
    assert pairs(found) == rows
    assert [f.values["encoding"] for f in found.findings if f.key == "labelled.encoding"] == (
        [said] if said else []
    )


def test_western_letters_in_an_old_encoding() -> None:
    rows = [
        (f"Très déçu, numéro {i}, à éviter" if i % 2 else f"Très joli, numéro {i}", "non" if i % 2 else "oui")
        for i in range(20)
    ]
    found = read_file(tsv(rows).decode().encode("cp1252"), "x.tsv", LIMITS)
    assert pairs(found) == rows and "encoding" in keys(found)


def test_repairs_are_told() -> None:
    rows = [
        *PAIRS,
        ("", "good"),
        ("A film without a label.", ""),
        PAIRS[0],
        ("Two minds.", "good"),
        ("Two minds.", "bad"),
    ]
    rows += [
        ("A lonely row with a lonely label.", "ugly"),
        ('=HYPERLINK("http://x")', "bad"),
        ("<script>alert(1)</script> bad", "bad"),
    ]
    rows += [("bell \x07 film", "GOOD"), ("word " * 1500, "bad"), ("A label that is a text", "x" * 80)]
    found = read_file(tsv(rows), "x.tsv", LIMITS)
    holds(found)
    wanted = {
        "no_text",
        "no_label",
        "doubles",
        "torn",
        "few",
        "formula",
        "script",
        "control",
        "long",
        "joined",
        "long_label",
    }
    assert keys(found) == wanted | {"header"}
    texts = dict(pairs(found))
    assert texts['=HYPERLINK("http://x")'] == "bad", "kept as text"
    assert texts["bell   film"] == "good"
    assert any(len(text.split()) == 1000 for text in texts)
    assert not {"Two minds.", "", "A film without a label."} & set(texts)


def test_a_header_twice_and_ragged_rows() -> None:
    lines = (
        ["text,text,label"]
        + [f"film {i},more of it,{'a' if i % 2 else 'b'}" for i in range(20)]
        + ["film x,one", "film y,two,a,too,many"]
    )
    found = read_pasted("\n".join(lines), LIMITS)
    assert found.columns == ("text", "text.2", "label") and {"header_twice", "ragged"} <= keys(found)
    other = read_pasted("\n".join(lines[:21]).replace("more of it", "more"), LIMITS, "text", "label")
    assert other.text_column == "text" and len(other.rows) == 20
    with pytest.raises(UserError) as error:
        read_pasted("\n".join(lines), LIMITS, "nothing", "label")
    assert told(error) == "error.rows_no_column"


def test_unquoted_commas_stay_in_the_text() -> None:
    lines = [
        f"A film, number {i}, long, and {'fine' if i % 2 else 'bad'}, {'good' if i % 2 else 'bad'}"
        for i in range(20)
    ]
    lines += [f"A short one {i}, good" for i in range(5)]
    found = read_pasted("\n".join(lines), LIMITS)
    assert set(found.labels) == {"good", "bad"} and len(found.rows) == 25


def test_more_rows_than_fit_are_a_fair_sample() -> None:
    rows = [(f"text number {i}", "a" if i % 4 else "b") for i in range(6000)]
    found = read_file(tsv(rows), "x.tsv", LIMITS)
    holds(found)
    assert len(found.rows) == 2000 and "sample" in keys(found)
    assert sum(row.label == "b" for row in found.rows) == pytest.approx(500, abs=5)
    assert found == read_file(tsv(rows), "x.tsv", LIMITS)


def test_imbalance_is_told() -> None:
    rows = [(f"text number {i}", "common" if i % 10 else "rare") for i in range(100)]
    finding = next(f for f in read_file(tsv(rows), "x.tsv", LIMITS).findings if f.key == "labelled.imbalance")
    assert finding.values == {"label": "common", "share": "90%"}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (tsv([(f"text {i}", "same") for i in range(30)]), "error.rows_one_label"),
        (tsv([(f"text {i}", str(i)) for i in range(1000)]), "error.rows_many_labels"),
        (tsv([("alike", "a")] * 30), "error.rows_alike"),
        (tsv(PAIRS[:5]), "error.rows_few"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "error.rows_binary"),
        (b"PK\x03\x04" + bytes(1000), "error.rows_binary"),
        (bytes(range(256)) * 100, "error.rows_binary"),
        (b"", "error.rows_none"),
        (b"  \n\n ", "error.rows_none"),
        (b"just one line of text without anything", "error.rows_one_column"),
        (tsv([("", "a"), ("", "b")] * 10), "error.rows_none"),
        (b"x" * (10 * 2**20 + 1), "error.rows_too_large"),
        (",".join("abc" for _ in range(1000)).encode() + b"\n" + b"," * 999, "error.rows_too_wide"),
    ],
)
def test_what_cannot_be_learned_from_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(UserError) as error:
        read_file(data, "rows.csv", LIMITS)
    assert told(error) == key


@pytest.mark.parametrize(
    "data",
    [
        b'"' * (5 * 2**20),
        b"a," * (2 * 2**20),
        b"a,b\n" * 2**20,
        b"[" * 2**20,
        b'{"a":' * 2**18,
        b"word " * 2**20,
        b'"a,b\n' * 2**18,
        b"\n" * (4 * 2**20),
        b"x:" * 2**20,
        ("a" * 30 + ":").encode() * 2**15,
    ],
    ids=lambda data: repr(data[:8]),
)
def test_large_nonsense_ends_soon(data: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(UserError):
        read_file(data, "rows.csv", LIMITS)
    assert time.monotonic() - began < 15


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        holds(read_file(data, "rows.csv", LIMITS))
    except UserError as error:
        told(pytest.ExceptionInfo.from_exception(error))


line = st.tuples(st.text(max_size=30), st.sampled_from(["a", "b", "A", "", " b"]))


@settings(max_examples=200, deadline=None)
@given(st.lists(line, max_size=40))
def test_any_rows_are_kept_or_counted(rows: list[tuple[str, str]]) -> None:
    with contextlib.suppress(UserError):
        holds(check_rows([list(row) for row in rows], LIMITS))
    buffer = io.StringIO()
    pd.DataFrame(rows, columns=["text", "label"]).to_csv(buffer, index=False)
    with contextlib.suppress(UserError):
        holds(read_pasted(buffer.getvalue(), LIMITS))


@pytest.mark.parametrize(
    "rows", [None, "text", [["a"]], [["a", "b", "c"]], [[1, "a"]], [{"a": 1}], [["a", None]], []]
)
def test_what_is_no_list_of_pairs(rows: Any) -> None:
    with pytest.raises(UserError):
        check_rows(rows, LIMITS)


def test_numbers_may_be_labels() -> None:
    found = check_rows([[text, int(label == "good")] for text, label in PAIRS], LIMITS)
    assert found.labels == ("0", "1")
