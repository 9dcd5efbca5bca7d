"""Labelled rows from whatever a visitor brings: read, repaired, refused; nothing lost silently, nothing run."""

from __future__ import annotations

import contextlib
import io
import json
import time
from contextlib import suppress
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bertdemo.errors import UserError
from bertdemo.rows.labelled import check_rows, read_file, read_pasted, read_texts
from bertdemo.rows.labelled_rows import Labelled, Limits
from bertdemo.settings import ASSETS, LANGUAGES
from bertdemo.text import Text
from tests.refusals import refusal

LIMITS = Limits()
PAIRS = [
    (f"This film number {i} was {'lovely' if i % 2 else 'dreadful'}, I think.", "good" if i % 2 else "bad")
    for i in range(20)
]
COUNTED = ("broken", "no_text", "no_label", "long_label", "doubles", "torn", "few")


def tsv(rows: list[Any], header: str = "text\tlabel\n") -> bytes:
    return (header + "".join("\t".join(row) + "\n" for row in rows)).encode()


def keys(found: Labelled) -> set[str]:
    return {finding.key.removeprefix("labelled.") for finding in found.findings}


def pairs(found: Labelled) -> list[tuple[str, str]]:
    return [(row.text, row.label) for row in found.rows]


def told(error: Any) -> str:
    for language in LANGUAGES:
        assert Text(language).message(error.value).encode("utf-8"), "a lone surrogate reaches no page"
    return str(error.value.key)


