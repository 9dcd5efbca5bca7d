"""Signing in and pushing over the web: what the lab's page asks once a training has ended.

A middleware (ASGI) behind the door, which has looked at host, origin and kind of each request; only there where the
server is a client of the Hub. The token stays in a signed cookie that scripts cannot read and that travels to these
routes alone, and to none of them from another website.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bertdemo.bert.model import Model
from bertdemo.bert.stopping import Gone
from bertdemo.errors import UserError
from bertdemo.serving.export import write_repository
from bertdemo.serving.gate import PUSHES, Caller, caller
from bertdemo.serving.jobs import Jobs
from bertdemo.serving.json_body import body_of, json_of, text_of
from bertdemo.serving.log import log_bug
from bertdemo.serving.page_files import origin
from bertdemo.serving.push import checked_name, push
from bertdemo.serving.sign_in import CALLBACK, HOURS, PUSH, Account, Provider, SignIn, account_of, keep
from bertdemo.serving.turns import in_turn
from bertdemo.serving.web import Application, Receive, Send, watch_leaving
from bertdemo.settings import Language

log = getLogger(__name__)
BODY = 8192  # bytes of a question
# Characters of a page's own address that the cookie keeps; of a longer one only the instrument is opened again.
LONGEST_QUERY = 1000
COOKIE = "bertdemo-hub"
AWAY = 900.0  # seconds in which a training is kept for who signs in
LONGEST = 300.0  # seconds that a push may take
AT_ONCE = 4  # threads
STATUS = {
    "error.push_signed_out": 401,
    "error.push_expired": 401,
    "error.push_forbidden": 403,
    "error.push_taken": 409,
    "error.push_silent": 502,
    "error.push_late": 504,
    "error.bug": 500,
    "error.training_gone": 404,
    "error.model_gone": 404,
}
Answer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Made:
    """What a training made, as it is pushed."""

    model: Model
    card: str
    folder: Path  # where its files may be written


class Pushes:
    """`made` finds what a training made, by its key, the name of its data and a language; `say` words an error."""

    def __init__(
        self,
        app: Application,
        provider: Provider,
        trainings: Jobs,
        made: Callable[[str, str, Language], Made],
        say: Callable[[UserError, Language], str],
    ) -> None:
        from starlette.middleware.sessions import SessionMiddleware

        self.app = app
        self.provider = provider
        self.trainings = trainings
        self.made = made
        self.say = say
        self._sign_in = SignIn(provider)
        self._sessions = SessionMiddleware
        self._threads = ThreadPoolExecutor(AT_ONCE, "push")
        self._acts: dict[tuple[str, str], Answer] = {
            ("POST", "login"): self._leave,
            ("GET", "callback"): self._come_back,
            ("POST", "account"): self._account,
            ("POST", "send"): self._send,
            ("POST", "logout"): self._logout,
        }

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        _, ours, act = str(scope["path"]).partition(PUSH) if scope["type"] == "http" else ("", "", "")
        answer = self._acts.get((str(scope.get("method")), act)) if ours else None
        if answer is None:
            await self.app(scope, receive, send)
            return

        async def answered(scope: Any, receive: Any, send: Any) -> None:
            response = await self._worded(answer, Request(scope, receive))
            if response is not None:
                response.headers["cache-control"] = "no-store"
                response.headers["referrer-policy"] = "no-referrer"  # the Hub's code is in the address
                await response(scope, receive, send)

        sessions = self._sessions(
            answered,
            secret_key=self.provider.key,
            session_cookie=COOKIE,
            max_age=HOURS,
            path=f"{scope.get('root_path') or ''}{PUSH.rstrip('/')}",
            https_only=True,  # browsers take a loopback address for as good
        )
        await sessions(scope, receive, send)  # type: ignore[arg-type]

    async def _worded(self, answer: Answer, request: Request) -> Response | None:
        """An answer, or in words why there is none; None when nobody is there to read it."""
        try:
            return await answer(request)
        except Gone:
            return None
        except UserError as error:
            wrong = error
        except Exception as error:
            log_bug(log, "a push", error)
            wrong = UserError("error.bug")
        detail = self.say(wrong, _language(request))
        return JSONResponse({"detail": detail, "key": wrong.key}, STATUS.get(wrong.key, 422))

    async def _leave(self, request: Request) -> Response:
        """To the Hub, by a form of the page, so that a new tab can be opened where this one stands in a frame."""
        fields = dict(parse_qsl((await body_of(request, BODY)).decode("utf-8", "replace"), max_num_fields=4))
        training = fields.get("training", "")[:64]
        _remember(request, training, fields.get("language", ""), fields.get("query", ""))
        try:
            self.trainings.keep(training, AWAY)
            return _see(await self._sign_in.leave(request, self._callback(request)))
        except UserError as error:
            request.session["problem"] = error.key
            return self._to_page(request)

    async def _come_back(self, request: Request) -> Response:
        """From the Hub, with its code or its refusal, to the page where the visitor was."""
        try:
            keep(request, await self._sign_in.come_back(request))
        except UserError as error:
            request.session["problem"] = error.key
        return self._to_page(request)

    async def _account(self, request: Request) -> Response:
        """Who has signed in; once, for which training they did, and what went wrong on the way."""
        await json_of(request, BODY)
        account = account_of(request)
        training, problem = (request.session.pop(name, "") for name in ("training", "problem"))
        said = self.say(UserError(problem), _language(request)) if problem else ""
        return JSONResponse({"name": account.name if account else "", "training": training, "problem": said})

    async def _logout(self, request: Request) -> Response:
        await json_of(request, BODY)
        request.session.clear()
        return JSONResponse({})

    async def _send(self, request: Request) -> Response:
        """Push what a training made. Raises UserError for all that its visitor can mend."""
        question = await json_of(request, BODY)
        was_signed_in = "account" in request.session
        account = account_of(request)
        if account is None:
            raise UserError("error.push_expired" if was_signed_in else "error.push_signed_out")
        training, data, name = (text_of(question, field) for field in ("training", "data", "name"))
        name, private = checked_name(name), question.get("private") is not False
        language = _language(request)
        left = threading.Event()
        token = caller.set(Caller(f"account {account.name}", left.is_set))
        watch = asyncio.create_task(watch_leaving(request.receive, left))  # type: ignore[arg-type]
        try:
            context = copy_context()
            pushed = asyncio.get_running_loop().run_in_executor(
                self._threads,
                lambda: context.run(
                    self._push, lambda: self.made(training, data, language), account, name, private
                ),
            )
            address = await asyncio.wait_for(pushed, LONGEST)
        except (TimeoutError, asyncio.TimeoutError):
            raise UserError("error.push_late", minutes=round(LONGEST / 60)) from None
        except UserError as error:
            if error.key == "error.push_expired":
                request.session.pop("account", None)
            raise
        finally:
            left.set()  # what still runs on the thread ends at its next piece
            caller.reset(token)
            watch.cancel()
        return JSONResponse({"address": address, "name": f"{account.name}/{name}"})

    def _push(self, make: Callable[[], Made], account: Account, name: str, private: bool) -> str:
        """The files first, among other heavy work; then their way, beside it: it waits for another server."""
        made = make()
        with tempfile.TemporaryDirectory(dir=made.folder) as place:
            folder, identifier = Path(place), f"{account.name}/{name}"
            in_turn("heavy", (), lambda: write_repository(made.model, made.card, folder, identifier))
            with PUSHES.entered():
                return push(folder, account, name, private, self.provider.address)

    def _callback(self, request: Request) -> str:
        """Where the Hub sends its user back: the Space's own name, whatever else it is called by."""
        root = str(request.scope.get("root_path") or "")
        if self.provider.host:
            return f"https://{self.provider.host}{root}{CALLBACK}"
        return origin(request.scope, Headers(raw=request.scope["headers"])) + CALLBACK

    def _to_page(self, request: Request) -> Response:
        """Only the language and what stands behind the "?" come from the visitor: no other site can be named."""
        language, query = request.session.pop("language", "en"), request.session.pop("query", "")
        root = str(request.scope.get("root_path") or "")
        page = "/zh" if language == "zh" else "/"
        return RedirectResponse(f"{root}{page}?{query or 'step=finetuning&on=lab'}", 303)


def _remember(request: Request, training: str, language: str, query: str) -> None:
    """What the page needs after the way to the Hub and back."""
    request.session["training"] = training
    request.session["language"] = "zh" if language == "zh" else "en"
    short = query.lstrip("?")
    request.session["query"] = short if len(short) <= LONGEST_QUERY else ""


def _see(response: Response) -> Response:
    """A redirect after a form: the browser asks for the next address, and sends it nothing."""
    response.status_code = 303
    return response


def _language(request: Request) -> Language:
    return "zh" if request.headers.get("accept-language", "").startswith("zh") else "en"
