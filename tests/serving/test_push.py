"""A model on its way to the small Hub on loopback: what arrives, what is left as it was, and why nothing does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bertdemo.bert.stopping import Gone
from bertdemo.errors import UserError
from bertdemo.serving import push as pushing
from bertdemo.serving.gate import Caller, caller
from bertdemo.serving.push import checked_name, push
from bertdemo.serving.sign_in import Account
from tests.hub_accounts import EMPTY, SCOPES, without_waiting
from tests.hub_server import Hub, hub_that_is_asked

ANNA = Account("anna", "hf_oauth_of_anna", int(time.time()) + 1000)
WEIGHTS = bytes(range(256)) * 2000


def refusal(act: Callable[[], object]) -> UserError:
    """What a visitor is told in its place."""
    with pytest.raises(UserError) as raised:
        act()
    return raised.value


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    without_waiting(monkeypatch)
    monkeypatch.setattr(pushing, "TIMEOUT", 5.0)
    with hub_that_is_asked(monkeypatch) as running:
        running.accounts.tokens[ANNA.token] = ("anna", SCOPES)
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "model"
    place.mkdir()
    (place / "model.safetensors").write_bytes(WEIGHTS)
    (place / "config.json").write_text("{}", "utf-8")
    (place / "README.md").write_text("# A BERT classifier of 影评\n", "utf-8")
    return place


def test_a_repository_with_these_files_and_no_others(hub: Hub, folder: Path) -> None:
    assert push(folder, ANNA, "my-bert", True, hub.address) == f"{hub.address}/anna/my-bert"
    there = hub.repositories["anna/my-bert"]
    names = {path.name for path in folder.iterdir()}
    assert {path.name for path in there.iterdir()} == names | {".gitattributes"}
    assert all((there / name).read_bytes() == (folder / name).read_bytes() for name in names)
    assert hub.accounts.private == {"anna/my-bert": True}
    assert set(hub.accounts.carried) <= {f"Bearer {ANNA.token}"}


def test_it_is_open_to_all_where_that_is_wanted(hub: Hub, folder: Path) -> None:
    push(folder, ANNA, "my-bert", False, hub.address)
    assert hub.accounts.private == {"anna/my-bert": False}


def test_the_token_goes_to_the_hub_that_gave_it(
    hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mirror that HF_ENDPOINT names, for downloads, must not see it."""
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert push(folder, ANNA, "my-bert", True, hub.address).startswith(hub.address)


def test_what_exists_is_left_as_it_is(hub: Hub, folder: Path) -> None:
    push(folder, ANNA, "my-bert", True, hub.address)
    before = {path.name: path.read_bytes() for path in hub.repositories["anna/my-bert"].iterdir()}
    (folder / "config.json").write_text('{"other": 1}', "utf-8")
    error = refusal(lambda: push(folder, ANNA, "my-bert", True, hub.address))
    assert error.key == "error.push_taken" and error.values == {"owner": "anna", "name": "my-bert"}
    assert before == {path.name: path.read_bytes() for path in hub.repositories["anna/my-bert"].iterdir()}


def test_what_broke_off_is_carried_on_under_the_same_name(hub: Hub, folder: Path) -> None:
    hub.accounts.fails = "/commit/"
    assert refusal(lambda: push(folder, ANNA, "my-bert", True, hub.address)).key == "error.push_silent"
    assert hub.accounts.commits["anna/my-bert"] == EMPTY
    hub.accounts.fails = ""
    assert refusal(lambda: push(folder, ANNA, "my-bert", False, hub.address)).key == "error.push_taken", (
        "an empty one that others may see is not what was asked for, nor the other way round"
    )
    push(folder, ANNA, "my-bert", True, hub.address)
    assert (hub.repositories["anna/my-bert"] / "model.safetensors").read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "a b", "a/b", "../x", "anna/x", "-a", "a-", ".a", "a.", "a--b", "a..b", "a.git", "x" * 97, "模型", "a\n",
        "a%2fb", "a?b", "a#b", "<b>", "\0", "a\\b", "ａ",
    ],
)  # fmt: skip
def test_nasty_names_are_told_before_the_hub_is_asked(name: str, hub: Hub, folder: Path) -> None:
    if name == "a\n":  # spaces around a name are forgiven
        assert checked_name(name) == "a"
        return
    assert refusal(lambda: push(folder, ANNA, name, True, hub.address)).key == "error.push_name"
    assert not hub.asked and not hub.accounts.carried


def test_plain_names_are_taken() -> None:
    for name in ("a", "bert-classifier", "BERT_2.0", "a" * 96, "_x_"):
        assert checked_name(f" {name} ") == name


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda hub: hub.accounts.tokens.clear(), "expired"),
        (lambda hub: hub.accounts.tokens.update({ANNA.token: ("anna", "openid profile")}), "forbidden"),
        (lambda hub: hub.accounts.tokens.update({ANNA.token: ("otto", SCOPES)}), "forbidden"),
        (lambda hub: setattr(hub.accounts, "fails", "/repos/create"), "silent"),
        (lambda hub: setattr(hub.accounts, "fails", "/preupload/"), "silent"),
        (lambda hub: setattr(hub.accounts, "fails", "/objects/batch"), "silent"),
        (lambda hub: setattr(hub.accounts, "fails", "/validate-yaml"), "silent"),
        (lambda hub: setattr(hub.accounts, "loses", True), "refused"),
    ],
)
def test_what_the_hub_refuses_is_told(spoil: Callable[[Hub], Any], key: str, hub: Hub, folder: Path) -> None:
    spoil(hub)
    assert refusal(lambda: push(folder, ANNA, "my-bert", True, hub.address)).key == f"error.push_{key}"


def test_a_hub_that_is_not_there_is_told(hub: Hub, folder: Path) -> None:
    assert refusal(lambda: push(folder, ANNA, "a", True, "http://127.0.0.1:9")).key == "error.push_silent"


def test_one_that_is_too_large_is_not_begun(hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing, "MOST", 1000)
    assert refusal(lambda: push(folder, ANNA, "my-bert", True, hub.address)).key == "error.push_large"
    assert not hub.repositories


def test_who_leaves_ends_it_between_two_pieces(hub: Hub, folder: Path) -> None:
    looks = 0

    def gone() -> bool:
        nonlocal looks
        looks += 1
        return looks > 12

    token = caller.set(Caller("anna", gone))
    try:
        with pytest.raises(Gone):
            push(folder, ANNA, "my-bert", True, hub.address)
    finally:
        caller.reset(token)
    assert not hub.accounts.parts and hub.accounts.commits["anna/my-bert"] == EMPTY


def test_a_mistake_of_ours_stays_one(hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise TypeError("a bug")

    monkeypatch.setattr(pushing, "_create", broken)
    with pytest.raises(TypeError):
        push(folder, ANNA, "my-bert", True, hub.address)
    with pytest.raises(UserError):
        checked_name("a b")