def holds(found: Labelled) -> None:
    """What is true of everything that was read."""
    counted = 0
    for finding in found.findings:
        for language in LANGUAGES:
            assert Text(language)(finding.key, **finding.values).encode("utf-8")
        if finding.key.removeprefix("labelled.") in COUNTED:
            counted += int(str(finding.values["count"]))
        if finding.key == "labelled.sample":
            counted += int(str(finding.values["all"])) - len(found.rows)
    assert found.seen == len(found.rows) + found.dropped
    assert found.dropped == counted, "every row is kept or counted"
    assert 2 <= len(found.labels) <= LIMITS.labels and len(found.rows) >= 8
    counts = [sum(row.label == label for row in found.rows) for label in found.labels]
    assert min(counts) >= 2 and sum(counts) == len(found.rows) and counts == sorted(counts, reverse=True)
    assert all(row.text.strip() == row.text != "" and row.label.strip() for row in found.rows)
    "".join((*found.columns, *found.labels, *(row.text for row in found.rows))).encode("utf-8")
    if found.columns:
        assert {found.text_column, found.label_column} <= set(found.columns)
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
    assert len(names) >= 8 and {name.split(".")[1] for name in names} == set(LANGUAGES)


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
    with pytest.raises(UserError) as error:
        read_pasted("\n".join(lines), LIMITS, "label", "label")
    assert told(error) == "error.rows_same_column"


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
        (bytes(range(256)) * 100, "error.rows_no_text_file"),
        (tsv(PAIRS).decode().encode("utf-32-le"), "error.rows_no_text_file"),
        (json.dumps([{"text": "x", "label": "y"}] * 30).encode()[:-9], "error.rows_json"),
        (b'{"text": "x", "label": ' * 50, "error.rows_json"),
        (tsv([(f"text {i}", f"label {i}") for i in range(15)]), "error.rows_labels_once"),
        (tsv([("alike", "a"), ("other", "b")] * 30), "error.rows_alike"),
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
        b"{}" * (5 * 2**20),
        b'{"a":1}\n{"a' * (10 * 2**20 // 12),
        b"x __label__" * (10 * 2**20 // 11),
        b"'a b',c\n'd" * (9 * 2**17),
        "服,务“\n".encode("gb18030") * 2**19,
        b'a,b,"c d, e"' * (10 * 2**20 // 12),
        b'a","b\n' * 2**17,  # each line opens a quotation that reaches to the end
        b"[" + b"{}," * (3 * 2**20) + b"{}]",
        b"x,y,c" + b"," * (9 * 2**20) + b"\na,b" * 20,
        ("<" + " " * 2**20 + "\tx\n" + "= " * 2**19 + "\ty").encode(),
    ],
    ids=lambda data: repr(data[:8]),
)
def test_large_nonsense_ends_soon(data: bytes) -> None:
    began = time.thread_time()
    with suppress(UserError):
        read_file(data[: len(data) // 4], "rows.csv", LIMITS)
    quarter = time.thread_time() - began
    began = time.thread_time()
    with pytest.raises(UserError):
        read_file(data, "rows.csv", LIMITS)
    whole = time.thread_time() - began
    assert whole < 8 * quarter + 1  # it grows with the length; with its square it would be sixteen times


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


def said(found: Labelled, key: str) -> dict[str, object]:
    return next(finding.values for finding in found.findings if finding.key == f"labelled.{key}")


def lines_of(rows: list[tuple[str, str]], between: str) -> list[str]:
    return [f"{text}{between}{label}" for text, label in rows]


@pytest.mark.parametrize(
    "stray", ['"A 6 inch pipe,good', 'A 6" pipe,good', '"He said "no",good', 'A "pipe",good']
)
@pytest.mark.parametrize("place", [1, 10, 20])
def test_a_stray_quotation_mark_swallows_no_rows(stray: str, place: int) -> None:
    rows = [(text + "\nand, on a second line, more", label) for text, label in PAIRS]
    whole = [f'"{text}",{label}' for text, label in rows]
    found = read_pasted("\n".join(["text,label", *whole[:place], stray, *whole[place:]]), LIMITS)
    holds(found)
    own = pairs(found)
    assert own.pop(place)[1] == "good" and own == rows
    assert ("quotes" in keys(found)) == stray.startswith('"')


@pytest.mark.parametrize("header", ["text,label", "id,text,label", "label,text"])
def test_commas_that_nobody_quoted_never_move_a_label(header: str) -> None:
    rows = [
        (f"A film, number {i},{' long,' * (i % 3)} and so on", "good" if i % 2 else "bad") for i in range(20)
    ]
    whole = {
        "text,label": [f"{text},{label}" for text, label in rows],
        "id,text,label": [f"{i},{text},{label}" for i, (text, label) in enumerate(rows)],
        "label,text": [f"{label},{text}" for text, label in rows],
    }[header]
    found = read_pasted("\n".join([header, *whole]), LIMITS)
    holds(found)
    assert pairs(found) == rows and said(found, "ragged") == {"count": 20, "lines": "2, 3, 4, …"}


def test_lines_of_a_table_with_one_ragged_row_keep_their_tabs() -> None:
    found = read_pasted(
        "\n".join([*lines_of(PAIRS, "\t"), "no label here"]), LIMITS
    )  # one comma in each text
    holds(found)
    assert pairs(found) == PAIRS and said(found, "no_label") == {"count": 1, "lines": "21"}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([f"{label}: {text}" for text, label in PAIRS], PAIRS),  # a comma in each text cuts nothing
        ([f"{'好' if i % 2 else '坏'}：第{i}部电影" for i in range(20)], None),
        ([f"第{i}部电影，{'好' if i % 2 else '坏'}" for i in range(20)], None),
        ([f'{label}, "{text}"' for text, label in PAIRS], PAIRS),
        ([f'"{text}", "{label}"' for text, label in PAIRS], PAIRS),
        ([f"{text} | {label}" for text, label in PAIRS], PAIRS),
        (
            [f"{i},en,{label},A film numbered {i} here" for i, (_, label) in enumerate(PAIRS)],
            "A film numbered {i} here",
        ),
        ([f"Ann: hello {i}, friendly\nBob: get out {i}, rude" for i in range(10)], "dialogue"),
    ],
    ids=[
        "colons",
        "chinese colons",
        "chinese commas",
        "label first",
        "spaces",
        "pipes",
        "four columns",
        "dialogue",
    ],
)
def test_pasted_lines(made: list[str], expected: Any) -> None:
    found = read_pasted("\n".join(made), LIMITS)
    holds(found)
    if expected is None:
        expected = [(f"第{i}部电影", "好" if i % 2 else "坏") for i in range(20)]
    elif expected == "dialogue":
        expected = [
            one for i in range(10) for one in ((f"Ann: hello {i}", "friendly"), (f"Bob: get out {i}", "rude"))
        ]
    elif isinstance(expected, str):
        expected = [(expected.format(i=i), label) for i, (_, label) in enumerate(PAIRS)]
    assert pairs(found) == expected


def test_lines_without_columns_have_none() -> None:
    found = read_pasted("\n".join(f"__label__{label} {text}" for text, label in PAIRS), LIMITS)
    assert (found.columns, found.text_column, found.label_column) == ((), "", "")


@pytest.mark.parametrize("order", ["sorted", "in turns"])
def test_the_label_column_is_found_in_any_order(order: str) -> None:
    kinds = ["neg" if (i < 900 if order == "sorted" else i % 2) else "pos" for i in range(1500)]
    data = "x\ty\tz\n" + "".join(f"a longer text number {i}\ten\t{kind}\n" for i, kind in enumerate(kinds))
    found = read_pasted(data, LIMITS)
    assert (found.text_column, found.label_column) == ("x", "z")
    assert found.seen == 1500 and found.dropped == 0


def test_names_of_columns_count_more_than_what_stands_in_them() -> None:
    frame = pd.DataFrame(
        [(f"{text} {text} {text}", text, label, "en") for text, label in PAIRS],
        columns=["notes", "review_text", "Sentiment", "lang"],
    )
    found = read_pasted(frame.to_csv(), LIMITS)
    assert (found.text_column, found.label_column) == ("review_text", "Sentiment")
    assert found.columns[0] == "1", "a column without a name is called by its place"
    other = read_pasted(frame.to_csv(), LIMITS, text_column="notes")
    assert (other.text_column, other.label_column) == ("notes", "Sentiment")


def test_a_header_in_sentences_and_one_that_comes_again() -> None:
    table = "\n".join(lines_of(PAIRS, "\t"))
    asked = read_pasted("What did they say to you?\tWhich kind was that?\n" + table, LIMITS)
    assert pairs(asked) == PAIRS and "header" in keys(asked)
    twice = read_pasted(f"text\tlabel\n{table}\ntext\tlabel\n", LIMITS)
    holds(twice)
    assert pairs(twice) == PAIRS and said(twice, "few")["example"] == "label"
    assert "no_header" in keys(read_pasted(table, LIMITS))


def test_a_text_may_be_called_text() -> None:
    rows = [*PAIRS, ("text", "good")]
    assert pairs(read_file(tsv(rows), "x.tsv", LIMITS)) == rows


def test_lines_are_counted_as_an_editor_does() -> None:
    made = '\n\ntext\tlabel\n"two\nlines"\tgood\n\n\tbad\n' + "\n".join(lines_of(PAIRS, "\t"))
    assert said(read_pasted(made, LIMITS), "no_text") == {"count": 1, "lines": "7"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(end: str) -> None:
    made = end.join(["text\tlabel", *lines_of(PAIRS, "\t")])
    for found in (read_pasted(made, LIMITS), read_file(made.encode(), "x.tsv", LIMITS)):
        assert pairs(found) == PAIRS and keys(found) == {"header"}


def test_json_with_broken_and_odd_lines() -> None:
    good = [
        json.dumps({"text": f"{text}\u2028\x85more", "label": label}, ensure_ascii=False)
        for text, label in PAIRS
    ]
    odd = [*good[:3], "{broken", *good[3:], '["a pair", "good"]', "7"]
    found = read_pasted("\n".join(odd), LIMITS)
    holds(found)
    assert len(found.rows) == 20 and said(found, "broken") == {"count": 3, "lines": "4, 22, 23"}
    held = read_pasted(
        json.dumps({"data": [{"text": text, "label": label} for text, label in PAIRS]}), LIMITS
    )
    assert pairs(held) == PAIRS


def test_rows_of_empty_cells_are_counted() -> None:
    made = "text,label\n" + "\n".join(f"film {i},{'a' if i % 2 else 'b'}" for i in range(20)) + "\n,\n,,,\n"
    found = read_pasted(made, LIMITS)
    holds(found)
    assert found.seen == 22 and said(found, "no_text") == {"count": 2, "lines": "22, 23"}


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    rows = [(f"这部电影第{i}次看还是很好看", "正面" if i % 2 else "负面") for i in range(20)]
    for encoding, extra in (("utf-8", b"\xff"), ("gb18030", b"\xff\xff")):
        data = tsv(rows).decode().encode(encoding).replace(b"\t", extra + b"\t", 2)
        found = read_file(data, "x.tsv", LIMITS)
        holds(found)
        assert pairs(found)[1:] == rows[1:]
        assert str(said(found, "undecoded")["encoding"]).lower() == encoding


@pytest.mark.parametrize("word", ["créée", "Ärger über Öl", "“quoted” – naïve", "señor ¿qué?"])
def test_western_words_are_not_taken_for_chinese(word: str) -> None:
    rows = [(f"{word} {i}", "oui" if i % 2 else "non") for i in range(20)]
    found = read_file(tsv(rows).decode().encode("cp1252"), "x.tsv", LIMITS)
    assert pairs(found) == rows and said(found, "encoding") == {"encoding": "Windows-1252"}


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "utf-16-be", "utf-8"])
def test_byte_order_marks(encoding: str) -> None:
    mark = "" if encoding in ("utf-32", "utf-16") else "\ufeff"
    assert pairs(read_file((mark + tsv(PAIRS).decode()).encode(encoding), "x", LIMITS)) == PAIRS


