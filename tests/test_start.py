"""What would break later ends the start in one sentence; what need not, does not; a signal ends the app and leaves nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from transformers import BertForPreTraining

from bertdemo import start
from bertdemo.api.endpoints import endpoints
from bertdemo.serving import checkpoints, scratch
from bertdemo.serving import hub as hubs
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import default_key
from bertdemo.settings import Settings
from tests.browser.conftest import started
from tests.conftest import own_records, tiny_config, tiny_tokenizer
from tests.hub_server import Hub, hub_that_is_asked

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def fine(monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("GRADIO_SERVER_NAME", "GRADIO_SERVER_PORT", "GRADIO_NUM_PORTS"):
        monkeypatch.delenv(name, raising=False)
    return Settings(device="cpu", port=free_port())


def said(settings: Settings) -> str:
    with pytest.raises(ValueError) as error:  # noqa: PT011, what it says is looked at by who asks
        start.check(settings)
    return str(error.value)


@pytest.mark.bundled
@pytest.mark.parametrize("hub", ["open", "closed", "a/b", "a/b, bert-base-uncased,"])
def test_what_is_fine_starts(hub: str, fine: Settings) -> None:
    start.check(replace(fine, hub=hub))


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_port_in_use(address: str, fine: Settings) -> None:
    with socket.socket() as taken:
        taken.bind((address, 0))
        taken.listen()
        port = taken.getsockname()[1]
        for host in ("127.0.0.1", "0.0.0.0", "localhost"):
            assert said(replace(fine, port=port, host=host)) == (
                f"Port {port} is in use: end what listens there, or choose another one with BERTDEMO_PORT."
            )


@pytest.mark.parametrize(
    "host", ["nosuch.invalid", "999.1.1.1", "192.0.2.1", "a" * 300, "\0", "http://127.0.0.1"]
)
def test_an_address_that_is_not_here(host: str, fine: Settings) -> None:
    assert said(replace(fine, host=host)).startswith("BERTDEMO_HOST must be an address of this machine")


@pytest.mark.bundled
@pytest.mark.parametrize("device", ["xyz", "meta", "CPU", "cuda:x", "cuda:99", "cpu:7", "", " cpu", "mps:1"])
def test_a_device_that_is_not_here(device: str, fine: Settings) -> None:
    assert said(replace(fine, device=device)).startswith("BERTDEMO_DEVICE")


@pytest.mark.bundled
@pytest.mark.parametrize(
    "model", ["nosuch", "nobody/nosuch", "/nosuch", "{}", "..", "\0", "x" * 5000, "mine-x", "classroom-topic"]
)
def test_a_model_that_is_not_here(
    model: str, fine: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")  # else the one that can be an id of the Hub would be fetched
    words = said(replace(fine, model=model.format(tmp_path), hub_folder=str(tmp_path)))
    assert words.startswith("BERTDEMO_MODEL=") and "classroom" in words and len(words) < 500


ID = "somebody/tiny-bert"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    """A Hub on loopback that has a tiny BERT."""
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "repository")
    tiny_tokenizer().save_pretrained(tmp_path / "repository")
    with hub_that_is_asked(monkeypatch) as running:
        running.repositories[ID] = tmp_path / "repository"
        yield running


@pytest.fixture
def awaiting(fine: Settings, tmp_path: Path) -> Settings:
    return replace(fine, model=ID, hub_folder=str(tmp_path / "cache"))


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [
        (record.levelname, record.getMessage()) for record in caplog.records if record.name == start.__name__
    ]


@pytest.mark.bundled
def test_a_model_of_the_hub_is_fetched_while_the_bundled_one_answers(
    hub: Hub, awaiting: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    start.check(awaiting)
    assert not hub.asked, "the start waits for no network"
    bank = ModelBank(awaiting)
    listed = endpoints(bank)[0]
    assert bank().checkpoint.key == "classroom"
    assert ID not in {one["key"] for one in listed()["models"]}
    start.fetch_default(awaiting)
    assert logged(caplog) == [
        ("INFO", f"fetching {ID}; pages open with the bundled model until it is here"),
        ("INFO", f"{ID} is here, pages open with {ID}"),
    ]
    assert bank().checkpoint.key == ID and bank() is bank(ID)
    assert ID in {one["key"] for one in listed()["models"]}
    hub.asked.clear()
    start.fetch_default(awaiting)
    start.check(awaiting)
    assert not hub.asked, "what is here is not fetched again"


def not_there(hub: Hub) -> None:
    hub.repositories.clear()


def no_bert(hub: Hub) -> None:
    config = hub.repositories[ID] / "config.json"
    config.write_text(config.read_text("utf-8").replace('"bert"', '"gpt2"'), "utf-8")


def half_of_the_weights(hub: Hub) -> None:
    weights = hub.repositories[ID] / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])


@pytest.mark.bundled
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (not_there, "no public checkpoint"),
        (no_bert, "gpt2"),
        (half_of_the_weights, "damaged"),
    ],
)
def test_one_that_cannot_be_fetched_is_a_warning_and_the_bundled_one_stays(
    damage: Callable[[Hub], None], said: str, hub: Hub, awaiting: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    damage(hub)
    start.fetch_default(awaiting)
    [(level, message)] = logged(caplog)
    assert level == "WARNING" and said in message and message.startswith(f"BERTDEMO_MODEL={ID} is not here")
    assert ModelBank(awaiting)().checkpoint.key == "classroom"


@pytest.mark.bundled
def test_a_bug_on_the_way_is_a_warning_too(
    awaiting: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(hubs, "look", bug)
    start.fetch_default(awaiting)
    assert [level for level, _ in logged(caplog)] == ["WARNING"]
    assert default_key(awaiting) == "classroom"


@pytest.mark.bundled
@pytest.mark.parametrize("allowed", ["closed", "a/b, c/d"])
def test_one_that_the_owner_does_not_let_fetch_ends_the_start(
    allowed: str, hub: Hub, awaiting: Settings
) -> None:
    assert said(replace(awaiting, hub=allowed)).startswith(f"BERTDEMO_MODEL={ID} cannot be opened")
    start.check(replace(awaiting, hub=f"a/b, {ID}"))
    assert not hub.asked


@pytest.mark.bundled
def test_one_that_lies_here_damaged_ends_the_start(hub: Hub, awaiting: Settings) -> None:
    half_of_the_weights(hub)
    start.fetch_default(awaiting)
    assert "damaged" in said(awaiting)


@pytest.mark.bundled
def test_a_model_that_is_broken(fine: Settings, tmp_path: Path) -> None:
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "tiny")
    tiny_tokenizer().save_pretrained(tmp_path / "tiny")
    settings = replace(fine, model=str(tmp_path / "tiny"))
    start.check(settings)
    (tmp_path / "tiny" / "model.safetensors").write_bytes(b"\0")
    assert "“model.safetensors” of “tiny” is damaged" in said(settings)


@pytest.mark.parametrize(
    "damage", ["missing", "no folder", "config.json", "model-00001-of-00003.safetensors"]
)
def test_an_encoder_that_is_missing_or_damaged(
    damage: str, fine: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if damage != "no folder":
        (tmp_path / "models").mkdir()
    if damage not in ("no folder", "missing"):
        shutil.copytree(checkpoints.BUNDLED / "classroom", tmp_path / "models" / "classroom")
        (tmp_path / "models" / "classroom" / damage).write_text("version https://git-lfs.github.com/spec/v1")
    monkeypatch.setattr(checkpoints, "BUNDLED", tmp_path / "models")
    words = said(fine)
    assert str(tmp_path / "models" / "classroom") in words and "fetch this project again" in words


@pytest.mark.bundled
def test_no_place_for_temporary_files(fine: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scratch, "own_folder", full)
    assert "TMPDIR" in said(fine) and "No space left" in said(fine)


@pytest.mark.parametrize("hub", ["../x", "a/b/c", "open closed", "a/b;c/d", "https://x/y"])
@pytest.mark.bundled
def test_a_list_of_the_hub_that_is_none(hub: str, fine: Settings) -> None:
    assert said(replace(fine, hub=hub)).startswith("BERTDEMO_HUB must be open, closed, or ids")


def test_one_sentence_and_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left, start.one_sentence():
        raise ValueError("BERTDEMO_X must be\n  a number.")
    assert left.value.code == 2
    assert capsys.readouterr().err == "BERTDEMO_X must be a number.\n"
    with start.one_sentence():
        pass


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BERTDEMO_PORT", "99999"),
        ("GRADIO_SERVER_PORT", "abc"),
        ("GRADIO_NUM_PORTS", "x"),
        ("BERTDEMO_CACHE_MB", "-1"),
    ],
)
def test_the_app_ends_with_it_before_anything_large_is_imported(name: str, value: str) -> None:
    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env={**os.environ, name: value}, capture_output=True, timeout=60
    )
    assert ended.returncode == 2 and not ended.stdout
    assert (
        ended.stderr.decode().startswith(f"{name} must be a whole number") and ended.stderr.count(b"\n") == 1
    )


def test_empty_numbers_of_gradio_are_none(fine: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SERVER_PORT", "")
    monkeypatch.setenv("GRADIO_NUM_PORTS", "")
    start.environment()
    assert "GRADIO_SERVER_PORT" not in os.environ and "GRADIO_NUM_PORTS" not in os.environ


def test_folders_that_are_not_there_are_told_and_do_no_harm(
    fine: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch.tempfile, "tempdir", str(tmp_path))
    missing = str(tmp_path / "nosuch")
    start.sweep(replace(fine, folders=f"{missing}{os.pathsep}{tmp_path}", hub_folder=missing))
    assert [record.getMessage() for record in own_records(caplog)] == [
        f"BERTDEMO_FOLDERS names {missing}, which is no folder here"
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the app in which one adapter is damaged."""
    copy = tmp_path / "project"
    shutil.copytree(ROOT / "bertdemo", copy / "bertdemo", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "app.py", copy / "app.py")
    (copy / "assets" / "models").mkdir(parents=True)
    for path in (ROOT / "assets").iterdir():
        if path.name != "models":
            (copy / "assets" / path.name).symlink_to(path)
    for path in (ROOT / "assets" / "models").iterdir():
        if path.name != "classroom-topic":
            (copy / "assets" / "models" / path.name).symlink_to(path)
    shutil.copytree(
        ROOT / "assets" / "models" / "classroom-topic", copy / "assets" / "models" / "classroom-topic"
    )
    (copy / "assets" / "models" / "classroom-topic" / "task.json").write_text("{")
    return copy


