"""Text to a table: the kinds of mistakes that were made once, each in several clothes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import pytest

from bertdemo.errors import UserError
from bertdemo.rows.labelled import read_file, read_pasted, read_texts
from bertdemo.rows.labelled_rows import Labelled, Limits
from tests.refusals import refusal

Pairs = list[tuple[str, str]]
TEXTS = [
    "The soup was warm and kind",
    "The film was long",
    "I never slept so well",
    "A dull evening",
    "Nothing works here",
    "What a wonderful day",
    "They sang all night",
    "The train came late",
    "My dog likes it",
    "It broke at once",
]
ROWS: Pairs = [(text, "neg" if i % 2 else "pos") for i, text in enumerate(TEXTS)]


def read(made: str | bytes, **more: Any) -> Labelled:
    return read_file(made if isinstance(made, bytes) else made.encode(), "x", Limits(), **more)


def pairs(found: Labelled) -> Pairs:
    return [(row.text, row.label) for row in found.rows]


def told(found: Labelled) -> dict[str, Any]:
    return {finding.key.removeprefix("labelled."): finding.values for finding in found.findings}


def quoted(value: str, mark: str = '"', before: str = "") -> str:
    return mark + value.replace(mark, (before or mark) + mark) + mark


def table(rows: Pairs, line: str | Callable[[str, str], str], above: str = "") -> str:
    write = line if callable(line) else lambda text, label: line.format(t=text, l=label, q=quoted(text))
    return above + "".join(write(text, label) + "\n" for text, label in rows)


STRAY: Pairs = [('"I loved it from the first page.', "pos"), ('I will read it again."', "pos"), *ROWS[2:]]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("text\tlabel\n", "{t}\t{l}"),
        ("", "{t}\t{l}"),
        ("text,label\n", "{t},{l}"),
        ("", "{t},{l}"),
        ("label;text\n", "{l};{t}"),
        ("id,text,label\n", "7,{t},{l}"),
        ("", "{l}|{t}"),
    ],
)
def test_a_mark_that_closes_in_a_later_row_swallows_none(above: str, line: str) -> None:
    first = 1 + bool(above)
    found = read(table(STRAY, line, above))
    assert pairs(found) == STRAY and told(found)["quotes"] == {"count": 2, "lines": f"{first}, {first + 1}"}
    apart = [STRAY[0], *STRAY[2:6], STRAY[1], *STRAY[6:]]
    assert pairs(read(table(apart, line, above))) == apart, "several rows between the marks"
    every = [(text + '"' if i % 2 else '"' + text, label) for i, (text, label) in enumerate(ROWS)]
    assert pairs(read(table(every, line, above))) == every, "a mark in every row"


@pytest.mark.parametrize(
    "text", ["{t} and\nmore of, it\nand more", "{t}, and\nmore", "{t}\n\n{t}", "Line one\n{t}, three"]
)
@pytest.mark.parametrize("line", ["{q},{l}", "{l},{q}", "{q}\t{l}", "1;{q};{l}"])
@pytest.mark.parametrize("many", [1, 10])
def test_a_cell_of_several_lines_stays_one(text: str, line: str, many: int) -> None:
    rows = [(text.format(t=own) if i < many else own, label) for i, (own, label) in enumerate(ROWS)]
    found = read(table(rows, line))
    assert pairs(found) == rows and "quotes" not in told(found)


@pytest.mark.parametrize(
    "more", ["; really", "| really", " &amp; really", "\treally", "\t really; and | so", "，really"]
)
@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("text,label\n", "{q},{l}"),
        ("", "{q},{l}"),
        ("label,text\n", "{l},{q}"),
        ("id,text,label\n", "1,{q},{l}"),
        ("utter,grp\n", "{q},{l}"),
        ("text,label\n", "{t},{l}"),
        ("", "{t},{l}"),
        ("utter,grp\n", "{t},{l}"),
        ("", "{l},{t}"),
    ],
)
def test_the_separator_is_that_of_the_table_and_not_of_its_texts(more: str, above: str, line: str) -> None:
    rows = [(text + more, label) for text, label in ROWS]
    found = read(table(rows, line, above))
    assert pairs(found) == rows and not {"quotes", "ragged"} & set(told(found))


def test_tabs_in_some_texts_and_in_those_between_semicolons() -> None:
    some = [(text + "\tx" * (i < 6), label) for i, (text, label) in enumerate(ROWS)]
    assert pairs(read(table(some, "{q},{l}", "text,label\n"))) == some
    every = [(text.replace(" ", "\t", 1), label) for text, label in ROWS]
    for above in ("text;label\n", ""):
        assert pairs(read(table(every, "{t};{l}", above))) == every


@pytest.mark.parametrize("separator", ["\t", ";", "|", ",", "，"])
def test_known_names_decide_for_any_separator(separator: str) -> None:
    rows = [(f"{text}: 3;5 | a, b，c\td".replace(separator, "."), label) for text, label in ROWS]
    assert pairs(read(table(rows, "{t}" + separator + "{l}", f"text{separator}label\n"))) == rows


@pytest.mark.parametrize(
    ("line", "separator"),
    [("sep=;", ";"), ("sep=,", ","), ("sep=\t", "\t"), ('"sep=;"', ";"), ("SEP=|", "|"), ("sep=~", "~")],
)
@pytest.mark.parametrize("order", ["text label", "label text", "id text label", ""])
def test_a_first_line_that_names_the_separator_is_obeyed(line: str, separator: str, order: str) -> None:
    values = {"text": "{t}", "label": "{l}", "id": "7"}
    names = order.split() or ["text", "label"]
    above = f"{line}\n" + (separator.join(names) + "\n" if order else "")
    found = read(table(ROWS, separator.join(values[name] for name in names), above))
    assert pairs(found) == ROWS and "separator_line" in told(found) and found.dropped == 0


ABOVE = ["My survey,\n", "My survey\n", "# by Ann, 2026\n# two\n", "# one\n\n", "A\nB\n\n", "// x\n"]


@pytest.mark.parametrize(
    ("above", "header"),
    [("My survey, November 2026\n", "text,label\n")]
    + [(above, header) for above in ABOVE for header in ("text,label\n", "utter,grp\n")],
)
def test_titles_and_comments_above_the_header_are_no_rows(above: str, header: str) -> None:
    found = read(table(ROWS, "{t},{l}", above + header))
    assert pairs(found) == ROWS and found.columns == tuple(header.strip().split(","))
    assert (
        told(found)["above"]["count"] == len(above.split()) if above == "A\nB\n\n" else told(found)["above"]
    )


def test_what_begins_as_a_comment_does_may_be_a_header_or_a_row() -> None:
    assert pairs(read(table(ROWS, "{t}\t{l}", "#text\tlabel\n"))) == ROWS
    for many in (1, 3, 10):
        rows = [("#fun " * (i < many) + text, label) for i, (text, label) in enumerate(ROWS)]
        assert pairs(read(table(rows, "{t},{l}"))) == rows


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("v1,v2,,,", "{l},{t},,,"),
        ("utter,grp,", "{t},{l},"),
        ("utter,,grp", "{t},,{l}"),
        (",utter,grp", "7,{t},{l}"),
        (",utter,grp,", "7,{t},{l},"),
        ("text,label,", "{t},{l},"),
        ("text,label", "{t},{l},"),
    ],
)
def test_names_may_be_blank(header: str, line: str) -> None:
    rows = sorted(ROWS, key=lambda row: row[1])
    found = read(table(rows, line, header + "\n"))
    assert pairs(found) == rows and "header" in told(found)
    rows = [(text + " £5", label) for text, label in rows]
    latin = read(table(rows, line, header + "\n").encode("latin-1"))
    assert pairs(latin) == rows


def test_the_numbers_of_rows_that_r_writes_without_a_name() -> None:
    lines = [f'"{i}","{text}","{label}"' for i, (text, label) in enumerate(ROWS, start=1)]
    assert pairs(read("\n".join(['"utter","grp"', *lines]))) == ROWS


SAID: Pairs = [(f'She said "{text}", and left', label) for text, label in ROWS]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("text,label\n", "{b},{l}"),
        ("label,text\n", "{l},{b}"),
        ("id,text,label\n", "1,{b},{l}"),
        ("", "{b},{l}"),
        ("", "{b};{l}"),
    ],
)
@pytest.mark.parametrize("more", ["", "\nand left", "\\", " it's"])
@pytest.mark.parametrize("mark", ['"', "'"])
def test_a_backslash_before_a_mark(above: str, line: str, more: str, mark: str) -> None:
    rows = [(text + more, label) for text, label in SAID]

    def write(text: str, label: str) -> str:
        return line.format(b=quoted(text.replace("\\", "\\\\"), mark, "\\"), l=label)

    found = read(table(rows, write, above))
    assert pairs(found) == rows and not {"quotes", "ragged"} & set(told(found))


def test_a_backslash_in_one_row_only_and_one_at_the_end_of_a_cell() -> None:
    rows = [SAID[0], *ROWS[1:]]
    assert pairs(read(table(rows, lambda text, label: f"{quoted(text, before=chr(92))},{label}"))) == rows
    rows = [(text + ", C:\\temp\\", label) for text, label in ROWS]
    assert pairs(read(table(rows, "{q},{l}"))) == rows
    rows = [(text + ", so", label) for text, label in ROWS]
    assert pairs(read(table(rows, lambda text, label: text.replace(",", "\\,") + "," + label))) == rows


@pytest.mark.parametrize("header", ["'text','label'\n", ""])
def test_cells_between_apostrophes(header: str) -> None:
    rows = [(f"{text}, and it's so", label) for text, label in ROWS]
    for write in (lambda t, l: f"{quoted(t, chr(39))},'{l}'", lambda t, l: f"'{t}','{l}'", lambda t, l: f"{quoted(t, chr(39))},{l}"):  # fmt: skip  # noqa: E741
        assert pairs(read(table(rows, write, header))) == rows
    rows = [("'Twas " + text, label) for text, label in ROWS]
    assert pairs(read(table(rows, "{t},{l}"))) == rows
    rows = [(f"{text}, so", label) for text, label in ROWS]
    assert pairs(read(table(rows, "“{t}”,{l}"))) == rows


def test_marks_that_nobody_doubled_where_every_cell_stands_between_marks() -> None:
    for text in ('{t} 6" pipe', 'He said "no", {t}'):
        rows = [(text.format(t=own), label) for own, label in ROWS]
        found = read(table(rows, '"{t}","{l}"', '"text","label"\n'))
        assert pairs(found) == rows and told(found)["quotes"]["count"] == 10


def test_markdown_and_fasttext() -> None:
    found = read(table(ROWS, "| {t} | {l} |", "| text | label |\n|---|:--|\n"))
    assert pairs(found) == ROWS and told(found)["above"] == {"count": 1, "lines": "2"}
    assert pairs(read(table(ROWS, "{t} __label__{l}"))) == ROWS
    several = read(table(ROWS, "__label__{l} {t}", "__label__pos __label__neg Both\n"))
    assert pairs(several) == ROWS and told(several)["several"] == {"count": 1, "lines": "1"}


FRAME = pd.DataFrame(ROWS, columns=["text", "label"])
RECORDS = FRAME.to_dict("records")


@pytest.mark.parametrize("orient", ["records", "columns", "index", "split", "table", "values"])
@pytest.mark.parametrize("names", [("text", "label"), ("utter", "grp"), ("label", "text"), ("文本", "标签")])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_of_every_orient(orient: str, names: tuple[str, str], indent: int | None) -> None:
    frame = FRAME.set_axis(list(names), axis=1) if names[0] != "label" else FRAME[["label", "text"]]
    found = read(frame.to_json(orient=orient, indent=indent, force_ascii=False))
    assert pairs(found) == ROWS and found.dropped == 0


@pytest.mark.parametrize(
    "made",
    [
        FRAME.to_dict("list"),
        {"utter": TEXTS, "grp": [label for _, label in ROWS]},
        {"version": "1.0", "data": RECORDS},
        {"labels": ["pos", "neg"], "data": RECORDS},
        {"train": RECORDS[:6], "test": RECORDS[6:]},
        {"result": {"count": 10, "items": RECORDS}},
        {"columns": ["text", "label"], "rows": [list(row) for row in ROWS]},
        [{"row_idx": i, "row": record} for i, record in enumerate(RECORDS)],
        {"features": [], "rows": [{"row_idx": i, "row": record} for i, record in enumerate(RECORDS)]},
        [["text", "label"], *map(list, ROWS)],
        [["id", "text", "label"], *([i, *row] for i, row in enumerate(ROWS))],
        dict(ROWS),
        [
            {
                "data": {"text": t},
                "annotations": [{"result": [{"type": "choices", "value": {"choices": [own]}}]}],
            }
            for t, own in ROWS
        ],
        [{"id": 7, "data": {"review": t}, "annotations": {"sentiment": [own]}} for t, own in ROWS],
        [
            {"text": t, "accept": [own], "options": [{"id": "pos"}, {"id": "neg"}], "answer": "accept"}
            for t, own in ROWS
        ],
        [{"text": t, "label": {"name": own}} for t, own in ROWS],
    ],
)
def test_json_in_other_shapes(made: Any) -> None:
    for indent in (None, 1):
        found = read(json.dumps(made, indent=indent))
        assert pairs(found) == ROWS and found.dropped == 0


@pytest.mark.parametrize("between", ["\n", ",\n", "", "\r\n", "\n\n", "\x1e"])
@pytest.mark.parametrize("indent", [None, 2, 0])
def test_objects_one_after_another(between: str, indent: int | None) -> None:
    objects = [json.dumps(record, indent=indent) for record in RECORDS]
    assert pairs(read(between.join(objects))) == ROWS
    objects[4] = objects[4].replace(":", "", 1)
    if "\n" in between and indent != 0:
        found = read(between.join(objects))
        assert pairs(found) == ROWS[:4] + ROWS[5:] and told(found)["broken"]["count"] == 1


def test_lists_of_texts_by_their_label_and_names_of_features() -> None:
    made = {kind: [text for text, label in ROWS if label == kind] for kind in ("pos", "neg")}
    found = read(json.dumps(made))
    assert sorted(pairs(found)) == sorted(ROWS) and told(found)["by_label"] == {"names": "pos, neg"}
    features = [
        {"name": "text", "type": {"dtype": "string"}},
        {"name": "label", "type": {"names": ["neg", "pos"]}},
    ]
    rows = [
        {"row_idx": i, "row": {"text": text, "label": int(label == "pos")}}
        for i, (text, label) in enumerate(ROWS)
    ]
    found = read(json.dumps({"features": features, "rows": rows}))
    assert pairs(found) == ROWS and told(found)["feature_names"] == {"column": "label"}


@pytest.mark.parametrize(
    "names", [("text", "label"), ("data", "label"), ("text", "labels"), ("data", "annotations")]
)
def test_a_label_in_a_list_is_a_label_and_several_are_told(names: tuple[str, str]) -> None:
    text_name, label_name = names

    def write(text: str, labels: list[str]) -> str:
        return json.dumps({"id": len(text), text_name: text, label_name: labels})

    lines = [write(text, [label]) for text, label in ROWS]
    assert pairs(read("\n".join(lines))) == ROWS
    found = read("\n".join([*lines, write("Both", ["pos", "neg"]), write("None", [])]))
    assert pairs(found) == ROWS
    assert told(found)["several"] == {"count": 1, "lines": "11"} and told(found)["no_label"]["count"] == 1
    with refusal("10 rows carry several labels"):
        read("\n".join(write(text, ["a", "b"]) for text in TEXTS))


def test_annotators_who_agree_are_one_label_and_others_are_told() -> None:
    def write(text: str, *labels: str) -> dict[str, Any]:
        return {"data": {"text": text}, "annotations": [{"label": label} for label in labels]}

    made = [write(text, label, label) for text, label in ROWS]
    found = read(json.dumps([*made, write("They differ", "pos", "neg")]))
    assert pairs(found) == ROWS and told(found)["several"]["count"] == 1


def test_a_label_that_is_too_long_is_told_with_its_limit() -> None:
    with refusal("longer than 60 characters"):
        read_pasted(table(ROWS, lambda text, label: f"{text},{label * 50_000}", "text,label\n"), Limits())
    found = read(table(ROWS, "{t},{l}", "text,label\nA film," + "x" * 61 + "\n"))
    assert told(found)["long_label"] == {"count": 1, "lines": "2", "most": 60}


@pytest.mark.parametrize("mark", ["# ", "#", "// "])
def test_only_the_comments_that_were_left_out_are_counted(mark: str) -> None:
    rows = [(mark + text, label) for text, label in ROWS]
    found = read(table(rows, "{t},{l}", f"{mark}exported today\n{mark}by us\ntext,label\n"))
    assert pairs(found) == rows
    assert told(found)["above"] == {"count": 2, "lines": "1, 2"}
    assert "above" not in told(read(table(rows, "{t},{l}", "text,label\n")))
    many = [(f"{mark}{text} {i}", label) for i in range(5) for text, label in ROWS]
    found = read(table(many, "{t},{l}", f"{mark}exported today\n"))
    assert pairs(found) == many and told(found)["above"] == {"count": 1, "lines": "1"}, "no header"


@pytest.mark.parametrize(
    "made",
    [
        [{"group": "A", "items": [{"text": t, "label": y} for t, y in ROWS]}],
        [{"id": i, "items": [{"text": t, "label": y}]} for i, (t, y) in enumerate(ROWS)],
        {"data": [{"title": "One", "parts": [{"rows": [{"text": t, "label": y} for t, y in ROWS]}]}]},
        [{"label": y, "reviews": [{"text": t}]} for t, y in ROWS],
    ],
)
def test_records_in_lists_of_objects_are_found(made: Any) -> None:
    assert pairs(read(json.dumps(made))) == ROWS
    assert read_texts(json.dumps(made).encode(), Limits()).texts == tuple(TEXTS)


@pytest.mark.parametrize("several", [1, 3])
def test_paragraphs_are_the_texts_and_not_the_questions_about_them(several: int) -> None:
    questions = [
        {"question": f"Why {i}?", "answers": [{"text": "so", "answer_start": i}]} for i in range(several)
    ]
    paragraphs = [{"context": text, "qas": questions} for text in TEXTS]
    for data in (
        [{"title": "All", "paragraphs": paragraphs}],
        [{"title": f"Part {i}", "paragraphs": paragraphs[i : i + 5]} for i in (0, 5)],
    ):
        made = json.dumps({"version": "v2", "data": data})
        assert read_texts(made.encode(), Limits()).texts == tuple(TEXTS)
        with pytest.raises(UserError) as error:
            read(made)
        assert error.value.key == "error.rows_nested"


@pytest.mark.parametrize("made", ['""', '""\n""', '" "', "\t\n\t"])
def test_marks_around_nothing_hold_no_text(made: str) -> None:
    with pytest.raises(UserError) as error:
        read_texts(made.encode(), Limits())
    assert error.value.key == "error.rows_no_texts"
    with pytest.raises(UserError):
        read(made)


def test_a_list_is_no_text() -> None:
    lists = [{"content": [text, "and more"], "label": label} for text, label in ROWS]
    for reads in (read, lambda made: read_texts(made.encode(), Limits())):
        with pytest.raises(UserError) as error:
            reads(json.dumps(lists))
        assert error.value.key == "error.rows_nested" and error.value.values == {"column": "content"}
    some = lists[:1] + [{"content": text, "label": label} for text, label in ROWS[1:]]
    assert pairs(read(json.dumps(some))) == ROWS[1:]
    assert read_texts(json.dumps(some).encode(), Limits()).texts == tuple(TEXTS[1:])


@pytest.mark.parametrize(
    ("made", "key"),
    [
        ("text,label", "only_header"),
        ("text,label\n\n", "only_header"),
        ("My table\nid;text;label\n", "only_header"),
        ('"review"\t"sentiment"\n', "only_header"),
        ("{}", "empty_json"),
        ("[]", "empty_json"),
        (" [{}]\n", "empty_json"),
        ('{"version": 1, "data": []}', "empty_json"),
        ('{"text": {}, "label": {}}', "empty_json"),
        ('{"columns": ["text", "label"], "index": [], "data": []}', "empty_json"),
        ("<html><body><table><tr><td>text</td><td>label</td></tr></table></body></html>", "html"),
        ("\n<!DOCTYPE html>\n<html>\n<p>text, label</p></html>", "html"),
        ("<table>\n<tr><td>a, b</td></tr>\n</table>", "html"),
        ('<?xml version="1.0"?>\n<Workbook><Row><Cell>text</Cell></Row></Workbook>', "html"),
    ],
)
def test_what_holds_no_row_is_told(made: str, key: str) -> None:
    for reads in (read, lambda given: read_texts(given.encode(), Limits())):
        with pytest.raises(UserError) as error:
            reads(made)
        assert error.value.key == f"error.rows_{key}"
    rows = [(f"<table><tr><td>{text}</td></tr></table>", label) for text, label in ROWS]
    assert pairs(read(table(rows, "{t},{l}"))) == rows, "HTML in cells"
