"""The endpoints as tools of the Model Context Protocol, at /gradio_api/mcp/: one server, no sessions, no files.

Gradio's own server would send each call through HTTP to itself, answer with Python's `repr`, hide defaults that are
falsy, and read files that an argument names. This one calls the same functions, at the same gate.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.context import LocalContext
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse

from bertdemo.api import tools
from bertdemo.api.endpoints import endpoints, raise_for_caller
from bertdemo.api.tools import Tool, arguments, tool_of, written
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import listed
from bertdemo.serving.web import Application, Receive, Send
from bertdemo.text import Text

log = logging.getLogger(__name__)
PATH = re.compile(r"/gradio_api/mcp(/http)?/?")
SCHEMA = re.compile(r"/gradio_api/mcp/schema/?")  # where Hugging Face looks for the tools of a Space
MODELS = "bert://models"
PROMPT = "explain_this_sentence_to_a_class"
AT_ONCE = 64  # calls; each waits at the gate on a thread
OFTEN = 0.5  # seconds between two words on how a training goes
TEXT = Text("en")
FOR_PEOPLE = """BERT, live: tools for assistants (Model Context Protocol, streamable HTTP).

Give your assistant this address:
  {address}
A desktop client that starts programs takes:
  {{"mcpServers": {{"bert": {{"command": "npx", "args": ["mcp-remote", "{address}"]}}}}}}
"""


def is_there() -> bool:
    """Whether the package `mcp` is installed; without it the app has all but this."""
    if importlib.util.find_spec("mcp") is not None:
        # Its warnings quote what was typed, some of them by the root's own logger.
        logging.getLogger("mcp").setLevel(logging.CRITICAL)
        logging.getLogger().addFilter(not_of_mcp)
        return True
    log.warning("the package mcp is not installed: no tools for assistants at /gradio_api/mcp/")
    return False


def not_of_mcp(record: logging.LogRecord) -> bool:
    return Path(record.pathname).parts[-3:-1] != ("mcp", "shared")


class Assistants:
    """The middleware (ASGI), behind the door: it answers what assistants ask, and each call is forgotten after it."""

    def __init__(self, app: Application, models: ModelBank) -> None:
        self.app = app
        self.models = models
        self._server: Any = None  # made at the first question: the start does not wait for it

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path") or ""))
        if scope["type"] != "http" or not (PATH.fullmatch(path) or SCHEMA.fullmatch(path)):
            await self.app(scope, receive, send)
            return
        if SCHEMA.fullmatch(path):
            response: Any = JSONResponse([in_short(tool) for tool in self._tools().values()])
        elif scope["method"] == "POST":
            await self._answer(scope, receive, send)
            return
        else:
            response = self._for_people(Request(scope))
        await response(scope, receive, send)

    def _tools(self) -> dict[str, Tool]:
        return {tool.name: tool for tool in map(tool_of, endpoints(self.models))}

    def _for_people(self, request: Request) -> PlainTextResponse:
        """What a browser sees; an assistant that wants to listen is told that nothing is sent unasked."""
        if "text/event-stream" in request.headers.get("accept", ""):
            return PlainTextResponse("Only answers are sent here.", 405, {"allow": "POST"})
        host = request.headers.get("x-forwarded-host", request.headers.get("host", ""))
        scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
        address = f"{scheme}://{host}{request.scope.get('root_path') or ''}/gradio_api/mcp/"
        return PlainTextResponse(FOR_PEOPLE.format(address=address))

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """One request by a transport of its own, which ends with it."""
        from mcp.server.streamable_http import StreamableHTTPServerTransport

        if self._server is None:
            self._server = server(self.models, self._tools())
        transport = StreamableHTTPServerTransport(mcp_session_id=None)
        told = LocalContext.request.set(gr.Request(Request(scope)))  # a lent GPU is on this visitor's quota
        try:
            async with transport.connect() as (reading, writing):
                options = self._server.create_initialization_options()
                work = asyncio.create_task(self._server.run(reading, writing, options, stateless=True))
                try:
                    await transport.handle_request(scope, receive, send)  # type: ignore[arg-type]
                    await transport.terminate()
                finally:
                    work.cancel()
                    with suppress(asyncio.CancelledError):
                        await work
        finally:
            LocalContext.request.reset(told)


def in_short(tool: Tool) -> dict[str, Any]:
    """A tool as Gradio's own server lists it for Hugging Face."""
    return {
        "name": tool.name,
        "description": tool.description,
        "inputSchema": tool.schema,
        "meta": {"file_data_present": False, "mcp_type": "tool", "endpoint_name": tool.name},
    }


