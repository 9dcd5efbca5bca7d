"""Checkpoints of the Hub, fetched from a small Hub on loopback; every refusal by its words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import huggingface_hub.constants
import pytest
import torch
from transformers import BertForPreTraining, BertForSequenceClassification

from bertdemo.bert import hub as hubs
from bertdemo.bert.checkpoints import cached, is_hub_id
from bertdemo.bert.hub import Fetched, ensure, fetch, look
from bertdemo.bert.models import ModelBank
from bertdemo.settings import Settings
from bertdemo.text import UserError
from tests.conftest import tiny_config, tiny_tokenizer
from tests.hub_server import SHA, Hub, hub_on_loopback

ID = "somebody/tiny-bert"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(2)
    folder = tmp_path_factory.mktemp("hub") / "tiny"
    BertForPreTraining(tiny_config(hidden_size=64)).save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    (folder / "README.md").write_text("---\nlanguage: en\n---\nA tiny one.", "utf-8")
    (folder / "pytorch_model.bin").write_bytes(b"a pickle that must not be fetched")
    (folder / "modeling_evil.py").write_text("raise SystemExit", "utf-8")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.safetensors").write_bytes(b"elsewhere")
    return folder


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, made: Path, tmp_path: Path) -> Iterator[Hub]:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)  # the tests run offline
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_XET", True, raising=False)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr(hubs, "TIMEOUT", 3.0)
    with hub_on_loopback() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        running.repositories[ID] = shutil.copytree(made, tmp_path / "repository")
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(device="cpu", hub_folder=str(tmp_path / "cache"))


def refused(key: str, settings: Settings) -> str:
    with pytest.raises(UserError) as error:
        look(key, settings)
    return error.value.key


def change(folder: Path, **values: Any) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | values), "utf-8")


def test_looked_at_then_fetched_then_asked(hub: Hub, settings: Settings, made: Path) -> None:
    preview = look(ID, settings)
    assert (preview.kind, preview.task, preview.layers, preview.heads, preview.hidden) == (
        "bert",
        "pretraining",
        3,
        4,
        64,
    )
    assert preview.revision == SHA and not preview.here
    assert hub.files_sent() == {"config.json"}, "nothing large before it is wanted"
    wanted = {name for name, _ in preview.files}
    assert preview.bytes == sum((made / name).stat().st_size for name in wanted)
    hub.pause = 0.05
    progress = list(fetch(preview, settings))
    assert all(isinstance(one, Fetched) and 0 <= one.done <= one.of == preview.bytes for one in progress)
    assert [one.done for one in progress] == sorted(one.done for one in progress)
    assert len({one.done for one in progress}) > 2 and progress[-1].done == preview.bytes
    assert hub.files_sent() == wanted
    assert not [name for name in wanted if name.endswith((".bin", ".py")) or "/" in name]
    models = ModelBank(settings)
    told = len(hub.asked)
    run = models(ID).run("my dog is cute")
    assert len(hub.asked) == told, "what is here is not asked for again"
    own = BertForPreTraining.from_pretrained(made, attn_implementation="eager", dtype=torch.float32).eval()
    with torch.inference_mode():
        states = own(
            **tiny_tokenizer()("my dog is cute", return_tensors="pt"), output_hidden_states=True
        ).hidden_states
    torch.testing.assert_close(run.hidden_states, torch.stack(states)[:, 0], atol=1e-5, rtol=0)
    assert look(ID, settings).here


def test_an_endpoint_fetches_what_it_is_asked_for(hub: Hub, settings: Settings) -> None:
    from bertdemo.tabs.api import endpoints, raise_for_caller

    models = ModelBank(settings)
    api = {function.__name__: raise_for_caller(function, models) for function in endpoints(models)}
    assert api["tokenize"]("my dog", "", ID)["tokens"] == ("[CLS]", "my", "dog", "[SEP]")
    told = len(hub.asked)
    api["attention"]("my dog", "", 1, 1, ID)
    for key in ("", "classroom", str(Path.cwd()), "../../etc"):
        ensure(key, settings)
    assert len(hub.asked) == told


def test_a_fine_tuned_one_answers_with_its_own_labels(hub: Hub, settings: Settings) -> None:
    folder = hub.repositories[ID]
    config = tiny_config(hidden_size=64)
    config.id2label = {0: "calm", 1: "angry", 2: "glad"}
    BertForSequenceClassification(config).save_pretrained(folder)
    ensure(ID, settings)
    model = ModelBank(settings)(ID)
    assert model.labels == ("calm", "angry", "glad") and model.checkpoint.task == "classification"
    assert model.run("my dog").logits is not None


def test_a_download_that_breaks_off_goes_on(hub: Hub, settings: Settings) -> None:
    hub.breaks = 50
    with pytest.raises(UserError) as error:
        list(fetch(look(ID, settings), settings))
    assert error.value.key in ("error.offline", "error.download_broken")
    assert cached(ID, settings) is None
    hub.breaks = 0
    list(fetch(look(ID, settings), settings))
    assert cached(ID, settings) is not None


def test_a_damaged_file_is_told(hub: Hub, settings: Settings) -> None:
    weights = hub.repositories[ID] / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(UserError) as error:
        list(fetch(look(ID, settings), settings))
    assert error.value.key == "error.broken_weights"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "..",
        "../../etc/passwd",
        "a/b/c",
        "https://evil.example/x",
        "a\0b",
        "-x/y",
        "name with space",
        "x" * 300,
        "a--b/c",
    ],
)
def test_ids_that_are_none_ask_nothing(hub: Hub, settings: Settings, key: str) -> None:
    assert not is_hub_id(key)
    assert refused(key, settings) == "error.no_hub_id"
    assert not hub.asked


def test_what_is_refused_before_anything_large_is_fetched(hub: Hub, settings: Settings) -> None:
    folder = hub.repositories[ID]
    assert refused("somebody/else", settings) == "error.not_on_hub"
    hub.gated.add("somebody/gated")
    assert refused("somebody/gated", settings) == "error.gated"
    hub.sizes = {"model.safetensors": 3 * 2**30}
    assert refused(ID, settings) == "error.too_large"
    hub.sizes = {}
    assert refused(ID, replace(settings, models_mb=0)) == "error.too_large"
    whole = (folder / "config.json").read_text("utf-8")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"model_type": "gpt2"}, "error.not_a_bert"),
        ({"auto_map": {"AutoModel": "modeling_evil.Evil"}}, "error.remote_code"),
        ({"hidden_size": 10**12}, "error.broken_config"),
        ({"num_hidden_layers": "many"}, "error.broken_config"),
        (
            {"architectures": ["BertForSequenceClassification"], "problem_type": "regression"},
            "error.not_one_label",
        ),
    ]
    for values, key in wrong:
        change(folder, **values)
        assert refused(ID, replace(settings, hub_folder=settings.hub_folder + key + str(len(values)))) == key
        (folder / "config.json").write_text(whole, "utf-8")
    (folder / "config.json").write_text("no json", "utf-8")
    assert refused(ID, replace(settings, hub_folder=settings.hub_folder + "x")) == "error.broken_config"
    (folder / "model.safetensors").unlink()
    assert refused(ID, settings) == "error.only_pickled"
    (folder / "pytorch_model.bin").unlink()
    assert refused(ID, settings) == "error.no_safetensors"
    assert hub.files_sent() <= {"config.json"}


def test_no_network(hub: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert refused(ID, settings) == "error.offline"
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert refused(ID, settings) == "error.offline"
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    assert refused(ID, settings) == "error.offline" and not hub.asked


def test_a_closed_list(hub: Hub, settings: Settings) -> None:
    assert refused(ID, replace(settings, hub="closed")) == "error.hub_closed"
    assert refused(ID, replace(settings, hub="a/b, c/d")) == "error.hub_closed"
    assert not hub.asked
    assert look(ID, replace(settings, hub=f"a/b, {ID}")).id == ID
    list(fetch(look(ID, settings), settings))
    assert cached(ID, settings) and cached(ID, replace(settings, hub="closed")) is None


def test_an_id_that_is_not_here_is_not_fetched_by_opening_it(hub: Hub, settings: Settings) -> None:
    with pytest.raises(UserError):
        ModelBank(settings)(ID)
    assert not hub.asked
