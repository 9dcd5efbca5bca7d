"""A stranger's weights and tokenizer: opened or refused in words, quickly, in little memory, and nothing else done."""

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
from bertdemo.serving.configs import MOST_LABELS
from bertdemo.serving.shapes import read
from bertdemo.settings import Settings
from tests.conftest import VOCAB, tiny_config, tiny_tokenizer
from tests.serving.strangers import KINDS, changed, keep_weights, open_it, refused


def test_a_local_folder_opens_and_agrees_with_the_library(folder: Path) -> None:
    model = open_it(folder)
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


def test_names_of_the_first_berts_open(folder: Path) -> None:
    before = open_it(folder).run("my dog").hidden_states
    tensors = load_file(folder / "model.safetensors")
    old = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
        for name, value in tensors.items()
    }
    assert old.keys() != tensors.keys()
    save_file(old, folder / "model.safetensors", metadata={"format": "pt"})
    torch.testing.assert_close(open_it(folder).run("my dog").hidden_states, before)


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


@pytest.mark.parametrize("part", [".layer.", ".layer.1.", ".layer.0.output.dense", "position_embeddings"])
def test_no_random_weights_pass_for_trained_ones(part: str, folder: Path) -> None:
    keep_weights(folder, lambda name: part not in name)
    assert refused(folder).key == "error.weights_do_not_fit"


def test_no_memory_is_taken_for_weights_that_are_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_them(*args: Any, **options: Any) -> None:
        raise AssertionError("transformers would make up what is missing")

    monkeypatch.setattr(PreTrainedModel, "from_pretrained", read_them)
    keep_weights(folder, lambda name: "position_embeddings" not in name)
    changed(folder, max_position_embeddings=2**17)  # 16 MB
    assert refused(folder, models_mb=8).key == "error.too_large"
    keep_weights(folder, lambda name: "word_embeddings" in name or "layer.2.output.dense.bias" in name)
    changed(folder, max_position_embeddings=40)
    assert refused(folder).key == "error.weights_do_not_fit"
    keep_weights(folder, lambda name: "layer.2.output.dense.bias" in name)
    assert refused(folder).key == "error.weights_do_not_fit"


def test_what_a_verdict_or_a_translation_needs(tmp_path: Path) -> None:
    tiny_tokenizer().save_pretrained(tmp_path)
    BertForSequenceClassification(tiny_config()).save_pretrained(tmp_path)
    keep_weights(tmp_path, lambda name: "pooler" not in name)
    assert refused(tmp_path).key == "error.untrained_head"
    decoder = tiny_config()
    decoder.is_decoder = decoder.add_cross_attention = True
    module = EncoderDecoderModel(encoder=BertModel(tiny_config()), decoder=BertLMHeadModel(decoder))
    module.save_pretrained(tmp_path)
    assert open_it(tmp_path).checkpoint.task == "translation"
    keep_weights(tmp_path, lambda name: "decoder.cls" not in name)
    assert refused(tmp_path).key == "error.untrained_head"


def test_tokenizers_that_are_none(folder: Path) -> None:
    whole = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    for name, said in (("tokenizer.json", {"model": 5}), ("tokenizer_config.json", 5)):
        before = (folder / name).read_text("utf-8")
        (folder / name).write_text(json.dumps(said), "utf-8")
        assert refused(folder).key == "error.broken_tokenizer"
        (folder / name).write_text(before, "utf-8")
    whole["model"]["vocab"]["cute"] = len(VOCAB)
    (folder / "tokenizer.json").write_text(json.dumps(whole), "utf-8")
    assert refused(folder).key == "error.tokenizer_does_not_fit"
    (folder / "tokenizer.json").unlink()
    assert refused(folder).key == "error.no_tokenizer"


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


def test_nothing_is_built_that_the_files_cannot_fill(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def built(*args: Any, **options: Any) -> None:
        raise AssertionError("a network was built")

    changed(folder, intermediate_size=2**17, max_position_embeddings=2**17)
    monkeypatch.setattr(transformers.AutoModelForPreTraining, "from_config", built)
    assert refused(folder).key == "error.weights_do_not_fit"
    assert refused(folder, models_mb=1).key == "error.too_large"


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
        began = time.thread_time()
        with suppress(UserError):
            model = open_it(folder)
            if model.checkpoint.task != "translation":
                model.run("my dog is cute")
        slowest = max(slowest, time.thread_time() - began)

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
