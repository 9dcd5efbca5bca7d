"""Checkpoints of the Hub, fetched from a small Hub on loopback; every refusal by its words."""

from __future__ import annotations

import errno
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import huggingface_hub.constants
import pytest
import torch
from transformers import BertForPreTraining, BertForSequenceClassification, BertModel

from bertdemo.errors import UserError
from bertdemo.serving import hub as hubs
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import cached, is_hub_id
from bertdemo.serving.hub import Fetched, ensure, fetch, look
from bertdemo.settings import Settings
from tests.conftest import tiny_config, tiny_tokenizer
from tests.hub_server import SHA, Hub, hub_that_is_asked

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
    monkeypatch.setattr(hubs, "TIMEOUT", 3.0)
    with hub_that_is_asked(monkeypatch) as running:
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
    from bertdemo.api.endpoints import endpoints, raise_for_caller

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
    assert error.value.key == "error.download_broken"
    assert cached(ID, settings) is None
    hub.breaks = 0
    list(fetch(look(ID, settings), settings))
    assert cached(ID, settings) is not None


@pytest.fixture
def shards(hub: Hub) -> list[str]:
    """The repository with its weights in files of 1 to 3 MB."""
    folder = hub.repositories[ID]
    (folder / "model.safetensors").unlink()
    sizes = {"hidden_size": 256, "intermediate_size": 2048}
    BertModel(tiny_config(**sizes)).save_pretrained(folder, max_shard_size="3MB")
    names = sorted(path.name for path in folder.glob("model-*.safetensors"))
    assert len(names) > 2
    return names


def test_who_stops_iterating_stops_the_download(hub: Hub, settings: Settings, shards: list[str]) -> None:
    hub.pause = 0.1
    preview = look(ID, settings)
    for progress in fetch(preview, settings):
        if progress.file in shards and hub.sent > 150_000:
            break  # in the midst of the first; the generator is closed with its last reference
    time.sleep(2)  # for the pieces on the way
    sent = hub.sent
    assert sent < min(size for name, size in preview.files if name in shards)
    time.sleep(0.5)
    assert hub.sent == sent
    assert not list(Path(settings.hub_folder).rglob("*.incomplete"))


def test_some_of_the_weights_are_not_the_checkpoint(hub: Hub, settings: Settings, shards: list[str]) -> None:
    for _ in fetch(look(ID, settings), settings):
        if any(Path(settings.hub_folder).rglob("model-*.safetensors")):
            break
    assert cached(ID, settings) is None and not look(ID, settings).here
    with pytest.raises(UserError) as error:
        ModelBank(settings)(ID)
    assert error.value.key == "error.not_here"
    hub.asked.clear()
    ensure(ID, settings)
    assert hub.files_sent() < set(shards), "what is whole is not fetched again"
    assert ModelBank(settings)(ID).run("my dog").attentions.shape == (3, 4, 4, 4)


@pytest.mark.parametrize("file", ["tokenizer_config.json", "special_tokens_map.json"])
def test_no_file_of_the_server_becomes_a_vocabulary(
    hub: Hub, settings: Settings, tmp_path: Path, file: str
) -> None:
    """transformers takes "vocab" in either file for a path (tried): whoever fills a repository could read any file."""
    secret = tmp_path / "secret.txt"
    secret.write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\npassword", "utf-8")
    folder = hub.repositories[ID]
    (folder / "tokenizer.json").unlink()
    (folder / "vocab.txt").write_text("\n".join(tiny_tokenizer().get_vocab()), "utf-8")
    told = {"tokenizer_class": "BertTokenizer", "vocab": str(secret), "vocab_file": str(secret)}
    (folder / file).write_text(json.dumps(told), "utf-8")
    ensure(ID, settings)
    vocabulary = ModelBank(settings)(ID).tokenizer.get_vocab()
    assert "password" not in vocabulary and vocabulary.keys() == tiny_tokenizer().get_vocab().keys()


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
    for name in ("config.json", "tokenizer.json", "README.md", "tokenizer_config.json"):
        hub.sizes = {name: 100 * 2**20}
        assert refused(ID, settings) == "error.too_large", "no file of words is so large"
    hub.sizes = {}
    assert refused(ID, replace(settings, models_mb=0)) == "error.too_large"
    whole = (folder / "config.json").read_text("utf-8")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"model_type": "gpt2"}, "error.not_a_bert"),
        ({"auto_map": {"AutoModel": "modeling_evil.Evil"}}, "error.remote_code"),
        ({"quantization_config": {"quant_method": "bitsandbytes"}}, "error.quantized"),
        ({"hidden_size": 10**12}, "error.odd_config"),
        ({"num_hidden_layers": "many"}, "error.odd_config"),
        ({"num_labels": 10**9}, "error.odd_config"),
        ({"id2label": {str(i): "x" for i in range(5000)}}, "error.odd_config"),
        ({"hidden_act": "evil/repo"}, "error.odd_config"),
        ({"hidden_size": 16_384, "num_hidden_layers": 200}, "error.too_large"),
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
    (folder / "tokenizer.json").rename(folder / "tokenizer.elsewhere")
    assert refused(ID, settings) == "error.no_tokenizer"
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


def test_a_network_that_wants_a_login(hub: Hub, settings: Settings) -> None:
    hub.login = True
    assert refused(ID, settings) == "error.offline"


def test_a_full_disk(hub: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = look(ID, settings)
    free = type(shutil.disk_usage("/"))
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda path: free(10**9, 10**9, hubs.SPARE + preview.bytes - 1))
        assert refused(ID, settings) == "error.no_space"
        patch.setattr(shutil, "disk_usage", lambda path: free(10**9, 10**9, hubs.SPARE + preview.bytes))
        assert look(ID, settings) == preview

    def full(*args: Any, **options: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", full)
    with pytest.raises(UserError) as error:
        list(fetch(preview, settings))
    assert error.value.key == "error.disk_full"
    assert not list(Path(settings.hub_folder).rglob("*")), "what is half here does not keep the disk full"


def test_a_closed_list(hub: Hub, settings: Settings) -> None:
    assert refused(ID, replace(settings, hub="closed")) == "error.hub_closed"
    assert refused(ID, replace(settings, hub="a/b, c/d")) == "error.hub_closed"
    assert not hub.asked
    assert look(ID, replace(settings, hub=f"a/b, {ID}")).id == ID
    list(fetch(look(ID, settings), settings))
    assert cached(ID, settings) and cached(ID, replace(settings, hub="closed")) is None


def test_an_id_that_is_not_here_is_not_fetched_by_opening_it(hub: Hub, settings: Settings) -> None:
    for open_to, key in (("open", "error.not_here"), ("closed", "error.no_such_model")):
        with pytest.raises(UserError) as error:
            ModelBank(replace(settings, hub=open_to))(ID)
        assert error.value.key == key
    assert not hub.asked