def test_every_label_stays_in_a_sample() -> None:
    rows = [(f"text number {i}", "big") for i in range(6000)]
    rows += [(f"rare text {kind} {i}", f"kind {kind}") for kind in range(19) for i in range(2)]  # at the end
    found = read_file(tsv(rows), "x.tsv", LIMITS)
    holds(found)
    assert len(found.rows) == 2000 and len(found.labels) == 20


def test_long_texts_without_spaces_are_cut_and_told() -> None:
    rows = [
        ("很好" * 1000 + str(i), "a") if i == 3 else (f"第{i}条短评", "b" if i % 2 else "a")
        for i in range(20)
    ]
    rows[5] = ("x" * 10**5, "a")
    found = read_file(tsv(rows), "x.tsv", LIMITS)
    holds(found)
    assert said(found, "long") == {"count": 2, "words": 1000}
    assert found.rows[3].text == "很好" * 500 and len(found.rows[5].text) == 20_000


@pytest.mark.parametrize(
    "row", ["<" + " " * 60_000 + "x", "=" + " " * 60_000 + "x", "+" * 60_000, "a" + " " * 60_000 + ":"]
)
def test_no_pattern_takes_long_over_a_row(row: str) -> None:
    """The pattern for scripts once took two minutes over the first of these."""
    began = time.thread_time()
    holds(check_rows([[row, "good"], *map(list, PAIRS)], LIMITS))
    read_pasted("\n".join([f"{row}\tgood", *lines_of(PAIRS, "\t")]), LIMITS)
    assert time.thread_time() - began < 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("=1+1", "formula"),
        ("=SUM(A1:A3)", "formula"),
        ("=cmd|' /C calc'!A0", "formula"),
        ("-2+3+cmd|' /C calc'!A0", "formula"),
        ("@SUM(1+1)", "formula"),
        ("a <SCRIPT src=x>", "script"),
        ("<img src=x onerror=alert(1)>", "script"),
        ("- a fine film (really)", ""),
        ("= good", ""),
        ("+1 for this!", ""),
        ("@anna liked it", ""),
        ("I <3 it", ""),
    ],
)
def test_formulas_and_scripts_stay_text(text: str, key: str) -> None:
    found = check_rows([[text, "good"], *map(list, PAIRS)], LIMITS)
    assert found.rows[0].text == text and keys(found) == ({key} if key else set())


