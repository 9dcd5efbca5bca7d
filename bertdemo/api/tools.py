"""The named endpoints as tools for assistants: what each takes, in JSON Schema, and short answers."""

from __future__ import annotations

import inspect
import json
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bertdemo.errors import UserError, literal, shown

# A tool's answer is read by a model that pays for every digit: where an endpoint gives all, its tool gives some.
SHORT: dict[str, Any] = {"decimals": 3, "token": 1}
DIGITS = 4  # significant ones, of numbers that an endpoint does not round itself
CHANGES = {"finetune"}  # what leaves something behind: a model, for its caller and for a while
NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True)
class Tool:
    """A tool: its name, its first sentence, what it takes, and the endpoint's function that answers."""

    name: str
    description: str
    schema: dict[str, Any]
    function: Callable[..., Any]

    @property
    def reads(self) -> bool:
        """Whether a call leaves everything as it was."""
        return self.name not in CHANGES

    @property
    def asks_hub(self) -> bool:
        """Whether it may look for a model elsewhere."""
        return bool({"model", "base"} & set(self.schema["properties"]))


def tool_of(function: Callable[..., Any]) -> Tool:
    """The tool of an endpoint's function, from its signature, its type hints and its docstring."""
    described, _, told = inspect.cleandoc(function.__doc__ or "").partition("\nArgs:\n")
    words = dict(re.findall(r"^\s+(\w+): (.+)$", told, re.MULTILINE))
    kinds = get_type_hints(function)
    properties: dict[str, Any] = {}
    for name, one in inspect.signature(function).parameters.items():
        properties[name] = {**kind_of(kinds[name]), "description": words[name]}
        if one.default is not one.empty:
            properties[name]["default"] = SHORT.get(name, one.default)
    schema = {
        "type": "object",
        "properties": properties,
        "required": [name for name, one in properties.items() if "default" not in one],
        "additionalProperties": False,
    }
    return Tool(function.__name__, " ".join(described.split()), schema, function)


def kind_of(hint: Any) -> dict[str, Any]:
    """A type hint of an endpoint as JSON Schema."""
    parts = get_args(hint)
    if get_origin(hint) is Literal:
        return {"type": "string", "enum": list(parts)}
    if get_origin(hint) is list:
        return {"type": "array", "items": kind_of(parts[0])}
    if get_origin(hint) in (Union, types.UnionType):
        (one,) = [kind_of(part) for part in parts if part is not type(None)]
        return {**one, "type": [one["type"], "null"]}
    return {"type": NAMES[hint]}


def arguments(tool: Tool, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the endpoint is called with. Raises UserError for a name that it does not take, or one that lacks."""
    properties = tool.schema["properties"]
    lacking = [name for name in tool.schema["required"] if name not in given]
    if lacking or not set(given) <= set(properties):
        raise UserError(
            "error.arguments",
            tool=tool.name,
            given=", ".join(map(str, given)) or "–",
            known=", ".join(properties),
            needed=", ".join(tool.schema["required"]) or "–",
        )
    short = {name: value for name, value in SHORT.items() if name in properties}
    return short | {name: _number(value, properties[name]["type"]) for name, value in given.items()}


def _number(value: Any, kind: Any) -> Any:
    """A whole number that a model wrote as "3" or 3.0 is one."""
    if "integer" not in kind:
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def written(answer: Any) -> str:
    """An answer as JSON, without spaces, each number with DIGITS significant digits."""
    return json.dumps(_fewer_digits(answer), ensure_ascii=False, separators=(",", ":"))


def _fewer_digits(value: Any) -> Any:
    if isinstance(value, float):
        if abs(value) >= 10**DIGITS:
            return round(value)
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {name: _fewer_digits(one) for name, one in value.items()}
    return [_fewer_digits(one) for one in value] if isinstance(value, list | tuple) else value


def unknown(name: str, tools: Mapping[str, Tool]) -> UserError:
    """Why there is no tool of a name."""
    return UserError("error.no_tool", tool=shown(literal(name), 40), tools=", ".join(tools))
