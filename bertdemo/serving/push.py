"""A trained model into the account of its visitor on the Hub: a new repository, one commit, nothing overwritten."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bertdemo.bert.stopping import Gone
from bertdemo.errors import UserError
from bertdemo.serving.gate import Caller, caller
from bertdemo.serving.sign_in import Account

NAME = re.compile(
    r"(?!.*(?:--|\.\.))(?!.*\.(?:git|ipynb)$)[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?", re.ASCII
)
MOST = 1000 * 2**20  # bytes of one push
TIMEOUT = 30.0  # seconds in which the Hub neither takes nor gives a byte
MESSAGE = "A BERT classifier, fine-tuned in a browser"
FRESH = {".gitattributes"}  # what the Hub itself puts into a new repository
STATUS = {401: "expired", 403: "forbidden", 409: "taken", 412: "taken"}
NO_NAME = (400, 422)  # of what is to be created


def checked_name(name: str) -> str:
    """The name of a repository, without spaces around it. Raises UserError for one that the Hub would refuse."""
    name = name.strip()
    if not NAME.fullmatch(name):
        raise UserError("error.push_name", name=name[:80])
    return name


def push(folder: Path, account: Account, name: str, private: bool, address: str) -> str:
    """Create the repository `name` at the Hub of this address and commit the files of a folder. Returns its address.

    One that exists is left as it is, but for an empty one, which is what a push leaves that broke off. Raises UserError
    for all that its visitor can mend, Gone when they have left.
    """
    from huggingface_hub import CommitOperationAdd, HfApi, constants
    from huggingface_hub.utils import get_session, httpx

    files = sorted(path for path in folder.iterdir() if path.is_file())
    size = sum(path.stat().st_size for path in files)
    if size > MOST:
        raise UserError("error.push_large", megabytes=f"{size / 2**20:,.0f}", most=MOST // 2**20)
    identifier = f"{account.name}/{checked_name(name)}"
    api = HfApi(endpoint=address, token=account.token)
    constants.HF_HUB_DISABLE_XET = True  # its uploads cannot be stopped
    with _told(identifier), ExitStack() as stack:
        get_session().timeout = httpx.Timeout(TIMEOUT)  # the library's own waits for ever
        parent = _create(api, identifier, private)
        operations = [
            CommitOperationAdd(path.name, stack.enter_context(Watched(path, caller.get()))) for path in files
        ]
        api.create_commit(identifier, operations, commit_message=MESSAGE, parent_commit=parent)
    return f"{address}/{identifier}"


class Watched(io.BufferedReader):
    """A file that is being sent for somebody, from a thread of the library's; it raises Gone once they have left."""

    def __init__(self, path: Path, who: Caller) -> None:
        super().__init__(io.FileIO(path))
        self._who = who

    def read(self, size: int | None = -1, /) -> bytes:
        if self._who.gone():
            raise Gone
        return super().read(size)


def _create(api: Any, identifier: str, private: bool) -> str | None:
    """Create it. For an empty one that is there already, the commit on which nothing must have followed."""
    from huggingface_hub.errors import HfHubHTTPError

    try:
        api.create_repo(identifier, private=private)
    except HfHubHTTPError as error:
        if _status(error) in NO_NAME:
            raise UserError("error.push_name", name=identifier.split("/")[1]) from None
        if _status(error) != 409:
            raise
        try:
            there = api.model_info(identifier)
        except HfHubHTTPError:
            raise error from None
        if {file.rfilename for file in there.siblings or ()} - FRESH or bool(there.private) != private:
            raise
        return str(there.sha)
    return None


def _status(error: BaseException) -> int:
    return int(getattr(getattr(error, "response", None), "status_code", None) or 0)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@contextmanager
def _told(identifier: str) -> Iterator[None]:
    """What the network and the Hub say, in words for a visitor; the library wraps what happens while a file travels."""
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    from huggingface_hub.utils import httpx

    try:
        yield
    except Exception as error:
        for one in _chain(error):
            if isinstance(one, (UserError, Gone)):
                raise one from None
            if isinstance(one, HFValidationError):
                raise UserError("error.push_name", name=identifier.split("/")[1]) from None
            if isinstance(one, HfHubHTTPError):
                raise _refusal(_status(one), identifier) from None
            if isinstance(one, (httpx.HTTPError, OSError)):
                raise UserError("error.push_silent") from None
        if isinstance(error, ValueError):  # no JSON: the page of a network that wants a login
            raise UserError("error.push_silent") from None
        raise


def _refusal(status: int, identifier: str) -> UserError:
    owner, name = identifier.split("/")
    key = STATUS.get(status)
    if key:
        return UserError(f"error.push_{key}", owner=owner, name=name)
    if status in (408, 429) or not 400 <= status < 500:
        return UserError("error.push_silent")
    return UserError("error.push_refused", status=status, owner=owner)