def server(models: ModelBank, known: dict[str, Tool]) -> Any:
    """The protocol's server: tools, a resource with the list of models, and a prompt."""
    from mcp import types
    from mcp.server.lowlevel import Server

    asked = {name: raise_for_caller(tool.function, models) for name, tool in known.items()}
    made: Any = Server("BERT, live", instructions=TEXT("tools.about"))
    threads = ThreadPoolExecutor(AT_ONCE, "assistant")

    @made.list_tools()
    async def list_tools() -> list[types.Tool]:
        return [listed_tool(tool) for tool in known.values()]

    @made.call_tool(validate_input=False)
    async def call_tool(name: str, given: dict[str, Any]) -> types.CallToolResult:
        say = progress(made.request_context)

        def answer() -> tuple[str, bool]:
            try:
                if name not in known:
                    raise tools.unknown(name, known)
                return written(last_of(asked[name](**arguments(known[name], given)), say)), False
            except UserError as error:
                return TEXT.message(error), True
            except gr.Error as error:
                return str(error.message), True

        loop, context = asyncio.get_running_loop(), copy_context()
        said, wrong = await loop.run_in_executor(threads, context.run, answer)
        return types.CallToolResult(content=[types.TextContent(type="text", text=said)], isError=wrong)

    add_resource(made, models)
    add_prompt(made)
    return made


def listed_tool(tool: Tool) -> Any:
    """A tool as the protocol lists it."""
    from mcp import types

    return types.Tool(
        name=tool.name,
        description=tool.description,
        inputSchema=tool.schema,
        annotations=types.ToolAnnotations(
            readOnlyHint=tool.reads, destructiveHint=False, openWorldHint=tool.asks_hub
        ),
    )


def progress(context: Any) -> Callable[[dict[str, Any]], None]:
    """A function for the computing thread that tells who asked for it how a training goes."""
    token = context.meta.progressToken if context.meta else None
    loop = asyncio.get_running_loop()
    spoke = 0.0

    def say(step: dict[str, Any]) -> None:
        nonlocal spoke
        if token is None or "steps" not in step or time.monotonic() - spoke < OFTEN:
            return
        spoke = time.monotonic()
        told = context.session.send_progress_notification(
            token, step["step"], step["steps"], related_request_id=str(context.request_id)
        )
        asyncio.run_coroutine_threadsafe(told, loop)

    return say


def last_of(answer: Any, say: Callable[[dict[str, Any]], None]) -> Any:
    """An answer; of a stream what it found first and what it ends with, its steps being told on the way."""
    if not isinstance(answer, Iterator):
        return answer
    told: dict[str, Any] = {}
    for step in answer:
        say(step)
        if "steps" not in step:
            told |= step
    return told


@contextmanager
def told_as_protocol() -> Iterator[None]:
    """A UserError as the protocol's own error."""
    from mcp import types
    from mcp.shared.exceptions import McpError

    try:
        yield
    except UserError as error:
        raise McpError(types.ErrorData(code=types.INVALID_PARAMS, message=TEXT.message(error))) from None


def add_resource(made: Any, models: ModelBank) -> None:
    """The list of models, to be read without a call."""
    from mcp import types
    from mcp.server.lowlevel.helper_types import ReadResourceContents

    @made.list_resources()
    async def list_resources() -> list[types.Resource]:
        return [
            types.Resource(
                uri=MODELS,  # type: ignore[arg-type]
                name="models",
                description=TEXT("tools.models"),
                mimeType="application/json",
            )
        ]

    @made.read_resource()
    async def read_resource(uri: Any) -> list[ReadResourceContents]:
        with told_as_protocol():
            if str(uri) != MODELS:
                raise UserError("error.no_resource", resource=str(uri)[:80], known=MODELS)
        here = [one.describe() for one in await asyncio.to_thread(listed, models.settings)]
        return [ReadResourceContents(written({"models": here}), "application/json")]


def add_prompt(made: Any) -> None:
    """What a teacher picks: an explanation of a sentence, with numbers of the tools."""
    from mcp import types

    @made.list_prompts()
    async def list_prompts() -> list[types.Prompt]:
        sentence = types.PromptArgument(
            name="sentence", description=TEXT("tools.class_sentence"), required=True
        )
        language = types.PromptArgument(
            name="language", description=TEXT("tools.class_language"), required=False
        )
        return [types.Prompt(name=PROMPT, description=TEXT("tools.class"), arguments=[sentence, language])]

    @made.get_prompt()
    async def get_prompt(name: str, given: dict[str, str] | None) -> types.GetPromptResult:
        given = given or {}
        with told_as_protocol():
            if name != PROMPT:
                raise UserError("error.no_prompt", prompt=name[:80], known=PROMPT)
            if not given.get("sentence", "").strip():
                raise UserError("error.no_sentence")
        text = Text("zh" if given.get("language", "").lower().startswith("zh") else "en")
        said = text("tools.class_prompt", sentence=given["sentence"][:2000])
        message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=said))
        return types.GetPromptResult(description=text("tools.class"), messages=[message])
