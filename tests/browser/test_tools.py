"""README's lines for assistants and notebooks do what they say, and answers of the bundled models are short."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from bertdemo.serving.bank import ModelBank
from tests.serving.loops import run

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
USUAL = "http://127.0.0.1:7860"
LONG = (  # 31 tokens
    "The animal did not cross the street because it was too tired, so the farmer had to carry it home to the barn "
    "before the rain began."
)
CALLS: dict[str, dict[str, Any]] = {
    "tokenize": {"text": LONG},
    "wordpiece": {"word": "Electroencephalography"},
    "attention": {"text": LONG},
    "classify": {"text": LONG},
    "embeddings": {"text": LONG},
    "self_attention": {"text": LONG, "layer": 1, "head": 1},
    "layer": {"text": LONG, "layer": 1},
    "heads": {"text": LONG},
    "ablate": {"text": LONG, "heads": [[1, 1]]},
    "attribute": {"text": LONG, "method": "attention"},
    "lens": {"text": LONG},
    "cost": {"text": LONG},
    "fill_mask": {"text": LONG.replace("home", "[MASK]")},
    "next_sentence": {"first": LONG, "second": LONG},
    "entities": {"text": LONG},
    "answer": {"question": "What was tired?", "context": LONG},
    "translate": {"text": LONG, "beams": 1},
}
OF_ENCODERS = {"tokenize", "attention", "embeddings", "self_attention", "layer", "heads", "lens", "cost"}


def block(language: str) -> str:
    (found,) = [text for text in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if USUAL in text]
    return str(found)


def test_the_lines_for_a_notebook_give_the_ids(url: str, models: ModelBank) -> None:
    code = ast.parse(block("python").replace(USUAL, url))
    last = code.body.pop()
    assert isinstance(last, ast.Expr)
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    ids = eval(compile(ast.Expression(last.value), "README.md", "eval"), names)
    assert ids == models().tokenizer("Hello, my dog is cute")["input_ids"]


def test_the_lines_for_a_desktop_client_find_tools_whose_answers_are_short(
    url: str, models: ModelBank
) -> None:
    address = json.loads(block("json").replace(USUAL, url))["mcpServers"]["bert"]["url"]
    assert len(models().encode(LONG).ids) == 31

    async def visit() -> dict[str, int]:
        async with (
            streamable_http_client(address) as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            listed = [tool.name for tool in (await session.list_tools()).tools]
            assert set(CALLS) == set(listed) - {"models", "finetune"}
            sizes: dict[str, int] = {}
            for name, given in {"models": {}, **CALLS}.items():
                for model in ["", "classroom-zh"] if name in OF_ENCODERS else [""]:
                    more = {"model": model} if model else {}
                    told = await session.call_tool(name, {**given, **more})
                    assert not told.isError, told
                    size = len(told.content[0].text.encode())  # type: ignore[union-attr]
                    sizes[name] = max(size, sizes.get(name, 0))
            return sizes

    sizes = run(visit())
    assert all(size <= 20_000 for size in sizes.values()), sizes


@pytest.mark.parametrize("page", ["/?view=api", "/gradio_api/mcp/schema"])
def test_gradio_s_own_documentation_knows_of_them(url: str, page: str) -> None:
    import httpx

    assert httpx.get(f"{url}{page}").status_code == 200
    assert httpx.get(f"{url}/config").json()["mcp_server"] is True
