"""Which folders open, and what each of the others is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import (
    BertForMaskedLM,
    BertForPreTraining,
    BertForSequenceClassification,
    BertLMHeadModel,
    BertModel,
    DistilBertForMaskedLM,
    DistilBertModel,
    ElectraForPreTraining,
    ElectraModel,
    EncoderDecoderModel,
    PreTrainedModel,
    RobertaForMaskedLM,
)

from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED, bundled, find, local
from bertdemo.serving.shapes import read, verify
from bertdemo.settings import Settings
from tests.conftest import VOCAB, tiny_config, tiny_tokenizer
from tests.refusals import refusal

KEY = "open/mine"  # of the folder below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "open" / "mine")
    tiny_tokenizer().save_pretrained(tmp_path / "open" / "mine")
    return tmp_path / "open" / "mine"


@pytest.fixture
def opened(folder: Path) -> Settings:
    return Settings(device="cpu", folders=str(folder.parent))


def test_a_local_folder_opens_and_agrees_with_the_library(folder: Path, opened: Settings) -> None:
    model = ModelBank(opened)(KEY)
    run = model.run("my dog is cute", "she")
    expected = BertForPreTraining.from_pretrained(folder, attn_implementation="eager").eval()
    with torch.inference_mode():
        out = expected(
            **model.tokenizer("my dog is cute", "she", return_tensors="pt"), output_attentions=True
        )
    torch.testing.assert_close(run.attentions, torch.stack(out.attentions)[:, 0], atol=1e-6, rtol=0)
    torch.testing.assert_close(run.logits, out.seq_relationship_logits[0], atol=1e-5, rtol=0)


@pytest.mark.parametrize("kind", [BertModel, BertForMaskedLM])
def test_other_heads_open_too(kind: type, tmp_path: Path) -> None:
    kind(tiny_config()).save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    run = ModelBank(Settings(device="cpu", folders=str(tmp_path)))(tmp_path.name).run("my dog")
    assert run.attentions.shape == (3, 4, 4, 4)
    assert run.logits is None  # neither has a trained next-sentence head


@pytest.mark.parametrize(
    "kind", [DistilBertForMaskedLM, DistilBertModel, RobertaForMaskedLM, ElectraForPreTraining, ElectraModel]
)
def test_relatives_of_bert_open_too(kind: Any, tmp_path: Path) -> None:
    sizes = {"vocab_size": len(VOCAB), "max_position_embeddings": 40, "pad_token_id": 0}
    if "Distil" in kind.__name__:
        config = kind.config_class(**sizes, n_layers=3, n_heads=4, dim=32, hidden_dim=64)
    else:
        config = kind.config_class(
            **sizes, num_hidden_layers=3, num_attention_heads=4, hidden_size=32, intermediate_size=64
        )
    torch.manual_seed(0)
    module = kind(config).eval()
    module.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    model = ModelBank(Settings(device="cpu", folders=str(tmp_path)))(tmp_path.name)
    run = model.run("my dog is cute")
    module.set_attn_implementation("eager")
    inputs = model.tokenizer("my dog is cute", return_tensors="pt")
    with torch.inference_mode():
        out = module.base_model(
            **{name: value for name, value in inputs.items() if name != "token_type_ids"},
            output_attentions=True,
        )
    torch.testing.assert_close(run.attentions, torch.stack(out.attentions)[:, 0], atol=1e-6, rtol=0)


def test_figures_come_from_the_files(folder: Path, opened: Settings) -> None:
    shown = [c.describe() for c in local(opened)]
    saved = BertForPreTraining(tiny_config()).num_parameters()
    assert [(c["layers"], c["heads"], c["hidden"], c["task"]) for c in shown] == [(3, 4, 32, "pretraining")]
    assert shown[0]["parameters"] == saved
    assert "folder" not in shown[0] and shown[0]["languages"] == []


@pytest.mark.parametrize(
    ("card", "languages"),
    [
        ("---\nlicense: mit\nlanguage: en\n---\nlanguage: fr\n", ("en",)),
        ("---\nlanguage:\n- en\n- zh\ntags:\n- x\n---\n", ("en", "zh")),
        ("no header\nlanguage: en", ()),
    ],
)
def test_languages_come_from_the_card(card: str, languages: tuple[str, ...], folder: Path) -> None:
    (folder / "README.md").write_text(card)
    assert read(folder, "x").languages == languages


@pytest.mark.parametrize(
    "key", ["../secret", "/etc", "mine/../../x", "\x00", "~nobody/x", "a" * 5000, "nobody"]
)
def test_only_opened_folders_are_found(key: str, opened: Settings) -> None:
    with refusal("no model"):
        find(key, opened)


def test_a_folder_beside_an_opened_one_stays_shut(folder: Path, opened: Settings) -> None:
    shut = folder.parent.parent / "shut"
    (folder.parent.parent / "link").symlink_to(folder)
    shut.mkdir()
    for key in (str(shut), f"{folder}/../../shut"):
        with refusal("no model"):
            find(key, opened)


def test_broken_folders_are_told_apart(folder: Path) -> None:
    weights = folder / "model.safetensors"
    config = json.loads((folder / "config.json").read_text())
    whole = weights.read_bytes()
    weights.write_bytes(whole[:50])
    with refusal("damaged or cut off"):
        read(folder, "x")
    weights.rename(folder / "pytorch_model.bin")
    with refusal("no weights in safetensors"):
        read(folder, "x")
    (folder / "config.json").write_text(json.dumps(config | {"model_type": "gpt2"}))
    with refusal("gpt2"):
        read(folder, "x")
    (folder / "config.json").write_text("{")
    with refusal(r"config\.json"):
        read(folder, "x")


def test_weights_that_do_not_fit_their_config_are_refused(folder: Path, opened: Settings) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"hidden_size": 64}))
    with refusal("do not fit its config"):
        ModelBank(opened)(KEY)


def test_manifest_finds_a_changed_byte(folder: Path) -> None:
    import hashlib

    path = folder / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder.parent / "manifest.json").write_text(json.dumps({"mine/model.safetensors": digest}))
    verify(read(folder, "mine"))
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(changed)
    with refusal(r"mine/model\.safetensors"):
        verify(read(folder, "mine"))


@pytest.mark.parametrize(
    "changes",
    [
        {"hidden_size": 10**9},
        {"hidden_size": -32},
        {"num_hidden_layers": "many"},
        {"vocab_size": None},
        {"num_attention_heads": 0},
        {"num_hidden_layers": 3.5},
        {"num_hidden_layers": True},
        {"num_attention_heads": 5},
        {"intermediate_size": 5 * 10**8},
        {"max_position_embeddings": -5},
        {"type_vocab_size": 10**9},
    ],
)
def test_a_config_of_nonsense_is_refused_before_any_memory_is_taken(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    BertModel(tiny_config()).save_pretrained(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | changes), "utf-8")
    with pytest.raises(UserError) as error:
        read(tmp_path, "tiny")
    assert error.value.key == "error.odd_config"


@pytest.mark.parametrize("changes", [{"hidden_size": 64}, {"vocab_size": 999}, {"num_hidden_layers": 12}])
def test_weights_of_another_shape_are_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    BertModel(tiny_config()).save_pretrained(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | changes), "utf-8")
    with pytest.raises(UserError) as error:
        read(tmp_path, "tiny")
    assert error.value.key == "error.weights_do_not_fit"


def test_too_large_and_remote_code_are_refused(tmp_path: Path) -> None:
    BertModel(tiny_config()).save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    bank = ModelBank(Settings(device="cpu", folders=str(tmp_path), models_mb=0))
    with pytest.raises(UserError) as error:
        bank(tmp_path.name)
    assert error.value.key == "error.too_large"
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | {"auto_map": {"AutoModel": "x.Y"}}), "utf-8")
    with pytest.raises(UserError) as error:
        read(tmp_path, "tiny")
    assert error.value.key == "error.remote_code"


def test_a_head_without_weights_is_refused(tmp_path: Path) -> None:
    BertModel(tiny_config()).save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    for head in ("BertForSequenceClassification", "BertForTokenClassification", "BertForQuestionAnswering"):
        (tmp_path / "config.json").write_text(json.dumps(config | {"architectures": [head]}), "utf-8")
        with pytest.raises(UserError) as error:
            ModelBank(Settings(device="cpu", folders=str(tmp_path)))(tmp_path.name)
        assert error.value.key == "error.untrained_head"


def changed(folder: Path, **values: Any) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | values), "utf-8")


def refused(folder: Path, opened: Settings) -> str:
    key = KEY if Path(opened.folders) == folder.parent else folder.name
    with pytest.raises(UserError) as error:
        ModelBank(opened)(key)
    return error.value.key


def kept(folder: Path, wanted: Callable[[str], bool]) -> None:
    tensors = {n: t for n, t in load_file(folder / "model.safetensors").items() if wanted(n)}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


@pytest.mark.parametrize("part", [".layer.", ".layer.1.", ".layer.0.output.dense", "position_embeddings"])
def test_no_random_weights_pass_for_trained_ones(part: str, folder: Path, opened: Settings) -> None:
    kept(folder, lambda name: part not in name)
    assert refused(folder, opened) == "error.weights_do_not_fit"


def test_no_memory_is_taken_for_weights_that_are_not_there(
    folder: Path, opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_them(*args: Any, **options: Any) -> None:
        raise AssertionError("transformers would make up what is missing")

    monkeypatch.setattr(PreTrainedModel, "from_pretrained", read_them)
    kept(folder, lambda name: "position_embeddings" not in name)
    changed(folder, max_position_embeddings=2**17)  # 16 MB
    assert refused(folder, replace(opened, models_mb=8)) == "error.too_large"
    kept(folder, lambda name: "word_embeddings" in name or "layer.2.output.dense.bias" in name)
    changed(folder, max_position_embeddings=40)
    assert refused(folder, opened) == "error.weights_do_not_fit"
    kept(folder, lambda name: "layer.2.output.dense.bias" in name)
    assert refused(folder, opened) == "error.weights_do_not_fit"


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"architectures": ["BertForSequenceClassification"], "id2label": 5}, "error.not_one_label"),
        ({"quantization_config": {"quant_method": "bitsandbytes"}}, "error.quantized"),
        ({"hidden_act": "nonsense"}, "error.odd_config"),
        ({"pad_token_id": 999}, "error.odd_config"),
        ({"hidden_dropout_prob": "x"}, "error.odd_config"),
        ({"layer_norm_eps": float("nan")}, "error.odd_config"),
    ],
)
def test_a_config_of_nonsense_is_no_bug_of_ours(
    values: dict[str, Any], key: str, folder: Path, opened: Settings
) -> None:
    changed(folder, **values)
    assert refused(folder, opened) == key


def test_tokenizers_that_are_none(folder: Path, opened: Settings) -> None:
    whole = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    for name, said in (("tokenizer.json", {"model": 5}), ("tokenizer_config.json", 5)):
        before = (folder / name).read_text("utf-8")
        (folder / name).write_text(json.dumps(said), "utf-8")
        assert refused(folder, opened) == "error.broken_tokenizer"
        (folder / name).write_text(before, "utf-8")
    whole["model"]["vocab"]["cute"] = len(VOCAB)
    (folder / "tokenizer.json").write_text(json.dumps(whole), "utf-8")
    assert refused(folder, opened) == "error.tokenizer_does_not_fit"
    (folder / "tokenizer.json").unlink()
    assert refused(folder, opened) == "error.no_tokenizer"


def test_nothing_outside_of_a_folder_is_opened(folder: Path, opened: Settings) -> None:
    outside = folder.parent.parent / "outside.safetensors"
    (folder / "model.safetensors").rename(outside)
    names = list(load_file(outside))
    index = folder / "model.safetensors.index.json"
    for place in ("../../outside.safetensors", str(outside), "..\\x.safetensors"):
        index.write_text(json.dumps({"metadata": {}, "weight_map": dict.fromkeys(names, place)}), "utf-8")
        assert refused(folder, opened) == "error.leads_elsewhere"
    index.write_text(json.dumps({"weight_map": dict.fromkeys(names, "model-1.safetensors")}), "utf-8")
    assert refused(folder, opened) == "error.broken_weights"
    index.write_text('{"weight_map": [1]}', "utf-8")
    assert refused(folder, opened) == "error.broken_weights"
    index.unlink()
    (folder / "model.safetensors").symlink_to(outside)
    assert refused(folder, opened) == "error.leads_elsewhere"
    (folder / "model.safetensors").unlink()
    outside.rename(folder / "model.safetensors")
    (folder / "adapter_config.json").write_text('{"base_model_name_or_path": "/"}', "utf-8")
    assert refused(folder, opened) == "error.is_adapter"
    (folder / "adapter_config.json").unlink()
    (folder / "vocab.txt").symlink_to("tokenizer.json")
    assert ModelBank(opened)(KEY).run("my dog").encoding.words == 2, "a link within it is none of that"


def test_a_link_out_of_an_opened_folder_stays_shut(folder: Path, opened: Settings, tmp_path: Path) -> None:
    folder.rename(tmp_path / "shut")
    folder.symlink_to(tmp_path / "shut")
    assert refused(folder, replace(opened, hub="closed")) == "error.no_such_model"


def test_the_cache_of_the_hub_is_made_of_links_and_opens(folder: Path, tmp_path: Path) -> None:
    snapshot = tmp_path / "models--a--b" / "snapshots" / "1"
    blobs = tmp_path / "models--a--b" / "blobs"
    snapshot.mkdir(parents=True)
    blobs.mkdir()
    for number, path in enumerate(folder.iterdir()):
        path.rename(blobs / str(number))
        (snapshot / path.name).symlink_to(blobs / str(number))
    bank = ModelBank(Settings(device="cpu", folders=str(snapshot)))
    assert bank(snapshot.name).run("my dog").encoding.words == 2


def test_names_of_the_first_berts_open(folder: Path, opened: Settings) -> None:
    before = ModelBank(opened)(KEY).run("my dog").hidden_states
    tensors = load_file(folder / "model.safetensors")
    old = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
        for name, value in tensors.items()
    }
    assert old.keys() != tensors.keys()
    save_file(old, folder / "model.safetensors", metadata={"format": "pt"})
    torch.testing.assert_close(ModelBank(opened)(KEY).run("my dog").hidden_states, before)


def test_weights_that_are_no_numbers_are_told(folder: Path, opened: Settings) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors["bert.encoder.layer.1.attention.self.query.weight"][:] = float("nan")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    assert refused(folder, opened) == "error.no_numbers"


def test_what_a_verdict_or_a_translation_needs(tmp_path: Path) -> None:
    opened = Settings(device="cpu", folders=str(tmp_path))
    tiny_tokenizer().save_pretrained(tmp_path)
    BertForSequenceClassification(tiny_config()).save_pretrained(tmp_path)
    kept(tmp_path, lambda name: "pooler" not in name)
    assert refused(tmp_path, opened) == "error.untrained_head"
    decoder = tiny_config()
    decoder.is_decoder = decoder.add_cross_attention = True
    module = EncoderDecoderModel(encoder=BertModel(tiny_config()), decoder=BertLMHeadModel(decoder))
    module.save_pretrained(tmp_path)
    assert ModelBank(opened)(tmp_path.name).checkpoint.task == "translation"
    kept(tmp_path, lambda name: "decoder.cls" not in name)
    assert refused(tmp_path, opened) == "error.untrained_head"


@pytest.mark.bundled
def test_bundled_models_count_toward_no_limit() -> None:
    bank = ModelBank(Settings(device="cpu", models_mb=1))
    assert bank("classroom").checkpoint.bundled and bank("classroom-sentiment").labels
    assert bank("classroom") is bank("classroom"), "nor do they make room"


@pytest.fixture
def shipped_here(tmp_path: Path) -> Path:
    """What comes with the app: the small files copied, the weights linked."""
    for path in BUNDLED.rglob("*"):
        target = tmp_path / "models" / path.relative_to(BUNDLED)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(path) if path.suffix == ".safetensors" else shutil.copyfile(path, target)
    return tmp_path / "models"


def damage(folder: Path, how: str) -> None:
    weights = folder / "adapter_model.safetensors"
    if how == "missing":
        shutil.rmtree(folder)
    elif how == "no weights":
        weights.unlink()
    elif how == "cut off":
        whole = weights.read_bytes()
        weights.unlink()
        weights.write_bytes(whole[: len(whole) // 2])
    elif how == "pointer":  # what lies there when large files were not fetched
        weights.unlink()
        weights.write_text("version https://git-lfs.github.com/spec/v1")
    else:
        name, _, text = how.partition(": ")
        (folder / name).write_text(text)


@pytest.mark.bundled
@pytest.mark.parametrize("key", ["classroom-topic", "classroom-translate-en-zh"])
@pytest.mark.parametrize(
    "how",
    [
        "missing",
        "task.json: {",
        "task.json: []",
        "task.json: {}",
        'task.json: {"task": "cooking", "base": "classroom", "labels": [], "temperature": 1.0}',
        'task.json: {"task": "topic", "base": "nosuch", "labels": 5, "temperature": 1.0}',
        "task.json: " + "[" * 100_000,
        "no weights",
        "cut off",
        "pointer",
        "adapter_config.json: {}",
        'adapter_config.json: {"base_model_name_or_path": "elsewhere"}',
        'adapter_config.json: {"base_model_name_or_path": ["classroom"]}',
    ],
)
def test_a_damaged_adapter_leaves_the_rest_alone(
    key: str, how: str, shipped_here: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if key == "classroom-translate-en-zh" and (
        "adapter" in how or how in ("no weights", "cut off", "pointer")
    ):
        for path in (shipped_here / key).glob("*.safetensors"):
            path.unlink()
    else:
        damage(shipped_here / key, how)
    for _ in range(3):
        rest = {c.key for c in bundled(shipped_here)}
    assert rest == {c.key for c in bundled()} - {key} and len(rest) > 3
    said = [record.getMessage() for record in caplog.records if "left out" in record.getMessage()]
    assert len(said) == (how != "missing") and all(key in line for line in said), "once, by its name"
    with pytest.raises(UserError) as error:
        find(key, Settings(device="cpu"), shipped_here)
    assert error.value.key == "error.damaged_model" and error.value.values["model"] == key
    assert find("classroom-sentiment", Settings(device="cpu"), shipped_here).layers == 6


def test_a_manifest_that_is_none_is_told(folder: Path) -> None:
    for said in ("{", "5", "[1]"):
        (folder.parent / "manifest.json").write_text(said)
        with pytest.raises(UserError) as error:
            verify(read(folder, "mine"))
        assert error.value.key == "error.damaged_file"
