"""Signing in with Hugging Face (OpenID Connect), where this server is a client there: a Space with `hf_oauth: true` is.

authlib speaks the protocol, as it does in the helpers of huggingface_hub and Gradio. Those are not used: they keep the
whole answer, organizations and all, in a cookie that holds 4 kB, answer on a Space only, and the Hub's sends a visitor
on to whatever site an address names. Nothing of authlib is imported where there is no client.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bertdemo.errors import UserError
from bertdemo.serving.log import log_bug

log = logging.getLogger(__name__)
PUSH = "/bertdemo/push/"  # where everything that needs the visitor's cookie is answered, and the cookie's own path
LOGIN = PUSH + "login"
CALLBACK = PUSH + "callback"
NEEDED = ("OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET", "OPENID_PROVIDER_URL")
LIBRARIES = ("authlib", "itsdangerous")
# With the last one the Hub lets this app create repositories, and touch those alone that it created.
SCOPES = "openid profile contribute-repos"
HOURS = 8 * 3600  # seconds that a token of the Hub lasts unless its owner chose another time
TIMEOUT = 10.0  # seconds that the Hub may take for one answer
NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}", re.ASCII)


@dataclass(frozen=True)
class Provider:
    """What makes this server a client of the Hub."""

    client: str
    secret: str = field(repr=False)
    address: str  # of the Hub, without a slash at its end
    scopes: str = SCOPES
    host: str = ""  # the Space's own name

    @property
    def key(self) -> str:
        """By which cookies are signed: another client has another one."""
        return hashlib.sha256(f"{self.secret}-bertdemo-1".encode()).hexdigest()


def provider(environment: Mapping[str, str] = os.environ) -> Provider | None:
    """The client that the environment tells of, as that of a Space does; None where there is none."""
    client, secret, address = (environment.get(name, "").strip() for name in NEEDED)
    if not (client and secret and address.startswith(("https://", "http://"))):
        return None
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        log.warning("nobody can sign in: %s is not installed", " and ".join(missing))
        return None
    host = environment.get("SPACE_HOST", "").split(",")[0].strip()
    return Provider(client, secret, address.rstrip("/"), environment.get("OAUTH_SCOPES") or SCOPES, host)


@dataclass(frozen=True)
class Account:
    """Who has signed in. It lives in the visitor's own cookie, and here only while a question of theirs is answered."""

    name: str
    token: str = field(repr=False)
    until: int  # seconds since 1970 at which the token ends


def keep(request: Request, account: Account) -> None:
    """Put an account into the visitor's cookie."""
    request.session["account"] = asdict(account)


def account_of(request: Request) -> Account | None:
    """Who asks, by the cookie that came with the question; None for nobody, and once the token has ended."""
    kept = request.session.get("account")
    if not isinstance(kept, dict) or set(kept) != {"name", "token", "until"}:
        return None
    account = Account(**kept)
    if account.until > time.time():
        return account
    del request.session["account"]
    return None


class SignIn:
    """The way to the Hub and back. Its answers are kept in the visitor's session until the second half of the way."""

    def __init__(self, provider: Provider) -> None:
        from authlib.integrations.starlette_client import OAuth

        self._client: Any = OAuth().register(
            name="hub",
            client_id=provider.client,
            client_secret=provider.secret,
            server_metadata_url=f"{provider.address}/.well-known/openid-configuration",
            client_kwargs={"scope": provider.scopes, "timeout": TIMEOUT},
        )

    async def leave(self, request: Request, callback: str) -> Response:
        """A redirect to where the Hub asks its user; `callback` is where it sends them back.

        Raises UserError when the Hub does not answer as it should.
        """
        return await self._asked(self._client.authorize_redirect(request, callback))  # type: ignore[no-any-return]

    async def come_back(self, request: Request) -> Account:
        """Who it is that comes back. Raises UserError for who refused, for a stranger's way, and for a silent Hub."""
        token = await self._asked(self._client.authorize_access_token(request))
        user = token.get("userinfo") or await self._asked(self._client.userinfo(token=token))
        name = str(user.get("preferred_username") or "")
        if not NAME.fullmatch(name) or not isinstance(token.get("access_token"), str):
            raise UserError("error.push_no_sign_in")
        until = int(token.get("expires_at") or time.time() + HOURS)
        return Account(name, token["access_token"], until)

    async def _asked(self, answer: Any) -> Any:
        """What the Hub says to one question, or a UserError in its place."""
        from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
        from huggingface_hub.utils import httpx  # the one that authlib uses too

        try:
            return await answer
        except MismatchingStateError:
            raise UserError("error.push_cookie") from None
        except OAuthError as error:
            denied = error.error == "access_denied"
            raise UserError("error.push_denied" if denied else "error.push_no_sign_in") from None
        except (httpx.HTTPError, OSError):
            raise UserError("error.push_no_sign_in") from None
        except Exception as error:  # no JSON, or a proof of identity that is none
            log_bug(log, "a sign-in", error)
            raise UserError("error.push_no_sign_in") from None