@pytest.fixture
def running(project: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """The copy, running: its process, its address, its log."""
    (tmp_path / "tmp").mkdir()
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "secret" / "bert" / "tiny")
    tiny_tokenizer().save_pretrained(tmp_path / "secret" / "bert" / "tiny")
    settings = {
        "BERTDEMO_FOLDERS": str(tmp_path / "secret" / "bert"),
        "BERTDEMO_HUB_FOLDER": str(tmp_path / "cache"),
        "TMPDIR": str(tmp_path / "tmp"),
    }
    log = tmp_path / "log.txt"
    with started(log, settings, [sys.executable, "app.py"], project) as (address, process):
        yield process, address, log


@pytest.mark.bundled
def test_the_app_with_a_damaged_adapter_answers_tells_no_path_and_leaves_on_a_signal(
    running: tuple[subprocess.Popen[bytes], str, Path], tmp_path: Path
) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    process, url, log = running
    assert list((tmp_path / "tmp").glob(f"bertdemo-{process.pid}-*"))
    for path in ("/config", "/", "/zh", "/gradio_api/info"):
        with urllib.request.urlopen(url + path, timeout=60) as answer:
            page = answer.read().decode()
        assert str(tmp_path) not in page and "secret" not in page
    client = Client(url, verbose=False)
    assert "bert/tiny" in json.dumps(client.predict(api_name="/models"))
    assert client.predict("my dog", "", "bert/tiny", api_name="/tokenize")["tokens"] == [
        "[CLS]",
        "my",
        "dog",
        "[SEP]",
    ]
    assert client.predict("A good film.", "sentiment", api_name="/classify")["labels"]
    with pytest.raises(
        AppError, match="“classroom-topic” comes with this app, but its files are missing or damaged"
    ):
        client.predict("A good film.", "topic", api_name="/classify")
    with pytest.raises(AppError, match="no model"):
        client.predict("my dog", "", str(tmp_path / "secret" / "bert" / "tiny"), api_name="/tokenize")
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert not list((tmp_path / "tmp").glob("bertdemo-*"))
    told = log.read_text()
    assert told.count("classroom-topic is damaged and left out") == 1 and "Traceback" not in told


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "[::1]"])
def test_a_free_port_is_one_that_can_be_taken(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as taken:
        taken.bind((host.strip("[]"), start.free_port(host)))
