"""The id of a checkpoint in whatever a visitor pastes: an address of the Hub, a line of code, a command."""

from __future__ import annotations

import os
import re
from urllib.parse import unquote

from bertdemo.errors import UserError
from bertdemo.serving.checkpoints import is_hub_id

# What a visitor pastes around an id: a line of code, a command, a link of Markdown.
WRAPPED = (
    re.compile(r"""from_pretrained\(\s*(?:\w+\s*=\s*)?["']([^"']+)["']"""),
    re.compile(r"""\b(?:model|repo_id|model_id)\s*=\s*["']([^"']+)["']"""),
    re.compile(r"^(?:git(?: lfs)? clone|hf download|huggingface-cli download)\s+(\S+)"),
    re.compile(r"\]\(\s*(\S+?)\s*\)"),
)
AROUND = " \t\r\n\f\v\xa0\u200b\u3000\ufeff\"'`“”‘’«»<>()[],;，。；"
ADDRESS = re.compile(
    r"(?:([a-z][a-z0-9+.-]*)://)?(?:[^/@\s]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)(?::\d+)?(/.*)?",
    re.I | re.S,
)
HUBS = ("huggingface.co", "hf.co")
NO_MODELS = {
    "datasets", "spaces", "docs", "papers", "collections", "blog", "tasks", "learn", "models", "organizations", "posts",
    "buckets", "kernels", "chat", "settings", "join", "login", "new", "pricing", "terms-of-service",
}  # fmt: skip
VIEWS = {
    "tree",
    "blob",
    "resolve",
    "raw",
    "commit",
    "commits",
    "discussions",
    "blame",
    "edit",
    "refs",
    "settings",
}


def endpoint() -> str | None:
    """The address of the hub in use; None for the usual one."""
    return os.environ.get("HF_ENDPOINT") or None


def hub_id(text: str) -> str:
    """The id in what a visitor pasted: an address of the Hub, a line of code, quotes, spaces; anything else as it is.

    Raises UserError for an address of another site, and for one of the Hub that names no model.
    """
    wrapped = next(filter(None, (pattern.search(text.strip()) for pattern in WRAPPED)), None)
    pasted = text
    given = text = (wrapped[1] if wrapped else text).strip(AROUND)
    text = re.split(r"[?#]", re.sub(r"^git@([\w.-]+):", r"ssh://\1/", text), maxsplit=1)[0]
    address = ADDRESS.fullmatch(text)
    if text.lower().startswith("hf://"):
        path = text[5:]
    elif address is None or not _is_address(*address.groups("")):
        return _without_view(given) or pasted
    elif address[2].lower().removeprefix("www.") in _hosts():
        path = address[3] or ""
    else:
        raise UserError("error.other_site", address=given[:80])
    parts = [part for part in unquote(path).split("/") if part]
    if parts[:2] == ["api", "models"]:
        parts = parts[2:]
    if not parts or parts[0].lower() in NO_MODELS:
        raise UserError("error.no_model_address", address=given[:80])
    identifier = parts[:1] if len(parts) == 1 or parts[1] in VIEWS else parts[:2]
    return "/".join(part.split("@")[0].removesuffix(".git") for part in identifier).strip(AROUND)


def _is_address(scheme: str, host: str, path: str) -> bool:
    """Whether it is one without doubt: owners of the Hub may have a point in their name too."""
    host = host.lower()
    return (
        bool(scheme)
        or host.removeprefix("www.") in _hosts()
        or host.startswith("www.")
        or path.count("/") > 2
    )


def _hosts() -> tuple[str, ...]:
    in_use = ADDRESS.fullmatch(endpoint() or "")
    return (*HUBS, in_use[2].lower()) if in_use else HUBS


def _without_view(text: str) -> str:
    """`owner/name` of `owner/name/`, `owner/name/tree/main`, `owner/name@revision`; "" for what is no id."""
    parts = re.split(r"[?#@]", text, maxsplit=1)[0].rstrip("/").split("/")
    if len(parts) == 3 and parts[0].lower() in ("datasets", "spaces"):
        raise UserError("error.no_model_address", address=text[:80])
    if len(parts) > 2 and parts[2] in VIEWS:
        parts = parts[:2]
    short = "/".join(parts)
    return short if is_hub_id(short) else ""
