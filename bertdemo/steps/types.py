"""The types of what travels between server and page, for the scripts: of every question and every payload.

`python -m bertdemo.steps.types` writes assets/page/shared/types.d.ts anew; a test says when it is stale.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bertdemo.page.questions import Question
from bertdemo.settings import ASSETS

TYPES = ASSETS / "page" / "shared" / "types.d.ts"
HEAD = "// What the server sends and is asked: written by `python -m bertdemo.steps.types`, not by hand.\n"
PLAIN = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    types.NoneType: "null",
    Any: "unknown",
}


def script_type(kind: Any) -> str:
    """The type of a field as a script writes it."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " | ".join(repr(one).replace("'", '"') for one in arguments)
    if origin in (types.UnionType, Union):
        return " | ".join(map(script_type, arguments))
    if origin is tuple and arguments[-1] is not Ellipsis:
        return f"[{', '.join(map(script_type, arguments))}]"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"Record<string, {script_type(arguments[1])}>"
    if isinstance(origin, type) and issubclass(origin, Sequence):
        inner = script_type(arguments[0])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if isinstance(kind, type) and is_dataclass(kind):
        return kind.__name__
    raise TypeError(f"{kind} does not travel")


def interface(kind: type) -> str:
    """A dataclass as the interface that a script reads."""
    hints = get_type_hints(kind)
    lines = [f"  {field.name}: {script_type(hints[field.name])};" for field in fields(kind)]
    about = (inspect.getdoc(kind) or "").split("\n")[0]
    return "\n".join([f"/** {about} */", f"interface {kind.__name__} {{", *lines, "}"])


def travelling() -> Iterator[type]:
    """Every payload and question: the public dataclasses of steps/, and those of page/ and figures/ that travel."""
    from bertdemo import page, steps
    from bertdemo.figures import payload

    modules = [payload]
    for package in (page, steps):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            modules.append(importlib.import_module(found.name))  # noqa: PERF401  two lines say it better
    seen: dict[str, type] = {}
    for module in modules:
        for kind in vars(module).values():
            own = isinstance(kind, type) and kind.__module__ == module.__name__ and is_dataclass(kind)
            if own and kind is not Question and kind.__name__ not in NOT_SENT:
                assert kind.__name__ not in seen, f"two payloads are called {kind.__name__}"
                seen[kind.__name__] = kind
    yield from seen.values()


NOT_SENT = {"Tab", "OfHub"}  # of the server alone


def written() -> str:
    return HEAD + "\n" + "\n\n".join(interface(kind) for kind in travelling()) + "\n"


if __name__ == "__main__":
    TYPES.write_text(written(), "utf-8")
    sys.stdout.write(f"{TYPES.name}: {len(written().splitlines())} lines\n")
