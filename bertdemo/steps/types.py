"""The types of what travels between server and page, for the scripts: of every question, payload and function.

`python -m bertdemo.steps.types` writes assets/page/shared/types.d.ts anew; a test says when it is stale.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import ModuleType
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


def answering(module: ModuleType) -> Iterator[tuple[str, str, str]]:
    """(name, question, payload) of each function that `tell` makes callable from a page, as a script writes them."""
    tree = list(ast.walk(ast.parse(inspect.getsource(module))))
    functions = {node.name: node for node in tree if isinstance(node, ast.FunctionDef)}
    told = [(how, name) for name, node in functions.items() for how in node.decorator_list]
    # A method is told when its object is made: `tell(text, OfHead)(self.attention_map)`.
    told += [
        (node.func, node.args[0].attr)
        for node in tree
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Attribute)
    ]
    for how, name in told:
        if not (isinstance(how, ast.Call) and ast.unparse(how.func) == "tell") or name.startswith("_"):
            continue
        returned = functions[name].returns
        assert returned is not None, f"{name} does not say what it returns"
        question = script_type(vars(module)[ast.unparse(how.args[1])]) if len(how.args) > 1 else "object"
        yield name, question, script_type(eval(ast.unparse(returned), vars(module)))


def function_interface(module: ModuleType) -> str:
    """What a page can ask of a module; "" for nothing."""
    lines = [
        f"  {name}: (question: {question}) => Promise<{payload} | ErrorPayload>;"
        for name, question, payload in answering(module)
    ]
    name = module.__name__.split(".")[-1].capitalize()
    about = f"/** The functions of {module.__name__.removeprefix('bertdemo.')} that a page can call. */"
    return "\n".join([about, f"interface {name}Functions {{", *lines, "}"]) if lines else ""


def modules() -> Iterator[ModuleType]:
    """Where questions and payloads are made: steps/, page/, and the payloads of figures/."""
    from bertdemo import page, steps
    from bertdemo.figures import payload

    yield payload
    for package in (page, steps):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def travelling() -> Iterator[type]:
    """Every payload and question: the public dataclasses of steps/, and those of page/ and figures/ that travel."""
    seen: dict[str, type] = {}
    for module in modules():
        for kind in vars(module).values():
            own = isinstance(kind, type) and kind.__module__ == module.__name__ and is_dataclass(kind)
            if own and kind is not Question and kind.__name__ not in NOT_SENT:
                assert kind.__name__ not in seen, f"two payloads are called {kind.__name__}"
                seen[kind.__name__] = kind
    yield from seen.values()


NOT_SENT = {
    *("Step", "Instrument", "Card", "Evidence", "Outcome", "Revealed", "OfHub"),
    *("Asked", "OwnSentence", "Told"),  # of a worksheet
}  # of the server alone


def written() -> str:
    parts = [*map(interface, travelling()), *filter(None, map(function_interface, modules()))]
    return HEAD + "\n" + "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TYPES.write_text(written(), "utf-8")
    sys.stdout.write(f"{TYPES.name}: {len(written().splitlines())} lines\n")
