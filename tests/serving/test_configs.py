"""A stranger's config: what is in its range is used, what is not is named, and the rest is nobody's business."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from transformers import (
    BertModel,
)

from bertdemo.errors import UserError
from bertdemo.serving.configs import MOST_LABELS
from bertdemo.serving.shapes import read, shape_of
from tests.conftest import VOCAB, tiny_config
from tests.serving.strangers import changed, open_it, refused


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
def test_a_config_of_nonsense_is_no_bug_of_ours(values: dict[str, Any], key: str, folder: Path) -> None:
    changed(folder, **values)
    assert refused(folder).key == key


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


@pytest.mark.parametrize("name", ["config.json", "tokenizer_config.json", "model.safetensors.index.json"])
def test_files_of_settings_are_not_read_without_limit(name: str, folder: Path) -> None:
    if "index" in name:
        (folder / "model.safetensors").unlink()
    (folder / name).write_bytes(b'{"x": "' + b" " * 5 * 2**20 + b'"}')
    expected = {"c": "error.broken_config", "t": "error.broken_tokenizer", "m": "error.broken_weights"}
    assert refused(folder).key == expected[name[0]]
