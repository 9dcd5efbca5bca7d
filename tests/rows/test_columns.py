"""Which row names the columns, which is the text and which the label."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bertdemo.rows.columns import choose_text, is_header, names_known
from bertdemo.rows.labelled import read_pasted
from bertdemo.rows.labelled_rows import Labelled, Limits

ROWS = [[f"A film numbered {i}, and more of it", "neg" if i % 2 else "pos"] for i in range(24)]


def read(names: str, values: dict[str, Any]) -> Labelled:
    """A table with these columns: each value is made of a row's number."""
    records = [{name: values[name](i) for name in names.split()} for i in range(24)]
    return read_pasted("\n".join(json.dumps(record) for record in records), Limits())


def text(i: int) -> str:
    return ROWS[i][0]


def word(i: int) -> str:
    return ROWS[i][1]


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ("id stars useful funny cool text", "stars"),
        ("id rating text helpful", "rating"),
        ("text score verified", "score"),
        ("label label_text text", "label_text"),
        ("text label_name label", "label_name"),
        ("label stars text", "label"),
        ("text split kind lang", "kind"),
        ("class_id class_name text", "class_name"),
        ("review_text reviewSentiment verified", "reviewSentiment"),
    ],
)
def test_the_label_by_its_name(names: str, label: str) -> None:
    numbers = {
        name: lambda i: i % 2
        for name in ("useful", "funny", "cool", "helpful", "verified", "label", "class_id")
    }
    marks = dict.fromkeys(("stars", "rating", "score"), lambda i: i % 4)
    words = dict.fromkeys(("label_text", "label_name", "class_name", "reviewSentiment"), word)
    others = {
        "id": lambda i: i,
        "lang": lambda i: "en",
        "split": lambda i: "train" if i % 3 else "test",
        "kind": lambda i: "abcd"[i % 4],
    }
    values = {**numbers, **marks, **words, **others, "text": text, "review_text": text}
    assert read(names, values).label_column == label


def test_a_label_in_words_is_taken_before_the_same_in_numbers_and_that_is_told() -> None:
    found = read("text label label_text", {"text": text, "label": lambda i: i % 2, "label_text": word})
    assert found.labels == ("neg", "pos")
    told = next(finding for finding in found.findings if finding.key == "labelled.in_words")
    assert told.values == {"words": "label_text", "numbers": "label"}
    other = read("text label label_text", {"text": text, "label": lambda i: i % 3, "label_text": word})
    assert other.label_column == "label", "they do not say the same"


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (["text", "label"], 2),
        (["id", "Review_Text", "rating"], 2),
        (["", "内容", "标签"], 2),
        (["text", "grp"], 1),
        (["utter", "grp"], 0),
        (["My text is here, and a label", "label"], 0),
        (["text"], 0),
    ],
)
def test_names_that_are_known(names: list[str], known: int) -> None:
    assert names_known(names) == known


def test_a_header_with_blanks_and_none_of_numbers() -> None:
    assert is_header([["utter", "grp", ""], *([*row, ""] for row in ROWS)])
    assert is_header([["", "utter", "grp"], *(["7", *row] for row in ROWS)])
    assert not is_header([["", "", ""], *([*row, ""] for row in ROWS)])
    assert not is_header([["12", "3"], *ROWS])
    assert not is_header(ROWS)


def test_the_text_where_no_label_is_needed() -> None:
    rows = [[str(i), "http://example.org/a/long/address/" + str(i) * 20, *row] for i, row in enumerate(ROWS)]
    assert choose_text(["1", "2", "3", "4"], rows) == 2
    assert choose_text(["id", "url", "body", "grp"], rows) == 2
    assert choose_text(["text"], [[row[0]] for row in ROWS]) == 0


def told(found: Labelled) -> dict[str, Any]:
    return {finding.key.removeprefix("labelled."): finding.values for finding in found.findings}


def test_columns_that_are_not_used_are_told() -> None:
    found = read(
        "id sentence1 sentence2 label",
        {"id": lambda i: i, "sentence1": text, "sentence2": lambda i: f"more {i}", "label": word},
    )
    assert told(found)["unused"] == {"columns": "id, sentence2"}
    assert "unused" not in told(read("text label", {"text": text, "label": word}))
    blank = read("text label note", {"text": text, "label": word, "note": lambda i: ""})
    assert "unused" not in told(blank)


@pytest.mark.parametrize("values", [(0, 1), (0.0, 1.0), (False, True), ("0", "1")])
@pytest.mark.parametrize("names", ["good bad fair", "label_good label_bad label_fair"])
def test_of_columns_of_one_and_zeros_the_name_is_the_label(names: str, values: tuple[Any, Any]) -> None:
    own = names.split()
    hot = {name: lambda i, at=at: values[i % 3 == at] for at, name in enumerate(own)}
    found = read(f"id text {names}", {"id": lambda i: i, "text": text, **hot})
    assert [row.label for row in found.rows] == [own[i % 3] for i in range(24)]
    assert told(found)["one_hot"] == {"columns": ", ".join(own)}
    assert told(found)["unused"] == {"columns": "id"}


def test_columns_of_zeros_and_ones_that_are_no_label() -> None:
    hot: dict[str, Any] = {"good": lambda i: i % 2, "bad": lambda i: 1 - i % 2}
    found = read("text good bad label", {"text": text, "label": word, **hot})
    assert found.labels == ("neg", "pos") and told(found)["unused"] == {"columns": "good, bad"}
    several = {**hot, "bad": lambda i: int(i % 3 == 0)}
    found = read("text good bad", {"text": text, **several})
    assert "one_hot" not in told(found) and len(told(found)["unused"]) == 1