def test_labels_that_differ_in_capitals_or_spaces_are_one() -> None:
    rows = [[f"text {i}", ["spam", "Spam", "spam ", "ham"][i % 4]] for i in range(20)]
    found = check_rows(rows, LIMITS)
    assert found.labels == ("spam", "ham")
    assert said(found, "joined") == {"count": 1, "example": "“Spam” / “spam” / “spam ”"}


def test_surrogates_and_control_characters_become_spaces_and_are_told() -> None:
    made = lines_of(PAIRS, "\t")
    found = read_pasted("\n".join(["one \ud800 here\tgood", "null \0 there\tbad", *made]), LIMITS)
    holds(found)
    assert said(found, "control") == {"count": 2}
    assert [row.text for row in found.rows[:2]] == ["one   here", "null   there"]
    holds(read_pasted("te\ud800xt\tlabel\n" + "\n".join(made), LIMITS))


def test_texts_of_marks_are_texts_and_invisible_ones_are_not() -> None:
    found = check_rows([["!!!", "good"], ["😀", "good"], ["\u200b\ufeff", "bad"], *map(list, PAIRS)], LIMITS)
    holds(found)
    assert [row.text for row in found.rows[:2]] == ["!!!", "😀"] and said(found, "no_text")["lines"] == "3"


