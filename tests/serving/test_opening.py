"""A stranger's config and tokenizer: opened or refused in words, quickly, in little memory, and nothing else done."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from transformers import (
    BertForPreTraining,
    BertForSequenceClassification,
    BertLMHeadModel,
    BertModel,
    DistilBertConfig,
    DistilBertForMaskedLM,
    ElectraConfig,
    ElectraForPreTraining,
    EncoderDecoderModel,
    RobertaConfig,
    RobertaForMaskedLM,
)

from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.configs import MOST_LABELS
from bertdemo.serving.shapes import shape_of
from bertdemo.settings import Settings
from tests.conftest import VOCAB, tiny_config, tiny_tokenizer

SIZES = {"vocab_size": len(VOCAB), "max_position_embeddings": 40, "pad_token_id": 0}
SHAPE = {"num_hidden_layers": 2, "num_attention_heads": 2, "hidden_size": 16, "intermediate_size": 32}


def saved(kind: str, folder: Path) -> Path:
    """A random checkpoint of a kind, with its tokenizer."""
    torch.manual_seed(0)
    writing = tiny_config()
    writing.is_decoder = writing.add_cross_attention = True
    modules = {
        "bert": lambda: BertForPreTraining(tiny_config()),
        "labels": lambda: BertForSequenceClassification(tiny_config()),
        "roberta": lambda: RobertaForMaskedLM(RobertaConfig(**SIZES, **SHAPE)),
        "electra": lambda: ElectraForPreTraining(ElectraConfig(**SIZES, **SHAPE, embedding_size=8)),
        "distilbert": lambda: DistilBertForMaskedLM(
            DistilBertConfig(**SIZES, n_layers=2, n_heads=2, dim=16, hidden_dim=32)
        ),
        "encoder-decoder": lambda: EncoderDecoderModel(
            encoder=BertModel(tiny_config()), decoder=BertLMHeadModel(writing)
        ),
    }
    modules[kind]().save_pretrained(folder / kind)
    tiny_tokenizer().save_pretrained(folder / kind)
    return folder / kind


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("strangers")
    for kind in KINDS:
        saved(kind, root)
    return root


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "bert", tmp_path / "open" / "bert"))


KINDS = ("bert", "labels", "roberta", "electra", "distilbert", "encoder-decoder")
ATTACKS: dict[str, Any] = {
    "attn_implementation": "evil/repo",
    "_attn_implementation": "evil/repo",
    "_attn_implementation_internal": "evil/repo",
    "_experts_implementation": "evil/repo",
    "chunk_size_feed_forward": 3,
    "dtype": "nonsense",
    "torch_dtype": "int8",
    "_name_or_path": "/etc",
    "name_or_path": "/etc",
    "per_layer_config": {"0": {"hidden_size": 10**6}},
    "fusion_config": {"patch_embeddings": True},
    "transformers_weights": "/etc/passwd",
    "output_hidden_states": True,
    "return_dict": False,
    "use_return_dict": False,
    "sinusoidal_pos_embds": True,
    "layer_types": ["mamba"] * 9,
    "rope_scaling": {"rope_type": "yarn", "factor": 10**9},
    "pruned_heads": {"0": [0, 1]},
    "is_encoder_decoder": True,
    "summary_type": "attn",
    "tie_encoder_decoder": True,
    "cross_attention_hidden_size": 5,
    "label2id": {"x": 10**9},
}


def changed(folder: Path, **values: Any) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | values), "utf-8")


def open_it(folder: Path, **options: Any) -> Any:
    bank = ModelBank(Settings(device="cpu", folders=str(folder.parent), **options))
    return bank(f"{folder.parent.name}/{folder.name}")


def refused(folder: Path, **options: Any) -> UserError:
    with pytest.raises(UserError) as error:
        open_it(folder, **options)
    return error.value


@pytest.mark.parametrize("kind", KINDS)
def test_keys_that_are_not_known_change_nothing(kind: str, root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / kind, tmp_path / "open" / kind))
    before = open_it(folder)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    for part in [config, *(config[name] for name in ("encoder", "decoder") if name in config)]:
        part |= ATTACKS
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    after = open_it(folder)
    assert after.module.config.to_dict() == before.module.config.to_dict()
    configs = [after.module.config, *(getattr(after.module.config, n, None) for n in ("encoder", "decoder"))]
    assert {c._attn_implementation for c in configs if c is not None} == {"eager"}
    if kind != "encoder-decoder":
        text = "my dog is cute . she is sad"
        torch.testing.assert_close(after.run(text).hidden_states, before.run(text).hidden_states)


def test_no_kernel_of_the_hub_can_be_asked_for() -> None:
    from transformers.integrations import hub_kernels

    assert os.environ["USE_HUB_KERNELS"] == "0"
    assert not hub_kernels._kernels_enabled


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"num_labels": 10**9}, "num_labels"),
        ({"num_labels": MOST_LABELS + 1}, "num_labels"),
        ({"num_labels": -1}, "num_labels"),
        ({"num_labels": 2.0}, "num_labels"),
        ({"id2label": {str(i): "x" for i in range(MOST_LABELS + 1)}}, "id2label"),
        ({"id2label": ["a", "b"]}, "id2label"),
        ({"hidden_act": "evil/repo"}, "hidden_act"),
        ({"hidden_act": ["gelu"]}, "hidden_act"),
        ({"layer_norm_eps": -1.0}, "layer_norm_eps"),
        ({"layer_norm_eps": 10**400}, "layer_norm_eps"),
        ({"layer_norm_eps": float("inf")}, "layer_norm_eps"),
        ({"position_embedding_type": "relative_key"}, "position_embedding_type"),
        ({"pad_token_id": len(VOCAB)}, "pad_token_id"),
        ({"eos_token_id": -1}, "eos_token_id"),
        ({"bos_token_id": 10**9}, "bos_token_id"),
        ({"eos_token_id": [1, 2]}, "eos_token_id"),
        ({"tie_word_embeddings": 1}, "tie_word_embeddings"),
        ({"is_decoder": "yes"}, "is_decoder"),
        ({"add_cross_attention": True}, "add_cross_attention"),
        ({"attention_probs_dropout_prob": 1.5}, "attention_probs_dropout_prob"),
        ({"classifier_dropout": {}}, "classifier_dropout"),
        ({"max_position_embeddings": 2}, "max_position_embeddings"),
        ({"type_vocab_size": 0}, "type_vocab_size"),
    ],
)
def test_a_value_out_of_range_is_named_with_its_range(
    values: dict[str, Any], name: str, folder: Path
) -> None:
    changed(folder, **values)
    error = refused(folder)
    assert error.key == "error.odd_config"
    assert str(error.values["name"]).startswith(name) and error.values["allowed"]
    assert len(str(error)) < 700


def test_labels_are_as_many_as_the_names_and_no_longer_than_a_line(root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / "labels", tmp_path / "open" / "labels"))
    changed(folder, id2label={"0": "A", "1": "\ud800B"}, num_labels=2)
    assert open_it(folder).labels == ("A", "?B"), "half a character cannot be sent to a page"
    for names in (
        {"0": "A", "2": "B"},
        {"0": "A", "1": "x" * 201},
        {"0": "A", "1": None},
        {"0": "A", "1": []},
    ):
        changed(folder, id2label=names)
        assert refused(folder).key == "error.odd_config"
    changed(folder, id2label={"0": "A", "1": "B"}, num_labels=3)
    assert refused(folder).values["name"] == "num_labels"
    changed(folder, id2label=None, num_labels=1)
    assert refused(folder).key == "error.not_one_label"


def test_nested_configs_have_the_same_limits() -> None:
    part = tiny_config().to_dict()
    for changes in ({"num_labels": 10**9}, {"hidden_act": "x"}, {"pad_token_id": 10**6}):
        for place in ("encoder", "decoder"):
            config = {"model_type": "encoder-decoder", "encoder": part, "decoder": part}
            with pytest.raises(UserError) as error:
                shape_of(config | {place: part | changes}, "x")
            assert error.value.key == "error.odd_config"
    for start in (10**9, -1, "x"):
        config = {"model_type": "encoder-decoder", "encoder": part, "decoder": part}
        with pytest.raises(UserError) as error:
            shape_of(config | {"decoder_start_token_id": start}, "x")
        assert error.value.values["name"] == "decoder_start_token_id"


def test_positions_of_a_roberta_count_from_its_padding(root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / "roberta", tmp_path / "open" / "roberta"))
    changed(folder, pad_token_id=20)
    assert open_it(folder).run("my dog " * 50).hidden_states.isfinite().all(), "40 positions but 21"
    changed(folder, pad_token_id=len(VOCAB) - 1, max_position_embeddings=len(VOCAB))
    assert refused(folder).values["name"] == "pad_token_id"


def test_what_is_wrong_at_the_last_position_is_found_when_it_opens(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors["bert.embeddings.position_embeddings.weight"][-1] = float("nan")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    assert refused(folder).key == "error.no_numbers"


def test_nothing_is_built_that_the_files_cannot_fill(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def built(*args: Any, **options: Any) -> None:
        raise AssertionError("a network was built")

    changed(folder, intermediate_size=2**17, max_position_embeddings=2**17)
    monkeypatch.setattr(transformers.AutoModelForPreTraining, "from_config", built)
    assert refused(folder).key == "error.weights_do_not_fit"
    assert refused(folder, models_mb=1).key == "error.too_large"


@pytest.mark.parametrize("name", ["config.json", "tokenizer_config.json", "model.safetensors.index.json"])
def test_files_of_settings_are_not_read_without_limit(name: str, folder: Path) -> None:
    if "index" in name:
        (folder / "model.safetensors").unlink()
    (folder / name).write_bytes(b'{"x": "' + b" " * 5 * 2**20 + b'"}')
    expected = {"c": "error.broken_config", "t": "error.broken_tokenizer", "m": "error.broken_weights"}
    assert refused(folder).key == expected[name[0]]


def test_a_list_of_tensors_without_end_is_not_read(folder: Path) -> None:
    whole = (folder / "model.safetensors").read_bytes()
    header = whole[8 : 8 + int.from_bytes(whole[:8], "little")].ljust(5 * 2**20)
    body = whole[8 + int.from_bytes(whole[:8], "little") :]
    (folder / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + body)
    assert refused(folder).key == "error.broken_weights"


def test_a_full_disk_is_told_as_such(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **options: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    assert refused(folder).key == "error.disk_full"


@pytest.mark.bundled
def test_what_comes_with_the_app_needs_no_room_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = ModelBank(Settings(device="cpu"))

    def full(*args: Any, **options: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bertdemo.serving.opening.own_folder", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    assert bank("classroom").tokenizer.name_or_path == ""
    assert bank("classroom-translate-en-zh").tokenizer.name_or_path == ""


NAMES = sorted({*ATTACKS, *tiny_config().to_dict(), "num_labels", "id2label", "dim", "n_layers", "n_heads", "hidden_dim"}
    | {"activation", "embedding_size", "decoder_start_token_id", "position_embedding_type", "problem_type", "encoder"}
    - {"model_type"}
)  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 70),
    st.sampled_from([10**6, 2**31, 10**9, 10**12, 10**30, -(10**9)]),
    st.floats(),
    st.sampled_from(["evil/repo", "sdpa", "gelu", "relu", "absolute", "float16", "", "x" * 1000, "\ud800", "/etc/passwd"]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=3),
    st.just({str(i): f"L{i}" for i in range(3)}),
    st.just({str(i): "x" for i in range(MOST_LABELS + 1)}),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_any_config_opens_or_is_refused_at_once(kind: str, root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / kind, tmp_path / "open" / kind))
    open_it(folder)  # imports what it needs
    whole = json.loads((folder / "config.json").read_text("utf-8"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # KB
    slowest = 0.0

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @example({"num_labels": 10**9}, False)
    @example({"id2label": {str(i): "x" for i in range(20_000)}}, True)
    @example({"max_position_embeddings": 2**17, "sinusoidal_pos_embds": True}, True)
    @example({"num_hidden_layers": 200, "n_layers": 200}, True)
    @given(st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=3), st.booleans())
    def tried(changes: dict[str, Any], inside: bool) -> None:
        nonlocal slowest
        config = json.loads(json.dumps(whole))
        part = config["decoder"] if inside and "decoder" in config else config
        part |= changes
        (folder / "config.json").write_text(json.dumps(config), "utf-8")
        began = time.process_time()
        with suppress(UserError):
            model = open_it(folder)
            if model.checkpoint.task != "translation":
                model.run("my dog is cute")
        slowest = max(slowest, time.process_time() - began)

    tried()
    assert slowest < 2  # seconds of computing
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tokenizer_config.json", {"additional_special_tokens": [f"<s{i}>" for i in range(200_000)]}),
        (
            "tokenizer_config.json",
            {"added_tokens_decoder": {str(i): {"content": f"<{i}>"} for i in range(9000)}},
        ),
        ("special_tokens_map.json", {"additional_special_tokens": [f"<s{i}>" for i in range(9000)]}),
        ("added_tokens.json", {f"<s{i}>": i for i in range(9000)}),
        (
            "tokenizer.json",
            {"added_tokens": [{"id": i, "content": f"<{i}>"} for i in range(100_000)], "model": {}},
        ),
        ("tokenizer.json", {"model": {"vocab": {f"w{i}": i for i in range(200_000)}}}),
        ("vocab.txt", None),
    ],
)
def test_a_tokenizer_with_very_many_tokens_is_refused_at_once(name: str, content: Any, folder: Path) -> None:
    if name == "vocab.txt":
        (folder / "tokenizer.json").unlink(missing_ok=True)
    text = "\n".join(f"w{i}" for i in range(1_000_000)) if content is None else json.dumps(content)
    (folder / name).write_text(text, "utf-8")
    began = time.monotonic()
    assert refused(folder).key in ("error.too_many_added", "error.tokenizer_does_not_fit")
    assert time.monotonic() - began < 5, "others wait for it"
