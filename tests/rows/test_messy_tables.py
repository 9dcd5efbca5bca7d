"""A reader of tables on trial: tables of known content, written in dialects that a human could read, come back as they were."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pandas as pd  # type: ignore[import-untyped]

from bertdemo.errors import UserError
from bertdemo.rows.labelled import read_file
from bertdemo.rows.labelled_rows import Limits

TABLES, RIGHT = 300, 297
Rows = list[tuple[str, str]]
LABELS = [
    ["pos", "neg"],
    ["0", "1"],
    ["好", "坏"],
    ["sport", "business", "science & tech"],
    ["Very good", "so-so", "very bad"],
    ["1", "2", "3", "4", "5"],
    ["spam", "ham"],
]
OPENINGS = [
    "The soup was warm",
    "I never slept so well",
    "It's the director's best",
    "A dull evening",
    "这部电影很好看",
    "Nothing works here",
    "3 of 5 lamps broke",
    "Why did they do it?",
    "服务态度不错",
    "My dog likes it",
    "- not my taste",
    "@anna you'd love this",
    "Tel. 030 1234",
    "12.5",
]
ENDINGS = [
    "",
    ", and left",
    "; really",
    " | so what",
    ', "well"',
    " 😀",
    "，太好了",
    "\nand the next day too",
    "\n\nP.S. no, never",
    "\tat home",
    " <b>bold</b> &amp; more",
    " it's 'fine'",
    " 50%, 100 $",
    ": a tale, told twice",
    " (really!)  ",
    "  two  spaces",
    "...",
    " C:\\temp\\new",
    ' 6" pipe',
    ' He said "no"',
    ", ",
    ";",
    "'",
    "，",
]
IN_ENCODING = {  # openings of texts in languages whose old encodings are still met
    "big5": ["這部電影很好看", "服務態度很差", "我不喜歡這個", "味道真好，下次還來"],
    "shift_jis": ["この映画はとても面白かった", "つまらない話です", "また来たいと思います"],
    "euc_kr": ["이 영화는 정말 재미있었다", "배송이 너무 느려요", "다시 가고 싶지 않아요"],
    "cp1251": ["Хороший фильм", "Это было ужасно скучно", "Мне очень понравилось"],
    "cp1252": ["Très déçu, à éviter", "Ärger über Öl", "señor, ¿qué pasa?", "naïve “café”"],
    "gb18030": ["这部电影很好看", "服务态度不错", "我不喜欢这个", "味道真好，下次还来"],
}
WESTERN = ["Très déçu, à éviter", "Ärger über Öl", "naïve “café”", "It’s fine – really"]


def texts(dice: random.Random, allowed: Callable[[str], bool], more: list[str]) -> list[str]:
    """Different texts that a dialect can hold."""
    found: dict[str, None] = {}
    size = dice.randint(12, 40)
    while len(found) < size:
        text = dice.choice(OPENINGS + more)
        for _ in range(dice.randint(0, 3)):
            text += dice.choice(ENDINGS)
        text = f"{text} {len(found)}" if dice.random() < 0.7 else f"{len(found)} {text}"
        if dice.random() < 0.1:
            text = f" {text}  "
        if allowed(text):
            found[text] = None
    return list(found)


def labelled(dice: random.Random, own: list[str]) -> Rows:
    labels = dice.choice(LABELS)
    rows = [(text, labels[i % len(labels)]) for i, text in enumerate(own)]
    if dice.random() < 0.3:
        rows.sort(key=lambda row: row[1])
    else:
        dice.shuffle(rows)
    return rows


def encodable(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


def cell(value: str, dialect: dict[str, Any]) -> str:
    """A cell as RFC 4180 and its relatives write it."""
    mark, separator = dialect["mark"], dialect["separator"]
    if dialect["quoting"] == "none":
        return value
    needed = any(s in value for s in (separator, mark, "\n")) or value != value.strip()
    if dialect["quoting"] == "minimal" and not needed:
        return value
    if dialect["escape"]:
        return str(mark + value.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark)
    return str(mark + value.replace(mark, 2 * mark) + mark)


def separated(dice: random.Random) -> tuple[Rows, str, dict[str, Any]]:
    dialect: dict[str, Any] = {
        "separator": dice.choice(",,;\t\t|"),
        "quoting": dice.choice(["minimal", "minimal", "all", "none"]),
        "mark": dice.choice(['"', '"', '"', "'"]),
        "escape": dice.random() < 0.25,
        "header": dice.choice(["known", "known", "unknown", "none"]),
        "above": dice.choice(["", "", "", "sep", "title", "comment"]),
        "trailing": dice.random() < 0.15,
        "blank_lines": dice.random() < 0.15,
        "extra": dice.sample(["id", "date", "url", "score"], dice.randint(0, 3))
        if dice.random() < 0.5
        else [],
        "index": dice.random() < 0.15,
        "gap": "",
    }
    if dialect["quoting"] == "all" and dice.random() < 0.2:
        dialect["gap"] = " "  # after each separator
    dialect["language"] = dice.choice(list(IN_ENCODING)) if dice.random() < 0.25 else ""
    separator, mark = dialect["separator"], dialect["mark"]

    def allowed(text: str) -> bool:
        if dialect["quoting"] == "none":  # what could not be told from a separator or a mark
            return separator not in text and "\n" not in text and text[:1] not in "\"'#"
        return True

    if dialect["quoting"] == "none":
        dialect["mark"], dialect["escape"] = '"', False
    own = IN_ENCODING.get(dialect["language"], [])
    if own:
        rows = labelled(
            dice, texts(dice, lambda text: allowed(text) and encodable(text, dialect["language"]), 4 * own)
        )
        if not encodable("".join(label for _, label in rows), dialect["language"]):
            dialect["language"] = ""
    else:
        rows = labelled(dice, texts(dice, allowed, []))
    if dialect["header"] == "none" and dialect["above"] == "title":
        dialect["above"] = ""  # a title above rows without a header is a row without a label
    names = dice.choice(
        [("text", "label"), ("review", "sentiment"), ("Sentence", "Class"), ("content", "category")]
    )
    if dialect["header"] == "unknown":
        names = dice.choice(
            [("utter", "grp"), ("x", "y"), ("was gesagt wurde", "Art"), ("v2", "v1"), ("col_a", "col_b")]
        )
    columns = [(names[0], [t for t, _ in rows]), (names[1], [label for _, label in rows])]
    for name in dialect["extra"]:
        made = {
            "id": [str(1000 + 7 * i) for i in range(len(rows))],
            "date": [f"2026-11-{1 + i % 28:02}" for i in range(len(rows))],
            "score": [f"{i / 7:.3f}" for i in range(len(rows))],
            "url": [f"http://example.org/{i}" for i in range(len(rows))],
        }[name]
        columns.append((name, made))
    dice.shuffle(columns)
    if dialect["index"]:
        columns.insert(0, ("", [str(i) for i in range(len(rows))]))
    dialect["order"] = [name for name, _ in columns]
    lines = [[own[i] for _, own in columns] for i in range(len(rows))]
    if dialect["header"] != "none":
        lines.insert(0, [name for name, _ in columns])
    written = [(separator + dialect["gap"]).join(cell(value, dialect) for value in line) for line in lines]
    if dialect["trailing"]:
        written = [line + separator for line in written]
    if dialect["blank_lines"]:
        for _ in range(3):
            written.insert(dice.randint(0, len(written)), "")
    above = {
        "": [],
        "sep": [f"sep={separator}"],
        "title": [dice.choice(["My survey", "Answers of class 7b", f"Survey 2026{separator}"])],
        "comment": ["# made by hand, 2026", "# second; line"][: dice.randint(1, 2)],
    }[dialect["above"]]
    dialect["mark"] = mark if dialect["quoting"] != "none" else ""
    return rows, "\n".join(above + written) + dice.choice(["", "\n", "\n\n"]), dialect


def as_json(dice: random.Random) -> tuple[Rows, str, dict[str, Any]]:
    rows = labelled(dice, texts(dice, lambda text: True, WESTERN))
    names = dice.choice([("text", "label"), ("sentence", "topic"), ("内容", "标签"), ("utter", "grp")])
    frame = pd.DataFrame(rows, columns=list(names))
    if dice.random() < 0.4:
        frame.insert(0, "id", range(len(frame)))
    records = frame.to_dict("records")
    kind = dice.choice(
        [
            "records",
            "columns",
            "index",
            "split",
            "table",
            "values",
            "lines",
            "lists",
            "version",
            "hub",
            "pretty",
            "list label",
            "nested",
        ]
    )
    ascii_only = dice.random() < 0.5
    indent = dice.choice([None, 2])
    ordinary: dict[str, Any] = {"ensure_ascii": ascii_only, "indent": indent}
    if kind in ("records", "columns", "index", "split", "table", "values"):
        made = frame.to_json(orient=kind, force_ascii=ascii_only, indent=indent)
    elif kind == "lines":
        made = frame.to_json(orient="records", lines=True, force_ascii=ascii_only)
    elif kind == "lists":
        made = json.dumps(frame.to_dict("list"), **ordinary)
    elif kind == "version":
        made = json.dumps({"version": "1.1", "count": len(records), "data": records}, **ordinary)
    elif kind == "hub":
        features = [
            {"feature_idx": i, "name": name, "type": {"dtype": "string"}}
            for i, name in enumerate(frame.columns)
        ]
        made = json.dumps(
            {
                "features": features,
                "rows": [{"row_idx": i, "row": r, "truncated_cells": []} for i, r in enumerate(records)],
            },
            **ordinary,
        )
    elif kind == "pretty":
        made = "\n".join(json.dumps(record, indent=2, ensure_ascii=ascii_only) for record in records)
    elif kind == "list label":
        made = "\n".join(
            json.dumps({"id": i, names[0]: t, names[1]: [label]}) for i, (t, label) in enumerate(rows)
        )
    else:
        made = json.dumps(
            [
                {
                    "id": i,
                    "data": {"text": t},
                    "annotations": [
                        {"id": 900 + i, "result": [{"type": "choices", "value": {"choices": [label]}}]}
                    ],
                }
                for i, (t, label) in enumerate(rows)
            ],
            **ordinary,
        )
    return rows, made, {"kind": kind, "names": names, "ascii": ascii_only, "indent": indent}


def lines(dice: random.Random) -> tuple[Rows, str, dict[str, Any]]:
    kind = dice.choice(["fasttext", "colons"])
    own = texts(dice, lambda text: "\n" not in text and "\t" not in text and text[:1] != "{", [])
    rows = labelled(dice, own)
    if kind == "fasttext":
        rows = [(text, label.replace(" ", "_")) for text, label in rows]
        return rows, "\n".join(f"__label__{label} {text}" for text, label in rows), {"kind": kind}
    return rows, "\n".join(f"{label}: {text}" for text, label in rows), {"kind": kind}


def written(seed: int) -> tuple[Rows, bytes, dict[str, Any]]:
    dice = random.Random(seed)
    rows, text, dialect = dice.choice([separated] * 6 + [as_json] * 3 + [lines])(dice)
    end = dice.choice(["\n", "\n", "\r\n", "\r"]) if "kind" not in dialect else dice.choice(["\n", "\r\n"])
    encodings = ["utf-8", "utf-8", "utf-8-sig", "utf-16"]
    if sum("\u4e00" <= character <= "\u9fff" for character in text) > 30:
        encodings += ["gb18030"] * (text.count("😀") == 0)
    encoding = dialect.get("language") or dice.choice(encodings)
    return rows, text.replace("\n", end).encode(encoding), {**dialect, "end": end, "encoding": encoding}


def read(data: bytes) -> Any:
    try:
        return [(row.text, row.label) for row in read_file(data, "x", Limits()).rows]
    except UserError as error:
        return error.key


def test_tables_in_any_dialect_come_back_as_they_were() -> None:
    wrong = []
    for seed in range(TABLES):
        rows, data, dialect = written(seed)
        got = read(data)
        if got != [(text.strip(), label) for text, label in rows]:
            odd = (
                got
                if isinstance(got, str)
                else next(
                    (p for p in zip(got, rows, strict=False) if p[0] != (p[1][0].strip(), p[1][1])), len(got)
                )
            )
            wrong.append(f"seed {seed}: {dialect}: {odd!r}")
    assert TABLES - len(wrong) >= RIGHT, "\n".join([f"{len(wrong)} of {TABLES} wrong", *wrong])