@pytest.mark.parametrize(
    ("label", "kept"),
    [(1.0, "1"), (2.5, "2.5"), (True, "true"), (10**5000, None), (float("nan"), None)],
    ids=["1.0", "2.5", "True", "5000 digits", "nan"],
)
def test_odd_numbers_as_labels(label: Any, kept: str | None) -> None:
    rows = [
        [text, label if i % 3 == 0 else "other" if i % 3 == 1 else "third"]
        for i, (text, _) in enumerate(PAIRS)
    ]
    found = check_rows(rows, LIMITS)
    holds(found)
    assert set(found.labels) == {"other", "third"} | ({kept} if kept else set())


def test_a_share_near_one_is_not_rounded_to_all() -> None:
    rows = [(f"text {i}", "rare" if i < 4 else "common") for i in range(1500)]
    assert said(read_file(tsv(rows), "x.tsv", LIMITS), "imbalance")["share"] == "99.7%"


written = st.lists(
    st.text(
        st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ,;\"'|\n"), min_size=1, max_size=40
    )
    .map(str.strip)
    .filter(lambda text: any(c.isprintable() and not c.isspace() for c in text)),
    min_size=8,
    max_size=30,
    unique=True,
)


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json", "gb18030"])
@settings(max_examples=60, deadline=None)
@given(texts=written)
def test_what_is_written_is_read_back(form: str, texts: list[str]) -> None:
    rows = [(text, "好" if i % 2 else "坏") for i, text in enumerate(texts)]
    frame = pd.DataFrame(rows, columns=["text", "label"])
    made = {
        "csv": lambda: frame.to_csv(index=False).encode(),
        "tsv": lambda: frame.to_csv(index=False, sep="\t").encode(),
        "jsonl": lambda: frame.to_json(orient="records", lines=True).encode(),
        "json": lambda: json.dumps(frame.to_dict("records"), ensure_ascii=False).encode(),
        "gb18030": lambda: frame.to_csv(index=False).encode("gb18030"),
    }[form]()
    if form == "gb18030" and not all(c < "\x7f" or "\u4e00" <= c <= "\u9fa5" for text in texts for c in text):
        made = pd.DataFrame(
            [(f"很好看的电影{i}", label) for i, (_, label) in enumerate(rows)], columns=["text", "label"]
        )
        rows, made = list(made.itertuples(index=False, name=None)), made.to_csv(index=False).encode("gb18030")
    found = read_file(made, "x", LIMITS)
    holds(found)
    assert pairs(found) == rows and found.dropped == 0


table = st.lists(
    st.lists(st.text(st.sampled_from('ab,;\t|" \n\r[]{}:=\0\ud800好：，'), max_size=8), max_size=5),
    max_size=25,
)


@settings(max_examples=300, deadline=None)
@given(table, st.sampled_from(",\t;|"), st.sampled_from(["", "text", "1", "label"]))
def test_any_table_is_read_or_refused(rows: list[list[str]], between: str, column: str) -> None:
    """Denser in what parsers stumble over than free text; enough rows that some of it is kept."""
    made = [between.join(row) for row in rows] + [between.join(pair) for pair in PAIRS]
    try:
        holds(read_pasted("\n".join(made), LIMITS, column))
    except UserError as error:
        told(pytest.ExceptionInfo.from_exception(error))


def test_one_label_in_every_row_without_a_header_is_told_as_such() -> None:
    with refusal("Every usable row has the label “same”"):
        read_pasted("\n".join(f"<img src=x> film {i},same" for i in range(20)), Limits())


def texts_of(data: str | bytes) -> tuple[list[str], set[str]]:
    found = read_texts(data.encode() if isinstance(data, str) else data, LIMITS)
    return list(found.texts), {finding.key.removeprefix("labelled.") for finding in found.findings}


HARD = ["A warm, funny film", "Two\nlines; and more", 'He said "no"', "很好，看", "plain"]


@pytest.mark.parametrize(
    "made",
    [
        pd.DataFrame({"text": HARD}).to_csv(index=False),
        pd.DataFrame({"text": HARD}).to_csv(index=False, quoting=1),
        pd.DataFrame({"utter": HARD, "n": range(5)}).to_csv(index=False, quoting=2),
        pd.DataFrame({"id": range(5), "text": HARD, "label": list("ababa")}).to_csv(index=False),
        pd.DataFrame({"label": list("ababa"), "review": HARD}).to_csv(index=False, sep=";"),
        pd.DataFrame({"text": HARD, "when": ["2026-11-01"] * 5}).to_csv(index=False, sep="\t"),
        pd.DataFrame({"text": HARD, "label": list("ababa")}).to_json(),
        pd.DataFrame({"text": HARD}).to_json(orient="records", lines=True),
        json.dumps(HARD),
        json.dumps({"data": [{"text": text} for text in HARD]}, indent=1),
        json.dumps([[text, "a"] for text in HARD]),
    ],
)
def test_texts_alone_from_any_table(made: str) -> None:
    for data in (made.encode(), made.encode("utf-16"), made.encode("gb18030")):
        assert texts_of(data)[0] == HARD


