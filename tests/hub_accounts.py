"""The other half of the small Hub on loopback: who signs in there (OpenID Connect), creates repositories, commits to them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import pytest
from huggingface_hub.utils import http_backoff
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "the-client", "the-secret-of-the-client"
SCOPES = "openid profile contribute-repos"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
NAME = re.compile(r"(?!.*(?:--|\.\.))(?!.*\.git$)[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?", re.ASCII)
KINDS = "(?:models|spaces)"  # whose names do not meet here
EMPTY = "0" * 40  # the commit of a repository without one


@dataclass
class Accounts:
    """Who may do what; and what goes wrong on purpose."""

    address: str = ""  # of the Hub
    user: str = "anna"  # who is signed in at the Hub, and says yes
    denies: bool = False  # or says no
    scopes: str = SCOPES  # that a token gets
    lasts: int = 28_800  # seconds
    tokens: dict[str, tuple[str, str]] = field(default_factory=dict)  # token → user and scopes
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # of the way back, once each
    private: dict[str, bool] = field(default_factory=dict)  # of the repositories that were created
    kits: dict[str, str] = field(default_factory=dict)  # what each Space is made with
    commits: dict[str, str] = field(default_factory=dict)  # the newest of each
    parts: dict[str, bytes] = field(default_factory=dict)  # large files by their digest
    fails: str = ""  # what answers 503: a piece of an address
    loses: bool = False  # a large file is refused in the middle
    carried: list[str] = field(default_factory=list)  # what stood in the Authorization of each request


class Signing(BaseHTTPRequestHandler):
    """What a Handler of the Hub answers besides downloads."""

    accounts: Accounts
    repositories: dict[str, Path]
    folder: Path  # for the repositories that are created

    def told(self, answer: Any, status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        read = b""
        while size := int(self.rfile.readline(), 16):
            read += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return read

    def who(self) -> tuple[str, str] | None:
        """User and scopes of the token that came along."""
        self.accounts.carried.append(self.headers.get("Authorization", ""))
        return self.accounts.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))

    def signs_in(self, path: str) -> bool:
        """Answer a GET about accounts; False for any other."""
        if path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            self.told(
                {"issuer": self.accounts.address, "jwks_uri": f"{self.accounts.address}/oauth/jwks"}
                | {f"{name}_endpoint": f"{self.accounts.address}/oauth/{end}" for name, end in ends.items()}
                | {"id_token_signing_alg_values_supported": ["RS256"]}
            )
        elif path == "/oauth/authorize":
            self.authorize(dict(parse_qsl(urlsplit(self.path).query)))
        elif path == "/oauth/jwks":
            self.told({"keys": [KEY.as_dict(private=False)]})
        elif path in ("/oauth/userinfo", "/api/whoami-v2"):
            who = self.who()
            self.told(
                {"preferred_username": who[0], "name": who[0], "type": "user"} if who else {},
                200 if who else 401,
            )
        else:
            return False
        return True

    def authorize(self, asked: dict[str, str]) -> None:
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code", asked
        back = {"state": asked["state"]}
        if self.accounts.denies:
            back |= {"error": "access_denied", "error_description": "The user said no"}
        else:
            code = secrets.token_urlsafe(8)
            self.accounts.codes[code] = asked
            back |= {"code": code}
        self.send_response(303)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def token(self, form: dict[str, str]) -> None:
        asked = self.accounts.codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or self.headers["Authorization"] != f"Basic {basic}":
            self.told({"error": "invalid_grant"}, 400)
            return
        assert form["redirect_uri"] == asked["redirect_uri"]
        token, now = f"hf_oauth_{secrets.token_urlsafe(24)}", int(time.time())
        self.accounts.tokens[token] = (self.accounts.user, self.accounts.scopes)
        claims = {
            "iss": self.accounts.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 600, "nonce": asked["nonce"],
            "preferred_username": self.accounts.user, "name": self.accounts.user,
        }  # fmt: skip
        self.told(
            {
                "access_token": token, "token_type": "bearer", "expires_in": self.accounts.lasts,
                "scope": self.accounts.scopes, "id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY),
            }
        )  # fmt: skip

    def do_POST(self) -> None:
        path, body = unquote(urlsplit(self.path).path), self.body()
        if self.accounts.fails and self.accounts.fails in path:
            self.told({}, 503)
        elif path == "/oauth/token":
            self.token(dict(parse_qsl(body.decode())))
        elif path == "/api/validate-yaml":
            self.told({"errors": [], "warnings": []})
        elif path == "/lfs-verify":
            self.told({}, 200 if json.loads(body)["oid"] in self.accounts.parts else 404)
        elif path == "/api/repos/create":
            self.create(json.loads(body))
        elif found := re.fullmatch(rf"/api/{KINDS}/([^/]+/[^/]+)/preupload/main", path):
            if self.may_write(found[1]):
                self.told({"files": [mode(file) for file in json.loads(body)["files"]]})
        elif found := re.fullmatch(r"/(?:spaces/)?([^/]+/[^/]+)\.git/info/lfs/objects/batch", path):
            if self.may_write(found[1]):
                self.told({"objects": [self.ticket(one) for one in json.loads(body)["objects"]]})
        elif found := re.fullmatch(rf"/api/{KINDS}/([^/]+/[^/]+)/commit/main", path):
            if self.may_write(found[1]):
                self.commit(found[1], [json.loads(line) for line in body.splitlines()])
        else:
            self.told({}, 404)

    def do_PUT(self) -> None:
        oid, part = self.path.rsplit("/", 1)[-1], self.body()
        if self.accounts.loses or hashlib.sha256(part).hexdigest() != oid:
            self.told({}, 400)
            return
        self.accounts.parts[oid] = part
        self.told({})

    def create(self, asked: dict[str, Any]) -> None:
        who, name = self.who(), str(asked["name"])
        identifier = f"{asked.get('organization') or (who or ('',))[0]}/{name}"
        if who is None:
            self.told({"error": "Invalid username or password."}, 401)
        elif "-repos" not in who[1] or not identifier.startswith(f"{who[0]}/"):
            self.told({"error": "You don't have the rights to create a model under this namespace"}, 403)
        elif not NAME.fullmatch(name):
            self.told({"error": "Invalid name"}, 400)
        elif identifier in self.repositories:
            self.told(
                {
                    "error": "You already created this model repo",
                    "url": f"{self.accounts.address}/{identifier}",
                },
                409,
            )
        else:
            (self.folder / identifier).mkdir(parents=True)
            (self.folder / identifier / ".gitattributes").write_text("", "utf-8")
            self.repositories[identifier] = self.folder / identifier
            self.accounts.private[identifier] = asked.get("visibility") == "private"
            self.accounts.commits[identifier] = EMPTY
            self.accounts.kits[identifier] = str(asked.get("sdk", ""))
            self.told({"url": f"{self.accounts.address}/{identifier}"})

    def may_write(self, identifier: str) -> bool:
        who = self.who()
        fits = who is not None and identifier in self.accounts.private and identifier.startswith(f"{who[0]}/")
        if not fits:
            self.told({}, 403 if who else 401)
        return fits

    def ticket(self, one: dict[str, Any]) -> dict[str, Any]:
        actions = {
            "upload": {"href": f"{self.accounts.address}/lfs/{one['oid']}"},
            "verify": {"href": f"{self.accounts.address}/lfs-verify"},
        }
        return {"oid": one["oid"], "size": one["size"], "actions": actions}

    def commit(self, identifier: str, lines: list[dict[str, Any]]) -> None:
        if lines[0]["value"].get("parentCommit", EMPTY) != self.accounts.commits[identifier]:
            self.told({"error": "A commit has happened since."}, 412)
            return
        for line in lines[1:]:
            value = line["value"]
            data = (
                base64.b64decode(value["content"])
                if line["key"] == "file"
                else self.accounts.parts[value["oid"]]
            )
            written = self.repositories[identifier] / value["path"]
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(data)
        made = self.accounts.commits[identifier] = secrets.token_hex(20)
        self.told(
            {
                "commitUrl": f"{self.accounts.address}/{identifier}/commit/{made}",
                "commitOid": made,
                "success": True,
            }
        )


def mode(file: dict[str, Any]) -> dict[str, Any]:
    """How a file travels."""
    large = file["path"].endswith(".safetensors")
    return {"path": file["path"], "uploadMode": "lfs" if large else "regular", "shouldIgnore": False}


def without_waiting(patch: pytest.MonkeyPatch) -> None:
    """Between two tries of what the Hub did not answer."""
    for wait in ("base_wait_time", "max_wait_time"):
        patch.setitem(http_backoff.__kwdefaults__ or {}, wait, 0.01)
