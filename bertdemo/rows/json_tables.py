"""JSON to a table, in the shapes that libraries and tools for annotation write.

Lists of objects or of rows; objects one after another; every `orient` of pandas; the rows of a Hub viewer; objects
whose text or label lies deeper, as tools for annotation write them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from bertdemo.errors import UserError
from bertdemo.numbers import is_whole
from bertdemo.rows import columns
from bertdemo.rows.encodings import CONTROL, Told
from bertdemo.rows.labelled_rows import FEWEST
from bertdemo.rows.table import Table, no_more

MOST_CELLS = 5_000_000  # of objects that all have different names
DEEPEST = 6  # objects in objects whose values become cells
TITLES = {"title", "headline", "description", "标题", "標題"}  # stand above texts as often as they are texts
CONTEXTS = {"context", "passage", "paragraph"}  # the texts that questions are asked about
BEGIN = re.compile(r'\{\s*"|\[\s*(\{\s*"|\[\s*"|")')  # what begins so is meant as JSON
DECODER = json.JSONDecoder(strict=False)  # a line break in a string is taken as it stands
BETWEEN = re.compile(r"[\s,\x1e]*")
NEXT_VALUE = re.compile(r"\n(?![ \t}\]\",\n])")
LONGEST_TRIED = 20_000  # characters of a value at first
Items = list[tuple[int, Any]]  # the line, or the place in a list, and the value


def string(value: Any) -> str:
    """A JSON value as a cell: nothing for null and NaN, 1 for 1.0, lists and objects as they are written."""
    if value is None or value != value:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):  # thousands of digits, or nested as deep as may be read
        return ""


def read_json(text: str, texts_only: bool = False) -> Table | None:
    """The table in a text that is JSON, None if it is none; what is broken or of another kind is left out and counted.

    `texts_only`: a list of strings is a table too. Raises UserError for JSON that is cut off or broken.
    """
    begin = text.lstrip()
    if not begin or begin[0] not in "[{":
        return None
    broken: list[int] = []
    findings: Told = []
    try:
        value = json.loads(begin, strict=False)
        if _is_empty(value):
            raise UserError("error.rows_empty_json")
        items = list(enumerate(no_more(_records(value, findings)), start=1))
        if not items or (isinstance(value, dict) and len(items) == 1 and items[0][1] is value):
            items = [(1, value)]
    except (ValueError, RecursionError):
        items, broken = _one_after_another(text)
        if len(items) == 1:  # more are records, however much is in them
            items = list(enumerate(_records(items[0][1], findings), start=1))
    objects = [(number, item) for number, item in items if isinstance(item, dict)]
    lists = [(number, item) for number, item in items if isinstance(item, list) and len(item) > 1]
    strings = [(number, [item]) for number, item in items if isinstance(item, str)] if texts_only else []
    kept: Items = max((objects, lists, strings), key=len)
    if len(kept) <= len(broken):  # lines in brackets that are no JSON at all, or JSON cut off in the middle
        if BEGIN.match(begin):
            raise UserError("error.rows_json")
        return None
    numbers = {number for number, _ in kept}
    broken = sorted(broken + [number for number, _ in items if number not in numbers])
    if kept is objects:
        if texts_only:
            objects = [(number, _without_parts(item)) for number, item in _unfolded(objects, _has_text)]
        else:
            objects = _labelled(objects)
        return _of_objects(objects, broken, findings)
    return _of_lists(kept, broken, findings)


def _is_empty(value: Any) -> bool:
    """No record at all, as in {}, [], [{}], {"columns": ["text"], "data": []} and {"text": {}, "label": {}}."""
    if isinstance(value, list):
        return all(isinstance(one, list | dict) and not one for one in value)
    if not isinstance(value, dict) or _has_text({name: one for name, one in value.items() if one}):
        return False
    inner = [one for one in value.values() if isinstance(one, list | dict)]
    return not value or [] in (value.get("data"), value.get("rows")) or (bool(inner) and not any(inner))


def _has_text(item: dict[str, Any], titles: bool = True) -> bool:
    """Whether an object, or one in it, has a string under a name of texts; titles may count or not."""
    inner = [one for one in item.values() if isinstance(one, dict)]
    return any(
        isinstance(one, str)
        and (columns.names_text(name) or name.lower() in CONTEXTS)
        and (titles or name.lower() not in TITLES)
        for part in (item, *inner)
        for name, one in part.items()
    )


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _without_parts(item: dict[str, Any]) -> dict[str, Any]:
    """An object with a text of its own, without the lists of objects in it, such as questions about that text."""
    if not _has_text(item):
        return item
    return {name: one for name, one in item.items() if not _is_objects(one)}


def _inner_list(item: dict[str, Any]) -> str | None:
    """The name of the one list of objects in an object that is no record itself."""
    if _has_text(item, titles=False) or columns.names_known(list(item)) == 2:
        return None
    names = [name for name, one in item.items() if _is_objects(one)]
    return names[0] if len(names) == 1 else None


def _unfolded(objects: Items, is_record: Callable[[dict[str, Any]], bool], depth: int = 0) -> Items:
    """The records in objects that each hold one list of them, such as groups, articles and their paragraphs.

    Records keep the values that stand beside their list, such as the label of a group. Where what is found are no
    records, the objects stay as they are.
    """
    inner: Items = []
    for number, item in objects:
        name = _inner_list(item)
        if name is None or depth > DEEPEST:
            return objects
        beside = {
            key: one
            for key, one in item.items()
            if isinstance(one, str | int | float) and not columns.names_text(key)
        }
        inner += [(number, {**beside, **one}) for one in item[name]]
        no_more(inner)
    inner = _unfolded(inner, is_record, depth + 1)
    return inner if 2 * sum(is_record(one) for _, one in inner) > len(inner) else objects


def _labelled(objects: Items) -> Items:
    """The records with a text and a label. Raises UserError for a few objects that hold texts without labels."""
    records = _unfolded(objects, lambda item: columns.names_known(list(item)) == 2)
    if records is objects and len(objects) < FEWEST and _unfolded(objects, _has_text) is not objects:
        raise UserError("error.rows_nested", column=_shown([_inner_list(objects[0][1]) or ""]))
    return records


def _one_after_another(text: str) -> tuple[Items, list[int]]:
    """Values one after another, on a line each or over several, and the lines of what is broken."""
    items: Items = []
    broken: list[int] = []
    at, line, following, room = 0, 1, 0, 3 * len(text)
    while (begin := BETWEEN.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        line += text.count("\n", at, begin)
        if begin >= following:
            following = _next_value(text, begin)
        value = _first_value(text[begin : min(following, begin + LONGEST_TRIED)])
        if value is None and room > 0:  # a longer value, or a line break in a string
            end = max(following, begin + LONGEST_TRIED)
            room -= end - begin
            value = _first_value(text[begin:end])
        if value is None:
            broken.append(line)
            at = following
        else:
            items.append((line, value[0]))
            no_more(items)
            at = begin + value[1]
        line += text.count("\n", begin, at)
    return items, broken


def _first_value(part: str) -> tuple[Any, int] | None:
    """The value that a text begins with and where it ends.

    The text is a part of the whole, since an error of the decoder counts the lines from its beginning.
    """
    try:
        value, end = DECODER.raw_decode(part)
    except (ValueError, RecursionError):
        return None
    behind = part[end : end + 1]
    return (value, end) if not behind or behind in ",\x1e\t\r\n {[" else None


def _next_value(text: str, at: int) -> int:
    """Where the next value may begin: a line that is no inner or last line of this one."""
    following = NEXT_VALUE.search(text, at)
    return following.end() if following else len(text)


def _records(value: Any, findings: Told, depth: int = 0) -> list[Any]:
    """The records in a JSON value: objects, rows or strings."""
    if isinstance(value, list):
        if value and all(isinstance(one, dict) and isinstance(one.get("row"), dict) for one in value):
            return [one["row"] for one in value]
        return value
    if not isinstance(value, dict) or depth > DEEPEST:
        return [value]
    for shape in (_hub_rows, _named_rows, _by_column, _by_row, _by_label, _by_text):
        table = shape(value, findings)
        if table is not None:
            return table
    inner = [one for one in value.values() if isinstance(one, list | dict) and _is_table(one)]
    if inner and not any(isinstance(one, str) and columns.names_text(key) for key, one in value.items()):
        groups = [_records(one, findings, depth + 1) for one in inner]
        longest = max(groups, key=len)
        return [record for group in groups if _alike(group[0], longest[0]) for record in group]
    return [value]


def _alike(record: Any, other: Any) -> bool:
    """Whether two records are of one table: the parts "train" and "test" are, a description of the columns is not."""
    if isinstance(record, dict) and isinstance(other, dict):
        return 2 * len(record.keys() & other.keys()) >= max(len(record), len(other))
    return type(record) is type(other)


def _is_table(value: Any) -> bool:
    """Several objects or rows: what is meant where an object holds one list besides its version."""
    if isinstance(value, dict):
        return any(isinstance(one, list) and _is_table(one) for one in value.values())
    return len(value) > 0 and (
        all(isinstance(one, dict) for one in value) or all(isinstance(one, list) for one in value)
    )


def _hub_rows(value: dict[str, Any], findings: Told) -> list[Any] | None:
    """{"features": …, "rows": [{"row": {…}}]}, with the names of the labels where the features tell them."""
    rows, features = value.get("rows"), value.get("features")
    if not isinstance(rows, list) or not rows or not isinstance(features, list):
        return None
    records = [one["row"] for one in rows if isinstance(one, dict) and isinstance(one.get("row"), dict)]
    if len(records) != len(rows):
        return None
    for feature in features:
        kind = feature.get("type") if isinstance(feature, dict) else None
        names = kind.get("names") if isinstance(kind, dict) else None
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            column = feature.get("name")
            records = [
                {**row, column: names[row[column]]} if _names_one(row.get(column), names) else row
                for row in records
            ]
            if any(_names_one(one["row"].get(column), names) for one in rows):
                findings.append(("labelled.feature_names", {"column": _shown([string(column)])}))
    return records


def _names_one(value: Any, names: Sequence[str]) -> bool:
    return is_whole(value, 0, len(names) - 1)


def _named_rows(value: dict[str, Any], findings: Told) -> list[Any] | None:
    """{"columns": ["text", "label"], "data": [["…", "…"], …]}, whatever the two are called."""
    names = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(n, str) for n in v)]
    for rows in value.values():
        if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
            continue
        width = max(map(len, rows))
        for name in names:
            if len(name) == width > 1 and (columns.names_known(name) or value.get("columns") is name):
                return [dict(zip(name, row, strict=False)) for row in rows]
    return None


def _by_column(value: dict[str, Any], findings: Told) -> list[Any] | None:
    """{"text": {"0": …}, "label": {"0": …}} or {"text": […], "label": […]}."""
    if len(value) < 2:
        return None
    values = list(value.values())
    if all(isinstance(column, dict) for column in values):
        keys = list(dict.fromkeys(key for column in values for key in column))
        shared = all(set(column) == set(keys) for column in values)
        known_inside = columns.names_known(keys)
        if not shared or any(isinstance(one, list | dict) for column in values for one in column.values()):
            return None
        if columns.names_known(list(value)) < known_inside or (
            not columns.names_known(list(value)) and len(keys) <= len(value)
        ):
            return None
        return [{name: column[key] for name, column in value.items()} for key in keys]
    lists = {name: column for name, column in value.items() if isinstance(column, list)}
    lengths = {len(column) for column in lists.values()}
    if len(lists) < 2 or len(lengths) != 1 or max(lengths) < 2:
        return None
    if any(isinstance(one, dict) for column in lists.values() for one in column):
        return None
    if columns.names_known(list(lists)) < 2:
        cells = [[string(one) for one in column] for column in lists.values()]
        if all(len(set(column)) == len(column) for column in cells):
            return None  # texts under the name of their label
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]


def _by_row(value: dict[str, Any], findings: Told) -> list[Any] | None:
    """{"0": {"text": …, "label": …}, "1": {…}}."""
    rows = list(value.values())
    if len(rows) < 2 or not all(isinstance(row, dict) and len(row) > 1 for row in rows):
        return None
    if columns.names_known(list(value)):
        return None
    shared = set(rows[0]).intersection(*rows)
    return rows if len(shared) > 1 else None


def _by_label(value: dict[str, Any], findings: Told) -> list[Any] | None:
    """{"good": ["…", "…"], "bad": ["…"]}."""
    if len(value) < 2 or columns.names_known(list(value)):
        return None
    for texts in value.values():
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            return None
    findings.append(("labelled.by_label", {"names": _shown(list(value))}))
    return [{"text": text, "label": label} for label, texts in value.items() for text in texts]


def _by_text(value: dict[str, Any], findings: Told) -> list[Any] | None:
    """{"A fine film": "good", "A dull one": "bad", …}."""
    labels = [string(one) for one in value.values() if isinstance(one, str | int)]
    if len(value) < 8 or len(labels) < len(value) or not columns.is_few(labels):
        return None
    return [{"text": text, "label": label} for text, label in value.items()]


def _of_lists(items: Items, broken: list[int], findings: Told) -> Table:
    rows = [[_joined(cell) for cell in item] for _, item in items]
    several = {
        (r, c) for r, (_, item) in enumerate(items) for c, cell in enumerate(item) if _is_several(cell)
    }
    lines = [number for number, _ in items]
    width = max(map(len, rows))
    if width > columns.MOST_COLUMNS:
        raise UserError("error.rows_too_wide", most=columns.MOST_COLUMNS)
    header = all(isinstance(cell, str | None) for cell in items[0][1]) and columns.is_header(rows)
    names = rows[0] if header else [""] * width
    if header:
        rows, lines = rows[1:], lines[1:]
        several = {(row - 1, column) for row, column in several}
        findings.append(("labelled.header", {"names": _shown(names)}))
    named = columns.unlike(names, findings) if width > 1 else ["text"]
    return Table(named, rows, lines, width > 1, broken=broken, findings=findings, several=frozenset(several))


def _of_objects(objects: Items, broken: list[int], findings: Told) -> Table:
    flat = [_flat(item) for _, item in objects]
    paths = list(dict.fromkeys(path for item in flat for path in item))
    most = min(columns.MOST_COLUMNS, MOST_CELLS // max(1, len(objects)))
    if len(paths) > most:
        raise UserError("error.rows_too_wide", most=most)
    last = [path[-1] for path in paths]
    names = [path[-1] if last.count(path[-1]) == 1 else ".".join(path) for path in paths]
    rows = [[_joined(item.get(path)) for path in paths] for item in flat]
    several = {
        (r, c) for r, item in enumerate(flat) for c, path in enumerate(paths) if _is_several(item.get(path))
    }
    lines = [number for number, _ in objects]
    return Table(
        columns.unlike(names, findings),
        rows,
        lines,
        broken=broken,
        findings=findings,
        several=frozenset(several),
    )


def _flat(item: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    """The values of an object by their paths; of a list of objects, each path holds the values of all of them."""
    cells: dict[tuple[str, ...], Any] = {}

    def walk(value: Any, path: tuple[str, ...], depth: int) -> None:
        if isinstance(value, dict) and value and depth < DEEPEST + 4:
            for name, inner in value.items():
                walk(inner, (*path, name), depth + 1)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value[:50]):
            for one in value[:50]:
                walk(one, path, depth + 1)
        elif path not in cells:
            cells[path] = value
        elif value is not None and string(value) != string(cells[path]):
            before = cells[path] if isinstance(cells[path], list) else [cells[path]]
            added = value if isinstance(value, list) else [value]
            known = set(map(string, before))
            cells[path] = before + [one for one in added if string(one) not in known]

    for name, value in item.items():
        walk(value, (name,), 0)
    return cells


def _shown(names: Sequence[str]) -> str:
    return CONTROL.sub(" ", ", ".join(names)[:200])


def _joined(value: Any) -> str:
    """A list of one value is that value."""
    return (
        string(value[0])
        if isinstance(value, list) and len(value) == 1
        else ""
        if value == []
        else string(value)
    )


def _is_several(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1