@pytest.mark.parametrize(
    "lines",
    [
        ["A warm, funny film", "Two hours of nothing, badly acted", "Why, oh why, did they"],
        ["One line only, with a comma"],
        ["Ann: hello", "Bob: get out", "Ann: why?"],
        ['"No," he said, and left', "He came; he saw", "1. begin | 2. end"],
        ["[1] a note", "[2] another", "{braces} are no JSON"],
        ["text", "is a word of its own", "here"],
        ["a\u2028b\x85c", "d"],
        ["#fun", "# of stars: 3", "sep=;"],
    ],
)
def test_plain_lines_stay_lines(lines: list[str]) -> None:
    texts, assumed = texts_of("\r\n".join(lines) + "\r\n\r\n")
    if lines[0] == "text":  # as a column of that name would look
        assert texts == lines[1:] and "header" in assumed
    else:
        assert texts == lines and assumed == set()


def test_what_was_assumed_of_texts_is_told() -> None:
    rows = 'id,text,label\n1,A café,pos\n2,,neg\n3,"=1+1, so",pos\n4,' + "word " * 1200 + ",neg\n"
    texts, assumed = texts_of(rows.encode("cp1252"))
    assert texts[:2] == ["A café", "=1+1, so"] and len(texts[2].split()) == 1000
    assert assumed == {"encoding", "header", "text_column", "no_text", "long"}
    assert read_texts(rows.encode("cp1252"), LIMITS).seen == 4
    for data in (b"", b"\n \n", b"text,label\n,a\n,b\n"):
        with pytest.raises(UserError) as error:
            texts_of(data)
        assert told(error) == "error.rows_no_texts"


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(st.sampled_from('ab,;\t|" \n[]{}:=好#'), max_size=200).map(str.encode),
    )
)
def test_any_bytes_give_texts_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(UserError):
        found = read_texts(data, LIMITS)
        assert found.texts and all(text.strip() == text != "" for text in found.texts)
        assert len(found.texts) <= max(found.seen, 1)


@pytest.mark.parametrize("written", ["['{}']", '["{}"]', "[ '{}' ]", "['{0}' '{0}']", "['{0}', '{0}']"])
def test_a_label_in_a_list_as_python_writes_it(written: str) -> None:
    found = read_file(tsv([(text, written.format(label)) for text, label in PAIRS]), "x", LIMITS)
    assert pairs(found) == PAIRS
    numbers = [(text, f"[{label == 'good':d}]") for text, label in PAIRS]
    assert set(read_file(tsv(numbers), "x", LIMITS).labels) == {"0", "1"}
    several = tsv([(text, f"['{label}', 'long']") for text, label in PAIRS[:3]] + PAIRS[3:])
    found = read_file(several, "x", LIMITS)
    assert pairs(found) == PAIRS[3:] and "several" in keys(found)
    none = read_file(tsv([(PAIRS[0][0], "[]"), *PAIRS[1:]]), "x", LIMITS)
    assert pairs(none) == PAIRS[1:] and "no_label" in keys(none)
    holds(none)


@pytest.mark.parametrize("word", ["NaN", "nan", "None", "null", "N/A", "<NA>"])
def test_a_word_for_a_missing_label_is_none(word: str) -> None:
    rows = [(text, word if i < 3 else label) for i, (text, label) in enumerate(PAIRS)]
    for found in (read_file(tsv(rows), "x", LIMITS), check_rows(rows, LIMITS)):
        assert pairs(found) == PAIRS[3:] and "no_label" in keys(found)
        holds(found)
    most = [(text, word if i < 14 else label) for i, (text, label) in enumerate(PAIRS)]
    assert word in read_file(tsv(most), "x", LIMITS).labels
    half = [(text, word if label == "bad" else label) for text, label in PAIRS]
    assert word in read_file(tsv(half), "x", LIMITS).labels, "one of two labels"
